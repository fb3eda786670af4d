"""The pages Status, Fokusområder, Klynger, Spredning, Indlæs, the receipt and Kilder over real databases."""

import datetime as dt
import json
from contextlib import contextmanager

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.components import markup as html
from dashboard.pages import clusters, focus, load, priority, receipt, sources, spread, standing
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.findings import Finding
from portfolio.records import LeftRow, RowCounts
from portfolio.store import load_upload
from portfolio.vocabulary import RowReason, Severity
from tests.builders.components import all_of, heading_of, links_of, table_with, text_of
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    at,
    day_value,
    make_report,
    make_table,
    make_upload,
    reading_of,
)
from tests.builders.uploads import (
    load as load_rows,
)

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
PAGES = (standing, focus, clusters, spread, load, sources)
PORTFOLIO_PAGES = (standing, focus, clusters, spread)
SYD = {"source": "Sundhedsklynge Syd", "organisation": "rh-syd"}


def fill(engine):
    """Load two months of one list, and one of another whose keeper nobody has confirmed the members of."""
    old = {"status": "active", "municipalities": ("0167", "0155"), "focus_area": "Ældre"}
    rows = [
        {"title": "Akutteam", "traffic_light": "green", "goal": "Mål 1.1", **old},
        {"title": "Fælles stuegang", "traffic_light": "red", "spread_potential": "high", **old},
        {"title": "Gravidteam", "traffic_light": "yellow", "municipalities": ("0167",)},
    ]
    load_rows(engine, *rows, month=OCTOBER, now=at(40), **SYD)
    rows[0] |= {"traffic_light": "red", "remarks": "Lægen er sygemeldt.", "end": day_value("2026-10-31")}
    rows[1] |= {"traffic_light": "green", "status": "in_operation"}
    load_rows(engine, *rows, month=NOVEMBER, now=at(70), **SYD)
    midt = {"source": "Klynge Midt", "organisation": "rh-midt", "month": OCTOBER, "now": at(45)}
    load_rows(engine, {"title": "Uden noget"}, {"title": "<b>Børn</b> & unge", "focus_area": "Børn"}, **midt)


@pytest.fixture
def app(database_url, tmp_path):
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    yield app
    engine_of(app).dispose()


def engine_of(app):
    return app.server.extensions[data.EXTENSION].engine


@pytest.fixture
def filled(app):
    fill(engine_of(app))
    return app


def lay_out(app, page, *, path="/", **query):
    with app.server.test_request_context(path):
        return page.layout(**query)


