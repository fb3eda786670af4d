"""A map of the municipalities, each tinted by a count; outlines are drawn by reference to a file of assets.

The smallest frame is shown that holds all that the map is about, and where that is wide, the municipalities
around Copenhagen are shown once more, enlarged. Counts stand in the municipalities that have room for them.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dashboard.figures.drawing import Shape, leading, percent, titled
from portfolio.resources import resource

_OUTLINES = "municipalities.svg"
_MARK_LENGTH = 12
_PLACES = ("data", "reference", "municipalities_map.csv")
_STEPS = (1, 2, 3, 4, 5)
_ROUND = (10, 15, 20, 25, 30, 40, 50, 75)  # tenths of 10, of 100 and so on
_MOST_CLASSES = 4
_TINTS = {1: (4,), 2: (3, 5), 3: (3, 4, 6), 4: (3, 4, 5, 6)}
_WIDE, _NARROW = 400, 290  # the widths in pixels that labels are placed for; the style sheet knows both
_ROOM_FOR_DIGITS = {1: 6.5, 2: 8.5}
_ROOM_FOR_MANY = 11.5


class Frame(StrEnum):
    """A part of the country that a map can show; also the name of its class in the style sheet."""

    COPENHAGEN = "copenhagen"
    CAPITAL = "capital"
    EAST = "east"
    WEST = "west"
    DENMARK = "denmark"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map, in its own units."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top

    def holds(self, other: "Box") -> bool:
        """Tell whether another lies wholly within it."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Tell whether another lies at least partly within it."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


FRAMES: Mapping[Frame, Box] = {
    Frame.COPENHAGEN: Box(8870, 7160, 10130, 8400),
    Frame.CAPITAL: Box(8220, 6190, 10140, 8410),
    Frame.EAST: Box(6180, 6190, 10140, 12310),
    Frame.WEST: Box(-20, -20, 7640, 11670),
    Frame.DENMARK: Box(-20, -20, 10140, 12310),
}
"""Smallest first. Bornholm lies where the outlines have it, to the north-east: in the whole country only."""

_BORNHOLM = Box(8575, 460, 9916, 1934)

_FRAMES_CLOSE_BY = (Frame.COPENHAGEN, Frame.CAPITAL)
_FRAMES_WITH_CLOSE_UP = (Frame.EAST, Frame.DENMARK)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a municipality lies: its box, the point with the most room for a number, and how much that is."""

    box: Box
    x: int
    y: int
    room: int


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality on the map.

    Attributes:
        code: its code.
        count: what is counted in it.
        words: what is told when it is pointed at.
        address: the rows behind the count; None where there are none.
        is_awaited: it belongs to the clusters shown, so that a count of 0 says something.
        is_picked: the reader has chosen it: it has a line round it.
    """

    code: str
    count: int
    words: str
    address: str | None = None
    is_awaited: bool = False
    is_picked: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A class of counts: its first and last count, both included, and its tint in the style sheet."""

    first: int
    last: int
    tint: int


@cache
def outlines() -> str:
    """Give the address of the outlines, with their mark in it, so that browsers keep them for good."""
    content = resource("assets", _OUTLINES).read_bytes()
    return f"/assets/{_OUTLINES}?v={hashlib.sha256(content).hexdigest()[:_MARK_LENGTH]}"


@cache
def places() -> Mapping[str, Place]:
    """Read where each municipality lies, by its code."""
    with resource(*_PLACES).open(encoding="utf-8", newline="") as file:
        return {row.pop("municipality"): _place(row) for row in csv.DictReader(file)}


def _place(row: Mapping[str, str]) -> Place:
    left, top, right, bottom, x, y, room = map(int, row.values())
    return Place(Box(left, top, right, bottom), x, y, room)


def steps(largest: int) -> list[Step]:
    """Give at most four classes of one size, whose size is a round number, up to the largest count."""
    if largest < 1:
        return []
    size = next(size for size in _sizes() if -(-largest // size) <= _MOST_CLASSES)
    count = -(-largest // size)
    return [Step(place * size + 1, (place + 1) * size, _TINTS[count][place]) for place in range(count)]


def _sizes() -> Iterable[int]:
    yield from _STEPS
    unit = 10
    while True:
        yield from (unit * part // 10 for part in _ROUND)
        unit *= 10


def tint_of(count: int, classes: Sequence[Step]) -> int:
    """Give the tint of a count; 0 has none."""
    return next((step.tint for step in classes if step.first <= count <= step.last), 0)


def frames_for(codes: Iterable[str]) -> tuple[Frame, ...]:
    """Give the smallest frame that holds some municipalities, and a close-up where it is needed."""
    known = places()
    boxes = [known[code].box for code in codes if code in known]
    whole = next(
        (frame for frame, box in FRAMES.items() if boxes and all(map(box.holds, boxes))), Frame.DENMARK
    )
    close = FRAMES[Frame.COPENHAGEN]
    if whole in _FRAMES_WITH_CLOSE_UP and any(map(close.holds, boxes)):
        return (whole, Frame.COPENHAGEN)
    return (whole,)


def map_drawing(frame: Frame, areas: Sequence[Area], has_close_up: bool) -> Shape:
    """Draw the municipalities of a frame, each in the tint of its count.

    Args:
        frame: the part of the country.
        areas: all municipalities, wherever they lie.
        has_close_up: another map shows the municipalities around Copenhagen: a frame says which they are.
    """
    classes, box, known = steps(max((area.count for area in areas), default=0)), FRAMES[frame], places()
    shown = [area for area in areas if area.code in known and frame_shows(known[area.code].box, frame)]
    parts = [part for area in shown for part in _outlined(area, classes, frame)]
    extent = f"{box.left} {box.top} {box.width} {box.height}"
    picked = [part for area in shown if area.is_picked for part in _ringed(area, shown, classes, frame)]
    lines = [_line(FRAMES[Frame.COPENHAGEN], "map-frame")] if has_close_up else []
    lines += [_line(_BORNHOLM, "map-moved")] if box.holds(_BORNHOLM) else []
    hatch = _hatch(f"hatch-{frame}", max(12, box.width // 90))
    inner = Shape("svg", {"viewBox": extent}, (hatch, *parts, *picked, *lines))
    labels = [_label(area, classes, box) for area in shown if _has_label(area, box, has_close_up)]
    return Shape("svg", {"className": f"map map-{frame}"}, (inner, *labels))


def frame_shows(place: Box, frame: Frame) -> bool:
    """Tell whether a frame shows a municipality; only the close ones are cut through their neighbours."""
    if frame in _FRAMES_CLOSE_BY:
        return FRAMES[frame].meets(place)
    is_foreign = frame is Frame.WEST and FRAMES[Frame.EAST].holds(place)
    return FRAMES[frame].holds(place) and not is_foreign


def _outlined(area: Area, classes: Sequence[Step], frame: Frame) -> list[Shape]:
    """Draw an area; close by, it has a rim of the ground's colour, which parts it from those drawn before."""
    rim = Shape("use", {"href": f"{outlines()}#m{area.code}", "className": "map-rim"})
    return [*([rim] if frame in _FRAMES_CLOSE_BY else []), _outline(area, classes, frame)]


