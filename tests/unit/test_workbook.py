"""Workbooks to take away: typed cells, one real table, nothing that is a formula."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

from dashboard.components.numbers import Amount, Numbers, Word, counted
from dashboard.components.plain_table import Column
from dashboard.exports.figures import numbers_sheet
from dashboard.exports.workbook import Fact, Kind, ReadMe, SheetColumn, SheetTable, file_name, workbook

DAY = dt.date(2026, 11, 23)


def read_me(*facts):
    made_at = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    return ReadMe("Læs mig", "7 af 48 er røde", "Indsatser pr. 23. november 2026", facts, "da", made_at)


def opened(table, *facts):
    return load_workbook(workbook(read_me(*facts), table))


def sheet_of(columns, *rows):
    return opened(SheetTable("Tal", columns, rows))["Tal"]


def column(heading="Titel", kind=Kind.TEXT):
    return SheetColumn(heading, kind)


def test_values_keep_their_kind():
    columns = [column(kind.value, kind) for kind in Kind]
    sheet = sheet_of(columns, ["a", 1200, 0.125, 0.3, 1_250_000, DAY, dt.date(2026, 11, 1)])
    values = [cell.value for cell in sheet[2]]
    assert values[:5] == ["a", 1200, 0.125, 0.3, 1_250_000]
    assert [value.date() for value in values[5:]] == [DAY, dt.date(2026, 11, 1)]
    assert [cell.number_format for cell in sheet[2]][3:] == ["0%", '#,##0 "kr."', "dd.mm.yyyy", "mmmm yyyy"]


def test_what_is_missing_is_an_empty_cell():
    assert sheet_of([column(), column("Budget", Kind.KRONER)], ["a", None])["B2"].value is None


def test_a_day_before_excels_time_stands_as_text():
    assert sheet_of([column("Start", Kind.DAY)], [dt.date(1850, 1, 1)])["A2"].value == "1850-01-01"


def test_a_text_longer_than_excels_cells_is_cut_not_lost():
    value = sheet_of([column()], ["x" * 40_000])["A2"].value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_headings_of_a_table_differ_and_are_never_empty():
    sheet = sheet_of([column("Navn"), column("navn"), column(" "), column("Navn")], ["a", "b", "c", "d"])
    (table,) = sheet.tables.values()
    headings = [cell.value for cell in sheet[1]]
    assert headings == ["Navn", "navn (2)", "–", "Navn (3)"]
    assert [it.name for it in table.tableColumns] == headings


def test_a_table_without_rows_is_its_headings():
    sheet = sheet_of([column()])
    assert (sheet.max_row, sheet.max_column, sheet["A1"].value) == (1, 1, "Titel")
    assert not sheet.tables


def test_long_lists_go_out_as_they_are_written():
    rows = [[f"Indsats {number}", number] for number in range(3000)]
    sheet = sheet_of([column(), column("Antal", Kind.WHOLE)], *rows)
    assert sheet.max_row == 3001
    assert [cell.value for cell in sheet[3001]] == rows[-1]
    (table,) = sheet.tables.values()
    assert table.ref == "A1:B3001"


def test_the_first_sheet_says_what_it_is_with_a_link_back():
    address = "http://localhost/indsatser?lys=roed"
    book = opened(
        SheetTable("Tal", [column()], [["a"]]),
        Fact("Filtre", "=1+1"),
        Fact("Åbn visningen", address, is_address=True),
    )
    first = book.worksheets[0]
    assert first["A1"].value == "7 af 48 er røde"
    assert (first["B4"].value, first["B4"].data_type) == ("=1+1", "s")
    assert first["B5"].hyperlink.target == address


def test_a_link_too_long_for_excel_stands_as_text():
    address = "http://localhost/indsatser?q=" + "x" * 2100
    book = opened(SheetTable("Tal", [column()], [["a"]]), Fact("Åbn", address, is_address=True))
    assert book.worksheets[0]["B4"].value == address


def test_title_author_and_language_are_properties_of_the_file():
    file = workbook(read_me(), SheetTable("Tal", [column()], [["a"]]))
    book = load_workbook(file)
    assert (book.properties.title, book.properties.creator) == ("7 af 48 er røde", "Tværblik")
    assert book.custom_doc_props["Language"].value == "da"
    assert {"xl/tables/table1.xml", "docProps/core.xml"} <= set(zipfile.ZipFile(file).namelist())


def test_the_same_makes_the_same_bytes():
    table = SheetTable("Tal", [column()], [["a"]])
    assert workbook(read_me(), table).getvalue() == workbook(read_me(), table).getvalue()


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Tværblik", "Overblik", "indsatser"), "Tværblik - Overblik - indsatser - 2026-11-23.xlsx"),
        (("Tværblik", "a/b: <c>|\x00d", ""), "Tværblik - a b c d - 2026-11-23.xlsx"),
        (("Tværblik", "x" * 300), f"Tværblik - {'x' * 109} - 2026-11-23.xlsx"),
    ],
)
def test_a_name_is_fit_for_any_computer(parts, expected):
    assert file_name(parts, DAY) == expected


def test_amounts_are_numbers_and_what_is_not_known_is_what_is_read():
    numbers = Numbers(
        "Andel",
        [Column("Gruppe"), Column("Antal", is_number=True), Column("Andel", is_number=True), Column("Lys")],
        [
            ["A", counted(1200), Amount(0.25, "25 %"), Word("Rød", "■")],
            ["B", counted(0), Amount(None, "Ikke angivet"), Word("", "")],
        ],
    )
    table = numbers_sheet(numbers, "Tal")
    assert [it.kind for it in table.columns] == [Kind.TEXT, Kind.WHOLE, Kind.SHARE, Kind.TEXT]
    assert [list(row) for row in table.rows] == [
        ["A", 1200, 0.25, "Rød"],
        ["B", 0, "Ikke angivet", ""],
    ]


def test_a_workbook_is_read_from_its_beginning():
    file = workbook(read_me(), SheetTable("Tal", [column()], [["a"]]))
    assert isinstance(file, io.BytesIO)
    assert file.read(2) == b"PK"
