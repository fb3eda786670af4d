"""Milestones as lists' tables of them tell: which are late, which come next, and which have been moved."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portfolio.process.course import ToldIn
from portfolio.records import FuzzyDate
from portfolio.rules.lateness import is_finished


@dataclass(frozen=True, slots=True)
class MilestoneDay:
    """A date that a list gave a milestone: the list's month, and the cell."""

    date: FuzzyDate | None
    month: dt.date
    told_in: ToldIn


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone as its source's newest table of milestones has it.

    Attributes:
        initiative_id: whose it is.
        name: what is to be reached.
        now: its date in the newest list, and where it stands.
        state: how far it is, as a code of ``Status``; None: not stated.
        earlier: the dates it had in earlier lists of the source, the newest first, each once in a row.
        before: its date in the list right before; None: it did not stand there.
    """

    initiative_id: int
    name: str
    now: MilestoneDay
    state: str | None
    earlier: tuple[MilestoneDay, ...] = ()
    before: MilestoneDay | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day that its date can mean."""
        return None if self.now.date is None else self.now.date.last

    @property
    def is_done(self) -> bool:
        """Whether it is reached or given up; unknown is not done."""
        return is_finished(self.state)

    def is_late(self, today: dt.date) -> bool:
        """Tell whether the last day its date can mean has passed while it is not done."""
        return not self.is_done and self.last_day is not None and self.last_day < today

    @property
    def is_moved(self) -> bool:
        """Whether its date is another than in the list right before."""
        return self.before is not None and _days(self.before) != _days(self.now)

    @property
    def days_moved(self) -> int | None:
        """How many days it has been moved since the list right before; None: not by a number of days."""
        before = None if self.before is None or self.before.date is None else self.before.date.last
        return None if before is None or self.last_day is None else (self.last_day - before).days

    @property
    def first_told(self) -> MilestoneDay:
        """The date that it was first given."""
        return self.earlier[-1] if self.earlier else self.now


def _days(day: MilestoneDay) -> tuple[dt.date | None, dt.date | None] | None:
    return None if day.date is None else (day.date.first, day.date.last)


@dataclass(frozen=True, slots=True, eq=False)
class MilestoneBook:
    """All milestones.

    Attributes:
        of: each initiative's, by date, those without one last.
        gone: those that were not done in the list before, and that the newest one does not have.
        loose: how many rows have a title that is no initiative's.
    """

    of: Mapping[int, tuple[Milestone, ...]] = field(default_factory=dict)
    gone: Mapping[int, tuple[Milestone, ...]] = field(default_factory=dict)
    loose: int = 0

    def among(self, ids: Iterable[int]) -> list[Milestone]:
        """Give the milestones of some initiatives."""
        return [it for id_ in ids for it in self.of.get(id_, ())]


def late(milestones: Iterable[Milestone], today: dt.date) -> list[Milestone]:
    """Give those that are late, the longest first."""
    return sorted((it for it in milestones if it.is_late(today)), key=_by_day)


def coming(milestones: Iterable[Milestone], today: dt.date, until: dt.date) -> list[Milestone]:
    """Give those that are not done and whose date ends from a day to another, the nearest first."""
    ahead = (it for it in milestones if not it.is_done and it.last_day is not None)
    return sorted((it for it in ahead if today <= (it.last_day or today) <= until), key=_by_day)


def moved(milestones: Iterable[Milestone]) -> list[Milestone]:
    """Give those with another date than in the list before, the furthest moved first, then those back."""
    found = (it for it in milestones if it.is_moved)
    return sorted(found, key=lambda it: (-(it.days_moved or 0), it.name))


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Order milestones by date, those without one last."""
    return tuple(sorted(milestones, key=_by_day))


def _by_day(it: Milestone) -> tuple[bool, dt.date, str]:
    return it.last_day is None, it.last_day or dt.date.max, it.name


def successive(days: Sequence[MilestoneDay], now: MilestoneDay) -> tuple[MilestoneDay, ...]:
    """Give earlier dates, the newest first, each once in a row: of a row of lists the first that gave it."""
    found: list[MilestoneDay] = []
    after = now
    for day in days:
        if _days(day) == _days(after):
            if found:
                found[-1] = day
        else:
            found.append(day)
            after = day
    return tuple(found)
