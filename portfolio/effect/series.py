"""Indicators as series: what was measured when, who says it, where lists differ, and what the rules say.

Gaps stay gaps: what was not measured is no point, and a text where a number was expected is told as it
stands.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import Generic, TypeVar

from portfolio.effect.runchart import RunChart, RunSignal, median_of, run_chart
from portfolio.effect.words import Direction, EffectPhase, SaidBy, Verdict
from portfolio.effect.xmr import FEWEST_POINTS, XmrChart, verdict_of, xmr_chart
from portfolio.process.course import ToldIn
from portfolio.rules.likeness import fold

Thing = TypeVar("Thing", covariant=True)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a value is of, both of them among them."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> dt.date:
        """The day in its middle."""
        return self.first + (self.last - self.first) // 2


@dataclass(frozen=True, slots=True)
class Value:
    """What somebody says of a period.

    Attributes:
        period: the days it is of; None: nobody says when it was measured.
        number: the value; None where a text stands that is no number.
        text: as typed.
        told_in: the cell; None of what a person typed here.
        known_at: when it came to be known.
        phase: the phase that the list names beside it.
        phase_text: how it names it.
        note: a remark, or where a person has the value from.
        number_id: of what a person typed, the number to take it back by.
        by: who typed it.
    """

    period: Period | None
    number: float | None
    text: str
    told_in: ToldIn | None
    known_at: dt.datetime
    phase: EffectPhase | None = None
    phase_text: str = ""
    note: str = ""
    number_id: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A measurement: the value that counts, and all that is said of its period, the newest first."""

    period: Period
    number: float
    counts: Value
    said: tuple[Value, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether other numbers are said of the same period."""
        return any(it.number is not None and it.number != self.number for it in self.said)


@dataclass(frozen=True, slots=True)
class Sourced(Generic[Thing]):
    """Something known of an indicator, who says it, and the cell."""

    value: Thing
    by: SaidBy
    told_in: ToldIn | None = None


@dataclass(frozen=True, slots=True)
class PhaseDays:
    """From which days the trial and what comes after it run; None: it has none.

    A period belongs to the phase that its middle day lies in.
    """

    trial: dt.date | None
    after: dt.date | None

    def phase(self, day: dt.date) -> EffectPhase:
        """Give the phase that a day lies in."""
        if self.after is not None and day >= self.after:
            return EffectPhase.AFTER
        if self.trial is not None and day >= self.trial:
            return EffectPhase.TRIAL
        return EffectPhase.BEFORE if self.trial or self.after else EffectPhase.TRIAL


@dataclass(frozen=True, slots=True)
class PhasePart:
    """A phase of a series with the median of its own points.

    Attributes:
        phase: which.
        first: the place of its first point in the series.
        last: the place of its last.
        chart: its points held against their own median.
    """

    phase: EffectPhase
    first: int
    last: int
    chart: RunChart


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has chosen of an indicator; None where nobody has."""

    dimension: str | None = None
    direction: Direction | None = None
    target: float | None = None
    baseline: float | None = None
    days: PhaseDays | None = None
    text: str | None = None
    id: int | None = None
    made_by: str = ""
    made_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """An indicator of an initiative, with all its values.

    Attributes:
        slug: its name in addresses.
        initiative_id: the initiative; None where its title is that of none.
        title: the initiative's title as the list has it.
        name: the indicator's name.
        unit: its unit; "" where nobody names one.
        values: all that is said, of every period.
        points: the measurements in order of time, each period once.
        texts: what stands where a number was expected.
        undated: numbers of which nobody says when they were measured.
        settings: what a person has chosen.
        dimension: its dimension's code, and who says it.
        dimension_text: what the list says of its dimension, where that names none.
        direction: which way is better, and who says it.
        target: what is aimed at, and who says it.
        baseline_said: where it began, and who says it.
        days: the days of its phases, and who says them.
    """

    slug: str
    initiative_id: int | None
    title: str
    name: str
    unit: str
    points: tuple[Point, ...]
    texts: tuple[Value, ...] = ()
    undated: tuple[Value, ...] = ()
    settings: Settings = field(default_factory=Settings)
    dimension: Sourced[str] | None = None
    dimension_text: Sourced[str] | None = None
    direction: Sourced[Direction] | None = None
    target: Sourced[float] | None = None
    baseline_said: Sourced[float] | None = None
    days: Sourced[PhaseDays] | None = None

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The values that count, in order of time."""
        return tuple(it.number for it in self.points)

    @cached_property
    def chart(self) -> RunChart:
        """All its points held against their median."""
        return run_chart(self.numbers)

    @cached_property
    def xmr(self) -> XmrChart | None:
        """Its mean and limits; None where there are too few points."""
        return xmr_chart(self.numbers) if len(self.points) >= FEWEST_POINTS else None

    @property
    def wanted(self) -> Direction:
        """Which way is better, as far as anybody has said."""
        return Direction.NEUTRAL if self.direction is None else self.direction.value

    @cached_property
    def verdict(self) -> Verdict:
        """What the series says as a whole, by the way it has moved and the way it is wanted to go."""
        chart = self.chart
        if chart.signal in _NO_SIGNAL:
            return _NO_SIGNAL[chart.signal]
        is_up = chart.is_up
        return Verdict.CHANGE if is_up is None else verdict_of(self.wanted, is_up=is_up)

    @cached_property
    def phases(self) -> tuple[PhasePart, ...]:
        """The phases that have points, in order of time; none where nobody tells them apart."""
        named = self._phases_named()
        if len(set(named)) < 2:
            return ()
        return tuple(self._part(phase, places) for phase, places in _spans(named))

    def _phases_named(self) -> list[EffectPhase]:
        """Give each point's phase: by the days known, else by what the list says beside it."""
        if self.days is not None:
            return [self.days.value.phase(it.period.middle) for it in self.points]
        said = [it.counts.phase for it in self.points]
        return [it for it in said if it is not None] if all(said) else []

    def _part(self, phase: EffectPhase, places: Sequence[int]) -> PhasePart:
        numbers = [self.numbers[place] for place in places]
        return PhasePart(phase, places[0], places[-1], run_chart(numbers))

    @cached_property
    def baseline(self) -> Sourced[float] | None:
        """Where it began: as said, else the median before the trial, else the first measurement."""
        if self.baseline_said is not None:
            return self.baseline_said
        before = [it for it in self.phases if it.phase is EffectPhase.BEFORE]
        if before and before[0].chart.median is not None:
            return Sourced(before[0].chart.median, SaidBy.SERIES)
        return Sourced(self.numbers[0], SaidBy.SERIES) if len(self.numbers) > 1 else None

    @property
    def is_baseline_median(self) -> bool:
        """Whether the baseline is the median of the time before the trial."""
        is_own = self.baseline_said is None
        return is_own and any(it.phase is EffectPhase.BEFORE for it in self.phases)

    @property
    def newest(self) -> Point | None:
        """The newest measurement."""
        return self.points[-1] if self.points else None

    @property
    def change(self) -> float | None:
        """How far the newest is from the baseline; None where either is missing."""
        if self.newest is None or self.baseline is None:
            return None
        return round(self.newest.number - self.baseline.value, 9)

    @property
    def is_target_met(self) -> bool | None:
        """Whether the newest has reached the target; None where there is none, or no way is better."""
        if self.newest is None or self.target is None or self.wanted is Direction.NEUTRAL:
            return None
        gap = self.newest.number - self.target.value
        return gap >= 0 if self.wanted is Direction.UP else gap <= 0

    @property
    def disputed(self) -> tuple[Point, ...]:
        """The periods of which different numbers are said."""
        return tuple(it for it in self.points if it.is_disputed)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Give the places after which a measurement is missing, where they come at a pace of their own."""
        pace = _pace(self.points)
        if pace is None:
            return ()
        pairs = enumerate(pairwise(self.points))
        return tuple(
            place
            for place, (one, other) in pairs
            if (other.period.first - one.period.last).days - 1 >= _MOST_OF_A_PERIOD * pace
        )


_MOST_OF_A_PERIOD = 0.9
_NO_SIGNAL = {RunSignal.TOO_FEW: Verdict.TOO_FEW, RunSignal.NONE: Verdict.STEADY}


def _pace(points: Sequence[Point]) -> float | None:
    """Give how long the periods usually are; None of days, which need not follow each other."""
    lengths = median_of([float(it.period.days) for it in points])
    return None if lengths is None or lengths < 2 else lengths


def _spans(named: Sequence[EffectPhase]) -> list[tuple[EffectPhase, list[int]]]:
    """Give phases with the places of their points; one that comes back is a part of its own."""
    found: list[tuple[EffectPhase, list[int]]] = []
    for place, phase in enumerate(named):
        if not found or found[-1][0] is not phase:
            found.append((phase, []))
        found[-1][1].append(place)
    return found


def points_of(values: Sequence[Value]) -> tuple[Point, ...]:
    """Put values together, a point a period in order of time; of several the newest known counts."""
    by_period: dict[Period, list[Value]] = {}
    for it in values:
        if it.period is not None and it.number is not None:
            by_period.setdefault(it.period, []).append(it)
    ordered = sorted(by_period.items(), key=lambda it: (it[0].first, it[0].last))
    return tuple(_point(period, said) for period, said in ordered)


def _point(period: Period, said: Sequence[Value]) -> Point:
    newest = sorted(said, key=lambda it: it.known_at, reverse=True)
    return Point(period, newest[0].number or 0.0, newest[0], tuple(newest))


def slug_of(initiative_id: int | None, name: str, unit: str = "") -> str:
    """Give an indicator's name in addresses; ``unit`` is given where it tells two apart."""
    words = "-".join(filter(None, (fold(name).replace(" ", "-"), fold(unit).replace(" ", "-"))))
    whole = f"{initiative_id or 0}-{words or 'indikator'}"
    if len(whole) <= _LONGEST_SLUG:
        return whole
    mark = sha256(whole.encode()).hexdigest()[:_MARK]
    return f"{whole[: _LONGEST_SLUG - _MARK - 1]}-{mark}"


_LONGEST_SLUG, _MARK = 60, 6
"""So long a name is at most; one that is cut ends with a mark of the whole, so that it stays its own."""
