"""The rules of run charts and XmR charts, held against what is published and against known series."""

import math

import pytest
from scipy.stats import binom

from portfolio.effect.runchart import (
    RunSignal,
    fewest_crossings_allowed,
    longest_run_allowed,
    median_of,
    run_chart,
)
from portfolio.effect.words import Direction, Verdict
from portfolio.effect.xmr import Assurance, PointSignal, labels_of, verdict_of, xmr_chart

PUBLISHED = {10: (6, 2), 12: (7, 3), 15: (7, 4), 18: (7, 5), 20: (7, 6), 24: (8, 8), 30: (8, 10), 36: (8, 13)}
"""Useful points -> longest run allowed, fewest crossings allowed."""


@pytest.mark.parametrize(("useful", "limits"), PUBLISHED.items())
def test_the_limits_are_the_published_ones(useful, limits):
    assert (longest_run_allowed(useful), fewest_crossings_allowed(useful)) == limits


def test_the_limits_are_exact_for_every_length_of_series():
    lengths = range(2, 600)

    assert [fewest_crossings_allowed(n) for n in lengths] == [
        int(binom.ppf(0.05, n - 1, 0.5)) for n in lengths
    ]
    assert [longest_run_allowed(n) for n in lengths] == [round(math.log2(n)) + 3 for n in lengths]


U, D, M = 1.0, -1.0, 0.0  # above, below and on a median of 0

KNOWN_RUNS = {
    "nine off the median are too few": ([U, D] * 4 + [U], RunSignal.TOO_FEW),
    "ten are enough": ([U, D] * 5, RunSignal.NONE),
    "points on the median do not count as useful": ([U, D] * 4 + [M] * 8, RunSignal.TOO_FEW),
    "six in a row of ten is the most that chance gives": ([U] * 6 + [D, U, D, D], RunSignal.NONE),
    "seven in a row of ten is more": ([U] * 7 + [D, U, D], RunSignal.RUN),
    "points on the median do not end a run": ([U, M, U, M, U, U, U, M, U, U, D, U, D], RunSignal.RUN),
    "two crossings of ten are the fewest that chance gives": ([U] * 6 + [D] * 3 + [U], RunSignal.NONE),
    "one crossing of ten is fewer": ([U] * 5 + [D] * 5, RunSignal.CROSSINGS),
    "a point on the median between two sides is one crossing": ([U] * 5 + [M] + [D] * 5, RunSignal.CROSSINGS),
    "a long run and few crossings": ([U] * 7 + [D] * 3, RunSignal.BOTH),
    "seven in a row of twelve is what chance gives": ([U] * 7 + [D, U, D, U, D], RunSignal.NONE),
    "eight in a row of twelve is more": ([U] * 8 + [D, U, D, U], RunSignal.RUN),
    "eight in a row of twenty-four is what chance gives": ([U] * 8 + [D, U] * 8, RunSignal.NONE),
    "nine in a row of twenty-four is more": ([U] * 9 + [D, U] * 7 + [D], RunSignal.RUN),
}


@pytest.mark.parametrize("name", KNOWN_RUNS)
def test_a_known_series_has_its_known_signal(name):
    values, signal = KNOWN_RUNS[name]

    assert run_chart(values, median=0).signal is signal


OWN_MEDIAN = {
    "nothing": ([], RunSignal.TOO_FEW),
    "all alike: nothing is off the median": ([7.0] * 20, RunSignal.TOO_FEW),
    "a rise of ten crosses once": (list(map(float, range(10))), RunSignal.CROSSINGS),
    "a rise of twenty breaks both rules": (list(map(float, range(20))), RunSignal.BOTH),
    "up and down by turns": ([1.0, 2.0] * 8, RunSignal.NONE),
    "equal neighbours count one by one": ([1.0] * 5 + [2.0] * 5, RunSignal.CROSSINGS),
}


@pytest.mark.parametrize("name", OWN_MEDIAN)
def test_a_known_series_held_against_its_own_median(name):
    values, signal = OWN_MEDIAN[name]

    assert run_chart(values).signal is signal


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle():
    assert median_of([4.0, 1.0, 3.0, 2.0]) == 2.5
    assert median_of([0.1, 0.3, 0.3, 0.7]) == 0.3
    assert median_of([5.0]) == 5.0
    assert median_of([]) is None


def test_of_several_long_runs_the_newest_speaks():
    chart = run_chart([U] * 9 + [D] * 9, median=0)

    assert chart.broken is not None
    assert (chart.broken.first, chart.broken.last, chart.broken.is_above) == (9, 17, False)


