"""Whether two cells say the same, however they are written."""

import math
import re
import unicodedata

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
        return _plain(_said(one)) == _plain(_said(other))
    if one.organisation is not None and one.organisation == other.organisation:
        return True
    return one.currency == other.currency and _is_same_value(one.value, other.value)


def _said(cell: CellValue | None) -> str:
    """Give what a cell without a value says; one with a value says something that nothing else does."""
    if cell is None:
        return ""
    if cell.value is not None:
        return cell.text or f"\x00{cell.value}"
    return cell.text if _LETTER.search(cell.text) else ""


def _is_same_value(one: Value, other: Value) -> bool:
    if isinstance(one, FuzzyDate) and isinstance(other, FuzzyDate):
        return _days(one) == _days(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _plain(one) == _plain(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def _days(date: FuzzyDate) -> tuple[object, ...]:
    return date.first, date.last, date.precision is Precision.OPEN


def _plain(text: str) -> str:
    """Give a text without what is only the way it was typed."""
    signs = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return _SPACES.sub(" ", signs).strip().rstrip(".").rstrip()
