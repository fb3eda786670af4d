"""A chart as a reader meets it: the message, what is measured, the picture, and its numbers as a table."""

from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.attributes import with_attributes
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
        name: unique on the page, in small ASCII letters.
        message: what the chart says, in a sentence computed from its data.
        subtitle: measure, population and date.
        figure: the plotly figure; points link to the address in their ``customdata``.
        table: every number of the figure, as a real table with links.
        key: what the colours mean, where they mean something.
    """

    name: str
    message: str
    subtitle: str
    figure: Figure
    table: Component
    key: Component | None = None


def figure_card(chart: Chart) -> Component:
    """Show a chart in a card: the picture is one image named by the message, the table holds the links."""
    caption_id = f"caption-{chart.name}"
    head = [html.H2(chart.message), html.P(chart.subtitle, className="card-subtitle")]
    caption = html.Figcaption([*head, *([chart.key] if chart.key is not None else [])], id=caption_id)
    numbers = html.Details([html.Summary(t("figure.table")), chart.table], className="numbers")
    return html.Figure([caption, _picture(chart, caption_id), numbers], className="card-box")


def _picture(chart: Chart, caption_id: str) -> Component:
    place = {"height": f"{height(chart.figure)}px"}  # kept before the chart is drawn, so that nothing moves
    graph = dcc.Graph(
        id={"type": CHART, "name": chart.name}, figure=chart.figure, config=_CONFIG, style=place
    )
    picture = html.Div(graph, role="img", className="picture", style=place)
    return with_attributes(picture, {"aria-labelledby": caption_id})
