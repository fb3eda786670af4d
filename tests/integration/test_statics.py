"""What is served, how small and for how long: scripts, style sheets, fonts, pages and data."""

import gzip
import json
import re

import brotli
import plotly.offline
import pytest

from dashboard.app import create_app
from dashboard.figures.municipality_map import outlines
from dashboard.server.lean import PLOTLY
from dashboard.server.statics import Assets
from dashboard.settings import Settings
from portfolio.resources import resource
from tests.browser.conftest import NOW

ALL = {"Accept-Encoding": "gzip, deflate, br"}
FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def app(sqlite_url, tmp_path):
    return create_app(Settings(sqlite_url, tmp_path), None, lambda: NOW)


@pytest.fixture
def client(app):
    return app.server.test_client()


@pytest.fixture
def page(client):
    return client.get("/").get_data(as_text=True)


def addresses(page):
    """Give all addresses that a page names in its tags."""
    return re.findall(r'(?:src|href)="(/[^"]+)"', page)


def test_everything_a_page_names_is_kept_for_good_and_comes_small(client, page):
    for address in addresses(page):
        answer = client.get(address, headers=ALL)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == FOR_GOOD, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        is_font = address.split("?")[0].endswith(".woff2")
        assert answer.headers.get("Content-Encoding") == (None if is_font else "br"), address
        assert is_font or answer.headers["Vary"] == "Accept-Encoding"


def test_the_map_s_outlines_are_kept_for_good_and_come_small(client):
    answer = client.get(outlines(), headers=ALL)
    assert answer.headers["Cache-Control"] == FOR_GOOD
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.mimetype == "image/svg+xml"
    assert len(answer.data) < 14_000


def test_a_page_names_no_script_that_it_does_not_use(page):
    assert "polyfill" not in page
    assert "dash_table" not in page
    assert "plotly.min.js" not in page
    assert PLOTLY not in "".join(addresses(page))
    assert page.count("<meta") == 2


def test_the_config_of_a_page_tells_no_versions_and_where_plotly_is(client, page):
    config = json.loads(re.search(r'id="_dash-config"[^>]*>(.*?)</script>', page)[1])

    assert client.get(config["plotlyjs_url"]).headers["Cache-Control"] == FOR_GOOD
    assert config["suppress_callback_exceptions"] is True
    assert not {"python_version", "dash_version", "plotly_version"} & set(config)
    assert all(props for kinds in config["children_props"].values() for props in kinds.values())


def test_the_plotly_bundle_is_of_the_version_that_python_plotly_draws_for():
    found = re.match(rb"/\*! plotly\.js ([0-9.]+),", (resource("assets") / PLOTLY).read_bytes())

    assert found[1].decode() == plotly.offline.get_plotlyjs_version()


def test_the_part_of_dash_that_draws_charts_is_kept_for_good_too(client, page):
    core = next(address for address in addresses(page) if address.endswith("/dash_core_components.js"))
    chart = core.replace("dash_core_components.js", "async-graph.js")

    assert client.get(chart).headers["Cache-Control"] == FOR_GOOD
    assert client.get(re.sub("~[0-9a-f]+", "~another", chart)).headers["Cache-Control"] == "no-cache"


def test_a_bare_name_is_asked_about_again_and_answered_304(client):
    first = client.get("/assets/10-base.css", headers=ALL)
    again = client.get("/assets/10-base.css", headers=ALL | {"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"


def test_each_encoding_has_a_tag_of_its_own_and_the_same_content(client):
    plain, small, zipped = (
        client.get("/assets/10-shell.js", headers={"Accept-Encoding": accepted})
        for accepted in ("identity", "br", "gzip;q=0.5")
    )

    assert len({answer.headers["ETag"] for answer in (plain, small, zipped)}) == 3
    assert brotli.decompress(small.data) == gzip.decompress(zipped.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_a_browser_that_refuses_an_encoding_does_not_get_it(client):
    answer = client.get("/assets/10-shell.js", headers={"Accept-Encoding": "br;q=0, gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_the_head_of_a_file_is_told_without_its_body(client):
    body, head = (
        client.open("/assets/10-shell.js", method=method, headers=ALL) for method in ("GET", "HEAD")
    )

    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(body.data))
    assert head.headers["ETag"] == body.headers["ETag"]


def test_a_part_of_a_file_is_a_part_of_its_plain_content(client):
    whole = client.get("/assets/10-shell.js").data
    part = client.get("/assets/10-shell.js", headers=ALL | {"Range": "bytes=10-19"})
    beyond = client.get("/assets/10-shell.js", headers={"Range": "bytes=99999999-"})

    assert (part.status_code, part.data) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert "Content-Encoding" not in part.headers
    assert beyond.status_code == 416


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../pyproject.toml",
        "/assets/%2e%2e/pyproject.toml",
        "/assets//etc/passwd",
        "/_dash-component-suites/~1/dash/dash.py",
        "/_dash-component-suites/~1/os/path.py",
        "/_dash-component-suites/~1/",
    ],
)
def test_nothing_else_on_the_disk_is_served(client, address):
    answer = client.get(address)

    assert answer.status_code in (404, 500) or "text/html" in answer.headers["Content-Type"]
    assert b"[project]" not in answer.data
    assert b"import" not in answer.data


def test_style_sheets_hold_small_pictures_and_name_fonts_by_marked_addresses():
    assets = Assets(resource("assets"))
    style = assets.find("10-base.css").content.decode()

    assert assets.address("fonts/ibm-plex-sans-latin-400-normal.woff2") in style
    assert "data:image/svg+xml,%3Csvg" in style
    assert not re.search(r'url\("?/?assets/icons', style)


def test_pages_and_data_come_small_and_are_not_kept(client):
    for address in ("/", "/_dash-layout", "/_dash-dependencies"):
        small, plain = client.get(address, headers=ALL), client.get(address)
        assert small.headers["Content-Encoding"] == "br"
        assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert small.headers["Cache-Control"] == "no-store"
        assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data)
    assert json.loads(brotli.decompress(client.get("/_dash-dependencies", headers=ALL).data))


def test_short_answers_stay_as_they_are(client):
    answer = client.get("/sundhed", headers=ALL)

    assert answer.json == {"status": "ok"}
    assert "Content-Encoding" not in answer.headers
