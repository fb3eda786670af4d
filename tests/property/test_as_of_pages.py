"""Whole pages over random histories: what a page shows of a moment never changes by what comes later."""

import datetime as dt
import itertools
import json
import os
import shutil
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from plotly.utils import PlotlyJSONEncoder

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import (
    balance,
    clusters,
    effect,
    evaluations,
    focus,
    gaps,
    initiative,
    initiatives,
    organisation,
    overview,
    process,
    rounds,
    since,
    source,
    sources,
    spread,
    standing,
    succession,
    trials,
)
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.rules.months import DANISH_TIME
from tests.builders import uploads
from tests.builders.components import text_of
from tests.builders.histories import play, whole_histories

QUICKLY = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.generate),  # a history asks for hundreds of pages: shrinking takes hours
}
HISTORIES = int(os.environ.get("TVAERBLIK_HISTORIES", "8"))
PAGES = {
    "/": overview,
    "/siden": since,
    "/status": standing,
    "/fokusomraader": focus,
    "/fokusomraader/balance": balance,
    "/proevehandlinger": trials,
    "/klynger": clusters,
    "/spredning": spread,
    "/indsatser": initiatives,
    "/mangler": gaps,
    "/kilder": sources,
    "/proces": process,
    "/kommentering": rounds,
    "/evalueringer": evaluations,
    "/effekt": effect,
    "/organisation": organisation,
    "/overgang": succession,
}
ONE_INITIATIVE, ONE_SOURCE = "/indsatser/1", "/kilder/1"
PER_DAY = 2
COUNTS = {"histories": 0, "instants": 0, "pages": 0}


