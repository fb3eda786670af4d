"""Papers as files: taken in with a step, a round and an evaluation, fetched, taken back; what is refused."""

import datetime as dt
import io
import json
import re

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import initiative, rounds
from dashboard.settings import Settings
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.numbers import FORMS, cpr_numbers, written
from tests.builders.papers import JPG, PDF, PNG, make_docx, make_odt, make_pptx, packed_as
from tests.builders.uploads import at, load
from tests.builders.workbooks import make_xlsx

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
PROCESS, ROUNDS, EVALUATION, PAPERS = (
    f"/api/{name}" for name in ("proces", "kommentering", "evaluering", "papir")
)
STEP = {"trin": "2", "papir": "mandate"}
ROUND = {"part": ["0730", "PLO"], "sendt": "2026-10-20", "frist": "2026-11-10"}
DIGITS = next(cpr_numbers(32, oldest=80, youngest=20))
CPR = f"CPR {written(DIGITS, FORMS[0])}"
RUNS = (f"CPR {DIGITS[:4]}", f"{DIGITS[4:6]}-{DIGITS[6:8]}", f"{DIGITS[8:]} deltog")
KEPT_DOCX = "Kommissorium for fælles gravidteam.docx"


class Page:
    """An initiative's page as its forms reach it, with files."""

    def __init__(self, app, kept) -> None:
        self.app, self.kept = app, kept
        self.client = app.server.test_client()

    def send(self, route, deed, file=None, name="", headers=OWN_PAGE, size=None, **form):
        sent = {key.replace("_", "-"): value for key, value in form.items()}
        if file is not None:
            sent["fil"] = (io.BytesIO(file), name)
        kind = "multipart/form-data"
        said = {} if size is None else {"CONTENT_LENGTH": str(size)}
        return self.client.post(
            f"{route}/1/{deed}", data=sent, headers=headers, content_type=kind, environ_overrides=said
        )

    def step(self, file, name=KEPT_DOCX, **form):
        return self.send(PROCESS, "papir", file, name, **(STEP | form))

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, page=initiative, language="da", **query):
        facts = {"initiative_id": "1"} if page is initiative else {}
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**(facts | query))
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def fetched(self, number=1):
        return self.client.get(f"/hent/papir/{number}", buffered=True)

    def on_disk(self):
        return [it for it in self.kept.rglob("*") if it.is_file()]


@pytest.fixture
def page(engine, database_url, tmp_path):
    load(engine, {"title": "Fælles gravidteam", "process_step": "2", "process_type": "B"}, now=at(10))
    work = make_work(engine, tmp_path)
    app = create_app(Settings(database_url, tmp_path), at_once(work), lambda: NOW)
    yield Page(app, work.kept)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_steps_paper_is_kept_by_its_hash_shown_and_fetched_as_it_came(page):
    paper = make_docx("Kommissorium", "Opgaven er at ...")

    assert page.step(paper).get_json()["message"] == "Papiret er gemt."

    shown = page.shown()
    assert KEPT_DOCX in shown
    assert "/hent/papir/1" in shown
    assert re.search(r"1 kB", shown)
    answer = page.fetched()
    assert answer.data == paper
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"
    (kept,) = page.on_disk()
    assert re.fullmatch(r"[0-9a-f]{64}\.docx", kept.name)


def test_a_step_lacks_its_paper_no_longer_when_a_file_is_put_there(page):
    page.step(make_docx("Kommissorium"))

    assert "Kommissorium</" not in page.shown()
    with page.app.server.test_request_context("/"):
        (paper,) = data.processes().courses[1].course.at("2").papers
    assert (paper.paper, paper.file.name) == ("mandate", KEPT_DOCX)


def test_a_paper_taken_back_is_shown_no_more_and_says_so_when_it_is_fetched(page):
    answer = page.step(PDF, "Udkast.pdf")

    page.undo(answer)

    gone = page.fetched()
    assert gone.status_code == 410
    assert gone.get_data(as_text=True) == "Papiret Udkast.pdf er taget tilbage og kan ikke hentes."
    assert "Fortrudt" in page.shown()
    assert '"/hent/papir/1"' not in page.shown()


def test_a_file_that_is_gone_from_disk_is_told_plainly(page):
    page.step(PDF, "Udkast.pdf")
    for it in page.on_disk():
        it.unlink()

    answer = page.fetched()

    assert answer.status_code == 410
    assert "ligger ikke længere i Tværblik" in answer.get_data(as_text=True)
    assert page.fetched(77).status_code == 404
    assert page.client.get("/hent/papir/..%2f..").status_code == 404


def test_a_round_gets_papers_when_it_is_sent_and_after_and_each_is_taken_back(page):
    page.send(ROUNDS, "send", make_odt("Udkast"), "Udkast.odt", **ROUND)
    answer = page.send(PAPERS, "runde", PNG, "Model.png", nummer="1")

    assert answer.get_json()["message"] == "Papiret Model.png er lagt ved."
    for shown in (page.shown(), page.shown(rounds, runde="1")):
        assert "Udkast.odt" in shown
        assert "Model.png" in shown
    sheet = load_workbook(io.BytesIO(page.client.get("/hent/kommentering.xlsx").data)).worksheets[1]
    told = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Udkast.odt; Model.png" in told
    page.undo(answer)
    assert "/hent/papir/2" not in page.shown()
    assert "Papiret Model.png lagt ved" in page.shown()
    page.send(ROUNDS, "fortryd-runde", numre="1")
    assert page.fetched(1).status_code == 410


