"""Møder and a meeting's own page: each form, each page, each file; what is unusual is told and allowed."""

import datetime as dt
import io
import json

import plotly
import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import initiative, initiatives, meeting, meetings
from dashboard.settings import Settings
from portfolio.database import reading, writing
from portfolio.identity import merge_initiatives
from portfolio.meetings.deeds import Agreed, Planned, agree, hold, plan_meetings
from portfolio.queries.meetings import read_meetings
from portfolio.selection import Criteria
from portfolio.store import withdraw_upload
from portfolio.views import NewView, save_view
from portfolio.vocabulary import MeetingState, PointState
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, at, day_value, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SERIES, MEETING, ACTION = "/api/moederaekker", "/api/moeder", "/api/handlinger"
FORUM = {
    "navn": "Forum for koordination",
    "rytme": "monthly_but_july",
    "ugedag": "3",
    "uge": "-1",
    "kl": "9.00",
    "organ": "po-syd-forum",
    "afgoer-for": "ssg",
}
PAST = {"title": "Fælles gravidteam", "end": day_value("2026-10-01"), "status": "active"}


class Pages:
    """The pages as readers open them and as their forms reach them."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, route, id_, deed, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"{route}/{id_}/{deed}", data=names, headers=OWN_PAGE)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def shown(self, page, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def meeting(self, id_=1, **query):
        return self.shown(meeting, meeting_id=str(id_), **query)

    def book(self):
        with reading(self.engine) as session:
            return read_meetings(session, NOW)

    def forum(self, *days, **form):
        """Make the forum, and plan meetings on some days."""
        assert self.do(SERIES, 0, "ny", **(FORUM | form)).status_code == 200
        number = max(self.book().series)
        for day in days:
            assert self.do(SERIES, number, "planlaeg", dato=day).status_code == 200
        return number

    def keys(self, id_=1):
        return [it.key for it in self.book().meetings[id_].points]

    def sheets(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200
        return load_workbook(io.BytesIO(answer.data))


def make_pages(engine, database_url, tmp_path):
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    return Pages(app, engine)


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(
        engine,
        PAST,
        {"title": "Akutteam", "traffic_light": "green", "municipalities": ("0167",)},
        {"title": "Hjemmebesøg", "decision": "Indstilles til SSG"},
        now=at(10),
    )
    found = make_pages(engine, database_url, tmp_path)
    yield found
    found.app.server.extensions[data.EXTENSION].engine.dispose()


# --- Series and the year


def test_without_series_the_page_says_what_to_do_and_holds_the_form(pages):
    shown = pages.shown(meetings)

    assert "Ingen møderækker endnu" in shown
    assert "Opret møderækken" in shown
    assert "No series of meetings yet" in pages.shown(meetings, "en")


def test_a_series_is_made_changed_ended_and_each_is_undone(pages):
    answers = [pages.do(SERIES, 0, "ny", **FORUM)]
    answers.append(pages.do(SERIES, 1, "ret", **(FORUM | {"navn": "Forummet", "minutter": "90"})))
    assert "90 minutter" in pages.shown(meetings)
    answers.append(pages.do(SERIES, 1, "afslut", dato="2026-11-20", begrundelse="Nedlagt"))
    assert [it.status_code for it in answers] == [200] * 3
    assert "Fortsæt møderækken" in pages.shown(meetings)

    assert pages.undo(answers[2]).status_code == 200
    assert pages.undo(answers[1]).status_code == 200
    assert pages.book().series[1].name == "Forum for koordination"
    assert pages.undo(answers[0]).status_code == 200
    assert pages.book().series == {}


def test_the_proposed_days_of_a_year_are_planned_at_once_and_july_is_said_to_be_empty(pages):
    pages.forum()
    shown = pages.shown(meetings, aar="2027")
    assert "11 foreslåede dage i 2027" in shown
    assert "Juli er tom" in shown
    assert "flyttet fra 25.03.2027 (Skærtorsdag)" in shown

    days = ["2027-01-28", "2027-02-25", "2027-03-18"]
    answer = pages.do(SERIES, 1, "planlaeg", dage=days)

    assert answer.get_json()["message"] == "3 møder er planlagt."
    assert "3 møder i 2027" in pages.shown(meetings, aar="2027")
    assert "8 foreslåede dage i 2027" in pages.shown(meetings, aar="2027")
    assert pages.undo(answer).status_code == 200
    assert pages.book().meetings == {}


def test_members_are_the_bodys_seats_and_an_ended_body_is_told_of(pages):
    pages.forum("2026-11-26")

    for shown in (pages.shown(meetings), pages.meeting()):
        assert "Medlemmer: 5 slags pladser" in shown
        assert "Københavns Kommune" in shown
    assert "ophørte 30. juni 2022 ifølge stamdata" in pages.shown(meetings)


def test_a_meeting_in_july_and_two_on_a_day_are_allowed_and_told(pages):
    pages.forum("2027-07-08", "2026-11-26", "2026-11-26")

    assert "i juli, hvor forummerne ellers ikke mødes" in pages.meeting(1)
    assert "Der er også et møde i Forum for koordination den dag." in pages.meeting(2)
    assert "To møder på dagen." in pages.shown(meetings)
    assert "Der er lagt et møde i juli" in pages.shown(meetings, aar="2027")


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"navn": ""}, "meeting.name_missing"),
        ({"kl": "kl. ni"}, "meeting.time_unreadable"),
        ({"ugedag": ""}, "meeting.weekday_unreadable"),
        ({"minutter": "0"}, "meeting.length_impossible"),
        ({"filter": "kun de røde"}, "meeting.filter_unreadable"),
    ],
)
def test_a_form_that_cannot_be_is_refused(pages, form, why):
    answer = pages.do(SERIES, 0, "ny", **(FORUM | form))

    assert (answer.status_code, answer.get_json()["id"]) == (422, why)


def test_a_series_follows_all_or_a_saved_view_unless_an_address_is_pasted(pages):
    with writing(pages.engine) as session:
        view = save_view(session, NewView("/indsatser", "De røde", "?lys=roed", NOW, "konsulent"))
    pages.forum("2026-11-26", visning=str(view))
    assert pages.book().series[1].filter == "lys=roed"
    assert "Visningen “De røde”" in pages.shown(meetings)

    kept = {"filter": "lys=roed", "filter-foer": "lys=roed"}
    pages.do(SERIES, 1, "ret", **(FORUM | kept | {"visning": "alle"}))
    assert pages.book().series[1].filter == ""
    pasted = {"filter": "/indsatser?kommune=0167", "filter-foer": "", "visning": "alle"}
    pages.do(SERIES, 1, "ret", **(FORUM | pasted))
    assert pages.book().series[1].filter == "kommune=0167"
    assert pages.do(SERIES, 1, "ret", **(FORUM | {"visning": "99"})).status_code == 422


def test_a_series_follows_the_initiatives_of_an_address(pages):
    pages.forum("2026-11-26", filter="http://localhost/indsatser?kommune=0167&pr=2026-11-01")

    assert pages.book().series[1].filter == "kommune=0167"
    assert "1 indsats" in pages.meeting()
    assert "Ingen punkter, og data foreslår ingen." in pages.meeting()


def test_a_series_that_follows_nothing_says_so(pages):
    pages.forum("2026-11-26", filter="q=findes-ikke")

    assert "Møderækken følger ingen indsatser" in pages.meeting()


# --- A meeting


def test_the_agenda_is_proposed_taken_edited_moved_dropped_and_each_is_undone(pages):
    pages.forum("2026-11-26")
    shown = pages.meeting()
    assert "2 forslag til dagsordenen" in shown
    assert "Fælles gravidteam – slutdato passeret" in shown
    assert "Listen skriver: “Indstilles til SSG”" in shown

    taken = pages.do(MEETING, 1, "tag-med")
    assert taken.get_json()["message"] == "2 punkter er taget med."
    first, second = pages.keys()
    answers = [
        taken,
        pages.do(MEETING, 1, "tilfoej", titel="Nyt fra SSG", afsnit="inform", indsatser="2"),
        pages.do(MEETING, 1, "ret", punkt=first, titel="Andet navn", tekst="", afsnit="decide"),
        pages.do(MEETING, 1, "placer", punkt=second, sted=f"decide|{first}"),
        pages.do(MEETING, 1, "fravaelg", punkt=second, begrundelse="Kendt"),
    ]
    assert [it.status_code for it in answers] == [200] * 5
    shown = pages.meeting()
    for words in ("2 punkter på dagsordenen", "Nyt fra SSG", "Andet navn", "1 fravalgt punkt", "Kendt"):
        assert words in shown
    assert pages.keys() == [second, first, "own:1"]

    for answer in reversed(answers):
        assert pages.undo(answer).status_code == 200
    assert pages.keys() == []
    assert "2 forslag til dagsordenen" in pages.meeting()


def test_one_proposal_is_taken_and_another_dropped_at_once(pages):
    pages.forum("2026-11-26")
    with pages.app.server.test_request_context("/"):
        looked = data.looked(data.meetings().meetings[1], Criteria())
        keys = [it.key for it in looked.proposals]

    assert pages.do(MEETING, 1, "tag-med", punkt=keys[0]).status_code == 200
    assert pages.do(MEETING, 1, "fravaelg", punkt=keys[1], begrundelse="Ikke nu").status_code == 200
    assert [it.state for it in pages.book().meetings[1].points] == [PointState.PLANNED, PointState.DROPPED]
    gone = pages.do(MEETING, 1, "tag-med", punkt=keys[0])
    assert (gone.status_code, gone.get_json()["id"]) == (422, "meeting.nothing_chosen")


def test_a_frozen_meeting_sees_the_same_after_new_lists(pages):
    pages.forum("2026-11-26")
    assert "Grundlaget følger porteføljen dag for dag" in pages.meeting()
    pages.do(MEETING, 1, "frys")
    frozen = pages.meeting()
    assert "Grundlaget er frosset" in frozen

    later = NOW + dt.timedelta(hours=1)
    load(pages.engine, {"title": "Ny indsats", "traffic_light": "red"}, month=NOVEMBER, now=later)

    assert "Ny indsats" not in pages.meeting()
    assert "2 forslag til dagsordenen" in pages.meeting()
    assert "Ny indsats" not in pages.shown(initiatives, pr="moede-1")
    again = pages.do(MEETING, 1, "frys")
    assert (again.status_code, again.get_json()["id"]) == (422, "meeting.reason_missing")


def test_a_meeting_is_compared_with_the_one_held_before_and_what_was_decided_does_not_come_again(pages):
    pages.forum("2026-11-20", "2026-12-17")
    pages.do(MEETING, 1, "tag-med")
    first, second = pages.keys()
    pages.do(MEETING, 1, "skriv", punkt=first, slags="decision", tekst="Ny dato i december")
    held = pages.do(MEETING, 1, "holdt")

    assert pages.book().meetings[1].state is MeetingState.HELD
    shown = pages.meeting(1)
    assert "1 beslutning på mødet, 1 punkt udskudt" in shown
    later = pages.meeting(2)
    assert "1 forslag til dagsordenen" in later
    assert "Udskudt fra sidste møde" in later
    assert pages.undo(held).status_code == 200
    assert pages.book().meetings[1].point(second).state is PointState.PLANNED


def test_two_who_write_at_once_are_told(pages):
    pages.forum("2026-11-20")
    pages.do(MEETING, 1, "tag-med")
    key = pages.keys()[0]
    assert pages.do(MEETING, 1, "skriv", punkt=key, slags="note", tekst="En").status_code == 200

    answer = pages.do(MEETING, 1, "skriv", punkt=key, slags="note", tekst="To")

    assert (answer.status_code, answer.get_json()["id"]) == (422, "meeting.note_taken")


def test_a_decision_of_the_process_stands_on_the_meeting_and_on_the_initiative(pages):
    pages.forum("2026-11-20")
    pages.do(MEETING, 1, "tilfoej", titel="Spredning", afsnit="decide", indsatser="2")

    answer = pages.do(
        MEETING, 1, "beslut", punkt="own:1", indsats="2", forum="Forum", udfald_spread="approved"
    )

    assert answer.status_code == 200
    for shown in (pages.meeting(), pages.shown(initiative, initiative_id="2")):
        assert "Spredning til øvrige: Godkendt" in shown
    assert pages.undo(answer).status_code == 200
    assert pages.book().decisions == ()
    none = pages.do(MEETING, 1, "beslut", punkt="own:1", indsats="2", forum="Forum")
    assert none.status_code == 422


def test_actions_are_agreed_done_and_moved_and_stand_on_the_initiative(pages):
    pages.forum("2026-11-20")
    pages.do(MEETING, 1, "tilfoej", titel="Akutteam", afsnit="discuss", indsatser="2")
    agreed = pages.do(
        MEETING,
        1,
        "aftal",
        punkt="own:1",
        indsats="2",
        tekst="Ring til Hvidovre",
        hvem="Tovholder",
        organisation="Hvidovre",
        frist="2026-11-21",
    )
    assert agreed.status_code == 200
    assert pages.book().actions[1].organisation == "0167"

    shown = pages.shown(initiative, initiative_id="2")
    assert "Møder: 1 åben handling" in shown
    assert "21.11.2026, 2 dage over" in shown
    assert "1 aftalt handling er åben, 1 over fristen" in pages.shown(meetings)
    moved = pages.do(ACTION, 1, "frist", frist="2026-12-01")
    done = pages.do(ACTION, 1, "udfoert", dato="2026-11-22")
    assert "udført 22.11.2026" in pages.shown(initiative, initiative_id="2")
    for answer in (done, moved, agreed):
        assert pages.undo(answer).status_code == 200
    assert "Møder: intet besluttet eller aftalt" in pages.shown(initiative, initiative_id="2")
    assert pages.do(ACTION, 9, "udfoert").status_code == 404


def test_an_action_is_reworded_and_that_is_taken_back(pages):
    pages.forum("2026-11-20")
    pages.do(MEETING, 1, "aftal", tekst="Ring til Hvidovre", hvem="Tovholder", organisation="Hvidovre")
    changed = pages.do(
        ACTION, 1, "ret", tekst="Skriv til Hvidovre", hvem="Tovholder", organisation="Hvidovre"
    )
    assert "Skriv til Hvidovre" in pages.shown(meetings)
    assert pages.book().actions[1].organisation == "0167"

    assert pages.undo(changed).status_code == 200
    assert pages.book().actions[1].text == "Ring til Hvidovre"


def test_an_open_action_of_no_initiative_is_told_where_it_is_proposed(pages):
    pages.forum("2026-11-20", "2026-12-17")
    for what in ("Bed afsenderne om deres lister", "Skriv til styregruppen"):
        pages.do(MEETING, 1, "aftal", tekst=what, hvem="Fælles konsulent", frist="2026-12-01")
        shown = pages.meeting(2)
        assert what in shown
        assert "Fælles konsulent" in shown
        assert "frist 1. december 2026" in shown
    assert "2 rækker bag punktet" in shown


def test_a_point_of_ones_own_that_was_moved_on_says_only_that(pages):
    pages.forum("2026-11-20", "2026-12-17")
    pages.do(MEETING, 1, "tilfoej", titel="Årets møder", afsnit="inform")
    pages.do(MEETING, 1, "holdt")

    shown = pages.meeting(2)
    assert "Udskudt fra sidste møde" in shown
    assert "Udskudt fra sidste møde: " not in shown


def test_an_action_outside_of_meetings_is_agreed_on_the_initiatives_page(pages):
    answer = pages.do(ACTION, 0, "ny", tekst="Ring", hvem="Tovholder", indsats="2")

    assert answer.status_code == 200
    assert "uden for møder" in pages.shown(initiative, initiative_id="2")


def test_a_point_whose_initiative_was_merged_or_withdrawn_since_leads_to_where_it_went(pages):
    pages.forum("2026-11-26")
    pages.do(MEETING, 1, "tag-med")
    pages.do(MEETING, 1, "tilfoej", titel="Eget", afsnit="discuss", indsatser="2")
    with writing(pages.engine) as session:
        merge_initiatives(session, 2, 1, reason="Den samme", now=at(20), by="en")

    shown = pages.meeting()
    assert "er siden lagt sammen til “" in shown
    assert "/indsatser/2" in shown

    with writing(pages.engine) as session:
        withdraw_upload(session, 1, now=at(21), by="en")
    assert "findes ikke længere i porteføljen" in pages.meeting()


def test_before_the_first_list_there_is_nothing_to_look_at(pages):
    pages.forum("2026-11-26")

    with writing(pages.engine) as session:
        early = plan_meetings(session, 1, [Planned(dt.date(2026, 1, 8))], now=NOW, by="x")
        hold(session, early[0], now=NOW, by="x")

    assert "Der var ingen data på det tidspunkt" in pages.meeting(early[0])


def test_on_an_earlier_day_the_meeting_is_as_it_was_and_cannot_be_changed(pages):
    pages.forum("2026-11-26")
    pages.do(MEETING, 1, "tag-med")

    assert "Mødet findes ikke" in pages.meeting(pr="2026-11-22")
    assert "/api/moeder" not in pages.shown(meetings, pr="2026-11-22")


def test_a_meeting_is_moved_and_cancelled_with_a_reason(pages):
    pages.forum("2026-11-26")
    assert pages.do(MEETING, 1, "flyt", dato="2026-12-01", kl="13.30").status_code == 200
    assert "Mødet var først planlagt til 26. november 2026." in pages.meeting()
    assert pages.do(MEETING, 1, "aflys", begrundelse="").status_code == 422
    cancelled = pages.do(MEETING, 1, "aflys", begrundelse="For få kan")

    assert "Mødet er aflyst. For få kan" in pages.meeting()
    assert pages.do(MEETING, 1, "tag-med").status_code == 422
    assert pages.undo(cancelled).status_code == 200
    assert pages.book().meetings[1].state is MeetingState.PLANNED


# --- Files, statements, and what is not there


def test_the_workbooks_hold_meetings_agenda_rows_and_actions(pages):
    pages.forum("2026-11-20")
    pages.do(MEETING, 1, "tag-med")
    with writing(pages.engine) as session:
        agree(session, Agreed("=1+1", "Tovholder", meeting_id=1), now=NOW, by="x")

    every = pages.sheets("/hent/moeder.xlsx")
    assert every.sheetnames[1:] == ["Møder", "Handlinger"]
    assert list(every["Handlinger"].values)[1][0] == "=1+1"
    assert every["Handlinger"]["A2"].data_type == "s"
    one = pages.sheets("/hent/dagsorden.xlsx?moede=1")
    assert one.sheetnames[1:] == ["Dagsorden", "Grundlag", "Handlinger"]
    assert len(list(one["Dagsorden"].values)) == 3
    assert pages.client.get("/hent/dagsorden.xlsx?moede=9").status_code == 404


def test_a_meeting_that_is_not_there_is_told_and_has_status_404(pages):
    pages.forum("2026-11-26")

    assert pages.client.get("/moeder/9").status_code == 404
    assert pages.client.get("/moeder/1").status_code == 200
    assert "Mødet findes ikke" in pages.meeting(9)
    assert pages.do(MEETING, 9, "frys").status_code == 404


def test_a_year_that_is_none_is_told(pages):
    assert "kunne ikke bruges" in pages.shown(meetings, aar="snart")


def test_opening_a_page_again_asks_for_little(pages):
    pages.forum("2026-11-26")
    asked = []
    engine = pages.app.server.extensions[data.EXTENSION].engine
    event.listen(engine, "before_cursor_execute", lambda *it: asked.append(it[2]))
    pages.shown(meetings)
    pages.meeting()
    asked.clear()

    pages.shown(meetings)
    assert len(asked) <= 2
    asked.clear()
    pages.meeting()
    assert len(asked) <= 6


def test_of_very_many_rows_the_first_stand_on_the_page_and_all_in_the_workbook(pages):
    many = [{"title": f"Nr. {n:03}", "end": day_value("2026-10-01")} for n in range(600)]
    load(pages.engine, *many, source="Stor", now=at(12))
    pages.forum("2026-11-26")
    pages.do(MEETING, 1, "tag-med")

    shown = pages.meeting()

    assert "Desuden 541 rækker." in shown
    assert "Indsatsens nummer, som står i dens adresse" in shown
    rows = list(pages.sheets("/hent/dagsorden.xlsx?moede=1")["Grundlag"].values)
    assert sum(1 for row in rows if row[1] == "601 indsatser har passeret deres slutdato") == 601


def test_a_form_from_elsewhere_is_refused(pages):
    assert pages.client.post(f"{SERIES}/0/ny", data=FORUM).status_code == 403
