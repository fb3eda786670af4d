"""Organisation, one body and the agreements: what they say for a day, and what their forms do and refuse."""

import datetime as dt
import io
import json
from contextlib import contextmanager
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.components.filter_bar import _offered
from dashboard.components.structure_tree import structure_list
from dashboard.filters import CHOICE, from_query
from dashboard.pages import agreements, body, focus, organisation
from dashboard.settings import Settings
from dashboard.texts import COOKIE
from portfolio.database import reading, writing
from portfolio.reference import load_reference, shipped_reference
from portfolio.reference_editing import Change, Made, edit
from portfolio.reference_edits import find_row, read_reference
from portfolio.rules.structure import bodies_by_id
from portfolio.vocabulary import EditKind, Subject
from tests.builders.components import heading_of, links_of, text_of
from tests.builders.importing import at_once, make_work
from tests.builders.uploads import load as load_rows

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
CPR = "010150-1234"
FORUM = {"felt-name": "A", "felt-kind": "forum", "felt-certainty": "svag"}


@pytest.fixture
def server(sqlite_engine, sqlite_url, tmp_path):
    load_rows(
        sqlite_engine,
        {"title": "Fælles gravidteam", "focus_area": "Psykisk sygdom", "lead": "Sundhedsstyregruppen"},
        organisation="rh-syd",
    )
    work = make_work(sqlite_engine, tmp_path)
    settings = Settings(database_url=sqlite_url, data_dir=tmp_path)
    return create_app(settings, at_once(work), lambda: NOW).server


@pytest.fixture
def client(server):
    return server.test_client()


@contextmanager
def on(server, path="/organisation", language="da"):
    with server.test_request_context(path, headers={"Cookie": f"{COOKIE}={language}"}):
        server.preprocess_request()
        try:
            yield
        finally:
            server.do_teardown_request()


def page_text(server, module, address="", **query):
    with on(server):
        laid_out = module.layout(address, **query) if address else module.layout(**query)
        return " ".join(text_of(laid_out).split())


def send(client, route, **form):
    return client.post(f"/api/stamdata/{route}", data=form, headers=OWN_PAGE)


def told(answer) -> str:
    assert answer.status_code == 200, answer.json
    return answer.json["message"]


def refused(answer) -> str:
    assert answer.status_code in (404, 422), answer.json
    return answer.json["id"]


def row(engine, subject, row_id):
    with reading(engine) as session:
        return find_row(read_reference(session).reference, subject, row_id)


def stamp(engine, subject, row_id) -> str:
    with reading(engine) as session:
        return read_reference(session).stamp(subject, row_id)


def change(engine, subject, row_id, **values) -> int:
    with writing(engine) as session:
        changes = [Change(subject, row_id, EditKind.CHANGE, values)]
        return edit(session, changes, Made("Aftalt", NOW, "anna", {}))


# --- What they say


def test_the_structure_of_today_says_what_changes_next(server):
    said = page_text(server, organisation)

    assert "1. januar 2027 begynder 18 organer, og 47 er ophørt" in said
    assert "Sundhedsstyregruppen (SSG)" in said
    assert "ikke bekræftet (ældre kilde)" in said
    assert "Sundhedsråd Fyn" in said  # in what changes


def test_another_day_has_other_bodies_in_tree_and_list(server):
    then = {"som-paa": "2020-01-01", "region": "region-hovedstaden"}
    said = page_text(server, organisation, **then)
    assert "Forum for koordination i Planområde Syd" in said
    assert "6–7 pladser" in said

    said = page_text(server, organisation, vis="liste", **then)
    assert "Organisations- og samarbejdsstruktur for Samordningsudvalg Syd Somatik" in said
    assert "01.10.2019–30.06.2022" in said


def test_the_list_has_each_body_of_the_day_once(server):
    day = dt.date(2026, 11, 23)
    with on(server):
        there = [it for it in load_reference().organisations if it.exists_on(day)]
        table = structure_list(there, day, "")
        found = links_of(table)
    assert {f"/organisation/{it.id}" for it in there} <= set(found)


def test_the_council_stands_under_the_new_region_on_its_first_day(server):
    said = page_text(server, organisation, **{"som-paa": "2027-01-01"})

    assert "Region Østdanmark" in said
    assert "Siden viser strukturen, som den er 1. januar 2027" in said
    assert "1. januar 2027 begynder 18 organer, og 47 er ophørt" in said


