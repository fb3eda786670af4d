"""When a forum meets: days proposed for a year by its rhythm, and what is said of a day (pure).

July has no meetings: nothing is proposed there. Public holidays, and the days on which offices are usually
closed (1 May, 5 June, from 24 December to the New Year), are moved off. The school holidays of weeks 7 and
42 are told of and move nothing, as municipalities differ.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from holidays import country_holidays

from portfolio.meetings.book import SeriesFacts
from portfolio.vocabulary import Rhythm

JULY = 7
_SCHOOL_WEEKS = (7, 42)
_DECEMBER, _CHRISTMAS, _BETWEEN = 12, 23, "Dagene mellem jul og nytår"
_SATURDAY = 5
_WEEK = dt.timedelta(days=7)

_MONTHS: Mapping[Rhythm, tuple[int, ...]] = {
    Rhythm.MONTHLY_BUT_JULY: tuple(month for month in range(1, 13) if month != JULY),
    Rhythm.QUARTERLY: (2, 5, 9, 11),
    Rhythm.HALF_YEARLY: (5, 11),
    Rhythm.YEARLY: (11,),
    Rhythm.NONE: (),
}


class DayRemark(StrEnum):
    """What there is to say of a day for a meeting."""

    JULY = "july"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    SCHOOL_HOLIDAY = "school_holiday"


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day that is proposed for a meeting.

    Attributes:
        day: the day.
        wanted: the day that the rhythm gives, where it was moved off; None: it is that.
        holiday: the holiday that it was moved off.
        remarks: what is to be told of the day.
    """

    day: dt.date
    wanted: dt.date | None = None
    holiday: str | None = None
    remarks: tuple[DayRemark, ...] = ()


def months_of(rhythm: Rhythm) -> tuple[int, ...]:
    """Give the months that a rhythm has meetings in; July is never one."""
    return _MONTHS[rhythm]


@cache
def _holidays(year: int) -> Mapping[dt.date, str]:
    found = country_holidays("DK", years=year, language="da", categories=("public", "optional"))
    return dict(found)


def holiday(day: dt.date) -> str | None:
    """Name the holiday that a day is, in Danish; None: it is none."""
    is_christmas = day.month == _DECEMBER and day.day > _CHRISTMAS
    return _holidays(day.year).get(day) or (_BETWEEN if is_christmas else None)


def remarks_of(day: dt.date) -> tuple[DayRemark, ...]:
    """Say what is to be told of a day for a meeting: nothing of it forbids one."""
    told = {
        DayRemark.JULY: day.month == JULY,
        DayRemark.HOLIDAY: holiday(day) is not None,
        DayRemark.WEEKEND: day.weekday() >= _SATURDAY,
        DayRemark.SCHOOL_HOLIDAY: day.isocalendar().week in _SCHOOL_WEEKS,
    }
    return tuple(remark for remark, holds in told.items() if holds)


def day_in_month(year: int, month: int, weekday: int, which: int) -> dt.date:
    """Give a weekday's first to fourth day in a month, or its last (-1)."""
    first, length = calendar.monthrange(year, month)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    return dt.date(year, month, days[-1] if which < 0 else days[which - 1])


def proposed_days(facts: SeriesFacts, year: int) -> tuple[ProposedDay, ...]:
    """Propose a year's days for a series; none where its weekday is not said or it meets as needed."""
    if facts.weekday is None or facts.week_of_month is None:
        return ()
    return tuple(
        _proposed(day_in_month(year, month, facts.weekday, facts.week_of_month))
        for month in months_of(facts.rhythm)
    )


def _proposed(wanted: dt.date) -> ProposedDay:
    day = next((it for it in _near(wanted) if holiday(it) is None), wanted)
    is_moved = day != wanted
    return ProposedDay(
        day,
        wanted if is_moved else None,
        holiday(wanted) if is_moved else None,
        remarks_of(day),
    )


def _near(wanted: dt.date) -> Iterator[dt.date]:
    """Give days to meet on, the best first: the same weekday of the month, else a working day near it."""
    yield wanted
    others = (wanted + _WEEK, wanted - _WEEK, wanted - 2 * _WEEK)
    nearer = (wanted + dt.timedelta(days=step) for step in (1, -1, 2, -2, 3, -3, 4, -4))
    for day in (*others, *nearer):
        if day.month == wanted.month and day.weekday() < _SATURDAY:
            yield day


def lacks_weekday(facts: SeriesFacts) -> bool:
    """Tell whether a series has a rhythm but no weekday, so that no days can be proposed."""
    return facts.rhythm is not Rhythm.NONE and facts.weekday is None
