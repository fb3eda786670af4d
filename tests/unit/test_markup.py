"""What pages are written in: elements become as few components as can be, and text stays text."""

import json
import re
from pathlib import Path

from dash import dcc
from dash import html as live
from plotly.io.json import to_json_plotly

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import laid_out, only
from dashboard.components.written import Written

ROOT = Path(__file__).parents[2]


def sent(written: Written):
    """Give what the browser gets."""
    return json.loads(to_json_plotly(written))["props"]["tree"]


def test_what_does_not_live_becomes_one_component():
    (written,) = laid_out([html.H1("Overskrift"), "tekst", html.P(["to ", html.Strong(2)], className="note")])

    assert isinstance(written, Written)
    assert sent(written) == [
        ["h1", {}, "Overskrift"],
        "tekst",
        ["p", {"className": "note"}, "to ", ["strong", {}, "2"]],
    ]


def test_what_lives_stands_between_what_is_written_and_in_order():
    store = dcc.Store(id="gemt")
    shown = only(html.Div([html.P("før"), html.Section([store, html.P("efter")]), "til sidst"], id="ramme"))

    assert isinstance(shown, live.Div)
    assert shown.id == "ramme"
    before, section, after = shown.children
    assert sent(before) == [["p", {}, "før"]]
    assert section.children[0] is store
    assert sent(section.children[1]) == [["p", {}, "efter"]]
    assert sent(after) == ["til sidst"]


def test_text_that_looks_like_markup_is_sent_as_text():
    (written,) = laid_out(html.P('<script>"&\u2028</script>'))

    assert sent(written) == [["p", {}, '<script>"&\u2028</script>']]


def test_attributes_that_are_not_set_are_not_sent():
    element = with_attributes(html.A("vej", href="/", className=None), {"aria-current": "page"})

    assert element == ["a", {"href": "/", "aria-current": "page"}, "vej"]


def test_nothing_is_laid_out_as_nothing():
    assert laid_out([]) == []
    assert laid_out(None) == []
    assert sent(laid_out([None, html.Br()])[0]) == [["br", {}]]


def test_the_browser_draws_every_tag_that_drawings_have():
    drawn = (ROOT / "assets" / "08-written.js").read_text(encoding="utf-8")
    known = set(re.findall(r"[a-zA-Z0-9]+", drawn.split("TAGS = new Set(", 1)[1].split("split", 1)[0]))
    modules = (ROOT / "dashboard").rglob("*.py")
    named = {
        tag for it in modules for tag in re.findall(r'Shape\(\s*"(\w+)"', it.read_text(encoding="utf-8"))
    }
    assert len(named) > 5
    assert named - known == set()