def _outline(area: Area, classes: Sequence[Step], frame: Frame) -> Shape:
    tint = tint_of(area.count, classes)
    look = f"map-{tint}" if tint else "map-land"
    attributes: dict[str, str | int] = {"href": f"{outlines()}#m{area.code}", "className": look}
    if not tint and area.is_awaited:
        attributes |= _hatched(f"hatch-{frame}")
    return leading(titled(Shape("use", attributes), area.words), area.address)


def _ringed(area: Area, shown: Sequence[Area], classes: Sequence[Step], frame: Frame) -> list[Shape]:
    """Draw an area once more, over a rim of ink that is wider than it, and then what lies within it."""
    own = places()[area.code].box
    within = [it for it in shown if it is not area and own.holds(places()[it.code].box)]
    ring = Shape("use", {"href": f"{outlines()}#m{area.code}", "className": "map-ring"})
    again = [part for it in within for part in _outlined(it, classes, frame)]
    return [ring, _outline(area, classes, frame), *again]


def swatch(tint: int | None, *, is_awaited: bool = False) -> Shape:
    """Draw what a tint looks like, for the key; None: no tint."""
    box: dict[str, str | int] = {
        "width": 18,
        "height": 12,
        "className": f"map-{tint}" if tint else "map-land",
    }
    parts = [Shape("rect", box | (_hatched("hatch-key") if is_awaited else {}))]
    hatch = [_hatch("hatch-key", 4)] if is_awaited else []
    attributes: dict[str, str | int] = {"className": "map-swatch", "width": 18, "height": 12}
    return Shape("svg", attributes | {"aria-hidden": "true"}, (*hatch, *parts))


def _hatched(pattern: str) -> dict[str, str | int]:
    return {"className": "map-awaited", "fill": f"url(#{pattern})", "stroke": f"url(#{pattern})"}


def _hatch(pattern: str, size: int) -> Shape:
    """Give the pattern of slanted lines for municipalities that were awaited and have nothing."""
    ground = Shape("rect", {"width": size, "height": size, "className": "map-hatch-ground"})
    line = Shape("rect", {"width": max(1, size // 4), "height": size, "className": "map-hatch-line"})
    attributes: dict[str, str | int] = {"id": pattern, "width": size, "height": size}
    attributes |= {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return Shape("defs", {}, (Shape("pattern", attributes, (ground, line)),))


def _line(box: Box, look: str) -> Shape:
    attributes: dict[str, str | int] = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    return Shape("rect", attributes | {"className": look})


def _has_label(area: Area, box: Box, has_close_up: bool) -> bool:
    place = places()[area.code]
    if not area.count or not box.holds(Box(place.x, place.y, place.x, place.y)):
        return False
    if has_close_up and FRAMES[Frame.COPENHAGEN].holds(place.box):
        return False
    return place.room * _WIDE / box.width >= _room_for(area.count)


def _room_for(count: int) -> float:
    return _ROOM_FOR_DIGITS.get(len(str(count)), _ROOM_FOR_MANY)


def _label(area: Area, classes: Sequence[Step], box: Box) -> Shape:
    """Write a count where its municipality has most room; one that only fits wide maps has a class for it."""
    place = places()[area.code]
    look = f"map-label map-on-{tint_of(area.count, classes)}"
    fits = place.room * _NARROW / box.width >= _room_for(area.count)
    attributes: dict[str, str | int] = {
        "x": percent((place.x - box.left) / box.width),
        "y": percent((place.y - box.top) / box.height),
        "className": look if fits else f"{look} map-label-wide",
    }
    return Shape("text", attributes, (str(area.count),))
