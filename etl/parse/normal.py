"""One spelling for comparison: case, white space, soft hyphens and outer punctuation do not count."""

import re
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_JOINTS = re.compile(r"[\s\-‐‑–—_]+")
_OUTER = " \t.,:;!'\"`´()[]{}“”„‟‘’‚»«*•·"
_MOST_REMEMBERED = 20_000
"""Lists say the same words again and again, and every field looks at each."""

_PLAIN_LETTERS = {
    "æ": "ae",
    "ä": "ae",
    "ø": "oe",
    "ö": "oe",
    "å": "aa",
    "é": "e",
    "è": "e",
    "ê": "e",
    "á": "a",
    "à": "a",
}
_FOLDS = str.maketrans(_PLAIN_LETTERS)


def tidy(text: str) -> str:
    """Collapse white space and drop what cannot be seen (soft hyphens, zero-width characters)."""
    if (
        text.isprintable() and "  " not in text
    ):  # of white space and what cannot be seen only a space is printable
        return text.strip()
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def normal(text: str) -> str:
    """Give the text in lower case, tidy, without outer punctuation; punctuation alone is kept."""
    plain = tidy(text).casefold()
    return plain.strip(_OUTER) or plain


@lru_cache(maxsize=_MOST_REMEMBERED)
def fold(text: str) -> str:
    """Give the normal text with æ as ae, ø as oe, å as aa, and hyphens as spaces."""
    if text.isascii() and text.isalnum():
        return text.casefold()
    plain = normal(text)
    folded = plain if plain.isascii() else plain.translate(_FOLDS)
    if not folded.replace(" ", "").isalnum():
        folded = _JOINTS.sub(" ", folded)
    return folded.strip(_OUTER) or plain


def rough_folds(texts: Sequence[str]) -> Sequence[bytes]:
    """Give for each text letters and digits of its fold: texts whose folds are the same have the same.

    All are made together, which takes a tenth of the time that so many folds take.
    """
    together = _BETWEEN.join(texts)
    if together.count(_BETWEEN) >= len(texts):  # a text that holds the sign itself would become two
        together = _BETWEEN.join(text.replace(_BETWEEN, "") for text in texts)
    together = together.casefold()
    for letter, plain in _PLAIN_LETTERS.items():
        together = together.replace(letter, plain)
    return together.encode("ascii", "ignore").translate(None, _NO_LETTERS).split(_BETWEEN.encode())


_BETWEEN = "\x00"
_NO_LETTERS = bytes(code for code in range(1, 128) if not chr(code).isalnum())


def is_lone_sign(text: str) -> bool:
    """Tell whether the text is only dashes, dots or question marks: somebody had nothing to write.

    A system's word for nothing and a choice that was not made ("NULL", "N/A", "(tom)", "<Vælg>") are no more.
    """
    if text[:1].isalnum() and text[:1] not in "nNvV":
        return False
    return bool(_LONE.fullmatch(tidy(text)))


_LONE = re.compile(
    r"[-‐‑–—−_./?…\s]*|null|n/a|n\.a\."
    r"|[(\[<{‹«]\s*(?:null|tomt?|blank|blanke?|ingen|intet|none|ikke udfyldt|ikke angivet)\s*[)\]>}›»]"
    r"|[(\[<{‹«]\s*vælg\b[^()\[\]<>{}‹›«»]{0,30}[)\]>}›»]|[-–—]+\s*vælg\b[^-–—]{0,30}[-–—]+"
    r"|vælg(?: her)?[ .…]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=_MOST_REMEMBERED)
def plain_letters(text: str) -> str:
    """Give the text tidy, in lower case and with æ as ae, ø as oe, å as aa; hyphens and punctuation stay."""
    return tidy(text).casefold().translate(_FOLDS)
