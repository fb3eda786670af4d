"""Dates inside other words: "Afventer PLO, møde 12/3-26", "SSG 17/3-16"."""

import re

from etl.parse.budget import spend
from etl.parse.ranges import Period, read_period

_LONGEST_EXPRESSION = 90
_LONGEST_WINDOW = 8
_MOST_WORDS = 200
_SHORT_TEXT = 4
_OUTER = " \t.,;:*!?~'\"“”„«»-→"
_ROUND_THE_CLOCK = "24/7"
_MAY_BEGIN = re.compile(
    r"(?:\d|['’]\d|uge|u\d|q\d|k\d|h\d|kv|primo|medio|ultimo|start|slut|midt|begynd|foerste|anden|andet|"
    r"inden|foer|efter\b|senest|tidligst|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|foraar|sommer|efteraar|vinter|aarsskift)"
)
_IS_DEFINITE = re.compile(
    r"(?:19|20)\d\d|\d[./-]\s?\d|\d\.?\s+[a-z]{3}|[a-z]{3}[.\s-]*['’]?\d\d\b|uge \d|u\d"
)


def dates_inside(folded: str, hint: int | None) -> list[Period]:
    """Find the dates in folded text, the longest at each place; impossible ones are left out."""
    tokens = re.sub(r"[()\[\];!~≈*\"]", " ", folded).split()[:_MOST_WORDS]
    found: list[Period] = []
    at = 0
    while at < len(tokens):
        spend()
        may_be_bare = at > 0 and len(tokens) <= _SHORT_TEXT
        period, used = _longest_date(tokens[at:], hint, may_be_bare=may_be_bare)
        found += [period] if period is not None else []
        at += used
    return found


def _longest_date(tokens: list[str], hint: int | None, *, may_be_bare: bool) -> tuple[Period | None, int]:
    """Read the longest date that the words begin with, and tell how many it takes.

    A month's name alone may be a person's; it counts only where it ends a short text ("sendt ud marts").
    """
    if not _MAY_BEGIN.match(tokens[0]):
        return None, 1
    for count in range(min(_LONGEST_WINDOW, len(tokens)), 0, -1):
        window = " ".join(tokens[:count]).strip(_OUTER)
        if _IS_DEFINITE.search(window) or (may_be_bare and count == len(tokens)):
            period = _date_in(window, hint)
            if period is not None:
                return period, count
    return None, 1


def _date_in(window: str, hint: int | None) -> Period | None:
    if len(window) > _LONGEST_EXPRESSION or window == _ROUND_THE_CLOCK:
        return None
    try:
        return read_period(window, hint, is_prose=True)
    except ValueError:
        return None
