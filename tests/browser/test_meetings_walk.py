"""Three months of a forum in a real browser: agenda, meeting, decisions, pack, and what the next makes of it.

Lists come in between the meetings, and the clock goes from each forum's day to the next; all that people do
is done with mouse and keyboard. ``TVAERBLIK_PICTURES=folder`` keeps a picture of each step, and the packs.
"""

import datetime as dt
import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pptx
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine

from dashboard.demo import Delivery, deliveries, write_workbooks
from portfolio.database import make_engine
from portfolio.vocabulary import AgendaReason, label
from tests.browser.conftest import Site, Watch, receive, served

pytestmark = pytest.mark.browser

DAYS = (dt.date(2026, 9, 24), dt.date(2026, 10, 29), dt.date(2026, 11, 26))
LASTING = frozenset(
    label(it, "da")
    for it in (
        AgendaReason.DECISION_ASKED,
        AgendaReason.END_PASSED,
        AgendaReason.READY_FOR_SPREAD,
        AgendaReason.RED_WITHOUT_WORDS,
    )
)
"""Reasons whose new thing is one of a kind: an initiative does not come to it anew the month after."""
MOVED = label(AgendaReason.MOVED_HERE, "da")
PICTURES = os.environ.get("TVAERBLIK_PICTURES", "")

Row = tuple[str, str, str]
"""Of a row behind a point: why it is there, its initiative, and the new thing about it."""


