"""How many have taken initiatives into use over time, as steps; only what has a day is placed (pure)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from portfolio.process.adoption import IN_USE, AdoptionCounts
from portfolio.spread.matrix import MatrixCell


@dataclass(frozen=True, slots=True)
class UptakeCurve:
    """A curve of steps.

    Attributes:
        steps: the days on which somebody took it into use, with how many had by then.
        in_use: how many use it, with a day or without.
        asked: of how many it is relevant for.
        unknown: of how many of those nobody knows.
        undated: how many use it without anybody saying since when: they are in no step.
    """

    steps: tuple[tuple[dt.date, int], ...]
    in_use: int
    asked: int
    unknown: int
    undated: int


def uptake_curve(cells: Iterable[MatrixCell], counts: AdoptionCounts) -> UptakeCurve:
    """Make the curve of some cells, whose counts are these."""
    days: Counter[dt.date] = Counter()
    undated = 0
    for it in cells:
        if it.uptake not in IN_USE:
            continue
        if it.day is None:
            undated += 1
        else:
            days[it.day] += 1
    ordered = sorted(days)
    totals = accumulate(days[day] for day in ordered)
    steps = tuple(zip(ordered, totals, strict=True))
    return UptakeCurve(steps, counts.in_use, counts.asked, counts.unknown, undated)
