"""Rounds of comments, receivers and evaluations as people and lists tell of them, on both databases."""

import datetime as dt

import pytest

from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.identity import merge_initiatives, undo_change
from portfolio.process.adoption import counts_of
from portfolio.process.adoption_deeds import Adopted, adopt, undo_adoptions
from portfolio.process.deeds import DeedUnknownError
from portfolio.process.evaluation_deeds import (
    Held,
    Planned,
    hold_evaluation,
    plan_evaluation,
    undo_evaluation,
    undo_plan,
)
from portfolio.process.round_deeds import (
    Answered,
    RoundUnknownError,
    Sent,
    answer_round,
    ask_more,
    close_round,
    move_due,
    remind,
    send_round,
    undo_happenings,
    undo_parties,
    undo_round,
)
from portfolio.queries.adoption import read_adoption, read_listed_adoption
from portfolio.queries.follow_history import FollowKind, follow_history
from portfolio.rules.evaluation import Interval
from portfolio.store import load_upload, withdraw_upload
from portfolio.vocabulary import EvaluationState, ReplyAnswer, RoundState, TableKind, Uptake
from tests.builders.follow_up import read_follow_up
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

# The first instant is 3 September 2026; day 60 is 2 November.
SENT, DUE, MEETING = dt.date(2026, 10, 20), dt.date(2026, 11, 10), dt.date(2026, 12, 12)
LATER = at(400)


def day(text):
    return dt.date.fromisoformat(text)


class Desk:
    """What a consultant does with one portfolio, and what is read of it."""

    def __init__(self, engine) -> None:
        self.engine = engine

    def do(self, deed, *args, now=60, **more):
        with writing(self.engine) as session:
            return deed(session, *args, now=at(now), by="konsulent", **more)

    def send(self, *parties, id_=1, now=60, **more):
        facts = {"sent_on": SENT, "due_on": DUE, "meeting_on": MEETING, "meeting_body": "SSG"} | more
        return self.do(send_round, id_, Sent(parties or ("0101", "0147"), **facts), now=now)

    def answer(self, round_id, party, answer=ReplyAnswer.COMMENTS, on=None, words="Godt", now=61):
        said = Answered(party, answer, on, words)
        return self.do(answer_round, round_id, said, now=now)

    def follow_up(self, as_of=LATER):
        with reading(self.engine) as session:
            return read_follow_up(session, as_of)

    def rounds(self, as_of=LATER):
        return self.follow_up(as_of).rounds

    def adoption(self, as_of=LATER):
        with reading(self.engine) as session:
            return read_adoption(session, as_of, read_listed_adoption(session, as_of))

    def uptakes(self, id_=1, as_of=LATER):
        found = self.adoption(as_of).receivers.get(id_, ())
        return {it.organisation: it.uptake and str(it.uptake) for it in found}

    def evaluations(self, as_of=LATER):
        return self.follow_up(as_of).evaluations

    def history(self, id_=1, as_of=LATER):
        with reading(self.engine) as session:
            return follow_history(session, id_, as_of)


@pytest.fixture
def desk(engine):
    load(engine, {"title": "Fælles gravidteam"}, {"title": "Akutteam"}, now=at(1))
    return Desk(engine)


def refused(desk, message_id, deed, *args, **more):
    with pytest.raises(TvaerblikError) as raised:
        desk.do(deed, *args, **more)
    assert raised.value.id == message_id


# --- Rounds of comments


def test_a_round_tells_who_has_answered_and_who_was_silent(desk):
    id_ = desk.send("0101", "0147", "PLO Hovedstaden")
    desk.answer(id_, "0101")
    desk.answer(id_, "PLO Hovedstaden", ReplyAnswer.NO_COMMENTS, words=None)
    desk.do(close_round, id_, now=70, day=None, text="")

    (found,) = desk.rounds().of[1]
    assert [(it.party, it.comments) for it in found.answered] == [("0101", "Godt"), ("PLO Hovedstaden", None)]
    assert [it.party for it in found.silent] == ["0147"]
    assert (found.closed_on, found.meeting_body, found.margin_days) == (at(70).date(), "SSG", 32)


