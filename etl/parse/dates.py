"""Dates as lists write them: days, weeks, months, quarters, periods, "løbende", and real dates."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from etl.parse import spans
from etl.parse.normal import is_lone_sign, plain_letters
from etl.parse.parsed import Parsed, Remark
from etl.parse.points import reads_as_month_and_year
from etl.parse.prose import dates_inside
from etl.parse.ranges import OPEN_WORDS, Period, ReversedError, YearUnknownError, read_period, stated
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.schema.words import words
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision, Severity


@dataclass(frozen=True, slots=True)
class DateContext:
    """What stands around a date and tells what its text leaves out.

    Attributes:
        year_hint: the year to infer: the nearest of the row's other date, the section, the sheet, the file.
        years: other years that stand around, used where there is no ``year_hint``; the nearest first.
        month: the upload's reporting month; its year is the last resort.
        prefer_months: the column's other cells are month and year.
        month_first: the column writes 12/31/2026, as English exports do.
        part: what bare numbers count, by the column's heading ("Slutuge"): see ``part_of_heading``.
        is_period: the cell tells a whole period, so that "siden 2019" has no end.
        agreement: the agreement's first and last day, for "i aftaleperioden".
    """

    year_hint: int | None = None
    years: tuple[int, ...] = ()
    month: dt.date | None = None
    prefer_months: bool = False
    is_period: bool = False
    month_first: bool = False
    part: str | None = None
    agreement: tuple[dt.date, dt.date] | None = None

    @property
    def year(self) -> int | None:
        """The year to infer where the text has none."""
        nearest = self.year_hint or next(iter(self.years), None)
        return nearest or (self.month.year if self.month else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A period as it was read, and the remarks; ``period`` is None where nothing was."""

    period: Period | None
    remarks: tuple[Remark, ...] = ()
    is_placeholder: bool = False


_NOTHING = frozenset(plain_letters(word) for word in words("nothing")["nothing"])
_DASHES = re.compile("[‐‑‒–—−]")
_TIME = re.compile(
    r"(?<=\d)(?:t|\s+)(?:kl\.?\s*)?\d\d?[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?z?$"
    r"|,?\s+kl\.?\s*\d\d?(?:[:.]\d\d)?(?:\s*(?:-|til)\s*(?:kl\.?\s*)?\d\d?(?:[:.]\d\d)?)?$"
    r"|(?<=\d),?\s+\d\d?[:.]\d\d\s*-\s*\d\d?[:.]\d\d$"
)
_OPEN_ASIDE = re.compile(r"\s*\(\s*(" + "|".join(map(re.escape, sorted(OPEN_WORDS))) + r")\s*\)$")
_YEAR_ASIDE = re.compile(r"\(\s*((?:19|20)\d\d)\s*\)")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_LONGEST_SURE = 4
"""Shorter words are too near to one another to be taken for misspelt."""


def _spelt(name: str) -> str:
    spellings = sorted(map(plain_letters, words("date_moved")[name]), key=len, reverse=True)
    return "|".join(map(re.escape, spellings))