def test_what_cannot_be_a_day_or_region_is_told_and_left_out(server):
    said = page_text(server, organisation, **{"som-paa": "i går", "region": "region-oestdanmark"})

    assert "som-paa" in said
    assert "region-oestdanmark" in said


def test_a_region_that_is_no_more_is_the_one_that_took_over(server):
    said = page_text(server, organisation, **{"som-paa": "2027-01-01", "region": "region-hovedstaden"})

    assert "Sundhedsråd Nordsjælland" in said
    assert "Sundhedsstyregruppen (SSG)" not in said


def test_a_body_says_who_is_in_it_and_what_it_is_under(server):
    said = page_text(server, body, "po-syd-forum")

    assert "Forum for koordination i Planområde Syd ophørte 30. juni 2022" in said
    assert "PLO-repræsentanten og hospitalspraksiskonsulenten deler pladsen" in said
    assert "Samordningsudvalg Syd Somatik" in said
    assert "Datoerne er udledt af flere kilder" in said


def test_a_body_says_who_takes_over_and_what_is_done_there(server):
    said = page_text(server, body, "rh-nord")
    assert "Sundhedsklynge Nord ophører 31. december 2026" in said
    assert "Sundhedsråd Nordsjælland (01.01.2027)" in said
    assert "1 indsats hører til Sundhedsklynge Syd" in page_text(server, body, "rh-syd")
    assert "1 indsats nævner “Sundhedsstyregruppen”" in page_text(server, body, "rm-ssg")


def test_every_body_has_a_page_in_both_languages(server):
    for id_ in bodies_by_id():
        with on(server):
            assert heading_of(body.layout(id_)).startswith(bodies_by_id()[id_].name)
    for id_ in ("rm-ssg", "rh-syd", "0167", "region-sjaelland", "po-syd-sou"):
        with on(server, language="en"):
            assert "Ikke angivet" not in text_of(body.layout(id_))


def test_a_body_that_is_not_there_says_so_and_has_no_status_of_a_page(server, client):
    assert "Der er intet organ med id’et findes-ikke" in page_text(server, body, "findes-ikke")
    assert client.get("/organisation/findes-ikke").status_code == 404
    assert client.get("/organisation/rm-ssg").status_code == 200
    assert client.get("/organisation/aftaler").status_code == 200


def test_the_agreements_stand_region_by_region_with_what_was_carried_on(server):
    said = page_text(server, agreements)

    assert "2 sundhedsaftaler gælder, med 3 fokusområder og 6 mål" in said
    assert "Videreført uændret fra en tidligere aftale" in said
    assert "Fælles investering i forebyggelse" in said
    assert "6 værdipolitiske mål" in said
    assert "Brug tid sammen og byg bro" in said
    assert "Aftalens fokusområder er ikke kendt" in said


def test_the_workbook_has_the_bodies_of_the_day_that_is_shown(server, client):
    answer = client.get("/hent/organisation.xlsx?som-paa=2027-01-01&region=region-oestdanmark")

    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    names = [cells[0].value for cells in sheet.iter_rows(min_row=2)]
    assert "Sundhedsråd Nordsjælland" in names
    assert "Sundhedsklynge Nord" not in names
    assert sheet["E1"].value == "Første dag"


def test_the_agreements_workbook_has_areas_goals_and_value_goals(client):
    answer = client.get("/hent/aftaler.xlsx")

    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    rows = {cells[4].value: [cell.value for cell in cells] for cells in sheet.iter_rows(min_row=2)}
    psychiatry = rows["Sammen om borgere med psykisk sygdom"]
    assert psychiatry[2:4] == ["Fokusområde", "2"]
    assert psychiatry[7] == 1
    assert psychiatry[8] == "Videreført uændret: Sundhedsaftalen 2024-2027, Region Hovedstaden"
    assert rows["Brug tid sammen og byg bro"][1] == "Samordningsudvalg Syd Somatik"


def test_a_region_without_initiatives_has_no_focus_areas_to_choose(server):
    with on(server, "/indsatser"):
        asked, known = from_query({}), data.portfolio()
        offered = _offered(CHOICE["focus_areas"], asked.criteria, known)
    assert "psykisk" in offered
    assert "rm-aeldre" not in offered


