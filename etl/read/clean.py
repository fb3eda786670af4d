"""Text as people meant it: composed letters, plain spaces, and none of the characters that nobody sees."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import isfinite

from etl.read.grid import Raw

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Control characters but tab and line break, soft hyphens, zero-width and text direction characters."""

_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x85")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def clean_text(text: str) -> str | None:
    """Clean a cell's text; None when nothing is left."""
    if not text.isprintable():
        text = _UNSEEN.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", text).strip() or None


class _Cleaned(dict[str, str | None]):
    """Each text cleaned once, however many cells hold it."""

    def __missing__(self, text: str) -> str | None:
        cleaned = self[text] = clean_text(text)
        return cleaned


def clean_rows(rows: Iterable[Sequence[Raw]]) -> list[list[Raw]]:
    """Clean every text, and leave out what is empty at the end of each row and of the sheet.

    A number that is none (a damaged file may hold "NaN", or thousands of digits) is no value.
    """
    cleaned = _Cleaned()
    trimmed: list[list[Raw]] = []
    last = 0
    for row in rows:
        values = [
            cleaned[value]
            if value.__class__ is str
            else None
            if value.__class__ is float and not isfinite(value)
            else value
            for value in row
        ]
        trimmed.append(_trimmed(values))
        if trimmed[-1]:
            last = len(trimmed)
    del trimmed[last:]
    return trimmed


def _trimmed(values: list[Raw]) -> list[Raw]:
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return values if end == len(values) else values[:end]
