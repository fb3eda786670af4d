"""Values by calamine, whatever the format; its failures told as ours."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorkbookClosed,
)

from etl.read.clean import clean_sheet, clean_text
from etl.read.grid import Block, Sheet
from portfolio.errors import FileRefusedError

_PANICS = "pyo3_runtime"
"""Where calamine's panics come from: they are no Exception, and their class cannot be imported."""


@contextmanager
def open_workbook(path: Path) -> Iterator[CalamineWorkbook]:
    """Open a workbook by its content, and turn whatever goes wrong inside into a refusal.

    Never by its name: calamine would believe an ending, and the guard has looked at what the file is.

    Raises:
        FileRefusedError: the file is protected, damaged or made as nothing we can read.
    """
    try:
        with path.open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
            try:
                yield workbook
            finally:
                with suppress(WorkbookClosed):  # whoever needs no more of it may have closed it
                    workbook.close()
    except PasswordError as error:
        raise FileRefusedError("file.encrypted") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileRefusedError("file.damaged") from error
    except BaseException as error:
        if type(error).__module__ != _PANICS:
            raise
        raise FileRefusedError("file.damaged") from error


def worksheets(workbook: CalamineWorkbook) -> Iterator[tuple[int, bool]]:
    """Give place, and whether it is hidden, of each sheet with cells: those of charts have none."""
    for place, told in enumerate(workbook.sheets_metadata):
        if told.typ == SheetTypeEnum.WorkSheet:
            yield place, told.visible != SheetVisibleEnum.Visible


def plain_sheets(workbook: CalamineWorkbook) -> Iterator[tuple[int, Sheet]]:
    """Give each sheet that has cells, with its place in the workbook."""
    for place, is_hidden in worksheets(workbook):
        yield place, plain_sheet(workbook.get_sheet_by_index(place), is_hidden=is_hidden)


def plain_sheet(sheet: CalamineSheet, *, is_hidden: bool) -> Sheet:
    """Give a sheet with all that calamine tells of it: values and merged cells.

    calamine leaves out empty columns before the first value, but no rows.
    """
    first_column = 1 if sheet.start is None else sheet.start[1] + 1
    plain = clean_sheet(clean_text(sheet.name) or sheet.name, sheet.iter_rows(), first_column)
    return replace(plain, merges=_merges(sheet), is_hidden=is_hidden)


def _merges(sheet: CalamineSheet) -> tuple[Block, ...]:
    blocks = sheet.merged_cell_ranges or ()
    return tuple(Block(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in blocks)
