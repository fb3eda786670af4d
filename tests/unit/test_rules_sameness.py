"""Whether two cells say the same, however they are written."""

import datetime as dt

import pytest

from portfolio.records import CellValue, FuzzyDate
from portfolio.rules.sameness import is_same
from portfolio.vocabulary import Precision

MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def cell(value, text="", **more) -> CellValue:
    return CellValue(value, text or str(value), "B2", **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, None),
        (None, cell(None, "-")),
        (None, cell(None, " ")),
        (cell("I gang – vi venter"), cell("i gang - vi  venter.")),
        (cell("Samar\u00adbejde"), cell("Samarbejde")),
        (cell("»Den gode overgang«"), cell('"Den gode overgang"')),
        (cell(250_000, "250 t.kr."), cell(250_000, "250.000")),
        (cell(0.1 + 0.2), cell(0.3)),
        (cell(("0730", "0710")), cell(("0710", "0730"))),
        (cell(FuzzyDate(*MARCH, Precision.MONTH)), cell(FuzzyDate(*MARCH, Precision.RANGE, ("year",)))),
        (cell("Randers", organisation="x"), cell("Randersklyngen", organisation="x")),
        (cell(None, "ca. en mio."), cell(None, "Ca. en mio")),
    ],
)
def test_the_same_said_otherwise_is_the_same(one, other):
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, cell("active")),
        (cell(None, "?x"), cell("active")),
        (cell("I gang"), cell("Afsluttet")),
        (cell(0), None),
        (cell(0), cell(1)),
        (cell(100, currency="EUR"), cell(100)),
        (cell(("0730",)), cell(("0710", "0730"))),
        (cell(FuzzyDate(*MARCH, Precision.MONTH)), cell(FuzzyDate(MARCH[0], None, Precision.OPEN))),
        (cell(FuzzyDate(MARCH[0], None, Precision.DAY)), cell(FuzzyDate(MARCH[0], None, Precision.OPEN))),
        (cell(None, "ca. en mio."), cell(None, "to mio.")),
        (cell("Randers", organisation="x"), cell("Midt", organisation="y")),
        (cell("5"), cell(5)),
    ],
)
def test_another_thing_said_is_not_the_same(one, other):
    assert not is_same(one, other)
    assert not is_same(other, one)
