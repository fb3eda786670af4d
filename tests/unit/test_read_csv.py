import codecs

import pytest

from etl.read.csv_text import decode, read_csv, separator
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
