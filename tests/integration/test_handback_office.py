"""Hand-backs opened in another office suite: LibreOffice shows what we added, and all else as it was."""

import csv
import datetime as dt
import shutil
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pypdf
import pytest

from etl.document import document
from etl.handback import hand_back
from etl.run import read_file
from etl.schema.marks import FILL, HEADINGS, ID_HEADING, SHEET
from etl.template import LIST, RECOMMENDED, template
from portfolio.handback import list_place
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision
from tests.builders.handbacks import WHOLE, asked, handed, lights_by_colour
from tests.builders.workbooks import make_csv, make_ods, make_xls
from tests.integration.test_demo_workbooks import SCRIPT

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported.*:UserWarning"),
]

_SECONDS = 300
_ELSEWHERE = ("rich", "lights", "as_table")
"""Hand-backs that a sender saves in another format."""

_FILLED_IN = [
    (
        {
            "title": title,
            "status": "active",
            "traffic_light": light,
            "municipalities": ("0730", "0751"),
            "start": FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.MONTH),
            "end": FuzzyDate(dt.date(2027, 1, 5), dt.date(2027, 1, 5), Precision.DAY),
            "budget_dkk": 500_000,
        },
        our_id,
    )
    for our_id, (title, light) in enumerate(
        (("Fælles sygepleje", "green"), ("Telemedicin", "yellow"), ("Akutteam om natten", "red")), 7
    )
]
_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_COPIES = {
    "csv": lambda folder: make_csv(folder, "Projekt;Status;Budget\nFælles;I gang;afventer\n"),
    "ods": make_ods,
    "xls": make_xls,
}


def _convert(kind, folder, files, profile):
    """Have LibreOffice convert files, all in one run with a profile of its own."""
    program = shutil.which("soffice")
    assert program, "LibreOffice Calc is needed: run tests/tools.sh"
    command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Give the demo's newest workbook of each sender."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(SCRIPT), str(folder)], check=True)
    return [path for path in sorted(folder.glob("*.xlsx")) if "11" in path.stem or "nov" in path.stem]


@pytest.fixture(scope="module")
def backs(demo, tmp_path_factory):
    """Hand workbooks of every form back, each with a question on its first title besides what was found."""
    made = {}
    for kind, build in {**WHOLE, **_COPIES}.items():
        made[kind] = build(tmp_path_factory.mktemp(kind))
    made |= {path.stem: path for path in demo}
    lights = lights_by_colour(tmp_path_factory.mktemp("lights"))
    found = {"lights": handed(lights, [asked(f"C{row}", "Indsatser") for row in range(2, 8)])}
    for kind, path in made.items():
        first = read_file(path, path.name, None).tables[0]
        cell = first.records[0].values["title"].cell
        found[kind] = handed(path, [asked(cell, first.sheet)])
    return found


@pytest.fixture(scope="module")
def opened(backs, tmp_path_factory):
    """Give each hand-back as LibreOffice saved it again, its sheets as text, and those of the original."""
    profile = tmp_path_factory.mktemp("profile")
    sent, again, texts, own = (tmp_path_factory.mktemp(name) for name in ("sent", "again", "texts", "own"))
    for kind, back in backs.items():
        (sent / f"{kind}.xlsx").write_bytes(back.back.data)
        shutil.copy(back.path, own / f"{kind}{back.path.suffix}")
    (sent / "skabelon.xlsx").write_bytes(template(RECOMMENDED, _FILLED_IN))
    _convert("xlsx", again, sorted(sent.iterdir()), profile)
    _convert(_EVERY_SHEET, texts, sorted(sent.iterdir()), profile)
    originals = [path for path in sorted(own.iterdir()) if path.suffix == ".xlsx"]
    _convert(_EVERY_SHEET, own, originals, profile)
    for kind in ("ods", "xls"):
        _convert(kind, again, [sent / f"{name}.xlsx" for name in _ELSEWHERE], profile)
    pages = [sent / "rich.xlsx", sent / "csv.xlsx"]
    _convert("pdf", again, pages, profile)
    return again, texts, own


def _sheets(folder: Path, kind: str):
    """Give each sheet's rows as text, by name."""
    files = {path.stem.removeprefix(f"{kind}-"): path for path in folder.glob(f"{kind}-*.csv")}
    return {
        name: list(csv.reader(StringIO(path.read_bytes().decode(), newline="")))
        for name, path in files.items()
    }


def test_every_hand_back_opens(backs, opened):
    again, _, _ = opened

    assert {path.stem for path in again.glob("*.xlsx")} == {*backs, "skabelon"}


def test_all_that_stands_in_the_senders_sheets_is_as_it_was(backs, opened):
    _, texts, own = opened
    compared = 0
    for kind, back in backs.items():
        if back.back.is_copy:
            continue
        ours = {ID_HEADING, *map(str, back.ids)}
        now = _sheets(texts, kind)
        for name, rows in _sheets(own, kind).items():
            compared += 1
            for i, row in enumerate(rows):
                for j, text in enumerate(row):
                    shown = now[name][i][j]
                    assert shown == text or (not text and shown in ours), (kind, name, i, j)
    assert compared > len(WHOLE)


