"""An XmR chart with the four rules of NHS England's "Making data count".

Limits are the mean ± 2.66 times the mean moving range; no moving range is left out as too large, as in
the NHS's own spreadsheet tool. A point has one label at most, looked for in this order: outside a limit,
part of a trend, one of two in three near a limit, part of a shift. Near is beyond two thirds of the way to a
limit and not outside it. A trend is seven points each above (or each below) the one before, so equal
neighbours end it; a shift is seven in a row on one side of the mean, so a point on the mean ends it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from portfolio.effect.words import Direction, Verdict

FEWEST_POINTS = 12
"""Below so many points the limits are a trial at most, and no chart is shown."""

_LIMIT = 2.66
_IN_A_ROW, _NEAR, _WINDOW = 7, 2, 3


class PointSignal(StrEnum):
    """Why a point is more than chance, in the order in which the rules are asked."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Assurance(StrEnum):
    """Whether a target will be met while nothing changes."""

    PASS = "pass"  # noqa: S105  -- the word of the method: the target is met each time
    FAIL = "fail"
    HIT_AND_MISS = "hit_and_miss"


@dataclass(frozen=True, slots=True)
class PointLabel:
    """What is said of a point: why it stands out, and whether it is high or rising, else low or falling."""

    signal: PointSignal
    is_up: bool

    def verdict(self, direction: Direction) -> Verdict:
        """Say whether the signal is for better or worse."""
        return verdict_of(direction, is_up=self.is_up)


@dataclass(frozen=True, slots=True)
class XmrChart:
    """A series with its limits.

    Attributes:
        mean: the mean.
        lower: the lower limit.
        upper: the upper limit.
        moving_range: the mean of the distances between neighbours.
        labels: one a point; None where it is within what chance gives.
    """

    mean: float
    lower: float
    upper: float
    moving_range: float
    labels: tuple[PointLabel | None, ...]

    def assurance(self, target: float | None, direction: Direction) -> Assurance | None:
        """Say whether a target will be met each time, never, or now and then; None: nobody can say."""
        if target is None or direction is Direction.NEUTRAL:
            return None
        if self.lower <= target <= self.upper:
            return Assurance.HIT_AND_MISS
        is_above = self.lower > target
        return Assurance.PASS if is_above is (direction is Direction.UP) else Assurance.FAIL


def xmr_chart(values: Sequence[float]) -> XmrChart | None:
    """Work out a series' limits and what stands out; None of fewer than two points."""
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    moving = sum(ranges) / len(ranges)
    lower, upper = mean - _LIMIT * moving, mean + _LIMIT * moving
    return XmrChart(mean, lower, upper, moving, labels_of(values, mean, _LIMIT * moving))


def verdict_of(direction: Direction, *, is_up: bool) -> Verdict:
    """Say whether up (or down) is for better or worse."""
    if direction is Direction.NEUTRAL:
        return Verdict.CHANGE
    return Verdict.IMPROVEMENT if is_up is (direction is Direction.UP) else Verdict.CONCERN


_Rule = Callable[[Sequence[float], float, float], Iterator[tuple[int, bool]]]
"""Gives the places that a rule points at, and whether each is up; of values, their mean and reach."""


def labels_of(values: Sequence[float], mean: float, reach: float) -> tuple[PointLabel | None, ...]:
    """Say what stands out among values whose limits are so far from their mean."""
    found: dict[int, PointLabel] = {}
    for signal, rule in _RULES:
        for place, is_up in rule(values, mean, reach):
            found.setdefault(place, PointLabel(signal, is_up))
    return tuple(found.get(place) for place in range(len(values)))


def _outside(values: Sequence[float], mean: float, reach: float) -> Iterator[tuple[int, bool]]:
    for place, value in enumerate(values):
        if value > mean + reach or value < mean - reach:
            yield place, value > mean


def _trends(values: Sequence[float], _mean: float, _reach: float) -> Iterator[tuple[int, bool]]:
    for first, window in _windows(values, _IN_A_ROW):
        steps = [_sign(after - before) for before, after in pairwise(window)]
        if abs(sum(steps)) == _IN_A_ROW - 1:
            yield from ((first + n, steps[0] > 0) for n in range(_IN_A_ROW))


def _twos_of_three(values: Sequence[float], mean: float, reach: float) -> Iterator[tuple[int, bool]]:
    near = 2 * reach / 3
    for first, window in _windows(values, _WINDOW):
        sides = [_sign(value - mean) for value in window]
        close = [_is_near(value, mean, near, reach) for value in window]
        if sum(close) >= _NEAR and abs(sum(sides)) == _WINDOW:
            yield from ((first + n, sides[0] > 0) for n, is_close in enumerate(close) if is_close)


def _is_near(value: float, mean: float, near: float, reach: float) -> bool:
    is_inside = mean - reach <= value <= mean + reach
    return is_inside and (value > mean + near or value < mean - near)


def _shifts(values: Sequence[float], mean: float, _reach: float) -> Iterator[tuple[int, bool]]:
    for first, window in _windows(values, _IN_A_ROW):
        sides = [_sign(value - mean) for value in window]
        if abs(sum(sides)) == _IN_A_ROW:
            yield from ((first + n, sides[0] > 0) for n in range(_IN_A_ROW))


def _windows(values: Sequence[float], width: int) -> Iterator[tuple[int, Sequence[float]]]:
    for first in range(len(values) - width + 1):
        yield first, values[first : first + width]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


_RULES: Sequence[tuple[PointSignal, _Rule]] = (
    (PointSignal.OUTSIDE, _outside),
    (PointSignal.TREND, _trends),
    (PointSignal.TWO_OF_THREE, _twos_of_three),
    (PointSignal.SHIFT, _shifts),
)
