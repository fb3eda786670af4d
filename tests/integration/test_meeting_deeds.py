"""What people do with series, meetings and agendas, on both databases: kept, folded, undone."""

import datetime as dt
from itertools import pairwise

import pytest

from portfolio.database import writing
from portfolio.identity import InitiativeUnknownError
from portfolio.meetings import deeds
from portfolio.meetings.deeds import (
    Agreed,
    Edited,
    MeetingRefusedError,
    MeetingUnknownError,
    OwnPoint,
    Planned,
)
from portfolio.process.deeds import Decided, DeedUnknownError
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    DecisionOutcome,
    DecisionSubject,
    Holder,
    MeetingState,
    NoteKind,
    PointState,
    Rhythm,
)
from tests.builders.meetings import BY, NOW, at, book, forum, meetings, point, series
from tests.builders.uploads import load

DAY = dt.date(2026, 11, 23)


def test_a_series_is_made_changed_and_ended_and_each_is_undone(engine):
    made = series(engine, at(1))
    with writing(engine) as session:
        changed = deeds.change_series(session, made, forum(name="Forum", place="Hvidovre"), now=at(2), by=BY)
    with writing(engine) as session:
        ended = deeds.end_series(session, made, day=DAY, reason="Nedlagt", now=at(3), by=BY)

    assert book(engine).series[made].name == "Forum"
    assert book(engine).series[made].ended_on == DAY
    assert book(engine, at(1, hour=10)).series[made].name == "Forum for koordination"

    with writing(engine) as session:
        deeds.undo_series_events(session, [changed, ended], now=at(4), by=BY)
    known = book(engine).series[made]
    assert (known.name, known.place, known.ended_on) == ("Forum for koordination", None, None)


def test_the_next_meeting_of_who_has_the_matter_is_the_soonest_of_its_forums(engine):
    one, other = series(engine, holder=Holder.SSG), series(engine, name="Formøde", holder=Holder.SSG)
    meetings(engine, one, dt.date(2026, 11, 30), dt.date(2026, 12, 14))
    (soonest,) = meetings(engine, other, dt.date(2026, 11, 26))

    assert book(engine).upcoming_of(Holder.SSG, DAY).id == soonest
    assert book(engine).upcoming_of(Holder.SSG, dt.date(2026, 11, 27)).day == dt.date(2026, 11, 30)
    assert book(engine).upcoming_of(Holder.SKU, DAY) is None


def test_a_series_without_meetings_is_undone_and_one_with_meetings_is_not(engine):
    one, other = series(engine), series(engine, name="Direktørforum", rhythm=Rhythm.HALF_YEARLY)
    meetings(engine, other, DAY)

    with writing(engine) as session:
        deeds.undo_series(session, one, now=NOW, by=BY)
    with pytest.raises(MeetingRefusedError) as refused, writing(engine) as session:
        deeds.undo_series(session, other, now=NOW, by=BY)

    assert refused.value.id == "meeting.series_has_meetings"
    assert list(book(engine).series) == [other]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"name": " "}, "meeting.name_missing"),
        ({"weekday": None}, "meeting.weekday_unreadable"),
        ({"weekday": 6}, "meeting.weekday_unreadable"),
        ({"minutes": 0}, "meeting.length_impossible"),
        ({"begins_at": "25.00"}, "meeting.time_unreadable"),
    ],
)
def test_what_a_series_cannot_be_is_refused(engine, facts, why):
    with pytest.raises(MeetingRefusedError) as refused:
        series(engine, **facts)

    assert refused.value.id == why


def test_two_meetings_on_a_day_and_one_in_july_are_allowed(engine):
    of = series(engine)
    planned = meetings(engine, of, DAY, DAY, dt.date(2026, 7, 6))

    assert [it.id for it in book(engine).of_series(of)] == [planned[2], planned[0], planned[1]]
    assert {it.begins_at for it in book(engine).meetings.values()} == {"09.00"}


