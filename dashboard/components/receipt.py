"""The parts of a receipt: what became of each row, column and cell of a file."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dashboard.components import markup as html
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import number, share
from dashboard.labels import field_label
from dashboard.texts import language, t
from portfolio.records import ColumnReading, LeftRow, RowCounts, TableReading
from portfolio.vocabulary import LABELS, RowReason, label

SHOWN_RUNS = 40
"""So many runs of row numbers are written for a reason; the rows beyond are counted."""

_COUNT_NAMES = ("read", "accepted", "merged", "skipped", "rejected")


def row_ranges(rows: Iterable[int]) -> str:
    """Write row numbers shortly: 2, 3, 4 and 17 are "2–4, 17"; of very many, those beyond are counted."""
    numbered = enumerate(sorted(set(rows)))
    runs = [[row for _, row in run] for _, run in groupby(numbered, key=lambda pair: pair[1] - pair[0])]
    written = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:SHOWN_RUNS]]
    named, rest = ", ".join(written), sum(len(run) for run in runs[SHOWN_RUNS:])
    return t("receipt.more_rows", rows=named, count=rest, number=number(rest)) if rest else named


def table_name(table: TableReading) -> str:
    """Say which table of the file it is, by its sheet and rows."""
    return f"{table.sheet or t('receipt.no_sheet')}, {table.first_row}–{table.last_row}"


def total_rows(tables: Iterable[TableReading]) -> RowCounts:
    """Add up what became of the rows of all tables."""
    counts = [table.rows for table in tables]
    sums = {name: sum(getattr(rows, name) for rows in counts) for name in _COUNT_NAMES}
    return RowCounts(**sums)


def rows_table(tables: Sequence[TableReading]) -> Node:
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


def columns_table(table: TableReading) -> Node:
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
        share(column.confidence),
    ]


def left_table(tables: Sequence[TableReading]) -> Node:
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
