"""Text as people meant it: composed letters, plain spaces, and none of the characters that nobody sees."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import isfinite

from etl.read.coding import coded
from etl.read.grid import Raw, Sheet

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


def clean_values(raws: Sequence[Raw]) -> Sequence[Raw]:
    """Clean texts; a number that is none ("NaN", or thousands of digits in a damaged file) is no value."""
    texts = [raw for raw in raws if isinstance(raw, str)]
    if len(texts) == len(raws) and _are_plain("".join(texts)):
        return [text.strip() or None for text in texts]
    return list(map(_cleaned, raws))


_ORDINARY = bytes((0x09, 0x0A, *range(0x20, 0x7F), *range(0x80, 0xC0), 0xC3))
"""What ASCII texts with letters such as "æ" and "é" are made of in UTF-8, and no other text is."""


def _are_plain(texts: str) -> bool:
    """Tell whether texts need no cleaning but at their ends; what holds for them together holds for each."""
    if not texts.encode("utf-8", "surrogatepass").translate(None, _ORDINARY):
        return True
    return texts.isprintable() and unicodedata.is_normalized("NFC", texts)


def _cleaned(raw: Raw) -> Raw:
    if isinstance(raw, str):
        return clean_text(raw)
    return None if isinstance(raw, float) and not isfinite(raw) else raw


def clean_sheet(name: str | None, rows: Iterable[Sequence[Raw]], first_column: int = 1) -> Sheet:
    """Give a sheet of cleaned values, without what is empty at the end of its rows and columns."""
    return Sheet(name, coded(rows, clean_values), first_column=first_column)
