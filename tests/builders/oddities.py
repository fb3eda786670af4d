"""Files that are sent as lists and are none, or are lists of kinds that hardly anybody writes any more."""

import struct
import zipfile
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc

from tests.builders.workbooks import make_xls, make_xlsx, make_zip, rename_stream

_STRICT = (
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
)

SPREADSHEET_XML = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row>'
    '<Cell><Data ss:Type="String">Titel</Data></Cell></Row></Table></Worksheet></Workbook>'
)
FLAT_OPEN_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body/></office:document>'
)
WEB_ARCHIVE = (
    "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
    'Content-Type: multipart/related; boundary="----=_NextPart_01"\r\n\r\n------=_NextPart_01\r\n'
    "Content-Type: text/html\r\n\r\n<table><tr><td>Titel</td></tr></table>"
)
MAIL = "Received: from mx.example.org\r\nFrom: A <a@example.org>\r\nSubject: Liste\r\n\r\nSe vedhæftede\r\n"
GOOGLE = '{"url": "https://docs.google.com/open?id=abc", "doc_id": "abc", "email": "a@example.org"}'


def make_strict(folder: Path) -> Path:
    """Make a workbook as Excel saves it as "Strict Open XML": other names for everything."""
    with zipfile.ZipFile(make_xlsx(folder)) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for usual, strict in _STRICT:
        parts = {name: text.replace(usual, strict) for name, text in parts.items()}
    return make_zip(folder / "strict.xlsx", parts)


def make_numbers(folder: Path) -> Path:
    """Make the archive that Numbers on a Mac saves."""
    return make_zip(folder / "liste.numbers", {"Index/Document.iwa": b"x", "preview.jpg": b"x"})


def make_presentation(folder: Path) -> Path:
    """Make a PowerPoint file, as far as its names go."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'
    return make_zip(folder / "dias.xlsx", {"[Content_Types].xml": types, "ppt/presentation.xml": "<x/>"})


def lock_file() -> bytes:
    """Give the 165 bytes that Excel leaves beside a workbook that is open: a name, twice."""
    return b"\x05Maren".ljust(55, b" ") + b"\x05\x00" + "Maren".encode("utf-16-le").ljust(108, b" ")


def make_excel_5(folder: Path, rows: list[list[str | float]]) -> Path:
    """Make a workbook as Excel 5 and 95 did: texts in the cells themselves, in Windows' letters."""
    begin = struct.pack("<HHHHHH", 0x809, 8, 0x500, 0x0005, 0x0DBB, 0x07CC)
    sheet = struct.pack("<HHHHHH", 0x809, 8, 0x500, 0x0010, 0x0DBB, 0x07CC)
    sheet += struct.pack("<HHHHHHH", 0x200, 10, 0, len(rows), 0, max(map(len, rows)), 0)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("cp1252")
                content, kind = place + struct.pack("<H", len(text)) + text, 0x204
            else:
                content, kind = place + struct.pack("<d", value), 0x203
            sheet += struct.pack("<HH", kind, len(content)) + content
    end = struct.pack("<HH", 0x0A, 0)
    name = b"Ark1"
    pages = struct.pack("<HHH", 0x42, 2, 1252)
    place = len(begin) + len(pages) + 4 + 7 + len(name) + len(end)
    told = struct.pack("<HHIHB", 0x85, 7 + len(name), place, 0, len(name)) + name
    stream = begin + pages + told + end + sheet + end
    path = folder / "excel5.xls"
    XlsDoc().save(str(path), stream.ljust(4096, b"\x00"))
    return rename_stream(path, "Book")


def make_word_97(folder: Path) -> Path:
    """Make an old office file that holds a letter."""
    return rename_stream(make_xls(folder), "WordDocument")
