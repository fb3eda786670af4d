"""What ``tvaerblik check`` costs against the least it could, and against pandas: ratios of one run.

Whole programs are measured, start and child process included. On a shared machine ratios are good to 15 %.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.bench.measuring import in_turn, run, table
from tests.builders.big_lists import make_big_xlsx

HERE = Path(__file__).parent
CHECK = ("-c", "from dashboard.cli import main; main()", "check")
PANDAS = ("-c", "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')")
START = ("-c", "import dashboard.cli.check")


@pytest.mark.bench
def test_a_list_of_a_hundred_thousand_rows(tmp_path, capsys):
    path = make_big_xlsx(tmp_path / "stor.xlsx", 100_000)

    costs = in_turn(
        {
            "limit: calamine streamed into SQLite": partial(run, HERE / "limit.py", path),
            "tvaerblik check": partial(run, *CHECK, path),
        },
        rounds=3,
    )
    costs |= {"pandas with openpyxl, reading alone": run(*PANDAS, path)}

    with capsys.disabled():
        print(table("100,000 x 25", costs, "limit: calamine streamed into SQLite"))


@pytest.mark.bench
def test_a_row_costs_the_same_in_a_long_list(tmp_path, capsys):
    sizes = (1_000, 10_000, 50_000)
    paths = {count: make_big_xlsx(tmp_path / f"{count}.xlsx", count) for count in sizes}

    costs = in_turn(
        {f"{count:,} rows": partial(run, *CHECK, path) for count, path in paths.items()}, rounds=3
    )
    costs |= {"start alone": run(*START)}
    start = costs["start alone"].cpu
    each = [1e6 * (costs[f"{count:,} rows"].cpu - start) / count for count in sizes]

    with capsys.disabled():
        print(table("linearity", costs, "10,000 rows"))
        told = zip(sizes, each, strict=True)
        print("microseconds a row, without the start: " + ", ".join(f"{n:,}: {us:.0f}" for n, us in told))


@pytest.mark.bench
def test_two_and_twenty_lists(tmp_path, capsys):
    paths = [make_big_xlsx(tmp_path / f"liste{n:02}.xlsx", 300, seed=100 + n) for n in range(22)]

    costs = in_turn(
        {
            "limit: calamine streamed into SQLite": partial(run, HERE / "limit.py", *paths),
            "tvaerblik check": partial(run, *CHECK, *paths),
            "start alone": partial(run, *START),
        },
        rounds=3,
    )

    with capsys.disabled():
        print(table("22 lists of 300 x 25", costs, "limit: calamine streamed into SQLite"))


@pytest.mark.bench
def test_colours(tmp_path, capsys):
    plain = make_big_xlsx(tmp_path / "uden.xlsx", 20_000)
    coloured = make_big_xlsx(tmp_path / "med.xlsx", 20_000, is_coloured=True)

    costs = in_turn(
        {
            "limit: calamine streamed into SQLite": partial(run, HERE / "limit.py", plain),
            "without fills": partial(run, *CHECK, plain),
            "one column filled": partial(run, *CHECK, coloured),
        },
        rounds=5,
    )

    with capsys.disabled():
        print(table("fills, 20,000 x 25", costs, "limit: calamine streamed into SQLite"))
