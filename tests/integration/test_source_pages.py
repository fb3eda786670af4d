"""Kilder, one source and Mangler: what they say, and what their forms do, also when they are refused."""

import datetime as dt
import io
import json
from contextlib import contextmanager
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, update

from dashboard import data
from dashboard.app import create_app
from dashboard.components.figure_card import charts_in
from dashboard.components.markup import Element
from dashboard.components.missing import missing_of
from dashboard.filters import from_query
from dashboard.pages import gaps, source, sources
from dashboard.settings import Settings
from dashboard.texts import COOKIE
from portfolio.database import reading, writing
from portfolio.findings import Finding
from portfolio.profile import (
    ColumnRule,
    MutedRule,
    Profile,
    SheetRule,
    WordRule,
    profile_json,
    profile_of_toml,
    profile_toml,
)
from portfolio.queries.sources import source_settings
from portfolio.records import ColumnReading
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria
from portfolio.store import load_upload
from portfolio.tables import FindingAnswer, Source
from portfolio.typed import enter_initiative
from portfolio.vocabulary import AnswerKind, Severity
from tests.builders.components import heading_of, links_of, text_of, walk
from tests.builders.drafts import take_in
from tests.builders.importing import at_once, make_work
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    at,
    day_value,
    make_report,
    make_table,
    make_upload,
    reading_of,
)
from tests.builders.uploads import load as load_rows
from tests.builders.workbooks import make_xlsx

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
LEARNT = ColumnRule("Indsatser", "Titel", field="title")
CHOSEN = ColumnRule("Indsatser", "Kommentar", field="remarks", by="Ida")
PROFILE = Profile(
    sheets=(SheetRule("Indsatser", header_row=3), SheetRule("Gammelt", is_excluded=True, by="Ida")),
    columns=(LEARNT, replace(CHOSEN, field=None, by=""), CHOSEN, ColumnRule("Indsatser", "Lokale")),
    words=(WordRule("status", "kører fint", "active", "Ida"),),
    muted=(MutedRule("place.unclear_group", "Kommuner", "Alle er med", "Ida", NOW),),
)
COLUMNS = (
    ColumnReading("A", "Titel", "title", 0.99),
    ColumnReading("C", "Tovholder", "lead", 0.9),
    ColumnReading("D", "Kommuner", "municipalities", 0.9),
    ColumnReading("E", "Slut", "end", 0.9),
    ColumnReading("F", "Bemærkninger", "remarks", 0.9),
)
ROWS = (
    {"title": "Akutteam", "traffic_light": "red", "lead": "Bo", "status": "active"},
    {"title": "Demens", "status": "active", "end": day_value("2026-10-31"), "lead": "Bo"},
    {"title": "Gravidteam", "status": "completed", "lead": "Ida", "traffic_light": "green"},
)


def fill(engine):
    """Load two months of one list, with a row whose municipality nobody knows, and one month of another."""
    findings = (
        Finding("place.unknown_municipality", Severity.WARNING, "Indsatser", "D3", {"text": "Skivum"}),
    )
    table = make_table(*(make_report(row, **given) for row, given in enumerate(ROWS, 2)), columns=COLUMNS)
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(table), month=OCTOBER, now=at(40)))
        new = make_upload(reading_of(table, findings=findings, name="Ny.xlsx"), month=NOVEMBER, now=at(70))
        load_upload(session, new)
        session.execute(update(Source).values(profile_json=profile_json(PROFILE)))
    load_rows(engine, {"title": "Uden noget"}, source="Klynge Midt", sender="", month=OCTOBER, now=at(45))


class Site:
    """An app on a filled database, as a reader meets it."""

    def __init__(self, url, folder) -> None:
        self.app = create_app(Settings(url, folder), None, lambda: NOW)
        self.client = self.app.server.test_client()

    @property
    def engine(self):
        return self.app.server.extensions[data.EXTENSION].engine

    @contextmanager
    def request(self, language="da"):
        with self.app.server.test_request_context("/", headers={"Cookie": f"{COOKIE}={language}"}):
            yield

    def lay_out(self, page, language="da", **query):
        with self.request(language):
            return page.layout(**query)

    def do(self, deed, source_id=1, headers=OWN_PAGE, **form):
        return self.client.post(f"/api/kilde/{source_id}/{deed}", data=form, headers=headers)

    def undo(self, answer):
        told = answer.get_json()["undo"]
        return self.client.post(told["action"], data=told["values"], headers=OWN_PAGE)

    def settings(self, source_id=1):
        with reading(self.engine) as session:
            return source_settings(session)[source_id]


