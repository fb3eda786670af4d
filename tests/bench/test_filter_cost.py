"""What a changed filter costs the server: CPU of the whole request, page by page, at sizes of portfolio."""

import datetime as dt
import re
import time
from statistics import median

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.filters import from_query
from dashboard.settings import Settings
from tests.builders.portfolios import Size, built

pytestmark = pytest.mark.bench

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGES = ("/", "/status", "/fokusomraader", "/klynger", "/spredning", "/indsatser")
QUERIES = ("", "?lys=roed,gul", "?status=i-gang&klynge=rh-syd", "?kommune=0167", "?q=hjemme+demens")
SIZES = (Size(1_000, 1), Size(1_000, 36), Size(10_000, 1), Size(10_000, 36), Size(10_000, 100))
ROUNDS = 5


class Opened:
    """An app on a made portfolio, asked as the browser asks."""

    def __init__(self, size, folder) -> None:
        self.app = create_app(Settings(f"sqlite:///{built(size)}", folder), None, lambda: NOW)
        self.client = self.app.server.test_client()
        self.client.get("/_dash-layout")
        told = self.client.get("/_dash-dependencies").get_json()
        self.output = next(it["output"] for it in told if it["inputs"][0]["id"] == "filter-query")
        parts = re.findall(r"\.{2,3}([a-z-]+)\.(children)", self.output)
        self.outputs = [{"id": id_, "property": name} for id_, name in parts]

    def cost(self, page, query):
        """Change the filters of a page; give the server's CPU in ms and the answer's size."""
        body = {
            "output": self.output,
            "outputs": self.outputs,
            "inputs": [{"id": "filter-query", "property": "data", "value": query}],
            "changedPropIds": ["filter-query.data"],
            "state": [{"id": "_pages_location", "property": "pathname", "value": page}],
        }
        begin = time.process_time()
        answer = self.client.post("/_dash-update-component", json=body)
        cost = (time.process_time() - begin) * 1000
        assert answer.status_code == 200
        return cost, len(answer.data)


def test_a_changed_filter_costs_the_server_no_more_in_a_large_portfolio(tmp_path):
    opened = {size: Opened(size, tmp_path) for size in SIZES}
    costs = {(size, page): [] for size in SIZES for page in PAGES}
    for _ in range(ROUNDS):
        for page in PAGES:
            for query in QUERIES:
                for size in SIZES:
                    costs[size, page].append(opened[size].cost(page, query)[0])
    base = SIZES[0]
    heads = [f"{size.initiatives:,} x {size.months}" for size in SIZES]
    print(f"\nserver CPU a change, ms (x the first)\n{'':<18}" + "".join(f"{head:>18}" for head in heads))
    for page in PAGES:
        found = [median(costs[size, page]) for size in SIZES]
        cells = [f"{ms:.1f} ({ms / median(costs[base, page]):.2f})" for ms in found]
        print(f"{page:<18}" + "".join(f"{cell:>18}" for cell in cells))


def test_the_data_side_of_a_change_is_a_matter_of_a_millisecond(tmp_path):
    for size in SIZES:
        app = Opened(size, tmp_path).app
        door = app.server.extensions[data.EXTENSION]
        begin = time.process_time()
        known = door.portfolio(door.stamp(), NOW.date())
        reading = time.process_time() - begin
        print(f"{size.initiatives:>7,} x {size.months:<4} read in {reading:.2f} s", end="  ")
        for name, query in (
            ("codes", {"lys": "roed,gul", "kommune": "0167"}),
            ("text", {"q": "hjemme demens"}),
        ):
            print(f"{name}: {_select_cost(known, query):.2f} ms", end="  ")
        print()


def _select_cost(known, query):
    criteria, found = from_query(query).criteria, []
    for _ in range(9):
        begin = time.process_time()
        known.chosen(criteria)
        found.append((time.process_time() - begin) * 1000)
    return median(found[1:])
