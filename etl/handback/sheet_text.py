"""A worksheet's XML: its rows found as text, cells given another style or put in, all else left as it is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from etl.handback.xml_text import (
    Edits,
    Element,
    OddXmlError,
    attributes_of,
    tree_of,
    with_attribute,
)
from etl.read.grid import Place, address
from etl.read.xlsx_scan import place_of

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet(?=[\s/>])")
_NOT_ELEMENTS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_REST = rb"""(?=[\s/>])[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>"""
_R = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3}[0-9]+)["']""")
_USUAL_SPAN = re.compile(rb' spans="([0-9]+):([0-9]+)"')
_SPAN = re.compile(rb"([0-9]+):([0-9]+)")
_AFTER_NOTES = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)
"""What stands below the reference to notes in a worksheet, and so begins where it is to be put in."""


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as it is written: ``data[begin:inner]`` opens it; its cells end at ``close``."""

    number: int
    begin: int
    inner: int
    close: int

    @property
    def is_empty(self) -> bool:
        """Tell ``<row/>``."""
        return self.close == self.begin


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as it is written: ``data[begin:inner]`` opens it, and it ends at ``end``."""

    column: int
    begin: int
    inner: int
    end: int


class SheetText:
    """A worksheet's XML and what is to be changed in it.

    Raises:
        OddXmlError: it is in a form that is not changed safely.
    """

    def __init__(self, data: bytes) -> None:
        self.edits = Edits(data)
        self._data = data
        root = _ROOT.search(data)
        if root is None:
            raise OddXmlError
        self.prefix = root[1] or b""
        plain = _NOT_ELEMENTS.sub(lambda found: b" " * len(found[0]), data, count=0) if _odd(data) else data
        self._plain = plain
        self._begin, self._inner, self._close, end = self._cells_of(plain)
        self._cell = re.compile(rb"<" + self.prefix + rb"c" + _REST)
        self._cell_end = re.compile(rb"</" + self.prefix + rb"c\s*>")
        odd = rb"<" + self.prefix + rb"c[\t\r\n]|</" + self.prefix + rb"c\s"
        self._is_usual = re.compile(odd).search(plain, self._inner, self._close) is None
        self._skeleton_cut = end - self._begin
        self._hollow = b"<" + self.prefix + b"sheetData/>"
        self.root = tree_of(data[: self._begin] + self._hollow + data[end:], deepest=4)
        self.rows = list(self._rows())
        self._numbers = [row.number for row in self.rows]
        if any(after <= before for before, after in zip(self._numbers, self._numbers[1:], strict=False)):
            raise OddXmlError
        self._new: dict[int, dict[int, bytes]] = {}
        self._last: dict[int, tuple[int, int]] = {}
        self._lowest, self._rightmost = 0, 0

    def _cells_of(self, plain: bytes) -> tuple[int, int, int, int]:
        """Give where the element of all rows begins, opens, closes and ends."""
        opening = re.compile(rb"<" + self.prefix + rb"sheetData" + _REST).search(plain)
        if opening is None:
            raise OddXmlError
        if opening[0].endswith(b"/>"):
            return opening.start(), opening.end(), opening.end(), opening.end()
        closing = re.compile(rb"</" + self.prefix + rb"sheetData\s*>").search(plain, opening.end())
        if closing is None:
            raise OddXmlError
        return opening.start(), opening.end(), closing.start(), closing.end()

    @property
    def space(self) -> str:
        """Give the namespace of the worksheet, which tells strict from transitional."""
        return self.root.space

    def place(self, at: int) -> int:
        """Give the place in the whole text of one in the text without rows."""
        return at if at <= self._begin else at + self._skeleton_cut - len(self._hollow)

    def top(self, name: str) -> Element | None:
        """Give an element right below the worksheet, with places in the whole text."""
        found = self.root.first(name)
        if found is None:
            return None
        begin, inner, close, end = map(self.place, (found.begin, found.inner, found.close, found.end))
        return replace(found, begin=begin, inner=inner, close=close, end=end)

    def _rows(self) -> Iterator[RowText]:
        number = 0
        opening = re.compile(rb"<" + self.prefix + rb"row" + _REST)
        closing = b"</" + self.prefix + b"row"
        for found in opening.finditer(self._plain, self._inner, self._close):
            told = _R.search(found[0])
            number = number + 1 if told is None else int(told[1])
            if found[0].endswith(b"/>"):
                yield RowText(number, found.start(), found.end(), found.start())
                continue
            close = self._plain.find(closing, found.end(), self._close)
            if close < 0:
                raise OddXmlError
            yield RowText(number, found.start(), found.end(), close)

    def row(self, number: int) -> RowText | None:
        """Give a row as it is written."""
        at = bisect_left(self._numbers, number)
        return self.rows[at] if at < len(self.rows) and self._numbers[at] == number else None

    def rows_between(self, first: int, last: int) -> list[RowText]:
        """Give the rows written from one to another."""
        return self.rows[bisect_left(self._numbers, first) : bisect_left(self._numbers, last + 1)]

    def is_hidden(self, number: int) -> bool:
        """Tell whether a row is hidden."""
        row = self.row(number)
        told = {} if row is None else attributes_of(self._data[row.begin : row.inner])
        return told.get(b"hidden") in (b"1", b"true")

    def cells(self, row: RowText, begin: int | None = None, column: int = 0) -> Iterator[CellText]:
        """Give a row's cells in order, from a place on after a column."""
        if row.is_empty:
            return
        at = row.inner if begin is None else begin
        while found := self._cell.search(self._plain, at, row.close):
            told = _R.search(found[0])
            place = None if told is None else place_of(told[1].decode())
            before, column = column, column + 1 if place is None else place[1]
            if column <= before or (place is not None and place[0] != row.number):
                raise OddXmlError
            at = found.end()
            if not found[0].endswith(b"/>"):
                closing = self._cell_end.search(self._plain, at, row.close)
                if closing is None:
                    raise OddXmlError
                at = closing.end()
            yield CellText(column, found.start(), found.end(), at)

    def cells_saying(self, text: re.Pattern[bytes], shared: int | None) -> Iterator[Place]:
        """Give the cells that hold a text of their own, or the shared one of a number."""
        name = b"<" + self.prefix + b"v>"
        patterns = [text] if shared is None else [text, re.compile(name + f"{shared}<".encode())]
        for pattern in patterns:
            for found in pattern.finditer(self._plain, self._inner, self._close):
                at = bisect_left(self.rows, found.start(), key=lambda row: row.begin) - 1
                row = self.rows[at] if at >= 0 else None
                cells = () if row is None else self.cells(row)
                cell = next((it for it in cells if it.begin < found.start() < it.end), None)
                if row is not None and cell is not None and (pattern is text or self._is_shared(cell)):
                    yield row.number, cell.column

    def _is_shared(self, cell: CellText) -> bool:
        return attributes_of(self._data[cell.begin : cell.inner]).get(b"t") == b"s"

    def last_filled(self, row: RowText) -> tuple[int, int]:
        """Give the column of a row's last cell that is not empty, and where it ends; 0 for none."""
        found = self._last.get(row.number)
        if found is None:
            found = self._last[row.number] = self._last_filled(row)
        return found

    def _last_filled(self, row: RowText) -> tuple[int, int]:
        if row.is_empty:
            return 0, row.inner
        closing = self._plain.rfind(b"</" + self.prefix + b"c>", row.inner, row.close)
        if closing < 0 or not self._is_usual:
            return self._last_slowly(row)
        begin = max(
            self._plain.rfind(b"<" + self.prefix + b"c" + sign, row.inner, closing) for sign in (b" ", b">")
        )
        opening = self._cell.match(self._plain, begin) if begin >= 0 else None
        told = None if opening is None else _R.search(opening[0])
        place = None if told is None else place_of(told[1].decode())
        if place is None or place[0] != row.number:
            return self._last_slowly(row)
        return place[1], closing + len(self.prefix) + len(b"</c>")

    def _last_slowly(self, row: RowText) -> tuple[int, int]:
        filled = [cell for cell in self.cells(row) if cell.end > cell.inner]
        return (filled[-1].column, filled[-1].end) if filled else (0, row.inner)

    def restyle(self, places: Iterable[Place], new_style: Callable[[int], int]) -> None:
        """Give cells another style, made of their own; those that are not written are put in."""
        by_row: dict[int, list[int]] = {}
        for row, column in places:
            by_row.setdefault(row, []).append(column)
        for number, columns in by_row.items():
            written = self.row(number)
            cells = {} if written is None else {cell.column: cell for cell in self.cells(written)}
            for column in columns:
                cell = cells.get(column)
                if cell is None:
                    style = new_style(self._style_of_empty(written, column))
                    tag = f'c r="{address(number, column)}" s="{style}"/>'.encode()
                    self._put(number, column, b"<" + self.prefix + tag)
                else:
                    tag = self._data[cell.begin : cell.inner]
                    style = new_style(_whole(attributes_of(tag).get(b"s")))
                    self.edits.replace(cell.begin, cell.inner, _styled(tag, style))

    def style_at(self, place: Place) -> int:
        """Give the style that a cell has, or would have if it were written."""
        written = self.row(place[0])
        cells = () if written is None else self.cells(written)
        for cell in cells:
            if cell.column == place[1]:
                return _whole(attributes_of(self._data[cell.begin : cell.inner]).get(b"s"))
        return self._style_of_empty(written, place[1])

    def _style_of_empty(self, row: RowText | None, column: int) -> int:
        """Give the style of a cell that is not written: its row's, else its column's."""
        told = {} if row is None else attributes_of(self._data[row.begin : row.inner])
        if told.get(b"customFormat") in (b"1", b"true"):
            return _whole(told.get(b"s"))
        columns = self.root.first("cols")
        for run in () if columns is None else columns.children:
            if int(run.told.get("min", "0")) <= column <= int(run.told.get("max", "0")):
                return _whole(run.told.get("style", "0").encode())
        return 0

    def put(self, cells: Mapping[Place, bytes]) -> None:
        """Put cells in, each right of or below all that is there; ``{}`` in one is its name's prefix."""
        for (row, column), cell in cells.items():
            self._put(row, column, cell.replace(b"{}", self.prefix))

    def _put(self, row: int, column: int, cell: bytes) -> None:
        self._new.setdefault(row, {})[column] = cell
        self._lowest, self._rightmost = max(self._lowest, row), max(self._rightmost, column)

    def finished(self) -> bytes:
        """Give the changed worksheet.

        Raises:
            OddXmlError: the changes meet each other.
        """
        for number in sorted(self._new):
            row = self.row(number)
            if row is None:
                self._add_row(number)
            else:
                self._fill_row(row, self._new[number])
        if self._new:
            self._widen()
        if self._inner == self._close and self._new:  # <sheetData/> has no inside to put rows into
            return self._opened()
        return self.edits.done()

    def _add_row(self, number: int) -> None:
        after = bisect_left(self._numbers, number)
        at = self.rows[after].begin if after < len(self.rows) else self._close
        self.edits.insert(at, self._row_of(number))

    def _row_of(self, number: int) -> bytes:
        cells = b"".join(cell for _, cell in sorted(self._new[number].items()))
        name = self.prefix + b"row"
        return b"<" + name + f' r="{number}">'.encode() + cells + b"</" + name + b">"

    def _opened(self) -> bytes:
        """Give the worksheet whose rows are all new, where it had none."""
        rows = b"".join(map(self._row_of, sorted(self._new)))
        name = self.prefix + b"sheetData>"
        marker = self._data[self._begin : self._inner]
        return self.edits.done().replace(rows + marker, b"<" + name + rows + b"</" + name, 1)

    def _fill_row(self, row: RowText, new: Mapping[int, bytes]) -> None:
        tag = _with_span(self._data[row.begin : row.inner], min(new), max(new))
        if row.is_empty:
            inside = b"".join(cell for _, cell in sorted(new.items()))
            tag = re.sub(rb"\s*/>$", b">", tag)
            self.edits.replace(row.begin, row.inner, tag + inside + b"</" + self.prefix + b"row>")
            return
        if tag != self._data[row.begin : row.inner]:
            self.edits.replace(row.begin, row.inner, tag)
        last, end = self.last_filled(row)
        is_beyond = min(new) > last
        is_last = is_beyond and end == row.close
        written = [] if is_last else list(self.cells(row, end, last) if is_beyond else self.cells(row))
        columns = [cell.column for cell in written]
        for column, cell in sorted(new.items()):
            at = bisect_left(columns, column)
            if at == len(columns):
                self.edits.insert(row.close, cell)
            elif columns[at] == column:
                self.edits.replace(written[at].begin, written[at].end, self._styled_as(written[at], cell))
            else:
                self.edits.insert(written[at].begin, cell)

    def _styled_as(self, there: CellText, cell: bytes) -> bytes:
        """Give a cell the look of the one whose place it takes."""
        style = attributes_of(self._data[there.begin : there.inner]).get(b"s")
        opening = self._cell.match(cell)
        if style is None or opening is None:
            return cell
        return with_attribute(opening[0], "s", style.decode()) + cell[opening.end() :]

    def _widen(self) -> None:
        """Let the worksheet say that it reaches as far as what was put in."""
        told = self.top("dimension")
        corners = [
            place_of(corner) for corner in ("" if told is None else told.told.get("ref", "")).split(":")
        ]
        first, last = corners[0], corners[-1]
        if told is None or first is None or last is None:
            return
        top, left = min(first[0], min(self._new)), min(first[1], min(map(min, self._new.values())))
        wide = f"{address(top, left)}:{address(max(last[0], self._lowest), max(last[1], self._rightmost))}"
        self.edits.set(told, ref=wide)

    def add_reference(self, name: str, id_: str, space: str) -> None:
        """Put in an element that names a part, such as ``legacyDrawing``, where the order wants it."""
        is_known = f'xmlns:r="{space}"'.encode() in self._data[: self.root.inner]
        told = f'r:id="{id_}"' if is_known else f'xmlns:r="{space}" r:id="{id_}"'
        element = b"<" + self.prefix + f"{name} {told}/>".encode()
        after = (child for child in self.root.children if child.name in _AFTER_NOTES or _is_choice(child))
        follower = next(after, None)
        at = self.root.close if follower is None else follower.begin
        self.edits.insert(self.place(at), element)