@pytest.fixture
def bare(sqlite_url, tmp_path):
    site = Site(sqlite_url, tmp_path)
    yield site
    site.engine.dispose()


@pytest.fixture
def site(bare):
    fill(bare.engine)
    return bare


# --- Kilder


def test_sources_that_need_doing_stand_first(site):
    site.do("oplysninger", source_id=2, frist="5")

    shown = text_of(site.lay_out(sources))

    assert shown.index("Klynge Midt") < shown.index("Randersklyngens projektliste")
    assert "november 2026, frist 05.12.2026" in shown


def test_a_list_that_did_not_come_is_late_by_its_due_day(site):
    with writing(site.engine) as session:
        session.execute(
            update(Source).where(Source.id == 2).values(profile_json=profile_json(Profile(due_day=5)))
        )
    load_rows(site.engine, {"title": "B"}, source="Tredje", month=dt.date(2026, 9, 1), now=at(30))
    site.do("oplysninger", source_id=3, frist="1")

    shown = site.lay_out(sources)

    assert heading_of(shown) == "2 af 3 kilder har ikke indmeldt for november 2026, og 1 er forsinket"
    assert "Forsinket 22 dage" in text_of(shown)


def test_without_a_due_day_the_rhythm_of_earlier_lists_counts(site):
    assert "næste plejer senest 13.12.2026" in text_of(site.lay_out(sources))


def test_each_source_opens_its_own_page(site):
    assert {"/kilder/1", "/kilder/2"} <= set(links_of(site.lay_out(sources)))


def test_quality_over_time_is_told_in_numbers_that_can_be_taken_away(site):
    with site.request():
        view = sources.PAGE.view(from_query({}))
    (chart,) = [it for it in charts_in(view.body) if it.name == "kvalitet"]

    assert chart.message == (
        "Randersklyngens projektliste har flest bemærkninger: "
        "33 pr. 100 indsatser i november 2026 mod 0 i oktober 2026"
    )
    book = load_workbook(io.BytesIO(site.client.get("/hent/tal/kilder/kvalitet.xlsx").data))
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert rows[1:] == [("Randersklyngens projektliste", 0, 33), ("Klynge Midt", 0, "–")]


def test_sources_are_seen_as_they_were_on_a_day(site):
    assert heading_of(site.lay_out(sources, pr="2026-10-31")) == "Alle 2 kilder har indmeldt for oktober 2026"


# --- One source


def test_a_source_says_by_when_it_is_due_and_lists_what_came(site):
    shown = site.lay_out(source, source_id="1")

    assert heading_of(shown) == "Randersklyngens projektliste: 3 indsatser i listen for november 2026"
    said = text_of(shown)
    assert (
        "Listen for december 2026 ventes senest 13. december 2026. Ingen frist er sat. De seneste 2 lister"
        in said
    )
    assert "2 lister er kommet, 2 gælder" in said
    assert {"/indlaes/1", "/indlaes/2", "/hent/skabelon/1.xlsx", "/hent/laeseprofil/1.toml"} <= set(
        links_of(shown)
    )


def test_a_source_is_seen_as_it_was_on_a_day(site):
    table = make_table(make_report(2, title="Akutteam"))
    with writing(site.engine) as session:
        load_upload(session, make_upload(reading_of(table, name="Rettet.xlsx"), month=OCTOBER, now=at(75)))

    now = text_of(site.lay_out(source, source_id="1"))
    then = text_of(site.lay_out(source, source_id="1", pr="2026-10-31"))

    assert "3 lister er kommet, 2 gælder" in now
    assert "1 liste er kommet, 1 gælder" in then
    assert "Rettet.xlsx" not in then


