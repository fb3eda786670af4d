"""What goes back: the receipt, the sender's workbook with questions, the file as it came, a template."""

import datetime as dt
import io
import json
from contextlib import contextmanager

import openpyxl
import pytest

from dashboard import data
from dashboard.account import user
from dashboard.app import create_app
from dashboard.server.first import UPDATE, router_body
from dashboard.settings import Settings
from etl.run import read_file
from portfolio.database import reading
from portfolio.drafts import finding_key, is_asked
from portfolio.queries.handback import sender_answers, unanswered
from portfolio.queries.uploads import upload
from portfolio.vocabulary import AnswerKind
from tests.builders.drafts import confirm, detail, facts, take_in
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.workbooks import make_xlsx

HEADINGS = ("Nr.", "Titel", "Status", "Slut")
ROWS = ((1, "Fælles gravidteam", "I gang", "snart"), (2, "Akutteam på tværs", "I gang", "maj 2027"))
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


@contextmanager
def served(url, folder, work):
    app = create_app(Settings(url, folder), at_once(work), lambda: NOW)
    yield app.server.test_client()
    app.server.extensions[data.EXTENSION].engine.dispose()


@pytest.fixture
def work(engine, tmp_path):
    return make_work(engine, tmp_path)


@pytest.fixture
def client(work, database_url, tmp_path):
    with served(database_url, tmp_path, work) as client:
        yield client


@pytest.fixture
def loaded(work, tmp_path):
    path = make_xlsx(tmp_path, [HEADINGS, *ROWS], name="Nordlisten.xlsx")
    draft_id = take_in(work, path, "Nordlisten", OCTOBER)
    assert confirm(work, draft_id).error is None
    return path


