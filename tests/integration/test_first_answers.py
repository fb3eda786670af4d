"""What a page asks for first travels with it, for the same reader and the same address."""

import json
import re

import pytest

from dashboard.app import create_app
from dashboard.server.first import UPDATE, router_body
from dashboard.settings import Settings
from portfolio.database import make_engine
from tests.browser.conftest import NOW
from tests.builders.uploads import load

HOSTILE = 'Fælles </script><script>alert("1")</script> team'


@pytest.fixture
def client(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    load(engine, {"title": HOSTILE, "traffic_light": "red"}, {"title": "Et andet team"})
    engine.dispose()
    return create_app(Settings(sqlite_url, tmp_path), None, lambda: NOW).server.test_client()


def carried(page):
    """Give the answers that a page carries, by kind, as text."""
    return dict(re.findall(r'id="first-([a-z]+)"[^>]*>(.*?)</script>', page))


def test_a_page_carries_what_its_routes_would_answer(client):
    found = carried(client.get("/status?lys=roed").get_data(as_text=True))
    content = client.post(UPDATE, json=router_body("/status", "?lys=roed"))

    assert json.loads(found["page"]) == content.json
    assert json.loads(found["layout"]) == client.get("/_dash-layout").json
    assert json.loads(found["dependencies"]) == client.get("/_dash-dependencies").json


def test_a_page_says_which_address_its_content_is_for(client):
    page = client.get("/indsatser?q=%22team%22&lys=roed").get_data(as_text=True)

    assert 'data-path="/indsatser" data-search="?q=%22team%22&amp;lys=roed"' in page


def test_the_content_is_in_the_readers_language(client):
    danish = carried(client.get("/").get_data(as_text=True))
    client.set_cookie("sprog", "en")
    english = carried(client.get("/").get_data(as_text=True))

    assert "indsats" in danish["page"]
    assert "initiative" in english["page"]


def test_text_of_the_data_stays_text(client):
    page = client.get("/indsatser").get_data(as_text=True)
    content = json.loads(carried(page)["page"])

    assert "<script>alert" not in page
    assert HOSTILE in texts_in(content)


def texts_in(node):
    """Give all texts in some data; what pages have written is JSON text itself."""
    if isinstance(node, dict):
        tree = texts_in(json.loads(node["tree"])) if isinstance(node.get("tree"), str) else []
        return tree + [text for value in node.values() for text in texts_in(value)]
    if isinstance(node, list):
        return [text for value in node for text in texts_in(value)]
    return [node] if isinstance(node, str) else []


def test_an_address_that_may_be_written_in_two_ways_carries_no_content(client):
    answer = client.get("/findes-%C3%A6-ikke")

    assert answer.status_code == 404
    assert set(carried(answer.get_data(as_text=True))) == {"layout", "dependencies"}


def test_only_a_page_with_a_chart_names_plotly(client):
    charted, plain = (client.get(path).get_data(as_text=True) for path in ("/status", "/"))

    assert len(re.findall(r'<script src="/assets/vendor/plotly-tv[^"]+" defer>', charted)) == 1
    assert "plotly-tv" not in plain.replace('"plotlyjs_url":"/assets/vendor/plotly-tv', "")
