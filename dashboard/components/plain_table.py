"""A small real table: caption, head, rows; the first cell of each row is the row's heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import with_attributes

Cell = Component | str | int | list[Component | str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, and whether it holds numbers (set flush right)."""

    heading: str
    is_number: bool = False


def plain_table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Component:
    """Lay out a table in a region of its own that scrolls sideways where it must."""
    head = html.Tr([html.Th(column.heading, scope="col", className=_looks(column)) for column in columns])
    body = [_row(columns, row) for row in rows]
    return scroll_region(
        html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="plain"), caption
    )


def scroll_region(table: Component, name: str) -> Component:
    """Wrap a wide table so that it scrolls on its own, also by keyboard."""
    region = html.Div(table, className="scroll", role="region", tabIndex=0)
    return with_attributes(region, {"aria-label": name})


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> Component:
    first, *rest = row
    cells = [html.Td(cell, className=_looks(column)) for column, cell in zip(columns[1:], rest, strict=True)]
    return html.Tr([html.Th(first, scope="row"), *cells])


def _looks(column: Column) -> str | None:
    return "number" if column.is_number else None