class Clock:
    """The clock on the wall, put forward by the test."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 9, 22, 9, tzinfo=dt.UTC)

    def put(self, day: dt.date, hour: int) -> None:
        """Put the clock forward."""
        self.now = dt.datetime.combine(day, dt.time(hour), dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@dataclass
class House:
    """The secretariat: its pages, its clock, and the lists that are still to come in."""

    site: Site
    clock: Clock
    engine: Engine
    ahead: list[Delivery]

    def receive_lists(self) -> None:
        """Load the lists that have come in by now."""
        while self.ahead and self.ahead[0].received_at <= self.clock.now:
            receive(self.engine, self.ahead.pop(0))


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """Give a house into which nothing has been loaded."""
    database = Path(shutil.copy(sqlite_template, tmp_path / "tvaerblik.db"))
    write_workbooks(tmp_path / "workbooks")
    engine, clock = make_engine(f"sqlite:///{database}"), Clock()
    with served(database, clock) as site:
        yield House(site, clock, engine, list(deliveries(tmp_path / "workbooks")))
    engine.dispose()


@dataclass
class Forum:
    """The forum's meeting pages as its consultant uses them."""

    page: Page
    house: House
    step: int = 0

    def picture(self, name: str, *, is_room: bool = False) -> None:
        """Keep a picture, where somebody wants to see it."""
        self.step += 1
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{self.step:02}-{name}.png", full_page=not is_room)

    def open(self, number: int) -> None:
        """Open a meeting's page."""
        self.page.goto(f"{self.house.site.origin}/moeder/{number}")
        expect(self.page.locator("#grundlag")).to_be_visible()

    @property
    def points(self) -> Locator:
        """The agenda's points."""
        return self.page.locator("[data-point]")

    @property
    def proposals(self) -> Locator:
        """The points that are proposed."""
        return self.page.locator(".proposal")

    @property
    def titles(self) -> list[str]:
        """The agenda's titles, in order."""
        return self.points.locator("h4").all_inner_texts()

    def point(self, title: str) -> Locator:
        """Find a point of the agenda."""
        return self.page.locator("[data-point]", has=self.page.get_by_role("heading", name=title, exact=True))

    def rows(self, points: Locator) -> set[Row]:
        """Give the rows behind some points."""
        script = """points => points.flatMap(point => {
          const why = point.querySelector('.badge-word').textContent;
          const rows = [...point.querySelectorAll('.point-rows tbody tr, .point-single')];
          const news = row => row.matches('tr') ? [row.cells[1]] : [...row.querySelectorAll('.point-new')];
          return rows.flatMap(row => news(row).map(told => [why,
            (row.querySelector('a') || row).getAttribute('href') || '', told.textContent]));
        })"""
        return {tuple(row) for row in points.evaluate_all(script)}

    def do(self, button: str) -> None:
        """Press the button and wait until the page has said that it is done."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.get_by_role("button", name=button, exact=True).first.click()


def make_series(page: Page, house: House) -> None:
    """Make the forum and plan the rest of its year, by its rhythm."""
    page.goto(f"{house.site.origin}/moeder")
    page.get_by_label("Navn", exact=True).fill("Forum for koordination")
    page.get_by_label("Hvilken i måneden").select_option(label="Sidste")
    page.get_by_label("Ugedag").select_option(label="torsdag")
    page.get_by_label("Klokkeslæt").fill("9.00")
    page.get_by_role("button", name="Opret møderækken").click()
    expect(page.locator("#moederaekke-1")).to_contain_text("4 foreslåede dage i 2026")
    page.get_by_role("button", name="Planlæg de valgte dage").click()
    expect(page.locator("h1")).to_contain_text("torsdag 24. september 2026")


def prepare(forum: Forum, number: int) -> None:
    """Leave one proposal out, take the others, put one before another by keyboard, add one, and freeze."""
    page = forum.page
    out = forum.proposals.last
    left_out = out.locator("h4").inner_text()
    out.locator("summary", has_text="Fravælg").click()
    out.get_by_label("Hvorfor").fill("Afklares mellem afsenderne")
    out.get_by_role("button", name="Fravælg punktet").click()
    expect(page.locator("#fravalgte")).to_contain_text(left_out)

    forum.do("Tag alle med")
    expect(forum.proposals).to_have_count(0)
    assert left_out not in forum.titles
    part = page.locator("[data-section=decide] [data-point] h4")
    second = part.nth(1).inner_text()
    forum.point(second).get_by_role("button", name=f"Flyt “{second}” op").press("Enter")
    expect(part.first).to_have_text(second)

    page.locator("summary", has_text="Tilføj et punkt").click()
    own = page.locator("form", has=page.get_by_role("button", name="Tilføj punktet"))
    own.get_by_label("Punktets navn").fill(f"Eventuelt {number}")
    own.get_by_label("Afsnit").select_option(label="Til orientering")
    page.get_by_role("button", name="Tilføj punktet").click()
    expect(forum.point(f"Eventuelt {number}")).to_be_visible()
    forum.do("Frys grundlaget")
    expect(page.locator("#grundlag")).to_contain_text("Grundlaget er frosset")


@dataclass(frozen=True)
class Written:
    """What a meeting decided and agreed on; the news that it did not come to, and its own point."""

    decision: str
    action: str
    left: set[tuple[str, str]]
    own: str


def meet(forum: Forum, number: int, due: dt.date) -> Written:
    """Hold the meeting in its room: a decision and an action of the first point, the second dealt with."""
    page = forum.page
    page.goto(f"{forum.house.site.origin}/moeder/{number}/vis")
    page.locator("[data-room][data-ready]").wait_for()
    shown = page.locator(".room-point:visible")
    state = page.locator("[data-state-said]")
    decision, action = f"Besluttet på møde {number}", f"Skriv til afsenderne, møde {number}"
    shown.get_by_label("Beslutning", exact=True).fill(decision)
    expect(state).to_have_text(re.compile(r"Alt er gemt \d\d\.\d\d"))
    shown.get_by_label("Hvad").fill(action)
    shown.get_by_label("Hvem").fill("Fællessekretariatet")
    shown.get_by_label("Hvornår").fill(due.isoformat())
    page.keyboard.press("Enter")
    expect(shown.locator("[data-actions] li")).to_contain_text("Fællessekretariatet")
    expect(shown.locator("[data-standing-said]")).to_have_text("✓ Behandlet")
    forum.picture(f"rum-{number}-beslutning", is_room=True)

    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(shown.locator("h2")).to_have_text(re.compile(r"^2\. "))
    forum.picture(f"rum-{number}-punkt-2", is_room=True)
    page.get_by_role("button", name="Færdig").click()
    expect(page.locator("[data-rail] [data-mark]", has_text="behandlet")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(shown.locator("h2")).to_have_text(re.compile(r"^3\. "))
    forum.picture(f"rum-{number}-punkt-3", is_room=True)

    forum.open(number)
    forum.do("Mødet er holdt")
    expect(page.locator("h1")).to_contain_text("1 beslutning")
    forum.picture(f"moede-{number}-holdt")
    treated = forum.rows(forum.points.nth(0)) | forum.rows(forum.points.nth(1))
    left = forum.rows(forum.points) - treated
    return Written(decision, action, {row[1:] for row in left if row[1]}, f"Eventuelt {number}")


def fetch(forum: Forum, number: int, form: str, *, with_pages: bool) -> bytes:
    """Download the meeting's pack in a form, as its page offers it."""
    page = forum.page
    page.reload()  # nothing is said in a corner any more, and no choice is left from the last time
    tool = page.locator(".pack-tool")
    tool.locator("summary").click()
    tool.get_by_label(form, exact=False).check()
    if with_pages:
        tool.get_by_label("En side om hver indsats").check()
    with page.expect_download() as begun:
        tool.get_by_role("button", name="Hent statuspakke").click()
    content = Path(begun.value.path()).read_bytes()
    assert f"Forum for koordination - {forum.house.clock.now:%Y-}" in begun.value.suggested_filename
    if PICTURES:
        Path(PICTURES, f"pakke-{number}{Path(begun.value.suggested_filename).suffix}").write_bytes(content)
    return content


