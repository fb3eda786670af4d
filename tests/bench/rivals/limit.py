"""The least that a Dash page can cost: every answer is ready, and served as well as we know how."""

from pathlib import Path
from typing import Any

import pandas as pd
from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from dashboard.server import lean
from dashboard.server.shrinking import Shrinker, shrink_answers
from dashboard.server.statics import Assets, Statics, Suites, serve_statics
from portfolio.resources import resource
from tests.bench.rivals import board

HERE = Path(__file__).parent
BARE = {"margin": {"l": 140, "r": 10, "t": 10, "b": 30}, "height": 320}


class LimitApp(Dash):
    """Dash with its scripts at marked addresses and our plotly, and nothing else."""

    statics: Statics

    def interpolate_index(self, **parts: str) -> str:
        """Write the page."""
        scripts = lean.marked_tags(parts["scripts"], self.statics)
        config = lean.lean_config(parts["config"], self.statics)
        return (
            f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{parts["title"]}</title>'
            f"</head><body>{parts['app_entry']}{config}{scripts}{parts['renderer']}</body></html>"
        )


def make(database: Path, folder: Path) -> Dash:
    """Make the app, with the answer to every choice."""
    initiatives, months = board.read_initiatives(database), board.read_months(database)
    clusters = sorted(initiatives["cluster"].unique())
    by_cluster = {name: initiatives[initiatives["cluster"] == name] for name in clusters}
    answers = {name: _answer(chosen, months) for name, chosen in ({"": initiatives} | by_cluster).items()}
    app = LimitApp(__name__, assets_folder=str(HERE / "assets"), update_title=None)
    app.statics = Statics(Assets(resource("assets")), Suites(app.registered_paths), Shrinker(folder))
    shrink_answers(app.server)
    serve_statics(app.server, app.statics)
    head = html.Thead(html.Tr([html.Th(name) for name in board.COLUMNS]))
    app.layout = html.Div(
        [
            board.layout(clusters, html.Table([head, html.Tbody(id="rows")])),
            dcc.Store(id="data"),
            dcc.Store(id="written"),
        ]
    )
    outputs = [Output(name, "children") for name in board.KEY_FIGURES]
    outputs += [Output(name, "figure") for name in board.CHARTS]
    app.callback(*outputs, Output("data", "data"), Input(board.CLUSTER, "value"))(answers.__getitem__)
    app.clientside_callback(
        ClientsideFunction("limit", "write"), Output("written", "data"), Input("data", "data")
    )
    return app


def _answer(chosen: pd.DataFrame, months: pd.DataFrame) -> tuple[Any, ...]:
    rows = chosen[list(board.COLUMNS)].head(board.ROWS).astype(object)
    texts = rows.where(rows.notna(), "").astype(str).to_numpy().tolist()
    figures = (
        _bars(chosen),
        _heat(chosen),
        _lines(months[months["initiative_id"].isin(chosen["initiative_id"])]),
    )
    return (*board.key_figures(chosen), *figures, texts)


def _bars(chosen: pd.DataFrame) -> dict[str, Any]:
    counts = pd.crosstab(chosen["focus_area"], chosen["traffic_light"])
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": light,
            "y": list(counts.index),
            "x": counts[light].tolist(),
            "marker": {"color": board.LIGHTS[light]},
        }
        for light in counts.columns
    ]
    return {"data": traces, "layout": BARE | {"barmode": "stack", "showlegend": False}}


def _heat(chosen: pd.DataFrame) -> dict[str, Any]:
    counts = pd.crosstab(chosen["cluster"], chosen["focus_area"])
    trace = {
        "type": "heatmap",
        "x": list(counts.columns),
        "y": list(counts.index),
        "z": counts.to_numpy().tolist(),
        "showscale": False,
    }
    return {"data": [trace], "layout": BARE}


def _lines(months: pd.DataFrame) -> dict[str, Any]:
    counts = pd.crosstab(months["month"], months["traffic_light"])
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": light,
            "x": list(counts.index),
            "y": counts[light].tolist(),
            "line": {"color": board.LIGHTS[light]},
        }
        for light in counts.columns
    ]
    return {"data": traces, "layout": BARE | {"showlegend": False}}