def test_a_meeting_freezes_its_moment_and_can_be_frozen_anew_with_a_reason(engine):
    (meeting,) = meetings(engine, series(engine, at(1)), DAY, now=at(1))
    with writing(engine) as session:
        deeds.freeze(session, meeting, now=at(20), by=BY)
    with pytest.raises(MeetingRefusedError, match="Skriv kort hvorfor"), writing(engine) as session:
        deeds.freeze(session, meeting, now=at(21), by=BY)
    with writing(engine) as session:
        again = deeds.freeze(session, meeting, reason="Rettet liste", now=at(21), by=BY)

    known = book(engine).meetings[meeting]
    assert (known.frozen_at, known.frozen_why) == (at(21), "Rettet liste")
    assert book(engine, at(20, hour=10)).meetings[meeting].frozen_at == at(20)

    with writing(engine) as session:
        deeds.undo_deeds(session, [again], now=at(22), by=BY)
    assert book(engine).meetings[meeting].frozen_at == at(20)


def test_what_nobody_dealt_with_is_moved_on_when_the_meeting_is_held(
    engine,
):
    (meeting,) = meetings(engine, series(engine, at(1)), DAY, now=at(1))
    with writing(engine) as session:
        deeds.accept(session, meeting, [point("a"), point("b"), point("c")], now=at(2), by=BY)
        deeds.treat_point(session, meeting, "a", now=at(3), by=BY)
        deeds.drop_point(session, meeting, "b", reason="Ikke nu", now=at(3), by=BY)
    with writing(engine) as session:
        held = deeds.hold(session, meeting, now=NOW, by=BY)

    known = book(engine).meetings[meeting]
    assert known.state is MeetingState.HELD
    assert [it.state for it in known.points] == [PointState.TREATED, PointState.DROPPED, PointState.MOVED_ON]
    assert known.state_deeds == tuple(held)

    with writing(engine) as session:
        deeds.undo_deeds(session, known.state_deeds, now=at(24), by=BY)
    known = book(engine, at(24)).meetings[meeting]
    assert known.state is MeetingState.PLANNED
    assert known.points[2].state is PointState.PLANNED


def test_a_meeting_that_lies_ahead_has_not_been_held(engine):
    (meeting,) = meetings(engine, series(engine), dt.date(2026, 12, 14))

    with pytest.raises(MeetingRefusedError) as refused, writing(engine) as session:
        deeds.hold(session, meeting, now=NOW, by=BY)

    assert refused.value.id == "meeting.lies_ahead"


def test_a_cancelled_meeting_takes_no_points_until_that_is_undone(engine):
    (meeting,) = meetings(engine, series(engine), DAY)
    with writing(engine) as session:
        cancelled = deeds.cancel(session, meeting, reason="For få kan", now=NOW, by=BY)
    with pytest.raises(MeetingRefusedError) as refused, writing(engine) as session:
        deeds.accept(session, meeting, [point()], now=NOW, by=BY)
    with writing(engine) as session:
        deeds.undo_deeds(session, [cancelled], now=NOW, by=BY)
        deeds.accept(session, meeting, [point()], now=NOW, by=BY)

    assert refused.value.id == "meeting.is_cancelled"
    assert len(book(engine, at(24)).meetings[meeting].agenda) == 1


def test_a_meeting_is_moved_and_moved_back(engine):
    (meeting,) = meetings(engine, series(engine), DAY)
    with writing(engine) as session:
        moved = deeds.move_meeting(
            session, meeting, Planned(dt.date(2026, 11, 30), "13:30"), reason="Ferie", now=NOW, by=BY
        )
    known = book(engine).meetings[meeting]
    assert (known.day, known.begins_at, known.first_day) == (dt.date(2026, 11, 30), "13.30", DAY)

    with writing(engine) as session:
        deeds.undo_deeds(session, [moved], now=NOW, by=BY)
    assert book(engine, at(24)).meetings[meeting].day == DAY


