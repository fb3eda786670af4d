"""A whole table to records: row by row, with what became of each row."""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.convert.context import Context, context_of
from etl.convert.fills import light_column
from etl.convert.joining import filling_columns, joined
from etl.convert.listed import ListedRecords
from etl.convert.mentions import mentions
from etl.convert.picture import seen_rows
from etl.convert.records import RowReader
from etl.convert.setting import Words, setting_of
from etl.find.rows import Row, above_reason, read_rows
from etl.find.view import View
from etl.match import Matched
from etl.match.trust import trusted
from etl.read.grid import Workbook, address, column_letters
from portfolio.fields import FIELDS
from portfolio.findings import Fact, Finding
from portfolio.records import ColumnReading, LeftRow, Report, RowCounts, TableReading
from portfolio.vocabulary import RowReason, Severity, TableKind


@dataclass(frozen=True, slots=True)
class Converted:
    """A table as read, with what there is to say about it; the table is None where no row gave a record."""

    table: TableReading | None
    findings: tuple[Finding, ...] = ()


def convert_table(
    matched: Matched, workbook: Workbook, name: str, month: dt.date | None, words: Words | None = None
) -> Converted:
    """Read a table's rows to records.

    Args:
        matched: the table with its columns understood; one of them holds titles.
        workbook: the whole file, for what other sheets say of it.
        name: the file's name, for the same reason.
        month: the reporting month.
        words: what somebody said that words mean.
    """
    rows = read_rows(matched.found, _columns(matched))
    setting = setting_of(matched.found, rows, workbook, name, month, words)
    records = [row.number for row in rows if row.is_record]
    if not records:
        return Converted(None)
    coloured = light_column(matched, rows)
    reader = RowReader(
        matched, setting, filling_columns(matched, records), coloured.number if coloured else None
    )
    reports = _reports(reader, rows, context_of(setting, set(_columns(matched))))
    _mention_untitled(reader, rows)
    findings = (*mentions(matched, rows, coloured), *reader.findings)
    return Converted(table_reading(matched, rows, reports), findings)


def _columns(matched: Matched) -> dict[str, int]:
    """Give the column of each field, the first where there are two."""
    found: dict[str, int] = {}
    for column in matched.columns:
        if column.field is not None:
            found.setdefault(column.field, column.number)
    return found


def _reports(reader: RowReader, rows: Sequence[Row], context: Context) -> ListedRecords:
    """Read the rows that have something to remark or go on in the next row; the others when asked for."""
    numbers = [row.number for row in rows if row.is_record]
    told = reader.reads.remarkable(numbers) | {row.into for row in rows if row.into is not None}
    made: dict[int, Report] = {}
    begins, contexts = [0], [context.now()]
    for row in [row for row in rows if row.reason is not None or row.into is not None or row.number in told]:
        if row.reason is RowReason.SECTION_HEADING:
            context.enter(reader.view, row)
            begins.append(row.number)
            contexts.append(context.now())
        elif row.is_record:
            made[row.number] = reader.report(row, contexts[-1])
        elif row.into in made:
            made[row.into] = continued(reader, made[row.into], row, contexts[-1])
    by_number = {row.number: row for row in rows if row.is_record}
    is_plain, first = reader.reads.plain.tolist(), reader.view.sheet.first_row

    def make(row: int, *, is_named_only: bool = False) -> Report:
        plain = reader.named_report if is_named_only else reader.plain_report
        read = plain if is_plain[row - first] else reader.report
        return read(by_number[row], contexts[bisect_right(begins, row) - 1])

    used = {bisect_right(begins, number) - 1 for number in numbers if number not in made}
    fixed = reader.fixed(contexts[n] for n in sorted(used))
    return ListedRecords(numbers, made, make, reader.reads, fixed, tuple(reader.other_columns()))


