"""A chart as a reader meets it: the message, what is measured, the picture, its numbers as table and file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dash import dcc
from dash.development.base_component import Component

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.here import here
from dashboard.components.markup import Element, Node, only
from dashboard.components.numbers import Numbers, folded
from dashboard.figures.common import Figure, height
from dashboard.texts import t

CHART = "chart"
_CONFIG: dcc.Graph.Config = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "responsive": True,
    "displaylogo": False,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """What a figure card shows.

    Attributes:
        name: unique on the page, in small ASCII letters; also the name of the file with its numbers.
        message: what the chart says, in a sentence computed from its data.
        subtitle: measure, population and date.
        picture: a plotly figure, whose points hold the address behind them in their ``customdata``; or
            elements: a heat map, which is a table itself, or a drawing.
        numbers: every number of the picture.
        key: what the colours mean, where they mean something.
        is_table: the picture is a table of all its numbers, so none stands folded under it.
        after: what follows the picture in the same card.
        is_card: it is no picture but things to use, whose numbers can be taken away all the same.
    """

    name: str
    message: str
    subtitle: str
    picture: Figure | Element
    numbers: Numbers
    key: Node | None = None
    is_table: bool = False
    after: list[Node] = field(default_factory=list)
    is_card: bool = False

    def component(self) -> Component:
        """Lay the card out: the picture is one image named by the message, the table holds the links."""
        caption_id = f"caption-{self.name}"
        head = [html.H2(self.message), html.P(self.subtitle, className="card-subtitle"), self.key]
        if self.is_card:
            things = [*head, _picture(self, caption_id), _foot(self), *self.after]
            return only(html.Section(things, className="card-box", id=self.name))
        parts = [html.Figcaption(head, id=caption_id), _picture(self, caption_id), _foot(self), *self.after]
        return only(html.Figure(parts, className="card-box", id=f"figur-{self.name}"))


def charts_in(nodes: Iterable[Node]) -> Iterator[Chart]:
    """Give the charts that stand among nodes, in order, however deep."""
    for node in nodes:
        if isinstance(node, Chart):
            yield node
            yield from charts_in(node.after)
        elif isinstance(node, Element):
            yield from charts_in(node.children)


def _picture(chart: Chart, caption_id: str) -> Node:
    if isinstance(chart.picture, Element):
        return chart.picture
    place = {"height": f"{height(chart.picture)}px"}  # kept before the chart is drawn, so that nothing moves
    graph = dcc.Graph(
        id={"type": CHART, "name": chart.name}, figure=chart.picture, config=_CONFIG, style=place
    )
    picture = html.Div(graph, role="img", className="picture", style=place)
    return with_attributes(picture, {"aria-labelledby": caption_id})


def _foot(chart: Chart) -> Element:
    """Offer the numbers, as a table that opens in place and as a file."""
    table = [] if chart.is_table else [folded(chart.numbers, t("figure.table"))]
    return html.Div([*table, *_download(chart)], className="figure-foot")


def _download(chart: Chart) -> list[Node]:
    place = here()
    if place is None:
        return []
    said = html.Span(f": {chart.message}", className="visually-hidden")
    address = place.numbers_address(chart.name)
    anchor = html.A([t("figure.download"), said], href=address, className="download no-print", download="")
    return [anchor]
