"""Spans of the calendar: first and last day of weeks, months, quarters, years, and thirds of them."""

import calendar
import datetime as dt

Ends = tuple[dt.date | None, dt.date | None]
"""First and last day, both inclusive; None where there is none."""

FIRST_YEAR, LAST_YEAR = 1900, 2199


def full_year(text: str) -> int:
    """Give the year that two or four digits mean: 19 is 2019, 98 is 1998."""
    year = int(text.lstrip("'’"))
    if year < 100:
        return year + (2000 if year < 70 else 1900)
    return year


def day(year: int, month: int, number: int) -> Ends:
    """Give one day.

    Raises:
        ValueError: there is no such day.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    found = dt.date(year, month, number)
    return found, found


def months(year: int, month: int, count: int = 1) -> Ends:
    """Give ``count`` months from a month on, across the turn of the year where they run so far.

    Raises:
        ValueError: there is no such month.
    """
    first = dt.date(year, month, 1)
    end = month + count - 2
    last_year, last_month = year + end // 12, end % 12 + 1
    return first, dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def week(year: int, number: int) -> Ends:
    """Give an ISO week, Monday to Sunday.

    Raises:
        ValueError: the year has no such week.
    """
    return dt.date.fromisocalendar(year, number, 1), dt.date.fromisocalendar(year, number, 7)


def later(start: dt.date, count: int, unit: str) -> dt.date:
    """Give the day that is so many days, weeks, months or years after another.

    Raises:
        ValueError: it is beyond the calendar.
    """
    if unit in ("day", "week"):
        return start + dt.timedelta(days=count * (7 if unit == "week" else 1))
    first, last = months(start.year, start.month, 1 + count * (12 if unit == "year" else 1))
    if first is None or last is None:
        return start
    return last.replace(day=min(start.day, last.day))


def third_of_month(year: int, month: int, third: int) -> Ends:
    """Give primo (1-10), medio (11-20) or ultimo (21-last) of a month, by the field's convention."""
    last = months(year, month)[1]
    begins = dt.date(year, month, (third - 1) * 10 + 1)
    return (begins, last) if third == 3 else (begins, dt.date(year, month, third * 10))


def third_of(ends: Ends, third: int) -> Ends:
    """Give the first, middle or last third of whole months: "start 2020" is January to April."""
    first, last = ends
    if first is None or last is None:
        return ends
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count % 3:
        return ends
    offset = first.month - 1 + (third - 1) * count // 3
    return months(first.year + offset // 12, offset % 12 + 1, count // 3)


def easter(year: int) -> dt.date:
    """Give Easter Sunday of a year by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    moon = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - moon - c % 4) % 7
    late = (a + 11 * moon + 22 * weekday) // 451
    month, number = divmod(moon + weekday - 7 * late + 114, 31)
    return dt.date(year, month, number + 1)


def feast(name: str, year: int) -> tuple[dt.date, dt.date]:
    """Give the days that a feast or holiday closes, by the field's convention.

    "inden jul" ends the day before the first of them, "efter sommerferien" begins the day after the last.
    Autumn holidays are week 42, winter holidays weeks 7 and 8, the summer's July to 9 August.
    """
    sunday = easter(year)
    days = {
        "christmas": (dt.date(year, 12, 24), dt.date(year, 12, 26)),
        "summer": (dt.date(year, 7, 1), dt.date(year, 8, 9)),
        "easter": (sunday - dt.timedelta(days=8), sunday + dt.timedelta(days=1)),
        "whitsun": (sunday + dt.timedelta(days=48), sunday + dt.timedelta(days=50)),
        "autumn": (dt.date.fromisocalendar(year, 42, 1), dt.date.fromisocalendar(year, 42, 7)),
        "winter": (dt.date.fromisocalendar(year, 7, 1), dt.date.fromisocalendar(year, 8, 7)),
        "new_year": (dt.date(year + 1, 1, 1), dt.date(year + 1, 1, 1)),
    }
    return days[name]
