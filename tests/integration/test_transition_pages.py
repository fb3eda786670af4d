"""Pages by the structure of a day, the transition and its work list: what is read, sent, and taken away."""

import datetime as dt
import io
import json
import re
from contextlib import contextmanager

import plotly
import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import (
    clusters,
    focus,
    initiative,
    initiatives,
    overview,
    standing,
    succession,
    work_list,
)
from dashboard.settings import Settings
from portfolio.corrections import correct
from portfolio.database import reading, writing
from portfolio.queries.homes import home_history
from portfolio.records import CellValue
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
DAY, DECEMBER = "2027-01-01", dt.date(2026, 12, 1)
HOVEDSTADEN, VESTEGNEN = "sr-hovedstaden", "sr-amager-vestegnen"


def area(name, id_):
    return CellValue(name, name, "C2", organisation=id_)


SYD, RANDERS = area("Sundhedsklynge Syd", "rh-syd"), area("Randersklyngen", "rm-randers")
LILLEBAELT = area("Sundhedsklynge Lillebælt", "rd-lillebaelt")
ROWS = (
    {"title": "Anna", "cluster": SYD, "municipalities": ("0101", "0167"), "traffic_light": "red"},
    {"title": "Bente", "cluster": SYD, "municipalities": ("0101", "0185")},
    {"title": "Carla", "cluster": SYD, "municipalities": ("0167",)},
    {"title": "Dorte", "cluster": RANDERS, "municipalities": ("0730",)},
    {"title": "Elsa", "municipalities": ("0461",)},
    {"title": "Frida", "cluster": LILLEBAELT, "municipalities": ("0410",)},
    {"title": "Gerda", "cluster": LILLEBAELT},
)


