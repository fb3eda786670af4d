"""Headings that are not fields but organisations, months or steps: what a matrix has across."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from etl.find.axes import is_month, is_organisation, is_part_of_year, is_span, is_step, names_step
from etl.parse.normal import fold
from etl.parse.place_book import place_book
from etl.schema.folding import folded
from etl.schema.headings import best_score
from etl.schema.kinds import kind_schema, said_of_kind
from portfolio.vocabulary import TableKind

_IS_ACROSS: Mapping[TableKind, Callable[[str], bool]] = {
    TableKind.ADOPTION: is_organisation,
    TableKind.STATUS_LOG: is_part_of_year,
    TableKind.PROCESS: is_step,
}
_FEWEST_LOOSE = 3
"""So many areas named without their kind ("Nord", "Midt", "Syd") are clusters beside each other."""

_TOTAL = re.compile(r"(i ?alt|total|sum|antal|gennemsnit|gns|snit|samlet|optaelling|andel)\b.*|%")
_FEWEST = {TableKind.ADOPTION: 4, TableKind.STATUS_LOG: 3, TableKind.PROCESS: 4}
_FEWEST_NAMED_STEPS = 5
_SURE = 0.8
_PART_OF_TIME = re.compile(
    r"(?:(?:uge|u|week|w|q|k|kvt|kvartal|aar)? ?\d{1,4}|\d (?:kvt|kvartal|halvaar))(?: \d{2,4})?"
)


def matrix_kind(texts: Sequence[str]) -> tuple[TableKind, int] | None:
    """Give the kind of matrix that most headings make, and how many of them do; None where it is none.

    Fields of a row and sums beside the matrix do not count against it, but it is the larger part of three.
    Months make a status log here; whether it holds measurements its cells tell.
    """
    across = {kind: len(_found(kind, texts)) for kind in _IS_ACROSS}
    kind, count = max(across.items(), key=lambda item: item[1])
    fewest = 3 if count >= len(texts) - 1 else _FEWEST[kind]  # a title and three places are a matrix
    if count >= fewest and count > len(texts) / 3:
        others = 0 if count > len(texts) / 2 else sum(not _is_beside(text) for text in texts) - count
        if count > others:
            return kind, count
    years = sum(map(is_span, texts))
    if years >= _FEWEST[TableKind.STATUS_LOG] and years >= len(texts) / 2 and _names_indicators(texts):
        return TableKind.STATUS_LOG, years
    named = sum(map(names_step, texts))
    return (TableKind.PROCESS, named) if named >= _FEWEST_NAMED_STEPS and named > len(texts) / 2 else None


@lru_cache(maxsize=4_000)
def spanning(text: str, group: str) -> str:
    """Give what a heading stands for across a matrix: the month over "Lys" and "Kommentar", else itself."""
    if not group or is_part_of_year(text) or not part_of_status(text):
        return text
    months = (part for part in (group, group.rsplit(" ", 1)[-1]) if is_part_of_year(part))
    return next(months, text)


@lru_cache(maxsize=4_000)
def part_of_status(text: str) -> str | None:
    """Give which part of a month's status a heading below the month says: its light, or its text."""
    said = said_of_kind(TableKind.STATUS_LOG, ((text, ""),))
    return next((name for name in ("traffic_light", "status_text") if name in said), None)


def _found(kind: TableKind, texts: Sequence[str]) -> tuple[int, ...]:
    """Give the places of the headings that a kind of matrix has across."""
    is_across = _IS_ACROSS[kind]
    found = {n for n, text in enumerate(texts) if is_across(text)}
    if kind is TableKind.ADOPTION:
        loose = {n for n, text in enumerate(texts) if fold(text) in place_book().bases}
        found |= loose if len(loose) >= _FEWEST_LOOSE else set()
    return tuple(sorted(found))


@lru_cache(maxsize=4_000)
def _is_beside(text: str) -> bool:
    """Tell a heading that stands beside a matrix: a field of the whole row, an indicator's, or a sum."""
    measured = kind_schema(TableKind.MEASUREMENTS)
    own = (*measured.beside, measured.field("unit"))
    is_own = any(field.score(text) >= _SURE for field in own)
    return is_own or best_score(text) >= _SURE or bool(_TOTAL.fullmatch(folded(text)))


def _names_indicators(texts: Sequence[str]) -> bool:
    """Tell whether a heading says indicator, so that years across hold figures and not a project's years."""
    said = said_of_kind(TableKind.MEASUREMENTS, tuple((text, "") for text in texts))
    return said.get("indicator", (0, 0.0))[1] >= _SURE


def columns_across(kind: TableKind, texts: Sequence[str]) -> tuple[int, ...]:
    """Give which of the headings stand across a matrix of a kind, by their place in the sequence."""
    found = _found(TableKind.STATUS_LOG if kind is TableKind.MEASUREMENTS else kind, texts)
    if kind in {TableKind.STATUS_LOG, TableKind.MEASUREMENTS} and _names_indicators(texts):
        found = tuple(n for n, text in enumerate(texts) if is_span(text))
    if found or kind is not TableKind.PROCESS:
        return found
    return tuple(n for n, text in enumerate(texts) if names_step(text))


@lru_cache(maxsize=4_000)
def is_part_of_time(text: str) -> bool:
    """Tell whether a heading is what a plan has across: a month, week, quarter or year."""
    return is_month(text) or bool(_PART_OF_TIME.fullmatch(folded(text)))
