"""A whole table of another kind to records, with what became of each row."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.convert.context import Context, context_of
from etl.convert.kinds.matrix import Heads, cells_of, heads_of, process_of
from etl.convert.kinds.reading import KindReader, title_above, with_sections
from etl.convert.mentions import mentions
from etl.convert.setting import Setting, Words, setting_of
from etl.convert.table import Converted, continued, table_reading
from etl.find.axes import is_organisation
from etl.find.layouts import SECTIONS
from etl.find.rows import Row, is_number, read_rows
from etl.match.kinds import MatchedKind
from etl.parse.normal import tidy
from etl.parse.texts import shown
from etl.read.grid import Raw, Workbook, address, column_letters
from etl.schema.headings import best_score
from etl.schema.kinds import kind_schema, speaks_of_kinds
from portfolio.records import CellValue, ColumnReading, Report
from portfolio.vocabulary import ReadFrom, RowReason, TableKind

_FILLS_DOWN = {"title", "organisation", "process", "trial", "indicator", "unit"}
_LEFT_OF_TITLES = {"month", "period"}
"""Fields that fill down where they stand left of what the record is of, as a group's heading does."""

_OF_A_MEETING = {"date", "body"}
"""Fields that a list may name once and leave blank in the rows below; the others only decisions."""

_TOTAL = re.compile(r"(i ?alt|total(t|en)?|sum|gennemsnit|gns|snit|middel)\b.{0,25}", re.IGNORECASE)
_COUNT = re.compile(r"(antal|optælling|andel)\b.{0,25}", re.IGNORECASE)
"""What begins the name of a total, and of a count of marks; initiatives and indicators may begin so too."""

_FILLED, _TOP, _SURE = 3, 12, 0.7
"""A row with so many cells is no template row, though it begins as one ("Skriv udkast")."""

_OF_NUMBERS = {TableKind.MEASUREMENTS, TableKind.ASSESSMENTS}
"""Kinds whose cells are numbers also where they count nothing."""

_NO_RECORD = {RowReason.NOTE, RowReason.SECTION_HEADING, RowReason.TITLE_MISSING, RowReason.LEGEND}


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rows of a table gave: its records, and in a matrix what belongs to whole rows."""

    records: tuple[Report, ...]
    row_values: tuple[Report, ...] = ()


def convert_kind(
    matched: MatchedKind, workbook: Workbook, name: str, month: dt.date | None, words: Words | None = None
) -> Converted:
    """Read a table that is no list of initiatives.

    Args:
        matched: the table with its columns understood.
        workbook: the whole file, for what other sheets say of it.
        name: the file's name, for the same reason.
        month: the reporting month.
        words: what somebody said that words mean.
    """
    rows = _rows(matched)
    setting = setting_of(matched.found, rows, workbook, name, month, words)
    if not any(row.is_record for row in rows):
        return Converted(None)
    reader = _reader(matched, setting, rows)
    context = context_of(setting, set())
    reader.sheet_title = _title_of_sheet(matched, workbook)
    read = _matrix(reader, rows, context) if matched.across else _list(reader, rows, context)
    if not read.records:
        return Converted(None)
    _mention_untitled(reader, rows)
    own = replace(table_reading(matched.matched, rows, read.records), kind=matched.kind)
    table = replace(own, columns=_columns(matched, read.records), row_values=read.row_values)
    return Converted(table, (*mentions(matched.matched, rows, None), *reader.findings))


def _reader(matched: MatchedKind, setting: Setting, rows: Sequence[Row]) -> KindReader:
    process = process_of(matched, setting)
    return KindReader(matched.matched, setting, _filling(matched, rows), kind=matched, process=process)


def _rows(matched: MatchedKind) -> tuple[Row, ...]:
    """Say what every row is; a row that only names what stands below it is a section."""
    rows = read_rows(matched.found, _row_columns(matched))
    lights = _lit_rows(matched)
    return tuple(_as_kind(matched, row, rows[n + 1 :], lights) for n, row in enumerate(rows))


def _row_columns(matched: MatchedKind) -> dict[str, int]:
    """Give the columns that tell rows: what every record has takes the title's place."""
    others = {
        column.field: column.number
        for column in matched.matched.columns
        if column.field not in {None, "title"} and column.number != matched.anchor and column.field
    }
    return {"title": matched.anchor, **({} if matched.across else others)}


def _lit_rows(matched: MatchedKind) -> frozenset[int]:
    """Give the rows of a matrix whose cells have colours."""
    sheet, numbers = matched.found.view.sheet, {column.number for column in matched.across}
    places = (*sheet.fills, *sheet.conditional)
    return frozenset(row for row, column in places if column in numbers)


