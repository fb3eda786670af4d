"""One pass over an xls workbook's records for what calamine does not tell: looks, hidden rows, errors."""

import struct
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from etl.read.looks import (
    BOLD_ROWS,
    BUILT_IN_FORMATS,
    INDEXED,
    SheetLooks,
    Style,
    Styles,
    symbol_font,
    telling_fill,
    telling_format,
    telling_ink,
)
from etl.read.ole import DamagedOleError

WORKBOOK = ("Workbook", "Book")
"""What the stream of records is called, in new and in old files."""

_SHEET, _SHEET_END, _NEW_FILES = 0x85, 0x0A, 0x600
_BEGIN = 0x809
_FONT_AFTER_GAP = 4
"""Fonts are numbered from 0, but no font is number 4."""

_DIMENSIONS = 0x200
_NEW_DIMENSIONS = struct.Struct("<4xI2xH")
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
_FIRST_OF_PALETTE = 8
_SOLID = 1
_STRUCK, _BOLD, _PARTS_OF_DIGIT = 0x08, 700, 256
_Font = tuple[bool, bool, str, int]
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ROW, _COLUMNS = 0x208, 0x7D
_ERROR_CELL, _FORMULA = 0x205, 0x06
_ERROR_RESULT = 2
_SINGLE_CELLS = {_FORMULA, _ERROR_CELL, 0xFD, 0x201, 0x203, 0x204, 0x27E, 0xD6}
_SEVERAL_CELLS = {0xBD: 6, 0xBE: 2}
"""Records of several numbers, or empty cells, side by side: how many bytes each takes."""


