"""The spread matrix of 200 x 98 places against a plain Dash table of ``html.Td``, in one run."""

import datetime as dt
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, CDPSession

from portfolio.database import make_engine, writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.reference import load_reference
from portfolio.vocabulary import OrganisationKind, Uptake
from tests.bench.serving import product, rival
from tests.browser.conftest import browser as browser
from tests.builders.portfolios import Size, filled

pytestmark = pytest.mark.bench

ROWS, COLUMNS, ROUNDS = 200, 98, 3
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
STATES = (*Uptake, None, None, None)
_WATCH = """
  window.drawnAt = new Promise((done) => {
    const look = () => document.querySelectorAll("tbody td").length >= %d
      ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);
    look();
  });
  window.paintedAt = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
"""


def fill(database: Path) -> None:
    """Note how far every municipality is with every initiative."""
    places = [it.id for it in load_reference().organisations if it.kind is OrganisationKind.MUNICIPALITY]
    engine = make_engine(f"sqlite:///{database}")
    with writing(engine) as session:
        for id_ in range(1, ROWS + 1):
            told = defaultdict(list)
            for number, place in enumerate(places):
                told[STATES[(id_ * 7 + number * number) % len(STATES)]].append(place)
            for uptake, them in told.items():
                day = dt.date(2026, 1 + id_ % 10, 1) if uptake in (Uptake.YES, Uptake.PARTLY) else None
                adopt(session, id_, Adopted(them, uptake, day), now=NOW, by="prøve")
    engine.dispose()


def opened(browser: Browser, address: str) -> dict[str, float]:
    """Open a page in an empty browser, and again; give when it stood, its CPU and its weight."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(0)  # a Dash component a place takes minutes on a busy machine
    context.add_init_script(_WATCH % (ROWS * COLUMNS))
    page = context.new_page()
    tools, weights = context.new_cdp_session(page), list[float]()
    tools.on("Network.loadingFinished", lambda it: weights.append(it["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    found: dict[str, float] = {}
    for name in ("cold", "warm"):
        weights.clear()
        before = _cpu(tools)
        page.goto(address)
        found[f"{name} drawn ms"] = page.evaluate("() => window.drawnAt")
        found[f"{name} painted ms"] = page.evaluate("() => window.paintedAt()") or 0
        spent = _cpu(tools)
        found[f"{name} CPU ms"] = spent - before if spent > before else spent
        found[f"{name} KiB"] = sum(weights) / 1024
    context.close()
    return found


def _cpu(tools: CDPSession) -> float:
    """Give the processor time that the page's thread has spent, in milliseconds."""
    metrics = {it["name"]: it["value"] for it in tools.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def test_two_hundred_by_ninety_eight_stand_in_under_a_second(browser: Browser, tmp_path, capsys):
    database = filled(tmp_path, Size(ROWS, 1))
    fill(database)
    seen: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in ("matrix", "html.Td")}
    with ExitStack() as stack:
        ours = stack.enter_context(product(tmp_path))
        theirs = stack.enter_context(rival("grid", database, tmp_path))
        addresses = {"matrix": f"{ours.origin}/spredning/matrix", "html.Td": theirs.origin}
        for name in ("matrix",) * ROUNDS + ("html.Td",):
            for what, value in opened(browser, addresses[name]).items():
                seen[name][what].append(value)

    with capsys.disabled():
        print(f"\n{ROWS} x {COLUMNS} places; medians of {ROUNDS}, the rival once")
        for what in seen["matrix"]:
            mine, other = median(seen["matrix"][what]), median(seen["html.Td"][what])
            print(
                f"{what:<16} matrix {mine:8.0f}   html.Td {other:8.0f}   x {other / mine if mine else 0:5.1f}"
            )
    assert median(seen["matrix"]["warm CPU ms"]) < median(seen["html.Td"]["warm CPU ms"])
