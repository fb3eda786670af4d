"""Beslutninger on both databases: what is listed, how it is narrowed, where each line is from, the file."""

import datetime as dt
import io
import json

import plotly
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import log, overview
from dashboard.settings import Settings
from etl.load import load_file
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.rooms import forum_with_meetings
from tests.builders.uploads import OCTOBER, SEPTEMBER, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
TITLES = {1: "Fælles gravidteam", 2: "Akutteam", 3: "Hjemmebesøg"}


class Pages:
    """The log as readers open it."""

    def __init__(self, app, engine, forum) -> None:
        self.app, self.engine, self.forum = app, engine, forum
        self.client = app.server.test_client()

    def do(self, address, **form):
        return self.client.post(address, data=form, headers=OWN_PAGE)

    def shown(self, page=log, language="da", **query):
        named = {name.replace("_", "-"): value for name, value in query.items()}
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**named)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def statements(self, page=log, **query):
        seen = []
        engine = self.app.server.extensions[data.EXTENSION].engine
        see = lambda *given: seen.append(given[2])  # noqa: E731 -- heard and left again
        event.listen(engine, "before_cursor_execute", see)
        self.shown(page, **query)
        event.remove(engine, "before_cursor_execute", see)
        return [it for it in seen if it.lstrip().upper().startswith("SELECT")]


@pytest.fixture
def pages(engine, database_url, tmp_path):
    rows = [
        {"title": title, "traffic_light": "red", "organisation": "rm-randers"} for title in TITLES.values()
    ]
    load(engine, *rows, now=NOW - dt.timedelta(days=40), month=SEPTEMBER, organisation="rm-randers")
    forum = forum_with_meetings(engine, NOW - dt.timedelta(minutes=5), TITLES)
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    found = Pages(app, engine, forum)
    found.do(
        "/api/proces/2/beslut",
        **{
            "forum": "SSG",
            "dato": "2026-11-02",
            "trin": "",
            "udfald-spread": "approved",
            "notat": "Hele regionen",
        },
    )
    found.do(
        f"/api/moederum/{forum.today}/handling", punkt="own:1", hvad="Booke lokaler", hvem="Aarhus", frist=""
    )
    yield found
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_the_log_tells_meetings_and_processes_with_who_wrote_what(pages):
    shown = pages.shown()

    assert "2 åbne handlinger (1 over fristen) og 2 beslutninger" in shown
    assert "Styregruppen orienterer om økonomien på næste møde." in shown
    assert "Spredning til øvrige: godkendt. Hele regionen" in shown
    assert "Skrevet af fælles konsulent, 26.10.2026" in shown
    assert "2 open actions (1 past its due day) and 2 decisions" in pages.shown(language="en")


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ({"tilstand": "over-fristen"}, ["Sende revideret budget"], ["Booke lokaler", "Hele regionen"]),
        ({"vis": "beslutninger"}, ["Hele regionen", "Styregruppen"], ["Sende revideret budget"]),
        ({"hvem": "0751"}, ["Booke lokaler"], ["Sende revideret budget", "Hele regionen"]),
        ({"hvem": "rm-randers"}, ["Sende revideret budget", "Hele regionen"], ["Booke lokaler"]),
        ({"raekke": "uden"}, ["Hele regionen"], ["Styregruppen", "Booke lokaler"]),
        ({"raekke": "1"}, ["Styregruppen", "Booke lokaler"], ["Hele regionen"]),
        ({"indsats": "2"}, ["Hele regionen", "Kun om: Akutteam"], ["Styregruppen"]),
        ({"moede": "1"}, ["Styregruppen", "Sende revideret budget"], ["Booke lokaler"]),
        ({"fra_dag": "2026-11-01", "til_dag": "2026-11-10"}, ["Hele regionen"], ["Styregruppen", "Booke"]),
        ({"ord": "ØKONOMIEN"}, ["Styregruppen"], ["Hele regionen", "Booke lokaler"]),
        ({"ord": "findes slet ikke"}, ["Ingen beslutninger eller handlinger passer"], ["Styregruppen"]),
    ],
)
def test_what_the_address_asks_for_is_shown_and_no_more(pages, query, there, gone):
    shown = pages.shown(**query)

    assert [words for words in there if words not in shown] == []
    assert [words for words in gone if words in shown] == []


