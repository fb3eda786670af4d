"""What is read of a table of another kind than initiatives."""

import datetime as dt
from collections.abc import Sequence

from portfolio.records import FuzzyDate, TableReading
from tests.builders.grids import make_sheet
from tests.builders.grids import read as read_sheets


def table(rows: Sequence[Sequence[object]], **looks: object) -> TableReading:
    """Read the one table that rows hold."""
    (found,) = read_sheets(make_sheet(rows, **looks)).tables  # type: ignore[arg-type] # plain cells
    return found


def said(found: TableReading, *names: str) -> list[tuple[object, ...]]:
    """Give some fields of each record; of a date its first day."""
    return [tuple(plain(record.values.get(name)) for name in names) for record in found.records]


def plain(cell: object) -> object:
    """Give a value; of a date its first day."""
    value = getattr(cell, "value", None)
    return value.first if isinstance(value, FuzzyDate) else value


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    """Give a day."""
    return dt.date(year, month, number)
