"""A number with a bar beside it, for a table's column of sizes."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.format import number


def bar_number(count: int, largest: int, address: str) -> Node:
    """Show a number as a link to its rows, with a bar that is whole for the largest; the bar says no more."""
    part = min(1.0, count / largest) if largest else 0.0
    fill = html.Span(className="bar-fill", style={"width": f"{part:.1%}"})
    track = with_attributes(html.Span(fill, className="bar-track"), {"aria-hidden": "true"})
    return html.Span([track, link(number(count), address)], className="bar-number")
