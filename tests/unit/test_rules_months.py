"""Months, days and lateness."""

import datetime as dt

import pytest

from portfolio.rules.lateness import is_overdue
from portfolio.rules.months import danish_day, end_of_day, is_silent, month_of, next_month

TODAY = dt.date(2026, 11, 22)
YESTERDAY = dt.date(2026, 11, 21)


def test_a_month_is_its_first_day():
    assert month_of(TODAY) == dt.date(2026, 11, 1)
    assert next_month(dt.date(2026, 12, 31)) == dt.date(2027, 1, 1)
    assert next_month(dt.date(2027, 1, 31)) == dt.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (dt.date(2026, 11, 22), "2026-11-22T22:59:59.999999"),
        (dt.date(2026, 7, 1), "2026-07-01T21:59:59.999999"),
    ],
)
def test_a_day_ends_at_midnight_in_denmark(day, last):
    assert end_of_day(day) == dt.datetime.fromisoformat(last).replace(tzinfo=dt.UTC)
    assert danish_day(end_of_day(day)) == day


def test_the_days_on_which_the_clock_is_changed_end_once():
    for day in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        assert danish_day(end_of_day(day)) == day
        assert danish_day(end_of_day(day) + dt.timedelta(microseconds=1)) == day + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("end", "precision", "status", "expected"),
    [
        (YESTERDAY, "day", "active", True),
        (TODAY, "day", "active", False),
        (YESTERDAY, "day", None, True),
        (YESTERDAY, "day", "completed", False),
        (YESTERDAY, "day", "in_operation", False),
        (YESTERDAY, "day", "stopped", False),
        (YESTERDAY, "day", "paused", True),
        (YESTERDAY, "open", "active", False),
        (None, None, "active", False),
    ],
)
def test_overdue_is_past_the_last_day_the_end_can_mean_while_something_is_awaited(
    end, precision, status, expected
):
    assert is_overdue(end, precision, status, TODAY) is expected


def test_silence_is_sixty_days_since_the_end_of_the_newest_month():
    assert not is_silent(dt.date(2026, 9, 1), dt.date(2026, 11, 29))
    assert is_silent(dt.date(2026, 9, 1), dt.date(2026, 11, 30))
    assert is_silent(None, TODAY)
