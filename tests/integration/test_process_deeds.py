"""Deeds on an initiative's process: each form does what it says, is told, and can be undone."""

import json
import re

import plotly
import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import initiative
from dashboard.settings import Settings
from portfolio.database import reading
from portfolio.queries.process import read_book
from portfolio.rules.months import danish_day
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
TODAY = danish_day(NOW)
DAY = "2026-10-20"


class Page:
    """An initiative's page as the forms of its process reach it, and as it is laid out."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, deed, id_=1, headers=OWN_PAGE, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"/api/proces/{id_}/{deed}", data=names, headers=headers)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = initiative.layout(initiative_id="1", **query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def process(self, id_=1):
        with reading(self.engine) as session:
            return read_book(session, NOW, TODAY).courses.get(id_)


@pytest.fixture
def page(engine, database_url, tmp_path):
    load(engine, {"title": "Fælles gravidteam", "process_step": "2", "process_type": "B"}, now=at(10))
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Page(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_page_shows_where_the_list_says_it_is(page):
    shown = page.shown()

    assert re.search(
        r"Trin 2 af 11: Arbejdsgruppe eller klynge · ca\. \d+ dage · ansvarlig ikke angivet", shown
    )
    assert "efter listens procestrin og type" in shown
    assert "from the list's step and type" in page.shown("en")


def test_it_is_moved_and_the_move_is_taken_back(page):
    answer = page.do("flyt", trin="6", dato=DAY, ansvarlig="secretariat")

    assert answer.get_json()["message"] == "Indsatsen er flyttet til trin 6."
    assert "Trin 6 af 11: Tilretning af udkast" in page.shown()
    assert "Fællessekretariatet" in page.shown()
    assert page.undo(answer).get_json()["message"] == "Det er fortrudt."
    assert page.process().course.current == "2"
    assert "Fortrudt" in page.shown()


def test_steps_in_between_are_skipped_for_a_reason_together_and_come_back_together(page):
    answer = page.do("flyt", trin="6", dato=DAY, begrundelse="Enighed i SSG")

    states = {it.step.number: str(it.state) for it in page.process().course.steps}
    assert [states[number] for number in ("3", "4", "5")] == ["skipped"] * 3
    page.undo(answer)
    assert page.process().course.at("4").state == "ahead"


def test_a_decision_is_noted_by_subject_and_moves_it_on(page):
    page.do("vaelg", skabelon="development", indgang="b")
    page.do("flyt", trin="9", dato=DAY)

    answer = page.do(
        "beslut",
        trin="9",
        forum="SSG",
        dato=DAY,
        udfald_product="approved",
        udfald_spread="postponed",
        notat="Spredning tages op i maj",
        videre="ja",
    )

    found = page.process()
    assert found.course.current == "10"
    assert {(str(it.subject), str(it.outcome)) for it in found.decisions} == {
        ("product", "approved"),
        ("spread", "postponed"),
    }
    page.undo(answer)
    assert (page.process().course.current, page.process().decisions) == ("9", ())


def test_a_clusters_offer_a_paper_and_a_note_are_kept_and_shown(page):
    for answer in (
        page.do("tilbud", klynge="rm-randers", svar="yes", valgt="ja", notat="Klar i maj"),
        page.do("papir", trin="2", papir="mandate", link="https://esdh.example/sag/1", dato=DAY),
        page.do("notat", trin="2", notat="Afventer svar fra PLO"),
        page.do("ansvarlig", trin="2", ansvarlig="Randersklyngen"),
        page.do("ikke-relevant", trin="5", begrundelse="Kun et hospital"),
        page.do("spring-over", trin="6", begrundelse="Intet at rette"),
    ):
        assert answer.status_code == 200
    shown = page.shown()
    for words in (
        "Vil løse opgaven",
        "Klar i maj",
        "https://esdh.example/sag/1",
        "Afventer svar fra PLO",
        "Randersklyngen",
        "Ikke relevant: Kun et hospital",
        "Sprunget over: Intet at rette",
    ):
        assert words in shown


def test_another_process_is_chosen_and_that_is_undone(page):
    answer = page.do("vaelg", skabelon="development", indgang="b", type="A", besluttet_af="SSG")

    assert page.process().course.template.id == "development"
    assert "procestype besluttet af SSG" in page.shown()
    page.undo(answer)
    assert page.process().course.template.id == "agreement"


@pytest.mark.parametrize(
    ("deed", "form", "status", "message_id"),
    [
        ("flyt", {"trin": "99"}, 422, "steps.step_unknown"),
        ("flyt", {"trin": "3", "dato": "i går"}, 422, "steps.day_impossible"),
        ("flyt", {"trin": "3", "dato": "2031-01-01"}, 422, "steps.day_impossible"),
        ("papir", {"trin": "3", "link": "javascript:alert(1)"}, 422, "steps.link_unreadable"),
        ("beslut", {"trin": "3", "forum": "SSG"}, 422, "steps.outcome_missing"),
        ("beslut", {"trin": "3", "udfald-other": "approved"}, 422, "steps.body_missing"),
        ("spring-over", {"trin": "3"}, 422, "correction.reason_missing"),
        ("vaelg", {"skabelon": "ukendt"}, 404, "steps.template_unknown"),
        ("vaelg", {"skabelon": "agreement", "indgang": "b"}, 422, "steps.entrance_unknown"),
        ("fortryd", {"numre": "77"}, 404, "steps.deed_unknown"),
        ("notat", {"trin": "3", "notat": "ring til 010101-0000"}, 422, "correction.cpr"),
        ("sluk", {}, 404, "identity.unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(page, deed, form, status, message_id):
    answer = page.client.post(f"/api/proces/1/{deed}", data=form, headers=OWN_PAGE)

    assert (answer.status_code, answer.get_json()["id"]) == (status, message_id)
    assert page.process().choice is None


def test_a_form_from_elsewhere_is_refused(page):
    assert page.do("flyt", trin="3", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_past_day_shows_the_process_of_then_and_no_forms(page):
    page.do("flyt", trin="6", dato=DAY)

    past = page.shown(pr="2026-10-01")
    assert "Trin 2 af 11" in past
    assert "/api/proces" not in past
