"""Siden sidst, the list that compares, and what is taken away from them, over real databases."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.components import markup as html
from dashboard.pages import clusters, focus, initiative, initiatives, load, overview, since, source, spread
from dashboard.settings import Settings
from portfolio.corrections import correct
from portfolio.database import writing
from portfolio.identity import merge_initiatives
from portfolio.store import withdraw_upload
from tests.builders.components import all_of, heading_of, links_of, text_of
from tests.builders.uploads import NOVEMBER, OCTOBER, at, day_value
from tests.builders.uploads import load as load_rows

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
BEFORE, AFTER = "2026-10-20", "2026-11-20"  # at(47), at(78)
MADE = {"reason": "aftalt", "by": "konsulent"}


@pytest.fixture
def app(database_url, tmp_path):
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    yield app
    engine_of(app).dispose()


def engine_of(app):
    return app.server.extensions[data.EXTENSION].engine


@pytest.fixture
def filled(app):
    """Two months of a list, one of another, a merge and a correction in between."""
    engine = engine_of(app)
    rows = [
        {
            "title": "Akutteam",
            "key": "1",
            "traffic_light": "green",
            "status": "active",
            "remarks": "Går godt",
        },
        {"title": "Bedre søvn", "key": "2", "traffic_light": "red", "end": day_value("2026-12-31")},
        {"title": "Demensteam", "key": "3", "traffic_light": "yellow", "status": "active"},
        {"title": "Fælles stuegang", "key": "4", "traffic_light": "green"},
        {"title": "Går ud", "key": "5", "traffic_light": "red"},
    ]
    load_rows(engine, *rows, source="Nord", month=OCTOBER, now=at(40))
    load_rows(engine, {"title": "Akutteamet i Syd"}, source="Syd", month=OCTOBER, now=at(41))
    rows[0] |= {"traffic_light": "red", "remarks": "Lægen er sygemeldt"}
    rows[1] |= {"traffic_light": "yellow", "end": day_value("2027-03-31")}
    rows[2] |= {"status": "paused"}
    rows[3] |= {"title": "Fælles stuegang på plejehjem (tidl. Fælles stuegang)"}
    rows[4] = {"title": "Ny indsats", "key": "6", "traffic_light": "green"}
    load_rows(engine, *rows, source="Nord", month=NOVEMBER, now=at(70))
    with writing(engine) as session:
        merge_initiatives(session, 1, 6, now=at(71), **MADE)
        correct(session, 3, "owner", "Skive Kommune", now=at(72), **MADE)
    return app


def lay_out(app, page, *args, path="/", **query):
    with app.server.test_request_context(path):
        return page.layout(*args, **query)


def ids_of(shown):
    """Give the parts that a page shows, in order."""
    ids = [getattr(it, "attributes", {}).get("id", "") for it in all_of(shown, html.Div)]
    return [it for it in ids if it.startswith("del-")]


def test_the_page_says_what_changed_the_weightiest_first(filled):
    shown = lay_out(filled, since, siden=BEFORE)

    assert heading_of(shown) == (
        "4 af 5 indsatser er ændret siden 20. oktober 2026: 2 har skiftet trafiklys, 1 til det værre. "
        "1 er ny, 1 er gået ud og 1 er lagt sammen med en anden"
    )
    parts = ["del-lys", "del-status", "del-omdoebt", "del-ny", "del-udgaaet", "del-sammenlagt"]
    assert ids_of(shown) == parts
    said = text_of(shown)
    for words in ("Før: Fælles stuegang", "Lægen er sygemeldt", "31.03.2027", "Står ikke i den nyeste liste"):
        assert words in said


def test_both_sides_of_a_change_open_their_cell_file_and_list(filled):
    said = text_of(lay_out(filled, since, siden=BEFORE, aendring="lys"))

    assert said.count("Projektliste.xlsx") >= 4
    assert "Indsatser!C2" in said
    assert "Nord, oktober 2026" in said
    assert "Nord, november 2026" in said


def test_a_correction_names_its_person_and_does_not_count_as_a_change(filled):
    shown = lay_out(filled, since, siden="2026-11-13", pr="2026-11-20")

    assert heading_of(shown).startswith("Ingen af de 5 indsatser er ændret")
    assert ids_of(shown)[-1] == "del-uklar"
    assert "Rettet af konsulent" in text_of(shown)
    assert "Kun rettet i Tværblik" in text_of(shown)


def test_one_kind_of_change_can_be_asked_for(filled):
    shown = lay_out(filled, since, siden=BEFORE, aendring="omdoebt,ny")

    assert ids_of(shown) == ["del-omdoebt", "del-ny"]
    assert "Akutteam" not in text_of(shown).split("1 er omdøbt")[1]


def test_a_filter_is_held_against_both_instants(filled):
    shown = lay_out(filled, since, siden=BEFORE, lys="roed")

    assert ids_of(shown) == ["del-udgaaet", "del-ind", "del-ud"]
    assert "Akutteam" in text_of(shown)
    assert "Bedre søvn" in text_of(shown)


def test_nothing_changed_says_so(filled):
    shown = lay_out(filled, since, siden="2026-11-16")

    assert heading_of(shown) == "Intet er ændret siden 16. november 2026"


def test_before_the_first_list_all_is_new_and_it_says_why(filled):
    shown = lay_out(filled, since, siden="2020-01-01")

    assert heading_of(shown) == "Alle 5 indsatser er nye siden 1. januar 2020"
    assert "Den første liste kom 13. oktober 2026" in text_of(shown)


@pytest.mark.parametrize(
    "query",
    [
        {"siden": "2026-12-24"},
        {"siden": "2026-11-21", "pr": "2026-11-20"},
        {"siden": "i går"},
        {"siden": "2026-02-30"},
        {"siden": "moede-99"},
        {"siden": "2026-10-20", "aendring": "vrøvl"},
    ],
)
def test_what_cannot_be_used_is_said_and_the_page_stands(filled, query):
    said = text_of(lay_out(filled, since, **query))

    assert "kunne ikke bruges" in said
    assert "Det samme udvalg set to gange" in said


@pytest.mark.parametrize("page", [since, initiatives, overview])
def test_an_empty_portfolio_and_a_day_before_it_lay_out(app, page):
    assert heading_of(lay_out(app, page, siden="2026-10-01"))
    load_rows(engine_of(app), {"title": "A"}, month=NOVEMBER, now=at(70))
    assert "Den første liste kom først" in text_of(lay_out(app, page, pr="2026-01-01", siden="2025-01-01"))


def test_the_list_marks_rows_and_shows_the_old_under_the_new(filled):
    said = text_of(lay_out(filled, initiatives, siden=BEFORE, kolonner="titel,lys,status,slut"))

    assert "Akutteam ændret" in " ".join(said.split())
    assert "Ny indsats ny" in " ".join(said.split())
    assert "omdøbt" in said
    assert "31.12.2026" in said  # the old end
    assert "Før:" in said
    assert "ændret" not in text_of(lay_out(filled, initiatives))


def test_the_list_shows_one_kind_of_change(filled):
    def titles(words):
        shown = lay_out(filled, initiatives, siden=BEFORE, aendring=words)
        links = links_of(shown)
        return {it for it in links if it.startswith("/indsatser/") and "ny" not in it}

    assert len(titles("aendret")) == 4
    assert len(titles("omdoebt")) == 1
    assert len(titles("udgaaet")) == 1
    merged = text_of(lay_out(filled, initiatives, siden=BEFORE, aendring="sammenlagt,ny"))
    assert "1 af dem er ikke kendt mere" in merged


def rows_of(filled, address):
    answer = filled.server.test_client().get(address)
    assert answer.status_code == 200, answer.text
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_workbook_has_a_row_for_each_change_with_both_cells(filled):
    rows = rows_of(filled, f"/hent/aendringer.xlsx?siden={BEFORE}")

    light = next(it for it in rows if it["Indsats"] == "Akutteam" and it["Felt"] == "Trafiklys")
    assert (light["Før"], light["Nu"], light["Hvad er sket"]) == ("Grøn", "Rød", "Trafiklys")
    assert (light["Celle dengang"], light["Fil nu"], light["Liste nu"]) == ("C2", "Projektliste.xlsx", "Nord")
    assert {it["Hvad er sket"] for it in rows} == {
        "Trafiklys",
        "Status",
        "Omdøbt",
        "Ny",
        "Gået ud",
        "Lagt sammen",
    }
    merged = next(it for it in rows if it["Hvad er sket"] == "Lagt sammen")
    assert merged["Nu"] == "Akutteam"


def test_the_lists_workbook_says_what_is_otherwise(filled):
    rows = rows_of(filled, f"/hent/indsatser.xlsx?siden={BEFORE}&aendring=lys")

    assert {it["Titel"] for it in rows} == {"Akutteam", "Bedre søvn"}
    assert "Trafiklys (før Grøn)" in rows[0]["Ændring"]


def test_an_initiative_that_was_not_known_then_says_so(filled):
    shown = lay_out(filled, initiative, "7", path="/indsatser/7", pr=BEFORE)

    assert heading_of(shown) == "Indsatsen var ikke kendt 20. oktober 2026"
    assert "/indsatser/7" in links_of(shown)


def test_pages_that_show_the_present_say_so_as_of_an_earlier_day(filled):
    assert "viser altid, hvordan det er nu" in text_of(lay_out(filled, load, path="/indlaes", pr=BEFORE))
    shown = lay_out(filled, source, "1", path="/kilder/1", pr=BEFORE)
    assert "vises kun, som det er nu" in text_of(shown)
    assert not [
        it for it in all_of(shown, html.Form) if getattr(it, "attributes", {}).get("method") == "post"
    ]


def test_a_withdrawn_list_is_there_until_it_was_withdrawn(filled):
    with writing(engine_of(filled)) as session:
        withdraw_upload(session, 3, now=at(75), by="konsulent")

    assert "Ny indsats" in text_of(lay_out(filled, initiatives, pr="2026-11-16"))
    assert "Ny indsats" not in text_of(lay_out(filled, initiatives, pr="2026-11-18"))
    said = text_of(lay_out(filled, since, siden="2026-11-16"))
    assert "Listen er trukket tilbage" in said
    assert "listen fra dengang er trukket tilbage" in said


@pytest.mark.parametrize("page", [clusters, focus, spread])
def test_figures_say_how_they_have_moved_since(filled, page):
    assert "som 20.10.2026" in text_of(lay_out(filled, page, siden=BEFORE))
    assert "indsatser i udvalget" not in text_of(lay_out(filled, page))


def test_key_figures_of_the_overview_say_how_they_have_moved(filled):
    said = text_of(lay_out(filled, overview, siden=BEFORE))

    assert "−1 siden 20.10.2026" in said  # all initiatives: one new, one gone, one merged
    assert "siden 20.10.2026" not in text_of(lay_out(filled, overview))
