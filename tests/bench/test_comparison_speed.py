"""What comparing a list costs: 300 rows among 10,000 known, a first list, and a list of 100,000 rows.

pytest -m bench -s tests/bench/test_comparison_speed.py
"""

import datetime as dt
import resource
import time
from collections.abc import Sequence
from random import Random

import pytest
from sqlalchemy import Engine

from portfolio.comparison import ListComparison, RowKind, compare_list
from portfolio.database import reading, writing
from portfolio.records import Report
from portfolio.store import load_upload
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

pytestmark = pytest.mark.bench

_WORDS = """
fald ernæring sepsis delir demens hjerte lunge nyre diabetes astma gigt kræft fødsel søvn smerte tand
forebyggelse rehabilitering udredning opfølgning vejledning skole team behandling visitation koordination
ældre unge børn gravide hjemløse pårørende borgere patienter familier dialysepatienter
"""
_WHAT, _HOW, _WHOM = (line.split() for line in _WORDS.strip().splitlines())
_LEADS = [f"Tovholder {number}" for number in range(400)]


def rows(count: int, seed: int, *, first: int = 0) -> list[Report]:
    """Make rows with titles as lists have them, each with a number of its own in the long run."""
    random = Random(seed)
    return [
        make_report(number + 2, sheet="Indsatser", **_values(random, first + number))
        for number in range(count)
    ]


def _values(random: Random, number: int) -> dict[str, object]:
    what, how, whom = random.choice(_WHAT), random.choice(_HOW), random.choice(_WHOM)
    return {
        "title": f"{what.capitalize()}{how} til {whom} i område {chr(97 + number % 26)}{number}",
        "lead": random.choice(_LEADS),
        "municipalities": tuple(sorted(random.sample(("0730", "0710", "0707", "0706", "0791"), 2))),
        "status": random.choice(("active", "planned", "paused")),
        "budget_dkk": random.randrange(5, 3000) * 10_000,
        "next_step": f"Møde {random.randrange(10_000)}",
        "remarks": "Som aftalt i styregruppen, og tallene følger i næste måned.",
    }


def store(engine: Engine, reports: Sequence[Report], source: str, month: dt.date, day: int) -> None:
    with writing(engine) as session:
        read = reading_of(make_table(*reports), name=f"{source} {month}.xlsx")
        load_upload(session, make_upload(read, source=source, month=month, now=at(day)))


def timed(engine: Engine, source_id: int | None, month: dt.date, reports: Sequence[Report]) -> ListComparison:
    """Compare twice, and print what each took: the first time titles are taken apart."""
    for turn in ("first", "again"):
        with reading(engine) as session:
            began = time.perf_counter(), time.process_time()
            found = compare_list(session, source_id, month, reports)
            wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
        asked = sum(bool(row.candidates) for row in found.rows)
        counts = {kind.value: found.count(kind) for kind in RowKind}
        told = f"{counts}, asked {asked}, gone {len(found.gone)}"
        print(f"{turn}: {wall * 1000:,.0f} ms ({cpu * 1000:,.0f} CPU), {told}")
    return found


def test_300_rows_among_10_000_known(sqlite_engine):
    for number in range(34):
        store(sqlite_engine, rows(300, number, first=number * 300), f"Kilde {number}", SEPTEMBER, number)
    same = rows(300, 5, first=5 * 300)
    print("\nnext month, unchanged")
    timed(sqlite_engine, 6, OCTOBER, same)
    print("next month, 40 rows new")
    timed(sqlite_engine, 6, OCTOBER, same[40:] + rows(40, 77, first=5))
    print("a new source, all rows new")
    found = timed(sqlite_engine, None, OCTOBER, rows(300, 99, first=50))

    assert found.count(RowKind.NEW) == 300


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_a_long_list(sqlite_engine, count):
    store(sqlite_engine, rows(count, 1), "Lang", SEPTEMBER, 1)
    print(f"\n{count:,} rows, the same again")
    timed(sqlite_engine, 1, OCTOBER, rows(count, 1))
    print("half of them others")
    timed(sqlite_engine, 1, OCTOBER, rows(count // 2, 1) + rows(count // 2, 2, first=count))
    print("another list altogether, as a new source")
    timed(sqlite_engine, None, NOVEMBER, rows(count, 3, first=count))
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
