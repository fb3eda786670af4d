"""What every reader gives: a workbook of sheets of raw values, each with its own row and column numbers."""

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

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
    """A sheet's column with each distinct value once, so that what is asked of values is asked once each.

    Attributes:
        values: the distinct values in the order they first come; the first is None, for an empty cell.
        codes: for each row the place of its value among them.
    """

    values: Sequence[Raw]
    codes: "array[int]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or the one table of a csv file.

    ``rows[i][j]`` is the cell in row ``first_row + i`` and column ``first_column + j``; rows may differ in
    length and trailing empty rows and columns are left out. Looks are kept only where they say something.
    A sheet that is sent to another process goes as its columns, and has its rows again where it arrives.

    Attributes:
        name: the sheet's name; None for csv.
        fills: colour of a cell's own solid fill, as "RRGGBB", theme and tint resolved; no entry without fill.
        number_formats: a cell's number format, only where the value is a number shown as per cent, or a date
            that is shown as something else than day, month and year.
        errors: cells that hold an error ("#REF!") or a formula without stored value ("").
        notes: cell comments.
        struck: cells whose font is struck out.
        symbol_fonts: cells set in Wingdings or another symbol font, with its name.
        conditional: colour that a conditional format gives a cell, where its rule is one we evaluate.
        columns: the same cells column by column, where the reader made them.
    """

    name: str | None
    rows: Sequence[Sequence[Raw]]
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
    columns: tuple[Column, ...] = ()

    def __getstate__(self) -> list[object]:
        return [
            () if item.name == "rows" and self.columns else getattr(self, item.name) for item in fields(self)
        ]

    def __setstate__(self, state: Sequence[object]) -> None:
        for item, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, item.name, value)
        if self.columns:
            object.__setattr__(self, "rows", rows_of(self.columns))

    def value(self, row: int, column: int) -> Raw:
        """Give a cell's raw value by Excel's row and column; None outside the sheet."""
        i, j = row - self.first_row, column - self.first_column
        if 0 <= i < len(self.rows) and 0 <= j < len(self.rows[i]):
            return self.rows[i][j]
        return None


def rows_of(columns: Sequence[Column]) -> list[Sequence[Raw]]:
    """Give the rows of some columns."""
    return list(zip(*(map(column.values.__getitem__, column.codes) for column in columns), strict=True))


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file, in its own order, hidden ones too."""

    sheets: tuple[Sheet, ...]


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
