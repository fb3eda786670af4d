"""A round of comments of what is said of it; receivers of an initiative of what is said of them."""

import datetime as dt

import pytest

from portfolio.process.adoption import AdoptionClaim, Receiver, counts_of, reached, receiver_of
from portfolio.process.course import ToldIn
from portfolio.process.rounds import Happening, Round, in_order, with_happenings
from portfolio.vocabulary import ReplyAnswer, RoundEvent, RoundState, Uptake

DUE = dt.date(2026, 12, 1)
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def make_round(*happened, parties=("0101", "0147"), **more):
    begun = Round(
        id=more.pop("id", 1),
        initiative_id=1,
        step=None,
        sent_on=dt.date(2026, 11, 1),
        due_on=more.pop("due_on", DUE),
        first_due_on=DUE,
        **more,
    )
    return with_happenings(begun, parties, happened)


def answered(party, answer=ReplyAnswer.COMMENTS, day=20, id_=1, text="Godt"):
    return Happening(id_, RoundEvent.ANSWERED, dt.date(2026, 11, day), party, answer, text)


def test_who_has_said_nothing_is_silent_also_when_the_round_is_closed():
    found = make_round(
        answered("0101"), Happening(2, RoundEvent.CLOSED, dt.date(2026, 12, 2)), parties=("0101", "0147")
    )

    assert [it.party for it in found.silent] == ["0147"]
    assert found.silent[0].answer is None
    assert found.state(DUE) is RoundState.CLOSED


def test_of_several_answers_the_last_counts():
    found = make_round(answered("0101"), answered("0101", ReplyAnswer.NO_COMMENTS, 25, 2, None))

    (party,) = found.answered
    assert (party.answer, party.answered_on, party.comments) == (
        ReplyAnswer.NO_COMMENTS,
        dt.date(2026, 11, 25),
        None,
    )


@pytest.mark.parametrize(
    ("happened", "today", "state"),
    [
        ([], DUE, RoundState.OPEN),
        ([], DUE + dt.timedelta(days=1), RoundState.OVERDUE),
        (
            [Happening(1, RoundEvent.DUE_MOVED, dt.date(2026, 12, 8))],
            DUE + dt.timedelta(days=1),
            RoundState.OPEN,
        ),
        ([answered("0101"), answered("0147")], dt.date(2027, 1, 1), RoundState.ANSWERED),
    ],
)
def test_a_round_is_open_until_all_have_answered_or_it_is_closed(happened, today, state):
    assert make_round(*happened).state(today) is state


def test_a_moved_due_day_tells_whether_it_is_still_in_time_for_the_meeting():
    meeting = dt.date(2026, 12, 12)
    late = make_round(Happening(1, RoundEvent.DUE_MOVED, dt.date(2026, 12, 15)), meeting_on=meeting)

    assert (make_round(meeting_on=meeting).margin_days, late.margin_days) == (11, -3)
    assert make_round().margin_days is None
    assert (late.first_due_on, late.due_on) == (DUE, dt.date(2026, 12, 15))


def test_open_rounds_come_first_by_due_day_then_the_newest_closed():
    closed = [make_round(Happening(1, RoundEvent.CLOSED, dt.date(2026, 11, day)), id=day) for day in (10, 20)]
    open_ = [make_round(id=1, due_on=DUE), make_round(id=2, due_on=dt.date(2026, 11, 5))]

    assert [it.id for it in in_order([*closed, *open_], DUE)] == [2, 1, 20, 10]


# --- Receivers


def claim(uptake, hours=0, *, listed=False):
    place = ToldIn("Kilde", 1, "a.xlsx", "Ark", "B2", "x") if listed else None
    return AdoptionClaim(uptake, None, NOON + dt.timedelta(hours=hours), told_in=place)


def test_the_newest_word_counts_and_what_others_say_stands_beside():
    found = receiver_of("0101", [claim(Uptake.NO), claim(Uptake.YES, 5, listed=True)])

    assert found.uptake is Uptake.YES
    assert [it.uptake for it in found.others] == [Uptake.NO]
    assert receiver_of("0101", [claim(Uptake.YES), claim(Uptake.YES, 1)]).others == ()


def test_that_one_does_not_know_takes_nothing_from_what_another_knows():
    found = receiver_of("0101", [claim(None, 9), claim(Uptake.PARTLY)])

    assert found.uptake is Uptake.PARTLY
    assert receiver_of("0101", [claim(None)]).uptake is None


def make_receivers(**said):
    return [Receiver(name, claim(uptake)) for name, uptake in said.items()]


def test_unknown_is_counted_as_unknown_and_who_is_not_meant_is_not_counted():
    found = counts_of(
        make_receivers(a=Uptake.YES, b=None, c=Uptake.NO, d=Uptake.NOT_RELEVANT, e=Uptake.PLANNED)
    )

    assert (found.asked, found.in_use, found.unknown, found.not_meant) == (4, 1, 1, 1)


def test_a_municipality_in_two_areas_counts_once():
    members = {"byen": ("0101",), "syd": ("0101", "0167")}

    found = reached(make_receivers(byen=Uptake.NO, syd=Uptake.YES), members)

    assert found == {"0101": Uptake.PARTLY, "0167": Uptake.YES}
    own = [*make_receivers(byen=Uptake.YES, syd=Uptake.YES), Receiver("0101", claim(Uptake.NO))]
    assert reached(own, members) == {"0101": Uptake.NO, "0167": Uptake.YES}
    assert reached(make_receivers(syd=None), members) == {"0101": None, "0167": None}
