"""Headings that are not fields but places, months or steps: what a matrix has across."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from etl.schema.folding import folded
from etl.schema.places import municipality_names
from etl.schema.words import words
from portfolio.vocabulary import TableKind

_STEP = re.compile(r"\s*\d{1,2}\s*\.?\s*[a-z]?[.):]?\s+\D", re.IGNORECASE)
_MONTH_DATE = re.compile(r"\d{2}-(19|20)\d{2}")
_SPAN = re.compile(
    r"(?:(?:uge|u|week|w|q|k|kvt|kvartal|aar)? ?\d{1,4}|\d (?:kvt|kvartal|halvaar))(?: \d{2,4})?"
)
_FEWEST = {TableKind.ADOPTION: 4, TableKind.STATUS_LOG: 3, TableKind.PROCESS: 4}


def matrix_kind(texts: Sequence[str]) -> tuple[TableKind, int] | None:
    """Give the kind of matrix that most headings make, and how many of them do; None where it is none."""
    across = {
        TableKind.ADOPTION: sum(map(is_municipality, texts)),
        TableKind.STATUS_LOG: sum(map(is_month, texts)),
        TableKind.PROCESS: sum(bool(_STEP.match(text)) for text in texts),
    }
    kind, count = max(across.items(), key=lambda item: item[1])
    return (kind, count) if count >= _FEWEST[kind] and count > len(texts) / 2 else None


@lru_cache(maxsize=4_000)
def is_municipality(text: str) -> bool:
    """Tell whether a heading is a municipality's name."""
    return folded(text).removesuffix(" kommune") in municipality_names()


@lru_cache(maxsize=4_000)
def is_month(text: str) -> bool:
    """Tell whether a heading is a month, with or without its year."""
    first, *more = folded(text).split() or [""]
    return bool(_MONTH_DATE.fullmatch(text)) or (first in _month_names() and all(map(str.isdigit, more)))


@lru_cache(maxsize=4_000)
def is_span(text: str) -> bool:
    """Tell whether a heading is a span of time, as a plan has them across: a month, week, quarter or year."""
    return is_month(text) or bool(_SPAN.fullmatch(folded(text)))


@cache
def _month_names() -> frozenset[str]:
    return frozenset(folded(name) for names in words("months").values() for name in names)
