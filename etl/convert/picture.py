"""How the first rows of a table look in their sheet, for people to recognise."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from etl.find import Found
from etl.find.transposed import place_of
from etl.find.view import View
from etl.parse.texts import shown
from etl.read.grid import column_letters
from portfolio.records import SeenCell, SeenRow

_ROWS_ABOVE, _ROWS_BELOW = 4, 10
_MOST_COLUMNS = 60
_LONGEST = 120
_MOST_LEFT = 2
_NO_RESULT = "=…"


def cells_of_row(view: View, row: int, columns: range) -> tuple[SeenCell, ...]:
    """Give a row's cells as they look, merged blocks with the rows and columns that they cover."""
    cells = (_placed(view, row, cell) for cell in _cells(view, row, columns))
    return tuple(cell for cell in cells if cell is not None)


def _placed(view: View, row: int, cell: SeenCell) -> SeenCell | None:
    """Add how many rows a cell covers, and whether it is bold; None for what a block above covers."""
    place = view.anchor(*place_of(f"{cell.column}{row}"))
    if place[0] != row:
        return None
    block = view.block(*place)
    down = 1 if block is None else block.last_row - block.first_row + 1
    return replace(cell, down=down, is_bold=place in view.sheet.bold)


def seen_rows(found: Found) -> tuple[SeenRow, ...]:
    """Give the filled rows right above a table's heading, the heading, and the first below it."""
    view, header = found.view, found.header
    above = [row for row, _ in view.filled_rows(found.top, header.rows[0] - 1)][-_ROWS_ABOVE:]
    below = islice(view.filled_rows(found.body.start, found.body.stop - 1), _ROWS_BELOW)
    numbers = (*above, *header.rows, *(row for row, _ in below))
    columns = _columns(found)
    rows = (SeenRow(row, tuple(_cells(view, row, columns))) for row in numbers)
    return tuple(row for row in rows if row.cells)


def _columns(found: Found) -> range:
    """Give the columns of the heading, and with them a narrow margin on the left where a title may stand."""
    first, last, edge = found.header.columns[0], found.header.columns[-1], found.view.sheet.first_column
    if first - edge <= _MOST_LEFT and not found.has_neighbour:
        first = min(first, edge)
    return range(first, min(last, first + _MOST_COLUMNS - 1) + 1)


def _cells(view: View, row: int, columns: range) -> Iterator[SeenCell]:
    """Give a row's cells; a merged block is one cell where it begins, and nothing further down."""
    passed = columns.start
    for column in columns:
        if column < passed:
            continue
        passed = column + _across(view, row, column, columns)
        text, colour = _text(view, row, column), _colour(view, row, column)
        if text or colour or passed > column + 1:
            yield SeenCell(column_letters(column), text, colour, passed - column)


def _across(view: View, row: int, column: int, columns: range) -> int:
    """Give how many of the shown columns a cell covers."""
    block = view.block(row, column)
    return 1 if block is None else min(block.last_column + 1, columns.stop) - column


def _text(view: View, row: int, column: int) -> str:
    """Give the text of a cell; of a merged block only in its first row, though it may begin further left."""
    place, sheet = view.anchor(row, column), view.sheet
    if place[0] != row:
        return ""
    if place in sheet.errors:
        return sheet.errors[place] or _NO_RESULT
    raw = view.raw(*place)
    if isinstance(raw, int | float) and "%" in sheet.number_formats.get(place, ""):
        return f"{shown(round(100 * raw, 6))} %"
    return _short(shown(raw))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _colour(view: View, row: int, column: int) -> str | None:
    place = view.anchor(row, column)
    return view.sheet.conditional.get(place) or view.sheet.fills.get(place)
