"""Read xlsx workbooks by a pass over their sheets' XML; where that is odd, values come from calamine."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from etl.read import calamine
from etl.read.archive import ARCHIVE_ERRORS, open_archive
from etl.read.clean import clean_text
from etl.read.dress import dress
from etl.read.formula_values import Cells
from etl.read.grid import Block, Sheet, Workbook, address
from etl.read.looks import NumberStyles, Styles
from etl.read.rules import conditional_fills
from etl.read.xlsx_cells import SheetCells
from etl.read.xlsx_notes import read_notes
from etl.read.xlsx_parts import Parts, SheetPart
from etl.read.xlsx_scan import (
    MAX_COLUMN,
    MAX_ROW,
    SheetScan,
    TooManyCellsError,
    UnreadableCellError,
    place_of,
    scan_sheet,
)
from etl.read.xlsx_styles import read_styles
from etl.read.xlsx_texts import OtherFormError, read_texts
from etl.read.xml_stream import BadXmlError
from portfolio.errors import FileRefusedError

MAX_BOX_CELLS = 8_000_000
"""calamine keeps a place for every cell from the first to the farthest; so many take 250 MiB."""

_CELLS = "worksheet"
_CORNERS = 2
_USUAL_PLACES = {_CELLS: "xl/worksheets/", "chartsheet": "xl/chartsheets/"}


def read_xlsx(path: Path) -> Workbook:
    """Read every sheet.

    Raises:
        FileRefusedError: the file is damaged, or something stands too far from everything else.
    """
    try:
        with open_archive(path) as archive:
            return _read(path, Parts(archive))
    except (*ARCHIVE_ERRORS, BadXmlError) as error:
        raise FileRefusedError("file.damaged") from error


def _read(path: Path, parts: Parts) -> Workbook:
    styles = read_styles(parts.of_workbook("styles"), parts.of_workbook("theme"))
    book, saved = Book(path, parts, styles), parts.saved()
    read = book.as_written()
    parts.check_rest()
    read = read or book.by_calamine()
    others = _looked_at(read)
    return Workbook(
        tuple(
            dress(_with_rules(sheet, scan, styles, saved, others), scan.looks, styles) for sheet, scan in read
        )
    )


ReadSheets = list[tuple[Sheet, SheetScan]]


class Book:
    """A workbook's sheets, each scanned once."""

    def __init__(self, path: Path, parts: Parts, styles: Styles) -> None:
        self._path = path
        self._parts = parts
        self._styles = styles
        self._told = parts.sheets()
        self._scans: dict[int, SheetScan] = {}

    def as_written(self) -> ReadSheets | None:
        """Read the sheets from their XML; None where something is in another form than the usual one."""
        if not all(self._is_usual(sheet) for sheet in self._told):
            return None
        places = [place for place, sheet in enumerate(self._told) if sheet.kind == _CELLS]
        scans = [self._scan(place) for place in places]
        cells = [scan.cells for scan in scans]
        for scan in scans:
            scan.cells = None  # whatever comes of it, it is not needed twice
        try:
            texts = read_texts(self._parts.of_workbook("sharedStrings"))
            return [
                (_sheet(self._told[place], scan, of_sheet, texts), scan)
                for place, scan, of_sheet in zip(places, scans, cells, strict=True)
            ]
        except OtherFormError:
            return None

    def _is_usual(self, sheet: SheetPart) -> bool:
        """Tell whether a sheet is named as calamine names it too, which goes by the part's folder."""
        folder, states = _USUAL_PLACES.get(sheet.kind), ("", "visible", "hidden", "veryHidden")
        is_there = folder is not None and sheet.part.startswith(folder) and self._parts.has(sheet.part)
        return is_there and sheet.state in states and bool(sheet.name)

    def by_calamine(self) -> ReadSheets:
        """Read the sheets by calamine, which takes every form."""
        read: ReadSheets = []
        with calamine.open_workbook(self._path) as workbook:
            if len(workbook.sheets_metadata) != len(self._told):
                raise FileRefusedError("file.damaged")
            places = list(calamine.worksheets(workbook))
            for place, is_hidden in places:
                scan = self._scan(place)
                scan.cells = None
                sheet = workbook.get_sheet_by_index(place)
                if place == places[-1][0]:
                    workbook.close()  # the texts that sheets share take as much memory as a long sheet
                read.append((calamine.plain_sheet(sheet, is_hidden=is_hidden), scan))
                del sheet
        return read

    def _scan(self, place: int) -> SheetScan:
        if place not in self._scans:
            sheet = self._told[place]
            scan = self._scans[place] = _scan(self._parts, sheet, self._styles)
            scan.looks.notes.update(read_notes(self._parts, sheet.part))
        return self._scans[place]


def _sheet(told: SheetPart, scan: SheetScan, cells: SheetCells | None, texts: Sequence[str | None]) -> Sheet:
    """Give a sheet as its XML has it.

    Raises:
        OtherFormError: something of it is in another form.
    """
    if cells is None:
        raise OtherFormError
    first_column, columns = cells.columns(texts)
    return Sheet(
        clean_text(told.name) or told.name,
        columns,
        first_column=first_column,
        merges=tuple(map(_block, scan.merges)),
        is_hidden=told.state in ("hidden", "veryHidden"),
    )


def _block(written: str) -> Block:
    """Read a merged block, "A1:B2"."""
    corners = [place_of(corner) for corner in written.split(":")]
    first, last = corners[0], corners[-1]
    if len(corners) > _CORNERS or first is None or last is None or not (first[0] and last[0]):
        raise OtherFormError
    return Block(*first, *last)


def _looked_at(read: Sequence[tuple[Sheet, SheetScan]]) -> Mapping[str, Cells]:
    """Give the sheets by name as formulas see them, where a rule looks at another sheet than its own."""
    formulas = (formula for _, scan in read for rule in scan.rules for formula in rule.formulas)
    if not any("!" in formula for formula in formulas):
        return {}
    return {(sheet.name or "").casefold(): Cells(sheet.rows, sheet.first_column) for sheet, _ in read}


def _scan(parts: Parts, sheet: SheetPart, styles: Styles) -> SheetScan:
    """Scan a sheet before calamine sees it: for a far cell it would ask for too much memory, and abort."""
    shown = styles.shown
    if parts.counts_from_1904:
        shown = NumberStyles(unsure=shown.days | shown.unsure)
    try:
        scan = scan_sheet(parts.chunks(sheet.part), styles.telling(), shown, styles.bold())
    except UnreadableCellError as error:
        raise FileRefusedError("file.far_cell", sheet=sheet.name, cell=error.place) from error
    except TooManyCellsError as error:
        raise FileRefusedError("file.too_many_cells", sheet=sheet.name) from error
    if scan.last_row * scan.last_column > MAX_BOX_CELLS:
        is_wide = scan.last_column / MAX_COLUMN > scan.last_row / MAX_ROW
        cell = scan.widest if is_wide else scan.lowest
        raise FileRefusedError("file.far_cell", sheet=sheet.name, cell=address(*cell))
    return scan


def _with_rules(
    sheet: Sheet, scan: SheetScan, styles: Styles, saved: dt.date | None, others: Mapping[str, Cells]
) -> Sheet:
    """Colour a sheet as its rules did when it was last saved: that is what its sender saw."""
    if not scan.rules:
        return sheet
    fills = conditional_fills(
        scan.rules,
        styles.rule_fills,
        sheet.rows,
        sheet.first_column,
        inks=styles.rule_inks,
        palette=styles.palette,
        today=saved,
        others=others,
    )
    return replace(sheet, conditional=fills)
