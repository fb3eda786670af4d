"""A matrix of 200 x 98 as it is written at first: a Dash table with an ``html.Td`` a place."""

import sqlite3
from collections import defaultdict
from pathlib import Path

from dash import Dash, html

SIGNS = {"yes": "●", "partly": "◐", "in_progress": "◔", "planned": "○", "no": "✕", "not_relevant": "–"}


def make(database: Path, _folder: Path) -> Dash:
    """Make the app."""
    app = Dash(__name__, assets_folder="none")
    app.layout = lambda: html.Main([html.H1("Matrix"), _table(database)])
    return app


def _table(database: Path) -> html.Table:
    states: dict[int, dict[str, str]] = defaultdict(dict)
    with sqlite3.connect(database) as connection:
        titles = dict(connection.execute("SELECT initiative_id, title FROM version"))
        for id_, place, uptake in connection.execute(
            "SELECT initiative_id, organisation, uptake FROM adoption"
        ):
            states[id_][place] = uptake
    places = sorted({place for row in states.values() for place in row})
    head = html.Tr([html.Th("Indsats"), *(html.Th(place) for place in places)])
    rows = [
        html.Tr(
            [
                html.Th(titles[id_]),
                *(html.Td(SIGNS.get(row.get(it, ""), "·"), title=row.get(it)) for it in places),
            ]
        )
        for id_, row in states.items()
    ]
    return html.Table([html.Thead(head), html.Tbody(rows)])
