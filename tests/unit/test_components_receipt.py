"""The parts of a receipt."""

import pytest

from dashboard.components.receipt import SHOWN_RUNS, left_rows, row_ranges, total_rows
from portfolio.records import LeftRow, RowCounts, TableReading
from portfolio.vocabulary import RowReason, TableKind


def table(sheet="Ark1", rows=None, skipped=(), outside=()):
    counts = rows or RowCounts(read=3, accepted=3, merged=0, skipped=0, rejected=0)
    return TableReading(
        sheet, TableKind.INITIATIVES, (1,), 2, 9, (), counts, tuple(skipped), tuple(outside), ()
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([], ""), ([7], "7"), ([2, 3, 4, 17], "2–4, 17"), ([5, 4, 4, 9, 10], "4–5, 9–10")],
)
def test_row_numbers_are_written_shortly(rows, expected):
    assert row_ranges(rows) == expected


def test_rows_left_out_are_gathered_by_sheet_and_reason_and_counted_once():
    total, note = LeftRow(9, RowReason.TOTAL), LeftRow(1, RowReason.NOTE)
    tables = [table(skipped=[total], outside=[note]), table(outside=[note]), table(sheet="B", outside=[note])]

    assert left_rows(tables) == {
        ("Ark1", RowReason.TOTAL): {9},
        ("Ark1", RowReason.NOTE): {1},
        ("B", RowReason.NOTE): {1},
    }


def test_the_rows_of_all_tables_add_up():
    first = RowCounts(read=5, accepted=3, merged=1, skipped=1, rejected=0)
    second = RowCounts(read=2, accepted=1, merged=0, skipped=0, rejected=1)

    found = total_rows([table(rows=first), table(rows=second)])

    assert found == RowCounts(read=7, accepted=4, merged=1, skipped=1, rejected=1)


def test_rows_left_out_beyond_some_dozens_of_runs_are_counted():
    rows = range(2, 2 * SHOWN_RUNS + 12, 2)

    assert row_ranges(rows).endswith(f"{2 * SHOWN_RUNS} og 5 rækker til")
