"""A reading told in words, before it is known where they are to stand: pure, in one language."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, takewhile
from string import digits

from etl.read.grid import column_letters
from etl.report.values import MOST_COUNTED, Gathered, gathered, told
from etl.report.words import day_in_text, field_label, listed, month, number, plain, runs, say, size
from portfolio.errors import TvaerblikError
from portfolio.findings import Alike, FindingGroup, grouped
from portfolio.records import ColumnReading, FileFacts, LeftRow, Reading, SeenCell, SeenRow, TableReading
from portfolio.vocabulary import LABELS, RowReason, Severity, TableKind, label

_SURE, _LIKELY = 0.8, 0.6
_STEPS = 5
_FEWEST_TOGETHER = 3
"""So many columns side by side that hold the same field are told as one."""

_SHORT_HASH = 12
_LOOK = 100


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure it is that a column holds its field: a word, and a bar of so many steps of five."""

    word: str
    steps: int
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """A column, or some side by side, with what it was read as and what its values are.

    ``place`` is "" for what has no column of its own: read from a section, a heading or the sheet's name.
    """

    place: str
    heading: str
    field: str | None
    sureness: Sureness | None
    filled: str
    told: str


@dataclass(frozen=True, slots=True)
class LeftSummary:
    """Rows that gave no record, for one reason."""

    reason: str
    rows: str
    count: int
    is_outside: bool


