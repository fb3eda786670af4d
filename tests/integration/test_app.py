"""The app as a whole: addresses, headers, languages, errors, and the import that is handed in."""

import datetime as dt
import json
import re

import pytest

from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import make_engine
from portfolio.messages import sentence
from tests.builders.uploads import load

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PATHS = (
    "/",
    "/status",
    "/fokusomraader",
    "/klynger",
    "/spredning",
    "/indsatser",
    "/indlaes",
    "/kilder",
    "/mangler",
    "/ens",
)


def make_app(url, tmp_path):
    return create_app(Settings(url, tmp_path), None, lambda: NOW)


@pytest.fixture
def app(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    load(engine, {"title": "Fælles gravidteam", "traffic_light": "red"})
    engine.dispose()
    return make_app(sqlite_url, tmp_path)


@pytest.fixture
def client(app):
    return app.server.test_client()


def laid_out(client, path, search=""):
    """Ask Dash's router for a page as the browser does, and give the answer's JSON."""
    client.get(path)
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return answer.get_json()["response"]


def component_ids(node):
    """Give every id in a laid-out page, pattern ids as their canonical text."""
    if isinstance(node, list):
        return [found for child in node for found in component_ids(child)]
    if not isinstance(node, dict):
        return []
    props = node.get("props", {})
    own = (
        [json.dumps(props["id"], sort_keys=True) if isinstance(props["id"], dict) else props["id"]]
        if "id" in props
        else []
    )
    return own + component_ids(props.get("children"))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_menu_answers(client, path):
    assert client.get(path).status_code == 200
    response = laid_out(client, path)
    assert response["_pages_store"]["data"]["title"].endswith("· Tværblik")


@pytest.mark.parametrize(
    "path", ["/findes-ikke", "/indsatser/999", "/indsatser/x", "/indlaes/999", "/status/1", "/404/x"]
)
def test_an_unknown_address_answers_404_with_the_house_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="da">' in answer.text


def test_what_is_known_answers_200(client):
    assert client.get("/indsatser/1").status_code == 200
    assert client.get("/indlaes/1").status_code == 200


def test_pages_are_kept_to_themselves(client):
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/_dash-layout").headers["Cache-Control"] == "no-store"


def test_the_policy_names_every_script_that_stands_in_the_page(app, client):
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]* src)(?![^>]*json)[^>]*>(.+?)</script>", answer.text, re.DOTALL)
    assert inline
    assert all(found in policy for found in app.csp_hashes())
    assert len(set(app.csp_hashes())) >= len(inline)


def test_no_page_names_another_host(client):
    hosts = set(re.findall(r"https?://([^/\"' ]+)", client.get("/").text))
    assert hosts <= {"www.w3.org"}


def test_pages_are_not_laid_out_for_readers_who_have_not_opened_them(client):
    assert "validation_layout" not in client.get("/").text
    assert "Fælles gravidteam" not in client.get("/_dash-layout").text


def test_the_language_is_chosen_by_a_click_and_leads_back(client):
    answer = client.get("/sprog/en?retur=/indsatser%3Flys%3Droed")
    assert answer.status_code == 302
    assert answer.location == "/indsatser?lys=roed"
    assert '<html lang="en">' in client.get("/").text
    assert client.get("/sprog/fr").status_code == 404


@pytest.mark.parametrize("address", ["//evil.dk", "https://evil.dk", "/\\evil.dk", "evil", ""])
def test_the_language_leads_nowhere_else(client, address):
    assert client.get("/sprog/da", query_string={"retur": address}).location == "/"


def test_health_asks_the_database(client):
    assert client.get("/sundhed").get_json() == {"status": "ok"}


def test_two_apps_stand_side_by_side_each_on_its_own_database(app, client, tmp_path_factory, sqlite_template):
    empty = make_app(f"sqlite:///{sqlite_template}", tmp_path_factory.mktemp("other"))
    whole = json.dumps(laid_out(client, "/indsatser"), ensure_ascii=False)
    other = json.dumps(laid_out(empty.server.test_client(), "/indsatser"), ensure_ascii=False)
    assert "Fælles gravidteam" in whole
    assert "Fælles gravidteam" not in other
    assert "Indlæs fil" in other


def test_every_callback_finds_what_it_reads_and_writes(app, client):
    stays = component_ids(json.loads(client.get("/_dash-layout").text))
    pages = [
        found
        for path in PATHS
        for found in component_ids(laid_out(client, path)["_pages_content"]["children"])
    ]
    known = set(stays) | set(pages)
    kinds = {json.loads(found)["type"] for found in known if found.startswith("{")}
    for callback in client.get("/_dash-dependencies").get_json():
        for place in [*callback["inputs"], *callback["state"]]:
            name = place["id"]
            assert name in known or (name.startswith("{") and json.loads(name)["type"] in kinds), name


def stopped_clock():
    raise ZeroDivisionError("the clock stands still")


def test_a_failing_page_says_so_with_a_number_that_the_log_has(sqlite_url, tmp_path, caplog):
    broken = create_app(Settings(sqlite_url, tmp_path), None, stopped_clock)
    response = laid_out(broken.server.test_client(), "/")
    shown = json.dumps(response["_pages_content"]["children"], ensure_ascii=False)
    number = re.search(r"fejlnummer ([0-9A-F]{6})", shown)
    assert number is not None
    assert number[1] in caplog.text
    assert "stands still" not in shown


def test_a_database_that_breaks_off_is_told_in_its_own_sentence(client, sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE match_decision")
    engine.dispose()
    response = laid_out(client, "/")
    shown = json.dumps(response["_pages_content"]["children"], ensure_ascii=False)
    assert sentence("database.failed", {}) in shown
