"""The spread matrix as a person uses it: walked by keys, edited beside a place, several at once, undone."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from portfolio.database import make_engine, writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.vocabulary import Uptake
from tests.browser.conftest import Watch, served
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

SAID = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


class Matrix(Screen):
    """The page Spredningsmatrix."""

    @property
    def grid(self) -> Locator:
        """The table that is walked in."""
        return self.page.locator("table.matrix[role=grid]")

    def place(self, row: int, column: str) -> Locator:
        """Give the place of an initiative and a receiver."""
        heads = self.grid.locator(".m-heads th")
        ids = heads.evaluate_all("all => all.map(it => it.dataset.column || '')")
        return self.grid.locator(f"tr[data-row='{row}'] > *").nth(ids.index(column))

    @property
    def form(self) -> Locator:
        """The small form."""
        return self.page.locator("#matrix-form")

    def here(self) -> str:
        """Say what has the focus: its row, and what it says."""
        return str(
            self.page.evaluate(
                "() => [document.activeElement.parentElement.dataset.title,"
                " document.activeElement.getAttribute('aria-label')].join(': ')"
            )
        )


@pytest.fixture
def matrix(page: Page, watch: Watch, filled_database: Path, tmp_path: Path) -> Iterator[Matrix]:
    """Give the matrix of a database of the test's own, in which two initiatives are in use somewhere."""
    path = tmp_path / "tvaerblik.db"
    path.write_bytes(filled_database.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    with writing(engine) as session:
        adopt(session, 1, Adopted(["0730", "0710"], Uptake.YES, dt.date(2026, 5, 1)), now=SAID, by="Mette")
        adopt(session, 2, Adopted(["0730"], Uptake.PLANNED), now=SAID, by="Mette")
    engine.dispose()
    with served(path) as site:
        found = Matrix(page, site.origin)
        found.open("/spredning/matrix")
        yield found
        assert watch.errors == []


def test_the_grid_is_one_stop_of_tab_and_is_walked_by_arrows(matrix):
    page = matrix.page
    assert matrix.grid.locator("[tabindex='0']").count() == 1
    matrix.place(1, "0710").click()
    page.keyboard.press("Escape")

    expect(matrix.place(1, "0710")).to_be_focused()
    assert matrix.here().endswith("Ja, 01.05.2026")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(matrix.place(1, "0710")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.matches('tbody tr:last-child td:last-child')")


def test_a_letter_opens_the_form_and_what_is_said_is_kept_and_undone(matrix):
    page = matrix.page
    matrix.place(1, "0706").click()
    page.keyboard.press("Escape")
    page.keyboard.press("v")

    expect(matrix.form).to_be_visible()
    assert matrix.form.locator(".matrix-deed select").input_value() == "in_progress"
    expect(matrix.form.locator("h3")).to_contain_text("Syddjurs")
    expect(matrix.form.locator("#matrix-told")).to_contain_text("ingen person har sagt noget")
    matrix.form.locator("[name=kendt-fra]").fill("Møde i november")
    page.keyboard.press("Enter")

    expect(page.locator("#toast")).to_contain_text("gemt for 1 modtager")
    expect(matrix.form).to_be_hidden()
    expect(matrix.place(1, "0706")).to_have_attribute("aria-label", "På vej")
    expect(matrix.place(1, "0706")).to_be_focused()
    page.locator("#toast button[type=submit]").click()
    expect(matrix.place(1, "0706")).to_have_attribute("aria-label", "Ukendt")


def test_several_receivers_of_a_row_are_told_at_once(matrix):
    page = matrix.page
    matrix.place(2, "0706").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowRight")
    assert matrix.grid.locator("[aria-selected]").count() == 2
    page.keyboard.press("j")
    matrix.form.locator("[type=date]").fill("2026-06-01")
    matrix.form.locator(".btn-main").click()

    expect(page.locator("#toast")).to_contain_text("gemt for 2 modtagere")
    expect(matrix.place(2, "0706")).to_have_attribute("aria-label", "Ja, 01.06.2026")
    assert matrix.grid.locator("[aria-selected]").count() == 0


def test_a_refusal_stays_in_the_form(matrix, watch):
    matrix.place(1, "0706").click()
    matrix.form.locator(".matrix-deed select").select_option("yes")
    matrix.form.locator("[type=date]").fill("2031-01-01")
    matrix.form.locator(".btn-main").click()

    expect(matrix.form.locator("[data-refusal]")).to_be_visible()
    expect(matrix.form).to_be_visible()
    watch.forget()  # the browser tells of every answer that refuses


def test_on_a_narrow_screen_it_is_a_list_without_sideways_scrolling(matrix):
    matrix.page.set_viewport_size({"width": 390, "height": 844})

    expect(matrix.page.locator(".matrix-list > li")).to_have_count(2)
    first = matrix.page.locator(".matrix-list details").first
    first.locator("summary").click()
    expect(first).to_contain_text("Randers (01.05.2026)")
    assert matrix.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_it_is_a_table_that_fits(matrix):
    matrix.page.emulate_media(media="print")

    expect(matrix.page.locator(".matrix-sheet .matrix")).not_to_have_count(0)
    expect(matrix.page.locator("table.matrix[role=grid]")).to_have_count(0)
    matrix.page.emulate_media(media="screen")
    expect(matrix.grid).to_be_visible()
