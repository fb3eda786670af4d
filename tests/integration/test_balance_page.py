"""Balance: what is known of goals and municipalities, local and common, load by size; and its files."""

import io
import json

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import balance, clusters, focus, spread
from dashboard.settings import Settings
from tests.builders.importing import NOW
from tests.builders.uploads import at, day_value, load

PEOPLE = "kommune,indbyggere,dato,kilde\n0167,50000,2026-01-01,Opgørelse A\n"
ROWS = (
    {
        "title": "Akutteam",
        "focus_area": "Sammen om ældre og borgere med kronisk sygdom",
        "goal": "1.1",
        "municipalities": ("0167",),
        "organisation": "rh-syd",
        "task_type": "development",
        "start": day_value("2026-03-01"),
        "process_type": "A",
    },
    {
        "title": "Hjemmebesøg",
        "focus_area": "Sammen om ældre og borgere med kronisk sygdom",
        "goal": "1.2",
        "organisation": "rh-syd",
        "phase": "operation",
    },
    {
        "title": "Telemedicin",
        "municipalities": ("0167", "0155"),
        "phase": "operation",
        "start": day_value("2025-03-01"),
    },
)


class Pages:
    def __init__(self, app, folder) -> None:
        self.app, self.folder = app, folder
        self.client = app.server.test_client()

    def shown(self, page=balance, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def rows(self, name):
        answer = self.client.get(f"/hent/tal/fokusomraader/balance/{name}.xlsx")
        assert answer.status_code == 200
        return list(load_workbook(io.BytesIO(answer.data)).worksheets[1].values)


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(engine, *ROWS, now=at(10))
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    yield Pages(app, tmp_path)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_the_page_says_where_nothing_is_known_and_how_local_and_common_stand(pages):
    shown = pages.shown()

    assert "1 er lokal udvikling, 1 fælles implementering" in shown
    assert "1 indsats er lokal udvikling og 1 fælles implementering. Om 1 af 3 er det ikke angivet" in shown
    assert "1 indsatser er type A og 0 type B" in shown
    assert "Belastning efter størrelse vises ikke: indbyggertal er ikke indlæst" in shown
    assert "1 local development" not in shown
    assert "1 are local development" in pages.shown(language="en")


def test_the_table_of_goals_tells_some_perhaps_and_nothing_apart(pages):
    heads, *rows = pages.rows("huller-rh-2019")
    by_town = {row[0]: row for row in rows}

    assert heads[1].startswith("1.1 ")
    assert by_town["Hvidovre"][1:3] == (1, "Måske")
    assert by_town["Dragør"][1:4] == ("Intet", "Måske", "Intet")
    assert by_town["Kommune ikke angivet"][1:3] == (0, 1)
    assert (by_town["Hvidovre"][-1], by_town["Dragør"][-1]) == (1, 1)


def test_where_whole_municipalities_name_no_goal_they_are_counted_and_folded_together(pages):
    shown = pages.shown(q="Telemedicin")

    assert "kommuner har ingen indsats, der nævner et mål" in shown
    assert "kommuner: ingen liste nævner mål" in shown
    assert "flest under mål" not in shown
    assert "have no initiative that names a goal" in pages.shown(q="Telemedicin", language="en")


def test_no_goal_is_said_to_have_most_where_several_have(pages):
    shown = pages.shown()

    assert "flest under mål" not in shown
    assert "intet kendt i " in shown


def test_years_stand_with_what_nobody_dates(pages):
    rows = {row[0]: row[1:] for row in pages.rows("lokal-faelles")[1:]}

    assert (rows["2026"][0], rows["2025"][3], rows["Startår ikke angivet"][-1]) == (1, 1, 1)
    assert sum(row[-1] for row in rows.values()) == 3


def test_a_persons_choice_of_type_counts_before_the_list(pages):
    answer = pages.client.post("/api/proces/1/vaelg", data={}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 503  # nothing can be changed here: the type is the list's
    assert {row[0]: row[1] for row in pages.rows("typer")[1:]}["2026"] == 1


def test_load_is_shown_by_size_where_somebody_has_said_how_many_live_there(pages):
    (pages.folder / "indbyggertal.csv").write_text(PEOPLE, encoding="utf-8")

    shown = pages.shown()
    assert "Hvidovre har mest i gang efter størrelse: 0,4 pr. 10.000 indbyggere" in shown
    assert "Indbyggertal: Opgørelse A, pr. 01.01.2026." in shown
    rows = {row[0]: row[1:] for row in pages.rows("belastning")[1:]}
    assert rows["Hvidovre"][2] == 50000
    assert rows["Dragør"][2:] == ("Ikke angivet", "Ikke angivet")


def test_a_file_that_cannot_be_used_is_told_and_the_page_stands(pages):
    (pages.folder / "indbyggertal.csv").write_text(PEOPLE.replace("50000", "mange"), encoding="utf-8")

    assert "Linje 2 siger" in pages.shown()


def test_a_past_day_a_comparison_and_filters(pages):
    assert "Hvidovre" not in pages.shown(pr="2026-09-10")
    assert "siden 22.11.2026" in pages.shown(siden="2026-11-22")
    assert "1 indsats er lokal udvikling og 0 fælles implementering" in pages.shown(q="Akutteam")
    assert pages.client.get("/fokusomraader/balance").status_code == 200


@pytest.mark.parametrize("page", [focus, clusters, spread])
def test_pages_that_show_parts_of_it_lead_there(pages, page):
    assert "/fokusomraader/balance" in pages.shown(page)
