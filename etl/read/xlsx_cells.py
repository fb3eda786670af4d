"""A sheet's cells, collected from its rows piece by piece, then given as columns."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from etl.read.grid import Column, Place
from etl.read.looks import BOLD_ROWS, NumberStyles
from etl.read.xlsx_rows import Ints, Rows, read_rows
from etl.read.xlsx_texts import OtherFormError
from etl.read.xlsx_values import EMPTY, KIND, TEXT, Codes, Values, style_flags

_DENSE = 1 << 21
REACH = 10_000
"""Looks this many rows below the last content belong to no list: somebody formatted to the bottom."""

_Rows = NDArray[np.int32]
_Numbers = NDArray[np.uint16]
_Cells = tuple[_Rows, _Numbers, Codes]
"""Row, column and code of each."""


class SheetCells:
    """What a sheet's rows hold.

    Attributes:
        hidden_rows: the rows that are hidden.
        errors: cells with an error, and ("") formulas without a value.
        lowest: the cell with content in the farthest row.
        widest: the cell with content in the farthest column.
    """

    def __init__(
        self, telling: frozenset[int], shown: NumberStyles, bold: frozenset[int] = frozenset()
    ) -> None:
        """Prepare.

        Args:
            telling: the styles whose cells are to be noted.
            shown: as what styles show numbers.
            bold: further styles whose cells are to be noted among the first rows.
        """
        self.hidden_rows: set[int] = set()
        self.errors: dict[Place, str] = {}
        self.lowest: Place = (0, 0)
        self.widest: Place = (0, 0)
        self._telling = style_flags(telling)
        self._bold = style_flags(telling | bold)
        self._values = Values(shown)
        self._cells: list[_Cells] = []
        self._styled: list[tuple[_Rows, _Numbers, _Rows]] = []

    def take(self, piece: bytes, above: int) -> int:
        """Take whole rows below a row; give the last one's number.

        Raises:
            OtherFormError: they are in another form.
        """
        found = read_rows(piece, above, self._values)
        self.hidden_rows.update(found.hidden)
        self.errors |= found.errors
        self._style_rows(found)
        self._reach(found.rows[found.has_content], found.columns[found.has_content])
        filled = found.codes != EMPTY
        rows, columns = found.rows[filled].astype(np.int32), found.columns[filled].astype(np.uint16)
        self._cells.append((rows, columns, found.codes[filled]))
        self._style(found)
        return found.last

    def _reach(self, rows: Ints, columns: Ints) -> None:
        if not len(rows):
            return
        widest = int(columns.argmax())
        self.lowest = int(rows[-1]), int(columns[-1])
        if columns[widest] > self.widest[1]:
            self.widest = int(rows[widest]), int(columns[widest])

    def _style_rows(self, found: Rows) -> None:
        """Give the looks of whole rows to their cells that are not written, as far as there is content."""
        reach = np.maximum.accumulate(np.where(found.has_content, found.columns, 0))
        filled = np.maximum.accumulate(np.where(found.has_content, found.rows, 0))
        for row, style in found.styled:
            begin, end = np.searchsorted(found.rows, (row, row + 1)).tolist()
            last_row = max(self.lowest[0], int(filled[end - 1]) if end else 0)
            if not self._telling[style] or row > last_row + 1:
                continue
            last_column = max(self.widest[1], int(reach[end - 1]) if end else 0)
            bare = np.setdiff1d(np.arange(1, last_column + 1), found.columns[begin:end]).astype(np.uint16)
            rows, styles = np.full(len(bare), row, np.int32), np.full(len(bare), style, np.int32)
            self._styled.append((rows, bare, styles))

    def _style(self, found: Rows) -> None:
        styled = self._telling[found.styles] & (found.rows <= self.lowest[0] + REACH)
        if len(found.rows) and found.rows[0] <= BOLD_ROWS:
            near = min(BOLD_ROWS, self.lowest[0] + REACH)
            styled |= self._bold[found.styles] & (found.rows <= near)
        if styled.any():
            rows, styles = found.rows[styled].astype(np.int32), found.styles[styled].astype(np.int32)
            self._styled.append((rows, found.columns[styled].astype(np.uint16), styles))

    def styles(self) -> dict[Place, int]:
        """Give the styles to be noted."""
        noted: dict[Place, int] = {}
        for rows, columns, styles in self._styled:
            places = zip(rows.tolist(), columns.tolist(), strict=True)
            noted.update(zip(places, styles.tolist(), strict=True))
        return noted

    def columns(self, texts: Sequence[str | None]) -> tuple[int, tuple[Column, ...]]:
        """Give the number of the first column and all from there, each value of a column once.

        Raises:
            OtherFormError: a cell names a shared text that there is none of.
        """
        rows, numbers, codes = self._joined()
        if not len(codes):
            return 1, ()
        shared = codes[codes >> np.uint32(KIND) == TEXT]
        if len(shared) and int(shared.max()) >= len(texts):
            raise OtherFormError
        bounds = np.flatnonzero(np.diff(numbers, prepend=0, append=0))
        first = int(numbers[0])
        made: dict[int, Column] = {}
        for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            made[int(numbers[begin])] = self._column(rows[begin:end], codes[begin:end], texts)
        return first, _trimmed(made, first)

    def _joined(self) -> _Cells:
        """Give all cells with a value, column by column."""
        parts = self._cells or [(np.empty(0, np.int32), np.empty(0, np.uint16), np.empty(0, np.uint32))]
        self._cells = []
        columns = np.concatenate([part[1] for part in parts])
        order = np.argsort(columns, kind="stable").astype(np.int32)
        rows = np.concatenate([part[0] for part in parts])[order]
        return rows, columns[order], np.concatenate([part[2] for part in parts])[order]

    def _column(self, rows: NDArray[np.int32], codes: Codes, texts: Sequence[str | None]) -> Column:
        """Give a column down to its last filled cell."""
        distinct, places = _numbered(codes)
        values = self._values.of_codes(distinct, texts)
        if None in values:
            kept = np.array([value is not None for value in values])
            places = (np.cumsum(kept) * kept).astype(np.uint32)[places - 1]
            values = [value for value in values if value is not None]
            rows, places = rows[places > 0], places[places > 0]
        told = np.zeros(int(rows[-1]) if len(rows) else 0, np.uint32)
        told[rows - 1] = places
        return Column([None, *values], array("I", told.tobytes()))


def _numbered(codes: Codes) -> tuple[Codes, Codes]:
    """Give different codes in the order they first come, and for each cell the place among them, from 1."""
    keys, size = codes.astype(np.int64), int(codes.max()) + 1
    if size > _DENSE:
        known, keys = np.unique(codes, return_inverse=True)
        size = len(known)
    order, first = np.arange(len(codes)), np.empty(size, np.int64)
    first[keys[::-1]] = order[::-1]
    begins = np.flatnonzero(first[keys] == order)
    places = np.empty(size, np.uint32)
    places[keys[begins]] = np.arange(1, len(begins) + 1)
    return codes[begins], places[keys]


def _trimmed(made: dict[int, Column], first: int) -> tuple[Column, ...]:
    """Give columns of one length, up to the last that holds something."""
    length = max(len(column.codes) for column in made.values())
    last = max((number for number, column in made.items() if len(column.codes)), default=0)
    for column in made.values():
        column.codes.frombytes(bytes(column.codes.itemsize * (length - len(column.codes))))
    nothing = array("I", bytes(array("I").itemsize * length))
    return tuple(made.get(number) or Column([None], nothing[:]) for number in range(first, last + 1))
