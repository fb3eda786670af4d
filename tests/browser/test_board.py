"""The board as a person uses it: a card is dragged or moved by keyboard, nothing by accident, all undone."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from portfolio.database import make_engine, writing
from portfolio.process.deeds import Said, say
from portfolio.process.templates import shipped
from portfolio.vocabulary import FactKind
from tests.browser.conftest import NOW, Site, Watch, served
from tests.browser.screens import Screen, still
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

PLACES = {1: ("3", "2026-06-01"), 2: ("3", "2026-09-01"), 3: ("8", "2026-03-01")}


class Board(Screen):
    """The page Proces."""

    def column(self, step: str) -> Locator:
        """Give a step's column."""
        return self.page.locator(f'.board [data-step="{step}"]')

    def cards(self, step: str) -> Locator:
        """Give the titles of the cards in a step."""
        return self.column(step).locator(".card-title")

    def card(self, id_: int) -> Locator:
        """Give an initiative's card."""
        return self.page.locator(f'[data-card="{id_}"]')

    @property
    def told(self) -> Locator:
        """What is told in the corner."""
        return self.page.locator("#toast")

    @property
    def dropped(self) -> Locator:
        """The form of a card that was put down."""
        return self.page.locator("details.move.is-dropped form")

    def drag(self, id_: int, step: str, *, let_go: bool = True) -> None:
        """Take a card with the mouse and put it in another step."""
        mouse, card = self.page.mouse, still(self.card(id_).locator(".card-days"))
        target = still(self.column(step))
        mouse.move(card["x"] + 5, card["y"] + 5)
        mouse.down()
        mouse.move(card["x"] + 40, card["y"] + 10, steps=3)
        mouse.move(target["x"] + target["width"] / 2, target["y"] + 60, steps=6)
        if let_go:
            mouse.up()


