"""The address is the state: clicks in charts narrow the page, days are looked from, back gives it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.reach import settle
from tests.browser.screens import InitiativeList, Overview, Screen, quiet

pytestmark = pytest.mark.browser


def requests_of(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("request", lambda it: sent.append(it.url) if "_dash-update-component" in it.url else None)
    return sent


def test_a_click_in_a_chart_narrows_the_same_page_in_one_request(shared_site: Site, page: Page, watch: Watch):
    overview = Overview(page, shared_site.origin)
    overview.open("/")
    settle(page)
    whole = overview.count.inner_text()
    sent = requests_of(page)

    overview.click_bar("status", 0)

    expect(overview.chips).to_have_count(1)
    overview.is_at(re.compile(r"/\?status=[a-z-]+"))
    expect(overview.count).to_have_text(re.compile(r"^\d+ af \d+ indsatser$"))
    expect(overview.count).not_to_have_text(whole)
    label = overview.chips.first.inner_text().split(": ")[1].removesuffix("×").strip()
    expect(overview.choice("Status", label)).to_be_checked()
    quiet(page)
    assert len(sent) == 1
    assert watch.errors == []


def test_the_same_click_again_and_escape_take_it_away(shared_site: Site, page: Page):
    overview = Overview(page, shared_site.origin)
    overview.open("/?klynge=rm-randers")
    settle(page)

    overview.click_bar("status", 0)
    expect(overview.chips).to_have_count(2)
    settle(page)
    overview.click_bar("status", 0)
    expect(overview.chips).to_have_count(1)
    overview.is_at("/?klynge=rm-randers")

    settle(page)
    overview.click_bar("status", 0)
    expect(overview.chips).to_have_count(2)
    page.keyboard.press("Escape")
    expect(overview.chips).to_have_count(1)
    overview.is_at("/?klynge=rm-randers")


def test_a_click_in_a_drawn_chart_narrows_by_both_its_row_and_its_colour(shared_site: Site, page: Page):
    overview = Overview(page, shared_site.origin)
    overview.open("/")
    settle(page)
    overview.click_bar("organisations", 0)
    expect(overview.chips).to_have_count(2)
    overview.is_at(re.compile(r"/\?klynge=[a-z-]+&lys=[a-z]+"))


def test_a_narrowed_page_is_there_again_after_reload_and_back(shared_site: Site, page: Page):
    overview, listing = (kind(page, shared_site.origin) for kind in (Overview, InitiativeList))
    overview.open("/")
    settle(page)
    overview.click_bar("status", 0)
    expect(overview.chips).to_have_count(1)
    expect(overview.count).to_have_text(re.compile(" af "))
    address, count = page.url.removeprefix(overview.origin), overview.count.inner_text()

    page.reload()
    expect(overview.count).to_have_text(count)
    overview.to_list.click()
    expect(listing.titles.first).to_be_visible()
    expect(listing.count).to_have_text(count)
    page.go_back()
    expect(overview.count).to_have_text(count)
    overview.is_at(address)


def test_a_filter_chosen_after_a_click_keeps_what_the_click_chose(shared_site: Site, page: Page):
    overview = Overview(page, shared_site.origin)
    overview.open("/")
    settle(page)
    overview.click_bar("status", 0)
    expect(overview.chips).to_have_count(1)

    overview.choose("Trafiklys", "Gul")

    expect(overview.chips).to_have_count(2)
    overview.is_at(re.compile(r"/\?status=[a-z-]+&lys=gul"))


def test_another_day_is_chosen_by_keyboard_and_kept_from_page_to_page(
    shared_site: Site, page: Page, watch: Watch
):
    overview = Overview(page, shared_site.origin)
    overview.open("/?lys=gul")
    overview.moment.locator("summary").press("Enter")
    overview.moment.get_by_label("Vis som kendt pr.").fill("2026-11-10")
    overview.moment.get_by_label("Sammenlign med").press("Enter")

    expect(page.locator(".note")).to_contain_text("som den var kendt pr. 10. november 2026")
    overview.is_at("/?lys=gul&pr=2026-11-10")
    overview.follow("Status")
    expect(overview.moment).to_contain_text("Pr. 10.11.2026")
    overview.is_at("/status?lys=gul&pr=2026-11-10")

    page.get_by_role("link", name="Vis i dag").click()
    expect(page.locator(".note")).to_have_count(0)
    overview.is_at("/status?lys=gul")
    assert watch.errors == []


def test_a_time_of_a_day_stays_until_another_day_is_chosen(shared_site: Site, page: Page):
    overview = Overview(page, shared_site.origin)
    overview.open("/?pr=2026-11-23T09.30")
    expect(overview.moment).to_contain_text("Pr. 23.11.2026 kl. 09.30")

    overview.moment.locator("summary").press("Enter")
    overview.moment.get_by_label("Sammenlign med").fill("2026-11-09")
    overview.moment.get_by_label("Sammenlign med").press("Enter")
    expect(overview.moment).to_contain_text("9.11.2026")
    overview.is_at("/?pr=2026-11-23T09.30&siden=2026-11-09")

    overview.moment.locator("summary").press("Enter")
    overview.moment.get_by_label("Vis som kendt pr.").fill("2026-11-22")
    overview.moment.get_by_label("Vis som kendt pr.").press("Enter")
    expect(overview.moment).to_contain_text("Pr. 22.11.2026")
    overview.is_at("/?pr=2026-11-22&siden=2026-11-09")


def test_a_day_before_the_first_list_says_when_it_came(shared_site: Site, page: Page):
    screen = Screen(page, shared_site.origin)
    screen.open("/?pr=2020-01-01")

    expect(page.locator(".note")).to_contain_text("Den første liste kom først 24. oktober 2026")
