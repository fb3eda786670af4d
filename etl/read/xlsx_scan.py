"""One pass over a sheet's XML: values, looks, hidden rows, errors, merged cells, rules, the farthest cell.

Office suites write cells in one form only, ``<c r="B6" s="3" ...>``. Rows written so are read as arrays,
values and all (:mod:`etl.read.xlsx_cells`); any other XML goes, a piece at a time, through a parser that
takes every form, is slower, and leaves the values to calamine.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from etl.read.grid import Place, address
from etl.read.looks import ALL_NUMBERS, BOLD_ROWS, NumberStyles, SheetLooks
from etl.read.rules import RuleText, column_of
from etl.read.xlsx_cells import REACH, SheetCells
from etl.read.xlsx_rules import TEXTS, RuleReader
from etl.read.xlsx_texts import OtherFormError
from etl.read.xml_stream import Attributes, Chunks, feed, finish, make_parser

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")
_WIDTH = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_BEGIN = re.compile(rb"<sheetData>|<sheetData [^>/]*>")
_END = b"</sheetData>"
_ROW_END = b"</row>"
_MARK_LENGTH = 200
_LONGEST_ROW = 8 << 20

MAX_CELLS = 8_000_000
_COST_OF_PARSING = 4
_MAX_COLUMN_RUNS = 16_384
_MAX_STYLED_COLUMN = 500
"""Looks of whole columns are noted this far: a list is no wider."""


class UnreadableCellError(Exception):
    """A cell or row says that it is where no cell can be."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class TooManyCellsError(Exception):
    """The sheet has more cells than are read."""


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet's XML found.

    Attributes:
        looks: what is there beside the values.
        rules: the sheet's conditional formats.
        merges: the merged blocks as they are written, "A1:B2".
        cells: the values, where the whole sheet is written in the usual form.
        lowest: the cell with content in the farthest row.
        widest: the cell with content in the farthest column.
    """

    looks: SheetLooks = field(default_factory=SheetLooks)
    rules: list[RuleText] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    cells: SheetCells | None = None
    lowest: Place = (0, 0)
    widest: Place = (0, 0)

    @property
    def last_row(self) -> int:
        """The farthest row with content."""
        return self.lowest[0]

    @property
    def last_column(self) -> int:
        """The farthest column with content."""
        return self.widest[1]

    def reach(self, row: int, column: int) -> None:
        """Note content at a place."""
        if row > self.lowest[0]:
            self.lowest = row, column
        if column > self.widest[1]:
            self.widest = row, column


def scan_sheet(
    chunks: Chunks,
    telling: frozenset[int],
    shown: NumberStyles = ALL_NUMBERS,
    bold: frozenset[int] = frozenset(),
) -> SheetScan:
    """Scan a sheet.

    Args:
        chunks: the sheet's XML.
        telling: the styles whose cells are to be noted.
        shown: as what styles show numbers.
        bold: further styles whose cells are to be noted among the first rows.

    Raises:
        UnreadableCellError: a cell is outside any sheet.
        TooManyCellsError: there are more than :data:`MAX_CELLS`; those in an unusual form count more.
    """
    scan = SheetScan()
    parsed, usual = _Cells(scan, telling, bold), SheetCells(telling, shown, bold)
    parser = make_parser(parsed.start, parsed.end, parsed.text)
    left = MAX_CELLS
    with closing(chunks):
        for piece, is_rows in _pieces(chunks):
            is_taken = is_rows and not parsed.has_column_looks and _take(piece, parsed, usual, scan)
            left -= _cost(piece, is_parsed=not is_taken)
            if left < 0:
                raise TooManyCellsError
            if not is_taken:
                feed(parser, piece)
    finish(parser)
    scan.cells = None if parsed.has_cells else usual
    scan.looks.styles |= usual.styles()
    scan.looks.errors |= usual.errors
    scan.looks.hidden_rows |= usual.hidden_rows
    return scan


def _take(piece: bytes, parsed: "_Cells", usual: SheetCells, scan: SheetScan) -> bool:
    """Take rows in the usual form; tell whether they are."""
    if not piece:
        return True
    try:
        parsed.row = usual.take(piece, parsed.row)
    except OtherFormError:
        return False
    scan.reach(*usual.lowest)
    scan.reach(*usual.widest)
    return True


def _cost(piece: bytes, *, is_parsed: bool) -> int:
    elements = piece.count(b"<c") + piece.count(b"<row")
    return elements * _COST_OF_PARSING if is_parsed else elements


def place_of(text: str) -> Place | None:
    """Give row and column of ``B6``; None for what is no cell's name."""
    match = _PLACE.fullmatch(text)
    return (int(match[2]), column_of(match[1])) if match else None


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Give the XML in order, and tell which pieces are nothing but whole rows."""
    kept = b""
    stream = iter(chunks)
    for chunk in stream:
        kept += chunk
        begin = _BEGIN.search(kept)
        if begin:
            yield kept[: begin.end()], False
            yield from _row_pieces(kept[begin.end() :], stream)
            return
        yield kept[:-_MARK_LENGTH], False
        kept = kept[-_MARK_LENGTH:]
    yield kept, False


def _row_pieces(kept: bytes, stream: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut after the last whole row each time; what follows the rows, or is no row, is told as such."""
    while (end := kept.find(_END)) < 0 and len(kept) < _LONGEST_ROW:
        cut = kept.rfind(_ROW_END) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield kept[:cut], True
            kept = kept[cut:]
        chunk = next(stream, None)
        if chunk is None:
            break
        kept += chunk
    if end >= 0:
        yield kept[:end], True
        kept = kept[end:]
    yield kept, False
    for chunk in stream:
        yield chunk, False


