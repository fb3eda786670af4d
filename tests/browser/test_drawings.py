"""Drawings in a browser: they are clicked as charts are and follow the theme; nothing in them takes focus."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.reach import settle
from tests.browser.screens import still

pytestmark = pytest.mark.browser

HVIDOVRE = ".map-copenhagen use[data-to*='0167']"
_COLOUR = "shape => getComputedStyle(shape).fill"


def click_inside(page: Page, shape: Locator) -> None:
    """Click in the middle of a shape, which is no element of its own to a mouse."""
    shape.scroll_into_view_if_needed()
    box = still(shape)
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6)


def test_a_click_on_a_municipality_narrows_the_page_and_again_takes_it_away(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/klynger")
    settle(page)

    click_inside(page, page.locator(HVIDOVRE).last)
    expect(page).to_have_url(re.compile(r"/klynger\?kommune=0167$"))
    expect(page.locator(".map-ring")).to_have_count(1)
    click_inside(page, page.locator(".map-ring"))
    expect(page).to_have_url(re.compile(r"/klynger$"))
    expect(page.locator(".map-ring")).to_have_count(0)


def test_a_cluster_s_panel_and_its_heading_lead_to_that_cluster(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/status")
    settle(page)
    heading = page.locator(".panels h3 a").first
    address = heading.get_attribute("href")

    page.locator(".panels .columns").first.click()
    expect(page).to_have_url(demo_site.origin + str(address))
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{demo_site.origin}/status")


def test_the_timeline_is_the_list_in_another_form(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/indsatser?lys=roed")
    page.get_by_role("link", name="Tidslinje").click()
    expect(page).to_have_url(re.compile("lys=roed.*vis=tidslinje"))
    lines = page.locator(".timeline-lines > li")
    expect(lines.first).to_be_visible()
    expect(lines).to_have_count(int(page.locator("#filter-count").inner_text().split()[0]))


@pytest.mark.parametrize("address", ["/klynger", "/status", "/indsatser?vis=tidslinje", "/indsatser/1"])
def test_nothing_in_a_drawing_takes_the_focus_and_its_colours_follow_the_theme(
    demo_site: Site, page: Page, address: str
):
    page.goto(demo_site.origin + address)
    settle(page)
    expect(page.locator(".drawing svg").first).to_be_visible()
    expect(page.locator(".drawing svg :is(a, button, [tabindex])")).to_have_count(0)
    shape = page.locator(".drawing svg :is(.map-land, .bar, .part, .track-finished .bar)").first
    light = shape.evaluate(_COLOUR)
    page.emulate_media(color_scheme="dark")
    expect(shape).not_to_have_css("fill", light)
