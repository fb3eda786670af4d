"""A small real table: caption, head, rows; the first cell of each row is the row's heading.

A page has hundreds of cells, so a table is sent in brief: its columns once, and its cells as what they hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Brief, Element, Node

Linked = tuple[str, str]
"""A text and the address it leads to."""

Cell = Node | Linked | int | list[Node] | None
"""What stands in a cell; a ``td`` is the cell itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column.

    Attributes:
        heading: its heading.
        is_number: whether it holds numbers (set flush right).
        shown: what stands in the head where it is more than the heading's text.
        look: the class of its cells, where they have one of their own.
        title: what its head says in full, where it is short.
    """

    heading: str
    is_number: bool = False
    shown: Node | None = None
    look: str = ""
    title: str = ""

    @property
    def classes(self) -> str:
        """The class of its head and cells; "" where they have none."""
        return self.look or ("number" if self.is_number else "")


def plain_table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], look: str = "plain"
) -> Element:
    """Lay out a table in a region of its own that scrolls sideways where it must.

    Args:
        caption: what it shows.
        columns: its columns.
        rows: its rows.
        look: its classes; "labelled" stacks the cells on narrow screens, each under its column's heading.
    """
    cells = [list(row) for row in rows]
    heads = [[column.shown or column.heading, column.classes, column.title] for column in columns]

    def whole() -> Element:
        return _spelt(caption, columns, cells, look)

    return Brief(["rows", caption, look, heads, *([_sent(cell) for cell in row] for row in cells)], whole)


def _sent(cell: Cell) -> object:
    """Give a cell as it is sent: a text, a text and its address, an element, or a list of a list of nodes."""
    if type(cell) is list:
        return [cell]
    return str(cell) if isinstance(cell, int) else cell or ""


def scroll_region(table: Node, name: str) -> Element:
    """Wrap a wide table so that it scrolls on its own, also by keyboard."""
    region = html.Div(table, className="scroll", role="region", tabIndex=0)
    return with_attributes(region, {"aria-label": name})


def _spelt(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], look: str) -> Element:
    heads = [
        html.Th(it.shown or it.heading, scope="col", className=it.classes or None, title=it.title or None)
        for it in columns
    ]
    is_labelled = "labelled" in look.split()
    body = [_row(columns, row, is_labelled=is_labelled) for row in rows]
    parts = [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(body)]
    return scroll_region(html.Table(parts, className=look), caption)


def _row(columns: Sequence[Column], row: Sequence[Cell], *, is_labelled: bool) -> Element:
    first, *rest = row
    cells = [
        _cell(column, cell, is_labelled=is_labelled) for column, cell in zip(columns[1:], rest, strict=True)
    ]
    return html.Tr([html.Th(_content(first), scope="row"), *cells])


def _cell(column: Column, cell: Cell, *, is_labelled: bool) -> Element:
    if isinstance(cell, Element) and cell.tag == "td":
        return cell
    made = html.Td(_content(cell), className=column.classes or None)
    has_head = is_labelled and column.shown is None
    return with_attributes(made, {"data-head": column.heading}) if has_head else made


def _content(cell: Cell) -> Node | list[Node] | int | None:
    return link(*cell) if isinstance(cell, tuple) else cell