def test_no_person_is_named_in_reference_data():
    """Seats are roles: two words with capitals would be a name, unless they are an organisation's."""
    known = {it.name for it in shipped_reference().organisations}
    for seat in shipped_reference().seats:
        words = seat.role.split()
        pairs = [
            f"{one} {other}" for one, other in pairwise(words) if one[0].isupper() and other[0].isupper()
        ]
        assert all(pair in known or pair.split()[0] in ("Nære", "Københavns") for pair in pairs), seat.role


def test_pages_ask_the_database_as_little_as_others(server, sqlite_engine):
    engine, statements = server.extensions[data.EXTENSION].engine, []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    page_text(server, organisation)
    for module, address in ((organisation, ""), (body, "rm-ssg"), (agreements, "")):
        statements.clear()
        page_text(server, module, address)
        assert [it for it in statements if it != "BEGIN"] == statements[1:2]  # whether anything has changed


def test_two_regions_focus_areas_stand_side_by_side_where_both_have_initiatives(server, sqlite_engine):
    with on(server):
        said = text_of(focus.layout())
    assert "Sammen om børn og unges sundhed" in said  # the whole agreement that somebody stands under
    assert "Fælles investering i forebyggelse" not in said

    load_rows(
        sqlite_engine,
        {"title": "Hjemmebesøg", "focus_area": "Forebyggelse"},
        source="Randersklyngens projekter",
        organisation="rm-randers",
    )
    with on(server):
        said = " ".join(text_of(focus.layout()).split())
    assert "Fælles investering i forebyggelse Region Midtjylland" in said
    assert "Sammen om børn og unges sundhed Region Hovedstaden" in said


# --- What the forms do


def test_a_body_is_changed_undone_and_changed_again(client, server, sqlite_engine):
    kept = stamp(sqlite_engine, Subject.ORGANISATION, "rm-ssg")
    form = {
        "raekke": "rm-ssg",
        "stempel": kept,
        "felt-name": "Den nye styregruppe",
        "begrundelse": "SSG 3/11",
    }
    answer = send(client, "organ/ret", side="/organisation/rm-ssg", **form)
    assert told(answer) == "Ændringen er gemt."
    assert answer.json["address"] == "/organisation/rm-ssg"

    said = page_text(server, body, "rm-ssg")
    assert "Den nye styregruppe" in said
    assert "Sundhedsstyregruppen (SSG) → Den nye styregruppe" in said
    assert "SSG 3/11" in said

    undo = answer.json["undo"]
    again = client.post(undo["action"], data=undo["values"], headers=OWN_PAGE)
    assert told(again) == "Ændringen er fortrudt."
    assert "Fortrudt 23.11.2026" in page_text(server, body, "rm-ssg")
    redo = again.json["undo"]
    assert (
        told(client.post(redo["action"], data=redo["values"], headers=OWN_PAGE)) == "Ændringen gælder igen."
    )
    assert row(sqlite_engine, Subject.ORGANISATION, "rm-ssg").name == "Den nye styregruppe"


def test_all_pages_say_the_new_name_at_once(client, server, sqlite_engine):
    with on(server):
        assert "Sundhedsklynge Syd" in text_of(focus.layout())
    change(sqlite_engine, Subject.ORGANISATION, "rh-syd", name="Klyngen mod syd")

    with on(server):
        assert "Klyngen mod syd" in text_of(focus.layout())
        assert from_query({"klynge": "rh-syd"}).criteria.organisations == ("rh-syd",)


def test_what_was_known_on_a_day_is_shown_as_it_was_named_then(server, sqlite_engine):
    change(sqlite_engine, Subject.ORGANISATION, "rm-ssg", name="Den nye styregruppe")

    assert "Den nye styregruppe" in page_text(server, body, "rm-ssg")
    then = page_text(server, body, "rm-ssg", pr="2026-11-20", ret="organ:rm-ssg")
    assert "Sundhedsstyregruppen (SSG)" in then
    assert "Den nye styregruppe" not in then
    assert "Gem ændringen" not in then


def test_an_ad_hoc_group_is_set_up_prolonged_and_closed(client, server, sqlite_engine):
    form = {
        "felt-name": "Hjertegruppe",
        "felt-kind": "ad_hoc_group",
        "felt-region": "region-midtjylland",
        "felt-parent": "rm-ssg",
        "felt-first_date": "2026-05-01",
        "felt-planned_end": "2026-10-31",
        "felt-certainty": "bekraeftet",
        "felt-task": "Forslag til forløbsprogram",
        "begrundelse": "Kommissorium af 3. april",
    }
    made = send(client, "organ/tilfoej", side="/organisation", **form)
    assert made.json["address"] == "/organisation/rm-hjertegruppe"
    member = {
        "felt-organisation": "rm-hjertegruppe",
        "felt-role": "Overlæge, kardiologi",
        "felt-party": "hospital",
        "felt-member": "hospital-aarhus-universitetshospital",
        "felt-fewest": "1",
        "felt-most": "1",
        "felt-certainty": "bekraeftet",
        "begrundelse": "Udpeget af fællessekretariatet",
    }
    told(send(client, "plads/tilfoej", **member))
    assert "skulle være færdig 31. oktober 2026 og er ikke lukket" in page_text(server, organisation)
    assert "1 plads" in page_text(server, body, "rm-hjertegruppe")

    kept = stamp(sqlite_engine, Subject.ORGANISATION, "rm-hjertegruppe")
    longer = {"raekke": "rm-hjertegruppe", "stempel": kept, "felt-planned_end": "2027-03-31"}
    told(send(client, "organ/ret", begrundelse="Forlænget i SSG", **longer))
    assert "ikke lukket" not in page_text(server, organisation)

    kept = stamp(sqlite_engine, Subject.ORGANISATION, "rm-hjertegruppe")
    closing = {
        "raekke": "rm-hjertegruppe",
        "stempel": kept,
        "dato": "2026-11-23",
        "begrundelse": "Opgaven er løst",
    }
    assert refused(send(client, "organ/afslut", **closing)) == "reference.part_open"
    assert told(send(client, "organ/afslut", alt="1", **closing)) == "Det er afsluttet, og 1 under det også."
    assert row(sqlite_engine, Subject.SEAT, "rm-hjertegruppe:1").last_date == dt.date(2026, 11, 23)


def test_a_successor_ends_the_body_on_the_eve_unless_it_has_an_end(client, sqlite_engine):
    form = {
        "raekke": "rm-temagrupper",
        "stempel": stamp(sqlite_engine, Subject.ORGANISATION, "rm-temagrupper"),
        "felt-successor": "rm-faellessekretariat",
        "felt-date": "2017-01-01",
        "felt-certainty": "afledt",
        "begrundelse": "Notatet fra 2016",
    }
    assert told(send(client, "organ/afloeser", **form)) == "Temagrupperne har fået en afløser."

    assert row(sqlite_engine, Subject.ORGANISATION, "rm-temagrupper").last_date == dt.date(2016, 12, 31)
    assert row(sqlite_engine, Subject.SUCCESSION, "rm-temagrupper:rm-faellessekretariat") is not None


def test_a_seat_is_removed_and_comes_back(client, sqlite_engine):
    kept = stamp(sqlite_engine, Subject.SEAT, "po-syd-forum:1")
    answer = send(client, "plads/fjern", raekke="po-syd-forum:1", stempel=kept, begrundelse="Aldrig passet")
    assert told(answer) == "Rækken er fjernet."
    assert row(sqlite_engine, Subject.SEAT, "po-syd-forum:1") is None

    undo = answer.json["undo"]
    told(client.post(undo["action"], data=undo["values"], headers=OWN_PAGE))
    assert row(sqlite_engine, Subject.SEAT, "po-syd-forum:1") is not None


