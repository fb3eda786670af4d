"""Numbers as people type them: "12,5", "1.234", "-3", "85 %"."""

import re

from portfolio.process.deeds import ProcessRefusedError

_NUMBER = re.compile(
    r"(?P<sign>[-−–]?)\s*(?P<whole>\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:[,.](?P<part>\d{1,6}))?"
)
_LONGEST = 40
_LARGEST = 1e12


def typed_number(text: str) -> float | None:
    """Read a number as somebody in Denmark types it; None of nothing.

    A comma parts off decimals; so does a point that does not stand before three digits.

    Raises:
        ProcessRefusedError: it cannot be read.
    """
    said = text.strip().removesuffix("%").strip()
    if not said:
        return None
    found = _NUMBER.fullmatch(said) if len(said) <= _LONGEST else None
    if found is None:
        raise ProcessRefusedError("effect.number_unreadable", text=said[:_LONGEST])
    whole = re.sub(r"\D", "", found["whole"])
    value = float(f"{whole}.{found['part'] or '0'}")
    if value > _LARGEST:
        raise ProcessRefusedError("effect.number_unreadable", text=said)
    return -value if found["sign"] else value
