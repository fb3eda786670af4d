"""What the guard lets in and what it refuses, by content and never by name."""

import struct
import zipfile

import pytest
from odf import opendocument

from etl.read import archive
from etl.read.guard import MAX_SIZE_MIB, examine
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from tests.builders.workbooks import (
    make_csv,
    make_ods,
    make_raw_xlsx,
    make_xls,
    make_xlsx,
    make_zip,
    protect_xls,
    rename_stream,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def refusal(path, name=None):
    with pytest.raises(FileRefusedError) as caught:
        read_workbook(path, examine(path, name or path.name))
    assert caught.value.message("da")
    assert caught.value.message("en")
    return caught.value.id


def content(tmp_path, data, name="liste.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "expected"),
    [(make_xlsx, "xlsx"), (make_xls, "xls"), (make_ods, "ods"), (lambda it: make_csv(it, "a;b\nc;d"), "csv")],
)
def test_a_file_is_what_its_content_says_whatever_its_name(tmp_path, make, expected):
    path = make(tmp_path)

    facts = examine(path, "rapport.pdf")

    assert facts.format == expected
    assert facts.size_bytes == path.stat().st_size
    assert len(facts.sha256) == 64
    assert read_workbook(path, facts).sheets[0].rows


@pytest.mark.parametrize("make", [make_xlsx, make_xls, make_ods])
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "xlsb", "pdf"])
def test_a_file_with_another_kind_of_ending_is_read_all_the_same(tmp_path, make, ending):
    path = make(tmp_path)
    renamed = path.rename(tmp_path / f"omdoebt.{ending}")

    assert read_workbook(renamed, examine(renamed, renamed.name)).sheets[0].rows


def test_two_workbooks_in_one_archive_are_refused(tmp_path):
    path = make_ods(tmp_path)
    with zipfile.ZipFile(path, "a") as both, zipfile.ZipFile(make_xlsx(tmp_path)) as other:
        for member in other.namelist():
            if member.startswith("xl/"):
                both.writestr(member, other.read(member))

    assert refusal(path) == "file.damaged"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "ingen.xlsx") == "file.missing"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "file.empty"),
        (b" \r\n\r\n", "file.empty"),
        (b"\xef\xbb\xbf\r\n", "file.empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "file.pdf"),
        (b"%PDF-1.4\nplain all through\n", "file.pdf"),
        (b"{\\rtf1\\ansi Liste}", "file.text_document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file.picture"),
        (bytes(range(256)) * 20, "file.not_a_spreadsheet"),
        (OLE + "Workbook\0".encode("utf-16-le"), "file.damaged"),
        (OLE[:8], "file.damaged"),
        (b"PK\x03\x04" + bytes(100), "file.damaged"),
        (b"PK\x05\x06" + bytes(18), "file.archive"),
        (b"<html><body><p>Titel</p>", "file.web_page"),
        (b'\xef\xbb\xbf  <!DOCTYPE HTML PUBLIC "-//W3C//DTD">', "file.web_page"),
        ('<?xml version="1.0" encoding="utf-16"?><Workbook/>'.encode("utf-16"), "file.spreadsheet_xml"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "file.spreadsheet_xml"),
    ],
)
def test_what_is_no_readable_spreadsheet_is_refused_with_its_reason(tmp_path, data, expected):
    assert refusal(content(tmp_path, data)) == expected


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path):
    path = content(tmp_path, bytes((MAX_SIZE_MIB << 20) + 1))

    with pytest.raises(FileRefusedError) as caught:
        examine(path, path.name)

    assert caught.value.id == "file.too_large"
    assert caught.value.facts == {"size_mib": MAX_SIZE_MIB + 1, "limit_mib": MAX_SIZE_MIB}


def test_excels_mark_of_an_open_workbook_is_told_as_such(tmp_path):
    assert refusal(content(tmp_path, b"\x03Bo" + bytes(160)), "~$liste.xlsx") == "file.lock_file"


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("EncryptedPackage", "file.encrypted"),
        ("EncryptionInfo", "file.encrypted"),
        ("WordDocument", "file.text_document"),
        ("PowerPoint Document", "file.presentation"),
    ],
)
def test_an_old_office_file_is_what_its_streams_are_called(tmp_path, stream, expected):
    assert refusal(rename_stream(make_xls(tmp_path), stream)) == expected


