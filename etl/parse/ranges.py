"""Two ends of a date: "uge 41-43", "marts 2020 - 2022", "fra marts 2020, løbende"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from etl.parse import spans
from etl.parse.normal import plain_letters
from etl.parse.points import Point, point, third_word
from etl.parse.spans import Ends, full_year
from etl.schema.words import words
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision

OPEN_WORDS = frozenset(plain_letters(word) for word in words("open")["open"])
_OPEN_NOUNS = frozenset(plain_letters(word) for word in words("open")["noun"])
_OPEN_PARTS = re.compile(r"\s*[,;:()/]\s*|\s+-\s+")
_SPLITS = (
    re.compile(
        r"\s*,?\s+(?:til og med|frem til|indtil|t\.?o\.?m\.?|til|to)\s+|\s+-\s*|\s*-\s+|\s*(?:→|->|>)\s*"
    ),
    re.compile(
        r"\s*[,;.]?\s*\b(?:slut|afslutning|slutdato)\s*:\s*"
        r"|\s*(?:[,;.]|\bog)?\s+(?:slut|slutter|afslutning|afsluttes|slutdato|sluttidspunkt)\s+"
    ),
    re.compile(r"\s*[-+&]\s*"),
    re.compile(r"\s*/\s*"),
    re.compile(r"\s*,?\s+(?:og|samt|and|eller|el\.?|or)\s+|\s*,\s*"),
)
_PROSE_SPLITS = _SPLITS[:4]
_BARE = re.compile(r"(\d\d?)\.?(?:\s*[,./ ]\s*(?:i\s+)?((?:19|20)\d\d|['’]?\d\d))?")
_BARE_LIST = re.compile(r"(?:(?:\d\d?)\.?(?:\s*[,/+]\s*|\s+(?:og|eller|el\.?)\s+))+(\d\d?)\.?")
_ON = re.compile(r"(?:fra\s+|den\s+|d\.?\s*)+(?=\d)")
_ONLY_START = re.compile(r"(?:fra|fra og med|fom|siden|from|since|tidligst)[\s.:]")
_ONLY_END = re.compile(r"(?:til|til og med|frem til|indtil|tom|until|senest|-)[\s.:]")
_UNKNOWN_END = frozenset(("?", "??", "???", "tbd", "ukendt", "xx", "uvist"))
_OPEN_TAIL = re.compile(r"\s*(?:,|og|-|→|->|>)?\s*$")
_OPEN_SINCE = re.compile(r"(.+?),?\s+(?:fra og med|fra|siden|since|from)\s+(.+)")
_OPEN_UNTIL = re.compile(r"(.+?),?\s+(?:frem til|indtil|til og med|til|until)\s+(.+)")
_MOST_PIECES = 12
_COUNTS = {
    plain_letters(word): int(count) for count, all_of in words("number_words").items() for word in all_of
}
_UNITS = {plain_letters(word): unit for unit, all_of in words("durations").items() for word in all_of}
_LENGTH = (
    rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})[\s-]*"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\.?"
)
_FOR_SO_LONG = (
    re.compile(rf"{_LENGTH}\s+(?:regnet\s+)?(?:fra|fra og med|fra den|from)\s+(?P<start>.+)"),
    re.compile(rf"(?P<start>.+?)\s*(?:\+|,?\s+og\s+|\s+plus\s+)\s*{_LENGTH}(?:\s+frem)?"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A date as a period: ``whole`` is all of it, ``start`` and ``end`` its first and last part.

    A date of one part is both; "løbende" has no start, and ``end`` that is open.
    """

    whole: FuzzyDate
    start: FuzzyDate | None
    end: FuzzyDate | None


class YearUnknownError(ValueError):
    """A date whose year stands neither in the text nor around it."""


class ReversedError(ValueError):
    """A period whose end lies before its start."""


OPEN = FuzzyDate(None, None, Precision.OPEN)


def read_period(text: str, hint: int | None, *, is_prose: bool = False) -> Period | None:
    """Read folded text as one date, two ends or an open period; None where it is none of them.

    Raises:
        YearUnknownError: the year must be inferred and there is no hint.
        ReversedError: the end lies before the start.
        ValueError: there is no such day, week or month.
    """
    if _is_open(text):
        return Period(OPEN, None, OPEN)
    single = point(text.lstrip("- "))
    if single is not None:
        return _of_side(_of_one(single, hint), text)
    found = _open_period(text, hint) or _until(text, hint) or _for_so_long(text, hint)
    return found or _of_two(text, hint, is_prose=is_prose)


def stated(period: Period) -> Period:
    """Give a period whose year was told after all."""
    whole, start, end = (
        part and replace(part, inferred=()) for part in (period.whole, period.start, period.end)
    )
    return Period(whole or period.whole, start, end)


