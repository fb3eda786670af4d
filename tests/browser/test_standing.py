"""Status in a browser: the grid by keyboard and by order, its pages, and what stands on a narrow screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Screen, still

pytestmark = pytest.mark.browser


@pytest.fixture
def status(demo_site: Site, page: Page) -> Screen:
    screen = Screen(page, demo_site.origin)
    screen.open("/status")
    page.locator(".light-grid").wait_for()
    return screen


def test_arrow_keys_walk_the_grid_and_tell_where_one_is(status: Screen, page: Page, watch: Watch):
    titles = page.locator(".light-grid tbody th a")
    titles.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()

    page.keyboard.press("End")
    last = page.locator(".light-grid tbody tr").nth(1).locator("td").last
    expect(last).to_be_focused()
    told = page.locator("#gitter-celle")
    expect(told).to_have_text(re.compile(rf"^{re.escape(titles.nth(1).inner_text())}, november 2026: \w+"))

    page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(re.compile(r", oktober 2026: \w+"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(titles.nth(1)).to_be_focused()
    assert watch.errors == []


def test_enter_in_a_month_opens_the_initiative_and_escape_goes_back_to_its_title(status: Screen, page: Page):
    title = page.locator(".light-grid tbody th a").first
    address = title.get_attribute("href")
    title.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(title).to_be_focused()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"{re.escape(address or '')}$"))
    expect(page.get_by_role("heading", name=re.compile(r"siden \w+ \(\d+ måned"))).to_be_visible()


def test_tab_stops_at_each_title_once_whatever_month_was_visited(status: Screen, page: Page):
    titles = page.locator(".light-grid tbody th a")
    titles.nth(0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")

    expect(titles.nth(1)).to_be_focused()


def test_the_order_is_in_the_address_and_pages_keep_it(status: Screen, page: Page):
    page.locator("#orden-laengst").click()
    expect(page).to_have_url(re.compile(r"/status\?orden=laengst"))
    expect(page.locator("#maaned-for-maaned h2")).to_contain_text("længst i samme lys øverst")
    first = page.locator(".light-grid tbody tr").first
    expect(first).to_contain_text("siden juni (5 måneder)")
    expect(first).to_contain_text("ikke indmeldt i juli")

    page.locator("#side-2").click()
    expect(page).to_have_url(re.compile(r"orden=laengst"))
    expect(page.locator(".shown-rows").last).to_contain_text("Viser 26–50")


def test_on_a_narrow_screen_words_are_seen_and_the_newest_month_first(demo_site: Site, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    Screen(page, demo_site.origin).open("/status")
    words = page.locator("#bevaegelser .said").first
    box = still(words)
    assert box["x"] + box["width"] <= 390

    newest = page.locator(".light-grid thead th").last
    newest.scroll_into_view_if_needed()
    seen = still(newest)
    assert 0 <= seen["x"] <= 390
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    assert scrolled <= 390


def test_the_whole_page_is_one_click_from_a_workbook(status: Screen, page: Page):
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent hele siden (Excel)").click()

    assert re.search(r"Status - \d{4}-\d\d-\d\d\.xlsx$", download.value.suggested_filename)
