"""Typed rows going in: what a list says about initiatives, with the cell behind each value."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import Protocol, overload, runtime_checkable

import msgspec
import numpy as np
from numpy.typing import NDArray

from portfolio.fields import OUR_ID
from portfolio.findings import Finding
from portfolio.vocabulary import Precision, ReadFrom, RowReason, RowRole, Severity, TableKind


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date as a list gives it: the first and last day it can mean (both inclusive) and how exact it is.

    ``first`` is None where no beginning is known, ``last`` where there is no end (or none known).
    ``inferred`` names what did not stand in the text, such as ``year``.
    """

    first: dt.date | None
    last: dt.date | None
    precision: Precision
    inferred: tuple[str, ...] = ()


Value = str | int | float | tuple[str, ...] | FuzzyDate
"""A read value; its type follows from its field's :class:`portfolio.fields.ValueKind`."""


class CellValue(msgspec.Struct, frozen=True, gc=False):
    """A value with the place it was read: a struct, since a long list has millions of them.

    Attributes:
        value: what was understood; None where the text could not be read.
        text: what stands in the cell, as typed ("" for a value that is only a colour or a number's own cell).
        cell: the address as Excel shows it ("B6"), or None for a sheet's name.
        read_from: where it was read when not in the record's own cell.
        currency: the currency named beside an amount when it is not kroner, as ISO code.
        organisation: the organisation's id where a cluster or area was recognised.
    """

    value: Value | None
    text: str
    cell: str | None
    read_from: ReadFrom | None = None
    currency: str | None = None
    organisation: str | None = None

    def but(self, **changes: object) -> "CellValue":
        """Give the same with some attributes otherwise."""
        return msgspec.structs.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class ExtraCell:
    """A filled cell of a column nobody recognised."""

    heading: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Report:
    """One row of a list about one initiative, before it is stored.

    ``row`` is the sheet's own row number, or None for a transposed table, where ``column`` names its column.
    """

    sheet: str | None
    row: int | None
    values: Mapping[str, CellValue]
    column: str | None = None
    extra: tuple[ExtraCell, ...] = ()

    @property
    def title(self) -> str:
        """The row's title; every accepted row has one."""
        return str(self.values["title"].value)

    @property
    def our_id(self) -> int | None:
        """Our own id of the initiative, where a workbook of ours came back with it."""
        found = self.values.get(OUR_ID.name)
        return found.value if found is not None and isinstance(found.value, int) else None

    @property
    def key(self) -> str | None:
        """The list's own number or id of the initiative."""
        found = self.values.get("key")
        return None if found is None or found.value is None else str(found.value)


NAMING_FIELDS = frozenset({OUR_ID.name, "key", "title", "cluster", "municipalities"})
"""Fields that tell whose a record is."""


@runtime_checkable
class Named(Protocol):
    """A list that can give its records with no more than their :data:`NAMING_FIELDS`."""

    def named(self) -> Iterator[Report]:
        """Give the records so."""
        ...


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """A field of a list's records by its distinct values.

    Attributes:
        field: the field.
        letters: the column's letters in the sheet.
        codes: each record's value, as its place among the distinct ones; 0 where the cell is empty.
        cell: gives what a value says in a row; None for nothing. But for its address it is the same in all.
    """

    field: str
    letters: str
    codes: NDArray[np.uint32]
    cell: Callable[[int, int], CellValue | None]


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """A column nobody recognised: heading, letters, codes, and what gives a value's text; "" for none."""

    heading: str
    letters: str
    codes: NDArray[np.uint32]
    text: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """The records of a list, column by column.

    Attributes:
        sheet: the sheet's name.
        rows: each record's row.
        fields: the columns that hold a field, no two the same.
        others: the other columns, in the order of a record's extra cells.
        fixed: what every record holds of fields that its own cells say nothing of.
        apart: the records, by place, that hold something else than their columns say.
    """

    sheet: str | None
    rows: Sequence[int]
    fields: tuple[FieldColumn, ...]
    others: tuple[OtherColumn, ...]
    fixed: Mapping[str, CellValue]
    apart: Mapping[int, Report]


@runtime_checkable
class ByColumn(Protocol):
    """A list that may be able to give its records column by column."""

    def by_column(self) -> RecordColumns | None:
        """Give the records so; None where their columns do not tell all of them."""
        ...


class InTurn(Sequence[Report]):
    """The records of several lists in turn; each is made when it is asked for, as far as its list does so."""

    def __init__(self, lists: Sequence[Sequence[Report]]) -> None:
        self.lists = lists
        self._ends = list(accumulate(map(len, lists)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Report]:
        return chain.from_iterable(self.lists)

    def named(self) -> Iterator[Report]:
        """Give the records with no more than tells whose they are, as far as their lists can."""
        for records in self.lists:
            yield from records.named() if isinstance(records, Named) else records

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Report]: ...
    def __getitem__(self, at: int | slice) -> Report | Sequence[Report]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        number = bisect_right(self._ends, place)
        records = self.lists[number]
        return records[place - self._ends[number] + len(records)]


def may_name_our_ids(records: Sequence[Report]) -> bool:
    """Tell whether a record may name our number; those of a list are not made to find out."""
    lists = records.lists if isinstance(records, InTurn) else [records]
    return any(_may_name_our_ids(one) for one in lists)


