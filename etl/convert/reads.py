"""What a column's values say, each distinct one read once, and in which rows there is something to remark."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from etl.convert.converters import Around, Cell, Converter, Read
from etl.find.view import View
from etl.match import Column
from etl.parse.budget import spend
from etl.parse.texts import texts_of
from etl.read.grid import Place, Raw, column_letters
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import CellValue, FuzzyDate, Value

Flags = NDArray[np.bool_]
"""A yes or no for each row of a sheet, or for each distinct value of a column."""

_OF_EVERYBODY = re.compile(
    r"\b(?:all|samtlige|hele|begge|øvrige|resten|de \d)|klynge|planområde|kommunerne", re.IGNORECASE
)
"""Words whose meaning hangs on whose row it is."""

_HANGING_ON_OTHERS = {ValueKind.DATE, ValueKind.MUNICIPALITIES}
"""Kinds of value whose missing part other cells of a row may tell: the year, the cluster."""

_NO_READ, _NOWHERE = Read(None, has_own_value=False), Around()


@dataclass(frozen=True)
class ColumnReads:
    """A column's distinct values as read, where nothing else in a row has a say in it.

    Attributes:
        view: the sheet.
        column: the column, which holds a field.
        converter: how its cells are read.
    """

    view: View
    column: Column
    converter: Converter

    @property
    def _kind(self) -> ValueKind:
        return FIELDS[self.column.field or ""].kind

    @cached_property
    def codes(self) -> NDArray[np.uint32]:
        """Give the place of each row's value among the distinct ones; 0 is an empty cell."""
        return self.view.codes(self.column.number)

    @cached_property
    def places(self) -> Sequence[int]:
        """Give the same as a list."""
        found: list[int] = self.codes.tolist()
        return found

    @cached_property
    def values(self) -> Sequence[Raw]:
        """Give the distinct values; the first stands for empty cells."""
        return self.view.values(self.column.number)

    @cached_property
    def plain(self) -> Sequence[bool]:
        """Tell which values say one thing and leave nothing to remark; they are read when asked for."""
        return [True, *map(self.converter.is_plain, islice(self.values, 1, None))]

    @cached_property
    def reads(self) -> "Reads":
        """Give what each distinct value says by itself."""
        return Reads(self)

    def read_value(self, raw: Raw) -> Read:
        """Read a value by itself."""
        return _NO_READ if raw is None else self.converter.reader(Cell(raw, None, _NOWHERE))

    @cached_property
    def is_sure(self) -> Sequence[bool]:
        """Tell which values say the same in every row."""
        if self._kind not in _HANGING_ON_OTHERS:
            return [True] * len(self.values)
        return [self._says_the_same(self.reads[code], raw) for code, raw in enumerate(self.values)]

    def _says_the_same(self, read: Read, raw: Raw) -> bool:
        if self._kind is ValueKind.DATE:
            return isinstance(read.value, FuzzyDate) and not read.value.inferred
        if self._kind is ValueKind.MUNICIPALITIES:
            return read.value is not None and not _OF_EVERYBODY.search(str(raw))
        return True

    @cached_property
    def texts(self) -> Sequence[str]:
        """Give each distinct value, as read, as text; "" for none."""
        if self.converter.takes_text or all(self.plain):
            return ["", *texts_of(self.values[1:])]
        return ["" if read.value is None else str(read.value) for read in self.reads.each()]

    def remarkable(self) -> Flags:
        """Tell the rows whose cell here has something to remark, or may have in its row."""
        if self.converter.takes_text:
            return np.zeros(len(self.codes), bool)
        told = [
            not is_plain and not (is_sure and self._is_quiet(self.reads[code], self.values[code]))
            for code, (is_plain, is_sure) in enumerate(zip(self.plain, self.is_sure, strict=True))
        ]
        rows = np.array(told, bool)[self.codes]
        for row, number_format in self._formatted():
            code = self.codes[row]
            read = self.converter.read(self.values[code], number_format, Around())
            is_sure = self._says_the_same(read, self.values[code])
            rows[row] = not (is_sure and self._is_quiet(read, self.values[code]))
        return rows

    def _formatted(self) -> Iterator[tuple[int, str]]:
        """Give the rows whose number format says something here, counted from the sheet's first."""
        number, first = self.column.number, self.view.sheet.first_row
        for (row, column), number_format in self.view.sheet.number_formats.items():
            if column == number and 0 <= row - first < len(self.codes):
                yield row - first, number_format

    def _is_quiet(self, read: Read, raw: Raw) -> bool:
        is_asked = isinstance(raw, str) and "?" in raw and self._kind is not ValueKind.TEXT
        return not read.remarks and not (read.is_placeholder and is_asked)

    def says_more(self) -> Flags:
        """Tell the rows whose cell here gives other fields values too."""
        if self.converter.takes_text:
            return np.zeros(len(self.codes), bool)
        told = [not is_plain and bool(self.reads[code].beside) for code, is_plain in enumerate(self.plain)]
        return np.array(told, bool)[self.codes]

    @cached_property
    def cell(self) -> Callable[[int, int], CellValue | None]:
        """Give what makes the cell of a row of what a value says; there is none of an empty one."""
        return self._text_cell() if self.converter.takes_text else self._read_cell()

    def _text_cell(self) -> Callable[[int, int], CellValue | None]:
        texts, values, letters = self.texts, self.values, self.letters

        def cell(code: int, row: int) -> CellValue | None:
            text, raw = texts[code], values[code]
            return CellValue(text, raw if isinstance(raw, str) else "", f"{letters}{row}") if text else None

        return cell

    def _read_cell(self) -> Callable[[int, int], CellValue | None]:
        reads, values, letters = self.reads, self.values, self.letters
        is_plain, plain_value = self.plain, self.converter.plain_value

        def cell(code: int, row: int) -> CellValue | None:
            raw = values[code]
            if plain_value is not None and is_plain[code]:
                return CellValue(plain_value(raw), raw if isinstance(raw, str) else "", f"{letters}{row}")
            read = reads[code]
            if read.is_placeholder or not read.has_own_value:
                return None
            text = raw if isinstance(raw, str) else ""
            return CellValue(read.value, text, f"{letters}{row}", None, read.currency, read.organisation)

        return cell

    def said(self, codes: Sequence[int]) -> Iterator[tuple[Value | None, bool] | None]:
        """Give what values say, and whether they are amounts in another currency; None for nothing."""
        if self.converter.takes_text:
            texts = texts_of([self.values[code] if code else "" for code in codes])
            yield from ((text, False) if text else None for text in texts)
            return
        for code in codes:
            read = self.reads[code]
            is_nothing = not code or read.is_placeholder or not read.has_own_value
            yield None if is_nothing else (read.value, read.currency is not None)

    @cached_property
    def letters(self) -> str:
        """Give the column's letters."""
        return column_letters(self.column.number)

    @property
    def is_of_lights(self) -> bool:
        """Tell a column of lights, whose cells may say by their colour what they do not say in words."""
        return (self.column.field or "").startswith("traffic_light")

    def says_nothing(self) -> Flags:
        """Tell the rows whose cell here is empty, or only stands for nothing."""
        told = [read.value is None for read in self.reads.each()]
        return np.array(told, bool)[self.codes]

    def days(self, *, is_first: bool) -> NDArray[np.int64]:
        """Give for each row the first or the last day its date can mean, as a number; 0 for none."""
        return np.array([_day(read, is_first=is_first) for read in self.reads.each()], np.int64)[self.codes]


