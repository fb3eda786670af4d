"""What the board of 2,000 initiatives costs the server, against the plain list page in the same run."""

import datetime as dt
import time
from statistics import median

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import make_engine, writing
from portfolio.process.deeds import Said, say
from portfolio.vocabulary import FactKind
from tests.bench.test_filter_cost import Opened
from tests.builders.courses import fill_courses
from tests.builders.portfolios import Size, filled

pytestmark = pytest.mark.bench

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SIZE = Size(2_000, 6)
LIST = ("/indsatser", "")
PAGES = (
    ("/proces", ""),
    ("/proces", "?lys=roed,gul"),
    ("/proces", "?proces=development"),
    ("/proces", "?baner=ansvarlig"),
    ("/proces", "?trin=5&antal=100"),
    ("/proces", "?uden=alle"),
)
ROUNDS = 15


class Board(Opened):
    """The app on a portfolio whose initiatives all go through a process."""

    def __init__(self, folder) -> None:
        path = filled(folder, SIZE)
        engine = make_engine(f"sqlite:///{path}")
        self.count = fill_courses(engine, NOW.date(), share_outside=0.05)
        engine.dispose()
        self.open(create_app(Settings(f"sqlite:///{path}", folder), None, lambda: NOW))

    def elapsed(self, page, query):
        """Ask for a page's content; give the milliseconds on the clock, and of CPU."""
        begin = time.perf_counter()
        cpu, _ = self.cost(page, query)
        return (time.perf_counter() - begin) * 1000, cpu


def test_the_board_of_two_thousand_costs_little_more_than_the_list(tmp_path):
    board = Board(tmp_path)
    for page in (LIST, *PAGES):
        board.cost(*page)
    costs = {page: [] for page in (LIST, *PAGES)}
    for _ in range(ROUNDS):
        for page in costs:
            costs[page].append(board.elapsed(*page))
    least = median(cpu for _, cpu in costs[LIST])
    print(f"\n{board.count:,} initiatives in processes; server, ms (CPU x the list's)")
    for (path, query), found in costs.items():
        clock, cpu = (median(it[place] for it in found) for place in (0, 1))
        size = board.cost(path, query)[1]
        told = f"clock {clock:6.1f}   CPU {cpu:6.1f}   x {cpu / least:4.2f}   {size >> 10:4} KiB"
        print(f"{path + query:<32} {told}")


def test_the_first_look_after_a_move_reads_the_processes_anew(tmp_path):
    board = Board(tmp_path)
    engine = board.app.server.extensions[data.EXTENSION].engine
    board.cost("/proces", "")
    book, whole = [], []
    for nth in range(10):
        with writing(engine) as session:
            note = Said(FactKind.NOTE, "5", text=f"Notat {nth}")
            say(session, nth + 1, [note], template=None, now=NOW, by="prøve")
        if nth % 2:
            whole.append(board.elapsed("/proces", ""))
            continue
        with board.app.server.test_request_context("/"):
            begin = time.perf_counter()
            data.processes()
            book.append((time.perf_counter() - begin) * 1000)
    clock, cpu = (median(it[place] for it in whole) for place in (0, 1))
    print(f"\nafter a move: the book {median(book):.0f} ms; the page {clock:.0f} ms, CPU {cpu:.0f}")