class Reader:
    """A reader of the pages: what is laid out, sent, and fetched."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def shown(self, page, language="da", **query) -> str:
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def work(self, **query) -> str:
        return self.shown(work_list, **query)

    def do(self, deed, headers=OWN_PAGE, **form):
        return self.client.post(f"/api/overgang/{deed}", data=form, headers=headers)

    def tokens(self, **query) -> dict[int, str]:
        found = re.findall(r'"(\d+):(\d+-[0-9a-f]{8})"', self.work(**query))
        return {int(id_): f"{id_}:{token}" for id_, token in found}

    def decide(self, *ids, home=HOVEDSTADEN, reason="aftalt i SSG", tokens=None, **form):
        known = tokens or self.tokens()
        ticked = [known[id_] for id_ in ids]
        return self.do("afgoer", dag=DAY, indsats=ticked, hjemsted=home, begrundelse=reason, **form)

    def history(self, id_):
        with reading(self.engine) as session:
            return home_history(session, id_, NOW)


@contextmanager
def served(engine, url, folder, *, is_closed=False):
    importer = None if is_closed else at_once(make_work(engine, folder))
    app = create_app(Settings(url, folder), importer, lambda: NOW)
    yield Reader(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


@pytest.fixture
def reader(engine, database_url, tmp_path):
    load(engine, *ROWS, month=NOVEMBER, now=at(75))
    with served(engine, database_url, tmp_path) as found:
        yield found


# --- Any page by the structure of a day ---------------------------------------------------------------------


@pytest.mark.parametrize("page", [overview, clusters, focus, standing])
def test_a_page_is_grouped_by_the_day_and_says_so(reader, page):
    plain, shown = reader.shown(page), reader.shown(page, **{"som-paa": DAY})

    assert "Randersklyngen" in plain
    assert "Sundhedsråd Kronjylland" not in plain
    assert "Randersklyngen har" not in shown
    for words in (
        "Sundhedsråd Kronjylland",
        "Uden afklaret hjemsted",
        "Grupperet efter strukturen 1. januar 2027",
    ):
        assert words in shown
    assert "3 indsatser mangler en afgørelse om hjemsted." in shown


def test_an_initiative_whose_home_is_not_settled_is_not_told_under_its_old_area(reader):
    plain, shown = reader.shown(standing), reader.shown(standing, **{"som-paa": DAY})

    assert (plain.count("Uden afklaret hjemsted"), shown.count("Uden afklaret hjemsted") >= 4) == (0, True)


def test_links_keep_the_day(reader):
    shown = reader.shown(overview, **{"som-paa": DAY})

    addresses = re.findall(r'"(/(?:indsatser|status|klynger|fokusomraader)[^"]*)"', shown)
    assert len(addresses) > 20
    assert [it for it in addresses if "som-paa=2027-01-01" not in it and "%s" not in it] == []


def test_the_list_shows_the_home_and_finds_by_it(reader):
    open_, own, former = (
        reader.shown(initiatives, **{"som-paa": DAY, **query})
        for query in ({"klynge": "uafklaret"}, {"klynge": VESTEGNEN}, {"fra": "rh-syd", "klynge": VESTEGNEN})
    )

    assert [title for title in ("Anna", "Bente", "Gerda", "Carla") if title in open_] == [
        "Anna",
        "Bente",
        "Gerda",
    ]
    assert [title for title in ("Anna", "Carla", "Dorte") if title in own] == ["Carla"]
    assert "Carla" in former


def test_a_day_that_cannot_be_read_is_told(reader):
    assert "som-paa" in reader.shown(overview, **{"som-paa": "2027-13-01"})
    assert "Grupperet" not in reader.shown(overview, **{"som-paa": "2027-13-01"})


def test_both_times_combine(reader):
    shown = reader.shown(overview, pr="2026-11-20", **{"som-paa": DAY})

    assert "som den var kendt pr. 20. november 2026" in shown
    assert "Grupperet efter strukturen 1. januar 2027" in shown


def test_a_workbook_is_stamped_with_the_structure(reader):
    answer = reader.client.get(f"/hent/indsatser.xlsx?som-paa={DAY}&kolonner=klynge")

    stamp, rows = load_workbook(io.BytesIO(answer.data)).worksheets
    told = {row[0]: row[1] for row in stamp.iter_rows(values_only=True) if row[0]}
    found = {row[0]: row[1] for row in rows.iter_rows(values_only=True)}
    assert told["Strukturen som på"] == "1. januar 2027"
    assert found["Dorte"] == "Sundhedsråd Kronjylland"
    assert found["Anna"] == "Uden afklaret hjemsted"


def test_a_regrouped_page_asks_the_database_no_more_than_another(reader):
    counts = []
    engine = reader.app.server.extensions[data.EXTENSION].engine
    event.listen(engine, "before_cursor_execute", lambda *_: counts.__setitem__(-1, counts[-1] + 1))
    for query in ({}, {}, {"som-paa": DAY}, {"som-paa": DAY}):
        counts.append(0)
        reader.shown(clusters, **query)

    assert counts[3] == counts[1]


# --- The transition -----------------------------------------------------------------------------------------


def test_the_transition_tells_what_moves_where_and_what_does_not(reader):
    shown = reader.shown(succession)

    for words in (
        "3 af 7 indsatser har et hjemsted 1. januar 2027; 3 mangler en afgørelse",
        "Region Østdanmark: 9 klynger bliver til 6 sundhedsråd",
        "Sundhedsklynge Lillebælt og Sundhedsklynge Sydvestjylland deles.",
        "7 indsatser før og 7 efter: ingen er tabt eller talt to gange",
        "Sundhedsklynge Lillebælt selv og hvilke kommuner, det har, er ikke bekræftet (ældre kilde).",
        "17 fra en sekundær kilde",
    ):
        assert words in shown


def test_the_numbers_of_a_region_can_be_taken_away_and_add_up(reader):
    answer = reader.client.get("/hent/tal/overgang/flytning-region-syddanmark.xlsx")

    head, *rows = load_workbook(io.BytesIO(answer.data)).worksheets[1].iter_rows(values_only=True)
    found = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    lillebaelt = found["Sundhedsklynge Lillebælt"]
    assert (lillebaelt["Sundhedsråd Fyn"], lillebaelt["Uden afklaret hjemsted"], lillebaelt["I alt"]) == (
        1,
        1,
        2,
    )


def test_the_key_figures_add_up_also_when_lists_confirm_what_was_decided(reader):
    reader.decide(1)
    confirmed = [dict(row) for row in ROWS]
    confirmed[0]["cluster"] = area("Sundhedsråd Hovedstaden", HOVEDSTADEN)
    load(reader.engine, *confirmed, month=DECEMBER, now=at(78))

    shown = reader.shown(succession)

    figures = [int(text) for text in re.findall(r'"key-value"}, "(\d+)"', shown)]
    assert figures == [7, 1, 2, 1, 2, 1]
    assert sum(figures[1:]) == figures[0]
    assert "skal ses på igen" not in reader.work()


def test_a_key_figure_opens_just_what_it_counts(reader):
    whole, own, unknown = (
        reader.work(tilstand="klar", hvordan=word) for word in ("overtaget", "kommuner", "vrøvl")
    )

    assert ("Her er kun 1 indsats." in whole, "Dorte" in whole, "Carla" in whole) == (True, True, False)
    assert ("Her er kun 2 indsatser." in own, "Dorte" in own, "Carla" in own) == (True, False, True)
    assert "vrøvl" in unknown


def test_another_day_shows_another_transition(reader):
    shown = reader.shown(succession, **{"som-paa": "2026-11-23"})

    assert "Fra strukturen 30. juni 2022 til strukturen 23. november 2026" in shown
    assert "7 indsatser før og 7 efter" in shown


def test_an_empty_portfolio_says_what_to_do(sqlite_engine, sqlite_url, tmp_path):
    with served(sqlite_engine, sqlite_url, tmp_path) as found:
        for page in (succession, work_list):
            assert "/indlaes" in found.shown(page)


def test_the_pages_are_read_in_english(reader):
    assert "3 of 7 initiatives have a home on 1 January 2027" in reader.shown(succession, language="en")
    assert "lack a decision on their homes" in reader.shown(work_list, language="en")


# --- The work list ------------------------------------------------------------------------------------------


def test_initiatives_that_are_alike_stand_together_with_what_speaks_for_each_choice(reader):
    shown = reader.work()

    assert "Sundhedsklynge Syd, kommuner i Amager og Vestegnen + Hovedstaden: 2 indsatser" in shown
    assert "Sundhedsklynge Lillebælt, ingen kommuner at gå efter: 1 indsats" in shown
    assert "Sundhedsråd Hovedstaden: 1 af områdets 10 kommuner går hertil (København)." in shown
    assert "Carla" not in shown


def test_one_is_decided_and_told_and_can_be_undone(reader):
    answer = reader.decide(1)

    told = answer.get_json()
    assert told["message"] == "Hjemstedet for 1 indsats er nu Sundhedsråd Hovedstaden."
    (entry,) = reader.history(1)
    assert (entry.organisation, entry.reason) == (HOVEDSTADEN, "aftalt i SSG")
    assert "aftalt i SSG" in reader.work(tilstand="afgjort")
    assert 1 not in reader.tokens()
    undone = reader.do("fortryd", **told["undo"]["values"])
    assert undone.get_json()["message"] == "Afgørelsen er fortrudt."
    assert 1 in reader.tokens()


def test_several_are_decided_at_once(reader):
    answer = reader.decide(1, 2, home="faelles")

    assert answer.get_json()["message"] == "Hjemstedet for 2 indsatser er nu Intet enkelt område."
    assert [reader.history(id_)[0].organisation for id_ in (1, 2)] == [None, None]
    shown = reader.shown(clusters, **{"som-paa": DAY})
    assert "Intet enkelt område" in shown


def test_another_area_can_be_chosen_and_what_names_none_can_be_given_one(reader):
    reader.decide(1, home="andet", **{"andet-hjemsted": "sr-fyn"})
    reader.decide(5, home="sr-fyn", tokens=reader.tokens(tilstand="uden"))

    assert [reader.history(id_)[0].organisation for id_ in (1, 5)] == ["sr-fyn", "sr-fyn"]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"reason": ""}, 422, "egrundelse"),
        ({"home": ""}, 422, "Vælg mindst én indsats"),
        ({"home": "rh-syd"}, 422, "findes ikke i strukturen"),
        ({"reason": "ring til 010101-0000"}, 422, "CPR"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(reader, change, status, words):
    answer = reader.decide(1, **change)

    assert answer.status_code == status
    assert words in answer.get_json()["message"]
    assert reader.history(1) == []


def test_none_ticked_is_told(reader):
    assert reader.decide().get_json()["id"] == "home.nothing_chosen"


def test_of_two_people_at_once_the_second_is_told(reader):
    tokens = reader.tokens()
    reader.decide(1, tokens=tokens)

    answer = reader.decide(1, 2, home=VESTEGNEN, tokens=tokens)

    assert answer.status_code == 422
    assert "“Anna” er afgjort på anden måde" in answer.get_json()["message"]
    assert reader.history(2) == []


def test_a_decision_whose_lists_moved_is_asked_about_again_and_can_be_kept(reader):
    reader.decide(1)
    with writing(reader.engine) as session:
        correct(session, 1, "municipalities", ("0167",), reason="udtrådt", now=NOW, by="konsulent")

    shown = reader.work()
    assert "1 afgørelse skal ses på igen" in shown
    assert "Da der blev afgjort, sagde listerne: Sundhedsklynge Syd: Hvidovre og København." in shown
    (entry,) = reader.history(1)
    assert reader.do("behold", afgoerelse=str(entry.id)).get_json()["message"] == "Afgørelsen er bekræftet."
    assert "skal ses på igen" not in reader.work()


def test_only_our_own_pages_may_decide(reader):
    assert reader.do("afgoer", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert reader.do("findes-ikke").status_code == 404


def test_where_nothing_can_be_changed_nothing_is(sqlite_engine, sqlite_url, tmp_path):
    with served(sqlite_engine, sqlite_url, tmp_path, is_closed=True) as found:
        assert found.do("afgoer").status_code == 503


def test_as_of_a_day_that_has_gone_nothing_can_be_decided(reader):
    shown = reader.work(pr="2026-11-20")

    assert "Anna" in shown
    assert "/api/overgang/afgoer" not in shown


def test_the_whole_list_can_be_taken_away(reader):
    reader.decide(1)

    answer = reader.client.get("/hent/overgang.xlsx")

    head, *rows = load_workbook(io.BytesIO(answer.data)).worksheets[1].iter_rows(values_only=True)
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(found) == len(ROWS)
    assert found["Anna"]["Tilstand"] == "Afgjort"
    assert found["Anna"]["Begrundelse"] == "aftalt i SSG"
    assert found["Bente"]["Tilstand"] == "Mangler afgørelse"
    assert "Tårnby hører til her." in found["Bente"]["Muligheder med begrundelse"]
    assert found["Dorte"]["Hjemsted"] == "Sundhedsråd Kronjylland"
    assert found["Elsa"]["Hvorfor ikke"] == "Ingen klynge angivet."
    assert found["Frida"]["Usikkert i stamdata"] is not None


@pytest.mark.parametrize("stand", ["mangler", "uden", "afgjort", "klar", "vrøvl"])
def test_each_state_is_shown(reader, stand):
    shown = reader.work(tilstand=stand)

    assert "3 af 7 indsatser mangler en afgørelse" in shown
    assert ("vrøvl" in shown) == (stand == "vrøvl")


def test_an_initiatives_page_tells_its_home_and_the_history(reader):
    assert "Hjemsted 1. januar 2027: mangler en afgørelse" in reader.shown(initiative, initiative_id="1")
    assert "Hjemsted 1. januar 2027: Sundhedsråd Kronjylland" in reader.shown(initiative, initiative_id="4")
    assert "Hjemsted 1. januar 2027: intet, og det er i orden" in reader.shown(initiative, initiative_id="5")

    reader.decide(1)

    shown = reader.shown(initiative, initiative_id="1")
    assert "Hjemsted 1. januar 2027: Sundhedsråd Hovedstaden" in shown
    assert "aftalt i SSG" in shown
    assert "Anna" in reader.work(tilstand="afgjort", indsats="1")


def test_areas_are_called_what_the_structure_of_the_day_calls_them(reader):
    """Under the councils of 2027 no filter, column or file says "Klynge"."""
    plain, shown = reader.shown(initiatives), reader.shown(initiatives, **{"som-paa": DAY})

    assert '"Klynge"' in plain
    assert '"Sundhedsråd"' not in plain
    assert '"Sundhedsråd"' in shown
    assert '"Klynge"' not in shown
    english = reader.shown(initiatives, language="en", **{"som-paa": DAY})
    assert '"Health council"' in english
    assert '"Cluster"' not in english