def test_each_day_shows_what_was_known_then_and_each_thing_can_be_taken_back(desk):
    id_ = desk.send()
    answered = desk.answer(id_, "0101", now=61)
    reminded = desk.do(remind, id_, ["0147"], day=None, now=62)
    moved = desk.do(move_due, id_, day("2026-11-20"), text="Flere bad om tid", now=63)
    closed = desk.do(close_round, id_, day=None, text="", now=90)

    before = desk.rounds(at(60)).rounds[id_]
    assert (len(before.silent), before.due_on, before.closed_on) == (2, DUE, None)
    after = desk.rounds().rounds[id_]
    assert (after.due_on, after.first_due_on, after.silent[0].reminders) == (day("2026-11-20"), DUE, 1)
    assert after.state(day("2027-01-01")) is RoundState.CLOSED
    for number in (closed, moved, *reminded, answered):
        desk.do(undo_happenings, [number], now=100)
    assert desk.rounds().rounds[id_] == before
    assert desk.rounds(at(99)).rounds[id_] == after
    desk.do(undo_round, id_, now=101)
    assert not desk.rounds().of
    assert [it.kind for it in desk.history()].count(FollowKind.HAPPENING) == 4


def test_a_name_that_is_an_organisations_is_that_organisation(desk):
    id_ = desk.send("københavn", "Randersklyngen", "Klyngen for sig")

    named = [it.party for it in desk.rounds().rounds[id_].parties]
    assert named == ["0101", "rm-randers", "Klyngen for sig"]  # not the cluster of that name until 2022


def test_days_out_of_order_and_parties_named_twice_are_refused(desk):
    def sent(*parties, **more):
        return Sent(parties, **({"sent_on": SENT, "due_on": DUE} | more))

    for message_id, it in {
        "rounds.due_before_sent": sent("0101", due_on=day("2026-10-19")),
        "rounds.due_missing": sent("0101", due_on=None),
        "rounds.due_far_ahead": sent("0101", due_on=day("2036-10-19")),
        "rounds.meeting_before_sent": sent("0101", meeting_on=day("2026-10-01")),
        "rounds.party_twice": sent("0101", "0147", "København"),
        "rounds.nobody_asked": sent(" "),
        "steps.day_impossible": sent("0101", sent_on=day("2027-01-01"), due_on=day("2027-02-01")),
        "steps.link_unreadable": sent("0101", link="javascript:alert(1)"),
    }.items():
        refused(desk, message_id, send_round, 1, it)
    refused(desk, "identity.unknown", send_round, 99, sent("0101"))
    assert not desk.rounds().rounds


def test_answers_that_cannot_be_are_refused(desk):
    id_ = desk.send()
    comments, none = ReplyAnswer.COMMENTS, ReplyAnswer.NO_COMMENTS

    for message_id, it in {
        "rounds.not_asked": Answered("0167", comments),
        "rounds.answer_missing": Answered("0101", None),
        "rounds.comments_in_none": Answered("0101", none, comments="Jo"),
        "rounds.before_sent": Answered("0101", comments, day("2026-10-19")),
        "steps.day_impossible": Answered("0101", comments, day("2027-10-19")),
    }.items():
        refused(desk, message_id, answer_round, id_, it)
    refused(desk, "steps.deed_unknown", answer_round, 77, Answered("0101", comments))
    with pytest.raises(RoundUnknownError):
        desk.do(answer_round, 77, Answered("0101", comments))


