"""Rows of a sheet's XML as arrays: all cells of a piece at once, where they are written as office suites do.

A usual cell is ``<c r="B6" s="3" t="s"><v>17</v></c>``. Every byte of a piece is accounted for; a cell of
another form (a formula, a text of its own, an error) is looked at by itself, and what is in no form known
here is left to a parser that knows them all.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.read.grid import Place
from etl.read.xlsx_texts import OtherFormError
from etl.read.xlsx_values import EMPTY, TEXT, Codes, Values, coded

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]
"""Eight bytes from some place on, the first one lowest."""

_MOST_BYTES = 4 << 20
"""A longer piece is one row of very many cells, as no list has it; its arrays would take much memory."""

_WORD = 8
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
_TENS = 10 ** np.arange(1, _WORD)
_A, _LETTERS, _ZERO, _DIGITS = np.uint8(ord("A")), 26, np.uint8(ord("0")), 10
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_STYLE = 5
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>]*")*) ?/?>')
_HIDDEN = (b' hidden="1"', b' hidden="true"')
_STYLED = (b' customFormat="1"', b' customFormat="true"')
_ROW_STYLE = re.compile(rb' s="([0-9]{1,5})"')
_NAME, _STYLE, _VALUE, _END = b'<c r="', b' s="', b"<v>", b"</v></c>"
_SHARED, _NUMBER = b' t="s">', b' t="n">'
_OWN, _INLINE, _INLINE_END = b' t="str">', b' t="inlineStr"><is><t>', b"</t></is></c>"
_TAGS_OF_USUAL, _TAGS_OF_INLINE = 4, 6

_OPENS, _EMPTY_ROW, _CLOSES, _CELL = range(4)
_MAY_FOLLOW = np.array(
    [
        [False, False, True, True],  # a row that opens: its end or a cell
        [True, True, False, False],  # a row without cells
        [True, True, False, False],  # a row's end
        [False, False, True, True],  # a cell
    ]
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What whole rows hold.

    Attributes:
        last: the number of the last.
        hidden: the numbers of the hidden ones.
        styled: the numbers of those with a style of their own, each with the style's.
        rows: the row of each cell.
        columns: of each cell.
        styles: of each cell, by number.
        codes: of each cell's value (:mod:`etl.read.xlsx_values`).
        has_content: tells the cells that hold a value or a formula.
        errors: the cells with an error, and ("") those with a formula and no value.
    """

    last: int
    hidden: tuple[int, ...]
    styled: tuple[tuple[int, int], ...]
    rows: Ints
    columns: Ints
    styles: Ints
    codes: Codes
    has_content: Flags
    errors: dict[Place, str]


def read_rows(piece: bytes, above: int, values: Values) -> Rows:
    """Read whole rows that stand below a row.

    Raises:
        OtherFormError: they are in another form.
    """
    _must(0 < len(piece) <= _MOST_BYTES)
    text = _Text(piece)
    elements = _elements(text)
    is_cell = elements.kinds == _CELL
    numbers, hidden, styled = _row_numbers(text, elements.only(~is_cell), above)
    of_row = (np.cumsum(~is_cell) - 1)[is_cell]
    rows, cells = numbers[of_row], elements.only(is_cell)
    columns, at = _columns(text, cells.begins, _row_endings(text, elements.begins[~is_cell], numbers), of_row)
    _must(bool(((np.diff(rows) > 0) | (np.diff(columns) > 0)).all()))
    styles, at = _styles(text, at)
    usual = _usual(text, at, cells)
    codes = _usual_codes(text, usual, styles, values)
    has_content = codes != EMPTY
    errors: dict[Place, str] = {}
    others = np.flatnonzero(~has_content & ~usual.is_empty)
    for n, cell in zip(others.tolist(), text.parts(cells.begins[others], cells.ends[others]), strict=True):
        codes[n], has_content[n], error = values.other(cell, int(styles[n]))
        if error is not None:
            errors[int(rows[n]), int(columns[n])] = error
    return Rows(int(numbers[-1]), hidden, styled, rows, columns, styles, codes, has_content, errors)


def _must(holds: bool) -> None:
    if not holds:
        raise OtherFormError


