"""CPR numbers in real files: wherever one stands the file is refused, and no byte that is left holds it."""

import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
import xlwt
from odf import meta, opendocument, table
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy import func, select

from dashboard import data
from dashboard.app import create_app
from dashboard.server.upload import ADDRESS
from dashboard.settings import Settings
from etl.run import read_file
from portfolio.database import reading
from portfolio.errors import FileRefusedError
from portfolio.tables import Draft
from tests.builders.importing import at_once, make_work
from tests.builders.numbers import FORMS, cpr_numbers, written
from tests.builders.workbooks import make_csv, make_xlsx, make_zip, ods_cell

DIGITS = next(cpr_numbers(31, oldest=80, youngest=20, has_checksum=False))
"""A number that is nobody's: its checksum is wrong. A word makes it certain all the same."""

NUMBER = f"CPR {written(DIGITS, FORMS[0])}"
ROWS = [
    ["Indsats", "Status", "Tovholder"],
    ["Fælles akutteam", "I gang", "AH"],
    ["Hjerteforløb", "I drift", "BK"],
]


def in_cell(sheet):
    sheet["C2"] = f"Ring til {NUMBER}"


def in_comment(sheet):
    sheet["A2"].comment = Comment(f"Se {NUMBER}", "AH")


def in_header(sheet):
    sheet.oddHeader.center.text = f"Liste {NUMBER}"


def in_footer(sheet):
    sheet.evenFooter.left.text = NUMBER


def in_sheet_name(sheet):
    sheet.title = NUMBER


def in_hidden_sheet(sheet):
    hidden = sheet.parent.create_sheet("Skjult")
    hidden.sheet_state = "veryHidden"
    hidden["D7"] = NUMBER


def in_defined_name(sheet):
    sheet.parent.defined_names["Kontakt"] = DefinedName("Kontakt", attr_text=f'"{NUMBER}"', comment=NUMBER)


def in_validation(sheet):
    rule = DataValidation("list", formula1=f'"{NUMBER},Andet"')
    rule.add("B2:B9")
    sheet.add_data_validation(rule)


def in_prompt(sheet):
    rule = DataValidation("whole", promptTitle="Skriv", prompt=f"Som {NUMBER}")
    rule.add("B2:B9")
    sheet.add_data_validation(rule)


def in_formula(sheet):
    sheet["D2"] = f'=IF(A2="{NUMBER}",1,2)'


def in_link(sheet):
    sheet["A2"].hyperlink = f"https://example.org/?q={NUMBER.replace(' ', '_')}"


def in_properties(sheet):
    sheet.parent.properties.keywords = NUMBER


def in_chart(sheet):
    chart = BarChart()
    chart.title = NUMBER
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "F2")


NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

PLACES = [
    *(in_cell, in_comment, in_header, in_footer, in_sheet_name, in_hidden_sheet, in_defined_name),
    *(in_validation, in_prompt, in_formula, in_link, in_properties, in_chart),
]


def refused(path, name=None):
    with pytest.raises(FileRefusedError) as caught:
        read_file(path, name or path.name, None)
    error = caught.value
    said = f"{error!r} {error.facts} {error.message('da')} {error.message('en')}"
    assert error.id == "file.cpr"
    assert DIGITS[:6] not in said
    assert DIGITS[6:] not in said
    return str(error.facts["cells"])


@pytest.mark.parametrize("place", PLACES)
def test_a_certain_number_anywhere_in_a_workbook_refuses_it(tmp_path, place):
    refused(make_xlsx(tmp_path, ROWS, change=place))


def with_parts(path, **more):
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return make_zip(path, parts | {name.replace("__", "/"): text for name, text in more.items()})


TEXT_BOX = (
    '<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><xdr:sp><xdr:txBody><a:p>'
    '<a:r><a:rPr lang="da-DK"/><a:t>CPR {0}</a:t></a:r>'
    '<a:r><a:rPr b="1"><a:solidFill/></a:rPr><a:t>{1}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>'
)


