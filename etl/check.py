"""Rules across a record's fields and across rows: what no single cell can tell."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from etl.convert.listed import cell_of, ending_early, texts_of
from etl.parse.normal import fold, rough_folds
from etl.parse.organisations import ended_name
from portfolio.findings import Fact, Finding
from portfolio.records import CellValue, FuzzyDate, TableReading
from portfolio.reference import Organisation, load_reference
from portfolio.vocabulary import Severity, TableKind


def check_tables(tables: tuple[TableReading, ...], month: dt.date | None = None) -> Iterator[Finding]:
    """Say what does not add up in the records of a file; only initiatives are to stand once.

    ``month`` is the list's month, which tells whether an area that it names still exists.
    """
    for table in tables:
        yield from _order_of_dates(table)
        yield from _ended_areas(table, month)
        yield from _same((table,), "key", "row.same_key", Severity.WARNING)
    lists = tuple(table for table in tables if table.kind is TableKind.INITIATIVES)
    yield from _same(lists, "title", "row.same_title", Severity.INFO)


def _order_of_dates(table: TableReading) -> Iterator[Finding]:
    """Ask about ends before their starts."""
    for start, end in ending_early(table.records):
        first, last = _first_day(start), _last_day(end)
        if start.cell != end.cell and first is not None and last is not None and last < first:
            facts = {"start": _shown(start), "end": _shown(end)}
            yield Finding("row.end_before_start", Severity.WARNING, table.sheet, end.cell, facts)


def _ended_areas(table: TableReading, month: dt.date | None) -> Iterator[Finding]:
    """Say, once for each, which areas are named that no longer exist, and what became of them."""
    texts = [] if month is None else texts_of(table.records, "cluster")
    for text in dict.fromkeys(filter(None, texts)):
        found = table.records[texts.index(text)].values.get("cluster")
        if month is None or found is None or found.organisation is None:
            continue
        ended = ended_name(found.text or text, found.organisation, month)
        if ended is not None:
            yield _ended_area(table, found, ended, texts.count(text))


def _ended_area(table: TableReading, found: CellValue, ended: Organisation, count: int) -> Finding:
    facts: dict[str, Fact] = {"area": ended.name, "rows": count}
    if found.organisation == ended.id:
        return Finding("place.area_parted", Severity.WARNING, table.sheet, found.cell, facts)
    now = next(one.name for one in load_reference().organisations if one.id == found.organisation)
    return Finding(
        "place.area_succeeded", Severity.INFO, table.sheet, found.cell, {**facts, "successor": now}
    )


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


def _same(
    tables: tuple[TableReading, ...], field: str, message: str, severity: Severity
) -> Iterator[Finding]:
    """Mention each record of some tables that has the same value as an earlier one."""
    first: dict[str, tuple[int, int]] = {}
    for (t, n), text in _perhaps_alike([texts_of(table.records, field) for table in tables]):
        earlier = first.setdefault(fold(text), (t, n))
        if earlier != (t, n):
            own = cell_of(tables[t].records, n, field)
            other = cell_of(tables[earlier[0]].records, earlier[1], field)
            facts = {"text": text, "other": other or ""}
            yield Finding(message, severity, tables[t].sheet, own, facts)


def _perhaps_alike(texts: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the texts that may be said again in other words of the same letters, with their places."""
    every = [text for of_table in texts for text in of_table]
    places = [(t, n) for t, of_table in enumerate(texts) for n in range(len(of_table))]
    rough = rough_folds(every) if every else ()
    often = Counter(rough)
    for place, text, letters in zip(places, every, rough, strict=True):
        if text and often[letters] > 1:
            yield place, text
