"""Meetings in a real browser: from a series to an agenda, by mouse and without one; written and undone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import still
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

FORUM = {
    "navn": "Forum for koordination",
    "rytme": "monthly_but_july",
    "ugedag": "3",
    "uge": "-1",
    "kl": "9.00",
}


def do(page: Page, origin: str, deed: str, **form: str) -> None:
    """Do something about series, meetings or actions."""
    named = {name.replace("_", "-"): value for name, value in form.items()}
    answer = page.request.post(f"{origin}/api/{deed}", form=named, headers={"Origin": origin})
    assert answer.ok, answer.text()


def meeting(page: Page, origin: str, day: str = "2026-11-26") -> None:
    """Make the forum with one meeting, and open it."""
    do(page, origin, "moederaekker/0/ny", **FORUM)
    do(page, origin, "moederaekker/1/planlaeg", dato=day)
    page.goto(f"{origin}/moeder/1")


def titles(page: Page) -> list[str]:
    """Give the agenda's points in order, when it has been filled."""
    expect(page.locator("[data-point] h4").nth(2)).to_be_visible()
    return page.locator("[data-point] h4").all_inner_texts()


def point(page: Page, title: str) -> Locator:
    """Find a point of the agenda."""
    return page.locator("[data-point]", has=page.get_by_role("heading", name=title, exact=True))


def test_a_series_is_made_and_its_days_are_planned_with_one_click(site: Site, page: Page, watch: Watch):
    page.goto(f"{site.origin}/moeder")
    page.get_by_label("Navn", exact=True).fill("Forum for koordination")
    page.get_by_label("Hvilken i måneden").select_option(label="Sidste")
    page.get_by_label("Ugedag").select_option(label="torsdag")
    page.get_by_role("button", name="Opret møderækken").click()
    expect(page.locator("h1")).to_have_text("Ingen møder er planlagt")

    page.get_by_role("link", name="2027", exact=True).click()
    expect(page.locator("#moederaekke-1")).to_contain_text("11 foreslåede dage i 2027")
    page.get_by_role("button", name="Planlæg de valgte dage").click()

    expect(page.locator("h1")).to_contain_text("torsdag 28. januar 2027")
    expect(page.get_by_role("heading", name="11 møder i 2027")).to_be_visible()
    expect(page.locator(".wheel-mark.wheel-planned").nth(10)).to_be_visible()
    page.locator(".wheel .wheel-planned").first.click()
    expect(page).to_have_url(f"{site.origin}/moeder/1")
    assert watch.errors == []


def test_an_agenda_is_taken_moved_by_arrows_and_mouse_and_taken_back(site: Site, page: Page, watch: Watch):
    meeting(page, site.origin)
    page.get_by_role("button", name="Tag alle med").click()
    expect(page.locator("h1")).to_contain_text("på dagsordenen")
    before = titles(page)

    down = point(page, before[0]).get_by_role("button", name=f"Flyt “{before[0]}” ned")
    down.press("Enter")
    expect(page.locator("[data-point] h4").nth(1)).to_have_text(before[0])
    expect(point(page, before[0])).to_be_focused()

    handle, first = point(page, before[0]).locator(".point-handle"), page.locator("[data-point]").first
    handle.scroll_into_view_if_needed()
    at, to = still(handle), still(first)
    page.mouse.move(at["x"] + 3, at["y"] + 6)
    page.mouse.down()
    page.mouse.move(to["x"] + 60, to["y"] + 40, steps=5)
    page.mouse.move(to["x"] + 60, to["y"] + 6, steps=3)
    page.mouse.up()
    expect(page.locator("[data-point] h4").first).to_have_text(before[0])

    page.get_by_role("button", name="Fortryd", exact=True).last.click()
    expect(page.locator("[data-point] h4").nth(1)).to_have_text(before[0])
    assert watch.errors == []


def test_escape_leaves_a_dragged_point_where_it_was(site: Site, page: Page, watch: Watch):
    meeting(page, site.origin)
    page.get_by_role("button", name="Tag alle med").click()
    before, handle = titles(page), page.locator(".point-handle").first
    at = still(handle)
    page.mouse.move(at["x"] + 3, at["y"] + 6)
    page.mouse.down()
    page.mouse.move(at["x"] + 60, at["y"] + 160, steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()

    page.wait_for_timeout(300)
    assert titles(page) == before
    expect(page.locator(".is-dragged")).to_have_count(0)
    assert watch.errors == []


def test_a_decision_and_an_action_are_written_without_a_mouse(site: Site, page: Page, watch: Watch):
    meeting(page, site.origin, day="2026-11-20")
    do(page, site.origin, "moeder/1/tilfoej", titel="Nyt fra styregruppen", afsnit="decide", indsatser="1")
    page.reload()
    own = point(page, "Nyt fra styregruppen")
    tab_to(page, own.locator("summary", has_text="Skriv beslutning"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Godkendt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(own.locator(".point-decision")).to_contain_text("Godkendt")
    expect(own).to_be_focused()

    own.locator("summary", has_text="Aftal handling").click()
    own.get_by_label("Hvad skal gøres").fill("Skriv til klyngerne")
    own.get_by_label("Hvem", exact=True).fill("Fællessekretariatet")
    own.get_by_label("Frist").fill("2026-11-22")
    own.get_by_role("button", name="Gem handlingen").click()
    expect(own.locator(".point-actions")).to_contain_text("22.11.2026, 1 dag over")

    page.goto(f"{site.origin}/indsatser/1")
    card = page.locator("#moeder")
    expect(card.locator("h2")).to_contain_text("1 åben handling, 1 beslutning")
    card.get_by_role("button", name="Udført").click()
    expect(card.locator("h2")).to_contain_text("Møder: 1 beslutning")
    assert watch.errors == []


def test_dropping_without_a_reason_is_told_in_place(site: Site, page: Page, watch: Watch):
    meeting(page, site.origin)
    page.get_by_role("button", name="Tag alle med").click()
    first = page.locator("[data-point]").first
    first.locator("summary", has_text="Fravælg").click()
    first.get_by_label("Hvorfor").fill("  ")
    first.get_by_role("button", name="Fravælg punktet").click()

    expect(first.get_by_role("alert")).to_contain_text("Skriv kort hvorfor")
    assert [it for it in watch.errors if "422" not in it] == []


def test_the_agenda_on_paper_has_its_points_and_none_of_the_forms(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/moeder/3")
    expect(page.locator("[data-point]").first).to_be_visible()
    page.emulate_media(media="print")

    expect(page.locator(".point-decision").first).to_be_visible()
    expect(page.locator("main form:visible")).to_have_count(0)
    expect(page.locator("main button:visible")).to_have_count(0)


def test_the_demos_forum_has_an_agenda_that_a_forum_can_take(demo_site: Site, page: Page, watch: Watch):
    page.goto(f"{demo_site.origin}/moeder/4")
    expect(page.get_by_role("button", name="Tag alle med")).to_be_visible()

    assert 8 <= page.locator(".proposal").count() <= 15
    page.goto(f"{demo_site.origin}/moeder/3")
    expect(page.locator(".point-decision").nth(2)).to_be_visible()
    assert watch.errors == []
