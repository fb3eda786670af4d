"""A series as a calendar, parsed again; and the mail before a meeting, told from the data."""

import datetime as dt
import json

import plotly
import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import meeting, meetings
from dashboard.settings import Settings
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.rooms import forum_with_meetings
from tests.builders.uploads import OCTOBER, SEPTEMBER, load
from tests.unit.test_calendar import lines_of, read

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
TITLES = {1: "Fælles gravidteam", 2: "Akutteam", 3: "Hjemmebesøg"}
HOST = "localhost"


class Pages:
    """The feeds as calendars ask for them, and the pages around."""

    def __init__(self, app, engine, forum, clock) -> None:
        self.app, self.engine, self.forum, self.clock = app, engine, forum, clock
        self.client = app.server.test_client()

    def do(self, address, **form):
        answer = self.client.post(address, data=form, headers=OWN_PAGE)
        assert answer.status_code == 200, answer.get_json()
        return answer

    def file(self):
        return self.client.get(f"/kalender/moeder-{self.forum.series}.ics")

    def events(self):
        return {event["UID"].split("@")[0]: event for event in read(self.file().data)}

    def shown(self, page, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def mail(self, meeting_id=None, language="da"):
        shown = self.shown(meeting, language, meeting_id=str(meeting_id or self.forum.today))
        tree = json.loads(shown)
        (text,) = texts_of(tree, "brevtekst")
        return text


def texts_of(part, id_):
    """Give the texts of the elements with an id, anywhere in a page."""
    if isinstance(part, dict):
        return [it for child in part.values() for it in texts_of(child, id_)]
    if not isinstance(part, list):
        return []
    own = [part[2]] if len(part) > 2 and isinstance(part[1], dict) and part[1].get("id") == id_ else []
    return own + [it for child in part for it in texts_of(child, id_)]


@pytest.fixture
def pages(engine, database_url, tmp_path):
    before = [{"title": title, "traffic_light": "yellow"} for title in TITLES.values()]
    now = [
        {"title": TITLES[1], "traffic_light": "red"},
        {"title": TITLES[2], "traffic_light": "green"},
        {"title": "Helt ny", "traffic_light": "green"},
    ]
    load(engine, *before, now=NOW - dt.timedelta(days=60), month=SEPTEMBER)
    load(engine, *now, now=NOW - dt.timedelta(days=2), month=OCTOBER)
    forum = forum_with_meetings(engine, NOW - dt.timedelta(minutes=5), TITLES)
    clock = [NOW]
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: clock[0])
    yield Pages(app, engine, forum, clock)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_series_is_a_calendar_with_meetings_in_danish_time(pages):
    lines, events = lines_of(pages.file().data), pages.events()

    assert "DTSTART;TZID=Europe/Copenhagen:20261214T090000" in lines
    assert "DTEND;TZID=Europe/Copenhagen:20261214T103000" in lines
    ahead = events[f"moede-{pages.forum.ahead}"]
    assert ahead["LOCATION"] == "Rådhuset, lokale 4"
    assert ahead["URL"] == f"http://{HOST}/moeder/{pages.forum.ahead}"
    assert "5. Eventuelt" in events[f"moede-{pages.forum.today}"]["DESCRIPTION"]
    assert events["handling-1"]["SUMMARY"] == "Frist: Sende revideret budget"
    assert all(len(line) <= 75 for line in pages.file().data.split(b"\r\n"))


def test_the_same_rows_give_the_same_bytes_whenever_somebody_asks(pages):
    first = pages.file()
    pages.clock[0] = NOW + dt.timedelta(hours=3)
    second = pages.file()

    assert first.data == second.data
    again = pages.client.get(
        f"/kalender/moeder-{pages.forum.series}.ics", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_meeting_that_is_moved_or_cancelled_keeps_its_name(pages):
    uid, place = f"moede-{pages.forum.ahead}", f"/api/moeder/{pages.forum.ahead}"
    before = pages.events()[uid]
    pages.do(f"{place}/flyt", dato="2026-12-16", kl="10.30")
    moved = pages.events()[uid]
    pages.do(f"{place}/aflys", begrundelse="Sygdom")
    gone = pages.events()[uid]

    assert (before["SEQUENCE"], moved["SEQUENCE"], gone["SEQUENCE"]) == ("0", "1", "2")
    assert moved["DTSTART"] == "20261216T103000"
    assert moved["DTSTAMP"] > before["DTSTAMP"]
    assert gone["STATUS"] == "CANCELLED"
    assert gone["SUMMARY"] == "Aflyst: Forum for koordination"


def test_days_for_lists_evaluations_and_actions_come_and_go_with_their_rows(pages):
    pages.do("/api/evaluering/1/plan", fra="2026-08-31", maaneder="6")
    assert pages.events()["evaluering-1-1"]["DTSTART"] == "20270228"
    pages.do("/api/handlinger/1/frist", frist="2026-12-01")
    assert pages.events()["handling-1"]["DTSTART"] == "20261201"
    pages.do("/api/handlinger/1/udfoert", dato="2026-11-23")
    assert "handling-1" not in pages.events()


def test_lists_are_due_before_the_meeting_where_a_rhythm_is_known(pages):
    lists = {uid: event for uid, event in pages.events().items() if uid.startswith("liste-")}

    for uid, event in lists.items():
        assert uid.endswith(("2026-10", "2026-11"))
        assert event["DTSTART"] <= "20261214"
    assert lists, "two lists came, so their rhythm is known"


def test_a_series_that_is_not_there_is_told_so(pages):
    assert pages.client.get("/kalender/moeder-99.ics").status_code == 404
    assert pages.client.get("/kalender/moeder-x.ics").status_code == 404


def test_the_page_offers_the_file_and_the_address(pages):
    shown = pages.shown(meetings)

    assert f"http://{HOST}/kalender/moeder-{pages.forum.series}.ics" in shown
    assert "Put the meetings in a calendar" in pages.shown(meetings, "en")


def test_the_mail_tells_what_is_new_red_better_gone_decided_and_open(pages):
    text = pages.mail()

    for line in (
        "Forum for koordination mødes mandag 23. november 2026 kl. 09.00. Her er, hvad der er sket siden",
        "Ny på listerne:\n- Helt ny",
        "Er blevet rød:\n- Fælles gravidteam (var gul)",
        "Har fået et bedre trafiklys:\n- Akutteam (var gul)",
        "Er gået ud af listerne:\n- Hjemmebesøg",
        "Besluttet sidst:\n- Fælles gravidteam: Styregruppen orienterer om økonomien på næste møde.",
        "Åben handling:\n- Sende revideret budget: Projektleder,",
        "På dagsordenen (5 punkter):",
        "Venlig hilsen",
    ):
        assert line in text, line
    assert "Has turned red:\n- Fælles gravidteam (was yellow)" in pages.mail(language="en")


def test_the_mail_of_a_first_meeting_compares_with_nothing(pages):
    text = pages.mail(pages.forum.held)

    assert "Er blevet rød" not in text
    assert "Besluttet sidst" not in text
