"""Effekt in a real browser: from the charts to an indicator, its other chart, choices and measurements."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch

pytestmark = pytest.mark.browser

BEDS = "/effekt/5-sengedage-pr-borger"


def test_a_small_chart_leads_to_the_indicator_and_its_limits(demo_site: Site, page: Page, watch: Watch):
    page.goto(demo_site.origin + "/effekt")
    expect(page.locator("h1")).to_contain_text("indsatser har målinger")
    page.get_by_role("link", name="Bliver bedre").first.click()
    page.get_by_role("heading", name="Sengedage pr. borger").get_by_role("link").click()

    expect(page.locator("h1")).to_contain_text("er faldet fra 4,6 til 3,5 dage; ændringen er ikke tilfældig")
    expect(page.locator(".run-bracket")).to_have_count(1)
    page.get_by_role("link", name="Kontroldiagram").click()
    expect(page.locator(".run-limit")).to_have_count(2)
    page.go_back()
    expect(page.locator(".run-bracket")).to_have_count(1)
    assert watch.errors == []


def test_a_measurement_is_typed_a_slip_told_in_place_and_all_of_it_undone(
    site: Site, page: Page, watch: Watch
):
    page.goto(site.origin + "/indsatser/1")
    card = page.locator("#effekt")
    card.locator("summary", has_text="Tilføj en måling").click()
    card.get_by_label("Indikator").fill("Tryghed ved hjemkomst")
    card.get_by_label("Enhed").fill("%")
    card.get_by_label("Periodens første dag").fill("2026-10-01")
    card.get_by_label("Periodens sidste dag").fill("2026-10-31")
    card.get_by_label("Tal", exact=True).fill("mange")
    card.get_by_role("button", name="Gem måling").click()
    expect(card.locator(".deed-refusal:visible")).to_contain_text("kan ikke læses som et tal")
    card.get_by_label("Tal", exact=True).fill("82,5")
    card.get_by_role("button", name="Gem måling").click()

    expect(card.get_by_role("heading", name="Tryghed ved hjemkomst", exact=True)).to_be_visible()
    expect(card).to_contain_text("For få målinger")
    page.get_by_role("button", name="Fortryd", exact=True).last.press("Enter")
    expect(card.locator("h2")).to_have_text("Effekt: ingen målinger")
    assert all("422" in error for error in watch.errors)  # the browser's word for what was refused


@pytest.mark.parametrize("path", ["/effekt", BEDS])
def test_a_page_has_room_on_a_phone(demo_site: Site, page: Page, path: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(demo_site.origin + path)
    expect(page.locator(".run-chart").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