def packs(forum: Forum, number: int, *, with_pages: bool) -> dict[str, str]:
    """Download all three forms and give their texts."""
    got = {name: fetch(forum, number, name, with_pages=with_pages) for name in ("PDF", "PowerPoint", "Excel")}
    pdf = " ".join(it.extract_text() for it in pypdf.PdfReader(io.BytesIO(got["PDF"])).pages)
    frames = [
        shape for slide in pptx.Presentation(io.BytesIO(got["PowerPoint"])).slides for shape in slide.shapes
    ]
    cells = [cell.text for it in frames if it.has_table for row in it.table.rows for cell in row.cells]
    texts = [it.text_frame.text for it in frames if it.has_text_frame]
    book = openpyxl.load_workbook(io.BytesIO(got["Excel"]), read_only=True)
    values = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    ]
    told = {"pdf": pdf, "pptx": " ".join((*texts, *cells)), "xlsx": " ".join(values)}
    return {form: " ".join(text.split()) for form, text in told.items()}


def expect_what_follows(forum: Forum, number: int, before: Written, decided: set[Row]) -> None:
    """Expect of a meeting's page what the one before it left, and nothing of what that one decided."""
    fresh = forum.proposals.filter(has_not=forum.page.locator(".badge-word", has_text=MOVED))
    day = DAYS[number - 2]
    expect(forum.page.locator("#grundlag")).to_contain_text(f"for mødet {day.day}. ")
    assert before.left
    assert before.left <= {row[1:] for row in forum.rows(forum.proposals)}
    expect(forum.proposals.filter(has_text=before.own)).to_have_count(1)
    assert not {row for row in forum.rows(fresh) if row[0] in LASTING} & decided
    expect(forum.proposals.filter(has_text=before.action)).to_have_count(1)


def test_three_meetings_are_held_one_after_the_other(house: House, page: Page, watch: Watch):
    forum, decided, before = Forum(page, house), set[Row](), None
    make_series(page, house)
    forum.picture("moeder")
    for number, day in enumerate(DAYS, 1):
        house.clock.put(day - dt.timedelta(days=1), 12)
        house.receive_lists()
        forum.open(number)
        forum.picture(f"moede-{number}-foreslaaet")
        if before is None:
            expect(page.locator("#grundlag")).to_contain_text("Intet tidligere møde er holdt")
        else:
            expect_what_follows(forum, number, before, decided)
        prepare(forum, number)
        forum.picture(f"moede-{number}-dagsorden")
        decided |= forum.rows(forum.points.nth(0)) | forum.rows(forum.points.nth(1))

        house.clock.put(day, 8)
        before = meet(forum, number, due=day + dt.timedelta(days=14))
        for form, text in packs(forum, number, with_pages=number == len(DAYS)).items():
            assert before.decision in text, form
            assert before.action in text, form
    assert house.ahead == []
    page.goto(f"{house.site.origin}/beslutninger")
    for number in (1, 2, 3):
        expect(page.locator("main")).to_contain_text(f"Besluttet på møde {number}")
    forum.picture("beslutninger")
    page.goto(f"{house.site.origin}/moeder")
    expect(page.locator("main")).to_contain_text("3 aftalte handlinger er åbne, 2 over fristen")
    forum.picture("moeder-efter")
    assert (watch.errors, watch.foreign) == ([], [])
