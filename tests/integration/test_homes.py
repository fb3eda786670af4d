"""Where initiatives belong, as people decide it: kept with who and when, undone, and by two at once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from portfolio.corrections import CorrectionRefusedError, correct
from portfolio.database import reading, writing
from portfolio.homes import (
    MOST_AT_ONCE,
    HomeDecidedMeanwhileError,
    HomeDecisionUnknownError,
    HomeMovedMeanwhileError,
    HomeNothingChosenError,
    HomeNotThereError,
    StatedPlace,
    decide_homes,
    keep_home_decision,
    token,
    undo_home_decisions,
)
from portfolio.identity import InitiativeUnknownError, merge_initiatives, undo_change
from portfolio.queries.homes import home_decisions, home_history
from portfolio.queries.portfolio import stamps
from portfolio.records import CellValue
from portfolio.reference import load_reference
from portfolio.rules.succession import Structure
from tests.builders.uploads import OCTOBER, at, load

DAY = dt.date(2027, 1, 1)
COUNCILS = Structure(load_reference(), DAY)
SYD = CellValue("Sundhedsklynge Syd", "Sundhedsklynge Syd", "C2", organisation="rh-syd")
BOTH = ("0101", "0167")
UNSEEN = token(None, StatedPlace("rh-syd", BOTH))
HOVEDSTADEN, VESTEGNEN = "sr-hovedstaden", "sr-amager-vestegnen"


@pytest.fixture
def filled(engine):
    rows = [{"title": title, "cluster": SYD, "municipalities": BOTH} for title in ("Anna", "Bente")]
    load(engine, *rows)
    return engine


def decide(engine, seen=None, organisation=HOVEDSTADEN, reason="aftalt i SSG", day=20, by="konsulent"):
    with writing(engine) as session:
        return decide_homes(
            session, COUNCILS, seen or {1: UNSEEN}, organisation, reason=reason, now=at(day), by=by
        )


def standing(engine, day=60):
    with reading(engine) as session:
        found = home_decisions(session, at(day))
    return {id_: [entry.organisation for entry in entries] for id_, entries in found.items()}


def test_a_decision_is_kept_with_who_when_why_and_what_the_lists_said(filled):
    (made,) = decide(filled)

    with reading(filled) as session:
        (entry,) = home_history(session, 1, at(60))
    assert (entry.id, entry.organisation, entry.day) == (made, HOVEDSTADEN, DAY)
    assert (entry.reason, entry.decided_at, entry.decided_by) == ("aftalt i SSG", at(20), "konsulent")
    assert entry.stated == StatedPlace("rh-syd", BOTH)


def test_several_are_decided_at_once_and_undone_at_once(filled):
    made = decide(filled, {1: UNSEEN, 2: UNSEEN}, organisation=None)
    assert standing(filled) == {1: [None], 2: [None]}

    with writing(filled) as session:
        assert undo_home_decisions(session, made, now=at(21), by="chef") == (1, 2)

    assert standing(filled) == {}
    assert standing(filled, day=20) == {1: [None], 2: [None]}
    with reading(filled) as session:
        assert [entry.undone_by for entry in home_history(session, 2, at(60))] == ["chef"]


def test_another_decision_takes_the_place_of_the_one_before(filled):
    (first,) = decide(filled)

    decide(filled, {1: token(first, StatedPlace("rh-syd", BOTH))}, VESTEGNEN, by="chef")

    assert standing(filled) == {1: [VESTEGNEN]}
    with reading(filled) as session:
        newest, oldest = home_history(session, 1, at(60))
    assert (oldest.undone_by, newest.decided_at > oldest.decided_at) == ("chef", True)


def test_of_two_people_at_once_the_second_is_told_who_was_first_and_nothing_of_theirs_is_saved(filled):
    decide(filled, by="første")

    with pytest.raises(HomeDecidedMeanwhileError) as told:
        decide(filled, {2: UNSEEN, 1: UNSEEN}, VESTEGNEN, by="anden")

    assert told.value.facts == {"title": "Anna", "by": "første"}
    assert standing(filled) == {1: [HOVEDSTADEN]}


def test_two_who_decide_at_the_same_instant_leave_one_decision(filled):
    def attempt(by):
        try:
            return decide(filled, by=by)
        except HomeDecidedMeanwhileError:
            return None

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(attempt, ["a", "b"]))

    assert [it is None for it in found].count(True) == 1
    assert standing(filled) == {1: [HOVEDSTADEN]}


def test_lists_that_moved_while_the_page_was_open_are_told(filled):
    move(filled)

    with pytest.raises(HomeMovedMeanwhileError, match="Anna"):
        decide(filled, day=30)


def move(engine):
    with writing(engine) as session:
        correct(session, 1, "municipalities", ("0167",), reason="udtrådt", now=at(25), by="konsulent")


def test_a_decision_is_kept_against_what_the_lists_say_now(filled):
    (made,) = decide(filled)
    move(filled)

    with writing(filled) as session:
        keep_home_decision(session, made, now=at(26), by="chef")

    with reading(filled) as session:
        newest, oldest = home_history(session, 1, at(60))
    assert (newest.organisation, newest.reason, newest.stated.municipalities) == (
        HOVEDSTADEN,
        "aftalt i SSG",
        ("0167",),
    )
    assert oldest.undone_by == "chef"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"seen": {99: UNSEEN}}, InitiativeUnknownError),
        ({"organisation": "rh-syd"}, HomeNotThereError),
        ({"organisation": "findes-ikke"}, HomeNotThereError),
        ({"reason": " "}, CorrectionRefusedError),
        ({"seen": dict.fromkeys(range(MOST_AT_ONCE + 1), UNSEEN)}, HomeNothingChosenError),
    ],
)
def test_what_cannot_be_decided_is_refused(filled, change, error):
    with pytest.raises(error):
        decide(filled, **change)
    assert standing(filled) == {}


def test_a_decision_can_be_undone_once(filled):
    made = decide(filled)
    for expected in (None, HomeDecisionUnknownError):
        with writing(filled) as session:
            if expected is None:
                undo_home_decisions(session, made, now=at(21), by="chef")
            else:
                with pytest.raises(expected):
                    undo_home_decisions(session, made, now=at(22), by="chef")


def test_a_clock_that_was_set_back_keeps_the_order(filled):
    made = decide(filled, day=20)

    with writing(filled) as session:
        undo_home_decisions(session, made, now=at(1), by="chef")

    with reading(filled) as session:
        (entry,) = home_history(session, 1, at(60))
    assert entry.undone_at is not None
    assert entry.undone_at > entry.decided_at


def test_a_decision_changes_the_stamp_of_homes_and_not_that_of_the_portfolio(filled):
    found = []
    for deed in (lambda: None, lambda: decide(filled), lambda: undo(filled)):
        deed()
        with reading(filled) as session:
            found.append(stamps(session))

    assert len({it.homes for it in found}) == 3
    assert len({it.portfolio for it in found}) == 1


def undo(engine):
    with writing(engine) as session:
        undo_home_decisions(session, [1], now=at(22), by="chef")


def test_a_decision_comes_along_when_its_initiative_is_merged_and_goes_back(filled):
    decide(filled, {2: UNSEEN}, VESTEGNEN)

    with writing(filled) as session:
        change = merge_initiatives(session, 1, 2, reason="samme indsats", now=at(23), by="chef")
    assert standing(filled)[1] == [VESTEGNEN]
    with reading(filled) as session:
        (entry,) = home_history(session, 1, at(60))
    assert (entry.decided_by, entry.reason) == ("konsulent", "aftalt i SSG")

    with writing(filled) as session:
        undo_change(session, change, now=at(24), by="chef")
    assert standing(filled) == {2: [VESTEGNEN]}


def test_a_decision_of_the_one_that_is_kept_stays(filled):
    decide(filled, {1: UNSEEN}, HOVEDSTADEN)
    decide(filled, {2: UNSEEN}, VESTEGNEN)

    with writing(filled) as session:
        merge_initiatives(session, 1, 2, reason="samme indsats", now=at(23), by="chef")

    assert standing(filled)[1] == [HOVEDSTADEN]


def test_a_newer_list_leaves_a_decision_standing(filled):
    decide(filled)

    load(filled, {"title": "Anna", "cluster": SYD, "municipalities": ("0101",)}, month=OCTOBER, now=at(40))

    assert standing(filled) == {1: [HOVEDSTADEN]}
