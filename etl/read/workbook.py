"""One door to all formats: a file that the guard has let in, as a workbook of sheets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from etl.read.archive import ARCHIVE_ERRORS
from etl.read.asides import asides_of
from etl.read.bounds import check_bounds
from etl.read.csv_text import read_csv
from etl.read.grid import Workbook
from etl.read.html_table import read_html
from etl.read.ods import read_ods
from etl.read.xls import read_xls, read_xlsb
from etl.read.xlsx import read_xlsx
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts

_READERS: dict[str, Callable[[Path], Workbook]] = {
    "xlsx": read_xlsx,
    "xlsb": read_xlsb,
    "xls": read_xls,
    "ods": read_ods,
    "csv": read_csv,
    "html": read_html,
}


def read_workbook(path: Path, facts: FileFacts) -> Workbook:
    """Read every sheet of a file, hidden ones too.

    Raises:
        FileRefusedError: the file turns out to be damaged, too heavy to read, or larger than any list.
    """
    try:
        asides = asides_of(path, facts.format)
    except ARCHIVE_ERRORS as error:
        raise FileRefusedError("file.damaged") from error
    workbook = _READERS[facts.format](path)
    check_bounds(workbook)
    return replace(workbook, asides=asides)
