"""A median run chart with Anhøj's two rules: is there more in a series than chance?

Source of the rules: J. Anhøj, A.V. Olesen, "Run charts revisited" (PLoS ONE 2014;9(11):e113825), and
J. Anhøj, "Diagnostic value of run chart analysis" (PLoS ONE 2015;10(3):e0121349). Written from the formulas:
the points on the median do not count; of the n others, a run longer than round(log2 n) + 3 is a signal, and
so are fewer crossings of the median than the 5 % quantile of the binomial distribution with n - 1 trials and
probability one half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from math import comb

FEWEST_USEFUL = 10
"""So many points off the median are needed before anything is said."""

_LEAST_RUN = 3
_RARE = 20  # one in twenty: five per cent


class RunSignal(StrEnum):
    """What the rules say of a series."""

    TOO_FEW = "too_few"
    NONE = "none"
    RUN = "run"
    CROSSINGS = "crossings"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Run:
    """Points in a row on one side of the median; those on it are passed over.

    Attributes:
        first: place of its first point in the series.
        last: place of its last.
        length: how many points count.
        is_above: on which side.
    """

    first: int
    last: int
    length: int
    is_above: bool


@dataclass(frozen=True, slots=True)
class RunChart:
    """A series held against its median.

    Attributes:
        median: the median; None where there are no points.
        useful: how many points are not on it.
        runs: the runs, in order.
        crossings: how often the line crosses the median.
    """

    median: float | None
    useful: int
    runs: tuple[Run, ...]
    crossings: int

    @property
    def longest(self) -> Run | None:
        """The longest run; of several as long, the newest."""
        return max(self.runs, key=lambda run: (run.length, run.first), default=None)

    @property
    def longest_allowed(self) -> int:
        """So long may the longest run be by chance."""
        return longest_run_allowed(self.useful)

    @property
    def fewest_crossings(self) -> int:
        """So few crossings there may be by chance."""
        return fewest_crossings_allowed(self.useful)

    @property
    def is_judged(self) -> bool:
        """Whether there are points enough to say anything."""
        return self.useful >= FEWEST_USEFUL

    @property
    def broken(self) -> Run | None:
        """The newest run that is longer than chance gives; None: none is, or there are too few points."""
        if not self.is_judged:
            return None
        long = [run for run in self.runs if run.length > self.longest_allowed]
        return long[-1] if long else None

    @property
    def is_stiff(self) -> bool:
        """Whether the line crosses the median more rarely than chance gives."""
        return self.is_judged and self.crossings < self.fewest_crossings

    @property
    def is_up(self) -> bool | None:
        """Which way the series has moved, as far as its signal tells; None: there and back, or unclear.

        A run that breaks the median at the end says that the series has moved to its side, one at the
        beginning that it has left it. One crossing alone says that it has moved over.
        """
        broken = self.broken
        if broken is not None:
            return None if self.is_on_the_way else broken.is_above is (broken is self.runs[-1])
        return self.runs[-1].is_above if self.is_stiff and self.crossings == 1 else None

    @property
    def is_at_first(self) -> bool:
        """Whether the run that breaks the median is the first of all."""
        return self.broken is not None and self.broken is self.runs[0] and len(self.runs) > 1

    @property
    def is_on_the_way(self) -> bool:
        """Whether the run that breaks the median has others before it and after."""
        return self.broken is not None and self.broken is not self.runs[-1] and not self.is_at_first

    @property
    def signal(self) -> RunSignal:
        """What the two rules say together."""
        if not self.is_judged:
            return RunSignal.TOO_FEW
        if self.broken is not None:
            return RunSignal.BOTH if self.is_stiff else RunSignal.RUN
        return RunSignal.CROSSINGS if self.is_stiff else RunSignal.NONE


def run_chart(values: Sequence[float], median: float | None = None) -> RunChart:
    """Hold a series against its median.

    Args:
        values: the points, the oldest first; where nothing was measured there is no point.
        median: hold it against this median instead, such as that of an earlier phase.
    """
    line = median_of(values) if median is None else median
    if line is None:
        return RunChart(None, 0, (), 0)
    useful = [(place, value > line) for place, value in enumerate(values) if value != line]
    runs = tuple(_run(list(group)) for _, group in groupby(useful, key=lambda it: it[1]))
    return RunChart(line, len(useful), runs, max(0, len(runs) - 1))


def _run(points: Sequence[tuple[int, bool]]) -> Run:
    return Run(points[0][0], points[-1][0], len(points), points[0][1])


def median_of(values: Sequence[float]) -> float | None:
    """Give the median; None of nothing."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    if len(values) % 2:
        return ordered[middle]
    low, high = ordered[middle - 1], ordered[middle]
    return low if low == high else (low + high) / 2


def longest_run_allowed(useful: int) -> int:
    """Give the longest run that chance may give among so many useful points: round(log2 n) + 3."""
    return _rounded_log2(useful) + _LEAST_RUN if useful else 0


def _rounded_log2(number: int) -> int:
    """Round a logarithm exactly: up where n squared passes two to the power of 2k + 1."""
    floor = number.bit_length() - 1
    return floor + (number * number > 1 << (2 * floor + 1))


def fewest_crossings_allowed(useful: int) -> int:
    """Give the fewest crossings that chance may give among so many useful points."""
    return _five_percent_quantile(useful - 1) if useful > 1 else 0


@lru_cache(maxsize=512)
def _five_percent_quantile(trials: int) -> int:
    """Give the 5 % quantile of Binomial(trials, 1/2) in whole numbers: no rounding anywhere."""
    below, outcomes, successes = 1, 1 << trials, 0
    while below * _RARE < outcomes:
        successes += 1
        below += comb(trials, successes)
    return successes
