"""By when a list is expected: set by somebody, else by the rhythm of earlier ones, and never in July."""

import datetime as dt

import pytest

from portfolio.rules.due import Due, DueState, Rhythm, due, due_date, month_asked, rhythm_of

MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (5, 6, 7))
OCTOBER, NOVEMBER, DECEMBER = (dt.date(2026, month, 1) for month in (10, 11, 12))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("month", "due_day", "expected"),
    [
        (OCTOBER, 5, "2026-11-05"),
        (dt.date(2027, 1, 1), 31, "2027-02-28"),
        (DECEMBER, 10, "2027-01-10"),
        (JUNE, 5, "2026-08-05"),
        (JULY, 5, "2026-08-05"),
    ],
)
def test_a_list_is_due_on_its_day_of_the_following_month(month, due_day, expected):
    assert due_date(month, due_day, Rhythm(40, 3)) == day(expected)


def test_without_a_day_the_latest_of_the_earlier_lists_tells_the_rhythm():
    rhythm = rhythm_of({MAY: day("2026-06-04"), OCTOBER: day("2026-11-09"), NOVEMBER: day("2026-11-28")})

    assert rhythm == Rhythm(offset_days=9, count=3)
    assert due_date(DECEMBER, None, rhythm) == day("2027-01-09")


def test_a_list_may_use_to_come_before_its_month_ends():
    rhythm = rhythm_of({OCTOBER: day("2026-10-12"), NOVEMBER: day("2026-11-11")})

    assert rhythm == Rhythm(offset_days=-19, count=2)
    assert due_date(DECEMBER, None, rhythm) == day("2026-12-12")
    assert due_date(JULY, None, rhythm) == day("2026-08-12")


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_lists_tell_no_rhythm(count):
    came = dict([(NOVEMBER, day("2026-12-03"))][:count])

    assert rhythm_of(came) is None
    assert due_date(DECEMBER, None, rhythm_of(came)) is None


def test_lists_loaded_long_afterwards_tell_nothing():
    came = {MAY: day("2026-11-20"), OCTOBER: day("2026-11-06"), NOVEMBER: day("2026-12-02")}

    assert rhythm_of(came) == Rhythm(6, 2)


@pytest.mark.parametrize(
    ("newest", "today", "expected"),
    [
        (None, "2026-11-22", OCTOBER),
        (MAY, "2026-11-22", OCTOBER),
        (NOVEMBER, "2026-11-22", NOVEMBER),
        (DECEMBER, "2026-11-22", NOVEMBER),
        (OCTOBER, "2027-01-01", DECEMBER),
    ],
)
def test_lists_are_asked_for_the_newest_month_that_any_has(newest, today, expected):
    assert month_asked(newest, day(today)) == expected


@pytest.mark.parametrize(
    ("newest", "due_day", "expected"),
    [
        (None, 5, Due(DueState.NO_LIST)),
        (dt.date(2026, 9, 1), 5, Due(DueState.LATE, OCTOBER, day("2026-11-05"), 17)),
        (OCTOBER, 5, Due(DueState.AWAITED, NOVEMBER, day("2026-12-05"))),
        (OCTOBER, None, Due(DueState.MISSING, NOVEMBER)),
        (NOVEMBER, 5, Due(DueState.CAME, DECEMBER, day("2027-01-05"))),
        (NOVEMBER, None, Due(DueState.CAME, DECEMBER)),
    ],
)
def test_a_source_is_late_only_after_the_day(newest, due_day, expected):
    assert due(newest, NOVEMBER, due_day, None, day("2026-11-22")) == expected


def test_on_the_day_itself_a_list_is_not_late():
    assert due(OCTOBER, NOVEMBER, 22, None, day("2026-12-22")).state is DueState.AWAITED
    assert due(OCTOBER, NOVEMBER, 22, None, day("2026-12-23")).late_days == 1
