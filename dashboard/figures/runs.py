"""Run charts and XmR charts as drawings: points along a line of time, their median, limits, phases, target.

A chart is three drawings side by side: the scale, the points, and the names of the lines that cross them. The
one in the middle is as wide as there is room; the others keep their width, so that text never is squeezed.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from dashboard.figures.drawing import Shape, percent, titled
from portfolio.effect.runchart import RunChart
from portfolio.effect.series import Indicator, PhasePart, Point, Value
from portfolio.effect.words import Direction, Verdict
from portfolio.effect.xmr import XmrChart

Words = Callable[[float], str]
"""Writes a value as a reader reads it."""

LARGE_HEIGHT, SMALL_HEIGHT = 340, 104
_SCALE_WIDTH, _NAMES_WIDTH, _SMALL_NAMES_WIDTH = 58, 104, 74
_EDGE_ABOVE, _FOOT, _SMALL_EDGE = 16, 46, 14
_EDGE = 0.025
_LINE = 15  # pixels that a line of text takes
_TICKS, _MOST_DATES = 5, 5
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and days stand in a drawing.

    Attributes:
        low: the value at the foot.
        high: the value at the top.
        first: the day at the left.
        last: the day at the right.
        top: the pixels above the points.
        height: the pixels that the points have.
    """

    low: float
    high: float
    first: dt.date
    last: dt.date
    top: float
    height: float

    def y(self, value: float) -> float:
        """Give how far down a value stands."""
        return self.top + self.height * (self.high - value) / (self.high - self.low)

    def x(self, day: dt.date) -> float:
        """Give how far to the right a day stands, as a share of the width."""
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return _EDGE + (1 - 2 * _EDGE) * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the drawing, with its name at the right; "" leaves it nameless."""

    value: float
    look: str
    name: str = ""
    left: float = 0.0
    right: float = 1.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart's drawings from left to right."""

    scale: Shape | None
    plot: Shape
    names: Shape


@dataclass(frozen=True, slots=True)
class RunWords:
    """What a run chart says besides its points.

    Attributes:
        value: writes a value.
        point: says what is told of a point.
        text: says what stands where a number was expected.
        date: writes a day under the line of time.
        median: names the median of the whole; "" leaves it out.
        target: names the target.
        phase: names a phase with its median.
        run: says what the broken run says; "" where none is.
    """

    value: Words
    point: Callable[[Point], str]
    text: Callable[[Value], str]
    date: Callable[[dt.date], str]
    median: str
    target: str
    phase: Callable[[PhasePart], str]
    run: str = ""


def frame_of(indicator: Indicator, *, top: float, height: float, levels: Sequence[float] = ()) -> Frame:
    """Give the frame that an indicator's points and some levels fill."""
    values = [*indicator.numbers, *levels]
    low, high = min(values), max(values)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    days = [it.period.middle for it in indicator.points]
    return Frame(low - room, high + room, days[0], days[-1], top, height)


# --- The large run chart


def run_drawing(indicator: Indicator, words: RunWords) -> Drawn:
    """Draw a run chart; where there are phases, each has its own median, and that of the whole is faint."""
    chart = indicator.chart
    levels = [] if indicator.target is None else [indicator.target.value]
    top = _top(indicator)
    frame = frame_of(indicator, top=top, height=LARGE_HEIGHT - top - _FOOT, levels=levels)
    lines = _levels(indicator, chart, words)
    parts = [
        *_grid(frame, words.value),
        *_phase_bands(indicator, frame, words),
        *(_level(it, frame) for it in lines),
        *_phase_medians(indicator, frame),
        *_line(indicator, frame, "run-line"),
        *_run_dots(indicator, frame, words),
        *_bracket(indicator, frame, words),
        *_texts(indicator, frame, words),
        *_dates(indicator, frame, words),
    ]
    return Drawn(_scale(frame, words.value), _svg("100%", LARGE_HEIGHT, parts), _names(lines, frame))


def _top(indicator: Indicator) -> int:
    """Give the room above the points: for the phases' names, and for a run that stands above."""
    broken = indicator.chart.broken
    is_above = broken is not None and broken.is_above
    return _EDGE_ABOVE + 2 * _LINE * bool(indicator.phases) + _LINE * is_above


def _levels(indicator: Indicator, chart: RunChart, words: RunWords) -> list[Level]:
    found = []
    if chart.median is not None:
        look = "run-median-whole" if indicator.phases else "run-median"
        found.append(Level(chart.median, look, words.median))
    if indicator.target is not None:
        found.append(Level(indicator.target.value, "run-target", words.target))
    return found


