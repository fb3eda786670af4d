"""Read a web page that is a table and calls itself a spreadsheet, as many systems export lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from etl.read.clean import clean_sheet
from etl.read.decoding import decode
from etl.read.grid import Block, Place, Raw, Sheet, Workbook
from portfolio.errors import FileRefusedError

_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_CELL = re.compile(r"<t[hd]\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"<i?frame(?:set)?\b", re.IGNORECASE)
_UNSEEN = {"script", "style", "title", "template", "noscript"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "table"}
_COLOUR = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_PLAIN_COLOUR = re.compile("#([0-9a-f]{6})", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WHITE = "FFFFFF"
_SPACE = re.compile(r"[ \t\r\n\f]+")

_TAG_BEGIN, _TAG = re.compile("</?[a-zA-Z]"), re.compile("</?[a-zA-Z][^<>]*>")

MAX_SPAN = 16_384
MAX_CELLS = 2_000_000
_MAX_LOOSE_MARKS = 50
"""Each mark that never ends has the parser look through all that follows."""

_PAIRS = (("<!--", "-->"), ("<![", "]>"), ("<", ">"))


def is_plain_table(text: str) -> bool:
    """Tell whether a web page has a table with cells, no table in another, and shows no other page."""
    depth = 0
    for match in _TABLE.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > 1:
            return False
    return bool(_TABLE.search(text) and _CELL.search(text)) and not _ELSEWHERE.search(text)


def read_html(path: Path) -> Workbook:
    """Read all tables of a page below each other, and the texts between them, as one sheet, as Excel does.

    Raises:
        FileRefusedError: it has more cells than any list, or marks that never end.
    """
    text = decode(path.read_bytes())
    if _loose_marks(text) > _MAX_LOOSE_MARKS:
        raise FileRefusedError("file.damaged")
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return Workbook((page.sheet(),))


def _loose_marks(text: str) -> int:
    """Count the marks that begin and may never end."""
    loose = sum(max(0, text.count(begin) - text.count(end)) for begin, end in _PAIRS)
    if loose > _MAX_LOOSE_MARKS:
        return loose
    return loose + _TAG_BEGIN.subn("", text)[1] - _TAG.subn("", text)[1]


@dataclass(slots=True)
class _Cell:
    """A cell that is being read."""

    column: int
    rows: int
    columns: int
    pieces: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """Takes a page's elements one by one; a mark of an end that was left out follows from what comes next."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[dict[int, str]] = []
        self._is_table = False
        self._cell: _Cell | None = None
        self._taken: dict[int, int] = {}
        self._column = 1
        self._unseen = 0
        self._loose: list[str] = []
        self._merges: list[Block] = []
        self._fills: dict[Place, str] = {}
        self._hidden: set[int] = set()
        self._count = 0

    def sheet(self) -> Sheet:
        """Give what was read."""
        rows: list[list[Raw]] = [
            [row.get(column) for column in range(1, max(row, default=0) + 1)] for row in self._rows
        ]
        return replace(
            clean_sheet(None, rows),
            merges=tuple(self._merges),
            fills=self._fills,
            hidden_rows=frozenset(self._hidden),
        )

    def end(self) -> None:
        """End whatever was not."""
        self._end_cell()
        self._end_loose()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's beginning."""
        told = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in ("td", "th"):
            self._begin_cell(told)
        elif tag == "tr":
            self._begin_row(told)
        elif tag == "br":
            self.handle_data("\n")
        elif tag in _BLOCKS:
            self._begin_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take an element's end."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._is_table = False
            self._taken = {}
        elif tag in _BLOCKS:
            self._begin_block(tag)

    def handle_data(self, data: str) -> None:
        """Take a piece of text."""
        if self._unseen:
            return
        piece = data if data == "\n" else _SPACE.sub(" ", data)
        (self._loose if self._cell is None else self._cell.pieces).append(piece)

    def _begin_block(self, tag: str) -> None:
        if self._cell is not None and tag != "table":
            self._cell.pieces.append("\n")
            return
        self._end_cell()
        self._end_loose()
        self._is_table = self._is_table or tag == "table"

    def _end_loose(self) -> None:
        """Give text outside cells a row of its own."""
        text = "".join(self._loose).strip()
        self._loose = []
        if text:
            self._rows.append({1: text})
            self._taken = {}

    def _begin_row(self, told: Mapping[str, str]) -> None:
        self._end_cell()
        self._end_loose()
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        self._rows.append({})
        self._column = 1
        if _NOT_SHOWN.search(told.get("style", "")):
            self._hidden.add(len(self._rows))

    def _begin_cell(self, told: Mapping[str, str]) -> None:
        self._end_cell()
        self._end_loose()
        if not self._rows:
            self._rows.append({})
        while self._taken.get(self._column, 0) > 0:
            self._column += 1
        rows, columns = _span(told.get("rowspan")), _span(told.get("colspan"))
        self._count += columns
        if self._count > MAX_CELLS or self._column + columns > MAX_SPAN:
            raise FileRefusedError("file.damaged")
        self._cell = _Cell(self._column, rows, columns)
        colour = _COLOUR.search(told.get("style", "")) or _PLAIN_COLOUR.fullmatch(told.get("bgcolor", ""))
        if colour and colour[1].upper() != _WHITE:
            self._fills[len(self._rows), self._column] = colour[1].upper()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        text = "\n".join(filter(None, (line.strip() for line in "".join(cell.pieces).split("\n"))))
        if text:
            self._rows[-1][cell.column] = text
        if cell.rows > 1 or cell.columns > 1:
            row, last = len(self._rows), len(self._rows) + cell.rows - 1
            self._merges.append(Block(row, cell.column, last, cell.column + cell.columns - 1))
        if cell.rows > 1:
            self._taken.update(dict.fromkeys(range(cell.column, cell.column + cell.columns), cell.rows))
        self._column = cell.column + cell.columns


def _span(text: str | None) -> int:
    return min(MAX_SPAN, max(1, int(text))) if text is not None and text.isdecimal() and len(text) < 9 else 1
