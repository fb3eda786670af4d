"""One end of a date: a day, a week, a month, ... written in one of many ways, perhaps without its year."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.parse import spans
from etl.parse.normal import plain_letters
from etl.parse.spans import Ends, full_year
from etl.schema.words import words
from portfolio.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date.

    Attributes:
        precision: what kind of span it is.
        at: first and last day in a given year; raises ValueError where that year has no such day.
        year: the year in the text; None where it must be inferred.
        again: the same kind of end with another number ("uge 41-43": the second week).
    """

    precision: Precision
    at: Callable[[int], Ends]
    year: int | None = None
    again: Callable[[int], "Point"] | None = None


def _any(spellings: Iterable[str]) -> str:
    """Make a regular expression of spellings, the longest first."""
    folded = sorted({plain_letters(word) for word in spellings}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in folded)


def _meanings(section: str) -> dict[str, int]:
    return {plain_letters(word): int(key) for key, all_of in words(section).items() for word in all_of}


def _spellings(section: str) -> str:
    return _any(word for all_of in words(section).values() for word in all_of)


_MONTHS, _WEEKDAYS, _SEASONS = _meanings("months"), _meanings("weekdays"), _meanings("seasons")
_THIRDS, _ORDINALS = _meanings("thirds"), _meanings("ordinals")
_FEASTS = {plain_letters(word): name for name, all_of in words("feasts").items() for word in all_of}

_YEAR4 = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
_YEAR = r"(?P<year>(?:19|20|21)\d\d|['’]?\d\d)(?!\d)"
_NEXT = r"(?P<next>(?:19|20|21)\d\d|\d\d)(?!\d)"
_GAP = r"(?:\s*[,./-]\s*|\s+(?:(?:i|af|aar|of|in)\s+)?|(?=['’]))"
_NAME = rf"(?P<name>{_any(_MONTHS)})\.?"
_WEEKDAY = rf"(?P<weekday>{_any(_WEEKDAYS)})\.?"
_ON = rf"(?:{_WEEKDAY},?\s+)?(?:(?:den|d\.?)\s*)?"
_WEEK = rf"(?:{_any(words('weeks')['week'])})\.?\s*(?:nr\.?\s*)?(?P<week>\d\d?)(?!\d)"
_WEEK_YEAR = r"(?:(?:\s*[,./]\s*|\s*-\s*|\s+(?:i\s+)?)(?P<year>(?:19|20|21)\d\d|['’]\d\d)(?!\d))?"
_NUMBER = rf"(?P<number>\d|{_any(_ORDINALS)})"
_LEAD = re.compile(rf"(?:{_any(words('date_lead')['lead'])})(?:\s*[.:]\s*|\s+)(?=\S)")
_LABEL = re.compile(
    r"(?:start|slut|afslutning|opstart|begyndelse|startdato|slutdato)\s*:\s*"
    r"|(?:start(?=\s+(?:den\s|d\.|\d))|opstart|opstartes|starter|startdato|igangsat|paabegyndt|afslutning|slutdato)\.?\s+"
)
_MONTH_AND_SHORT_YEAR = r"(?P<month>0?[1-9]|1[0-2])\s*[/-]\s*(?P<year>1[3-9]|2\d|30)"


def _year(match: re.Match[str]) -> int | None:
    found = match.groupdict().get("year")
    return full_year(found) if found else None


def _day(month: int, number: int, year: int | None) -> Point:
    return Point(
        Precision.DAY, lambda y: spans.day(y, month, number), year, lambda other: _day(month, other, year)
    )


def _numeric_day(match: re.Match[str]) -> Point:
    return _day(int(match["month"]), int(match["day"]), _year(match))


def _named_day(match: re.Match[str]) -> Point:
    return _day(_MONTHS[match["name"]], int(match["day"]), _year(match))


def _week(number: int, year: int | None) -> Point:
    return Point(Precision.WEEK, lambda y: spans.week(y, number), year, lambda other: _week(other, year))


def _matched_week(match: re.Match[str]) -> Point:
    return _week(int(match["week"]), _year(match))


