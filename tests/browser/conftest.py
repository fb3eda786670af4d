"""A browser, and apps served from threads of the tests' own, filled by the real import.

Each process of tests has one browser, one tab that is kept, and one served app of each kind that is only
read. A test has a tab of its own in which nothing is left of the tests before it, and, where it writes, a
database and an app of its own. What the browser has fetched and compiled is kept, as it is for a reader who
comes back: that was most of what a test took.

``TVAERBLIK_SLOW_TAB=4`` slows each tab's processor to a fourth and holds each answer back a little: a test
that reads a page before it stands fails then, and so does a page that a slow machine's reader could not use.
"""

import datetime as dt
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)
from sqlalchemy import Engine
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.demo import DEMO_DAY, Delivery, deliveries, write_workbooks
from dashboard.demo_meetings import add_meetings
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
    "--process-per-site",  # a new tab needs no new process as long as another is open
)
OURS = ("http://127.0.0.1:", "data:", "blob:")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SAMPLES = Path(__file__).parent.parent / "samples"
logging.getLogger("werkzeug").setLevel(logging.ERROR)
SLOWNESS = float(os.environ.get("TVAERBLIK_SLOW_TAB", "1"))
PATIENCE = 30_000
"""Milliseconds until what does not happen is taken not to happen: on a busy machine a tab may starve."""
expect.set_options(timeout=PATIENCE)

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


class Stage:
    """A server on a port of its own, on which one app at a time is played.

    Apps of tests follow each other at one address: what the browser fetched for one is there for the next.
    """

    def __init__(self) -> None:
        self.app: WSGIApplication | None = None
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if SLOWNESS > 1 and not environ["PATH_INFO"].startswith("/assets"):
            time.sleep(SLOWNESS / 10)
        if self.app is None:  # a tab that is about to be closed asks once more
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"Nothing is played here."]
        return self.app(environ, start_response)

    def close(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._thread.join(timeout=10)
        self._server.server_close()


STAGES: list[Stage] = []


@pytest.fixture(scope="session", autouse=True)
def _stages() -> Iterator[None]:
    yield
    while STAGES:
        STAGES.pop().close()


def _free_stage() -> Stage:
    free = [stage for stage in STAGES if stage.app is None]
    if not free:
        free.append(Stage())
        STAGES.extend(free)
    return free[0]


@contextmanager
def served(database: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> Iterator[Site]:
    """Serve the app, with an import that writes to its database."""
    url = f"sqlite:///{database}"
    engine = make_engine(url)

    work = make_work(engine, database.parent, clock)
    worker = Worker(work)
    app = create_app(Settings(url, database.parent), importer_of(work, worker.jobs.put), clock)
    stage = _free_stage()
    stage.app = app.server
    try:
        yield Site(stage.origin)
    finally:
        stage.app = None
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


def receive(engine: Engine, it: Delivery) -> None:
    """Load a list of the demo's round on the day it came in."""
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


@pytest.fixture(scope="session")
def demo_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a served app with the demo's whole round loaded, for tests that only read."""
    folder = tmp_path_factory.mktemp("demo")
    copy = folder / "demo.db"
    shutil.copy(sqlite_template, copy)
    write_workbooks(folder / "workbooks")
    engine = make_engine(f"sqlite:///{copy}")
    for it in deliveries(folder / "workbooks"):
        receive(engine, it)
    add_meetings(engine, DEMO_DAY)
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


@dataclass(frozen=True)
class Home:
    """A reader's browser with one tab that stays open, so that its process stays between tests."""

    context: BrowserContext
    kept: Page
    session: CDPSession

    def forget(self) -> None:
        """Forget the last reader: tabs, cookies, all that pages may keep, but not what was fetched."""
        for page in self.context.pages:
            if page is not self.kept:
                page.close()
        self.context.unroute_all()
        self.context.clear_cookies()
        self.context.clear_permissions()
        for stage in STAGES:
            what = {"origin": stage.origin, "storageTypes": "local_storage,indexeddb,service_workers"}
            self.session.send("Storage.clearDataForOrigin", what)


def _home(browser: Browser) -> Home:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="da-DK")
    context.set_default_timeout(PATIENCE)
    kept = context.new_page()
    return Home(context, kept, context.new_cdp_session(kept))


@pytest.fixture(scope="session")
def homes(browser: Browser) -> Iterator[list[Home]]:
    """Give the browser of all readers who come one after the other: one, anew if it broke down."""
    found: list[Home] = []
    yield found
    for home in found:
        home.context.close()


@pytest.fixture
def context(browser: Browser, homes: list[Home]) -> Iterator[BrowserContext]:
    """Give a browser of a reader who has never been here, and who has the pages' scripts all the same."""
    if not homes:
        homes.append(_home(browser))
    home = homes[0]
    played = [stage.origin for stage in STAGES if stage.app is not None]
    if home.kept.url == "about:blank" and played:
        home.kept.goto(f"{played[0]}/was")  # its process is the one that tests get
    yield home.context
    try:
        home.forget()
    except Error:
        homes.clear()
        home.context.close()


def new_tab(context: BrowserContext) -> Page:
    """Open an empty tab, as slow as is asked for."""
    page = context.new_page()
    if SLOWNESS > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
    return page


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give an empty tab."""
    return new_tab(context)


@pytest.fixture
def watch(page: Page) -> Watch:
    """Give a watch on the tab."""
    found = Watch()
    found.see(page)
    return found