_MOVED = re.compile(rf"(?<![\s,;.(])[\s,;.(]+(?:{_spelt('moved')})[\s:.].*$")
_MOVED_TO = re.compile(
    rf"(?:^|.*[\s,;.(-])(?:(?:{_spelt('moved_both')})\s.+?\s+til|(?:{_spelt('moved_to')}))[\s:]+(.+)"
)
_WEEK_OF_YEAR = re.compile(r"((?:uge|u\.?)\s*(\d\d?))\s*[-/]\s*(\d\d)")
_MONTH_WORDS = [plain_letters(word) for all_of in words("months").values() for word in all_of]
_WEEKS_AND_YEAR = re.compile(
    rf"((?:{'|'.join(words('weeks')['week'])})\.?\s*\d\d?(?:\s*(?:[-,/+&]|og|til)\s*\d\d?)*)"
    rf"(?:\s*[-,/]\s*|\s+)(?:(?:i|aar|aaret)\s+)?(?:(?:{'|'.join(_MONTH_WORDS)})\.?\s+)?((?:19|20)\d\d)"
)
_ASIDE_YEAR = re.compile(r"[(\[][^()\[\]]*?(?<!\d)((?:19|20)\d\d)(?!\d)[^()\[\]]*[)\]]")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)?\d\d)")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SOME_WEEK = re.compile(r"\buge(?:n|r|rne)?\b(?!\.?\s*\d)")
_PART_OF_YEAR = re.compile(
    r"\d|kvartal|kvt|halv|uge|maaned|quarter|half|week|month|foraar|efteraar|sommer|vinter"
)
_PARTS: Mapping[str, tuple[str, ...]] = {
    "week": ("uge", "uger", "ugenr", "ugenummer", "week"),
    "month": ("maaned", "maanedsnr", "mdr", "month"),
    "quarter": ("kvartal", "kvt", "quarter"),
    "half": ("halvaar",),
    "year": ("startaar", "slutaar", "aarstal"),
}
_MOST_OF_PART = {"week": 53, "month": 12, "quarter": 4, "half": 2, "year": 99}
_BARE_NUMBERS = re.compile(r"(\d{1,2})(?:[.,]0)?(?:\s*[-/–]\s*(\d{1,2}))?\.?")
_WRITTEN_MONTHS = {number: all_of[0] for number, all_of in words("months").items()}
_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "week": lambda number: f"uge {number}",
    "month": lambda number: _WRITTEN_MONTHS.get(number, number),
    "quarter": lambda number: f"{number}. kvartal",
    "half": lambda number: f"{number}. halvår",
    "year": lambda number: f"20{number:0>2}",
}
_NEAR_YEARS = 5
_MOST_MONTHS = 12
_FEWEST_ENGLISH = 2
_DATE_WORDS = {
    plain_letters(word): word
    for section in ("months", "thirds", "seasons", "quarters", "halves", "open")
    for all_of in words(section).values()
    for word in all_of
    if len(word) > _LONGEST_SURE and word.isalpha()
}
_WORD = re.compile(rf"[^\W\d_]{{{_LONGEST_SURE},}}")
_WHOLE_NUMBER = re.compile(r"\d{4,8}(?:[.,]0+)?")
_EMPTY_DATES = re.compile(
    r"(?:00|0)?[-./]?(?:00|0)[-./]1900|1900-01-0[01]|0?[01][-./]0?1[-./]1900|.*9999.*|0?0[-./]0?0[-./]0+"
    r"|0?1[-./]0?1[-./]0*1|0001-01-01"
)
_OUTER = " \t.,;:*!'\"“”„«»"
_BULLET = re.compile(r"^(?:[•·~≈]|-(?=\s+[a-z]))\s*")
_LONGEST_EXPRESSION = 90
_LONGEST_CELL = 400
_MOST_WORDS = 8
_SERIALS = range(20_000, 80_001)
_LAST_DAY = dt.date(9999, 12, 31)


def parse_date(raw: Raw, context: DateContext, number_format: str | None = None) -> Parsed[FuzzyDate]:
    """Read a date in any form that lists use; a year that is not in the text is inferred and marked."""
    read = _read(raw, context, number_format)
    return Parsed(_whole(read.period, context) if read.period else None, read.remarks, read.is_placeholder)


def is_month_first(texts: Iterable[str]) -> bool:
    """Tell whether a column's days have the month first: several must have, and none can have the day."""
    days = [match for text in texts if (match := _MONTH_FIRST.fullmatch(text.strip()))]
    day_first = any(int(match[1]) > _MOST_MONTHS for match in days)
    month_first = sum(int(match[2]) > _MOST_MONTHS for match in days)
    return month_first >= _FEWEST_ENGLISH and not day_first


def _whole(period: Period, context: DateContext) -> FuzzyDate:
    """Give all of a period; one that only tells its start goes on."""
    whole = period.whole
    if not context.is_period or period.end is not None or period.start != whole or whole.last is None:
        return whole
    return FuzzyDate(whole.first, None, Precision.OPEN, whole.inferred)


def split_period(
    raw: Raw, context: DateContext, number_format: str | None = None
) -> tuple[Parsed[FuzzyDate], Parsed[FuzzyDate]]:
    """Give a period's first and last part; what there is to remark, ``parse_date`` says of the whole."""
    period = _read(raw, context, number_format).period
    if period is None:
        return Parsed(None), Parsed(None)
    return Parsed(period.start), Parsed(period.end)


