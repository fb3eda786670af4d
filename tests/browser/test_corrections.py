"""Correcting, keeping and undoing on an initiative's page, and typing one, in a real browser by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser


def test_a_field_is_corrected_in_its_place_and_undone_without_a_mouse(site: Site, page: Page, watch: Watch):
    initiative = Initiative(page, site.origin)
    initiative.open("/indsatser/1")
    expect(page.locator(".correct-form")).to_have_count(0)
    way_in = page.get_by_role("link", name="Ret Tovholder")
    tab_to(page, way_in)
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Luk Tovholder")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tovholder", exact=True)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Ida Eksempel")
    tab_to(page, page.get_by_label("Hvorfor rettes det?"))
    page.keyboard.type("skiftet pr. 1. november")
    page.keyboard.press("Enter")

    expect(initiative.field("Tovholder")).to_contain_text("Ida Eksempel")
    expect(initiative.field("Tovholder")).to_contain_text("skiftet pr. 1. november")
    expect(page.locator(".correct-form")).to_have_count(0)
    expect(way_in).to_be_focused()
    undo = initiative.field("Tovholder").get_by_role("button", name="Fortryd rettelsen")
    tab_to(page, undo)
    page.keyboard.press("Enter")
    expect(initiative.field("Tovholder")).not_to_contain_text("Ida Eksempel")
    assert watch.errors == []


def test_what_is_refused_is_told_in_the_form_and_what_was_typed_stays(site: Site, page: Page):
    Initiative(page, site.origin).open("/indsatser/1?ret=end")
    page.get_by_label("Dag", exact=True).fill("31")
    page.get_by_label("Måned", exact=True).select_option("2")
    page.get_by_label("År", exact=True).fill("2027")
    page.get_by_label("Hvorfor rettes det?").fill("aftalt på mødet")
    page.get_by_role("button", name="Gem rettelsen").click()

    expect(page.locator(".correct-form .deed-refusal")).to_contain_text("Datoen findes ikke")
    expect(page.locator(".correct-form .deed-refusal")).to_be_focused()
    expect(page.get_by_label("Dag", exact=True)).to_have_value("31")


def test_an_initiative_without_a_list_is_typed_after_a_look_at_those_like_it(
    site: Site, page: Page, watch: Watch
):
    initiative = Initiative(page, site.origin)
    initiative.open("/indsatser")
    page.get_by_role("link", name="Opret en indsats uden liste").click()
    page.get_by_label("Titel").fill("Fælles cykelstier")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ingen kendt indsats ligner den.")).to_be_visible()
    page.get_by_label("Status").select_option("active")
    page.get_by_label("Skive").check()
    page.get_by_label("Ejer").fill("Skive Kommune")
    page.get_by_role("button", name="Opret indsatsen").click()

    expect(initiative.heading).to_have_text("Fælles cykelstier")
    expect(initiative.field("Ejer")).to_contain_text("Tastet af")
    page.locator("summary", has_text="Tag indsatsen af listen").click()
    page.get_by_label("Hvorfor?").fill("tastet ved en fejl")
    page.get_by_role("button", name="Tag indsatsen af listen").click()
    expect(initiative.heading).to_have_text("Indsatsen er taget af listen")
    page.get_by_role("button", name="Sæt indsatsen tilbage").click()
    expect(initiative.heading).to_have_text("Fælles cykelstier")
    assert watch.errors == []


def test_all_can_use_the_page_of_an_initiative_that_is_corrected_or_told_apart(site: Site, visitor: Visitor):
    deed = f"{site.origin}/api/indsats/1/ret"
    said = {"felt": "status", "status-vaerdi": "paused", "begrundelse": "sat i bero"}
    headers = {"Origin": site.origin}
    assert visitor.page.request.post(deed, form=said, headers=headers).ok
    merge = f"{site.origin}/api/indsats/2/ikke-samme"
    assert visitor.page.request.post(merge, form={"anden": "3"}, headers=headers).ok

    for address in ("/indsatser/1", "/indsatser/2"):
        found = visitor.faults(site.origin + address)

        assert not found, "\n".join(found)
