"""One source as a person uses it: its mail copied, its details saved, its rules changed, all taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.reach import axe_faults, own_faults
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser


class Source(Screen):
    """A source's page."""

    @property
    def told(self) -> Locator:
        """What is told in the corner."""
        return self.page.locator("#toast")

    def undo(self) -> None:
        """Take back what was just done."""
        self.told.get_by_role("button", name="Fortryd").click()

    @property
    def field(self) -> Locator:
        """What the first column is read as."""
        return self.page.get_by_label(re.compile("^Hvad kolonnen .* læses som$")).first

    def take_profile(self, path: Path) -> None:
        """Send a reading profile."""
        self.page.get_by_text("Brug en anden læseprofil").click()
        self.page.set_input_files("#profil-fil", path)
        self.page.get_by_role("button", name="Erstat læseprofilen").click()


@pytest.fixture
def source(site: Site, page: Page) -> Source:
    found = Source(page, site.origin)
    found.open("/kilder/1")
    return found


def test_the_mail_is_copied_with_a_click(source: Source, context: BrowserContext, watch: Watch):
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    source.page.get_by_role("button", name="Kopiér teksten").click()

    expect(source.told).to_contain_text("Teksten er kopieret.")
    copied = source.page.evaluate("navigator.clipboard.readText()")
    assert copied == source.page.locator("#brevtekst").text_content()
    assert "\n\nVenlig hilsen" in copied
    assert watch.errors == []


def test_a_due_day_is_set_and_taken_back(source: Source):
    note = source.page.locator(".note").first
    expect(note).to_contain_text("Ingen frist er sat")

    source.page.get_by_label("Frist: dag i måneden efter").fill("5")
    source.page.get_by_role("button", name="Gem oplysninger").click()
    expect(note).to_contain_text("Fristen er sat til den 5.")
    expect(source.told).to_contain_text("Oplysningerne er gemt.")

    source.undo()
    expect(note).not_to_contain_text("Fristen er sat")
    expect(source.page.get_by_label("Frist: dag i måneden efter")).to_have_value("")


def test_a_change_stands_in_the_list_and_is_undone_there(source: Source):
    source.page.get_by_label("Frist: dag i måneden efter").fill("9")
    source.page.get_by_role("button", name="Gem oplysninger").click()
    changes = source.page.locator("#aendringer")
    expect(changes).to_contain_text("Frist (dag i måneden efter): ikke angivet → 9")
    changes.locator("summary").first.click()
    assert axe_faults(source.page) == []
    assert own_faults(source.page) == []

    changes.get_by_role("button", name=re.compile("^Fortryd ændringen .*Frist")).click()

    expect(source.told).to_contain_text("Ændringen er fortrudt.")
    expect(changes).to_contain_text("Fortrudt")
    expect(changes).to_be_focused()
    expect(changes.get_by_text("Fortrudt")).to_be_visible()
    expect(source.page.get_by_label("Frist: dag i måneden efter")).to_have_value("")


def test_what_cannot_be_used_is_said_in_the_form(source: Source):
    source.page.locator("#kilde-frist").evaluate("field => { field.type = 'text'; field.value = 'snart'; }")
    source.page.get_by_role("button", name="Gem oplysninger").click()

    refusal = source.page.locator(".source-form [data-refusal]")
    expect(refusal).to_contain_text("skrevet som et tal fra 1 til 31")
    expect(refusal).to_be_focused()


def test_a_column_is_read_as_something_else_and_back(source: Source):
    expect(source.field).to_have_value("traffic_light")

    source.field.select_option("documents")
    expect(source.told).to_contain_text("Reglen er ændret.")
    expect(source.field).to_have_value("documents")

    source.undo()
    expect(source.told).to_contain_text("Ændringen er fortrudt.")
    expect(source.field).to_have_value("traffic_light")


def test_a_rule_is_removed_and_put_back(source: Source):
    buttons = source.page.get_by_role("button", name=re.compile("^Fjern reglen om"))
    count = buttons.count()

    buttons.first.click()
    expect(buttons).to_have_count(count - 1)
    source.undo()
    expect(buttons).to_have_count(count)


def test_a_profile_goes_out_and_comes_in(source: Source, tmp_path: Path):
    with source.page.expect_download() as download:
        source.page.get_by_role("link", name="Hent læseprofil (TOML)").first.click()
    path = tmp_path / "profil.toml"
    download.value.save_as(path)
    path.write_text(f"due_day = 7\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    source.take_profile(path)
    expect(source.told).to_contain_text("Læseprofilen er erstattet. Regler: 1 ny, 0 ændrede, 0 fjernede.")
    expect(source.page.locator(".note").first).to_contain_text("Fristen er sat til den 7.")

    path.write_text("due_day = [", encoding="utf-8")
    source.take_profile(path)
    expect(source.page.locator(".profile-import [data-refusal]")).to_contain_text("linje 1 er ikke skrevet")


def test_what_is_missing_leads_to_the_mail_of_its_source(site: Site, page: Page):
    screen = Screen(page, site.origin)
    screen.open("/mangler")

    page.locator(".heat tbody tr").nth(1).get_by_role("link").first.click()
    expect(page.locator(".note").first).to_contain_text("Her er kun")
    expect(page.locator("#brev")).to_be_visible()
    screen.is_at(re.compile(".*kilde=.*"))

    screen.choose("Status", "I gang")
    expect(page.locator(".chip", has_text="I gang")).to_be_visible()
    screen.is_at(re.compile(".*kilde=.*"))

    page.get_by_role("link", name="Vis alle kilder").click()
    expect(page.locator("#brev")).to_have_count(0)
