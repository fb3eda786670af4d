"""A table's records, each made when it is asked for: a long list is checked without making them all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import overload

import numpy as np
from numpy.typing import NDArray

from etl.convert.reads import ColumnReads, TableReads
from etl.read.grid import address
from portfolio.records import CellValue, Report

Make = Callable[[int], Report]
"""Makes the record of a row that has nothing to remark."""


class ListedRecords(Sequence[Report]):
    """Records in sheet order.

    Attributes:
        made: the records of rows with something to remark, by row; they are made already.
    """

    def __init__(
        self,
        rows: Sequence[int],
        made: Mapping[int, Report],
        make: Make,
        reads: TableReads,
        *,
        is_columnar: bool = False,
    ) -> None:
        self.made = made
        self._rows = rows
        self._make = make
        self._reads = reads
        self._is_columnar = is_columnar
        self._columns = {it.column.field: it for it in reads.columns.values()}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Report]: ...
    def __getitem__(self, at: int | slice) -> Report | Sequence[Report]:
        if isinstance(at, slice):
            return tuple(map(self._record, self._rows[at]))
        return self._record(self._rows[at])

    def __iter__(self) -> Iterator[Report]:
        return map(self._record, self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as lists, which are compared by what they hold

    def _record(self, row: int) -> Report:
        return self.made.get(row) or self._make(row)

    def texts(self, field: str) -> Iterator[str]:
        """Give each record's value of a field as text, without making the records; "" where it has none."""
        reads = self._columns.get(field)
        if reads is None:
            yield from (_text(record.values.get(field)) for record in self)
            return
        texts, places = reads.texts, reads.places
        first = reads.view.sheet.first_row
        for row in self._rows:
            if row in self.made:
                yield _text(self.made[row].values.get(field))
            else:
                yield texts[places[row - first]]

    def cell(self, at: int, field: str) -> str | None:
        """Give the cell of a record's value of a field, without making the record."""
        row, reads = self._rows[at], self._columns.get(field)
        if reads is None or row in self.made:
            return _cell(self[at], field)
        return address(row, reads.column.number)

    def counted(self, most: int) -> Iterator[tuple[str, CellValue, int]]:
        """Give the different values of each field in the first records, with how often each stands."""
        rows, first = self._rows[:most], self._reads.view.sheet.first_row
        is_plain = self._reads.plain if self._is_columnar else None
        plain = [
            row for row in rows if is_plain is not None and is_plain[row - first] and row not in self.made
        ]
        others = set(rows).difference(plain)
        for row in others:
            yield from ((name, cell, 1) for name, cell in self._record(row).values.items())
        places = np.array(plain, np.int64) - first
        for reads in self._reads.columns.values():
            yield from _counted(reads, places)

    def starts_and_ends(self) -> Iterator[tuple[CellValue | None, CellValue | None]]:
        """Give start and end of the records made, and of those others whose end lies before their start."""
        early = self._reads.ending_early()
        for row in self._rows:
            if row in self.made:
                yield _start_and_end(self.made[row])
            elif row in early:
                yield _start_and_end(self._make(row))


def _counted(reads: ColumnReads, places: NDArray[np.int64]) -> Iterator[tuple[str, CellValue, int]]:
    """Give a column's different values in some rows, in the order they come, with how often each stands."""
    first = reads.view.sheet.first_row
    codes, at, counts = np.unique(reads.codes[places], return_index=True, return_counts=True)
    for n in np.argsort(at).tolist():
        cell = reads.cell(int(codes[n]), int(places[at[n]]) + first)
        if cell is not None:
            yield reads.column.field or "", cell, int(counts[n])


def counted(records: Sequence[Report], most: int) -> Iterator[tuple[str, CellValue, int]]:
    """Give the different values of each field in the first records, with how often each stands."""
    if isinstance(records, ListedRecords):
        yield from records.counted(most)
    else:
        for record in islice(records, most):
            yield from ((name, cell, 1) for name, cell in record.values.items())


def _text(cell: CellValue | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value)


def _cell(record: Report, field: str) -> str | None:
    value = record.values.get(field)
    return None if value is None else value.cell


def cell_of(records: Sequence[Report], at: int, field: str) -> str | None:
    """Give the cell of a record's value of a field."""
    return records.cell(at, field) if isinstance(records, ListedRecords) else _cell(records[at], field)


def texts_of(records: Sequence[Report], field: str) -> Iterator[str]:
    """Give each record's value of a field as text; "" where it has none."""
    if isinstance(records, ListedRecords):
        yield from records.texts(field)
    else:
        yield from (_text(record.values.get(field)) for record in records)


def ending_early(records: Sequence[Report]) -> Iterator[tuple[CellValue, CellValue]]:
    """Give start and end of the records whose end may lie before their start."""
    pairs = records.starts_and_ends() if isinstance(records, ListedRecords) else map(_start_and_end, records)
    yield from ((start, end) for start, end in pairs if start is not None and end is not None)


def _start_and_end(record: Report) -> tuple[CellValue | None, CellValue | None]:
    return record.values.get("start"), record.values.get("end")