def test_an_answer_after_the_close_is_refused_and_one_from_before_it_counts(desk):
    id_ = desk.send()
    desk.do(close_round, id_, day=day("2026-11-01"), text="", now=70)
    late, in_time = (
        Answered("0101", ReplyAnswer.COMMENTS, day(it), "For sent?") for it in ("2026-11-02", "2026-10-31")
    )

    refused(desk, "rounds.after_close", answer_round, id_, late, now=71)
    desk.do(answer_round, id_, in_time, now=71)

    assert [it.party for it in desk.rounds().rounds[id_].answered] == ["0101"]
    refused(desk, "rounds.is_closed", remind, id_, ["0147"], day=None, now=72)
    refused(desk, "rounds.is_closed", close_round, id_, day=None, text="", now=72)
    refused(desk, "rounds.is_closed", ask_more, id_, ["0167"], now=72)


def test_a_round_is_not_closed_before_its_last_answer(desk):
    id_ = desk.send()
    desk.answer(id_, "0101", on=day("2026-11-02"))

    refused(desk, "rounds.closed_before_answer", close_round, id_, day=day("2026-11-01"), text="")


def test_only_those_who_are_silent_are_reminded(desk):
    id_ = desk.send()
    desk.answer(id_, "0101")

    refused(desk, "rounds.not_waiting", remind, id_, ["0101"], day=None, now=62)
    refused(desk, "rounds.nobody_to_remind", remind, id_, [], day=None, now=62)


def test_parties_are_added_and_taken_off_but_not_those_who_have_answered(desk):
    id_ = desk.send("0101")
    numbers = desk.do(ask_more, id_, ["0147", "0167"], now=61)
    refused(desk, "rounds.party_twice", ask_more, id_, ["0101"])
    desk.answer(id_, "0147", now=62)

    refused(desk, "rounds.party_answered", undo_parties, numbers[:1], now=63)
    desk.do(undo_parties, numbers[1:], now=63)

    assert [it.party for it in desk.rounds().rounds[id_].parties] == ["0101", "0147"]


def test_the_only_party_cannot_be_taken_off(desk):
    desk.send("0101")
    (number,) = [it.number for it in desk.history() if it.kind is FollowKind.PARTY]

    refused(desk, "rounds.nobody_left", undo_parties, [number], now=63)


def test_a_merged_initiatives_rounds_follow_it_and_go_back(desk):
    desk.send(id_=2)
    change = desk.do(merge_initiatives, 1, 2, now=65, reason="Samme")

    assert [it.initiative_id for it in desk.rounds().of[1]] == [1]
    assert {it.kind for it in desk.history(1)} == {FollowKind.ROUND, FollowKind.PARTY}
    desk.do(undo_change, change, now=66)
    assert list(desk.rounds().of) == [2]


# --- Receivers


def test_the_newest_word_of_a_receiver_counts_and_can_be_taken_back(desk):
    desk.do(adopt, 1, Adopted(["0101", "rh-syd"], Uptake.IN_PROGRESS), now=60)
    second = desk.do(
        adopt, 1, Adopted(["0101"], Uptake.YES, day("2026-10-01"), "Årsrapport", "Fra oktober"), now=61
    )

    assert desk.uptakes() == {"0101": "yes", "rh-syd": "in_progress"}
    assert desk.uptakes(as_of=at(60))["0101"] == "in_progress"
    claim = desk.adoption().receivers[1][0].claim
    assert (claim.evidence, claim.text, claim.day) == ("Årsrapport", "Fra oktober", day("2026-10-01"))
    desk.do(undo_adoptions, second, now=62)
    assert desk.uptakes()["0101"] == "in_progress"
    with pytest.raises(DeedUnknownError):
        desk.do(undo_adoptions, second, now=63)


def test_a_receiver_nobody_knows_of_is_unknown_and_not_no(desk):
    desk.do(adopt, 1, Adopted(["0101", "0147", "København"], None))

    counts = counts_of(desk.adoption().receivers[1])
    assert (counts.asked, counts.unknown, counts.in_use) == (2, 2, 0)


