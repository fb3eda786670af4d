"""A browser, and the app served from a thread of the test's own, filled by the real import."""

import datetime as dt
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from sqlalchemy import Engine
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.demo import deliveries, write_workbooks
from dashboard.settings import Settings
from etl.load import load_file
from portfolio.database import make_engine
from tests.builders.courses import fill_courses
from tests.builders.drafts import take_in
from tests.builders.importing import Worker, importer_of, make_work
from tests.builders.portfolios import Size, filled

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OURS = ("http://127.0.0.1:", "data:", "blob:")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SAMPLES = Path(__file__).parent.parent / "samples"
logging.getLogger("werkzeug").setLevel(logging.ERROR)

ROUND = (
    ("10a_Randersklyngen_projektliste_oktober_2026.xlsx", "Randersklyngen", dt.date(2026, 10, 1)),
    ("03_Indsatser_Sundhedsklynge_Syd_2026.xlsx", "Sundhedsklynge Syd", dt.date(2026, 11, 1)),
    ("10b_Randersklyngen_projektliste_november_2026.xlsx", "Randersklyngen", dt.date(2026, 11, 1)),
)
"""What is loaded before a test begins."""


BIG = Size(initiatives=2_000, months=6)


@dataclass
class Watch:
    """What a page did that it should not: errors on the console, requests to others."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Begin anew."""
        self.errors.clear()
        self.foreign.clear()

    def see(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._follow)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _follow(self, request: Request) -> None:
        if not request.url.startswith(OURS):
            self.foreign.append(request.url)


@dataclass(frozen=True)
class Site:
    """A served app."""

    origin: str


@contextmanager
def served(database: Path, port: int = 0) -> Iterator[Site]:
    """Serve the app on a port, a free one where none is said, with an import that writes to its database."""
    url = f"sqlite:///{database}"
    engine = make_engine(url)

    work = make_work(engine, database.parent, lambda: NOW)
    worker = Worker(work)
    app = create_app(Settings(url, database.parent), importer_of(work, worker.jobs.put), lambda: NOW)
    server = make_server("127.0.0.1", port, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        worker.stop()
        engine.dispose()


@pytest.fixture(scope="session")
def filled_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database into which the round has been loaded."""
    path = tmp_path_factory.mktemp("filled") / "filled.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    for number, (name, source, month) in enumerate(ROUND):
        now = NOW - dt.timedelta(days=30 - 10 * number)
        load_file(engine, SAMPLES / name, name=name, source=source, month=month, now=now, by="prøve")
    _receive_drafts(engine, path.parent)
    engine.dispose()
    return path


def _receive_drafts(engine: Engine, folder: Path) -> None:
    """Let files wait: one with an error and a source to be named, one of colours, one that is no list."""
    work = make_work(engine, folder, lambda: NOW)
    for name in (
        "02_Projektoversigt_Planomraade_Syd_jan2020.xlsx",
        "04_Midtklyngen_projektstatus_nov2019.xlsx",
    ):
        take_in(work, SAMPLES / name)
    letter = folder / "brev.xlsx"
    letter.write_bytes(b"%PDF-1.7")
    take_in(work, letter)


@pytest.fixture
def site(filled_database: Path, tmp_path: Path) -> Iterator[Site]:
    """Give a served app with the round loaded, on a copy of the test's own."""
    copy = tmp_path / "tvaerblik.db"
    shutil.copy(filled_database, copy)
    with served(copy) as found:
        yield found


@pytest.fixture(scope="session")
def shared_site(filled_database: Path) -> Iterator[Site]:
    """Give a served app with the round loaded, for tests that only read."""
    with served(filled_database) as found:
        yield found


@pytest.fixture(scope="session")
def empty_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a served app into which nothing has been loaded."""
    copy = tmp_path_factory.mktemp("nothing") / "empty.db"
    shutil.copy(sqlite_template, copy)
    with served(copy) as found:
        yield found


@pytest.fixture(scope="session")
def demo_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a served app with the demo's whole round loaded, for tests that only read."""
    folder = tmp_path_factory.mktemp("demo")
    copy = folder / "demo.db"
    shutil.copy(sqlite_template, copy)
    write_workbooks(folder / "workbooks")
    engine = make_engine(f"sqlite:///{copy}")
    for it in deliveries(folder / "workbooks"):
        load_file(
            engine,
            it.path,
            name=it.path.name,
            source=it.source,
            sender=it.sender,
            organisation=it.organisation,
            month=it.month,
            now=it.received_at,
            by="prøve",
        )
    engine.dispose()
    with served(copy) as found:
        yield found


@pytest.fixture(scope="session")
def big_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a served app with 2,000 initiatives, nearly all in a process, for tests that only read."""
    path = filled(tmp_path_factory.mktemp("big"), BIG)
    engine = make_engine(f"sqlite:///{path}")
    fill_courses(engine, NOW.date(), share_outside=0.05)
    engine.dispose()
    with served(path) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the machine's own Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser of a reader who has never been here."""
    fresh = browser.new_context(viewport={"width": 1366, "height": 768}, locale="da-DK")
    fresh.set_default_timeout(20_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give an empty tab."""
    return context.new_page()


@pytest.fixture
def watch(page: Page) -> Watch:
    """Give a watch on the tab."""
    found = Watch()
    found.see(page)
    return found
