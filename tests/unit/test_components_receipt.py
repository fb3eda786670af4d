"""The parts of a receipt."""

import pytest

from dashboard.components.receipt import (
    SHOWN_FINDINGS,
    SHOWN_PLACES,
    finding_place,
    findings_list,
    left_rows,
    row_ranges,
    shown_places,
    total_rows,
)
from portfolio.findings import Finding
from portfolio.records import LeftRow, RowCounts, TableReading
from portfolio.vocabulary import RowReason, Severity, TableKind


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


@pytest.mark.parametrize(
    ("sheet", "cell", "expected"),
    [("Plan", "B6", "Plan!B6"), (None, "B6", "B6"), ("Plan", None, "Plan"), (None, None, "Filen")],
)
def test_a_finding_says_where_it_is(sheet, cell, expected):
    assert finding_place(Finding("row.title_missing", Severity.WARNING, sheet, cell)) == expected


def test_findings_that_say_the_same_stand_together_with_their_places():
    found = [Finding("file.damaged", Severity.INFO, "Plan", f"B{row}") for row in (2, 5)]
    found.append(Finding("file.damaged", Severity.INFO, "Drift", "C1"))

    assert shown_places(found) == "Plan!B2, B5, Drift!C1"


def test_places_beyond_a_dozen_are_counted():
    found = [Finding("file.damaged", Severity.INFO, None, f"B{row}") for row in range(1, SHOWN_PLACES + 4)]

    assert shown_places(found).endswith(f"B{SHOWN_PLACES} og 3 andre celler")


def test_findings_stand_by_severity_and_the_many_of_a_kind_are_a_click_away():
    many = [
        Finding("file.not_a_spreadsheet", Severity.INFO, "Ark1", f"B{number}", {"name": str(number)})
        for number in range(SHOWN_FINDINGS + 2)
    ]
    grave = Finding("file.empty", Severity.ERROR)

    first, second = findings_list([*many, grave])

    assert (first.className, second.className) == ("findings findings-error", "findings findings-info")
    shown, more = second.children[1].children
    assert len(shown.children) == SHOWN_FINDINGS
    assert more.children[0].children == "Vis 2 flere"
