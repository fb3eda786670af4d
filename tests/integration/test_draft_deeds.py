"""Deeds on a draft's page: each form does what it says, in a sentence where it cannot."""

import datetime as dt
import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from dashboard import data
from dashboard.account import user
from dashboard.app import create_app
from dashboard.server.drafts import pair_word
from dashboard.server.first import UPDATE, router_body
from dashboard.settings import Settings
from portfolio.choices import failing
from portfolio.database import reading
from portfolio.draft_steps import is_ready, sure_pairs
from portfolio.drafts import finding_key
from portfolio.profile import EMPTY, Profile, SheetRule, profile_json
from portfolio.queries import drafts as queries
from portfolio.tables import Initiative, Upload
from portfolio.vocabulary import DraftState, Severity, UploadState
from tests.builders.drafts import confirm, detail, facts, take_in
from tests.builders.importing import NOW, at_once, importer_of, make_work
from tests.builders.workbooks import make_xlsx

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SAMPLES = Path(__file__).parent.parent / "samples"
LIST = SAMPLES / "10a_Randersklyngen_projektliste_oktober_2026.xlsx"
HEADINGS = ("Nr.", "Titel", "Status", "Tovholder")


class Page:
    """A draft's page as its forms reach it."""

    def __init__(self, work, client) -> None:
        self.work, self.client = work, client

    def do(self, deed, draft_id=1, headers=OWN_PAGE, **form):
        return self.client.post(f"/api/kladde/{draft_id}/{deed}", data=form, headers=headers)


@contextmanager
def served(work, url, folder, importer):
    app = create_app(Settings(url, folder), importer, lambda: NOW)
    yield app.server.test_client()
    app.server.extensions[data.EXTENSION].engine.dispose()


@pytest.fixture
def page(engine, database_url, tmp_path):
    work = make_work(engine, tmp_path)
    with served(work, database_url, tmp_path, at_once(work)) as client:
        yield Page(work, client)


@pytest.fixture
def received(page):
    take_in(page.work, LIST)
    return page


def test_saying_whose_list_it_is_settles_that(received):
    answer = received.do("kilde", kilde="ny:", ny_kilde="Randersklyngen", maaned="2026-10")

    assert answer.get_json()["address"] == "/indlaes/kladde/1"
    draft = facts(received.work, 1)
    assert (draft.source_name, f"{draft.month:%Y-%m}", draft.is_settled) == (
        "Randersklyngen",
        "2026-10",
        True,
    )


