"""Rows of a chart's numbers, made when somebody reads them: a page shows few of a file's thousands."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

from dashboard.components.numbers import Cell

Row = Sequence[Cell]


class LazyRows(Sequence[Row]):
    """Rows that a function makes, at most once."""

    def __init__(self, make: Callable[[], Sequence[Row]]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> Sequence[Row]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """Give a row, or some."""
        return self._rows[place]

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self._rows)
