"""The page Proces: what it says of waiting, what stands on the board and beside it, and its files."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.components import markup as html
from dashboard.pages import process
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.process.deeds import Choice, Decided, Said, choose_process, decide, say
from portfolio.process.store import add_version, newest_version
from portfolio.process.templates import shipped
from portfolio.tables import Consultation, ConsultationEvent, ConsultationParty
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, FactKind, ReplyAnswer, RoundEvent
from tests.builders.components import all_of, heading_of, links_of, table_with, text_of
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
AGREEMENT = shipped("agreement")
LONG_AGO = at(60)
ROWS = [
    {"title": f"Aftale {number}", "traffic_light": "red" if number == 1 else "green"}
    for number in range(1, 9)
]


class Site:
    """An app on a database with initiatives in processes, as a reader meets it."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def lay_out(self, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            return process.layout(**query)

    def do(self, deed, id_, **form):
        return self.client.post(f"/api/proces/{id_}/{deed}", data=form, headers=OWN_PAGE)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def rows_of_file(self, chart, query=""):
        answer = self.client.get(f"/hent/tal/proces/{chart}.xlsx{query}")
        assert answer.status_code == 200
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
        return [list(row) for row in sheet.iter_rows(values_only=True)]


def move(engine, id_, *steps, template=AGREEMENT, now=LONG_AGO, **more):
    """Move an initiative through steps, each a number and a day."""
    for step, day in steps:
        said = Said(FactKind.MOVED, step, dt.date.fromisoformat(day), **more)
        with writing(engine) as session:
            say(session, id_, [said], template=template, now=now, by="konsulent")


def columns(laid):
    """Give the titles in each step of the board, by the step's number."""
    found = {}
    for item in all_of(laid, html.Li):
        step = item.attributes.get("data-step")
        if step is not None and item.className and "board-column" in item.className:
            titles = [it for it in all_of(item, html.P) if it.className == "card-title"]
            found[step] = [text_of(it) for it in titles]
    return {step: titles for step, titles in found.items() if titles}