def _may_name_our_ids(records: Sequence[Report]) -> bool:
    if not isinstance(records, ByColumn):
        return any(record.our_id is not None for record in records)
    columns = records.by_column()
    if columns is None or any(column.field == OUR_ID.name for column in columns.fields):
        return True
    return any(record.our_id is not None for record in columns.apart.values())


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What became of a table's rows: ``read = accepted + merged + skipped + rejected``, always."""

    read: int
    accepted: int
    merged: int
    skipped: int
    rejected: int

    def __post_init__(self) -> None:
        if self.read != self.accepted + self.merged + self.skipped + self.rejected:
            raise ValueError(f"rows do not add up: {self}")


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that is not empty and gave no record, and why."""

    row: int
    reason: RowReason


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How a column (or, transposed, a row) of a table was understood.

    Attributes:
        place: its letters; transposed, its row.
        heading: its own heading.
        field: the field it holds; None where nobody recognised it.
        confidence: how often such columns are right, from 0 to 1.
        group: the heading above it.
        by: who decided it: None the reader, "" an earlier reading, else a person.
        suggestions: other fields that it may hold, the likeliest first.
    """

    place: str
    heading: str
    field: str | None
    confidence: float
    group: str = ""
    by: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell as it looks in the sheet: its text, its fill as "RRGGBB", the columns and rows it covers."""

    column: str
    text: str
    colour: str | None = None
    across: int = 1
    down: int = 1
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as it looks in the sheet, with those of its cells that hold something or are filled."""

    row: int
    cells: tuple[SeenCell, ...]


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a sheet as it was understood; ``records`` are its accepted rows in sheet order.

    ``skipped`` lists rows inside ``first_row``..``last_row`` that were skipped or rejected, ``outside`` every
    other row of the sheet with content. ``sheet`` is None for csv. In a matrix each filled cell is a record,
    and ``row_values`` holds what belongs to a whole row. ``seen`` is how the table's first rows look, so that
    people can hold what was understood against their own sheet.
    """

    sheet: str | None
    kind: TableKind
    header_rows: tuple[int, ...] | None
    first_row: int
    last_row: int
    columns: tuple[ColumnReading, ...]
    rows: RowCounts
    skipped: tuple[LeftRow, ...]
    outside: tuple[LeftRow, ...]
    records: Sequence[Report]
    orientation: str | None = None
    row_values: tuple[Report, ...] = ()
    seen: tuple[SeenRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SpreadNote:
    """What a list's text says of one receiver of an initiative, or a part of it that was not understood.

    ``number`` is that of its initiative among the file's accepted rows, from 1.
    """

    table_number: int
    number: int
    record: Report


@dataclass(frozen=True, slots=True)
class SenderAnswer:
    """What a list's sender answered to a question of ours, and the cell where it stands."""

    question_id: str
    text: str
    sheet: str | None
    cell: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet of the file, also one without a table; ``name`` is None for csv.

    ``rows`` is how many of its rows hold something; ``is_excluded`` says that its profile leaves it out.
    """

    name: str | None
    rows: int
    is_hidden: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """A column of a sheet's picture; ``width`` is in digits, None where the file does not tell."""

    letters: str
    width: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of a sheet's picture with what became of it.

    Attributes:
        row: the sheet's row.
        kind: whether it heads a list, is part of it, or what else it is.
        cells: the cells that hold something or are filled; of a merged block only the first.
        reason: why it gave no record.
        table: the place of its table among the reading's; None where it belongs to none.
        is_hidden: the sheet hides it.
    """

    row: int
    kind: RowRole
    cells: tuple[SeenCell, ...]
    reason: RowReason | None = None
    table: int | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """How a sheet looks: its first filled rows, and further down those where a list begins.

    Attributes:
        name: its name; None for csv.
        last_row: the last row that holds something, and ``last_column`` that column's number.
        columns: the columns that are shown, without gaps.
        rows: the rows that are shown; those left out are empty or too far down.
        tables: the places of its tables among the reading's.
        is_hidden: the file hides it.
        is_excluded: the profile leaves it out.
    """

    name: str | None
    last_row: int
    last_column: int
    columns: tuple[PictureColumn, ...]
    rows: tuple[PictureRow, ...]
    tables: tuple[int, ...] = ()
    is_hidden: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Muted:
    """Findings that the source's profile says not to tell again, with its reason."""

    id: str
    heading: str
    reason: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is, before anything in it is believed."""

    name: str
    size_bytes: int
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was understood of one file that was not refused.

    ``month`` is the first day of the reporting month: the one that was given, else what the file itself says.
    ``answers`` are those that came back in a workbook of ours; ``spread`` is what texts say of receivers.
    ``muted`` are the findings that the profile took out of ``findings``; ``pictures`` show all sheets, where
    they were asked for.
    """

    file: FileFacts
    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...] = field(default=())
    month: dt.date | None = None
    sheets: tuple[SheetReading, ...] = ()
    muted: tuple[Muted, ...] = ()
    pictures: tuple[SheetPicture, ...] = ()
    answers: tuple[SenderAnswer, ...] = ()
    spread: tuple[SpreadNote, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Tell whether something must be mended in the list."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
