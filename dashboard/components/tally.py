"""Counts by pairs of codes added up: by row, by column; and codes in the order in which they are shown."""

from collections.abc import Iterable, Mapping

from dashboard.labels import Code
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE

_UNNAMED = (COMMON_CODE, OTHER_CODE, OPEN_CODE)
"""Codes that name nothing of the reference data."""


def row_totals(counts: Mapping[tuple[Code, Code], int]) -> dict[Code, int]:
    """Add up the counts of each row."""
    totals: dict[Code, int] = {}
    for (row, _), count in counts.items():
        totals[row] = totals.get(row, 0) + count
    return totals


def column_totals(counts: Mapping[tuple[Code, Code], int]) -> dict[Code, int]:
    """Add up the counts of each column."""
    return row_totals({(column, row): count for (row, column), count in counts.items()})


def largest_first(totals: Mapping[Code, int]) -> list[Code]:
    """Give the codes by count, the most first; what names no area comes after, unknown last of all."""
    return sorted(totals, key=lambda code: (code is None, code in _UNNAMED, -totals[code], code or ""))


def named(codes: Iterable[Code]) -> list[str]:
    """Give the codes that name something of the reference data: neither another kind nor unknown."""
    return [code for code in codes if code is not None and code not in _UNNAMED]
