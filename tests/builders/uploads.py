"""Readings and uploads: a whole valid default, the test names only what differs."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portfolio.database import writing
from portfolio.findings import Finding
from portfolio.identity import merge_initiatives
from portfolio.records import (
    CellValue,
    ColumnReading,
    ExtraCell,
    FileFacts,
    FuzzyDate,
    Reading,
    Report,
    RowCounts,
    TableReading,
    Value,
)
from portfolio.store import NewUpload, Receipt, load_upload
from portfolio.vocabulary import Precision, TableKind

Given = Value | CellValue | None

FIRST_INSTANT = dt.datetime(2026, 9, 3, 8, 0, tzinfo=dt.UTC)
SEPTEMBER, OCTOBER, NOVEMBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1), dt.date(2026, 11, 1)


def at(day: int) -> dt.datetime:
    """Give an instant some days after the first one."""
    return FIRST_INSTANT + dt.timedelta(days=day)


def day_value(text: str) -> FuzzyDate:
    """Give a date that is exact to the day, from ISO text."""
    day = dt.date.fromisoformat(text)
    return FuzzyDate(day, day, Precision.DAY)


def make_report(
    row: int = 2, *, sheet: str | None = "Indsatser", extra: tuple[ExtraCell, ...] = (), **given: Given
):
    """Make a report of a row; a value given bare stands in a column of its own with its text as typed."""
    values: dict[str, Given] = {"title": "Fælles gravidteam", **given}
    cells = {
        name: value
        if isinstance(value, CellValue)
        else CellValue(value, str(value), f"{chr(65 + place)}{row}")
        for place, (name, value) in enumerate(values.items())
        if value is not None
    }
    return Report(sheet=sheet, row=row, values=cells, extra=extra)


def make_table(*reports: Report, kind: TableKind = TableKind.INITIATIVES, **changes: object) -> TableReading:
    """Make a table whose records these are."""
    table = TableReading(
        sheet="Indsatser",
        kind=kind,
        header_rows=(1,),
        first_row=2,
        last_row=max((report.row or 2 for report in reports), default=2),
        columns=(ColumnReading("A", "Titel", "title", 0.99), ColumnReading("Z", "Mødelokale", None, 0.0)),
        rows=RowCounts(len(reports), len(reports), 0, 0, 0),
        skipped=(),
        outside=(),
        records=reports,
    )
    return replace(table, **changes)


def make_reading(
    *rows: Report | Mapping[str, Given], name: str = "Projektliste.xlsx", findings: tuple[Finding, ...] = ()
) -> Reading:
    """Make the reading of a file with one list; rows may be given as values by field."""
    reports = [
        row if isinstance(row, Report) else make_report(number, **row) for number, row in enumerate(rows, 2)
    ]
    return reading_of(make_table(*reports), name=name, findings=findings)


def reading_of(
    *tables: TableReading, name: str = "Projektliste.xlsx", findings: tuple[Finding, ...] = ()
) -> Reading:
    """Make the reading of a file with these tables; other tables are other bytes."""
    sha256 = hashlib.sha256(repr((name, tables)).encode()).hexdigest()
    return Reading(FileFacts(name, 48_213, sha256, "xlsx"), tables, findings)


def make_upload(reading: Reading | None = None, **changes: object) -> NewUpload:
    """Make an upload of one list with one initiative."""
    new = NewUpload(
        source="Randersklyngens projektliste",
        sender="Randersklyngen",
        organisation=None,
        month=SEPTEMBER,
        reading=reading or make_reading({}),
        kept_path=None,
        now=FIRST_INSTANT,
        by="konsulent",
    )
    return replace(new, **changes)


def load(engine: Engine, *rows: Report | Mapping[str, Given], **changes: object) -> Receipt:
    """Load one list with these rows, and commit."""
    with writing(engine) as session:
        return load_upload(session, make_upload(make_reading(*rows), **changes))


def merge(session: Session, ids: set[int], now: dt.datetime) -> None:
    """Let all that was told of one initiative be about another, the older one."""
    kept_id, gone_id = sorted(ids)
    merge_initiatives(session, kept_id, gone_id, reason="samme indsats", now=now, by="konsulent")
