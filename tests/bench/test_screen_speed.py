"""How fast cells are looked through for CPR numbers."""

from itertools import islice
from time import perf_counter

import pytest

from etl.screen import screen
from portfolio.records import FileFacts
from tests.builders.grids import make_workbook
from tests.builders.numbers import FORMS, TODAY, cpr_numbers, written

ROWS = 5_000


@pytest.mark.bench
def test_cells_looked_through_in_a_second(capsys):
    numbers = islice(cpr_numbers(51, has_checksum=False), ROWS)
    rows = [
        [f"Sag {written(digits, FORMS[0])}", f"Uge {row} i 2026", row, "I gang"]
        for row, digits in enumerate(numbers)
    ]
    begin = perf_counter()

    screened = screen(make_workbook(rows), FileFacts("liste.xlsx", 1, "0" * 64, "xlsx"), TODAY)

    speed = 4 * ROWS / (perf_counter() - begin)
    with capsys.disabled():
        print(f"\n{speed:,.0f} cells a second, one in four with a number like a CPR number")
    assert len(screened.workbook.sheets[0].rows) == ROWS
