"""Real files of every format the reader takes: a whole small one by default, the test names what differs."""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlwt
from odf import opendocument, table
from odf.text import P
from openpyxl.worksheet.worksheet import Worksheet

ROWS = (("Indsats", "Status"), ("Fælles sygepleje", "I drift"))

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_FILE_PASS = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)

STYLES = f"""<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="mmm\\-yy"/></numFmts>
<fonts count="3"><font><name val="Calibri"/></font>
<font><strike/><name val="Calibri"/></font><font><name val="Wingdings"/></font></fonts>
<fills count="4"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/><bgColor indexed="64"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor theme="6" tint="0.4"/></patternFill></fill></fills>
<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="0" fillId="2"/>
<xf numFmtId="0" fontId="0" fillId="3"/><xf numFmtId="0" fontId="1" fillId="0"/>
<xf numFmtId="0" fontId="2" fillId="0"/>
<xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="9" fontId="0" fillId="0"/>
<xf numFmtId="0" fontId="0" fillId="1"/></cellXfs>
<dxfs count="2"><dxf><fill><patternFill><bgColor rgb="FFC6EFCE"/></patternFill></fill></dxf>
<dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs></styleSheet>"""
"""Styles 1, 2 are filled (green; theme with tint), 3 struck, 4 Wingdings, 5 a month, 6 a share, 7 dotted."""


def make_xlsx(
    folder: Path,
    rows: Iterable[Sequence[object]] = ROWS,
    *,
    name: str = "liste.xlsx",
    change: Callable[[Worksheet], None] | None = None,
) -> Path:
    """Make a workbook with one sheet, Indsatser, as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Indsatser"
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    book.save(folder / name)
    return folder / name


def make_raw_xlsx(
    folder: Path, sheet: str, *, styles: str = STYLES, more: Mapping[str, str] | None = None
) -> Path:
    """Make a workbook of parts written out by hand, for what no library would write.

    Args:
        folder: where to make it.
        sheet: what stands inside the ``worksheet`` element.
        styles: the style sheet.
        more: parts beside or instead of the usual ones.
    """
    parts = _parts(f'<worksheet xmlns="{_MAIN}" xmlns:x="{_MAIN}">{sheet}</worksheet>', styles)
    path = folder / "raa.xlsx"
    make_zip(path, parts | dict(more or {}))
    return path


def make_zip(path: Path, parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Make an archive of the parts given."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def make_xls(folder: Path, rows: Iterable[Sequence[object]] = ROWS) -> Path:
    """Make an old binary workbook; its first row is merged over two columns in row 10."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Indsatser")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            look = xlwt.easyxf(num_format_str="dd-mm-yyyy" if isinstance(value, dt.date) else "General")
            sheet.write(row, column, value, look)
    sheet.write_merge(9, 9, 0, 1, "Note")
    book.save(str(folder / "gammel.xls"))
    return folder / "gammel.xls"


def protect_xls(path: Path) -> Path:
    """Say in an old workbook that it is protected by a password, as Excel says it: right at the start."""
    data = path.read_bytes()
    begin = data.index(struct.pack("<HHH", 0x0809, 16, 0x0600))
    end = begin + 20
    path.write_bytes(data[:end] + _FILE_PASS + data[end + len(_FILE_PASS) :])
    return path


def rename_stream(path: Path, name: str) -> Path:
    """Call the one stream of an old workbook something else."""
    data = bytearray(path.read_bytes())
    entry = data.index("Workbook".encode("utf-16-le"))
    letters = name.encode("utf-16-le")
    data[entry : entry + 66] = letters.ljust(64, b"\0") + struct.pack("<H", len(letters) + 2)
    path.write_bytes(bytes(data))
    return path


OdsBuild = Callable[[opendocument.OpenDocument, table.Table], None]


def make_ods(folder: Path, build: OdsBuild | None = None) -> Path:
    """Make an open document with one sheet, Indsatser."""
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Indsatser")
    document.spreadsheet.addElement(sheet)
    (build or _ods_rows)(document, sheet)
    document.save(str(folder / "liste.ods"))
    return folder / "liste.ods"


def ods_cell(text: str, **attributes: object) -> table.TableCell:
    """Make a cell of text."""
    cell = table.TableCell(valuetype="string", **attributes)
    for line in text.split("\n"):
        cell.addElement(P(text=line))
    return cell


def make_csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Make a text file just as it is given."""
    path = folder / "liste.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _ods_rows(_: opendocument.OpenDocument, sheet: table.Table) -> None:
    for values in ROWS:
        row = table.TableRow()
        sheet.addElement(row)
        for value in values:
            row.addElement(ods_cell(value))


def _parts(sheet: str, styles: str) -> dict[str, str]:
    def relations(*targets: tuple[str, str]) -> str:
        inside = "".join(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'

    types = f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/>'
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    told = '<sheets><sheet name="Ark" sheetId="1" r:id="rId1"/></sheets>'
    named = (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{told}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(*named),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": styles,
    }