def _is_open(text: str) -> bool:
    """Tell a text that only says that there is no end, perhaps of what, perhaps twice."""
    parts = [part for part in _OPEN_PARTS.split(text) if part]
    return bool(parts) and all(_is_open_part(part) for part in parts)


def _is_open_part(text: str) -> bool:
    if text in OPEN_WORDS:
        return True
    splits = ((text[:place], text[place + 1 :]) for place, sign in enumerate(text) if sign == " ")
    return any(word in OPEN_WORDS and rest in _OPEN_NOUNS | OPEN_WORDS for word, rest in splits)


def _dated(found: Point, year: int | None, *, is_inferred: bool) -> FuzzyDate:
    if year is None:
        raise YearUnknownError
    first, last = found.at(year)
    return FuzzyDate(first, last, found.precision, ("year",) if is_inferred else ())


def _of_one(found: Point, hint: int | None) -> Period:
    whole = _dated(found, found.year or hint, is_inferred=found.year is None)
    return Period(whole, whole if whole.first else None, whole if whole.last else None)


def _of_side(period: Period, text: str) -> Period:
    """Drop the part that a one-sided text leaves open: "siden 2018" has no end, "til marts" no start."""
    if _ONLY_START.match(text):
        return replace(period, end=None)
    return replace(period, start=None) if _ONLY_END.match(text) else period


def _open_period(text: str, hint: int | None) -> Period | None:
    """Read a start with an open end: "november 2025 -", "d. 1. februar 2025 og løbende"."""
    for head in _open_heads(text):
        found = point(head)
        if found is not None:
            start = _of_one(found, hint).whole
            return Period(FuzzyDate(start.first, None, Precision.OPEN, start.inferred), start, OPEN)
    return None


def _until(text: str, hint: int | None) -> Period | None:
    """Read "løbende til 2027": no start is stated, and there is an end after all."""
    match = _OPEN_UNTIL.fullmatch(text)
    found = point(match[2]) if match and match[1] in OPEN_WORDS else None
    return replace(_of_one(found, hint), start=None) if found else None


def _for_so_long(text: str, hint: int | None) -> Period | None:
    """Read "3 år fra 1/1-26" and "marts 2026 + 6 mdr.": a start and how long."""
    match = next((match for form in _FOR_SO_LONG if (match := form.fullmatch(text))), None)
    found = point(match["start"]) if match else None
    if match is None or found is None:
        return None
    start = _of_one(found, hint).whole
    if start.first is None:
        return None
    count = _COUNTS.get(match["count"]) or int(match["count"])
    last = spans.later(start.first, count, _UNITS[match["unit"]]) - dt.timedelta(days=1)
    day = FuzzyDate(last, last, Precision.DAY, start.inferred)
    return Period(FuzzyDate(start.first, last, Precision.RANGE, start.inferred), start, day)


def _open_heads(text: str) -> Iterator[str]:
    since = _OPEN_SINCE.fullmatch(text)
    if since and since[1] in OPEN_WORDS:
        yield since[2]
    if text.endswith(("-", "→", ">", "…", "..")):
        yield re.sub(r"[-→>….\s]+$", "", text)
    for word in _OPEN_BY_LENGTH:
        if text.endswith(word) and len(text) > len(word):
            yield _OPEN_TAIL.sub("", text[: -len(word)])


_OPEN_BY_LENGTH = sorted(OPEN_WORDS, key=len, reverse=True)


def _of_two(text: str, hint: int | None, *, is_prose: bool) -> Period | None:
    """Read two ends; where no split gives two possible ends, an impossible one is reported."""
    refused: ValueError | None = None
    patterns = _PROSE_SPLITS if is_prose else _SPLITS
    whole = next(_whole_pairs(text, patterns), None)
    if whole is not None:
        return _joined(*whole, hint)
    for pair in _pairs(text, patterns):
        try:
            return _joined(*pair, hint)
        except ValueError as error:
            refused = refused or error
    if refused is not None:
        raise refused
    return _unknown_end(text, hint) or (None if is_prose else _of_list(text, hint))


_LISTED = re.compile(r"\s*[,;+&]\s*|\s+(?:og|samt|and)\s+")
_FEWEST_LISTED = 3


def _of_list(text: str, hint: int | None) -> Period | None:
    """Read "2026, 2027 og 2028": several of one kind in order are one period."""
    pieces = _LISTED.split(text)[:_MOST_PIECES]
    points = [found for piece in pieces if (found := point(piece)) is not None]
    is_of_one_kind = len({found.precision for found in points}) == 1
    if len(points) < max(_FEWEST_LISTED, len(pieces)) or not is_of_one_kind:
        return None
    year = points[-1].year or hint
    years = [found.year or year for found in points]
    begins = [_begins(found.at(each)) for found, each in zip(points, years, strict=True) if each is not None]
    is_in_order = len(begins) == len(points) and begins == sorted(begins)
    return _joined(points[0], points[-1], hint) if is_in_order else None


