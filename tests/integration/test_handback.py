"""A sender's workbook handed back: only what we add is new, and every program opens it."""

import io
import re
import zipfile

import openpyxl
import pytest
import python_calamine

from etl.document import document
from etl.handback import hand_back
from etl.run import read_file
from etl.schema.marks import FILL, HATCH, HATCH_PATTERN, HEADINGS, ID_HEADING, SHEET
from portfolio.handback import GivenId, ListPlace, SenderQuestion, question_of
from portfolio.vocabulary import Severity
from tests.builders.handbacks import (
    WHOLE,
    as_table,
    asked,
    changed_part,
    handed,
    parts_of,
    rich_workbook,
    transposed,
    with_chart_beside,
    with_thread,
)
from tests.builders.numbers import FORMS, cpr_numbers, written
from tests.builders.workbooks import make_csv, make_ods, make_raw_xlsx, make_xls, make_xlsx

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*(extension is not supported|no default style).*:UserWarning"
)

_PACKAGE = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


def _cells(data):
    book = openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    return {
        (sheet.title, cell.coordinate): cell for sheet in book for row in sheet.iter_rows() for cell in row
    }


def _handed(kind, folder):
    path = WHOLE[kind](folder)
    first = read_file(path, path.name, None).tables[0]
    cell = first.records[0].values["title"].cell
    return handed(path, [asked(cell, first.sheet), asked(None, first.sheet), asked(None, None)])


@pytest.fixture(params=WHOLE)
def whole(request, tmp_path):
    """Give a workbook of each form, handed back with a question on a cell and what else was found."""
    return _handed(request.param, tmp_path)


@pytest.fixture(params=[kind for kind in WHOLE if kind != "strict"])
def usual(request, tmp_path):
    """Give the same of each form that openpyxl reads."""
    return _handed(request.param, tmp_path)


def test_it_is_the_senders_own_workbook(whole):
    assert not whole.back.is_copy
    assert whole.back.name == f"{whole.path.stem} - svar.xlsx"


def test_all_other_parts_are_the_very_same(whole):
    before, after = parts_of(whole.path), parts_of(whole.back.data)
    may_change = _PACKAGE | {name for name in before if name.startswith("xl/styles")}
    may_change |= {name for name in before if "omment" in name.rsplit("/", 1)[-1] and "thread" not in name}
    sheets = {question.sheet for question in whole.questions if question.cell} | {
        it.sheet for it in whole.lists
    }
    names = python_calamine.CalamineWorkbook.from_path(str(whole.path)).sheet_names
    for n, name in enumerate(names, 1):
        if name in sheets:
            may_change |= {f"xl/worksheets/sheet{n}.xml", f"xl/worksheets/_rels/sheet{n}.xml.rels"}
    may_change |= {"xl/drawings/vmlDrawing1.vml"}

    assert before.keys() <= after.keys()
    assert {name for name in before if before[name] != after[name]} <= may_change
    own = {"xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml"}
    assert all("Tv" in name or name in own for name in after.keys() - before.keys())


def test_unchanged_parts_stay_packed_as_they_were(whole):
    with zipfile.ZipFile(whole.path) as before, zipfile.ZipFile(io.BytesIO(whole.back.data)) as after:
        for info in before.infolist():
            if before.read(info) == after.read(info.filename) and info.filename not in _PACKAGE:
                kept = after.getinfo(info.filename)
                assert (kept.compress_size, kept.CRC, kept.date_time) == (
                    info.compress_size,
                    info.CRC,
                    info.date_time,
                )


def test_every_value_is_as_it_was_for_openpyxl(usual):
    before, after = _cells(usual.path), _cells(usual.back.data)

    ours = {ID_HEADING, *usual.ids}
    looks = ("font", "border", "alignment", "protection") if "xl/styles.xml" in parts_of(usual.path) else ()
    for place, cell in before.items():
        if cell.value is None and after[place].value in ours:
            continue
        assert after[place].value == cell.value, place
        assert after[place].number_format == cell.number_format
        for look in looks:
            assert repr(getattr(after[place], look)) == repr(getattr(cell, look))
    kept = {place for place, cell in before.items() if cell.value is not None}
    added = {place for place, cell in after.items() if cell.value is not None and place[0] != SHEET} - kept
    assert {after[place].value for place in added} == {ID_HEADING, *(id_ for id_ in usual.ids if id_)}