def test_the_profile_is_shown_in_words_with_who_chose_what(site):
    said = text_of(site.lay_out(source, source_id="1"))

    for words in (
        "Læseprofilen har 8 regler",
        "2 kolonner",
        "1 kolonne, der ikke bruges",
        "“kører fint”",
        "Læses, overskrift i række 3",
        "Læses ikke",
        "Alle er med",
        "lært af en liste",
        "kun i kolonnen “Kommuner”",
    ):
        assert words in said, words


@pytest.mark.parametrize("number", ["9", "x", "", "-1", "1" * 30])
def test_a_source_that_is_not_there_says_so(site, number):
    assert "Der er ingen kilde med nr." in heading_of(site.lay_out(source, source_id=number))


def test_an_unknown_source_is_answered_as_not_found(site):
    assert [site.client.get(f"/kilder/{number}").status_code for number in (1, 99)] == [200, 404]


# --- The mail


def mail_of(site, source_id="1", language="da"):
    return text_of(site.lay_out(source, language, source_id=source_id))


def test_the_mail_says_what_is_missing_and_in_which_cell(site):
    mail = mail_of(site)

    for said in (
        "Hej Randersklyngen\n\nTak for Randersklyngens projektliste for november 2026, som vi fik 12.",
        "Rød uden forklaring (1). Skriv, hvorfor lyset er rødt, eller hvad næste skridt er.\n- “Akutteam”",
        "- “Akutteam” (Indsatser!F2)",
        "Slutdato passeret (1). Skriv en ny slutdato, eller ret status, hvis indsatsen er slut.\n- “Demens”",
        "- “Demens” (Indsatser!E3)",
    ):
        assert said in mail, said
    assert "Listen har ingen kolonne til det. Tilføj én med overskriften “Evalueringsdato”." in mail
    assert "“Skivum” er ikke en kommune" in mail
    assert "(Indsatser!D3: “Demens”)" in mail


def test_what_somebody_accepted_is_not_asked_again(site):
    with writing(site.engine) as session:
        told = {"upload_id": 2, "finding_number": 1, "kind": AnswerKind.ACCEPTED, "reason": "Ok"}
        session.add(FindingAnswer(**told, answered_at=NOW, answered_by="Ida"))

    assert "Skivum" not in mail_of(site)


def test_the_mail_follows_the_pages_language(site):
    mail = mail_of(site, language="en")

    assert "Hello Randersklyngen" in mail
    assert "Red without a reason (1). Write why the light is red" in mail


def test_a_mail_to_one_who_is_late_asks_for_the_list(site):
    load_rows(site.engine, {"title": "B"}, source="Tredje", sender="", month=dt.date(2026, 9, 1), now=at(30))
    site.do("oplysninger", source_id=3, frist="1", afsender="Bo")

    mail = mail_of(site, "3")

    assert "Vi mangler listen for oktober 2026. Vi ventede den 1. november 2026." in mail
    assert "Tredje: listen for oktober 2026" in mail


def test_the_mail_can_be_copied_and_opened(site):
    sent = json.dumps(
        site.lay_out(source, source_id="2").to_plotly_json(), default=lambda it: it.to_plotly_json()
    )

    assert '"data-copy": "brevtekst"' in sent
    assert "mailto:?subject=Klynge%20Midt" in sent


# --- Its forms


def test_sender_organisation_and_due_day_are_saved_and_taken_back(site):
    answer = site.do("oplysninger", afsender="  Ida \n Holm ", organisation="rm-randers", frist="5")

    assert answer.get_json()["message"] == "Oplysningerne er gemt."
    now = site.settings()
    assert (now.sender, now.organisation_id, now.profile.due_day) == ("Ida Holm", "rm-randers", 5)
    assert now.profile.columns == PROFILE.columns

    site.undo(answer)
    assert (site.settings().sender, site.settings().profile) == ("Randersklyngen", PROFILE)


