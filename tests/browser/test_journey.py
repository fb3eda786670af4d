"""The journey: from the overview to the cell, from a workbook to its rows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SAMPLES, Site, Watch
from tests.browser.screens import Draft, Initiative, InitiativeList, Overview, Screen, Upload

pytestmark = pytest.mark.browser


def test_a_reader_filters_and_drills_from_a_bar_to_the_cell(shared_site: Site, page: Page, watch: Watch):
    overview, listing, initiative = (
        kind(page, shared_site.origin) for kind in (Overview, InitiativeList, Initiative)
    )
    overview.open("/")
    overview.choose("Klynge", "Randersklyngen")
    expect(overview.chips).to_have_text([re.compile("Klynge: Randersklyngen")])
    overview.is_at("/?klynge=rm-randers")

    overview.click_bar("focus-areas", 0)
    expect(overview.chips).to_have_count(3)
    overview.to_list.click()
    expect(listing.titles.first).to_be_visible()
    listing.is_at(re.compile(r"/indsatser\?.*"))
    listing.is_at(re.compile(".*klynge=rm-randers.*"))
    expect(listing.heading).to_be_focused()

    title = listing.titles.first.inner_text()
    listing.titles.first.click()
    expect(initiative.heading).to_have_text(title)
    initiative.origin_of("Titel").locator("summary").click()
    expect(initiative.origin_of("Titel")).to_contain_text(
        re.compile(r"ark .+celle [A-Z]+\d+.+Som skrevet", re.DOTALL)
    )
    assert watch.errors == []
    assert watch.foreign == []


def test_an_uploaded_workbook_is_read_and_its_rows_arrive(site: Site, page: Page, watch: Watch):
    upload = Upload(page, site.origin)
    upload.open("/indlaes")
    upload.send(SAMPLES / "05_AHH_projektliste.csv", source="Hospitalets liste", month="2026-10")
    draft = Draft(page, site.origin)
    draft.wait()
    draft.confirm()
    expect(page.locator("main")).to_contain_text("21")

    listing = InitiativeList(page, site.origin)
    listing.open("/indsatser?q=OPAT")
    expect(listing.rows.first).to_be_visible()
    before = listing.rows.count()
    listing.page.reload()
    expect(listing.rows).to_have_count(before)
    assert watch.errors == []


def test_a_file_that_is_no_list_is_refused_in_a_sentence(site: Site, page: Page, tmp_path):
    path = tmp_path / "brev.xlsx"
    path.write_bytes(b"Dette er ikke et regneark.")
    upload = Upload(page, site.origin)
    upload.open("/indlaes")
    upload.send(path)

    expect(upload.heading).to_have_text("brev.xlsx kan ikke indlæses")
    expect(page.locator(".note-warning")).to_contain_text("Intet er indlæst")


def test_the_address_holds_the_view_and_a_reload_gives_it_again(shared_site: Site, page: Page):
    listing = InitiativeList(page, shared_site.origin)
    listing.open("/indsatser")
    listing.choose("Trafiklys", "Gul")
    expect(listing.chips).to_have_count(1)
    listing.sort_by("Slut")
    expect(page.locator("th[aria-sort]")).to_contain_text("Slut")
    titles = listing.titles.all_inner_texts()
    listing.is_at("/indsatser?lys=gul&sort=slut")

    page.reload()
    expect(listing.titles).to_have_text(titles)


def test_typing_in_the_search_field_keeps_every_letter_and_the_focus(shared_site: Site, page: Page):
    listing = InitiativeList(page, shared_site.origin)
    listing.open("/indsatser")
    listing.search("demens")
    expect(listing.chips).to_have_text([re.compile("demens")])
    expect(page.get_by_role("searchbox")).to_have_value("demens")
    expect(page.get_by_role("searchbox")).to_be_focused()
    listing.is_at("/indsatser?q=demens")


def test_taking_the_last_filter_away_gives_the_whole_list_again(shared_site: Site, page: Page):
    listing = InitiativeList(page, shared_site.origin)
    listing.open("/indsatser")
    whole = listing.count.inner_text()
    listing.choose("Trafiklys", "Gul")
    expect(listing.chips).to_have_count(1)

    listing.chips.first.click()  # an address that the router saw last: it must act all the same
    expect(listing.chips).to_have_count(0)
    expect(listing.count).to_have_text(whole)
    expect(listing.count).to_be_focused()
    listing.is_at("/indsatser")


def test_going_back_gives_the_page_before_with_its_filters(shared_site: Site, page: Page):
    listing = InitiativeList(page, shared_site.origin)
    listing.open("/indsatser")
    listing.choose("Trafiklys", "Gul")
    expect(listing.chips).to_have_count(1)
    listing.titles.first.click()
    expect(Initiative(page, shared_site.origin).origin_of("Titel")).to_be_visible()

    page.go_back()
    expect(listing.chips).to_have_text([re.compile("Trafiklys: Gul")])


def test_the_filters_follow_from_page_to_page(shared_site: Site, page: Page):
    listing = InitiativeList(page, shared_site.origin)
    listing.open("/indsatser")
    listing.choose("Trafiklys", "Gul")
    expect(listing.chips).to_have_count(1)
    listing.follow("Status")
    expect(page.locator(".nav-link[aria-current]")).to_have_text("Status")
    expect(listing.chips).to_have_text([re.compile("Trafiklys: Gul")])
    listing.is_at("/status?lys=gul")


def test_english_is_one_click_away_and_stays(shared_site: Site, page: Page):
    screen = Screen(page, shared_site.origin)
    screen.open("/indsatser?lys=gul")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".nav-link[aria-current]")).to_have_text("Initiatives")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    screen.is_at("/indsatser?lys=gul")