def _weekday_in_week(match: re.Match[str]) -> Point:
    weekday, number = _WEEKDAYS[match["weekday"]], int(match["week"])

    def at(year: int) -> Ends:
        found = dt.date.fromisocalendar(year, number, weekday)
        return found, found

    return Point(Precision.DAY, at, _year(match))


def _month(number: int, year: int | None) -> Point:
    return Point(Precision.MONTH, lambda y: spans.months(y, number), year, lambda other: _month(other, year))


def _named_month(match: re.Match[str]) -> Point:
    return replace(_month(_MONTHS[match["name"]], _year(match)), again=None)


def _numbered_month(match: re.Match[str]) -> Point:
    return _month(int(match["month"]), _year(match))


def _number(match: re.Match[str], last: int) -> int:
    """Give the number of a quarter or half year; "sidste" is the last of them."""
    number = _ORDINALS.get(match["number"])
    return int(match["number"]) if number is None else number or last


def _quarter_number(number: int, year: int | None) -> Point:
    def again(other: int) -> Point:
        return _quarter_number(other, year)

    return Point(Precision.QUARTER, lambda y: spans.months(y, 3 * number - 2, 3), year, again)


def _quarter(match: re.Match[str]) -> Point:
    return _quarter_number(_number(match, 4), _year(match))


def _half_number(number: int, year: int | None) -> Point:
    def again(other: int) -> Point:
        return _half_number(other, year)

    return Point(Precision.HALF_YEAR, lambda y: spans.months(y, 6 * number - 5, 6), year, again)


def _half(match: re.Match[str]) -> Point:
    return _half_number(_number(match, 2), _year(match))


def _follows(match: re.Match[str]) -> bool:
    """Tell whether the second year of a pair such as 19/20, if there is one, follows the first."""
    return match["next"] is None or full_year(match["next"]) % 100 == (full_year(match["year"]) + 1) % 100


def _season(match: re.Match[str]) -> Point | None:
    """Read a season; winter begins in December of its (first) year."""
    month = _SEASONS[match["name"]]
    if match["next"] and (month != 12 or not _follows(match)):
        return None
    return Point(Precision.SEASON, lambda y: spans.months(y, month, 3), _year(match))


def _turn_of_year(match: re.Match[str]) -> Point | None:
    """Read the turn of the year: 15 December to 15 January, by the field's convention."""
    if not _follows(match):
        return None
    return Point(Precision.RANGE, lambda y: (dt.date(y, 12, 15), dt.date(y + 1, 1, 15)), _year(match))


def _school_year(match: re.Match[str]) -> Point | None:
    if not _follows(match):
        return None
    return Point(Precision.RANGE, lambda y: spans.months(y, 8, 12), _year(match))


def _whole_year(match: re.Match[str]) -> Point:
    year = full_year(match["year"])

    def again(other: int) -> Point:
        return Point(Precision.YEAR, lambda y: spans.months(y, 1, 12), year - year % 100 + other)

    return Point(Precision.YEAR, lambda y: spans.months(y, 1, 12), year, again)


def _third(match: re.Match[str]) -> Point | None:
    """Read primo, medio, ultimo of something; of a day or week such a word is only a label ("Start 1/4")."""
    whole = point(match["rest"])
    if whole is None or whole.precision in (Precision.DAY, Precision.WEEK):
        return whole
    number = _THIRDS[re.sub(r"\s+", " ", match["third"])]
    if whole.precision in (Precision.RANGE, Precision.THIRD):
        return None
    at = whole.at
    precision = Precision.THIRD if whole.precision == Precision.MONTH else Precision.RANGE
    return Point(precision, lambda y: _third_of(at(y), number, precision), whole.year)


def _third_of(ends: Ends, number: int, precision: Precision) -> Ends:
    first = ends[0]
    if precision == Precision.THIRD and first is not None:
        return spans.third_of_month(first.year, first.month, number)
    return spans.third_of(ends, number)


