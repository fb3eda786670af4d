"""Assessing, recommending and describing a core: each form, each page, each file, and what is refused."""

import io
import json

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.components.cores_asked import missing_cores
from dashboard.pages import assessing, core, cores, initiative
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.selection import Criteria
from portfolio.store import load_upload
from portfolio.vocabulary import OrganisationKind, SpreadPotential
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.spread import scores_in_list
from tests.builders.uploads import OCTOBER, at, load, make_report, make_table, make_upload, merge, reading_of

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
ASSESS, CORE, ADOPTION = "/api/spredningsvurdering", "/api/kerne", "/api/udbredelse"
CPR = "230494-1234"


class Pages:
    """The pages as readers open them and as their forms reach them."""

    def __init__(self, app) -> None:
        self.app = app
        self.client = app.server.test_client()

    def do(self, route, deed, id_=1, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"{route}/{id_}/{deed}", data=names, headers=OWN_PAGE)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, page, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def initiative(self, id_=1, **query):
        return self.shown(initiative, initiative_id=str(id_), **query)

    def sheets(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.data))


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(
        engine,
        {"title": "Akutteam", "spread_potential": SpreadPotential.MEDIUM},
        {"title": "Fald hos ældre", "spread_potential": SpreadPotential.HIGH},
        {"title": "Hjemmebesøg"},
        now=at(10),
    )
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Pages(app)
    app.server.extensions[data.EXTENSION].engine.dispose()


FULL = {
    "form": "full",
    "vurderet_af": "Hvidovre Kommune",
    "score_problem": "3",
    "hvorfor_problem": "Stort i alle ti",
    "belaeg_problem": "LUP 2025",
    "score_costs": "1",
    "hvorfor_reach": "Ved det ikke",
    "tjek_pull": "ja",
    "tjek_resources": "nej",
    "anbefaling": "more_knowledge",
    "samlet": "Vi mangler økonomien",
}


def test_an_assessment_is_shown_with_its_numbers_of_domains_and_undone(pages):
    answer = pages.do(ASSESS, "vurder", **FULL)
    assert answer.get_json()["address"] == "/indsatser/1#spredningsvurdering"

    shown = pages.initiative()
    for words in (
        "Lovende, men mangler viden: 2,0 af 3 på 2 af 10 domæner",
        "Stort i alle ti",
        "LUP 2025",
        "Hvidovre Kommune, 23.11.2026",
        "Ja: Hvidovre Kommune",
        "Nej: Hvidovre Kommune",
        "Ikke vurderet",
        "Svagest: Omkostninger og gevinster (1)",
    ):
        assert words in shown

    assert pages.undo(answer).status_code == 200
    after = pages.initiative()
    assert "Ingen har vurderet, om indsatsen kan spredes" in after
    assert "fortrudt" in after.lower()


def test_two_assessors_far_apart_are_told(pages):
    pages.do(ASSESS, "vurder", vurderet_af="Hvidovre", score_costs="3")
    pages.do(ASSESS, "vurder", vurderet_af="Hospitalet", score_costs="0")

    shown = pages.initiative()
    assert "Der er uenighed om 1 domæne" in shown
    assert "Omkostninger og gevinster: Hvidovre 3, Hospitalet 0" in shown