def test_a_run_is_told_by_its_places_among_points_on_the_median():
    chart = run_chart([M, U, M, U, D], median=0)

    assert [(run.first, run.last, run.length, run.is_above) for run in chart.runs] == [
        (1, 3, 2, True),
        (4, 4, 1, False),
    ]
    assert chart.crossings == 1


# --- XmR: a mean of 0 and limits of ±3, so that "near" begins beyond 2

OUT, T, S, N = PointSignal.OUTSIDE, PointSignal.TREND, PointSignal.SHIFT, PointSignal.TWO_OF_THREE

KNOWN_LABELS = {
    "a point on a limit is not outside it": ([3, -3], [None, None]),
    "a point beyond a limit is": ([3.01, -3.01], [OUT, OUT]),
    "seven in a row on one side are a shift": ([1, 2, 1, 2, 1, 2, 1], [S] * 7),
    "six are none": ([1, 2, 1, 2, 1, 2, -1], [None] * 7),
    "a point on the mean ends a shift": ([1, 2, 1, 0, 1, 2, 1], [None] * 7),
    "a shift goes on": ([1, 2] * 4, [S] * 8),
    "six steps the same way are a trend": ([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3], [T] * 7),
    "five steps are none": ([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.1], [None] * 7),
    "equal neighbours end a trend": ([-0.3, -0.2, -0.1, -0.1, 0.1, 0.2, 0.3], [None] * 7),
    "a fall is a trend": ([0.3, 0.2, 0.1, 0, -0.1, -0.2, -0.3], [T] * 7),
    "two of three near a limit": ([2.5, 0.5, 2.5], [N, None, N]),
    "all three must be on that side": ([2.5, -0.5, 2.5], [None] * 3),
    "two thirds of the way is not beyond it": ([2.5, 0.5, 2], [None] * 3),
    "one outside is not near": ([3.5, 1, 2.5], [OUT, None, None]),
    "outside goes before trend": ([0.5, 1, 1.5, 2, 2.5, 2.9, 3.5], [T] * 6 + [OUT]),
    "trend goes before two of three and shift": ([0.2, 0.4, 0.6, 0.8, 1, 2.5, 2.6], [T] * 7),
    "two of three goes before shift": ([1, 1, 1, 1, 2.5, 1, 2.5], [S, S, S, S, N, S, N]),
}


@pytest.mark.parametrize("name", KNOWN_LABELS)
def test_a_known_series_has_its_known_labels(name):
    values, expected = KNOWN_LABELS[name]

    found = labels_of(values, mean=0, reach=3)

    assert [None if it is None else it.signal for it in found] == expected


def test_limits_are_the_mean_and_266_hundredths_of_the_mean_moving_range():
    chart = xmr_chart([10.0, 12.0] * 6)

    assert chart is not None
    assert (chart.mean, chart.moving_range) == (11, 2)
    assert (chart.lower, chart.upper) == pytest.approx((5.68, 16.32))
    assert not any(chart.labels)


def test_a_large_moving_range_is_not_left_out():
    chart = xmr_chart([0.0, 0.0, 0.0, 10.0])

    assert chart is not None
    assert chart.moving_range == pytest.approx(10 / 3)


def test_fewer_than_two_points_have_no_limits():
    assert xmr_chart([1.0]) is None


@pytest.mark.parametrize(
    ("direction", "is_up", "verdict"),
    [
        (Direction.UP, True, Verdict.IMPROVEMENT),
        (Direction.UP, False, Verdict.CONCERN),
        (Direction.DOWN, True, Verdict.CONCERN),
        (Direction.DOWN, False, Verdict.IMPROVEMENT),
        (Direction.NEUTRAL, True, Verdict.CHANGE),
        (Direction.NEUTRAL, False, Verdict.CHANGE),
    ],
)
def test_the_direction_says_what_a_signal_means(direction, is_up, verdict):
    assert verdict_of(direction, is_up=is_up) is verdict


@pytest.mark.parametrize(
    ("target", "direction", "assurance"),
    [
        (5, Direction.UP, Assurance.PASS),
        (5, Direction.DOWN, Assurance.FAIL),
        (17, Direction.UP, Assurance.FAIL),
        (17, Direction.DOWN, Assurance.PASS),
        (11, Direction.UP, Assurance.HIT_AND_MISS),
        (11, Direction.DOWN, Assurance.HIT_AND_MISS),
        (5, Direction.NEUTRAL, None),
        (None, Direction.UP, None),
    ],
)
def test_a_target_outside_the_limits_is_always_or_never_met(target, direction, assurance):
    chart = xmr_chart([10.0, 12.0] * 6)

    assert chart is not None
    assert chart.assurance(target, direction) is assurance
