"""The month that a title, a sheet's name or a file's name speaks of."""

import datetime as dt
import re
from functools import cache

from etl.schema.folding import folded
from etl.schema.words import words

_NUMBERS = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)")


def month_in(text: str) -> dt.date | None:
    """Read the month that a text names ("oktober 2026", "okt2026", "Okt 26", "2026-10")."""
    found = _pattern().search(folded(text))
    if found is not None:
        year = int(found["year"])
        return dt.date(year if year > 99 else 2000 + year, _months()[found["month"]], 1)
    numbers = _NUMBERS.search(text)
    return dt.date(int(numbers[1]), int(numbers[2]), 1) if numbers else None


@cache
def _months() -> dict[str, int]:
    return {folded(name): int(number) for number, names in words("months").items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?P<month>{names})\s?(?P<year>20\d\d|\d\d(?!\d))")
