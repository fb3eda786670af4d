"""The bodies of a day as a table of a workbook: a row for each."""

import datetime as dt
from collections.abc import Callable, Iterable

from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import code_label, organisation_label
from dashboard.texts import language, t
from portfolio.reference_rows import Organisation
from portfolio.rules.structure import living, predecessors_of, successors_of
from portfolio.vocabulary import Certainty, label

_HEADS = (
    ("body", Kind.TEXT),
    ("kind", Kind.TEXT),
    ("region", Kind.TEXT),
    ("under", Kind.TEXT),
    ("first", Kind.DAY),
    ("last", Kind.DAY),
    ("planned", Kind.DAY),
    ("members", Kind.TEXT),
    ("before", Kind.TEXT),
    ("after", Kind.TEXT),
    ("task", Kind.TEXT),
    ("sure", Kind.TEXT),
    ("source", Kind.TEXT),
    ("id", Kind.TEXT),
)


def structure_sheet(
    bodies: Iterable[Organisation],
    day: dt.date,
    members: Callable[[Organisation, dt.date], str],
    source: Callable[[str | None], str],
) -> SheetTable:
    """Give the bodies of a day; ``members`` and ``source`` say who is in one and where a fact is from."""
    heads = [SheetColumn(t(f"organisation.file_{name}"), kind) for name, kind in _HEADS]
    rows = [_row(it, day, members(it, day), source(it.source)) for it in bodies]
    return SheetTable(t("organisation.sheet"), heads, rows)


def _row(body: Organisation, day: dt.date, members: str, source: str) -> list[Value]:
    return [
        body.name,
        label(body.kind, language()),
        _name(body.region),
        _name(living(body.parent, day)),
        body.first_date,
        body.last_date,
        body.planned_end,
        members or None,
        _names(predecessors_of().get(body.id, ())),
        _names(successors_of().get(body.id, ())),
        body.task or None,
        code_label(Certainty, body.certainty.value),
        source,
        body.id,
    ]


def _name(body_id: str | None) -> str | None:
    return None if body_id is None else organisation_label(body_id)


def _names(ids: Iterable[str]) -> str | None:
    return ", ".join(map(organisation_label, ids)) or None
