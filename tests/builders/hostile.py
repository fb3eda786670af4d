"""Files made to hurt, or made oddly, each with the outcome it must have."""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests.builders.oddities import make_strict
from tests.builders.workbooks import (
    ROWS,
    make_raw_xlsx,
    make_xls,
    make_zip,
    protect_xls,
    rename_stream,
)

_MIB = 1 << 20
_LAST_ROW = 1_048_576
ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
BINARY = '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
_MACROS = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
_REMOTE = "http://127.0.0.1:9/x.dtd"
_DECLARED = "file.damaged"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A kind of hostile or odd file.

    Attributes:
        make: writes one into a folder.
        refusal: the id of its refusal; None for one that is read.
        rows: what is read of its first sheet.
    """

    make: Callable[[Path], Path]
    refusal: str | None = None
    rows: list[list[object]] | None = None


def _raw(sheet: str | Callable[[], str]) -> Callable[[Path], Path]:
    """Write a workbook of a sheet; a large one is put together only when it is wanted."""
    return lambda folder: make_raw_xlsx(folder, sheet if isinstance(sheet, str) else sheet())


def _sheet(rows: str) -> str:
    return f"<sheetData>{rows}</sheetData>"


def _stray(cell: str) -> str:
    row = "".join(filter(str.isdigit, cell))
    return _sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>2</v></c></row>')


def _many_styles(folder: Path) -> Path:
    formats = '<xf numFmtId="0"/>' * 2_000_000
    styles = f"<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"
    return make_raw_xlsx(folder, ONE_CELL, styles=styles)


def _many_texts(folder: Path) -> Path:
    texts = {"xl/sharedStrings.xml": f"<sst>{'<si/>' * 20_000_000}</sst>"}
    return make_raw_xlsx(folder, ONE_CELL, more=texts)


def _to_the_bottom() -> str:
    formatted = (f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, _LAST_ROW + 1))
    return _sheet('<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(formatted))


def _overlapping() -> str:
    merges = "".join(f'<mergeCell ref="A1:ZZ{row}"/>' for row in range(2, 3_002))
    return f"{ONE_CELL}<mergeCells>{merges}</mergeCells>"


def _attributes() -> str:
    told = " ".join(f'a{number}="1"' for number in range(1_000_000))
    return f"<x {told}/>{ONE_CELL}"


def _one_text(text: str) -> str:
    return _sheet(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>')


def _fifty_rows() -> str:
    return "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 51))


def blanks(mib: int) -> Callable[[Path], Path]:
    """Write a workbook with a part of blanks, which pack to a thousandth."""

    def make(folder: Path) -> Path:
        path = make_raw_xlsx(folder, ONE_CELL)
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
            book.open("xl/blanks.xml", "w", force_zip64=True) as part,
        ):
            for _ in range(mib):
                part.write(b" " * _MIB)
        return path

    return make


def _repeat_bomb(folder: Path) -> Path:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value="1" office:value-type="float"/>'
    )
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    names = " ".join(
        f'xmlns:{it}="urn:oasis:names:tc:opendocument:xmlns:{it}:1.0"' for it in ("office", "table")
    )
    body = f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return make_zip(folder / "bombe.xlsx", parts)


def _all_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _lzma(folder: Path) -> Path:
    parts = _all_parts(make_raw_xlsx(folder, ONE_CELL)) | {"xl/blanks.xml": b" " * (64 * _MIB)}
    return make_zip(folder / "lzma.xlsx", parts, zipfile.ZIP_LZMA)


def _false_size(folder: Path) -> Path:
    path = make_raw_xlsx(folder, ONE_CELL, more={"xl/a.xml": "<x>" + " " * 10_000 + "</x>"})
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 10_007), struct.pack("<I", 7)))
    return path


def _twice(folder: Path) -> Path:
    path = make_raw_xlsx(folder, ONE_CELL)
    other = _all_parts(path)["xl/worksheets/sheet1.xml"].replace(b"<v>1<", b"<v>2<")
    data = path.read_bytes()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/SHEET1.xml", other)
    assert len(path.read_bytes()) > len(data)
    return path


def _many_members(folder: Path) -> Path:
    path = make_raw_xlsx(folder, ONE_CELL)
    with zipfile.ZipFile(path, "a") as book:
        for number in range(60_000):
            book.writestr(zipfile.ZipInfo(f"a/{number}"), b"")
    return path


def _wide_part(folder: Path) -> Path:
    parts = _all_parts(make_raw_xlsx(folder, ONE_CELL))
    sheet = parts["xl/worksheets/sheet1.xml"].decode().encode("utf-16")
    return make_zip(folder / "utf16.xlsx", parts | {"xl/worksheets/sheet1.xml": sheet})


def _declared(declaration: str, use: str = "") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        parts = _all_parts(make_raw_xlsx(folder, ONE_CELL))
        name = "xl/worksheets/sheet1.xml"
        sheet = parts[name].replace(b"<v>1</v>", f"<v>1{use}</v>".encode())
        return make_zip(folder / "xml.xlsx", parts | {name: declaration.encode() + sheet})

    return make


def _laughs(levels: int, width: int) -> str:
    """Declare entities of which each holds many of the one before."""
    told = ['<!ENTITY a0 "ha">']
    told += [f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, levels + 1)]
    return f"<!DOCTYPE x [{''.join(told)}]>"


def _macro_part(folder: Path) -> Path:
    return make_raw_xlsx(folder, ONE_CELL, more={"xl/vbaProject.bin": "x"})


def _macro_kind(folder: Path) -> Path:
    return make_raw_xlsx(folder, ONE_CELL, more={"[Content_Types].xml": _MACROS})


def _broken_binary(folder: Path) -> Path:
    return make_zip(folder / "liste.xlsb", {"[Content_Types].xml": BINARY, "xl/workbook.bin": b"\xff" * 999})


def _wide_text() -> str:
    """Write a text that takes four bytes a letter, and so more than the memory that reading may take."""
    return _one_text(f"&#128512;{('a' * 1023 + '>') * (150 << 10)}")


def _ring_of_sectors(folder: Path) -> Path:
    path = make_xls(folder)
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (table + 1) * 512 + 4, 0)
    path.write_bytes(bytes(data))
    return path


def _billions_of_rows(folder: Path) -> Path:
    path = make_xls(folder)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(struct.pack("<HH", 0x200, 14)) + 8, 0xFFFFFFF0)
    path.write_bytes(bytes(data))
    return path


def _quotes(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(b"Titel;Note\n" + b'x;"y\n' * 150_000)
    return path


def _one_line(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(b"a;" * (9 * _MIB))
    return path


def _wide_lines(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes((b"a;" * 16_000 + b"\n") * 100)
    return path


def _long_text(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(b"Titel;Note\nA;" + b"x" * 40_000 + b"\n")
    return path


def _many_rows(folder: Path) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(b"Titel;Note\n" + b"A;B\n" * 300_000)
    return path


def _many_sheets(folder: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for number in range(200):
        book.create_sheet(f"Ark{number}").append(["Titel"])
    book.save(folder / "ark.xlsx")
    return folder / "ark.xlsx"


def _web_marks(folder: Path) -> Path:
    path = folder / "liste.xls"
    path.write_bytes(b"<table><tr><td>a</td></tr>" + b"<a" * (9 * _MIB))
    return path


def _web_spans(folder: Path) -> Path:
    path = folder / "liste.xls"
    path.write_bytes(b"<table>" + b"<tr><td rowspan=65000 colspan=16000>a</td></tr>" * 300_000)
    return path


_READ_ONE: list[list[object]] = [[1.0]]
_ODD_NUMBERS = _sheet(
    f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>{"9" * 6_000}</v></c><c r="C1"><v>NaN</v></c></row>'
)

HOSTILE: dict[str, Hostile] = {
    "wrong dimension": Hostile(
        _raw('<dimension ref="A1"/>' + _sheet(_fifty_rows())), rows=[[float(row)] for row in range(1, 51)]
    ),
    "dimension A1:XFD1048576": Hostile(_raw('<dimension ref="A1:XFD1048576"/>' + ONE_CELL), rows=_READ_ONE),
    "formatting to row 1,048,576": Hostile(_raw(_to_the_bottom), rows=_READ_ONE),
    "a stray cell in XFD1048576": Hostile(_raw(_stray("XFD1048576")), "file.far_cell"),
    "a cell ZZZZZZ5": Hostile(_raw(_stray("ZZZZZZ5")), "file.far_cell"),
    "a cell A99999999999": Hostile(_raw(_stray("A99999999999")), "file.far_cell"),
    "merged M1:XFD1048576": Hostile(
        _raw(ONE_CELL + '<mergeCells><mergeCell ref="M1:XFD1048576"/></mergeCells>'), rows=_READ_ONE
    ),
    "3,000 overlapping merges": Hostile(_raw(_overlapping), rows=_READ_ONE),
    "201 MiB of blanks": Hostile(blanks(201), "file.too_heavy"),
    "180 MiB of blanks": Hostile(blanks(180), "file.damaged"),
    "30 million cells": Hostile(
        _raw(lambda: _sheet(f"<row>{'<c/>' * 10_000}</row>" * 3_000)), "file.too_many_cells"
    ),
    "20 million shared texts": Hostile(_many_texts, "file.too_heavy"),
    "2 million cell formats": Hostile(_many_styles, "file.damaged"),
    "LZMA member": Hostile(_lzma, "file.damaged"),
    "false size in a header": Hostile(_false_size, "file.damaged"),
    "a million attributes": Hostile(_raw(_attributes), "file.damaged"),
    "400,000 nested elements": Hostile(_raw("<x>" * 400_000 + "</x>" * 400_000 + ONE_CELL), rows=_READ_ONE),
    "a part twice": Hostile(_twice, "file.damaged"),
    "60,000 members": Hostile(_many_members, "file.damaged"),
    "a macro part": Hostile(_macro_part, "file.macros"),
    "xlsm": Hostile(_macro_kind, "file.macros"),
    "password, xlsx": Hostile(lambda it: rename_stream(make_xls(it), "EncryptedPackage"), "file.encrypted"),
    "password, xls": Hostile(lambda it: protect_xls(make_xls(it)), "file.encrypted"),
    "strict OOXML": Hostile(make_strict, rows=[list(row) for row in ROWS]),
    "a UTF-16 part": Hostile(_wide_part, "file.damaged"),
    "NaN and 6,000 digits": Hostile(_raw(_ODD_NUMBERS), rows=_READ_ONE),
    "repeated cells, ods named xlsx": Hostile(_repeat_bomb, "file.damaged"),
    "_x0000_ in a text": Hostile(
        _raw(_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0000_b</t></is></c></row>')), rows=[["ab"]]
    ),
    "serials 99999999, -1 and 60 as days": Hostile(
        _raw(
            _sheet(
                '<row r="1"><c r="A1" s="5"><v>99999999</v></c><c r="B1" s="5"><v>-1</v></c>'
                '<c r="C1" s="5"><v>60</v></c></row>'
            )
        )
    ),
    "billion laughs": Hostile(_declared(_laughs(9, 10), "&a9;"), _DECLARED),
    "quadratic blow-up": Hostile(
        _declared(f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>', "&a;" * 10_000), _DECLARED
    ),
    "an entity in a ring": Hostile(
        _declared('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"), _DECLARED
    ),
    "an entity of a local file": Hostile(
        _declared('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"), _DECLARED
    ),
    "an entity of a remote address": Hostile(
        _declared(f'<!DOCTYPE x [<!ENTITY a SYSTEM "{_REMOTE}">]>', "&a;"), _DECLARED
    ),
    "a parameter entity": Hostile(
        _declared(f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{_REMOTE}"> %a;]>'), _DECLARED
    ),
    "a DTD of a remote address": Hostile(_declared(f'<!DOCTYPE x SYSTEM "{_REMOTE}">'), _DECLARED),
    "a DTD in any letters": Hostile(_declared('<!doctype x PUBLIC "a" "b">'), _DECLARED),
    "a link to another part (XInclude)": Hostile(
        _raw('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>' + ONE_CELL),
        rows=_READ_ONE,
    ),
    "a text of 150 MiB": Hostile(_raw(lambda: _one_text("a" * (150 * _MIB))), "file.damaged"),
    "a text of 150 MiB that takes 600": Hostile(_raw(_wide_text), "file.too_heavy"),
    "a broken xlsb": Hostile(_broken_binary, "file.damaged"),
    "an xls whose sectors are a ring": Hostile(_ring_of_sectors, "file.damaged"),
    "an xls of billions of rows": Hostile(_billions_of_rows, "file.damaged"),
    "a csv of 150,000 open quotes": Hostile(_quotes),
    "a csv of one line": Hostile(_one_line, "file.damaged"),
    "a csv of 16,000 columns": Hostile(_wide_lines, "file.too_many_columns"),
    "a text of 40,000 letters": Hostile(_long_text, "file.long_text"),
    "200 sheets": Hostile(_many_sheets, "file.too_many_sheets"),
    "300,000 rows": Hostile(_many_rows, "file.too_many_rows"),
    "a stray cell in A1048576": Hostile(_raw(_stray("A1048576")), "file.far_cell"),
    "a stray cell in XFD2": Hostile(_raw(_stray("XFD2")), "file.far_cell"),
    "a web page of marks without end": Hostile(_web_marks, "file.damaged"),
    "a web page of huge spans": Hostile(_web_spans, "file.damaged"),
}