class _Cells:
    """Takes a sheet's elements one by one, in whatever form they are written."""

    def __init__(self, scan: SheetScan, telling: frozenset[int], bold: frozenset[int]) -> None:
        self._scan = scan
        self._telling = telling
        self._bold = bold
        self.row = 0
        self.has_cells = False
        self._column = 0
        self._style = 0
        self._type = ""
        self._has_formula = self._has_value = self._has_content = False
        self._text: list[str] | None = None
        self._value = ""
        self._column_styles: dict[int, int] = {}
        self._runs = 0
        self._row_style: int | None = None
        self._present: set[int] = set()
        self._rules = RuleReader(scan.rules)

    @property
    def has_column_looks(self) -> bool:
        """Tell whether whole columns have looks, so that cells that are not written have them too."""
        return bool(self._column_styles)

    def start(self, name: str, told: Attributes) -> None:
        """Take an element's beginning."""
        if name == "c":
            self._begin_cell(told)
        elif self._rules.is_open:
            self._begin_rule(name, told)
        elif name in ("v", "f", "t"):
            self._begin_text(name)
        elif name == "is":
            self._has_content = self._has_value = True
        elif name == "row":
            self._begin_row(told)
        elif name == "col":
            self._take_column(told)
        elif name == "mergeCell":
            self._scan.merges.append(told.get("ref", ""))
        else:
            self._rules.start(name, told)

    def end(self, name: str) -> None:
        """Take an element's end."""
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._value = self._taken()
        elif name == "row":
            self._end_row()
        elif self._rules.is_open:
            self._rules.end(name, self._taken() if name in TEXTS else "")

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._text is not None:
            self._text.append(text)

    def _taken(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def _begin_text(self, name: str) -> None:
        if name == "f":
            self._has_formula = self._has_content = True
        elif name == "v":
            self._has_value = self._has_content = True
            self._text = []

    def _begin_rule(self, name: str, told: Attributes) -> None:
        self._rules.start(name, told)
        if name in TEXTS:
            self._text = []

    def _begin_row(self, told: Attributes) -> None:
        self.row = _whole(told.get("r"), self.row + 1)
        self._column = 0
        self._present = set()
        is_styled = told.get("customFormat") in ("1", "true")
        self._row_style = _whole(told.get("s"), 0) if is_styled else None
        if told.get("hidden") in ("1", "true"):
            self._scan.looks.hidden_rows.add(self.row)

    def _begin_cell(self, told: Attributes) -> None:
        self.has_cells = True
        name = told.get("r")
        place = (self.row, self._column + 1) if name is None else place_of(name)
        if place is None:
            raise UnreadableCellError(name or "")
        self.row, self._column = place
        self._style = _whole(told.get("s"), 0)
        self._type = told.get("t", "")
        self._has_formula = self._has_value = self._has_content = False
        self._value = ""
        self._present.add(self._column)

    def _end_cell(self) -> None:
        if self._has_content:
            if self.row > MAX_ROW or self._column > MAX_COLUMN:
                raise UnreadableCellError(address(self.row, self._column))
            self._scan.reach(self.row, self._column)
            self._take_error()
        is_bold = self._style in self._bold and self.row <= BOLD_ROWS
        if (self._style in self._telling or is_bold) and self.row <= self._scan.last_row + REACH:
            self._scan.looks.styles[self.row, self._column] = self._style

    def _take_error(self) -> None:
        is_missing = self._has_formula and not (self._has_value and (self._value or self._type == "str"))
        if self._type == "e" or is_missing:
            self._scan.looks.errors[self.row, self._column] = self._value

    def _end_row(self) -> None:
        """Give the looks of the row, else of the column, to the cells that are not written."""
        if self._row_style is None and not self._column_styles:
            return
        if self.row > self._scan.last_row + 1:
            return
        for column in range(1, self._scan.last_column + 1):
            style = self._default_style(column) if column not in self._present else None
            if style in self._telling:
                self._scan.looks.styles[self.row, column] = style

    def _default_style(self, column: int) -> int | None:
        return self._column_styles.get(column) if self._row_style is None else self._row_style

    def _take_column(self, told: Attributes) -> None:
        self._runs += 1
        if self._runs > _MAX_COLUMN_RUNS:
            return
        first, last = _whole(told.get("min"), 1), _whole(told.get("max"), 1)
        if told.get("hidden") in ("1", "true"):
            self._scan.looks.hidden_columns.append((first, last))
        if _WIDTH.fullmatch(told.get("width", "")):
            self._scan.looks.widths.append((first, last, float(told["width"])))
        style = _whole(told.get("style"), 0)
        if style in self._telling:
            columns = range(first, min(last, _MAX_STYLED_COLUMN) + 1)
            self._column_styles.update(dict.fromkeys(columns, style))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise
