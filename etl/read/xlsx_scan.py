"""One pass over a sheet's XML for what calamine does not tell: looks, hidden rows, errors, the farthest cell.

Office suites write cells in one form only, ``<c r="B6" s="3" ...>``. Rows written so are searched as bytes;
any other XML goes, a piece at a time, through a parser that takes every form and is slower.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from etl.read.grid import Place, address
from etl.read.looks import SheetLooks
from etl.read.rules import RuleText, column_of
from etl.read.xlsx_rules import TEXTS, RuleReader
from etl.read.xml_stream import Attributes, Chunks, feed, finish, make_parser

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_REACH = 10_000
"""Looks this many rows below the last content belong to no list: somebody formatted to the bottom."""

_NEAR = (99_999, 26)
"""The farthest row and column that :data:`_FAR` does not look at."""

_PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")
_BEGIN = re.compile(rb"<sheetData>|<sheetData [^>/]*>")
_END = b"</sheetData>"
_ROW_END = b"</row>"
_MARK_LENGTH = 200
_LONGEST_ROW = 8 << 20
_UNUSUAL = ((b"!", b"<!"), (b"?", b"<?"), (b":", b":c"), (b":", b":row"), (b"F", b" customFormat="))
"""Marks of another form: comments, prefixes, whole rows' looks; before each a byte that is soon missed."""

_LONGEST_GAP = 4 << 20
"""So many bytes of cells without content are kept until content follows; longer runs never end."""

_FEW_STYLES = 20
"""So many styles are looked for by number; more are quicker found among all."""

MAX_CELLS = 8_000_000
_COST_OF_PARSING = 4
_MAX_COLUMN_RUNS = 16_384
_MAX_STYLED_COLUMN = 500
"""Looks of whole columns are noted this far: a list is no wider."""

_SAMPLE = 1 << 16
_OTHER_ORDER = re.compile(rb'<c r="[^"]*" (?!s=)[^>]* s="|<row(?! r="[0-9])')
"""A style or a row's number that does not come first: a writer does so in all cells or in none."""

_FAR = re.compile(
    rb'<c(?! r="[A-Z][0-9]{1,5}")(?: r="([A-Z]{1,3})([0-9]{1,7})"(?: [a-z]+="[^"<>]*")*(/>|></c>|>))?'
)
"""Column, row and end of cells that are far away, or nothing of cells in another than the usual form."""

_OTHER_FORM = (b"", b"", b"")
_FILLED = b">"
_NEAR_ROW = re.compile(rb'<c r="[A-Z]([0-9]{1,5})"(?=[^>]*[^/>]>(?!</c>)|>(?!</c>))')