def test_an_old_workbook_whose_chain_of_sectors_is_a_ring_is_damaged(tmp_path):
    path = make_xls(tmp_path)
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (table + 1) * 512 + 4, 0)
    path.write_bytes(bytes(data))

    assert refusal(path) == "file.damaged"


def test_an_old_workbook_without_a_byte_where_it_says_it_begins_is_damaged(tmp_path):
    path = make_xls(tmp_path)
    data = bytearray(path.read_bytes())
    struct.pack_into("<II", data, data.index("Workbook".encode("utf-16-le")) + 116, 0xFFFFFF, 0)
    path.write_bytes(bytes(data))

    assert refusal(path) == "file.damaged"


def test_an_old_workbook_that_claims_billions_of_rows_is_damaged(tmp_path):
    path = make_xls(tmp_path)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(struct.pack("<HH", 0x200, 14)) + 8, 0xFFFFFFF0)
    path.write_bytes(bytes(data))

    assert refusal(path) == "file.damaged"


def test_a_protected_old_workbook_is_refused(tmp_path):
    assert refusal(protect_xls(make_xls(tmp_path))) == "file.encrypted"


def test_a_protected_open_document_is_refused(tmp_path):
    path = make_ods(tmp_path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["META-INF/manifest.xml"] = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"

    assert refusal(make_zip(path, parts)) == "file.encrypted"


def test_an_open_document_of_text_is_no_spreadsheet(tmp_path):
    path = tmp_path / "brev.ods"
    opendocument.OpenDocumentText().save(str(path))

    assert refusal(path) == "file.text_document"


def test_a_word_document_is_no_spreadsheet(tmp_path):
    types = '<Types><Override ContentType="application/vnd.x.wordprocessingml.document.main+xml"/></Types>'
    path = make_zip(tmp_path / "brev.xlsx", {"[Content_Types].xml": types, "word/document.xml": "<x/>"})

    assert refusal(path) == "file.text_document"


def test_a_binary_workbook_is_known_and_its_macros_are_not_assumed(tmp_path):
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    path = make_zip(tmp_path / "liste.xlsb", {"[Content_Types].xml": types, "xl/workbook.bin": b"x"})

    assert examine(path, path.name).format == "xlsb"
    assert refusal(path) == "file.damaged"


@pytest.mark.parametrize("kind", ["sheet", "template"])
def test_a_workbook_of_a_kind_that_holds_macros_is_refused(tmp_path, kind):
    types = f'<Types><Override ContentType="application/vnd.ms-excel.{kind}.macroEnabled.main+xml"/></Types>'

    assert refusal(make_raw_xlsx(tmp_path, ONE_CELL, more={"[Content_Types].xml": types})) == "file.macros"


def test_an_archive_of_other_files_is_no_spreadsheet(tmp_path):
    assert refusal(make_zip(tmp_path / "alt.xlsx", {"liste.csv": "a;b"})) == "file.archive"


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_a_workbook_with_macros_is_refused(tmp_path, part):
    path = make_raw_xlsx(tmp_path, ONE_CELL, more={part: "<x/>"})

    assert refusal(path) == "file.macros"


def test_a_workbook_cut_short_is_damaged(tmp_path):
    path = make_xlsx(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])

    assert refusal(path) == "file.damaged"


def test_a_workbook_with_a_flipped_byte_is_damaged(tmp_path):
    path = make_raw_xlsx(tmp_path, ONE_CELL)
    with zipfile.ZipFile(path) as book:
        member = book.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 0xFF
    path.write_bytes(bytes(data))

    assert refusal(path) == "file.damaged"


@pytest.mark.parametrize(
    "name", ["../x.xml", "/etc/x.xml", "xl\\..\\x.xml", "C:/x.xml", "XL/Worksheets/SHEET1.xml", "xl/../x.xml"]
)
def test_members_with_names_that_no_office_suite_gives_are_refused(tmp_path, name):
    assert refusal(make_raw_xlsx(tmp_path, ONE_CELL, more={name: "<x/>"})) == "file.damaged"


