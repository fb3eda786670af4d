"""Numbers, kroner, shares, days and fuzzy dates as people write them, in the reader's language.

Signs, names of months and patterns are Babel's. Babel takes 3 to 5 us for a number or a day, and a page may
have thousands: numbers are therefore put together here from Babel's signs, and days are kept once written. A
test holds both against Babel.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_time

from dashboard.texts import language, t
from portfolio.moments import Moment
from portfolio.records import FuzzyDate
from portfolio.rules.months import DANISH_TIME
from portfolio.rules.order import danish_key
from portfolio.vocabulary import Precision

__all__ = [
    "danish_key",
    "date_short",
    "date_text",
    "decimal",
    "fuzzy",
    "instant",
    "kroner",
    "kroner_short",
    "moment_short",
    "moment_text",
    "month",
    "month_short",
    "number",
    "separators",
    "share",
]

_SHORT_DAY = {"da": "short", "en": "medium"}  # 22.11.2026, but 22 Nov 2026: 05/11/2026 is two days
_QUARTER = {"da": "QQQQ y", "en": "QQQ y"}
_THOUSAND, _MILLION = 1_000, 1_000_000
_MEBIBYTE = 1024 * 1024
_KEPT = 8192


@cache
def locale(said: str) -> Locale:
    """Give Babel's locale for a language; our English is European, so that days come before months."""
    return Locale("en", "GB") if said == "en" else Locale(said)


@cache
def _signs(said: str) -> Mapping[int, str]:
    """Give what stands for Python's comma and full stop in numbers."""
    symbols = locale(said).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"]})


def separators() -> str:
    """Give the decimal sign and the thousands' sign, as a figure's layout wants them: ",."."""
    return ".,".translate(_signs(language()))


# --- Numbers


def number(value: int) -> str:
    """Write a whole number: 1.234.567 (1,234,567 in English)."""
    return str(value) if -_THOUSAND < value < _THOUSAND else f"{value:,}".translate(_signs(language()))


def decimal(value: float, digits: int = 1) -> str:
    """Write a number with decimals, rounded half up as people do: 12,5."""
    return _decimal(value, digits, language())


@lru_cache(maxsize=_KEPT)
def _decimal(value: float, digits: int, said: str) -> str:
    step = Decimal(1).scaleb(-digits)
    return f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP):,}".translate(_signs(said))


def kroner(value: int) -> str:
    """Write whole kroner: 1.234.567 kr."""
    return t("amount.kroner", number=number(value))


def kroner_short(value: int) -> str:
    """Write kroner for a figure: 12,5 mio. kr. from a million on."""
    return kroner(value) if abs(value) < _MILLION else t("amount.millions", number=decimal(value / _MILLION))


def share(value: float) -> str:
    """Write a share of one as a whole percentage: 30 % (30% in English)."""
    return t("amount.share", number=decimal(value * 100, 0))


def file_size(size_bytes: int) -> str:
    """Write how large a file is, in kB or MB."""
    if size_bytes < _MEBIBYTE:
        return t("format.kib", number=number(max(1, round(size_bytes / 1024))))
    return t("format.mib", number=decimal(size_bytes / _MEBIBYTE))


# --- Days and months


def date_text(day: dt.date) -> str:
    """Write a day in a text: 22. november 2026."""
    return _day_as(day, "long", language())


def date_short(day: dt.date) -> str:
    """Write a day in a table: 22.11.2026 (22 Nov 2026 in English)."""
    said = language()
    return _day_as(day, _SHORT_DAY[said], said)


def moment_text(moment: Moment) -> str:
    """Write a moment in a text: 22. november 2026, with the time where it is not the day's end."""
    return _timed(date_text(moment.day), moment)


def moment_short(moment: Moment) -> str:
    """Write a moment in a table: 22.11.2026, with the time where it is not the day's end."""
    return _timed(date_short(moment.day), moment)


def _timed(day: str, moment: Moment) -> str:
    if moment.at is None:
        return day
    local = moment.at.astimezone(DANISH_TIME)
    return t("date.instant", date=day, time=_time(local.hour, local.minute, language()))


