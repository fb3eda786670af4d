"""Whether a list tells the same as the month before: word for word, or with nothing else than a day changed.

Word for word is word for word. Nearly so is told apart, and only where it is sure: what is left when days,
punctuation and capitals are taken away is the same words in the same order. A number that is no day is news,
and so is one word or sign of a number more.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Retelling(StrEnum):
    """How near a text is to the one before."""

    VERBATIM = "verbatim"
    NEARLY = "nearly"


_MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    "january|february|march|june|july|october"
)
_SHORT_MONTHS = "may|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec"
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAYS = re.compile(
    rf"""
    \b{_YEAR}-\d{{2}}(?:-\d{{2}})?\b                              # 2026-11-23, 2026-11
    | \b{_DAY}\s?[./-]\s?{_MONTH}\s?[./-]\s?(?:{_YEAR}|\d{{2}})\b   # 23.11.2026, 23/11-26
    | \b(?:d\.|den|pr\.)\s*{_DAY}[./]{_MONTH}(?![\d./%])            # d. 23/11; 2/3 alone is a share
    | \b(?:{_DAY}\.?\s+)?(?:{_MONTHS})\b(?:\s+{_YEAR}\b)?           # 23. november 2026, november
    | \b{_DAY}\.?\s+(?:{_SHORT_MONTHS})\b\.?(?:\s+{_YEAR}\b)?      # 23. nov.
    | \b(?:{_SHORT_MONTHS})\b\.?\s+{_YEAR}\b                       # nov. 2026
    | \b(?:uge|week)\s+\d{{1,2}}\b                               # uge 47
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = re.compile(r"(?<![^\W_])[+−-]?[^\W_]+(?:[.,:/][^\W_]+)*|[%‰€$<>=±]")
_LEAST_WORDS = 3
"""Of fewer words too little is left to say that the text is the same."""


@lru_cache(maxsize=4096)
def words_beside_days(text: str) -> tuple[str, ...]:
    """Give a text's words without days, punctuation and capitals; a number keeps its signs."""
    without = _DAYS.sub(" ", text)
    return tuple(word.casefold() for word in _WORDS.findall(without))


def retelling(before: str | None, now: str | None) -> Retelling | None:
    """Tell how near a text is to the one before; None: it says something else, or nothing."""
    if not before or not now:
        return None
    if before == now:
        return Retelling.VERBATIM
    words = words_beside_days(now)
    is_the_same = len(words) >= _LEAST_WORDS and words == words_beside_days(before)
    return Retelling.NEARLY if is_the_same else None