def test_points_are_accepted_edited_placed_and_own_ones_added(engine):
    load(engine, {"title": "Fælles data"})
    (meeting,) = meetings(engine, series(engine), DAY)
    with writing(engine) as session:
        deeds.accept(session, meeting, [point("a"), point("b")], now=NOW, by=BY)
        deeds.add_point(session, meeting, OwnPoint("Nyt fra regionen", initiative_ids=(1,)), now=NOW, by=BY)
        deeds.edit_point(session, meeting, "a", Edited("Andet navn", "Tekst"), now=NOW, by=BY)
        deeds.place_point(session, meeting, "own:1", before="a", now=NOW, by=BY)
        deeds.place_point(session, meeting, "a", section=AgendaSection.DECIDE, now=NOW, by=BY)

    points = book(engine).meetings[meeting].points
    assert [it.key for it in points] == ["a", "own:1", "b"]
    assert (points[0].title, points[0].text, points[0].section) == (
        "Andet navn",
        "Tekst",
        AgendaSection.DECIDE,
    )
    assert points[1].reason is AgendaReason.OWN
    assert [it.made_at <= later.made_at for it, later in pairwise(book(engine).meetings[meeting].happened)]


def test_a_point_about_an_initiative_that_nobody_knows_is_refused(engine):
    (meeting,) = meetings(engine, series(engine), DAY)

    with pytest.raises(InitiativeUnknownError), writing(engine) as session:
        deeds.add_point(session, meeting, OwnPoint("Hvad", initiative_ids=(99,)), now=NOW, by=BY)
    with pytest.raises(MeetingUnknownError), writing(engine) as session:
        deeds.treat_point(session, meeting, "nothing", now=NOW, by=BY)


def test_dropping_needs_a_reason_and_a_proposal_can_be_dropped_at_once(engine):
    (meeting,) = meetings(engine, of := series(engine), DAY)
    with pytest.raises(MeetingRefusedError, match="Skriv kort hvorfor"), writing(engine) as session:
        deeds.drop_point(session, meeting, point("a"), reason=" ", now=NOW, by=BY)
    with writing(engine) as session:
        dropped = deeds.drop_point(session, meeting, point("a"), reason="Kendt", now=NOW, by=BY)

    known = book(engine).meetings[meeting]
    assert [(it.key, it.dropped_why) for it in known.dropped] == [("a", "Kendt")]
    assert book(engine).settled(of) == {"a@red"}

    with writing(engine) as session:
        deeds.undo_deeds(session, [dropped], now=NOW, by=BY)
    assert book(engine, at(24)).meetings[meeting].points == ()
    assert book(engine, at(24)).settled(of) == frozenset()


def test_two_who_write_at_once_lose_nothing(engine):
    (meeting,) = meetings(engine, series(engine), DAY)
    with writing(engine) as session:
        deeds.accept(session, meeting, [point("a")], now=NOW, by=BY)
        first = deeds.write_note(
            session, meeting, "a", NoteKind.DECISION, "Godkendt", after=None, now=NOW, by="en"
        )
    with pytest.raises(deeds.NoteTakenError) as taken, writing(engine) as session:
        deeds.write_note(
            session, meeting, "a", NoteKind.DECISION, "Udsat", after=None, now=NOW, by="en anden"
        )
    assert (taken.value.text, taken.value.by, taken.value.after) == ("Godkendt", "en", first)

    with writing(engine) as session:
        same = deeds.write_note(
            session, meeting, "a", NoteKind.DECISION, "Godkendt", after=None, now=NOW, by="en anden"
        )
        second = deeds.write_note(
            session, meeting, "a", NoteKind.DECISION, "Udsat", after=first, now=NOW, by="en anden"
        )
    assert same == first
    known = book(engine).meetings[meeting].points[0]
    assert (known.decision, known.decision_id, known.state) == ("Udsat", second, PointState.TREATED)

    with writing(engine) as session:
        deeds.undo_note(session, second, now=at(24), by=BY)
    assert book(engine, at(24)).meetings[meeting].points[0].decision == "Godkendt"


