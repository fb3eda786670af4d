"""Journeys on Status and Indlæs: from a month to its initiatives, from a refusal to a receipt."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.server.upload import LIMIT_MIB
from tests.browser.conftest import SAMPLES, Site, Watch
from tests.browser.screens import Draft, Overview, Screen, Upload

pytestmark = pytest.mark.browser

LIST = SAMPLES / "05_AHH_projektliste.csv"


def test_a_part_of_a_month_opens_the_initiatives_behind_it(site: Site, page: Page, watch: Watch):
    status = Overview(page, site.origin)
    status.open("/status")
    status.click_bar("standing-months", 0)

    expect(page).to_have_url(re.compile(r"/status\?.*maaned=2026-\d\d&maanedslys=\w+"))
    shown = page.locator("#maaned-for-maaned")
    expect(shown.locator("h2")).to_have_text(re.compile(r"havde lyset .+ i .+ 2026"))
    count = int(re.match(r"\d+", shown.locator("h2").inner_text())[0])
    expect(shown.locator("tbody tr")).to_have_count(count)
    assert watch.errors == []


def test_the_number_in_a_heat_map_is_the_number_in_the_list(site: Site, page: Page):
    screen = Screen(page, site.origin)
    screen.open("/fokusomraader")
    cell = page.locator("table.heat td a").first
    number = cell.inner_text()
    cell.press("Enter")

    expect(screen.count).to_have_text(re.compile(rf"^{number} af \d+ indsatser$"))


def test_a_number_without_a_filter_of_its_own_opens_in_place_by_keyboard(site: Site, page: Page):
    Screen(page, site.origin).open("/fokusomraader")
    opening = page.locator("details.opening").first
    opening.locator("summary").press("Enter")

    links = opening.locator("a")
    expect(links).to_have_count(int(opening.locator("summary").inner_text().strip()))
    links.first.click()
    expect(page).to_have_url(re.compile(r"/indsatser/\d+$"))


def test_too_large_a_file_is_refused_before_it_is_sent(site: Site, page: Page, tmp_path):
    large = tmp_path / "stor.xlsx"
    large.write_bytes(os.urandom(LIMIT_MIB * 1024 * 1024 + 1))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/api/" in request.url else None)
    upload = Upload(page, site.origin)
    upload.open("/indlaes")
    upload.send(large)

    expect(upload.refusal).to_contain_text(f"grænsen er {LIMIT_MIB} MB")
    assert sent == []


def test_the_same_file_again_is_told_so(site: Site, page: Page):
    upload, draft = Upload(page, site.origin), Draft(page, site.origin)
    upload.open("/indlaes")
    upload.send(LIST, source="Hospitalets liste", month="2026-10")
    draft.wait()
    draft.confirm()
    upload.open("/indlaes")
    upload.send(LIST)

    expect(page.locator(".note")).to_contain_text("Intet er ændret nu")
    expect(page).to_have_url(re.compile(r"igen=1$"))


def test_a_server_that_cannot_be_reached_is_told_in_place(site: Site, page: Page):
    upload = Upload(page, site.origin)
    upload.open("/indlaes")
    page.route("**/api/indlaes", lambda route: route.abort())
    upload.send(LIST)

    expect(upload.refusal).to_contain_text("ingen forbindelse")
    expect(page.get_by_role("button", name="Send filer")).to_be_enabled()