def test_an_agreement_an_area_a_goal_a_word_and_a_carrying_are_added(client, server, sqlite_engine):
    why = {"begrundelse": "Vedtaget i regionsrådet", "felt-certainty": "bekraeftet"}
    told(
        send(
            client,
            "aftale/tilfoej",
            id="ro-2027",
            **{
                "felt-name": "Nærsundhedsplan",
                "felt-region": "region-oestdanmark",
                "felt-first_date": "2027-01-01",
            },
            **why,
        )
    )
    area = {
        "felt-name": "Sammen om søvn",
        "felt-short_name": "Søvn",
        "felt-agreement": "ro-2027",
        "felt-number": "1",
        "felt-first_date": "2027-01-01",
    }
    told(send(client, "fokusomraade/tilfoej", **area, **why))
    goal = {
        "felt-text": "Alle sover",
        "felt-focus_area": "ro-soevn",
        "felt-number": "1.1",
        "felt-first_date": "2027-01-01",
    }
    told(send(client, "maal/tilfoej", **goal, **why))
    told(send(client, "ord/tilfoej", **{"felt-word": "søvn", "felt-focus_area": "ro-soevn"}, **why))
    carried = {
        "felt-part": "psykisk",
        "felt-agreement": "ro-2027",
        "felt-how": "merged",
        "felt-successor": "ro-soevn",
    }
    told(send(client, "videreforelse/tilfoej", **carried, **why))

    said = page_text(server, agreements, **{"som-paa": "2027-01-01"})
    assert "1 sundhedsaftale gælder, med 1 fokusområder og 1 mål" in said
    assert "Lagt sammen med andet" in said
    assert row(sqlite_engine, Subject.GOAL, "ro-soevn-1-1").text == "Alle sover"


def test_a_focus_area_is_ended_with_its_goals_and_on_purpose(client, sqlite_engine):
    kept = stamp(sqlite_engine, Subject.FOCUS_AREA, "psykisk")
    form = {"raekke": "psykisk", "stempel": kept, "dato": "2026-12-31", "begrundelse": "Aftalen ophører"}

    assert refused(send(client, "fokusomraade/afslut", **form)) == "reference.part_open"
    assert refused(send(client, "fokusomraade/afslut", alt="1", **form)) == "reference.area_in_use"
    told(send(client, "fokusomraade/afslut", alt="1", bliver="1", **form))
    assert row(sqlite_engine, Subject.GOAL, "2.1").last_date == dt.date(2026, 12, 31)


# --- What is refused


