"""Numbers, kroner, shares, days and fuzzy dates as people write them, in the reader's language."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from dashboard.texts import language
from portfolio.records import FuzzyDate
from portfolio.rules.months import DANISH_TIME
from portfolio.rules.order import danish_key as danish_key
from portfolio.vocabulary import Precision

_MONTHS = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS = {
    "da": ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_SEASONS = {
    "da": {3: "forår", 6: "sommer", 9: "efterår", 12: "vinter"},
    "en": {3: "spring", 6: "summer", 9: "autumn", 12: "winter"},
}
_THOUSAND, _MILLION = 1_000, 1_000_000


def number(value: int) -> str:
    """Write a whole number: 1.234.567 (1,234,567 in English)."""
    return str(value) if -_THOUSAND < value < _THOUSAND else _localised(f"{value:,}")


def decimal(value: float, digits: int = 1) -> str:
    """Write a number with decimals: 12,5."""
    step = Decimal(1).scaleb(-digits)
    return _localised(f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP):,}")


def kroner(value: int) -> str:
    """Write whole kroner: 1.234.567 kr."""
    return f"{number(value)} kr."


def kroner_short(value: int) -> str:
    """Write kroner for a figure: 12,5 mio. kr. from a million on."""
    if abs(value) < _MILLION:
        return kroner(value)
    unit = "mio. kr." if language() == "da" else "million kr."
    return f"{decimal(value / _MILLION)} {unit}"


def share(value: float) -> str:
    """Write a share of one as a whole percentage: 30 %."""
    percent = decimal(value * 100, 0)
    return f"{percent} %" if language() == "da" else f"{percent}%"


def date_text(day: dt.date) -> str:
    """Write a day in a text: 22. november 2026."""
    name = _MONTHS[language()][day.month - 1]
    return f"{day.day}. {name} {day.year}" if language() == "da" else f"{day.day} {name} {day.year}"


def date_short(day: dt.date) -> str:
    """Write a day in a table: 22.11.2026."""
    return f"{day:%d.%m.%Y}"


def instant(at: dt.datetime) -> str:
    """Write an instant as its Danish day and time: 22.11.2026 kl. 14.05."""
    local = at.astimezone(DANISH_TIME)
    between = "kl." if language() == "da" else "at"
    return f"{date_short(local.date())} {between} {local:%H.%M}"


def month(day: dt.date) -> str:
    """Write a month in a text: november 2026."""
    return f"{_MONTHS[language()][day.month - 1]} {day.year}"


def month_short(day: dt.date) -> str:
    """Write a month over a narrow column: nov. 26."""
    return f"{_SHORT_MONTHS[language()][day.month - 1]} {day:%y}"


def fuzzy(date: FuzzyDate) -> str:
    """Write a date as exactly as it was stated: 22.11.2026, ultimo maj 2026, 2. kvartal 2026, løbende."""
    if date.precision is Precision.OPEN:
        return _open(date.first)
    first, last = date.first or date.last, date.last or date.first
    if first is None or last is None:
        return ""
    if date.first is None or date.last is None:
        return _half_known(date)
    return _WRITERS[date.precision](first, last)


def _localised(text: str) -> str:
    return text.translate(_DANISH_SIGNS) if language() == "da" else text


_DANISH_SIGNS = str.maketrans(",.", ".,")


def _open(first: dt.date | None) -> str:
    word = "løbende" if language() == "da" else "ongoing"
    if first is None:
        return word
    return f"{word} fra {date_short(first)}" if language() == "da" else f"{word} from {date_short(first)}"


def _half_known(date: FuzzyDate) -> str:
    words = {"da": ("fra", "til"), "en": ("from", "until")}[language()]
    if date.first is not None:
        return f"{words[0]} {date_short(date.first)}"
    return f"{words[1]} {date_short(date.last)}" if date.last else ""


def _day(first: dt.date, last: dt.date) -> str:
    return date_short(first) if first == last else _range(first, last)


def _range(first: dt.date, last: dt.date) -> str:
    return f"{date_short(first)}–{date_short(last)}"


def _week(first: dt.date, _last: dt.date) -> str:
    year, week, _ = first.isocalendar()
    return f"{'uge' if language() == 'da' else 'week'} {week}, {year}"


def _third(first: dt.date, last: dt.date) -> str:
    """Say which end of a month is meant: it begins on the first, ends on the last, or lies between."""
    names = {"da": ("primo", "medio", "ultimo"), "en": ("early", "mid", "late")}[language()]
    ends_month = (last + dt.timedelta(days=1)).day == 1
    which = 0 if first.day == 1 else 2 if ends_month else 1
    return f"{names[which]} {month(first)}"


def _month(first: dt.date, last: dt.date) -> str:
    return month(first) if (first.year, first.month) == (last.year, last.month) else _range(first, last)


def _quarter(first: dt.date, _last: dt.date) -> str:
    which = (first.month - 1) // 3 + 1
    return f"{which}. kvartal {first.year}" if language() == "da" else f"Q{which} {first.year}"


def _half_year(first: dt.date, _last: dt.date) -> str:
    which = 1 if first.month <= 6 else 2
    return f"{which}. halvår {first.year}" if language() == "da" else f"H{which} {first.year}"


def _season(first: dt.date, last: dt.date) -> str:
    """Name the season by its first month; winter is named by the year it ends in when it spans two."""
    name = _SEASONS[language()].get(first.month)
    if name is None:
        return _range(first, last)
    years = f"{first.year}" if first.year == last.year else f"{first.year}/{last.year % 100:02}"
    return f"{name} {years}"


def _year(first: dt.date, last: dt.date) -> str:
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"


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
