"""Amounts by year: columns beside each other that differ only in the year in their heading."""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.match.column import Column
from etl.schema.headings import heading_scores

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUMMED = ("budget_dkk", "spend_dkk")
_FEWEST, _SURE = 2, 0.6


def with_years(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Let "Budget 2025" and "Budget 2026" be one amount; a column with the total says it alone."""
    for name in _SUMMED:
        years = [column.number for column in columns if _is_of_year(column, name)]
        if len(years) < _FEWEST:
            continue
        total = _total(columns, name, years)
        columns = tuple(_told(column, name, years, total) for column in columns)
    return columns


def _is_of_year(column: Column, name: str) -> bool:
    found = _YEAR.findall(f"{column.group} {column.heading}")
    is_bare = column.profile.number > _SURE or not column.profile.values
    return len(found) == 1 and is_bare and _means(column, name) and column.field in {None, name}


def _means(column: Column, name: str) -> bool:
    """Tell whether a heading without its year means an amount."""
    scores = heading_scores(_YEAR.sub("", column.heading), _YEAR.sub("", column.group))
    return scores.get(name, 0.0) >= _SURE and scores[name] == max(scores.values())


def _total(columns: Sequence[Column], name: str, years: Sequence[int]) -> int | None:
    """Give the column of the same amount that names no year."""
    others = (column for column in columns if column.number not in years and column.field in {None, name})
    found = [column.number for column in others if column.profile.amount > _SURE and _means(column, name)]
    return found[0] if len(found) == 1 else None


def _told(column: Column, name: str, years: Sequence[int], total: int | None) -> Column:
    if column.number == total:
        return replace(column, field=name, confidence=max(column.confidence, _SURE))
    if column.number not in years:
        return column
    if total is not None:
        return replace(column, field=None, confidence=0.0)
    year = _YEAR.findall(f"{column.group} {column.heading}")[0]
    return replace(column, field=name, confidence=max(column.confidence, _SURE), member=year, is_double=False)