def test_receivers_and_days_that_cannot_be_are_refused(desk):
    refused(desk, "adoption.receiver_missing", adopt, 1, Adopted(["  "], Uptake.YES))
    refused(desk, "steps.day_impossible", adopt, 1, Adopted(["0101"], Uptake.YES, day("2027-10-01")))
    refused(desk, "adoption.planned_day", adopt, 1, Adopted(["0101"], Uptake.PLANNED, day("2025-10-01")))
    refused(desk, "adoption.too_many", adopt, 1, Adopted([f"Nr. {it}" for it in range(201)], Uptake.YES))
    desk.do(adopt, 1, Adopted(["0101"], Uptake.PLANNED, day("2027-10-01")))


def adoption_table(*said, title="Fælles gravidteam"):
    records = [
        make_report(2, title=title, organisation=organisation, uptake=uptake, date=date)
        for organisation, uptake, date in said
    ]
    return make_table(*records, kind=TableKind.ADOPTION)


def put_in(desk, *tables, month=OCTOBER, now=40):
    with writing(desk.engine) as session:
        return load_upload(
            session, make_upload(reading_of(*tables), source="Udbredelse", month=month, now=at(now))
        )


def test_a_lists_table_tells_of_receivers_with_its_cells(desk):
    own = make_table(make_report(2, title="Fælles gravidteam"))
    put_in(desk, own, adoption_table(("0101", "yes", day_value("2026-08-01")), ("0147", "no", None)))

    known = {
        it.organisation: it for id_ in desk.adoption().receivers for it in desk.adoption().receivers[id_]
    }
    assert {name: str(it.uptake) for name, it in known.items()} == {"0101": "yes", "0147": "no"}
    place = known["0101"].claim.told_in
    assert (place.source, place.sheet, place.cell) == ("Udbredelse", "Indsatser", "C2")
    assert known["0101"].claim.day == day("2026-08-01")


def test_a_table_alone_is_a_list_of_the_initiatives_that_it_tells_of(desk):
    receipt = put_in(desk, adoption_table(("0101", "yes", None), ("0147", "no", None), title="TOBS"))

    assert receipt.new == 1
    assert desk.uptakes(3) == {"0101": "yes", "0147": "no"}
    assert desk.uptakes(3, as_of=at(39)) == {}


def test_a_title_beside_a_list_tells_of_the_one_initiative_that_has_it_anywhere(desk):
    own = make_table(make_report(2, title="Noget andet"))
    put_in(
        desk,
        own,
        adoption_table(("0101", "yes", None), title="AKUTTEAM"),
        adoption_table(("0147", "no", None), title="Ukendt"),
    )

    assert desk.uptakes(2) == {"0101": "yes"}
    assert [(it.title, it.rows, it.source) for it in desk.adoption().loose] == [("Ukendt", 1, "Udbredelse")]


def test_people_and_lists_stand_side_by_side_and_the_newest_word_counts(desk):
    own = make_table(make_report(2, title="Fælles gravidteam"))
    put_in(desk, own, adoption_table(("0101", "no", None), ("0147", "no", None)), now=40)
    desk.do(adopt, 3, Adopted(["0101"], Uptake.YES), now=60)
    put_in(desk, own, adoption_table(("0101", "no", None), ("0147", "yes", None)), month=NOVEMBER, now=70)
    desk.do(adopt, 3, Adopted(["0147"], Uptake.PARTLY), now=65)

    found = {it.organisation: it for it in desk.adoption().receivers[3]}
    assert found["0101"].uptake is Uptake.YES  # the list has said no since day 40
    assert [it.uptake for it in found["0101"].others] == [Uptake.NO]
    assert found["0147"].uptake is Uptake.YES  # the list has moved since the person spoke
    assert [it.uptake for it in found["0147"].others] == [Uptake.PARTLY]


