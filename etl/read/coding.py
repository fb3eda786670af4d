"""Rows of cells to columns in which each distinct value stands once."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, zip_longest

from etl.read.grid import Column, Raw

_ROWS_AT_ONCE = 512
_MOST_LOOKED_FOR, _ENOUGH_ROWS = 0.7, 8_000
"""Where more of so many cells of a column have a value of their own, earlier ones are not looked for."""

_WIDTH = array("I").itemsize

Clean = Callable[[Sequence[Raw]], Sequence[Raw]]
"""Gives the values that are meant by what some cells hold; None for nothing."""


def coded(rows: Iterable[Sequence[Raw]], clean: Clean = lambda raws: raws) -> tuple[Column, ...]:
    """Give rows, which may differ in length, as columns; empty ones at the end of both are left out.

    Args:
        rows: the cells as their file holds them.
        clean: asked once for each distinct value of a column, for many at a time.
    """
    columns: list[_Coding] = []
    count = 0
    stream = iter(rows)
    while batch := list(islice(stream, _ROWS_AT_ONCE)):
        for n, cells in enumerate(zip_longest(*batch)):
            if n == len(columns):
                columns.append(_Coding(clean))
            columns[n].take(cells, count)
        count += len(batch)
    last = max((coding.last for coding in columns), default=0)
    filled = [n for n, coding in enumerate(columns) if len(coding.known) > 1]
    return tuple(coding.column(last) for coding in columns[: filled[-1] + 1 if filled else 0])


class _Coding:
    """A column being made.

    Attributes:
        known: the values it has so far; the first is None, for an empty cell.
    """

    def __init__(self, clean: Clean) -> None:
        self.known: list[Raw] = [None]
        self._clean = clean
        self._codes = array("I")
        self._places = _Places(self.known, clean)
        self._bools: dict[bool, int] = {}

    @property
    def last(self) -> int:
        """Give how many rows it has down to the last that is filled."""
        return -(-len(self._codes.tobytes().rstrip(b"\0")) // _WIDTH)

    def take(self, cells: Sequence[Raw], above: int) -> None:
        """Take the cells below the rows above, some of which may not have reached this column."""
        self._reach(above)
        if bool in set(map(type, cells)):  # True would be found as 1.0
            self._codes.extend(
                self._of_bool(raw) if isinstance(raw, bool) else self._places[raw] for raw in cells
            )
        elif above < _ENOUGH_ROWS or len(self.known) < _MOST_LOOKED_FOR * above:
            self._codes.extend(map(self._places.__getitem__, cells))
        else:
            self._take_anew(cells)

    def column(self, count: int) -> Column:
        """Give the column with so many rows."""
        self._reach(count)
        return Column(self.known, self._codes[:count])

    def _take_anew(self, cells: Sequence[Raw]) -> None:
        """Take cells that hardly ever hold a value twice."""
        values = self._clean(cells)
        first, filled = len(self.known), [value for value in values if value is not None]
        if len(filled) == len(values):
            self._codes.extend(range(first, first + len(values)))
        else:
            places = iter(range(first, first + len(filled)))
            self._codes.extend(0 if value is None else next(places) for value in values)
        self.known += filled

    def _reach(self, count: int) -> None:
        self._codes.frombytes(bytes(_WIDTH * max(0, count - len(self._codes))))

    def _of_bool(self, raw: bool) -> int:
        if raw not in self._bools:
            self._bools[raw] = len(self.known)
            self.known.append(raw)
        return self._bools[raw]


class _Places(dict[Raw, int]):
    """Where each value that a column's cells hold stands among those known."""

    def __init__(self, known: list[Raw], clean: Clean) -> None:
        super().__init__({None: 0, "": 0})
        self._known = known
        self._clean = clean

    def __missing__(self, raw: Raw) -> int:
        (value,) = self._clean((raw,))
        place = self[raw] = 0 if value is None else len(self._known)
        if place:
            self._known.append(value)
        return place