@pytest.mark.parametrize(
    ("route", "form", "message_id"),
    [
        ("organ/ret", {"felt-name": ""}, "reference.name_missing"),
        ("organ/ret", {"felt-name": "a" * 201}, "reference.too_long"),
        ("organ/ret", {"felt-kind": "konge"}, "reference.code_unknown"),
        ("organ/ret", {"felt-first_date": "31-12-2026"}, "reference.day_unreadable"),
        ("organ/ret", {"felt-first_date": "1600-01-01"}, "reference.day_unreadable"),
        ("organ/ret", {"felt-parent": "findes-ikke"}, "reference.member_unknown"),
        ("organ/ret", {"felt-parent": "rm-triple-aim"}, "reference.parent_circle"),
        ("organ/ret", {"felt-name": "Sundhedsstyregruppen (SSG)"}, "reference.nothing_changed"),
        ("organ/ret", {"felt-name": "A", "begrundelse": ""}, "correction.reason_missing"),
        ("organ/ret", {"felt-name": "A", "stempel": "99.0"}, "reference.row_gone"),
        ("organ/ret", {"felt-name": "A", "raekke": "findes-ikke"}, "reference.row_gone"),
        ("organ/afslut", {"dato": ""}, "reference.day_unreadable"),
        ("organ/noget", {}, "reference.row_gone"),
        ("noget/ret", {}, "reference.row_gone"),
        ("organ/tilfoej", {"felt-name": "A"}, "reference.name_missing"),
        ("organ/tilfoej", {**FORUM, "id": "Æ!"}, "reference.id_unreadable"),
        ("organ/tilfoej", {**FORUM, "id": "aftaler"}, "reference.id_unreadable"),
        (
            "organ/tilfoej",
            {"felt-name": "A", "felt-kind": "forum", "felt-certainty": "svag", "id": "rm-dks"},
            "reference.id_taken",
        ),
        ("organ/tilfoej", {**FORUM, "felt-name": "!"}, "reference.id_unreadable"),
        (
            "plads/ret",
            {"raekke": "rh-tss:1", "felt-fewest": "9", "felt-most": "7"},
            "reference.seats_backwards",
        ),
        ("plads/ret", {"raekke": "rh-tss:1", "felt-most": "mange"}, "reference.number_unreadable"),
        (
            "afloesning/ret",
            {"raekke": "rm-sku:rm-ssu", "felt-date": ""},
            "reference.day_missing",
        ),
        (
            "medlem/tilfoej",
            {
                "felt-organisation": "rh-nord",
                "felt-member": "0167",
                "felt-last_date": "2026-12-31",
                "felt-certainty": "svag",
            },
            "reference.two_areas",
        ),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_nothing_is_changed(
    client, sqlite_engine, route, form, message_id
):
    whole = {"raekke": "rm-ssg", "stempel": "0.0", "begrundelse": "Aftalt", **form}

    answer = send(client, route, **whole)

    assert refused(answer) == message_id
    assert len(answer.json["message"]) > 20
    with reading(sqlite_engine) as session:
        assert read_reference(session).edits == ()


@pytest.mark.parametrize("field", ["felt-name", "felt-task", "begrundelse"])
def test_a_text_with_a_cpr_number_is_not_taken(client, sqlite_engine, field):
    form = {"raekke": "rm-ssg", "stempel": "0.0", "felt-name": "A", "begrundelse": "Aftalt"}

    assert refused(send(client, "organ/ret", **{**form, field: f"Ring til {CPR}"})) == "correction.cpr"
    with reading(sqlite_engine) as session:
        assert read_reference(session).edits == ()


def test_what_somebody_changed_meanwhile_is_told_with_who_and_when(client, sqlite_engine):
    change(sqlite_engine, Subject.ORGANISATION, "rm-ssg", name="A")
    form = {"raekke": "rm-ssg", "stempel": "0.0", "felt-name": "B", "begrundelse": "Aftalt"}

    answer = send(client, "organ/ret", **form)

    assert refused(answer) == "reference.changed_meanwhile"
    assert "anna har ændret det samme 23.11.2026" in answer.json["message"]


def test_nothing_is_sent_from_elsewhere_or_where_nothing_can_be_changed(
    client, sqlite_engine, sqlite_url, tmp_path
):
    form = {"raekke": "rm-ssg", "stempel": "0.0", "felt-name": "A", "begrundelse": "Aftalt"}
    foreign = client.post("/api/stamdata/organ/ret", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403

    closed = create_app(Settings(database_url=sqlite_url, data_dir=tmp_path), None, lambda: NOW).server
    answer = closed.test_client().post("/api/stamdata/organ/ret", data=form, headers=OWN_PAGE)
    assert answer.status_code == 503


@pytest.mark.parametrize(
    "side", ["https://example.org", "//example.org", "/organisation//x", "/indsatser", "\\\\x"]
)
def test_a_form_leads_nowhere_but_to_these_pages(client, side):
    form = {"raekke": "rm-ssg", "stempel": "0.0", "felt-name": "A", "begrundelse": "Aftalt", "side": side}

    assert send(client, "organ/ret", **form).json["address"] is None


def test_the_forms_open_in_their_place(server):
    said = page_text(server, body, "rm-ssg", ret="organ:rm-ssg")
    assert "Gem ændringen" in said
    assert "Hvorfor?" in said
    assert "Afløser for" in page_text(server, body, "rm-ssg", ret="afloeser:organ:rm-ssg")
    assert "Afslut alt under samme dag" in page_text(server, body, "rm-ssg", ret="afslut:organ:rm-ssg")
    assert "Fjern: København" in page_text(server, body, "rh-syd", ret="medlem:rh-syd:0101")
    assert "Mindst antal pladser" in page_text(server, body, "rm-ssg", ny="plads")
    with on(server):
        ways = [it for it in links_of(agreements.layout()) if "ret=ord" in it]
    assert "/organisation/aftaler?ret=ord:aeldre-kronisk:%C3%A6ldre" in ways
    assert "Ret: ældre" in page_text(server, agreements, ret="ord:aeldre-kronisk:ældre")
    assert "1 indsats står under" in page_text(server, agreements, ret="afslut:fokusomraade:psykisk")


def test_answers_are_json_that_the_pages_script_reads(client):
    form = {"raekke": "rm-ssg", "stempel": "0.0", "felt-name": "A", "begrundelse": "Aftalt"}
    answer = json.loads(send(client, "organ/ret", **form).data)

    assert set(answer) == {"job", "address", "message", "undo"}
    assert set(answer["undo"]) == {"action", "values", "label"}
