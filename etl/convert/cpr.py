"""Numbers that may be somebody's CPR number: found, never repeated."""

import re

_CANDIDATE = re.compile(
    r"(?<![\d,.])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d\s?[-–—−]\s?\d{4}(?!\d|[,.]\d)"
)
_MASK = "xxxxxx-xxxx"


def has_number_like_cpr(text: str) -> bool:
    """Tell whether a text holds digits written as a CPR number is."""
    return bool(_CANDIDATE.search(text))


def masked(text: str) -> str:
    """Give the text with such digits hidden."""
    return _CANDIDATE.sub(_MASK, text)
