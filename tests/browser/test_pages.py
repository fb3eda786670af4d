"""What holds on every page: no accessibility violation, nothing from others, narrow screens, print."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from etl.load import load_file
from portfolio.database import make_engine
from tests.browser.conftest import NOW, Site, Watch, served
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    "/status",
    "/fokusomraader",
    "/klynger",
    "/spredning",
    "/indsatser?lys=roed,gul&ukendt=1",
    "/indsatser/1",
    "/indlaes",
    "/indlaes/1",
    "/kilder",
    "/findes-ikke",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """Give axe's violations, each with the first element that has it."""
    found = Axe().run(page, options=RULES | {"resultTypes": ["violations"]}).response["violations"]
    return [f"{it['id']}: {it['nodes'][0]['html'][:200]}" for it in found]


def open_whole(screen: Screen, address: str) -> None:
    """Open a page and wait until its charts are drawn."""
    screen.open(address)
    screen.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_violation_no_foreign_request_and_no_error(
    shared_site: Site, page: Page, watch: Watch, address: str
):
    open_whole(Screen(page, shared_site.origin), address)
    assert violations(page) == []
    assert watch.foreign == []
    assert [it for it in watch.errors if "404" not in it or "findes-ikke" not in address] == []


def test_an_open_filter_has_no_violation_and_escape_closes_it(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/indsatser")
    summary = page.locator("details.filter summary", has_text="Kommune")
    summary.click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator("details.filter[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Kommune"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_with_nothing_loaded_has_no_violation(empty_site: Site, page: Page, address: str):
    open_whole(Screen(page, empty_site.origin), address)
    assert violations(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_320_pixels_without_scrolling_sideways(shared_site: Site, page: Page, address: str):
    page.set_viewport_size({"width": 320, "height": 640})
    open_whole(Screen(page, shared_site.origin), address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_the_policy_for_content_is_never_broken(shared_site: Site, page: Page):
    page.add_init_script(
        "window.broken = [];"
        "document.addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective))"
    )
    open_whole(Screen(page, shared_site.origin), "/")
    assert page.evaluate("window.broken") == []


def test_charts_offer_no_mode_bar_and_hold_no_tab_stop(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.locator(".modebar-btn").count() == 0
    assert page.locator(".picture [tabindex='0'], .picture a, .picture button").count() == 0


def test_every_chart_says_its_message_and_has_its_numbers_in_a_table(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/")
    figures = page.locator("figure.card-box")
    assert figures.count() >= 3
    for figure in figures.all():
        assert figure.locator("figcaption h2").inner_text()
        assert figure.locator("table").count() == 1


def test_print_shows_the_tables_that_are_folded_away(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("figure table").first.is_visible()
    assert not page.locator("#page-nav").is_visible()


def test_paper_gets_the_charts_as_drawn_and_no_wider_than_itself(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/klynger")
    chart = page.locator(".dash-graph").first
    drawn, style = chart.locator("svg").first.inner_html(), chart.get_attribute("style")

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    box = chart.bounding_box()
    assert box is not None
    assert box["width"] <= 641
    assert chart.locator("svg").first.inner_html() == drawn
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert chart.get_attribute("style") == style


def test_the_keyboard_reaches_the_content_first(shared_site: Site, page: Page):
    open_whole(Screen(page, shared_site.origin), "/indsatser")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"


def test_unknown_addresses_answer_404_in_the_look_of_the_house(shared_site: Site, page: Page):
    answer = page.goto(f"{shared_site.origin}/findes-ikke")
    assert answer is not None
    assert answer.status == 404
    Screen(page, shared_site.origin).heading.wait_for()
    assert json.loads(page.evaluate("JSON.stringify(document.title)")) == "Siden findes ikke · Tværblik"


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
    assert not last.is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert last.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not last.is_visible()

    findings.locator(".findings-warning summary").click()

    assert last.is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1000, 1100, 1300, 1366])
def test_an_open_filter_stays_within_the_window(shared_site: Site, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    Screen(page, shared_site.origin).open("/indsatser")

    for summary in page.locator("details.filter > summary").all():
        summary.click()
        box = page.locator("details.filter[open] .filter-panel").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