def test_a_number_in_a_text_box_in_letters_of_two_kinds_refuses_the_file(tmp_path):
    path = make_xlsx(tmp_path, ROWS)
    box = TEXT_BOX.format(DIGITS[:6], f"-{DIGITS[6:]}")

    assert "tekstbokse" in refused(with_parts(path, **{"xl/drawings/drawing9.xml": box}))


def test_a_number_that_a_pivot_table_remembers_refuses_the_file(tmp_path):
    cache = (
        f'<pivotCacheRecords><r><s v="{written(DIGITS, FORMS[0])}, cpr {DIGITS}"/></r></pivotCacheRecords>'
    )
    path = make_xlsx(tmp_path, ROWS)

    assert "pivot" in refused(with_parts(path, **{"xl/pivotCache/pivotCacheRecords1.xml": cache}))


def test_a_number_in_a_workbook_inside_the_workbook_refuses_it(tmp_path):
    inner = make_xlsx(tmp_path, [*ROWS, [NUMBER]], name="inde.xlsx")
    path = make_xlsx(tmp_path, ROWS)

    assert "indlejrede" in refused(with_parts(path, **{"xl/embeddings/a.xlsx": inner.read_bytes()}))


def test_a_text_that_no_cell_uses_any_more_refuses_the_file(tmp_path):
    texts = f"<sst><si><t>{NUMBER}</t></si></sst>"

    refused(with_parts(make_xlsx(tmp_path, ROWS), **{"xl/sharedStrings.xml": texts}))


def test_an_old_workbook_with_a_number_in_its_footer_is_refused(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ark")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    sheet.footer_str = NUMBER.encode()
    book.save(str(tmp_path / "a.xls"))

    refused(tmp_path / "a.xls")


def test_an_open_document_with_a_number_in_its_properties_is_refused(tmp_path):
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Ark")
    document.spreadsheet.addElement(sheet)
    for values in ROWS:
        row = table.TableRow()
        sheet.addElement(row)
        for value in values:
            row.addElement(ods_cell(value))
    document.meta.addElement(meta.UserDefined(name="Kontakt", text=NUMBER))
    document.save(str(tmp_path / "a.ods"))

    assert "properties" in refused(tmp_path / "a.ods")


def test_numbers_judged_in_cells_are_not_judged_again_where_they_are_repeated(tmp_path):
    digits = next(cpr_numbers(32, oldest=80, youngest=20))
    rows = [[*ROWS[0], "P-nummer"], *[[*row, digits] for row in ROWS[1:]]]
    path = make_xlsx(tmp_path, rows)
    cache = f'<pivotCacheRecords><r><s v="{written(digits, FORMS[0])}"/></r></pivotCacheRecords>'

    assert read_file(
        with_parts(path, **{"xl/pivotCache/pivotCacheRecords1.xml": cache}), "a.xlsx", None
    ).tables


def test_measures_ids_and_moments_are_no_numbers_of_people(tmp_path):
    digits = next(cpr_numbers(33, oldest=80, youngest=20))
    drawing = (
        f'<xdr:wsDr><a:off x="{digits}" y="0"/><xdr:colOff>{digits}</xdr:colOff><a:ext uri="{{{digits}}}"/>'
        f'<a16:creationId val="{digits}"/><a:t>{digits}</a:t></xdr:wsDr>'
    )
    path = with_parts(make_xlsx(tmp_path, ROWS), **{"xl/drawings/drawing9.xml": drawing})

    assert read_file(path, "a.xlsx", None).tables


POSSIBLE = written(next(cpr_numbers(34, oldest=80, youngest=20, has_checksum=False)), FORMS[0])
LIST = "Indsats;Status;Note\nFælles akutteam;I gang;{0}\nHjerteforløb;I drift;Ingen\n"


WORDS = [
    ("check",),
    ("check", "--json"),
    ("check", "--html", "{}/out/side.html"),
    ("ingest", "--source", "A"),
]


def traces(folder, number, *, but):
    """Give the files in a folder, all but one, that hold a number in any way it may have been written."""
    digits = "".join(filter(str.isdigit, number))
    forms = {digits, *(written(digits, form) for form in FORMS)}
    needles = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file() and path != but]
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


