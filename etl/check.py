"""Rules across a record's fields and across rows: what no single cell can tell."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from etl.parse.normal import fold
from portfolio.findings import Finding
from portfolio.records import CellValue, FuzzyDate, Report, TableReading
from portfolio.vocabulary import Severity, TableKind


def check_tables(tables: tuple[TableReading, ...]) -> Iterator[Finding]:
    """Say what does not add up in the records of a file; only initiatives are to stand once."""
    for table in tables:
        for record in table.records:
            yield from _order_of_dates(record)
        yield from _same(table, "key", "row.same_key")
    yield from _same_titles(tuple(table for table in tables if table.kind is TableKind.INITIATIVES))


def _order_of_dates(record: Report) -> Iterator[Finding]:
    """Ask about an end before its start."""
    start, end = record.values.get("start"), record.values.get("end")
    if start is None or end is None or start.cell == end.cell:
        return
    first, last = _first_day(start), _last_day(end)
    if first is not None and last is not None and last < first:
        facts = {"start": _shown(start), "end": _shown(end)}
        yield Finding("row.end_before_start", Severity.WARNING, record.sheet, end.cell, facts)


def _first_day(cell: CellValue) -> dt.date | None:
    return cell.value.first if isinstance(cell.value, FuzzyDate) else None


def _last_day(cell: CellValue) -> dt.date | None:
    return cell.value.last if isinstance(cell.value, FuzzyDate) else None


def _shown(cell: CellValue) -> str:
    """Give a date as typed, or as a day where it is a real date."""
    if cell.text or not isinstance(cell.value, FuzzyDate):
        return cell.text
    day = cell.value.first or cell.value.last
    return f"{day:%d.%m.%Y}" if day else ""


def _same(table: TableReading, field: str, message: str) -> Iterator[Finding]:
    """Mention rows of one table that have the same key."""
    first: dict[str, CellValue] = {}
    for record in table.records:
        cell = record.values.get(field)
        if cell is None or cell.value is None:
            continue
        earlier = first.setdefault(fold(str(cell.value)), cell)
        if earlier is not cell:
            facts = {"text": str(cell.value), "other": earlier.cell or ""}
            yield Finding(message, Severity.WARNING, record.sheet, cell.cell, facts)


def _same_titles(tables: tuple[TableReading, ...]) -> Iterator[Finding]:
    """Mention titles that stand more than once in the file."""
    found: dict[str, list[Report]] = defaultdict(list)
    for table in tables:
        for record in table.records:
            found[fold(record.title)].append(record)
    for records in found.values():
        for record in records[1:]:
            facts = {"text": record.title, "other": records[0].values["title"].cell or ""}
            yield Finding("row.same_title", Severity.INFO, record.sheet, record.values["title"].cell, facts)
