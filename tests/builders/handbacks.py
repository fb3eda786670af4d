"""Workbooks to hand back: rich ones, with all that saving loses, and what is asked about them."""

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from etl.handback import hand_back
from etl.run import read_file
from portfolio.handback import HandBack, ListPlace, SenderQuestion, list_place, question_of
from portfolio.records import Reading
from portfolio.vocabulary import Severity, TableKind
from tests.builders.workbooks import make_raw_xlsx, make_xlsx

HEADINGS = ("Nr.", "Projekt", "Status", "Trafiklys", "Budget", "Start", "Kommuner", "Bemærkninger")
ROWS = (
    (
        1,
        "Fælles sygepleje",
        "I gang",
        "Grøn",
        500_000,
        dt.date(2026, 1, 5),
        "Aarhus, Randers",
        "Følger planen",
    ),
    (2, "Hjemmerehabilitering", "I gang", "Gul", "afventer", dt.date(2026, 3, 1), "Viborg", "Afventer svar"),
    (3, "Telemedicin til KOL", "Afsluttet", "Grøn", 250_000, "ikke fastlagt", "Skive", ""),
    (4, "Akutteam om natten", "I gang", "Rød", 1_200_000, dt.date(2026, 9, 1), "Horsens", "Mangler læge"),
)
FIRST_ID = 100


@dataclass(frozen=True)
class Handed:
    """A workbook, what was read of it, what was asked, and what was handed back."""

    path: Path
    reading: Reading
    questions: Sequence[SenderQuestion]
    lists: Sequence[ListPlace]
    back: HandBack
    ids: Sequence[int | None] = field(default=())

    def saved(self, folder: Path) -> Path:
        """Save the hand-back under its own name."""
        place = folder / self.back.name
        place.write_bytes(self.back.data)
        return place


def handed(path: Path, more: Iterable[SenderQuestion] = ()) -> Handed:
    """Read a workbook and hand it back with its findings as questions, and an id for each initiative."""
    reading = read_file(path, path.name, None)
    questions = [*map(question_of, reading.findings), *more]
    lists: list[ListPlace] = []
    ids: list[int | None] = []
    for table in reading.tables:
        own = [FIRST_ID + len(ids) + n for n in range(len(table.records))]
        is_list = table.kind is TableKind.INITIATIVES
        lists += [list_place(table, own)] if is_list else []
        ids += own if is_list else [None] * len(own)
    back = hand_back(path, path.name, reading.file.format, questions, lists)
    return Handed(path, reading, questions, lists, back, ids)


def asked(
    cell: str | None, sheet: str | None = "Projekter", message: str = "Hvad menes der?"
) -> SenderQuestion:
    """Ask about a cell."""
    return SenderQuestion(f"spm-{cell}", message, sheet, cell, Severity.WARNING, "Skriv det her.")


