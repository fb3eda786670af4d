"""A sheet looked at cell by cell, with merged blocks resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from etl.parse.normal import tidy
from etl.read.grid import Block, Place, Raw, Sheet
from etl.read.symbols import symbol_text

_MOST_COVERED = 500_000
"""Merged cells beyond these are left as they are: no list has so many, but a hostile file may."""


@dataclass(frozen=True)
class View:
    """A sheet with its merged blocks at hand. Rows and columns are the sheet's own, counted from 1."""

    sheet: Sheet

    @property
    def last_row(self) -> int:
        """Give the last row that the sheet has."""
        return self.sheet.first_row + len(self.sheet.rows) - 1

    @cached_property
    def last_column(self) -> int:
        """Give the last column that any row has."""
        return self.sheet.first_column + max(map(len, self.sheet.rows), default=0) - 1

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

    def filled(self, row: int) -> list[int]:
        """Give the columns of a row that hold something themselves, ascending."""
        i = row - self.sheet.first_row
        if not 0 <= i < len(self.sheet.rows):
            return []
        cells = self.sheet.rows[i]
        return [self.sheet.first_column + j for j, raw in enumerate(cells) if raw is not None and raw != ""]

    def filled_rows(self, first: int, last: int) -> Iterator[tuple[int, list[int]]]:
        """Give the rows that hold something, each with its filled columns."""
        for row in range(max(first, self.sheet.first_row), min(last, self.last_row) + 1):
            columns = self.filled(row)
            if columns:
                yield row, columns
