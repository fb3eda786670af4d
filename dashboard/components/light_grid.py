"""Initiatives against months: a real table of traffic lights, one row an initiative."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.badges import light_mark, word_badge
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import scroll_region
from dashboard.format import month, month_short
from dashboard.labels import Code
from dashboard.texts import t
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
    names = [html.Th(t(f"standing.{name}"), scope="col") for name in ("initiative", "cluster", "status")]
    heads = [html.Th(month_short(at), scope="col", title=month(at), className="grid-month") for at in months]
    body = [_row(row, months) for row in rows]
    caption = t("standing.grid_caption")
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr([*names, *heads])), html.Tbody(body)],
        className="plain light-grid",
    )
    return scroll_region(table, caption)


def _row(row: GridRow, months: Sequence[dt.date]) -> Node:
    cells = [_cell(row.lights, at) for at in months]
    first = html.Th(initiative_link(row.id, row.title), scope="row")
    return html.Tr([first, html.Td(row.cluster), html.Td(word_badge(Status, row.status)), *cells])


def _cell(lights: Mapping[dt.date, Code], at: dt.date) -> Node:
    """Show a month's light; to those who hear the page, an empty place says that no list had it."""
    if at in lights:
        return html.Td(light_mark(lights[at]), className="grid-month")
    absent = html.Span(t("standing.not_reported"), className="visually-hidden")
    return html.Td(absent, className="grid-month grid-absent")