def rich_workbook(folder: Path, *, is_protected: bool = False) -> Path:
    """Make a workbook with a chart, a picture, sparklines, rules, drop-downs, names, a table and notes."""
    path = folder / "rig.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Projekter")
    day = book.add_format({"num_format": "dd-mm-yyyy", "border": 1})
    red = book.add_format({"bg_color": "#FF0000", "bold": True})
    sheet.merge_range("A1:H1", "Projektoversigt november 2026", book.add_format({"bold": True}))
    sheet.write_row("A3", HEADINGS)
    for n, row in enumerate(ROWS, 3):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(n, column, value, day)
            elif value == "Rød":
                sheet.write_string(n, column, value, red)
            else:
                sheet.write(n, column, value)
    sheet.write_formula("E9", "=SUM(E4:E7)", None, 1_950_000)
    sheet.data_validation("C4:C7", {"validate": "list", "source": ["I gang", "Afsluttet"]})
    sheet.conditional_format("E4:E7", {"type": "data_bar"})
    sheet.autofilter("A3:H7")
    sheet.write_comment("E4", "Fra regnskabet", {"author": "Anne"})
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.add_sparkline("J4", {"range": "Tal!A2:C2"})
    sheet.insert_image("L3", "logo.png", {"image_data": io.BytesIO(picture())})
    if is_protected:
        sheet.protect()
    figures = book.add_worksheet("Tal")
    figures.add_table("A1:C3", {"data": [[1, 2, 3], [4, 5, 6]], "name": "Taltabel"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Tal!$A$2:$C$2"})
    figures.insert_chart("F2", chart)
    book.define_name("Budgettet", "=Projekter!$E$4:$E$7")
    book.close()
    return path


def picture() -> bytes:
    """Make a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\x00\x0b\x55\x63")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def parts_of(file: Path | bytes) -> dict[str, bytes]:
    """Give the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed_part(path: Path, name: str, old: str, new: str) -> Path:
    """Change a text in a part of a package, all else left as it is."""
    parts = parts_of(path)
    assert old.encode() in parts[name], (name, old)
    parts[name] = parts[name].replace(old.encode(), new.encode())
    return with_parts(path, parts)


def with_parts(path: Path, parts: dict[str, bytes]) -> Path:
    """Write a package's parts anew."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    f"{_OFFICE}/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_LIST = (("Nr.", "Projekt", "Status", "Budget"), ("1", "Fælles sygepleje", "I gang", "afventer"))


def _inline(text: str, prefix: str = "") -> str:
    return f"<{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is>"


def list_rows(prefix: str = "", *, with_places: bool = True) -> str:
    """Write a small list's rows as a worksheet has them, its rows and cells named or not."""
    rows = []
    for n, texts in enumerate((*_LIST, ("2", "Telemedicin", "Afsluttet", "200000")), 1):
        cells = "".join(
            f'<{prefix}c{f" r={chr(34)}{letter}{n}{chr(34)}" if with_places else ""} t="inlineStr">'
            f"{_inline(text, prefix)}</{prefix}c>"
            for letter, text in zip("ABCD", texts, strict=True)
        )
        told = f' r="{n}"' if with_places else ""
        rows.append(f"<{prefix}row{told}>{cells}</{prefix}row>")
    return "".join(rows)


def prefixed(folder: Path) -> Path:
    """Make a workbook whose sheet writes a prefix before every name."""
    path = make_raw_xlsx(folder, "")
    parts = parts_of(path)
    rows = list_rows("x:")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()
    )
    return with_parts(path, parts)


def without_places(folder: Path) -> Path:
    """Make a workbook whose rows and cells do not say where they are."""
    return make_raw_xlsx(folder, f"<sheetData>{list_rows(with_places=False)}</sheetData>")


def without_styles(folder: Path) -> Path:
    """Make a workbook without a style sheet."""
    path = make_raw_xlsx(folder, f"<sheetData>{list_rows()}</sheetData>")
    parts = parts_of(path)
    del parts["xl/styles.xml"]
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    begin = relations.index('<Relationship Id="rId2"')
    end = relations.index("/>", begin) + 2
    parts["xl/_rels/workbook.xml.rels"] = (relations[:begin] + relations[end:]).encode()
    return with_parts(path, parts)


def with_empty_rows(folder: Path) -> Path:
    """Make a workbook with rows and cells that are empty elements, in and beside the list."""
    rows = list_rows().replace("</row>", '<c r="{}" s="1"/></row>', 1).replace("{}", "E1", 1)
    rows = rows.replace('<row r="3">', '<row r="3" spans="1:4" s="2" customFormat="1">')
    return make_raw_xlsx(folder, f'<dimension ref="A1:E3"/><sheetData>{rows}<row r="6" ht="20"/></sheetData>')


def with_remarks_in_xml(folder: Path) -> Path:
    """Make a workbook whose XML has remarks, raw text and signs that look like its elements."""
    rows = (
        list_rows().replace("I gang", "<![CDATA[I gang]]>", 1).replace("<row", '<!-- <row r="9"> --><row', 1)
    )
    rows = rows.replace('<c r="B2"', '<c ph=">" r="B2"').replace('<c ph=">"', "<c")
    return make_raw_xlsx(folder, f"<sheetData>{rows}</sheetData>")


def with_lines_in_tags(folder: Path) -> Path:
    """Make a workbook whose XML breaks lines inside its tags, with an empty cell after the last."""
    rows = list_rows().replace("<c r=", "<c\n\tr = ").replace("</c>", "</c\n>").replace("<row r=", "<row\tr=")
    rows = rows.replace("</row>", '<c\nr="F1" s="1"\n/></row>', 1)
    return make_raw_xlsx(folder, f"<sheetData>{rows}</sheetData>")


def strict(folder: Path) -> Path:
    """Make a workbook in the strict form of the format."""
    path = make_raw_xlsx(folder, f"<sheetData>{list_rows()}</sheetData>")
    parts = parts_of(path)
    for name in parts:
        text = parts[name].decode()
        for old, new in _STRICT.items():
            text = text.replace(f'"{old}"', f'"{new}"').replace(f'"{old}/', f'"{new}/')
        parts[name] = text.encode()
    return with_parts(path, parts)


def with_thread(folder: Path) -> Path:
    """Make a workbook with a thread of comments on a cell, and the copy of it for old readers."""
    path = make_xlsx(folder, _LIST, change=lambda sheet: _note(sheet, "D2", "[Tråd]"))
    parts = parts_of(path)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    thread = f'<Relationship Id="trd" Type="{_THREADS}" Target="/xl/threadedComments/threadedComment1.xml"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", thread.encode() + b"</Relationships>")
    told = (
        '<threadedComment ref="D2" id="{1}" personId="{2}"><text>Vi venter på svar</text></threadedComment>'
    )
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{space}">{told}</ThreadedComments>'.encode()
    )
    return with_parts(path, parts)


_THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def _note(sheet: Worksheet, cell: str, text: str) -> None:
    sheet[cell].comment = Comment(text, "Anne")


def as_table(folder: Path) -> Path:
    """Make a workbook whose list is one of Excel's own tables."""
    path = folder / "tabel.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Projekter")
    columns = [{"header": heading} for heading in HEADINGS]
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    columns[5]["format"] = day
    sheet.add_table(2, 1, 6, 8, {"data": ROWS, "columns": columns, "name": "Projekttabel"})
    sheet.write("B10", "Opgjort af sekretariatet")
    book.close()
    return path


def with_chart_beside(folder: Path) -> Path:
    """Make a workbook with a chart right beside its list."""
    path = folder / "diagram.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet("Projekter")
    for n, row in enumerate((HEADINGS, *ROWS)):
        sheet.write_row(n, 0, row)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Projekter!$E$2:$E$4"})
    sheet.insert_chart("J1", chart)
    book.close()
    return path


def transposed(folder: Path) -> Path:
    """Make a workbook whose list is laid on its side."""
    upright = ((("Projekt", *[row[1] for row in ROWS])), *_turned())
    return make_xlsx(folder, (("Projekter på langs",), (), *upright, (), ("Opgjort i november",)))


def _turned() -> Iterable[tuple[object, ...]]:
    for column in (2, 3, 4, 6, 7):
        yield (HEADINGS[column], *[row[column] for row in ROWS])


def two_lists(folder: Path) -> Path:
    """Make a workbook with two lists in one sheet, one below the other."""
    first = [HEADINGS[1:5], *[row[1:5] for row in ROWS[:2]]]
    second = [HEADINGS[1:6], *[row[1:6] for row in ROWS[2:]]]
    return make_xlsx(folder, [("Igangværende",), *first, (), ("Afsluttede",), *second])


LIGHTS = ("00B050", "FFC000", "FF0000") * 2


def lights_by_colour(folder: Path) -> Path:
    """Make a workbook whose lights are nothing but the fill of their cells, C2 to C7."""
    titles = (
        "Demens i hjemmet",
        "Fælles sygepleje",
        "Telemedicin",
        "Akutteam",
        "Kost og krop",
        "Sorggrupper",
    )

    def colour(sheet: Worksheet) -> None:
        for row, rgb in enumerate(LIGHTS, 2):
            sheet.cell(row, 3).fill = PatternFill("solid", fgColor=rgb)

    rows = [("Projekt", "Status", "Trafiklys"), *((title, "I gang", None) for title in titles)]
    return make_xlsx(folder, rows, name="lys.xlsx", change=colour)


WHOLE = {
    "rich": rich_workbook,
    "protected": lambda folder: rich_workbook(folder, is_protected=True),
    "prefixed": prefixed,
    "without_places": without_places,
    "without_styles": without_styles,
    "with_empty_rows": with_empty_rows,
    "with_remarks_in_xml": with_remarks_in_xml,
    "with_lines_in_tags": with_lines_in_tags,
    "strict": strict,
    "with_thread": with_thread,
    "as_table": as_table,
    "with_chart_beside": with_chart_beside,
    "transposed": transposed,
    "two_lists": two_lists,
}
"""Workbooks of every form that is changed as it is."""
