"""A row's cells to a record: values with their places, and findings about them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TypeAlias

from etl.convert.context import Context
from etl.convert.converters import Around, Converter, Read, converter, year_of, year_of_heading
from etl.convert.fills import light_of_cell
from etl.convert.joining import added, is_before, is_empty, moved
from etl.convert.reads import ColumnReads, TableReads
from etl.convert.setting import Setting
from etl.find.rows import Row
from etl.find.view import View
from etl.match import Column, Matched
from etl.parse.dates import DateContext, part_of_heading, split_period
from etl.parse.parsed import Remark
from etl.parse.texts import shown
from etl.read.grid import Place, Raw, address, column_letters
from etl.schema.folding import folded
from portfolio.fields import FIELDS, ValueKind
from portfolio.findings import Fact, Finding
from portfolio.records import NAMING_FIELDS, CellValue, ExtraCell, OtherColumn, Report
from portfolio.vocabulary import ReadFrom, Severity

_LONGEST_QUOTE = 60


_ByColumn: TypeAlias = tuple[str, Sequence[int], Callable[[int, int], CellValue | None]]
"""A column's field, its values' codes by row, and what makes a cell of one."""


@dataclass
class RowReader:
    """Reads the rows of one table."""

    matched: Matched
    setting: Setting
    filling: frozenset[int]
    light_column: int | None = None
    findings: list[Finding] = field(default_factory=list)
    _converters: dict[int, Converter] = field(default_factory=dict)

    @cached_property
    def reads(self) -> TableReads:
        """Give what the columns' distinct values say."""
        columns = (column for column in self.matched.columns if column.field is not None)
        reads = {it.number: ColumnReads(self.view, it, self._converter(it)) for it in columns}
        return TableReads(self.view, reads, self.filling)

    @property
    def view(self) -> View:
        """Give the sheet the table stands in."""
        return self.matched.found.view

    @property
    def sheet_name(self) -> str | None:
        """Give the sheet's name."""
        return self.view.sheet.name

    def report(self, row: Row, context: Context) -> Report:
        """Read a record's row."""
        return self._report(row, context, self._values(row.number, context))

    def plain_report(self, row: Row, context: Context) -> Report:
        """Read a record's row that is plain, column by column: much faster, and the same."""
        return self._report(row, context, self._plain_values(row.number, self._by_column))

    def named_report(self, row: Row, context: Context) -> Report:
        """Read no more of a plain row than what tells whose it is."""
        values = self._plain_values(row.number, self._naming)
        for name, value in context.values().items():
            values.setdefault(name, value)
        return Report(self.sheet_name, row.number, values)

    def _plain_values(self, row: int, columns: Sequence[_ByColumn]) -> dict[str, CellValue]:
        i = row - self.view.sheet.first_row
        values = {}
        for name, places, cell_of in columns:
            code = places[i]
            cell = cell_of(code, row) if code else None
            if cell is not None:
                values[name] = cell
        return values

    @cached_property
    def _by_column(self) -> list[_ByColumn]:
        return [(it.column.field or "", it.places, it.cell) for it in self.reads.columns.values()]

    @cached_property
    def _naming(self) -> list[_ByColumn]:
        return [column for column in self._by_column if column[0] in NAMING_FIELDS]

    def fixed(self, contexts: Iterable[Context]) -> Mapping[str, CellValue] | None:
        """Give what all plain records hold besides what their own cells say; None if it differs.

        A field's own cell comes before it.
        """
        names = {column.field for column in self.matched.columns}
        gives_dates = "period" in names and not {"start", "end"} <= names
        if self.light_column is not None or gives_dates:
            return None
        first, *others = [context.values() for context in contexts] or [{}]
        return first if all(other == first for other in others) else None

    def _report(self, row: Row, context: Context, values: dict[str, CellValue]) -> Report:
        """Add to a row's own values what stands around it."""
        for name, value in context.values().items():
            values.setdefault(name, value)
        self._add_period(row.number, values, context)
        if self.light_column is not None and "traffic_light" not in values:
            values |= self._filled((row.number, self.light_column), "traffic_light")
        return Report(self.sheet_name, row.number, values, extra=tuple(self.unknown(row.number)))

    def continuation(self, row: Row, context: Context) -> dict[str, CellValue]:
        """Read a row that continues the record above."""
        return self._values(row.number, context, is_continuation=True)

    def step(self, row: Row) -> Iterator[ExtraCell]:
        """Give the title of a row that is a step of the record above."""
        title = self.matched.column_of("title")
        if title is not None:
            yield from self._extra(row.number, title.number, title.heading)

    def unknown(self, row: int) -> Iterator[ExtraCell]:
        """Give the filled cells of columns nobody recognised."""
        for column in self.matched.columns:
            if column.field is None:
                yield from self._extra(row, column.number, column.heading)
        for number in self._unnamed:
            yield from self._extra(row, number, "")

    def other_columns(self) -> Iterator[OtherColumn]:
        """Give the columns that :meth:`unknown` tells of, for all rows of the sheet."""
        named = [(it.number, it.heading) for it in self.matched.columns if it.field is None]
        for number, heading in (*named, *((number, "") for number in self._unnamed)):
            values = self.view.values(number)
            yield OtherColumn(
                heading, column_letters(number), self.view.codes(number), partial(_shown, values)
            )

    @cached_property
    def _unnamed(self) -> tuple[int, ...]:
        """Give the columns without a heading between and right beside those that have one."""
        header = self.matched.found.header
        named = {heading.column for heading in header.headings}
        last = header.columns[-1] + (1 if self.matched.found.has_neighbour else 2)
        return tuple(number for number in range(header.columns[0], last) if number not in named)

    def _extra(self, row: int, column: int, heading: str) -> Iterator[ExtraCell]:
        text = shown(self.view.sheet.value(row, column))
        if text:
            yield ExtraCell(heading, text, address(row, column))

    def _values(self, row: int, context: Context, *, is_continuation: bool = False) -> dict[str, CellValue]:
        values: dict[str, CellValue] = {}
        beside: dict[str, CellValue] = {}
        around = Around(context.year, self._scope(row, context))
        for column in self.matched.columns:
            if column.field is None or (is_continuation and column.field == "title"):
                continue
            place = (row, column.number) if is_continuation else self._place(row, column)
            for name, value in self._cell(place, row, column, around).items():
                self._take(values if name == column.field else beside, name, value, column)
        self._order_years(values)
        return values | {name: value for name, value in beside.items() if values.get(name) is None}

    def _order_years(self, values: dict[str, CellValue]) -> None:
        """Move an inferred year by one where the end would else lie before the start ("1/11-25" to "1/3")."""
        start, end = values.get("start"), values.get("end")
        if start is None or end is None or not is_before(end.value, start.value):
            return
        for name, cell, years in (("end", end, 1), ("start", start, -1)):
            later = moved(cell.value, years)
            if later is not None:
                values[name] = cell.but(value=later)
                return

    def _take(self, values: dict[str, CellValue], name: str, value: CellValue, column: Column) -> None:
        """Keep a field's first value; crosses add up, other columns that say something else are mentioned."""
        first = values.setdefault(name, value)
        both = added(name, first, value) if column.member is not None else None
        if both is not None:
            values[name] = both
        elif first.value is None and value.value is not None:
            values[name] = value
        elif first is not value and value.value not in {None, first.value}:
            self._find(
                "cell.columns_differ",
                Severity.WARNING,
                value.cell,
                {"text": _quote(value.text), "other": first.cell or ""},
            )

    def _scope(self, row: int, context: Context) -> str | None:
        """Give the organisation whose members "all" are: the row's own cluster, else the section's."""
        if self.matched.column_of("municipalities") is None:
            return None
        cluster = self.matched.column_of("cluster")
        if cluster is not None:
            found = self._converter(cluster).read(self.view.raw(row, cluster.number), None, Around())
            if found.organisation is not None:
                return found.organisation
        above = context.values().get("cluster")
        return above.organisation if above else None

    def _around(self, row: int, column: Column, around: Around) -> Around:
        """Add the year of the row's other dates for a date's own column."""
        kind = FIELDS[column.field or ""].kind
        if kind is ValueKind.DATE:
            year = self._year_beside(row, column)
            return replace(around, year=year or around.year, scope=None)
        return around if kind is ValueKind.MUNICIPALITIES else Around()

    def _year_beside(self, row: int, column: Column) -> int | None:
        beside = self._year_column(column)
        if beside is not None:
            raw = self.view.sheet.value(row, beside.number)
            return int(raw) if isinstance(raw, int | float | str) and _A_YEAR.fullmatch(f"{raw}") else None
        for other in self.matched.columns:
            if other.field not in _DATED or other.field == column.field:
                continue
            raw, number_format = self._raw(row, other.number)
            year = (
                year_of(self._converter(other).read(raw, number_format, Around()).value)
                if raw is not None
                else None
            )
            if year is not None:
                return year
        return None

    def _year_column(self, column: Column) -> Column | None:
        """Give the column right after a date's that holds its year ("Start måned", "Start år")."""
        return next(
            (
                other
                for other in self.matched.columns
                if other.number == column.number + 1
                and other.field is None
                and _YEAR_WORDS & set(folded(other.heading).split())
            ),
            None,
        )

    def _converter(self, column: Column) -> Converter:
        found = self._converters.get(column.number)
        if found is None:
            found = self._converters[column.number] = converter(column, self.setting)
        return found

    def _raw(self, row: int, column: int) -> tuple[Raw, str | None]:
        return self.view.meant(row, column), self.view.sheet.number_formats.get((row, column))

    def _place(self, row: int, column: Column) -> Place:
        """Find the cell that speaks for a row: its own, else its merged block's or its group's first."""
        place = (row, column.number)
        if not is_empty(self.view.sheet.value(*place)):
            return place
        anchor = self.view.anchor(*place)
        if anchor != place:
            return anchor if anchor[1] == column.number else place
        return (self._filled_above(*place), column.number) if column.number in self.filling else place

    def _cell(self, place: Place, row: int, column: Column, around: Around) -> dict[str, CellValue]:
        """Read the cell that speaks for a row."""
        error = self.view.sheet.errors.get(place)
        if error is not None:
            return self._error(place, column, error)
        raw, number_format = self._raw(*place)
        if is_empty(raw):
            return self._coloured(place, column)
        read_from = None if place[0] == row else self._read_from(row, column)
        read = self.reads.read(place, number_format)
        if read is None:
            read = self._converter(column).read(raw, number_format, self._around(row, column, around))
        return self._said(read, place, column, read_from)

    def _read_from(self, row: int, column: Column) -> ReadFrom:
        is_merged = self.view.anchor(row, column.number) != (row, column.number)
        return ReadFrom.MERGED if is_merged else ReadFrom.FILL_DOWN

    def _filled_above(self, row: int, column: int) -> int:
        first = self.matched.found.body.start
        return next(
            (
                above
                for above in range(row, first - 1, -1)
                if not is_empty(self.view.sheet.value(above, column))
            ),
            row,
        )

    def _error(self, place: Place, column: Column, error: str) -> dict[str, CellValue]:
        """Keep an error cell as a value that could not be read."""
        facts = {"text": error or "?", "heading": column.heading}
        self._find(
            "cell.error_value" if error else "cell.no_stored_value", Severity.WARNING, address(*place), facts
        )
        return {column.field or "": CellValue(None, error, address(*place))}

    def _coloured(self, place: Place, column: Column) -> dict[str, CellValue]:
        """Read a light from a colour, where nothing that tells one is written in the cell."""
        if not (column.field or "").startswith("traffic_light") or column.member is not None:
            return {}
        return self._filled(place, column.field or "")

    def _filled(self, place: Place, name: str) -> dict[str, CellValue]:
        """Give the light that a cell's colour shows."""
        found = light_of_cell(self.view, place)
        if found is None:
            return {}
        return {name: CellValue(str(found[0]), "", address(*place), found[1])}

    def _said(
        self, read: Read, place: Place, column: Column, read_from: ReadFrom | None
    ) -> dict[str, CellValue]:
        """Give what a cell says: its own field's value, and those it gives others."""
        name, cell, raw = column.field or "", address(*place), self.view.sheet.value(*place)
        text = raw if isinstance(raw, str) else ""
        if read.value is None and read.remarks and (coloured := self._coloured(place, column)):
            return {name: light.but(text=text) for name, light in coloured.items()}
        self._remark(read.remarks, cell)
        if read.is_placeholder and not read.remarks:
            coloured = self._coloured(place, column)
            return coloured or self._placeholder(text, cell, column)
        own = CellValue(read.value, text, cell, read_from, read.currency, read.organisation)
        found = {name: own} if read.has_own_value else {}
        return found | {other: CellValue(said, text, cell, read_from) for other, said in read.beside.items()}

    def _placeholder(self, text: str, cell: str, column: Column) -> dict[str, CellValue]:
        """Leave out a dash; ask about a question mark where a value was wanted."""
        if "?" not in text or FIELDS[column.field or ""].kind is ValueKind.TEXT:
            return {}
        self._find("cell.question_mark", Severity.WARNING, cell, {"heading": column.heading})
        return {column.field or "": CellValue(None, text, cell)}

    def _add_period(self, row: int, values: dict[str, CellValue], context: Context) -> None:
        """Let a period give the start and end that have no column of their own."""
        period = values.get("period")
        column = self.matched.column_of("period")
        if period is None or column is None or period.value is None:
            return
        year = year_of_heading(column) or self._year_beside(row, column) or context.year
        counted = part_of_heading(column.heading)
        dates = DateContext(year, self.setting.years, self.setting.month, part=counted)
        raw, number_format = self._raw(row, column.number)
        for name, part in zip(("start", "end"), split_period(raw, dates, number_format), strict=True):
            if self.matched.column_of(name) is None and part.value is not None:
                values[name] = period.but(value=part.value, read_from=ReadFrom.PERIOD)

    def _remark(self, remarks: tuple[Remark, ...], cell: str) -> None:
        for remark in remarks:
            self._find(remark.id, remark.severity, cell, remark.facts)

    def _find(self, message: str, severity: Severity, cell: str | None, facts: Mapping[str, Fact]) -> None:
        self.findings.append(Finding(message, severity, self.sheet_name, cell, facts))


def _shown(values: Sequence[Raw], code: int) -> str:
    return shown(values[code])


_A_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_YEAR_WORDS = {"aar", "aarstal", "year"}
_DATED = {"start", "end", "period", "evaluation_date"}


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
