"""Numbers that are, or may be, somebody's CPR number: found and hidden, never repeated.

The rule weighs the date in the number, its checksum, what is written around it and the age it would give.
Since October 2007 numbers without a valid checksum are given too, so far only to people born on 1 January of
certain years (CPR-kontoret, "Personnumre uden kontrolciffer", 10 May 2023).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

MASK = "xxxxxx-xxxx"

_CANDIDATE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?P<day>\d\d)(?P<inner>[ ./-]?)(?P<month>\d\d)(?P=inner)"
    r"(?P<century>18|19|20)?(?P<year>\d\d)"
    r"(?P<separator>[ \t\xa0]?[-‐‑‒–—−/._][ \t\xa0]?|[ \t\xa0])?(?P<tail>\d{4})(?!\d|[.,]\d)"
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_SHORTEST = 10
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_OLDEST_YEARS = 112
_SUBSTITUTE_DAYS = 60
"""A number given for want of a CPR number has sixty added to its day."""

_OLD = 1936
"""7th digit 0-3 and a year to 1936: somebody over ninety, or today's date and a running number."""

_WITHOUT_CHECKSUM = {60, 62, *range(64, 68), 69, 70, 74, 75, 78, *range(80, 93), 94, 95}
_YEARS_OF_PLANS = range(2015, 2046)
"""A date with dots and such a year is a period ("01.10.26-2030"), even where the digits happen to add up."""

_AROUND, _BEFORE = 40, 80
_CERTAIN_WORD = re.compile(r"cpr|person-?n(?:r|um)|sundhedskort|sygesikring", re.IGNORECASE)
_LIKELY_WORD = re.compile(r"\b(?:borger(?:en)?s?|patient(?:en)?s?|pt|født)\b", re.IGNORECASE)
_OTHER_NUMBER = (
    r"(?<![^\W\d_])(?:cvr|ean|gln|iban|se-?nr|p-?n(?:r|um)|tlf|tel|mobil|fax|sag|j\.? ?n|journal"
    r"|konto|faktura|ordre|version|beløb|budget|forbrug|bevilling|udgift|pris|økonomi|kr)[^\W\d_]*"
)
_OTHER_BEFORE = re.compile(
    _OTHER_NUMBER + r"[\s.:#/-]*(?:(?:n(?:r|o)|nummer|nummeret|id)\b)?[\s.:#/-]*$", re.I
)
_OTHER_HEADING = re.compile(_OTHER_NUMBER, re.IGNORECASE)


class Certainty(IntEnum):
    """How sure it is that a number is a CPR number."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the shape and a date of a CPR number; what it is follows from what stands around it.

    Attributes:
        begin: where in the text it begins.
        end: where it ends.
        is_alone: nothing else stands in the text.
        has_separator: its two parts stand apart.
        has_checksum: its last digit follows from the others, as in every number before October 2007.
        has_word: a word for CPR numbers, or for the person, stands by it.
        certainty: how sure it is.
    """

    begin: int
    end: int
    is_alone: bool
    has_separator: bool
    has_checksum: bool
    has_word: bool
    certainty: Certainty


def numbers_like_cpr(text: str, today: dt.date, heading: str = "") -> Iterator[Number]:
    """Find the numbers of a text that have the shape and a date of a CPR number.

    Args:
        text: what stands in a cell, or in a name.
        today: a number of somebody born later, or 113 years earlier, is nobody's, but looks like one.
        heading: what stands over the cell; it tells what a number that stands alone is.
    """
    if len(text) < _SHORTEST or not ("0" in text or "1" in text) or not _FOUR_DIGITS.search(text):
        return  # every month begins with 0 or 1: hardly any text costs more than a look for them
    for match in _CANDIDATE.finditer(text):
        born = _born(match)
        if born is not None:
            yield _number(match, born, today, heading)


def masked(text: str, today: dt.date, heading: str = "") -> str:
    """Give the text with such numbers hidden, as far as each may be a CPR number."""
    found = [it for it in numbers_like_cpr(text, today, heading) if it.certainty]
    for number in reversed(found):
        text = text[: number.begin] + MASK + text[number.end :]
    return text


