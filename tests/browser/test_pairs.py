"""Muligvis de samme as a person uses it: one pair after the other, by mouse and by keys, and taken back."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from portfolio.database import make_engine
from tests.browser.conftest import served
from tests.browser.reach import axe_faults, own_faults
from tests.browser.screens import Screen
from tests.builders.uploads import OCTOBER, at, load

pytestmark = pytest.mark.browser

_ROWS = (
    {"title": "Intravenøs antibiotika uden for hospital"},
    {"title": "Peer-støtte ved udskrivning"},
    {"title": "Faldklinik på hjul"},
)
_OTHERS = (
    {"title": "OPAT: antibiotika uden for hospitalet"},
    {"title": "Peer-støtte, når man udskrives"},
    {"title": "Rullende faldklinik"},
)


class Pairs(Screen):
    """The page of pairs."""

    @property
    def pairs(self) -> Locator:
        """The pairs shown."""
        return self.page.locator(".pair")

    @property
    def told(self) -> Locator:
        """What is told in the corner."""
        return self.page.locator("#toast")


@pytest.fixture
def pairs(sqlite_template: Path, tmp_path: Path, page: Page) -> Iterator[Pairs]:
    path = tmp_path / "pairs.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    load(engine, *_ROWS, source="Randers", month=OCTOBER, now=at(0))
    load(engine, *_OTHERS, source="Midt", month=OCTOBER, now=at(1))
    engine.dispose()
    with served(path) as site:
        found = Pairs(page, site.origin)
        found.open("/ens")
        expect(found.pairs).to_have_count(3)
        yield found


def test_a_pair_is_merged_with_a_reason_and_parted_again(pairs: Pairs):
    first = pairs.pairs.first
    first.get_by_text("Samme indsats …").click()
    assert axe_faults(pairs.page) == []
    assert own_faults(pairs.page) == []
    first.get_by_label("Hvorfor?").fill("Samme projekt")
    first.get_by_role("button", name=re.compile("^Læg .* sammen")).click()

    expect(pairs.told).to_contain_text("lagt sammen")
    expect(pairs.pairs).to_have_count(2)
    expect(pairs.pairs.first).to_be_focused()
    pairs.is_at("/ens")

    pairs.told.get_by_role("button", name="Fortryd").click()
    expect(pairs.pairs).to_have_count(3)
    pairs.is_at("/ens")


def test_pairs_are_gone_through_by_keys_alone(pairs: Pairs):
    keys = pairs.page.keyboard
    pairs.pairs.first.get_by_role("link", name=re.compile("^Lad stå")).focus()
    keys.press("Enter")
    expect(pairs.pairs.nth(1)).to_be_focused()

    button = pairs.pairs.nth(1).get_by_role("button", name=re.compile("^Ikke den samme"))
    for _ in range(6):
        keys.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    keys.press("Enter")

    expect(pairs.told).to_contain_text("ikke")
    expect(pairs.pairs).to_have_count(2)
    expect(pairs.pairs.nth(1)).to_be_focused()


def test_a_merge_without_a_reason_is_refused_where_it_was_asked(pairs: Pairs):
    first = pairs.pairs.first
    first.get_by_text("Samme indsats …").click()
    first.get_by_label("Hvorfor?").fill("–")
    first.get_by_role("button", name=re.compile("^Læg .* sammen")).click()

    expect(first.locator("[data-refusal]").first).to_be_focused()
    expect(pairs.pairs).to_have_count(3)


def test_pairs_are_narrowed_by_a_click_and_the_address_says_how(pairs: Pairs):
    pairs.page.get_by_role("link", name=re.compile("^mindst 75")).click()
    expect(pairs.page.get_by_role("link", name=re.compile("^mindst 75"))).to_have_attribute(
        "aria-current", "true"
    )
    pairs.is_at("/ens?lighed=75")
