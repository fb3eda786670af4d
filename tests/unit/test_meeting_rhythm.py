"""Days for a forum's meetings: by rhythm and weekday, off holidays, never in July; what is said of a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.meetings.rhythm import (
    DayRemark,
    day_in_month,
    holiday,
    lacks_weekday,
    months_of,
    proposed_days,
    remarks_of,
)
from portfolio.vocabulary import Rhythm
from tests.builders.meetings import forum


def day(text):
    return dt.date.fromisoformat(text)


def test_a_forum_that_meets_monthly_has_eleven_days_and_none_in_july():
    days = proposed_days(forum(), 2026)

    assert [it.day.month for it in days] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert {it.day.weekday() for it in days} == {0}
    assert days[0].day == day("2026-01-19")


@pytest.mark.parametrize(
    ("rhythm", "count"),
    [(Rhythm.QUARTERLY, 4), (Rhythm.HALF_YEARLY, 2), (Rhythm.YEARLY, 1), (Rhythm.NONE, 0)],
)
def test_other_rhythms_have_fewer(rhythm, count):
    assert len(proposed_days(forum(rhythm=rhythm), 2027)) == count


def test_a_holiday_is_moved_off_and_told_of():
    may = next(it for it in proposed_days(forum(weekday=3, week_of_month=2), 2026) if it.day.month == 5)

    assert (may.wanted, may.holiday, may.day) == (
        day("2026-05-14"),
        "Kristi himmelfartsdag",
        day("2026-05-21"),
    )


def test_the_days_between_christmas_and_new_year_are_no_meeting_days():
    december = proposed_days(forum(weekday=3, week_of_month=-1), 2026)[-1]

    assert december.day == day("2026-12-17")
    assert holiday(day("2026-12-29")) is not None
    assert holiday(day("2026-12-23")) is None


def test_school_holidays_are_told_of_and_move_nothing():
    october = next(it for it in proposed_days(forum(weekday=0, week_of_month=2), 2026) if it.day.month == 10)

    assert (october.day, october.wanted) == (day("2026-10-12"), None)
    assert october.remarks == (DayRemark.SCHOOL_HOLIDAY,)


@pytest.mark.parametrize(
    ("on", "remarks"),
    [
        ("2026-07-06", {DayRemark.JULY}),
        ("2026-04-06", {DayRemark.HOLIDAY}),
        ("2026-11-22", {DayRemark.WEEKEND}),
        ("2026-02-12", {DayRemark.SCHOOL_HOLIDAY}),
        ("2026-11-23", set()),
    ],
)
def test_what_is_said_of_a_day(on, remarks):
    assert set(remarks_of(day(on))) == remarks


def test_a_rhythm_without_a_weekday_proposes_nothing_and_says_so():
    facts = forum(weekday=None, week_of_month=None)

    assert proposed_days(facts, 2026) == ()
    assert lacks_weekday(facts)
    assert not lacks_weekday(forum(rhythm=Rhythm.NONE, weekday=None, week_of_month=None))


def test_a_weekdays_place_in_a_month():
    assert day_in_month(2026, 2, 6, 1) == day("2026-02-01")
    assert day_in_month(2026, 2, 5, 4) == day("2026-02-28")
    assert day_in_month(2026, 11, 0, -1) == day("2026-11-30")


@given(st.sampled_from(Rhythm), st.integers(2000, 2060), st.integers(0, 4), st.sampled_from((1, 2, 3, 4, -1)))
def test_any_year_has_a_working_day_for_each_month_of_the_rhythm(rhythm, year, weekday, week):
    days = proposed_days(forum(rhythm=rhythm, weekday=weekday, week_of_month=week), year)

    assert [it.day.month for it in days] == list(months_of(rhythm))
    for it in days:
        assert it.day.weekday() < 5
        assert holiday(it.day) is None
        assert it.wanted is None or holiday(it.wanted) == it.holiday
