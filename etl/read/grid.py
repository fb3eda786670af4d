"""What every reader gives: a workbook of sheets of raw values, each with its own row and column numbers."""

import datetime as dt
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from portfolio.findings import Finding

Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""A cell's value as the file holds it; None for an empty cell. Text is clean: NFC, no control characters."""

Place = tuple[int, int]
"""Row and column as Excel counts them: both from 1."""


@dataclass(frozen=True, slots=True)
class Block:
    """A merged block of cells, corners inclusive, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Column:
    """A sheet's column with each value once or seldom more, so that what is asked of values is asked seldom.

    Attributes:
        values: its values in the order they first come; the first is None, for an empty cell.
        codes: for each row the place of its value among them.
    """

    values: Sequence[Raw]
    codes: "array[int]"

    def __reduce__(self) -> tuple[Callable[..., "Column"], tuple[object, ...]]:
        """Go to another process as few large pieces."""
        types = set(map(type, islice(self.values, 1, None)))
        packed: object = self.values
        if types == {str}:
            packed = _BETWEEN.join(islice(self.values, 1, None))  # type: ignore[arg-type] # all are texts
        elif types == {float}:
            packed = array("d", self.values[1:])  # type: ignore[type-var] # all are numbers
        return unpacked, (packed, self.codes)


_BETWEEN = "\x00"
"""Stands in no text: readers take control characters out."""


def unpacked(packed: "str | array[float] | Sequence[Raw]", codes: "array[int]") -> Column:
    """Give a column that came from another process."""
    if isinstance(packed, str):
        return Column([None, *packed.split(_BETWEEN)], codes)
    return Column([None, *packed] if isinstance(packed, array) else packed, codes)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or the one table of a csv file.

    ``columns[j].values[columns[j].codes[i]]`` is the cell in row ``first_row + i`` and column
    ``first_column + j``; all columns are as long as the longest, and trailing empty rows and columns are left
    out. Looks are kept only where they say something.

    Attributes:
        name: the sheet's name; None for csv.
        columns: its cells, column by column.
        fills: colour of a cell's own solid fill, as "RRGGBB", theme and tint resolved; no entry without fill.
        number_formats: a cell's number format, only where the value is a number shown as per cent, in another
            currency or a unit of kroner, or a date that is shown as something else than day, month and year.
        errors: cells that hold an error ("#REF!") or a formula without stored value ("").
        notes: cell comments.
        struck: cells whose font is struck out.
        symbol_fonts: cells set in Wingdings or another symbol font, with its name.
        conditional: colour that a conditional format gives a cell, where its rule is one we evaluate.
        bold: the cells among the first rows whose text is bold, where the format tells.
        widths: the columns' widths in digits, where the format tells; no entry for a column of usual width.
    """

    name: str | None
    columns: Sequence[Column]
    first_row: int = 1
    first_column: int = 1
    merges: tuple[Block, ...] = ()
    fills: Mapping[Place, str] = field(default_factory=dict)
    number_formats: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    notes: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    symbol_fonts: Mapping[Place, str] = field(default_factory=dict)
    conditional: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    bold: frozenset[Place] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        """Give how many rows there are from the first to the last with something in it."""
        return len(self.columns[0].codes) if self.columns else 0

    @property
    def rows(self) -> list[Sequence[Raw]]:
        """Give the cells row by row; they are put together anew each time."""
        cells = (map(column.values.__getitem__, column.codes) for column in self.columns)
        return list(zip(*cells, strict=True))

    def value(self, row: int, column: int) -> Raw:
        """Give a cell's raw value by Excel's row and column; None outside the sheet."""
        i, j = row - self.first_row, column - self.first_column
        if i < 0 or not 0 <= j < len(self.columns):
            return None
        told = self.columns[j]
        return told.values[told.codes[i]] if i < len(told.codes) else None


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that stands in no cell, and roughly where; kept only if a number of ten digits is in it."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file, in its own order, hidden ones too.

    Attributes:
        findings: what reading the file itself gave to say, such as signs that no encoding knows.
        asides: texts outside the cells that may hold what no file may hold.
    """

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
    asides: tuple[Aside, ...] = ()


def column_letters(column: int) -> str:
    """Give Excel's name of a column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Give Excel's name of a cell: ``address(6, 2)`` is ``B6``."""
    return f"{column_letters(column)}{row}"