@pytest.mark.parametrize(
    ("form", "message_id"),
    [
        ({"frist": "32"}, "source.day_unreadable"),
        ({"frist": "0"}, "source.day_unreadable"),
        ({"frist": "fem"}, "source.day_unreadable"),
        ({"afsender": "x" * 201}, "source.sender_long"),
        ({"organisation": "ingen"}, "source.organisation_unknown"),
    ],
)
def test_details_that_cannot_be_used_are_refused_whole(site, form, message_id):
    before = site.settings()

    answer = site.do("oplysninger", **{"afsender": "Bo", "frist": "3"} | form)

    assert (answer.status_code, answer.get_json()["id"]) == (422, message_id)
    assert site.settings() == before


def test_a_column_is_read_as_something_else_and_that_is_taken_back(site):
    answer = site.do("kolonne", ark="Indsatser", overskrift="Titel", nr="1", felt="description")

    rules = {it.heading: it for it in site.settings().profile.columns}
    assert (rules["Titel"].field, bool(rules["Titel"].by)) == ("description", True)

    assert (
        site.undo(answer).get_json()["message"] == "Ændringen er fortrudt. Det gælder igen, som gjaldt før."
    )
    assert site.settings().profile == PROFILE


def test_a_column_may_be_nothing_of_ours(site):
    site.do("kolonne", ark="Indsatser", overskrift="Titel", felt="ingen")

    assert {it.heading: it.field for it in site.settings().profile.columns}["Titel"] is None


def test_a_word_means_another_code(site):
    site.do("ord", felt="status", ord="Kører  fint", kode="completed")

    (rule,) = site.settings().profile.words
    assert (rule.code, rule.by != "Ida") == ("completed", True)


def test_a_sheet_is_left_out_and_taken_in(site):
    site.do("ark", ark="Indsatser", udelad="1")
    assert [it.is_excluded for it in site.settings().profile.sheets] == [True, True]

    site.do("ark", ark="Gammelt", udelad="")
    assert {it.sheet: it.is_excluded for it in site.settings().profile.sheets} == {
        "Indsatser": True,
        "Gammelt": False,
    }


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ({"slags": "ark", "ark": "Gammelt"}, "sheets"),
        ({"slags": "kolonne", "ark": "Indsatser", "overskrift": "Kommentar", "nr": "1"}, "columns"),
        ({"slags": "ord", "felt": "status", "ord": "kører fint"}, "words"),
        ({"slags": "bemaerkning", "bemaerkning": "place.unclear_group", "overskrift": "Kommuner"}, "muted"),
    ],
)
def test_a_rule_is_removed_and_put_back(site, form, kind):
    answer = site.do("glem", **form)

    assert len(getattr(site.settings().profile, kind)) < len(getattr(PROFILE, kind))
    site.undo(answer)
    assert site.settings().profile == PROFILE


@pytest.mark.parametrize("form", [{"slags": "ark", "ark": "Findes ikke"}, {"slags": "farve"}, {}])
def test_a_rule_that_is_gone_is_refused(site, form):
    answer = site.do("glem", **form)

    assert (answer.status_code, answer.get_json()["id"]) == (422, "source.rule_gone")


@pytest.mark.parametrize(
    ("deed", "form"),
    [
        ("kolonne", {"overskrift": "Titel", "felt": "farve"}),
        ("ord", {"felt": "title", "ord": "x", "kode": "active"}),
        ("ord", {"felt": "status", "ord": "x", "kode": "soon"}),
    ],
)
def test_fields_and_codes_that_do_not_exist_are_refused(site, deed, form):
    assert site.do(deed, **form).status_code == 400
    assert site.settings().profile == PROFILE


def test_what_another_has_changed_since_is_not_taken_back(site):
    answer = site.do("ark", ark="Indsatser", udelad="1")
    site.do("ark", ark="Indsatser", udelad="")
    site.do("glem", slags="ord", felt="status", ord="kører fint")

    late = site.undo(answer)

    assert (late.status_code, late.get_json()["id"]) == (422, "source.changed_since")
    assert site.settings().profile.words == ()