def test_every_value_is_as_it_was_for_calamine(whole):
    before = python_calamine.CalamineWorkbook.from_path(str(whole.path))
    after = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(whole.back.data))

    assert after.sheet_names == [*before.sheet_names, SHEET]
    for name in before.sheet_names:
        was = before.get_sheet_by_name(name).to_python(skip_empty_area=False)
        now = after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for i, row in enumerate(was):
            for j, value in enumerate(row):
                assert now[i][j] == value or (value == "" and now[i][j] in {ID_HEADING, *whole.ids})


def test_each_asked_cell_has_a_fill_and_a_note(usual):
    after = _cells(usual.back.data)
    for question in usual.questions:
        if question.cell is None:
            continue
        cell = after[question.sheet, question.cell]
        assert cell.fill.fgColor.rgb in {f"FF{FILL}", f"FF{HATCH}"}
        assert question.message in cell.comment.text
    noted = {
        place for place, cell in after.items() if cell.comment and "Tværblik spørger" in cell.comment.text
    }
    assert noted == {(it.sheet, it.cell) for it in usual.questions if it.cell}


def test_reading_it_again_says_what_reading_the_original_said(whole, tmp_path):
    place = whole.saved(tmp_path)

    again = read_file(place, place.name, whole.reading.month)

    told, known = document(again), document(whole.reading)
    ids = [
        record["values"].pop("our_id", {}).get("value") for it in told["tables"] for record in it["records"]
    ]
    assert ids == list(whole.ids)
    assert told["tables"] == known["tables"]
    assert [it for it in told["findings"] if it["id"] != "sheet.answers"] == known["findings"]
    assert [it["sheet"] for it in told["findings"] if it["id"] == "sheet.answers"] == [SHEET]
    assert [record.our_id for table in again.tables for record in table.records] == ids


def test_it_grows_by_no_more_than_what_was_added(whole):
    before, after = parts_of(whole.path), parts_of(whole.back.data)
    added = sum(max(0, len(data) - len(before.get(name, b""))) for name, data in after.items())

    assert len(whole.back.data) <= whole.path.stat().st_size + added + 200 * len(after)


def test_a_second_hand_back_takes_the_place_of_the_first(usual, tmp_path):
    first = usual.saved(tmp_path)
    again = read_file(first, first.name, usual.reading.month)
    questions = [asked(again.tables[0].records[-1].values["title"].cell, again.tables[0].sheet, "Og her?")]

    second = hand_back(first, first.name, "xlsx", questions, usual.lists)

    after = _cells(second.data)
    assert second.name == first.name
    assert not second.is_copy
    noted = {
        place for place, cell in after.items() if cell.comment and "Tværblik spørger" in cell.comment.text
    }
    assert noted == {(questions[0].sheet, questions[0].cell)}
    filled = {place for place, cell in after.items() if cell.fill.fgColor.rgb in {f"FF{FILL}", f"FF{HATCH}"}}
    assert filled == noted
    assert sum(cell.value == ID_HEADING for (sheet, _), cell in after.items() if sheet != SHEET) == len(
        usual.lists
    )
    assert [name for name in {sheet for sheet, _ in after} if name.startswith(SHEET)] == [SHEET]


def test_without_questions_what_was_asked_before_is_taken_away(usual, tmp_path):
    first = usual.saved(tmp_path)

    after = _cells(hand_back(first, first.name, "xlsx", []).data)

    for place, cell in _cells(usual.path).items():
        now = after[place]
        assert (now.comment and now.comment.text) == (cell.comment and cell.comment.text)
        assert now.fill.fill_type == cell.fill.fill_type
        assert cell.fill.fill_type is None or now.fill.fgColor.rgb == cell.fill.fgColor.rgb


def test_a_cell_with_a_colour_of_its_own_keeps_it_below_strokes(tmp_path):
    path = rich_workbook(tmp_path)

    back = handed(path, [asked("D7")])

    fill = _cells(back.back.data)["Projekter", "D7"].fill
    assert (fill.patternType, fill.fgColor.rgb, fill.bgColor.rgb) == (HATCH_PATTERN, f"FF{HATCH}", "FFFF0000")
    assert _cells(back.back.data)["Projekter", "D7"].font.bold


