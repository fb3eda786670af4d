"""How the sheets of a file look, with what was understood of them: for people to hold against their own."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from etl.convert.picture import cells_of_row
from etl.find.view import View
from etl.read.grid import Sheet, Workbook, column_letters
from portfolio.records import PictureColumn, PictureRow, SheetPicture, TableReading
from portfolio.vocabulary import RowReason, RowRole

_FIRST_ROWS, _ROWS_OF_LIST, _MOST_ROWS = 30, 8, 90
_MOST_COLUMNS, _MARGIN = 60, 3
_MOST_CELLS, _FEW_ROWS = 30_000, 3
"""A workbook of a hundred wide sheets is drawn in part: of the last only the first rows."""


def sheet_pictures(
    workbook: Workbook, tables: Sequence[TableReading], excluded: Collection[str | None]
) -> tuple[SheetPicture, ...]:
    """Give a picture of every sheet, also of those without a list, hidden or left out."""
    found: list[SheetPicture] = []
    left = _MOST_CELLS
    for sheet in workbook.sheets:
        most = _MOST_ROWS if left > 0 else _FEW_ROWS
        found.append(_picture(sheet, tables, most, is_excluded=sheet.name in excluded))
        left -= sum(len(row.cells) for row in found[-1].rows)
    return tuple(found)


def _picture(sheet: Sheet, tables: Sequence[TableReading], most: int, *, is_excluded: bool) -> SheetPicture:
    view = View(sheet)
    own = {n: table for n, table in enumerate(tables) if table.sheet == sheet.name}
    roles, columns = _Roles(own), _columns(view)
    rows = tuple(_row(view, row, columns, roles) for row in _rows(view, own)[:most])
    return SheetPicture(
        sheet.name,
        view.last_row,
        view.last_column,
        tuple(_column(sheet, column) for column in columns),
        tuple(row for row in rows if row.cells),
        tuple(own),
        sheet.is_hidden,
        is_excluded,
    )


def _columns(view: View) -> range:
    """Give the columns to show; a margin on the left that is empty is left out where it is wide."""
    first = view.sheet.first_column
    first = 1 if first <= _MARGIN else first
    return range(first, min(view.last_column, first + _MOST_COLUMNS - 1) + 1)


def _column(sheet: Sheet, column: int) -> PictureColumn:
    return PictureColumn(column_letters(column), sheet.widths.get(column), column in sheet.hidden_columns)


def _rows(view: View, tables: Mapping[int, TableReading]) -> list[int]:
    """Give the rows to show: the sheet's first, and those where a list begins further down."""
    found = set(_filled(view, view.sheet.first_row, _FIRST_ROWS))
    for table in tables.values():
        headings = table.header_rows or ()
        begin = max((*headings, table.first_row - 1)) + 1
        found |= {*headings, *_filled(view, begin, _ROWS_OF_LIST)}
    return sorted(found)


def _filled(view: View, first: int, most: int) -> Iterator[int]:
    return (row for row, _ in islice(view.filled_rows(first, view.last_row), most))


def _row(view: View, row: int, columns: range, roles: "_Roles") -> PictureRow:
    role, reason, table = roles.of(row)
    cells = cells_of_row(view, row, columns)
    return PictureRow(row, role, cells, reason, table, row in view.sheet.hidden_rows)


class _Roles:
    """What became of a sheet's rows; of tables beside each other the first that has a use for a row tells."""

    def __init__(self, tables: Mapping[int, TableReading]) -> None:
        self._tables = [
            (n, table, {left.row: left.reason for left in (*table.skipped, *table.outside)})
            for n, table in tables.items()
        ]

    def of(self, row: int) -> tuple[RowRole, RowReason | None, int | None]:
        told = [(_role(table, row, left), left.get(row), n) for n, table, left in self._tables]
        order = list(RowRole)
        role, reason, n = min(
            told, key=lambda item: order.index(item[0]), default=(RowRole.OUTSIDE, None, None)
        )
        return role, reason, None if role is RowRole.OUTSIDE else n


def _role(table: TableReading, row: int, left: Collection[int]) -> RowRole:
    if row in (table.header_rows or ()):
        return RowRole.HEADING
    if not table.first_row <= row <= table.last_row:
        return RowRole.OUTSIDE
    return RowRole.SKIPPED if row in left else RowRole.BODY