@contextmanager
def statements(engine):
    seen = []

    def see(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", see)


def assert_can_be_sent(shown):
    assert heading_of(shown)
    assert json.dumps(shown, cls=PlotlyJSONEncoder)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_lays_out_over_an_empty_database(app, page):
    assert_can_be_sent(lay_out(app, page))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_lays_out_over_a_filled_database(filled, page):
    assert_can_be_sent(lay_out(filled, page))


@pytest.mark.parametrize("page", PORTFOLIO_PAGES)
def test_an_empty_portfolio_says_what_to_do(app, page):
    shown = lay_out(app, page)

    assert "/indlaes" in links_of(shown)
    assert "Indlæs den første liste" in text_of(shown)


@pytest.mark.parametrize("page", PORTFOLIO_PAGES)
def test_filters_that_leave_nothing_can_be_reset(filled, page):
    shown = lay_out(filled, page, q="findes ikke")

    assert "Ingen indsatser passer til filtrene" in text_of(shown)
    assert page.PATH in links_of(shown)


@pytest.mark.parametrize(
    ("page", "count"),
    [(standing, 1), (focus, 1), (clusters, 1), (spread, 1), (priority, 1), (sources, 2), (load, 6)],
)
def test_a_page_asks_the_database_for_no_more_than_its_state(filled, page, count):
    lay_out(filled, page)

    with statements(engine_of(filled)) as seen:
        lay_out(filled, page)

    assert len(seen) == count


def test_status_counts_the_red_against_the_month_before(filled):
    shown = lay_out(filled, standing)

    assert heading_of(shown) == "1 af 5 indsatser er rød, 1 er blevet det siden 31. oktober 2026"
    assert "1 er blevet dårligere, 1 bedre siden 31. oktober 2026" in text_of(shown)
    late = ["Akutteam Sundhedsklynge Syd", "I gang", "31.10.2026", "23 dage"]
    assert table_with(shown, "Indsatser over slutdato")[1] == late


def test_status_shows_the_worst_on_top_month_by_month(filled):
    rows = table_with(lay_out(filled, standing), "Indsatser og deres trafiklys måned for måned")

    area = "Sundhedsklynge Syd"
    assert [row[0] for row in rows[1:4]] == [
        f"Akutteam {area} · I gang",
        f"Gravidteam {area}",
        f"Fælles stuegang {area} · I drift",
    ]
    assert rows[1][1:] == ["Rød siden november (1 måned)", "● Grøn", "■ Rød"]
    assert rows[2][1] == "Gul siden oktober (2 måneder)"
    assert rows[-1][-1] == "Ikke på listen"


def test_a_columns_part_opens_the_initiatives_behind_it(filled):
    shown = lay_out(filled, standing, maaned="2026-10", maanedslys="roed")

    rows = table_with(shown, "Indsatser og deres trafiklys måned for måned")
    assert [row[0] for row in rows[1:]] == ["Fælles stuegang Sundhedsklynge Syd · I drift"]
    assert "1 indsats havde lyset rød i oktober 2026" in text_of(shown)


@pytest.mark.parametrize(
    "query", [{"maaned": "2026-13", "maanedslys": "roed"}, {"maaned": "2026-10", "maanedslys": "lilla"}]
)
def test_a_month_or_light_that_is_none_is_ignored_and_said_so(filled, query):
    shown = lay_out(filled, standing, **query)

    assert "kunne ikke bruges" in text_of(shown)
    assert len(table_with(shown, "Indsatser og deres trafiklys måned for måned")) == 6


def test_focus_areas_without_initiatives_are_there_too(filled):
    shown = lay_out(filled, focus)

    rows = table_with(shown, "Indsatser efter fokusområde og klynge")
    assert rows[0][-1] == "I alt"
    assert [row[0].replace("\u00ad", "") for row in rows[1:4]] == [
        "Ældre og kronisk sygdom",
        "Psykisk sygdom",
        "Børn og unge",
    ]
    assert rows[2][-1] == "0"


def test_goals_count_those_that_name_them_and_show_those_that_none_names(filled):
    shown = lay_out(filled, focus)

    rows = {row[0][:3]: row for row in table_with(shown, "Fokusområder og mål")}
    assert rows["1.1"][1].startswith("1 Akutteam")
    assert rows["2.1"][1] == "Ingen indsatser"
    assert "1 af 5 indsatser nævner et af aftalens mål" in text_of(shown)


def test_local_and_common_initiatives_are_told_apart_from_unknown(filled):
    shown = lay_out(filled, focus)

    assert "2 af 3 indsatser går på tværs af flere kommuner" in text_of(shown)
    assert "For 2 indsatser er ingen kommune angivet" in text_of(shown)


def test_municipalities_stand_by_their_load_with_unknown_last(filled):
    shown = lay_out(filled, clusters)

    rows = table_with(shown, "Kommuner og deres indsatser")
    assert rows[1:] == [
        ["Hvidovre", "Sundhedsklynge Syd", "3", "2", "1", "1"],
        ["Dragør", "Sundhedsklynge Syd", "2", "1", "1", "1"],
        ["Ingen kommune angivet", "", "2", "2", "0", "0"],
    ]
    assert "/indsatser?kommune=0155&lys=roed" in links_of(shown)


def test_an_unconfirmed_circle_of_municipalities_is_warned_of(filled):
    assert "i Sundhedsklynge Midt er ikke bekræftet" in text_of(lay_out(filled, clusters))
    assert "ikke bekræftet" not in text_of(lay_out(filled, clusters, klynge="rh-syd"))


def test_spread_shows_the_lists_words_and_counts_the_unknown(filled):
    shown = lay_out(filled, spread)

    assert heading_of(shown) == "1 indsats med stort spredningspotentiale er klar til at blive vurderet"
    title, word, *_ = table_with(shown, "1 indsats har kun listens eget ord")[1]
    assert title.startswith("Fælles stuegang")
    assert word == "Stort"
    assert "For 4 af 5 indsatser siger ingen liste noget om potentialet" in text_of(shown)
    assert "/indsatser?spredning=ukendt" in links_of(shown)


def test_sources_say_who_is_behind(filled):
    shown = lay_out(filled, sources)

    assert heading_of(shown) == "1 af 2 kilder har ikke indmeldt for november 2026"
    assert "november 2026, ingen frist" in text_of(shown)


def test_the_load_page_offers_the_known_sources_and_lists_what_came(filled):
    shown = lay_out(filled, load)

    offered = [text_of(option) for option in all_of(shown, html.Option)]
    assert offered == ["Se det af filen", "Klynge Midt", "Sundhedsklynge Syd", "Ny kilde …"]
    assert {"/indlaes/1", "/indlaes/2", "/indlaes/3"} <= set(links_of(shown))


def test_a_receipt_accounts_for_rows_columns_and_cells(app):
    table = make_table(
        make_report(2),
        make_report(3, title="Akutteam"),
        rows=RowCounts(read=4, accepted=2, merged=0, skipped=1, rejected=1),
        skipped=(LeftRow(4, RowReason.TOTAL), LeftRow(5, RowReason.TITLE_MISSING)),
    )
    finding = Finding("file.damaged", Severity.WARNING, "Indsatser", "B3")
    with writing(engine_of(app)) as session:
        load_upload(session, make_upload(reading_of(table, findings=(finding,))))

    shown = lay_out(app, receipt, upload_id="1")

    said = text_of(shown)
    assert "4 læst = 2 taget med + 0 lagt sammen + 1 sprunget over + 1 afvist" in said
    assert "Indsatser!B3" in said
    assert "1 af 2 kolonner er genkendt" in said
    assert "Z “Mødelokale”" in said
    assert table_with(shown, "Rækker, der ikke er taget med, og hvorfor")[1:] == [
        ["Indsatser", "Sum", "4", "1"],
        ["Indsatser", "Mangler titel", "5", "1"],
    ]


def test_a_receipt_says_what_is_new_changed_and_gone(filled):
    shown = lay_out(filled, receipt, upload_id="2")

    assert "Listen ændrede porteføljen: 0 nye, 2 ændrede, 0 gået ud" in text_of(shown)
    assert ["Akutteam", "Ændret"] in table_with(shown, "Indsatser, som listen har ført til ændringer for")


def test_a_receipt_says_that_the_file_came_before(filled):
    assert "Filen er indlæst før" in text_of(lay_out(filled, receipt, upload_id="2", igen="1"))


@pytest.mark.parametrize("number", ["99", "0", "x", "9" * 30, "½"])
def test_a_receipt_that_is_not_there_says_so(filled, number):
    shown = lay_out(filled, receipt, upload_id=number)

    assert heading_of(shown).startswith("Der er ingen indlæsning med nummer")
    assert "/indlaes" in links_of(shown)


def test_the_pages_speak_english_too(filled):
    with filled.server.test_request_context("/", headers={"Cookie": "sprog=en"}):
        headings = [heading_of(page.layout()) for page in PAGES]

    assert headings[0] == "1 of 5 initiatives is red, 1 became so since 31 October 2026"
    assert headings[4:] == ["Upload a list", "1 of 2 sources has not reported for November 2026"]


def test_a_receipt_of_thousands_of_findings_is_light_and_asks_no_more(app):
    found = [
        Finding("date.not_readable", Severity.WARNING, "Plan", f"K{row}", {"text": f"efter møde {row}"})
        for row in range(2, 5_002)
    ]
    engine = engine_of(app)
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(make_table(make_report(2)), findings=tuple(found))))
    lay_out(app, sources)

    with statements(engine) as asked:
        shown = lay_out(app, receipt, upload_id="1")

    assert "5.000 bemærkninger: 5.000 bør ses efter" in text_of(shown)
    assert len(json.dumps(shown, cls=PlotlyJSONEncoder)) < 40_000
    assert len(asked) == 14


def test_it_takes_one_statement_to_know_that_a_receipt_is_there(filled):
    door = filled.server.extensions[data.EXTENSION]

    with statements(door.engine) as asked:
        known = [data.has_upload(door, number) for number in (1, 99)]

    assert known == [True, False]
    assert len(asked) == 2


def test_a_receipt_without_findings_says_so(filled):
    assert "Ingen bemærkninger" in text_of(lay_out(filled, receipt, upload_id="1"))
