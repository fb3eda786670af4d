"""Where our ids go: right of a list (or below it) and of all that is there, in no table or picture."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.handback.package import Package
from etl.handback.sheet_text import SheetText
from etl.handback.xml_text import Element, cell_text, tree_of
from etl.read.grid import Block, Place, address
from etl.read.rules import column_of
from etl.read.xlsx_scan import MAX_COLUMN, MAX_ROW, place_of
from etl.schema.marks import ID_HEADING
from portfolio.handback import GivenId, ListPlace

_HEADING = re.compile(rb">\s*Tv(?:\xc3\xa6|&#230;|&#xe6;)rblik-nr\.\s*<", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s>/])")
_UNKNOWN_WIDTH, _UNKNOWN_HEIGHT = 8, 20
"""A picture that tells only where it begins covers about so many columns and rows."""


@dataclass(frozen=True, slots=True)
class IdCells:
    """Our ids as cells, ``{}`` in each standing for the prefix of its names, and whether all had room."""

    cells: dict[Place, bytes]
    has_room: bool


def id_cells(
    package: Package,
    part: str,
    sheet: SheetText,
    lists: Sequence[ListPlace],
    asked: Iterable[Place],
    style: int,
) -> IdCells:
    """Place the ids of a sheet's lists."""
    taken = [*_taken(package, part, sheet), *(Block(*place, *place) for place in asked)]
    cells: dict[Place, bytes] = {}
    has_room = True
    former = former_headings(package, sheet)
    for place in sorted(lists, key=_first_column):
        if not place.ids:
            continue
        cells |= dict.fromkeys(_cleared(sheet, place, former), b"")
        found = (
            _across(sheet, place, taken, former)
            if place.is_transposed
            else _beside(sheet, place, taken, former)
        )
        has_room = has_room and bool(found)
        heads = {at: _heading(at, style) for at, value in found.items() if value is None}
        cells |= heads | {at: _number(at, value, style) for at, value in found.items() if value is not None}
        taken += [Block(*at, *at) for at in found]
    return IdCells(cells, has_room)


def _first_column(place: ListPlace) -> int:
    return 0 if place.is_transposed else min((column_of(letters) for letters in place.places), default=0)


def former_headings(package: Package, sheet: SheetText) -> list[Place]:
    """Give the cells that head our ids from last time."""
    texts = next(iter(package.related(package.workbook, "sharedStrings")), "")
    data = package.zip.read(texts) if texts else b""
    shared = _HEADING.search(data)
    number = None if shared is None else len(_ITEM.findall(data, 0, shared.start())) - 1
    return sorted(sheet.cells_saying(_HEADING, number))


def _cleared(sheet: SheetText, place: ListPlace, former: Sequence[Place]) -> Iterator[Place]:
    """Give the cells beside a list that may hold ids from last time."""
    heading = _own_heading(place, former)
    if heading is None:
        return
    if place.is_transposed:
        row = sheet.row(heading[0])
        yield from ((heading[0], cell.column) for cell in (sheet.cells(row) if row else ()))
        return
    for row in sheet.rows_between(heading[0], place.last_row):
        if any(cell.column == heading[1] for cell in sheet.cells(row)):
            yield row.number, heading[1]


def _own_heading(place: ListPlace, former: Sequence[Place]) -> Place | None:
    """Give the heading of a list's ids from last time, where it is still beside the list's own heading."""
    if place.is_transposed:
        return next((at for at in former if at[0] > place.last_row), None)
    last = max((column_of(letters) for letters in place.places), default=0)
    return next((at for at in former if at[0] in place.header_rows and at[1] > last), None)


def _beside(
    sheet: SheetText, place: ListPlace, taken: Sequence[Block], former: list[Place]
) -> dict[Place, int | None]:
    """Give the ids where they were, else in the first free column beside the list; None is the heading."""
    again = _own_heading(place, former)
    if again is not None:
        former.remove(again)
        return {again: None, **{(it.row, again[1]): it.our_id for it in place.ids if it.row is not None}}
    first, last = min((*place.header_rows, place.first_row)), place.last_row
    filled = (sheet.last_filled(row)[0] for row in sheet.rows_between(first, last))
    blocks = (block.last_column for block in taken if block.first_row <= last and block.last_row >= first)
    column = 1 + max(*(column_of(letters) for letters in place.places), 0, *filled, *blocks)
    heading = max(place.header_rows, default=first - 1)
    if column > MAX_COLUMN or heading < 1:
        return {}
    ids: dict[Place, int | None] = {(heading, column): None}
    return ids | {(given.row, column): given.our_id for given in place.ids if given.row is not None}