class Reads(dict[int, Read]):
    """What a column's values say, by their places among the distinct ones; each is read when asked for."""

    def __init__(self, reads: ColumnReads) -> None:
        super().__init__()
        self._reads = reads

    def __missing__(self, code: int) -> Read:
        spend()
        read = self[code] = self._reads.read_value(self._reads.values[code])
        return read

    def each(self) -> Iterator[Read]:
        """Give them all, in order."""
        return (self[code] for code in range(len(self._reads.values)))


def _day(read: Read, *, is_first: bool) -> int:
    if not isinstance(read.value, FuzzyDate):
        return 0
    day = read.value.first if is_first else read.value.last
    return 0 if day is None else day.toordinal()


@dataclass(frozen=True)
class TableReads:
    """All columns of a table that hold a field."""

    view: View
    columns: Mapping[int, ColumnReads]
    filling: frozenset[int]

    def read(self, place: Place, number_format: str | None) -> Read | None:
        """Give what a cell says; None where its number format, or other cells of the row, have a say."""
        reads = self.columns.get(place[1])
        if reads is None or number_format is not None or place in self.view.sheet.symbol_fonts:
            return None
        code = int(reads.codes[place[0] - self.view.sheet.first_row])
        return reads.reads[code] if reads.is_sure[code] else None

    @cached_property
    def plain(self) -> Flags:
        """Tell the rows whose record is what each column says by itself: no look of a cell has a say."""
        first, sheet = self.view.sheet.first_row, self.view.sheet
        odd = self._told.copy()
        for reads in self.columns.values():
            odd |= reads.says_more()
            if (sheet.fills or sheet.conditional) and reads.is_of_lights:
                odd |= reads.says_nothing()
        for row, column in (*sheet.errors, *sheet.symbol_fonts, *sheet.number_formats):
            if column in self.columns and 0 <= row - first < len(odd):
                odd[row - first] = True
        return ~odd

    def remarkable(self, records: Iterable[int]) -> set[int]:
        """Give the records' rows that have to be read by themselves: all others have nothing to remark.

        Those have a cell that is remarkable, holds an error or a drawn sign or takes its value from above, or
        two columns that speak of one field.
        """
        first, sheet, told = self.view.sheet.first_row, self.view.sheet, self._told
        others = {row for row, column in (*sheet.errors, *sheet.symbol_fonts) if column in self.columns}
        return {row for row in records if told[row - first] or row in others}

    @cached_property
    def _told(self) -> Flags:
        told = np.zeros(self.view.sheet.row_count, bool)
        for reads in self.columns.values():
            told |= reads.remarkable()
            if self._takes_from_above(reads.column.number):
                told |= reads.codes == 0
        for flags in self._doubled():
            told |= flags
        return told

    def _takes_from_above(self, number: int) -> bool:
        """Tell whether empty cells of a column may mean what stands above them."""
        return number in self.filling or bool(self.view.sheet.merges)

    def _doubled(self) -> Iterator[Flags]:
        """Tell the rows in which several columns give one field a value."""
        by_field: dict[str, list[Flags]] = {}
        more: list[Flags] = []
        for reads in self.columns.values():
            by_field.setdefault(reads.column.field or "", []).append(reads.codes != 0)
            says_more = reads.says_more()
            more += [says_more] if says_more.any() else []
        for flags in (*by_field.values(), more):
            if len(flags) > 1:
                yield np.sum(flags, axis=0) > 1

    def ending_early(self) -> frozenset[int]:
        """Give the rows whose end lies before their start, both as they stand there."""
        by_field = {reads.column.field: reads for reads in self.columns.values()}
        start, end = by_field.get("start"), by_field.get("end")
        if start is None or end is None:
            return frozenset()
        begins, ends = start.days(is_first=True), end.days(is_first=False)
        early = (begins > 0) & (ends > 0) & (ends < begins)
        return frozenset((np.flatnonzero(early) + self.view.sheet.first_row).tolist())
