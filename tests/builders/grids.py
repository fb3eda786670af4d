"""Sheets and workbooks as a reader gives them, from plain rows; and what is read of them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from etl.find import find_tables
from etl.find.tables import Found
from etl.match import Matched, match_columns
from etl.read.coding import coded
from etl.read.grid import Block, Raw, Sheet, Workbook
from etl.run import read_tables
from portfolio.profile import EMPTY, Profile
from portfolio.records import FileFacts, Reading

WORDS = (
    "Fælles akutteam",
    "Hjerterehabilitering",
    "Telemedicin til KOL",
    "Fald hos ældre",
    "Medicin ved udskrivelse",
    "Unge i mistrivsel",
)


def make_sheet(
    rows: Sequence[Sequence[Raw]], name: str | None = "Ark1", *, merges: Sequence[str] = (), **looks: object
) -> Sheet:
    """Make a sheet of rows; ``merges`` are ranges such as "A1:C1"."""
    return Sheet(name, coded(rows), merges=tuple(map(_block, merges)), **looks)  # type: ignore[arg-type] # a sheet's looks


def _block(text: str) -> Block:
    first, last = text.split(":")
    (row, column), (last_row, last_column) = place(first), place(last)
    return Block(row, column, last_row, last_column)


def place(cell: str) -> tuple[int, int]:
    """Give row and column of a cell's address: "B6" is (6, 2)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(cell[len(letters) :]), column


def make_workbook(*sheets: Sheet | Sequence[Sequence[Raw]]) -> Workbook:
    """Make a workbook of sheets, or of the rows of each."""
    return Workbook(tuple(sheet if isinstance(sheet, Sheet) else make_sheet(sheet) for sheet in sheets))


def read(
    *sheets: Sheet | Sequence[Sequence[Raw]],
    name: str = "liste.xlsx",
    month: dt.date | None = None,
    profile: Profile = EMPTY,
) -> Reading:
    """Read sheets as a file would be read."""
    return read_tables(make_workbook(*sheets), FileFacts(name, 1, "0" * 64, "xlsx"), month, profile)


def found(*sheets: Sheet | Sequence[Sequence[Raw]]) -> tuple[Found, ...]:
    """Find the tables of sheets."""
    return find_tables(make_workbook(*sheets))


def matched(rows: Sequence[Sequence[Raw]], **more: object) -> Matched:
    """Match the columns of the one table that rows hold."""
    (table,) = found(make_sheet(rows, **more))
    return match_columns(table)


def fields(rows: Sequence[Sequence[Raw]], **more: object) -> dict[str, str | None]:
    """Give each heading's field."""
    return {column.heading: column.field for column in matched(rows, **more).columns}


def titles(reading: Reading) -> list[str]:
    """Give the titles of all records."""
    return [record.title for table in reading.tables for record in table.records]


def values(reading: Reading, field: str) -> list[Any]:
    """Give a field's value of each record, None where it has none."""
    records = [record for table in reading.tables for record in table.records]
    return [record.values[field].value if field in record.values else None for record in records]


def reasons(reading: Reading) -> dict[int, str]:
    """Give the reason of each row of the first table's sheet that gave no record."""
    table = reading.tables[0]
    return {row.row: str(row.reason) for row in (*table.skipped, *table.outside)}


def message_ids(reading: Reading) -> set[str]:
    """Give the ids of all findings."""
    return {finding.id for finding in reading.findings}


def trimmed(rows: Sequence[Sequence[Raw]]) -> list[list[Raw]]:
    """Give rows without the empty cells at the end of each."""
    return [
        list(row[: max((n for n, raw in enumerate(row, 1) if raw is not None), default=0)]) for row in rows
    ]
