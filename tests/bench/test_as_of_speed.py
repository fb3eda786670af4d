"""What it costs to look back: pages as of any day of three years against today's, and two dates compared."""

import datetime as dt
import time
from contextlib import contextmanager
from statistics import median

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import clusters, focus, initiatives, overview, since, spread, standing
from dashboard.settings import Settings
from portfolio.database import make_engine, reading
from portfolio.queries.differences import read_differences
from portfolio.rules.months import end_of_day
from tests.builders.portfolios import Size, built, fill

pytestmark = pytest.mark.bench

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGES = {
    "/": overview,
    "/siden": since,
    "/status": standing,
    "/fokusomraader": focus,
    "/klynger": clusters,
    "/spredning": spread,
    "/indsatser": initiatives,
}
BACK = (1, 6, 12, 24, 35)
"""So many months back the portfolio is looked at."""

PAIRS = (
    ("a month", dt.date(2026, 10, 31), dt.date(2026, 11, 23)),
    ("a quarter", dt.date(2026, 8, 31), dt.date(2026, 11, 23)),
    ("a month, two years ago", dt.date(2024, 10, 31), dt.date(2024, 11, 30)),
    ("a year", dt.date(2025, 11, 23), dt.date(2026, 11, 23)),
    ("all 36 months", dt.date(2024, 1, 15), dt.date(2026, 11, 23)),
)
ROUNDS = 7


class Opened:
    """An app on a made portfolio, whose pages are laid out as for a request."""

    def __init__(self, size, folder) -> None:
        self.app = create_app(Settings(f"sqlite:///{built(size)}", folder), None, lambda: NOW)

    def forget(self):
        """Forget all that is kept, as a program that is started anew."""
        door = self.app.server.extensions[data.EXTENSION]
        self.app.server.extensions[data.EXTENSION] = data.open_door(door.engine, door.clock)

    def lay_out(self, path, query):
        """Lay a page out; give the CPU and the time that it took, in ms."""
        with self.app.server.test_request_context(path):
            self.app.server.preprocess_request()
            with timed() as cost:
                PAGES[path].layout(**query)
            self.app.server.do_teardown_request()
        return cost


@contextmanager
def timed():
    """Measure CPU and time on the clock of what is done inside, in ms."""
    cost = [0.0, 0.0]
    cpu, clock = time.process_time(), time.perf_counter()
    yield cost
    cost[:] = (time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000


def months_back(count):
    """Give the end of the month so many months before the present one."""
    number = NOW.year * 12 + NOW.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1) + dt.timedelta(days=27)


def test_a_page_as_of_any_day_costs_what_todays_does(tmp_path):
    opened = Opened(Size(150, 36), tmp_path)
    for path in PAGES:
        opened.lay_out(path, {})
    heads = f"{'cold':>8}{'as of':>8}{'x':>7}{'warm':>8}{'as of':>8}{'x':>7}"
    print(f"\n150 initiatives x 36 months, CPU ms\n{'':<16}{heads}")
    for path in PAGES:
        cold, warm = {False: [], True: []}, {False: [], True: []}
        for _ in range(ROUNDS):
            for months in BACK:
                for is_back in (False, True):
                    query = {"pr": str(months_back(months))} if is_back else {}
                    opened.forget()
                    cold[is_back].append(opened.lay_out(path, query)[0])
                    warm[is_back].append(opened.lay_out(path, query)[0])
        parts = [median(costs[it]) for costs in (cold, warm) for it in (False, True)]
        ratios = parts[1] / parts[0], parts[3] / parts[2]
        print(
            f"{path:<16}{parts[0]:>8.1f}{parts[1]:>8.1f}{ratios[0]:>7.2f}"
            f"{parts[2]:>8.1f}{parts[3]:>8.1f}{ratios[1]:>7.2f}"
        )


def test_two_dates_are_compared_from_indexed_versions(tmp_path, postgres_url):
    url = f"sqlite:///{built(Size(10_000, 36))}"
    compared("SQLite", make_engine(url))
    engine = make_engine(postgres_url)
    fill(engine, Size(10_000, 36, has_reports=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    compared("PostgreSQL", engine)
    engine.dispose()


def compared(name, engine):
    """Print what comparing pairs of dates costs."""
    print(
        f"\n{name}, 10,000 initiatives x 36 months: two dates\n{'':<26}{'differ':>8}{'CPU ms':>8}{'clock':>8}"
    )
    for said, before, after in PAIRS:
        costs = []
        for _ in range(ROUNDS):
            with reading(engine) as session, timed() as cost:
                found = read_differences(session, end_of_day(before), end_of_day(after))
            costs.append(cost)
        cpu, clock = (median(it[place] for it in costs) for place in (0, 1))
        least = min(it[1] for it in costs)
        print(f"{said:<26}{len(found):>8,}{cpu:>8.0f}{clock:>8.0f}  (least {least:.0f})")


def test_the_page_of_a_large_portfolio_is_laid_out(tmp_path):
    opened = Opened(Size(10_000, 36), tmp_path)
    opened.lay_out("/indsatser", {})
    print("\n/siden, 10,000 x 36: the portfolio of today is kept, the dates are new")
    print(f"{'':<34}{'CPU ms':>8}{'clock':>8}")
    for said, before, _ in PAIRS[:2] + PAIRS[3:]:
        for query in ({}, {"lys": "roed,gul"}):
            costs = []
            for shift in range(3):
                day = before - dt.timedelta(days=shift)
                costs.append(opened.lay_out("/siden", {"siden": str(day), **query}))
            cpu, clock = (median(it[place] for it in costs) for place in (0, 1))
            print(f"{said + (' and a filter' if query else ''):<34}{cpu:>8.0f}{clock:>8.0f}")
    with timed() as cost:
        opened.lay_out("/siden", {"siden": str(PAIRS[0][1])})
    print(f"{'a month, asked for again':<34}{cost[0]:>8.0f}{cost[1]:>8.0f}")