def _warning(message_id: str, text: str) -> Remark:
    return Remark(message_id, Severity.WARNING, {"text": text})


def _info(message_id: str, text: str) -> Remark:
    return Remark(message_id, Severity.INFO, {"text": text})


def _alone(found: FuzzyDate) -> Period:
    return Period(found, found, found)


def part_of_heading(heading: str) -> str | None:
    """Tell whether a heading says that its numbers are weeks, months, quarters, halves or years."""
    for word in re.findall(r"[a-z]+", plain_letters(heading)):
        if word == "aar":
            return "year"
        part = next((part for part, endings in _PARTS.items() if word.endswith(endings)), None)
        if part is not None:
            return part
    return None


def completed(raw: Raw, part: str | None) -> Raw:
    """Write out what a bare number counts: 45 under "Slutuge" is "uge 45"; anything else stays."""
    if part is None or isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return raw
    match = _BARE_NUMBERS.fullmatch(shown(raw))
    if match is None or (match[2] and part != "week") or not int(match[1]) <= _MOST_OF_PART[part]:
        return raw
    numbers = f"{int(match[1])}-{int(match[2])}" if match[2] else str(int(match[1]))
    return _WRITTEN[part](numbers)


def _read(raw: Raw, context: DateContext, number_format: str | None) -> _Read:
    raw = completed(raw, context.part)
    if isinstance(raw, dt.datetime):
        return _read_real(raw.date(), context, number_format)
    if isinstance(raw, dt.date):
        return _read_real(raw, context, number_format)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _read_number(raw)
    return _read_text(raw, context) if isinstance(raw, str) else _unreadable(raw)


def _unreadable(raw: Raw) -> _Read:
    text = shown(raw)
    return _Read(None, (_warning("date.not_readable", text),) if text else ())


# Real dates and numbers


def _read_real(day: dt.date, context: DateContext, number_format: str | None) -> _Read:
    if day.year < spans.FIRST_YEAR + 1 or day == _LAST_DAY:
        return _Read(None, is_placeholder=True)
    precision = _shown_precision(number_format)
    if precision == Precision.MONTH:
        return _Read(_alone(FuzzyDate(*spans.months(day.year, day.month), precision)))
    if precision == Precision.YEAR:
        return _Read(_alone(FuzzyDate(*spans.months(day.year, 1, 12), precision)))
    is_doubtful = context.prefer_months and _shows_no_year(number_format)
    text = day.strftime("%d-%m-%Y")
    remarks = (_warning("date.perhaps_month", text),) if is_doubtful else ()
    return _Read(_alone(FuzzyDate(day, day, Precision.DAY)), remarks)


def _bare_format(number_format: str | None) -> str:
    """Give a number format's own letters: no locale, quotes, escapes or alternatives."""
    first = (number_format or "").split(";")[0]
    return re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.|_.", "", first).casefold().replace("å", "y")


def _shown_precision(number_format: str | None) -> Precision:
    letters = set(_bare_format(number_format))
    if "y" not in letters or letters & set("dhs"):
        return Precision.DAY
    return Precision.MONTH if "m" in letters else Precision.YEAR


def _shows_no_year(number_format: str | None) -> bool:
    letters = set(_bare_format(number_format))
    return {"d", "m"} <= letters and "y" not in letters and "h" not in letters


def _read_number(number: float) -> _Read:
    if number == 0:
        return _Read(None, is_placeholder=True)
    found = _date_of_number(int(number)) if 0 < number < 1e9 else None
    if found is None or (number != int(number) and found.precision != Precision.DAY):
        return _unreadable(number)
    return _Read(_alone(found))


def _date_of_number(number: int) -> FuzzyDate | None:
    """Read a year (2020), a serial number of Excel (43891), 202003 or 20200301."""
    if 1990 <= number <= 2100:
        return FuzzyDate(*spans.months(number, 1, 12), Precision.YEAR)
    if number in _SERIALS:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
        return FuzzyDate(day, day, Precision.DAY)
    return _date_of_digits(str(number))


