"""The board that both rivals show: four key figures, three charts and a table, filtered by cluster."""

import sqlite3
from pathlib import Path

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

ROWS = 100
COLUMNS = ("title", "cluster", "focus_area", "status", "traffic_light", "lead", "end_last", "budget_dkk")
LIGHTS = {"red": "#8b1a1a", "yellow": "#c77700", "green": "#0b6e4f", "grey": "#6b7280"}
KEY_FIGURES = ("all", "red", "yellow", "late")
CHARTS = ("bars", "heat", "lines")
CLUSTER = "cluster"

_STILL = "9999-12-31 00:00:00.000000"
_INITIATIVES = f"""
    SELECT v.initiative_id, v.title, o.name AS cluster, f.short_name AS focus_area, v.status, v.traffic_light,
           v.lead, v.end_last, v.budget_dkk
    FROM version v JOIN organisation o ON o.id = v.organisation_id
    LEFT JOIN focus_area f ON f.id = v.focus_area_id
    WHERE v.known_to = '{_STILL}' AND v.is_listed ORDER BY v.initiative_id
"""
_MONTHS = f"SELECT initiative_id, month, traffic_light FROM initiative_month WHERE known_to = '{_STILL}'"


def read_initiatives(path: Path) -> pd.DataFrame:
    """Read what every initiative is now."""
    return _read(path, _INITIATIVES).fillna({"focus_area": "Ikke angivet", "traffic_light": "grey"})


def read_months(path: Path) -> pd.DataFrame:
    """Read every initiative's light in every month."""
    return _read(path, _MONTHS).fillna({"traffic_light": "grey"})


def _read(path: Path, query: str) -> pd.DataFrame:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return pd.read_sql(query, connection)
    finally:
        connection.close()


def key_figures(initiatives: pd.DataFrame) -> list[str]:
    """Count all, red, yellow and late ones."""
    lights = initiatives["traffic_light"].value_counts()
    late = (initiatives["end_last"] < "2026-11-23").sum()
    return [str(value) for value in (len(initiatives), lights.get("red", 0), lights.get("yellow", 0), late)]


def layout(clusters: list[str], table: Component) -> Component:
    """Lay out the board with its table."""
    options = [{"value": "", "label": "Alle"}, *({"value": name, "label": name} for name in clusters)]
    figures = [html.Div([html.Strong(id=name), html.Span(name)], className="figure") for name in KEY_FIGURES]
    charts = [dcc.Graph(id=name, style={"height": "320px"}) for name in CHARTS]
    return html.Main(
        [
            html.H1("Overblik"),
            dcc.RadioItems(id=CLUSTER, options=options, value="", inline=True),
            html.Div(figures),
            *charts,
            table,
        ]
    )
