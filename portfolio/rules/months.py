"""Reporting months, and which instant a day ends at in Denmark."""

import datetime as dt
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")

_SILENT_AFTER = dt.timedelta(days=60)


def month_of(day: dt.date) -> dt.date:
    """Give the first day of a day's month; it stands for the month everywhere."""
    return dt.date(day.year, day.month, 1)


def next_month(month: dt.date) -> dt.date:
    """Give the first day of the month after."""
    return month_of(month.replace(day=1) + dt.timedelta(days=31))


def danish_day(instant: dt.datetime) -> dt.date:
    """Give the day an instant falls on in Denmark."""
    return instant.astimezone(DANISH_TIME).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """Give the instant a day ends at in Denmark, in UTC: what "as of" that day means."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), DANISH_TIME)
    return midnight.astimezone(dt.UTC) - dt.timedelta(microseconds=1)


def is_silent(last_month: dt.date | None, today: dt.date) -> bool:
    """Tell whether more than 60 days have passed since the end of the newest month that was reported."""
    return last_month is None or today - next_month(last_month) >= _SILENT_AFTER
