"""Overlap: what an idea finds, in the address and posted; what is decided; where several do the same."""

import io
import json

import openpyxl
import plotly
import pytest
from sqlalchemy import event, select

from dashboard import data
from dashboard.app import create_app
from dashboard.components.overlap_results import marked
from dashboard.pages import initiative, overlap, overlap_groups
from dashboard.settings import Settings
from dashboard.texts import COOKIE
from portfolio.database import reading
from portfolio.tables import ApartDecision, OverlapDecision
from tests.builders.components import heading_of, text_of
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import OCTOBER, at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
KOL = {
    "title": "Telemedicin til borgere med KOL",
    "description": "Borgere måler iltmætning hjemme",
    "target_group": "Borgere med KOL",
    "municipalities": ("0779",),
    "status": "active",
}
KOL_ENDED = {
    "title": "TeleKOL",
    "description": "Hjemmemonitorering ved kronisk obstruktiv lungesygdom",
    "municipalities": ("0730",),
    "status": "stopped",
    "effect": "Færre indlæggelser, men for dyrt udstyr",
    "remarks": "Stoppet, da puljen ophørte",
}
FALD = {"title": "Faldklinik for ældre", "municipalities": ("0791",), "status": "planned"}
LONG = "Et meget langt oplæg om alt muligt andet. " * 200


class Site:
    """An app on a database, as a reader meets it."""

    def __init__(self, work, url, folder) -> None:
        self.app = create_app(Settings(url, folder), at_once(work), lambda: NOW)
        self.client = self.app.server.test_client()

    def open(self, page=overlap, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"{COOKIE}={language}"}):
            return page.layout(**query)

    def text(self, page=overlap, language="da", **query):
        return text_of(self.open(page, language, **query))

    def find(self, **form):
        return self.client.post("/api/overlap/find", data=form, headers=OWN_PAGE)

    def do(self, initiative_id, deed, route="overlap", **form):
        return self.client.post(f"/api/{route}/{initiative_id}/{deed}", data=form, headers=OWN_PAGE)


@pytest.fixture
def site(sqlite_engine, sqlite_url, tmp_path):
    load(sqlite_engine, KOL, FALD, now=at(1))
    load(sqlite_engine, KOL_ENDED, now=at(2), source="Randers' liste", month=OCTOBER)
    made = Site(make_work(sqlite_engine, tmp_path), sqlite_url, tmp_path)
    yield made
    made.app.server.extensions[data.EXTENSION].engine.dispose()


def decisions(engine):
    with reading(engine) as session:
        return session.scalars(select(OverlapDecision)).all()


def test_without_an_idea_the_page_asks_for_one_and_offers_what_has_just_come(site):
    shown = site.open()

    assert heading_of(shown) == "Hold en idé op mod 3 indsatser"
    assert "Eller vælg noget, der lige er kommet" in text_of(shown)
    assert "TeleKOL" in text_of(shown)


def test_what_is_alike_is_ranked_with_its_reasons_and_how_it_went(site):
    shown = site.text(titel="Hjemmemonitorering af borgere med kronisk obstruktiv lungesygdom")

    assert "2 indsatser ligner meget; 1 af dem er afsluttet eller stoppet" in shown
    assert "Fælles ord" in shown
    assert "kronisk obstruktiv lungesygdom = KOL" in shown
    assert "Derfor stoppede den" in shown
    assert "Stoppet, da puljen ophørte" in shown
    assert "Faldklinik" not in shown


def test_what_is_alike_in_another_place_is_said_to_be_there(site):
    shown = site.text(titel="Telemedicin til borgere med KOL", hvor="0779")

    assert "Samme sted Skive" in " ".join(shown.split())
    assert "Ligner meget, et andet sted" in shown
    assert " %" not in shown.split("Fælles ord")[0]


def test_an_initiative_is_held_up_against_the_others_and_not_itself(site):
    shown = site.text(indsats="1")

    assert "Holdt op mod resten" in shown
    assert "1 indsats ligner meget" in shown


