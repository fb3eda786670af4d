"""One spelling for comparison: case, Danish letters, hyphens, punctuation and white space do not matter."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e", "\u00ad": None}
)
_BROKEN_WORD = re.compile(r"(?<=\w)-\s*\n\s*(?=[a-zæøå])")
_NO_WORD = re.compile(r"[^0-9a-z%#+]+")


def unbroken(text: str) -> str:
    """Put a word together that was parted at the end of a line ("Mål-" and "gruppe")."""
    return _BROKEN_WORD.sub("", text)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Fold a text to plain words: "Kommune(r) – hvilke?" is "kommune r hvilke"."""
    whole = unbroken(unicodedata.normalize("NFC", text))
    return _NO_WORD.sub(" ", whole.casefold().translate(_LETTERS)).strip()
