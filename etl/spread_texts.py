"""What a list's "spredt til" texts say of who has taken its initiatives into use, as records of their own.

The text itself stays a value of its initiative. Each receiver that it names is a record as a table of
adoption has it, with the same cell; what of a text was not understood is a record without a receiver.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from etl.parse.receivers import Told, Whose, parse_receivers
from etl.parse.texts import shown
from portfolio.records import CellValue, Report, SpreadNote, TableReading
from portfolio.reference import Organisation, load_reference
from portfolio.vocabulary import OrganisationKind, TableKind

FIELD = "spread_status"
_KEPT = 2_000


def spread_notes(tables: Iterable[TableReading], month: dt.date | None) -> tuple[SpreadNote, ...]:
    """Give what the lists among some tables say of receivers, numbered as their initiatives are."""
    return tuple(_notes(tables, month))


def _notes(tables: Iterable[TableReading], month: dt.date | None) -> Iterator[SpreadNote]:
    read = lru_cache(maxsize=_KEPT)(parse_receivers)
    known = {it.id: it for it in load_reference().organisations}
    number = 0
    for table_number, table in enumerate(tables, 1):
        if table.kind is not TableKind.INITIATIVES:
            continue
        has_texts = any(column.field == FIELD for column in table.columns)
        for at in range(len(table.records) if has_texts else 0):
            record = table.records[at]
            cell = record.values.get(FIELD)
            if cell is not None and cell.value is not None:
                told = read(shown(str(cell.value)), _whose(record, known, month))
                yield from _records(told, record, cell, table_number, number + at + 1)
        number += len(table.records)


def _whose(record: Report, known: dict[str, Organisation], month: dt.date | None) -> Whose:
    """Give whose row it is: its cluster's, else that of its first municipality."""
    cluster = record.values.get("cluster")
    scope = None if cluster is None else cluster.organisation
    towns = record.values.get("municipalities")
    named = towns.value if towns is not None and isinstance(towns.value, tuple) else ()
    around = known.get(scope or next(iter(named), ""))
    if around is None:
        return Whose(None, None, month)
    region = around.id if around.kind is OrganisationKind.REGION else around.region
    return Whose(scope or around.id, region, month)


def _records(
    told: Told, record: Report, cell: CellValue, table_number: int, number: int
) -> Iterator[SpreadNote]:
    title = {"title": record.values["title"]}
    for taken in told.receivers:
        values = title | {
            "organisation": cell.but(value=taken.organisation),
            "uptake": cell.but(value=str(taken.uptake)),
        }
        if taken.day is not None:
            values |= {"date": cell.but(value=taken.day)}
        yield SpreadNote(table_number, number, Report(record.sheet, record.row, values, record.column))
    for text in told.unread:
        values = title | {FIELD: cell.but(value=text)}
        yield SpreadNote(table_number, number, Report(record.sheet, record.row, values, record.column))
