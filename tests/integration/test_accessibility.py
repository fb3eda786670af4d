"""The accessibility statement: at /was, the organisation's own where it has said so, else ours."""

import datetime as dt
import re

import pytest

from dashboard.app import create_app
from dashboard.pages.accessibility import statement
from dashboard.settings import Settings

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
OWN = "https://was.digst.dk/tvaerblik-eksempel"


@pytest.fixture
def settings(sqlite_url, tmp_path):
    return Settings(sqlite_url, tmp_path)


def test_was_leads_to_the_organisations_own_statement(sqlite_url, tmp_path):
    app = create_app(Settings(sqlite_url, tmp_path, OWN), None, lambda: NOW)
    answer = app.server.test_client().get("/was")

    assert answer.status_code == 302
    assert answer.headers["Location"] == OWN


def test_was_is_a_page_where_no_statement_is_named(settings):
    answer = create_app(settings, None, lambda: NOW).server.test_client().get("/was")

    assert answer.status_code == 200
    assert "Location" not in answer.headers


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/was", "was.digst.dk/x", "  "])
def test_only_an_address_of_the_web_is_a_statement(tmp_path, url):
    environment = {"TVAERBLIK_WAS_URL": url, "TVAERBLIK_DATA_DIR": str(tmp_path)}
    assert Settings.from_environment(environment).was_url == ""


def test_the_environment_names_the_statement(tmp_path):
    environment = {"TVAERBLIK_WAS_URL": f" {OWN} ", "TVAERBLIK_DATA_DIR": str(tmp_path)}
    assert Settings.from_environment(environment).was_url == OWN


CRITERIA = {
    "1.1": (1,),
    "1.2": (1, 2, 3, 4, 5),
    "1.3": (1, 2, 3, 4, 5),
    "1.4": (1, 2, 3, 4, 5, 10, 11, 12, 13),
    "2.1": (1, 2, 4),
    "2.2": (1, 2),
    "2.3": (1,),
    "2.4": (1, 2, 3, 4, 5, 6, 7, 11),
    "2.5": (1, 2, 3, 4, 7, 8),
    "3.1": (1, 2),
    "3.2": (1, 2, 3, 4, 6),
    "3.3": (1, 2, 3, 4, 7, 8),
    "4.1": (2, 3),
}
"""WCAG 2.2, levels A and AA: guideline and its criteria."""


def test_the_statement_speaks_of_every_criterion():
    told = set()
    for first, last in re.findall(r"(?m)^\| (\d\.\d\.\d+)(?:-(\d\.\d\.\d+))? ", statement()):
        head, number = first.rsplit(".", 1)
        end = int((last or first).rsplit(".", 1)[1])
        told |= {f"{head}.{at}" for at in range(int(number), end + 1)}
    wanted = {f"{head}.{at}" for head, numbers in CRITERIA.items() for at in numbers}
    assert wanted - told == set()
