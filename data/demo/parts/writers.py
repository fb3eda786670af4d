"""Writers: sheets as xlsx or csv, byte for byte the same each time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from parts.books import Book
from parts.cells import Cell, Look
from parts.sheets import Block, Sheet, address, letters

AUTHOR = "Sekretariatet"
STAMP = dt.datetime(2026, 9, 1, 8, 0, 0)  # noqa: DTZ001 -- openpyxl takes UTC without its name
STAMP_TEXT = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
FONT_LOOKS = ("bold", "italic", "strike", "size")
LIGHT_RULES = (("Grøn", "C6EFCE"), ("Gul", "FFEB9C"), ("Rød", "FFC7CE"))


def write(book: Book, folder: Path) -> None:
    """Write a book under its own name."""
    data = _csv(book) if book.format == "csv" else _same_each_time(_xlsx(book))
    (folder / book.file_name).write_bytes(data)


def _same_each_time(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", STAMP_TEXT, content)
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, content)
    return out.getvalue()


def _xlsx(book: Book) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = AUTHOR
    workbook.properties.created = STAMP
    for sheet in book.sheets:
        _sheet(workbook.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _sheet(made: Worksheet, sheet: Sheet) -> None:
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
        target = made.cell(row, column)
        if isinstance(target, ExcelCell):
            _cell(target, cell)
    for row1, column1, row2, column2 in sheet.merges:
        made.merge_cells(start_row=row1, start_column=column1, end_row=row2, end_column=column2)
    for row in sorted(sheet.hidden_rows):
        made.row_dimensions[row].hidden = True
    for column, width in sheet.widths.items():
        made.column_dimensions[letters(column)].width = width
    made.sheet_state = "hidden" if sheet.is_hidden else "visible"
    if sheet.freeze:
        made.freeze_panes = address(*sheet.freeze)
    _aids(made, sheet)


def _cell(target: ExcelCell, cell: Cell) -> None:
    if cell.raw is not None:
        target.value = cell.raw
    if cell.number_format:
        target.number_format = cell.number_format
    if cell.comment:
        target.comment = Comment(cell.comment, AUTHOR)
    _look(target, cell.look)


def _look(target: ExcelCell, look: Look) -> None:
    if "fill" in look:
        target.fill = PatternFill("solid", fgColor=str(look["fill"]))
    if any(name in look for name in FONT_LOOKS):
        size = look.get("size", 11)
        target.font = Font(
            name="Calibri",
            size=size if isinstance(size, int) else 11,
            bold=bool(look.get("bold")),
            italic=bool(look.get("italic")),
            strike=bool(look.get("strike")),
        )
    if look.get("wrap") or look.get("center"):
        horizontal = "center" if look.get("center") else None
        target.alignment = Alignment(wrap_text=bool(look.get("wrap")), vertical="top", horizontal=horizontal)
    if look.get("border"):
        thin = Side(style="thin", color="BFBFBF")
        target.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _aids(made: Worksheet, sheet: Sheet) -> None:
    if sheet.autofilter:
        made.auto_filter.ref = _reference(sheet.autofilter)
    for block in sheet.light_rules:
        first = address(block[0], block[1])
        for word, colour in LIGHT_RULES:
            made.conditional_formatting.add(_reference(block), _light_rule(f'{first}="{word}"', colour))
    for block, words in sheet.choices:
        validation = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
        validation.add(_reference(block))
        made.add_data_validation(validation)
    if sheet.excel_table:
        name, block = sheet.excel_table
        table = ExcelTable(displayName=name, ref=_reference(block))
        table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        made.add_table(table)


def _light_rule(formula: str, colour: str) -> Rule:
    style = DifferentialStyle(fill=PatternFill(bgColor=colour, fill_type="solid"))
    return Rule(type="expression", dxf=style, formula=[formula])


def _reference(block: Block) -> str:
    return f"{address(block[0], block[1])}:{address(block[2], block[3])}"


def _csv(book: Book) -> bytes:
    (sheet,) = book.sheets
    last_row, last_column = (max(place[axis] for place in sheet.cells) for axis in (0, 1))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in range(1, last_row + 1):
        writer.writerow([_csv_text(sheet, row, column) for column in range(1, last_column + 1)])
    return out.getvalue().encode("cp1252")


def _csv_text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    if cell is None or cell.raw is None:
        return ""
    if not isinstance(cell.raw, str):
        raise TypeError(f"a csv file holds text only, not {cell.raw!r} in {address(row, column)}")
    return cell.raw
