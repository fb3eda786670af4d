"""Section rows that carry the sum of the rows below them, as pivot tables and reports write them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from etl.find.sections import says_section, without_count
from etl.find.view import Filled, View
from etl.parse.amounts import parse_amount
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book

_MOST_ROWS = 2_000
"""Longer lists are not looked at: none is grouped by hand."""

_MOSTLY, _HALF = 0.8, 0.5
_ROUNDING = 0.5
_FEWEST = 2
_LONGEST_NAME, _LONGEST_NUMBER, _MOST_INNER = 90, 24, 12

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
    """Give the column of a row's first cell where it is the only text, all else in it being numbers."""
    first, *others = filled
    is_lone = all(_number(view, number, column) is not None for column in others)
    return first if view.text(number, first) and _number(view, number, first) is None and is_lone else None


def _groups(view: View, rows: Rows, named: Sequence[int]) -> Sequence[int]:
    """Give the rows of names alone where nearly all sum up the rows to the next, or are known names."""
    summing = [n for n in named if len(rows[n][1]) > 1]
    ends = (*named, len(rows))
    sums = sum(any(_sums_up(view, rows, n, _own(n, end, named)) for end in _ends(n, ends)) for n in summing)
    known = sum(_is_known(view, rows[n]) for n in summing)
    told = max(sums, known if len(summing) >= _FEWEST else 0)
    return named if told >= _MOSTLY * len(summing) else ()


def _ends(first: int, ends: Sequence[int]) -> Sequence[int]:
    """Give where the rows of a group may end; the first of two names is an outer group's."""
    at = bisect_right(ends, first)
    return ends[at : at + _MOST_INNER]


def _own(first: int, end: int, named: Sequence[int]) -> Sequence[int]:
    inner = set(named[bisect_right(named, first) : bisect_left(named, end)])
    return [n for n in range(first + 1, end) if n not in inner]


def _is_known(view: View, row: tuple[int, Filled]) -> bool:
    """Tell the name of an organisation, a municipality, a status or a focus area."""
    text = without_count(view.text(row[0], row[1][0]))
    is_place = recognise_organisation(text, on=None, region=None).value or place_book().municipality(text)
    return len(text) <= _LONGEST_NAME and (is_place is not None or says_section(text))


def _sums_up(view: View, rows: Rows, first: int, inner: Sequence[int]) -> bool:
    """Tell whether most numbers of a row, and one above nought, are sums or the count of rows below."""
    said = _numbers(view, *rows[first])
    met = [column for column, total in said.items() if _is_met(total, _below(view, rows, inner, column))]
    return bool(inner) and len(met) > _HALF * len(said) and any(said[column] for column in met)


def _is_met(total: float, below: Sequence[float]) -> bool:
    return abs(total - sum(below)) <= _ROUNDING or total == len(below) > 1


def _below(view: View, rows: Rows, inner: Sequence[int], column: int) -> Sequence[float]:
    numbers = (_number(view, rows[n][0], column) for n in inner)
    return [number for number in numbers if number is not None]


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
    left = _numbers(view, *rows[first])
    if not any(left.values()):
        return None
    for n in range(first + 1, len(rows)):
        for column in left:
            left[column] -= _number(view, rows[n][0], column) or 0.0
        if n > first + 1 and all(abs(rest) <= _ROUNDING for rest in left.values()):
            return _past_empty(rows, n + 1)
        if any(rest < -_ROUNDING for rest in left.values()):
            return None
    return None


def _past_empty(rows: Rows, end: int) -> int:
    while end < len(rows) and len(rows[end][1]) == 1:
        end += 1
    return end


def _numbers(view: View, number: int, filled: Filled) -> dict[int, float]:
    found = {column: _number(view, number, column) for column in filled}
    return {column: value for column, value in found.items() if value is not None}


def _number(view: View, row: int, column: int) -> float | None:
    """Give a cell's number, also one typed with its unit ("1.250.000 kr.")."""
    raw = view.sheet.value(row, column)
    if isinstance(raw, str):
        amount = parse_amount(raw).value if raw[:1].isdigit() and len(raw) <= _LONGEST_NUMBER else None
        return None if amount is None else float(amount.value_dkk or 0)
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None