def test_a_note_that_is_there_is_kept_above_ours(tmp_path):
    back = handed(rich_workbook(tmp_path), [asked("E4", message="Er det hele beløbet?")])

    text = _cells(back.back.data)["Projekter", "E4"].comment.text
    assert text.startswith("Fra regnskabet")
    assert "Er det hele beløbet? Skriv det her." in text


def test_questions_about_one_cell_share_a_note(tmp_path):
    other = SenderQuestion("b", "Og hvornår?", "Projekter", "E5")

    back = handed(rich_workbook(tmp_path), [asked("E5"), other])

    text = _cells(back.back.data)["Projekter", "E5"].comment.text
    assert "Hvad menes der?" in text
    assert "Og hvornår?" in text
    assert text.count("Tværblik spørger") == 1


def test_a_question_in_a_merged_block_stands_at_its_first_cell(tmp_path):
    back = handed(rich_workbook(tmp_path), [asked("C1")])

    cells = _cells(back.back.data)
    assert cells["Projekter", "A1"].comment is not None
    assert cells["Projekter", "A1"].fill.fgColor.rgb == f"FF{FILL}"


def test_the_list_of_questions_begins_with_the_message_and_leads_to_the_cell(tmp_path):
    grave = SenderQuestion("g", "Titel mangler.", "Projekter", "B9", Severity.ERROR, "Skriv en titel.")

    back = handed(rich_workbook(tmp_path), [grave, asked(None, None, "Er listen hele listen?")])

    book = openpyxl.load_workbook(io.BytesIO(back.back.data))
    sheet = book.worksheets[-1]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=5)]
    assert sheet.title == SHEET
    assert rows[0] == list(HEADINGS)
    assert rows[1] == ["Skal rettes: Titel mangler.", "B9, arket Projekter", "Skriv en titel.", None, "g"]
    assert sheet["B6"].hyperlink.location == "'Projekter'!B9"
    assert not sheet["D6"].protection.locked
    assert ["Er listen hele listen?", "Hele filen", "Skriv det her.", None, "spm-None"] in rows


def test_what_is_said_is_never_a_formula(tmp_path):
    hostile = SenderQuestion(
        '=cmd|" /C calc"!A0', "=1+1", "Projekter", "B4", wanted='=HYPERLINK("http://x","y")'
    )

    back = handed(rich_workbook(tmp_path), [hostile])

    sheet = openpyxl.load_workbook(io.BytesIO(back.back.data)).worksheets[-1]
    texts = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith("=")]
    assert len(texts) == 3
    assert b"<f>" not in parts_of(back.back.data)["xl/worksheets/sheetTv.xml"]


def test_signs_that_xml_has_no_place_for_are_left_out(tmp_path):
    odd = SenderQuestion("o", "a\x00b\x0bc <b> & \ud800 _x0041_ {} æ 😀", "Projekter", "B4")

    back = handed(rich_workbook(tmp_path), [odd])

    sheet = openpyxl.load_workbook(io.BytesIO(back.back.data)).worksheets[-1]
    said = [cell.value for cell in sheet["A"] if cell.value and cell.value.startswith("ab")]
    assert said == ["abc <b> &  _x005F_x0041_ {} æ 😀"]
    place = back.saved(tmp_path)
    assert "{} æ 😀" in _cells(place)["Projekter", "B4"].comment.text


def test_the_ids_stand_outside_a_table_of_excels_own(tmp_path):
    back = handed(as_table(tmp_path))

    cells = _cells(back.back.data)
    assert cells["Projekter", "J3"].value == ID_HEADING
    assert [cells["Projekter", f"J{row}"].value for row in range(4, 8)] == list(back.ids)
    assert parts_of(back.path)["xl/tables/table1.xml"] == parts_of(back.back.data)["xl/tables/table1.xml"]


def test_the_ids_are_not_below_a_chart(tmp_path):
    back = handed(with_chart_beside(tmp_path))

    found = [place for (_, place), cell in _cells(back.back.data).items() if cell.value == ID_HEADING]
    assert len(found) == 2  # the other is in our own sheet
    column = openpyxl.utils.cell.coordinate_from_string(found[0])[0]
    assert openpyxl.utils.column_index_from_string(column) > 16


