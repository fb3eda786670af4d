"""The parts of a receipt: what became of each row, column and cell of a file."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import number
from dashboard.labels import field_label
from dashboard.texts import language, t
from portfolio.findings import Finding
from portfolio.records import ColumnReading, LeftRow, RowCounts, TableReading
from portfolio.vocabulary import LABELS, RowReason, Severity, label

SHOWN_FINDINGS = 5
"""So many sentences of a kind stand openly; the rest are a click away."""

SHOWN_PLACES = 12

_COUNT_NAMES = ("read", "accepted", "merged", "skipped", "rejected")
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def row_ranges(rows: Iterable[int]) -> str:
    """Write row numbers shortly: 2, 3, 4 and 17 are "2–4, 17"."""
    numbered = enumerate(sorted(set(rows)))
    runs = [[row for _, row in run] for _, run in groupby(numbered, key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def table_name(table: TableReading) -> str:
    """Say which table of the file it is, by its sheet and rows."""
    return f"{table.sheet or t('receipt.no_sheet')}, {table.first_row}–{table.last_row}"


def total_rows(tables: Iterable[TableReading]) -> RowCounts:
    """Add up what became of the rows of all tables."""
    counts = [table.rows for table in tables]
    sums = {name: sum(getattr(rows, name) for rows in counts) for name in _COUNT_NAMES}
    return RowCounts(**sums)


def rows_table(tables: Sequence[TableReading]) -> Component:
    """Account for the rows of each table and, where there are several, of all."""
    heads = [Column(t(f"receipt.{name}")) for name in ("sheet", "kind", "span")]
    counts = [Column(t(f"receipt.{name}"), is_number=True) for name in _COUNT_NAMES]
    rows = [_accounting(table) for table in tables]
    if len(tables) > 1:
        rows.append([t("receipt.total"), "", "", *_counts(total_rows(tables))])
    return plain_table(t("receipt.rows_caption"), [*heads, *counts], rows)


def _accounting(table: TableReading) -> list[Cell]:
    span = f"{table.first_row}–{table.last_row}"
    return [table.sheet or t("receipt.no_sheet"), label(table.kind, language()), span, *_counts(table.rows)]


def _counts(rows: RowCounts) -> list[Cell]:
    return [number(getattr(rows, name)) for name in _COUNT_NAMES]


def columns_table(table: TableReading) -> Component:
    """Show how each column of a table was understood."""
    heads = [Column(t(f"receipt.{name}")) for name in ("column", "column_heading", "column_field")]
    confidence = Column(t("receipt.column_confidence"), is_number=True)
    rows = [_column(column) for column in table.columns]
    understood = plain_table(
        t("receipt.columns_caption", table=table_name(table)), [*heads, confidence], rows
    )
    return html.Div(understood, className="captioned")


def _column(column: ColumnReading) -> list[Cell]:
    if column.field is None:
        unknown = html.Span(t("receipt.column_unknown"), className="muted")
        return [column.place, column.heading, unknown, ""]
    return [
        column.place,
        column.heading,
        field_label(column.field),
        f"{column.confidence:.0%}".replace("%", " %"),
    ]


def left_table(tables: Sequence[TableReading]) -> Component:
    """Show the rows left out, gathered by sheet and reason."""
    heads = [Column(t(f"receipt.{name}")) for name in ("sheet", "left_reason", "left_rows")]
    count = Column(t("receipt.left_count"), is_number=True)
    rows: list[list[Cell]] = [
        [sheet, LABELS[RowReason][reason].text(language()), row_ranges(numbers), number(len(numbers))]
        for (sheet, reason), numbers in left_rows(tables).items()
    ]
    return plain_table(t("receipt.left_caption"), [*heads, count], rows)


def left_rows(tables: Iterable[TableReading]) -> dict[tuple[str, RowReason], set[int]]:
    """Gather the numbers of the rows left out by sheet and reason, each row once."""
    gathered: dict[tuple[str, RowReason], set[int]] = {}
    for table in tables:
        for left in _left(table):
            place = (table.sheet or t("receipt.no_sheet"), left.reason)
            gathered.setdefault(place, set()).add(left.row)
    return gathered


def _left(table: TableReading) -> tuple[LeftRow, ...]:
    return table.skipped + table.outside


def findings_list(findings: Sequence[Finding]) -> list[Component]:
    """Lay out the findings by severity, then by kind, each with its sheet and cell."""
    by_severity = {severity: [f for f in findings if f.severity is severity] for severity in _SEVERITIES}
    return [_severity_section(severity, found) for severity, found in by_severity.items() if found]


def _severity_section(severity: Severity, findings: Sequence[Finding]) -> Component:
    kinds = groupby(sorted(findings, key=_kind_of), key=_kind_of)
    heading = html.H3([label(severity, language()), html.Span(number(len(findings)), className="tally")])
    body = [_kind(list(found)) for _, found in kinds]
    return html.Section([heading, *body], className=f"findings findings-{severity}")


def _kind_of(finding: Finding) -> str:
    return finding.id


def _kind(findings: Sequence[Finding]) -> Component:
    """Lay out the findings of a kind; those that say the same stand together."""
    by_sentence: dict[str, list[Finding]] = {}
    for finding in findings:
        by_sentence.setdefault(finding.message(language()), []).append(finding)
    items = [_same(same, sentence) for sentence, same in by_sentence.items()]
    shown, rest = items[:SHOWN_FINDINGS], items[SHOWN_FINDINGS:]
    if not rest:
        return html.Ul(shown)
    summary = html.Summary(t("receipt.findings_more", count=len(rest)))
    return html.Div([html.Ul(shown), html.Details([summary, html.Ul(rest)], className="numbers")])


def _same(findings: Sequence[Finding], sentence: str) -> Component:
    return html.Li([html.Span(shown_places(findings), className="place"), html.Span(sentence)])


def shown_places(findings: Sequence[Finding]) -> str:
    """Write the places of the same finding shortly: "Plan!B6, B9"; beyond a dozen they are counted."""
    shown, rest = findings[:SHOWN_PLACES], len(findings) - SHOWN_PLACES
    places = [_place_after(before, finding) for before, finding in zip((None, *shown), shown, strict=False)]
    named = ", ".join(places)
    return t("receipt.places_more", places=named, count=rest) if rest > 0 else named


def _place_after(before: Finding | None, finding: Finding) -> str:
    """Give a finding's place, without the sheet where that was just named."""
    if before is not None and before.sheet == finding.sheet and finding.cell:
        return finding.cell
    return finding_place(finding)


def finding_place(finding: Finding) -> str:
    """Say where a finding is, as Excel shows it: ``Indsatser!B6``; else the sheet or the file as a whole."""
    if finding.sheet and finding.cell:
        return f"{finding.sheet}!{finding.cell}"
    return finding.cell or finding.sheet or t("receipt.no_sheet")
