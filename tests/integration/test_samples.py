"""How well the samples are read: one table is printed (``pytest -s``), no file may fall below its floor."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest

from etl.document import document, refusal
from etl.run import read_file
from portfolio.errors import FileRefusedError
from tests.builders.truths import Score, score, table_of_scores

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTHS = sorted(SAMPLES.glob("*.truth.json"))
WHOLE = ("01", "02", "03", "04", "05", "06", "06b", "07", "08", "09", "10a", "10b")
"""Samples whose tables, rows and titles must be right to the last, of whatever kind; all are."""

VALUE_FLOOR = 0.99


@cache
def scored(path: Path) -> Score:
    truth = json.loads(path.read_text(encoding="utf-8"))
    name = truth["file"]["name"]
    month = dt.date.fromisoformat(f"{truth['month']}-01")
    try:
        found = document(read_file(SAMPLES / name, name, month))
    except FileRefusedError as error:
        found = refusal(name, 0, "", error)
    return score(found, truth)


def truth_of(number: str) -> Path:
    return next(path for path in TRUTHS if path.name.startswith(f"{number}_"))


def test_the_score_table_is_printed():
    print("\n" + table_of_scores({path.name: scored(path) for path in TRUTHS}))

    assert len(TRUTHS) == 12


@pytest.mark.parametrize("number", WHOLE)
def test_tables_rows_and_titles_are_read_right(number):
    found = scored(truth_of(number))

    assert all(right == total > 0 for right, total in found.structure), found.differences
    assert found.false_records == 0


@pytest.mark.parametrize("number", WHOLE)
def test_columns_values_and_findings_are_read_right(number):
    found = scored(truth_of(number))

    assert found.columns[0] == found.columns[1], found.differences
    assert found.value_share >= VALUE_FLOOR, found.differences
    assert found.findings[0] == found.findings[1], found.differences
    assert found.has_right_exit


@pytest.mark.parametrize("number", WHOLE)
def test_no_value_hangs_on_the_month_that_is_given(number):
    name = json.loads(truth_of(number).read_text(encoding="utf-8"))["file"]["name"]
    readings = [read_file(SAMPLES / name, name, month) for month in (None, dt.date(2026, 12, 1))]
    first, second = (
        [record.values for table in reading.tables for record in table.records] for reading in readings
    )

    assert first == second
