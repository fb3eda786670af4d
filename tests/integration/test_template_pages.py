"""The pages of the processes' templates: what they say, what their forms do, also when refused."""

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.components import markup as html
from dashboard.pages import process, template, templates
from dashboard.settings import Settings
from portfolio.database import reading, writing
from portfolio.process.deeds import Choice, choose_process
from portfolio.process.store import newest_version
from portfolio.process.templates import shipped
from portfolio.vocabulary import DecisionSubject, Holder, Paper, StepKind
from tests.builders.components import all_of, heading_of, links_of, table_with, text_of
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, at, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
STEP = {
    "udgave": "1",
    "navn": "Høring",
    "tekst": "Sendes i høring.",
    "ansvarlig": "secretariat",
    "ogsaa": ["clusters", "secretariat"],
    "papirer": ["draft"],
    "beslutter": ["agreement"],
    "slags": "consultation",
    "kan-springes": "ja",
    "dage": "21",
    "ord": "høring, Bemærkninger",
    "begrundelse": "Aftalt i SSG",
}

NAMES = {
    "navn": "Fælles samarbejdsaftale",
    "navn-en": "Common agreement",
    "kort": "Aftale",
    "kort-en": "Agreement",
}


class Site:
    """An app as a reader meets the templates in it."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, deed, template_id="agreement", headers=OWN_PAGE, **form):
        names = {name.replace("_", "-"): value for name, value in form.items()}
        return self.client.post(f"/api/skabelon/{template_id}/{deed}", data=names, headers=headers)

    def undo(self, answer):
        undo = answer.get_json()["undo"]
        return self.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    def lay_out(self, page=template, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            return page.layout(**query)

    def one(self, id_="agreement", **query):
        return self.lay_out(template_id=id_, **query)

    def newest(self, id_="agreement"):
        with reading(self.engine) as session:
            return newest_version(session, id_)


@pytest.fixture
def site(engine, database_url, tmp_path):
    load(engine, {"title": "Akutteam"}, {"title": "Demens"}, month=NOVEMBER, now=at(30))
    with writing(engine) as session:
        choose_process(session, 1, Choice("agreement"), now=at(31), by="konsulent")
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Site(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


def numbers(found):
    return [step.number for step in found.steps]


def history(laid):
    return table_with(laid, "Udgaver, hvad der er ændret, og hvem der følger dem")


def test_the_list_says_where_processes_are_from_and_who_follows_them(site):
    site.do("trin", trin="6", **STEP)

    laid = site.lay_out(templates)

    rows = {row[0]: row for row in table_with(laid, "Processer, udgaver og hvor mange der følger dem")[1:]}
    assert heading_of(laid) == "3 processer; 1 indsatser følger en af dem"
    assert rows["Fælles samarbejdsaftale"][1] == "efter notatets trinliste, rettet i Tværblik (udgave 2)"
    assert rows["Fælles samarbejdsaftale"][6] == "1 heraf 1 udgave 1"
    assert rows["Bud på udviklingsopgave"][1].startswith("usikkert: ")
    assert "/proces/skabeloner/bid" in links_of(laid)


def test_a_process_is_read_step_by_step_in_the_papers_words(site):
    shown = text_of(site.one("development"))

    assert "Klyngerne kan af egen drift igangsætte udviklingstiltag." in shown
    assert "Kun ved indgang b" in shown
    assert "Må springes over ja" in shown
    assert "Hvem det venter på ikke angivet" in shown
    assert "sammensat af spor" in text_of(site.one("bid"))
    assert "Terms of reference" in text_of(site.lay_out(language="en", template_id="agreement"))


def test_a_step_is_changed_in_a_new_version_and_taken_back(site):
    answer = site.do("trin", trin="6", **STEP)

    made = site.newest().step("6")
    assert (made.name.da, made.name.en, made.text.da) == ("Høring", "Høring", "Sendes i høring.")
    assert made.holders == (Holder.SECRETARIAT, Holder.CLUSTERS)
    assert (made.papers, made.decides) == ((Paper.DRAFT,), (DecisionSubject.AGREEMENT,))
    assert (made.kind, made.is_skippable, made.usual_days) == (StepKind.CONSULTATION, True, 21)
    assert made.words == ("hoering", "bemaerkninger")
    rows = history(site.one())
    assert rows[1][2:4] == ["Aftalt i SSG", rows[1][3]]
    assert "sædvanlig tid: fra “ikke angivet” til “21 dage”" in rows[1][3]
    assert [row[4] for row in rows[1:]] == ["0", "1"]

    back = site.undo(answer)
    assert site.newest() == shipped("agreement")
    assert "Taget tilbage" in history(site.one())[1][5]
    site.undo(back)
    assert site.newest().version == 2
    assert "i brug igen" in history(site.one())[1][5]
    assert "in use again" in text_of(site.one(language="en"))


def test_a_step_is_added_moved_and_removed(site):
    site.do("nyt-trin", nummer="12", efter="3", **STEP)
    assert numbers(site.newest())[2:5] == ["3", "12", "4"]

    site.do("flyt-trin", udgave="2", trin="12", efter="foerst", begrundelse="Hører først")
    assert numbers(site.newest())[:2] == ["12", "1"]
    site.do("flyt-trin", udgave="3", trin="12", efter="11", begrundelse="Hører sidst")
    assert numbers(site.newest())[-1] == "12"

    site.do("fjern-trin", udgave="4", trin="12", begrundelse="Alligevel ikke")
    assert numbers(site.newest()) == numbers(shipped("agreement"))
    told = [row[3] for row in history(site.one())]
    assert told[1] == "Trin 12 Høring er fjernet"
    assert told[2:4] == ["Trin 12 Høring er flyttet", "Trin 12 Høring er flyttet"]
    assert told[4] == "Trin 12 Høring er nyt"


def test_a_name_is_changed_and_a_process_copied(site):
    site.do("navn", udgave="1", navn="Aftaler", kort="Aftale", begrundelse="Kortere")
    assert heading_of(site.one()) == "Aftaler"

    answer = site.do("kopier", "bid", udgave="1", navn="Vores egen proces")

    assert answer.get_json()["address"] == "/proces/skabeloner/vores-egen-proces"
    assert heading_of(site.one("vores-egen-proces")) == "Vores egen proces"
    assert "Kopi af processen “bid”" in text_of(site.one("vores-egen-proces"))
    site.undo(answer)
    assert "Processen er ikke i brug" in text_of(site.one("vores-egen-proces"))
    assert site.client.get("/proces/skabeloner/vores-egen-proces").status_code == 200


def test_what_cannot_be_is_refused_in_a_sentence_and_makes_no_version(site):
    refused = [
        ("correction.reason_missing", "trin", {"trin": "6", **STEP, "begrundelse": ""}),
        ("steps.step_name_missing", "trin", {"trin": "6", **STEP, "navn": " "}),
        ("steps.days_unlikely", "trin", {"trin": "6", **STEP, "dage": "mange"}),
        ("steps.days_unlikely", "trin", {"trin": "6", **STEP, "dage": "99999"}),
        ("steps.step_unknown", "trin", {"trin": "77", **STEP}),
        ("steps.number_twice", "nyt-trin", {"nummer": "6", "efter": "6", **STEP}),
        ("steps.number_unreadable", "nyt-trin", {"nummer": "seks", "efter": "6", **STEP}),
        ("steps.step_unknown", "flyt-trin", {"trin": "77", "udgave": "1", "begrundelse": "Nej tak"}),
        ("steps.template_moved", "trin", {"trin": "6", **STEP, "udgave": "7"}),
        ("steps.name_taken", "kopier", {"navn": "Bid"}),
        ("steps.template_unchanged", "navn", {"udgave": "1", **NAMES, "begrundelse": "Intet"}),
    ]
    for id_, deed, form in refused:
        answer = site.do(deed, **form)
        assert (answer.status_code, answer.get_json()["id"]) == (422, id_), deed
    unknown = [site.do("trin", "findes-ikke", **STEP), site.do("tag-tilbage", udgave="1"), site.do("gaet")]
    assert [it.status_code for it in unknown] == [404, 404, 404]
    assert site.do("trin", headers={"Sec-Fetch-Site": "cross-site"}, trin="6", **STEP).status_code == 403
    assert site.do("trin", trin="6", **{**STEP, "tekst": "Borgeren 010190-1234"}).status_code == 422
    assert site.newest() == shipped("agreement")


def test_a_form_is_open_where_the_address_says_and_none_on_a_day_that_has_been(site):
    (form,) = [
        it for it in all_of(site.one(ret="6"), html.Form) if str(it.attributes["action"]).endswith("/trin")
    ]
    assert "6" in [it.attributes.get("defaultValue") for it in all_of(form, html.Input)]
    assert [
        it
        for it in all_of(site.one(ret="nyt"), html.Form)
        if str(it.attributes["action"]).endswith("/nyt-trin")
    ]
    assert "ret" in text_of(site.one(ret="77"))
    past = all_of(site.one(pr=str(at(40).date())), html.Form)
    assert [it.attributes["method"] for it in past if it.attributes["method"] != "get"] == []


def test_an_older_version_is_read_but_not_changed(site):
    site.do("fjern-trin", udgave="1", trin="6", begrundelse="Alligevel ikke")

    older = site.one(udgave="1")

    assert "Her ser du udgave 1" in text_of(older)
    assert "Tilretning af udkast" in text_of(older)
    assert not [it for it in all_of(older, html.Form) if "fjern-trin" in str(it.attributes["action"])]
    assert "Tilretning af udkast" not in [text_of(it) for it in all_of(site.one(), html.H3)]
    assert "udgave" in text_of(site.one(udgave="9"))


def test_what_is_no_process_is_said_with_status_404(site):
    assert heading_of(site.one("findes-ikke")) == "Processen findes ikke"
    assert site.client.get("/proces/skabeloner/findes-ikke").status_code == 404
    assert site.client.get("/proces/skabeloner/agreement").status_code == 200


def test_a_new_process_is_on_the_board(site):
    site.do("kopier", "bid", udgave="1", navn="Vores egen proces")

    shown = site.lay_out(process, proces="vores-egen-proces")

    assert "Ingen af de valgte indsatser følger processen “Vores egen proces”" in text_of(shown)
