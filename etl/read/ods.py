"""Read open document spreadsheets: values by calamine, looks by a pass of our own over ``content.xml``."""

from dataclasses import replace
from pathlib import Path

from etl.read import calamine
from etl.read.archive import ARCHIVE_ERRORS, chunks, open_archive
from etl.read.dress import dress
from etl.read.grid import Sheet, Workbook
from etl.read.looks import Styles
from etl.read.ods_scan import TableScan, scan_tables
from etl.read.xml_stream import BadXmlError
from portfolio.errors import FileRefusedError


def read_ods(path: Path) -> Workbook:
    """Read every sheet.

    Raises:
        FileRefusedError: the file is damaged.
    """
    try:
        with open_archive(path) as archive:
            styles, scans = scan_tables(chunks(archive, "content.xml"))
    except (*ARCHIVE_ERRORS, KeyError, BadXmlError) as error:
        raise FileRefusedError("file.damaged") from error
    with calamine.open_workbook(path) as workbook:
        if len(workbook.sheets_metadata) != len(scans):
            raise FileRefusedError("file.damaged")
        sheets = [_dressed(sheet, scans[place], styles) for place, sheet in calamine.plain_sheets(workbook)]
    return Workbook(tuple(sheets))


def _dressed(sheet: Sheet, scan: TableScan, styles: Styles) -> Sheet:
    merges = tuple(block for block in scan.merges if block.first_row <= sheet.row_count)
    return dress(replace(sheet, merges=merges), scan.looks, styles)
