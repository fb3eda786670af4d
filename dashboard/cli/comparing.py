"""A comparison in a terminal: what is new, changed field by field, renamed, moved and gone."""

from collections.abc import Iterator

from dashboard.format import month, share
from dashboard.labels import counted, field_label, unknown_label
from dashboard.texts import t
from dashboard.values import value_text
from portfolio.comparison import ComparedRow, FieldChange, ListComparison, RowKind
from portfolio.records import CellValue


def comparison_lines(name: str, comparison: ListComparison) -> Iterator[str]:
    """Say what storing a list would change, a line each."""
    yield _first(name, comparison)
    for row in comparison.rows:
        if row.former_title is not None:
            yield "  " + t("cli.compare.renamed", title=row.title, former=row.former_title)
        if row.kind is RowKind.NEW:
            yield "  " + t("cli.compare.new", title=row.title)
        elif row.kind is RowKind.CHANGED:
            yield from _changes(row)
        for candidate in row.candidates:
            facts = {"title": candidate.title, "sources": ", ".join(candidate.sources)}
            yield "    " + t("cli.compare.candidate", share=share(candidate.likeness), **facts)
    for gone in comparison.gone:
        yield "  " + t("cli.compare.gone", title=gone.title)


def _first(name: str, comparison: ListComparison) -> str:
    counts = {
        "new": comparison.count(RowKind.NEW),
        "changed": comparison.count(RowKind.CHANGED),
        "unchanged": comparison.count(RowKind.UNCHANGED) + comparison.count(RowKind.BACK),
        "gone": len(comparison.gone),
    }
    if comparison.base_month is None:
        new = counted(new=counts.pop("new"))
        return t("cli.compare.first", name=name, new=new, counts=counted(**counts))
    month_before = month(comparison.base_month)
    return t("cli.compare.against", name=name, month=month_before, counts=counted(**counts))


def _changes(row: ComparedRow) -> Iterator[str]:
    for change in row.changes:
        yield "  " + t(
            "cli.compare.changed",
            title=row.title,
            field=field_label(change.field),
            old=_value(change, change.old),
            new=_value(change, change.new),
        )


def _value(change: FieldChange, cell: CellValue | None) -> str:
    if cell is None or (cell.value is None and not cell.text):
        return unknown_label().lower()
    return cell.text if cell.value is None else value_text(change.field, cell.value)