def _across(
    sheet: SheetText, place: ListPlace, taken: Sequence[Block], former: list[Place]
) -> dict[Place, int | None]:
    """Give the ids of a list laid on its side where they were, else in the first free row below it."""
    again = _own_heading(place, former)
    if again is not None:
        former.remove(again)
        across = {(again[0], column_of(it.column)): it.our_id for it in place.ids if it.column is not None}
        return {again: None, **across}
    rows = {
        row.number for row in sheet.rows_between(place.last_row + 1, MAX_ROW) if sheet.last_filled(row)[0]
    }
    covered = {row for block in taken for row in range(block.first_row, min(block.last_row, MAX_ROW) + 1)}
    row = next(row for row in range(place.last_row + 1, MAX_ROW + 2) if row not in rows | covered)
    columns = [(column_of(given.column), given) for given in place.ids if given.column is not None]
    heading = _heading_column(sheet, place, columns)
    if row > MAX_ROW or heading < 1:
        return {}
    ids: dict[Place, int | None] = {(row, heading): None}
    return ids | {(row, column): given.our_id for column, given in columns}


def _heading_column(sheet: SheetText, place: ListPlace, columns: Iterable[tuple[int, GivenId]]) -> int:
    """Give the column of the headings: the last one filled left of the first initiative."""
    before = min((column for column, _ in columns), default=1)
    rows = (sheet.row(int(number)) for number in place.places)
    filled = (cell.column for row in rows if row for cell in sheet.cells(row) if cell.end > cell.inner)
    return max((column for column in filled if column < before), default=0)


def _taken(package: Package, part: str, sheet: SheetText) -> Iterator[Block]:
    """Give what of a sheet is not to be written into: blocks, filters, tables, pictures."""
    merged, filtered = sheet.root.first("mergeCells"), sheet.root.first("autoFilter")
    refs = [block.told.get("ref", "") for block in (() if merged is None else merged.children)]
    refs += [] if filtered is None else [filtered.told.get("ref", "")]
    for name in package.related(part, "table"):
        refs.append(tree_of(package.zip.read(name), deepest=1).told.get("ref", ""))
    yield from (block for ref in refs if (block := _block(ref)))
    for name in package.related(part, "drawing"):
        yield from _pictures(package.zip.read(name))


def _block(ref: str) -> Block | None:
    corners = [place_of(corner) for corner in ref.replace("$", "").split(":")]
    first, last = corners[0], corners[-1]
    return None if first is None or last is None else Block(*first, *last)


def _pictures(data: bytes) -> Iterator[Block]:
    for anchor in tree_of(data, deepest=4).children:
        inside = {child.name: child for child in anchor.children}
        if "from" not in inside:
            continue
        row, column = _corner(data, inside["from"])
        last = (
            _corner(data, inside["to"])
            if "to" in inside
            else (row + _UNKNOWN_HEIGHT, column + _UNKNOWN_WIDTH)
        )
        yield Block(row, column, *last)


def _corner(data: bytes, corner: Element) -> Place:
    """Give the cell of a picture's corner, which counts from 0."""
    told = {child.name: data[child.inner : child.close].strip() for child in corner.children}
    row, column = (told.get(name, b"0") for name in ("row", "col"))
    return int(row or 0) + 1, int(column or 0) + 1


def _heading(at: Place, style: int) -> bytes:
    text = b'" t="inlineStr"><{}is><{}t>' + cell_text(ID_HEADING) + b"</{}t></{}is></{}c>"
    return f'<{{}}c r="{address(*at)}" s="{style}'.encode() + text


def _number(at: Place, value: int, style: int) -> bytes:
    return f'<{{}}c r="{address(*at)}" s="{style}"><{{}}v>{value}</{{}}v></{{}}c>'.encode()
