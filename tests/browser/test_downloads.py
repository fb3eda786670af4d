"""Downloads in a browser: a click gives the file, and the page stays where it is."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Overview

pytestmark = pytest.mark.browser


def test_a_click_gives_the_charts_numbers_for_what_is_chosen(
    shared_site: Site, page: Page, watch: Watch, tmp_path
):
    overview = Overview(page, shared_site.origin)
    overview.open("/")
    overview.choose("Klynge", "Randersklyngen")
    expect(overview.chips).to_have_count(1)

    with page.expect_download() as started:
        page.locator("#figur-status .download").click()

    assert (
        started.value.suggested_filename == "Tværblik - Overblik - indsatser efter status - 2026-11-23.xlsx"
    )
    started.value.save_as(tmp_path / "tal.xlsx")
    book = load_workbook(tmp_path / "tal.xlsx")
    told = [cell.value for cell in book["Læs mig"]["B"]]
    assert "Klynge: Randersklyngen" in told
    assert f"{shared_site.origin}/?klynge=rm-randers" in told
    assert sum(row[1] for row in book["Tallene"].iter_rows(min_row=2, values_only=True)) > 0
    overview.is_at("/?klynge=rm-randers")
    assert watch.errors == []