@pytest.mark.parametrize(
    ("deed", "form", "message_id"),
    [
        ("kilde", {"kilde": "", "maaned": "2026-10"}, "upload.source_missing"),
        ("kilde", {"kilde": "ny:", "ny_kilde": "R", "maaned": ""}, "upload.month_missing"),
        ("felt", {"felt": "farve", "overskrift": "Kommentar"}, "draft.field_unknown"),
        ("ord", {"felt": "status", "ord": "x", "kode": "soon"}, "draft.code_unknown"),
        ("ord", {"felt": "title", "ord": "x", "kode": "active"}, "draft.code_unknown"),
        ("overskrift", {"ark": "Okt 26", "raekke": "fire"}, "draft.row_unreadable"),
        ("bemaerkning", {"noegle": "a", "svar": "måske"}, "draft.answer_unknown"),
        ("raekke", {"noegle": "a", "svar": "måske"}, "draft.answer_unknown"),
        ("tag-tilbage", {"regel": "{"}, "draft.answer_unknown"),
        ("tag-tilbage", {"regel": '{"columns": [1]}'}, "draft.answer_unknown"),
    ],
)
def test_a_form_that_cannot_be_used_says_why_and_changes_nothing(received, deed, form, message_id):
    before = facts(received.work, 1)

    answer = received.do(deed, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (400, message_id)
    assert facts(received.work, 1) == before


def test_a_column_is_read_as_what_is_chosen_in_place(received):
    answer = received.do("felt", ark="Okt 26", overskrift="Kommentar", felt="ingen")

    assert answer.get_json()["job"]
    columns = {it.heading: it.field for it in detail(received.work, 1).result.tables[0].columns}
    assert columns["Kommentar"] is None


def test_a_choice_is_taken_back(received):
    received.do("felt", ark="Okt 26", overskrift="Kommentar", felt="ingen")

    rule = Profile(columns=facts(received.work, 1).choices.columns)
    received.do("tag-tilbage", regel=profile_json(rule))

    columns = {it.heading: it.field for it in detail(received.work, 1).result.tables[0].columns}
    assert columns["Kommentar"] == "remarks"


@pytest.mark.parametrize("row", ["9999", "34"])
def test_a_heading_row_that_the_sheet_does_not_have_is_refused_in_place(received, row):
    answer = received.do("overskrift", ark="Okt 26", raekke=row)

    assert (answer.status_code, answer.get_json()["id"]) == (422, "draft.row_beyond")
    assert "Intet er ændret" in answer.get_json()["message"]
    assert facts(received.work, 1).choices == EMPTY


def test_the_only_column_of_titles_is_not_given_another_field(page, tmp_path):
    rows = [(1, "Gravidteam", "I gang", "Ida"), (2, "Akutteam", "I gang", "Bo")]
    take_in(page.work, make_xlsx(tmp_path, [HEADINGS, *rows]), "Randersklyngen", NOW.date())

    answer = page.do("felt", ark="Indsatser", overskrift="Titel", felt="remarks")

    assert (answer.status_code, answer.get_json()["id"]) == (422, "draft.title_needed")
    assert facts(page.work, 1).choices == EMPTY


def shown_choices(page):
    return page.client.get("/indlaes/kladde/1?trin=genkend").get_data(as_text=True)


def test_a_choice_that_the_reading_could_not_follow_says_why_until_it_is_undone(received):
    received.do("overskrift", ark="Okt 26", raekke="2")

    rule = SheetRule("Okt 26", header_row=2, by=user())
    draft = detail(received.work, 1)
    assert {it: why.id for it, why in failing(draft.facts.choices, draft.result).items()} == {
        rule: "draft.row_no_heading"
    }
    assert "Virker ikke." in shown_choices(received)

    received.do("tag-tilbage", regel=profile_json(Profile(sheets=(rule,))))
    assert facts(received.work, 1).choices == EMPTY
    assert "Virker ikke." not in shown_choices(received)


def test_a_choice_of_a_column_that_is_not_there_says_so(received):
    received.do("felt", ark="Okt 26", overskrift="Findes ikke", felt="remarks")

    draft = detail(received.work, 1)
    (why,) = failing(draft.facts.choices, draft.result).values()
    assert (why.id, why.facts) == ("draft.column_not_found", {"heading": "Findes ikke"})


def test_a_choice_that_works_is_not_told_as_failing(received):
    received.do("felt", ark="Okt 26", overskrift="Kommentar", felt="ingen")

    draft = detail(received.work, 1)
    assert failing(draft.facts.choices, draft.result) == {}


def test_every_suggestion_is_taken_at_once(page, tmp_path):
    rows = [
        (1, "Gravidteam", "kører fint", "Ida"),
        (2, "Akutteam", "slut", "Bo"),
        (3, "Demens", "godt", "Bo"),
    ]
    take_in(page.work, make_xlsx(tmp_path, [HEADINGS, *rows]), "Randersklyngen", NOW.date())
    assert detail(page.work, 1).result.understood.questions

    page.do("forslag")

    assert detail(page.work, 1).result.understood.questions == ()


def test_a_word_gets_its_meaning(page, tmp_path):
    rows = [
        (1, "Gravidteam", "kører fint", "Ida"),
        (2, "Akutteam", "Afsluttet", "Bo"),
        (3, "Demens", "Idé", "Bo"),
    ]
    take_in(page.work, make_xlsx(tmp_path, [HEADINGS, *rows]), "Randersklyngen", NOW.date())

    page.do("ord", felt="status", ord="kører fint", kode="active")

    coded = {it.field: it.counts for it in detail(page.work, 1).result.understood.contents.coded}
    assert coded["status"]["active"] == 1


@pytest.fixture
def faulty(page, tmp_path):
    rows = [(1, "Gravidteam", "I gang", "Ida"), (2, None, "I gang", "Bo"), (3, "Demens", "I gang", "Bo")]
    take_in(page.work, make_xlsx(tmp_path, [HEADINGS, *rows]), "Randersklyngen", NOW.date())
    return page


def error_key(page):
    findings = detail(page.work, 1).result.findings
    error = next(it for it in findings if it.severity is Severity.ERROR)
    return finding_key(error.id, error.sheet, error.cell)


def test_accepting_a_finding_needs_a_reason(faulty):
    key = error_key(faulty)

    answer = faulty.do("bemaerkning", noegle=key, svar="accepter", begrundelse="  ")
    assert (answer.status_code, answer.get_json()["id"]) == (422, "draft.reason_missing")

    faulty.do("bemaerkning", noegle=key, svar="accepter", begrundelse="En pladsholder")
    assert facts(faulty.work, 1).answers.findings[key].reason == "En pladsholder"

    faulty.do("bemaerkning", noegle=key, svar="")
    assert facts(faulty.work, 1).answers.findings == {}


def test_confirming_leads_to_the_receipt(received):
    received.do("kilde", kilde="ny:", ny_kilde="Randersklyngen", maaned="2026-10")

    job = received.do("bekraeft").get_json()["job"]

    told = received.client.get(f"/api/job/{job}").get_json()
    assert (told["open"], told["share"], told["address"]) == (False, 1.0, "/indlaes/1")


def test_a_job_that_failed_says_why(received):
    job = received.do("bekraeft").get_json()["job"]

    told = received.client.get(f"/api/job/{job}").get_json()
    assert (told["open"], told["address"]) == (False, None)
    assert "spørgsmål" in told["said"]


def test_a_discarded_file_is_had_again_with_a_click(received):
    answer = received.do("kasser").get_json()

    assert answer["address"] == "/indlaes"
    assert facts(received.work, 1).state is DraftState.DISCARDED
    assert "Kan fortrydes indtil 24.11.2026" in text_of(received, path="/indlaes/kladde/1")
    assert "1 fil er kasseret for nylig" in text_of(received)
    received.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert (facts(received.work, 1).state, detail(received.work, 1).result.row_count) == (
        DraftState.READY,
        24,
    )


def test_a_file_that_was_not_kept_cannot_be_had_again(page, tmp_path):
    letter = tmp_path / "brev.xlsx"
    letter.write_bytes(b"%PDF-1.7")
    take_in(page.work, letter)

    assert page.do("kasser").get_json()["undo"] is None
    refused = page.do("fortryd-kassering")
    assert (refused.status_code, refused.get_json()["id"]) == (422, "draft.closed")


# --- Several at once ----------------------------------------------------------------------------------------


def text_of(page, search="", path="/indlaes"):
    answer = page.client.post(UPDATE, json=router_body(path, search)).get_json()
    return json.dumps(answer["response"]["_pages_content"], ensure_ascii=False)


def together(page, deed, **form):
    return page.client.post(f"/api/kladder/{deed}", data=form, headers=OWN_PAGE)


def of_sources(page, folder, *sources):
    """Take in a list of each source, with one initiative that is its own."""
    for source in sources:
        rows = [(1, f"Indsats hos {source}", "I gang", "Ida Ibsen")]
        take_in(page.work, make_xlsx(folder, [HEADINGS, *rows], name=f"{source}.xlsx"), source, NOW.date())


def ready_forms(page):
    """Give what the page's form sends: the drafts that are ready, as they were shown."""
    drafts = [detail(page.work, it) for it in (1, 2, 3)]
    return [f"{it.facts.id}:{it.facts.revision}" for it in drafts if is_ready(it.facts, it.result)]


def test_all_that_is_ready_is_loaded_and_told_of_in_one_place(page, tmp_path):
    of_sources(page, tmp_path, "Nord", "Syd", "Vest")

    answer = together(page, "indlaes", klar=ready_forms(page)).get_json()

    assert answer["address"] == "/indlaes?samlet=1,2,3"
    assert [facts(page.work, it).state for it in (1, 2, 3)] == [DraftState.CONFIRMED] * 3
    told = text_of(page, "?samlet=1,2,3")
    assert "Alle 3 lister er indlæst" in told
    assert told.count("Indlæst: 1 ny, 0 ændrede, 0 gået ud.") == 3


def test_what_cannot_be_loaded_keeps_nothing_else_back_and_says_why(page, tmp_path):
    of_sources(page, tmp_path, "Nord", "Syd", "Vest")
    seen = ready_forms(page)
    page.do("felt", 1, ark="Indsatser", overskrift="Tovholder", felt="ingen")  # in another window
    (page.work.drafts / facts(page.work, 2).file_path).unlink()

    together(page, "indlaes", klar=seen)

    states = [facts(page.work, it).state for it in (1, 2, 3)]
    assert states == [DraftState.READY, DraftState.READY, DraftState.CONFIRMED]
    told = text_of(page, "?samlet=1,2,3")
    assert "1 af 3 lister er indlæst" in told
    assert "Den er ændret, siden du så den." in told
    assert "Filen Syd.xlsx ligger ikke længere hos os." in told


def test_two_months_of_a_source_are_loaded_one_after_the_other_or_told_of(page, tmp_path):
    rows = [(n, f"Indsats {n} i klyngen", "I gang", "Ida Ibsen") for n in range(1, 4)]
    first = make_xlsx(tmp_path, [HEADINGS, *rows], name="okt.xlsx")
    take_in(page.work, first, "Nord", dt.date(2026, 10, 1))
    take_in(
        page.work,
        make_xlsx(tmp_path, [HEADINGS, *rows[:2], (9, "Ny", "I gang", "Bo")], name="nov.xlsx"),
        "Nord",
        dt.date(2026, 11, 1),
    )
    take_in(page.work, make_xlsx(tmp_path, [HEADINGS, *rows], name="x.xlsx"), "Vest", NOW.date())

    together(page, "indlaes", klar=ready_forms(page))

    assert facts(page.work, 1).state is DraftState.CONFIRMED
    assert facts(page.work, 2).state is DraftState.READY  # compared anew with October, to be seen first
    assert "Ikke indlæst." in text_of(page, "?samlet=1,2,3")


def test_chosen_files_are_discarded_and_had_again_together(page, tmp_path):
    of_sources(page, tmp_path, "Nord", "Syd", "Vest")

    answer = together(page, "kasser", kladde=["1", "3"]).get_json()

    assert answer["message"] == "2 filer er kasseret. Intet af dem er indlæst."
    states = [facts(page.work, it).state for it in (1, 2, 3)]
    assert states == [DraftState.DISCARDED, DraftState.READY, DraftState.DISCARDED]
    page.client.post(answer["undo"]["action"], data=answer["undo"]["values"], headers=OWN_PAGE)
    assert [facts(page.work, it).state for it in (1, 2, 3)] == [DraftState.READY] * 3


@pytest.mark.parametrize(
    ("deed", "form", "status", "message_id"),
    [
        ("kasser", {}, 400, "draft.none_chosen"),
        ("fortryd", {"kladde": "x"}, 400, "draft.none_chosen"),
        ("indlaes", {"klar": "x:y"}, 400, "draft.none_ready"),
        ("flyv", {}, 404, "draft.unknown"),
    ],
)
def test_a_deed_on_several_that_cannot_be_used_says_why(received, deed, form, status, message_id):
    answer = together(received, deed, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (status, message_id)


def test_only_the_apps_own_page_does_anything_to_several(received):
    answer = received.client.post("/api/kladder/kasser", data={"kladde": "1"})

    assert answer.status_code == 403
    assert facts(received.work, 1).state is DraftState.READY


def test_the_list_offers_what_is_ready_and_only_that(page, tmp_path):
    of_sources(page, tmp_path, "Nord", "Syd")
    assert "Indlæs alle 2, der er klar" in text_of(page)

    together(page, "kasser", kladde="2")

    assert "der er klar" not in text_of(page)


def test_a_withdrawn_upload_leaves_what_was_known_before(received):
    received.do("kilde", kilde="ny:", ny_kilde="Randersklyngen", maaned="2026-10")
    received.do("bekraeft")

    answer = received.client.post(
        "/api/indlaesning/1/traek-tilbage", data={"begrundelse": "Forkert liste"}, headers=OWN_PAGE
    )

    assert answer.get_json()["address"] == "/indlaes/1"
    with reading(received.work.engine) as session:
        upload = session.scalars(select(Upload)).one()
        assert (upload.state, upload.withdrawn_reason) == (UploadState.WITHDRAWN, "Forkert liste")
        assert session.scalar(select(func.count()).select_from(Initiative)) == 24  # known, but in no list


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
@pytest.mark.parametrize("address", ["/api/kladde/1/kasser", "/api/indlaesning/1/traek-tilbage"])
def test_only_the_apps_own_page_does_anything(received, headers, address):
    answer = received.client.post(address, data={"begrundelse": "hvorfor ikke"}, headers=headers)

    assert answer.status_code == 403
    assert facts(received.work, 1).state is DraftState.READY


@pytest.mark.parametrize("place", ["99/kasser", "1/flyv", "x/kasser", "1" * 30 + "/kasser"])
def test_what_is_not_there_is_told_so(received, place):
    answer = received.client.post(f"/api/kladde/{place}", headers=OWN_PAGE)

    assert (answer.status_code, answer.get_json()["id"]) == (404, "draft.unknown")


def test_the_page_shows_how_far_a_waiting_job_has_come(sqlite_engine, sqlite_url, tmp_path):
    work = make_work(sqlite_engine, tmp_path)
    told = []
    with served(work, sqlite_url, tmp_path, importer_of(work, told.append)) as client:
        take_in(work, LIST, "Randersklyngen", NOW.date())
        job = client.post("/api/kladde/1/sammenlign", headers=OWN_PAGE).get_json()["job"]

        assert told == [job]
        waiting = client.get(f"/api/job/{job}").get_json()
        assert (waiting["open"], waiting["share"]) == (True, 0.0)
        with reading(work.engine) as session:
            assert queries.draft(session, 1).is_at_work


def test_a_file_without_initiatives_says_so_instead_of_offering_to_store_it(page, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Beslutninger"
    sheet.append(["Dato", "Forum", "Sag", "Beslutning", "Frist"])
    sheet.append([dt.date(2026, 10, 1), "SSG", "Mødeplan", "Mødeplanen blev godkendt.", "maj 2027"])
    sheet.append([dt.date(2026, 10, 8), "SKU", "Budget", "Budgettet blev udsat.", "marts 2027"])
    book.save(tmp_path / "beslutninger.xlsx")
    take_in(page.work, tmp_path / "beslutninger.xlsx", "Sekretariatet", NOW.date())

    shown = page.client.get("/indlaes/kladde/1?trin=sammenlign").get_data(as_text=True)

    assert "Filen har ingen liste over indsatser" in shown
    assert "Indlæs listen" not in shown


def test_what_another_window_changed_is_not_stored_unseen(received):
    received.do("kilde", kilde="ny:", ny_kilde="Randersklyngen", maaned="2026-10")
    seen = str(facts(received.work, 1).revision)
    received.do("overskrift", ark="Okt 26", raekke="9")

    answer = received.do("bekraeft", udgave=seen)

    assert (answer.status_code, answer.get_json()["id"]) == (422, "draft.changed_since")


def test_a_refused_file_can_be_taken_off_the_list(page, tmp_path):
    letter = tmp_path / "brev.xlsx"
    letter.write_bytes(b"%PDF-1.7")
    take_in(page.work, letter)

    assert page.do("kasser").status_code == 200
    assert facts(page.work, 1).state is DraftState.DISCARDED


def window_of(page, path, search=""):
    body = router_body(path, search)
    answer = page.client.post(UPDATE, json=body).get_json()
    return answer["response"]["_pages_store"]["data"]["title"]


def test_each_window_says_which_file_or_list_it_shows(received):
    draft = "/indlaes/kladde/1"
    assert window_of(received, draft) == f"Modtag: {LIST.name} · Tværblik"
    assert window_of(received, draft, "?trin=genkend") == f"Genkend: {LIST.name} · Tværblik"
    assert window_of(received, "/indlaes/kladde/99") == "Modtaget fil · Tværblik"

    received.do("kilde", kilde="ny:", ny_kilde="Randersklyngen", maaned="2026-10")
    received.do("bekraeft")

    assert window_of(received, draft) == f"Indlæst: {LIST.name} · Tværblik"
    assert window_of(received, "/indlaes/1") == "Kvittering: Randersklyngen, oktober 2026 · Tværblik"
    assert window_of(received, "/kilder/1") == "Kilde: Randersklyngen · Tværblik"


OTHER_LIST = ("Nr.", "Titel", "Status", "Tovholder", "Start", "Kommuner")
SHARED = (
    (1, "Fælles gravidteam i almen praksis", "I gang", "Ida Ibsen", "januar 2026", "Viborg, Skive"),
    (2, "Akutteam på tværs af sektorer", "I gang", "Bo Bosen", "maj 2026", "Randers"),
    (3, "Demensforløb i eget hjem", "Planlagt", "Kim Kok", "august 2026", "Horsens"),
)


@pytest.fixture
def alike(page, tmp_path):
    """A list in force, and another source's of the same initiatives, which waits."""
    first = make_xlsx(tmp_path, [OTHER_LIST, *SHARED], name="Nordlisten.xlsx")
    assert confirm(page.work, take_in(page.work, first, "Nordlisten", NOW.date())).error is None
    again = [(*row[:2], "Afsluttet", *row[3:]) for row in SHARED]
    second = make_xlsx(tmp_path, [OTHER_LIST, *again], name="Sydlisten.xlsx")
    take_in(page.work, second, "Sydlisten", NOW.date())
    return page


def shown_pairs(page):
    draft = detail(page.work, 2)
    return [pair_word(row, it) for row, it in sure_pairs(draft.facts.answers, draft.result)]


def test_rows_very_much_alike_are_confirmed_together_and_undone_together(alike):
    pairs = shown_pairs(alike)
    assert len(pairs) == 3

    done = alike.do("ens", 2, par=pairs).get_json()

    rows = facts(alike.work, 2).answers.rows
    assert sorted(said.initiative_id for said in rows.values()) == [1, 2, 3]
    assert shown_pairs(alike) == []
    alike.client.post(done["undo"]["action"], data=done["undo"]["values"], headers=OWN_PAGE)
    assert (facts(alike.work, 2).answers.rows, shown_pairs(alike)) == ({}, pairs)


def test_one_of_the_rows_confirmed_together_is_undone_alone(alike):
    alike.do("ens", 2, par=shown_pairs(alike))
    key = next(iter(facts(alike.work, 2).answers.rows))

    alike.do("raekke", 2, noegle=key, svar="")

    assert len(facts(alike.work, 2).answers.rows) == 2
    assert len(shown_pairs(alike)) == 1


def test_pairs_that_were_not_shown_are_not_confirmed(alike):
    pairs = shown_pairs(alike)

    for sent in (pairs[:2], [*pairs[:2], "99:Indsatser!4"], []):
        answer = alike.do("ens", 2, par=sent)
        assert (answer.status_code, answer.get_json()["id"]) == (400, "draft.pairs_changed")

    assert facts(alike.work, 2).answers.rows == {}


def test_an_initiative_that_two_rows_resemble_is_asked_of_each(page, tmp_path):
    first = make_xlsx(tmp_path, [OTHER_LIST, *SHARED], name="Nordlisten.xlsx")
    confirm(page.work, take_in(page.work, first, "Nordlisten", NOW.date()))
    twice = [*SHARED, (4, *SHARED[0][1:])]
    take_in(page.work, make_xlsx(tmp_path, [OTHER_LIST, *twice], name="Syd.xlsx"), "Sydlisten", NOW.date())

    assert {pair.partition(":")[0] for pair in shown_pairs(page)} <= {"2", "3"}
