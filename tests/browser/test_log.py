"""The log, a series' calendar and the mail before a meeting in a real browser; usable for all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch, served
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to
from tests.browser.test_meeting_room import forum_database
from tests.builders.rooms import Forum

__all__ = ["forum_database", "visitor"]  # fixtures

pytestmark = pytest.mark.browser


@pytest.fixture
def place(forum_database: tuple[Path, Forum], tmp_path: Path) -> Iterator[Site]:
    """Give the app with a forum, served."""
    copy = Path(shutil.copy(forum_database[0], tmp_path / "tvaerblik.db"))
    with served(copy) as found:
        yield found


def test_an_action_is_done_and_opened_again_without_a_mouse(place: Site, page: Page, watch: Watch):
    page.goto(f"{place.origin}/beslutninger")
    expect(page.locator("h1")).to_have_text("1 åben handling (1 over fristen) og 1 beslutning")
    tab_to(page, page.get_by_role("button", name="Udført", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ingen åbne handlinger og 1 beslutning")
    expect(page.locator("#handlinger")).to_contain_text("Udført af")
    page.get_by_role("button", name="Fortryd", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("1 åben handling (1 over fristen) og 1 beslutning")
    assert watch.errors == []


def test_the_log_is_narrowed_by_links_and_words_and_the_address_says_how(
    place: Site, page: Page, watch: Watch
):
    page.goto(f"{place.origin}/beslutninger")
    page.get_by_role("link", name="Beslutninger (1)").click()
    expect(page.locator("h1")).to_have_text("1 beslutning")
    page.get_by_label("Ord i teksten").fill("økonomien")
    page.get_by_role("button", name="Vis", exact=True).press("Enter")
    expect(page).to_have_url(
        f"{place.origin}/beslutninger?vis=beslutninger&fra-dag=&til-dag=&ord=%C3%B8konomien"
    )
    expect(page.locator("h1")).to_have_text("1 beslutning")
    page.get_by_label("Ord i teksten").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ingen beslutninger eller handlinger passer")).to_be_visible()
    with page.expect_download() as download:
        page.goto(f"{place.origin}/beslutninger")
        page.get_by_role("link", name="Hent tallene (Excel)").click()
    assert download.value.suggested_filename.startswith("Tværblik - Beslutninger")
    assert watch.errors == []


def test_the_overview_leads_to_what_is_late(place: Site, page: Page, watch: Watch):
    page.goto(place.origin)
    page.get_by_role("link", name="Vis dem over fristen").click()
    expect(page.locator("h1")).to_have_text("1 åben handling (1 over fristen)")
    expect(page.get_by_role("row", name="Sende revideret budget")).to_be_visible()
    assert watch.errors == []


def test_a_calendars_address_is_copied_and_answers(place: Site, page: Page, watch: Watch):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{place.origin}/moeder")
    page.locator("summary", has_text="Læg møderne i en kalender").press("Enter")
    page.get_by_role("button", name="Kopiér adressen").press("Enter")
    expect(page.get_by_text("Adressen er kopieret.")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == f"{place.origin}/kalender/moeder-1.ics"
    assert "SUMMARY:Forum for koordination" in page.request.get(address).text()
    assert watch.errors == []


def test_the_mail_is_copied_whole_and_the_room_is_a_step_away(
    place: Site, forum_database: tuple[Path, Forum], page: Page, watch: Watch
):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{place.origin}/moeder/{forum_database[1].today}")
    page.locator("summary", has_text="Siden sidst som mailtekst").press("Enter")
    page.get_by_role("button", name="Kopiér teksten").press("Enter")
    expect(page.get_by_text("Teksten er kopieret")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Kære alle\n\nForum for koordination mødes mandag 23. november 2026")
    assert "Besluttet sidst:\n- " in text
    page.get_by_role("link", name="Vis på skærmen").press("Enter")
    expect(page.get_by_role("button", name="Frys og vis")).to_be_visible()
    assert watch.errors == []


def test_all_can_use_the_log_and_what_was_added_to_meetings(
    place: Site, forum_database: tuple[Path, Forum], visitor: Visitor
):
    found = []
    for path in (
        "/beslutninger",
        "/beslutninger?vis=handlinger",
        "/moeder",
        f"/moeder/{forum_database[1].today}",
    ):
        found += [f"{path} {it}" for it in visitor.faults(f"{place.origin}{path}")]
    assert not found, "\n".join(found)
