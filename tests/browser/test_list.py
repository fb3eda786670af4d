"""The list in a browser: columns by check boxes, what stays in view, cards on a phone, the file."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard.filters import COLUMNS
from tests.browser.conftest import Site, Watch
from tests.browser.reach import axe_faults
from tests.browser.screens import InitiativeList, still

pytestmark = pytest.mark.browser
COLOURED = (320, 1366)
"""Widths at which axe looks at colours too: of cards, and of rows."""
EVERY_COLUMN = f"/indsatser?kolonner={','.join(COLUMNS)}"


@pytest.fixture
def listing(shared_site: Site, page: Page) -> InitiativeList:
    return InitiativeList(page, shared_site.origin)


def test_columns_are_chosen_with_the_keyboard_in_one_request(listing: InitiativeList, watch: Watch):
    page = listing.page
    listing.open("/indsatser?lys=roed,gul&side=1")
    asked: list[str] = []
    page.locator("#kolonner").focus()
    page.keyboard.press("Enter")
    panel = page.locator("details:has(#kolonner)")
    panel.get_by_label("Budget").focus()
    page.keyboard.press("Space")
    panel.get_by_label("Tovholder").uncheck()
    assert axe_faults(page) == []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.keyboard.press("Enter")

    expect(page.locator("#sort-budget")).to_be_visible()
    expect(page.locator("#sort-tovholder")).to_have_count(0)
    expect(page.locator("#kolonner")).to_be_focused()
    listing.is_at("/indsatser?lys=gul,roed&kolonner=titel,lys,status,fokus,klynge,slut,budget")
    assert len(asked) == 1
    expect(page.locator("details[open]:has(#kolonner)")).to_have_count(0)
    page.locator("#kolonner").click()
    expect(panel.get_by_label("Budget")).to_be_checked()
    expect(panel.get_by_label("Tovholder")).not_to_be_checked()
    assert watch.errors == []


def test_with_few_columns_the_head_stays_at_the_top_of_the_window(listing: InitiativeList):
    page = listing.page
    page.set_viewport_size({"width": 1366, "height": 500})
    listing.open("/indsatser")
    page.evaluate("window.scrollTo({ top: 600, behavior: 'instant' })")
    head, row = (still(page.locator(it).first) for it in (".list-table thead th", "tbody tr"))
    assert row["y"] < 0
    assert 0 <= head["y"] < 2


def test_with_many_columns_head_and_title_stay_in_their_own_region(listing: InitiativeList):
    page = listing.page
    listing.open(EVERY_COLUMN)
    page.locator(".list-table .scroll").evaluate("it => it.scrollTo(900, 400)")
    region = still(page.locator(".list-table .scroll"))
    head = still(page.locator(".list-table thead .col-title"))
    title = still(page.locator(".list-table tbody .col-title").nth(3))
    assert abs(head["x"] - region["x"]) < 2
    assert abs(head["y"] - region["y"]) < 2
    assert abs(title["x"] - region["x"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("address", ["/indsatser", EVERY_COLUMN], ids=["usual", "every"])
@pytest.mark.parametrize("width", [320, 390, 701, 1199, 1366])
def test_the_page_never_scrolls_sideways(listing: InitiativeList, address: str, width: int):
    listing.page.set_viewport_size({"width": width, "height": 800})
    listing.open(address)
    assert listing.page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_faults(listing.page, with_contrast=width in COLOURED) == []


def test_on_a_phone_rows_are_cards_with_the_headings_in_them(listing: InitiativeList):
    page = listing.page
    page.set_viewport_size({"width": 390, "height": 844})
    listing.open("/indsatser?kolonner=titel,tovholder")
    card = listing.rows.first
    cell = card.locator("td").first
    assert cell.evaluate("it => getComputedStyle(it, '::before').content") == '"Tovholder: "'
    box = card.bounding_box()
    assert box is not None
    assert box["width"] <= 390
    page.get_by_role("link", name="Tovholder").click()
    expect(page.locator("#sort-tovholder .sort-mark")).to_be_visible()


def test_the_next_page_is_a_link_and_the_focus_stays_on_it(listing: InitiativeList):
    listing.open("/indsatser?antal=25")
    first = listing.titles.first.inner_text()
    listing.page.locator("#side-next").click()
    expect(listing.titles.first).not_to_have_text(first)
    listing.is_at(re.compile(".*side=2.*"))


def test_the_list_is_taken_away_as_it_is_shown(listing: InitiativeList, watch: Watch, tmp_path):
    listing.open("/indsatser?lys=roed,gul&sort=-titel&kolonner=titel,lys")
    titles = listing.titles.all_inner_texts()
    with listing.page.expect_download() as started:
        listing.page.get_by_role("link", name="Hent listen (Excel)").click()
    started.value.save_as(tmp_path / "liste.xlsx")
    sheet = load_workbook(tmp_path / "liste.xlsx").worksheets[1]
    assert [cell.value for cell in sheet["A"]][1 : len(titles) + 1] == titles
    assert watch.errors == []


def test_when_nothing_meets_the_filters_the_way_out_says_what_it_gives(listing: InitiativeList):
    listing.open("/indsatser?q=findesikkenogetsteder&klynge=rm-randers")
    way = listing.page.locator(".ways-out a")
    expect(way).to_have_text(
        "Uden “Søg i indsatser: findesikkenogetsteder”: " + way.inner_text().split(": ")[-1]
    )
    count = int(way.inner_text().split(": ")[-1].split()[0])
    way.click()
    expect(listing.count).to_contain_text(f"{count} af")
