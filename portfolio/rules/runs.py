"""How long something has been the same, month by month: a light, or the words of a list.

A month in which nothing is told inside a run is never counted as the same, and never ends it: it is told.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from portfolio.rules.months import next_month

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Run(Generic[Told]):
    """How long the newest that was told has been so.

    Attributes:
        told: what was told last.
        since: the first month of the run.
        last: the newest month that told it.
        count: how many months told it: those without a word are not among them.
        unreported: months within the run in which no list had the initiative.
        unstated: months within the run in which a list had it and said nothing of this.
        before: what was told before the run; None: nothing was.
    """

    told: Told
    since: dt.date
    last: dt.date
    count: int
    unreported: tuple[dt.date, ...] = ()
    unstated: tuple[dt.date, ...] = ()
    before: Told | None = None


def run_of(
    months: Mapping[dt.date, Told | None], is_same: Callable[[Told, Told], bool] | None = None
) -> Run[Told] | None:
    """Give how long the newest has been so; None where no month tells anything.

    Args:
        months: what each month that has the initiative tells; None: nothing of this.
        is_same: tells whether two neighbours are the same; None: they are equal.
    """
    stated = [(month, told) for month, told in sorted(months.items()) if told is not None]
    if not stated:
        return None
    last, newest = stated[-1]
    first, count, before = last, 1, None
    for (month, told), (_, after) in zip(stated[-2::-1], stated[:0:-1], strict=True):
        if not (told == after if is_same is None else is_same(told, after)):
            before = told
            break
        first, count = month, count + 1
    within = _months_between(first, last)
    return Run(
        newest,
        first,
        last,
        count,
        tuple(month for month in within if month not in months),
        tuple(month for month in within if month in months and months[month] is None),
        before,
    )


def _months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Give the months after one and before another."""
    found, month = [], next_month(first)
    while month < last:
        found.append(month)
        month = next_month(month)
    return found
