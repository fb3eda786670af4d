"""A hand-back that comes in again: its answers and ids are read, and nothing of ours is taken for theirs."""

import shutil

import openpyxl
import pytest

from etl.document import document
from etl.handback import hand_back
from etl.run import read_file
from etl.schema.marks import HEADINGS, ID_HEADING, SHEET, note, without_note
from portfolio.drift import drift
from portfolio.handback import list_place, question_id, question_of
from portfolio.profile import EMPTY, learnt
from portfolio.questions import questions
from portfolio.records import SenderAnswer
from tests.builders.handbacks import (
    FIRST_ID,
    ROWS,
    asked,
    handed,
    lights_by_colour,
    parts_of,
    rich_workbook,
    with_parts,
)
from tests.builders.handbacks import (
    HEADINGS as COLUMNS,
)
from tests.builders.workbooks import make_csv, make_xlsx

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*(extension is not supported|no default style).*:UserWarning"
)

LIST = [COLUMNS, *ROWS]


def _changed(place, change):
    """Let a sender change a workbook, who saves it in a program of another kind."""
    book = openpyxl.load_workbook(place)
    change(book)
    book.save(place)
    return place


def _ids(reading):
    return {record.title: record.our_id for table in reading.tables for record in table.records}


def _back(tmp_path, rows=LIST, more=()):
    path = make_xlsx(tmp_path, rows)
    back = handed(path, more)
    return back, back.saved(tmp_path)


def test_answers_are_read_with_their_cells(tmp_path):
    back, place = _back(tmp_path)
    first = back.questions[0]

    def answer(book):
        sheet = book[SHEET]
        sheet["D6"] = "  500.000 kr. \n i alt"
        sheet["D7"] = 42

    again = read_file(_changed(place, answer), place.name, None)

    assert again.answers[0] == SenderAnswer(first.id, again.answers[0].text, SHEET, "D6")
    assert "500.000 kr." in again.answers[0].text
    assert again.answers[1].text == "42"
    told = [finding for finding in again.findings if finding.id == "sheet.answers"]
    assert [finding.facts["count"] for finding in told] == [2]


def test_a_questions_id_is_the_same_in_every_reading(tmp_path):
    path = make_xlsx(tmp_path, LIST)

    first, second = (read_file(path, path.name, None).findings for _ in range(2))

    assert [question_id(finding) for finding in first] == [question_id(finding) for finding in second]
    assert len({question_id(finding) for finding in first}) == len(first)


def test_a_finding_is_cut_where_it_tells_what_to_do(tmp_path):
    reading = read_file(make_xlsx(tmp_path, LIST), "liste.xlsx", None)

    question = question_of(
        next(finding for finding in reading.findings if finding.id == "amount.not_readable")
    )

    assert question.message == "Her står “afventer”, og det er ikke et beløb."
    assert question.wanted.startswith("Skriv beløbet i kroner")


def test_a_sheet_of_questions_is_known_by_its_headings_whatever_it_is_called(tmp_path):
    _, place = _back(tmp_path)

    def rename(book):
        book[SHEET].title = "Ark2"
        book["Ark2"].move_range("A5:J9", rows=-3)
        book["Ark2"]["D3"] = "Ja"

    again = read_file(_changed(place, rename), place.name, None)

    assert [answer.text for answer in again.answers] == ["Ja"]
    assert [table.sheet for table in again.tables] == ["Indsatser"]


def test_ids_that_were_not_sorted_along_are_known_by_title(tmp_path):
    back, place = _back(tmp_path)

    def sort(book):
        sheet = book["Indsatser"]
        rows = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=2)]
        for n, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(n, column).value = value

    again = read_file(_changed(place, sort), place.name, None)

    assert _ids(again) == _ids(read_file(back.saved(tmp_path), "x.xlsx", None))
    told = [finding for finding in again.findings if finding.id == "row.our_id_moved"]
    assert [finding.facts["count"] for finding in told] == [4]


def test_a_row_with_a_new_title_keeps_its_id(tmp_path):
    _, place = _back(tmp_path)

    again = read_file(
        _changed(place, lambda book: book["Indsatser"].__setitem__("B3", "Rehabilitering hjemme")),
        "x.xlsx",
        None,
    )

    assert _ids(again)["Rehabilitering hjemme"] == FIRST_ID + 1


