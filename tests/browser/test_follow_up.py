"""Rounds of comments, receivers and evaluations in a real browser: by keyboard, undone, usable for all."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser

ROUND = {
    "part": "0167",
    "andre": "Almen praksis\r\nDanske Patienter",
    "sendt": "2026-10-20",
    "frist": "2026-11-10",
    "moede": "2026-12-12",
    "forum": "SSG",
    "notat": "Er økonomien til at forstå?",
    "link": "https://esdh.example/1",
}


def do(page: Page, origin: str, deed: str, **form: str) -> None:
    """Do something about the first initiative."""
    named = {name.replace("_", "-"): value for name, value in form.items()}
    answer = page.request.post(f"{origin}/api/{deed}", form=named, headers={"Origin": origin})
    assert answer.ok, answer.text()


def test_an_answer_is_noted_and_taken_back_without_a_mouse(site: Site, page: Page, watch: Watch):
    do(page, site.origin, "kommentering/1/send", **ROUND)
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#kommentering")
    tab_to(page, card.locator("summary", has_text="Notér et svar"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Almen")  # a native choice goes to what is typed
    page.keyboard.press("Tab")
    page.keyboard.type("Med")
    tab_to(page, card.locator("details[open] textarea[name=bemaerkninger]"))
    page.keyboard.type("Der mangler et afsnit om økonomi")
    tab_to(page, card.get_by_role("button", name="Gem svaret"))
    page.keyboard.press("Enter")

    expect(card.locator("h2")).to_contain_text("1 af 3 har svaret")
    expect(card).to_be_focused()
    expect(card.get_by_role("row", name="Almen praksis")).to_contain_text("Der mangler et afsnit om økonomi")
    page.get_by_role("button", name="Fortryd", exact=True).last.press("Enter")
    expect(card.locator("h2")).to_contain_text("0 af 3 har svaret")
    assert watch.errors == []


def test_a_round_is_sent_from_its_form_and_a_slip_is_told_in_place(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#kommentering")
    card.locator("summary", has_text="Notér en ny runde").click()
    card.get_by_label("Andre parter").fill("PLO\nPLO")
    card.get_by_label("Svarfrist").fill("2026-12-01")
    card.get_by_role("button", name="Gem runden").click()
    expect(card.locator(".deed-refusal:visible")).to_contain_text("“PLO” står to gange")
    card.get_by_label("Andre parter").fill("PLO")
    card.get_by_role("button", name="Gem runden").click()

    expect(card.locator("h2")).to_contain_text("frist om 8 dage")
    expect(card.get_by_role("row", name="PLO")).to_contain_text("Ikke svaret endnu")
    assert all("422" in error for error in watch.errors)  # the browser's word for what was refused


def test_the_reminder_is_reached_from_the_page_and_copied(site: Site, page: Page, watch: Watch):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    do(page, site.origin, "kommentering/1/send", **ROUND)
    page.goto(f"{site.origin}/kommentering")
    expect(page.locator("h1")).to_contain_text("1 runde er åben (1 over fristen), 3 parter mangler at svare")
    page.get_by_role("link", name="10.11.2026").click()
    page.get_by_role("link", name="Danske Patienter").click()
    expect(page.locator("#brevtekst")).to_contain_text("Kære Danske Patienter")
    page.get_by_role("button", name="Kopiér teksten").click()

    expect(page.get_by_text("Teksten er kopieret")).to_be_visible()
    assert "Kære Danske Patienter" in page.evaluate("navigator.clipboard.readText()")
    assert watch.errors == []


def test_a_plan_is_made_and_its_day_taken_along_in_a_calendar(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#evaluering")
    card.locator("summary", has_text="Læg en plan").click()
    card.get_by_label("Efter så mange måneder").fill("6")
    card.get_by_label("Regnet fra").fill("2026-08-31")
    card.get_by_role("button", name="Gem planen").click()
    expect(card.locator("h2")).to_have_text("Næste evaluering 28. februar 2027: om 97 dage")

    page.goto(f"{site.origin}/evalueringer")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent datoerne til en kalender (ics)").click()
    assert download.value.suggested_filename.endswith(".ics")
    assert "DTSTART;VALUE=DATE:20270228" in download.value.path().read_text(encoding="utf-8")
    assert watch.errors == []


def test_a_group_of_receivers_is_noted_at_once(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open("/indsatser/1")
    card = page.locator("#modtagere")
    card.locator("summary", has_text="Notér flere på én gang").click()
    card.locator("details[open]").get_by_label("Modtagere").select_option("cluster:region-midtjylland")
    card.get_by_role("button", name="Gem for dem alle").click()

    expect(card.locator("h2")).to_have_text("0 af 5 har taget den i brug, 5 ved vi ikke")
    assert watch.errors == []


def fill(page: Page, origin: str) -> None:
    """Fill the first initiatives with all that the pages may hold."""
    do(page, origin, "kommentering/1/send", **ROUND)
    do(page, origin, "kommentering/1/svar", runde="1", part="0167", svar="comments", bemaerkninger="Fint")
    do(page, origin, "kommentering/1/paamind", runde="1", part="Almen praksis")
    do(page, origin, "kommentering/2/send", **ROUND)
    do(page, origin, "kommentering/2/luk", runde="2")
    do(page, origin, "udbredelse/1/modtager", modtager="Randersklyngen", taget="yes", kendt_fra="Referat")
    do(page, origin, "udbredelse/1/gruppe", gruppe="cluster:region-midtjylland", kun_ukendte="ja")
    do(page, origin, "evaluering/1/plan", fra="2025-10-01", maaneder="12", igen="ja")
    do(page, origin, "evaluering/2/plan", fra="2025-12-01", maaneder="12")
    do(page, origin, "evaluering/2/holdt", resultat="Virker", link="https://esdh.example/2")


def test_all_can_use_the_pages_with_all_that_they_may_hold(site: Site, visitor: Visitor):
    fill(visitor.page, site.origin)
    found = []
    for path in ("/kommentering", "/kommentering?runde=1", "/evalueringer", "/indsatser/1"):
        found += [f"{path} {it}" for it in visitor.faults(f"{site.origin}{path}")]

    assert not found, "\n".join(found)