def test_an_evaluation_gets_papers_and_a_past_day_does_not_know_them(page):
    page.send(EVALUATION, "holdt", JPG, "Tavle.JPEG", dato="2026-10-20", resultat="Virker")
    page.send(PAPERS, "evaluering", make_pptx("Resultater"), "Resultater.pptx", nummer="1")

    shown = page.shown()
    assert "Tavle.JPEG" in shown
    assert "Resultater.pptx" in shown
    day = (NOW - dt.timedelta(days=2)).date().isoformat()
    assert "Resultater.pptx" not in page.shown(pr=day)
    assert "The paper Resultater.pptx added" in page.shown(language="en")


def test_the_same_file_is_not_put_twice_with_one_thing(page):
    page.send(ROUNDS, "send", PDF, "Udkast.pdf", **ROUND)

    answer = page.send(PAPERS, "runde", PDF, "Udkast igen.pdf", nummer="1")

    assert answer.status_code == 422
    assert answer.get_json()["message"] == "Filen Udkast igen.pdf ligger her allerede."
    assert page.send(PAPERS, "runde", nummer="1").get_json()["id"] == "paper.missing"
    assert page.send(PAPERS, "runde", PNG, "Model.png", nummer="9").status_code == 404
    assert len(page.on_disk()) == 1


@pytest.mark.parametrize(
    ("file", "name", "why"),
    [
        (PDF, "Udkast.exe", "paper.not_taken"),
        (PDF, "Udkast", "paper.not_taken"),
        (b"MZ\x90\x00", "Udkast.pdf", "paper.not_what_it_says"),
        (PDF, "Udkast.docx", "paper.not_what_it_says"),
        (make_docx("A"), "Udkast.xlsx", "paper.not_what_it_says"),
        (packed_as({"a.txt": "a"}), "Udkast.odt", "paper.not_what_it_says"),
        (b"tekst\x00\x01med bytes", "Notat.txt", "paper.not_what_it_says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Hemmelig.docx", "paper.unreadable"),
        (make_docx("A", **{"word/vbaProject.bin": b"x"}), "Udkast.docx", "paper.macros"),
        (b"", "Tom.pdf", "paper.empty"),
    ],
)
def test_what_is_no_paper_is_refused_and_not_kept(page, file, name, why):
    answer = page.step(file, name)

    assert (answer.status_code, answer.get_json()["id"]) == (422, why)
    assert page.on_disk() == []
    assert "/hent/papir/" not in page.shown()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (f"Referat\nBorger {CPR} deltog".encode(), "Referat.txt"),
        (f"Borger {CPR}".encode("utf-16"), "Referat.txt"),
        (
            make_docx(
                "Referat", (f"CPR {DIGITS[:4]}", f"{DIGITS[4:6]}-{DIGITS[6:8]}", f"{DIGITS[8:]} deltog")
            ),
            "Referat.docx",
        ),
        (make_pptx(f"Borger {CPR}"), "Referat.pptx"),
        (make_odt(f"cpr <text:span>{DIGITS[:4]}</text:span>{DIGITS[4:6]}-{DIGITS[6:]}"), "Referat.odt"),
        (make_docx("A", **{"word/embeddings/b.docx": make_docx(f"Borger {CPR}")}), "Referat.docx"),
        (PDF, f"Referat {CPR}.pdf"),
    ],
)
def test_a_paper_with_a_cpr_number_is_refused_and_the_number_never_repeated(page, file, name):
    answer = page.step(file, name)

    assert answer.status_code == 422
    assert answer.get_json()["id"] in ("paper.cpr", "file.cpr")
    assert DIGITS[6:] not in answer.get_data(as_text=True)
    assert page.on_disk() == []


def test_a_workbook_is_looked_through_as_a_list_is(page, tmp_path):
    fine = make_xlsx(tmp_path, [("Titel", "Beløb"), ("Gravidteam", 12)], name="Budget.xlsx")
    bad = make_xlsx(tmp_path, [("Titel", "CPR"), ("Borger", CPR)], name="Borgere.xlsx")

    assert page.step(fine.read_bytes(), "Budget.xlsx").status_code == 200
    refused = page.step(bad.read_bytes(), "Borgere.xlsx")

    assert refused.get_json()["id"] == "paper.cpr"
    assert len(page.on_disk()) == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(page):
    answer = page.step(PDF, "Stor.pdf", size=30 << 20)

    assert answer.status_code == 413
    assert answer.get_json()["id"] == "paper.too_large"


def test_another_sites_page_cannot_put_a_paper_here(page):
    answer = page.send(PROCESS, "papir", PDF, "Udkast.pdf", headers={"Sec-Fetch-Site": "cross-site"}, **STEP)

    assert answer.status_code == 403
    assert page.on_disk() == []


def test_a_paper_may_still_be_a_link_or_a_name_alone(page):
    assert page.send(PROCESS, "papir", **STEP, link="https://esdh.example/1").status_code == 200
    assert page.send(PROCESS, "papir", **STEP, notat="Sag 26/123").status_code == 200
    assert page.send(PROCESS, "papir", **STEP).status_code == 422
