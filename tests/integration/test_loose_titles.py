"""Titles in lists' tables of steps, decisions and receivers: found by title and words, else asked about."""

import json

import plotly
import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import gaps, process
from dashboard.settings import Settings
from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.identity import merge_initiatives
from portfolio.process.title_deeds import settle_title
from portfolio.queries.list_steps import read_list_steps
from portfolio.store import load_upload
from portfolio.vocabulary import TableKind
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import (
    OCTOBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SETTLE, UNDO = "/api/tabeltitel/2/afgoer", "/api/tabeltitel/2/fortryd"


def decisions(*titles):
    records = [
        make_report(row, title=title, body="SSG", decision="Godkendt", date=day_value("2026-09-03"))
        for row, title in enumerate(titles, 2)
    ]
    return make_table(*records, kind=TableKind.DECISIONS)


class Desk:
    """The pages, with a list of two initiatives and a file of decisions beside another list."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def put_in(self, *titles):
        own = make_table(make_report(2, title="Noget andet"))
        with writing(self.engine) as session:
            upload = make_upload(
                reading_of(own, decisions(*titles)), source="Beslutninger", month=OCTOBER, now=at(20)
            )
            load_upload(session, upload)

    def known(self, as_of=NOW):
        with reading(self.engine) as session:
            return read_list_steps(session, as_of)

    def decided(self, as_of=NOW):
        return {id_: len(notes) for id_, notes in self.known(as_of).decisions.items()}

    def loose(self):
        return [it.title for it in self.known().loose]

    def do(self, address=SETTLE, **form):
        return self.client.post(address, data=form, headers=OWN_PAGE)

    def shown(self, page=gaps, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


@pytest.fixture
def desk(engine, database_url, tmp_path):
    load(engine, {"title": "Fælles gravidteam"}, {"title": "Akutteam i hjemmet"}, now=at(10))
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Desk(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_title_with_the_same_words_or_letters_is_the_initiatives(desk):
    desk.put_in("FÆLLES GRAVIDTEAM", "Gravidteams, fælles", "Akut-team i hjemmet", "Fælles gravidteam Nord")

    assert desk.decided() == {1: 2, 2: 1}
    assert desk.loose() == ["Fælles gravidteam Nord"]


def test_what_only_looks_alike_is_asked_about_answered_and_taken_back(desk):
    desk.put_in("Gravidteamet")
    shown = desk.shown()
    assert "1 titel i listernes tabeller hører ikke til en indsats" in shown
    assert "Gravidteamet" in shown
    assert "1 title in the lists’ tables belongs to no initiative" in desk.shown(language="en")

    answer = desk.do(titel="Gravidteamet", indsats="1")

    assert answer.get_json()["message"] == "Titlen “Gravidteamet” er knyttet til indsatsen."
    assert (desk.decided(), desk.loose()) == ({1: 1}, [])
    assert "1 titel, nogen har afgjort" in desk.shown()
    undo = answer.get_json()["undo"]
    desk.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)
    assert (desk.decided(), desk.loose()) == ({}, ["Gravidteamet"])


def test_another_initiative_is_named_by_its_title_and_none_is_an_answer_too(desk):
    desk.put_in("Sag 12", "Sag 13")

    assert desk.do(titel="Sag 12", indsats="", andet="akutteam i hjemmet").status_code == 200
    desk.do(titel="Sag 13", indsats="ingen")

    assert (desk.decided(), desk.loose()) == ({2: 1}, [])
    assert "ikke en af porteføljens indsatser" in desk.shown()


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"titel": "Sag 12", "indsats": ""}, "steps.title_unchosen"),
        ({"titel": "Sag 12", "andet": "Ukendt"}, "steps.title_of_none"),
        ({"titel": " ", "indsats": "1"}, "steps.title_missing"),
        ({"titel": "Sag 12", "indsats": "77"}, "identity.unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(desk, form, why):
    desk.put_in("Sag 12")

    answer = desk.do(**form)

    assert answer.get_json()["id"] == why or why == "identity.unknown"
    assert answer.status_code in (404, 422)
    assert desk.loose() == ["Sag 12"]


def test_the_answer_follows_a_merge_and_is_not_known_before_it_was_given(desk):
    desk.put_in("Gravidteamet")
    with writing(desk.engine) as session:
        settle_title(session, 2, "Gravidteamet", 2, now=at(30), by="a")
        settle_title(session, 2, "gravidteamet", 1, now=at(31), by="b")
        merge_initiatives(session, 2, 1, reason="Samme", now=at(32), by="a")

    assert desk.decided() == {2: 1}
    assert desk.decided(at(25)) == {}
    with writing(desk.engine) as session, pytest.raises(TvaerblikError):
        settle_title(session, 99, "Gravidteamet", 1, now=at(33), by="a")


def test_the_board_leads_to_the_titles_and_a_past_day_has_no_forms(desk):
    desk.put_in("Gravidteamet")

    assert "/mangler#titler" in desk.shown(process)
    assert "/api/tabeltitel" in desk.shown()
    assert "/api/tabeltitel" not in desk.shown(pr=at(21).date().isoformat())