def _as_kind(matched: MatchedKind, row: Row, below: Sequence[Row], lit: frozenset[int]) -> Row:
    """Put right what a row is, where its kind of table tells."""
    if row.reason in _NO_RECORD and row.number in lit and matched.anchor in row.filled:
        return replace(row, reason=None)
    if matched.across and _is_total(matched, row):
        return replace(row, reason=RowReason.TOTAL)
    if _says_section(matched, row):
        return replace(row, reason=RowReason.SECTION_HEADING, into=None)
    if _names_below(matched, row, below):
        return replace(row, reason=RowReason.SECTION_HEADING, into=None)
    is_imperative = row.reason is RowReason.PLACEHOLDER and len(row.filled) >= _FILLED and not matched.across
    return replace(row, reason=None) if is_imperative and matched.anchor in row.filled else row


def _says_section(matched: MatchedKind, row: Row) -> bool:
    """Tell a row of one cell that gives the rows below it their month, their meeting's day or their place."""
    says = SECTIONS.get(matched.kind)
    if says is None or len(row.filled) != 1 or says.names & set(matched.field_names) or matched.across:
        return False
    return says.holds(matched.found.view.sheet.value(row.number, row.filled[0]))


def _is_total(matched: MatchedKind, row: Row) -> bool:
    """Tell a matrix's row of sums, which may fill every column with numbers."""
    if not row.is_record:
        return False
    sheet, across = matched.found.view.sheet, {column.number for column in matched.across}
    text = next((text for column in row.filled if (text := matched.found.view.text(row.number, column))), "")
    cells = [sheet.value(row.number, column) for column in row.filled if column in across]
    is_counted = matched.kind not in _OF_NUMBERS and bool(_COUNT.fullmatch(text))
    return bool(cells) and all(map(is_number, cells)) and (is_counted or bool(_TOTAL.fullmatch(text)))


def _names_below(matched: MatchedKind, row: Row, below: Sequence[Row]) -> bool:
    """Tell a row of one cell that names the initiative of the fuller rows below it."""
    title = matched.matched.column_of("title")
    is_lone = len(row.filled) == 1 and bool(below) and below[0].is_record and not matched.across
    if not is_lone or len(below[0].filled) == 1:
        return False
    if title is None:
        return row.is_record and row.filled == (matched.anchor,)
    return title.number != matched.anchor and row.filled == (title.number,) and not row.is_record


def _filling(matched: MatchedKind, rows: Sequence[Row]) -> frozenset[int]:
    """Give the columns that are named once for several rows."""
    forms = ((form.name, form.column) for form in matched.forms)
    plain = ((matched.names.get(column.field or ""), column) for column in matched.matched.columns)
    names = _OF_A_MEETING if matched.kind is TableKind.DECISIONS else _FILLS_DOWN
    known = [(name, column) for name, column in (*forms, *plain) if name]
    numbers = {column.number for name, column in known if name in names}
    numbers |= {
        column.number for name, column in known if name in _LEFT_OF_TITLES and column.number < matched.anchor
    }
    records = [row for row in rows if row.is_record]
    return frozenset(number for number in numbers if number != matched.anchor and _is_once(number, records))


def _is_once(number: int, records: Sequence[Row]) -> bool:
    """Tell whether a column is filled in some rows and blank in others, from the first on."""
    filled = [number in row.filled for row in records]
    return not all(filled) and sum(filled) > 0


def _list(reader: KindReader, rows: Sequence[Row], context: Context) -> _Read:
    """Read one record a row."""
    reports: dict[int, Report] = {}
    section: CellValue | None = None
    sections: set[str] = set()
    given: dict[int, Mapping[str, CellValue]] = {}
    own: Mapping[str, CellValue] = {}
    for row in rows:
        if row.reason is RowReason.SECTION_HEADING:
            context.enter(reader.view, row)
            section = _section_title(reader, row)
            own = reader.of_section((row.number, row.filled[0]), context)
            sections.add(section.cell or "")
        elif row.is_record:
            reports[row.number] = _with_title(reader.report(row, context), section, reader)
            given[row.number] = own
        elif row.into in reports:
            reports[row.into] = continued(reader, reports[row.into], row, context)
    by_number = {row.number: row for row in rows}
    return _Read(
        tuple(
            _whole(
                reader,
                with_sections(report, frozenset(sections)),
                by_number[number],
                context,
                given.get(number, {}),
            )
            for number, report in reports.items()
        )
    )


def _section_title(reader: KindReader, row: Row) -> CellValue:
    text = shown(reader.view.sheet.value(row.number, row.filled[0]))
    return CellValue(text, text, address(row.number, row.filled[0]), ReadFrom.SECTION_HEADING)


def _with_title(report: Report, section: CellValue | None, reader: KindReader) -> Report:
    """Let the section's words be the title where no column holds it, else what the sheet's title names."""
    title = section or title_above(reader.setting.titles) or reader.sheet_title
    if title is None or reader.matched.column_of("title") is not None:
        return report
    return replace(report, values={**report.values, "title": title})


