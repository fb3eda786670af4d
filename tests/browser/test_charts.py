"""Every chart of every page: its message, its image, its numbers as a table and as a file, its looks."""

import io
import re
from typing import TypedDict

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.reach import checks, own_faults, settle

pytestmark = pytest.mark.browser

PAGES = ("/", "/status", "/fokusomraader", "/klynger", "/spredning", "/spredning/prioritering", "/proces")
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12."""
COUNTED_CELLS = ("figur-fokus-klynger", "figur-potentiale-status")
"""Charts whose message tells how many of some cells are empty, or a part of them: unit tests hold those."""
UNDANISH = re.compile(r"(?<![\d./-])(?!20\d\d)\d{4,}|\d,\d{3}\b|\d%|\d\.\d{1,2}\b(?!\.)")
"""Thousands without a dot or with a comma, a per cent sign without a space, a decimal dot."""


_COLOURS = """shapes => [...new Set(shapes.map(shape => {
  const look = getComputedStyle(shape);
  return shape.ownerSVGElement ? look.fill : look.backgroundColor;
}))]"""


class Chart(TypedDict):
    """A chart as ``page_checks.js`` reads it."""

    id: str
    message: str
    subtitle: str
    areNamed: bool
    isPictured: bool
    stopsInside: int
    plotted: list[float]
    duration: int
    separators: str
    cells: list[str]
    numbers: list[int]
    said: list[int]
    heads: bool
    isCaptioned: bool
    links: int
    download: str


def charts(page: Page, site: Site, address: str) -> list[Chart]:
    """Open a page and read its charts."""
    page.goto(site.origin + address)
    settle(page)
    found: list[Chart] = page.evaluate(f"{checks()}.charts()")
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_chart_says_its_message_is_one_image_and_has_its_numbers(demo_site: Site, page: Page, address: str):
    found = charts(page, demo_site, address)
    assert found
    for chart in found:
        assert chart["message"], chart["id"]
        assert re.search(r"\d|ingen|alle", f"{chart['message']} {chart['subtitle']}", re.I), chart["id"]
        assert chart["areNamed"], chart["id"]
        assert chart["isPictured"], chart["id"]
        assert chart["stopsInside"] == 0, chart["id"]
        assert chart["isCaptioned"], chart["id"]
        assert chart["heads"], chart["id"]
        assert chart["duration"] == 0, chart["id"]
        assert chart["separators"] == ",.", chart["id"]
        assert set(chart["plotted"]) <= set(chart["numbers"]), chart["id"]
        assert chart["links"] >= len(chart["plotted"]), chart["id"]
    expect(page.locator(".modebar-btn")).to_have_count(0)


@pytest.mark.parametrize("address", PAGES)
def test_the_numbers_of_a_message_are_the_tables_and_follow_the_filters(
    demo_site: Site, page: Page, address: str
):
    all_, red = charts(page, demo_site, address), charts(page, demo_site, f"{address}?lys=roed")
    for chart in (*all_, *red):
        if chart["id"] in COUNTED_CELLS:
            continue
        whole = re.findall(r"\d+", chart["subtitle"])
        known = {*chart["numbers"], sum(chart["numbers"]), len(chart["cells"]), *map(int, whole)}
        told = {number for number in chart["said"] if not 2000 < number < 2100}
        assert told <= known | _sums(page, chart["id"]), (chart["id"], chart["message"])
    before = {chart["id"]: (chart["message"], chart["cells"]) for chart in all_}
    after = {chart["id"]: (chart["message"], chart["cells"]) for chart in red}
    same = [id_ for id_ in before.keys() & after.keys() if before[id_] == after[id_]]
    assert same == []


def _sums(page: Page, chart_id: str) -> set[int]:
    """Give the sums of a chart's rows and columns, which a message may tell."""
    rows = page.locator(f"#{chart_id} table tbody tr").evaluate_all(
        "rows => rows.map(row => Array.from(row.querySelectorAll('td'), it => parseInt(it.textContent) || 0))"
    )
    columns = zip(*rows, strict=False)
    every = {sum(part) for part in (*rows, *columns)}
    return every | {sum(1 for row in rows if any(row)), len(rows)}


@pytest.mark.parametrize("address", PAGES)
def test_the_workbook_of_a_chart_has_the_tables_numbers(demo_site: Site, page: Page, address: str):
    for chart in charts(page, demo_site, f"{address}?lys=roed,gul"):
        answer = page.request.get(demo_site.origin + chart["download"])
        assert answer.ok, chart["download"]
        book = load_workbook(io.BytesIO(answer.body()), data_only=True)
        values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        missing = {number for number in map(_leading, chart["cells"]) if number is not None} - values
        assert missing == set(), chart["id"]


def _leading(cell: str) -> int | None:
    """Give the number that a cell begins with: a count, before its share."""
    found = re.match(r"[\d.]+(?= |$)", cell)
    return int(found[0].replace(".", "")) if found else None


@pytest.mark.parametrize("address", [*PAGES, "/indsatser"])
def test_zoom_and_wider_spacing_lose_nothing_and_nothing_moves(demo_site: Site, page: Page, address: str):
    page.set_viewport_size({"width": 683, "height": 384})  # 1366 x 768 at 200 %
    page.emulate_media(reduced_motion="reduce")
    page.goto(demo_site.origin + address)
    settle(page)
    assert own_faults(page, ("cutOff", "reflow", "lights", "moving")) == []

    page.add_style_tag(content=SPACING)
    settle(page)
    assert own_faults(page, ("cutOff", "reflow")) == []


@pytest.mark.parametrize("address", ["/", "/status"])
def test_forced_colours_keep_shapes_and_parts_apart(demo_site: Site, page: Page, address: str):
    page.emulate_media(forced_colors="active")
    page.goto(demo_site.origin + address)
    settle(page)
    fills = page.locator(".js-plotly-plot .point path, .drawing .part, .stack-part").evaluate_all(_COLOURS)
    signs = page.locator(".light .shape").evaluate_all(
        "signs => [...new Set(signs.map(sign => getComputedStyle(sign).color))]"
    )
    assert len(fills) >= 4
    assert len(signs) >= 3
    assert own_faults(page, ("lights",)) == []


@pytest.mark.parametrize("address", PAGES)
def test_numbers_are_written_in_danish(big_site: Site, page: Page, address: str):
    page.goto(big_site.origin + address)
    settle(page)
    shown = page.locator("main td, main h1, main h2, main .key-value").all_inner_texts()
    assert [text for text in shown if UNDANISH.search(text)] == []
