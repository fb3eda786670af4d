"""Effekt, an indicator's page and its card on an initiative's: each page, form and file."""

import io
import json

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.components.effect_words import indicator_mark, title_words
from dashboard.pages import effect, indicator, initiative
from dashboard.settings import Settings
from etl.load import load_file
from portfolio.effect.series import Sourced
from portfolio.effect.words import Direction, SaidBy
from tests.builders.effect import LONG, long_rows, save_workbook, series
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, OCTOBER, at

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
INITIATIVES = [
    ["Projekt", "Status"],
    ["Akutteam", "I gang"],
    ["Faldklinik", "I gang"],
    ["Hjemmebesøg", "I gang"],
]
TURNS = [24, 26, 25, 27, 24, 26, 25, 27, 26, 18, 17, 19, 18, 17, 16, 18, 17, 16]
RESTS = [12, 14, 11, 13, 12, 14, 11, 13, 12, 14]
SLUG = "1-genindlaeggelser"


class Pages:
    """The pages as readers open them and as their forms reach them."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, deed, id_=1, **form):
        return self.client.post(f"/api/effekt/{id_}/{deed}", data=form, headers=OWN_PAGE)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, page, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def sheets(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.data))


def rows(
    values, title="Akutteam", indicator="Genindlæggelser", unit="antal", dimension="", way="", target=None
):
    return [
        [*row, dimension, way, target]
        for row in long_rows(values, title=title, indicator=indicator, unit=unit)
    ]


@pytest.fixture
def pages(engine, database_url, tmp_path):
    measured = [
        [*LONG, "Triple Aim", "Ønsket retning", "Mål"],
        *rows(TURNS, dimension="Befolkningens sundhed", way="ned", target=18),
        *rows([70, 72, "ikke opgjort", 75], indicator="Tryghed", unit="%"),
        *rows(RESTS, title="Faldklinik", indicator="Udgift pr. borger", unit="kr", dimension="Omkostninger"),
        *rows(["afventer"], title="Faldklinik", indicator="Ventetid", unit="dage"),
    ]
    path = save_workbook(tmp_path / "liste.xlsx", Liste=INITIATIVES, Målinger=measured)
    load_file(engine, path, name="liste.xlsx", source="Klyngen", month=OCTOBER, now=at(40), by="konsulent")
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Pages(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_the_page_says_who_has_results_what_they_show_and_which_dimension_is_empty(pages):
    said = pages.shown(effect)

    assert "2 af 3 indsatser har målinger: 1 indikator bliver bedre" in said
    assert "Intet er målt i: Borgeroplevet kvalitet" in said
    assert "Medianen er brudt: 9 målinger i træk under" in said
    assert "Længste serie er 1 (højst 6), og medianen krydses 9 gange (mindst 2)" in said
    assert "2 af mindst 10 målinger ligger uden for medianen" in said
    assert "1 indikator har ingen tal" in said
    assert "1 indsats har ingen målinger" in said


def test_the_page_is_narrowed_to_a_dimension_and_a_verdict(pages):
    said = pages.shown(effect, dimension="omkostninger-pr-borger")
    assert "1 af 3 indikatorer svarer til valget" in said

    said = pages.shown(effect, dimension="ikke-valgt", fund="bliver-bedre")
    assert "Ingen indikatorer svarer til valget" in said

    assert "ukendt-ord" in pages.shown(effect, dimension="ukendt-ord")


def test_the_page_is_said_in_english_too(pages):
    said = pages.shown(effect, "en")

    assert "2 of 3 initiatives have measurements: 1 indicator gets better" in said
    assert "The median is broken: 9 measurements in succession below" in said


def test_an_indicator_shows_its_chart_its_rules_and_each_value_with_its_cell(pages):
    said = pages.shown(indicator, slug=SLUG)

    assert "Medianen er brudt: 9 målinger i træk under" in said
    assert "Længste serie på samme side af medianen: 9. Højst 7 kan være tilfældigt." in said
    assert "Klyngen, Målinger!E2" in said
    assert "Lavere er bedre" in said
    assert "−8 (−33 %)" in said
    assert "Kontroldiagram" in said


def test_an_indicators_title_says_what_has_come_of_it_with_the_rule_below(pages):
    said = pages.shown(indicator, slug=SLUG)
    title = "Genindlæggelser er faldet fra 24 til 16; ændringen er ikke tilfældig. Det er den ønskede vej"
    assert title in said
    assert " · Medianen er brudt: 9 målinger i træk under" in said


def test_a_change_the_wrong_way_or_without_a_direction_says_so():
    wrong = series(TURNS, direction=Sourced(Direction.UP, SaidBy.PERSON))
    assert title_words(wrong).endswith("Det er den forkerte vej")
    found = series(TURNS)
    assert title_words(found).endswith("; ændringen er ikke tilfældig. Ønsket retning er ikke valgt")
    assert "Har ændret sig; retning ikke valgt" in str(indicator_mark(found))


def test_the_control_chart_has_limits_and_says_whether_the_target_will_be_met(pages):
    said = pages.shown(indicator, slug=SLUG, diagram="xmr")

    assert "18 målinger skiller sig ud" in said
    assert "Making data count" in said
    assert "Øvre" in said


def test_an_indicator_of_few_points_has_no_limits_and_tells_its_texts(pages):
    said = pages.shown(indicator, slug="1-tryghed", diagram="xmr")

    assert "Et kontroldiagram med grænser vises fra 12 målinger" in said
    assert "1 felt er ikke tegnet" in said
    assert "ikke opgjort" in said
    assert "Forslag efter navnet: Borgeroplevet kvalitet" in said


def test_an_indicator_without_numbers_and_one_that_is_not_there_say_so(pages):
    assert "Ingen tal at vise" in pages.shown(indicator, slug="2-ventetid")
    assert "Indikatoren findes ikke" in pages.shown(indicator, slug="1-noget-andet")


def test_pages_that_are_there_are_found_and_others_are_not(pages):
    assert pages.client.get(f"/effekt/{SLUG}").status_code == 200
    assert pages.client.get("/effekt/1-noget-andet").status_code == 404
    assert pages.client.get("/effekt").status_code == 200


def test_an_initiatives_page_shows_its_indicators_and_where_nothing_is_measured(pages):
    assert "Ikke målt i: Borgeroplevet kvalitet, Omkostninger pr. borger." in pages.shown(
        initiative, initiative_id="1"
    )
    assert "Effekt: ingen målinger" in pages.shown(initiative, initiative_id="3")


def test_a_choice_is_saved_shown_and_undone(pages):
    form = {"indikator": "Tryghed", "enhed": "%", "dimension": "experience", "retning": "up", "maal": "82,5"}
    answer = pages.do("valg", **form, faser="lists")

    assert answer.status_code == 200
    said = pages.shown(indicator, slug="1-tryghed")
    assert "82,5 %" in said
    assert "Højere er bedre" in said
    assert "Valg for Tryghed" in said
    assert "Intet er målt i" not in pages.shown(effect)

    assert pages.undo(answer).status_code == 200
    assert "Ikke valgt" in pages.shown(indicator, slug="1-tryghed")


def test_a_measurement_is_typed_shown_and_undone(pages):
    form = {"indikator": "Besøg", "enhed": "", "fra": "2026-10-01", "til": "2026-10-31", "tal": "1.234"}
    answer = pages.do("maaling", 3, **form, kilde="Egen optælling")

    assert answer.status_code == 200
    said = pages.shown(indicator, slug="3-besoeg")
    assert "oktober 2026" in said
    assert "1.234" in said
    assert "Egen optælling" in said

    assert pages.undo(answer).status_code == 200
    assert "Indikatoren findes ikke" in pages.shown(indicator, slug="3-besoeg")


@pytest.mark.parametrize(
    ("deed", "form", "words"),
    [
        ("maaling", {"indikator": "A", "fra": "2026-10-01", "tal": "mange"}, "kan ikke læses som et tal"),
        ("maaling", {"indikator": "A", "fra": "", "tal": "1"}, "Skriv, hvilken periode"),
        ("maaling", {"indikator": "A", "fra": "2026-10-01", "tal": "1", "notat": "010100-0000"}, "CPR"),
        ("valg", {"indikator": "Tryghed", "faser": "own"}, "Skriv den dag, afprøvningen begyndte"),
        ("valg", {"indikator": "Tryghed", "dimension": "held"}, "Dimensionen findes ikke"),
    ],
)
def test_what_cannot_be_is_refused_in_words(pages, deed, form, words):
    answer = pages.do(deed, **form)

    assert answer.status_code == 422
    assert words in answer.get_json()["message"]


def test_the_workbook_has_the_indicators_and_all_that_is_said_of_each(pages):
    book = pages.sheets("/hent/effekt.xlsx")

    named = [row[1].value for row in book["Indikatorer"].iter_rows(min_row=2)]
    assert named == ["Genindlæggelser", "Udgift pr. borger", "Tryghed", "Ventetid"]
    said = list(book["Målinger"].iter_rows(min_row=2, values_only=True))
    assert len(said) == len(TURNS) + len(RESTS) + 4 + 1
    assert [row[13] for row in said[:2]] == ["E2", "E3"]
    assert [row[7] for row in said if row[8] == "nej"] == ["ikke opgjort", "afventer"]


def test_the_numbers_of_each_chart_can_be_taken_away(pages):
    for place in ("effekt/triple-aim", "effekt/indikatorer", f"effekt/{SLUG}/forloeb"):
        assert pages.client.get(f"/hent/tal/{place}.xlsx").status_code == 200
    assert pages.client.get(f"/hent/tal/effekt/{SLUG}/andet.xlsx").status_code == 404


def test_what_was_known_on_a_day_and_what_is_new_since(pages, engine, tmp_path):
    more = [
        [*LONG, "Triple Aim", "Ønsket retning", "Mål"],
        *rows(
            [*RESTS, 30, 31, 30, 32, 31, 33, 30, 31],
            title="Faldklinik",
            indicator="Udgift pr. borger",
            unit="kr",
        ),
    ]
    path = save_workbook(tmp_path / "ny.xlsx", Liste=INITIATIVES, Målinger=more)
    load_file(engine, path, name="ny.xlsx", source="Klyngen", month=NOVEMBER, now=at(70), by="konsulent")

    then = pages.shown(effect, pr="2026-10-20")
    since = pages.shown(effect, siden="2026-10-20")

    assert "1 indikator bliver bedre" in then
    assert "har ændret sig" not in then.split("Triple Aims dimensioner")[0]
    assert "1 vurderes anderledes" in since
    assert "før “kun tilfældige udsving”, nu “har ændret sig”" in since
    assert "Gem måling" not in pages.shown(indicator, slug=SLUG, pr="2026-10-20")
