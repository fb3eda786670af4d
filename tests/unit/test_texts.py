"""The pages' texts: in both languages, with the same facts, none too many and none missing."""

import re
import string
from pathlib import Path

import pytest
from flask import Flask

from dashboard.texts import language, t, texts

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in DASHBOARD.rglob("*.py"))
AREAS = "|".join(sorted({text_id.split(".")[0] for text_id in texts()}))
MADE = tuple(re.findall(rf'f["\']((?:{AREAS})\.[a-z_.]*)\{{', CODE))
"""Beginnings of ids that the code completes from a code or name."""


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("text_id", sorted(texts()))
def test_a_text_says_the_same_facts_in_both_languages(text_id):
    said = texts()[text_id]
    assert {"da", "en"} <= set(said) <= {"da", "en", "da_one", "en_one"}
    assert all(text == text.strip() or text_id.startswith("list.column_") for text in said.values())
    assert facts(said["da"]) == facts(said["en"])
    assert facts(said.get("da_one", "")) <= facts(said["da"]) | {"count"}


@pytest.mark.parametrize("text_id", sorted(texts()))
def test_a_text_is_used(text_id):
    is_named = any(f"{quote}{text_id}{quote}" in CODE for quote in "\"'")
    assert is_named or text_id.startswith(MADE)


def test_every_text_id_in_the_code_has_a_text():
    named = set(re.findall(rf'\bt\(\s*"((?:{AREAS})\.[a-z_.]+)"', CODE))
    assert named - set(texts()) == set()


def test_the_language_is_danish_unless_the_cookie_says_english():
    app = Flask(__name__)
    assert language() == "da"
    with app.test_request_context(headers={"Cookie": "sprog=en"}):
        assert t("nav.list") == "Initiatives"
    with app.test_request_context(headers={"Cookie": "sprog=xx"}):
        assert t("nav.list") == "Indsatser"


def test_one_is_said_as_one():
    assert t("count.initiatives", count=1, number="1") == "1 indsats"
    assert t("count.initiatives", count=2, number="2") == "2 indsatser"
