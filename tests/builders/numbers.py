"""Numbers made up by a generator: such as CPR numbers, and those that only look like them."""

import datetime as dt
from collections.abc import Iterator
from random import Random

TODAY = dt.date(2026, 11, 23)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FORMS = (
    "{0}{1}{2}-{3}",
    "{0}{1}{2}{3}",
    "{0}{1}{2} {3}",
    "{0}{1}{2} - {3}",
    "{0}{1}{2}–{3}",
    "{0}{1}{2}—{3}",
    "{0}{1}{2}/{3}",
    "{0}{1}{2}.{3}",
    "{0} {1} {2} {3}",
    "{0} {1} {2}-{3}",
    "{0}.{1}.{2}-{3}",
    "{0}.{1}.{2} {3}",
    "{0}-{1}-{2}-{3}",
    "{0}-{1}-{2} {3}",
    "{0}/{1}/{2}-{3}",
    "{0}{1}{2} -{3}",
    "{0}{1}{2}\xa0{3}",
)
WHOLE_YEARS = (
    "{0}{1}{4}{2}-{3}",
    "{0}{1}{4}{2} {3}",
    "{0}.{1}.{4}{2}-{3}",
    "{0}-{1}-{4}{2}-{3}",
    "{0}/{1}/{4}{2} {3}",
)
"""Ways people write a CPR number: day, month, year and the last four digits."""


def cpr_numbers(
    seed: int, *, oldest: int = 96, youngest: int = 0, has_checksum: bool = True
) -> Iterator[str]:
    """Make up CPR numbers without end, as ten digits, of people of all ages between two."""
    random = Random(seed)
    while True:
        born = TODAY - dt.timedelta(days=random.randrange(youngest * 366, oldest * 365))
        digits = f"{born:%d%m%y}{random.choice(_sevenths(born.year))}{random.randrange(1000):03d}"
        if is_right(digits) is has_checksum:
            yield digits


def is_right(digits: str) -> bool:
    """Tell whether the last digit of ten follows from the others."""
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0


def written(digits: str, form: str) -> str:
    """Write ten digits in one of the ways people do."""
    return form.format(digits[:2], digits[2:4], digits[4:6], digits[6:], _century(digits))


def _century(digits: str) -> str:
    """Give the first two digits of the year of birth."""
    year, seventh = int(digits[4:6]), int(digits[6])
    is_late = (seventh in {4, 9} and year <= 36) or (seventh >= 5 and seventh != 9 and year <= 57)
    return "20" if is_late else "19"


def _sevenths(year: int) -> str:
    """Give the seventh digits of people born in a year."""
    if year < 2000:
        return "012349" if year >= 1937 else "0123"
    return "456789" if year <= 2036 else "5678"
