"""Of columns said to be 0.9 sure, nine in ten are right: over the samples, the demo's lists, and any others.

``TVAERBLIK_LISTS`` names folders of further lists with truth files, parted by ``:``; their table is printed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.confidence import by_band, columns_of, overconfident, table_of_bands

ROOT = Path(__file__).parents[2]
FOLDERS = [Path(name) for name in os.environ.get("TVAERBLIK_LISTS", "").split(":") if name]


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> list[tuple[float, bool]]:
    demo = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(ROOT / "data/demo/build_demo.py"), str(demo), "--truth"], check=True)
    return list(_all(ROOT / "tests" / "samples", demo))


def _all(*folders: Path) -> Iterator[tuple[float, bool]]:
    for folder in folders:
        yield from columns_of(folder)


def test_no_band_of_confidence_promises_too_much(columns):
    bands = by_band(columns)

    print("\n" + table_of_bands(bands))
    assert sum(total for _, total in bands.values()) > 300
    assert overconfident(bands) == []


def test_the_tables_of_further_lists_are_printed():
    for folder in FOLDERS:
        bands = by_band(columns_of(folder))
        print(f"\n{folder}\n{table_of_bands(bands)}")
        assert bands


def test_a_band_with_too_few_right_is_told_from_chance():
    sure = [(0.92, n % 10 < 5) for n in range(100)]
    nearly = [(0.92, n % 10 < 9) for n in range(100)]

    assert overconfident(by_band(sure)) == [0.9]
    assert overconfident(by_band(nearly)) == []
