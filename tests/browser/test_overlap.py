"""Overlap as a person uses it: a short idea, a long one, a decision remembered and taken back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portfolio.database import make_engine
from tests.browser.conftest import served
from tests.browser.reach import axe_faults, own_faults
from tests.browser.screens import Screen
from tests.builders.uploads import OCTOBER, at, load

pytestmark = pytest.mark.browser

_ROWS = (
    {
        "title": "Telemedicin til borgere med KOL",
        "description": "Borgere måler iltmætning hjemme",
        "municipalities": ("0779",),
        "status": "active",
    },
    {"title": "Faldklinik på hjul", "municipalities": ("0779",), "status": "planned"},
)
_OTHERS = (
    {"title": "TeleKOL", "municipalities": ("0730",), "status": "stopped", "remarks": "Puljen ophørte"},
)
_LONG = "Et langt oplæg, der indsættes fra et andet dokument. " * 150


class Overlap(Screen):
    """The page Overlap."""

    @property
    def results(self):
        """What is alike."""
        return self.page.locator(".overlap-result")

    @property
    def told(self):
        """What is told in the corner."""
        return self.page.locator("#toast")

    def ask(self, title: str, text: str = "") -> None:
        """Write an idea and have it held up, by keys."""
        self.page.get_by_label("Idéens titel").fill(title)
        self.page.get_by_label("Beskrivelse").fill(text)
        self.page.get_by_role("button", name="Find det, der ligner").press("Enter")


@pytest.fixture
def overlap(sqlite_template: Path, tmp_path: Path, page: Page) -> Iterator[Overlap]:
    path = tmp_path / "overlap.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    load(engine, *_ROWS, source="Skive", month=OCTOBER, now=at(0))
    load(engine, *_OTHERS, source="Randers", month=OCTOBER, now=at(1))
    engine.dispose()
    with served(path) as site:
        found = Overlap(page, site.origin)
        found.open("/overlap")
        yield found


def test_a_short_idea_becomes_an_address_and_shows_why(overlap: Overlap):
    overlap.ask("Hjemmemonitorering ved kronisk obstruktiv lungesygdom")

    expect(overlap.results).to_have_count(2)
    expect(overlap.page).to_have_url(lambda it: "titel=Hjemmemonitorering" in it)
    expect(overlap.page.get_by_role("heading", level=1)).to_contain_text("2 indsatser ligner meget")
    expect(overlap.results.filter(has_text="TeleKOL").last).to_contain_text("Puljen ophørte")
    overlap.results.first.get_by_text("Se de to tekster").click()
    expect(overlap.results.first.locator(".shared").first).to_be_visible()
    assert own_faults(overlap.page) == []
    assert axe_faults(overlap.page) == []


def test_a_long_idea_is_answered_in_place_and_a_decision_keeps_it(overlap: Overlap):
    overlap.ask("TeleKOL i alle kommuner", _LONG)

    expect(overlap.results).to_have_count(2)
    expect(overlap.page.locator("#overlap-fundet-svar")).to_be_focused()
    expect(overlap.page).to_have_url(lambda it: it.endswith("/overlap"))
    first = overlap.results.first
    first.get_by_text("Husk en beslutning").press("Enter")
    first.get_by_label("Hvorfor?").fill("Samme udstyr")
    first.get_by_role("button", name="Byg videre på").press("Enter")

    expect(overlap.told).to_contain_text("Beslutningen er husket")
    expect(overlap.page).to_have_url(lambda it: "husket=1" in it)
    expect(overlap.page.locator(".overlap-decided")).to_contain_text("Samme udstyr")
    overlap.told.get_by_role("button", name="Fortryd").press("Enter")
    expect(overlap.told).to_contain_text("taget tilbage")


def test_a_cpr_number_is_refused_in_the_form(overlap: Overlap):
    overlap.ask("TeleKOL", "ring til 010101-0000")

    expect(overlap.page.locator("#overlap-form [data-refusal]")).to_be_focused()
    expect(overlap.results).to_have_count(0)


def test_a_group_leads_from_its_mark_to_the_initiative(overlap: Overlap):
    overlap.open("/overlap/grupper")

    marks = overlap.page.locator(".overlap-map .overlap-mark")
    expect(marks).to_have_count(2)
    marks.first.focus()
    overlap.page.keyboard.press("Enter")
    expect(overlap.page).to_have_url(lambda it: "/indsatser/" in it)
