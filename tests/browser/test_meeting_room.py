"""A meeting's room in a real browser: by keyboard, kept at each pause, never lost without a connection."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import text
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import make_engine
from tests.browser.conftest import NOW, PATIENCE, Site, Watch, new_tab, served
from tests.browser.reach import settle
from tests.browser.test_every_page import Visitor, visitor
from tests.browser.test_keyboard import tab_to
from tests.builders import meetings as made
from tests.builders.importing import at_once, make_work
from tests.builders.rooms import Forum, forum_with_meetings

__all__ = ["visitor"]  # a fixture

pytestmark = pytest.mark.browser

ROOM = "/api/moederum/"
TITLES = """select initiative_id, max(title) from version where known_to > '9000'
group by initiative_id order by initiative_id limit 3"""


class Room:
    """The room as a test uses it."""

    def __init__(self, page: Page, origin: str, meeting: int) -> None:
        self.page, self.origin, self.meeting = page, origin, meeting

    def open(self, query: str = "?uden-frys=ja") -> "Room":
        """Open the room and wait until it can be written in."""
        self.page.goto(f"{self.origin}/moeder/{self.meeting}/vis{query}")
        self.page.locator("[data-room][data-ready]").wait_for()
        return self

    @property
    def point(self) -> Locator:
        """The point that is shown."""
        return self.page.locator(".room-point:visible")

    @property
    def title(self) -> Locator:
        """Its title."""
        return self.point.locator("h2")

    @property
    def decision(self) -> Locator:
        """Where its decision is written."""
        return self.point.get_by_label("Beslutning", exact=True)

    @property
    def note(self) -> Locator:
        """Where its minutes are written."""
        return self.point.get_by_label("Referat")

    @property
    def state(self) -> Locator:
        """How it stands with what is written."""
        return self.page.locator("[data-state-said]")

    @property
    def actions(self) -> Locator:
        """The actions agreed on under it."""
        return self.point.locator("[data-actions] li")


@pytest.fixture(scope="session")
def forum_database(filled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Forum]:
    """Give a database with a forum whose meeting is to be held today."""
    path = tmp_path_factory.mktemp("forum") / "forum.db"
    shutil.copy(filled_database, path)
    engine = make_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        titles = {row[0]: row[1] for row in connection.execute(text(TITLES))}
    forum = forum_with_meetings(engine, NOW, titles)
    engine.dispose()
    return path, forum


@pytest.fixture
def database(forum_database: tuple[Path, Forum], tmp_path: Path) -> Path:
    """Give a copy of the test's own."""
    return Path(shutil.copy(forum_database[0], tmp_path / "tvaerblik.db"))


@pytest.fixture
def forum(forum_database: tuple[Path, Forum]) -> Forum:
    """Give the meetings' numbers."""
    return forum_database[1]