def _pairs(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[Point, Point]]:
    """Give the ways to read a text as two ends: the surest separators first, then where both ends have years.

    Of those the last split counts: in "2018-02-18-november 2022" the dashes before belong to the first end.
    """
    for pattern in patterns:
        read = [pair for left, right in _splits(text, pattern) if (pair := _pair(left, right)) is not None]
        dated = [pair for pair in read if pair[0].year is not None and pair[1].year is not None]
        yield from reversed(dated)
        yield from (pair for pair in read if pair not in dated)


def _whole_pairs(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[Point, Point]]:
    """Give the splits that leave one whole date with its year on either side ("2026-09-01/2027-08-31")."""
    for pattern in patterns:
        for left, right in reversed(list(_splits(text, pattern))):
            first, second = point(left), point(right)
            if first and second and first.year and second.year and first.precision == second.precision:
                yield first, second


def _splits(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for match in islice(pattern.finditer(text), _MOST_PIECES):
        yield text[: match.start()].strip(), text[match.end() :].strip()


def _pair(left: str, right: str) -> tuple[Point, Point] | None:
    """Read both ends; either may itself be two ends, of which the outer one counts ("uge 10-20 til maj")."""
    pair = _plain_pair(left, right)
    if pair is not None or not left or not right:
        return pair
    first, second = point(left) or _outer(left, 0), point(right) or _outer(right, 1)
    return (first, second) if first is not None and second is not None else None


def _plain_pair(left: str, right: str) -> tuple[Point, Point] | None:
    """Read both ends; one that is only a number or "primo" borrows the rest from the other."""
    if not left or not right:
        return None
    second = point(right)
    first = point(left) or (_borrowed(left, second, right) if second else None)
    if first is not None and second is None:
        second = _borrowed(right, first, left)
    return (first, second) if first is not None and second is not None else None


@lru_cache(maxsize=20_000)
def _outer(text: str, side: int) -> Point | None:
    """Give the first or last of two ends of one kind with one year, such as those of "april/maj 2020"."""
    splits = (split for pattern in _SPLITS[2:] for split in _splits(text, pattern))
    for left, right in splits:
        pair = _plain_pair(left, right)
        if pair and pair[0].year is None and pair[0].precision == pair[1].precision:
            return replace(pair[side], year=pair[1].year)
    return None


def _borrowed(text: str, other: Point, other_text: str) -> Point | None:
    listed = _BARE_LIST.fullmatch(text)
    bare = _BARE.fullmatch(listed[1] if listed else _ON.sub("", text))
    if bare and other.again is not None:
        found = other.again(int(bare[1]))
        return replace(found, year=full_year(bare[2])) if bare[2] else found
    word = third_word(other_text)
    return point(text + other_text[len(word) :]) if word and third_word(text) == text else None


def _joined(first: Point, second: Point, hint: int | None) -> Period:
    is_inferred = first.year is None and second.year is None
    start_year, end_year = _years(first, second, hint)
    start = _dated(first, start_year, is_inferred=is_inferred)
    end = _dated(second, end_year, is_inferred=is_inferred)
    if start.first and end.last and start.first > end.last:
        raise ReversedError
    precision = first.precision if first.precision == second.precision else Precision.RANGE
    whole = FuzzyDate(start.first, end.last, precision, ("year",) if is_inferred else ())
    return Period(whole, start, end)


def _years(first: Point, second: Point, hint: int | None) -> tuple[int, int]:
    """Give both years: a missing one is the other's, one off where the end would come first."""
    known = first.year or second.year or hint
    if known is None:
        raise YearUnknownError
    start, end = first.year or known, second.year or known
    if _begins(first.at(start)) <= _begins(second.at(end)):
        return start, end
    if second.year is None:
        return start, end + 1
    return (start - 1, end) if first.year is None else (start, end)


def _begins(ends: Ends) -> dt.date:
    first, last = ends
    return first or last or dt.date.min


def _unknown_end(text: str, hint: int | None) -> Period | None:
    """Read "marts 2020 - ?": the start is known, the end is not."""
    for left, right in _splits(text, _SPLITS[0]):
        found = point(left) if right in _UNKNOWN_END else None
        if found is not None:
            start = _of_one(found, hint).whole
            return Period(FuzzyDate(start.first, None, Precision.RANGE, start.inferred), start, None)
    return None