def tvaerblik(folder, *words):
    """Run the command with a home, temporary files and database of its own."""
    (folder / "tmp").mkdir(exist_ok=True)
    home = {"TMPDIR": folder / "tmp", "HOME": folder / "home", "TVAERBLIK_DATA_DIR": folder / "var"}
    return subprocess.run(
        [sys.executable, "-c", "from dashboard.cli import main; main()", *words],
        env=os.environ | {name: str(path) for name, path in home.items()},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("words", WORDS)
def test_no_byte_that_the_command_leaves_holds_a_certain_number(tmp_path, words):
    path = make_csv(tmp_path, LIST.format(f"Ring til {NUMBER}"))
    (tmp_path / "out").mkdir()

    told = tvaerblik(tmp_path, words[0], str(path), *(word.format(tmp_path) for word in words[1:]))

    (tmp_path / "out" / "said").write_bytes(told.stdout + told.stderr)
    assert told.returncode == 2
    assert traces(tmp_path, DIGITS, but=path) == []


@pytest.mark.parametrize("words", WORDS)
def test_of_a_possible_number_only_the_file_kept_as_it_came_holds_the_digits(tmp_path, words):
    path = make_csv(tmp_path, LIST.format(f"Spørg {POSSIBLE}"))
    (tmp_path / "out").mkdir()

    told = tvaerblik(tmp_path, words[0], str(path), *(word.format(tmp_path) for word in words[1:]))

    (tmp_path / "out" / "said").write_bytes(told.stdout + told.stderr)
    left = traces(tmp_path, POSSIBLE, but=path)
    assert told.returncode in (0, 1)
    assert all(it.read_bytes() == path.read_bytes() for it in left)


@pytest.fixture
def client(tmp_path, sqlite_engine, sqlite_url, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    importer = at_once(make_work(sqlite_engine, tmp_path))
    app = create_app(Settings(sqlite_url, tmp_path), importer, lambda: NOW)
    yield app.server.test_client()
    app.server.extensions[data.EXTENSION].engine.dispose()


def send(client, content, name):
    answer = client.post(
        ADDRESS,
        data={"fil": (io.BytesIO(content), name)},
        headers={"Sec-Fetch-Site": "same-origin"},
        content_type="multipart/form-data",
    )
    answer.request.environ["wsgi.input"].close()  # the client keeps what it sent in a file of its own
    return answer


def test_no_byte_that_an_upload_leaves_holds_a_certain_number(tmp_path, client, sqlite_engine, caplog):
    path = make_csv(tmp_path, LIST.format(f"Ring til {NUMBER}") + ("x" * 999 + ";;\n") * 999)

    place = send(client, path.read_bytes(), "liste.csv").get_json()["location"]

    said = client.get(place).data + client.get("/indlaes").data
    (tmp_path / "said").write_bytes(said + caplog.text.encode())
    database = Path(sqlite_engine.url.database or "").parent
    with reading(sqlite_engine) as session:
        assert "file.cpr" in session.scalars(select(Draft.refusal_json)).one()
    assert traces(tmp_path, DIGITS, but=path) == []
    assert traces(database, DIGITS, but=path) == []


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_name_with_a_certain_number_is_refused_before_anything_is_kept(
    tmp_path, client, sqlite_engine, caplog, is_packed
):
    path = make_csv(tmp_path, LIST.format("Ring til AH"))
    content, name = path.read_bytes(), f"CPR {DIGITS}.csv"
    if is_packed:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("anden.csv", content)
            archive.writestr(name, content)
        content, name = packed.getvalue(), "post.zip"

    answer = send(client, content, name)

    (tmp_path / "said").write_bytes(answer.data + caplog.text.encode())
    assert (answer.status_code, answer.get_json()["id"]) == (422, "file.cpr")
    with reading(sqlite_engine) as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0
    assert list(tmp_path.glob("drafts/*")) == []
    assert traces(tmp_path, DIGITS, but=path) == []
