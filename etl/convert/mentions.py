"""What there is to say about a table's looks: what is hidden, struck out or noted, and its headings."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from etl.find.rows import Row
from etl.match import Column, Matched
from etl.read.grid import address, column_letters
from etl.schema.folding import folded
from portfolio.fields import FIELDS
from portfolio.findings import Fact, Finding
from portfolio.vocabulary import Severity

_NEAR, _SHORTEST_MISSPELT = 82, 5


def mentions(matched: Matched, rows: Sequence[Row], coloured: Column | None) -> Iterator[Finding]:
    """Say what a reader should know about how the table looks; nothing of it changes what was read."""
    yield from _hidden(matched, rows)
    yield from _struck(matched, rows)
    yield from _notes(matched, rows)
    yield from _headings(matched)
    yield from _read_from_several(matched, coloured)
    yield from _against_rules(matched)


def _against_rules(matched: Matched) -> Iterator[Finding]:
    """Say where a rule of the profile was not followed: values contradict it, or no title would be left."""
    sheet, row = matched.found.view.sheet.name, matched.found.header.rows[-1]
    for column in matched.columns:
        facts: dict[str, Fact] = {"heading": column.heading, "column": column_letters(column.number)}
        if column.number in matched.contradicted:
            yield Finding(
                "profile.column_differs", Severity.WARNING, sheet, address(row, column.number), facts
            )
        elif column.number == matched.kept_title:
            yield Finding("profile.title_needed", Severity.WARNING, sheet, address(row, column.number), facts)


def _read_from_several(matched: Matched, coloured: Column | None) -> Iterator[Finding]:
    """Say where the light was read from fills, and where amounts of several years were added up."""
    sheet, row = matched.found.view.sheet.name, matched.found.header.rows[-1]
    if coloured is not None:
        facts: dict[str, Fact] = {"column": column_letters(coloured.number), "heading": coloured.heading}
        yield Finding("light.from_fill", Severity.INFO, sheet, address(row, coloured.number), facts)
    for field in ("budget_dkk", "spend_dkk"):
        years = [column for column in matched.columns if column.field == field and column.member is not None]
        if years:
            names = ", ".join(column_letters(column.number) for column in years)
            facts = {"columns": names, "field": FIELDS[field].label.da}
            yield Finding("column.years_added", Severity.INFO, sheet, address(row, years[0].number), facts)


def _hidden(matched: Matched, rows: Sequence[Row]) -> Iterator[Finding]:
    sheet = matched.found.view.sheet
    hidden_rows = [row.number for row in rows if row.number in sheet.hidden_rows and row.reason is None]
    hidden_columns = [column for column in matched.columns if column.number in sheet.hidden_columns]
    if sheet.is_hidden:
        yield Finding("sheet.hidden", Severity.INFO, sheet.name, None, {"sheet": sheet.name or ""})
    if hidden_rows:
        facts: dict[str, Fact] = {"count": len(hidden_rows), "rows": ", ".join(map(str, hidden_rows[:10]))}
        yield Finding("row.hidden", Severity.INFO, sheet.name, address(hidden_rows[0], 1), facts)
    if hidden_columns:
        names = ", ".join(f"{column_letters(column.number)} ({column.heading})" for column in hidden_columns)
        cell = address(matched.found.header.rows[-1], hidden_columns[0].number)
        yield Finding(
            "column.hidden", Severity.INFO, sheet.name, cell, {"count": len(hidden_columns), "columns": names}
        )


def _struck(matched: Matched, rows: Sequence[Row]) -> Iterator[Finding]:
    sheet, title = matched.found.view.sheet, matched.column_of("title")
    for row in rows:
        if title and row.is_record and (row.number, title.number) in sheet.struck:
            yield Finding(
                "row.struck_out",
                Severity.INFO,
                sheet.name,
                address(row.number, title.number),
                {"row": row.number},
            )


def _notes(matched: Matched, rows: Sequence[Row]) -> Iterator[Finding]:
    sheet = matched.found.view.sheet
    numbers = {row.number for row in rows if row.reason is None}
    for place in sorted(sheet.notes):
        if place[0] in numbers:
            yield Finding("cell.note", Severity.INFO, sheet.name, address(*place), {})


def _headings(matched: Matched) -> Iterator[Finding]:
    """Mention columns nobody recognised, and headings that stand twice."""
    sheet, row = matched.found.view.sheet.name, matched.found.header.rows[-1]
    seen: dict[str, int] = {}
    for column in matched.columns:
        name = folded(f"{column.group} {column.heading}")
        facts: dict[str, Fact] = {"heading": column.heading, "column": column_letters(column.number)}
        if name and name in seen and column.member is None:
            other: dict[str, Fact] = {"other": column_letters(seen[name])}
            yield Finding(
                "column.same_heading", Severity.INFO, sheet, address(row, column.number), facts | other
            )
        elif column.field is None and not column.by:
            yield _unrecognised(matched, sheet, address(row, column.number), facts)
        seen.setdefault(name, column.number)


def _unrecognised(matched: Matched, sheet: str | None, cell: str, facts: dict[str, Fact]) -> Finding:
    """Mention a column nobody recognised; ask where its heading is nearly spelt like a field's name."""
    taken = {column.field for column in matched.columns}
    wanted = {folded(field.label.da): field.label.da for field in FIELDS.values() if field.name not in taken}
    heading = folded(str(facts["heading"]))
    near = process.extractOne(heading, list(wanted), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is None or len(heading) < _SHORTEST_MISSPELT:
        return Finding("column.not_recognised", Severity.INFO, sheet, cell, facts)
    return Finding("column.perhaps", Severity.WARNING, sheet, cell, facts | {"suggestion": wanted[near[0]]})