@pytest.fixture
def site(engine, database_url, tmp_path):
    load(engine, *ROWS, month=NOVEMBER, now=at(30))
    move(engine, 1, ("7", "2026-03-01"), ("8", "2026-05-01"))
    move(engine, 2, ("8", "2026-10-01"))
    move(engine, 3, ("5", "2026-09-01"))
    move(engine, 4, ("5", "2026-01-01"), holder="ssg")
    move(engine, 5, ("6", "2026-08-01"))
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Site(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_the_heading_says_on_whom_most_wait_and_how_long_the_longest(site):
    days = (NOW.date() - dt.date(2026, 1, 1)).days

    assert heading_of(site.lay_out()) == f"3 af 5 indsatser venter på SSG; længst i trin 5: {days} dage"
    assert heading_of(site.lay_out("en")).startswith("3 of 5 initiatives wait on SSG; longest in step 5:")


def test_the_board_shows_each_in_its_step_the_longest_waiting_first(site):
    laid = site.lay_out()

    assert columns(laid) == {"5": ["Aftale 4", "Aftale 3"], "6": ["Aftale 5"], "8": ["Aftale 1", "Aftale 2"]}
    assert "Rød" in text_of(laid)
    assert "Ingen er navngivet" in text_of(laid)  # step 6: the paper names nobody


def test_a_step_is_held_against_the_usual_time_and_the_portfolios_own_median(site):
    with writing(site.engine) as session:
        newest = newest_version(session, "agreement")
        steps = tuple(replace(it, usual_days=30) if it.number == "5" else it for it in newest.steps)
        add_version(session, replace(newest, steps=steps), after=1, reason="Aftalt", now=at(20), by="Ida")
        for id_ in (5, 6, 7, 8):
            choose_process(session, id_, Choice("agreement"), now=at(62), by="konsulent")
    for id_, left in ((6, "2026-02-01"), (7, "2026-02-11"), (8, "2026-03-01")):
        move(site.engine, id_, ("5", "2026-01-22"), ("7", left))
    move(site.engine, 5, ("5", "2026-09-11"))

    shown = text_of(site.lay_out())

    assert "Sædvanligt 30 dage" in shown
    assert "Median 20 dage" in shown
    days = (NOW.date() - dt.date(2026, 9, 11)).days
    assert f"{days} dage, sædvanligt 30 ({days - 30} over), median 20" in shown
    assert f"{days + 10} dage, median 20" in shown  # it began under a version without a usual time


def test_a_version_of_ones_own_keeps_its_usual_time_and_says_which_it_is(site):
    with writing(site.engine) as session:
        newest = newest_version(session, "agreement")
        steps = newest.steps[1:]
        add_version(
            session, replace(newest, steps=steps), after=1, reason="Uden trin 1", now=at(64), by="Ida"
        )
    move(site.engine, 6, ("1", "2026-11-01"), template=AGREEMENT)

    shown = text_of(site.lay_out())

    assert "Følger udgave 1" in shown


def test_a_step_that_only_an_older_version_has_comes_last_and_says_so(site):
    with writing(site.engine) as session:
        newest = newest_version(session, "agreement")
        steps = tuple(it for it in newest.steps if it.number != "5")
        add_version(session, replace(newest, steps=steps), after=1, reason="Uden 5", now=at(64), by="Ida")

    laid = site.lay_out()

    assert list(columns(laid)) == ["6", "8", "5"]
    assert columns(laid)["5"] == ["Aftale 4", "Aftale 3"]
    assert "Kun i en ældre udgave af processen" in text_of(laid)


def test_what_does_not_fit_together_is_told_on_the_card(site):
    with writing(site.engine) as session:
        matter = DecisionSubject.AGREEMENT
        for outcome in (DecisionOutcome.POSTPONED, DecisionOutcome.APPROVED):
            decided = [Decided("8", "SSG", dt.date(2026, 10, 1), matter, outcome)]
            decide(session, 1, decided, now=at(61), by="konsulent")

    odd = [text_of(it) for it in all_of(site.lay_out(), html.Li) if "passer ikke sammen" in text_of(it)]

    assert any(it.startswith("Aftale 1") for it in odd)


def test_lanes_set_them_by_whose_turn_it_is(site):
    laid = site.lay_out(baner="ansvarlig")

    lanes = {
        it.attributes["data-lane"]: columns(it)
        for it in all_of(laid, html.Section)
        if "data-lane" in it.attributes
    }
    assert lanes["ssg"] == {"5": ["Aftale 4"], "8": ["Aftale 1", "Aftale 2"]}
    assert lanes["secretariat"] == {"5": ["Aftale 3"]}
    assert lanes[""] == {"6": ["Aftale 5"]}
    assert next(iter(lanes)) == "ssg"


def test_one_step_alone_has_all_its_initiatives_and_the_way_back(site):
    laid = site.lay_out(trin="5")

    assert "5 Kommentering: 2 indsatser" in text_of(laid)
    assert "Aftale 1" not in [text_of(it) for it in all_of(laid, html.P) if it.className == "card-title"]
    assert "/proces" in links_of(laid)
    alone = site.lay_out(trin="5", hos="ssg")
    assert [text_of(it) for it in all_of(alone, html.P) if it.className == "card-title"] == ["Aftale 4"]


def test_many_in_a_step_are_folded_to_a_count_and_what_came_today_still_stands(site):
    load(site.engine, *[{"title": f"Mange {it}"} for it in range(10)], source="Mange", now=at(31))
    for nth in range(10):
        move(site.engine, 9 + nth, ("3", "2026-10-01" if nth else NOW.date().isoformat()), now=NOW)

    laid = site.lay_out()

    assert columns(laid)["3"] == ["Mange 1", "Mange 2", "Mange 3", "Mange 4", "Mange 5", "Mange 0"]
    assert "Vis alle 10 (4 mere)" in text_of(laid)
    assert "/proces?trin=3" in links_of(laid)


def test_filters_narrow_the_board_and_a_day_that_has_been_cannot_be_changed(site):
    assert columns(site.lay_out(lys="roed")) == {"8": ["Aftale 1"]}
    past = site.lay_out(pr=str(at(61).date()))
    assert columns(past)["8"] == ["Aftale 1", "Aftale 2"]
    assert all_of(site.lay_out(), html.Form)
    assert not [it for it in all_of(past, html.Form) if "/api/proces" in str(it.attributes.get("action"))]


def test_a_card_is_moved_by_its_form_and_the_move_is_taken_back(site):
    (form,) = [
        it for it in all_of(site.lay_out(), html.Form) if it.attributes.get("action") == "/api/proces/3/flyt"
    ]
    names = [
        it.attributes["name"]
        for kind in (html.Select, html.Input, html.Textarea)
        for it in all_of(form, kind)
    ]
    assert sorted(names) == ["ansvarlig", "begrundelse", "dato", "notat", "trin"]

    answer = site.do("flyt", 3, trin="9", dato="2026-10-20", ansvarlig="sku", notat="Sendt")

    assert columns(site.lay_out())["9"] == ["Aftale 3"]
    site.undo(answer)
    assert "9" not in columns(site.lay_out())


def test_each_process_has_its_own_board_and_a_word_that_is_none_is_told(site):
    with writing(site.engine) as session:
        choose_process(session, 6, Choice("development", "b"), now=at(62), by="konsulent")
    move(site.engine, 6, ("5", "2026-10-01"), template=None)

    laid = site.lay_out(proces="development")

    assert columns(laid) == {"5": ["Aftale 6"]}
    assert heading_of(laid).startswith("Den ene indsats venter på klyngen")
    assert "proces" in text_of(site.lay_out(proces="findes-ikke"))
    assert heading_of(site.lay_out(proces="findes-ikke")) == heading_of(site.lay_out())


def test_those_without_a_process_stand_beside_with_what_lists_say_and_a_form(site):
    load(site.engine, {"title": "Ukendt trin", "process_step": "hos revisoren"}, source="Andre", now=at(33))

    laid = site.lay_out()

    (listed,) = [it for it in all_of(laid, html.Ul) if it.className == "outside-list"]
    rows = [" ".join(text_of(it).split()) for it in all_of(listed, html.Li)]
    assert rows[0].startswith("Ukendt trin Listen skriver: hos revisoren")
    assert rows[1].startswith("Aftale 6 Listen siger intet om et trin")
    assert "4 indsatser følger ingen proces" in text_of(laid)
    assert site.do("vaelg", 9, skabelon="agreement").status_code == 200
    assert "3 indsatser følger ingen proces" in text_of(site.lay_out())


def test_what_goes_to_the_next_meeting_stands_with_what_it_lacks(site):
    with writing(site.engine) as session:
        decided = Decided(
            "8", "SSG", dt.date(2026, 11, 1), DecisionSubject.AGREEMENT, DecisionOutcome.APPROVED
        )
        decide(session, 2, [decided], now=at(63), by="konsulent")
        sent = Consultation(
            initiative_id=1,
            step="5",
            sent_on=dt.date(2026, 10, 1),
            due_on=dt.date(2026, 11, 1),
            made_at=at(61),
            made_by="konsulent",
        )
        session.add(sent)
        session.flush()
        said = {"consultation_id": sent.id, "made_at": at(61), "made_by": "konsulent"}
        session.add_all(ConsultationParty(party=party, **said) for party in ("0730", "0740"))
        answer = {"kind": RoundEvent.ANSWERED, "answer": ReplyAnswer.COMMENTS, "day": dt.date(2026, 10, 9)}
        session.add(ConsultationEvent(party="0730", **answer, **said))

    rows = table_with(site.lay_out(), "Til næste møde i SSG")

    assert [row[0] for row in rows[1:]] == ["Aftale 1", "Aftale 2"]
    assert "Beslutningsoplæg er ikke lagt ved" in rows[1][3]
    assert "1 af 2 har svaret, frist 01.11.2026" in rows[1][3]
    assert "Trin 1, 2, 3, 4, 6 er passeret uden oplysning" in rows[1][3]
    silent = "Kommenteringen i trin 5 Kommentering er der ingen oplysning om"
    assert (silent in rows[1][3], silent in rows[2][3]) == (False, True)
    assert "Den fælles aftale er allerede besluttet: godkendt 01.11.2026" in rows[2][3]
    assert len(table_with(site.lay_out(moede="ssg"), "Til næste møde i SSG")) == 3


def test_the_files_hold_all_that_the_page_folds(site):
    board = site.rows_of_file("tavle")
    assert [row[0] for row in board[1:]] == ["Aftale 4", "Aftale 3", "Aftale 5", "Aftale 1", "Aftale 2"]
    days = (NOW.date() - dt.date(2026, 1, 1)).days
    assert board[1][3:6] == ["5 Kommentering", days, "01.01.2026"]
    meeting = site.rows_of_file("til-moedet")
    assert [row[:2] for row in meeting[1:]] == [["SSG", "Aftale 1"], ["SSG", "Aftale 2"]]
    stays = site.rows_of_file("flaskehals")
    assert [row[0] for row in stays[1:]] == [f"{it.number} {it.name.da}" for it in AGREEMENT.steps]
    assert [row[1] for row in stays[5:9]] == [2, 1, 0, 2]
    assert stays[7][3:5] == ["for få", 1]


def test_unknown_lengths_are_counted_and_never_zero(site):
    load(
        site.engine,
        {"title": "Uden dag", "process_step": "3", "process_type": "B"},
        source="Andre",
        now=at(33),
    )

    board = {row[0]: row for row in site.rows_of_file("tavle")[1:]}

    assert board["Uden dag"][6] == "anslået"
    assert board["Uden dag"][4] == (NOW.date() - at(33).date()).days


def test_a_page_without_anything_says_what_to_do(engine, database_url, tmp_path):
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    site = Site(app, engine)
    assert heading_of(site.lay_out()) == "Proces"
    load(engine, {"title": "Alene"}, now=at(30))
    assert heading_of(site.lay_out()) == "Ingen indsatser er undervejs i processen"
    assert "1 indsats følger ingen proces" in text_of(site.lay_out())
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_the_page_asks_the_database_once_for_its_state_when_all_is_known(site):
    site.lay_out()
    statements = []
    engine = site.app.server.extensions[data.EXTENSION].engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    site.lay_out()

    assert len([it for it in statements if it.lstrip().upper().startswith("SELECT")]) == 1
