"""Values that a row takes from above it: from section rows and from the sheet's title."""

import re
from dataclasses import dataclass, field

from etl.convert.setting import Setting, titled_field
from etl.find.rows import Row
from etl.find.sections import Section, read_section, status_named
from etl.find.view import View
from etl.parse.normal import tidy
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from etl.parse.texts import shown
from etl.read.grid import address
from etl.schema.folding import folded
from portfolio.records import CellValue
from portfolio.reference import load_reference
from portfolio.vocabulary import OrganisationKind, ReadFrom

_NUMBERED = re.compile(r"^\s*\d+\s*[.:)-]?\s*")
_LONGEST_NUMBER = 2
_NO_STATUS = {"start", "opstart", "slut", "ny", "nyt", "ok", "to do", "todo", "x", "ja", "nej", "afslutning"}
"""Names of sheets that are words for a status but say where one is in the file."""

_AREAS = {OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL}


@dataclass(slots=True)
class Context:
    """What the sections above a row say, the outer ones first.

    Attributes:
        fixed: values of the whole sheet, by field.
        levels: the kinds of section in the order they first came; a new one ends those inside it.
        said: each kind's newest values.
        years: the year that each kind's newest section names.
    """

    fixed: dict[str, CellValue]
    levels: list[str] = field(default_factory=list)
    said: dict[str, dict[str, CellValue]] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """Give the year of the innermost section that names one."""
        return next((self.years[level] for level in reversed(self.levels) if level in self.years), None)

    def values(self) -> dict[str, CellValue]:
        """Give the values that hold for the rows below, by field."""
        found = dict(self.fixed)
        for level in self.levels:
            found |= self.said.get(level, {})
        return found

    def now(self) -> "Context":
        """Give what holds at this place, whatever sections follow."""
        return Context(self.fixed, list(self.levels), dict(self.said), dict(self.years))

    def enter(self, view: View, row: Row) -> None:
        """Take up a section row; one that names nothing ("Øvrige projekter") ends those before it."""
        column = _speaking(view, row)
        section = read_section(tidy(shown(view.sheet.value(row.number, column))))
        level = section.field or "year"
        if section.field is None and section.year is None:
            self.said.clear()
            self.years.clear()
            return
        if level not in self.levels:
            self.levels.append(level)
        for inner in self.levels[self.levels.index(level) :]:
            self.said.pop(inner, None)
            self.years.pop(inner, None)
        self.said[level] = _values_of(section, address(row.number, column))
        if section.year is not None:
            self.years[level] = section.year


def _speaking(view: View, row: Row) -> int:
    """Give the column of a section's text: the first that is more than a number or letter before it."""
    texts = {column: shown(view.sheet.value(row.number, column)) for column in row.filled}
    return next((column for column, text in texts.items() if len(text) > _LONGEST_NUMBER), row.filled[0])


def _values_of(section: Section, cell: str) -> dict[str, CellValue]:
    """Give the values that a section's words give the rows below it."""
    if section.field is None or not section.value:
        return {}
    code = place_book().municipality(section.value) if section.field == "municipalities" else None
    if code is not None:
        return {"municipalities": CellValue((code,), section.text, cell, ReadFrom.SECTION_HEADING)}
    known = (
        recognise_organisation(section.value, on=None, region=None).value
        if section.field == "cluster"
        else None
    )
    read_from = ReadFrom.SECTION_HEADING
    return {section.field: CellValue(section.value, section.text, cell, read_from, organisation=known)}


def context_of(setting: Setting, fields: set[str]) -> Context:
    """Begin with what the sheet's title, else its name, says of fields that have no column."""
    fixed: dict[str, CellValue] = {}
    for name in ("focus_area", "status", "phase"):
        titled = None if name in fields else titled_field(setting.titles, name)
        if titled is not None:
            title, value = titled
            fixed[name] = CellValue(value, title.text, title.cell, ReadFrom.SHEET_TITLE)
    named = status_named(setting.sheet) if folded(setting.sheet) not in _NO_STATUS else None
    if named is not None and "status" not in fields | fixed.keys():
        fixed["status"] = CellValue(str(named), setting.sheet, None, ReadFrom.SHEET_NAME)
    if "focus_area" not in fields | fixed.keys() and _names_focus_area(setting.sheet):
        fixed["focus_area"] = CellValue(
            _NUMBERED.sub("", setting.sheet), setting.sheet, None, ReadFrom.SHEET_NAME
        )
    return Context(fixed | _owner(setting, fields))


def _names_focus_area(sheet: str) -> bool:
    """Tell whether a sheet's name has one of the words for a focus area ("2 Psykisk sygdom")."""
    words = {folded(word) for word, _ in load_reference().focus_area_words}
    return bool(words & set(folded(sheet).split()))


def _owner(setting: Setting, fields: set[str]) -> dict[str, CellValue]:
    """Give the cluster, or the one municipality, whose list it is where only its title or sheet says so."""
    known = next((item for item in load_reference().organisations if item.id == setting.organisation), None)
    if known is None or setting.organisation_text is None:
        return {}
    title = setting.organisation_text
    place = (title.text, title.cell, ReadFrom.SHEET_TITLE if title.cell else ReadFrom.SHEET_NAME)
    if known.kind in _AREAS and "cluster" not in fields:
        return {"cluster": CellValue(known.name, *place, organisation=known.id)}
    if known.kind is OrganisationKind.MUNICIPALITY and "municipalities" not in fields:
        return {"municipalities": CellValue((known.id,), *place)}
    return {}
