"""While the server is asked, what it answers, and when it does not: told to all, and nothing moves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site
from tests.browser.reach import axe_faults, own_faults, settle
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

CALLBACKS = re.compile("/_dash-update-component")
_SHIFTS = """() => { window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(
    [entry.value, ...entry.sources.map(source => source.node?.outerHTML?.slice(0, 80))])))
  .observe({type: 'layout-shift', buffered: true}) }"""


def abort(route: Route) -> None:
    """Answer nothing, as a server that is away."""
    route.abort()


def held(page: Page) -> list[Route]:
    """Hold every callback back until the test lets it go."""
    waiting: list[Route] = []
    page.route(CALLBACKS, lambda route: waiting.append(route))
    return waiting


def late(page: Page, milliseconds: int) -> None:
    """Let each callback's answer come late, as a slow server's does."""

    def answer(route: Route) -> None:
        page.wait_for_timeout(milliseconds)
        route.continue_()

    page.route(CALLBACKS, answer)


def when(page: Page, holds: Callable[[], object]) -> None:
    """Wait until something holds here."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(25)
    raise AssertionError("did not happen")


def test_a_wait_is_told_and_then_what_came(demo_site: Site, page: Page):
    screen = Screen(page, demo_site.origin)
    screen.open("/")
    settle(page)
    before = page.locator("main").bounding_box()
    waiting = held(page)
    screen.choose("Trafiklys", "Rød")
    when(page, lambda: waiting)

    expect(page.locator("#said")).to_have_text("Henter …")
    expect(page.locator(".progress-line")).to_be_visible()
    assert page.locator("main").bounding_box() == before
    waiting.pop().continue_()

    expect(page.locator("#said")).to_have_text(re.compile(r"^\d+ af \d+ indsatser$"))
    expect(page.locator("#said")).to_have_text(screen.count.inner_text())
    expect(page.locator(".progress-line")).to_be_hidden()
    expect(page.locator("[aria-live=polite]")).to_have_count(1)


def test_what_comes_at_once_is_told_without_a_wait(demo_site: Site, page: Page):
    screen = Screen(page, demo_site.origin)
    screen.open("/indsatser")
    screen.choose("Trafiklys", "Gul")

    expect(page.locator("#said")).to_have_text(re.compile(r"^\d+ af \d+ indsatser$"))


def test_the_line_stands_still_for_those_who_want_no_motion(demo_site: Site, page: Page):
    Screen(page, demo_site.origin).open("/kilder")
    look = "element => getComputedStyle(element, '::before').animationName"
    line = page.locator(".progress-line")
    assert line.evaluate(look) == "run"
    page.emulate_media(reduced_motion="reduce")
    assert line.evaluate(look) == "none"


def test_a_server_that_is_away_is_told_and_asked_again(demo_site: Site, page: Page):
    screen = Screen(page, demo_site.origin)
    screen.open("/")
    settle(page)
    for pattern in (CALLBACKS, re.compile(rf"^{re.escape(demo_site.origin)}/(\?|$)")):
        page.route(pattern, abort)
    screen.choose("Trafiklys", "Rød")
    toast = page.get_by_role("alert")
    expect(toast).to_contain_text("Tværblik svarer ikke")
    assert axe_faults(page) == []
    assert own_faults(page) == []

    again = toast.get_by_role("button", name="Prøv igen")
    again.press("Enter")
    expect(again).to_be_enabled()
    expect(again).to_be_focused()
    expect(toast).to_contain_text("Tværblik svarer ikke")

    page.unroute_all()
    again.press("Enter")
    expect(screen.count).to_have_text(re.compile(r"^\d+ af \d+ indsatser$"))
    expect(screen.chips).to_have_text([re.compile("Trafiklys: Rød")])
    expect(toast).to_be_hidden()


def test_what_is_written_in_another_form_stays_however_late_the_page_comes(site: Site, page: Page):
    Screen(page, site.origin).open("/indsatser/1")
    comments, plans = page.locator("#kommentering"), page.locator("#evaluering")
    comments.locator("summary", has_text="Notér en ny runde").click()
    comments.get_by_label("Andre parter").fill("PLO")
    plans.locator("summary", has_text="Læg en plan").click()
    plans.get_by_label("Efter så mange måneder").fill("6")
    plans.get_by_label("Regnet fra").fill("2026-08-31")
    late(page, 2_000)
    plans.get_by_role("button", name="Gem planen").click()

    expect(plans.locator("h2")).to_contain_text("Næste evaluering 28. februar 2027")
    expect(comments.get_by_label("Andre parter")).to_have_value("PLO")
    expect(comments.get_by_label("Andre parter")).to_be_visible()


def test_a_message_in_the_corner_can_be_closed(demo_site: Site, page: Page):
    screen = Screen(page, demo_site.origin)
    screen.open("/indsatser")
    page.route(CALLBACKS, lambda route: route.fulfill(status=503, body="{}"))
    screen.choose("Trafiklys", "Rød")
    toast = page.get_by_role("alert")
    toast.get_by_role("button", name="Luk beskeden").click()
    expect(toast).to_be_hidden()


@pytest.mark.parametrize("address", ["/", "/status", "/klynger", "/indsatser"])
def test_nothing_moves_while_a_page_is_drawn(demo_site: Site, page: Page, address: str):
    page.goto(demo_site.origin + address)
    page.evaluate(_SHIFTS)
    settle(page)
    page.wait_for_timeout(100)

    shifts = page.evaluate("window.shifts")
    assert sum(shift[0] for shift in shifts) < 0.02, shifts
