"""Drawings: figures that need no plotly, as a tree of shapes which the page writes as SVG.

Colours are classes of the style sheet, so that a drawing follows the reader's theme and prints crisp. Places
along a line are shares of its width, so that it fits any width while its text keeps its size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Attributes = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a drawing: its tag, its attributes by React's names, and what stands in it."""

    tag: str
    attributes: Attributes = field(default_factory=dict)
    children: "tuple[Shape | str, ...]" = ()


def percent(share: float) -> str:
    """Write a share of the width or height as SVG reads it: 12.5%."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def titled(shape: Shape, title: str) -> Shape:
    """Give a shape with words that are shown when it is pointed at."""
    return Shape(shape.tag, shape.attributes, (*shape.children, Shape("title", {}, (title,))))


def leading(shape: Shape, address: str | None) -> Shape:
    """Give a shape that leads to an address when it is clicked; the table holds the same as a link."""
    return (
        shape
        if address is None
        else Shape(shape.tag, {**shape.attributes, "data-to": address}, shape.children)
    )
