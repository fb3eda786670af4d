"""A sheet as it will be written: cells by row and column, and its layout."""

from __future__ import annotations

from dataclasses import dataclass, field

from parts.cells import Cell, as_cell

Block = tuple[int, int, int, int]
"""First row and column, last row and column, counted from 1."""


def letters(column: int) -> str:
    """Give Excel's name of a column, counted from 1."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def address(row: int, column: int) -> str:
    """Give Excel's name of a cell."""
    return f"{letters(column)}{row}"


@dataclass
class Sheet:
    """One sheet: cells by (row, column), both counted from 1, and its layout."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    is_hidden: bool = False
    freeze: tuple[int, int] | None = None
    autofilter: Block | None = None
    light_rules: list[Block] = field(default_factory=list)
    choices: list[tuple[Block, tuple[str, ...]]] = field(default_factory=list)
    excel_table: tuple[str, Block] | None = None

    def put(self, row: int, column: int, content: Cell | str | float, **look: object) -> Cell:
        """Write a cell; a bare text or number is a cell that means what it says."""
        if (row, column) in self.cells:
            raise ValueError(f"{self.name}!{address(row, column)} is written twice")
        cell = as_cell(content).looking(look)
        self.cells[row, column] = cell
        return cell

    def merge(self, row1: int, column1: int, row2: int, column2: int) -> None:
        """Merge a block of cells."""
        if (row1, column1) != (row2, column2):
            self.merges.append((row1, column1, row2, column2))