def _phase_bands(indicator: Indicator, frame: Frame, words: RunWords) -> list[Shape]:
    """Shade every other phase, and name each above it; the names stand in two rows, so that none collide."""
    found: list[Shape] = []
    for place, (part, left, right) in enumerate(_phase_spans(indicator, frame)):
        if place % 2:
            found.append(_rect(left, right, 0, frame.top + frame.height + 6, "run-band"))
        if place:
            found.append(_vertical(left, 2, frame.top + frame.height + 6, "run-turning"))
        y = 12 + _LINE * (place % 2)
        found.append(_text(left + 0.008, y, words.phase(part), "run-phase"))
    return found


def _phase_spans(indicator: Indicator, frame: Frame) -> list[tuple[PhasePart, float, float]]:
    """Give each phase from halfway to the point before it to halfway to the point after."""
    phases, points = indicator.phases, indicator.points
    turns = [
        (frame.x(points[one.last].period.middle) + frame.x(points[other.first].period.middle)) / 2
        for one, other in pairwise(phases)
    ]
    return list(zip(phases, [0.0, *turns], [*turns, 1.0], strict=True)) if phases else []


def _phase_medians(indicator: Indicator, frame: Frame) -> list[Shape]:
    return [
        _level(Level(part.chart.median, "run-median", left=left + 0.004, right=right - 0.004), frame)
        for part, left, right in _phase_spans(indicator, frame)
        if part.chart.median is not None
    ]


def _run_dots(indicator: Indicator, frame: Frame, words: RunWords) -> list[Shape]:
    broken, median = indicator.chart.broken, indicator.chart.median
    found: list[Shape] = []
    for place, point in enumerate(indicator.points):
        is_useful = point.number != median
        is_in = broken is not None and broken.first <= place <= broken.last and is_useful
        look = "run-dot-in" if is_in else "run-dot" if is_useful else "run-dot-mid"
        x, y = percent(frame.x(point.period.middle)), _px(frame.y(point.number))
        dot = Shape("circle", {"cx": x, "cy": y, "r": "5" if is_in else "4", "className": look})
        found.append(titled(dot, words.point(point)))
        if point.is_disputed:
            found.append(Shape("circle", {"cx": x, "cy": y, "r": "8", "className": "run-ring"}))
    return found


def _bracket(indicator: Indicator, frame: Frame, words: RunWords) -> list[Shape]:
    """Mark the run that breaks the median, above it or below it, with what it says."""
    broken = indicator.chart.broken
    if broken is None or not words.run:
        return []
    points = indicator.points
    left = frame.x(points[broken.first].period.middle)
    right = frame.x(points[broken.last].period.middle)
    y = frame.top - 8 if broken.is_above else frame.top + frame.height + 8
    line = Shape(
        "line",
        {"x1": percent(left), "x2": percent(right), "y1": _px(y), "y2": _px(y), "className": "run-bracket"},
    )
    middle = (left + right) / 2
    anchor = "middle" if 0.25 < middle < 0.75 else "start" if middle <= 0.25 else "end"
    x = {"middle": middle, "start": left, "end": right}[anchor]
    text_y = y - 5 if broken.is_above else y + 14
    attributes: dict[str, str | int] = {"x": percent(x), "y": _px(text_y), "textAnchor": anchor}
    return [line, Shape("text", attributes | {"className": "run-said"}, (words.run,))]


def _texts(indicator: Indicator, frame: Frame, words: RunWords) -> list[Shape]:
    """Mark at the foot where a text stands instead of a number."""
    found = []
    for it in indicator.texts:
        if it.period is not None and frame.first <= it.period.middle <= frame.last:
            mark = _text(frame.x(it.period.middle), frame.top + frame.height - 3, "×", "run-text", "middle")
            found.append(titled(mark, words.text(it)))
    return found


# --- The XmR chart


@dataclass(frozen=True, slots=True)
class XmrWords:
    """What an XmR chart says besides its points: as :class:`RunWords`, with the names of its three lines."""

    value: Words
    point: Callable[[Point, int], str]
    date: Callable[[dt.date], str]
    mean: str
    lower: str
    upper: str
    target: str


_MARKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.IMPROVEMENT: ("run-good", "M-5,3.5 0,-5.5 5,3.5Z"),
    Verdict.CONCERN: ("run-bad", "M-4.5,-4.5H4.5V4.5H-4.5Z"),
    Verdict.CHANGE: ("run-turn", "M0,-6 6,0 0,6 -6,0Z"),
}
"""How a point that stands out is drawn: a triangle for better, a square for worse, a rhomb for neither."""


def xmr_drawing(indicator: Indicator, chart: XmrChart, direction: Direction, words: XmrWords) -> Drawn:
    """Draw a series with its mean and limits; what stands out has a shape that says what it means."""
    levels = [chart.lower, chart.upper, *([] if indicator.target is None else [indicator.target.value])]
    frame = frame_of(indicator, top=_SMALL_EDGE, height=LARGE_HEIGHT - _SMALL_EDGE - _FOOT, levels=levels)
    lines = [
        Level(chart.upper, "run-limit", words.upper),
        Level(chart.mean, "run-median", words.mean),
        Level(chart.lower, "run-limit", words.lower),
    ]
    if indicator.target is not None:
        lines.append(Level(indicator.target.value, "run-target", words.target))
    zone = _rect(0, 1, frame.y(chart.upper), frame.y(chart.lower) - frame.y(chart.upper), "run-zone")
    parts = [
        zone,
        *_grid(frame, words.value),
        *(_level(it, frame) for it in lines),
        *_line(indicator, frame, "run-line"),
        *_xmr_dots(indicator, chart, direction, frame, words),
        *_dates(indicator, frame, words),
    ]
    return Drawn(_scale(frame, words.value), _svg("100%", LARGE_HEIGHT, parts), _names(lines, frame))


def _xmr_dots(
    indicator: Indicator, chart: XmrChart, direction: Direction, frame: Frame, words: XmrWords
) -> list[Shape]:
    found = []
    for place, (point, label) in enumerate(zip(indicator.points, chart.labels, strict=True)):
        x, y = percent(frame.x(point.period.middle)), _px(frame.y(point.number))
        if label is None:
            dot = Shape("circle", {"cx": x, "cy": y, "r": "4", "className": "run-dot"})
        else:
            look, path = _MARKS[label.verdict(direction)]
            mark = Shape("path", {"d": path, "className": look})
            dot = Shape("svg", {"x": x, "y": y, "className": "run-mark"}, (mark,))
        found.append(titled(dot, words.point(point, place)))
    return found


# --- The small run chart


def small_run(indicator: Indicator, words: Words, median: str) -> Drawn:
    """Draw an indicator small: its points, its median, and the newest value by its point."""
    frame = frame_of(indicator, top=_SMALL_EDGE, height=SMALL_HEIGHT - 2 * _SMALL_EDGE)
    chart, newest = indicator.chart, indicator.points[-1]
    lines = [] if chart.median is None else [Level(chart.median, "run-median", median)]
    lines.append(Level(newest.number, "run-newest", words(newest.number)))
    parts = [
        *(_level(it, frame) for it in lines[:-1]),
        *_line(indicator, frame, "run-line"),
        *_small_dots(indicator, frame),
    ]
    names = _names(lines, frame, width=_SMALL_NAMES_WIDTH, height=SMALL_HEIGHT)
    return Drawn(None, _svg("100%", SMALL_HEIGHT, parts), names)


def _small_dots(indicator: Indicator, frame: Frame) -> list[Shape]:
    broken, median, last = indicator.chart.broken, indicator.chart.median, len(indicator.points) - 1
    found = []
    for place, point in enumerate(indicator.points):
        is_in = broken is not None and broken.first <= place <= broken.last and point.number != median
        radius = "3.2" if is_in or place == last else "1.8"
        look = "run-dot-in" if is_in else "run-dot"
        x, y = percent(frame.x(point.period.middle)), _px(frame.y(point.number))
        found.append(Shape("circle", {"cx": x, "cy": y, "r": radius, "className": look}))
    return found


# --- What all of them share


def _line(indicator: Indicator, frame: Frame, look: str) -> list[Shape]:
    """Join neighbours; where a measurement is missing between them the line is broken."""
    points, gaps = indicator.points, set(indicator.gaps)
    return [
        Shape(
            "line",
            {
                "x1": percent(frame.x(one.period.middle)),
                "x2": percent(frame.x(other.period.middle)),
                "y1": _px(frame.y(one.number)),
                "y2": _px(frame.y(other.number)),
                "className": look,
            },
        )
        for place, (one, other) in enumerate(pairwise(points))
        if place not in gaps
    ]


