"""The pages against the least a Dash page can cost and against a naive one: ratios of one run.

On a shared machine ratios are good to 30 %. Times are until everything is drawn and counted in Chromium.
"""

from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from tests.bench.browsing import LIMIT, NAIVE, PRODUCT, Visit, visit
from tests.bench.crowd import crowd
from tests.bench.rivals import board as rivals_board
from tests.bench.serving import Server, product, rival
from tests.browser.conftest import browser as browser
from tests.builders.portfolios import Size, filled

pytestmark = pytest.mark.bench

SIZE = Size(initiatives=10_000, months=36)
STEPS = ("cold", "warm", "filter")
ROUNDS, CHANGES, SECONDS = 3, 6, 12


def cluster_counts(database: Path) -> list[tuple[str, int]]:
    """Give each cluster's name and how many initiatives it has now, the largest first."""
    counts = rivals_board.read_initiatives(database)["cluster"].value_counts()
    return [(str(name), int(count)) for name, count in counts.items()]


def test_a_page_is_near_the_least_it_can_cost(browser: Browser, tmp_path, capsys):
    database = filled(tmp_path, SIZE)
    counts = cluster_counts(database)
    total, chosen = sum(count for _, count in counts), counts[2 : 2 + CHANGES]
    visits = {board: Visit() for board in (LIMIT, PRODUCT, NAIVE)}
    lines: list[str] = []

    with ExitStack() as stack:
        servers = {
            LIMIT: stack.enter_context(rival("limit", database, tmp_path)),
            PRODUCT: stack.enter_context(product(tmp_path)),
            NAIVE: stack.enter_context(rival("naive", database, tmp_path)),
        }
        for _ in range(ROUNDS):
            for board, server in servers.items():
                visit(browser, server.origin, board, chosen, total, visits[board])
        for board, server in servers.items():
            crowds = (1,) if board is NAIVE else (1, 100)  # many would wait for minutes there
            lines += [loaded(board.name, server, visits[board], users) for users in crowds]

    with capsys.disabled():
        print(browsed({board.name: seen for board, seen in visits.items()}))
        print("\n".join(lines))


def loaded(name: str, server: Server, seen: Visit, users: int) -> str:
    """Let some users change filters, and tell how it went."""
    spent = server.cpu_ms()
    found = crowd(seen.changes, users, seconds=SECONDS, think_seconds=1.0 if users > 1 else 0.1)
    each = (server.cpu_ms() - spent) / max(1, len(found.ms))
    return (
        f"{name:<22}{users:>5}{len(found.ms) / SECONDS:>11.1f}{found.at(0.5):>9.0f}{found.at(0.95):>9.0f}"
        f"{found.errors:>8}{each:>9.1f}{server.memory_mib():>8.0f}"
    )


def _times(ms: list[float], least: list[float]) -> str:
    return f"{median(ms):>11.0f}{median(ms) / median(least):>6.2f}{min(ms) / min(least):>6.2f}"


def browsed(visits: dict[str, Visit]) -> str:
    """Give what readers met as a table, each with its multiple of the limit's: of the medians, of the least.

    On a busy machine the least times say more.
    """
    lines = [f"\n{'':<22}" + "".join(f"{f'{step} ms':>11}{'x':>6}{'x min':>6}" for step in STEPS)]
    for name, seen in visits.items():
        cells = (_times(seen.ms[step], visits[LIMIT.name].ms[step]) for step in STEPS)
        lines.append(f"{name:<22}{''.join(cells)}")
    lines.append(f"{'':<22}" + "".join(f"{f'{step} KiB':>12}{'n':>6}" for step in STEPS))
    for name, seen in visits.items():
        sizes = ((median(seen.kib[step]), median(seen.requests[step])) for step in STEPS)
        lines.append(f"{name:<22}" + "".join(f"{kib:>12.1f}{count:>6.0f}" for kib, count in sizes))
    lines.append(
        f"{'':<22}{'users':>5}{'changes/s':>10}{'p50 ms':>9}{'p95 ms':>9}{'errors':>8}{'CPU ms':>9}{'MiB':>8}"
    )
    return "\n".join(lines)
