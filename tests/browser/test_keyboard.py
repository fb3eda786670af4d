"""Everything without a mouse: what is reached, in which order, how the focus is seen, what Escape does."""

import re
from typing import TypedDict

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.reach import checks, settle
from tests.browser.screens import Initiative, InitiativeList, Screen
from tests.browser.test_every_page import PAGES

pytestmark = pytest.mark.browser

MOST_STOPS = 400
MOST_ROUNDS = 40
_HAS_FOCUS = "element => element === document.activeElement"


class Stop(TypedDict):
    """What Tab came to, as ``page_checks.js`` tells it."""

    name: str
    faults: list[str]


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus; only as a reader would get there.

    To look after each stop takes longer than to go there: the stops that lie between are counted first.
    """
    left = MOST_STOPS
    while left > 0 and not target.evaluate(_HAS_FOCUS):
        ahead = target.evaluate(f"element => {checks()}.stopsUntil(element)")
        for _ in range(max(1, min(ahead, left))):
            page.keyboard.press("Tab")
            left -= 1
    expect(target).to_be_focused()


@pytest.mark.parametrize("address", PAGES)
def test_tab_goes_through_all_there_is_in_reading_order_and_out_again(
    demo_site: Site, page: Page, address: str
):
    page.emulate_media(reduced_motion="reduce")  # else the page is still gliding there when it is looked at
    page.goto(demo_site.origin + address)
    settle(page)
    expected = page.evaluate(f"{checks()}.stopNames()")
    page.evaluate(f"{checks()}.watchTabs()")
    walked: list[Stop] = []
    for _ in range(MOST_ROUNDS):  # a field of several parts is several stops
        for _ in range(len(expected) - len(walked)):
            page.keyboard.press("Tab")
        walked += page.evaluate("window.walked()")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    faults = [fault for stop in walked for fault in stop["faults"]]
    assert [stop["name"] for stop in walked] == expected
    assert not faults, "\n".join(faults)
    assert page.evaluate("document.activeElement.className") in ("", "skip-link", "brand")


def test_the_first_stop_leads_past_the_menu(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/indsatser")
    settle(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    assert asked == []  # the page stands: nothing is laid out again


def test_a_panel_closes_on_escape_and_when_the_reader_goes_on(demo_site: Site, page: Page):
    Screen(page, demo_site.origin).open("/indsatser")
    panels = {
        "Kommune": page.locator("summary", has_text="Kommune"),
        "Om siden": page.locator(".help > summary"),
    }
    for name, summary in panels.items():
        summary.press("Enter")
        expect(page.locator("details.filter[open]")).to_have_count(1)
        if name == "Kommune":
            page.keyboard.press("Tab")
            expect(page.locator(".filter-panel :focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("details.filter[open]")).to_have_count(0)
        expect(summary).to_be_focused()

    panels["Om siden"].press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("details.filter[open]")).to_have_count(0)


def test_the_menu_of_a_narrow_screen_opens_and_closes_by_keyboard(demo_site: Site, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    Screen(page, demo_site.origin).open("/")
    menu = page.get_by_role("button", name="Menu", exact=True)
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#page-nav a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("#page-nav")).to_be_hidden()


def test_the_filters_of_a_narrow_screen_fold_behind_one_button(demo_site: Site, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    screen = Screen(page, demo_site.origin)
    screen.open("/?lys=gul")
    button = page.get_by_role("button", name="Filtre (1 valgt)")
    expect(page.locator("details.filter", has_text="Klynge")).to_be_hidden()
    assert page.locator("#page-content").bounding_box()["y"] < 844 / 2

    button.press("Enter")
    screen.choose("Klynge", "Randersklyngen")

    expect(page.get_by_role("button", name="Filtre (2 valgt)")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text=re.compile("^Klynge$"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filtre (2 valgt)")).to_be_focused()
    expect(page.locator("details.filter", has_text="Klynge")).to_be_hidden()


def test_the_whole_journey_needs_no_mouse(demo_site: Site, page: Page, watch: Watch):
    listing, initiative = (kind(page, demo_site.origin) for kind in (InitiativeList, Initiative))
    listing.open("/indsatser")
    light = page.locator("summary", has_text=re.compile("^Trafiklys$"))
    tab_to(page, light)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name="■ Rød"))
    page.keyboard.press("Space")
    expect(listing.chips).to_have_text([re.compile("Trafiklys: Rød")])
    expect(page.get_by_role("checkbox", name="■ Rød")).to_be_focused()
    page.keyboard.press("Escape")
    expect(light).to_be_focused()

    title = listing.titles.nth(1)
    tab_to(page, title)
    name = title.inner_text()
    page.keyboard.press("Enter")
    expect(initiative.heading).to_have_text(name)
    expect(initiative.heading).to_be_focused()

    page.go_back()  # what Alt+Left does where the browser has a window
    expect(listing.chips).to_have_text([re.compile("Trafiklys: Rød")])
    expect(listing.heading).to_be_focused()
    tab_to(page, page.locator(".chip"))
    page.keyboard.press("Enter")
    expect(listing.chips).to_have_count(0)
    expect(listing.count).to_be_focused()
    assert watch.errors == []