def test_a_list_on_its_side_has_its_ids_in_a_last_row(tmp_path):
    back = handed(transposed(tmp_path))

    cells = _cells(back.back.data)
    row = next(cell.row for (sheet, _), cell in cells.items() if cell.value == ID_HEADING and sheet != SHEET)
    assert [cells["Indsatser", f"{letter}{row}"].value for letter in "BCDE"] == list(back.ids)


def test_ids_have_no_room_in_a_sheet_that_is_full_to_its_edge(tmp_path):
    path = make_xlsx(tmp_path, change=lambda sheet: sheet.cell(2, 16_384, "x"))
    place = ListPlace("Indsatser", (1,), 2, 2, ("A", "B"), (GivenId(2, None, "Fælles sygepleje", 7),))

    back = hand_back(path, path.name, "xlsx", [], [place])

    assert [note.id for note in back.notes] == ["handback.no_room"]


def test_a_protected_sheet_stays_locked_and_it_is_said(tmp_path):
    back = handed(rich_workbook(tmp_path, is_protected=True), [asked("B5")])

    assert _cells(back.back.data)["Projekter", "B5"].protection.locked
    assert [note.id for note in back.back.notes] == ["handback.locked"]
    assert "Projekter" in back.back.notes[0].message()


def test_a_signed_workbook_says_that_its_signature_ends(tmp_path):
    path = rich_workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")

    assert [note.id for note in handed(path).back.notes] == ["handback.signed"]


def test_a_thread_of_comments_is_left_whole(tmp_path):
    back = handed(with_thread(tmp_path), [asked("D2", "Indsatser")])

    thread = "xl/threadedComments/threadedComment1.xml"
    assert parts_of(back.path)[thread] == parts_of(back.back.data)[thread]
    assert [note.id for note in back.back.notes] == ["handback.threaded"]


def test_a_cell_is_written_as_office_suites_write_it_so_that_it_is_read_fast(tmp_path):
    back = handed(rich_workbook(tmp_path), [asked("B4"), asked("D7")])

    sheet = parts_of(back.back.data)["xl/worksheets/sheet1.xml"]
    assert re.search(rb'<c r="B4" s="\d+" t="s"><v>', sheet)
    assert re.search(rb'<c r="D7" s="\d+" t="s"><v>', sheet)


def test_a_question_about_an_empty_cell_takes_the_look_of_its_row(tmp_path):
    sheet = '<cols><col min="3" max="4" width="9" style="5"/></cols><sheetData>'
    sheet += (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Indsats</t></is></c><c r="B1" t="inlineStr"><is><t>Status'
    )
    sheet += (
        '</t></is></c></row><row r="2" s="6" customFormat="1"><c r="A2" t="inlineStr"><is><t>Fælles</t></is>'
    )
    path = make_raw_xlsx(tmp_path, sheet + "</c></row></sheetData>")

    back = hand_back(path, path.name, "xlsx", [asked(cell, "Ark") for cell in ("B2", "C1", "C9")])

    cells = _cells(back.data)
    assert cells["Ark", "B2"].number_format == "0%"
    assert cells["Ark", "C1"].number_format == "mmm\\-yy"
    assert cells["Ark", "C9"].fill.fgColor.rgb == f"FF{FILL}"


def test_an_empty_sheet_takes_questions(tmp_path):
    path = make_raw_xlsx(tmp_path, "<sheetData/>")

    back = hand_back(path, path.name, "xlsx", [asked("B2", "Ark")])

    assert not back.is_copy
    assert _cells(back.data)["Ark", "B2"].comment is not None


def test_the_name_of_a_sheet_of_theirs_is_not_taken(tmp_path):
    path = make_xlsx(tmp_path, change=lambda sheet: sheet.parent.create_sheet("svar fra tværblik"))

    back = handed(path)

    assert openpyxl.load_workbook(io.BytesIO(back.back.data)).sheetnames == [
        "Indsatser",
        "svar fra tværblik",
        f"{SHEET} (2)",
    ]


