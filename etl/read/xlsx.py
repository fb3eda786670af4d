"""Read xlsx workbooks: values by calamine, looks by a pass of our own over the sheets' XML."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from etl.read import calamine
from etl.read.archive import ARCHIVE_ERRORS, open_archive
from etl.read.dress import dress
from etl.read.formula_values import Cells
from etl.read.grid import Sheet, Workbook, address
from etl.read.looks import Styles
from etl.read.rules import conditional_fills
from etl.read.xlsx_notes import read_notes
from etl.read.xlsx_parts import Parts
from etl.read.xlsx_scan import (
    MAX_COLUMN,
    MAX_ROW,
    SheetScan,
    TooManyCellsError,
    UnreadableCellError,
    scan_sheet,
)
from etl.read.xlsx_styles import read_styles
from etl.read.xml_stream import BadXmlError
from portfolio.errors import FileRefusedError

MAX_BOX_CELLS = 8_000_000
"""calamine keeps a place for every cell from the first to the farthest; so many take 250 MiB."""


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
    told, saved = parts.sheets(), parts.saved()
    read: list[tuple[Sheet, SheetScan]] = []
    with calamine.open_workbook(path) as workbook:
        if len(workbook.sheets_metadata) != len(told):
            raise FileRefusedError("file.damaged")
        places = list(calamine.worksheets(workbook))
        for place, is_hidden in places:
            name, part = told[place]
            scan = _scan(parts, name, part, styles)
            scan.looks.notes.update(read_notes(parts, part))
            sheet = workbook.get_sheet_by_index(place)
            if place == places[-1][0]:
                workbook.close()  # the texts that sheets share take as much memory as a long sheet
            read.append((calamine.plain_sheet(sheet, is_hidden=is_hidden), scan))
            del sheet
    others = _looked_at(read)
    return Workbook(
        tuple(
            dress(_with_rules(sheet, scan, styles, saved, others), scan.looks, styles) for sheet, scan in read
        )
    )


def _looked_at(read: Sequence[tuple[Sheet, SheetScan]]) -> Mapping[str, Cells]:
    """Give the sheets by name as formulas see them, where a rule looks at another sheet than its own."""
    formulas = (formula for _, scan in read for rule in scan.rules for formula in rule.formulas)
    if not any("!" in formula for formula in formulas):
        return {}
    return {(sheet.name or "").casefold(): Cells(sheet.rows, sheet.first_column) for sheet, _ in read}


def _scan(parts: Parts, name: str, part: str, styles: Styles) -> SheetScan:
    """Scan a sheet before calamine sees it: for a far cell it would ask for too much memory, and abort."""
    try:
        scan = scan_sheet(parts.chunks(part), styles.telling())
        reach = scan if _fits(scan) else scan_sheet(parts.chunks(part), frozenset(), is_exact=True)
    except UnreadableCellError as error:
        raise FileRefusedError("file.far_cell", sheet=name, cell=error.place) from error
    except TooManyCellsError as error:
        raise FileRefusedError("file.too_many_cells", sheet=name) from error
    if not _fits(reach):
        is_wide = reach.last_column / MAX_COLUMN > reach.last_row / MAX_ROW
        cell = reach.widest if is_wide else reach.lowest
        raise FileRefusedError("file.far_cell", sheet=name, cell=address(*cell))
    return scan


def _fits(scan: SheetScan) -> bool:
    return scan.last_row * scan.last_column <= MAX_BOX_CELLS


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
