"""The spread matrix as a table of a workbook: a row a place, with its state, its day and where it is from."""

from collections.abc import Callable, Iterator

from dashboard.components.matrix_asked import MatrixAsked
from dashboard.components.matrix_words import basis_words, ended_words, state_word
from dashboard.components.origin import cell_place
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import instant
from dashboard.labels import organisation_label, party_name
from dashboard.texts import t
from portfolio.process.adoption import AdoptionClaim, Receiver
from portfolio.snapshot import Item
from portfolio.spread.matrix import Basis, MatrixCell, MatrixRow

_HEADS = (
    ("initiative", Kind.TEXT),
    ("receiver", Kind.TEXT),
    ("region", Kind.TEXT),
    ("ended", Kind.TEXT),
    ("uptake", Kind.TEXT),
    ("day", Kind.DAY),
    ("evidence", Kind.TEXT),
    ("note", Kind.TEXT),
    ("from", Kind.TEXT),
    ("file", Kind.TEXT),
    ("cell", Kind.TEXT),
    ("typed", Kind.TEXT),
    ("basis", Kind.TEXT),
    ("others", Kind.TEXT),
    ("address", Kind.TEXT),
)


def matrix_sheet(found: MatrixAsked, address: Callable[[int], str]) -> SheetTable:
    """Give every place that is counted, also those of which nobody knows."""
    heads = [SheetColumn(t(f"matrix.file_{name}"), kind) for name, kind in _HEADS]
    rows = [one for item, row in found.rows for one in _rows(found, item, row, address)]
    return SheetTable(t("matrix.sheet"), heads, rows)


def _rows(
    found: MatrixAsked, item: Item, row: MatrixRow, address: Callable[[int], str]
) -> Iterator[list[Value]]:
    for column in row.asked(found.columns):
        cell = row.cells.get(column)
        region = found.ground.region(column)
        yield [
            item.title,
            party_name(column),
            organisation_label(region) if region else None,
            ended_words(found.ground, column) or None,
            state_word(None if cell is None else cell.uptake),
            None if cell is None else cell.day,
            *_source(cell),
            address(item.id),
        ]


def _source(cell: MatrixCell | None) -> list[Value]:
    """Give evidence, note, who says it, file, cell, text as typed, whose word it is, and what others say."""
    if cell is None:
        return [None] * 8
    first = cell.behind[0]
    if cell.basis is not Basis.OWN:
        said = "; ".join(f"{_who(it.claim)}: {party_name(it.organisation)}" for it in cell.behind)
        return [None, None, said, None, None, None, basis_words(cell), None]
    claim, place = first.claim, first.claim.told_in
    return [
        claim.evidence,
        claim.text,
        _who(claim),
        None if place is None else place.file_name,
        None if place is None else cell_place(place.sheet, place.cell),
        None if place is None else place.text,
        t("matrix.file_own"),
        _others(first),
    ]


def _who(claim: AdoptionClaim) -> str:
    if claim.told_in is not None:
        return claim.told_in.source
    return t("receivers.by_person", by=claim.by, at=instant(claim.known_at))


def _others(it: Receiver) -> str | None:
    return "; ".join(f"{_who(one)}: {state_word(one.uptake)}" for one in it.others) or None
