"""A number with a bar beside it, for a table's column of sizes."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.format import number


def bar_number(count: int, largest: int, address: str) -> Component:
    """Show a number as a link to its rows, with a bar that is whole for the largest; the bar says no more."""
    part = min(1.0, count / largest) if largest else 0.0
    fill = html.Span(className="bar-fill", style={"width": f"{part:.1%}"})
    track = with_attributes(html.Span(fill, className="bar-track"), {"aria-hidden": "true"})
    return html.Span([track, link(number(count), address)], className="bar-number")
