"""How many use something over time, as steps: flat between the days on which somebody took it into use.

The height is how many it is relevant for, so a low curve is a low share. Places are shares of width and
height: the drawing fits any width, and its text keeps its size.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import Shape, percent, titled
from dashboard.format import month_short

HEIGHT = 190
_TOP, _BASE, _LEFT, _RIGHT = 0.12, 0.84, 0.01, 0.93
_MOST_TICKS = 8
_STEPS_OF_MONTHS = (1, 3, 6, 12, 24, 60, 120)
_FEWEST_DAYS = 90


@dataclass(frozen=True, slots=True)
class CurveWords:
    """What is written on a curve: at its top, at its end, and when a step is pointed at."""

    whole: str
    last: str
    step: Callable[[dt.date, int], str]


def uptake_steps(
    steps: Sequence[tuple[dt.date, int]], asked: int, undated: int, today: dt.date, words: CurveWords
) -> Shape:
    """Draw a curve of steps.

    Args:
        steps: the days, with how many had taken it into use by then.
        asked: of how many it is relevant for: the height.
        undated: how many use it, nobody says since when: a pale part on top at the right edge.
        today: where the drawing ends.
        words: what is written.
    """
    first = min(steps[0][0] if steps else today, today - dt.timedelta(days=_FEWEST_DAYS))
    first = first.replace(day=1)
    height = max(asked, 1)

    def across(day: dt.date) -> float:
        whole = max((today - first).days, 1)
        return _LEFT + (_RIGHT - _LEFT) * min(max((day - first).days / whole, 0), 1)

    def up(count: float) -> float:
        return _BASE - (_BASE - _TOP) * min(count / height, 1)

    parts = [*_frame(words.whole), *_ticks(first, today, across)]
    ends = [*(day for day, _ in steps), today][1:]
    before = 0
    for (day, count), end in zip(steps, ends, strict=True):
        parts += _step(across(day), across(end), up(before), up(count), words.step(day, count))
        before = count
    if undated:
        parts.append(_undated(across(today), up(before), up(before + undated)))
    parts.append(_label(up(before + undated), words.last))
    return Shape(
        "svg",
        {"className": "uptake-curve", "width": "100%", "height": HEIGHT, "focusable": "false"},
        tuple(parts),
    )


def _frame(whole: str) -> list[Shape]:
    base = {"x1": percent(_LEFT), "x2": percent(_RIGHT)}
    top = {"x": percent(_LEFT), "y": percent(_TOP - 0.03), "className": "curve-whole"}
    return [
        Shape("line", {**base, "y1": percent(_BASE), "y2": percent(_BASE), "className": "curve-base"}),
        Shape("line", {**base, "y1": percent(_TOP), "y2": percent(_TOP), "className": "curve-top"}),
        Shape("text", top, (whole,)),
    ]


def _step(left: float, right: float, was: float, now: float, words: str) -> list[Shape]:
    area = Shape(
        "rect",
        {
            "x": percent(left),
            "y": percent(now),
            "width": percent(max(right - left, 0)),
            "height": percent(_BASE - now),
            "className": "curve-area",
        },
    )
    level = {"x1": percent(left), "x2": percent(right), "y1": percent(now), "y2": percent(now)}
    rise = {"x1": percent(left), "x2": percent(left), "y1": percent(was), "y2": percent(now)}
    return [
        titled(area, words),
        Shape("line", {**rise, "className": "curve-line"}),
        Shape("line", {**level, "className": "curve-line"}),
    ]


def _undated(right: float, low: float, high: float) -> Shape:
    at = {"x1": percent(right), "x2": percent(right), "y1": percent(low), "y2": percent(high)}
    return Shape("line", {**at, "className": "curve-undated"})


def _label(top: float, words: str) -> Shape:
    place = {"x": percent(_RIGHT + 0.008), "y": percent(top), "className": "curve-last"}
    return Shape("text", place, (words,))


def _ticks(first: dt.date, today: dt.date, across: Callable[[dt.date], float]) -> list[Shape]:
    """Mark months, quarters or years, as many as there is room for."""
    months = (today.year - first.year) * 12 + today.month - first.month
    apart = next((it for it in _STEPS_OF_MONTHS if months / it <= _MOST_TICKS), _STEPS_OF_MONTHS[-1])
    parts: list[Shape] = []
    for number in range(first.year * 12 + first.month - 1, today.year * 12 + today.month):
        if number % apart:
            continue
        day = dt.date(number // 12, number % 12 + 1, 1)
        if day < first:
            continue
        name = str(day.year) if apart >= 12 else month_short(day)
        place = {
            "x": percent(across(day)),
            "y": percent(0.96),
            "className": "curve-name" if len(parts) % 4 else "curve-name curve-kept",
        }
        mark = {
            "x1": percent(across(day)),
            "x2": percent(across(day)),
            "y1": percent(_BASE),
            "y2": percent(_BASE + 0.03),
        }
        parts += [Shape("line", {**mark, "className": "curve-base"}), Shape("text", place, (name,))]
    return parts