def _born(match: re.Match[str]) -> dt.date | None:
    """Give the birthday that a number tells; None where there is no such day."""
    day, month = int(match["day"]), int(match["month"])
    year = _full_year(int(match["year"]), int(match["tail"][0]))
    if match["century"] and int(match["century"]) != year // 100:
        return None  # a date, and four digits that are no part of it
    try:
        return dt.date(year, month, day - _SUBSTITUTE_DAYS if day > _SUBSTITUTE_DAYS else day)
    except ValueError:
        return None


def _full_year(year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900 + year
    if seventh in {4, 9}:
        return (2000 if year <= 36 else 1900) + year
    return (2000 if year <= 57 else 1800) + year


def _number(match: re.Match[str], born: dt.date, today: dt.date, heading: str) -> Number:
    is_alone = match.span() == (0, len(match.string))
    signs = _Signs(
        born=born,
        is_alive=today.year - _OLDEST_YEARS <= born.year and born <= today,
        day=int(match["day"]),
        has_checksum=_has_checksum(match),
        has_separator=match["separator"] is not None,
        is_dotted=bool(match["inner"]),
        is_whole_year=match["century"] is not None,
        is_period=bool(match["inner"]) and int(match["tail"]) in _YEARS_OF_PLANS,
        word=_word(match, heading if is_alone else ""),
        is_other=bool(_OTHER_BEFORE.search(match.string, max(0, match.start() - _BEFORE), match.start()))
        or (is_alone and bool(_OTHER_HEADING.search(heading))),
    )
    return Number(
        match.start(),
        match.end(),
        is_alone,
        signs.has_separator,
        signs.has_checksum,
        bool(signs.word),
        signs.certainty(),
    )


def _has_checksum(match: re.Match[str]) -> bool:
    digits = match["day"] + match["month"] + match["year"] + match["tail"]
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _word(match: re.Match[str], heading: str) -> Certainty:
    """Weigh the words around a number: those for CPR numbers are certain, those for people likely."""
    text, begin, end = match.string, match.start(), match.end()
    around = f"{heading} {text[max(0, begin - _AROUND) : begin]} {text[end : end + _AROUND]}"
    if _CERTAIN_WORD.search(around):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if _LIKELY_WORD.search(around) else Certainty.NONE


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for and against a number being a CPR number."""

    born: dt.date
    is_alive: bool
    day: int
    has_checksum: bool
    has_separator: bool
    is_dotted: bool
    is_whole_year: bool
    is_period: bool
    word: Certainty
    is_other: bool

    def certainty(self) -> Certainty:
        if self.is_other and self.word is not Certainty.CERTAIN:
            return Certainty(self.has_checksum and self.has_separator and self.is_alive)
        if not self.is_alive:
            return Certainty(self.has_separator and not self.is_dotted)
        return self._of_somebody()

    def _of_somebody(self) -> Certainty:
        if self.word and (self.word is Certainty.CERTAIN or self._is_given):
            return Certainty.CERTAIN
        if self.is_period and self._is_like_a_running_number:
            return Certainty.NONE
        if self.is_whole_year and (self.is_dotted or not self.has_separator):
            return Certainty(self.has_checksum)
        if self.has_checksum:
            return Certainty.POSSIBLE if self._is_like_a_running_number else Certainty.CERTAIN
        if self._is_given:
            return Certainty.CERTAIN if self.has_separator else Certainty.POSSIBLE
        is_date_and_more = self.is_dotted and self._is_like_a_running_number
        return Certainty(self.has_separator and not is_date_and_more)

    @property
    def _is_given(self) -> bool:
        """Tell whether it may have been given: by its checksum, or on a day that ran out of them."""
        is_first_of_january = (self.day, self.born.month) == (1, 1)
        return self.has_checksum or (is_first_of_january and self.born.year - 1900 in _WITHOUT_CHECKSUM)

    @property
    def _is_like_a_running_number(self) -> bool:
        return self.born.year <= _OLD or self.day > _SUBSTITUTE_DAYS
