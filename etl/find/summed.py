"""Section rows that carry the sum of the rows below them, as pivot tables and reports write them."""

from collections.abc import Callable, Sequence
from typing import TypeGuard

from etl.find.sections import says_section
from etl.find.view import Filled, View
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from etl.read.grid import Raw

_MOST_ROWS = 5_000
"""Longer lists are not looked at: none is grouped by hand."""

_MOSTLY, _HALF = 0.8, 0.5
_ROUNDING = 0.5
_FEWEST = 2
_LONGEST_NAME = 90

Rows = Sequence[tuple[int, Filled]]


def summed_sections(
    view: View, rows: Rows, title: int, *, is_total: Callable[[int, Filled], bool]
) -> frozenset[int]:
    """Give the rows that name a group, with its sums beside the name, in a list that begins with one.

    Args:
        view: the sheet.
        rows: the list's rows that hold something, each with its filled columns.
        title: the column of the titles; the names stand there or to the left.
        is_total: tells a row that sums up the whole list or a group below it.
    """
    if not 1 < len(rows) <= _MOST_ROWS or len(rows[0][1]) < _FEWEST or _name_column(view, *rows[0]) is None:
        return frozenset()
    records = [(number, filled) for number, filled in rows if not is_total(number, filled)]
    column = _name_column(view, *rows[0])
    if column is None or column > title:
        return frozenset()
    named = [n for n, row in enumerate(records) if _name_column(view, *row) == column]
    groups = _groups(view, records, named) if len(named) <= _HALF * len(records) else _parts(view, records)
    return frozenset(records[n][0] for n in groups)


def _name_column(view: View, number: int, filled: Filled) -> int | None:
    """Give the column of a row's only text, all else in it being numbers."""
    texts = [column for column in filled if view.text(number, column)]
    others = [view.sheet.value(number, column) for column in filled if column not in texts]
    return texts[0] if len(texts) == 1 and texts[0] == filled[0] and all(map(_is_number, others)) else None


def _groups(view: View, rows: Rows, named: Sequence[int]) -> Sequence[int]:
    """Give the rows of names alone where nearly all sum up the rows to the next, or are known names."""
    summing = [n for n in named if len(rows[n][1]) > 1]
    ends = dict(zip(named, (*named[1:], len(rows)), strict=True))
    sums = sum(ends[n] > n + 1 and _sums_up(view, rows, n, ends[n]) for n in summing)
    known = sum(ends[n] > n + 1 and _is_known(view, rows[n]) for n in summing)
    told = max(sums, known if len(summing) >= _FEWEST else 0)
    return named if told >= _MOSTLY * len(summing) else ()


def _is_known(view: View, row: tuple[int, Filled]) -> bool:
    """Tell the name of an organisation, a municipality, a status or a focus area."""
    text = view.text(row[0], row[1][0])
    is_place = recognise_organisation(text, on=None, region=None).value or place_book().municipality(text)
    return len(text) <= _LONGEST_NAME and (is_place is not None or says_section(text))


def _sums_up(view: View, rows: Rows, first: int, end: int) -> bool:
    """Tell whether most numbers of a row, and one above nought, are sums or the count of rows below."""
    number, filled = rows[first]
    inner = range(first + 1, end)
    said = {column: raw for column in filled if _is_number(raw := view.sheet.value(number, column))}
    met = [column for column, total in said.items() if _is_met(total, _below(view, rows, inner, column))]
    return len(met) > _HALF * len(said) and any(said[column] for column in met)


def _is_met(total: float, below: Sequence[float]) -> bool:
    return abs(total - sum(below)) <= _ROUNDING or total == len(below) > 1


def _below(view: View, rows: Rows, inner: range, column: int) -> Sequence[float]:
    raws = (view.sheet.value(rows[n][0], column) for n in inner)
    return [raw for raw in raws if _is_number(raw)]


def _parts(view: View, rows: Rows) -> Sequence[int]:
    """Give the sections of a list whose every row is a name and numbers, where sums divide all of it.

    A section has two rows below it or more, and there are two sections at least.
    """
    found: list[int] = []
    first = 0
    while first < len(rows):
        end = _end_of_sum(view, rows, first)
        if end is None:
            return ()
        found.append(first)
        first = end
    return found if len(found) >= _FEWEST else ()


def _end_of_sum(view: View, rows: Rows, first: int) -> int | None:
    """Give where the rows end that a row sums up in every column, with those that have no numbers."""
    number, filled = rows[first]
    left = {column: raw for column in filled if _is_number(raw := view.sheet.value(number, column))}
    if not any(left.values()):
        return None
    for n in range(first + 1, len(rows)):
        for column in left:
            raw = view.sheet.value(rows[n][0], column)
            left[column] -= raw if _is_number(raw) else 0.0
        if n > first + 1 and all(abs(rest) <= _ROUNDING for rest in left.values()):
            return _past_empty(rows, n + 1)
        if any(rest < -_ROUNDING for rest in left.values()):
            return None
    return None


def _past_empty(rows: Rows, end: int) -> int:
    while end < len(rows) and len(rows[end][1]) == 1:
        end += 1
    return end


def _is_number(raw: Raw) -> TypeGuard[float]:
    return isinstance(raw, int | float) and not isinstance(raw, bool)
