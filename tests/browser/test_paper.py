"""Pages on paper: Chromium's own PDF has every row, repeats the heads of tables, and cuts no chart."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Site
from tests.browser.reach import settle

pytestmark = pytest.mark.browser

A4 = (595, 842)
_SEEN = """cells => cells.map(cell => {
  const seen = cell.cloneNode(true);
  seen.querySelectorAll('.visually-hidden').forEach(part => part.remove());
  // What stands folded in a cell of changes, the cell's own place and words, is asked for on the screen.
  seen.querySelectorAll('details.origin').forEach(part => part.remove());
  return seen.textContent.trim();
}).filter(text => text)"""


def printed(page: Page) -> list[str]:
    """Print the page as it is set for A4, and give each sheet's text without what lines change."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {A4}
    return [squeezed(sheet.extract_text()) for sheet in reader.pages]


def squeezed(text: str) -> str:
    """Leave out what lines and hyphens change."""
    return re.sub(r"[\s\u00ad\u00a0-]+", "", text)


@pytest.mark.parametrize(
    "address",
    ["/", "/siden", "/status", "/klynger", "/proces", "/indsatser?antal=100", "/indlaes/5", "/overgang"],
)
def test_paper_has_every_row_of_every_table(demo_site: Site, page: Page, address: str):
    page.goto(demo_site.origin + address)
    settle(page)
    whole = "".join(printed(page))
    cells = page.locator("main table th, main table td").evaluate_all(_SEEN)
    missing = [text for text in dict.fromkeys(cells) if squeezed(text) not in whole]

    assert missing == []
    assert "Filtre" not in whole


@pytest.mark.parametrize("address", ["/overgang", "/direktoerforum"])
def test_what_is_for_one_sheet_stands_on_one(demo_site: Site, page: Page, address: str):
    page.goto(f"{demo_site.origin}{address}")
    settle(page)

    assert len(printed(page)) == 1


def test_a_table_on_several_sheets_has_its_head_on_each(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/indsatser?antal=100")
    settle(page)
    sheets = printed(page)

    assert len(sheets) > 2
    assert sum(bool(re.search("Titel.?Trafiklys", sheet)) for sheet in sheets) >= len(sheets) - 1


def test_paper_cuts_no_row_and_no_chart_and_is_light(demo_site: Site, page: Page):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(demo_site.origin)
    settle(page)
    look = "(element, name) => getComputedStyle(element)[name]"
    for place in ("figure.card-box", "main tr"):
        assert page.locator(place).first.evaluate(look, "breakInside") == "avoid", place
    assert page.locator("thead").first.evaluate(look, "display") == "table-header-group"
    assert page.locator("body").evaluate(look, "backgroundColor") == "rgb(255, 255, 255)"


def test_a_curve_is_printed_without_the_table_of_its_steps(demo_site: Site, page: Page):
    page.goto(f"{demo_site.origin}/spredning/matrix")
    settle(page)
    curve = page.locator("figure:has(.uptake-curves)").first
    assert curve.locator(".numbers").count() == 1

    page.emulate_media(media="print")

    assert curve.locator(".numbers").evaluate("it => getComputedStyle(it).display") == "none"
