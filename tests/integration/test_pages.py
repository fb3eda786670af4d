"""Each page over an empty and a filled portfolio, with a counted number of SQL statements."""

import datetime as dt
import json
import re
from contextlib import contextmanager

import plotly
import pytest
from sqlalchemy import event

from dashboard.app import create_app
from dashboard.filters import from_query
from dashboard.pages import (
    clusters,
    effect,
    focus,
    initiative,
    initiatives,
    load,
    overview,
    receipt,
    since,
    sources,
    spread,
    standing,
)
from dashboard.settings import Settings
from dashboard.texts import language
from portfolio.database import make_engine, writing
from tests.builders import uploads

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
FILTERED = (overview, standing, focus, clusters, spread, effect, initiatives)
MUNICIPALITY = ("0730",)

each_filtered_page = pytest.mark.parametrize("page", FILTERED, ids=lambda page: page.__name__)


@pytest.fixture
def filled_url(sqlite_url):
    engine = make_engine(sqlite_url)
    team = {"title": "Fælles gravidteam", "key": "1", "status": "active", "municipalities": MUNICIPALITY}
    others = [
        {
            "title": "Akutteam",
            "key": "2",
            "traffic_light": "green",
            "status": "completed",
            "spread_potential": "high",
        },
        {"title": "<b>Demens</b>", "key": "3", "lead": "Sygeplejerske"},
    ]
    left = {"title": "Udgået", "key": "4"}
    uploads.load(engine, {**team, "traffic_light": "yellow"}, *others, left, month=uploads.SEPTEMBER)
    uploads.load(
        engine, {**team, "traffic_light": "red"}, *others, month=uploads.NOVEMBER, now=uploads.at(70)
    )
    uploads.load(engine, {"title": "Anden"}, source="Anden", month=uploads.NOVEMBER, now=uploads.at(71))
    engine.dispose()
    return sqlite_url


