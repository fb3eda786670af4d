"""How alike two titles are."""

import re
import unicodedata

from rapidfuzz import fuzz

KEY_TITLE_LIKENESS = 0.7
"""How alike titles must be for the same key to mean the same initiative.

Two titles of one initiative with a word added or dropped lie above; two unlike initiatives that got the same
running number in different months lie below: of random pairs within real lists 1 in 500 does not.
"""

_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u"})
_BREAKS = re.compile(r"[^0-9a-z]+")
_FORMER = re.compile(
    r"[(\[,;–-]\s*(?:tidl\.?|tidligere|førhen|før|formerly)(?:\s+kaldt)?[:\s]+(?P<title>[^)\]]+)",
    re.IGNORECASE,
)
_TELLING_LETTERS = 6


def fold(text: str) -> str:
    """Give a text for comparison: small letters, æøå spelled out, no accents, one space for all else."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLINGS)
    signs = unicodedata.normalize("NFKD", spelled)
    plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return _BREAKS.sub(" ", plain).strip()


def likeness(one: str, other: str) -> float:
    """Tell how alike two folded titles are, from 0 to 1.

    Letters compared in order, or the shorter title standing word for word inside the longer.
    """
    in_order: float = fuzz.ratio(one, other) / 100
    return max(in_order, _contained(one.split(), other.split()))


def _contained(one: list[str], other: list[str]) -> float:
    """Give 0.9 when the words of the shorter title all stand in the other, if long enough to tell."""
    fewer, more = sorted((one, other), key=len)
    return 0.9 if len("".join(fewer)) >= _TELLING_LETTERS and set(fewer) <= set(more) else 0.0


def former_title(title: str) -> str | None:
    """Give the folded title that a title says it had before: "Ungdomsliv (tidl. Mental trivsel unge)"."""
    found = _FORMER.search(title)
    return fold(found["title"]) or None if found else None