def records(stream: bytes, place: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Take a stream of records apart from a place on: kind and content of each."""
    last = len(stream) if end is None else end
    while place + 4 <= last:
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


class _Noted(NamedTuple):
    """The styles whose cells are to be noted, and further ones among the first rows."""

    telling: frozenset[int]
    bold: frozenset[int]

    def has(self, style: int, row: int) -> bool:
        """Tell whether a cell is to be noted; rows are counted from 0."""
        return style in self.telling or (row < BOLD_ROWS and style in self.bold)


def scan_workbook(stream: bytes) -> tuple[Styles, list[SheetLooks]]:
    """Scan the styles, and every sheet in the workbook's order; files from before 1997 give no looks.

    Raises:
        struct.error: a record is shorter than its kind should be.
        DamagedOleError: two sheets are said to be in one place, or a cell outside any sheet.
    """
    book = _Book()
    for kind, content in records(stream):
        book.take(kind, content)
        if kind == _SHEET_END:
            break
    styles = book.styles()
    noted = _Noted(styles.telling(), styles.bold())
    ends = dict(pairwise([*sorted(book.sheets), len(stream)]))
    if len(ends) < len(book.sheets):
        raise DamagedOleError
    return styles, [_scan_sheet(stream, place, ends[place], noted) for place in book.sheets]


class _Book:
    """Collects the records before the sheets."""

    def __init__(self) -> None:
        self.is_new = False
        self.sheets: list[int] = []
        self._fonts: list[_Font] = []
        self._formats = dict(BUILT_IN_FORMATS)
        self._cells: list[bytes] = []
        self._palette = list(INDEXED)
        self._actions: Mapping[int, Callable[[bytes], None]] = {
            0x31: self._take_font,
            0x41E: self._take_format,
            0xE0: self._cells.append,
            0x92: self._take_palette,
        }

    def take(self, kind: int, content: bytes) -> None:
        """Take a record."""
        if kind == _BEGIN:
            self.is_new = struct.unpack_from("<H", content)[0] == _NEW_FILES
        elif kind == _SHEET:
            self.sheets.append(struct.unpack_from("<I", content)[0])
        elif self.is_new and kind in self._actions:
            self._actions[kind](content)

    def styles(self) -> Styles:
        """Give what each style number makes a cell look like."""
        return Styles([self._style(cell) for cell in self._cells])

    def _style(self, cell: bytes) -> Style:
        font, number_format, pattern, colours = struct.unpack_from("<HH10xIH", cell)
        is_struck, is_bold, name, ink = self._font(font)
        is_solid = pattern >> 26 == _SOLID
        return Style(
            fill=telling_fill(self._colour(colours & 0x7F)) if is_solid else None,
            number_format=telling_format(self._formats.get(number_format, "")),
            is_struck=is_struck,
            is_bold=is_bold,
            symbol_font=symbol_font(name),
            ink=telling_ink(self._colour(ink)),
        )

    def _font(self, number: int) -> _Font:
        place = number - 1 if number > _FONT_AFTER_GAP else number
        return self._fonts[place] if place < len(self._fonts) else (False, False, "", len(INDEXED))

    def _colour(self, number: int) -> str | None:
        return self._palette[number] if number < len(self._palette) else None

    def _take_font(self, content: bytes) -> None:
        flags, ink, weight = struct.unpack_from("<2xHHH", content)
        self._fonts.append((bool(flags & _STRUCK), weight >= _BOLD, _text(content, 15, content[14]), ink))

    def _take_format(self, content: bytes) -> None:
        number, length = struct.unpack_from("<HH", content)
        self._formats[number] = _text(content, 4, length)

    def _take_palette(self, content: bytes) -> None:
        for number in range(min(len(content) // 4, len(INDEXED) - _FIRST_OF_PALETTE)):
            colour = content[2 + number * 4 : 5 + number * 4]
            self._palette[_FIRST_OF_PALETTE + number] = colour.hex().upper()


def _text(content: bytes, place: int, length: int) -> str:
    """Give a text: a byte says whether its letters take one byte each or two."""
    is_wide = bool(content[place] & 1)
    letters = content[place + 1 : place + 1 + length * (1 + is_wide)]
    return letters.decode("utf-16-le" if is_wide else "latin-1", "replace")


def _scan_sheet(stream: bytes, place: int, end: int, noted: _Noted) -> SheetLooks:
    looks = SheetLooks()
    depth = 0
    for kind, content in records(stream, place, end):
        depth += (kind == _BEGIN) - (kind == _SHEET_END)
        if depth == 0:
            break
        if depth == 1:
            _check_place(kind, content)
            _take(looks, kind, content, noted)
    return looks


def _check_place(kind: int, content: bytes) -> None:
    """Refuse what is outside any sheet: calamine makes room for every cell up to the farthest told."""
    if kind == _DIMENSIONS and len(content) >= _NEW_DIMENSIONS.size:
        last_row, last_column = _NEW_DIMENSIONS.unpack_from(content)
        is_far = last_row > _MAX_ROWS or last_column > _MAX_COLUMNS
    else:
        is_cell = kind in _SINGLE_CELLS or kind in _SEVERAL_CELLS
        is_far = is_cell and int.from_bytes(content[2:4], "little") >= _MAX_COLUMNS
    if is_far:
        raise DamagedOleError


def _take(looks: SheetLooks, kind: int, content: bytes, noted: _Noted) -> None:
    if kind == _ROW:
        row, flags = struct.unpack_from("<H10xH", content)
        if flags & _HIDDEN_ROW:
            looks.hidden_rows.add(row + 1)
    elif kind == _COLUMNS:
        first, last, width, flags = struct.unpack_from("<HHH2xH", content)
        looks.widths.append((first + 1, last + 1, width / _PARTS_OF_DIGIT))
        if flags & _HIDDEN_COLUMN:
            looks.hidden_columns.append((first + 1, last + 1))
    elif kind in _SINGLE_CELLS:
        _take_cell(looks, kind, content, noted)
    elif kind in _SEVERAL_CELLS:
        _take_cells(looks, content, _SEVERAL_CELLS[kind], noted)


def _take_cell(looks: SheetLooks, kind: int, content: bytes, noted: _Noted) -> None:
    row, column, style = struct.unpack_from("<HHH", content)
    if noted.has(style, row):
        looks.styles[row + 1, column + 1] = style
    error = _error(kind, content)
    if error is not None:
        looks.errors[row + 1, column + 1] = _ERRORS.get(error, "#N/A")


def _error(kind: int, content: bytes) -> int | None:
    """Give the code of the error that a cell holds, or that its formula came to."""
    if kind == _ERROR_CELL and content[7]:
        return content[6]
    is_error = kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == _ERROR_RESULT
    return content[8] if is_error else None


def _take_cells(looks: SheetLooks, content: bytes, size: int, noted: _Noted) -> None:
    row, first = struct.unpack_from("<HH", content)
    for number in range((len(content) - 6) // size):
        (style,) = struct.unpack_from("<H", content, 4 + number * size)
        if noted.has(style, row):
            looks.styles[row + 1, first + number + 1] = style