class Opened:
    """An app on a database, whose reading statements are counted a request."""

    def __init__(self, url, folder) -> None:
        self.app = create_app(Settings(url, folder), None, lambda: NOW)
        self.statements = []
        engine = self.app.server.extensions["tvaerblik"].engine
        event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            self.statements.append(statement)

    @contextmanager
    def request(self):
        self.statements.clear()
        with self.app.server.test_request_context("/"):
            self.app.server.preprocess_request()
            yield self.statements

    def page(self, page, **query):
        """Lay out a page in a request of its own, as JSON text."""
        with self.request():
            return json.dumps(page.layout(**query), cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def view(self, page, **query):
        with self.request():
            return page.PAGE.view(from_query(query))


@pytest.fixture
def opened(filled_url, tmp_path):
    return Opened(filled_url, tmp_path)


@pytest.mark.parametrize("page", [*FILTERED, load, sources], ids=lambda page: page.__name__)
def test_a_page_with_nothing_loaded_says_what_to_do(page, sqlite_url, tmp_path):
    shown = Opened(sqlite_url, tmp_path).page(page)
    assert "Indlæs" in shown
    assert '["h1"' in shown


@each_filtered_page
def test_a_page_counts_what_stands_in_the_newest_lists(page, opened):
    view = opened.view(page)
    assert (view.chosen_count, view.total_count) == (4, 4)
    assert view.title


@each_filtered_page
def test_a_page_counts_what_meets_the_filters(page, opened):
    view = opened.view(page, lys="roed,groen")
    assert (view.chosen_count, view.total_count) == (2, 4)


@each_filtered_page
def test_a_page_also_counts_what_has_left_when_asked(page, opened):
    assert opened.view(page, udgaaede="med").chosen_count == 5


@each_filtered_page
def test_a_filter_that_nothing_meets_says_so_with_the_way_back(page, opened):
    assert "Ingen indsatser passer til filtrene" in opened.page(page, q="findesikkenogetsteder")


@each_filtered_page
def test_an_empty_page_says_what_each_filter_costs(page, opened):
    shown = opened.page(page, q="findesikkenogetsteder", lys="roed")
    assert "Uden “Søg i indsatser: findesikkenogetsteder”: 1 indsats" in shown
    assert "Uden “Trafiklys" not in shown


@each_filtered_page
def test_a_bad_value_in_the_address_is_named_on_the_page(page, opened):
    shown = opened.page(page, lys="lilla")
    assert "kunne ikke bruges" in shown
    assert "lilla" in shown


def test_the_overview_says_how_many_are_red_and_became_so(opened):
    assert opened.view(overview).title == "1 af 4 indsatser er rød, 1 er blevet det siden 31. oktober 2026"


def test_months_of_lists_that_came_on_one_day_are_held_against_each_other(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    for month, light in ((uploads.OCTOBER, "green"), (uploads.NOVEMBER, "red")):
        rows = {"title": "Fælles gravidteam", "key": "1", "traffic_light": light}
        uploads.load(engine, rows, month=month, now=NOW - dt.timedelta(hours=1))
    engine.dispose()
    opened = Opened(sqlite_url, tmp_path)

    assert opened.view(overview).title == "1 af 1 indsatser er rød, 1 er blevet det siden måneden før"
    assert "1 er blevet dårligere, 0 bedre siden forrige indmelding" in opened.page(standing)


def test_all_pages_count_better_and_worse_since_the_same_moment(opened):
    assert "1 indsatser har fået et dårligere trafiklys" in opened.page(overview)
    assert "1 er blevet dårligere, 0 bedre siden 31. oktober 2026" in opened.page(standing)
    assert "1 til det værre, 0 til det bedre siden 31. oktober 2026" in opened.page(since)


def test_the_list_says_so_when_the_address_asks_for_a_page_beyond_the_last(opened):
    shown = opened.page(initiatives, side="9")
    assert "side = “9”" in shown
    assert "Fælles gravidteam" in shown


def test_an_initiative_shows_each_value_with_its_cell_and_text(opened):
    shown = opened.page(initiative, initiative_id="1")
    assert "Indsatser!A2" in shown
    assert "Projektliste.xlsx · ark Indsatser · celle A2" in shown
    assert "Randers" in shown
    assert "september 2026" in shown


def test_two_lists_that_disagree_are_shown_side_by_side(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    uploads.load(engine, {"title": "Fælles gravidteam", "status": "active"}, source="Klyngen")
    uploads.load(engine, {"title": "Gravidteam", "status": "paused"}, source="Hospitalet", now=uploads.at(3))
    with writing(engine) as session:
        uploads.merge(session, {1, 2}, uploads.at(4))
    engine.dispose()

    shown = Opened(sqlite_url, tmp_path).page(initiative, initiative_id="1")

    assert "Listerne er uenige" in shown
    for claim in ("I gang", "På pause", "Klyngen", "Hospitalet"):
        assert claim in shown


@pytest.mark.parametrize("number", ["999", "x", "1" * 30, "-1", ""])
def test_an_initiative_that_is_not_there_says_so(opened, number):
    assert "Indsatsen findes ikke" in opened.page(initiative, initiative_id=number)


@each_filtered_page
def test_a_page_asks_the_database_once_when_nothing_has_changed(page, opened):
    for query in ({}, {"lys": "roed"}, {"q": "team", "kommune": "0730"}):
        opened.page(page, **query)
    assert len(opened.statements) == 1


@pytest.mark.parametrize(
    ("page", "query", "expected"),
    [
        (initiative, {"initiative_id": "1"}, 94),
        (receipt, {"upload_id": "2"}, 17),
        (load, {}, 7),
        (sources, {}, 7),
    ],
    ids=["initiative", "receipt", "load", "sources"],
)
def test_a_page_asks_the_database_a_fixed_number_of_times(page, query, expected, opened):
    opened.page(initiatives)
    opened.page(page, **query)
    assert len(opened.statements) == expected


def test_a_new_upload_is_seen_at_the_next_request(opened, filled_url):
    assert opened.view(initiatives).total_count == 4
    engine = make_engine(filled_url)
    uploads.load(engine, {"title": "Ny"}, source="Tredje", month=uploads.NOVEMBER, now=uploads.at(72))
    engine.dispose()
    assert opened.view(initiatives).total_count == 5


# --- Seen from another day (the lists came on 3 September, 12 and 13 November)

BEFORE_NOVEMBER = "2026-10-31"


@each_filtered_page
def test_a_page_shows_the_portfolio_as_it_was_known_on_a_day(page, opened):
    shown = opened.page(page, pr=BEFORE_NOVEMBER)

    assert "Du ser porteføljen, som den var kendt pr. 31. oktober 2026." in shown
    assert "4 indsatser" in shown
    assert "Udgået" in shown or page in (overview, spread, clusters)


def test_what_was_known_then_is_not_what_is_known_now(opened):
    assert opened.view(overview).title.startswith("1 af 4 indsatser er rød")
    assert "Ingen af 4 indsatser er røde" in opened.page(overview, pr=BEFORE_NOVEMBER)
    assert "Pr. 31.10.2026" in opened.page(overview, pr=BEFORE_NOVEMBER)


@each_filtered_page
@pytest.mark.parametrize(
    "query", [{"pr": "2026-11-24"}, {"siden": "2026-11-24"}, {"pr": BEFORE_NOVEMBER, "siden": "2026-11-01"}]
)
def test_a_day_to_come_or_a_comparison_with_a_later_day_is_left_out_and_said(page, query, opened):
    shown = opened.page(page, **query)

    assert "kunne ikke bruges" in shown
    assert list(query)[-1] in shown


@each_filtered_page
def test_before_the_first_list_a_page_says_when_it_came(page, opened):
    shown = opened.page(page, pr="2026-09-02")

    assert "Den første liste kom først 3. september 2026." in shown
    assert "Vis i dag" in shown
    assert "Indlæs den første liste" not in shown


@each_filtered_page
def test_every_link_to_the_portfolio_keeps_the_day(page, opened):
    shown = opened.page(page, pr=BEFORE_NOVEMBER, lys="gul")

    links = set(re.findall(r'"href(?:\\)?":\s*\\?"(/[^"\\]*)', shown))
    about_portfolio = [it for it in links if not it.startswith(("/sprog", "/assets", "/was"))]
    assert [
        it
        for it in about_portfolio
        if "pr=2026-10-31" not in it and it not in ("/", "/?lys=gul", f"{page.PAGE.path}?lys=gul")
    ] == []


def test_changes_are_counted_since_the_day_that_is_asked_for(opened):
    assert "udgåede siden 31. oktober 2026" in opened.page(overview)
    since = opened.page(overview, siden="2026-09-03")
    assert "udgåede siden 3. september 2026" in since
    assert "er blevet det siden 3. september 2026" in since
    same = opened.page(standing, siden="2026-11-23")
    assert "Ingen trafiklys har flyttet sig siden 23. november 2026" in same


def test_a_page_seen_from_another_day_asks_the_database_once_when_nothing_has_changed(opened):
    for _ in range(2):
        opened.page(overview, pr=BEFORE_NOVEMBER, siden="2026-09-30")
        opened.page(overview)
    opened.page(overview, pr=BEFORE_NOVEMBER, siden="2026-09-30")

    assert len(opened.statements) == 1


def test_an_initiative_is_shown_as_it_was_known_on_a_day(opened):
    assert "Rød" in opened.page(initiative, initiative_id="1")
    then = opened.page(initiative, initiative_id="1", pr=BEFORE_NOVEMBER)
    assert "Rød" not in then
    assert "som den var kendt pr. 31. oktober 2026" in then


def test_the_language_is_the_readers_own_also_after_another_reader(opened):
    with opened.app.server.test_request_context("/", headers={"Cookie": "sprog=en"}):
        english = json.dumps(overview.layout(), cls=plotly.utils.PlotlyJSONEncoder)

    assert "As of" in english
    assert language() == "da"
    assert "Pr. 23.11.2026" in opened.page(overview)