def _title_of_sheet(matched: MatchedKind, workbook: Workbook) -> CellValue | None:
    """Let the sheet's name be the title where no column is, and other sheets have the same headings."""
    name, header = matched.found.view.sheet.name or "", matched.found.header
    texts = [matched.found.view.text(header.rows[-1], heading.column) for heading in header.headings]
    others = (sheet for sheet in workbook.sheets if sheet is not matched.found.view.sheet)
    is_one_of_several = any(
        texts in [list(map(_as_text, row)) for row in sheet.rows[:_TOP]] for sheet in others
    )
    is_name = (
        is_one_of_several
        and best_score(name) < _SURE
        and not is_organisation(name)
        and not speaks_of_kinds(name)
    )
    return CellValue(name, name, None, ReadFrom.SHEET_NAME) if is_name and name else None


def _as_text(raw: Raw) -> str:
    return tidy(raw) if isinstance(raw, str) else ""


def _whole(
    reader: KindReader, report: Report, row: Row, context: Context, given: Mapping[str, CellValue]
) -> Report:
    """Put a record together of what its section gives, plain fields and forms, in the kind's order."""
    named = reader.named(report)
    title = report.values.get("title")
    with_title = {"title": title} if title is not None else {}
    found = _own_unit(
        {**reader.of_sheet(), **given, **reader.of_forms(row, context), **with_title, **named.values}
    )
    return replace(named, values=_ordered(reader, found))


def _ordered(reader: KindReader, found: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """Give the values in the order of the kind's fields, then those an initiative may have beside them."""
    own = [field.name for field in kind_schema(reader.kind.kind).every]
    order = [*own, *(name for name in found if name not in own)]
    return _with_process(reader, {name: found[name] for name in order if name in found})


def _with_process(reader: KindReader, values: dict[str, CellValue]) -> dict[str, CellValue]:
    """Say of which process a step is, where no column does."""
    if "step" not in values or "process" in values:
        return values
    return {**values, "process": CellValue(reader.process, "", None)}


def _matrix(reader: KindReader, rows: Sequence[Row], context: Context) -> _Read:
    """Read one record a filled cell, and what belongs to each row."""
    heads = heads_of(reader)
    records: list[Report] = []
    row_values: list[Report] = []
    section: CellValue | None = None
    for row in rows:
        if row.reason is RowReason.SECTION_HEADING:
            context.enter(reader.view, row)
            section = _section_title(reader, row)
        elif row.is_record:
            whole = _row_report(reader, row, context)
            whole = whole if reader.kind.is_turned else _with_title(whole, section, reader)
            row_values.append(whole)
            records += _cells(reader, row, whole, heads, context)
    return _Read(tuple(records), tuple(row_values))


def _row_report(reader: KindReader, row: Row, context: Context) -> Report:
    """Read what belongs to a whole row of a matrix."""
    report = reader.named(reader.report(row, context))
    return replace(report, values=_own_unit({**report.values, **reader.of_forms(row, context)}))


def _own_unit(values: dict[str, CellValue]) -> dict[str, CellValue]:
    """Leave out a unit that was filled down from another indicator."""
    unit, indicator = values.get("unit"), values.get("indicator")
    if unit is None or indicator is None or unit.read_from is not ReadFrom.FILL_DOWN:
        return values
    if indicator.read_from is ReadFrom.FILL_DOWN:
        return values
    return {name: value for name, value in values.items() if name != "unit"}


def _cells(reader: KindReader, row: Row, whole: Report, heads: Heads, context: Context) -> Iterator[Report]:
    """Give a row's cells as records, each with those of the row's values that its kind has.

    A remark beside a row is of no one cell; an assessment is the whole row, so there it is the assessment's.
    """
    own = {field.name for field in kind_schema(reader.kind.kind).every}
    own -= set() if reader.kind.kind is TableKind.ASSESSMENTS else {"remarks"}
    shared = {name: value for name, value in whole.values.items() if name in own}
    found: dict[str, tuple[int, dict[str, CellValue]]] = {}
    for column, values in cells_of(reader, row, context):
        number, earlier = found.get(address(*column.place), (column.number, {}))
        head = heads.get(column.number, {})
        found[address(*column.place)] = (number, {**values, **shared, **head, **earlier})
    for number, values in found.values():
        cells = _ordered(reader, values)
        yield Report(reader.sheet_name, row.number, cells, column=column_letters(number))


def _mention_untitled(reader: KindReader, rows: Sequence[Row]) -> None:
    """Ask for what each row is about that holds other things only."""
    anchor = reader.kind.anchor
    headings = {heading.column: heading.text for heading in reader.kind.found.header.headings}
    for row in rows:
        if row.reason is RowReason.TITLE_MISSING:
            reader.mention_untitled(row.number, anchor, headings.get(anchor, ""))


def _columns(matched: MatchedKind, records: Sequence[Report]) -> tuple[ColumnReading, ...]:
    """Say how each column was understood, in the sheet's order."""
    shown = dict(matched.shown)
    if matched.kind is TableKind.STATUS_LOG and not any("status_text" in item.values for item in records):
        lit = {column.number: ("traffic_light", shown[column.number][1]) for column in matched.across}
        shown |= lit
    return tuple(
        ColumnReading(column_letters(heading.column), heading.text, *shown.get(heading.column, (None, 0.0)))
        for heading in matched.found.header.headings
    )
