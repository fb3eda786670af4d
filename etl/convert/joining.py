"""What cells of one record say together: rows that go on, groups named once, years that follow each other."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from etl.match import Matched
from etl.read.grid import Raw
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import CellValue, FuzzyDate, Value

_FILLS_DOWN = {"focus_area", "cluster", "goal", "body"}


def is_empty(raw: Raw) -> bool:
    """Tell whether a cell holds nothing, or only white space."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def is_before(first: Value | None, second: Value | None) -> bool:
    """Tell whether a date ends before another begins."""
    if not isinstance(first, FuzzyDate) or not isinstance(second, FuzzyDate):
        return False
    return first.last is not None and second.first is not None and first.last < second.first


def moved(value: Value | None, years: int) -> FuzzyDate | None:
    """Give a date that only inferred its year, some years later."""
    if (
        not isinstance(value, FuzzyDate)
        or "year" not in value.inferred
        or value.first is None
        or value.last is None
    ):
        return None
    return replace(value, first=_years_later(value.first, years), last=_years_later(value.last, years))


def _years_later(day: dt.date, years: int) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def filling_columns(matched: Matched, rows: list[int]) -> frozenset[int]:
    """Give the columns that name a group once and leave the rows below it empty.

    They do when at most half of the rows have a value, the first has one, and no value follows itself.
    """
    view = matched.found.view
    found = set()
    for column in matched.columns:
        values = [view.sheet.value(row, column.number) for row in rows] if column.field in _FILLS_DOWN else []
        filled = [value for value in values if not is_empty(value)]
        repeats = any(first == second for first, second in pairwise(filled))
        if len(filled) > 1 and len(filled) <= len(values) / 2 and not is_empty(values[0]) and not repeats:
            found.add(column.number)
    return frozenset(found)


def joined(name: str, first: CellValue, second: CellValue) -> CellValue | None:
    """Put together what two rows say of a field of one record; None where only one can hold."""
    if first.value is None or second.value in {None, first.value}:
        return second if first.value is None else first
    if isinstance(first.value, tuple) and isinstance(second.value, tuple):
        return first.but(value=tuple(sorted({*first.value, *second.value})), text=_lines(first, second))
    is_text = FIELDS[name].kind is ValueKind.TEXT
    if is_text and isinstance(first.value, str) and isinstance(second.value, str):
        return first.but(value=f"{first.value}\n{second.value}", text=_lines(first, second))
    return None


def added(name: str, first: CellValue, second: CellValue) -> CellValue | None:
    """Put together what several columns say of one field: amounts of single years add up."""
    is_amount = FIELDS[name].kind is ValueKind.AMOUNT and first is not second
    if is_amount and isinstance(first.value, int | float) and isinstance(second.value, int | float):
        return first.but(value=first.value + second.value, text=_lines(first, second))
    return joined(name, first, second)


def _lines(first: CellValue, second: CellValue) -> str:
    return f"{first.text}\n{second.text}"
