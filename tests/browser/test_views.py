"""Saved views in a browser: from a filter to a name, to a page that begins with it, and back."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site, Watch, new_tab
from tests.browser.reach import axe_faults
from tests.browser.screens import InitiativeList, Overview, Screen, still

pytestmark = pytest.mark.browser


class Views:
    """The menu of saved views, on any page with filters."""

    def __init__(self, screen: Screen) -> None:
        self.page = screen.page
        self.summary = self.page.locator("#visninger")
        self.menu = self.page.locator(".views-menu")
        self.told = self.page.locator("#toast")

    def open(self) -> None:
        """Open the menu."""
        self.summary.click()
        expect(self.menu.locator(".filter-panel")).to_be_visible()

    def save(self, name: str) -> None:
        """Save the present view, as a person does."""
        self.open()
        self.menu.get_by_label("Gem det, du ser nu, som").fill(name)
        self.page.keyboard.press("Enter")

    def change(self, name: str) -> None:
        """Open what can be done with a view."""
        self.open()
        self.menu.locator("summary", has_text=f"Ret: {name}").click()


def test_a_view_is_saved_renamed_deleted_and_had_again(site: Site, page: Page, watch: Watch):
    listing = InitiativeList(page, site.origin)
    views = Views(listing)
    listing.open("/indsatser?side=1&sort=-titel")
    listing.choose("Klynge", "Randersklyngen")
    expect(listing.chips).to_have_count(1)

    views.save("Randers fra enden")
    expect(views.told).to_contain_text("Visningen “Randers fra enden” er gemt.")
    expect(views.summary).to_have_text("Visning: Randers fra enden")
    expect(views.summary).to_be_focused()
    listing.is_at("/indsatser?klynge=rm-randers&sort=-titel")

    views.change("Randers fra enden")
    assert axe_faults(page) == []
    views.menu.get_by_label("Navn").fill("Randers")
    views.menu.get_by_role("button", name="Omdøb visning").click()
    expect(views.summary).to_have_text("Visning: Randers")

    views.change("Randers")
    views.menu.get_by_role("button", name="Slet visning").click()
    expect(views.told).to_contain_text("Visningen “Randers” er slettet.")
    expect(views.summary).to_have_text("Visninger")
    views.told.get_by_role("button", name="Fortryd").click()
    expect(views.summary).to_have_text("Visning: Randers")
    assert axe_faults(page) == []
    assert watch.errors == []


def test_a_page_begins_with_the_readers_own_view_and_vis_alt_leads_out(
    site: Site, page: Page, context: BrowserContext
):
    overview = Overview(page, site.origin)
    views = Views(overview)
    overview.open("/?klynge=rm-randers")
    views.save("Randers")
    expect(views.summary).to_have_text("Visning: Randers")
    views.change("Randers")
    views.menu.get_by_role("button", name="Brug som min startvisning").click()
    expect(views.told).to_contain_text("Siden åbner nu med “Randers”.")

    again = Overview(new_tab(context), site.origin)
    again.open("/")
    again.is_at("/?klynge=rm-randers")
    expect(again.chips).to_have_count(1)
    again.page.get_by_role("link", name="Vis alt").click()
    expect(again.chips).to_have_count(0)
    again.is_at("/?visning=alt")
    again.page.reload()
    expect(again.chips).to_have_count(0)
    again.follow("Indsatser")
    again.page.wait_for_url(re.compile("/indsatser"))
    again.follow("Overblik")
    expect(again.chips).to_have_count(1)


def test_what_is_refused_is_said_in_the_menu_and_nothing_is_lost(site: Site, page: Page, watch: Watch):
    listing = InitiativeList(page, site.origin)
    views = Views(listing)
    listing.open("/indsatser?klynge=rm-randers")
    views.save("Randers")
    expect(views.summary).to_have_text("Visning: Randers")
    listing.open("/indsatser?lys=roed")
    views.save("RANDERS")
    refusal = views.menu.locator("[data-view-refusal]")
    expect(refusal).to_have_text(re.compile("allerede en visning, der hedder “RANDERS”"))
    expect(refusal).to_be_focused()
    expect(views.menu.get_by_label("Gem det, du ser nu, som")).to_have_value("RANDERS")
    assert [it for it in watch.errors if "422" not in it] == []


def test_the_link_is_copied_and_opens_the_same_for_another(site: Site, page: Page, context: BrowserContext):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    listing = InitiativeList(page, site.origin)
    views = Views(listing)
    listing.open("/indsatser?lys=roed,gul")
    views.open()
    views.menu.get_by_role("button", name="Kopiér link").click()
    expect(views.told).to_contain_text("Linket er kopieret.")
    copied = page.evaluate("navigator.clipboard.readText()")
    other = InitiativeList(new_tab(context), site.origin)
    other.page.goto(copied)
    expect(other.chips).to_have_count(2)


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_menu_stays_within_the_window(site: Site, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 700})
    listing = InitiativeList(page, site.origin)
    views = Views(listing)
    listing.open("/indsatser?klynge=rm-randers")
    views.save("Et langt navn på en visning af det, som vi altid ser på om mandagen")
    expect(views.summary).to_have_text(re.compile("Visning: Et langt navn"))
    views.change("Et langt navn")
    box = still(views.menu.locator(".filter-panel"))
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_faults(page) == []
