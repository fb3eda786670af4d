"""A source's profile at work on one file: sheets left out, heading rows, columns, words, muted findings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from etl.find import Found
from etl.find.given import GivenRow
from etl.read.grid import Sheet, Workbook
from portfolio.findings import Fact, Finding
from portfolio.profile import Known, MutedRule, Profile, WordRule, numbered, text_key
from portfolio.profile.lookup import key_of
from portfolio.profile.rules import ColumnRule
from portfolio.records import Muted, SheetReading, TableReading
from portfolio.vocabulary import Severity

_CELL = re.compile(r"([A-Z]+)(\d+)")
_FEWEST_KNOWN, _MOSTLY_KNOWN = 3, 0.8
_NEVER_MUTED = "perhaps_cpr"
"""What may be a CPR number is told each time."""


class SourceRules:
    """The rules of a source's profile for one workbook.

    Attributes:
        whole: the workbook as it came.
    """

    def __init__(self, profile: Profile, workbook: Workbook) -> None:
        self.whole = workbook
        self._known = Known(profile, [sheet.name for sheet in workbook.sheets])

    @cached_property
    def excluded(self) -> tuple[Sheet, ...]:
        """Give the sheets of which nothing is read."""
        return tuple(sheet for sheet in self.whole.sheets if self._known.is_excluded(sheet.name))

    @cached_property
    def workbook(self) -> Workbook:
        """Give the workbook without the sheets of which nothing is read."""
        kept = tuple(sheet for sheet in self.whole.sheets if sheet not in self.excluded)
        return replace(self.whole, sheets=kept) if self.excluded else self.whole

    @cached_property
    def rows(self) -> Mapping[str | None, GivenRow]:
        """Give the heading rows that people chose; a learnt one leaves it to the reader."""
        found: dict[str | None, GivenRow] = {}
        for sheet in self.workbook.sheets:
            rule = self._known.sheet(sheet.name)
            if rule is not None and rule.by and rule.header_row is not None:
                rules = self._known.columns(sheet.name).rules if rule.is_confirmed else ()
                headings = frozenset(text_key(it.heading) for it in rules)
                found[sheet.name] = GivenRow(rule.header_row, headings)
        return found

    @property
    def words(self) -> Mapping[str, Mapping[str, WordRule]]:
        """Give what words mean, by field."""
        return self._known.words

    def is_given(self, found: Found) -> bool:
        """Tell whether somebody chose the row that a table's heading stands in."""
        given = self.rows.get(found.view.sheet.name)
        return given is not None and given.row in found.header.rows

    def of_columns(self, found: Found) -> dict[int, ColumnRule]:
        """Give the rule of each column of a table that has one, by its place among the headings."""
        columns = self._known.columns(found.view.sheet.name)
        if not columns.rules:
            return {}
        keys = numbered((heading.text, heading.group) for heading in found.header.headings)
        return {n: rule for n, key in enumerate(keys) if (rule := columns.of(key)) is not None}

    def is_known_list(self, found: Found) -> bool:
        """Tell a table of nearly the very columns that the sheet's list of initiatives had."""
        rules = self.of_columns(found)
        own = {key_of(rule) for rule in self._known.columns(found.view.sheet.name).rules}
        met = {key_of(rule) for rule in rules.values()}
        is_titled = any(rule.field == "title" for rule in rules.values())
        most = max(len(own), len(found.header.headings))
        return is_titled and len(met) >= max(_FEWEST_KNOWN, _MOSTLY_KNOWN * most)

    def findings(self) -> Iterator[Finding]:
        """Say which sheets were not read."""
        for sheet in self.excluded:
            facts: dict[str, Fact] = {"sheet": sheet.name or "", "rows": _filled_rows(sheet)}
            yield Finding("profile.sheet_excluded", Severity.INFO, sheet.name, None, facts)

    def row_findings(self, found: Iterable[Found]) -> Iterator[Finding]:
        """Say where a row that was chosen heads no list."""
        headed = {(table.view.sheet.name, row) for table in found for row in table.header.rows}
        for sheet, given in self.rows.items():
            if (sheet, given.row) not in headed:
                facts: dict[str, Fact] = {"sheet": sheet or "", "row": given.row}
                yield Finding("profile.heading_row", Severity.WARNING, sheet, None, facts)

    def sheets(self) -> tuple[SheetReading, ...]:
        """Give every sheet of the file."""
        return tuple(
            SheetReading(sheet.name, _filled_rows(sheet), sheet.is_hidden, sheet in self.excluded)
            for sheet in self.whole.sheets
        )


def _filled_rows(sheet: Sheet) -> int:
    """Count the rows of a sheet that hold something."""
    filled = np.zeros(sheet.row_count, bool)
    for column in sheet.columns:
        codes = np.frombuffer(column.codes, np.uint32)
        filled[: len(codes)] |= codes != 0
    return int(filled.sum())


def mute(
    profile: Profile, tables: Sequence[TableReading], findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Muted, ...]]:
    """Part findings into those that are told and those that somebody muted, by their rules."""
    if not profile.muted:
        return tuple(findings), ()
    headings = _headings(tables)
    told: list[Finding] = []
    muted: dict[MutedRule, list[Finding]] = {}
    for finding in findings:
        rule = next((rule for rule in profile.muted if _is_muted(finding, rule, headings)), None)
        if rule is None:
            told.append(finding)
        else:
            muted.setdefault(rule, []).append(finding)
    return tuple(told), tuple(
        Muted(rule.finding, rule.heading, rule.reason, tuple(found)) for rule, found in muted.items()
    )


Headings = Mapping[tuple[str | None, str], str]
"""What heads each column (or, transposed, row) of each sheet."""


def _headings(tables: Sequence[TableReading]) -> Headings:
    return {(table.sheet, column.place): column.heading for table in tables for column in table.columns}


def _is_muted(finding: Finding, rule: MutedRule, headings: Headings) -> bool:
    if finding.id != rule.finding or finding.id.endswith(_NEVER_MUTED):
        return False
    return not rule.heading or text_key(_heading_of(finding, headings)) == text_key(rule.heading)


def _heading_of(finding: Finding, headings: Headings) -> str:
    """Give the heading of the column that a finding is about."""
    if "heading" in finding.facts:
        return str(finding.facts["heading"])
    found = _CELL.fullmatch(finding.cell or "")
    places = found.groups() if found else ()
    return next(
        (headings[finding.sheet, place] for place in places if (finding.sheet, place) in headings), ""
    )