def test_other_ways_of_packing_are_refused(tmp_path):
    path = make_raw_xlsx(tmp_path, ONE_CELL)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}

    assert refusal(make_zip(path, parts, zipfile.ZIP_LZMA)) == "file.damaged"


def test_too_many_members_are_refused(tmp_path):
    more = {f"xl/media/{number}.xml": "" for number in range(archive.MAX_MEMBERS)}

    assert refusal(make_raw_xlsx(tmp_path, ONE_CELL, more=more)) == "file.damaged"


def test_a_mountain_of_blanks_is_too_heavy(tmp_path):
    blanks = " " * (archive.MAX_UNPACKED_MIB << 19)

    path = make_raw_xlsx(tmp_path, ONE_CELL, more={"xl/a.xml": blanks, "xl/b.xml": blanks})

    assert refusal(path) == "file.too_heavy"


def test_members_that_share_bytes_are_refused(tmp_path):
    path = make_raw_xlsx(tmp_path, ONE_CELL, more={"xl/a.xml": "<x/>"})
    data = path.read_bytes()
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    first = struct.pack("<I", 0)

    path.write_bytes(data[: entry + 42] + first + data[entry + 46 :])

    assert refusal(path) == "file.damaged"


def test_a_false_size_hides_nothing(tmp_path):
    path = make_raw_xlsx(tmp_path, ONE_CELL, more={"xl/a.xml": "<x>" + " " * 10_000 + "</x>"})
    data = path.read_bytes()
    size = struct.pack("<I", 10_007)

    path.write_bytes(data.replace(size, struct.pack("<I", 7)))

    assert refusal(path) == "file.damaged"


@pytest.mark.parametrize(
    "declaration", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!doctype x SYSTEM "http://x/y.dtd">']
)
def test_a_document_type_is_refused_wherever_it_stands(tmp_path, declaration):
    long_before = " " * ((1 << 20) - 5)
    path = make_raw_xlsx(tmp_path, ONE_CELL, more={"customXml/a.xml": long_before + declaration + "<x/>"})

    assert refusal(path) == "file.damaged"


def test_a_part_in_two_byte_letters_is_refused(tmp_path):
    path = make_raw_xlsx(tmp_path, ONE_CELL)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].decode().encode("utf-16")

    assert refusal(make_zip(path, parts)) == "file.damaged"


def test_what_add_ins_keep_for_themselves_may_be_in_two_byte_letters(tmp_path):
    query = '<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")
    path = make_raw_xlsx(tmp_path, ONE_CELL, more={"customXml/item1.xml": query})

    assert read_workbook(path, examine(path, path.name)).sheets[0].rows == [(1.0,)]


LONG_ROWS = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 200_000))
ONE_BAD_ROW = f'{LONG_ROWS}<row r="200000"><!DOCTYPE x><c r="A200000"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("sheet", "more"),
    [
        (f"<sheetData>{ONE_BAD_ROW}</sheetData>", {}),
        (ONE_CELL, {"xl/aldrig_laest.xml": f"<a>{'<b/>' * 2_200_000}</a><!DOCTYPE x>"}),
        (
            f"<x:sheetData>{LONG_ROWS}</x:sheetData>",
            {"xl/andet.xml": f"{'<b/>' * 2_200_000}<!ENTITY"},
        ),
    ],
)
def test_a_large_part_is_checked_when_it_is_read(tmp_path, sheet, more):
    assert refusal(make_raw_xlsx(tmp_path, sheet, more=more)) == "file.damaged"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/aldrig_laest.xml"])
def test_a_large_part_with_a_wrong_checksum_is_damaged(tmp_path, part):
    more = {"xl/aldrig_laest.xml": f"<a>{'<b/>' * 2_200_000}</a>"}
    path = make_raw_xlsx(tmp_path, f"<sheetData>{LONG_ROWS}</sheetData>", more=more)
    with zipfile.ZipFile(path) as archive:
        checksum = struct.pack("<I", archive.getinfo(part).CRC)
    path.write_bytes(path.read_bytes().replace(checksum, bytes(4)))

    assert refusal(path) == "file.damaged"