def test_what_another_has_changed_besides_stays_when_a_change_is_taken_back(site):
    answer = site.do("ark", ark="Indsatser", udelad="1")
    site.do("glem", slags="ord", felt="status", ord="kører fint")

    assert site.undo(answer).status_code == 200
    assert site.settings().profile == replace(PROFILE, words=())


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}])
def test_only_our_own_pages_change_a_source(site, headers):
    assert site.do("oplysninger", headers=headers, afsender="Bo").status_code == 403
    assert site.settings().sender == "Randersklyngen"


@pytest.mark.parametrize(
    ("source_id", "deed"), [("9", "ark"), ("x", "ark"), ("1", "slet"), ("1" * 30, "ark")]
)
def test_an_unknown_source_or_deed_is_not_found(site, source_id, deed):
    assert site.do(deed, source_id=source_id, ark="Indsatser").status_code == 404


# --- The profile as a file


def send(site, text, name="profil.toml"):
    file = text if isinstance(text, bytes) else text.encode()
    return site.client.post(
        "/api/kilde/1/profil",
        data={"fil": (io.BytesIO(file), name)},
        headers=OWN_PAGE,
        content_type="multipart/form-data",
    )


def test_the_profile_is_taken_away_as_it_is(site):
    answer = site.client.get("/hent/laeseprofil/1.toml")

    assert profile_of_toml(answer.text) == PROFILE
    assert "Randersklyngens projektliste - læseprofil - 2026-11-23.toml" in answer.headers[
        "Content-Disposition"
    ] or ("l%C3%A6seprofil" in answer.headers["Content-Disposition"])


def test_a_profile_of_a_source_that_is_not_there_is_not_found(site):
    assert [site.client.get(f"/hent/laeseprofil/{number}.toml").status_code for number in ("9", "x")] == [
        404,
        404,
    ]


def test_a_profile_that_comes_in_says_what_it_changed_and_is_signed(site):
    given = Profile(
        columns=(
            replace(LEARNT, field="description", by="En anden"),
            ColumnRule("", "Fase", field="phase", by="En anden"),
        ),
        words=PROFILE.words,
        muted=PROFILE.muted,
    )

    answer = send(site, profile_toml(given))

    said = "Læseprofilen er erstattet. Regler: 1 ny, 1 ændret, 4 fjernede."
    assert answer.get_json()["message"] == said
    assert "En anden" not in profile_json(site.settings().profile)
    site.undo(answer)
    assert site.settings().profile == PROFILE


