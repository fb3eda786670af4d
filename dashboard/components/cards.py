"""Key figures and cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node


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


def key_figures(figures: Sequence[KeyFigure]) -> Node:
    """Show key figures side by side, each a link to its rows."""
    return html.Ul([html.Li(_key_figure(figure)) for figure in figures], className="key-figures")


def _key_figure(figure: KeyFigure) -> Node:
    parts = [
        html.Span(figure.value, className="key-value"),
        html.Span(figure.name, className="key-name"),
        html.Span(figure.note, className="key-note"),
    ]
    return link(parts, figure.address, className=f"key-figure key-{figure.tone}")


def card(heading: str, content: Sequence[Node], subtitle: str = "") -> Node:
    """Show a section in a card: a heading that says the finding, what is measured, and the content."""
    under = [html.P(subtitle, className="card-subtitle")] if subtitle else []
    return html.Section([html.H2(heading), *under, *content], className="card-box")


def folded_card(heading: str, content: Sequence[Node], subtitle: str = "") -> Node:
    """Show a section whose heading says all that most read, with its content folded away under it."""
    under = [html.P(subtitle, className="card-subtitle")] if subtitle else []
    summary = html.Summary(html.H2(heading))
    return html.Section(
        [html.Details([summary, *under, *content], className="card-fold")], className="card-box"
    )


def columns(*cards: Node) -> Node:
    """Set cards side by side where there is room."""
    return html.Div(list(cards), className="card-columns")