@pytest.mark.parametrize(
    ("form", "id_"),
    [
        ({"hvorfor_problem": "Ingen score"}, "assessment.nothing_answered"),
        ({"score_problem": "4"}, "assessment.score_unlikely"),
        ({"score_problem": "-1"}, "assessment.score_unlikely"),
        ({"score_problem": "tre"}, "assessment.score_unlikely"),
        ({"score_problem": "1", "dato": "2027-01-01"}, "steps.day_impossible"),
        ({"score_problem": "1", "anbefaling": "recommended"}, "correction.reason_missing"),
        ({"score_problem": "1", "hvorfor_problem": f"Borger {CPR}"}, "correction.cpr"),
        ({"score_problem": "1", "belaeg_costs": CPR}, "correction.cpr"),
        ({"score_problem": "1", "vurderet_af": CPR}, "correction.cpr"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_in_a_sentence(pages, form, id_):
    answer = pages.do(ASSESS, "vurder", **form)

    assert (answer.status_code, answer.get_json()["id"]) == (422, id_)
    assert len(answer.get_json()["message"]) > 20
    assert "Ingen har vurderet" in pages.initiative()


def test_a_recommendation_by_itself_is_chosen_with_its_reason_and_undone(pages):
    answer = pages.do(
        ASSESS, "anbefal", anbefaling="recommended", samlet="Besluttet i SSG", vurderet_af="SSG"
    )
    assert answer.status_code == 200

    assert "Anbefales spredt, men ingen har vurderet domænerne" in pages.initiative()
    pages.undo(answer)
    assert "Ingen har vurderet" in pages.initiative()
    assert pages.do(ASSESS, "anbefal", samlet="Fordi").get_json()["id"] == "assessment.recommendation_missing"


def test_what_is_not_there_and_who_comes_from_elsewhere_is_refused(pages):
    assert pages.do(ASSESS, "vurder", 99, score_problem="1").status_code == 404
    assert pages.do(ASSESS, "fortryd", numre="77").status_code == 404
    assert pages.do(ASSESS, "findes-ikke").status_code == 404
    answer = pages.client.post(f"{ASSESS}/1/vurder", data={"score-problem": "1"})
    assert answer.status_code == 403


def test_the_form_goes_on_from_an_earlier_assessment(pages):
    pages.do(ASSESS, "vurder", **FULL)
    query = {"form": "fuld", "videre-fra": "1"}

    shown = pages.shown(assessing, initiative_id="1", **query)
    assert "Skemaet er udfyldt med vurderingen fra Hvidovre Kommune" in shown
    assert "Stort i alle ti" in shown
    assert "LUP 2025" in shown
    assert "Stort i alle ti" not in pages.shown(assessing, initiative_id="1", form="fuld")
    assert "kunne ikke bruges" in pages.shown(assessing, initiative_id="1", **{"videre-fra": "9"})
    assert "kunne ikke bruges" in pages.shown(assessing, initiative_id="1", form="lang")


def test_the_form_is_closed_on_an_earlier_day_and_for_what_there_is_not(pages):
    assert "En vurdering kan kun gives i dag" in pages.shown(assessing, initiative_id="1", pr="2026-10-01")
    assert pages.client.get("/indsatser/1/vurdering").status_code == 200
    assert pages.client.get("/indsatser/99/vurdering").status_code == 404
    assert pages.client.get("/indsatser/99/kerne").status_code == 404


def test_what_was_not_known_then_is_not_shown_then(pages):
    pages.do(ASSESS, "vurder", **FULL)

    then = pages.initiative(pr="2026-10-01")
    assert "domæner" not in then
    assert "Kernen er ikke beskrevet" not in then


def test_a_lists_scores_lead_to_their_cells(pages, engine):
    own = make_table(make_report(2, title="Akutteam"))
    scores = scores_in_list(("Akutteam", "Problemet", 3), ("Akutteam", "Kultur", 1), assessor="Klyngen")
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(own, scores), month=OCTOBER, now=at(20)))

    shown = pages.initiative()
    assert "Projektliste.xlsx, Spredning!C2" in shown
    assert "Listens egne kriterier" in shown
    assert "3,0 af 3 på 1 af 10 domæner" in shown


# --- The core


DESCRIBED = {
    "fast": ["Fælles visitation", "Besøg inden syv dage", ""],
    "fast_noegle": ["", "", ""],
    "tilpas": ["Mødested", ""],
    "tilpas_noegle": ["", ""],
    "virkning": "Færre indlæggelser",
    "kontakt": "Fællessekretariatet",
}


def test_a_core_is_described_ticked_and_shown_and_each_is_undone(pages):
    described = pages.do(CORE, "beskriv", **DESCRIBED)
    ticked = pages.do(
        CORE, "afkryds", modtager="Hvidovre", del_1="taken", del_2="adapted", om_2="Efter ti dage", del_3=""
    )
    assert (described.status_code, ticked.status_code) == (200, 200)

    for shown in (pages.initiative(), pages.shown(core, initiative_id="1")):
        for words in (
            "Fælles visitation",
            "Efter ti dage",
            "Ikke oplyst",
            "1 har ændret eller udeladt en fast del",
        ):
            assert words in shown
    assert "Sæt kryds ved hver del" in pages.shown(core, initiative_id="1")

    pages.undo(ticked)
    assert "ingen modtager har svaret" in pages.initiative()
    pages.undo(described)
    assert "Kernen er ikke beskrevet" in pages.initiative()


def test_a_later_version_keeps_what_receivers_said_of_its_parts(pages):
    pages.do(CORE, "beskriv", **DESCRIBED)
    pages.do(CORE, "afkryds", modtager="Hvidovre", del_1="left_out")
    pages.do(CORE, "beskriv", fast=["Én fælles visitation"], fast_noegle=["1"])

    shown = pages.shown(core, initiative_id="1")
    assert "Én fælles visitation (udeladt)" in shown


def test_a_key_that_no_part_has_had_is_none(pages):
    """A key of thousands of digits, the same key twice, one that is too long for its column."""
    pages.do(CORE, "beskriv", **DESCRIBED)
    keys = ["1" * 5_000, "1", "1", "x\0y"]
    answer = pages.do(CORE, "beskriv", fast=["A", "B", "C", "D"], fast_noegle=keys)
    assert answer.status_code == 200
    assert pages.do(CORE, "beskriv", **DESCRIBED).status_code == 200

    told = pages.do(CORE, "afkryds", modtager="Hvidovre", del_1="taken")
    assert told.status_code == 200


def test_more_than_there_is_room_for_is_told_as_text(pages):
    answer = pages.do(CORE, "beskriv", fast="x" * 2_000_000)
    assert (answer.status_code, answer.get_json()["id"]) == (413, "steps.form_too_large")


def test_the_pages_of_one_that_was_merged_are_those_of_what_it_is_now(pages, engine):
    with writing(engine) as session:
        merge(session, {1, 2}, NOW)

    for page in (core, assessing):
        assert "Akutteam" in pages.shown(page, initiative_id="2")


def test_undoing_nothing_is_no_undoing(pages):
    for said in ("", "x", "1,x", "99999999999999"):
        answer = pages.do(CORE, "fortryd", numre=said)
        assert answer.status_code == 404, said


@pytest.mark.parametrize(
    ("deed", "form", "id_"),
    [
        ("beskriv", {"tilpas": ["Mødested"]}, "core.no_fixed_part"),
        ("beskriv", {"fast": ["A", "a"]}, "core.part_twice"),
        ("beskriv", {"fast": [f"Ring {CPR}"]}, "correction.cpr"),
        ("afkryds", {"modtager": "", "del_1": "taken"}, "core.receiver_missing"),
        ("afkryds", {"modtager": "Hvidovre", "del_9": "taken"}, "core.part_unknown"),
        ("afkryds", {"modtager": "Hvidovre", "del_1": "", "om_1": ""}, "core.nothing_ticked"),
    ],
)
def test_a_core_that_cannot_be_is_refused_in_a_sentence(pages, deed, form, id_):
    pages.do(CORE, "beskriv", **DESCRIBED)
    answer = pages.do(CORE, deed, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (422, id_)


def test_the_page_of_cores_tells_what_is_described_and_what_is_spread_without(pages):
    assert "Ingen kerner er beskrevet" in pages.shown(cores)
    pages.do(CORE, "beskriv", **DESCRIBED)
    pages.do(ADOPTION, "modtager", 1, modtager="Hvidovre", taget="yes")
    pages.do(ADOPTION, "modtager", 3, modtager="Hvidovre", taget="partly")

    shown = pages.shown(cores)
    assert "1 kerne er beskrevet; 1 indsats bør have sin kerne beskrevet" in shown
    assert "1 har ikke svaret: Hvidovre" in shown
    assert "Delvist i brug hos Hvidovre" in shown
    assert "Taget i brug af" not in shown
    assert "1 indsats har stort potentiale efter listens eget ord" in shown
    assert "har taget indsatsen i brug, men har ikke svaret" in pages.initiative()


def test_a_core_is_missed_where_the_matrix_sees_the_initiative_in_use(pages):
    pages.do(ADOPTION, "modtager", 3, modtager="rh-syd", taget="yes")

    with pages.app.server.test_request_context("/"):
        (row,) = [it for it in missing_cores(Criteria()) if it.item.id == 3]
        seen = data.spread_matrix(OrganisationKind.MUNICIPALITY).rows[3]
    assert len(row.in_use) == seen.counts(seen.cells).in_use > 1


def test_one_that_is_recommended_misses_its_core_more_than_one_that_is_spread(pages):
    pages.do(ADOPTION, "modtager", 2, modtager="Hvidovre", taget="yes")
    pages.do(ASSESS, "anbefal", 3, anbefaling="recommended", samlet="Den virker", vurderet_af="Hvidovre")

    with pages.app.server.test_request_context("/"):
        assert [it.item.id for it in missing_cores(Criteria())] == [3, 2]


def test_one_assessed_high_on_enough_domains_misses_its_core(pages):
    few = {f"score_{name}": "3" for name in ("problem", "costs", "reach", "core")}
    pages.do(ASSESS, "vurder", 3, **few)
    assert "Hjemmebesøg" not in pages.shown(cores)

    pages.do(ASSESS, "vurder", 3, **few, score_setting="2")
    assert "Vurderet højt: 2,8 af 3 på 5 af 10 domæner" in pages.shown(cores)


# --- Files, languages


def test_files_hold_every_answer_and_every_tick(pages):
    pages.do(ASSESS, "vurder", **FULL)
    pages.do(CORE, "beskriv", **DESCRIBED)
    pages.do(CORE, "afkryds", modtager="Hvidovre", del_1="taken")

    rows = list(pages.sheets("/hent/spredning.xlsx")["Svar"].values)
    assert len(rows) == 11
    assert rows[1][:7] == (
        "Akutteam",
        "Problemet",
        3,
        "I høj grad",
        "Stort i alle ti",
        "LUP 2025",
        "Hvidovre Kommune",
    )
    assert rows[2][2:4] == (None, "Ikke vurderet")
    book = pages.sheets("/hent/kerner.xlsx")
    assert [row[1] for row in book["Kerner"].values][1:] == [
        "Fælles visitation",
        "Besøg inden syv dage",
        "Mødested",
    ]
    assert [row[4] for row in book["Modtagere"].values][1:] == ["Taget med", "Ikke oplyst", "Ikke oplyst"]


def test_the_cards_and_the_forms_speak_english(pages):
    pages.do(ASSESS, "vurder", **FULL)
    pages.do(CORE, "beskriv", **DESCRIBED)

    shown = pages.shown(initiative, "en", initiative_id="1")
    assert "Promising, more knowledge needed: 2.0 of 3 in 2 of 10 domains" in shown
    assert "The core has 2 fixed parts and 1 adaptable" in shown
    assert "Who assesses?" in pages.shown(assessing, "en", initiative_id="1", form="fuld")
    assert "The core of" in pages.shown(core, "en", initiative_id="1")