@pytest.fixture
def board(filled_database, tmp_path, page: Page):
    """Give the board of three initiatives in the agreements' process."""
    path = tmp_path / "tvaerblik.db"
    path.write_bytes(filled_database.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    for id_, (step, day) in PLACES.items():
        with writing(engine) as session:
            said = Said(FactKind.MOVED, step, dt.date.fromisoformat(day))
            say(session, id_, [said], template=shipped("agreement"), now=NOW, by="prøve")
    engine.dispose()
    with served(path) as site:
        found = Board(page, site.origin)
        found.open("/proces?proces=agreement")
        yield found


def test_a_card_is_dragged_answered_for_and_the_move_undone(board: Board, watch: Watch):
    title = board.card(1).locator(".card-title").inner_text()

    board.drag(1, "5")
    form = board.dropped
    expect(form.get_by_label("Flyt til")).to_have_value("5")
    expect(form.get_by_label("Dato")).to_be_focused()
    expect(form).to_contain_text(f"Flyt “{title}”")
    expect(form).to_contain_text("Trin 4 springes over.")
    expect(board.cards("5")).to_have_count(0)

    form.get_by_label("Flyt til").select_option("4")
    expect(form.get_by_label("Hvorfor springes trin over?")).to_be_hidden()
    form.get_by_label("Flyt til").select_option("5")
    form.get_by_label("Hvorfor springes trin over?").fill("Drøftet på forhånd")
    form.get_by_label("Notat").fill("Sendt i dag")
    form.get_by_role("button", name="Flyt indsatsen").click()
    expect(board.cards("5")).to_have_text([title])
    expect(board.told).to_contain_text("flyttet til trin 5")
    expect(board.card(1).locator(".card-title a")).to_be_focused()

    board.told.get_by_role("button", name="Fortryd").click()
    expect(board.cards("3")).to_have_count(2)
    expect(board.column("5").locator(".board-card")).to_have_count(0)
    assert watch.errors == []


def test_a_drop_that_is_left_and_a_drag_given_up_move_nothing(board: Board):
    board.drag(1, "5")
    board.page.keyboard.press("Escape")
    expect(board.dropped).to_have_count(0)
    expect(board.card(1).locator("summary")).to_be_focused()

    board.drag(1, "5")
    board.dropped.get_by_role("button", name="Lad den stå").click()
    expect(board.dropped).to_have_count(0)

    board.drag(1, "5", let_go=False)
    expect(board.page.locator(".drag-ghost")).to_have_count(1)
    expect(board.column("5")).to_have_class("board-column is-empty is-target")
    board.page.keyboard.press("Escape")
    board.page.mouse.up()
    expect(board.page.locator(".drag-ghost")).to_have_count(0)
    expect(board.dropped).to_have_count(0)
    expect(board.cards("3")).to_have_count(2)


def test_a_card_is_moved_by_keyboard_alone(board: Board):
    page, card = board.page, board.card(3)
    tab_to(page, card.locator("summary"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(card.get_by_label("Flyt til")).to_be_focused()
    expect(card.get_by_label("Flyt til")).to_have_value("9")  # the step that follows its own
    tab_to(page, card.get_by_label("Hvem har den nu?"))
    page.keyboard.type("SKU")  # a native choice goes to what is typed
    tab_to(page, card.get_by_role("button", name="Flyt indsatsen"))
    page.keyboard.press("Enter")

    expect(board.column("9").locator(".board-card")).to_have_count(1)
    expect(board.column("9")).to_contain_text("Venter på SKU")
    expect(card.locator(".card-title a")).to_be_focused()
    expect(card.locator(".card-title a")).to_be_in_viewport()
    undo = page.get_by_role("button", name="Fortryd", exact=True)
    undo.press("Enter")
    expect(board.column("8").locator(".board-card")).to_have_count(1)


def test_a_dropped_form_goes_back_into_its_card_when_the_reader_goes_on(board: Board):
    board.drag(1, "5")
    board.dropped.get_by_label("Notat").fill("Husk bilaget")
    board.page.locator("#proces-agreement").focus()

    expect(board.dropped).to_have_count(0)
    expect(board.card(1).get_by_label("Notat")).to_have_value("Husk bilaget")
    expect(board.card(1).get_by_label("Flyt til")).to_have_value("5")


def test_a_click_on_a_card_is_no_drag_and_its_title_leads_on(board: Board):
    board.card(1).locator(".card-days").click()
    expect(board.dropped).to_have_count(0)

    board.card(1).locator(".card-title a").click()

    expect(board.page).to_have_url(f"{board.origin}/indsatser/1")


def test_a_card_put_in_another_lane_asks_whether_that_one_has_it(board: Board):
    board.open("/proces?proces=agreement&baner=ansvarlig")
    lane = board.page.locator('[data-lane="ssg"]')
    card = still(board.card(1).locator(".card-days"))
    target = still(lane.locator('[data-step="8"]'))
    board.page.mouse.move(card["x"] + 5, card["y"] + 5)
    board.page.mouse.down()
    board.page.mouse.move(target["x"] + 30, target["y"] + 30, steps=8)
    board.page.mouse.up()

    expect(board.dropped.get_by_label("Flyt til")).to_have_value("8")
    expect(board.dropped.get_by_label("Hvem har den nu?")).to_have_value("ssg")
    board.dropped.get_by_role("button", name="Flyt indsatsen").click()
    expect(lane.locator('[data-step="8"] .board-card')).to_have_count(2)


def test_columns_stack_on_a_narrow_screen(board: Board):
    board.page.set_viewport_size({"width": 320, "height": 640})

    first, second = (still(board.column(it)) for it in ("3", "8"))

    assert board.page.evaluate("document.documentElement.scrollWidth") == 320
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]


def test_a_step_is_changed_in_the_templates_and_taken_back(site: Site, page: Page):
    screen = Screen(page, site.origin)
    screen.open("/proces/skabeloner/agreement")
    page.get_by_role("link", name="Ret 6 Tilretning af udkast").click()
    page.get_by_label("Sædvanlig tid").fill("30")
    page.locator("#trin-hvorfor").fill("Aftalt i SSG")
    page.get_by_role("button", name="Gem som ny udgave").click()

    expect(page.locator("#trin-6 ~ .template-facts")).to_contain_text("30 dage")
    expect(page.locator("#udgaver")).to_contain_text("Aftalt i SSG")

    page.locator("#toast").get_by_role("button", name="Fortryd").click()
    expect(page.locator("#trin-6 ~ .template-facts")).to_contain_text("ikke angivet")
    expect(page.locator("#udgaver")).to_contain_text("Taget tilbage")


def test_paper_has_the_board_as_a_list_without_forms(board: Board):
    board.page.emulate_media(media="print")

    expect(board.page.locator(".move").first).to_be_hidden()
    expect(board.column("5")).to_be_hidden()
    first, second = (still(board.column(it)) for it in ("3", "8"))
    assert first["y"] < second["y"]