def _odd(data: bytes) -> bool:
    """Tell a text with comments, raw text or instructions besides the one that begins it."""
    return b"<!" in data or data.find(b"<?", 5) >= 0


def _is_choice(element: Element) -> bool:
    """Tell what stands for one of several elements: those below the notes, unless a drawing is in it."""
    inside = {below.name for option in element.children for below in option.children}
    return element.name == "AlternateContent" and bool(inside & set(_AFTER_NOTES))


def _styled(tag: bytes, style: int) -> bytes:
    """Give a cell's opening tag another style, where office suites write it: right after the place."""
    place = _R.search(tag)
    if place is None or b"s" in attributes_of(tag):
        return with_attribute(tag, "s", str(style))
    return tag[: place.end()] + f' s="{style}"'.encode() + tag[place.end() :]


def _whole(text: bytes | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0


def _with_span(tag: bytes, first: int, last: int) -> bytes:
    """Give a row's opening tag with the columns it says it spans widened."""
    usual = _USUAL_SPAN.search(tag)
    if usual is not None and int(usual[1]) <= first:
        wide = usual[0] if int(usual[2]) >= last else b' spans="' + usual[1] + f':{last}"'.encode()
        return tag[: usual.start()] + wide + tag[usual.end() :]
    told = attributes_of(tag).get(b"spans")
    spans = [] if told is None else [(int(low), int(high)) for low, high in _SPAN.findall(told)]
    if not spans:
        return tag
    low = min(first, *(low for low, _ in spans))
    high = max(last, *(high for _, high in spans))
    if (low, high) == (min(low for low, _ in spans), max(high for _, high in spans)):
        return tag
    return with_attribute(tag, "spans", f"{low}:{high}")
