"""By when a source's list of a month is expected, and how it stands with that.

The forum's meetings take place each month but in July, so that no list is awaited in July: what would be due
then is due in August.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.rules.months import month_of, next_month

_NO_MEETING = 7
_LATEST_KEPT, _FEWEST, _LONGEST_WAIT = 6, 2, 45
"""The newest arrivals tell a rhythm; a list that was loaded long after its month tells nothing."""


class DueState(StrEnum):
    """How a source stands with the list that is asked for; in the order in which they need doing."""

    LATE = "late"
    NO_LIST = "no_list"
    MISSING = "missing"
    AWAITED = "awaited"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a source's lists use to come.

    Attributes:
        offset_days: so many days after the last day of its month the latest of them came; below 0: before.
        count: of how many lists that is told.
    """

    offset_days: int
    count: int


@dataclass(frozen=True, slots=True)
class Due:
    """How a source stands with its next list.

    Attributes:
        state: how it stands.
        month: the month of the next list; None where no list has come yet.
        date: the day it is expected by; None where nobody can say.
        late_days: days since then, of a list that is late.
    """

    state: DueState
    month: dt.date | None = None
    date: dt.date | None = None
    late_days: int = 0


def rhythm_of(arrivals: Mapping[dt.date, dt.date]) -> Rhythm | None:
    """Tell by which day a source's lists came lately; None where too few did.

    Args:
        arrivals: the first day of each reporting month, and the day on which its list first came.
    """
    waits = [(came - next_month(month)).days + 1 for month, came in sorted(arrivals.items())]
    told = [days for days in waits if days <= _LONGEST_WAIT][-_LATEST_KEPT:]
    return Rhythm(max(told), len(told)) if len(told) >= _FEWEST else None


def due_date(month: dt.date, due_day: int | None, rhythm: Rhythm | None) -> dt.date | None:
    """Give the day that a month's list is expected by: what somebody has set, else what it uses to be."""
    first = next_month(month)
    if due_day is not None:
        return _past_july(_on_day(first, due_day))
    return None if rhythm is None else _past_july(first + dt.timedelta(days=rhythm.offset_days - 1))


def _on_day(month: dt.date, day: int) -> dt.date:
    """Give a day of a month, the last of those that are shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def _past_july(day: dt.date) -> dt.date:
    return day.replace(month=_NO_MEETING + 1) if day.month == _NO_MEETING else day


def month_asked(newest: dt.date | None, today: dt.date) -> dt.date:
    """Give the month that lists are asked for: the newest that any has, at least the last that has ended."""
    current = month_of(today)
    ended = month_of(current - dt.timedelta(days=1))
    return ended if newest is None else min(current, max(newest, ended))


def due(
    newest: dt.date | None, asked: dt.date, due_day: int | None, rhythm: Rhythm | None, today: dt.date
) -> Due:
    """Say how a source stands.

    Args:
        newest: the newest month that it has a list of; None: it has none.
        asked: the month that lists are asked for.
        due_day: the day of the following month that somebody has set.
        rhythm: when its lists use to come.
        today: the day that it is seen from.
    """
    if newest is None:
        return Due(DueState.NO_LIST)
    month = next_month(newest)
    date = due_date(month, due_day, rhythm)
    if date is not None and date < today:
        return Due(DueState.LATE, month, date, (today - date).days)
    if newest >= asked:
        return Due(DueState.CAME, month, date)
    return Due(DueState.MISSING if date is None else DueState.AWAITED, month, date)