_CONTENT = (b"<v", b"<is", b"<f")
_LAST_ROW = re.compile(rb'<row r="([0-9]+)"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]* hidden="(?:1|true)"')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
_NO_VALUE = re.compile(rb"(?:</f>|<f[^>]*/>)(?:<v></v>|<v/>|<v />)?</c>")
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')


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
        lowest: the cell with content in the farthest row, or one below it.
        widest: the cell with content in the farthest column, or one beyond it.
    """

    looks: SheetLooks = field(default_factory=SheetLooks)
    rules: list[RuleText] = field(default_factory=list)
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


def scan_sheet(chunks: Chunks, telling: frozenset[int], *, is_exact: bool = False) -> SheetScan:
    """Scan a sheet.

    Args:
        chunks: the sheet's XML.
        telling: the styles whose cells are to be noted.
        is_exact: tell the farthest row just as it is, which takes longer; else a bound that may be below it.

    Raises:
        UnreadableCellError: a cell is outside any sheet.
        TooManyCellsError: there are more than :data:`MAX_CELLS`; those in an unusual form count more.
    """
    scan = SheetScan()
    cells = _Cells(scan, telling)
    parser = make_parser(cells.start, cells.end, cells.text)
    search = _Search(scan, telling, is_exact=is_exact)
    left = MAX_CELLS
    with closing(chunks):
        for piece, is_rows in _pieces(chunks):
            is_usual = is_rows and not cells.has_column_looks and 0 not in telling
            last_row = search.take(piece, cells.row) if is_usual else None
            left -= _cost(piece, is_parsed=last_row is None)
            if left < 0:
                raise TooManyCellsError
            if last_row is None:
                feed(parser, piece)
            else:
                cells.row = last_row
    finish(parser)
    return scan


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


class _Search:
    """Searches rows that are written in the usual form."""

    def __init__(self, scan: SheetScan, telling: frozenset[int], *, is_exact: bool) -> None:
        self._scan = scan
        self._is_exact = is_exact
        numbers = "|".join(map(str, sorted(telling))) if len(telling) <= _FEW_STYLES else "[0-9]+"
        self._styled = re.compile(f'<c r="([A-Z]+)([0-9]+)" s="({numbers})"'.encode()) if telling else None
        self._numbers = {str(number).encode(): number for number in telling}
        self._mark = re.compile(f' s="(?:{numbers})"'.encode())
        self._columns: dict[bytes, int] = {}
        self._before = b""

    def take(self, piece: bytes, row: int) -> int | None:
        """Search a piece; give the number of its last row, or None if its form is not the usual one."""
        far = _FAR.findall(piece)
        if (
            _OTHER_FORM in far
            or any(byte in piece and mark in piece for byte, mark in _UNUSUAL)
            or _OTHER_ORDER.search(piece, 0, _SAMPLE)
        ):
            return None
        if any(mark in piece for mark in _CONTENT):
            self._near(piece)
            self._far(far)
            self._looks(self._before + piece)
            self._errors(piece)
            self._before = b""
        elif len(self._before) < _LONGEST_GAP:
            self._before += piece
        if b' hidden="' in piece:
            self._scan.looks.hidden_rows.update(map(int, _HIDDEN_ROW.findall(piece)))
        last = piece.rfind(b"<row ")
        match = _LAST_ROW.match(piece, last) if last >= 0 else None
        return int(match[1]) if match else row

    def _near(self, piece: bytes) -> None:
        rows = set(_NEAR_ROW.findall(piece)) if self._is_exact else ()
        last = max(map(int, rows), default=0) if self._is_exact else _NEAR[0]
        self._scan.reach(last, _NEAR[1])

    def _far(self, cells: Iterable[tuple[bytes, bytes, bytes]]) -> None:
        """Note the farthest row and the farthest column; each may be met in very many cells."""
        filled = {row: letters for letters, row, end in cells if end == _FILLED}
        for row, letters in filled.items():
            self._reach(letters, row)
        for letters, row in {letters: row for letters, row, end in cells if end == _FILLED}.items():
            self._reach(letters, row)

    def _reach(self, letters: bytes, row: bytes) -> None:
        place = int(row), self._column(letters)
        if place[0] > MAX_ROW or place[1] > MAX_COLUMN:
            raise UnreadableCellError(address(*place))
        self._scan.reach(*place)

    def _looks(self, piece: bytes) -> None:
        if self._styled is None or not self._mark.search(piece):
            return
        columns, styles = self._columns, self._scan.looks.styles
        for letters, row, number in self._styled.findall(piece):
            if number in self._numbers:
                column = columns.get(letters) or self._column(letters)
                styles[int(row), column] = self._numbers[number]

    def _errors(self, piece: bytes) -> None:
        if b't="e"' in piece:
            for letters, row, text in _ERROR.findall(piece):
                self._scan.looks.errors[int(row), self._column(letters)] = text.decode("utf-8", "replace")
        if b"f" in piece and b"<f" in piece:
            for match in _NO_VALUE.finditer(piece):
                self._formula_without_value(piece, match)

    def _formula_without_value(self, piece: bytes, match: re.Match[bytes]) -> None:
        begin = piece.rfind(b"<c ", 0, match.start())
        cell = _CELL.match(piece, begin)
        is_empty_text = b"<v" in match[0] and b't="str"' in piece[begin : piece.find(b">", begin)]
        if cell and not is_empty_text:
            self._scan.looks.errors[int(cell[2]), self._column(cell[1])] = ""

    def _column(self, letters: bytes) -> int:
        return self._columns.setdefault(letters, column_of(letters.decode("ascii")))


class _Cells:
    """Takes a sheet's elements one by one, in whatever form they are written."""

    def __init__(self, scan: SheetScan, telling: frozenset[int]) -> None:
        self._scan = scan
        self._telling = telling
        self.row = 0
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
        if self._style in self._telling and self.row <= self._scan.last_row + _REACH:
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
        style = _whole(told.get("style"), 0)
        if style in self._telling:
            columns = range(first, min(last, _MAX_STYLED_COLUMN) + 1)
            self._column_styles.update(dict.fromkeys(columns, style))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise
