"""How long initiatives stay in the steps of their processes: what is usual, and where they wait."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from portfolio.process.course import Course

FEWEST = 3
"""Fewer stays that are over make no median: they say nothing of what is usual."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time that an initiative was in a step.

    Attributes:
        initiative_id: the initiative.
        days: how many days it lasted, or has lasted until now; None: nobody says when it began or ended.
        is_over: it has left the step.
        is_estimated: it began on the day by which a list said so, not on one that anybody states.
    """

    initiative_id: int
    days: int | None
    is_over: bool
    is_estimated: bool = False


Stays = Mapping[tuple[str, str], Sequence[Stay]]
"""All stays by process and step's number, whichever version of the process an initiative follows."""


def stays_of(courses: Iterable[tuple[int, Course]], today: dt.date) -> Stays:
    """Give every stay in every step, also of initiatives that are through."""
    found: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for initiative_id, course in courses:
        for step in course.steps:
            for visit in step.visits:
                is_over = visit.left is not None or course.current != step.step.number
                days = None if is_over and visit.left is None else visit.days(today)
                stay = Stay(initiative_id, days, is_over, visit.is_estimated)
                found[course.template.id, step.step.number].append(stay)
    return {key: tuple(stays) for key, stays in found.items()}


@dataclass(frozen=True, slots=True)
class Lengths:
    """What stays in a step say together.

    Attributes:
        median_days: the median of those that are over; None: too few.
        over: how many are over and of known length.
        longest: the longest of known length, over or not.
        unknown: how many are of unknown length.
        estimated: how many of known length began on an estimated day.
    """

    median_days: int | None
    over: int
    longest: Stay | None
    unknown: int
    estimated: int


def lengths_of(stays: Sequence[Stay]) -> Lengths:
    """Sum stays in a step up."""
    known = [stay for stay in stays if stay.days is not None]
    over = [stay.days for stay in known if stay.is_over and stay.days is not None]
    return Lengths(
        median_days=int(median(over) + 0.5) if len(over) >= FEWEST else None,
        over=len(over),
        longest=max(known, key=lambda stay: stay.days or 0, default=None),
        unknown=len(stays) - len(known),
        estimated=sum(stay.is_estimated for stay in known),
    )


def all_lengths(stays: Stays) -> Mapping[tuple[str, str], Lengths]:
    """Sum the stays in every step up."""
    return {key: lengths_of(found) for key, found in stays.items()}