def _level(level: Level, frame: Frame) -> Shape:
    y = _px(frame.y(level.value))
    attributes: dict[str, str | int] = {
        "x1": percent(level.left),
        "x2": percent(level.right),
        "y1": y,
        "y2": y,
    }
    return Shape("line", attributes | {"className": level.look})


def _names(
    lines: Sequence[Level], frame: Frame, *, width: int = _NAMES_WIDTH, height: int = LARGE_HEIGHT
) -> Shape:
    """Name the lines at the right, none over another."""
    named = sorted((it for it in lines if it.name), key=lambda it: frame.y(it.value))
    places = _apart([frame.y(it.value) for it in named], _SMALL_EDGE - 4, height - 6)
    texts = [
        Shape("text", {"x": "6", "y": _px(y + 4), "className": f"run-name on-{it.look}"}, (it.name,))
        for it, y in zip(named, places, strict=True)
    ]
    return _svg(str(width), height, texts)


def _apart(wanted: Sequence[float], top: float, foot: float) -> list[float]:
    """Move places apart until each has room for a line of text; they stay in order and in the drawing."""
    found: list[float] = []
    for y in wanted:
        found.append(max(y, top) if not found else max(y, found[-1] + _LINE))
    for place in reversed(range(len(found))):
        last = foot if place == len(found) - 1 else found[place + 1] - _LINE
        found[place] = min(found[place], last)
    return found


def _scale(frame: Frame, words: Words) -> Shape:
    texts = [
        Shape(
            "text",
            {
                "x": str(_SCALE_WIDTH - 8),
                "y": _px(frame.y(it) + 4),
                "textAnchor": "end",
                "className": "tick-name",
            },
            (words(it),),
        )
        for it in ticks(frame.low, frame.high)
    ]
    return _svg(str(_SCALE_WIDTH), LARGE_HEIGHT, texts)


def _grid(frame: Frame, _words: Words) -> list[Shape]:
    return [_level(Level(it, "run-rule"), frame) for it in ticks(frame.low, frame.high)]


def ticks(low: float, high: float) -> list[float]:
    """Give round values between two, five or so."""
    rough = (high - low) / _TICKS
    power = 10.0 ** _exponent(rough)
    step = next(it * power for it in _STEPS if it * power >= rough)
    first = ceil(low / step)
    found = []
    for n in range(first, first + 2 * _TICKS + 2):
        value = round(n * step, 10)
        if low <= value <= high:
            found.append(value)
    return found


def _exponent(value: float) -> int:
    """Give the power of ten that a value has."""
    return int(f"{value:e}".split("e")[1])


def _dates(indicator: Indicator, frame: Frame, words: "RunWords | XmrWords") -> list[Shape]:
    """Write some of the days under the points: the first, the last, and some between."""
    points = indicator.points
    count = min(_MOST_DATES, len(points))
    places = {round(n * (len(points) - 1) / max(1, count - 1)) for n in range(count)}
    y = LARGE_HEIGHT - 6
    found: list[Shape] = []
    for nth, place in enumerate(sorted(places)):
        look = "tick-name run-between" if nth % 2 else "tick-name"
        day = points[place].period.middle
        found.append(_text(frame.x(day), y, words.date(day), look, _anchor(place, len(points))))
    return found


def _anchor(place: int, count: int) -> str:
    """Say where a day's text stands to its point: those at the ends stay within the drawing."""
    if count == 1 or 0 < place < count - 1:
        return "middle"
    return "start" if place == 0 else "end"


def _svg(width: str, height: int, parts: Sequence[Shape]) -> Shape:
    return Shape("svg", {"className": "run-drawing", "width": width, "height": height}, tuple(parts))


def _rect(left: float, right: float, y: float, height: float, look: str) -> Shape:
    attributes: dict[str, str | int] = {"x": percent(left), "width": percent(right - left)}
    return Shape("rect", attributes | {"y": _px(y), "height": _px(height), "className": look})


def _vertical(x: float, top: float, foot: float, look: str) -> Shape:
    attributes: dict[str, str | int] = {"x1": percent(x), "x2": percent(x), "y1": _px(top), "y2": _px(foot)}
    return Shape("line", attributes | {"className": look})


def _text(x: float, y: float, text: str, look: str, anchor: str = "start") -> Shape:
    attributes: dict[str, str | int] = {"x": percent(x), "y": _px(y), "textAnchor": anchor, "className": look}
    return Shape("text", attributes, (text,))


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
