"""The log's decisions as a table of a workbook, each with the cell or the person that it is from."""

from collections.abc import Callable, Iterable

from dashboard.components.decided import Decision
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.texts import t
from portfolio.rules.months import danish_day

_HEADS = (
    ("day", Kind.DAY),
    ("decision", Kind.TEXT),
    ("point", Kind.TEXT),
    ("about", Kind.TEXT),
    ("forum", Kind.TEXT),
    ("by", Kind.TEXT),
    ("written_on", Kind.DAY),
    ("source", Kind.TEXT),
    ("file", Kind.TEXT),
    ("sheet", Kind.TEXT),
    ("cell", Kind.TEXT),
)


def decisions_sheet(them: Iterable[Decision], title: Callable[[int], str]) -> SheetTable:
    """Give the decisions; ``title`` gives an initiative's title."""
    heads = [SheetColumn(t(f"decided.file_{name}"), kind) for name, kind in _HEADS]
    return SheetTable(t("decided.decisions_sheet"), heads, [_row(it, title) for it in them])


def _row(it: Decision, title: Callable[[int], str]) -> list[Value]:
    place = it.told_in
    return [
        it.day,
        it.text,
        it.title or None,
        "; ".join(map(title, it.initiative_ids)) or None,
        it.forum,
        it.by if place is None else None,
        None if it.at is None or place is not None else danish_day(it.at),
        None if place is None else place.source,
        None if place is None else place.file_name,
        None if place is None else place.sheet,
        None if place is None else place.cell,
    ]