def test_what_in_the_address_means_nothing_is_told_and_left_out(pages):
    shown = pages.shown(tilstand="sovende", hvem="findes-ikke", fra_dag="i går", moede="99", side="7")

    for word in ("sovende", "findes-ikke", "i går", "99", "7"):
        assert f"“{word}”" in shown or f"={word}" in shown, word
    assert "Styregruppen" in shown


def test_an_action_is_done_moved_and_opened_again_each_with_its_undoing(pages):
    done = pages.do("/api/handlinger/1/udfoert", dato="2026-11-23").get_json()
    assert "1 åben handling og" in pages.shown()
    assert "Udført af" in pages.shown(tilstand="udfoerte")
    pages.do(done["undo"]["action"], **done["undo"]["values"])
    pages.do("/api/handlinger/1/frist", frist="2026-12-24")
    assert "2 åbne handlinger og" in pages.shown()
    assert "24.12.2026" in pages.shown()


def test_what_was_known_on_a_day_is_shown_again(pages):
    shown = pages.shown(pr="2026-10-30")

    assert "Styregruppen" in shown
    assert "Booke lokaler" not in shown
    assert "Udført" not in shown  # nothing is changed on an earlier day


def test_a_list_of_decisions_is_told_with_its_cell(pages, tmp_path):
    book = Workbook()
    book.active.title = "Indsatser"
    for row in (
        ["Titel", "Status", "Tovholder"],
        *([title, "I gang", "Sekretariatet"] for title in TITLES.values()),
    ):
        book.active.append(row)
    sheet = book.create_sheet("Beslutninger")
    sheet.append(["Dato", "Projekt", "Beslutning", "Ansvarlig", "Frist"])
    for title in TITLES.values():
        sheet.append([dt.date(2026, 10, 12), title, "Udbredes til hele klyngen", "AB", dt.date(2026, 12, 1)])
    path = tmp_path / "beslutninger.xlsx"
    book.save(path)
    load_file(
        pages.engine,
        path,
        name=path.name,
        source="Fællessekretariatet",
        month=OCTOBER,
        now=NOW,
        by="konsulent",
    )

    shown = pages.shown(ord="udbredes")

    assert "Udbredes til hele klyngen" in shown
    assert "Fællessekretariatet" in shown
    assert "C2" in shown


def test_the_file_holds_what_the_page_shows(pages):
    answer = pages.client.get("/hent/beslutninger.xlsx?raekke=1")
    book = load_workbook(io.BytesIO(answer.data))

    _, actions, decisions = (list(sheet.values) for sheet in book)
    assert [row[0] for row in actions[1:]] == ["Sende revideret budget", "Booke lokaler"]
    (decision,) = decisions[1:]
    assert decision[1] == "Styregruppen orienterer om økonomien på næste møde."
    assert decision[5] == "fælles konsulent"


def test_the_overview_tells_of_open_actions_of_what_is_chosen(pages):
    assert "2 åbne handlinger (1 over fristen)" in pages.shown(overview)
    assert "1 åben handling (1 over fristen)" in pages.shown(overview, q="gravidteam")
    assert "åben handling" not in pages.shown(overview, q="hjemmebesøg")


def test_an_empty_portfolio_says_what_to_do(sqlite_url, tmp_path):
    app = create_app(Settings(sqlite_url, tmp_path), None, lambda: NOW)
    assert "Der er hverken noteret beslutninger" in Pages(app, None, None).shown()
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_many_lines_cost_no_more_statements(pages):
    pages.shown()
    before = len(pages.statements())
    for number in range(12):
        pages.do(
            f"/api/moederum/{pages.forum.today}/handling",
            punkt="own:1",
            hvad=f"Opgave {number}",
            hvem="Aarhus",
        )
    assert len(pages.statements(vis="handlinger")) - before <= 8  # the meetings are read anew, once
    assert len(pages.statements(vis="handlinger")) == before
    assert "Vis alle 14" in pages.shown()
