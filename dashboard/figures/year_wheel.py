"""The year as a wheel: twelve months, a ring for each series of meetings, a mark on each meeting's day.

Each series has a ring and a shape of its own; whether a meeting has been held, is planned or only proposed
is told by how its mark is filled. So nothing rests on colour.
"""

import calendar
import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import Attributes, Shape, leading, titled

SIZE = 400
_CENTRE = SIZE / 2
_OUTER, _RIM, _FIRST_RING, _APART = 190.0, 158.0, 134.0, 25.0
_MARK = 7.5
_JULY = 7
MOST_RINGS = 4
"""Further series share the innermost ring."""


@dataclass(frozen=True, slots=True)
class WheelMark:
    """A meeting on the wheel.

    Attributes:
        day: when it is.
        ring: its series' ring, from 0 outermost.
        look: "held", "planned", "proposed" or "cancelled".
        title: what it says when it is pointed at.
        address: where it leads; None: nowhere.
    """

    day: dt.date
    ring: int
    look: str
    title: str
    address: str | None = None


def year_wheel(
    year: int, months: Sequence[str], marks: Sequence[WheelMark], words: Sequence[str], today: dt.date | None
) -> Shape:
    """Draw a year.

    Args:
        year: the year.
        months: the months' short names.
        marks: the meetings.
        words: what stands in the middle, line by line, the first large.
        today: the day that the hand points at; None: another year.
    """
    rings = sorted({min(it.ring, MOST_RINGS - 1) for it in marks})
    parts = [
        *(_month(year, number, name) for number, name in enumerate(months, 1)),
        *(_ring(ring) for ring in rings),
        *([] if today is None else [_hand(today)]),
        *(_mark(it) for it in marks),
        *_middle(words),
    ]
    attributes: Attributes = {"viewBox": f"0 0 {SIZE} {SIZE}", "className": "wheel", "focusable": "false"}
    return Shape("svg", attributes, tuple(parts))


def _turn(day: dt.date) -> float:
    """Give a day's angle, from the top and with the clock."""
    length = 366 if calendar.isleap(day.year) else 365
    return 2 * math.pi * (day.timetuple().tm_yday - 1) / length


def _at(angle: float, radius: float) -> tuple[float, float]:
    return _CENTRE + radius * math.sin(angle), _CENTRE - radius * math.cos(angle)


def _written(*places: float) -> str:
    return " ".join(f"{place:.1f}" for place in places)


def _month(year: int, number: int, name: str) -> Shape:
    """Draw a month's part of the rim with its name; July is set apart, since nobody meets then."""
    first = _turn(dt.date(year, number, 1))
    last = 2 * math.pi if number == 12 else _turn(dt.date(year, number + 1, 1))
    corners = (_at(first, _OUTER), _at(last, _OUTER), _at(last, _RIM), _at(first, _RIM))
    arc = f"A {_OUTER} {_OUTER} 0 0 1 {_written(*corners[1])}"
    back = f"A {_RIM} {_RIM} 0 0 0 {_written(*corners[3])}"
    path = f"M {_written(*corners[0])} {arc} L {_written(*corners[2])} {back} Z"
    look = "wheel-month wheel-july" if number == _JULY else "wheel-month"
    x, y = _at((first + last) / 2, (_OUTER + _RIM) / 2)
    text: Attributes = {
        "x": f"{x:.1f}",
        "y": f"{y + 5:.1f}",
        "textAnchor": "middle",
        "className": "wheel-name",
    }
    return Shape("g", {}, (Shape("path", {"d": path, "className": look}), Shape("text", text, (name,))))


def _ring(ring: int) -> Shape:
    radius = f"{_FIRST_RING - ring * _APART:.1f}"
    centre = f"{_CENTRE:.1f}"
    return Shape("circle", {"cx": centre, "cy": centre, "r": radius, "className": "wheel-ring"})


def _hand(today: dt.date) -> Shape:
    angle = _turn(today)
    (x1, y1), (x2, y2) = _at(angle, _FIRST_RING - MOST_RINGS * _APART + 6), _at(angle, _OUTER + 6)
    ends: Attributes = {
        "x1": f"{x1:.1f}",
        "y1": f"{y1:.1f}",
        "x2": f"{x2:.1f}",
        "y2": f"{y2:.1f}",
        "className": "wheel-hand",
    }
    return Shape("line", ends)


def _mark(it: WheelMark) -> Shape:
    ring = min(it.ring, MOST_RINGS - 1)
    x, y = _at(_turn(it.day), _FIRST_RING - ring * _APART)
    shape = series_shape(ring, x, y, f"wheel-mark wheel-{it.look}")
    return titled(leading(shape, it.address), it.title)


def series_shape(ring: int, x: float, y: float, look: str) -> Shape:
    """Draw a series' shape: a circle, a diamond, a square, a triangle."""
    if ring == 0:
        return Shape("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{_MARK}", "className": look})
    half = _MARK + 0.5
    corners = {
        1: ((0, -half - 1), (half + 1, 0), (0, half + 1), (-half - 1, 0)),
        2: ((-half + 1, -half + 1), (half - 1, -half + 1), (half - 1, half - 1), (-half + 1, half - 1)),
    }.get(ring, ((0, -half), (half, half - 1), (-half, half - 1)))
    path = "M " + " L ".join(_written(x + dx, y + dy) for dx, dy in corners) + " Z"
    return Shape("path", {"d": path, "className": look})


def _middle(words: Sequence[str]) -> list[Shape]:
    lines = []
    for place, text in enumerate(words):
        at: Attributes = {
            "x": f"{_CENTRE:.1f}",
            "y": f"{_CENTRE - 4 + place * 21:.1f}",
            "textAnchor": "middle",
            "className": "wheel-words" if place else "wheel-year",
        }
        lines.append(Shape("text", at, (text,)))
    return lines
