"""Organisation as people use it: another day, a body changed by the keyboard, undone, and two who meet."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Site, Watch, new_tab
from tests.browser.screens import Screen
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser


class Body(Screen):
    """A body's page, or the page of all."""

    @property
    def told(self) -> Locator:
        """What is told in the corner."""
        return self.page.locator("#toast")

    @property
    def refusal(self) -> Locator:
        """What a form says of what cannot be done."""
        return self.page.locator(".correct [data-refusal]:not([hidden])")

    def change(self) -> None:
        """Open the form that changes the body."""
        self.page.locator("#ret-organ-rm-ssg").click()
        expect(self.page.get_by_role("button", name="Gem ændringen")).to_be_visible()

    def save(self, name: str, why: str = "Aftalt i SSG") -> None:
        """Give the body another name."""
        self.page.get_by_label("Navn", exact=True).fill(name)
        self.page.get_by_label("Hvorfor?").first.fill(why)
        self.page.get_by_role("button", name="Gem ændringen").click()


@pytest.fixture
def body(site: Site, page: Page) -> Body:
    found = Body(page, site.origin)
    found.open("/organisation/rm-ssg")
    return found


def test_the_structure_of_another_day_is_asked_for_and_stands_in_the_address(body: Body, watch: Watch):
    body.open("/organisation")
    body.page.get_by_label("Som på").fill("2027-01-01")
    body.page.get_by_label("Region").select_option("region-oestdanmark")
    body.page.get_by_role("button", name="Vis strukturen").click()

    expect(body.page.get_by_role("link", name="Sundhedsråd Nordsjælland")).to_be_visible()
    body.is_at(re.compile(".*som-paa=2027-01-01.*"))
    body.is_at(re.compile(".*region=region-oestdanmark.*"))
    body.page.get_by_role("link", name="Liste", exact=True).click()
    expect(body.page.get_by_role("table").get_by_text("Region Østdanmark").first).to_be_visible()
    body.is_at(re.compile(".*som-paa=2027-01-01.*"))
    body.page.get_by_role("link", name="Aftaler og mål").click()
    expect(body.heading).to_contain_text("0 sundhedsaftaler gælder")
    assert watch.errors == []


def test_a_body_is_changed_by_the_keyboard_alone_and_undone(body: Body):
    page = body.page
    tab_to(page, page.locator("#ret-organ-rm-ssg"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Gem ændringen")).to_be_visible()
    expect(page.locator("#ret-organ-rm-ssg")).to_be_focused()
    tab_to(page, page.get_by_label("Navn", exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type("Den nye styregruppe")
    tab_to(page, page.get_by_label("Hvorfor?"))
    page.keyboard.type("Aftalt i SSG")
    page.keyboard.press("Enter")

    expect(body.heading).to_have_text("Den nye styregruppe")
    expect(page.locator("#ret-organ-rm-ssg")).to_be_focused()
    expect(page.locator("#aendringer")).to_contain_text("Sundhedsstyregruppen (SSG) → Den nye styregruppe")
    expect(body.told).to_contain_text("Ændringen er gemt.")

    body.told.get_by_role("button", name="Fortryd").click()
    expect(body.heading).to_have_text("Sundhedsstyregruppen (SSG)")
    expect(page.locator("#aendringer")).to_contain_text("Fortrudt")
    page.get_by_role("button", name="Lad det gælde igen").click()
    expect(body.heading).to_have_text("Den nye styregruppe")


def test_of_two_who_change_the_same_the_second_is_told_and_overwrites_nothing(
    body: Body, browser: Browser, site: Site
):
    other = Body(new_tab(browser.new_context(locale="da-DK")), site.origin)
    other.open("/organisation/rm-ssg")
    body.change()
    other.change()
    body.save("Annas navn")
    expect(body.heading).to_have_text("Annas navn")

    other.save("Bos navn")

    expect(other.refusal).to_contain_text("har ændret det samme")
    expect(other.refusal).to_be_focused()
    expect(other.page.get_by_label("Navn", exact=True)).to_have_value("Bos navn")
    other.page.context.close()
    body.open("/organisation/rm-ssg")
    expect(body.heading).to_have_text("Annas navn")


def test_what_cannot_be_is_said_in_the_form_and_what_was_written_stays(body: Body):
    body.change()
    body.page.get_by_label("Hører under").select_option("rm-triple-aim")
    body.save("Et nyt navn")

    expect(body.refusal).to_contain_text("overordnet hinanden i ring")
    expect(body.page.get_by_label("Navn", exact=True)).to_have_value("Et nyt navn")


def test_an_ad_hoc_group_is_set_up_and_told_of_when_its_day_has_passed(body: Body):
    page = body.page
    body.open("/organisation")
    page.get_by_role("link", name="Tilføj et organ").click()
    page.get_by_label("Navn", exact=True).fill("Hjertegruppe")
    page.get_by_label("Slags").select_option("ad_hoc_group")
    page.locator(".reference-form").get_by_label("Region").select_option("region-midtjylland")
    page.get_by_label("Hører under").select_option("rm-ssg")
    page.get_by_label("Første dag").fill("2020-01-01")
    page.get_by_label("Skal være færdig").fill("2020-06-01")
    page.get_by_label("Opgave").fill("Forslag til forløbsprogram")
    page.get_by_label("Hvorfor?").fill("Kommissorium")
    page.get_by_role("button", name="Tilføj", exact=True).click()

    expect(body.heading).to_have_text("Hjertegruppe")
    expect(page.locator("main .note")).to_contain_text("er ikke lukket")
    page.get_by_role("link", name="Afslut").click()
    page.get_by_label("Sidste dag").fill("2020-06-30")
    page.get_by_label("Hvorfor?").fill("Opgaven er løst")
    page.get_by_role("button", name="Afslut").click()
    expect(body.heading).to_have_text("Hjertegruppe ophørte 30. juni 2020")


def test_a_focus_area_is_added_and_ended_only_on_purpose(body: Body):
    page = body.page
    body.open("/organisation/aftaler?ny=fokusomraade")
    page.get_by_label("Navn", exact=True).fill("Sammen om bedre søvn")
    page.get_by_label("Kort navn").fill("Søvn")
    page.get_by_label("Sundhedsaftale", exact=True).select_option("rh-2024")
    page.get_by_label("Nummer").fill("4")
    page.get_by_label("Første dag").fill("2024-01-01")
    page.get_by_label("Hvorfor?").fill("Tilføjet i perioden")
    page.get_by_role("button", name="Tilføj", exact=True).click()

    expect(body.heading).to_contain_text("4 fokusområder")
    expect(page.get_by_role("table").get_by_text("4 Sammen om bedre søvn")).to_be_visible()


def test_on_paper_the_structure_stands_without_forms(body: Body):
    body.open("/organisation")
    body.page.emulate_media(media="print")

    expect(body.page.get_by_text("Hvem hører under hvem")).to_be_visible()
    expect(body.page.get_by_role("button", name="Vis strukturen")).to_be_hidden()
    expect(body.page.get_by_role("link", name="Tilføj et organ")).to_be_hidden()
