"""When an initiative is to be evaluated next: whole months from a day on, once or again and again.

Due days are counted from the first day each time, never from one another: from 31 January on, monthly, they
are 28 February, 31 March, 30 April. Weekends and holidays move nothing. An evaluation counts for the due day
that it lies nearest to, so one held early is not asked for again and one missed for long does not pile up.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.vocabulary import EvaluationState

SOON_DAYS = 90
LONGEST_INTERVAL = 120
"""Months."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The plan: ``months`` after ``anchor``, and each so many months after that where it is repeated."""

    anchor: dt.date
    months: int
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How it stands with the next evaluation.

    Attributes:
        state: how it stands.
        due: the day of the next; None where none is to come or nobody has planned one.
        days: until then; below 0: since then.
        number: which evaluation of the plan it is, from 1.
    """

    state: EvaluationState
    due: dt.date | None = None
    days: int | None = None
    number: int = 0


def months_after(day: dt.date, months: int) -> dt.date:
    """Give the same day so many months later, the last of months that are shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def due_day(plan: Interval, number: int) -> dt.date:
    """Give the due day of a plan's evaluation, from 1."""
    return months_after(plan.anchor, plan.months * number)


def next_number(plan: Interval, held: Iterable[dt.date]) -> int:
    """Give which evaluation is to come next: the one after that which the last one held counts for."""
    last = max((day for day in held if day >= plan.anchor), default=None)
    number = 1
    while last is not None and last >= _middle(plan, number):
        number += 1
    return number


def _middle(plan: Interval, number: int) -> dt.date:
    """Give the first day that lies nearer to a due day than to the one before it."""
    before, due = months_after(plan.anchor, plan.months * (number - 1)), due_day(plan, number)
    return before + dt.timedelta(days=((due - before).days + 1) // 2)


def clock_of(plan: Interval | None, held: Iterable[dt.date], today: dt.date) -> Clock:
    """Say how it stands with the next evaluation on a day."""
    if plan is None:
        return Clock(EvaluationState.UNPLANNED)
    number = next_number(plan, held)
    if number > 1 and not plan.is_repeated:
        return Clock(EvaluationState.DONE, number=number)
    due = due_day(plan, number)
    days = (due - today).days
    return Clock(_state(days), due, days, number)


def _state(days: int) -> EvaluationState:
    if days < 0:
        return EvaluationState.OVERDUE
    return EvaluationState.SOON if days <= SOON_DAYS else EvaluationState.LATER
