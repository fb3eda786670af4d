"""One door to all formats: a file that the guard has let in, as a workbook of sheets."""

from collections.abc import Callable
from pathlib import Path

from etl.read.csv_text import read_csv
from etl.read.grid import Workbook
from etl.read.html_table import read_html
from etl.read.ods import read_ods
from etl.read.xls import read_xls, read_xlsb
from etl.read.xlsx import read_xlsx
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
        FileRefusedError: the file turns out to be damaged, or too heavy to read.
    """
    return _READERS[facts.format](path)
