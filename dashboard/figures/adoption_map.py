"""A map of how far municipalities are with an initiative: a pattern and a shape for each state.

Nothing rests on colour: solid, striped, dotted and crossed grounds are told apart in grey, and where there
is room the state's shape stands on its municipality.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import Shape, leading, percent, titled
from dashboard.figures.municipality_map import FRAMES, Box, Frame, frame_shows, outlines, places

OUTSIDE = "outside"
_PLAIN = {"y": "up-full", "r": "up-none", OUTSIDE: "map-land"}
_PATTERNED = ("p", "i", "l", "n", "u")
_WIDE = 400
_ROOM = 6.5
_SILENT = ("u", "r", OUTSIDE)
"""States whose municipalities carry no shape: there are many of them, and little to say."""


@dataclass(frozen=True, slots=True)
class StateArea:
    """A municipality: its state's letter, the shape that stands on it, what it tells, and where it leads."""

    code: str
    state: str
    shape: str
    words: str
    address: str | None = None


def adoption_map(frame: Frame, areas: Sequence[StateArea], *, has_close_up: bool) -> Shape:
    """Draw a frame of the map.

    Args:
        frame: the part of the country.
        areas: all municipalities, wherever they lie.
        has_close_up: another map shows the municipalities around Copenhagen.
    """
    box, known = FRAMES[frame], places()
    shown = [it for it in areas if it.code in known and frame_shows(known[it.code].box, frame)]
    size = max(12, box.width // 70)
    patterns = Shape("defs", {}, tuple(_pattern(state, f"up-{state}-{frame}", size) for state in _PATTERNED))
    parts = [_outline(it, str(frame)) for it in shown]
    extent = f"{box.left} {box.top} {box.width} {box.height}"
    inner = Shape("svg", {"viewBox": extent}, (patterns, *parts))
    labels = [_label(it, box) for it in shown if _has_shape(it, box, has_close_up)]
    return Shape("svg", {"className": f"map map-{frame} adoption-map"}, (inner, *labels))


def state_swatch(state: str) -> Shape:
    """Draw what a state looks like, for the key."""
    defs = [Shape("defs", {}, (_pattern(state, f"up-{state}-key", 5),))] if state in _PATTERNED else []
    box: dict[str, str | int] = {"width": 22, "height": 14}
    part = Shape("rect", box | _fill(state, "key"))
    attributes: dict[str, str | int] = {"className": "map-swatch", "width": 22, "height": 14}
    return Shape("svg", attributes | {"aria-hidden": "true"}, (*defs, part))


def _fill(state: str, frame: str) -> dict[str, str | int]:
    if state in _PLAIN:
        return {"className": _PLAIN[state]}
    pattern = f"url(#up-{state}-{frame})"
    return {"className": f"up-{state}", "fill": pattern, "stroke": pattern}


def _outline(area: StateArea, frame: str) -> Shape:
    rim: Mapping[str, str | int] = {"href": f"{outlines()}#m{area.code}", **_fill(area.state, frame)}
    return leading(titled(Shape("use", rim), area.words), area.address)


def _pattern(state: str, name: str, size: int) -> Shape:
    """Give a state's pattern: partly broad stripes, on its way thin ones, planned dots, no crosses."""
    ground = Shape("rect", {"width": size, "height": size, "className": "up-ground"})
    thick, thin = max(2, size * 3 // 5), max(1, size // 5)
    full: dict[str, str | int] = {"height": size, "className": "up-full"}
    marks: Mapping[str, tuple[Shape, ...]] = {
        "p": (Shape("rect", {**full, "width": thick}),),
        "i": (Shape("rect", {**full, "width": max(1, size // 3)}),),
        "l": (
            Shape(
                "circle", {"cx": size // 2, "cy": size // 2, "r": max(1, size // 4), "className": "up-full"}
            ),
        ),
        "n": (
            Shape("rect", {"width": thin, "height": size, "className": "up-line"}),
            Shape("rect", {"width": size, "height": thin, "className": "up-line"}),
        ),
        "u": (Shape("rect", {"width": thin, "height": size, "className": "map-hatch-line"}),),
    }
    attributes: dict[str, str | int] = {"id": name, "width": size, "height": size}
    attributes |= {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return Shape("pattern", attributes, (ground, *marks[state]))


def _has_shape(area: StateArea, box: Box, has_close_up: bool) -> bool:
    place = places()[area.code]
    if area.state in _SILENT or not box.holds(Box(place.x, place.y, place.x, place.y)):
        return False
    if has_close_up and FRAMES[Frame.COPENHAGEN].holds(place.box):
        return False
    return place.room * _WIDE / box.width >= _ROOM


def _label(area: StateArea, box: Box) -> Shape:
    place = places()[area.code]
    attributes: dict[str, str | int] = {
        "x": percent((place.x - box.left) / box.width),
        "y": percent((place.y - box.top) / box.height),
        "className": f"map-label up-label up-on-{area.state}",
    }
    return Shape("text", attributes, (area.shape,))
