"""Key figures and cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import link


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure with its name, what it is seen against, and the address of the rows behind it.

    ``tone`` is a traffic light's code where the figure is about one, for its edge.
    """

    value: str
    name: str
    note: str
    address: str
    tone: str = "plain"


def key_figures(figures: Sequence[KeyFigure]) -> Component:
    """Show key figures side by side, each a link to its rows."""
    return html.Ul([html.Li(_key_figure(figure)) for figure in figures], className="key-figures")


def _key_figure(figure: KeyFigure) -> Component:
    parts = [
        html.Span(figure.value, className="key-value"),
        html.Span(figure.name, className="key-name"),
        html.Span(figure.note, className="key-note"),
    ]
    return link(parts, figure.address, className=f"key-figure key-{figure.tone}")


def card(heading: str, content: Sequence[Component | str], subtitle: str = "") -> Component:
    """Show a section in a card: a heading that says the finding, what is measured, and the content."""
    under = [html.P(subtitle, className="card-subtitle")] if subtitle else []
    return html.Section([html.H2(heading), *under, *content], className="card-box")


def columns(*cards: Component) -> Component:
    """Set cards side by side where there is room."""
    return html.Div(list(cards), className="card-columns")
