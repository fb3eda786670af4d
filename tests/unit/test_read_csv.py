import codecs

import pytest

from etl.read.csv_text import read_csv, separator
from etl.read.decoding import decode
from tests.builders.grids import trimmed
from tests.builders.workbooks import make_csv


@pytest.mark.parametrize(
    "data",
    [
        "Blåbær;Æbler".encode(),
        codecs.BOM_UTF8 + "Blåbær;Æbler".encode(),
        "Blåbær;Æbler".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Blåbær;Æbler".encode("utf-16-be"),
        "Blåbær;Æbler".encode("cp1252"),
        "Blåbær;Æbler".encode("utf-16-le"),
        "Blåbær;Æbler".encode("utf-16-be"),
        "Blåbær;Æbler".encode("mac_roman"),
        "Blåbær;Æbler".encode("cp850"),
        "Blåbær;Æbler".encode("cp865"),
    ],
)
def test_danish_letters_come_right_from_each_encoding(data):
    assert decode(data) == "Blåbær;Æbler"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Titel;Budget\nEt, to og tre;1,5\nFire, fem;2,5\n", ";"),
        ("Titel,Status\nA,B\nC,D\n", ","),
        ("Titel\tStatus\nA, b\tC\n", "\t"),
        ("Titel|Status\nA|B\n", "|"),
        ('Titel;Note\nA;"x, y, z, w"\nB;"x, y\nz, w"\n', ";"),
        ("Oversigt over indsatser, oktober 2026\n\nTitel;Status;Frist\nA;B;C\nD;E;F\n", ";"),
        ("Titel\nA\nB\n", ";"),
    ],
)
def test_the_separator_is_the_one_that_divides_evenly(text, expected):
    assert separator(text) == expected


def test_records_keep_line_breaks_separators_and_quotes_inside_cells(tmp_path):
    text = 'Titel;Note\r\nA;"første\r\nanden; ""citat"""\r\nB;12" rør\r\n;\r\n;;\r\n'

    (sheet,) = read_csv(make_csv(tmp_path, text, "cp1252")).sheets

    assert sheet.name is None
    assert trimmed(sheet.rows) == [["Titel", "Note"], ["A", 'første\nanden; "citat"'], ["B", '12" rør']]


def test_numbers_and_dates_stay_text(tmp_path):
    (sheet,) = read_csv(make_csv(tmp_path, "Titel;Budget;Frist\nA;1.234,50;01-02-2026\n")).sheets

    assert list(sheet.rows[1]) == ["A", "1.234,50", "01-02-2026"]


def test_an_empty_record_in_the_middle_counts_as_a_row(tmp_path):
    (sheet,) = read_csv(make_csv(tmp_path, "Titel;Status\n\n;\nA;B\n")).sheets

    assert sheet.value(4, 1) == "A"


def test_a_quote_that_is_never_closed_loses_no_text(tmp_path):
    (sheet,) = read_csv(make_csv(tmp_path, 'Titel;Note\nA;"uden slutning\nB;C\n')).sheets

    assert trimmed(sheet.rows) == [["Titel", "Note"], ["A", '"uden slutning'], ["B", "C"]]


def test_the_line_that_excel_reads_for_the_separator_is_no_record(tmp_path):
    (sheet,) = read_csv(make_csv(tmp_path, "sep=;\nTitel;Status\nA;B\n")).sheets

    assert trimmed(sheet.rows) == [["Titel", "Status"], ["A", "B"]]


def test_thousands_of_open_quotes_lose_no_row(tmp_path):
    text = "Titel;Note\n" + 'x"y;"\n' * 3000 + '"y";"\n'

    (sheet,) = read_csv(make_csv(tmp_path, text)).sheets

    assert len(sheet.rows) == 3002


def test_lines_of_different_encodings_come_right_each(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes("Blåbær;Æbler\n".encode() + "Grød;“Øl”\n".encode("cp1252"))

    assert trimmed(read_csv(path).sheets[0].rows) == [["Blåbær", "Æbler"], ["Grød", "“Øl”"]]


def test_a_broken_letter_leaves_the_rest_of_its_line_as_it_is(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes("Titel;Note\nBlåbær på Ærø;".encode() + b"\xc3;\n")

    assert trimmed(read_csv(path).sheets[0].rows)[1] == ["Blåbær på Ærø", "\ufffd"]


def test_signs_that_no_encoding_knows_are_mentioned(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(b"Titel;Note\nBl\xe5b\xe6r;\x81\x8d\n")

    book = read_csv(path)

    assert list(book.sheets[0].rows[1]) == ["Blåbær", "\ufffd\ufffd"]
    assert [(it.id, it.facts) for it in book.findings] == [("file.unreadable_signs", {"count": 2})]


def test_control_characters_are_taken_out_and_mentioned(tmp_path):
    book = read_csv(make_csv(tmp_path, "Tit\x00el;Note\nA\x07;B\x00\n"))

    assert trimmed(book.sheets[0].rows) == [["Titel", "Note"], ["A", "B"]]
    assert [(it.id, it.facts) for it in book.findings] == [("file.control_signs", {"count": 3})]


def test_line_ends_of_three_kinds_in_one_file_all_end_a_row(tmp_path):
    (sheet,) = read_csv(make_csv(tmp_path, 'Titel;Note\r\nA;B\rC;"d\r\ne"\nF;G')).sheets

    assert trimmed(sheet.rows) == [["Titel", "Note"], ["A", "B"], ["C", "d\ne"], ["F", "G"]]


def test_an_open_quote_far_from_the_end_swallows_no_row(tmp_path):
    text = 'Titel;Note\nA;"uden slutning\n' + f"B;{'x' * 200}\n" * 2_000

    book = read_csv(make_csv(tmp_path, text))

    assert len(book.sheets[0].rows) == 2_002
    assert [(it.id, it.cell) for it in book.findings] == [("row.open_quote", "A2")]


def test_a_row_with_more_values_than_columns_is_mentioned(tmp_path):
    book = read_csv(make_csv(tmp_path, "Titel;Note;Frist\nA;x;1\nB;y; z;2\nC;;\nD;x;\n"))

    assert list(book.sheets[0].rows[2]) == ["B", "y", "z", "2"]
    (finding,) = book.findings
    assert (finding.id, finding.cell) == ("row.too_many_values", "A3")
    assert finding.facts == {"count": 1, "rows": "3", "columns": 3}


def test_a_tidy_file_has_nothing_to_mention(tmp_path):
    text = "Oversigt;;\n;;\nTitel;Note;Frist\nA;;\nB;x;\nC;y;1\n"

    assert read_csv(make_csv(tmp_path, text)).findings == ()