def test_a_row_that_was_copied_and_given_a_new_title_has_no_id(tmp_path):
    _, place = _back(tmp_path)

    def copy(book):
        sheet = book["Indsatser"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(6, column).value = sheet.cell(5, column).value
        sheet["B6"] = "Akutteam om dagen"

    again = read_file(_changed(place, copy), place.name, None)

    assert _ids(again)["Akutteam om dagen"] is None
    assert _ids(again)["Akutteam om natten"] == FIRST_ID + 3


def test_ids_are_read_in_a_text_file_too(tmp_path):
    path = make_csv(tmp_path, f"Nr.;Projekt;Status;{ID_HEADING}\n1;Fælles;I gang;17\n2;Ny;I gang;\n")

    reading = read_file(path, path.name, None)

    table = reading.tables[0]
    assert _ids(reading) == {"Fælles": 17, "Ny": None}
    assert [column.heading for column in table.columns] == ["Nr.", "Projekt", "Status"]
    assert [record.key for record in table.records] == ["1", "2"]
    assert table.records[0].values["our_id"].cell == "D2"


def test_columns_that_were_added_after_ours_are_read(tmp_path):
    back, place = _back(tmp_path)

    def add(book):
        sheet = book["Indsatser"]
        sheet["J1"] = "Tovholder"
        for row in range(2, 6):
            sheet.cell(row, 10).value = "Anne Holm"

    again = read_file(_changed(place, add), place.name, None)

    assert list(_ids(again).values()) == list(back.ids)
    assert again.tables[0].records[0].values["lead"].value == "Anne Holm"


def test_our_fill_and_note_are_no_light_and_no_remark(tmp_path):
    path = rich_workbook(tmp_path)
    light = asked("D7")
    back = handed(path, [light])

    again = read_file(back.saved(tmp_path), "x.xlsx", None)

    lights = [record.values["traffic_light"].value for record in again.tables[0].records]
    assert lights == [record.values["traffic_light"].value for record in back.reading.tables[0].records]
    cells = [finding.cell for finding in again.findings if finding.id == "cell.note"]
    assert cells == [finding.cell for finding in back.reading.findings if finding.id == "cell.note"]


def test_a_light_that_is_only_a_colour_survives_a_question(tmp_path):
    back = handed(lights_by_colour(tmp_path), [asked(f"C{row}", "Indsatser") for row in range(2, 8)])

    again = read_file(back.saved(tmp_path), "x.xlsx", None)

    lights = [record.values["traffic_light"].value for record in again.tables[0].records]
    assert lights == ["green", "yellow", "red"] * 2


def test_what_a_sender_wrote_below_our_note_is_theirs():
    ours = note(["Hvad menes der? Skriv det."], SHEET)

    assert without_note(ours) == ""
    assert without_note(f"Fra regnskabet\n\n{ours}") == "Fra regnskabet"
    assert without_note(f"{ours}\nDet er et skøn") == "Det er et skøn"
    assert without_note("Tværblik er godt") == "Tværblik er godt"


def test_a_workbook_that_never_was_ours_is_read_as_it_is(tmp_path):
    path = make_xlsx(tmp_path, [(HEADINGS[0], HEADINGS[3]), *LIST])

    reading = read_file(path, path.name, None)

    assert reading.answers == ()
    assert all(record.our_id is None for record in reading.tables[0].records)


def test_two_lists_beside_each_other_each_have_their_ids(tmp_path):
    columns = ("Projekt", "Status", "Budget")
    first = [
        columns,
        ("Fælles sygepleje", "I gang", 1),
        ("Telemedicin", "I gang", 2),
        ("Akutteam", "I gang", 3),
    ]
    second = [columns, ("Demens", "I gang", 4), ("Sorg", "Afsluttet", 5), ("Kost", "I gang", 6)]
    path = make_xlsx(tmp_path, [(*one, None, None, *two) for one, two in zip(first, second, strict=True)])
    reading = read_file(path, path.name, None)
    lists = [
        list_place(table, [10 * (n + 1) + m for m in range(3)]) for n, table in enumerate(reading.tables)
    ]
    assert len(lists) == 2

    back = hand_back(path, path.name, "xlsx", [], lists)

    path.write_bytes(back.data)
    assert _ids(read_file(path, path.name, None)) == {
        "Fælles sygepleje": 10,
        "Telemedicin": 11,
        "Akutteam": 12,
        "Demens": 20,
        "Sorg": 21,
        "Kost": 22,
    }


def test_a_profile_finds_its_list_unchanged_in_a_hand_back(tmp_path):
    back, place = _back(tmp_path)
    profile = learnt(EMPTY, back.reading)

    again = read_file(place, place.name, back.reading.month, profile)

    assert drift(profile, again) == ()
    assert questions(again, profile) == questions(back.reading, profile)
    assert [sheet.name for sheet in again.sheets] == [sheet.name for sheet in back.reading.sheets]
    assert list(_ids(again).values()) == list(back.ids)


def test_the_id_is_in_the_document(tmp_path):
    _, place = _back(tmp_path)

    record = document(read_file(place, place.name, None))["tables"][0]["records"][0]

    assert record["values"]["our_id"] == {"value": FIRST_ID, "text": "", "cell": "I2"}


def test_a_package_packed_anew_by_others_is_known_too(tmp_path):
    back, place = _back(tmp_path)
    other = tmp_path / "anden.xlsx"
    shutil.copy(place, other)
    with_parts(other, parts_of(place))

    assert list(_ids(read_file(other, other.name, None)).values()) == list(back.ids)
