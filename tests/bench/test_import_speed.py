"""What a whole import costs against the least it could, and against pandas: ratios of one run.

pytest -m bench -s tests/bench/test_import_speed.py

Whole programs are measured, start and reading processes included; PostgreSQL's own processes are not, so that
it is held against SQLite by the clock. On a shared machine ratios are good to 15 %.
"""

import shutil
import time
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from etl.drafts import run_job
from portfolio.database import writing
from portfolio.drafts import compare_again
from tests.bench.measuring import Cost, in_turn, run, table
from tests.builders.big_lists import make_big_xlsx
from tests.builders.drafts import BY, confirm, take_in
from tests.builders.importing import make_work
from tests.builders.uploads import NOVEMBER, OCTOBER

pytestmark = pytest.mark.bench

HERE = Path(__file__).parent
LIMIT = "limit: calamine streamed into SQLite"
_numbers = count(1)


@pytest.fixture
def into_sqlite(sqlite_template, tmp_path):
    """Give what measures an import into a new SQLite database, or again into the last one."""

    def measure(*paths: Path, is_again: bool = False, is_next: bool = False) -> Cost:
        database = tmp_path / "measured.db"
        if not is_again and not is_next:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{database}{suffix}").unlink(missing_ok=True)
            shutil.copy(sqlite_template, database)
        month = ["--next"] if is_next else []
        return run("-m", "tests.bench.load", f"sqlite:///{database}", *month, *paths)

    return measure


@pytest.fixture
def into_postgres(postgres_server):
    """Give what measures an import into a new PostgreSQL database."""

    def measure(*paths: Path) -> Cost:
        name = f"measured_{next(_numbers)}"
        postgres_server.run(f"CREATE DATABASE {name} TEMPLATE {postgres_server.template}")
        try:
            return run("-m", "tests.bench.load", postgres_server.url(name), *paths)
        finally:
            postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")

    return measure


def test_a_list_of_a_hundred_thousand_rows(tmp_path, capsys, into_sqlite, into_postgres):
    path = make_big_xlsx(tmp_path / "stor.xlsx", 100_000)
    (tmp_path / "næste").mkdir()
    next_path = make_big_xlsx(tmp_path / "næste" / "stor.xlsx", 100_000, changed_every=100)

    costs = in_turn(
        {
            LIMIT: partial(run, HERE / "limit.py", path),
            "import into SQLite": partial(into_sqlite, path),
            "the same file again": partial(into_sqlite, path, is_again=True),
            "the next month, 1 row of 100 changed": partial(into_sqlite, next_path, is_next=True),
            "import into PostgreSQL": partial(into_postgres, path),
        },
        rounds=2,
    )
    costs |= {"pandas with openpyxl, to_sql": run(HERE / "to_sql.py", path)}

    with capsys.disabled():
        print(table("100,000 x 25", costs, LIMIT))
        print(f"PostgreSQL by SQLite, on the clock: {_by_clock(costs):.2f}")


def _by_clock(costs: dict[str, Cost]) -> float:
    return costs["import into PostgreSQL"].wall / costs["import into SQLite"].wall


def test_two_and_twenty_lists(tmp_path, capsys, into_sqlite, into_postgres):
    paths = [make_big_xlsx(tmp_path / f"liste{n:02}.xlsx", 300, seed=100 + n) for n in range(22)]

    costs = in_turn(
        {
            LIMIT: partial(run, HERE / "limit.py", *paths),
            "import into SQLite": partial(into_sqlite, *paths),
            "the same files again": partial(into_sqlite, *paths, is_again=True),
            "import into PostgreSQL": partial(into_postgres, *paths),
        },
        rounds=2,
    )

    with capsys.disabled():
        print(table("22 lists of 300 x 25", costs, LIMIT))


def test_a_second_month_to_its_comparison(tmp_path, capsys, sqlite_engine):
    work = make_work(sqlite_engine, tmp_path)
    path = make_big_xlsx(tmp_path / "liste.xlsx", 300)
    assert confirm(work, take_in(work, path, "Liste", OCTOBER)).error is None
    draft_id = take_in(work, path, "Liste", NOVEMBER)

    taken = []
    for _ in range(5):
        with writing(sqlite_engine) as session:
            job = compare_again(session, draft_id, now=work.clock(), by=BY)
        began = time.perf_counter(), time.process_time()
        run_job(work, job)
        taken.append((time.perf_counter() - began[0], time.process_time() - began[1]))

    wall, cpu = sorted(taken)[2]
    with capsys.disabled():
        print(f"\nsecond month of 300 rows to its comparison: {wall:.2f} s on the clock, {cpu:.2f} CPU")
