"""What a changed filter costs the server: CPU of the whole request, page by page, at sizes of portfolio."""

import datetime as dt
import random
import re
import time
from functools import lru_cache
from statistics import median

import pytest

from dashboard.app import create_app
from dashboard.components.list_order import sort_rows
from dashboard.filters import from_query
from dashboard.settings import Settings
from portfolio.queries import measures, standing
from portfolio.selection import select
from portfolio.spread.priorities import Facts, Priorities
from portfolio.vocabulary import Phase, Status, TrafficLight
from tests.builders.portfolios import Size, built
from tests.builders.snapshots import make_row, snapshot_of

pytestmark = pytest.mark.bench

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGES = ("/", "/status", "/fokusomraader", "/klynger", "/spredning", "/spredning/prioritering", "/indsatser")
QUERIES = ("", "?lys=roed,gul", "?status=i-gang&klynge=rh-syd", "?kommune=0167", "?q=hjemme+demens")
SIZES = (Size(1_000, 1), Size(1_000, 36), Size(10_000, 36))
ROUNDS = 5


class Opened:
    """An app on a made portfolio, asked as the browser asks."""

    def __init__(self, size, folder) -> None:
        self.open(create_app(Settings(f"sqlite:///{built(size)}", folder), None, lambda: NOW))

    def open(self, app):
        """Open an app: its pages' content is asked for as the browser asks."""
        self.app = app
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


REGROUPED = (Size(1_000, 36), Size(10_000, 36))
STRUCTURES = ("2026-11-23", "2027-01-01")


def test_a_page_by_the_structure_of_another_day_costs_no_more(tmp_path):
    """Wanted: 1.3 times the ordinary page; the first page of a day pays for the mapping besides."""
    opened = {size: Opened(size, tmp_path) for size in REGROUPED}
    print(f"\nserver CPU a change by another day's structure, ms (x the ordinary page)\n{'':<18}", end="")
    print(
        "".join(
            f"{f'{size.initiatives:,} x {size.months}, {day}':>28}"
            for size in REGROUPED
            for day in STRUCTURES
        )
    )
    for size in REGROUPED:
        read, again, first = (
            opened[size].cost("/", query)[0] for query in ("", "", f"?som-paa={STRUCTURES[1]}")
        )
        print(f"{size.initiatives:>8,}: read {read:.0f} ms, regrouped the first time {first - again:.0f} ms")
    for page in PAGES:
        costs = {(size, day): ([], []) for size in REGROUPED for day in STRUCTURES}
        for _ in range(ROUNDS):
            for query in QUERIES:
                for (size, day), (plain, regrouped) in costs.items():
                    plain.append(opened[size].cost(page, query)[0])
                    other = f"{query}&som-paa={day}" if query else f"?som-paa={day}"
                    regrouped.append(opened[size].cost(page, other)[0])
        cells = [
            f"{median(other):.1f} ({median(b / a for a, b in zip(plain, other, strict=True)):.2f})"
            for plain, other in costs.values()
        ]
        print(f"{page:<18}" + "".join(f"{cell:>28}" for cell in cells))


def test_the_data_side_of_a_change_hardly_grows_with_the_months():
    print("\nthe data side of all pages together, ms: criteria met, everything counted and put in order")
    for initiatives, months in ((1_000, 1), (10_000, 1), (10_000, 36), (10_000, 100)):
        known = made_up(initiatives, months)
        costs = {name: data_cost(known, query) for name, query in ASKED.items()}
        told = "  ".join(f"{name}: {cost:.2f}" for name, cost in costs.items())
        print(f"{initiatives:>7,} x {months:<4} {initiatives * months:>10,} status rows   {told}")


ASKED = {"all": {}, "codes": {"lys": "roed,gul", "kommune": "0167"}, "text": {"q": "hjemme demens"}}


def made_up(initiatives, months):
    """Make a snapshot in memory, of initiatives that are told of in so many months."""
    rng = random.Random(7)
    days = [(dt.date(2018, 1, 1) + dt.timedelta(31 * number)).replace(day=1) for number in range(months)]
    rows = [
        make_row(
            number,
            title=f"Indsats {number}",
            description=" ".join(rng.choices(WORDS, k=30)),
            status=rng.choice(list(Status)),
            phase=rng.choice(list(Phase)),
            traffic_light=rng.choice(list(TrafficLight)),
            previous_traffic_light=rng.choice(list(TrafficLight)),
            focus_area_id=rng.choice(["aeldre-kronisk", "psykisk", None]),
            organisation_id=rng.choice(["rh-syd", "rm-randers", "rm-midt"]),
        )
        for number in range(1, initiatives + 1)
    ]
    pairs = [(number, place) for number in range(1, initiatives + 1) for place in rng.sample(PLACES, 3)]
    lights = [*TrafficLight, None]
    reports = (
        (number, day, rng.choice(lights), None) for number in range(1, initiatives + 1) for day in days
    )
    return snapshot_of(rows, pairs, list(reports))


WORDS = ("hjemme", "demens", "kol", "borgere", "samarbejde", "hospital", "kommune", "overgange", "indsats")
PLACES = ("0155", "0167", "0730", "0851", "0580", "0101")


def data_cost(known, query):
    criteria, found = from_query(query).criteria, []
    for _ in range(9):
        known.with_words.cache_clear()
        begin = time.process_time()
        count_all(select(known, criteria))
        found.append((time.process_time() - begin) * 1000)
    return median(found[1:])


placed = lru_cache(maxsize=1)(lambda known: Priorities(known, Facts()))


def count_all(chosen):
    """Do what the pages ask for one change, all of them."""
    measures.crossed(chosen, "focus_area_id", "organisation_id")
    measures.crossed(chosen, "organisation_id", "traffic_light")
    measures.crossed(chosen, "spread_potential", "phase")
    measures.counts(chosen, "status")
    measures.missing_information(chosen)
    measures.municipality_load(chosen)
    measures.lights_by_month(chosen, 12)
    measures.lights_by_organisation(chosen, 12)
    standing.got_worse(chosen)
    standing.got_better(chosen)
    standing.worst_first(chosen)
    standing.worst_first(standing.copied_texts(chosen))
    placed(chosen.known).ready(chosen)
    placed(chosen.known).cells(chosen)
    sort_rows(chosen, "-slut")