def _date_of_digits(digits: str) -> FuzzyDate | None:
    if not re.fullmatch(r"20\d{4}(?:\d\d)?", digits):
        return None
    year, month = int(digits[:4]), int(digits[4:6])
    try:
        if len(digits) == 8:
            return FuzzyDate(*spans.day(year, month, int(digits[6:])), Precision.DAY)
        return FuzzyDate(*spans.months(year, month), Precision.MONTH)
    except ValueError:
        return None


# Text


_PLAIN_DAY = re.compile(r"(\d\d?)(?:[-./](\d\d?)[-./]((?:19[5-9]|20\d)\d)|/(\d\d?)-(\d\d))")
_PLAIN_MONTH = re.compile(r"([a-zæøå]{3,9})\.? ((?:19[5-9]|20\d)\d)", re.IGNORECASE)
_MONTH_NAMES = {
    plain_letters(word): int(number) for number, all_of in words("months").items() for word in all_of
}


def _plain(text: str) -> FuzzyDate | None:
    """Read a date as most are typed, day and month and a whole year; all others take the long way."""
    day = _PLAIN_DAY.fullmatch(text)
    if day is not None:
        try:
            found = dt.date(spans.full_year(day[3] or day[5]), int(day[2] or day[4]), int(day[1]))
        except ValueError:
            return None
        return FuzzyDate(found, found, Precision.DAY)
    month = _PLAIN_MONTH.fullmatch(text)
    number = _MONTH_NAMES.get(plain_letters(month[1])) if month else None
    return FuzzyDate(*spans.months(int(month[2]), number), Precision.MONTH) if month and number else None


def may_be_date(text: str) -> bool:
    """Tell cheaply whether a text can be a date at all: it has a digit or one of the words for times."""
    return bool(_DIGIT.search(text)) or not _TIME_WORDS.isdisjoint(_WORDS.findall(plain_letters(text)))


_DIGIT, _WORDS = re.compile(r"\d"), re.compile(r"[a-z]{3,}")
_TIME_WORDS = frozenset(
    piece
    for section in ("months", "thirds", "seasons", "quarters", "halves", "open", "feasts")
    for all_of in words(section).values()
    for word in all_of
    for piece in _WORDS.findall(plain_letters(word))
)


def _read_text(raw: str, context: DateContext) -> _Read:
    text = shown(raw)
    if not text:
        return _Read(None)
    plain = None if context.month_first else _plain(text)
    if plain is not None:
        return _Read(_alone(plain))
    if is_lone_sign(text) or plain_letters(text) in _NOTHING:
        asks = (_warning("date.not_readable", text),) if "?" in text else ()
        return _Read(None, asks, is_placeholder=True)
    folded = _folded(text)
    english = _MONTH_FIRST.fullmatch(folded) if context.month_first else None
    if english:
        read = _read_folded(text, "{1}/{0}/{2}".format(*english.groups()), context)
        return replace(read, remarks=(*read.remarks, _info("date.month_first", text)))
    if _EMPTY_DATES.fullmatch(folded):
        return _Read(None, is_placeholder=True)
    return _read_folded(text, folded, context)


def _folded(text: str) -> str:
    """Give the text as dates are looked for in it, without a bullet before it."""
    return _BULLET.sub("", _DASHES.sub("-", plain_letters(text)).lstrip(_OUTER))


def _read_folded(text: str, folded: str, context: DateContext) -> _Read:
    if _WHOLE_NUMBER.fullmatch(folded):
        return _of_digits_text(text, folded)
    if re.fullmatch(r"(?:i\s+|hele\s+)?aftaleperioden\.?", folded) and context.agreement:
        return _Read(_alone(FuzzyDate(*context.agreement, Precision.RANGE)))
    try:
        found = _read_expression(text, folded, context) or _misspelt(text, context)
        return found or _read_prose(text, folded, context)
    except YearUnknownError:
        return _Read(None, (_warning("date.year_unknown", text),))
    except ReversedError:
        return _Read(None, (_warning("date.reversed", text),))
    except (ValueError, OverflowError):
        return _Read(None, (_warning("date.impossible", text),))


def _of_digits_text(text: str, folded: str) -> _Read:
    found = _date_of_number(int(re.split(r"[.,]", folded)[0]))
    return _Read(_alone(found)) if found else _Read(None, (_warning("date.not_readable", text),))


