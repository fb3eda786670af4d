"""Records of other tables than lists of initiatives: stored with the report of the initiative they tell of.

A table of process steps may be the only list that tells of an initiative at all: the fællessekretariat keeps
no other. So each of its rows whose title stands in no list of the file is a report of an initiative too; so
are those of a table of adoption, where the file has no list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.encoding import cells_json
from portfolio.fields import FIELDS
from portfolio.records import CellValue, FuzzyDate, Reading, Report, SpreadNote, TableReading
from portfolio.rules.likeness import fold
from portfolio.tables import ListRecord, table_of
from portfolio.vocabulary import TableKind

COLUMNS = (
    "upload_id",
    "number",
    "table_number",
    "kind",
    "sheet",
    "row",
    "column",
    "report_number",
    "title",
    "part",
    "state",
    "first_date",
    "last_date",
    "values_json",
)


@dataclass(frozen=True, slots=True)
class _Form:
    """Which of a kind's fields say what a record is about besides its initiative, how that is, and when."""

    part: str | None
    state: str | None
    day: str | None


_FORMS: Mapping[TableKind, _Form] = {
    TableKind.PROCESS: _Form("step", "step_state", "reached"),
    TableKind.ADOPTION: _Form("organisation", "uptake", "date"),
    TableKind.MILESTONES: _Form("milestone", "status", "date"),
    TableKind.DECISIONS: _Form("body", "status", "date"),
    TableKind.STATUS_LOG: _Form(None, "traffic_light", "month"),
    TableKind.MEASUREMENTS: _Form("indicator", None, "month"),
    TableKind.ASSESSMENTS: _Form("domain", "score", "date"),
    TableKind.TRIALS: _Form("trial", "outcome", "start"),
}
_LONGEST_STATE = 32
_RECEIVERS = frozenset({"organisation", "municipalities", "hospitals"})
"""In a table of adoption these are who receives, and not whose the initiative is."""


def table_reports(reading: Reading) -> list[Report]:
    """Give a report for each initiative that only tables of steps or adoption tell of, in their order.

    A table of adoption beside a list tells of the list's initiatives: another title there is a slip.
    """
    lists = [it for it in reading.tables if it.kind is TableKind.INITIATIVES and len(it.records)]
    kinds = {TableKind.PROCESS} if lists else {TableKind.PROCESS, TableKind.ADOPTION}
    telling = [table for table in reading.tables if table.kind in kinds]
    listed = _titles(lists) if telling else set()  # a long list's records are made when they are asked for
    found: dict[str, Report] = {}
    for table in telling:
        for row in _rows(table):
            title = fold(row.title)
            if title not in listed:
                found.setdefault(title, row)
    return list(found.values())


def _titles(tables: Iterable[TableReading]) -> set[str]:
    return {fold(report.title) for table in tables for report in table.records}


def _rows(table: TableReading) -> Iterator[Report]:
    """Give a report a row of a table: of a matrix its whole rows, else of each record."""
    told = _RECEIVERS if table.kind is TableKind.ADOPTION else frozenset()
    for row in table.row_values or table.records:
        if "title" in row.values:
            fields = [name for name in row.values if name in FIELDS and name not in told]
            yield replace(row, values={name: row.values[name] for name in fields})


def numbers_by_title(reading: Reading, reports: Iterable[Report]) -> dict[str, int]:
    """Give the number of the first report with each title, folded, where there are records that need one.

    Args:
        reading: the file as it was read.
        reports: its reports, in the order of their numbers from 1.
    """
    if all(table.kind is TableKind.INITIATIVES for table in reading.tables):
        return {}
    found: dict[str, int] = {}
    for number, report in enumerate(reports, 1):
        found.setdefault(fold(report.title), number)
    return found


def add_records(session: Session, upload_id: int, reading: Reading, reports: Mapping[str, int]) -> None:
    """Store the records of an upload's other tables; ``reports`` is what :func:`numbers_by_title` gives."""
    rows = chain(_table_rows(reading.tables, reports), _spread_rows(reading.spread))
    numbered = ((upload_id, number, *row) for number, row in enumerate(rows, 1))
    bulk.write(session, table_of(ListRecord), numbered, COLUMNS)


def _table_rows(tables: Sequence[TableReading], reports: Mapping[str, int]) -> Iterator[bulk.Row]:
    for table_number, table in enumerate(tables, 1):
        if table.kind is not TableKind.INITIATIVES:
            for record in table.records:
                title = _text(record.values.get("title"))
                number = reports.get(fold(title)) if title else None
                yield table_number, *_record_row(table.kind, record, number)


def _spread_rows(notes: Iterable[SpreadNote]) -> Iterator[bulk.Row]:
    """Give what a list's texts say of receivers, as a table of adoption would; each is of its own row."""
    for note in notes:
        yield note.table_number, *_record_row(TableKind.ADOPTION, note.record, note.number)


def _record_row(kind: TableKind, record: Report, report_number: int | None) -> bulk.Row:
    form, values = _FORMS[kind], record.values
    title = _text(values.get("title")) or ""
    first, last = _days(None if form.day is None else values.get(form.day))
    state = None if form.state is None else _text(values.get(form.state))
    return (
        kind,
        record.sheet,
        record.row,
        record.column,
        report_number,
        title,
        None if form.part is None else _text(values.get(form.part)),
        None if state is None else state[:_LONGEST_STATE],
        first,
        last,
        cells_json(values),
    )


def _text(cell: CellValue | None) -> str | None:
    return None if cell is None or cell.value is None else str(cell.value)


def _days(cell: CellValue | None) -> tuple[object, object]:
    value = None if cell is None else cell.value
    return (value.first, value.last) if isinstance(value, FuzzyDate) else (None, None)
