"""The spread matrix of 200 x 98 places against a plain Dash table of ``html.Td``, in one run."""

import datetime as dt
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Response

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
    """Open a page in an empty browser, and again; give when it was painted and drawn, and its weight."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(_WATCH % (ROWS * COLUMNS))
    page = context.new_page()
    found: dict[str, float] = {}
    for name in ("cold", "warm"):
        weights: list[int] = []
        page.on("response", lambda it, weights=weights: weights.append(_weight(it)))
        page.goto(address)
        found[f"{name} drawn ms"] = page.evaluate("() => window.drawnAt")
        found[f"{name} painted ms"] = page.evaluate("() => window.paintedAt()") or 0
        found[f"{name} KiB"] = sum(weights) / 1024
    context.close()
    return found


def _weight(response: Response) -> int:
    sizes = response.request.sizes()
    return 0 if response.from_service_worker else sizes["responseBodySize"]


def test_two_hundred_by_ninety_eight_stand_in_under_a_second(browser: Browser, tmp_path, capsys):
    database = filled(tmp_path, Size(ROWS, 1))
    fill(database)
    seen = {"matrix": defaultdict(list), "html.Td": defaultdict(list)}
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(product(tmp_path)),
            stack.enter_context(rival("grid", database, tmp_path)),
        )
        addresses = {"matrix": f"{ours.origin}/spredning/matrix", "html.Td": theirs.origin}
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                for what, value in opened(browser, address).items():
                    seen[name][what].append(value)

    with capsys.disabled():
        print(f"\n{ROWS} x {COLUMNS} places; medians of {ROUNDS}")
        for what in seen["matrix"]:
            mine, other = median(seen["matrix"][what]), median(seen["html.Td"][what])
            print(
                f"{what:<18} matrix {mine:8.0f}   html.Td {other:8.0f}   x {other / mine if mine else 0:5.1f}"
            )
    assert median(seen["matrix"]["warm drawn ms"]) < median(seen["html.Td"]["warm drawn ms"])