@pytest.mark.parametrize("query", [{"indsats": "99"}, {"kladde": "7"}, {"husket": "x"}])
def test_an_address_that_names_nothing_says_so_and_asks_anew(site, query):
    shown = site.open(**query)

    assert heading_of(shown) == "Hold en idé op mod 3 indsatser"
    (word,) = query.values()
    assert word in text_of(shown)


def test_an_idea_of_one_word_is_answered_plainly(site):
    assert "Idéen er på ét ord" in site.text(titel="KOL")


def test_where_nothing_is_alike_the_page_says_why_and_what_to_do(site):
    shown = site.open(titel="Zebra")

    assert heading_of(shown) == "Intet ligner blandt 3 indsatser"
    assert "Prøv andre ord" in text_of(shown)


def test_a_short_idea_becomes_an_address(site):
    told = site.find(titel="TeleKOL i klyngen", beskrivelse="", maalgruppe="", hvor="0779").json

    assert told == {"address": "/overlap?titel=TeleKOL+i+klyngen&hvor=0779"}


def test_a_long_idea_is_answered_at_once_and_nothing_of_it_is_kept(site, sqlite_engine):
    answer = site.find(titel="TeleKOL", beskrivelse=LONG, maalgruppe="", hvor="")

    told = answer.json
    assert (answer.status_code, told["place"]) == (200, "overlap-fundet")
    shown = json.dumps(told["children"], ensure_ascii=False)
    assert "Telemedicin til borgere med KOL" in shown
    assert "omkring 4 sider" in shown
    assert LONG.strip() not in shown or "overlap-texts" in shown
    assert decisions(sqlite_engine) == []


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"titel": " "}, 422, "Idéen er tom"),
        ({"beskrivelse": "x" * 200_001}, 422, "Idéen er for lang"),
        ({"beskrivelse": "ring til 010101-0000"}, 422, "CPR"),
    ],
)
def test_what_cannot_be_held_up_is_refused_in_a_sentence(site, form, status, said):
    answer = site.find(**form)

    assert answer.status_code == status
    assert said in answer.json["message"]


