"""Cycles of trials: how far each is, their order as a ramp, and whether an initiative is tested."""

import datetime as dt

import pytest

from portfolio.trials.book import Trial, TrialBook, TrialText, how_tested, is_asked, ramp
from portfolio.trials.words import HowTested, TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import Phase, Status
from tests.builders.uploads import FIRST_INSTANT

ADOPT, ADAPT, ABANDON = TrialOutcome
CITIZEN, TEAM, UNIT, SEVERAL = TrialScale
TODAY = dt.date(2026, 11, 23)


def day(text):
    return dt.date.fromisoformat(text)


def trial(number=1, *, after=None, **said):
    text = TrialText(**{"what": f"Cyklus {number}", **said})
    made = (FIRST_INSTANT, "a", FIRST_INSTANT, "a")
    return Trial(str(number), 1, text, *made, id=number, after=after)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, None),
        ({"start_date": day("2026-11-24")}, TrialState.PLANNED),
        ({"end_date": day("2026-12-24")}, TrialState.PLANNED),
        ({"start_date": TODAY}, TrialState.RUNNING),
        ({"start_date": day("2026-11-01"), "end_date": TODAY}, TrialState.RUNNING),
        ({"start_date": day("2026-11-01"), "end_date": day("2026-11-22")}, TrialState.UNDECIDED),
        ({"happened": "Tavlen blev brugt"}, TrialState.UNDECIDED),
        ({"learning": "Kort tavle virker"}, TrialState.UNDECIDED),
        ({"outcome": ADAPT}, TrialState.DECIDED),
    ],
)
def test_how_far_a_cycle_is_follows_from_what_is_said_of_it(said, state):
    assert trial(**said).state(TODAY) is state


@pytest.mark.parametrize(
    ("cycles", "tested"),
    [
        ([], HowTested.UNKNOWN),
        ([{"scale": CITIZEN, "outcome": ADOPT}], HowTested.YES),
        ([{"scale": UNIT, "outcome": ADAPT}], HowTested.YES),
        ([{"scale": TEAM, "outcome": ABANDON}], HowTested.ABANDONED),
        ([{"scale": TEAM, "outcome": ABANDON}, {"scale": TEAM, "outcome": ADOPT}], HowTested.YES),
        ([{"scale": SEVERAL, "outcome": ADOPT}], HowTested.ONLY_LARGE),
        ([{"outcome": ADOPT}], HowTested.SCALE_UNKNOWN),
        ([{"scale": TEAM}], HowTested.UNDER_WAY),
        ([{}], HowTested.UNDER_WAY),
        ([{"scale": SEVERAL}], HowTested.ONLY_LARGE),
        ([{"outcome": ADOPT}, {"scale": TEAM}], HowTested.UNDER_WAY),
    ],
)
def test_tested_means_a_small_cycle_that_is_decided_and_not_given_up(cycles, tested):
    found = [trial(number, **said) for number, said in enumerate(cycles, 1)]

    assert how_tested(found, has_words=False) is tested
    assert how_tested(found, has_words=True) is (HowTested.WORDS_ALONE if not cycles else tested)


@pytest.mark.parametrize(
    ("phase", "status", "implementing", "asked"),
    [
        (Phase.IMPLEMENTATION, Status.ACTIVE, False, True),
        (Phase.OPERATION, None, False, True),
        (Phase.SPREAD, None, False, True),
        (None, Status.IN_OPERATION, False, True),
        (Phase.TESTING, Status.ACTIVE, False, False),
        (Phase.TESTING, Status.ACTIVE, True, True),
        (None, None, False, False),
        (Phase.OPERATION, Status.STOPPED, True, False),
        (Phase.IMPLEMENTATION, Status.COMPLETED, False, False),
    ],
)
def test_what_is_put_to_use_is_asked_about(phase, status, implementing, asked):
    assert is_asked(phase, status, implementing) is asked


def test_a_ramp_goes_by_days_and_never_puts_a_cycle_before_the_one_that_it_builds_on():
    first, second = trial(1, start_date=day("2026-03-01")), trial(2, start_date=day("2026-02-01"))
    undated = trial(3, after=2)
    before_its_own = trial(4, after=1, start_date=day("2026-01-01"))

    assert [it.id for it in ramp([undated, before_its_own, first, second])] == [2, 3, 1, 4]


def test_a_circle_of_cycles_that_build_on_each_other_ends():
    circle = [trial(1, after=2), trial(2, after=1)]

    assert len(ramp(circle)) == 2


def test_a_cycle_has_its_place_in_its_ramp():
    first, second = trial(1, start_date=day("2026-01-01")), trial(2, start_date=day("2026-02-01"))
    book = TrialBook({1: (first, second)}, {})

    assert (book.number(second), book.by_key["1"]) == (2, first)
