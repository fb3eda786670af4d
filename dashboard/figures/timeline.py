"""Time drawn as exactly as it is known: a day ends a bar sharply, a month, season or year fades it out.

A line of time fits any width: places are shares of it. What an end looks like says what is known of it:

- a day: a sharp end with a cap; a week up to a year: the bar fades over the whole span that may be meant;
- "løbende": the bar goes on to the edge of the drawing with an arrow;
- nothing stated: the bar ends in dots, at today or at what is known.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.figures.drawing import Shape, percent
from dashboard.format import month_short
from dashboard.labels import Code
from dashboard.theme import LIGHT_SHAPES
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision, TrafficLight, code_or_none

HEIGHT = 22
AXIS_HEIGHT = 34
_BAR_TOP, _BAR_HEIGHT = 6, 10
_CAP_TOP, _CAP_HEIGHT = 3, 16
_MIDDLE = HEIGHT // 2
_YEARS_BACK, _YEARS_AHEAD = 2, 2
_QUARTERS_UP_TO, _HALF_YEARS_UP_TO = 400, 1000  # days of axis
_LEAST_KNOWN = 0.04  # how long a bar is before its end where no start is stated, of the axis
_DOTS = 26  # pixels of dots where nothing is stated
_LEAST = 0.004  # the least width of a span that is no day, of the axis
_DAY, _HALF_MONTH = dt.timedelta(days=1), dt.timedelta(days=14)
_GROUND = "tidslinjens-bund"


class Look(StrEnum):
    """How far along what is drawn is; also the name of its class in the style sheet."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"


class Edge(StrEnum):
    """What is known of an end."""

    SHARP = "sharp"
    FADED = "faded"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """What is drawn on a line: when it starts and ends, how far it is, and whether its end has passed."""

    start: FuzzyDate | None
    end: FuzzyDate | None
    look: Look = Look.RUNNING
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a drawing of time spans, both included, and the day it is seen from."""

    first: dt.date
    last: dt.date
    today: dt.date

    def place(self, day: dt.date) -> float:
        """Give where a day begins, as a share of the axis; outside it is below 0 or above 1."""
        return (day - self.first) / (self.last + _DAY - self.first)

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as shares of the axis: from where it may have started, has, may end, and has ended."""

    may_start: float
    has_started: float
    may_end: float
    has_ended: float
    start: Edge
    end: Edge


def is_drawn(span: Span) -> bool:
    """Tell whether anything is known of when it is."""
    return _first(span.start) is not None or _last(span.end) is not None


def kinds_of(span: Span) -> set[str]:
    """Name the kinds of ends and looks that a span's drawing has, for the key."""
    if not is_drawn(span):
        return set()
    edges = {str(edge) for edge in (_edge(span.start), _edge(span.end))}
    return edges | {str(span.look)} | ({"late"} if span.is_overdue else set())


def axis_of(days: Iterable[dt.date], today: dt.date) -> Axis:
    """Give whole years that hold some days and today, but not more than two years back and ahead."""
    known = [*days, today]
    return Axis(
        dt.date(max(min(known).year, today.year - _YEARS_BACK), 1, 1),
        dt.date(min(max(known).year, today.year + _YEARS_AHEAD), 12, 31),
        today,
    )


def bar_of(span: Span, axis: Axis) -> Bar | None:
    """Work out where a span's bar begins, is full and ends; None where nothing is known.

    A start and an end that may be the same days meet in the middle of them.
    """
    if not is_drawn(span):
        return None
    start, end = _edge(span.start), _edge(span.end)
    may_start, has_started = _start_places(span, axis)
    may_end, has_ended = _end_places(span, axis)
    if has_started > may_end:
        middle = (max(may_start, min(has_started, may_end)) + min(has_ended, max(has_started, may_end))) / 2
        has_started = may_end = middle
    return Bar(min(may_start, has_started), has_started, may_end, max(has_ended, may_end), start, end)


def _edge(date: FuzzyDate | None) -> Edge:
    if date is None or (date.first is None and date.last is None and date.precision is not Precision.OPEN):
        return Edge.UNKNOWN
    if date.precision is Precision.OPEN:
        return Edge.OPEN
    return Edge.SHARP if date.first == date.last else Edge.FADED


def _start_places(span: Span, axis: Axis) -> tuple[float, float]:
    first, last = _first(span.start), _last(span.start)
    if first is not None and last is not None:
        return axis.place(first), axis.place(first if first == last else last + _DAY)
    ended = _first(span.end) or axis.today
    known = axis.place(ended) - _LEAST_KNOWN
    if span.look is Look.RUNNING:  # then it has started, whenever that was
        known = min(known, axis.place(axis.today))
    return known, known


