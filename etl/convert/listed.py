"""A table's records, each made when it is asked for: a long list is checked without making them all."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol, overload

import numpy as np
from numpy.typing import NDArray

from etl.convert.reads import ColumnReads, TableReads
from etl.read.grid import address
from portfolio.records import CellValue, FieldColumn, OtherColumn, RecordColumns, Report, Value
from portfolio.vocabulary import ReadFrom


class Make(Protocol):
    """Makes the record of a row that has nothing to remark, or no more of it than tells whose it is."""

    def __call__(self, row: int, *, is_named_only: bool = False) -> Report:
        """Make the record of a row."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """What some cells of a field hold.

    Attributes:
        cell: the address of the first that holds anything; None for none.
        values: the different values, with how often each stands.
        unread: how many cells could not be read.
        foreign: how many amounts are in another currency than kroner.
        source: where a value was read that does not stand in its record's own cell.
    """

    field: str
    cell: str | None
    values: Mapping[Value, int]
    unread: int = 0
    foreign: int = 0
    source: ReadFrom | None = None


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
        fixed: Mapping[str, CellValue] | None = None,
        others: Sequence[OtherColumn] = (),
    ) -> None:
        self.made = made
        self._rows = rows
        self._make = make
        self._reads = reads
        self._fixed = fixed
        self._others = others
        self._columns = {it.column.field: it for it in reads.columns.values()}

    @property
    def rows(self) -> Sequence[int]:
        """Give the row of each record."""
        return self._rows

    def changed(self, change: Callable[[Report], Report]) -> "ListedRecords":
        """Give the records each changed when it is made."""
        made = {row: change(record) for row, record in self.made.items()}

        def make(row: int, *, is_named_only: bool = False) -> Report:
            return change(self._make(row, is_named_only=is_named_only))

        return ListedRecords(self._rows, made, make, self._reads)

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

    def named(self) -> Iterator[Report]:
        """Give the records with no more than tells whose they are."""
        return (self.made.get(row) or self._make(row, is_named_only=True) for row in self._rows)

    def by_column(self) -> RecordColumns | None:
        """Give the records column by column; None where looks of cells, periods or sections have a say."""
        columns = self._reads.columns.values()
        if self._fixed is None or len(self._columns) < len(columns):
            return None
        first, is_plain = self._reads.view.sheet.first_row, self._reads.plain
        places = np.array(self._rows, np.int64) - first
        odd = set(np.array(self._rows)[~is_plain[places]].tolist()) | self.made.keys()
        return RecordColumns(
            self._reads.view.sheet.name,
            self._rows,
            tuple(
                FieldColumn(it.column.field or "", it.letters, it.codes[places], it.cell) for it in columns
            ),
            tuple(replace(other, codes=other.codes[places]) for other in self._others),
            self._fixed,
            {bisect_left(self._rows, row): self._record(row) for row in sorted(odd)},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as lists, which are compared by what they hold

    def _record(self, row: int) -> Report:
        return self.made.get(row) or self._make(row)

    def texts(self, field: str) -> list[str]:
        """Give each record's value of a field as text, without making the records; "" where it has none."""
        reads = self._columns.get(field)
        if reads is None:
            return [_text(record.values.get(field)) for record in self]
        codes = reads.codes[np.array(self._rows) - reads.view.sheet.first_row]
        found = list(map(reads.texts.__getitem__, codes.tolist()))
        for row, record in self.made.items():
            found[bisect_left(self._rows, row)] = _text(record.values.get(field))
        return found

    def cell(self, at: int, field: str) -> str | None:
        """Give the cell of a record's value of a field, without making the record."""
        row, reads = self._rows[at], self._columns.get(field)
        if reads is None or row in self.made:
            return _cell(self[at], field)
        return address(row, reads.column.number)

    def counted(self, most: int) -> Iterator[Counted]:
        """Give what the first records hold of each field, in some portions."""
        rows, first = self._rows[:most], self._reads.view.sheet.first_row
        is_plain = self._reads.plain if self._fixed == {} else None
        plain = [
            row for row in rows if is_plain is not None and is_plain[row - first] and row not in self.made
        ]
        others = set(rows).difference(plain)
        for row in others:
            yield from (_of_cell(name, cell) for name, cell in self._record(row).values.items())
        places = np.array(plain, np.int64) - first
        yield from (_of_column(reads, places) for reads in self._reads.columns.values())

    def starts_and_ends(self) -> Iterator[tuple[CellValue | None, CellValue | None]]:
        """Give start and end of the records made, and of those others whose end lies before their start."""
        early = self._reads.ending_early()
        for row in self._rows:
            if row in self.made:
                yield _start_and_end(self.made[row])
            elif row in early:
                yield _start_and_end(self._make(row))


def _of_cell(field: str, cell: CellValue) -> Counted:
    """Count one cell."""
    is_foreign, is_unread = cell.currency is not None, cell.currency is None and cell.value is None
    values = {} if is_foreign or cell.value is None else {cell.value: 1}
    source = None if is_foreign else cell.read_from
    return Counted(field, cell.cell, values, unread=int(is_unread), foreign=int(is_foreign), source=source)


def _of_column(reads: ColumnReads, places: NDArray[np.int64]) -> Counted:
    """Count a column's values in some rows, in the order they first come."""
    codes, at, counts = np.unique(reads.codes[places], return_index=True, return_counts=True)
    order = np.argsort(at)
    values: dict[Value, int] = {}
    unread, foreign, first = 0, 0, None
    said = reads.said(codes[order].tolist())
    for n, (told, count) in enumerate(zip(said, counts[order].tolist(), strict=True)):
        if told is None:
            continue
        first = n if first is None else first
        value, is_foreign = told
        if is_foreign:
            foreign += count
        elif value is None:
            unread += count
        else:
            values[value] = values.get(value, 0) + count
    row = None if first is None else int(places[at[order[first]]]) + reads.view.sheet.first_row
    cell = None if row is None else f"{reads.letters}{row}"
    return Counted(reads.column.field or "", cell, values, unread=unread, foreign=foreign)


def counted(records: Sequence[Report], most: int) -> Iterator[Counted]:
    """Give what the first records hold of each field, in some portions."""
    if isinstance(records, ListedRecords):
        yield from records.counted(most)
    else:
        for record in islice(records, most):
            yield from (_of_cell(name, cell) for name, cell in record.values.items())


def _text(cell: CellValue | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value)


def _cell(record: Report, field: str) -> str | None:
    value = record.values.get(field)
    return None if value is None else value.cell


def cell_of(records: Sequence[Report], at: int, field: str) -> str | None:
    """Give the cell of a record's value of a field."""
    return records.cell(at, field) if isinstance(records, ListedRecords) else _cell(records[at], field)


def texts_of(records: Sequence[Report], field: str) -> list[str]:
    """Give each record's value of a field as text; "" where it has none."""
    if isinstance(records, ListedRecords):
        return records.texts(field)
    return [_text(record.values.get(field)) for record in records]


def ending_early(records: Sequence[Report]) -> Iterator[tuple[CellValue, CellValue]]:
    """Give start and end of the records whose end may lie before their start."""
    pairs = records.starts_and_ends() if isinstance(records, ListedRecords) else map(_start_and_end, records)
    yield from ((start, end) for start, end in pairs if start is not None and end is not None)


def _start_and_end(record: Report) -> tuple[CellValue | None, CellValue | None]:
    return record.values.get("start"), record.values.get("end")
