"""A drawing on a page: its shapes written as SVG, as one image that the card's caption names."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.figures.drawing import Shape


def drawn(shape: Shape) -> Element:
    """Give a shape and all in it as an element."""
    children = [child if isinstance(child, str) else drawn(child) for child in shape.children]
    return Element(shape.tag, children, dict(shape.attributes))


def image(chart: str, parts: Sequence[Node], look: str) -> Element:
    """Show parts as one image, named by the caption of the chart's card; nothing in it takes focus.

    Args:
        chart: the chart's name.
        parts: what is drawn.
        look: its class in the style sheet.
    """
    picture = html.Div(list(parts), role="img", className=f"drawing {look}")
    return with_attributes(picture, {"aria-labelledby": f"caption-{chart}"})