def _end_places(span: Span, axis: Axis) -> tuple[float, float]:
    edge = _edge(span.end)
    if edge is Edge.OPEN:
        return max(1.0, axis.place(axis.last)), 1.0
    last = _last(span.end)
    if edge is Edge.UNKNOWN or last is None:
        begun = _last(span.start) or axis.today
        known = axis.place(max(axis.today, begun) + _DAY)
        return known, known
    first = _first(span.end)
    if span.end is not None and span.end.first is None:  # "by then": any day from now or the start on
        first = min(last, max(_last(span.start) or axis.first, axis.today))
    return axis.place(last + _DAY if first == last else first or last), axis.place(last + _DAY)


def _first(date: FuzzyDate | None) -> dt.date | None:
    return None if date is None else date.first or date.last


def _last(date: FuzzyDate | None) -> dt.date | None:
    return None if date is None else date.last or date.first


# --- Drawing


def track(span: Span, axis: Axis) -> Shape:
    """Draw a span on a line of its own; its words stand beside it, so that it need not be heard."""
    bar = bar_of(span, axis)
    parts = [] if bar is None else [*_body(bar, span.look), *_edges(bar), *_cut(bar)]
    late = [_late(span, axis)] if span.is_overdue and _last(span.end) is not None else []
    attributes: dict[str, str | int] = {
        "className": f"track track-{span.look}",
        "width": "100%",
        "height": HEIGHT,
    }
    return Shape("svg", attributes | {"aria-hidden": "true"}, (*late, *parts))


def _body(bar: Bar, look: Look) -> list[Shape]:
    pieces = [
        _piece(bar.may_start, bar.has_started, f"url(#fade-in-{look})") if bar.start is Edge.FADED else None,
        _piece(bar.has_started, bar.may_end, None),
        _piece(bar.may_end, bar.has_ended, f"url(#fade-out-{look})") if bar.end is Edge.FADED else None,
    ]
    return [piece for piece in pieces if piece is not None]


def _piece(first: float, last: float, fill: str | None) -> Shape | None:
    """Draw a stretch of a bar; what lies outside the axis is left out, and what fades is dotted round."""
    left, right = max(0.0, first), min(1.0, last)
    if right <= left:
        return None
    look = "bar" if fill is None else "bar-fading"
    attributes: dict[str, str | int] = {"x": percent(left), "width": percent(max(right - left, _LEAST))}
    attributes |= {"y": _BAR_TOP, "height": _BAR_HEIGHT, "className": look}
    return Shape("rect", attributes if fill is None else attributes | {"fill": fill})


def _edges(bar: Bar) -> list[Shape]:
    found = []
    if bar.start is Edge.SHARP:
        found.append(_cap(bar.has_started))
    if bar.end is Edge.SHARP:
        found.append(_cap(bar.has_ended))
    if bar.start is Edge.UNKNOWN:
        found.append(_dots(bar.has_started, points_right=False))
    if bar.end is Edge.UNKNOWN:
        found.append(_dots(bar.has_ended, points_right=True))
    if bar.end is Edge.OPEN:
        found.append(_arrow("100%", points_right=True))
    return [shape for shape in found if shape is not None]


def _cap(place: float) -> Shape | None:
    if not 0 <= place <= 1:
        return None
    x = percent(place)
    return Shape("line", {"x1": x, "x2": x, "y1": _CAP_TOP, "y2": _CAP_TOP + _CAP_HEIGHT, "className": "cap"})


def _dots(place: float, *, points_right: bool) -> Shape | None:
    if not 0 <= place <= 1:
        return None
    ends: dict[str, str | int] = {"x1": 5, "x2": _DOTS} if points_right else {"x1": -5, "x2": -_DOTS}
    line = Shape("line", ends | {"y1": _MIDDLE, "y2": _MIDDLE, "className": "dots"})
    return Shape("svg", {"x": percent(place), "overflow": "visible"}, (line,))


def _cut(bar: Bar) -> list[Shape]:
    """Point out of the drawing where a bar goes on beyond it."""
    left = [_arrow("0%", points_right=False)] if bar.may_start < 0 else []
    return [*left, *([_arrow("100%", points_right=True)] if bar.has_ended > 1 else [])]


def _arrow(x: str, *, points_right: bool) -> Shape:
    """End a bar in an arrow at the edge of the drawing; the ground under it hides the bar's square end."""
    way = 1 if points_right else -1
    under = Shape(
        "path", {"d": f"M{-11 * way} 0H{2 * way}V{HEIGHT}H{-11 * way}Z", "className": "arrow-ground"}
    )
    head = Shape("path", {"d": f"M{-11 * way} 2L0 {_MIDDLE}L{-11 * way} {HEIGHT - 2}Z", "className": "arrow"})
    return Shape("svg", {"x": x, "overflow": "visible"}, (under, head))


