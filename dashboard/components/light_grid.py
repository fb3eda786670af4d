"""Initiatives against months: a real table of traffic lights, one row an initiative."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_mark
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.standing_moves import since_cell
from dashboard.components.standing_tables import title_cell
from dashboard.format import month, month_short
from dashboard.labels import Code, code_label
from dashboard.texts import t
from portfolio.snapshot import LIGHTS, Item
from portfolio.vocabulary import Status


@dataclass(frozen=True, slots=True)
class _Marks:
    """The cells of the grid, made once: a list's light, a status log's, and a month without either."""

    listed: Mapping[Code, Node]
    logged: Mapping[Code, Node]
    absent: Node


def light_grid(rows: Sequence[Item], months: Sequence[dt.date], newest: dt.date | None) -> Node:
    """Lay the grid out, months from the left, oldest first.

    Args:
        rows: the initiatives, in order.
        months: the months shown.
        newest: the newest month of any list.
    """
    names = [Column(t("standing.initiative")), Column(t("standing.light_since"), look="grid-since")]
    heads = [Column(month_short(at), look="grid-month", title=month(at)) for at in months]
    marks = _marks()
    shown = [_row(it, months, marks, newest) for it in rows]
    table = plain_table(t("standing.grid_caption"), [*names, *heads], shown, look="plain light-grid")
    hint = html.P(t("standing.grid_keys"), className="grid-hint no-print")
    told = with_attributes(
        html.P("", className="grid-told no-print", id="gitter-celle"), {"aria-live": "polite"}
    )
    return html.Div([hint, told, table], className="grid-box uncaptioned")


def _row(it: Item, months: Sequence[dt.date], marks: _Marks, newest: dt.date | None) -> Sequence[Cell]:
    lights, logged = it.lights(), it.months_of_log()
    cells = [_cell(at, lights, logged, marks) for at in months]
    status = it.code("status")
    title = title_cell(it, code_label(Status, status)) if status else title_cell(it)
    return [title, since_cell(it, newest), *cells]


def _cell(at: dt.date, lights: Mapping[dt.date, Code], logged: frozenset[dt.date], marks: _Marks) -> Node:
    if at not in lights:
        return marks.absent
    return (marks.logged if at in logged else marks.listed)[lights[at]]


def _marks() -> _Marks:
    return _Marks(
        {code: light_mark(code) for code in LIGHTS},
        {code: _logged(code) for code in LIGHTS},
        _absent(),
    )


def _logged(code: Code) -> Node:
    """Make the place of a month that a status log tells of."""
    heard = html.Span(f" ({t('standing.from_log_short')})", className="visually-hidden")
    return html.Td([light_mark(code), heard], className="grid-month grid-logged")


def _absent() -> Node:
    """Make the place of a month in which no list had it: empty, but told to those who hear the page."""
    told = html.Span(t("standing.not_reported"), className="visually-hidden")
    return html.Td(told, className="grid-month grid-absent")
