"""When an initiative is to be evaluated next, for any day, interval and evaluations held."""

import calendar
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portfolio.rules.evaluation import (
    LONGEST_INTERVAL,
    SOON_DAYS,
    Interval,
    clock_of,
    due_day,
    months_after,
    next_number,
)
from portfolio.vocabulary import EvaluationState

days = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
months = st.integers(1, LONGEST_INTERVAL)
plans = st.builds(Interval, days, months, st.booleans())
repeated = st.builds(Interval, days, months, is_repeated=st.just(value=True))
held = st.lists(st.integers(-400, 5_000), max_size=6)


def length_of(day):
    return calendar.monthrange(day.year, day.month)[1]


def in_months(day):
    return day.year * 12 + day.month


@given(days, st.integers(0, 1_500))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, count):
    later = months_after(day, count)

    assert in_months(later) - in_months(day) == count
    assert later.day == min(day.day, length_of(later))


@given(plans, st.integers(1, 40))
def test_due_days_rise_and_never_drift_from_the_first_day(plan, number):
    due, following = due_day(plan, number), due_day(plan, number + 1)

    assert plan.anchor < due < following
    assert due == months_after(plan.anchor, plan.months * number)
    assert due.day in (plan.anchor.day, length_of(due))


@given(repeated, held)
def test_what_is_next_lies_after_all_that_was_held_and_more_than_half_an_interval_before_it(plan, offsets):
    found = [plan.anchor + dt.timedelta(days=offset) for offset in offsets]
    number = next_number(plan, found)
    counting = [day for day in found if day >= plan.anchor]

    assert all(day < due_day(plan, number) for day in counting)
    before = months_after(plan.anchor, plan.months * (number - 1))
    if number > 1:
        last = max(counting)
        assert abs((last - before).days) <= abs((due_day(plan, number) - last).days)
    else:
        assert all((day - plan.anchor).days <= (due_day(plan, 1) - day).days for day in counting)


@given(plans, held, days)
def test_a_clock_says_the_same_day_and_state_whatever_order_evaluations_are_told_in(plan, offsets, today):
    found = [plan.anchor + dt.timedelta(days=offset) for offset in offsets]
    clock = clock_of(plan, found, today)

    assert clock == clock_of(plan, reversed(found), today)
    if clock.due is None:
        assert clock.state is EvaluationState.DONE
        assert not plan.is_repeated
    else:
        assert clock.days == (clock.due - today).days
        assert (clock.state is EvaluationState.OVERDUE) == (clock.due < today)
        assert (clock.state is EvaluationState.SOON) == (0 <= clock.days <= SOON_DAYS)


@given(repeated, days)
def test_one_more_evaluation_never_makes_the_next_come_earlier(plan, today):
    without = clock_of(plan, [], today).due

    assert clock_of(plan, [today], today).due >= without