def book_of(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def test_a_receipt_tells_of_every_row_column_and_finding(client, loaded):
    book = book_of(client.get("/hent/kvittering/1.xlsx"))

    assert book.sheetnames[1:] == ["Indsatser", "Bemærkninger", "Rækker", "Kolonner"]
    titles = [row[0].value for row in book["Indsatser"].iter_rows(min_row=2)]
    assert titles == ["Fælles gravidteam", "Akutteam på tværs"]
    finding = [cell.value for cell in next(book["Bemærkninger"].iter_rows(min_row=2))]
    assert finding[:1] + finding[2:5] == ["Advarsel", "Indsatser", "D2", "“Fælles gravidteam” (nr. 1)"]
    said = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "2 læst = 2 taget med" in said
    assert client.get("/hent/kvittering/99.xlsx").status_code == 404


def test_the_file_goes_back_as_it_came_and_is_never_opened_in_the_browser(client, loaded):
    answer = client.get("/hent/fil/1")

    assert answer.data == loaded.read_bytes()
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()
    assert client.get("/hent/fil/99").status_code == 404


def test_a_file_that_was_not_kept_is_told_of_in_a_sentence(client, loaded, work):
    for path in work.kept.glob("*/*"):
        path.unlink()

    answer = client.get("/hent/svarark/1.xlsx")

    assert answer.status_code == 503
    assert "Nordlisten.xlsx ligger ikke hos os" in answer.get_data(as_text=True)


def test_the_questions_go_back_and_the_answers_come_in_with_the_next_list(client, loaded, work, tmp_path):
    book = book_of(client.get("/hent/svarark/1.xlsx"))
    assert book["Indsatser"]["D2"].comment is not None
    asked = book["Svar fra Tværblik"]
    place = next(cell for row in asked.iter_rows() for cell in row if cell.value == "Jeres svar")
    asked.cell(place.row + 1, place.column).value = "Vi kender datoen efter sommer"
    book["Indsatser"]["B2"].value = "Gravidteam for hele klyngen"
    returned = tmp_path / "Nordlisten - svar.xlsx"
    book.save(returned)

    draft_id = take_in(work, returned, "Nordlisten", NOVEMBER)

    row = next(it for it in detail(work, draft_id).result.comparison.rows if it.former_title)
    assert (row.former_title, row.initiative_id) == ("Fælles gravidteam", 1)  # known by our number alone
    page = client.get(f"/indlaes/kladde/{draft_id}?trin=tjek").get_data(as_text=True)
    assert "Vi kender datoen efter sommer" in page
    assert confirm(work, draft_id).error is None
    with reading(work.engine) as session:
        (answer,) = sender_answers(session, facts(work, draft_id).upload_id)
    assert answer.text == "Vi kender datoen efter sommer"
    assert "snart" in answer.message


@pytest.fixture
def answered(client, loaded, work, tmp_path):
    """Give the number of the draft of a list that came back with an answer to its question."""
    book = book_of(client.get("/hent/svarark/1.xlsx"))
    asked = book["Svar fra Tværblik"]
    place = next(cell for row in asked.iter_rows() for cell in row if cell.value == "Jeres svar")
    asked.cell(place.row + 1, place.column).value = "Vi kender datoen efter sommer"
    returned = tmp_path / "Nordlisten - svar.xlsx"
    book.save(returned)
    return take_in(work, returned, "Nordlisten", NOVEMBER)


def use(client, draft_id, **form):
    return client.post(f"/api/kladde/{draft_id}/svar", data=form, headers=OWN_PAGE).get_json()


def test_a_senders_answer_settles_its_finding_until_that_is_undone(client, answered, work):
    (told,) = detail(work, answered).result.answers
    (finding,) = [it for it in detail(work, answered).result.findings if it.cell == "D2"]

    done = use(client, answered, spoergsmaal=told.question_id)

    assert done["message"] == "1 bemærkning er besvaret med afsenderens ord."
    answers = facts(work, answered).answers
    (said,) = answers.findings.values()
    assert (said.kind, said.reason) == (AnswerKind.SENDER, "Vi kender datoen efter sommer")
    assert (said.place, said.by, said.at) == (f"{told.sheet}!{told.cell}", user(), NOW)
    assert not is_asked(finding, answers)

    client.post(done["undo"]["action"], data=done["undo"]["values"], headers=OWN_PAGE)
    assert facts(work, answered).answers.findings == {}


def test_what_the_sender_said_is_kept_with_the_finding_and_not_asked_again(client, answered, work):
    (told,) = detail(work, answered).result.answers
    use(client, answered, spoergsmaal=told.question_id)

    assert confirm(work, answered).error is None

    upload_id = facts(work, answered).upload_id
    with reading(work.engine) as session:
        (said,) = upload(session, upload_id).answers.values()
        assert unanswered(session, upload_id) == []
    assert (said.kind, said.reason) == (AnswerKind.SENDER, "Vi kender datoen efter sommer")
    assert (said.by, said.at) == (user(), NOW)
    receipt = client.get(f"/indlaes/{upload_id}").get_data(as_text=True)
    assert "Besvaret af afsenderen" in receipt


def test_what_a_person_said_is_not_overruled_by_the_sender(client, answered, work):
    (finding,) = [it for it in detail(work, answered).result.findings if it.cell == "D2"]
    key = finding_key(finding.id, finding.sheet, finding.cell)
    accepted = {"noegle": key, "svar": "accepter", "begrundelse": "Aftalt på mødet"}
    client.post(f"/api/kladde/{answered}/bemaerkning", data=accepted, headers=OWN_PAGE)
    (told,) = detail(work, answered).result.answers

    refused = use(client, answered, spoergsmaal=told.question_id)

    assert refused["id"] == "draft.no_answer_chosen"
    use(client, answered, fortryd=told.question_id)
    assert facts(work, answered).answers.findings[key].kind is AnswerKind.ACCEPTED


def test_a_question_names_the_initiative_of_its_row_on_the_page_in_the_sheet_and_in_the_mail(
    client, loaded, work
):
    asked = book_of(client.get("/hent/svarark/1.xlsx"))["Svar fra Tværblik"]
    assert "D2, arket Indsatser\nFælles gravidteam (nr. 1)" in [
        cell.value for row in asked.iter_rows() for cell in row
    ]

    named = "“Fælles gravidteam” (nr. 1)"
    assert named in shown(client, "/indlaes/1")
    assert f"(Indsatser!D2: {named})" in shown(client, "/kilder/1")


def test_a_lists_questions_name_their_initiatives_before_it_is_loaded(client, work, tmp_path):
    take_in(work, make_xlsx(tmp_path, [HEADINGS, *ROWS], name="Nordlisten.xlsx"), "Nordlisten", OCTOBER)

    assert "“Fælles gravidteam” (nr. 1)" in shown(client, "/indlaes/kladde/1", "?trin=tjek")
    asked = book_of(client.get("/hent/svarark/kladde/1.xlsx"))["Svar fra Tværblik"]
    assert any(
        str(cell.value).endswith("\nFælles gravidteam (nr. 1)") for row in asked.iter_rows() for cell in row
    )


def shown(client, path, search=""):
    answer = client.post(UPDATE, json=router_body(path, search)).get_json()
    return json.dumps(answer["response"]["_pages_content"], ensure_ascii=False)


def test_a_template_holds_what_is_known_and_reads_back(client, loaded, tmp_path):
    path = tmp_path / "skabelon.xlsx"
    path.write_bytes(client.get("/hent/skabelon/1.xlsx").data)

    records = read_file(path, path.name, NOVEMBER).tables[0].records

    assert [(it.title, it.our_id) for it in records] == [("Fælles gravidteam", 1), ("Akutteam på tværs", 2)]
    assert client.get("/hent/skabelon/99.xlsx").status_code == 404


def test_a_list_goes_back_before_it_is_loaded_with_what_nobody_has_answered(client, work, tmp_path):
    take_in(work, make_xlsx(tmp_path, [HEADINGS, *ROWS], name="Nordlisten.xlsx"), "Nordlisten", OCTOBER)

    book = book_of(client.get("/hent/svarark/kladde/1.xlsx"))

    assert book["Indsatser"]["D2"].comment is not None
    assert "Tværblik-nr." not in [cell.value for cell in book["Indsatser"][1]]
    assert client.get("/hent/svarark/kladde/99.xlsx").status_code == 404
