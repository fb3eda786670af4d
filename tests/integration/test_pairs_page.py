"""Muligvis de samme: which pairs the page shows, how it narrows them, and what is done with them there."""

import pytest
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.components.markup import Maker
from dashboard.pages import pairs
from dashboard.settings import Settings
from dashboard.texts import COOKIE
from tests.builders.components import all_of, heading_of, links_of, text_of
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, OCTOBER, at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
OPAT = {
    "title": "Intravenøs antibiotika uden for hospital",
    "municipalities": ("0730",),
    "budget_dkk": 90_000,
}
ALSO_OPAT = {"title": "OPAT: antibiotika uden for hospitalet", "municipalities": ("0730",), "lead": "Bo"}
GRAVID = {"title": "Tværsektorielt team for sårbare gravide", "status": "active"}
ALSO_GRAVID = {"title": "Samarbejdsaftale om sårbare gravide (gravidteam)", "status": "idea"}


class Site:
    """An app on a database, as a reader meets it."""

    def __init__(self, work, url, folder) -> None:
        self.app = create_app(Settings(url, folder), at_once(work), lambda: NOW)
        self.client = self.app.server.test_client()

    def open(self, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"{COOKIE}={language}"}):
            return pairs.layout(**query)

    def do(self, initiative_id, deed, **form):
        return self.client.post(f"/api/indsats/{initiative_id}/{deed}", data=form, headers=OWN_PAGE)


@pytest.fixture
def site(sqlite_engine, sqlite_url, tmp_path):
    made = Site(make_work(sqlite_engine, tmp_path), sqlite_url, tmp_path)
    yield made
    made.app.server.extensions[data.EXTENSION].engine.dispose()


@pytest.fixture
def filled(site, sqlite_engine):
    load(sqlite_engine, OPAT, GRAVID, source="Randers", month=OCTOBER, now=at(0))
    load(sqlite_engine, ALSO_OPAT, source="Midt", month=OCTOBER, now=at(1))
    load(sqlite_engine, ALSO_GRAVID, source="Ældrerådet", month=OCTOBER, now=at(2))
    return site


def shown(page):
    """Give the pairs as the page shows them: the two titles of each."""
    tables = [
        it for it in all_of(page, Maker("table")) if "pair-table" in str(it.attributes.get("className"))
    ]
    return [[text_of(cell) for cell in all_of(it, Maker("th"))[:2]] for it in tables]


def test_pairs_are_shown_side_by_side_the_likeliest_first(filled):
    page = filled.open()

    assert heading_of(page) == "2 par er muligvis den samme indsats"
    assert shown(page) == [[OPAT["title"], ALSO_OPAT["title"]], [GRAVID["title"], ALSO_GRAVID["title"]]]
    said = " ".join(text_of(page).split())
    assert "titlen, deltagerne" in said
    assert "Kilder Randers Midt" in said
    assert "Tovholder – Bo" in said
    assert "Budget 90.000 kr. –" in said
    assert {"/indsatser/1", "/indsatser/3"} <= set(links_of(page))


def test_the_page_is_in_english_too(filled):
    assert heading_of(filled.open("en")) == "2 pairs may be the same initiative"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kilde": "2"}, 1),
        ({"grund": "parties"}, 1),
        ({"lighed": "75"}, 1),
        ({"kilde": "3", "grund": "parties"}, 0),
        ({"status": "i-gang"}, 1),
        ({"q": "OPAT"}, 1),
    ],
)
def test_pairs_are_narrowed(filled, query, count):
    page = filled.open(**query)
    assert len(shown(page)) == count
    assert heading_of(page).startswith(f"{count} par af 2")


def test_each_choice_says_how_many_pairs_it_would_leave(filled):
    said = " ".join(text_of(filled.open(kilde="2")).split())
    assert "Alle kilder (2) Midt (1) Randers (2) Ældrerådet (1)" in said
    assert "deltagerne (1)" in said


def test_what_the_address_asks_in_vain_is_said(filled):
    said = text_of(filled.open(kilde="9", grund="vejret", lighed="12", side="4"))
    assert len(shown(filled.open(kilde="9"))) == 2
    assert all(word in said for word in ("vejret", "12", "side"))


def test_two_that_are_not_the_same_go_from_the_page_and_come_back(filled):
    answer = filled.do(1, "ikke-samme", anden="3", bliv="1").get_json()
    assert answer["address"] is None
    assert len(shown(filled.open())) == 1

    filled.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert len(shown(filled.open())) == 2


def test_two_that_are_the_same_are_merged_from_the_page_and_parted_again(filled):
    assert filled.do(1, "laeg-sammen", anden="3", bliv="1").status_code == 422  # no reason is given
    answer = filled.do(1, "laeg-sammen", anden="3", bliv="1", begrundelse="Samme projekt").get_json()
    assert answer["address"] is None
    assert shown(filled.open()) == [[GRAVID["title"], ALSO_GRAVID["title"]]]

    undone = filled.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert undone.get_json()["address"] is None
    assert len(shown(filled.open())) == 2


def test_a_deed_on_an_initiatives_own_page_leads_there(filled):
    answer = filled.do(1, "laeg-sammen", anden="3", begrundelse="Samme projekt").get_json()
    assert answer["address"] == "/indsatser/1"
    undone = filled.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert undone.get_json()["address"] == "/indsatser/1"


def test_an_earlier_day_leads_to_what_counts_now(filled):
    page = filled.open(pr="2026-10-31")
    assert heading_of(page) == "Par vises, som det er nu"
    assert "/ens" in links_of(page)
    assert shown(page) == []


def test_an_empty_portfolio_says_so(site):
    assert heading_of(site.open()) == "Ingen indsatser ser ud til at være de samme"


def test_the_pairs_are_found_once_for_each_state(filled, sqlite_engine):
    filled.open()
    seen = []
    engine = filled.app.server.extensions[data.EXTENSION].engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))

    filled.open()
    assert not any("FROM version" in it for it in seen)

    load(sqlite_engine, ALSO_OPAT, source="Midt", month=NOVEMBER, now=at(40))
    filled.open()
    assert any("FROM version" in it for it in seen)
