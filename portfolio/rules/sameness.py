"""Whether two cells say the same, however they are written."""

import re
import unicodedata
from collections.abc import Hashable
from functools import lru_cache

from portfolio.records import CellValue, FuzzyDate, Value
from portfolio.vocabulary import Precision

_SPACES = re.compile(r"\s+")
_SIGNS = str.maketrans(
    {"\u00ad": None, "–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "’": "'", "»": '"', "«": '"'}
)
_LETTER = re.compile(r"\w")


def is_same(one: CellValue | None, other: CellValue | None) -> bool:
    """Tell whether two cells say the same.

    Values are compared, not texts: dates by the days they can mean, amounts in kroner, codes, and
    municipalities in any order. A cluster or area that was recognised is compared by what it is. Texts are
    the same whatever their case, white space, line breaks, kind of dash or quotation mark, and full stop at
    the end. What could not be read is compared by its text. A cell that is missing, empty or holds but a dash
    is not stated.
    """
    if one is None or other is None or one.value is None or other.value is None:
        return _unread(one) == _unread(other)
    if one.organisation is not None and one.organisation == other.organisation:
        return True
    return one.currency == other.currency and value_key(one.value) == value_key(other.value)


def value_key(value: Value) -> Hashable:
    """Give what a value says: the same for two values that differ only in how they are written."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, FuzzyDate):
        return value.first, value.last, value.precision is Precision.OPEN
    return frozenset(value) if isinstance(value, tuple) else round(value, 9)


@lru_cache(maxsize=1 << 15)
def plain_text(text: str) -> str:
    """Give a text without what is only the way it was typed."""
    signs = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return _SPACES.sub(" ", signs).strip().rstrip(".").rstrip()


def _unread(cell: CellValue | None) -> Hashable:
    """Give what stands in a cell that may not have been read: None where nothing does."""
    if cell is None:
        return None
    if cell.value is not None:
        return value_key(cell.value)
    return (plain_text(cell.text),) if _LETTER.search(cell.text) else None
