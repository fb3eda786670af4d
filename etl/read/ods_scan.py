"""One pass over an open document's XML for what calamine does not tell: merges, hidden rows, looks, notes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from etl.read.clean import clean_text
from etl.read.grid import Block, Place
from etl.read.looks import (
    BOLD_ROWS,
    SheetLooks,
    Style,
    Styles,
    symbol_font,
    telling_fill,
    telling_format,
    telling_ink,
)
from etl.read.xml_stream import Attributes, Chunks, parse

_MAX_REPEATED = 1_000
"""Rows and columns repeated more often than this reach to the sheet's end and hold nothing."""

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_LOOKS = 1_000_000
_FORMAT_PARTS = {"day": "d", "month": "m", "year": "y", "hours": "h", "minutes": "m", "seconds": "s"}
"""What a format shows of a date; written as Excel would, as far as anybody asks."""

_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,20})?)(cm|mm|in|pt)")
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_CM_A_DIGIT = 0.185
"""Widths are told in digits of Excel's usual font, as other formats tell them."""

_BOLD = {"bold", "700", "800", "900"}
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_ERROR_STARTS = ("#", "Err:")
_OF_NOTE = ("creator", "date", "date-string")
_HIDDEN = ("collapse", "filter")


@dataclass(slots=True)
class TableScan:
    """What one pass found of one sheet."""

    looks: SheetLooks = field(default_factory=SheetLooks)
    merges: list[Block] = field(default_factory=list)


def scan_tables(content: Chunks) -> tuple[Styles, list[TableScan]]:
    """Scan the styles, and every sheet in its order, of ``content.xml``."""
    reader = _Content()
    parse(content, reader.start, reader.end, reader.text)
    return reader.styles(), reader.tables


