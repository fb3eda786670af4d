"""Spredning and Prioritering: what lists and people say, the picture, the order, and the workbook."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import priority, spread
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.process.evaluation_deeds import Held, hold_evaluation
from portfolio.spread.assessment_deeds import Assessed, Recommended, assess, recommend
from portfolio.spread.words import Domain, Recommendation, SpreadCheck
from portfolio.vocabulary import label
from tests.builders.components import heading_of, links_of, table_with, text_of
from tests.builders.spread import scored
from tests.builders.uploads import at, load

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TITLES = ("Moden", "Vurderet", "Frarådet", "Lille", "Ukendt")
GROUP = "Spredningsgruppen"


def fill(engine):
    """Load five initiatives, of which people assess two, and of which the first has been evaluated."""
    rows = [
        {"title": "Moden", "spread_potential": "high", "status": "in_operation", "citizen_count": 400},
        {"title": "Vurderet", "spread_potential": "medium", "status": "active"},
        {"title": "Frarådet", "spread_potential": "high", "status": "completed"},
        {"title": "Lille", "spread_potential": "low", "effect": "Færre indlæggelser"},
        {"title": "Ukendt"},
    ]
    load(engine, *rows, now=at(40))


def say(engine):
    """Assess and recommend, as people would on their pages."""
    now = at(60)
    scores = scored(problem=3, intervention=3, core=1, reach=2, evidence=3, costs=3)
    checks = {SpreadCheck.PULL: False, SpreadCheck.CORE_DESCRIBED: True}
    with writing(engine) as session:
        said = Assessed(GROUP, scores, checks=checks)
        assess(session, 2, said, now=now, by="konsulent")
        other = Recommended(Recommendation.NOT_RECOMMENDED, "For dyr i drift", GROUP)
        recommend(session, 3, other, now=now, by="konsulent")
        hold_evaluation(session, 1, Held(now.date(), "Færre genindlæggelser"), now=now, by="konsulent")


class Pages:
    """The pages of an app, seen as a reader sees them."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine

    def shown(self, page, **query):
        with self.app.server.test_request_context("/"):
            return page.layout(**query)

    def sheets(self, address):
        answer = self.app.server.test_client().get(address)
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.data))


