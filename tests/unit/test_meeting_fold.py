"""A meeting is folded from its deeds: the agenda's order, what became of each point, and undoing."""

import datetime as dt
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from portfolio.meetings.book import SECTIONS, Meeting, SeriesFacts
from portfolio.meetings.fold import (
    LAST,
    ActionData,
    Deed,
    DeedData,
    Note,
    SeriesData,
    SeriesHappened,
    action_data,
    data_json,
    deed_data,
    meeting_of,
    series_data,
    series_of,
)
from portfolio.vocabulary import (
    AgendaSection,
    MeetingDeedKind,
    MeetingState,
    NoteKind,
    PointState,
    Rhythm,
    SeriesEventKind,
)
from tests.builders.meetings import forum, point

BEGUN = Meeting(1, 1, dt.date(2026, 11, 23), "09.00")
AT = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)


def deeds(*said):
    """Give deeds of kinds, keys and what they say, a minute apart."""
    return [
        Deed(number, MeetingDeedKind(kind), key, DeedData(**data), AT + dt.timedelta(minutes=number))
        for number, (kind, key, data) in enumerate(said, 1)
    ]


def taken(*keys, section=AgendaSection.DISCUSS):
    return [("accepted", key, {"point": point(key, section=section)}) for key in keys]


def keys(meeting):
    return [it.key for it in meeting.points]


def test_points_stand_in_the_agendas_parts_in_the_order_in_which_they_were_taken():
    told = deeds(*taken("a", "b"), *taken("c", section=AgendaSection.SINCE_LAST))

    assert keys(meeting_of(BEGUN, told, ())) == ["c", "a", "b"]


def test_a_point_is_put_before_another_or_behind_all():
    placed = deeds(
        *taken("a", "b", "c"), ("placed", "c", {"before": "a"}), ("placed", "a", {"before": LAST or None})
    )

    assert keys(meeting_of(BEGUN, placed, ())) == ["c", "b", "a"]


def test_a_point_that_is_put_in_another_part_moves_there():
    told = deeds(*taken("a", "b"), ("placed", "b", {"section": AgendaSection.DECIDE}))
    meeting = meeting_of(BEGUN, told, ())

    assert keys(meeting) == ["b", "a"]
    assert meeting.points[0].section is AgendaSection.DECIDE


def test_a_deed_on_a_point_that_is_not_there_says_nothing():
    told = deeds(("edited", "x", {"title": "Nyt"}), ("treated", "x", {}), ("placed", "x", {"before": "y"}))

    assert meeting_of(BEGUN, told, ()).points == ()


def test_a_dropped_point_is_taken_again():
    told = deeds(*taken("a"), ("dropped", "a", {"reason": "Kendt"}), *taken("a"))

    assert [it.state for it in meeting_of(BEGUN, told[:2], ()).points] == [PointState.DROPPED]
    (point_,) = meeting_of(BEGUN, told, ()).points
    assert (point_.state, point_.dropped_why) == (PointState.PLANNED, "")


def test_the_newest_note_of_a_kind_stands():
    notes = [
        Note(1, "a", NoteKind.DECISION, "Først"),
        Note(2, "a", NoteKind.NOTE, "Referat"),
        Note(3, "a", NoteKind.DECISION, "Så"),
    ]
    (point_,) = meeting_of(BEGUN, deeds(*taken("a")), notes).points

    assert (point_.decision, point_.decision_id, point_.note) == ("Så", 3, "Referat")


def test_the_newest_state_and_day_stand():
    told = deeds(("day_moved", None, {"day": dt.date(2026, 12, 1)}), ("held", None, {}))
    meeting = meeting_of(BEGUN, told, ())

    assert (meeting.day, meeting.begins_at, meeting.planned_day) == (
        dt.date(2026, 12, 1),
        "09.00",
        BEGUN.day,
    )
    assert (meeting.state, meeting.state_deeds) == (MeetingState.HELD, (2,))


_KEYS = st.sampled_from("abcd")
_DEEDS = st.one_of(
    st.tuples(st.just("accepted"), _KEYS, st.sampled_from(SECTIONS)).map(
        lambda it: (it[0], it[1], {"point": point(it[1], section=it[2])})
    ),
    st.tuples(st.just("dropped"), _KEYS, st.booleans()).map(
        lambda it: (it[0], it[1], {"reason": "nej"} | ({"point": point(it[1])} if it[2] else {}))
    ),
    st.tuples(st.just("placed"), _KEYS, st.none() | _KEYS, st.none() | st.sampled_from(SECTIONS)).map(
        lambda it: (it[0], it[1], {"before": it[2], "section": it[3]})
    ),
    st.tuples(st.just("edited"), _KEYS, st.text(max_size=5)).map(lambda it: (it[0], it[1], {"title": it[2]})),
    st.tuples(st.sampled_from(("treated", "moved_on")), _KEYS, st.just({})),
    st.tuples(st.sampled_from(("held", "cancelled", "frozen")), st.none(), st.just({})),
)


@given(st.lists(_DEEDS, max_size=30))
def test_any_deeds_give_an_agenda_in_its_parts_with_each_point_once(said):
    points = meeting_of(BEGUN, deeds(*said), ()).points

    assert len({it.key for it in points}) == len(points)
    assert [SECTIONS.index(it.section) for it in points] == sorted(
        SECTIONS.index(it.section) for it in points
    )


@given(st.lists(_DEEDS, max_size=25), st.data())
def test_taking_a_deed_back_leaves_what_the_others_give(said, data):
    told = deeds(*said)
    left = [it for it in told if not data.draw(st.booleans(), label=f"undone {it.id}")]
    once = meeting_of(BEGUN, left, ())

    assert once == meeting_of(BEGUN, [it for it in told if it in left], ())
    assert {it.key for it in once.points} <= {it.key for it in left if it.data.point is not None}


@given(st.lists(_DEEDS, max_size=15))
def test_what_a_deed_says_is_read_back_as_it_was_written(said):
    for it in deeds(*said):
        assert deed_data(data_json(it.data)) == it.data


def test_what_events_say_is_read_back_as_it_was_written():
    facts = forum(body="po-syd-forum", filter="klynge=rh-syd", minutes=90)
    for data in (SeriesData(facts=facts), SeriesData(ended_on=dt.date(2026, 12, 31), reason="Nedlagt")):
        assert series_data(data_json(data)) == data
    told = ActionData(text="Aftalt", who="Tovholder", organisation="0167", what="Ring")
    assert action_data(data_json(told)) == told


def test_a_series_has_its_newest_settings_until_they_are_taken_back():
    numbers = count(1)
    changed = [
        SeriesHappened(next(numbers), SeriesEventKind.CHANGED, SeriesData(facts=forum(name=name)))
        for name in ("En", "To")
    ]
    begun = SeriesFacts("Nul", Rhythm.NONE)

    assert series_of(1, begun, changed).name == "To"
    assert series_of(1, begun, changed[:1]).name == "En"
    assert series_of(1, begun, ()).name == "Nul"
