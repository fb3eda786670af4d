"""An initiative's process in a real browser: chosen, moved, decided and undone, by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to
from tests.builders.papers import PDF, make_docx

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser


def choose(page: Page, origin: str, template: str, entrance: str = "") -> None:
    """Choose the first initiative's process."""
    form = {"skabelon": template, "indgang": entrance}
    assert page.request.post(f"{origin}/api/proces/1/vaelg", form=form, headers={"Origin": origin}).ok


def test_an_initiative_is_moved_and_moved_back_without_a_mouse(site: Site, page: Page, watch: Watch):
    choose(page, site.origin, "development", "b")
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#proces")
    fold = card.locator("summary", has_text="Flyt til et trin")
    tab_to(page, fold)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("5 U")  # a native choice goes to what is typed
    tab_to(page, card.get_by_role("button", name="Flyt indsatsen"))
    page.keyboard.press("Enter")

    expect(card.locator("h2")).to_contain_text("Trin 5 af 12: Udvikling og afprøvning")
    expect(card).to_be_focused()
    expect(card.locator(".process-step.step-current")).to_contain_text("Her nu")
    expect(card.locator(".process-step", has_text="Opdragspapir")).to_contain_text("Ikke relevant")
    undo = page.get_by_role("button", name="Fortryd", exact=True).last
    undo.press("Enter")
    expect(card.locator("h2")).to_contain_text("ikke begyndt")
    assert watch.errors == []


def test_a_decision_of_two_matters_is_noted_and_moves_it_on(site: Site, page: Page, watch: Watch):
    choose(page, site.origin, "development", "b")
    form = {"trin": "9", "ansvarlig": "ssg"}
    moved = page.request.post(f"{site.origin}/api/proces/1/flyt", form=form, headers={"Origin": site.origin})
    assert moved.ok
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#proces")
    card.locator("summary", has_text="Notér en beslutning").click()
    expect(card.get_by_label("Hvilket forum har besluttet?")).to_have_value("SSG")
    card.get_by_role("button", name="Gem beslutningen").click()
    expect(card.locator(".deed-refusal:visible")).to_contain_text("Vælg, hvad der er besluttet")
    card.get_by_label("Produktet").select_option("approved")
    card.get_by_label("Spredning til øvrige").select_option("postponed")
    card.get_by_label("Flyt indsatsen videre til næste trin").check()
    card.get_by_role("button", name="Gem beslutningen").click()

    expect(card.locator("h2").first).to_contain_text("Trin 10 af 12")
    decisions = card.get_by_role("table", name="Beslutninger om indsatsen")
    expect(decisions.get_by_role("row")).to_have_count(3)
    expect(decisions).to_contain_text("Udsat")
    assert all("422" in error for error in watch.errors)  # the browser's word for what was refused


def test_a_paper_is_refused_put_with_a_step_and_fetched_as_it_came(site: Site, page: Page, watch: Watch):
    choose(page, site.origin, "development", "b")
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#proces")
    card.locator("summary", has_text="Læg et papir ved").click()
    chooser = card.get_by_label("Fil", exact=True)
    chooser.set_input_files(FilePayload(name="Kernen.docx", mimeType="application/zip", buffer=PDF))
    card.get_by_role("button", name="Gem papiret").click()
    expect(card.locator(".deed-refusal:visible")).to_contain_text("er ikke det, som endelsen siger")

    paper = make_docx("Kernen")
    chooser.set_input_files(FilePayload(name="Kernen.docx", mimeType="application/zip", buffer=paper))
    card.get_by_role("button", name="Gem papiret").click()

    link = card.get_by_role("link", name="Kernen.docx")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Kernen.docx"
    assert Path(download.value.path()).read_bytes() == paper
    page.get_by_role("button", name="Fortryd", exact=True).last.click()
    expect(link).to_have_count(0)
    assert all("422" in error for error in watch.errors)  # the browser's word for what was refused


def test_all_can_use_a_process_with_all_that_it_may_hold(site: Site, visitor: Visitor):
    choose(visitor.page, site.origin, "development", "a")
    for deed, form in (
        ("flyt", {"trin": "4"}),
        ("tilbud", {"klynge": "rm-randers", "svar": "yes", "valgt": "ja"}),
        ("papir", {"trin": "3", "papir": "assignment", "link": "https://esdh.example/1"}),
        ("notat", {"trin": "4", "notat": "Afventer svar"}),
        ("beslut", {"trin": "3", "forum": "SSG", "udfald-assignment": "approved"}),
    ):
        address = f"{site.origin}/api/proces/1/{deed}"
        assert visitor.page.request.post(address, form=form, headers={"Origin": site.origin}).ok

    found = visitor.faults(f"{site.origin}/indsatser/1")

    assert not found, "\n".join(found)
