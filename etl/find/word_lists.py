"""Sheets that only hold the words to choose from in others: lists of words side by side, and no table."""

import re
from collections.abc import Callable, Sequence

from etl.find.cells import codes_of, is_place
from etl.find.view import View
from etl.parse.lights import light_of_text
from etl.read.grid import Raw
from etl.schema.folding import folded
from portfolio.vocabulary import Phase, Priority, SpreadPotential, Status, TaskType

_MOST_ROWS, _LONGEST_WORD, _FEWEST_WORDS, _LONG = 200, 60, 2, 18
_MOSTLY, _HALF = 0.8, 0.5
_SORTS: Sequence[Callable[[Raw], bool]] = (
    *map(codes_of, (Status, Phase, Priority, SpreadPotential, TaskType)),
    lambda raw: light_of_text(raw, None).value is not None,
    is_place,
)
"""What the words of one list may all be."""

_NAMED = re.compile(
    r"(?:.* )?(?:lister|opslag|lists?|lookup|valg)(?: .*)?"
    r"|.*(?:valgliste|rulleliste|rullegardin|drop ?down|valgmulighed|vaerdiliste|validering|opslagsliste).*"
)


def holds_word_lists(view: View) -> bool:
    """Tell a sheet of words to choose from.

    Each column is a run of short words, none of them twice, and most are words of a code or places. Where the
    sheet is hidden, or its name says what it holds, one such column among runs of uneven length tells enough.
    """
    columns = _columns(view)
    if columns is None or len(columns) < _FEWEST_WORDS:
        return False
    known = sum(_is_known(words) for words in columns) / len(columns)
    is_aside = view.sheet.is_hidden or bool(_NAMED.fullmatch(folded(view.sheet.name or "")))
    is_uneven = len({len(words) for words in columns}) > 1
    return known == 1 or (known > 0 and is_aside and is_uneven) or (known > _HALF and is_uneven)


def _columns(view: View) -> list[list[str]] | None:
    """Give the words below each heading; None where anything stands there that no word list has."""
    if view.sheet.row_count > _MOST_ROWS:
        return None
    rows = [row for row in range(view.sheet.first_row, view.last_row + 1) if view.filled(row)]
    while rows and len(view.filled(rows[0])) == 1:
        rows = rows[1:]
    found = [_words(view, rows, column) for column in (view.filled(rows[0]) if rows else ())]
    held = {column for row in rows for column in view.filled(row)}
    columns = [words for words in found if words is not None]
    return columns if len(columns) == len(found) == len(held) else None


def _words(view: View, rows: Sequence[int], column: int) -> list[str] | None:
    """Give a column's words if they stand below each other from the heading on, each once."""
    texts = [view.text(row, column) for row in rows]
    last = max((n for n, row in enumerate(rows) if column in view.filled(row)), default=0)
    words = texts[1 : last + 1]
    is_run = len(words) >= _FEWEST_WORDS and all(0 < len(word) <= _LONGEST_WORD for word in words)
    return words if is_run and len(set(words)) == len(words) else None


def _is_known(words: Sequence[str]) -> bool:
    """Tell words nearly all of which are of one code, or places; titles may hold such words too."""
    if sum(map(len, words)) > _LONG * len(words):
        return False
    return any(sum(map(is_sort, words)) >= _MOSTLY * len(words) for is_sort in _SORTS)