def test_each_asked_cell_shows_its_fill_and_its_note(backs, opened):
    again, _, _ = opened
    for kind, back in backs.items():
        book = openpyxl.load_workbook(again / f"{kind}.xlsx")
        for question in back.questions:
            if question.cell is None:
                continue
            sheet = book[question.sheet or "Liste"]
            block = next((it for it in sheet.merged_cells.ranges if question.cell in it), None)
            cell = sheet[question.cell if block is None else block.start_cell.coordinate]
            assert question.message in cell.comment.text, (kind, question.cell)
            assert cell.fill.fill_type == "solid", (kind, question.cell)
            is_plain = cell.fill.fgColor.rgb == f"FF{FILL}"
            assert is_plain or _has_colour(back.path, question.sheet, cell.coordinate), (kind, question.cell)


def _has_colour(path: Path, sheet: str | None, cell: str) -> bool:
    """Tell whether a cell had a colour before anybody asked about it."""
    return path.suffix == ".xlsx" and openpyxl.load_workbook(path)[sheet][cell].fill.fill_type is not None


def test_notes_that_were_there_are_still_there(backs, opened):
    again, _, _ = opened
    book = openpyxl.load_workbook(again / "rich.xlsx")

    assert book["Projekter"]["E4"].comment.text.startswith("Fra regnskabet")


def test_the_sheet_of_questions_stands_last_with_its_links(backs, opened):
    again, _, _ = opened
    for kind in backs:
        sheet = openpyxl.load_workbook(again / f"{kind}.xlsx").worksheets[-1]
        assert sheet.title == SHEET
        assert [cell.value for cell in sheet[5][:5]] == list(HEADINGS)
        assert sheet["B6"].hyperlink is not None, kind
        assert sheet.column_dimensions["F"].hidden


def test_what_libreoffice_saved_is_read_as_the_original(backs, opened):
    again, _, _ = opened
    for kind, back in backs.items():
        reading = read_file(again / f"{kind}.xlsx", f"{kind}.xlsx", back.reading.month)
        told = document(reading)["tables"]
        ids = [record["values"].pop("our_id", {}).get("value") for it in told for record in it["records"]]
        assert ids == list(back.ids), kind
        known = document(back.reading)["tables"]
        assert [it["records"] for it in told] == [it["records"] for it in known], kind
        assert reading.answers == ()


def test_what_libreoffice_saved_can_be_handed_back_again(backs, opened):
    again, _, _ = opened
    for kind, back in backs.items():
        path = again / f"{kind}.xlsx"
        reading = read_file(path, path.name, back.reading.month)
        first = reading.tables[0]
        question = asked(first.records[0].values["title"].cell, first.sheet, "Og nu?")
        lists = [list_place(table, _ids(table)) for table in reading.tables if any(_ids(table))]

        second = hand_back(path, path.name, "xlsx", [question], lists)

        assert not second.is_copy, kind
        book = openpyxl.load_workbook(BytesIO(second.data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        noted = [cell for cell in cells if cell.comment and "Tværblik spørger" in cell.comment.text]
        assert len(noted) == 1, kind
        assert "Og nu?" in noted[0].comment.text
        heads = [cell for cell in cells if cell.value == ID_HEADING and cell.parent.title != SHEET]
        assert len(heads) == len(lists), kind
        assert sum(sheet.title.startswith(SHEET) for sheet in book) == 1


def _ids(table):
    return [record.our_id for record in table.records]


@pytest.mark.parametrize("kind", ["ods", "xls"])
@pytest.mark.parametrize("name", _ELSEWHERE)
def test_a_hand_back_saved_in_another_format_is_known_too(kind, name, backs, opened):
    again, _, _ = opened
    own = backs[name].reading

    reading = read_file(again / f"{name}.{kind}", f"{name}.{kind}", own.month)

    told = [record for table in reading.tables for record in table.records]
    known = [record for table in own.tables for record in table.records]
    assert [record.our_id for record in told] == list(backs[name].ids)
    for field in ("title", "status", "traffic_light", "budget_dkk"):
        values = [
            [cell and cell.value for cell in (it.values.get(field) for it in own)] for own in (told, known)
        ]
        assert values[0] == values[1], field
    noted = [[it.cell for it in own.findings if it.id == "cell.note"] for own in (reading, own)]
    assert set(noted[0]) <= set(noted[1])
    assert [it.id for it in reading.findings if it.id == "sheet.answers"] == ["sheet.answers"]


def test_a_template_saved_by_libreoffice_is_read_as_it_was_filled_in(opened):
    again, _, _ = opened
    reading = read_file(again / "skabelon.xlsx", "skabelon.xlsx", None)

    assert reading.findings == ()
    values = [{name: cell.value for name, cell in it.values.items()} for it in reading.tables[0].records]
    assert values == [own | {"our_id": our_id} for own, our_id in _FILLED_IN]
    rules = openpyxl.load_workbook(again / "skabelon.xlsx")[LIST].data_validations.dataValidation
    assert {rule.type for rule in rules} >= {"list", "date", "decimal"}


def test_it_prints_with_its_questions(opened):
    again, _, _ = opened
    for kind in ("rich", "csv"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(again / f"{kind}.pdf").pages)
        assert SHEET in text
        assert HEADINGS[3] in text
        assert ID_HEADING in text
