"""The way of a list: received, recognised, checked, compared, confirmed, and undone again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SAMPLES, Site, Watch
from tests.browser.screens import Draft, Upload
from tests.builders.workbooks import make_xlsx

pytestmark = pytest.mark.browser

HEADINGS = ("Nr.", "Titel", "Status", "Tovholder", "Sidste nyt")
ROWS = (
    (1, "Fælles gravidteam", "I gang", "Ida I.", "Holdet er på plads"),
    (2, "Akutteam på tværs", "I gang", "Bo B.", "Venter på aftale"),
    (3, "Demensforløb", "Planlagt", "Kim K.", None),
)


@pytest.fixture
def upload(site: Site, page: Page) -> Upload:
    return Upload(page, site.origin)


@pytest.fixture
def draft(site: Site, page: Page) -> Draft:
    return Draft(page, site.origin)


def send(upload: Upload, draft: Draft, *paths: Path, **told: str) -> None:
    upload.open("/indlaes")
    upload.send(*paths, **told)
    draft.wait()


def list_of(folder: Path, *rows: tuple[object, ...], name: str = "Nordlisten oktober 2026.xlsx") -> Path:
    return make_xlsx(folder, [HEADINGS, *rows], name=name)


def test_the_first_list_is_named_confirmed_and_undone(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, *ROWS))
    expect(draft.told("Modtag")).to_have_text("1 skal besvares")
    expect(page).to_have_url(re.compile(r"/indlaes/kladde/\d+$"))

    page.locator("select[name=kilde]").select_option("ny:")
    page.locator("input[name=ny_kilde]").fill("Nordlisten")
    expect(page.locator("input[name=maaned]")).to_have_value("2026-10")
    draft.press("Gem kilde og måned")
    expect(draft.heading).to_have_text("Nordlisten, oktober 2026")
    expect(page.locator(".key-figure").first).to_contain_text("3")

    draft.confirm()
    expect(draft.heading).to_have_text("Nordlisten, oktober 2026: 3 indsatser er læst")
    page.goto(f"{upload.origin}/indsatser?q=Demensforl%C3%B8b")
    expect(page.locator(".list-table tbody tr")).not_to_have_count(0)

    page.go_back()
    page.get_by_text("Træk indlæsningen tilbage").click()
    page.locator("input[name=begrundelse]").fill("Prøve")
    draft.press("Træk den tilbage")
    expect(page.locator(".note-warning")).to_contain_text("Begrundelse: Prøve")
    expect(page.locator("#toast")).to_contain_text("trukket tilbage")
    assert watch.errors == []


def test_a_second_month_of_the_same_layout_takes_two_clicks(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, *ROWS), source="Nordlisten", month="2026-10")
    draft.confirm()
    changed = ((1, "Fælles gravidteam", "Afsluttet", "Ida I.", "Holdet er på plads"), *ROWS[1:])
    second = list_of(tmp_path, *changed, name="Nordlisten november 2026.xlsx")

    send(upload, draft, second)  # the first click

    expect(draft.heading).to_have_text("Nordlisten, november 2026")
    expect(page.locator(".step-open")).to_have_count(0)
    expect(page.locator(".changes .new-value")).to_have_text("Afsluttet")
    expect(page.locator(".changes .old-value")).to_have_text("I gang")
    draft.confirm()  # the second
    assert watch.errors == []


def test_a_columns_field_is_changed_on_the_sheet_and_undone(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, *ROWS), source="Nordlisten", month="2026-10")
    draft.step("Genkend")
    chooser = page.get_by_label("Hvad kolonnen “Sidste nyt” læses som")
    chooser.select_option("ingen")

    expect(page.locator(".choices")).to_contain_text("Kolonnen “Sidste nyt” læses som bruges ikke.")
    expect(chooser).to_have_value("ingen")
    expect(chooser).to_be_focused()
    page.locator(".choices").get_by_role("button", name="Fortryd").click()
    expect(page.locator(".choices")).to_have_count(0)
    assert watch.errors == []


def test_a_choice_that_cannot_work_is_refused_in_place_or_says_why(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    ended = list_of(tmp_path, *ROWS, ("I alt", None, None, None, None))
    send(upload, draft, ended, source="Nordlisten", month="2026-10")
    draft.step("Genkend")
    page.get_by_label("Overskriften står i række").fill("9999")
    draft.press("Flyt overskriften")
    expect(page.locator(".deed-refusal:visible")).to_have_text(
        re.compile("Arket slutter i række 5.*Intet er ændret")
    )
    chooser = page.get_by_label("Hvad kolonnen “Titel” læses som")
    chooser.select_option("remarks")
    expect(page.locator(".field-choice .deed-refusal:visible")).to_contain_text("Vælg først feltet Titel")
    expect(chooser).to_have_value("title")
    expect(page.locator(".choices")).to_have_count(0)
    watch.errors.clear()  # the browser tells of every refusal

    page.get_by_label("Overskriften står i række").fill("4")
    draft.press("Flyt overskriften")
    expect(draft.heading).to_contain_text("kan ikke indlæses")
    expect(page.locator("main")).to_contain_text("Filen kan ikke læses med det, der er valgt.")
    page.locator(".choices").get_by_role("button", name="Fortryd").click()
    expect(page.locator(".choices")).to_have_count(0)
    assert watch.errors == []


def test_an_error_is_accepted_with_a_reason_before_the_list_can_be_stored(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    faulty = list_of(tmp_path, ROWS[0], (4, None, "I gang", "Bo B.", "Uden titel"), *ROWS[1:])
    send(upload, draft, faulty, source="Nordlisten", month="2026-10")
    expect(draft.told("Tjek")).to_have_text("1 skal besvares")

    accept = page.locator(".finding-group", has=page.get_by_text("Acceptér", exact=True)).first
    accept.get_by_text("Acceptér", exact=True).click()
    accept.locator("input[name=begrundelse]").first.fill("En tom række i deres skabelon")
    draft.press("Acceptér det")

    expect(page.locator(".is-answered").first).to_contain_text("En tom række i deres skabelon")
    expect(draft.told("Tjek")).to_have_text("Intet mangler")
    draft.step("Sammenlign")
    draft.confirm()
    assert watch.errors == []


def test_a_row_that_resembles_a_known_initiative_is_answered(
    upload: Upload, draft: Draft, page: Page, watch: Watch
):
    send(upload, draft, SAMPLES / "05_AHH_projektliste.csv", source="Hospitalets liste", month="2026-10")
    draft.step("Sammenlign")
    asked = page.locator(".match").first
    title = asked.locator("h3").inner_text()
    before = page.locator(".candidates").count()
    asked.get_by_role("button", name=re.compile("Ikke den samme|Ingen af dem")).click()

    expect(page.locator(".match-said")).to_have_count(1)
    expect(page.locator(".match-said h3")).to_have_text(title)
    expect(page.locator(".candidates")).to_have_count(before - 1)
    draft.press("Fortryd svaret")
    expect(page.locator(".match-said")).to_have_count(0)
    assert watch.errors == []


def test_many_files_show_how_far_they_have_come_and_wait_for_their_answers(
    upload: Upload, page: Page, watch: Watch
):
    upload.open("/indlaes")
    waiting = page.locator("[id^=kladde-]").count()
    upload.send(SAMPLES / "05_AHH_projektliste.csv", SAMPLES / "06_Skive_Kommune_samarbejder_2026.xls")
    expect(page.locator("[id^=kladde-]")).to_have_count(waiting + 2)
    page.reload()  # what goes on survives it

    expect(page.locator("[data-job]")).to_have_count(0)
    expect(page.locator("tr", has_text="05_AHH_projektliste.csv")).to_contain_text("åbne spørgsmål")
    assert watch.errors == []


def test_a_file_is_discarded_and_had_again_with_a_click(
    upload: Upload, draft: Draft, page: Page, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, *ROWS), source="Nordlisten", month="2026-10")
    draft.press("Kassér filen")

    page.wait_for_url(re.compile(r"/indlaes$"))
    expect(page.locator("#toast")).to_contain_text("Intet af den er indlæst")
    expect(page.get_by_role("link", name="Nordlisten oktober 2026.xlsx")).to_have_count(0)
    page.locator("#toast").get_by_role("button", name="Fortryd").click()
    expect(draft.heading).to_have_text("Nordlisten, oktober 2026")
    expect(page.locator(".step[aria-current]")).to_contain_text("Sammenlign")


def test_files_dropped_on_the_form_are_chosen(upload: Upload, page: Page):
    upload.open("/indlaes")
    page.evaluate(
        """() => {
          const dropped = new DataTransfer();
          dropped.items.add(new File(["Titel;Status"], "sluppet.csv"));
          const place = document.querySelector("[data-drop]");
          const how = { dataTransfer: dropped, bubbles: true, cancelable: true };
          place.dispatchEvent(new DragEvent("drop", how));
        }"""
    )

    chosen = page.evaluate("document.querySelector('input[type=file]').files[0].name")
    assert chosen == "sluppet.csv"
