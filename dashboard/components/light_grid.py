"""Initiatives against months: a real table of traffic lights, one row an initiative."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.badges import light_mark, word_badge
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import month, month_short
from dashboard.labels import Code
from dashboard.texts import t
from portfolio.snapshot import LIGHTS
from portfolio.vocabulary import Status


@dataclass(frozen=True, slots=True)
class GridRow:
    """An initiative in the grid; ``lights`` has an entry for each month in which a list had it."""

    id: int
    title: str
    cluster: str
    status: Code
    lights: Mapping[dt.date, Code]


def light_grid(rows: Sequence[GridRow], months: Sequence[dt.date]) -> Node:
    """Lay the grid out, months from the left, oldest first."""
    names = [Column(area_text(f"standing.{name}")) for name in ("initiative", "cluster", "status")]
    heads = [Column(month_short(at), look="grid-month", title=month(at)) for at in months]
    absent, marks = _absent(), {code: light_mark(code) for code in LIGHTS}
    shown = [_row(row, months, marks, absent) for row in rows]
    return plain_table(t("standing.grid_caption"), [*names, *heads], shown, look="plain light-grid")


def _row(row: GridRow, months: Sequence[dt.date], marks: Mapping[Code, Node], absent: Node) -> Sequence[Cell]:
    lights = row.lights
    cells = [marks[lights[at]] if at in lights else absent for at in months]
    return [initiative_link(row.id, row.title), row.cluster, word_badge(Status, row.status), *cells]


def _absent() -> Node:
    """Make the place of a month in which no list had it: empty, but told to those who hear the page."""
    told = html.Span(t("standing.not_reported"), className="visually-hidden")
    return html.Td(told, className="grid-month grid-absent")
