"""Prøvehandlinger: the page, a cycle's sheet, an initiative's card, each form and file."""

import io
import json

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import initiative, trial, trials
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.store import load_upload
from portfolio.vocabulary import TableKind
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import (
    NOVEMBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
ROUTE = "/api/proevehandling"
PLAN = {
    "hvad": "Tavlemøde hver morgen",
    "maal": "Færre opkald",
    "forudsigelse": "Tre opkald færre",
    "skala": "team",
    "hvem": "Akutteamet",
    "fra": "2026-10-01",
    "til": "2026-10-14",
}
TOLD = PLAN | {
    "skete": "Tavlen blev brugt",
    "laering": "Kort tavle virker",
    "beslutning": "adopt",
    "naeste": "Hele afsnittet",
}


class Pages:
    """The pages as readers open them and as their forms reach them."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, deed, id_=1, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"{ROUTE}/{id_}/{deed}", data=names, headers=OWN_PAGE)

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


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(
        engine,
        {"title": "Akutteam", "phase": "testing"},
        {"title": "Hjemmebesøg", "phase": "implementation", "trials": "Pilot på 2. sal"},
        {"title": "Telemedicin", "status": "in_operation"},
        now=at(10),
    )
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Pages(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_page_without_trials_says_so_and_asks_about_what_is_put_to_use(pages):
    shown = pages.shown(trials)

    assert "Ingen prøvehandlinger er beskrevet. 2 indsatser er taget i brug" in shown
    assert "Listen nævner en prøvehandling, men ingen cyklus er beskrevet" in shown
    assert "2 af 2 indsatser, der tages i brug" in shown
    assert "Ingen af de valgte indsatser har en beskrevet prøvehandling" in shown


def test_a_cycle_is_planned_written_on_built_upon_and_each_is_undone(pages):
    begun = pages.do("ny", **PLAN)
    written = pages.do("skriv", nummer="1", udgave="1", **TOLD)
    built = pages.do("ny", hvad="Tavle i hele afsnittet", skala="unit", bygger_paa="1", fra="2026-11-01")
    assert [it.status_code for it in (begun, written, built)] == [200] * 3

    shown = pages.shown(trials)
    assert "2 prøvehandlinger i 1 indsats" in shown
    assert "2 cyklusser" in pages.shown(initiative, initiative_id="1")
    assert "1 indsats har prøvet sig frem i flere omgange: Akutteam i 2" in shown
    sheet = pages.shown(trial, key="1")
    for words in ("Prøvehandling 1 af 2", "Kort tavle virker", "Ændret: hvad skete der, læring", "Behold"):
        assert words in sheet

    for answer in (built, written, begun):
        assert pages.undo(answer).status_code == 200
    assert "Ingen prøvehandlinger er beskrevet" in pages.shown(trials)
    assert "2 prøvehandlinger er fortrudt" in pages.shown(initiative, initiative_id="1")


def test_an_initiative_in_implementation_is_asked_until_a_small_cycle_is_decided(pages):
    asked = "Gennemtestet i lille skala, før den tages i brug?"
    assert asked in pages.shown(initiative, initiative_id="2")
    assert asked not in pages.shown(initiative, initiative_id="1")

    pages.do("ny", id_=2, **TOLD)

    now = pages.shown(initiative, initiative_id="2")
    assert asked not in now
    assert "Gennemtestet i lille skala: 1 prøvehandling er afgjort" in now
    assert "1 indsats er taget i brug eller på vej" in pages.shown(trials)


def test_where_the_process_reaches_its_implementing_step_it_is_asked(pages):
    pages.client.post("/api/proces/1/vaelg", data={"skabelon": "agreement"}, headers=OWN_PAGE)
    answer = pages.client.post("/api/proces/1/flyt", data={"trin": "10"}, headers=OWN_PAGE)
    assert answer.status_code == 200, answer.get_json()

    assert "Processen er nået til implementering hos modtagere. Er indsatsen" in pages.shown(
        initiative, initiative_id="1"
    )
    assert "Processen er nået til implementering" in pages.shown(trials)
    pages.do("ny", **TOLD)
    assert "Er indsatsen gennemtestet" not in pages.shown(initiative, initiative_id="1")


def test_choices_of_the_pages_own_stand_in_the_address(pages):
    pages.do("ny", **TOLD)
    pages.do("ny", hvad="Sms", skala="citizen")

    chosen = pages.shown(trials, skala="team", beslutning="behold")
    assert "Viser kun 1 prøvehandling (skala: ét team, beslutning: behold)" in chosen
    assert "Sms" not in chosen
    assert "Viser kun 1 prøvehandling (tilstand: ikke angivet)" in pages.shown(trials, tilstand="ingen")
    assert "kunne ikke bruges" in pages.shown(trials, skala="mega") or "mega" in pages.shown(
        trials, skala="mega"
    )


def test_a_past_day_shows_what_was_known_then_and_since_tells_what_has_moved(pages):
    pages.do("ny", **TOLD)

    then = pages.shown(trials, pr="2026-11-22")
    assert "Ingen prøvehandlinger er beskrevet" in then
    assert "+1 siden 22.11.2026" in pages.shown(trials, siden="2026-11-22")
    assert "Den var ikke kendt 22. november 2026" in pages.shown(trial, key="1", pr="2026-11-22")
    assert "Ny prøvehandling" not in pages.shown(initiative, initiative_id="1", pr="2026-11-22")


def test_what_looks_like_a_cpr_number_is_refused_in_every_text_and_nothing_is_kept(pages):
    texts = ("hvad", "maal", "spoergsmaal", "forudsigelse", "hvem", "sted", "skete", "maalinger", "laering")
    for name in (*texts, "naeste"):
        answer = pages.do("ny", **(PLAN | {name: "Borger 010170-1238 blev ringet op"}))
        assert answer.status_code == 422, name
        assert "010170" not in answer.get_data(as_text=True)
    assert "Ingen prøvehandlinger er beskrevet" in pages.shown(trials)


def test_a_form_from_elsewhere_a_lost_race_and_nonsense_are_refused(pages):
    pages.do("ny", **PLAN)
    pages.do("skriv", nummer="1", udgave="1", **TOLD)

    late = pages.do("skriv", nummer="1", udgave="1", **PLAN)
    assert (late.status_code, late.get_json()["id"]) == (422, "trials.written_meanwhile")
    assert pages.do("ny", hvad="").get_json()["id"] == "trials.what_missing"
    assert pages.do("skriv", nummer="99", udgave="1", **PLAN).status_code == 404
    assert pages.do("ny", id_=99, **PLAN).status_code == 404
    assert pages.do("hvadsomhelst").status_code == 404
    foreign = pages.client.post(f"{ROUTE}/1/ny", data=PLAN, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_unknown_sheets_are_not_there_and_empty_ones_are(pages):
    pages.do("ny", **PLAN)
    codes = {
        key: pages.client.get(f"/proevehandlinger/{key}").status_code for key in ("1", "2", "x", "tom-1")
    }

    assert codes == {"1": 200, "2": 404, "x": 404, "tom-1": 200}
    assert pages.client.get("/proevehandlinger/tom-99").status_code == 404
    empty = pages.shown(trial, key="tom-1")
    assert "Tomt skema til en prøvehandling" in empty
    assert "pdsa-boxes" in empty
    assert "Prøvehandlingen findes ikke" in pages.shown(trial, key="2")


def load_listed(engine):
    record = make_report(
        2,
        sheet="PDSA",
        title="Akutteam",
        trial="Tavle",
        start=day_value("2026-09-01"),
        learning="Mere træning",
        outcome="adapt",
    )
    rows = [
        make_report(2, title="Akutteam", phase="testing"),
        make_report(3, title="Hjemmebesøg", phase="implementation"),
        make_report(4, title="Telemedicin", status="in_operation"),
    ]
    tables = make_table(*rows), make_table(record, kind=TableKind.TRIALS)
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(*tables, name="b.xlsx"), month=NOVEMBER, now=at(70)))


def test_a_lists_row_is_shown_with_its_cells_and_can_be_written_on(pages):
    load_listed(pages.engine)
    with pages.app.server.test_request_context("/"):
        key = data.trials().of[1][0].key

    sheet = pages.shown(trial, key=key)
    assert "PDSA!E2" in sheet
    assert "Skriv videre på listens række" in sheet
    assert pages.client.get(f"/proevehandlinger/{key}").status_code == 200
    assert pages.do("ny", raekke=key, **TOLD).status_code == 200

    ours = pages.shown(trial, key="1")
    assert "Det siger listen om prøvehandlingen" in ours
    assert "Mere træning" in ours
    assert "1 prøvehandling i 1 indsats" in pages.shown(trials)


def test_the_workbook_has_each_form_whole_and_what_is_untested(pages):
    pages.do("ny", **TOLD)
    book = pages.sheets("/hent/proevehandlinger.xlsx")

    cycles, untested = (list(book[name].values) for name in ("Prøvehandlinger", "Uafprøvede"))
    row = dict(zip(cycles[0], cycles[1], strict=True))
    assert (row["Indsats"], row["Skala"], row["Beslutning"]) == ("Akutteam", "Ét team", "Behold")
    assert (row["Læring"], row["Senest skrevet af"]) == ("Kort tavle virker", row["Senest skrevet af"])
    assert [it[0] for it in untested[1:]] == ["Hjemmebesøg", "Telemedicin"]


def test_the_ramps_numbers_can_be_taken_away(pages):
    pages.do("ny", **TOLD)
    pages.do("ny", hvad="Hele afsnittet", skala="unit", bygger_paa="1")
    rows = list(pages.sheets("/hent/tal/proevehandlinger/ramper.xlsx").worksheets[1].values)

    assert [row[2:4] for row in rows[1:]] == [
        ("Tavlemøde hver morgen", "Ét team"),
        ("Hele afsnittet", "Én enhed"),
    ]


def test_the_pages_speak_english(pages):
    pages.do("ny", **TOLD)

    assert "1 trial in 1 initiative" in pages.shown(trials, language="en")
    assert "Trial 1 of 1" in pages.shown(trial, language="en", key="1")