def continued(reader: RowReader, report: Report, row: Row, context: Context) -> Report:
    """Add to a record what a row below says; of two dates or numbers the second is only mentioned."""
    values = dict(report.values)
    for name, value in reader.continuation(row, context).items():
        both = joined(name, values[name], value) if name in values else value
        if both is None:
            facts: dict[str, Fact] = {"other": values[name].cell or "", "field": FIELDS[name].label.da}
            reader.findings.append(
                Finding("cell.second_value", Severity.INFO, report.sheet, value.cell, facts)
            )
        else:
            values[name] = both
    extra = (*reader.step(row), *reader.unknown(row.number))
    return replace(report, values=values, extra=(*report.extra, *extra))


def _mention_untitled(reader: RowReader, rows: Sequence[Row]) -> None:
    """Ask for the title of each row that has none."""
    title = reader.matched.column_of("title")
    for row in rows if title else ():
        if row.reason is RowReason.TITLE_MISSING and title:
            cell = address(row.number, title.number)
            facts: dict[str, Fact] = {"row": row.number, "heading": title.heading}
            reader.findings.append(Finding(str(row.reason), Severity.ERROR, reader.sheet_name, cell, facts))


def table_reading(matched: Matched, rows: Sequence[Row], reports: Sequence[Report]) -> TableReading:
    """Give a table as it was understood: its span, its columns, what became of its rows, its records."""
    found = matched.found
    is_told = [n for n, row in enumerate(rows) if row.reason is None]
    begin = next(n for n in is_told if rows[n].into is None)
    inside = rows[begin : is_told[-1] + 1]
    first, last = inside[0].number, inside[-1].number
    span = range(first, last + 1)
    beside = [left for left in _elsewhere(matched, rows) if left.row in span]
    return TableReading(
        sheet=found.view.sheet.name,
        kind=TableKind.INITIATIVES,
        header_rows=found.header.rows,
        first_row=first,
        last_row=last,
        columns=tuple(
            ColumnReading(
                column_letters(column.number),
                column.heading,
                column.field,
                trusted(column.confidence),
                column.group,
                column.by,
                column.suggestions,
            )
            for column in matched.columns
        ),
        rows=_counts(inside, len(beside)),
        skipped=tuple(sorted((*_left(inside), *beside), key=lambda left: left.row)),
        outside=tuple(_outside(matched, rows, span)),
        records=reports,
        seen=seen_rows(found),
    )


def _counts(rows: Sequence[Row], beside: int) -> RowCounts:
    """Count rows by what became of them; those that only hold something beside the table are skipped."""
    reasons = Counter([row.reason for row in rows])
    rejected = reasons[RowReason.TITLE_MISSING]
    skipped = len(rows) - reasons[None] - rejected
    merged = sum([row.into is not None for row in rows])
    accepted = len(rows) - rejected - skipped - merged
    return RowCounts(len(rows) + beside, accepted, merged, skipped + beside, rejected)


def _left(rows: Sequence[Row]) -> Iterator[LeftRow]:
    for row in rows:
        if row.reason is not None:
            yield LeftRow(row.number, row.reason)


def _outside(matched: Matched, rows: Sequence[Row], span: range) -> Iterator[LeftRow]:
    """Give every other row of the sheet that holds something: titles above, notes below, other tables."""
    beside = [left for left in _elsewhere(matched, rows) if left.row not in span]
    around = [LeftRow(row.number, row.reason or RowReason.NOTE) for row in rows if row.number not in span]
    yield from sorted((*around, *beside), key=lambda left: left.row)


def _elsewhere(matched: Matched, rows: Sequence[Row]) -> Iterator[LeftRow]:
    """Give the rows that hold nothing in the table's own columns, or stand above or below it."""
    found, view = matched.found, matched.found.view
    known = {row.number for row in rows} | set(found.header.rows)
    whole = View(view.sheet)  # the table may have been found in a few columns of it
    for number, _ in whole.filled_rows(view.sheet.first_row, whole.last_row):
        if number in known:
            continue
        if found.top <= number < found.header.rows[0] and view.filled(number):
            yield LeftRow(number, above_reason(view, number))
        else:
            is_note = number in found.body and not found.has_neighbour
            yield LeftRow(number, RowReason.NOTE if is_note else RowReason.OTHER_TABLE)