@pytest.fixture
def pages(engine, database_url, tmp_path):
    fill(engine)
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    yield Pages(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def candidates(shown, count):
    rows = table_with(shown, f"{count} kandidater til spredning i rækkefølge")
    return [row[0] for row in rows[1:]]


def test_lists_words_and_assessments_stand_side_by_side_with_what_they_rest_on(pages):
    say(pages.engine)
    shown = pages.shown(spread)

    assert heading_of(shown) == "2 af 5 indsatser er vurderet til spredning: 1 anbefales ikke"
    rows = {row[0]: row for row in table_with(shown, "2 indsatser er vurderet")[1:]}
    _, word, said, checks, advice = next(row for name, row in rows.items() if name.startswith("Vurderet"))
    assert word == "Mellem"
    assert "2,5 af 3 på 6 af 10 domæner" in said
    assert "Svagest: Kerne og tilpasning (1)" in said
    assert "Ikke vurderet: Strategisk og politisk sammenhæng" in said
    assert "1 ja, 1 nej, 5 ikke besvaret" in checks
    assert "Ingen har spurgt efter den" in checks
    assert advice == "Ingen har valgt"


def test_every_figure_opens_as_many_rows_as_it_counts(pages):
    say(pages.engine)

    for show, count in (("vurderede", 2), ("liste", 2), ("ingen", 1), ("anbefales-ikke", 1), ("klar", 1)):
        shown = pages.shown(spread, kun=show)
        opened = [it for it in links_of(shown) if it.removeprefix("/indsatser/").isdigit()]
        assert len(opened) == count, show


def test_a_word_nobody_knows_in_the_address_is_told_and_all_is_shown(pages):
    assert "kun" in text_of(pages.shown(spread, kun="alt"))
    shown = pages.shown(priority, potentiale="enormt")
    assert "enormt" in text_of(shown)
    assert candidates(shown, 2)


def test_before_anybody_has_assessed_the_order_rests_on_lists_words_and_says_so(pages):
    shown = pages.shown(priority)

    assert (
        heading_of(shown) == "2 af 2 kandidater til spredning deler førstepladsen; intet kendt skiller dem; "
        "for 0 er virkningen dokumenteret"
    )
    assert "2 deler pladsen" in text_of(shown)
    assert "Potentialet er ikke vurderet" in text_of(shown)


def test_the_order_gives_its_reasons_and_what_is_missing_with_the_way_there(pages):
    say(pages.engine)
    shown = pages.shown(priority)

    assert heading_of(shown).endswith("; for 2 er virkningen dokumenteret")
    first, second = candidates(shown, 2)
    assert (first[0], second[0]) == ("1", "2")
    assert "Vurderet" in first
    assert "Moden" in second
    text = text_of(shown)
    assert "Vurderet til 2,5 af 3 på 6 af 10 domæner; svagest er Kerne og tilpasning (1)" in text
    assert "Dokumentation for virkning: stærk (evaluering gennemført)" in text
    assert "Frarådet" not in "".join(candidates(shown, 2))
    assert any(link.startswith("/indsatser/2#") for link in links_of(shown))
    assert "Kernen er ikke beskrevet" in text


def test_a_field_of_the_picture_shows_its_initiatives_candidates_or_not(pages):
    say(pages.engine)
    shown = pages.shown(priority, potentiale="lille", dokumentation="svag")

    assert "1 indsats med potentiale lille, dokumentation svag; den er ikke kandidat" in text_of(shown)
    assert "/indsatser/4" in links_of(shown)
    unknown = pages.shown(priority, potentiale="ukendt", dokumentation="ukendt")
    assert "/indsatser/5" in links_of(unknown)


def test_an_earlier_day_knows_only_what_was_said_by_then(pages):
    say(pages.engine)

    before = pages.shown(spread, pr=str(at(59).date()))
    assert "Ingen har vurderet dem i Tværblik" in text_of(before)
    assert "For dyr i drift" not in text_of(before)
    moved = pages.shown(spread, siden=str(at(59).date()))
    assert "+2 siden" in text_of(moved)


def test_filters_rank_among_what_they_leave(pages):
    say(pages.engine)

    shown = pages.shown(priority, status="i-drift")
    assert heading_of(shown) == "“Moden” er den eneste kandidat til spredning"
    empty = pages.shown(priority, q="findes ikke")
    assert "Ingen indsatser passer til filtrene" in text_of(empty)


def test_the_workbook_has_every_domain_and_leaves_what_nobody_answered_empty(pages):
    say(pages.engine)
    book = pages.sheets("/hent/spredning.xlsx")

    heads, *rows = book["Vurderinger"].iter_rows(values_only=True)
    found = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert set(found) == set(TITLES)
    assessed = found["Vurderet"]
    assert assessed["Vurderede domæner (af 10)"] == 6
    assert assessed["Kerne og tilpasning"] == 1
    assert assessed["Holdbarhed i drift"] is None
    assert (assessed["Nogen efterspørger den"], assessed["Der er ressourcer til det"]) == ("nej", None)
    assert found["Frarådet"]["Anbefaling"] == "Anbefales ikke"
    assert found["Lille"]["Dokumentation for virkning (trin)"] == "Svag"
    assert found["Ukendt"]["Gennemsnit (0-3)"] is None
    assert {label(domain, "da") for domain in Domain} <= set(heads)
    _, *ranked = book["Prioritering"].iter_rows(values_only=True)
    assert [(row[0], row[1]) for row in ranked] == [("1", "Vurderet"), ("2", "Moden")]