@pytest.mark.parametrize(
    ("file", "message_id"),
    [
        ("[[columns]\n", "profile.not_toml"),
        ('[[columns]]\nfield = "farve"\n', "profile.unknown_word"),
        ("\xff\xfe".encode("latin-1"), "source.profile_not_text"),
        ("", "source.profile_missing"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_in_a_sentence(site, file, message_id):
    answer = send(site, file)

    assert (answer.status_code, answer.get_json()["id"]) == (422, message_id)
    assert site.settings().profile == PROFILE


def test_a_file_larger_than_any_profile_is_refused_in_a_sentence(site):
    body, kind = b"#" * (2 << 20), "multipart/form-data; boundary=x"

    answer = site.client.post("/api/kilde/1/profil", data=body, headers=OWN_PAGE, content_type=kind)

    assert (answer.status_code, answer.get_json()["id"]) == (413, "profile.too_large")


# --- The list that Tværblik keeps itself


@pytest.fixture
def typed(site):
    with writing(site.engine) as session:
        enter_initiative(session, {"title": "Tastet indsats"}, now=at(80), by="Ida")
    return site


def test_a_list_that_nobody_sends_is_never_awaited_or_written_for(typed):
    assert heading_of(typed.lay_out(sources)) == "1 af 2 kilder har ikke indmeldt for november 2026"
    said = text_of(typed.lay_out(source, source_id="3"))
    assert "Listen føres her i Tværblik, så ingen sender den." in said
    assert "Brev til afsenderen" not in said


def test_what_is_missing_about_a_typed_initiative_is_written_on_its_page(typed):
    assert "på indsatsens egen side" in text_of(typed.lay_out(gaps, kilde="3"))


# --- Mangler


def test_what_is_missing_is_counted_by_kind_and_source(site):
    with site.request():
        counts = missing_of(Criteria()).counts()

    assert {gap: count for (id_, gap), count in counts.items() if id_ is None and count} == {
        Gap.RED_UNEXPLAINED: 1,
        Gap.END_PASSED: 1,
        Gap.RESPONSIBLE: 1,
        Gap.STATUS: 1,
        Gap.UNKNOWN_PLACE: 1,
        Gap.EVALUATION: 3,
    }
    assert (counts[1, Gap.EVALUATION], counts[2, Gap.EVALUATION], counts[2, Gap.STATUS]) == (2, 1, 1)


def test_the_page_names_each_initiative_with_cell_and_source(site):
    shown = site.lay_out(gaps)

    assert heading_of(shown) == "Der mangler noget om 3 af 4 indsatser, oftest “Uden evalueringsdato” (3)"
    said = text_of(shown)
    assert said.index("Demens") < said.index("Akutteam")
    for words in (
        "Indsatser!F2",
        "Indsatser!E3",
        "Indsatser!D3",
        "Listen har ingen kolonne til: evalueringsdato",
    ):
        assert words in said, words
    assert {"/indsatser/1", "/indlaes/2", "/kilder/1#brev", "/mangler?kilde=2&mangler=uden-status"} <= {
        *links_of(shown), "/mangler?kilde=2&mangler=uden-status",
    }  # fmt: skip


def test_a_number_opens_just_its_initiatives(site):
    shown = site.lay_out(gaps, kilde="1", mangler="roed-uden-forklaring")

    assert heading_of(shown).startswith("Der mangler noget om 1 af 1 indsatser")
    assert "Her er kun Randersklyngens projektliste." in text_of(shown)
    assert "Brev til afsenderen" in text_of(shown)
    assert "Alle kilder" not in text_of(shown)


def test_a_source_that_is_not_there_is_named_and_left_out(site):
    shown = text_of(site.lay_out(gaps, kilde="77"))

    assert "kilde = “77”" in shown
    assert "Uden noget" in shown


def test_the_filters_of_the_house_hold(site):
    with site.request():
        view = gaps.PAGE.view(from_query({"status": "i-gang"}))
    assert (view.chosen_count, view.total_count) == (2, 4)


def test_of_what_has_left_every_list_nobody_is_asked(bare):
    load_rows(bare.engine, {"title": "Udgået"}, {"title": "A"}, month=OCTOBER, now=at(40))
    load_rows(bare.engine, {"title": "A"}, month=NOVEMBER, now=at(70))

    shown = text_of(bare.lay_out(gaps, udgaaede="med"))

    assert "Der mangler noget om 1 af 1 indsatser" in shown
    assert "Udgået" not in shown


def test_a_portfolio_without_gaps_says_so(bare):
    whole = {"status": "active", "lead": "Bo", "evaluation_date": day_value("2027-01-01"), "title": "A"}
    load_rows(bare.engine, whole, month=NOVEMBER, now=at(70))

    shown = bare.lay_out(gaps)

    assert heading_of(shown) == "Der mangler intet om den ene indsats"


@pytest.mark.parametrize("page", [sources, gaps])
def test_with_nothing_loaded_a_page_says_what_to_do(bare, page):
    assert "/indlaes" in links_of(bare.lay_out(page))


def test_the_list_as_a_workbook_has_a_row_for_each_thing(site):
    answer = site.client.get("/hent/mangler.xlsx?kilde=1")

    head, *rows = load_workbook(io.BytesIO(answer.data)).worksheets[1].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    told = {(it["Indsats"], it["Mangler"], it["Ark"], it["Celle"]) for it in found}
    assert told == {
        ("Akutteam", "Rød uden forklaring", "Indsatser", "F2"),
        ("Akutteam", "Uden evalueringsdato", "Indsatser", None),
        ("Demens", "Slutdato passeret", "Indsatser", "E3"),
        ("Demens", "Ukendt kommune i teksten", "Indsatser", "D3"),
        ("Demens", "Uden evalueringsdato", "Indsatser", None),
    }
    assert {it["Adresse"] for it in found} == {f"http://localhost/indsatser/{number}" for number in (1, 2)}


@pytest.mark.parametrize(
    ("page", "query", "count"), [(sources, {}, 2), (gaps, {}, 2), (source, {"source_id": "1"}, 8)]
)
def test_a_page_asks_the_database_a_fixed_number_of_times(site, page, query, count):
    site.lay_out(page, **query)
    seen = []

    def see(_connection, _cursor, statement, *_rest):
        if statement.startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(site.engine, "before_cursor_execute", see)
    site.lay_out(page, **query)

    assert len(seen) == count


# --- What has been changed


def changes_of(site, language="da", **query):
    """Give what the page tells of changes, as it reads."""
    with site.request(language):
        shown = source.layout(source_id="1", **query)
    found = [it for it in walk(shown) if isinstance(it, Element) and it.attributes.get("id") == "aendringer"]
    return " ".join(text_of(found).split())


def test_a_source_that_nobody_changed_tells_of_no_changes(site):
    assert changes_of(site) == ""


def test_changes_are_told_with_who_when_from_and_to(site):
    site.do("oplysninger", afsender="Bo", organisation="rm-randers", frist="5")
    site.do("kolonne", ark="Indsatser", overskrift="Kommentar", felt="target_group")
    site.do("glem", slags="ord", felt="status", ord="kører fint")

    said = changes_of(site)

    assert "3 ændringer af kilden" in said
    assert "Afsender: Randersklyngen → Bo" in said
    assert "Organisation: ikke angivet → Randersklyngen" in said
    assert "Frist (dag i måneden efter): ikke angivet → 5" in said
    assert "Kolonnen “Kommentar”: Bemærkninger → Målgruppe" in said
    assert "Ordet “kører fint” (Status): I gang → ingen regel" in said
    assert said.index("kører fint") < said.index("Kommentar") < said.index("Afsender")
    assert "3 changes of the source" in changes_of(site, "en")


def test_a_change_of_before_is_undone_from_the_list(site):
    site.do("oplysninger", afsender="Bo", organisation="", frist="5")
    site.do("ark", ark="Indsatser", udelad="1")

    answer = site.do("fortryd", aendring="1")

    assert answer.get_json()["undo"] is None
    assert site.settings().sender == "Randersklyngen"
    assert site.settings().profile.sheets != PROFILE.sheets
    said = changes_of(site)
    assert "Fortrudt 23.11.2026 kl. 10.00 af" in said
    assert said.count("Fortryd ændring") == 1


def test_changes_come_a_page_at_a_time(site):
    for day in range(1, 28):
        site.do("oplysninger", afsender="Randersklyngen", organisation="", frist=str(day))

    first, second = changes_of(site), changes_of(site, side="2")

    assert "26 → 27" in first
    assert "26 → 27" not in second
    assert "ikke angivet → 1" in second
    assert changes_of(site, side="9") == second


# --- What was otherwise in the newest list


def test_what_was_otherwise_in_the_newest_list_is_told(sqlite_engine, sqlite_url, tmp_path):
    work = make_work(sqlite_engine, tmp_path)
    app = create_app(Settings(sqlite_url, tmp_path), at_once(work), lambda: NOW)
    client = app.server.test_client()
    rows = [
        (1, "Gravidteam", "I gang", "Ida"),
        (2, "Akutteam", "Afsluttet", "Bo"),
        (3, "Demens", "Idé", "Bo"),
    ]
    months = ((OCTOBER, "Tovholder"), (NOVEMBER, "Tovholder i klyngen"))
    for number, (month, heading) in enumerate(months, 1):
        book = make_xlsx(tmp_path, [("Nr.", "Titel", "Status", heading), *rows], name=f"{number}.xlsx")
        take_in(work, book, "Randersklyngen", month)
        client.post(f"/api/kladde/{number}/bekraeft", headers=OWN_PAGE)

    with app.server.test_request_context("/"):
        said = text_of(source.layout(source_id="1"))

    assert "1 ting er anderledes i listen for november 2026 end i den før" in said
    assert "Tovholder i klyngen" in said
    app.server.extensions[data.EXTENSION].engine.dispose()
