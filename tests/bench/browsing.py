"""A reader in Chromium: opens a page cold and warm, changes the filter, and waits until everything is drawn.

Ready means that the drawn charts add up to what the database gives for the filter, asked for at each frame.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Request

_WATCH = """
(() => {
  const sum = (value) => value?.length === undefined || typeof value === "string"
    ? Number(value || 0)
    : Array.from(value).reduce((all, one) => all + sum(one), 0);
  const MARKS = ".main-svg .point, .main-svg .hm image, .main-svg .js-line";
  const chart = (graph) => graph && graph.querySelector(MARKS) && graph._fullData;
  window.drawn = {
    length: (graph) => (chart(graph) ? sum(graph._fullData.map((trace) => sum(trace.x))) : NaN),
    heat: (graph) => (chart(graph) ? sum(graph._fullData[0].z) : NaN),
    is: chart,
  };
  window.ready = (test, expected) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error(`not drawn: ${expected}`)), 60000);
    const look = () => {
      let isReady = false;
      try { isReady = test(expected); } catch (error) { /* not there yet */ }
      if (isReady) done(performance.now()); else requestAnimationFrame(look);
    };
    look();
  });
  document.addEventListener("click", (event) => { window.clickedAt = performance.now(); }, true);
})();
"""

_GRAPHS = """
(expected) => {
  const at = (name) => document.querySelector(`#${name} .js-plotly-plot`);
  return drawn.length(at("bars")) === expected && drawn.heat(at("heat")) === expected && drawn.is(at("lines"))
    && document.querySelectorAll("td").length === 8 * Math.min(100, expected)
    && document.getElementById("all").textContent === String(expected);
}
"""
_PAGE = """
(expected) => {
  const number = (place) => Number(place.textContent.replaceAll(".", "").match(/\\d+/)[0]);
  const count = (places) => [...places].reduce((all, place) => all + number(place), 0);
  const parts = (chart) => chart.querySelectorAll(".stack-part > :first-child");
  const charts = ["#figur-focus-areas", "#figur-organisations"].map((it) => document.querySelector(it));
  const bars = document.querySelectorAll("#figur-status .bar-line");
  return number(document.getElementById("filter-count")) === expected && count(bars) === expected
    && charts.every((it) => count(parts(it)) === expected
      && count(it.querySelectorAll(".stack-total")) === expected
      && [...it.querySelectorAll(".stack-part")].every((part) => part.clientWidth > 0)
      && count(it.querySelectorAll("tbody td:last-child")) === expected);
}
"""


@dataclass(frozen=True)
class Board:
    """How a page is opened, filtered and looked at."""

    name: str
    path: str
    ready: str
    is_product: bool = False

    def prepare(self, page: Page) -> None:
        """Do what a reader does before the filter is changed for the first time."""
        if self.is_product:
            page.locator("details.filter summary", has_text=re.compile("^Klynge$")).click()

    def choose(self, page: Page, cluster: str) -> None:
        """Choose one cluster more (the product) or instead (the rivals)."""
        page.get_by_label(cluster, exact=True).first.click()


PRODUCT = Board("Tværblik, Overblik", "/", _PAGE, is_product=True)
LIMIT = Board("lean limit", "/", _GRAPHS)
NAIVE = Board("naive Dash", "/", _GRAPHS)


@dataclass
class Visit:
    """What a reader met: milliseconds, bytes and requests of each kind of step."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    kib: dict[str, list[float]] = field(default_factory=dict)
    requests: dict[str, list[float]] = field(default_factory=dict)
    changes: list[list[tuple[str, str]]] = field(default_factory=list)

    def add(self, step: str, ms: float, traffic: "Traffic") -> None:
        """Note a step."""
        for kept, value in (
            (self.ms, ms),
            (self.kib, traffic.bytes / 1024),
            (self.requests, float(traffic.count)),
        ):
            kept.setdefault(step, []).append(value)


class Traffic:
    """What came from the server since it was last taken."""

    def __init__(self, session: CDPSession) -> None:
        self._cached: set[str] = set()
        self._sizes: dict[str, int] = {}
        session.send("Network.enable")
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))
        session.on("Network.loadingFinished", self._note)

    def _note(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    def forget(self) -> None:
        """Begin again."""
        self._sizes.clear()

    @property
    def _fetched(self) -> list[int]:
        return [size for request, size in self._sizes.items() if size and request not in self._cached]

    @property
    def bytes(self) -> int:
        """How many bytes, heads included."""
        return sum(self._fetched)

    @property
    def count(self) -> int:
        """How many answers."""
        return len(self._fetched)


@contextmanager
def reader(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """Give a reader who has never been here."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="da-DK")
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(_WATCH)
    yield page, Traffic(context.new_cdp_session(page))
    context.close()


def visit(
    browser: Browser, origin: str, board: Board, clusters: Sequence[tuple[str, int]], total: int, seen: Visit
) -> None:
    """Open the page cold and warm, then choose cluster after cluster.

    Args:
        browser: the browser.
        origin: where the server answers.
        board: which page.
        clusters: the clusters to choose, with their numbers of initiatives.
        total: the number of all initiatives.
        seen: what has been noted so far; is added to.
    """
    with reader(browser) as (page, traffic):
        for step in ("cold", "warm"):
            traffic.forget()
            page.goto(origin + board.path, wait_until="commit")
            ms = page.evaluate(f"([expected]) => window.ready({board.ready}, expected)", [total])
            page.wait_for_load_state("networkidle")
            seen.add(step, ms, traffic)
        board.prepare(page)
        _change(page, traffic, board, clusters, seen)


def _change(
    page: Page, traffic: Traffic, board: Board, clusters: Sequence[tuple[str, int]], seen: Visit
) -> None:
    sent: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append((request.url, request.post_data or ""))

    page.on("request", note)
    expected = 0
    for cluster, count in clusters:
        expected = expected + count if board.is_product else count
        traffic.forget()
        sent.clear()
        page.wait_for_timeout(300)
        board.choose(page, cluster)
        script = f"([expected]) => window.ready({board.ready}, expected).then((at) => at - window.clickedAt)"
        ms = page.evaluate(script, [expected])
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        seen.add("filter", ms, traffic)
        seen.changes.append(list(sent))