def _read_expression(text: str, folded: str, context: DateContext) -> _Read | None:
    """Read a cell that is a date and little else; an aside in brackets may say where it was moved from."""
    if len(folded) > _LONGEST_CELL:
        return None
    whole = _OPEN_ASIDE.sub(r", \1", _TIME.sub("", _YEAR_ASIDE.sub(r" \1", folded)).strip())
    whole = _with_year_of_week(whole, context)
    plain = _ASIDE.sub(" ", _MOVED.sub("", whole)).strip().rstrip(_OUTER + "?").rstrip()
    moved = _MOVED_TO.fullmatch(whole.rstrip(_OUTER + ")"))
    for candidate in (whole.rstrip(_OUTER), moved[1].strip() if moved else "", plain):
        if 0 < len(candidate) <= _LONGEST_EXPRESSION:
            period = _period(candidate, _aside_year(whole) if candidate == plain else None, context.year)
            if period is not None:
                return _Read(period, _remarks_of_expression(text, whole, candidate, period))
    return None


def _aside_year(text: str) -> int | None:
    """Give the only year in brackets: "Uge 14 (april 2027)"."""
    years = set(_ASIDE_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 and not _MOVED.search(text) else None


def _period(text: str, told: int | None, hint: int | None) -> Period | None:
    """Read a period; the year after several weeks, or one in brackets, is that of all and not inferred."""
    match = _WEEKS_AND_YEAR.fullmatch(text)
    if match:
        text, told = match[1], int(match[2])
    period = read_period(text, told or hint)
    return stated(period) if period is not None and told is not None else period


def _with_year_of_week(text: str, context: DateContext) -> str:
    """Write out the year of "uge 48-26": a second number that is lower, and near the year, is no week."""
    match = _WEEK_OF_YEAR.fullmatch(text)
    if match is None or context.year is None or int(match[3]) >= int(match[2]):
        return text
    year = 2000 + int(match[3])
    return f"{match[1]} {year}" if abs(year - context.year) <= _NEAR_YEARS else text


def _misspelt(text: str, context: DateContext) -> _Read | None:
    """Ask about a text that would be a date if one of its words were spelt a letter otherwise."""
    for word in _WORD.findall(text)[:_MOST_WORDS]:
        near = _DATE_WORDS.get(_nearest_word(plain_letters(word)) or "")
        mended = text.replace(word, near) if near else text
        folded = _folded(mended)
        if mended != text and _read_expression(mended, folded, context):
            facts = {"text": text, "suggestion": mended}
            return _Read(None, (Remark("date.perhaps", Severity.WARNING, facts),))
    return None


@cache
def _nearest_word(folded: str) -> str | None:
    if folded in _DATE_WORDS:
        return None
    return next((word for word in _DATE_WORDS if OSA.distance(folded, word, score_cutoff=1) <= 1), None)


def _remarks_of_expression(text: str, whole: str, candidate: str, period: Period) -> tuple[Remark, ...]:
    if (_MOVED.search(whole) or _MOVED_TO.fullmatch(whole.rstrip(_OUTER + ")"))) and len(candidate) < len(
        whole
    ):
        return (_info("date.moved", text),)
    if period.end is None and period.start is not None and period.start.last != period.whole.last:
        return (_warning("date.end_unknown", text),)
    if whole.endswith("?"):
        return (_info("date.doubtful", text),)
    return (_info("date.read_as_month", text),) if reads_as_month_and_year(candidate) else ()


# Dates inside other words


def _read_prose(text: str, folded: str, context: DateContext) -> _Read:
    """Read the only date inside other words, and say so; of several, none is chosen."""
    found = dates_inside(_MOVED.sub("", folded), context.year)
    if not found:
        return _Read(None, (_warning("date.not_readable", text),))
    if any(period.whole != found[0].whole for period in found):
        return _Read(None, (_warning("date.several", text),))
    if found[0].whole.precision != Precision.DAY and _SOME_WEEK.search(folded):
        return _Read(None, (_warning("date.not_readable", text),))
    years = _A_YEAR.findall(folded)
    is_lone_year = found[0].whole.precision == Precision.YEAR and len(years) == 1
    if is_lone_year and _PART_OF_YEAR.search(_A_YEAR.sub("", folded)):
        return _Read(None, (_warning("date.not_readable", text),))
    return _Read(found[0], (_info("date.in_text", text),))
