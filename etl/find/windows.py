"""Columns of a sheet looked at by themselves: tables beside others whose headings stand in other rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.find.headers import Header
from etl.find.view import Filled, View

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_LOOK_DOWN = 400


@dataclass(frozen=True)
class Window(View):
    """A view of some columns of a sheet, as though the others were empty."""

    columns: range = range(0)

    def filled(self, row: int) -> Filled:
        """Give the columns of a row, of those looked at, that hold something."""
        return tuple(column for column in super().filled(row) if column in self.columns)

    def filled_rows(self, first: int, last: int) -> Iterator[tuple[int, Filled]]:
        """Give the rows that hold something in these columns."""
        for row in range(max(first, self.sheet.first_row), min(last, self.last_row) + 1):
            columns = self.filled(row)
            if columns:
                yield row, columns


def windows_beside(view: View, headers: Sequence[Header]) -> Iterator[Window]:
    """Give the blocks of columns, between empty ones, that none of a sheet's headings reaches."""
    covered = {column for header in headers for column in header.columns}
    for block in _blocks(view):
        if len(block) >= _FEWEST_COLUMNS and not covered & set(block):
            yield Window(view.sheet, columns=range(block[0], block[-1] + 1))


def _blocks(view: View) -> list[list[int]]:
    """Give the columns that several rows fill, in runs without a gap."""
    first = view.sheet.first_row
    rows = (view.filled(row) for row in range(first, min(view.last_row, first + _LOOK_DOWN) + 1))
    counts: Counter[int] = Counter()
    for filled, count in Counter(rows).items():
        counts.update(dict.fromkeys(filled, count))
    runs: list[list[int]] = []
    for column in sorted(column for column, count in counts.items() if count >= _FEWEST_ROWS):
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs
