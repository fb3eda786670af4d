"""Read Excel's binary workbooks: old ones (xls) with their looks, new ones (xlsb) without."""

import struct
from pathlib import Path

from etl.read import calamine
from etl.read.biff import WORKBOOK, scan_workbook
from etl.read.dress import dress
from etl.read.grid import Sheet, Workbook
from etl.read.looks import SheetLooks, Styles
from etl.read.ole import DamagedOleError, OleFile
from portfolio.errors import FileRefusedError


def read_xls(path: Path) -> Workbook:
    """Read every sheet of an old workbook.

    Raises:
        FileRefusedError: the file is protected or damaged.
    """
    try:
        styles, looks = scan_workbook(OleFile(path.read_bytes()).stream(*WORKBOOK))
    except (DamagedOleError, struct.error, IndexError) as error:
        raise FileRefusedError("file.damaged") from error
    sheets = _plain(path)
    if any(place >= len(looks) for place, _ in sheets):
        raise FileRefusedError("file.damaged")
    return Workbook(tuple(dress(sheet, looks[place], styles) for place, sheet in sheets))


def read_xlsb(path: Path) -> Workbook:
    """Read every sheet of a new binary workbook; of its looks only merged cells and hidden sheets are told.

    Raises:
        FileRefusedError: the file is protected or damaged.
    """
    return Workbook(tuple(dress(sheet, SheetLooks(), Styles()) for _, sheet in _plain(path)))


def _plain(path: Path) -> list[tuple[int, Sheet]]:
    with calamine.open_workbook(path) as workbook:
        return list(calamine.plain_sheets(workbook))