class _Text:
    """A piece of XML, by bytes and by words."""

    def __init__(self, piece: bytes) -> None:
        self.piece = piece
        padded = piece + bytes(4 * _WORD)
        self.bytes = np.frombuffer(padded, np.uint8)
        self.words: Words = np.ndarray((len(padded) - _WORD + 1,), "<u8", padded, strides=(1,))

    def says(self, at: Ints, said: bytes) -> Flags:
        """Tell at which places the text goes on so: eight bytes at most."""
        wanted = np.uint64(int.from_bytes(said, "little"))
        found: Flags = (self.words[at] & _MASKS[len(said)]) == wanted
        return found

    def goes_on(self, at: Ints, said: bytes) -> Flags:
        """Tell at which places the text goes on so, however long that is."""
        found = np.ones(len(at), bool)
        for first in range(0, len(said), _WORD):
            found &= self.says(at + first, said[first : first + _WORD])
        return found

    def parts(self, begins: Ints, ends: Ints) -> list[bytes]:
        """Give parts of the text."""
        return [self.piece[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class _Elements:
    """Rows' begins and ends, and cells, in order.

    Attributes:
        kinds: what each is.
        begins: where each begins.
        ends: where the next one begins.
        tags: how many tags there are in each.
    """

    kinds: Ints
    begins: Ints
    ends: Ints
    tags: Ints

    def only(self, these: Flags) -> "_Elements":
        """Give some of them."""
        return _Elements(self.kinds[these], self.begins[these], self.ends[these], self.tags[these])


def _elements(text: _Text) -> _Elements:
    """Find them; each follows what it may follow, and nothing stands between them."""
    tags = np.flatnonzero(text.bytes == ord("<"))
    second, third = text.bytes[tags + 1], text.bytes[tags + 2]
    is_row = (second == ord("r")) & (third == ord("o"))
    is_end = (second == ord("/")) & (third == ord("r")) & (text.bytes[tags + 3] == ord("o"))
    at = np.flatnonzero(is_row | is_end | ((second == ord("c")) & (third == ord(" "))))
    _must(len(at) > 0 and tags[at[0]] == 0)
    begins, ends = tags[at], np.append(tags[at[1:]], len(text.piece))
    is_empty = text.bytes[ends - 2] == ord("/")
    kinds = np.where(is_end[at], _CLOSES, np.where(is_row[at], np.where(is_empty, _EMPTY_ROW, _OPENS), _CELL))
    _must(bool(_MAY_FOLLOW[kinds[:-1], kinds[1:]].all()))
    _must(kinds[0] in (_OPENS, _EMPTY_ROW) and kinds[-1] in (_CLOSES, _EMPTY_ROW))
    closing = kinds == _CLOSES
    _must(bool((text.says(begins, b"</row>") & (ends - begins == len(b"</row>")))[closing].all()))
    return _Elements(kinds, begins, ends, np.diff(np.append(at, len(tags))))


def _row_numbers(
    text: _Text, elements: _Elements, above: int
) -> tuple[Ints, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Give the row's number for each begin and end of a row; and the hidden rows, and those with a style."""
    numbers: list[int] = []
    hidden: list[int] = []
    styled: list[tuple[int, int]] = []
    last = above
    spans = zip(elements.kinds.tolist(), elements.begins.tolist(), elements.ends.tolist(), strict=True)
    for kind, begin, end in spans:
        if kind != _CLOSES:
            row = _ROW.fullmatch(text.piece, begin, end)
            if row is None or not last < int(row[1]) <= _LAST_ROW:
                raise OtherFormError
            last = int(row[1])
            if b" customFormat=" in row[2] and any(mark in row[2] for mark in _STYLED):
                style = _ROW_STYLE.search(row[2])
                styled.append((last, int(style[1]) if style else 0))
            if b" hidden=" in row[2] and any(mark in row[2] for mark in _HIDDEN):
                hidden.append(last)
        numbers.append(last)
    return np.array(numbers, np.int64), tuple(hidden), tuple(styled)


def _row_endings(text: _Text, begins: Ints, numbers: Ints) -> tuple[Words, Ints]:
    """Give how the names of each row's cells end, with the closing quote, and how long that is."""
    widths = np.searchsorted(_TENS, numbers, "right") + 2
    return text.words[begins + len(b'<row r="')] & _MASKS[widths], widths


def _columns(text: _Text, begins: Ints, endings: tuple[Words, Ints], of_row: Ints) -> tuple[Ints, Ints]:
    """Read the cells' names: give their columns, and where the text goes on."""
    at = begins + len(_NAME)
    letters = [text.bytes[at + n] - _A for n in range(3)]  # what is no letter is over 25
    has_second = letters[1] < _LETTERS
    has_third = has_second & (letters[2] < _LETTERS)
    columns = letters[0].astype(np.int64) + 1
    for letter, has_letter in ((letters[1], has_second), (letters[2], has_third)):
        columns = np.where(has_letter, columns * _LETTERS + letter + 1, columns)
    at = at + 1 + has_second + has_third
    words, widths = endings[0][of_row], endings[1][of_row]
    _must(bool(((text.words[at] & _MASKS[widths]) == words).all()))
    _must(bool((text.says(begins, _NAME) & (letters[0] < _LETTERS) & (columns <= _LAST_COLUMN)).all()))
    return columns, at + widths


def _styles(text: _Text, at: Ints) -> tuple[Ints, Ints]:
    """Read the cells' styles: give their numbers, and where the text goes on."""
    styles = np.zeros(len(at), np.int64)
    styled = np.flatnonzero(text.says(at, _STYLE))
    if not len(styled):
        return styles, at
    place, number = at[styled] + len(_STYLE), np.zeros(len(styled), np.int64)
    for _ in range(_LONGEST_STYLE):
        digit = text.bytes[place] - _ZERO
        is_digit = digit < _DIGITS
        number = np.where(is_digit, number * _DIGITS + digit, number)
        place = place + is_digit
        if not is_digit.any():
            break
    _must(bool((text.bytes[place] == ord('"')).all()))
    styles[styled], at = number, at.copy()
    at[styled] = place + 1
    return styles, at


@dataclass(frozen=True, slots=True)
class _Usual:
    """Which cells are empty, or a text or a number and nothing more, and where that is."""

    is_empty: Flags
    is_shared: Flags
    is_number: Flags
    is_text: Flags
    begins: Ints
    ends: Ints


def _usual(text: _Text, at: Ints, cells: _Elements) -> _Usual:
    """Tell what the cells are from where their names and styles end."""
    is_plain, is_shared = text.bytes[at] == ord(">"), text.says(at, _SHARED)
    is_text, is_inline = text.goes_on(at, _OWN), text.says(at, _INLINE[:_WORD])
    begins = at + np.where(is_plain, 1, np.where(is_text, len(_OWN), len(_SHARED))) + len(_VALUE)
    ends = cells.ends - len(_END)
    is_usual = (cells.tags == _TAGS_OF_USUAL) & (ends > begins) & text.says(ends, _END)
    is_usual &= text.says(begins - len(_VALUE), _VALUE)
    is_text &= is_usual
    if is_inline.any():
        ends = np.where(is_inline, cells.ends - len(_INLINE_END), ends)
        is_inline &= (cells.tags == _TAGS_OF_INLINE) & text.goes_on(at, _INLINE)
        is_text |= is_inline & text.goes_on(ends, _INLINE_END)
        begins = np.where(is_inline, at + len(_INLINE), begins)
    left = cells.ends - at
    is_empty = (text.says(at, b"/>") & (left == len(b"/>"))) | (text.says(at, b" />") & (left == len(b" />")))
    is_number = is_usual & (is_plain | text.says(at, _NUMBER))
    return _Usual(is_empty, is_usual & is_shared, is_number, is_text, begins, ends)


def _usual_codes(text: _Text, usual: _Usual, styles: Ints, values: Values) -> Codes:
    """Give the codes of cells with a text or a number and nothing more."""
    numbers, is_whole = _whole_numbers(text, usual.begins, usual.ends)
    is_shared, is_number = usual.is_shared & is_whole, usual.is_number & is_whole
    codes = np.full(len(styles), EMPTY, np.uint32)
    codes[is_shared] = coded(np.array(TEXT), numbers[is_shared])
    codes[is_number] = values.of_numbers(numbers[is_number], styles[is_number])
    others, texts = np.flatnonzero(usual.is_number & ~is_whole), np.flatnonzero(usual.is_text)
    codes[others] = values.of_written(text.parts(usual.begins[others], usual.ends[others]), styles[others])
    codes[texts] = values.of_texts(text.parts(usual.begins[texts], usual.ends[texts]))
    return codes


def _whole_numbers(text: _Text, begins: Ints, ends: Ints) -> tuple[Words, Flags]:
    """Read numbers of up to eight digits, all digits at once: joined to pairs, to fours, to eights."""
    lengths = np.clip(ends - begins, 1, _WORD)
    words = text.words[begins] ^ np.uint64(0x3030303030303030)
    words = words << ((_WORD - lengths) * 8).astype(np.uint64)
    beyond = (words | (words + np.uint64(0x0606060606060606))) & np.uint64(0xF0F0F0F0F0F0F0F0)
    words = words * np.uint64(10) + (words >> np.uint64(8))
    fours = np.uint64(0x000000FF000000FF)
    high = ((words >> np.uint64(16)) & fours) * np.uint64(0x0000271000000001)
    words = (words & fours) * np.uint64(0x000F424000000064) + high
    return words >> np.uint64(32), (beyond == 0) & (lengths == ends - begins)