def _late(span: Span, axis: Axis) -> Shape:
    """Draw from the last day that the end can mean until today."""
    ended = max(0.0, axis.place((_last(span.end) or axis.today) + _DAY))
    ends: dict[str, str | int] = {"x1": percent(ended), "x2": percent(axis.place(axis.today))}
    return Shape("line", ends | {"y1": _MIDDLE, "y2": _MIDDLE, "className": "late"})


# --- The axis


def ticks(axis: Axis) -> list[tuple[dt.date, str]]:
    """Give the days that are marked, with their names: quarters, half-years or years, as there is room."""
    step = 3 if axis.days <= _QUARTERS_UP_TO else 6 if axis.days <= _HALF_YEARS_UP_TO else 12
    years = range(axis.first.year, axis.last.year + 1)
    days = [dt.date(year, month, 1) for year in years for month in range(1, 13, step)]
    return [(day, str(day.year) if step == 12 else month_short(day)) for day in days]


def ground() -> Shape:
    """Draw what lies behind a line, by reference to the axis: the marked days and today."""
    attributes: dict[str, str | int] = {"className": "track-ground", "width": "100%", "height": "100%"}
    return Shape("svg", attributes | {"aria-hidden": "true"}, (Shape("use", {"href": f"#{_GROUND}"}),))


def _ground_lines(axis: Axis) -> Shape:
    lines = [_upright(axis.place(day), "tick") for day, _ in ticks(axis)]
    return Shape("g", {"id": _GROUND}, (*lines, _upright(axis.place(axis.today), "today")))


def _upright(place: float, look: str) -> Shape:
    x = percent(place)
    return Shape("line", {"x1": x, "x2": x, "y1": "0%", "y2": "100%", "className": look})


def axis_drawing(axis: Axis, today_words: str) -> Shape:
    """Draw the names of the marked days, and today's above them; and hold what the lines refer to."""
    names = [_name(axis.place(day), 29, name, "start", "tick-name") for day, name in ticks(axis)]
    place = axis.place(axis.today)
    today = _name(place, 11, today_words, _anchor(place), "today-name")
    attributes: dict[str, str | int] = {"className": "track-axis", "width": "100%", "height": AXIS_HEIGHT}
    return Shape("svg", attributes | {"aria-hidden": "true"}, (_referred(axis), *names, today))


def _anchor(place: float) -> str:
    return "start" if place < 0.15 else "end" if place > 0.85 else "middle"


def _name(place: float, y: int, text: str, anchor: str, look: str) -> Shape:
    return Shape("text", {"x": percent(place), "y": y, "textAnchor": anchor, "className": look}, (text,))


def _referred(axis: Axis) -> Shape:
    """Give what the lines under an axis refer to: their ground, and the fades, in and out, of each look."""
    fades = [_fade(look, way) for look in Look for way in ("in", "out")]
    return Shape("defs", {}, (*fades, _ground_lines(axis)))


def _fade(look: Look, way: str) -> Shape:
    opacities: Sequence[str] = ("0.06", "0.95") if way == "in" else ("0.95", "0.06")
    stops = [
        Shape("stop", {"offset": offset, "className": f"stop-{look}", "stopOpacity": opacity})
        for offset, opacity in zip(("0", "1"), opacities, strict=True)
    ]
    return Shape("linearGradient", {"id": f"fade-{way}-{look}"}, tuple(stops))


def moment(date: FuzzyDate, axis: Axis) -> Shape:
    """Draw when something happens: a mark on its day, else a stretch over all days that may be meant."""
    first, last = _first(date), _last(date)
    if first is None or first != last:
        return track(Span(date, date, Look.PLANNED), axis)
    attributes: dict[str, str | int] = {
        "x": percent(axis.place(first)),
        "y": _MIDDLE + 5,
        "textAnchor": "middle",
    }
    mark = Shape("text", attributes | {"className": "moment"}, ("◆",))
    whole: dict[str, str | int] = {
        "className": "track",
        "width": "100%",
        "height": HEIGHT,
        "aria-hidden": "true",
    }
    return Shape("svg", whole, (mark,) if axis.first <= first <= axis.last else ())


def month_marks(lights: Sequence[tuple[dt.date, Code]], axis: Axis) -> Shape:
    """Draw the light of each month as its shape, in the middle of the month."""
    marks = [_month_mark(axis.place(at + _HALF_MONTH), light) for at, light in lights if at >= axis.first]
    attributes: dict[str, str | int] = {"className": "track", "width": "100%", "height": HEIGHT}
    return Shape("svg", attributes | {"aria-hidden": "true"}, tuple(marks))


def _month_mark(place: float, light: Code) -> Shape:
    known = code_or_none(TrafficLight, light)
    look = f"light-mark light-fill-{known or 'none'}"
    attributes: dict[str, str | int] = {"x": percent(place), "y": _MIDDLE + 5, "textAnchor": "middle"}
    return Shape("text", attributes | {"className": look}, (LIGHT_SHAPES[known],))
