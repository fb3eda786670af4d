"""Every sheet of a real workbook can be drawn as it looks, with what became of its rows."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.style import Style, TableColumnProperties, TextProperties
from odf.table import TableColumn, TableRow
from openpyxl.styles import Font, PatternFill

from etl.run import open_file, pictures_of, read_file
from portfolio.errors import FileRefusedError
from portfolio.profile import Profile, SheetRule
from portfolio.records import SheetPicture
from portfolio.vocabulary import RowReason, RowRole
from tests.builders.numbers import FORMS, cpr_numbers, written
from tests.builders.workbooks import make_ods, ods_cell

ROWS = (
    ("Projekt", "Status", "Tovholder", "Bemærkninger"),
    ("Fælles akutteam", "I gang", "Anne Holm", "Afventer svar fra kommunerne"),
    ("Hjerterehabilitering", "På pause", "Bo Lund", "Ny projektleder på vej"),
    ("Telemedicin til KOL", "Afsluttet", "Ida Krog", "Evalueret i foråret"),
)


def make_book(folder: Path) -> Path:
    """Make a workbook of a front page, a list with groups and a note, and a hidden sheet."""
    book = openpyxl.Workbook()
    front = book.worksheets[0]
    front.title = "Forside"
    front["B2"] = "Vejledning"
    sheet = book.create_sheet("Liste")
    sheet.append(("Porteføljen pr. november",))
    sheet.append(("Hvad", None, "Hvem og hvordan", None))
    for row in ROWS:
        sheet.append(row)
    sheet.append((None, "I gang", "Eva Juhl", "Uden titel"))
    sheet.append(())
    sheet.append(("Note: listen ajourføres hver måned af sekretariatet",))
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("D4:D5")
    sheet["A3"].font = Font(bold=True)
    sheet["B4"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet.column_dimensions["A"].width = 42.5
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[5].hidden = True
    old = book.create_sheet("Gamle")
    old.sheet_state = "hidden"
    old.append(("Intet her",))
    book.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def pictures(path: Path, profile: Profile = Profile()) -> dict[str | None, SheetPicture]:  # noqa: B008 - frozen
    reading = read_file(path, path.name, None, profile, pictures=True)
    return {picture.name: picture for picture in reading.pictures}


def test_every_sheet_is_drawn_also_those_without_a_list(tmp_path):
    found = pictures(make_book(tmp_path))

    assert list(found) == ["Forside", "Liste", "Gamle"]
    assert [picture.is_hidden for picture in found.values()] == [False, False, True]
    assert [picture.tables for picture in found.values()] == [(), (0,), ()]
    (only,) = found["Forside"].rows
    assert (only.row, only.kind, only.reason, only.table) == (2, RowRole.OUTSIDE, None, None)
    assert [(cell.column, cell.text) for cell in only.cells] == [("B", "Vejledning")]


def test_rows_say_what_became_of_them(tmp_path):
    rows = {row.row: row for row in pictures(make_book(tmp_path))["Liste"].rows}

    kinds = {number: (row.kind, row.reason) for number, row in rows.items()}
    assert kinds == {
        1: (RowRole.OUTSIDE, RowReason.TITLE),
        2: (RowRole.HEADING, None),
        3: (RowRole.HEADING, None),
        4: (RowRole.BODY, None),
        5: (RowRole.BODY, None),
        6: (RowRole.BODY, None),
        7: kinds[7],
        9: (RowRole.OUTSIDE, RowReason.NOTE),
    }
    assert {row.table for row in rows.values() if row.kind is not RowRole.OUTSIDE} == {0}
    assert [number for number, row in rows.items() if row.is_hidden] == [5]


def test_cells_look_as_they_do_in_the_sheet(tmp_path):
    picture = pictures(make_book(tmp_path))["Liste"]
    cells = {f"{cell.column}{row.row}": cell for row in picture.rows for cell in row.cells}

    assert (cells["A2"].across, cells["C2"].across) == (2, 2)
    assert (cells["D4"].down, cells["D4"].across) == (2, 1)
    assert "D5" not in cells
    assert cells["B4"].colour == "00B050"
    assert [cell for cell, seen in cells.items() if seen.is_bold] == ["A3"]
    columns = {column.letters: column for column in picture.columns}
    assert list(columns) == ["A", "B", "C", "D"]
    assert columns["A"].width == 42.5
    assert [letters for letters, column in columns.items() if column.is_hidden] == ["C"]


def test_a_sheet_left_out_is_drawn_and_told(tmp_path):
    profile = Profile(sheets=(SheetRule("Gamle", is_excluded=True, by="konsulent"),))

    found = pictures(make_book(tmp_path), profile)

    assert [name for name, picture in found.items() if picture.is_excluded] == ["Gamle"]
    assert found["Gamle"].rows


def test_a_list_far_down_is_drawn_where_it_begins(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(1, 120):
        sheet.cell(number, 1, f"Linje {number} i en lang vejledning til dem, der udfylder skemaet")
    for number, row in enumerate(ROWS, 122):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    book.save(tmp_path / "liste.xlsx")

    (picture,) = pictures(tmp_path / "liste.xlsx").values()

    numbers = [row.row for row in picture.rows]
    assert numbers[:30] == list(range(1, 31))
    assert numbers[-4:] == [122, 123, 124, 125]
    assert [row.kind for row in picture.rows][-4:] == [RowRole.HEADING, *[RowRole.BODY] * 3]


def test_a_long_and_wide_sheet_is_drawn_in_part(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(ROWS[0])
    for number in range(300):
        sheet.append([f"Indsats nummer {number}", "I gang", "Anne Holm", "Godt"])
    sheet.cell(20, 104, "Langt ude")
    book.save(tmp_path / "liste.xlsx")

    (picture,) = pictures(tmp_path / "liste.xlsx").values()

    assert len(picture.rows) == 30
    assert len(picture.columns) == 60
    assert (picture.last_row, picture.last_column) == (301, 104)


def test_of_a_hundred_wide_sheets_the_last_are_drawn_in_a_few_rows(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    for number in range(40):
        sheet = book.create_sheet(f"Bilag {number}")
        for _ in range(40):
            sheet.append([*range(60)])
    book.save(tmp_path / "liste.xlsx")

    counts = [len(picture.rows) for picture in pictures(tmp_path / "liste.xlsx").values()]

    assert counts[1] == 30
    assert counts[-1] == 3
    assert len(counts) == 41


def test_an_old_workbook_tells_widths_and_bold_type_too(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value, xlwt.easyxf("font: bold on" if row == 0 else ""))
    sheet.col(0).width = 256 * 40
    book.save(str(tmp_path / "liste.xls"))

    picture = pictures(tmp_path / "liste.xls")["Liste"]

    assert picture.columns[0].width == 40
    assert [all(cell.is_bold for cell in row.cells) for row in picture.rows] == [True, False, False, False]


def test_an_open_document_tells_widths_and_bold_type_too(tmp_path):
    def build(document, sheet):
        wide = Style(name="bred", family="table-column")
        wide.addElement(TableColumnProperties(columnwidth="7.4cm"))
        bold = Style(name="fed", family="table-cell")
        bold.addElement(TextProperties(fontweight="bold"))
        document.automaticstyles.addElement(wide)
        document.automaticstyles.addElement(bold)
        sheet.addElement(TableColumn(stylename=wide))
        for number, texts in enumerate(ROWS):
            row = TableRow()
            for text in texts:
                row.addElement(ods_cell(text, **({"stylename": bold} if number == 0 else {})))
            sheet.addElement(row)

    picture = pictures(make_ods(tmp_path, build))["Indsatser"]

    assert [column.width for column in picture.columns] == [40, None, None, None]
    assert [all(cell.is_bold for cell in row.cells) for row in picture.rows] == [True, False, False, False]


def test_a_csv_file_is_one_sheet_without_a_name(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("".join(";".join(row) + "\n" for row in ROWS), encoding="utf-8")

    (picture,) = pictures(path).values()

    assert picture.name is None
    assert {column.width for column in picture.columns} == {None}


def test_a_list_laid_on_its_side_is_drawn_as_the_sheet_has_it(tmp_path):
    path = tmp_path / "liste.csv"
    lights = ("Trafiklys", "Grøn", "Gul", "Grøn")
    turned = [("Nr.", "1", "2", "3"), *list(zip(*ROWS, strict=True))[:3], lights]
    path.write_text("".join(";".join(row) + "\n" for row in turned), encoding="utf-8")

    (picture,) = pictures(path).values()

    assert [row.cells[0].text for row in picture.rows] == ["Nr.", *ROWS[0][:3], "Trafiklys"]
    assert {row.kind for row in picture.rows} == {RowRole.BODY}


def test_no_picture_is_made_where_none_is_asked_for(tmp_path):
    path = make_book(tmp_path)

    assert read_file(path, path.name, None).pictures == ()


def test_a_file_without_a_list_can_be_drawn_all_the_same(tmp_path):
    path = tmp_path / "noter.csv"
    path.write_text("Husk at ringe;til hospitalet\nog til;kommunen\n", encoding="utf-8")
    opened = open_file(path, path.name)

    (picture,) = pictures_of(opened)

    with pytest.raises(FileRefusedError):
        read_file(path, path.name, None, pictures=True)
    assert [row.kind for row in picture.rows] == [RowRole.OUTSIDE] * 2


def test_no_picture_holds_what_may_be_a_cpr_number(tmp_path):
    path = tmp_path / "liste.csv"
    rows = [*ROWS, ("Fald hos ældre", "I gang", "Per Bach", "Spørg 010101-0000")]
    path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")

    for found in (pictures(path).values(), pictures_of(open_file(path, path.name))):
        assert "010101-0000" not in str(found)


def test_of_a_file_with_a_cpr_number_there_is_no_picture(tmp_path):
    path = tmp_path / "liste.csv"
    number = written(next(cpr_numbers(31, oldest=80)), FORMS[0])
    path.write_text(f"Borger;{number}\nAnden;x\n", encoding="utf-8")

    with pytest.raises(FileRefusedError) as caught:
        pictures_of(open_file(path, path.name))

    assert caught.value.id == "file.cpr"


def test_dates_and_shares_stand_as_people_see_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append((*ROWS[0], "Start", "Færdig"))
    for row in ROWS[1:]:
        sheet.append((*row, dt.date(2026, 3, 1), 0.25))
    for number in (2, 3, 4):
        sheet.cell(number, 6).number_format = "0%"
    book.save(tmp_path / "liste.xlsx")

    (picture,) = pictures(tmp_path / "liste.xlsx").values()

    texts = {cell.column: cell.text for cell in picture.rows[1].cells}
    assert texts["F"] == "25 %"
    assert "2026" in texts["E"]