def test_a_withdrawn_table_says_nothing_any_more(desk):
    upload = put_in(desk, adoption_table(("0101", "yes", None)))
    desk.do(withdraw_upload, upload.upload_id, now=50)

    assert desk.uptakes(3) == {}
    assert desk.uptakes(3, as_of=at(45)) == {"0101": "yes"}


# --- Evaluations


YEAR = Planned(dt.date(2025, 11, 30), 12, is_repeated=True, text="Triple Aim")


def test_a_plan_gives_the_next_day_and_an_evaluation_moves_it_on(desk):
    desk.do(plan_evaluation, 1, YEAR)
    clock = desk.evaluations().clock(1, day("2026-11-02"))
    assert (clock.state, clock.due) == (EvaluationState.SOON, day("2026-11-30"))

    held = desk.do(hold_evaluation, 1, Held(day("2026-10-25"), "Virker", "https://a.example/1"), now=61)

    assert desk.evaluations().clock(1, day("2026-11-02")).due == day("2027-11-30")
    assert desk.evaluations(at(60)).clock(1, day("2026-11-02")).due == day("2026-11-30")
    assert [it.result for it in desk.evaluations().held[1]] == ["Virker"]
    desk.do(undo_evaluation, held, now=62)
    assert desk.evaluations().clock(1, day("2026-11-02")).due == day("2026-11-30")


def test_a_later_plan_takes_the_place_of_the_first_until_it_is_undone(desk):
    desk.do(plan_evaluation, 1, YEAR, now=60)
    second = desk.do(plan_evaluation, 1, Planned(dt.date(2026, 9, 1), 6), now=61)

    assert desk.evaluations().plans[1].interval == Interval(dt.date(2026, 9, 1), 6, is_repeated=False)
    assert desk.evaluations(at(60)).plans[1].interval.months == 12
    desk.do(undo_plan, second, now=62)
    assert desk.evaluations().plans[1].interval.months == 12


def test_plans_and_evaluations_that_cannot_be_are_refused(desk):
    for message_id, it in {
        "evaluation.interval_unlikely": Planned(SENT, 0),
        "evaluation.anchor_missing": Planned(None, 12),
        "evaluation.anchor_unlikely": Planned(day("2226-01-01"), 12),
    }.items():
        refused(desk, message_id, plan_evaluation, 1, it)
    refused(desk, "evaluation.result_missing", hold_evaluation, 1, Held(None, " "))
    refused(desk, "steps.day_impossible", hold_evaluation, 1, Held(day("2027-01-01"), "Virker"))


def test_a_plan_is_never_forgotten_when_owner_cluster_or_title_change_or_the_list_lets_go(desk):
    desk.do(plan_evaluation, 1, YEAR, now=5)
    load(
        desk.engine,
        {"title": "Fælles gravidteam for alle", "owner": "En anden", "organisation": "rm-randers"},
        {"title": "Akutteam"},
        month=OCTOBER,
        now=at(40),
    )
    load(desk.engine, {"title": "Akutteam"}, month=NOVEMBER, now=at(60))

    assert desk.evaluations().clock(1, day("2026-12-01")).state is EvaluationState.OVERDUE


def test_a_merged_initiatives_plan_follows_where_the_kept_one_has_none(desk):
    desk.do(plan_evaluation, 2, YEAR, now=50)
    desk.do(hold_evaluation, 2, Held(day("2026-10-25"), "Virker"), now=53)
    change = desk.do(merge_initiatives, 1, 2, now=55, reason="Samme")

    assert desk.evaluations().clock(1, day("2026-11-02")).due == day("2027-11-30")
    desk.do(plan_evaluation, 1, Planned(dt.date(2026, 9, 1), 6), now=56)
    assert desk.evaluations().plans[1].interval.months == 6
    desk.do(undo_change, change, now=57)
    assert {id_: it.interval.months for id_, it in desk.evaluations().plans.items()} == {1: 6, 2: 12}