def at(number):
    """Give the instant of a history's event: two on a day, of days after the last of its months has begun."""
    return uploads.at(60 + number // PER_DAY) + dt.timedelta(hours=number % PER_DAY)


class House:
    """The app over a database of its own, with a clock that a test sets."""

    def __init__(self, url, folder) -> None:
        self.app = create_app(Settings(url, folder), None, lambda: self.now)
        self.engine = self.app.server.extensions[data.EXTENSION].engine
        self.now = at(0)

    def play(self, event, number):
        self.now = at(number)
        with writing(self.engine) as session:
            play(session, event, self.now, str(number))

    def page(self, path, query):
        """Lay out a page as a request for it does, and give it as it is sent."""
        address = path + "?" + "&".join(f"{key}={value}" for key, value in query.items())
        with self.app.server.test_request_context(address):
            self.app.server.preprocess_request()
            try:
                return _sent(_laid_out(path, query))
            finally:
                self.app.server.do_teardown_request()

    def text(self, path, query):
        """Give the text of a page's content."""
        with self.app.server.test_request_context(path):
            self.app.server.preprocess_request()
            try:
                shown = _laid_out(path, query)
                content = next(it for it in _all(shown) if getattr(it, "id", "") == "page-content")
                return text_of(content)
            finally:
                self.app.server.do_teardown_request()

    def start_again(self):
        """Forget all that is kept of earlier states, as a program that is started anew."""
        door = self.app.server.extensions[data.EXTENSION]
        self.app.server.extensions[data.EXTENSION] = data.open_door(door.engine, door.clock)


def _laid_out(path, query):
    if path == ONE_INITIATIVE:
        return initiative.layout("1", **query)
    if path == ONE_SOURCE:
        return source.layout("1", **query)
    return PAGES[path].layout(**query)


def _sent(shown):
    """Give a page as it is sent, but for the tools in its head: what may be chosen is the present's."""
    sent = json.loads(json.dumps(shown, cls=PlotlyJSONEncoder))
    return json.dumps(_without_tools(sent), sort_keys=True, ensure_ascii=False)


def _without_tools(part):
    if isinstance(part, dict):
        return {key: _without_tools(value) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    return [_without_tools(it) for it in part if not _is_tools(it)]


def _is_tools(part):
    named = isinstance(part, list) and len(part) > 1 and isinstance(part[1], dict)
    return named and part[1].get("className") == "head-tools"


def _all(part):
    yield part
    children = getattr(part, "children", None)
    for child in children if isinstance(children, list | tuple) else [children] if children else []:
        yield from _all(child)


def word(instant):
    """Write an instant as an address holds it."""
    return f"{instant.astimezone(DANISH_TIME):%Y-%m-%dT%H.%M}"


def asked_of(number):
    """Give what is asked for right after an event: each page, and some against two earlier moments."""
    seen = {"pr": word(at(number) + dt.timedelta(minutes=30))}
    before = {"siden": word(at(max(0, number - 3)) + dt.timedelta(minutes=30))}
    long_before = {"siden": word(at(0) - dt.timedelta(days=10))}
    for path in (*PAGES, ONE_INITIATIVE, ONE_SOURCE):
        yield path, seen
    for path in ("/", "/siden", "/status", "/indsatser"):
        yield path, seen | before
    yield "/siden", seen | long_before
    yield "/siden", seen | before | {"lys": "roed"}
    yield "/indsatser", seen | {"kommune": "0155", "udgaaede": "med"}


@settings(max_examples=HISTORIES, **QUICKLY)
@given(whole_histories)
def test_a_page_of_a_moment_shows_what_it_showed_then(house, history):
    check(house, history)


@pytest.mark.postgres
@settings(max_examples=max(2, HISTORIES // 8), **QUICKLY)
@given(whole_histories)
def test_the_same_on_postgresql(postgres_house, history):
    check(postgres_house, history)


def check(fresh, history):
    """Ask for pages as time goes by, then for the same once more at the end."""
    with fresh() as house:
        shown = {}
        for number, event in enumerate(history):
            house.play(event, number)
            house.now = at(number) + dt.timedelta(minutes=30)
            for path, query in asked_of(number):
                shown[path, tuple(query.items())] = house.page(path, query)
        house.now = at(len(history)) + dt.timedelta(days=100)
        house.start_again()
        faults = {}
        for (path, query), before in shown.items():
            after = house.page(path, dict(query))
            if after != before:
                faults.setdefault(path, told(path, query, before, after))
        assert not faults, "\n".join(faults.values())
        COUNTS["histories"] += 1
        COUNTS["instants"] += len(history)
        COUNTS["pages"] += len(shown)


@settings(max_examples=HISTORIES, **QUICKLY)
@given(whole_histories)
def test_the_end_of_a_day_shows_what_today_showed(house, history):
    """What a page says when no moment is asked for is what it says of that day's end ever after."""
    paths = ("/status", "/fokusomraader", "/klynger", "/spredning")
    with house() as opened:
        shown = {}
        for number, event in enumerate(history):
            opened.play(event, number)
            if number % PER_DAY == PER_DAY - 1:
                opened.now = at(number) + dt.timedelta(hours=10)
                shown[at(number).date()] = [opened.text(path, {}) for path in paths]
        opened.now = at(len(history)) + dt.timedelta(days=100)
        opened.start_again()
        for day, before in shown.items():
            assert [opened.text(path, {"pr": str(day)}) for path in paths] == before


def told(path, query, before, after):
    """Say where two pages part."""
    place = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    then, now = (page[max(0, place - 150) : place + 250] for page in (before, after))
    return f"{path} {query}\nthen: …{then}\nnow:  …{now}"


@pytest.fixture
def house(sqlite_template, tmp_path):
    """Give what opens the app over a new SQLite database, and closes it."""
    number = itertools.count()

    @contextmanager
    def fresh():
        path = tmp_path / f"{next(number)}.db"
        shutil.copy(sqlite_template, path)
        yield from _opened(f"sqlite:///{path}", tmp_path)
        path.unlink()

    return fresh


@pytest.fixture
def postgres_house(postgres_server, tmp_path):
    """Give what opens the app over a new PostgreSQL database, and closes it."""
    number = itertools.count()

    @contextmanager
    def fresh():
        name = f"history_{next(number)}"
        postgres_server.run(f"CREATE DATABASE {name} TEMPLATE {postgres_server.template}")
        yield from _opened(postgres_server.url(name), tmp_path)
        postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")

    return fresh


def _opened(url, folder):
    opened = House(url, folder)
    try:
        yield opened
    finally:
        opened.engine.dispose()


@pytest.fixture(scope="module", autouse=True)
def counted():
    """Say how much was looked at."""
    yield
    print("\n" + ", ".join(f"{count} {name}" for name, count in COUNTS.items()))