def instant(at: dt.datetime) -> str:
    """Write an instant as its Danish day and time: 22.11.2026 kl. 14.05."""
    local = at.astimezone(DANISH_TIME)
    time = _time(local.hour, local.minute, language())
    return t("date.instant", date=date_short(local.date()), time=time)


@cache
def _time(hour: int, minute: int, said: str) -> str:
    return format_time(dt.time(hour, minute), "short", locale=locale(said))


def weekday(day: dt.date) -> str:
    """Name a day's weekday: torsdag."""
    return _day_as(day, "EEEE", language())


def weekday_name(number: int) -> str:
    """Name a day of the week, 0 Monday: mandag."""
    return weekday(dt.date(2001, 1, 1) + dt.timedelta(days=number))


def month(day: dt.date) -> str:
    """Write a month in a text: november 2026."""
    return _day_as(day, "MMMM y", language())


def month_name(number: int) -> str:
    """Name a month of the year: november."""
    return _day_as(dt.date(2000, number, 1), "LLLL", language())


def month_short(day: dt.date) -> str:
    """Write a month over a narrow column: nov. 26."""
    return _day_as(day, "MMM yy", language())


@lru_cache(maxsize=_KEPT)
def _day_as(day: dt.date, pattern: str, said: str) -> str:
    return format_date(day, pattern, locale=locale(said))


# --- Fuzzy dates


def fuzzy(date: FuzzyDate) -> str:
    """Write a date as exactly as it was stated: 22.11.2026, ultimo maj 2026, 2. kvartal 2026, løbende."""
    return _fuzzy(date, language())


@lru_cache(maxsize=_KEPT)
def _fuzzy(date: FuzzyDate, _said: str) -> str:
    if date.precision is Precision.OPEN:
        return _open(date.first)
    first, last = date.first, date.last
    if first is not None and last is not None:
        return _WRITERS[date.precision](first, last)
    if first is not None:
        return t("date.from", date=date_short(first))
    return t("date.until", date=date_short(last)) if last is not None else ""


def _open(first: dt.date | None) -> str:
    return t("date.ongoing") if first is None else t("date.ongoing_from", date=date_short(first))


def _day(first: dt.date, last: dt.date) -> str:
    return date_short(first) if first == last else _range(first, last)


def _range(first: dt.date, last: dt.date) -> str:
    return t("date.range", first=date_short(first), last=date_short(last))


def _week(first: dt.date, _last: dt.date) -> str:
    year, week, _ = first.isocalendar()
    return t("date.week", week=week, year=year)


def _third(first: dt.date, last: dt.date) -> str:
    """Say which end of a month is meant: it begins on the first, ends on the last, or lies between."""
    ends_month = (last + dt.timedelta(days=1)).day == 1
    which = "early" if first.day == 1 else "late" if ends_month else "middle"
    return t(f"date.third_{which}", month=month(first))


def _month(first: dt.date, last: dt.date) -> str:
    return month(first) if (first.year, first.month) == (last.year, last.month) else _range(first, last)


def _quarter(first: dt.date, _last: dt.date) -> str:
    said = language()
    return _day_as(first, _QUARTER[said], said)


def _half_year(first: dt.date, _last: dt.date) -> str:
    return t("date.half_year", half=1 if first.month <= 6 else 2, year=first.year)


def _season(first: dt.date, last: dt.date) -> str:
    """Name the season by its first month; winter is named by the year it ends in when it spans two."""
    name = _SEASONS.get(first.month)
    if name is None:
        return _range(first, last)
    years = f"{first.year}" if first.year == last.year else f"{first.year}/{last.year % 100:02}"
    return t(f"date.season_{name}", year=years)


def _year(first: dt.date, last: dt.date) -> str:
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"


_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_WRITERS = {
    Precision.DAY: _day,
    Precision.WEEK: _week,
    Precision.THIRD: _third,
    Precision.MONTH: _month,
    Precision.QUARTER: _quarter,
    Precision.SEASON: _season,
    Precision.HALF_YEAR: _half_year,
    Precision.YEAR: _year,
    Precision.RANGE: _range,
}
