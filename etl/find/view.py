"""A sheet looked at cell by cell, with merged blocks resolved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from etl.parse.normal import tidy
from etl.read.grid import Block, Place, Raw, Sheet

_MOST_COVERED = 500_000
"""Merged cells beyond these are left as they are: no list has so many, but a hostile file may."""


_TEXT_ROWS = 500
"""Where a column's texts stand is noted for so many rows: headings are looked for no further down."""


@dataclass(frozen=True)
class View:
    """A sheet with its merged blocks at hand. Rows and columns are the sheet's own, counted from 1.

    Attributes:
        sheet: the sheet.
        rows_of_fields: rows known to say hardly anything but fields, or not to.
    """

    sheet: Sheet
    rows_of_fields: dict[int, bool] = field(default_factory=dict, compare=False)
    _texts: dict[int, Mapping[str, Sequence[int]]] = field(default_factory=dict, compare=False)

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
        return self.sheet.value(*self.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """Give a cell's own text, tidy; "" for what is no text."""
        raw = self.sheet.value(row, column)
        return tidy(raw) if isinstance(raw, str) else ""

    def texts(self, column: int) -> Mapping[str, Sequence[int]]:
        """Give the rows of each text in a column, among the sheet's first."""
        if column not in self._texts:
            found: dict[str, list[int]] = defaultdict(list)
            for row in range(self.sheet.first_row, min(self.last_row, self.sheet.first_row + _TEXT_ROWS) + 1):
                text = self.text(row, column)
                if text:
                    found[text].append(row)
            self._texts[column] = found
        return self._texts[column]

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
