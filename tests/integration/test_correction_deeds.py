"""Deeds on an initiative's page: each form does what it says, in a sentence where it cannot."""

import json
from contextlib import contextmanager

import plotly
import pytest
from sqlalchemy import func, select

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import gaps, initiative, initiatives, new_initiative, overview, sources
from dashboard.pages import load as load_page
from dashboard.settings import Settings
from portfolio.database import reading
from portfolio.fields import FIELDS
from portfolio.queries.initiative import initiative as initiative_record
from portfolio.rules.months import danish_day, end_of_day
from portfolio.tables import Correction, Initiative, Upload
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import NOVEMBER, OCTOBER, at, day_value, load

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
CPR_LIKE = "ring til 010101-0000"


class Page:
    """An initiative's page as its forms reach it, and as it is laid out."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def do(self, deed, id_=1, headers=OWN_PAGE, **form):
        place = "" if id_ is None else f"/{id_}"
        return self.client.post(f"/api/indsats{place}/{deed}", data=form, headers=headers)

    def shown(self, page=initiative, language="da", **query) -> str:
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def view(self, id_=1, **query) -> str:
        return self.shown(initiative_id=str(id_), **query)

    def record(self, id_=1):
        with reading(self.engine) as session:
            return initiative_record(session, id_, end_of_day(danish_day(NOW)))

    def count(self, table) -> int:
        with reading(self.engine) as session:
            return session.scalar(select(func.count()).select_from(table))


@contextmanager
def served(engine, url, folder, *, is_closed=False):
    importer = None if is_closed else at_once(make_work(engine, folder))
    app = create_app(Settings(url, folder), importer, lambda: NOW)
    yield Page(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


@pytest.fixture
def page(sqlite_engine, sqlite_url, tmp_path):
    load(sqlite_engine, {"title": "Fælles gravidteam", "owner": "Viborg Kommune", "status": "active"})
    with served(sqlite_engine, sqlite_url, tmp_path) as found:
        yield found


def correct(page, field="owner", id_=1, reason="aftalt i klyngen", **form):
    parts = {f"{field}-{name}": value for name, value in form.items()}
    return page.do("ret", id_, felt=field, begrundelse=reason, **parts)


# --- Fields -------------------------------------------------------------------------------------------------


def test_a_field_is_corrected_and_the_page_shows_both_what_is_set_and_what_the_list_says(page):
    answer = correct(page, vaerdi="Skive Kommune")

    assert answer.get_json()["message"] == "Feltet “Ejer” er rettet."
    assert answer.get_json()["address"] == "/indsatser/1"
    shown = page.view()
    assert all(it in shown for it in ("Skive Kommune", "aftalt i klyngen", "Listen siger: Viborg Kommune."))
    assert "1 rettelse gælder (1 i alt)" in shown


def test_the_answer_offers_to_undo_it(page):
    undo = correct(page, vaerdi="Skive Kommune").get_json()["undo"]

    page.client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)

    assert page.record().values["owner"] == "Viborg Kommune"
    assert "0 rettelser gælder (1 i alt)" in page.view()


@pytest.mark.parametrize(
    ("field", "form", "expected"),
    [
        ("status", {"vaerdi": "paused"}, "paused"),
        ("status", {"vaerdi": ""}, None),
        ("owner", {"ikke": "1"}, None),
        ("cluster", {"vaerdi": "Midtklyngen"}, "Midtklyngen"),
        ("remarks", {"vaerdi": "Første linje\r\nAnden linje"}, "Første linje\nAnden linje"),
        ("municipalities", {"kommune": ["0791", "0779"]}, ("0779", "0791")),
        ("budget_dkk", {"vaerdi": "1.250.000 kr."}, 1_250_000),
        ("budget_dkk", {"vaerdi": "1203901234"}, 1_203_901_234),
        ("citizen_count", {"vaerdi": "2 400"}, 2400),
        ("completion_share", {"vaerdi": "45,5 %"}, 0.455),
        ("start", {"dag": "3", "maaned": "11", "aar": "2026"}, day_value("2026-11-03")),
    ],
)
def test_each_kind_of_field_is_read_from_its_own_control(page, field, form, expected):
    assert correct(page, field, **form).status_code == 200

    assert page.record().values.get(field) == expected
    assert page.record().corrections[field].value == expected


@pytest.mark.parametrize(
    ("form", "first", "last", "precision"),
    [
        ({"aar": "2027"}, "2027-01-01", "2027-12-31", "year"),
        ({"maaned": "2", "aar": "2028"}, "2028-02-01", "2028-02-29", "month"),
        ({"loebende": "1"}, "None", "None", "open"),
        ({"loebende": "1", "aar": "2026"}, "2026-01-01", "None", "open"),
    ],
)
def test_a_date_is_as_exact_as_it_is_said(page, form, first, last, precision):
    correct(page, "end", **form)

    end = page.record().values["end"]
    assert (str(end.first), str(end.last), str(end.precision)) == (first, last, precision)


def test_a_period_has_two_ends(page):
    correct(page, "period", **{"aar": "2026", "til-maaned": "6", "til-aar": "2027"})

    period = page.record().values["period"]
    assert (str(period.first), str(period.last), str(period.precision)) == (
        "2026-01-01",
        "2027-06-30",
        "range",
    )


@pytest.mark.parametrize(
    ("field", "form", "message_id"),
    [
        ("farve", {"vaerdi": "rød"}, "correction.field_unknown"),
        ("title", {"vaerdi": " "}, "correction.empty"),
        ("title", {"ikke": "1"}, "correction.title_missing"),
        ("owner", {"vaerdi": ""}, "correction.empty"),
        ("owner", {"vaerdi": "x" * 5001}, "correction.too_long"),
        ("owner", {"vaerdi": CPR_LIKE}, "correction.cpr"),
        ("citizen_count", {"vaerdi": "010101-0000"}, "correction.cpr"),
        ("status", {"vaerdi": "soon"}, "correction.code_unknown"),
        ("municipalities", {}, "correction.empty"),
        ("municipalities", {"kommune": "9999"}, "correction.municipality_unknown"),
        ("budget_dkk", {"vaerdi": "mange penge"}, "correction.number_unreadable"),
        ("budget_dkk", {"vaerdi": "1,25"}, "correction.number_unreadable"),
        ("completion_share", {"vaerdi": "120"}, "correction.share_unreadable"),
        ("start", {"dag": "31", "maaned": "2", "aar": "2026"}, "correction.date_unreadable"),
        ("start", {"dag": "3", "aar": "2026"}, "correction.date_unreadable"),
        ("start", {"maaned": "3"}, "correction.date_unreadable"),
        ("start", {"maaned": "13", "aar": "2026"}, "correction.date_unreadable"),
        ("start", {"aar": "0000"}, "correction.date_unreadable"),
        ("start", {"aar": "1066"}, "correction.date_far"),
        ("start", {}, "correction.empty"),
        ("period", {"aar": "2027", "til-aar": "2026"}, "correction.date_backwards"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence_and_nothing_changed(page, field, form, message_id):
    answer = correct(page, field, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (422, message_id)
    assert page.count(Correction) == 0


def test_no_digits_of_what_looks_like_a_cpr_number_are_repeated(page):
    for answer in (
        correct(page, vaerdi=CPR_LIKE),
        correct(page, vaerdi="Skive", reason=CPR_LIKE),
        page.do("titel", None, **{"title-vaerdi": CPR_LIKE}),
        page.do("ny", None, **{"title-vaerdi": "Akutteam", "remarks-vaerdi": CPR_LIKE}),
    ):
        assert answer.get_json()["id"] == "correction.cpr"
        assert "0000" not in answer.get_data(as_text=True)
    assert (page.count(Correction), page.count(Initiative)) == (0, 1)


def test_without_a_reason_nothing_is_corrected(page):
    assert correct(page, vaerdi="Skive", reason=" ").get_json()["id"] == "correction.reason_missing"
    assert page.count(Correction) == 0


def test_an_end_before_the_start_is_told(page):
    correct(page, "start", aar="2027")

    assert "slutter nu, før den starter" in correct(page, "end", aar="2026").get_json()["message"]


@pytest.mark.parametrize("deed", ["ret", "laeg-sammen", "fortryd-rettelse", "tag-af"])
def test_a_form_of_another_page_changes_nothing(page, deed):
    assert page.do(deed, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    ("deed", "id_", "form"),
    [
        ("ret", 99, {"felt": "owner", "owner-vaerdi": "Skive", "begrundelse": "aftalt"}),
        ("ret", "tre", {}),
        ("slet", 1, {}),
        ("fortryd-rettelse", 1, {"rettelse": "99"}),
        ("fortryd-rettelse", 1, {"rettelse": "x"}),
        ("fortryd-aendring", 1, {"aendring": "99"}),
        ("laeg-sammen", 1, {"anden": "99", "begrundelse": "samme"}),
        ("ikke-samme", 1, {"anden": "99"}),
        ("tag-af", 1, {"begrundelse": "en fejl"}),
        ("saet-tilbage", 1, {}),
    ],
)
def test_what_is_not_there_is_told_as_that(page, deed, id_, form):
    answer = page.do(deed, id_, **form)

    assert answer.status_code == 404
    assert answer.get_json()["message"].endswith("Intet er ændret.")


def test_where_nothing_can_be_loaded_nothing_can_be_changed(sqlite_engine, sqlite_url, tmp_path):
    load(sqlite_engine, {})
    with served(sqlite_engine, sqlite_url, tmp_path, is_closed=True) as page:
        assert correct(page, vaerdi="Skive").status_code == 503
    assert page.count(Correction) == 0


# --- Asked about again --------------------------------------------------------------------------------------


@pytest.fixture
def moved(page):
    correct(page, vaerdi="Skive Kommune")
    load(page.engine, {"owner": "Lemvig Kommune"}, month=NOVEMBER, now=NOW)
    return page


def test_when_the_list_moves_the_page_asks_again_with_both_ways(moved):
    shown = moved.view()

    assert "Listen siger nu noget andet om Ejer." in shown
    assert "sagde den: Viborg Kommune. Nu siger den: Lemvig Kommune." in shown
    assert "Behold rettelsen" in shown
    assert "Brug listens" in shown


WAITS = "1 rettelse skal ses igen"


def test_the_pages_where_lists_are_dealt_with_say_how_many_wait(moved):
    for page in (load_page, sources, gaps, overview):
        assert WAITS in moved.shown(page), page.__name__

    shown = moved.shown(gaps)
    assert all(
        it in shown for it in ("Skive Kommune", "Viborg Kommune", "Lemvig Kommune", "aftalt i klyngen")
    )
    assert "Behold rettelsen: Ejer, Fælles gravidteam" in shown
    assert WAITS not in moved.shown(gaps, pr="2026-10-31")  # nothing can be changed in what was


@pytest.mark.parametrize("deed", ["behold", "fortryd-rettelse"])
def test_what_was_answered_leaves_the_work_list(moved, deed):
    assert WAITS in moved.shown(gaps)

    moved.do(deed, rettelse="1")

    assert WAITS not in moved.shown(gaps)


@pytest.mark.parametrize(
    ("deed", "owner"), [("behold", "Skive Kommune"), ("fortryd-rettelse", "Lemvig Kommune")]
)
def test_it_is_answered_with_a_click(moved, deed, owner):
    assert moved.do(deed, rettelse="1").status_code == 200

    assert moved.record().values["owner"] == owner
    assert "nu noget andet" not in moved.view()


# --- The page -----------------------------------------------------------------------------------------------


def test_forms_are_folded_until_asked_for_and_the_address_says_which_is_open(page):
    assert "owner-vaerdi" not in page.view()

    shown = page.view(ret="owner")

    assert "owner-vaerdi" in shown
    assert "lead-vaerdi" not in shown
    assert "lead-vaerdi" in page.view(ret="lead")  # nobody states it
    assert "farve" in page.view(ret="farve")  # told as what could not be used


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_has_a_form_that_names_it(page, field):
    assert f'{{"type": "hidden", "name": "felt", "defaultValue": "{field}"}}' in page.view(ret=field)


def test_as_of_an_earlier_day_nothing_can_be_changed(page):
    correct(page, vaerdi="Skive Kommune")

    then = page.view(pr="2026-10-01", ret="owner")

    assert "/api/indsats" not in then
    assert "Skive Kommune" not in then


# --- Identity -----------------------------------------------------------------------------------------------


@pytest.fixture
def two(page):
    load(
        page.engine,
        {"title": "Fælles gravidteam i Viborg", "owner": "Viborg Kommune"},
        source="Syd",
        now=at(2),
    )
    return page


def test_what_it_may_be_is_shown_with_reasons(two):
    shown = two.view()

    assert "Ligner 1 anden indsats" in shown
    assert "Fælles gravidteam i Viborg" in shown
    assert "Vis rækkerne, og hvordan de er fundet" in shown


def test_merged_both_addresses_lead_to_one_page_and_back_again(two):
    answer = two.do("laeg-sammen", 2, anden="1", begrundelse="samme indsats").get_json()

    assert answer["address"] == "/indsatser/1"
    assert "Lagt sammen med" in two.view(1)
    assert "er lagt sammen med denne indsats" in two.view(2)
    assert two.client.get("/indsatser/2").status_code == 200
    two.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert two.record(2).title == "Fælles gravidteam i Viborg"
    assert "er lagt sammen med denne indsats" not in two.view(2)


def test_not_the_same_is_remembered_and_can_be_asked_again(two):
    two.do("ikke-samme", 1, anden="2")
    shown = two.view()
    assert "Ligner" not in shown
    assert "Ikke den samme som" in shown

    two.do("fortryd-ikke-samme", 1, anden="2")

    assert "Ligner 1 anden indsats" in two.view()


def test_rows_are_split_off_and_come_back(page):
    load(page.engine, {"title": "Fælles gravidteam"}, month=OCTOBER, now=at(30))
    assert "Del indsatsen …" in page.view()

    answer = page.do("del", raekke="2-1", begrundelse="to forskellige").get_json()

    assert page.record(2).title == "Fælles gravidteam"
    assert "Delt:" in page.view()
    assert "Delt fra" in page.view(2)
    page.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert page.record(2) is None


@pytest.mark.parametrize("rows", [[], ["1-1"], ["9-9"], ["x"]])
def test_a_split_must_leave_something_on_both_sides(page, rows):
    answer = page.do("del", raekke=rows, begrundelse="to forskellige")

    assert (answer.status_code, answer.get_json()["id"]) == (422, "identity.split_impossible")


# --- What stands on no list ---------------------------------------------------------------------------------


def test_the_title_is_asked_first_and_what_is_like_it_shown(page):
    assert "/indsatser/ny" in page.shown(initiatives)
    answer = page.do("titel", None, **{"title-vaerdi": "Fælles gravidteam"}).get_json()
    assert answer["address"] == "/indsatser/ny?titel=F%C3%A6lles+gravidteam"

    shown = page.shown(new_initiative, titel="Fælles gravidteam")

    assert "Findes den allerede? 1 indsats ligner" in shown
    assert "Det er en anden: opret indsatsen" in shown
    assert "Ingen kendt indsats ligner den." in page.shown(new_initiative, titel="Cykelstier")


def test_what_is_typed_is_shown_with_who_and_when_and_counted(page):
    answer = page.do(
        "ny",
        None,
        **{
            "title-vaerdi": "Cykelstier",
            "status-vaerdi": "active",
            "municipalities-kommune": ["0779"],
            "end-aar": "2027",
            "ikke": "1",
        },
    ).get_json()

    assert answer["address"] == "/indsatser/2"
    assert page.client.get("/indsatser/2").status_code == 200
    shown = page.view(2)
    assert "Tastet i Tværblik 23.11.2026" in shown
    assert "Tag indsatsen af listen …" in shown
    assert "Cykelstier" in page.shown(initiatives)
    assert "Ikke den samme som" in shown


def test_taken_off_its_address_says_so_and_offers_to_put_it_back(page):
    page.do("ny", None, **{"title-vaerdi": "Cykelstier"})

    answer = page.do("tag-af", 2, begrundelse="tastet ved en fejl").get_json()

    shown = page.view(2)
    assert "Indsatsen er taget af listen" in shown
    assert "tastet ved en fejl" in shown
    assert page.client.get("/indsatser/2").status_code == 200
    page.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert page.record(2).title == "Cykelstier"


def test_without_a_title_nothing_is_typed(page):
    for deed in ("titel", "ny"):
        assert page.do(deed, None, **{"title-vaerdi": ""}).status_code == 422
    assert page.count(Upload) == 1
