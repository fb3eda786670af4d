"""What formulas reckon with: a sheet's values as Excel knows them, and how Excel compares them."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.read.grid import Block, Raw

Value = str | float | bool | None
"""What a formula comes to: a text, a number (a day is its number in Excel), yes or no, or an empty cell."""

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # workbooks know no time zones


class NotUnderstoodError(Exception):
    """The formula uses what is not worked out here: other sheets, names, rarer functions."""


class NoValueError(Exception):
    """The formula comes to an error for this cell."""


class SpentError(Exception):
    """So much has been worked out that the sheet's other rules are left."""


@dataclass(slots=True)
class Cells:
    """A sheet's values as formulas see them.

    Attributes:
        rows: the values from row 1 on.
        first_column: the column of each row's first value.
        today: the day that TODAY() means; formulas that ask for it are not understood without.
        left: how many more cells and functions may be looked at.
        others: the workbook's sheets by name, in lower case, which formulas may look at too.
    """

    rows: Sequence[Sequence[Raw]]
    first_column: int
    today: dt.date | None = None
    left: int = 2_000_000
    others: Mapping[str, "Cells"] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value:
        """Give a cell's value."""
        self.spend(1)
        return plain(self.raw(row, column))

    def raw(self, row: int, column: int) -> Raw:
        """Give a cell as the file holds it."""
        i, j = row - 1, column - self.first_column
        return self.rows[i][j] if 0 <= i < len(self.rows) and 0 <= j < len(self.rows[i]) else None

    def inside(self, block: Block) -> Iterator[Value]:
        """Give the values of a block, as far as the sheet goes; the rest is empty."""
        for row in range(block.first_row, min(block.last_row, len(self.rows)) + 1):
            last = min(block.last_column, self.first_column + len(self.rows[row - 1]) - 1)
            for column in range(block.first_column, last + 1):
                yield self.value(row, column)

    def spend(self, much: int) -> None:
        """Count what has been looked at.

        Raises:
            SpentError: it is too much.
        """
        self.left -= much
        if self.left < 0:
            raise SpentError


def plain(raw: Raw) -> Value:
    """Give a cell's value as formulas reckon with it: a day is its number."""
    if isinstance(raw, str | float | int) or raw is None:
        return raw
    return serial(raw)


def serial(moment: dt.date | dt.time | dt.timedelta) -> float:
    """Give the number by which Excel knows a moment."""
    if isinstance(moment, dt.timedelta):
        return moment / dt.timedelta(days=1)
    if isinstance(moment, dt.time):
        moment = dt.datetime.combine(EPOCH, moment)
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return (moment.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)


def compare(sign: str, one: Value, other: Value) -> bool:
    """Compare as Excel does: without case, an empty cell as 0 or "", any text more than any number."""
    first, second = _beside(one, other), _beside(other, one)
    return COMPARISONS[sign]((first > second) - (first < second))


def truth(value: Value) -> bool:
    """Tell whether a condition holds.

    Raises:
        NoValueError: it is a text.
    """
    if isinstance(value, str):
        if value.casefold() in ("true", "false"):
            return value.casefold() == "true"
        raise NoValueError
    return bool(value)


COMPARISONS: Mapping[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def _beside(value: Value, other: Value) -> tuple[int, float, str]:
    """Give what orders a value: numbers before texts before yes and no."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return 2, value, ""
    return (1, 0, value.casefold()) if isinstance(value, str) else (0, value, "")


def number_of(value: Value) -> float:
    """Give a value as a number, also one that is typed as text.

    Raises:
        NoValueError: it is none.
    """
    if value is None:
        return 0
    if isinstance(value, str):
        try:
            return float(value.strip().replace(",", "."))
        except ValueError as error:
            raise NoValueError from error
    return value


def whole_of(value: Value) -> int:
    """Give the whole number at or below a value."""
    number = number_of(value)
    if not math.isfinite(number):
        raise NoValueError
    return math.floor(number)


def text_of(value: Value) -> str:
    """Give a value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{value:.15g}".replace(".", ",")
