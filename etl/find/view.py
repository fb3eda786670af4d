"""A sheet looked at cell by cell, with merged blocks resolved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from etl.parse.normal import tidy
from etl.read.grid import Block, Place, Raw, Sheet
from etl.read.symbols import symbol_text

_MOST_COVERED = 500_000
"""Merged cells beyond these are left as they are: no list has so many, but a hostile file may."""


Filled = tuple[int, ...]
"""The columns of a row that hold something."""

_TEXT_ROWS = 500
"""Where a column's texts stand is noted for so many rows: headings are looked for no further down."""


def _may_say(value: str, text: str) -> bool:
    """Tell cheaply whether a value may be a text when it is tidy."""
    return len(value) >= len(text) and (value[0] == text[0] or not value[0].isalnum())


@dataclass(frozen=True)
class View:
    """A sheet with its merged blocks at hand. Rows and columns are the sheet's own, counted from 1.

    Attributes:
        sheet: the sheet.
        rows_of_fields: rows known to say hardly anything but fields, or not to.
    """

    sheet: Sheet
    rows_of_fields: dict[int, bool] = field(default_factory=dict, compare=False)
    _texts: dict[tuple[int, str], Sequence[int]] = field(default_factory=dict, compare=False)

    @property
    def last_row(self) -> int:
        """Give the last row that the sheet has."""
        return self.sheet.first_row + self.sheet.row_count - 1

    @cached_property
    def last_column(self) -> int:
        """Give the last column that any row has."""
        return self.sheet.first_column + len(self.sheet.columns) - 1

    @cached_property
    def _blocks(self) -> Mapping[Place, Block]:
        """Give the merged block of each covered cell, as far as the sheet goes."""
        found: dict[Place, Block] = {}
        for block in self.sheet.merges:
            if len(found) > _MOST_COVERED:
                break
            for row in range(block.first_row, min(block.last_row, self.last_row) + 1):
                for column in range(block.first_column, min(block.last_column, self.last_column) + 1):
                    found[row, column] = block
        return found

    def block(self, row: int, column: int) -> Block | None:
        """Give the merged block that covers a cell."""
        return self._blocks.get((row, column))

    def anchor(self, row: int, column: int) -> Place:
        """Give the cell that holds the value: the first of its merged block, else itself."""
        block = self._blocks.get((row, column))
        return (row, column) if block is None else (block.first_row, block.first_column)

    def raw(self, row: int, column: int) -> Raw:
        """Give the value a person sees in a cell, also within a merged block."""
        return self.meant(*self.anchor(row, column))

    def meant(self, row: int, column: int) -> Raw:
        """Give a cell's own value as it is shown: letters of a symbol font are the signs that they draw."""
        raw = self.sheet.value(row, column)
        font = self.sheet.symbol_fonts.get((row, column)) if self.sheet.symbol_fonts else None
        return raw if font is None or not isinstance(raw, str) else symbol_text(raw, font)

    def text(self, row: int, column: int) -> str:
        """Give a cell's own text, tidy; "" for what is no text."""
        raw = self.sheet.value(row, column)
        return tidy(raw) if isinstance(raw, str) else ""

    def rows_of(self, text: str, column: int) -> Sequence[int]:
        """Give the rows, among the sheet's first, in which a column has a text."""
        rows = self._texts.get((column, text))
        if rows is None:
            rows = self._texts[column, text] = self._rows_of(text, column)
        return rows

    def _rows_of(self, text: str, column: int) -> Sequence[int]:
        codes, j = self.codes(column)[: _TEXT_ROWS + 1], column - self.sheet.first_column
        if not text or not len(codes) or not 0 <= j < len(self.sheet.columns):
            return ()
        values = self.sheet.columns[j].values
        alike = [
            code
            for code in set(codes.tolist())
            if isinstance(value := values[code], str) and _may_say(value, text) and tidy(value) == text
        ]
        rows: list[int] = (np.flatnonzero(np.isin(codes, alike)) + self.sheet.first_row).tolist()
        return rows

    def filled(self, row: int) -> Filled:
        """Give the columns of a row that hold something themselves, ascending."""
        i = row - self.sheet.first_row
        return self._filled[i] if 0 <= i < len(self._filled) else ()

    def filled_rows(self, first: int, last: int) -> Iterator[tuple[int, Filled]]:
        """Give the rows that hold something, each with its filled columns."""
        begin = max(first - self.sheet.first_row, 0)
        for row, columns in enumerate(
            self._filled[begin : last - self.sheet.first_row + 1], max(first, self.sheet.first_row)
        ):
            if columns:
                yield row, columns

    def codes(self, column: int) -> NDArray[np.uint32]:
        """Give a column's codes, one a row of the sheet; 0 is an empty cell."""
        j = column - self.sheet.first_column
        if not 0 <= j < len(self.sheet.columns):
            return np.zeros(self.sheet.row_count, np.uint32)
        return np.frombuffer(self.sheet.columns[j].codes, np.uint32)

    def values(self, column: int) -> Sequence[Raw]:
        """Give a column's distinct values; the first stands for empty cells."""
        j = column - self.sheet.first_column
        return self.sheet.columns[j].values if 0 <= j < len(self.sheet.columns) else (None,)

    @cached_property
    def _filled(self) -> list[Filled]:
        """Give each row's filled columns; rows that fill the same ones share what says so."""
        first = self.sheet.first_column
        matrix = np.zeros((self.sheet.row_count, len(self.sheet.columns)), bool)
        for j, column in enumerate(self.sheet.columns):
            codes = np.frombuffer(column.codes, np.uint32)
            matrix[: len(codes), j] = codes != 0
        packed = np.packbits(matrix, axis=1)
        known: dict[bytes, Filled] = {}
        found: list[Filled] = []
        for i, key in enumerate(map(bytes, packed)):
            if key not in known:
                known[key] = tuple((np.flatnonzero(matrix[i]) + first).tolist())
            found.append(known[key])
        return found