@contextmanager
def running(database: Path, port: int = 0) -> Iterator[Site]:
    """Run a server that can be stopped, and started again on the same port: then nobody answers there."""
    url = f"sqlite:///{database}"
    engine = make_engine(url)
    importer = at_once(make_work(engine, database.parent, lambda: NOW))
    app = create_app(Settings(url, database.parent), importer, lambda: NOW)
    server = make_server("127.0.0.1", port, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        engine.dispose()


@pytest.fixture
def place(database: Path) -> Iterator[Site]:
    """Give the app, served."""
    with served(database) as found:
        yield found


def kept(database: Path, meeting: int) -> dict[str, str]:
    """Give what the database has of each point's decision, read anew."""
    engine = make_engine(f"sqlite:///{database}")
    try:
        points = made.book(engine, NOW).meetings[meeting].points
        return {it.title: it.decision for it in points if it.decision}
    finally:
        engine.dispose()


def notes_written(database: Path) -> int:
    engine = make_engine(f"sqlite:///{database}")
    try:
        with engine.connect() as connection:
            return int(connection.execute(text("select count(*) from meeting_note")).scalar_one())
    finally:
        engine.dispose()


def test_the_agenda_is_walked_by_keyboard_alone(place: Site, forum: Forum, page: Page, watch: Watch):
    room = Room(page, place.origin, forum.today).open()
    expect(room.title).to_contain_text("1. ")
    for key, number in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("End", 5),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        expect(room.title).to_have_text(re.compile(rf"^{number}\. "))
        expect(room.title).to_be_focused()
        expect(page.locator("[data-rail][aria-current=step]")).to_contain_text(str(number))
    page.keyboard.press("4")
    expect(room.title).to_have_text("4. Mødedatoer i 2027")
    expect(page).to_have_url(re.compile("punkt=4$"))

    page.keyboard.press("/")
    page.keyboard.type("event")
    expect(page.get_by_role("dialog").get_by_role("button", name="5. Eventuelt")).to_be_visible()
    page.keyboard.press("Enter")
    expect(room.title).to_have_text("5. Eventuelt")
    expect(page.locator("[data-place-said]")).to_have_text("Punkt 5 af 5")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert watch.errors == []


def test_a_decision_is_kept_when_the_writing_pauses(
    place: Site, forum: Forum, database: Path, page: Page, watch: Watch
):
    room = Room(page, place.origin, forum.today).open()
    tab_to(page, room.decision)
    page.keyboard.type("Projektet forlænges til sommer")
    expect(room.state).to_have_text("Gemmes om lidt")
    expect(room.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    expect(room.point.locator("[data-standing-said]")).to_have_text("✓ Behandlet")

    page.keyboard.press("ArrowRight")  # in a field, arrows are the text's own
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(room.title).to_have_text(re.compile(r"^2\. "))
    assert list(kept(database, forum.today).values()) == ["Projektet forlænges til sommer"]
    assert not page.evaluate("Object.keys(localStorage).filter(key => key.includes(':'))")
    assert watch.errors == []


def test_what_is_written_is_kept_at_once_when_another_point_is_shown(
    place: Site, forum: Forum, database: Path, page: Page
):
    room = Room(page, place.origin, forum.today).open()
    room.decision.type("Ja")
    with page.expect_response(f"**{ROOM}*/tekst"):
        page.keyboard.press("PageDown")
    expect(room.title).to_have_text(re.compile(r"^2\. "))
    assert list(kept(database, forum.today).values()) == ["Ja"]


def test_a_server_that_stops_in_the_middle_of_a_sentence_loses_no_word(
    forum: Forum, database: Path, page: Page
):
    with running(database) as site:
        port = int(site.origin.rsplit(":", 1)[1])
        room = Room(page, site.origin, forum.today).open()
        room.decision.type("Første halvdel, ")
        expect(room.state).to_have_text(re.compile("Alt er gemt"))
    room.decision.type("anden halvdel")
    expect(room.state).to_have_text("Ingen forbindelse: gemt på denne computer, sendes når den er tilbage")
    room.point.get_by_label("Hvad").fill("Sende brev til kommunerne")
    room.point.get_by_label("Hvem").fill("Sekretariatet")
    room.point.get_by_role("button", name="Tilføj handling").click()
    expect(room.actions).to_contain_text("sendes, når forbindelsen er tilbage")
    page.keyboard.press("PageDown")  # the meeting goes on
    room.note.type("Punkt to uden net")

    with running(database, port):
        expect(room.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
        page.keyboard.press("PageUp")
        expect(room.actions).to_contain_text("Sekretariatet, uden frist")
    assert list(kept(database, forum.today).values()) == ["Første halvdel, anden halvdel"]


def test_a_reload_without_a_connection_loses_nothing(forum: Forum, database: Path, page: Page):
    with running(database) as site:
        port = int(site.origin.rsplit(":", 1)[1])
        room = Room(page, site.origin, forum.today).open("?uden-frys=ja&punkt=2")
        room.decision.type("Kendt af serveren. ")
        expect(room.state).to_have_text(re.compile("Alt er gemt"))
    room.decision.type("Kun på denne computer.")
    expect(room.state).to_contain_text("gemt på denne computer")
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.reload()

    with running(database, port) as site:
        room.open("?uden-frys=ja&punkt=2")
        expect(room.decision).to_have_value("Kendt af serveren. Kun på denne computer.")
        expect(room.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    assert list(kept(database, forum.today).values()) == ["Kendt af serveren. Kun på denne computer."]


def test_an_answer_that_was_lost_on_the_way_writes_nothing_twice(
    place: Site, forum: Forum, database: Path, page: Page
):
    """The server has kept it, but the browser never heard: it sends the same again."""
    room = Room(page, place.origin, forum.today).open()
    before, lost = notes_written(database), []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route(f"**{ROOM}*/tekst", lose)
    room.decision.type("Kun én gang")
    expect(room.state).to_contain_text("gemt på denne computer")
    expect(room.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    assert set(lost) == {200}
    assert notes_written(database) == before + 1

    page.route(f"**{ROOM}*/handling", lose)
    lost.clear()
    room.point.get_by_label("Hvad").fill("Sende brev")
    room.point.get_by_label("Hvem").fill("Sekretariatet")
    page.keyboard.press("Enter")
    expect(room.state).to_contain_text("gemt på denne computer")
    expect(room.actions).to_have_count(1)
    expect(room.actions).to_contain_text("Sekretariatet, uden frist")
    expect(room.actions).to_have_count(1)
    assert set(lost) == {200}  # asked for once or twice: it may learn from the others' list that it is kept


@pytest.fixture
def other(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser of somebody else."""
    fresh = browser.new_context(viewport={"width": 1366, "height": 768}, locale="da-DK")
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


def two_texts(place: Site, forum: Forum, page: Page, other: BrowserContext) -> tuple[Room, Room]:
    """Let two write of the same point at once: the other one's text is kept first."""
    mine, theirs = (
        Room(page, place.origin, forum.today).open(),
        Room(new_tab(other), place.origin, forum.today).open(),
    )
    page.route(f"**{ROOM}**", lambda route: route.abort())
    mine.decision.type("Min tekst")
    expect(mine.state).to_contain_text("gemt på denne computer")
    theirs.decision.type("Den andens tekst")
    expect(theirs.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    page.unroute(f"**{ROOM}**")
    expect(mine.state).to_have_text("To tekster at vælge mellem i punkt 1")
    return mine, theirs


def test_two_who_write_of_a_point_see_both_texts_and_join_them(
    place: Site, forum: Forum, database: Path, page: Page, other: BrowserContext
):
    mine, theirs = two_texts(place, forum, page, other)
    expect(mine.decision).to_have_value("Min tekst")
    expect(mine.point.locator(".room-other-text")).to_have_text("Den andens tekst")
    assert list(kept(database, forum.today).values()) == ["Den andens tekst"]

    tab_to(page, mine.point.get_by_role("button", name="Saml de to"))
    page.keyboard.press("Enter")
    expect(mine.decision).to_have_value("Den andens tekst\nMin tekst")
    expect(mine.decision).to_be_focused()
    expect(mine.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    expect(theirs.decision).to_have_value("Den andens tekst\nMin tekst")  # without asking for it
    assert list(kept(database, forum.today).values()) == ["Den andens tekst\nMin tekst"]


def test_what_was_not_chosen_can_still_be_had(
    place: Site, forum: Forum, database: Path, page: Page, other: BrowserContext
):
    mine, _theirs = two_texts(place, forum, page, other)
    mine.point.get_by_role("button", name="Behold min").click()
    expect(mine.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    assert list(kept(database, forum.today).values()) == ["Min tekst"]

    fold = mine.point.locator("details", has_text="Tidligere udgaver").first
    fold.locator("summary").press("Enter")
    expect(fold).to_contain_text("Den andens tekst")
    fold.get_by_role("button", name=re.compile("Brug udgaven")).press("Enter")
    expect(mine.decision).to_have_value("Den andens tekst")
    expect(mine.decision).to_be_focused()
    expect(mine.state).to_have_text("Gemmes om lidt")
    expect(mine.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    assert list(kept(database, forum.today).values()) == ["Den andens tekst"]


def test_the_saved_text_can_be_taken_instead(
    place: Site, forum: Forum, database: Path, page: Page, other: BrowserContext
):
    mine, _theirs = two_texts(place, forum, page, other)
    before = notes_written(database)
    mine.point.get_by_role("button", name="Brug den gemte").click()
    expect(mine.decision).to_have_value("Den andens tekst")
    expect(mine.state).to_have_text(re.compile("Alt er gemt"))
    assert notes_written(database) == before


def test_two_windows_of_one_browser_keep_their_own(
    place: Site, forum: Forum, page: Page, context: BrowserContext
):
    """The projector's window and the consultant's own: neither puts its unsent text over the other's."""
    first, second = (
        Room(page, place.origin, forum.today).open(),
        Room(new_tab(context), place.origin, forum.today).open(),
    )
    context.route(f"**{ROOM}**", lambda route: route.abort())
    first.decision.type("Fra det første vindue")
    second.note.type("Fra det andet vindue")
    expect(first.state).to_contain_text("gemt på denne computer")
    expect(second.state).to_contain_text("gemt på denne computer")
    second.page.close()  # what it leaves behind is taken up by the next one that opens
    context.unroute(f"**{ROOM}**")
    first.open()
    expect(first.decision).to_have_value("Fra det første vindue")
    expect(first.note).to_have_value("Fra det andet vindue")
    expect(first.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))


def test_what_looks_like_a_cpr_number_is_refused_in_place_and_kept_for_correction(
    place: Site, forum: Forum, database: Path, page: Page
):
    room = Room(page, place.origin, forum.today).open()
    room.decision.type("Borger 010190-1234 kontaktes")
    expect(room.point.locator(".room-said.is-refused").first).to_contain_text("Ikke gemt")
    expect(room.state).to_have_text("Noget er ikke gemt. Se feltet.")
    assert kept(database, forum.today) == {}
    room.decision.fill("Borgeren kontaktes")
    expect(room.state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    assert list(kept(database, forum.today).values()) == ["Borgeren kontaktes"]


def test_an_action_is_noted_by_keyboard_for_the_next_meeting_and_taken_back(
    place: Site, forum: Forum, page: Page, watch: Watch
):
    room = Room(page, place.origin, forum.today).open()
    tab_to(page, room.point.get_by_label("Hvad"))
    page.keyboard.type("Indkalde økonomigruppen")
    page.keyboard.press("Tab")
    page.keyboard.type("Kommunerne")
    tab_to(page, room.point.get_by_role("button", name="Næste møde 14.12.2026"))
    page.keyboard.press("Enter")
    expect(room.point.get_by_label("Hvornår")).to_have_value("2026-12-14")
    tab_to(page, room.point.get_by_role("button", name="Tilføj handling"))
    page.keyboard.press("Enter")
    expect(room.actions).to_contain_text("Indkalde økonomigruppen Kommunerne, senest 14.12.2026")
    expect(room.point.get_by_label("Hvad")).to_be_focused()
    expect(room.point.get_by_label("Hvad")).to_have_value("")
    room.point.get_by_role("button", name="Fortryd handlingen: Indkalde økonomigruppen").press("Enter")
    expect(room.actions).to_have_count(0)
    assert watch.errors == []


def test_a_point_is_done_moved_on_and_taken_up_again(place: Site, forum: Forum, page: Page, watch: Watch):
    room = Room(page, place.origin, forum.today).open()
    page.get_by_role("button", name="Færdig").click()
    expect(room.point.locator("[data-standing-said]")).to_have_text("✓ Behandlet")
    expect(page.locator("[data-rail][aria-current] [data-mark]")).to_have_text("✓ behandlet")
    room.point.get_by_role("button", name="Fortryd", exact=True).click()
    expect(room.point.locator("[data-standing-said]")).to_have_text("")
    page.get_by_role("button", name="Ikke nået: flyt til 14.12.2026").click()
    expect(room.point.locator("[data-standing-said]")).to_have_text("→ Flyttet til mødet 14.12.2026")
    page.get_by_role("button", name="Tag punktet op igen").click()
    expect(page.get_by_role("button", name="Færdig")).to_be_visible()
    assert watch.errors == []


def test_whoever_enters_is_asked_to_freeze_and_sees_what_was_decided_last(
    place: Site, forum: Forum, page: Page, watch: Watch
):
    page.goto(f"{place.origin}/moeder/{forum.today}/vis")
    tab_to(page, page.get_by_role("button", name="Frys og vis"))
    page.keyboard.press("Enter")
    page.locator("[data-room][data-ready]").wait_for()
    room = Room(page, place.origin, forum.today)
    expect(page.locator(".room-foot")).to_contain_text("som de var kendt 23.11.2026 kl. 13.00")
    expect(page.locator(".room-foot")).to_contain_text("Sammenlignet med mødet 26.10.2026")
    for number in range(2, 6):
        if "Styregruppen" in room.point.inner_text():
            break
        page.keyboard.press("PageDown")
        expect(room.title).to_have_text(re.compile(rf"^{number}\. "))
    expect(room.point).to_contain_text("26.10.2026, Forum for koordination")
    expect(room.point).to_contain_text("1 åben handling fra før")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{place.origin}/moeder/{forum.today}")
    assert all("404" in error for error in watch.errors)


def test_keys_of_one_sign_can_be_turned_off(place: Site, forum: Forum, page: Page):
    room = Room(page, place.origin, forum.today).open()
    page.locator(".room-help > summary").click()
    page.get_by_label("“/” og tal går til et punkt").uncheck()
    page.keyboard.press("Escape")
    room.title.focus()
    page.keyboard.press("4")
    page.keyboard.press("ArrowRight")
    expect(room.title).to_have_text(re.compile(r"^2\. "))
    room.open()
    room.title.focus()
    page.keyboard.press("/")
    expect(page.locator("[data-jump]")).to_be_hidden()


def test_all_can_use_the_room(place: Site, forum: Forum, visitor: Visitor):
    found = []
    for path in (
        f"/moeder/{forum.today}/vis",
        f"/moeder/{forum.today}/vis?uden-frys=ja&punkt=2",
        f"/moeder/{forum.ahead}/vis?uden-frys=ja",
    ):
        found += [f"{path} {it}" for it in visitor.faults(f"{place.origin}{path}")]
    assert not found, "\n".join(found)


def test_the_text_can_be_read_from_the_end_of_a_table(place: Site, forum: Forum, page: Page):
    room = Room(page, place.origin, forum.today).open("?uden-frys=ja&punkt=2")
    settle(page)
    sizes = room.point.evaluate(
        """(point, read) => [...point.querySelectorAll(read)]
        .map(it => parseFloat(getComputedStyle(it).fontSize))""",
        ".room-reason, .room-row-title, .room-lights dd, .room-quote, textarea",
    )
    assert sizes
    assert min(sizes) >= 24
