"""Kommentering, Evalueringer and their sections of an initiative: each form, each page, each file."""

import io
import json

import plotly
import pytest
from openpyxl import load_workbook

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import evaluations, initiative, rounds
from dashboard.settings import Settings
from portfolio.database import reading, writing
from portfolio.store import load_upload
from portfolio.vocabulary import TableKind
from tests.builders.follow_up import read_follow_up
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
COMMENTS, ADOPTION, EVALUATION, PROCESS = (
    f"/api/{name}" for name in ("kommentering", "udbredelse", "evaluering", "proces")
)
CLUSTERS, EARLY = "cluster:region-midtjylland", "rounds.due_before_sent"
GRAVID = {
    "title": "Fælles gravidteam",
    "municipalities": ("0730", "0740"),
    "hospitals": "Regionshospitalet Randers og AUH",
    "organisation": "rm-randers",
}


class Pages:
    """The pages as readers open them and as their forms reach them."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, route, deed, id_=1, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"{route}/{id_}/{deed}", data=names, headers=OWN_PAGE)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, page, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def initiative(self, id_=1, **query):
        return self.shown(initiative, initiative_id=str(id_), **query)

    def known(self):
        with reading(self.engine) as session:
            return read_follow_up(session, NOW)

    def send(self, id_=1, **form):
        facts = {
            "part": ["0730", "0740", "Almen praksis"],
            "sendt": "2026-10-20",
            "frist": "2026-11-10",
            "moede": "2026-12-12",
            "forum": "SSG",
        }
        return self.do(COMMENTS, "send", id_, **(facts | form))

    def sheets(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.data))


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(
        engine,
        GRAVID,
        {"title": "Akutteam", "lead": "Anne", "evaluation_date": day_value("2027-05-31")},
        {"title": "Hjemmebesøg", "process_step": "5", "process_type": "B"},
        now=at(10),
    )
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Pages(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


# --- Rounds of comments


def test_a_round_is_sent_answered_reminded_and_closed_and_each_is_undone(pages):
    answers = [
        pages.send(),
        pages.do(
            COMMENTS, "svar", runde="1", part="0730", svar="comments", bemaerkninger="Skriv mere om økonomi"
        ),
        pages.do(COMMENTS, "paamind", runde="1", part=["0740"], dato="2026-11-12"),
        pages.do(COMMENTS, "tilfoej", runde="1", andre="Danske Patienter\r\nÆldre Sagen"),
        pages.do(COMMENTS, "frist", runde="1", frist="2026-12-15", notat="Ferie"),
        pages.do(COMMENTS, "luk", runde="1"),
    ]
    assert [answer.status_code for answer in answers] == [200] * 6

    shown = pages.initiative()
    for words in ("Skriv mere om økonomi", "lukket 23.11.2026", "Tavshed er ikke samtykke", "Ældre Sagen"):
        assert words in shown
    assert "for sent til SSG 12. december 2026" in shown
    for answer in reversed(answers):
        assert pages.undo(answer).get_json()["message"] == "Det er fortrudt."
    assert not pages.known().rounds.rounds
    assert "Fortrudt" in pages.initiative()


def test_a_round_just_like_another_must_be_meant(pages):
    assert pages.send().status_code == 200
    again = pages.send(part=["Almen praksis", "0740", "0730"])

    assert (again.status_code, again.get_json()["id"]) == (422, "rounds.twice")
    assert "Notér den alligevel" in again.get_json()["message"]
    assert "Notér den alligevel" in pages.initiative()
    assert pages.send(part=["0730", "0740"]).status_code == 200
    assert pages.send(sendt="2026-10-21").status_code == 200
    assert pages.send(trin="5").status_code == 200
    assert pages.send(igen="ja").status_code == 200


def test_the_page_says_who_is_awaited_and_what_is_in_time(pages):
    pages.send()
    pages.send(2, part=["0101"], sendt="2026-11-20", frist="2026-12-01", moede="", forum="")
    pages.do(COMMENTS, "svar", runde="1", part="0740", svar="no_comments")

    shown = pages.shown(rounds)

    assert "2 runder er åbne (1 over fristen), 3 parter mangler at svare" in shown
    assert "13 dage over fristen" in shown
    assert "i tide til SSG 12. december 2026" in shown
    assert "Randers, Almen praksis" in shown
    assert shown.index("Fælles gravidteam") < shown.index("Akutteam")
    assert "2 rounds are open (1 past its due day), 3 parties have still to answer" in pages.shown(
        rounds, "en"
    )


def test_an_initiative_out_for_comments_without_a_round_is_told(pages):
    assert "1 indsats er i kommentering uden en runde" in pages.shown(rounds)
    assert "er ikke noteret en runde" in pages.initiative(3)

    pages.send(3)

    assert "indsats er i kommentering uden" not in pages.shown(rounds)


def test_one_round_has_a_reminder_to_all_and_to_each(pages):
    pages.send(notat="Er økonomien til at forstå?", link="https://esdh.example/1")

    every = pages.shown(rounds, runde="1")
    assert "Vi mangler svar fra: Randers, Silkeborg, Almen praksis." in every
    assert "Er økonomien til at forstå?" in every
    assert "Vi regner ikke tavshed for et ja" in every
    one = pages.shown(rounds, runde="1", part="0740")
    assert "Kære Silkeborg" in one
    assert "Vi mangler svar fra" not in one
    assert "Dear Silkeborg" in pages.shown(rounds, "en", runde="1", part="0740")
    assert "Historik (4 hændelser)" in every
    assert "/api/kommentering" not in pages.shown(rounds, runde="1", pr="2026-11-22")
    assert "kunne ikke bruges" in pages.shown(rounds, runde="99")


def test_filters_choose_rounds_by_their_initiative_also_when_it_has_left_its_list(pages):
    pages.send()
    load(pages.engine, {"title": "Akutteam"}, month=NOVEMBER, now=at(70))

    assert "Fælles gravidteam" in pages.shown(rounds)
    assert "står ikke længere i en liste" in pages.shown(rounds)
    assert "Fælles gravidteam" not in pages.shown(rounds, q="akut")
    assert "Fælles gravidteam" in pages.shown(rounds, kommune="0730")


def test_the_workbook_has_all_rounds_and_all_comments_by_party(pages):
    pages.send()
    pages.do(COMMENTS, "svar", runde="1", part="0730", svar="comments", bemaerkninger="=1+1 er for lidt")

    book = pages.sheets("/hent/kommentering.xlsx")

    assert book.sheetnames[1:] == ["Runder", "Svar"]
    rows = list(book["Runder"].values)
    assert rows[1][:8] == (
        "Fælles gravidteam",
        None,
        rows[1][2],
        rows[1][3],
        "13 dage over fristen",
        3,
        1,
        "Silkeborg, Almen praksis",
    )
    comments = {row[3]: (row[4], row[6]) for row in list(book["Svar"].values)[1:]}
    assert comments["Randers"] == ("Med bemærkninger", "=1+1 er for lidt")
    assert comments["Silkeborg"] == ("Ikke svaret endnu", None)


@pytest.mark.parametrize(
    ("deed", "form", "status", "message_id"),
    [
        (
            "send",
            {"part": "0730", "sendt": "2026-10-20", "frist": "2026-10-19"},
            422,
            "rounds.due_before_sent",
        ),
        ("send", {"part": ["0730", "Randers"], "frist": "2026-12-01"}, 422, "rounds.party_twice"),
        ("send", {"part": "0730"}, 422, "rounds.due_missing"),
        ("svar", {"runde": "1", "part": "0730", "svar": "comments"}, 404, "steps.deed_unknown"),
        ("send", {"andre": "ring 010101-0000", "frist": "2026-12-01"}, 422, "correction.cpr"),
        ("fortryd", {"numre": "9"}, 404, "steps.deed_unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(pages, deed, form, status, message_id):
    answer = pages.do(COMMENTS, deed, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (status, message_id)
    assert not pages.known().rounds.rounds


def test_a_form_from_elsewhere_is_refused(pages):
    for route, deed in ((COMMENTS, "send"), (ADOPTION, "modtager"), (EVALUATION, "plan")):
        answer = pages.client.post(f"{route}/1/{deed}", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403


# --- Receivers


def test_a_whole_group_is_noted_at_once_and_one_by_one_after(pages):
    group = pages.do(ADOPTION, "gruppe", gruppe=CLUSTERS, kun_ukendte="ja")
    assert group.get_json()["message"] == "Det er gemt for 5 modtagere."
    pages.do(
        ADOPTION, "modtager", modtager="Randersklyngen", taget="yes", dato="2026-09-01", kendt_fra="Referat"
    )
    pages.do(ADOPTION, "modtager", modtager="Horsensklyngen", taget="no")

    shown = pages.initiative()
    assert "1 af 5 har taget den i brug, 1 bruger den ikke, 3 ved vi ikke" in shown
    assert "Referat" in shown
    again = pages.do(ADOPTION, "gruppe", gruppe=CLUSTERS, taget="planned", kun_ukendte="ja")
    assert again.get_json()["message"] == "Det er gemt for 3 modtagere."
    pages.undo(again)
    assert "3 ved vi ikke" in pages.initiative()


def test_a_group_of_which_all_is_known_is_not_written_over_by_chance(pages):
    pages.do(ADOPTION, "gruppe", gruppe=CLUSTERS, taget="yes")

    answer = pages.do(ADOPTION, "gruppe", gruppe=CLUSTERS, taget="no", kun_ukendte="ja")
    assert answer.get_json()["id"] == "adoption.all_known"
    assert pages.do(ADOPTION, "gruppe", gruppe="alle").get_json()["id"] == "adoption.group_unknown"
    assert "5 af 5 har taget den i brug" in pages.initiative()


def test_what_a_list_says_stands_beside_what_a_person_says_with_its_cell(pages):
    record = make_report(4, title="Akutteam", organisation="rm-horsens", uptake="no")
    tables = make_table(make_report(2, title="Akutteam")), make_table(record, kind=TableKind.ADOPTION)
    with writing(pages.engine) as session:
        load_upload(session, make_upload(reading_of(*tables), source="Udbredelse", now=at(40)))
    pages.do(ADOPTION, "modtager", 4, modtager="Horsensklyngen", taget="yes", kendt_fra="Ringet til dem")

    shown = pages.initiative(4)

    assert "1 af 1 har taget den i brug" in shown
    assert "Ringet til dem" in shown
    assert "Andre siger" in shown
    assert "Indsatser, C4" in shown or "Indsatser!C4" in shown


def test_nothing_known_is_told_as_unknown(pages):
    assert "Det er ukendt, ikke nej." in pages.initiative()


# --- Evaluations


def approve(pages, id_=3):
    pages.do(PROCESS, "flyt", id_, trin="8", dato="2026-09-01")
    return pages.do(
        PROCESS, "beslut", id_, trin="8", forum="SSG", dato="2026-10-01", udfald_agreement="approved"
    )


def test_an_approval_proposes_its_day_and_asks_for_a_plan(pages):
    approve(pages)

    shown = pages.initiative(3)
    assert "Indsatsen er godkendt (SSG, 01.10.2026), men der er ingen plan for evaluering." in shown
    assert '"defaultValue": "2026-10-01"' in shown
    assert "1 godkendt indsats har ingen plan" in pages.shown(evaluations)

    pages.do(EVALUATION, "plan", 3, fra="2026-10-01", maaneder="12", igen="ja")

    assert "Næste evaluering 1. oktober 2027: om 312 dage" in pages.initiative(3)
    assert "har ingen plan" not in pages.shown(evaluations)


def test_evaluations_are_overdue_due_and_held_and_each_is_undone(pages):
    planned = pages.do(EVALUATION, "plan", fra="2025-10-31", maaneder="12", igen="ja", notat="Triple Aim")
    pages.do(EVALUATION, "plan", 2, fra="2026-01-31", maaneder="12")
    shown = pages.shown(evaluations)
    assert "1 evaluering er over tiden, 1 skal ske inden for 90 dage" in shown
    assert "23 dage over tiden" in shown
    assert "31.01.2027" in shown

    held = pages.do(EVALUATION, "holdt", dato="2026-11-20", resultat="Færre genindlæggelser")

    assert "Færre genindlæggelser" in pages.initiative()
    assert "Næste evaluering 31. oktober 2027" in pages.initiative()
    pages.undo(held)
    assert "23 dage over tiden" in pages.initiative()
    pages.undo(planned)
    assert "Evaluering: ingen plan" in pages.initiative()


def test_a_lists_own_date_is_shown_as_its_word_until_somebody_plans(pages):
    assert "senest 31.05.2027 (listens ord)" in pages.initiative(2)
    assert "1 indsats har kun listens egen dato" in pages.shown(evaluations)

    pages.do(EVALUATION, "plan", 2, fra="2026-01-01", maaneder="12")

    assert "listens ord" not in pages.initiative(2)
    assert "kun listens egen dato" not in pages.shown(evaluations)


def test_the_workbook_and_the_calendar_hold_what_the_page_shows(pages):
    pages.do(EVALUATION, "plan", fra="2025-10-31", maaneder="12", igen="ja")
    pages.do(EVALUATION, "plan", 2, fra="2026-06-01", maaneder="6")

    rows = list(pages.sheets("/hent/evalueringer.xlsx")["Evalueringer"].values)[1:]
    assert [row[:2] for row in rows] == [
        ("Fælles gravidteam", "Overskredet"),
        ("Akutteam", "Inden for 90 dage"),
    ]
    answer = pages.client.get("/hent/evalueringer.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert [line for line in text.split("\r\n") if line.startswith(("SUMMARY", "DTSTART"))] == [
        "DTSTART;VALUE=DATE:20261031",
        "SUMMARY:Evaluering: Fælles gravidteam",
        "DTSTART;VALUE=DATE:20261201",
        "SUMMARY:Evaluering: Akutteam",
    ]
    assert "Ansvarlig: Anne" in text
    assert "Akutteam" not in pages.client.get("/hent/evalueringer.ics?q=gravid").get_data(as_text=True)


def test_a_plan_stays_and_follows_whoever_is_responsible_now(pages):
    pages.do(EVALUATION, "plan", 2, fra="2025-10-31", maaneder="12")
    load(pages.engine, {"title": "Akutteam", "lead": "Bo"}, month=NOVEMBER, now=at(70))

    shown = pages.shown(evaluations)

    assert "Bo" in shown
    assert "23 dage over tiden" in shown


# --- Time, emptiness


def test_a_past_day_shows_what_was_known_then_and_no_forms(pages):
    pages.send()
    pages.do(EVALUATION, "plan", fra="2025-10-31", maaneder="12")
    pages.do(ADOPTION, "modtager", modtager="Randersklyngen", taget="yes")

    past = pages.initiative(pr="2026-11-01")
    assert not [it for it in (COMMENTS, ADOPTION, EVALUATION) if it in past]
    assert "taget den i brug" not in past
    assert "Ingen kommenteringsrunder er noteret" in pages.shown(rounds, pr="2026-11-01")
    assert "Ingen evalueringer er planlagt" in pages.shown(evaluations, pr="2026-11-01")


@pytest.mark.parametrize("page", [rounds, evaluations])
def test_an_empty_choice_says_what_to_do(pages, page):
    assert "indsatsens egen side" in pages.shown(page, q="findes ikke")


# --- Many


def test_rounds_and_evaluations_stand_on_pages_when_they_are_many(pages):
    titles = [{"title": f"Indsats {nth:02}", "evaluation_date": day_value("2027-05-31")} for nth in range(30)]
    load(pages.engine, *titles, source="Stor liste", now=at(11))
    for nth in range(28):
        pages.send(4 + nth, part=["0101"], frist=f"2026-12-{nth + 1:02}")

    first, last = pages.shown(rounds), pages.shown(rounds, side="2")
    assert "28 åbne runder" in first
    assert "28 åbne runder" in last
    assert "Viser 1–25 af 29" in first
    assert "25 af 28 står på denne side." in first
    assert "Indsats 00" in first
    assert "Indsats 00" not in last
    assert "Hjemmebesøg" in last
    assert "Hjemmebesøg" not in first
    assert "3 af 28 står på denne side." in last
    assert "3 of 28 are on this page." in pages.shown(rounds, "en", side="2")
    assert "side=2" in first
    beyond = pages.shown(rounds, side="9")
    assert "Viser 26–29 af 29" in beyond

    first, last = pages.shown(evaluations), pages.shown(evaluations, side="2")
    assert "25 af 31 står på denne side." in first
    assert "6 af 31 står på denne side." in last
    assert "Viser 1–31 af 31" in pages.shown(evaluations, antal="50")
