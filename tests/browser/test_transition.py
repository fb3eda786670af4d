"""The structure of a day chosen, and homes decided on the work list, in a real browser without a mouse."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portfolio.database import make_engine
from portfolio.records import CellValue
from tests.browser.conftest import Site, Watch, served
from tests.browser.screens import Screen
from tests.browser.test_keyboard import tab_to
from tests.builders.uploads import NOVEMBER, at, load

pytestmark = pytest.mark.browser


SYD = CellValue("Sundhedsklynge Syd", "Sundhedsklynge Syd", "C2", organisation="rh-syd")
ROWS = [
    {"title": title, "cluster": SYD, "municipalities": ("0101", "0167")}
    for title in ("Akutteam på tværs", "Fælles gravidteam", "Sårpleje i hjemmet")
]


@pytest.fixture
def parting(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    """Give a served app with initiatives whose cluster parts."""
    copy = tmp_path / "tvaerblik.db"
    shutil.copy(sqlite_template, copy)
    engine = make_engine(f"sqlite:///{copy}")
    load(engine, *ROWS, month=NOVEMBER, now=at(75))
    engine.dispose()
    with served(copy) as found:
        yield found


def test_the_structure_is_chosen_in_the_head_and_links_keep_it(shared_site: Site, page: Page, watch: Watch):
    screen = Screen(page, shared_site.origin)
    screen.open("/klynger?lys=roed")
    summary = page.locator("#struktur")
    expect(summary).to_contain_text("Områder som listerne skriver")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Strukturen 1. januar 2027"))
    page.keyboard.press("Enter")

    expect(page.locator(".head-notes")).to_contain_text(
        "Grupperet efter strukturen 1. januar 2027: 17 områder."
    )
    expect(screen.heading).to_contain_text("Sundhedsråd")
    expect(page).to_have_url(re.compile(r"lys=roed.*som-paa=2027-01-01"))
    screen.follow("Fokusområder")
    expect(page.locator(".head-notes")).to_contain_text("Grupperet efter strukturen")
    page.get_by_role("link", name="Vis som listerne skriver").click()
    expect(page.locator(".head-notes")).to_have_count(0)
    assert watch.errors == []


def test_any_other_day_can_be_typed(shared_site: Site, page: Page):
    Screen(page, shared_site.origin).open("/")
    page.locator("#struktur").click()
    page.get_by_label("En anden dato").fill("2020-05-01")
    page.locator(".structure-panel").get_by_role("button", name="Vis").click()

    expect(page.locator("#struktur")).to_contain_text("01.05.2020")
    expect(page).to_have_url(re.compile(r"\?som-paa=2020-05-01$"))


def test_several_are_decided_at_once_and_undone_by_keyboard(parting: Site, page: Page, watch: Watch):
    screen = Screen(page, parting.origin)
    screen.open("/overgang/arbejdsliste")
    expect(screen.heading).to_contain_text("mangler en afgørelse")
    before = page.locator(".home-tabs").inner_text()
    group = page.locator(".home-group").first
    first = group.get_by_role("checkbox").first
    tab_to(page, first)
    page.keyboard.press("Space")
    expect(first).not_to_be_checked()
    tab_to(page, group.get_by_role("radio").first)
    page.keyboard.press("Space")
    expect(group.get_by_role("radio").first).to_be_checked()
    tab_to(page, group.get_by_label("Hvorfor?"))
    page.keyboard.type("aftalt i SSG")
    page.keyboard.press("Enter")

    expect(page.locator("#toast")).to_contain_text(re.compile(r"Hjemstedet for \d+ indsats"))
    expect(page.locator(".home-tabs")).not_to_have_text(before)
    expect(page.locator("#overgang-valg")).to_be_focused()
    page.get_by_role("link", name=re.compile("^Afgjort")).click()
    expect(page.locator(".homes")).to_contain_text("aftalt i SSG")
    page.locator("#toast").get_by_role("button", name="Fortryd").click()
    expect(page.locator("#toast")).to_contain_text("fortrudt")
    page.get_by_role("link", name=re.compile("^Mangler afgørelse")).click()
    expect(page.locator(".home-tabs")).to_have_text(before.replace("\n", ""))
    assert watch.errors == []


def test_what_is_refused_is_told_in_the_form_and_what_was_ticked_stays(parting: Site, page: Page):
    Screen(page, parting.origin).open("/overgang/arbejdsliste")
    group = page.locator(".home-group").first
    group.get_by_role("radio").first.check()
    for box in group.get_by_role("checkbox").all():
        box.uncheck()
    group.get_by_label("Hvorfor?").fill("aftalt i SSG")
    group.get_by_role("button", name=re.compile("^Gem afgørelsen")).click()

    expect(group.locator(".deed-refusal")).to_contain_text("Vælg mindst én indsats")
    expect(group.locator(".deed-refusal")).to_be_focused()
    expect(group.get_by_role("radio").first).to_be_checked()
    expect(group.get_by_label("Hvorfor?")).to_have_value("aftalt i SSG")


def test_a_cell_of_the_transition_opens_its_initiatives(demo_site: Site, page: Page):
    screen = Screen(page, demo_site.origin)
    screen.open("/overgang")
    row = page.locator("table.moves tr", has_text="Sundhedsklynge Syd")
    cell = row.get_by_role("link").first
    number = cell.inner_text()
    cell.click()

    expect(screen.heading).to_contain_text(re.compile(rf"\b{number}\b"))
    expect(page.locator(".chips")).to_contain_text("Kommer fra: Sundhedsklynge Syd")
