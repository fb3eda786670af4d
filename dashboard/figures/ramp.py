"""A ramp of trials: cycles in order from the left, each as high as its scale, its decision as a shape.

Decisions are told by shape and word, never by colour alone: a filled circle keeps, a diamond adapts, a square
with a cross gives up, a broken circle is not decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import Attributes, Shape, leading, percent, titled

LANE, FOOT, MARK = 50, 22, 13
"""Pixels: the height of a scale's lane and of the line of days under them; half a mark."""

_WORD_UNDER = 27


@dataclass(frozen=True, slots=True)
class RampMark:
    """A cycle on the ramp.

    Attributes:
        number: its place in the ramp.
        lane: which lane it stands in, from 0 at the top.
        look: "adopt", "adapt", "abandon" or "open".
        word: its decision or state in a word.
        when: when it began, in brief.
        title: what it says when it is pointed at.
        address: its page.
        builds_on: the place in the ramp of the cycle that it builds on; None: nobody says.
        is_here: whether it is the one that the page is about.
    """

    number: int
    lane: int
    look: str
    word: str
    when: str
    title: str
    address: str | None = None
    builds_on: int | None = None
    is_here: bool = False


def ramp_drawing(marks: Sequence[RampMark], lanes: int) -> Shape:
    """Draw cycles; their places are shares of the width, so that the ramp fits any."""
    height = lanes * LANE + FOOT
    parts = (
        _wedge(lanes),
        *(_lane(lane) for lane in range(1, lanes + 1)),
        *_lines(marks),
        *(_mark(it, marks) for it in marks),
        *(_day(it, marks, height) for it in marks),
    )
    whole: Attributes = {
        "width": "100%",
        "height": height,
        "className": "ramp-drawing",
        "aria-hidden": "true",
    }
    return Shape("svg", whole, parts)


def mark_sign(look: str, number: str = "") -> Shape:
    """Draw a mark by itself, as in a key or beside a word."""
    size = 2 * MARK + 4
    inner = Shape("g", {"transform": f"translate({size // 2} {size // 2})"}, _shapes(look, number))
    attributes: Attributes = {
        "viewBox": f"0 0 {size} {size}",
        "className": "ramp-sign",
        "focusable": "false",
        "aria-hidden": "true",
    }
    return Shape("svg", attributes, (inner,))


def _place(it: RampMark, marks: Sequence[RampMark]) -> float:
    return (marks.index(it) + 0.5) / len(marks)


def _middle(it: RampMark) -> int:
    return it.lane * LANE + MARK + 5


def _wedge(lanes: int) -> Shape:
    """Draw the slope that trials go up."""
    slope = Shape("path", {"d": "M0 100L100 0V100Z", "className": "ramp-wedge"})
    box: Attributes = {
        "viewBox": "0 0 100 100",
        "preserveAspectRatio": "none",
        "width": "100%",
        "height": lanes * LANE,
    }
    return Shape("svg", box, (slope,))


def _lane(number: int) -> Shape:
    y = number * LANE
    return Shape("line", {"x1": "0", "x2": "100%", "y1": y, "y2": y, "className": "ramp-lane"})


def _lines(marks: Sequence[RampMark]) -> list[Shape]:
    """Draw what builds on what, and in thin dots the order where nobody says it."""
    by_number = {it.number: it for it in marks}
    found = []
    for place, it in enumerate(marks):
        before = None if it.builds_on is None else by_number.get(it.builds_on)
        if before is not None:
            found.append(_line(before, it, marks, "ramp-line"))
        elif place:
            found.append(_line(marks[place - 1], it, marks, "ramp-order"))
    return found


def _line(first: RampMark, last: RampMark, marks: Sequence[RampMark], look: str) -> Shape:
    ends: Attributes = {
        "x1": percent(_place(first, marks)),
        "y1": _middle(first),
        "x2": percent(_place(last, marks)),
        "y2": _middle(last),
        "className": look,
    }
    return Shape("line", ends)


def _mark(it: RampMark, marks: Sequence[RampMark]) -> Shape:
    here = [Shape("circle", {"r": MARK + 4, "className": "ramp-here"})] if it.is_here else []
    word = Shape("text", {"y": _WORD_UNDER, "textAnchor": "middle", "className": "ramp-word"}, (it.word,))
    at: Attributes = {"x": percent(_place(it, marks)), "y": _middle(it), "overflow": "visible"}
    shapes = (*here, *_shapes(it.look, str(it.number)), word)
    return titled(leading(Shape("svg", at, shapes), it.address), it.title)


def _shapes(look: str, number: str) -> tuple[Shape, ...]:
    text = [_number(look, number)] if number else []
    if look == "adapt":
        far = MARK + 3
        return (
            Shape("path", {"d": f"M0 -{far}L{far} 0L0 {far}L-{far} 0Z", "className": "ramp-adapt"}),
            *text,
        )
    if look == "abandon":
        box: Attributes = {"x": -11, "y": -11, "width": 22, "height": 22, "className": "ramp-abandon"}
        cross = Shape("path", {"d": "M-11 -11L11 11M11 -11L-11 11", "className": "ramp-cross"})
        ground = Shape("circle", {"r": 7, "className": "ramp-ground"})
        return (Shape("rect", box), cross, *([ground, *text] if text else []))
    return (Shape("circle", {"r": MARK, "className": f"ramp-{look}"}), *text)


def _number(look: str, number: str) -> Shape:
    attributes: Attributes = {"y": 4, "textAnchor": "middle", "className": f"ramp-number on-ramp-{look}"}
    return Shape("text", attributes, (number,))


def _day(it: RampMark, marks: Sequence[RampMark], height: int) -> Shape:
    attributes: Attributes = {
        "x": percent(_place(it, marks)),
        "y": height - 5,
        "textAnchor": "middle",
        "className": "ramp-day",
    }
    return Shape("text", attributes, (it.when,))
