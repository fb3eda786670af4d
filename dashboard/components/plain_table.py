"""A small real table: caption, head, rows; the first cell of each row is the row's heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node

Cell = Node | int | list[Node] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column.

    Attributes:
        heading: its heading.
        is_number: whether it holds numbers (set flush right).
        shown: what stands in the head where it is more than the heading's text.
    """

    heading: str
    is_number: bool = False
    shown: Node | None = None


def plain_table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Element:
    """Lay out a table in a region of its own that scrolls sideways where it must."""
    head = html.Tr(
        [html.Th(column.shown or column.heading, scope="col", className=_looks(column)) for column in columns]
    )
    body = [_row(columns, row) for row in rows]
    return scroll_region(
        html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="plain"), caption
    )


def scroll_region(table: Node, name: str) -> Element:
    """Wrap a wide table so that it scrolls on its own, also by keyboard."""
    region = html.Div(table, className="scroll", role="region", tabIndex=0)
    return with_attributes(region, {"aria-label": name})


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> Element:
    first, *rest = row
    cells = [html.Td(cell, className=_looks(column)) for column, cell in zip(columns[1:], rest, strict=True)]
    return html.Tr([html.Th(first, scope="row"), *cells])


def _looks(column: Column) -> str | None:
    return "number" if column.is_number else None
