"""A meeting's room on both databases: texts on top of texts, what comes twice, and what the page shows."""

import datetime as dt
import json

import plotly
import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import room
from dashboard.settings import Settings
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.meetings import book
from tests.builders.rooms import forum_with_meetings
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
ROOM = "/api/moederum"
KEY = "got_worse:1"
TITLES = {1: "Fælles gravidteam", 2: "Akutteam", 3: "Hjemmebesøg"}


class Room:
    """The room of today's meeting as its script reaches it."""

    def __init__(self, app, engine, forum) -> None:
        self.app, self.engine, self.forum = app, engine, forum
        self.client = app.server.test_client()

    def do(self, deed, key=KEY, meeting=None, **form):
        place = f"{ROOM}/{meeting or self.forum.today}/{deed}"
        return self.client.post(place, data={"punkt": key} | form, headers=OWN_PAGE)

    def write(self, text, after="", kind="decision", key=KEY):
        return self.do("tekst", key, slags=kind, tekst=text, efter=str(after))

    def state(self, after=""):
        return self.client.get(f"{ROOM}/{self.forum.today}/rum?efter={after}")

    def point(self, key=KEY):
        return self.state().get_json()["points"][key]

    def shown(self, meeting=None, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = room.layout(meeting_id=str(meeting or self.forum.today), **query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def book(self):
        return book(self.engine, NOW + dt.timedelta(hours=1))


@pytest.fixture
def place(engine, database_url, tmp_path):
    for light, month, days in (("yellow", SEPTEMBER, 40), ("red", OCTOBER, 2)):
        rows = [{"title": title, "traffic_light": light} for title in TITLES.values()]
        load(engine, *rows, now=NOW - dt.timedelta(days=days), month=month)
    forum = forum_with_meetings(engine, NOW - dt.timedelta(minutes=5), TITLES)
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Room(app, engine, forum)
    app.server.extensions[data.EXTENSION].engine.dispose()


def test_a_text_is_kept_on_top_of_the_one_before_and_comes_back_with_all_that_stands(place):
    first = place.write("Godkendt")
    second = place.write("Godkendt med forbehold", first.get_json()["id"])

    state = second.get_json()["state"]
    assert state["points"][KEY]["decision"]["text"] == "Godkendt med forbehold"
    assert state["points"][KEY]["state"] == "treated"
    assert place.point()["decision"]["id"] == second.get_json()["id"]
    assert place.state(state["mark"]).status_code == 204


def test_a_text_on_top_of_an_older_one_is_refused_with_the_newer(place):
    first = place.write("Godkendt").get_json()["id"]
    place.write("Den andens", first)

    refused = place.write("Min", first)

    assert refused.status_code == 409
    assert refused.get_json()["newest"]["text"] == "Den andens"
    assert place.point()["decision"]["text"] == "Den andens"
    assert place.write("Den første uden at vide det").status_code == 409


def test_a_text_that_comes_twice_is_one(place):
    first, again = place.write("Godkendt"), place.write("Godkendt")

    assert first.get_json()["id"] == again.get_json()["id"]
    assert first.get_json()["state"] == again.get_json()["state"]


def test_an_action_that_comes_twice_is_one_and_is_taken_back_once(place):
    form = {"hvad": "Sende brev", "hvem": "Hospitalsdirektionen", "frist": "2026-12-14"}
    answers = [place.do("handling", **form) for _ in range(2)]

    (action,) = place.point()["actions"]
    assert action["said"].startswith("Hospitalsdirektionen")
    assert action["said"].endswith("senest 14.12.2026")
    undo = answers[0].get_json()["undo"]
    assert undo == answers[1].get_json()["undo"]
    for _ in range(2):
        assert place.do(undo["deed"], nummer=undo["values"]["nummer"]).status_code == 200
    assert place.point()["actions"] == []
    assert {it.initiative_id for it in place.book().actions.values()} == {1}


def test_an_action_is_an_organisations_where_one_is_named(place):
    place.do("handling", hvad="Indkalde", hvem="aarhus", frist="")
    place.do("handling", hvad="Skrive", hvem="Projektlederen", frist="")

    found = {it.text: (it.who, it.organisation) for it in place.book().actions_at(place.forum.today)}
    assert found == {"Indkalde": ("", "0751"), "Skrive": ("Projektlederen", None)}


def test_a_point_is_done_moved_on_and_taken_up_again_however_often_each_comes(place):
    for deed, state in (("faerdig", "treated"), ("videre", "moved_on"), ("igen", "planned")):
        answers = [place.do(deed) for _ in range(2)]
        assert [it.status_code for it in answers] == [200, 200]
        if deed != "igen":
            assert place.point()["state"] == state
    undo = place.do("faerdig").get_json()["undo"]
    place.do(undo["deed"], nummer=undo["values"]["nummer"])
    assert place.point()["state"] != "treated"


def test_a_decision_in_a_process_is_the_same_row_at_the_meeting(place):
    answers = [
        place.do("beslut", indsats="1", emne="spread", udfald="approved", tekst="Til hele regionen")
        for _ in range(2)
    ]

    assert [it.status_code for it in answers] == [200, 200], answers[0].get_json()
    (decision,) = place.book().decisions_at(place.forum.today, KEY)
    assert (decision.initiative_id, decision.body, decision.text) == (
        1,
        "Forum for koordination",
        "Til hele regionen",
    )
    undo = answers[0].get_json()["undo"]
    place.do(undo["deed"], nummer=undo["values"]["nummer"])
    assert place.book().decisions_at(place.forum.today) == ()
    assert place.do("beslut", indsats="1", emne="spread", udfald="").status_code == 422


@pytest.mark.parametrize(
    ("deed", "form", "status"),
    [
        ("tekst", {"tekst": "010190-1234"}, 422),
        ("tekst", {"tekst": "x" * 5001}, 422),
        ("handling", {"hvad": "", "hvem": "Nogen"}, 422),
        ("handling", {"hvad": "Noget", "hvem": ""}, 422),
        ("handling", {"hvad": "Noget", "hvem": "Nogen", "frist": "i morgen"}, 422),
        ("findes-ikke", {}, 404),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(place, deed, form, status):
    answer = place.do(deed, **form)

    assert answer.status_code == status
    assert answer.get_json()["message"]
    assert place.point()["actions"] == []


def test_forms_from_elsewhere_and_points_that_are_not_there_are_refused(place):
    foreign = place.client.post(
        f"{ROOM}/{place.forum.today}/tekst", data={}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403
    assert place.do("faerdig", "findes-ikke").status_code == 404
    assert place.do("faerdig", meeting=99).status_code == 404
    assert place.client.get(f"{ROOM}/99/rum").status_code == 404


def test_the_room_shows_lights_of_two_meetings_and_the_last_decision_in_both_languages(place):
    place.client.post(f"/api/moeder/{place.forum.today}/frys", headers=OWN_PAGE)

    shown = place.shown()

    assert "Ved sidste møde" in shown
    assert "Styregruppen orienterer om økonomien på næste møde." in shown
    assert "26.10.2026, Forum for koordination" in shown
    assert "Projektleder, senest 19.11.2026 (over fristen)" in shown
    assert "som de var kendt 23.11.2026 kl. 10.00" in shown
    assert "At the last meeting" in place.shown(language="en")


def test_the_room_stays_at_what_was_frozen_when_a_new_list_comes(place):
    place.client.post(f"/api/moeder/{place.forum.today}/frys", headers=OWN_PAGE)
    before = place.shown()
    load(
        place.engine,
        {"title": TITLES[1], "traffic_light": "green"},
        now=NOW + dt.timedelta(minutes=5),
        month=NOVEMBER,
    )

    assert json.loads(before) == json.loads(place.shown())


def test_a_room_that_is_not_frozen_asks_first_and_can_be_entered_without(place):
    assert "Frys og vis" in place.shown()
    assert "Frys og vis" not in place.shown(**{"uden-frys": "ja"})
    answer = place.client.post(f"/api/moeder/{place.forum.today}/frys", headers=OWN_PAGE)
    undo = answer.get_json()["undo"]
    assert "Frys og vis" not in place.shown()
    place.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)
    assert "Frys og vis" in place.shown()


def test_a_meeting_that_is_not_there_is_told_so_with_the_status_that_says_it(place):
    assert "Mødet findes ikke" in place.shown(meeting=99)
    assert place.client.get("/moeder/99/vis").status_code == 404
    assert place.client.get(f"/moeder/{place.forum.today}/vis").status_code == 200
