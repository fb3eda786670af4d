"""What is otherwise since a moment as a table of a workbook: a row a change, with its cells of both sides."""

from collections.abc import Callable, Iterable, Iterator

from dashboard.components.change_cards import why_words
from dashboard.components.changes_asked import Part, part_of
from dashboard.data import Changed, ChangePlace, Difference, Origins, Set, Why
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import instant
from dashboard.labels import field_label, unknown_label
from dashboard.texts import t
from dashboard.values import value_text
from portfolio.records import Value as FieldValue

_HEADS = ("initiative", "former", "kind", "field", "before", "now", "unclear")
_PLACE_HEADS = ("source", "month", "file", "sheet", "cell", "set_by")


def changes_sheet(
    found: Iterable[Difference], origins: Origins, address: Callable[[int], str], name: str
) -> SheetTable:
    """Give all that is otherwise, a row a change.

    Args:
        found: what is otherwise, in order.
        origins: where both sides stand.
        address: gives an initiative's address.
        name: the sheet's.
    """
    heads = [SheetColumn(t(f"changes.file_{head}")) for head in _HEADS]
    for side in ("then", "now"):
        heads += [
            SheetColumn(t(f"changes.file_{head}_{side}"), Kind.MONTH if head == "month" else Kind.TEXT)
            for head in _PLACE_HEADS
        ]
    heads.append(SheetColumn(t("export.initiative_address")))
    rows = [row for it in found for row in _rows(it, origins, address(it.initiative_id))]
    return SheetTable(name, heads, rows)


def _rows(it: Difference, origins: Origins, address: str) -> Iterator[list[Value]]:
    kind = t(f"changes.kind_{part_of(it).text_id}")
    first: list[Value] = [it.title, it.former_title if it.is_renamed else None, kind]
    if not it.changes:
        where = it.initiative_id, ""
        yield [
            *first,
            None,
            None,
            _others(it, origins),
            _why(it),
            *_place(origins.then.get(where), None),
            *_place(origins.now.get(where), None),
            address,
        ]
    for change in it.changes:
        where = it.initiative_id, change.field
        yield [
            *first,
            field_label(change.field),
            *_values(change),
            None if change.why is None else why_words(change.why),
            *_place(origins.then.get(where), origins.set_then.get(where)),
            *_place(origins.now.get(where), origins.set_now.get(where)),
            address,
        ]


def _others(it: Difference, origins: Origins) -> Value:
    if part_of(it) not in (Part.MERGED, Part.SPLIT):
        return None
    return ", ".join(origins.titles.get(other, "") for other in it.others)


def _why(it: Difference) -> Value:
    if it.why is None:
        return None
    return t("changes.list_is_new" if it.why is Why.LIST_NEW else "changes.gone_withdrawn")


def _values(change: Changed) -> list[Value]:
    return [_value(change.field, change.old), _value(change.field, change.new)]


def _value(field: str, value: FieldValue | None) -> str:
    return unknown_label() if value is None else value_text(field, value)


def _place(place: ChangePlace | None, set_by: Set | None) -> list[Value]:
    """Give the cell of one side; of a person's own value who set it, when and why."""
    if set_by is not None:
        said = t("changes.set_by", by=set_by.by, at=instant(set_by.at), reason=set_by.reason)
        return [*[None] * 5, said]
    if place is None:
        return [None] * 6
    typed = place.uploaded_by if place.is_typed else None
    return [
        place.source,
        place.month,
        None if place.is_typed else place.file_name,
        place.sheet,
        place.cell,
        typed,
    ]