class _Styles:
    """The looks of the file's own styles, by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, Style] = {}
        self.widths: dict[str, float] = {}
        self._fonts: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._format = ""
        self._name = ""
        self._told: Attributes = {}

    def take(self, name: str, told: Attributes) -> None:
        """Take an element from before the sheets."""
        if name == "font-face":
            self._fonts[told.get("style:name", "")] = told.get("svg:font-family", "").strip("'")
        elif name in ("date-style", "time-style", "percentage-style"):
            self._format = told.get("style:name", "")
            self._formats[self._format] = "%" if name == "percentage-style" else ""
        elif name in _FORMAT_PARTS and self._format:
            self._formats[self._format] += _FORMAT_PARTS[name]
        elif name == "style":
            self._name, self._told = told.get("style:name", ""), told
            self.by_name[self._name] = self._style()
        elif name == "table-column-properties" and self._name:
            self._take_width(told.get("style:column-width", ""))
        elif name in ("table-cell-properties", "text-properties") and self._name:
            self._told = self._told | told
            self.by_name[self._name] = self._style()

    def telling(self) -> dict[str, int]:
        """Give the number of each style that says something."""
        named = enumerate(self.by_name.items())
        return {name: number for number, (name, style) in named if style.is_telling()}

    def bold(self) -> dict[str, int]:
        """Give the number of each style in bold type."""
        named = enumerate(self.by_name.items())
        return {name: number for number, (name, style) in named if style.is_bold}

    def _take_width(self, written: str) -> None:
        found = _LENGTH.fullmatch(written)
        if found is not None:
            self.widths[self._name] = round(float(found[1]) * _CM[found[2]] / _CM_A_DIGIT, 1)

    def _style(self) -> Style:
        colour = self._told.get("fo:background-color", "")
        ink = self._told.get("fo:color", "")
        font = self._told.get("style:font-name", self._told.get("fo:font-family", ""))
        return Style(
            fill=telling_fill(colour[1:].upper()) if _COLOUR.fullmatch(colour) else None,
            number_format=telling_format(self._formats.get(self._told.get("style:data-style-name", ""), "")),
            is_struck=self._told.get("style:text-line-through-style", "none") != "none",
            symbol_font=symbol_font(self._fonts.get(font, font)),
            ink=telling_ink(ink[1:].upper()) if _COLOUR.fullmatch(ink) else None,
            is_bold=self._told.get("fo:font-weight") in _BOLD,
        )


class _Content:
    """Takes the document's elements one by one, and counts rows and columns as their repeats say."""

    def __init__(self) -> None:
        self.tables: list[TableScan] = []
        self._styles = _Styles()
        self._row = self._column = self._columns = 0
        self._rows_repeated = self._columns_repeated = 1
        self._cell: Attributes = {}
        self._column_styles: list[str] = []
        self._telling: Mapping[str, int] = {}
        self._bold: Mapping[str, int] = {}
        self._row_style = ""
        self._note: list[str] | None = None
        self._is_about_note = False
        self._shown: list[str] = []
        self._depth = 0
        self._starts: Mapping[str, Callable[[Attributes], None]] = {
            "table": self._begin_table,
            "table-column": self._take_column,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
            "annotation": self._begin_note,
            "p": self._begin_paragraph,
            **dict.fromkeys(_OF_NOTE, self._begin_about_note),
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "table": self._end_table,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "annotation": self._end_note,
            **dict.fromkeys(_OF_NOTE, self._end_about_note),
        }

    def styles(self) -> Styles:
        """Give the looks that cells name by number."""
        return Styles(tuple(self._styles.by_name.values()))

    def start(self, name: str, told: Attributes) -> None:
        """Take an element's beginning."""
        if not self.tables:
            self._styles.take(name, told)
        action = self._starts.get(name)
        if action is not None:
            action(told)

    def end(self, name: str) -> None:
        """Take an element's end."""
        action = self._ends.get(name)
        if action is not None:
            action()

    def text(self, text: str) -> None:
        """Take a piece of text: a note's, or what a cell shows."""
        if not self._is_about_note:
            (self._shown if self._note is None else self._note).append(text)

    def _begin_table(self, _: Attributes) -> None:
        """Tables inside a cell belong to that cell: only the outermost is a sheet."""
        self._depth += 1
        if self._depth == 1:
            self.tables.append(TableScan())
            self._row = self._columns = 0
            self._telling, self._bold = self._styles.telling(), self._styles.bold()
            self._column_styles = []

    def _end_table(self) -> None:
        self._depth -= 1

    def _take_column(self, told: Attributes) -> None:
        repeated = _count(told, "table:number-columns-repeated")
        if told.get("table:visibility") in _HIDDEN and self._columns < _LAST_COLUMN:
            first = self._columns + 1
            self.tables[-1].looks.hidden_columns.append((first, first + repeated - 1))
        width = self._styles.widths.get(told.get("table:style-name", ""))
        if width is not None and repeated <= _MAX_REPEATED:
            self.tables[-1].looks.widths.append((self._columns + 1, self._columns + repeated, width))
        self._columns += repeated
        if len(self._column_styles) <= _MAX_REPEATED:
            style = told.get("table:default-cell-style-name", "")
            self._column_styles += [style] * min(repeated, _MAX_REPEATED)

    def _begin_row(self, told: Attributes) -> None:
        self._rows_repeated = _count(told, "table:number-rows-repeated")
        self._column = 0
        self._row_style = told.get("table:default-cell-style-name", "")
        is_tail = self._rows_repeated > _MAX_REPEATED or self._row >= _LAST_ROW
        if told.get("table:visibility") in _HIDDEN and not is_tail:
            first = self._row + 1
            self.tables[-1].looks.hidden_rows.update(range(first, first + self._rows_repeated))

    def _end_row(self) -> None:
        self._row += self._rows_repeated

    def _begin_cell(self, told: Attributes) -> None:
        self._cell = told
        self._columns_repeated = _count(told, "table:number-columns-repeated")
        self._shown = []

    def _end_cell(self) -> None:
        place = self._row + 1, self._column + 1
        self._take_span(place)
        self._take_look()
        shown = "".join(self._shown).strip()
        if "table:formula" in self._cell and shown.startswith(_ERROR_STARTS):
            self.tables[-1].looks.errors[place] = shown
        currency = self._cell.get("office:currency", "DKK")
        if currency != "DKK" and len(self.tables[-1].looks.number_formats) < _MOST_LOOKS:
            self.tables[-1].looks.number_formats[place] = f"[${currency}]"
        self._column += self._columns_repeated
        self._cell, self._shown = {}, []

    def _take_span(self, place: Place) -> None:
        rows = _count(self._cell, "table:number-rows-spanned")
        columns = _count(self._cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            block = Block(*place, place[0] + rows - 1, place[1] + columns - 1)
            self.tables[-1].merges.append(block)

    def _take_look(self) -> None:
        name = self._style_name()
        style = self._telling.get(name)
        if style is None and self._row < BOLD_ROWS:
            style = self._bold.get(name)
        is_tail = self._rows_repeated * self._columns_repeated > _MAX_REPEATED
        if style is None or is_tail or self._is_past():
            return
        for row in range(self._row + 1, self._row + 1 + self._rows_repeated):
            for column in range(self._column + 1, self._column + 1 + self._columns_repeated):
                self.tables[-1].looks.styles[row, column] = style

    def _is_past(self) -> bool:
        return self._row > _LAST_ROW or len(self.tables[-1].looks.styles) > _MOST_LOOKS

    def _style_name(self) -> str:
        """A cell without a style of its own has its row's, else its column's."""
        column = self._column_styles[self._column] if self._column < len(self._column_styles) else ""
        return self._cell.get("table:style-name") or self._row_style or column

    def _begin_note(self, _: Attributes) -> None:
        self._note = []

    def _begin_about_note(self, _: Attributes) -> None:
        """Pass over who wrote a note, and when: it is no part of what the note says."""
        self._is_about_note = self._note is not None

    def _end_about_note(self) -> None:
        self._is_about_note = False

    def _end_note(self) -> None:
        note = clean_text("".join(self._note or ()))
        if note:
            self.tables[-1].looks.notes[self._row + 1, self._column + 1] = note
        self._note = None

    def _begin_paragraph(self, _: Attributes) -> None:
        if self._note:
            self._note.append("\n")


def _count(told: Attributes, name: str) -> int:
    text = told.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1
