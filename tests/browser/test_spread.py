"""Spredning and Prioritering as people use them: a field of the picture, keys, and the way to mend."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.reach import settle

pytestmark = pytest.mark.browser


def opened(page: Page, site: Site, path: str) -> None:
    page.goto(site.origin + path)
    settle(page)


def test_a_field_shows_as_many_as_its_number_and_a_second_click_shows_all(demo_site: Site, page: Page):
    opened(page, demo_site, "/spredning/prioritering")
    number = page.locator("a.grid-count").first
    said = number.inner_text()
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**potentiale=**")
    settle(page)

    expect(page.locator("a.grid-count[aria-current=true]")).to_have_text(said)
    rows = page.locator("table.others tbody tr").count()
    ranked = page.locator("table.ranked tbody th a[href^='/indsatser/']:not([href*='#'])").count()
    assert min(int(said), 25) == rows + ranked

    page.locator("a.grid-count[aria-current=true]").click()
    page.wait_for_url(lambda url: "potentiale" not in url)


def test_what_is_missing_leads_to_where_it_is_mended(demo_site: Site, page: Page):
    opened(page, demo_site, "/spredning/prioritering")
    page.locator(".lack-list a").first.click()
    page.wait_for_url("**/indsatser/**")
    settle(page)

    anchor = page.url.split("#")[1]
    expect(page.locator(f"#{anchor}")).to_be_visible()


def test_a_figure_opens_its_rows(demo_site: Site, page: Page):
    opened(page, demo_site, "/spredning")
    figure = page.locator("a.key-figure").first
    count = int(figure.locator(".key-value").inner_text())
    figure.click()
    page.wait_for_url("**kun=vurderede**")
    settle(page)

    expect(page.locator("table.spread tbody tr")).to_have_count(min(count, 25))


def test_the_picture_fits_a_phone_and_keeps_its_numbers(demo_site: Site, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, demo_site, "/spredning/prioritering")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("a.grid-count").first).to_be_visible()
