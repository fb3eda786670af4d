"""What is sent in brief: the browser spells it out as it is spelt here, element by element."""

import datetime as dt
import json

import pytest
from playwright.sync_api import Page

from dashboard.components import markup as html
from dashboard.components.badges import light_badge, light_mark
from dashboard.components.light_shares import light_shares
from dashboard.components.links import link
from dashboard.components.markup import Brief
from dashboard.components.openings import links_behind
from dashboard.components.plain_table import Column, plain_table
from tests.browser.conftest import Site
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

MONTHS = [dt.date(2026, at, 1) for at in range(6, 12)]
COUNTS = {(MONTHS[0], "red"): 1, (MONTHS[0], "green"): 1_300, (MONTHS[2], None): 4, (MONTHS[5], "yellow"): 2}
COLUMNS = [
    Column("Indsats"),
    Column("Antal", is_number=True),
    Column("okt.", look="grid-month", title="oktober 2026"),
    Column("Rød", shown=light_badge("red"), is_number=True),
]
ROWS = [
    [link("En & en", "/indsatser/1"), ("1.200", "/indsatser?lys=roed"), light_mark("green"), 0],
    [[html.Strong("To"), " og ", light_badge(None)], None, html.Td("", className="grid-absent"), "12"],
    [("<b>Tre</b>", "/indsatser/3"), ("ud af huset", "https://example.org"), "", [light_mark("red"), "→"]],
]
NODES = {
    "badge": light_badge("yellow"),
    "mark": light_mark(None),
    "table": plain_table("Alt, en celle kan", COLUMNS, ROWS),
    "grid": plain_table("Ingen rækker", COLUMNS, [], look="plain light-grid"),
    "months": light_shares(MONTHS, COUNTS, {"role": "img", "aria-labelledby": "a", "data-to": "/status"}),
    "links": links_behind("1.002", "Vis dem", [("En & to", "/indsatser/1")], "og 1.001 flere"),
    "all links": links_behind("1", "Vis dem", [("<i>En</i>", "/indsatser/1")], ""),
    "few months": light_shares(MONTHS[:2], COUNTS, {"role": "img"}),
}
_DRAWN = """async (tree) => {
  const place = document.createElement("div");
  ReactDOM.createRoot(place).render(React.createElement(window.tvaerblik.Written, { tree }));
  while (!place.firstChild) await new Promise(done => setTimeout(done, 5));
  return place.innerHTML;
}"""


def spelt(node: object) -> object:
    """Give a node with nothing in brief in it."""
    if isinstance(node, Brief):
        return spelt(node.whole)
    return [spelt(part) for part in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", NODES)
def test_the_browser_spells_out_what_is_sent_in_brief_as_we_do(shared_site: Site, page: Page, name: str):
    Screen(page, shared_site.origin).open("/was")
    brief, whole = NODES[name], spelt(NODES[name])

    drawn = [page.evaluate(_DRAWN, json.loads(json.dumps([tree]))) for tree in (brief, whole)]

    assert drawn[0] == drawn[1]
    assert len(json.dumps(brief)) < len(json.dumps(whole))


def test_an_address_out_of_the_house_is_no_link_in_brief_either(shared_site: Site, page: Page):
    Screen(page, shared_site.origin).open("/was")
    drawn = page.evaluate(_DRAWN, json.loads(json.dumps([NODES["table"]])))

    assert "example.org" not in drawn
    assert "&lt;b&gt;Tre&lt;/b&gt;" in drawn