def test_a_decision_of_the_process_is_one_row_for_meeting_and_initiative(engine):
    load(engine, {"title": "Fælles data"})
    (meeting,) = meetings(engine, series(engine), DAY)
    decided = Decided(None, "SSG", None, DecisionSubject.SPREAD, DecisionOutcome.APPROVED, "Spredes")
    with writing(engine) as session:
        deeds.accept(session, meeting, [point("a")], now=NOW, by=BY)
        (number,) = deeds.decide_at(session, meeting, "a", 1, [decided], now=NOW, by=BY)

    (found,) = book(engine).decided(1)
    assert [it.id for it in found.decisions] == [number]
    assert found.point.state is PointState.TREATED


def test_an_action_is_agreed_on_moved_done_opened_again_and_each_is_undone(engine):
    load(engine, {"title": "Fælles data"})
    (meeting,) = meetings(engine, of := series(engine, at(1)), DAY, now=at(1))
    with writing(engine) as session:
        deeds.accept(session, meeting, [point("a")], now=at(2), by=BY)
        agreed = Agreed("Ring", "Tovholder", None, dt.date(2026, 11, 20), meeting, "a", 1)
        action = deeds.agree(session, agreed, now=at(2), by=BY)
        deeds.move_action(session, action, due_on=dt.date(2026, 11, 22), now=at(3), by=BY)
    known = book(engine).actions[action]
    assert known.is_overdue(DAY)
    assert (known.due_on, known.first_due_on) == (dt.date(2026, 11, 22), dt.date(2026, 11, 20))

    with writing(engine) as session:
        done = deeds.finish_action(session, action, day=DAY, now=NOW, by=BY)
    assert book(engine).open_actions(initiative_id=1) == ()
    assert [it.id for it in book(engine, at(22)).open_actions(series_id=of)] == [action]

    with writing(engine) as session:
        deeds.undo_action_events(session, [done], now=at(24), by=BY)
    assert [it.id for it in book(engine, at(24)).open_actions()] == [action]
    with writing(engine) as session:
        deeds.undo_action(session, action, now=at(25), by=BY)
    assert book(engine, at(25)).actions == {}


@pytest.mark.parametrize(
    ("agreed", "why"),
    [
        (Agreed(" ", "Tovholder"), "meeting.action_missing"),
        (Agreed("Ring", " "), "meeting.who_missing"),
        (Agreed("Ring", "Tovholder", due_on=dt.date(2099, 1, 1)), "meeting.day_impossible"),
    ],
)
def test_what_an_action_must_say(engine, agreed, why):
    with pytest.raises(MeetingRefusedError) as refused, writing(engine) as session:
        deeds.agree(session, agreed, now=NOW, by=BY)

    assert refused.value.id == why


def test_what_has_been_undone_cannot_be_undone_again(engine):
    (meeting,) = meetings(engine, series(engine), DAY)
    with writing(engine) as session:
        (number,) = deeds.accept(session, meeting, [point()], now=NOW, by=BY)
        deeds.undo_deeds(session, [number], now=NOW, by=BY)

    with pytest.raises(DeedUnknownError), writing(engine) as session:
        deeds.undo_deeds(session, [number], now=NOW, by=BY)


def test_a_meeting_is_compared_with_the_one_of_its_series_that_was_held_before(engine):
    of, other = series(engine, at(1)), series(engine, at(1), name="Direktørforum")
    first, second, third = meetings(
        engine, of, dt.date(2026, 9, 21), dt.date(2026, 10, 19), dt.date(2026, 11, 16), now=at(1)
    )
    meetings(engine, other, dt.date(2026, 10, 20), now=at(1))
    with writing(engine) as session:
        deeds.hold(session, first, now=at(2), by=BY)
        deeds.cancel(session, second, reason="Efterårsferie", now=at(2), by=BY)

    known = book(engine)
    before = known.previous(known.meetings[third])
    assert before is not None
    assert before.id == first
    after = known.next(known.meetings[first])
    assert after is not None
    assert after.id == third
