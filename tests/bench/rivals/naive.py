"""A Dash page as it is written at first: each callback reads with pandas and draws with plotly.express."""

from pathlib import Path

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, html
from plotly.graph_objects import Figure

from tests.bench.rivals import board


def make(database: Path, _folder: Path) -> Dash:
    """Make the app."""
    app = Dash(__name__, assets_folder="none")
    clusters = sorted(board.read_initiatives(database)["cluster"].unique())
    app.layout = board.layout(clusters, html.Table(id="table"))
    chosen = Input(board.CLUSTER, "value")

    def initiatives(cluster: str) -> pd.DataFrame:
        found = board.read_initiatives(database)
        return found[found["cluster"] == cluster] if cluster else found

    @app.callback([Output(name, "children") for name in board.KEY_FIGURES], chosen)
    def show_key_figures(cluster: str) -> list[str]:
        return board.key_figures(initiatives(cluster))

    @app.callback(Output("bars", "figure"), chosen)
    def show_bars(cluster: str) -> Figure:
        counts = (
            initiatives(cluster).groupby(["focus_area", "traffic_light"]).size().reset_index(name="count")
        )
        return px.bar(
            counts, x="count", y="focus_area", color="traffic_light", color_discrete_map=board.LIGHTS
        )

    @app.callback(Output("heat", "figure"), chosen)
    def show_heat(cluster: str) -> Figure:
        found = initiatives(cluster)
        return px.imshow(pd.crosstab(found["cluster"], found["focus_area"]), aspect="auto")

    @app.callback(Output("lines", "figure"), chosen)
    def show_lines(cluster: str) -> Figure:
        months = board.read_months(database).merge(
            initiatives(cluster)[["initiative_id"]], on="initiative_id"
        )
        counts = months.groupby(["month", "traffic_light"]).size().reset_index(name="count")
        return px.line(counts, x="month", y="count", color="traffic_light", color_discrete_map=board.LIGHTS)

    @app.callback(Output("table", "children"), chosen)
    def show_table(cluster: str) -> list[html.Tr]:
        rows = initiatives(cluster)[list(board.COLUMNS)].head(board.ROWS).itertuples(index=False)
        return [html.Tr([html.Td(str(value)) for value in row]) for row in rows]

    return app
