"""Kinds of file that are sent as lists: each is read, or refused with what to do."""

import pytest

from etl.read.grid import Block
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from tests.builders.grids import trimmed
from tests.builders.oddities import (
    FLAT_OPEN_DOCUMENT,
    GOOGLE,
    MAIL,
    SPREADSHEET_XML,
    WEB_ARCHIVE,
    lock_file,
    make_excel_5,
    make_numbers,
    make_presentation,
    make_strict,
    make_word_97,
)
from tests.builders.workbooks import ROWS, make_raw_xlsx, make_zip


def read(path, name=None):
    return read_workbook(path, examine(path, name or path.name)).sheets[0]


def refused(path, name="liste.xls"):
    with pytest.raises(FileRefusedError) as caught:
        read(path, name)
    assert "Intet er indlæst" in caught.value.message("da")
    return caught.value.id


def put(folder, data):
    path = folder / "fil"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SPREADSHEET_XML, "file.spreadsheet_xml"),
        (SPREADSHEET_XML.encode("utf-16"), "file.spreadsheet_xml"),
        (FLAT_OPEN_DOCUMENT, "file.spreadsheet_xml"),
        (WEB_ARCHIVE, "file.web_archive"),
        (MAIL, "file.mail"),
        (GOOGLE, "file.shortcut"),
        ("[InternetShortcut]\r\nURL=https://example.org/liste.xlsx\r\n", "file.shortcut"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(90), "file.shortcut"),
        ("<?xml version='1.0'?><plist><dict><key>URL</key></dict></plist>", "file.shortcut"),
        (lock_file(), "file.lock_file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file.picture"),
        (b"GIF89a" + bytes(40), "file.picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "file.picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "file.picture"),
        (b"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00", "file.picture"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "file.archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "file.archive"),
        (b"\x1f\x8b\x08\x00" + bytes(40), "file.archive"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(40), "file.too_old"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40), "file.too_old"),
        ("ID;PWXL;N;E\r\nC;X1;Y1;K\"Titel\"\r\nE\r\n", "file.too_old"),
        ("<?xml version='1.0'?><rows><row/></rows>", "file.web_page"),
        ("<html><frameset><frame src='sheet001.htm'></frameset></html>", "file.web_page"),
        ("<table><tr><td><table><tr><td>Menu</td></tr></table></td></tr></table>", "file.web_page"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_apart(tmp_path, data, expected):
    assert refused(put(tmp_path, data)) == expected


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (make_numbers, "file.numbers"),
        (make_presentation, "file.presentation"),
        (make_word_97, "file.text_document"),
        (lambda it: make_zip(it / "alt.zip", {"a/liste.xlsx": b"PK", "b.txt": b"x"}), "file.archive"),
    ],
)
def test_an_archive_of_another_kind_is_told_apart(tmp_path, make, expected):
    assert refused(make(tmp_path)) == expected


@pytest.mark.parametrize("name", ["~$liste.xlsx", ".~lock.liste.xlsx#"])
def test_the_mark_of_an_open_file_is_known_by_its_name(tmp_path, name):
    assert refused(put(tmp_path, "Maren,pc,27.11.2026;"), name) == "file.lock_file"


@pytest.mark.parametrize(
    "text",
    ["ID;Projekt;Status\r\n1;A;I gang\r\n", "From;To\nA;B\n", "<Vælg>;Titel\n1;A\n", "{1};Titel\n2;A\n"],
)
def test_a_list_that_begins_like_something_else_is_a_list(tmp_path, text):
    assert examine(put(tmp_path, text), "liste.csv").format == "csv"


def test_a_workbook_saved_as_strict_is_read(tmp_path):
    assert read(make_strict(tmp_path)).rows == list(ROWS)


def test_a_workbook_of_excel_5_is_read(tmp_path):
    path = make_excel_5(tmp_path, [["Titel", "Budget"], ["Blåbær", 12.5]])

    assert trimmed(read(path).rows) == [["Titel", "Budget"], ["Blåbær", 12.5]]


def test_days_written_as_text_in_a_cell_for_days_are_read(tmp_path):
    cell = '<sheetData><row r="1"><c r="A1" t="d"><v>2026-11-01</v></c></row></sheetData>'

    assert str(read(make_raw_xlsx(tmp_path, cell)).rows[0][0])[:10] == "2026-11-01"


def test_a_plain_table_of_a_web_page_is_read_with_its_merges(tmp_path):
    page = """<html xmlns:x="urn:x"><head><meta charset="utf-8"><title>Liste</title>
    <style>td {color: red}</style></head><body><h1>Oversigt</h1>
    <table border=1><tr><th rowspan=2>Titel<th colspan="2">Tid</tr>
    <tr><th>Start</th><th>Slut</th></tr>
    <tr style="display:none"><td>F&aelig;lles&nbsp;team</td><td>1.2.2026</td><td>   </td></tr>
    <!-- <tr><td>nej</td></tr> -->
    <tr><td style="background-color: #00b050">Unge<br>i  mistrivsel</td>
    <td bgcolor="#FF0000"></td><td>31.12.2026
    </table><p>Note</p></body></html>"""

    sheet = read(put(tmp_path, page), "liste.xls")

    assert trimmed(sheet.rows) == [
        ["Oversigt"],
        ["Titel", "Tid"],
        [None, "Start", "Slut"],
        ["Fælles team", "1.2.2026"],
        ["Unge\ni mistrivsel", None, "31.12.2026"],
        ["Note"],
    ]
    assert sheet.merges == (Block(2, 1, 3, 1), Block(2, 2, 2, 3))
    assert sheet.fills == {(5, 1): "00B050", (5, 2): "FF0000"}
    assert sheet.hidden_rows == {4}


def test_a_web_page_in_windows_letters_is_read(tmp_path):
    page = "<TABLE><TR><TD>Blåbær &#8211; Æbler</TD></TR></TABLE>".encode("cp1252")

    assert examine(put(tmp_path, page), "liste.xls").format == "html"
    assert trimmed(read(put(tmp_path, page)).rows) == [["Blåbær – Æbler"]]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>a</td></tr>" + "<!--" * 500_000,
        "<table><tr><td>a</td></tr>" + "<td colspan=16384>" * 2_000,
        "<table><tr><td>a</td></tr>" + "<!x" * 500_000,
        "<table><tr><td>a</td></tr>" + "<![x[>" * 500_000,
        "<table><tr><td>a</td></tr>" + "<a" * 500_000,
        "<table><tr><td>a</td></tr>" + "<a '" * 500_000,
    ],
)
def test_a_web_page_made_to_take_long_is_refused(tmp_path, page):
    assert refused(put(tmp_path, page)) == "file.damaged"


def test_a_few_marks_that_never_end_are_text(tmp_path):
    page = "<table><tr><td>a</td><td>1 <b 2</td></tr></table>" + "<a" * 20

    assert read(put(tmp_path, page)).rows[0][0] == "a"