def _feast_words(match: re.Match[str]) -> Callable[[int], tuple[dt.date, dt.date]]:
    name = _FEASTS[match["feast"]]
    return lambda year: spans.feast(name, year)


def _feast(match: re.Match[str]) -> Point:
    return Point(Precision.RANGE, _feast_words(match), _year(match))


def _before_feast(match: re.Match[str]) -> Point | None:
    if not _follows(match):
        return None
    closed = _feast_words(match)
    return Point(Precision.RANGE, lambda y: (None, closed(y)[0] - dt.timedelta(days=1)), _year(match))


def _after_feast(match: re.Match[str]) -> Point | None:
    if not _follows(match):
        return None
    closed, year = _feast_words(match), _year(match)
    if year and not match["next"] and _FEASTS[match["feast"]] == "new_year":
        year -= 1  # "efter nytår 2027" is in 2027, though the feast closes 2026.
    return Point(Precision.RANGE, lambda y: (closed(y)[1] + dt.timedelta(days=1), None), year)


def _before(match: re.Match[str]) -> Point | None:
    """Read "inden 1. marts" (by that day) and "inden marts" (by the last day before it)."""
    limit = point(match["rest"])
    if limit is None:
        return None
    at, less = limit.at, dt.timedelta(days=0 if limit.precision == Precision.DAY else 1)

    def ends(year: int) -> Ends:
        first = at(year)[0]
        return None, first - less if first else None

    return Point(Precision.RANGE, ends, limit.year)


def _after(match: re.Match[str]) -> Point | None:
    limit = point(match["rest"])
    if limit is None:
        return None
    at, more = limit.at, dt.timedelta(days=0 if limit.precision == Precision.DAY else 1)

    def ends(year: int) -> Ends:
        last = at(year)[1]
        return (last + more if last else None), None

    return Point(Precision.RANGE, ends, limit.year)


def _through(match: re.Match[str]) -> Point | None:
    rest = re.sub(r"^aaret\b\s*", "", match["rest"].strip())
    limit = point(rest) if rest else Point(Precision.YEAR, lambda y: spans.months(y, 1, 12))
    if limit is None:
        return None
    at = limit.at
    return Point(Precision.RANGE, lambda y: (None, at(y)[1]), limit.year)


def _year_first(match: re.Match[str]) -> Point | None:
    rest = point(match["rest"])
    if rest is None or rest.year is not None or rest.precision in (Precision.YEAR, Precision.RANGE):
        return None
    return replace(rest, year=full_year(match["year"]))


Maker = Callable[[re.Match[str]], Point | None]