def test_an_idea_from_another_site_is_refused(site):
    answer = site.client.post(
        "/api/overlap/find", data={"titel": "KOL"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_a_decision_about_an_idea_is_shown_again_and_taken_back(site, sqlite_engine):
    told = site.do(1, "husk", titel="TeleKOL", beslutning="build_on", begrundelse="samme udstyr").json
    assert told["message"] == "Beslutningen er husket."
    assert told["address"] is None

    shown = site.text(titel="telekol")
    assert "Byg videre på, besluttet af" in shown
    assert "samme udstyr" in shown
    assert "Idéer, der er besluttet noget om" in site.text()
    assert "TeleKOL" in site.text(husket="1")
    assert "samme udstyr" in site.text(initiative, initiative_id="1")

    undone = site.client.post(told["undo"]["action"], data=told["undo"]["values"], headers=OWN_PAGE)
    assert undone.status_code == 200
    assert "samme udstyr" not in site.text(titel="telekol")
    assert len(decisions(sqlite_engine)) == 1


def test_a_decision_about_a_long_idea_leads_to_it(site):
    told = site.do(
        1, "husk", titel="TeleKOL", beskrivelse=LONG, beslutning="same", begrundelse="det samme"
    ).json

    assert told["address"] == "/overlap?husket=1"
    assert "Det samme, besluttet af" in site.text(husket="1")


def test_a_decision_needs_a_verdict_and_a_reason(site, sqlite_engine):
    for form in ({"begrundelse": "fordi"}, {"beslutning": "same", "begrundelse": ""}):
        assert site.do(1, "husk", titel="TeleKOL", **form).status_code == 422
    assert site.do(99, "husk", titel="TeleKOL", beslutning="same", begrundelse="fordi").status_code == 404
    assert decisions(sqlite_engine) == []


def test_of_two_initiatives_the_ledger_is_told_what_it_has_a_home_for(site, sqlite_engine):
    site.do(1, "byg", anden="3", begrundelse="bruger erfaringen")
    site.do(1, "ikke-samme", route="indsats", anden="3", begrundelse="hver sit sted", bliv="1")

    shown = site.text(indsats="1")
    assert "bruger erfaringen" in shown
    assert "Ikke det samme, besluttet af" in shown
    assert "hver sit sted" in shown
    assert "Skal bygge videre på" in site.text(initiative, initiative_id="1")
    with reading(sqlite_engine) as session:
        assert [it.reason for it in session.scalars(select(ApartDecision))] == ["hver sit sted"]
    assert [it.verdict for it in decisions(sqlite_engine)] == ["build_on"]


def test_an_earlier_day_shows_what_was_known_then_and_offers_no_decisions(site):
    shown = site.text(titel="TeleKOL", pr="2026-09-04")

    assert "1 indsats ligner meget" in shown
    assert "Husk en beslutning" not in shown


def test_several_that_do_the_same_stand_in_a_group_with_their_statuses(site):
    shown = site.open(overlap_groups)

    assert heading_of(shown) == "1 emne bliver løst hver for sig flere steder, højst 2"
    text = text_of(shown)
    assert "2 steder, 2 indsatser: 1 er i gang, 1 er afsluttet eller stoppet" in text
    assert "Faldklinik" not in text
    assert "Ingen af grupperne er så mange steder" in site.text(overlap_groups, mindst="3")
    assert "mindst" in site.text(overlap_groups, mindst="7")


def test_groups_follow_the_filters(site):
    assert "KOL" in site.text(overlap_groups, kommune="0730")
    assert "Ingen indsatser, der opfylder filtrene" in site.text(overlap_groups, kommune="0791")


@pytest.mark.parametrize("page", [overlap, overlap_groups])
def test_an_empty_portfolio_leads_to_the_upload(sqlite_engine, sqlite_url, tmp_path, page):
    site = Site(make_work(sqlite_engine, tmp_path), sqlite_url, tmp_path)
    assert "/indlaes" in json.dumps(site.open(page), cls=plotly.utils.PlotlyJSONEncoder)
    site.app.server.extensions[data.EXTENSION].engine.dispose()


def test_english_is_one_click_away(site):
    assert "very much alike" in site.text(language="en", titel="TeleKOL")
    assert "theme" in site.text(overlap_groups, language="en")


def test_the_workbooks_have_what_the_pages_say(site):
    of_address = site.client.get("/hent/overlap.xlsx?titel=TeleKOL")
    posted = site.client.post("/hent/overlap.xlsx", data={"titel": "TeleKOL"}, headers=OWN_PAGE)
    of_groups = site.client.get("/hent/overlap-grupper.xlsx")

    for answer in (of_address, posted):
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[-1]
        rows = list(sheet.iter_rows(values_only=True))
        assert {row[1] for row in rows[-2:]} == {"TeleKOL", "Telemedicin til borgere med KOL"}
    rows = list(openpyxl.load_workbook(io.BytesIO(of_groups.data)).worksheets[-1].iter_rows(values_only=True))
    assert {row[2] for row in rows[-2:]} == {"TeleKOL", "Telemedicin til borgere med KOL"}


def test_a_workbook_of_too_much_or_nothing_is_refused_like_the_page(site):
    for form, said in (({"beskrivelse": "ord " * 60_000}, "alike.idea_too_long"), ({}, "alike.idea_empty")):
        answer = site.client.post("/hent/overlap.xlsx", data=form, headers=OWN_PAGE)
        assert (answer.status_code, answer.get_json()["id"]) == (422, said)


def test_what_is_shared_is_marked_and_stays_text():
    assert marked("<b>KOL</b> og mere", [(3, 6)]) == [
        "<b>",
        ["strong", {"className": "shared"}, "KOL"],
        "</b> og mere",
    ]


def test_the_page_asks_the_database_few_statements(site, sqlite_engine):
    site.text(titel="TeleKOL")
    asked = []
    engine = site.app.server.extensions[data.EXTENSION].engine
    event.listen(engine, "before_cursor_execute", lambda *it: asked.append(it[2]))

    site.text(titel="Telemedicin")

    assert len(asked) <= 4, asked
