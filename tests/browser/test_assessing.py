"""Assessing in a real browser: by keyboard alone, refused without a loss, a core described and ticked."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser

SHORT, CORE = "/indsatser/1/vurdering?form=kort", "/indsatser/1/kerne"


def do(page: Page, origin: str, deed: str, **form: str) -> None:
    """Do something about the first initiative."""
    named = {name.replace("_", "-"): value for name, value in form.items()}
    answer = page.request.post(f"{origin}/api/{deed}", form=named, headers={"Origin": origin})
    assert answer.ok, answer.text()


def test_the_short_form_is_filled_in_without_a_mouse(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open(SHORT)
    tab_to(page, page.locator("input[name=vurderet-af]"))
    page.keyboard.type("Hvidovre Kommune")
    problem = page.locator("fieldset", has=page.locator("legend", has_text="Problemet"))
    tab_to(page, problem.locator("input:checked"))
    page.keyboard.press("3")
    expect(problem.get_by_label("3 I høj grad")).to_be_checked()
    expect(problem.get_by_label("3 I høj grad")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Stort i alle ti kommuner")
    page.keyboard.press("Tab")  # to the next domain's scores
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    indsatsen = page.locator("fieldset", has=page.locator("legend", has_text="Indsatsen"))
    expect(indsatsen.get_by_label("1 I ringe grad")).to_be_checked()
    page.keyboard.press("-")
    expect(indsatsen.get_by_label("Ikke vurderet")).to_be_checked()
    page.keyboard.press("0")
    tab_to(page, page.get_by_role("button", name="Gem vurderingen"))
    page.keyboard.press("Enter")

    card = page.locator("#spredningsvurdering")
    expect(card.locator("h2")).to_contain_text("1,5 af 3 på 2 af 10 domæner")
    expect(card).to_contain_text("Stort i alle ti kommuner")
    expect(card).to_be_focused()
    page.get_by_role("button", name="Fortryd", exact=True).last.press("Enter")
    expect(card.locator("h2")).to_contain_text("Ingen har vurderet")
    assert watch.errors == []


def test_what_was_typed_stands_when_it_is_refused(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open(SHORT)
    reason = page.locator("textarea[name=hvorfor-evidence]")
    reason.fill("Vi venter på tallene")
    page.get_by_role("button", name="Gem vurderingen").click()

    told = page.locator("[data-refusal]:visible")
    expect(told).to_contain_text("Vurderingen er tom")
    expect(told).to_be_focused()
    expect(reason).to_have_value("Vi venter på tallene")
    page.get_by_label("2 I nogen grad").nth(3).check(force=True)
    page.get_by_role("button", name="Gem vurderingen").click()
    expect(page.locator("#spredningsvurdering h2")).to_contain_text("1 af 10 domæner")
    assert all("422" in error for error in watch.errors)  # the browser's word for what was refused


def test_a_core_is_described_and_ticked_without_a_mouse(site: Site, page: Page, watch: Watch):
    Initiative(page, site.origin).open(CORE)
    tab_to(page, page.locator("summary", has_text="Beskriv kernen"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Fælles visitation")
    tab_to(page, page.locator("details[open] input[name=tilpas]").first)
    page.keyboard.type("Mødested")
    tab_to(page, page.get_by_role("button", name="Gem kernen"))
    page.keyboard.press("Enter")
    expect(page.locator("#kernen")).to_contain_text("Fælles visitation")

    tab_to(page, page.locator("summary", has_text="Kryds af for en modtager"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Hvidovre")
    page.keyboard.press("Tab")
    page.keyboard.type("Ude")  # a native choice goes to what is typed
    tab_to(page, page.get_by_role("button", name="Gem svaret"))
    page.keyboard.press("Enter")
    receivers = page.locator(".core-receivers")
    expect(receivers.locator("h2")).to_contain_text("1 har ændret eller udeladt en fast del")
    assert watch.errors == []


def test_all_can_use_the_cards_the_form_and_the_sheet(site: Site, visitor: Visitor):
    page, origin, assess = visitor.page, site.origin, "spredningsvurdering/1/vurder"
    do(
        page,
        origin,
        assess,
        vurderet_af="Hvidovre",
        score_problem="3",
        score_costs="3",
        hvorfor_costs="Billig",
    )
    do(page, origin, assess, vurderet_af="Hospitalet", score_costs="0", tjek_pull="ja", belaeg_costs="Notat")
    do(page, origin, "kerne/1/beskriv", fast="Fælles visitation", tilpas="Mødested", virkning="Færre fald")
    do(page, origin, "kerne/1/afkryds", modtager="Hvidovre", del_1="left_out", om_1="Ikke muligt her")
    found = []
    for path in ("/indsatser/1", SHORT, "/indsatser/1/vurdering?form=fuld", CORE, "/spredning/kerner"):
        found += [f"{path} {it}" for it in visitor.faults(f"{origin}{path}")]

    assert not found, "\n".join(found)


def test_the_sheet_fits_one_page_of_paper(site: Site, page: Page):
    do(
        page,
        site.origin,
        "kerne/1/beskriv",
        fast="Fælles visitation",
        tilpas="Mødested",
        virkning="Færre fald",
    )
    Initiative(page, site.origin).open(CORE)
    page.emulate_media(media="print")
    height = page.locator(".core-sheet").evaluate("it => it.getBoundingClientRect().height")

    assert page.locator(".core-paper").is_visible()
    assert height < 267 * 96 / 25.4
