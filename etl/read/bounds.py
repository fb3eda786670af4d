"""How large a list may be: what is over these is no list, and reading on would keep others waiting."""

from itertools import islice

from etl.read.grid import Column, Sheet, Workbook, address
from portfolio.errors import FileRefusedError

MAX_SHEETS = 128
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_TEXT = 32_767
"""The longest text that Excel can hold; a longer one makes every pattern slow."""


def check_bounds(workbook: Workbook) -> None:
    """Check a workbook by what its sheets hold, not by how they look.

    Raises:
        FileRefusedError: it has too many sheets, rows or columns, a cell far from others, or a text too long.
    """
    filled = [sheet for sheet in workbook.sheets if sheet.columns]
    if len(filled) > MAX_SHEETS:
        raise FileRefusedError("file.too_many_sheets", count=len(filled), limit=MAX_SHEETS)
    for sheet in filled:
        if len(sheet.columns) > MAX_COLUMNS:
            _refuse_wide(sheet)
        if sheet.row_count > MAX_ROWS:
            _refuse_tall(sheet)
        for number, column in enumerate(sheet.columns):
            if _longest(column) > MAX_TEXT:
                _refuse_long(sheet, number)


def _refuse_wide(sheet: Sheet) -> None:
    if sum(len(column.values) > 1 for column in sheet.columns) > MAX_COLUMNS:
        raise FileRefusedError("file.too_many_columns", sheet=sheet.name or "-", limit=MAX_COLUMNS)
    last = next(row for row, code in enumerate(sheet.columns[-1].codes) if code)
    _refuse_far(sheet, last, len(sheet.columns) - 1)


def _refuse_tall(sheet: Sheet) -> None:
    filled = {row for column in sheet.columns for row, code in enumerate(column.codes) if code}
    if len(filled) > MAX_ROWS:
        raise FileRefusedError("file.too_many_rows", sheet=sheet.name or "-", limit=MAX_ROWS)
    column = next(n for n, column in enumerate(sheet.columns) if column.codes[-1])
    _refuse_far(sheet, sheet.row_count - 1, column)


def _refuse_far(sheet: Sheet, row: int, column: int) -> None:
    cell = address(sheet.first_row + row, sheet.first_column + column)
    raise FileRefusedError("file.far_cell", sheet=sheet.name or "-", cell=cell)


def _longest(column: Column) -> int:
    values = islice(column.values, 1, None)
    try:
        return max(map(len, values), default=0)  # type: ignore[arg-type] # most columns are all texts
    except TypeError:
        return max((len(value) for value in column.values if isinstance(value, str)), default=0)


def _refuse_long(sheet: Sheet, number: int) -> None:
    column = sheet.columns[number]
    lengths = [len(value) if isinstance(value, str) else 0 for value in column.values]
    row = next(row for row, code in enumerate(column.codes) if lengths[code] > MAX_TEXT)
    cell = address(sheet.first_row + row, sheet.first_column + number)
    raise FileRefusedError("file.long_text", sheet=sheet.name or "-", cell=cell, limit=MAX_TEXT)
