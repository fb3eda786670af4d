"""Parts of pages that open, fold and print, and the address that nothing stands at."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from etl.load import load_file
from portfolio.database import make_engine
from tests.browser.conftest import NOW, Site, served
from tests.browser.reach import axe_faults, settle
from tests.browser.screens import Screen, still

pytestmark = pytest.mark.browser


def open_whole(screen: Screen, address: str) -> None:
    """Open a page and wait until its charts are drawn."""
    screen.open(address)
    settle(screen.page)


def test_an_open_filter_has_no_violation_and_escape_closes_it(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/indsatser")
    summary = page.locator("details.filter summary", has_text="Kommune")
    summary.click()
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("details.filter[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_print_shows_the_tables_that_are_folded_away(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("figure table").first).to_be_visible()
    expect(page.locator("#page-nav")).to_be_hidden()


def test_paper_gets_the_charts_as_drawn_and_no_wider_than_itself(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/status")
    chart = page.locator(".dash-graph").first
    drawn, style = chart.locator("svg").first.inner_html(), chart.get_attribute("style")

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    box = chart.bounding_box()
    assert box is not None
    assert box["width"] <= 641
    assert chart.locator("svg").first.inner_html() == drawn
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert chart.get_attribute("style") == style


def test_unknown_addresses_answer_404_in_the_look_of_the_house(shared_site: Site, page: Page):
    answer = page.goto(f"{shared_site.origin}/findes-ikke")
    assert answer is not None
    assert answer.status == 404
    Screen(page, shared_site.origin).heading.wait_for()
    expect(page).to_have_title("Siden findes ikke · Tværblik")


@pytest.fixture
def messy_site(filled_database: Path, tmp_path: Path) -> Iterator[Site]:
    """Give a served app whose fourth receipt tells of many texts that are no dates."""
    copy = tmp_path / "messy.db"
    shutil.copy(filled_database, copy)
    rows = [
        f"Samarbejde nummer {n};Klyngen;I gang;{day}" for n, day in enumerate(["2.3.2026", "afventer"] * 30)
    ]
    texts = [f"{row} møde {n}" if "afventer" in row else row for n, row in enumerate(rows)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(["Indsats;Ejer;Status;Startdato", *texts]), encoding="utf-8")
    engine = make_engine(f"sqlite:///{copy}")
    load_file(engine, path, name=path.name, source="Rodet liste", month=None, now=NOW, by="prøve")
    engine.dispose()
    with served(copy) as found:
        yield found


@pytest.mark.parametrize("width", [320, 1366])
def test_a_receipt_of_many_findings_opens_on_a_click_and_on_paper(messy_site: Site, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 768})
    open_whole(Screen(page, messy_site.origin), "/indlaes/4")
    findings = page.locator("#bemaerkninger")
    last = findings.locator(".findings-warning details li").last
    expect(last).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(last).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(last).to_be_hidden()

    findings.locator(".findings-warning summary").click()

    expect(last).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1000, 1100, 1300, 1366])
def test_an_open_filter_stays_within_the_window(shared_site: Site, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    Screen(page, shared_site.origin).open("/indsatser")

    if page.locator("#filters-toggle").is_visible():
        page.locator("#filters-toggle").click()
    for summary in page.locator("details.filter > summary").all():
        summary.click()
        box = still(page.locator("details.filter[open] .filter-panel"))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
