"""Rows of the other kinds of table: an initiative's fields as they are read there, and forms of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etl.convert.context import Context
from etl.convert.converters import Around, year_of
from etl.convert.joining import is_empty
from etl.convert.kinds.forms import FORMS, Form, FormCell, Said, day, month, organisation, organisation_of
from etl.convert.records import RowReader
from etl.convert.setting import TitleText
from etl.find.axes import is_organisation
from etl.find.layouts import SECTIONS
from etl.find.rows import Row
from etl.match import Column
from etl.match.kinds import FormColumn, MatchedKind
from etl.parse.dates import DateContext
from etl.parse.lights import Legend, with_column
from etl.parse.normal import tidy
from etl.parse.texts import shown
from etl.read.grid import Place, address
from etl.schema.headings import concepts_of, heading_scores
from etl.schema.kinds import speaks_of_kinds
from portfolio.records import CellValue, Report
from portfolio.vocabulary import ReadFrom, Severity, TableKind

_LIGHT = "traffic_light"
_SURE = 0.7
_TITLED = re.compile(r"(?P<label>[^:–]{4,40}?)(?:\s*[:–]\s*|\s+-\s+|\s+for\s+)(?P<name>\S.{2,80})")
_SECTION_FORMS: Mapping[str, Form] = {"month": month, "date": day, "organisation": organisation}


@dataclass(kw_only=True)
class KindReader(RowReader):
    """Reads the rows of one table that is no list of initiatives."""

    kind: MatchedKind
    process: str = "agreement"
    sheet_title: CellValue | None = None

    def named(self, report: Report) -> Report:
        """Give a record with the names of its kind; what only an initiative has is left out."""
        names = self.kind.names
        values = {names[field]: value for field, value in report.values.items() if field in names}
        return replace(report, values=values)

    def of_forms(self, row: Row, context: Context) -> dict[str, CellValue]:
        """Read a row's columns that have forms of their own; a field's own column goes before others."""
        values: dict[str, CellValue] = {}
        beside: dict[str, CellValue] = {}
        for form in self.kind.forms:
            for name, value in self._form(row.number, form, context).items():
                found = values if name == form.name else beside
                if found.get(name) is None or found[name].value is None:
                    found[name] = value
        return values | {name: value for name, value in beside.items() if _lacks(values, name)}

    def _form(self, row: int, form: FormColumn, context: Context) -> dict[str, CellValue]:
        place = self._place(row, form.column)
        read_from = None if place[0] == row else self._read_from(row, form.column)
        found = self.cell(place, FORMS[form.reads_as], form.column, context, form.name)
        return {name: value.but(read_from=value.read_from or read_from) for name, value in found.items()}

    def of_section(self, place: Place, context: Context) -> dict[str, CellValue]:
        """Read the month, the meeting's day or the place that a section names, where no column does."""
        says = SECTIONS.get(self.kind.kind)
        raw, number_format = self._raw(*place)
        if says is None or says.names & self.kind.field_names or not says.holds(raw):
            return {}
        dates = DateContext(
            context.year, self.setting.years, self.setting.month, prefer_months=says.name == "month"
        )
        said = _SECTION_FORMS[says.name](FormCell(raw, number_format, dates)).values
        text, cell = shown(raw), address(*place)
        return {name: CellValue(value, text, cell, ReadFrom.SECTION_HEADING) for name, value in said.items()}

    def of_sheet(self) -> dict[str, CellValue]:
        """Give the organisation that the sheet is named as, where no column holds organisations."""
        name = self.sheet_name or ""
        if self.kind.kind is not TableKind.ADOPTION or "organisation" in self.kind.field_names:
            return {}
        place = CellValue(organisation_of(name), name, None, ReadFrom.SHEET_NAME)
        return {"organisation": place} if is_organisation(name) else {}

    def cell(
        self, place: Place, form: Form, column: Column, context: Context, name: str
    ) -> dict[str, CellValue]:
        """Read one cell in a form; an error cell gives its field a value that could not be read."""
        sheet = self.view.sheet
        if place in sheet.errors:
            return self._error(place, replace(column, field=name), sheet.errors[place])
        raw, number_format = self._raw(*place)
        if is_empty(raw):
            return {}
        dates = DateContext(self._year(place[0]) or context.year, self.setting.years, self.setting.month)
        said = form(
            FormCell(raw, number_format, dates, self._legend, self.process, self.setting.abbreviations)
        )
        return dict(self._values_said(said, place, column))

    @cached_property
    def _legend(self) -> Legend:
        """Give what signs mean in the cells of a matrix."""
        numbers, sheet = [across.number for across in self.kind.across], self.view.sheet
        raws = (sheet.value(row, number) for row in self.kind.found.body for number in numbers)
        return with_column(self.setting.legend, [raw for raw in raws if isinstance(raw, str)])

    def _year_beside(self, row: int, column: Column) -> int | None:
        """Give the year of the row's other date, also of one that stands once for several rows."""
        found = super()._year_beside(row, column)
        others = (other for other in self.matched.columns if other.field == "start" != column.field)
        places = (place for other in others if (place := self._place(row, other))[0] != row)
        return found or next((year for place in places if (year := self._year(place[0]))), None)

    def _year(self, row: int) -> int | None:
        """Give the year that another date of the row names."""
        for column in self.matched.columns:
            if column.field in {"start", "end"}:
                raw, number_format = self._raw(row, column.number)
                read = self._converter(column).read(raw, number_format, Around())
                if (year := year_of(read.value)) is not None:
                    return year
        return None

    def _values_said(self, said: Said, place: Place, column: Column) -> Iterator[tuple[str, CellValue]]:
        cell, text = address(*place), shown(self.view.sheet.value(*place))
        self._remark(said.remarks, cell)
        if said.is_question:
            self._find("cell.question_mark", Severity.WARNING, cell, {"heading": column.heading})
        for name, value in said.values.items():
            yield name, CellValue(value, text, cell)

    def light(self, place: Place, column: Column) -> CellValue | None:
        """Read a cell's colour as a light, with the text that stands in it."""
        coloured = self._coloured(place, replace(column, field=_LIGHT)).get(_LIGHT)
        text = shown(self.view.sheet.value(*place))
        return None if coloured is None else coloured.but(text=text)

    def mention_untitled(self, row: int, column: int, heading: str) -> None:
        """Ask for what a row is about, where it holds other things."""
        self._find(
            "row.title_missing", Severity.ERROR, address(row, column), {"row": row, "heading": heading}
        )


def title_above(titles: Sequence[TitleText]) -> CellValue | None:
    """Give the initiative that a sheet's title names: "Indsats: ...", "Milepæle for ..."."""
    for title in titles:
        found = _TITLED.fullmatch(title.text)
        if found is not None and _is_about_one(found["label"], found["name"]):
            return CellValue(tidy(found["name"]), title.text, title.cell, ReadFrom.SHEET_TITLE)
    return None


def _is_about_one(label: str, name: str) -> bool:
    """Tell whether a label says initiative, or some kind of table, and the name is no place and no year."""
    is_label = heading_scores(label).get("title", 0.0) >= _SURE or speaks_of_kinds(label)
    is_other = is_organisation(name) or bool(concepts_of(name) & {"thing", "cluster", "municipality"})
    return is_label and not is_other and not any(sign.isdigit() for sign in name)


def _lacks(values: Mapping[str, CellValue], name: str) -> bool:
    return name not in values or values[name].value is None


def with_sections(report: Report, sections: frozenset[str]) -> Report:
    """Say of a title that was filled down from a section row where it was read."""
    title = report.values.get("title")
    if title is None or title.cell not in sections:
        return report
    return replace(report, values={**report.values, "title": title.but(read_from=ReadFrom.SECTION_HEADING)})
