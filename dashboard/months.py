"""A reporting month in an address: 2026-11."""

import datetime as dt
import re

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])", re.ASCII)


def read_month(text: str) -> dt.date | None:
    """Give the first day of a month; None where the text is none."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or int(found["year"]) < dt.MINYEAR:
        return None
    return dt.date(int(found["year"]), int(found["month"]), 1)


def month_word(month: dt.date) -> str:
    """Write a month for an address."""
    return f"{month.year:04}-{month.month:02}"