_FORMS: tuple[tuple[str, Maker], ...] = (
    (rf"{_YEAR4}\s*[-./]\s*(?P<month>\d\d?)\s*[-./]\s*(?P<day>\d\d?)\.?", _numeric_day),
    (rf"{_MONTH_AND_SHORT_YEAR}", _numbered_month),
    (rf"{_ON}(?P<day>\d\d?)\s*[./-]\s*(?P<month>\d\d?)(?!\d)\.?(?:{_GAP}{_YEAR})?\.?", _numeric_day),
    (
        rf"{_ON}(?P<day>\d\d?)(?:st|nd|rd|th|te)?\s*[./-]?\s*(?:(?:i|of)\s+)?{_NAME}(?:(?:{_GAP}|\s*){_YEAR})?",
        _named_day,
    ),
    (rf"{_NAME}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR4}", _named_day),
    (rf"{_YEAR4}\s*[-./]\s*(?P<month>0?[1-9]|1[0-2])", _numbered_month),
    (rf"(?P<month>\d\d?)\s*[-./]\s*{_YEAR4}", _numbered_month),
    (rf"{_NAME}(?:\s+maaned)?(?:(?:{_GAP}|\s*){_YEAR})?", _named_month),
    (rf"{_WEEK}{_WEEK_YEAR}", _matched_week),
    (rf"{_WEEKDAY},?\s+(?:i\s+)?{_WEEK}{_WEEK_YEAR}", _weekday_in_week),
    (rf"{_NUMBER}\.?\s*(?:{_any(words('quarters')['quarter'])})\.?(?:(?:{_GAP}|\s*){_YEAR})?", _quarter),
    (rf"(?:{_any(words('quarters')['letter'])})\.?\s*{_NUMBER}\.?(?:{_GAP}{_YEAR})?", _quarter),
    (rf"{_NUMBER}\.?\s*(?:{_any(words('halves')['half'])}|h)\.?(?:(?:{_GAP}|\s*){_YEAR})?", _half),
    (rf"(?:{_any(words('halves')['letter'])})\.?\s*(?P<number>[12])(?:{_GAP}{_YEAR})?", _half),
    (rf"(?P<name>{_any(_SEASONS)})(?:{_GAP}{_YEAR}(?:\s*[/-]\s*{_NEXT})?)?", _season),
    (rf"(?:{_any(words('turn_of_year')['turn'])})(?:{_GAP}{_YEAR}(?:\s*[/-]\s*{_NEXT})?)?", _turn_of_year),
    (rf"(?:skoleaaret|skoleaar){_GAP}{_YEAR}(?:\s*[/-]\s*{_NEXT})?", _school_year),
    (rf"(?:kalenderaaret|aaret|aar|hele)?\s*{_YEAR4}", _whole_year),
    (r"(?P<year>['’]\d\d)", _whole_year),
    (rf"(?P<third>{_any(_THIRDS)})\.?[\s-]+(?:(?:i|af|paa|of)\s+)?(?P<rest>.+)", _third),
    (rf"(?:{_any(words('limits')['through'])})\s*(?P<rest>.*)", _through),
    (
        rf"(?:{_any(words('limits')['before'])})\s+(?P<feast>{_any(_FEASTS)})(?:{_GAP}{_YEAR}(?:\s*[/-]\s*{_NEXT})?)?",
        _before_feast,
    ),
    (
        rf"(?:{_any(words('limits')['after'])})\s+(?P<feast>{_any(_FEASTS)})(?:{_GAP}{_YEAR}(?:\s*[/-]\s*{_NEXT})?)?",
        _after_feast,
    ),
    (rf"(?P<feast>{_any(_FEASTS)})(?:{_GAP}{_YEAR})?", _feast),
    (rf"(?:{_any(words('limits')['before'])})\s+(?P<rest>.+)", _before),
    (rf"(?:{_any(words('limits')['after'])})\s+(?P<rest>.+)", _after),
    (rf"{_YEAR4}(?:\s*[,:]\s*|\s+|[-/]|(?=[a-z]))(?P<rest>.+)", _year_first),
)
_COMPILED = tuple((re.compile(pattern), maker) for pattern, maker in _FORMS)
_SHORT_YEAR = re.compile(_MONTH_AND_SHORT_YEAR)
_THIRD_WORD = re.compile(rf"(?:{_any(_THIRDS)})\.?")
_LONGEST = 70
_MOST_REMEMBERED = 20_000
"""The same pieces are looked at for each way to split a period, and for each column's fit."""


@lru_cache(maxsize=_MOST_REMEMBERED)
def point(text: str) -> Point | None:
    """Read one end of a date from folded text, or give None where the text is none."""
    return _known(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(maxsize=20_000)
def _known(text: str) -> Point | None:
    """Read each text once: the many ways to part an odd text into two ends meet the same pieces."""
    for pattern, maker in _COMPILED:
        match = pattern.fullmatch(text)
        found = maker(match) if match else None
        if found is not None:
            return found
    return _without_lead(text)


def _without_lead(text: str) -> Point | None:
    lead = _LEAD.match(text) or _LABEL.match(text)
    return point(text[lead.end() :]) if lead else None


def reads_as_month_and_year(text: str) -> bool:
    """Tell whether the text is a month and a short year, such as 12/20, that looks like a day."""
    return bool(_SHORT_YEAR.fullmatch(text))


def third_word(text: str) -> str | None:
    """Give the word that takes a third of what follows it ("primo"), where the text begins with one."""
    match = _THIRD_WORD.match(text)
    return match[0] if match else None
