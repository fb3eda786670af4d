"""Trials, balance and the calendar in a real browser: by keyboard, undone, on paper, usable for all."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative, Screen
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser

FIRST = {"hvad": "Tavlemøde", "skala": "citizen", "fra": "2026-09-01", "til": "2026-09-14"}
TOLD = FIRST | {"skete": "Tavlen blev brugt", "laering": "Kort tavle virker", "beslutning": "adapt"}


def do(page: Page, origin: str, deed: str, **form: str) -> None:
    """Do something about an initiative."""
    named = {name.replace("_", "-"): value for name, value in form.items()}
    answer = page.request.post(f"{origin}/api/{deed}", form=named, headers={"Origin": origin})
    assert answer.ok, answer.text()


def fill(page: Page, origin: str) -> None:
    """Note a ramp of four, one of each decision, one that is asked about, and evaluations."""
    new = "proevehandling/1/ny"
    do(page, origin, new, **TOLD)
    do(page, origin, new, hvad="Hele teamet", skala="team", bygger_paa="1", beslutning="adopt")
    do(page, origin, new, hvad="Afsnittet", skala="unit", bygger_paa="2", beslutning="abandon")
    do(page, origin, new, hvad="Alle", skala="several", bygger_paa="3", fra="2026-11-01")
    do(page, origin, "proevehandling/2/ny", hvad="Sms", fra="2027-01-01")
    do(page, origin, "evaluering/1/plan", fra="2025-10-01", maaneder="3", igen="ja")
    do(page, origin, "evaluering/1/holdt", resultat="Virker", dato="2026-01-05")


def test_a_trial_is_planned_and_taken_back_without_a_mouse(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#proevehandlinger")
    tab_to(page, card.locator("summary", has_text="Ny prøvehandling"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Tavlemøde hver morgen")
    page.keyboard.press("Tab")
    page.keyboard.type("Ét team")
    tab_to(page, card.get_by_role("button", name="Gem prøvehandling"))
    page.keyboard.press("Enter")

    expect(card.locator("h2")).to_contain_text("1 prøvehandling")
    expect(card).to_be_focused()
    expect(card.get_by_role("row", name="Tavlemøde hver morgen")).to_contain_text("Ét team")
    page.get_by_role("button", name="Fortryd", exact=True).last.press("Enter")
    expect(card.locator("h2")).to_contain_text("Ingen prøvehandlinger")
    assert watch.errors == []


def test_a_form_is_written_on_and_what_looks_like_a_cpr_number_is_told_in_place(
    site: Site, page: Page, watch: Watch
):
    do(page, site.origin, "proevehandling/1/ny", **FIRST)
    Screen(page, site.origin).open("/proevehandlinger/1")
    page.locator("summary", has_text="Skriv på skemaet").click()
    page.get_by_label("Hvad skete der").fill("Borger 010170-1238 blev ringet op")
    page.get_by_role("button", name="Gem skemaet").click()
    refusal = page.locator("form.trial-form [data-refusal]")
    expect(refusal).to_be_visible()
    expect(refusal).not_to_contain_text("010170")

    page.get_by_label("Hvad skete der").fill("Tavlen blev brugt")
    page.get_by_role("button", name="Gem skemaet").click()
    expect(page.locator(".pdsa-do")).to_contain_text("Tavlen blev brugt")
    assert [it for it in watch.errors if "422" not in it] == []  # the browser tells of the refused one


def test_a_form_fits_one_sheet_of_paper_filled_or_empty(site: Site, page: Page):
    fill(page, site.origin)
    for path, words in (("/proevehandlinger/1", "Kort tavle virker"), ("/proevehandlinger/tom-1", "Forkast")):
        Screen(page, site.origin).open(path)
        paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(paper.pages) == 1, path
        assert words in paper.pages[0].extract_text(), path


def test_all_can_use_the_pages_with_all_that_they_may_hold(site: Site, visitor: Visitor):
    fill(visitor.page, site.origin)
    found = []
    paths = (
        "/proevehandlinger",
        "/proevehandlinger?beslutning=tilpas",
        "/proevehandlinger/1",
        "/proevehandlinger/tom-1",
        "/proevehandlinger/999",
        "/fokusomraader/balance",
        "/evalueringer?aar=2027",
        "/indsatser/1",
    )
    for path in paths:
        found += [f"{path} {it}" for it in visitor.faults(f"{site.origin}{path}")]

    assert not found, "\n".join(found)