@dataclass(frozen=True, slots=True)
class RowPart:
    """So many of a table's rows became this."""

    name: str
    count: int
    told: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of the sheet as it looks, and what became of it."""

    row: SeenRow
    became: str
    is_heading: bool
    is_record: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The first rows of a table: columns with what they were read as, rows with what became of them.

    Where the headings run downwards, the rows say what they were read as (``is_turned``).
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[PictureRow, ...]
    more: str
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One table: what it is and where, what became of its rows, how its columns were understood.

    ``counted`` says in how many records values were counted, where that is not in all.
    """

    sheet: str | None
    name: str
    place: str
    account: str
    parts: tuple[RowPart, ...]
    gave: str
    columns: tuple[ColumnSummary, ...]
    counted: str
    left: tuple[LeftSummary, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """Findings of one kind: what they have in common, then what each says and where."""

    severity: Severity
    count: int
    said: str
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file amounts to."""

    rows: int = 0
    records: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0


@dataclass(frozen=True, slots=True)
class FileSummary:
    """All there is to tell of a file.

    Attributes:
        name: the file's name as it may be shown.
        verdict: one sentence on how it went.
        worst: the gravest finding's severity; None where nothing must be mended or looked at.
        is_refused: the file was not read; ``reason`` says why and what to do.
        found: how many records of each kind it holds.
        about: the month it is for, and what comes next.
    """

    name: str
    verdict: str
    worst: Severity | None
    is_refused: bool
    reason: str
    found: str
    about: str
    receipt: tuple[tuple[str, str], ...]
    counts: Counts
    tables: tuple[TableSummary, ...] = ()
    groups: tuple[GroupSummary, ...] = ()


def summary_of(reading: Reading, language: str = "da") -> FileSummary:
    """Tell what was understood of a file."""
    counts = _counts(reading)
    return FileSummary(
        name=plain(reading.file.name),
        verdict=_verdict(reading, counts, language),
        worst=Severity.ERROR if counts.errors else Severity.WARNING if counts.warnings else None,
        is_refused=False,
        reason="",
        found=_found(reading, language),
        about=_about(reading, counts, language),
        receipt=_receipt(reading.file, language),
        counts=counts,
        tables=tuple(_table(table, language) for table in reading.tables),
        groups=tuple(_group(group, language) for group in grouped(reading.findings)),
    )


def summary_of_refusal(facts: FileFacts, error: TvaerblikError, language: str = "da") -> FileSummary:
    """Tell why a file was refused."""
    return FileSummary(
        name=plain(facts.name),
        verdict=say("refused", language),
        worst=Severity.ERROR,
        is_refused=True,
        reason=plain(error.message(language)),
        found="",
        about="",
        receipt=_receipt(facts, language),
        counts=Counts(),
    )


def closing(files: Sequence[FileSummary], language: str = "da") -> str:
    """Say in one sentence how several files went."""
    refused = sum(file.is_refused for file in files)
    read = say("files_read", language, count=len(files) - refused)
    parts = [read] if len(files) > refused else []
    parts += [say("files_refused", language, count=refused)] if refused else []
    to_do = _to_do(
        sum(file.counts.errors for file in files), sum(file.counts.warnings for file in files), language
    )
    return f"{listed(parts, language)}. {to_do}"


def written_on(on: dt.date, version: str, language: str = "da") -> str:
    """Say who wrote a page and when."""
    return say("written_on", language, date=day_in_text(on, language), version=version)


# The file


def _counts(reading: Reading) -> Counts:
    of = {severity: sum(found.severity is severity for found in reading.findings) for severity in Severity}
    return Counts(
        rows=sum(table.rows.read for table in reading.tables),
        records=sum(len(table.records) for table in reading.tables),
        errors=of[Severity.ERROR],
        warnings=of[Severity.WARNING],
        infos=of[Severity.INFO],
    )


def _verdict(reading: Reading, counts: Counts, language: str) -> str:
    """Say what was found, and how much there is to do."""
    found = _found(reading, language)
    tables = say("tables", language, count=len(reading.tables))
    doubtful = sum(_is_doubtful(column) for table in reading.tables for column in table.columns)
    parts = [say("understood", language, found=found, tables=tables)]
    parts += [_to_do(counts.errors, counts.warnings, language)]
    parts += [say("doubtful_columns", language, count=doubtful)] if doubtful else []
    return " ".join(parts)


def _about(reading: Reading, counts: Counts, language: str) -> str:
    """Say which month a list is for, and what its sender may do now."""
    parts = (
        [] if reading.month is None else [say("for_month", language, month=month(reading.month, language))]
    )
    if counts.errors:
        parts.append(say("next_mend", language))
    elif any(table.kind is TableKind.INITIATIVES for table in reading.tables):
        parts.append(say("next_load", language))
    return " ".join(parts)


def _found(reading: Reading, language: str) -> str:
    """Say how many records of each kind a file holds."""
    kinds: dict[TableKind, int] = {}
    for table in reading.tables:
        kinds[table.kind] = kinds.get(table.kind, 0) + len(table.records)
    return listed([_records(kind, count, language) for kind, count in kinds.items()], language)


def _to_do(errors: int, warnings: int, language: str) -> str:
    if errors and warnings:
        return say("mend_and_look", language, errors=say("mend", language, count=errors), warnings=warnings)
    if errors:
        return say("mend", language, count=errors) + "."
    return say("look", language, count=warnings) + "." if warnings else say("nothing_to_mend", language)


def _records(kind: TableKind, count: int, language: str) -> str:
    return say(f"records_{kind}", language, count=count)


def _receipt(facts: FileFacts, language: str) -> tuple[tuple[str, str], ...]:
    """Name the very file that was read."""
    lines = [("receipt_file", plain(facts.name)), ("receipt_size", size(facts.size_bytes, language))]
    lines += [("receipt_format", facts.format)] if facts.format else []
    lines += [("receipt_sha256", facts.sha256[:_SHORT_HASH])] if facts.size_bytes else []
    return tuple((say(name, language), said) for name, said in lines)


def _group(group: FindingGroup, language: str) -> GroupSummary:
    said = group.message(language)
    count = len(group.findings)
    whole = say("alike", language, count=count) if said is None else said
    return GroupSummary(group.severity, count, plain(whole), group.alike(language))


# A table


def _table(table: TableReading, language: str) -> TableSummary:
    values = gathered(table.records) | gathered(table.row_values)
    return TableSummary(
        sheet=None if table.sheet is None else plain(table.sheet),
        name=label(table.kind, language),
        place=_place(table, language),
        account=_account(table, language),
        parts=_parts(table, language),
        gave=_gave(table, language),
        columns=tuple(_columns(table, values, language)),
        counted=_counted(table, language),
        left=(*_left(table.skipped, language), *_left(table.outside, language, is_outside=True)),
        picture=_picture_of(table, language) if table.seen else None,
    )


def _is_turned(table: TableReading) -> bool:
    """Tell whether the headings run downwards, so that a column is a record."""
    return table.orientation == "transposed"


def _place(table: TableReading, language: str) -> str:
    """Say where a table stands: sheet, rows, and the rows of its heading."""
    sheet = (
        say("no_sheet", language)
        if table.sheet is None
        else say("in_sheet", language, sheet=plain(table.sheet))
    )
    span = say("span_of_rows", language, first=table.first_row, last=table.last_row)
    if _is_turned(table):
        return f"{sheet}, {span}, {say('transposed', language)}"
    heading = say("heading_rows", language, rows=runs(table.header_rows or ())) if table.header_rows else ""
    return ", ".join(part for part in (sheet, span, heading) if part)


def _parts(table: TableReading, language: str) -> tuple[RowPart, ...]:
    """Give what the rows became, in the order of the sum."""
    rows = table.rows
    is_list = table.kind is TableKind.INITIATIVES and not _is_turned(table)
    accepted = (
        _records(table.kind, rows.accepted, language)
        if is_list
        else say("with_values", language, count=rows.accepted)
    )
    counts = (("merged", rows.merged), ("skipped", rows.skipped), ("rejected", rows.rejected))
    parts = [RowPart("accepted", rows.accepted, accepted)]
    parts += [RowPart(name, count, say(name, language, count=count)) for name, count in counts if count]
    return tuple(parts)


def _account(table: TableReading, language: str) -> str:
    """Write the rows' account as a sum that people can check."""
    read = say("rows_read", language, count=table.rows.read)
    return f"{read} = {' + '.join(part.told for part in _parts(table, language))}"


def _gave(table: TableReading, language: str) -> str:
    """Say how many records rows gave, where that is another number than the rows."""
    if len(table.records) == table.rows.accepted and not _is_turned(table):
        return ""
    return say("gave", language, found=_records(table.kind, len(table.records), language))


def _counted(table: TableReading, language: str) -> str:
    """Say so where values were counted in a part of the records only."""
    total = len(table.records)
    if total <= MOST_COUNTED:
        return ""
    return say("counted", language, count=number(MOST_COUNTED, language), total=number(total, language))


def _left(rows: Sequence[LeftRow], language: str, *, is_outside: bool = False) -> Iterator[LeftSummary]:
    """Gather rows left out, reason by reason."""
    ordered = sorted(rows, key=lambda left: (left.reason, left.row))
    for reason, group in groupby(ordered, key=lambda left: left.reason):
        numbers = [left.row for left in group]
        yield LeftSummary(label(reason, language), runs(numbers), len(numbers), is_outside)


# Columns


def _columns(table: TableReading, values: dict[str, Gathered], language: str) -> Iterator[ColumnSummary]:
    """Give the columns in the sheet's order, then what was read from elsewhere."""
    told_of: set[str] = set()
    for field, run in groupby(_runs(table.columns), key=lambda numbered: numbered[0]):
        columns = [column for _, column in run]
        name = field[1]
        found = values.get(name) if name and name not in told_of else None
        told_of.add(name or "")
        yield _column(table, columns, found, language)
    for name, found in values.items():
        if name not in told_of:
            yield _beside(table, name, found, language)


def _runs(columns: Sequence[ColumnReading]) -> Iterator[tuple[tuple[int, str | None], ColumnReading]]:
    """Give each column a key that many side by side share which hold the same field."""
    number = 0
    for field, run in groupby(columns, key=lambda column: column.field):
        same = list(run)
        together = field is not None and len(same) >= _FEWEST_TOGETHER
        for column in same:
            number += not together
            yield (number, field), column
        number += 1


def _column(
    table: TableReading, columns: Sequence[ColumnReading], found: Gathered | None, language: str
) -> ColumnSummary:
    first, last = columns[0], columns[-1]
    place = first.place if first is last else f"{first.place}-{last.place}"
    place = say("row_place", language, row=place) if _is_turned(table) else place
    heading = plain(first.heading)
    if first is not last:
        heading = say("columns", language, count=len(columns), first=heading, last=plain(last.heading))
    if first.field is None:
        return ColumnSummary(place, heading, None, None, "", "")
    return ColumnSummary(
        place,
        heading,
        field_label(first.field, table.kind, language),
        _sureness(min(column.confidence for column in columns), language),
        "" if found is None else _filled(found, language),
        "" if found is None else told(first.field, found, language),
    )


def _beside(table: TableReading, name: str, found: Gathered, language: str) -> ColumnSummary:
    """Tell of a field that has no column: read from a section, a heading or a name."""
    sources = [LABELS[type(source)][source].text(language) for source, _ in found.sources.most_common(2)]
    heading = listed(sources, language) if sources else _elsewhere(table, found.first_cell, language)
    filled = _filled(found, language)
    return ColumnSummary(
        "", heading, field_label(name, table.kind, language), None, filled, told(name, found, language)
    )


def _elsewhere(table: TableReading, cell: str | None, language: str) -> str:
    """Say where a field without a column was read, by its first cell."""
    if cell is None:
        return say("read_from_context", language)
    column = cell.rstrip(digits)
    if cell.removeprefix(column) in map(str, table.header_rows or ()):
        return say("read_from_heading", language)
    if len(table.records) > table.rows.accepted:
        return say("read_from_same_cell", language)
    return say("read_from_column", language, column=column)


def _filled(found: Gathered, language: str) -> str:
    if found.is_partial:
        return say("partly_filled", language, count=found.filled, total=found.total)
    if found.filled == found.total:
        return say("all_filled", language, count=found.filled)
    return say("filled", language, count=found.filled, total=found.total)


def _is_doubtful(column: ColumnReading) -> bool:
    return column.field is not None and column.confidence < _LIKELY


def _sureness(confidence: float, language: str) -> Sureness:
    """Say how sure a column is, in a word and in fifths."""
    word = "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "unsure"
    steps = max(1, min(_STEPS, round(confidence * _STEPS)))
    return Sureness(say(word, language), steps, confidence < _LIKELY)


# The picture


def _picture_of(table: TableReading, language: str) -> Picture:
    return _turned_picture(table, language) if _is_turned(table) else _picture(table, language)


def _turned_picture(table: TableReading, language: str) -> Picture:
    """Show the first columns of a table that was read from its turned sheet, as the sheet has them."""
    rows: dict[int, list[SeenCell]] = {}
    for column in table.seen:
        for cell in column.cells:
            turned = SeenCell(column_letters(column.row), cell.text, cell.colour)
            rows.setdefault(_number(cell.column), []).append(turned)
    fields = {column.place: column.field for column in table.columns}
    shown = tuple(
        PictureRow(
            SeenRow(number, tuple(cells)),
            field_label(field, table.kind, language) if (field := fields.get(str(number))) else "",
            is_heading=False,
            is_record=True,
        )
        for number, cells in sorted(rows.items())
    )
    letters = tuple((column_letters(column.row), "") for column in table.seen)
    rest = len(table.records) - sum(record.column in dict(letters) for record in islice(table.records, _LOOK))
    more = say("more_of", language, found=_records(table.kind, rest, language)) if rest > 0 else ""
    return Picture(letters, shown, more, is_turned=True)


def _picture(table: TableReading, language: str) -> Picture:
    """Show the first rows with what became of each."""
    fields = {column.place: column.field for column in table.columns}
    letters = _letters(table.seen)
    columns = tuple(
        (letter, field_label(field, table.kind, language) if (field := fields.get(letter)) else "")
        for letter in letters
    )
    became = {left.row: left.reason for left in (*table.outside, *table.skipped)}
    records = _records_rows(table)
    rows = tuple(
        PictureRow(row, "", is_heading=False, is_record=True)
        if row.row in records
        else _picture_row(table, row, became, language)
        for row in table.seen
    )
    shown = sum(row.is_record for row in rows)
    rest = table.rows.read - sum(table.first_row <= row.row <= table.last_row for row in table.seen)
    more = say("more_rows", language, count=rest) if shown and rest > 0 else ""
    return Picture(columns, rows, more)


def _letters(rows: Iterable[SeenRow]) -> tuple[str, ...]:
    """Give all columns from the first that any row fills to the last."""
    numbers = [(_number(cell.column), cell.across) for row in rows for cell in row.cells]
    if not numbers:
        return ()
    first, end = min(number for number, _ in numbers), max(number + across for number, across in numbers)
    return tuple(column_letters(number) for number in range(first, end))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _records_rows(table: TableReading) -> frozenset[int]:
    """Give the rows of the records that the picture may show; the others are not looked at."""
    last = max((row.row for row in table.seen), default=0)
    first_ones = takewhile(lambda record: record.row is not None and record.row <= last, table.records)
    return frozenset(record.row for record in first_ones if record.row is not None)


def _picture_row(
    table: TableReading, row: SeenRow, became: Mapping[int, RowReason], language: str
) -> PictureRow:
    """Say what became of a row that is shown."""
    if row.row in (table.header_rows or ()):
        return PictureRow(row, say("heading_row", language), is_heading=True, is_record=False)
    if row.row in became:
        return PictureRow(row, label(became[row.row], language), is_heading=False, is_record=False)
    return PictureRow(row, say("merged_row", language), is_heading=False, is_record=False)
