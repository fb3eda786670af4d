"""Due days of evaluations: whole months, ends of months, early and missed evaluations."""

import datetime as dt

import pytest

from portfolio.rules.evaluation import Clock, Interval, clock_of, due_day
from portfolio.vocabulary import EvaluationState


def day(text):
    return dt.date.fromisoformat(text)


YEARLY = Interval(day("2025-10-01"), 12, is_repeated=True)


@pytest.mark.parametrize(
    ("anchor", "months", "dues"),
    [
        ("2026-01-31", 1, ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2024-02-29", 12, ["2025-02-28", "2026-02-28", "2027-02-28"]),
        ("2025-08-30", 6, ["2026-02-28", "2026-08-30", "2027-02-28"]),
        ("2025-12-24", 3, ["2026-03-24", "2026-06-24", "2026-09-24"]),
    ],
)
def test_ends_of_months_are_kept_and_holidays_move_nothing(anchor, months, dues):
    plan = Interval(day(anchor), months, is_repeated=True)

    assert [due_day(plan, number) for number in (1, 2, 3)] == list(map(day, dues))


@pytest.mark.parametrize(
    ("held", "today", "state", "due"),
    [
        ([], "2026-09-30", EvaluationState.SOON, "2026-10-01"),
        ([], "2026-10-01", EvaluationState.SOON, "2026-10-01"),
        ([], "2026-10-02", EvaluationState.OVERDUE, "2026-10-01"),
        ([], "2026-07-02", EvaluationState.LATER, "2026-10-01"),
        ([], "2029-01-01", EvaluationState.OVERDUE, "2026-10-01"),
        (["2026-09-01"], "2026-10-02", EvaluationState.LATER, "2027-10-01"),
        (["2026-12-15"], "2027-01-01", EvaluationState.LATER, "2027-10-01"),
        (["2025-11-01"], "2026-09-30", EvaluationState.SOON, "2026-10-01"),
        (["2024-06-01"], "2026-09-30", EvaluationState.SOON, "2026-10-01"),
        (["2027-08-01"], "2027-09-01", EvaluationState.LATER, "2028-10-01"),
    ],
)
def test_an_evaluation_counts_for_the_due_day_that_it_lies_nearest_to(held, today, state, due):
    clock = clock_of(YEARLY, map(day, held), day(today))

    assert (clock.state, clock.due) == (state, day(due))


def test_once_is_once():
    once = Interval(day("2025-10-01"), 12)

    assert clock_of(once, [], day("2026-12-01")).state is EvaluationState.OVERDUE
    assert clock_of(once, [day("2026-12-01")], day("2026-12-02")) == Clock(EvaluationState.DONE, number=2)


def test_without_a_plan_nothing_is_due():
    assert clock_of(None, [], day("2026-12-01")) == Clock(EvaluationState.UNPLANNED)