def test_what_cannot_be_changed_safely_is_copied_and_it_is_said(tmp_path):
    path = changed_part(rich_workbook(tmp_path), "xl/worksheets/sheet1.xml", '<row r="5"', '<row r="4"')
    path = changed_part(path, "xl/worksheets/sheet1.xml", '<c r="A5"', '<c r="A4"')

    back = hand_back(path, path.name, "xlsx", [asked("B4")])

    assert back.is_copy
    assert back.notes[0].id == "handback.copy_of_odd"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (
            lambda folder: make_csv(folder, "Indsats;Status;Budget\nFælles;I gang;afventer\n"),
            "handback.copy_of_text",
        ),
        (make_ods, "handback.copy_of_other"),
        (make_xls, "handback.copy_of_other"),
    ],
)
def test_other_formats_get_a_copy_with_the_same_contents(tmp_path, make, why):
    path = make(tmp_path)
    reading = read_file(path, path.name, None)

    back = handed(path, [asked("A2", reading.tables[0].sheet)])

    place = back.saved(tmp_path)
    again = read_file(place, place.name, reading.month)
    assert back.back.is_copy
    assert back.back.notes[0].id == why
    assert back.back.name.endswith(" - svar.xlsx")
    told, known = document(again)["tables"], document(reading)["tables"]
    ids = [record["values"].pop("our_id")["value"] for it in told for record in it["records"]]
    assert ids == list(back.ids)
    for table, own in zip(told, known, strict=True):
        assert table["records"] == own["records"]
        assert table["columns"] == own["columns"]
    first = _cells(place)[place_name(reading), "A2"]
    assert first.comment is not None
    assert first.fill.fgColor.rgb == f"FF{FILL}"


def place_name(reading):
    """Give the name that the first list's sheet has in a copy."""
    return reading.tables[0].sheet or "Liste"


def test_a_copy_shows_no_number_like_a_cpr_number(tmp_path):
    number = written(next(cpr_numbers(22, oldest=80, has_checksum=False)), FORMS[0])
    path = make_csv(tmp_path, f"Indsats;Status;Tovholder\nFælles;I gang;AH {number}\nNy;I gang;\n")
    reading = read_file(path, path.name, None)

    back = hand_back(path, path.name, "csv", [question_of(finding) for finding in reading.findings])

    assert "handback.numbers_hidden" in [note.id for note in back.notes]
    assert not any(number.encode() in part for part in parts_of(back.data).values())


def test_a_number_like_a_cpr_number_in_a_sheets_name_is_in_nothing_that_we_add(tmp_path):
    number = written(next(cpr_numbers(22, oldest=80, has_checksum=False)), FORMS[0])
    path = make_xlsx(tmp_path, change=lambda sheet: setattr(sheet, "title", f"Ark {number}"))
    reading = read_file(path, path.name, None)

    back = handed(path, [asked("A2", reading.tables[0].sheet)])

    assert not back.back.is_copy
    assert _cells(back.back.data)[f"Ark {number}", "A2"].comment is not None
    before, after = parts_of(path), parts_of(back.back.data)
    assert [name for name in after if number.encode() in after[name]] == [
        name for name in before if number.encode() in before[name]
    ]
    assert after["xl/workbook.xml"].count(number.encode()) == before["xl/workbook.xml"].count(number.encode())


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Liste.xlsx", "Liste - svar.xlsx"),
        ("Liste - svar.xlsx", "Liste - svar.xlsx"),
        ("../hemmeligt/Liste.v2.XLSX", "Liste.v2 - svar.xlsx"),
        (f"Liste {written(next(cpr_numbers(22, oldest=80, has_checksum=False)), FORMS[0])}.xlsx", None),
    ],
)
def test_it_is_named_after_the_list(tmp_path, name, answer):
    found = hand_back(make_xlsx(tmp_path), name, "xlsx", []).name

    assert found == (answer or "Liste xxxxxx-xxxx - svar.xlsx")


def test_bytes_do_as_well_as_a_file(tmp_path):
    path = rich_workbook(tmp_path)
    text = make_csv(tmp_path, "Indsats;Status\nFælles;I gang\n")

    assert hand_back(path.read_bytes(), path.name, "xlsx", [asked("B4")]).data == (
        hand_back(path, path.name, "xlsx", [asked("B4")]).data
    )
    assert hand_back(text.read_bytes(), text.name, "csv", []).is_copy
