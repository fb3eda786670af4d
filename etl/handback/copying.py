"""A copy of a list as an xlsx workbook, for files that cannot carry notes and fills as they are."""

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.handback.answer_sheet import (
    HEADING_ROW,
    HIDDEN_WIDTH,
    WIDTHS,
    AnswerCell,
    Asked,
    Kind,
    answer_rows,
    free_name,
    height,
    in_order,
)
from etl.parse.cpr import MASK
from etl.read.grid import Block, Place, Raw, Sheet, Workbook
from etl.read.rules import column_of
from etl.read.xlsx_scan import place_of
from etl.run import open_file
from etl.schema.marks import FILL, HATCH, HIDDEN_HEADINGS, ID_HEADING, note
from etl.screen import screen
from portfolio.findings import Finding
from portfolio.handback import ListPlace, SenderQuestion
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Severity

_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767
_ONLY = "Liste"
_DAY, _MOMENT, _TIME = "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm"
_LEAST_WIDTH, _MOST_WIDTH, _SEEN_ROWS, _MOST_MERGED = 9, 48, 200, 100_000
_FIRST_YEAR = 1901
_HATCH_PATTERN = 14
"""xlsxwriter's number of thin strokes upwards."""

_LOOKS: Mapping[Kind, Mapping[str, object]] = {
    Kind.TITLE: {"bold": True, "font_size": 16, "font_color": "#0B5563"},
    Kind.PLAIN: {},
    Kind.HEADING: {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#0B5563",
        "border": 1,
        "text_wrap": True,
    },
    Kind.TEXT: {"border": 1, "text_wrap": True},
    Kind.GRAVE: {"border": 1, "text_wrap": True, "bold": True},
    Kind.LINK: {"border": 1, "text_wrap": True, "underline": 1, "font_color": "#0B5563"},
    Kind.ANSWER: {"border": 1, "text_wrap": True, "bg_color": "#FFF9E0", "locked": False},
    Kind.SMALL: {"font_size": 8, "font_color": "#6B6B6B"},
}


def copied(
    path: Path, name: str, questions: Sequence[SenderQuestion], lists: Sequence[ListPlace]
) -> tuple[bytes, tuple[Finding, ...]]:
    """Give the copy with questions and ids, and what its sender should know.

    Raises:
        FileRefusedError: the file cannot be read.
    """
    opened = open_file(path, name)
    screened = screen(opened.workbook, opened.facts, danish_day(dt.datetime.now(dt.UTC)))
    copy = _Copy(screened.workbook, questions, lists)
    data = copy.made()
    notes = (Finding("handback.numbers_hidden", Severity.INFO),) if copy.has_hidden else ()
    return data, notes


class _Copy:
    def __init__(
        self, workbook: Workbook, questions: Sequence[SenderQuestion], lists: Sequence[ListPlace]
    ) -> None:
        self._workbook = workbook
        self._questions = in_order(questions)
        self._lists = lists
        self._names = _names(workbook)
        self._answers = free_name(list(self._names.values()))
        self._before: dict[str, str] = {}
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.has_hidden = False

    def made(self) -> bytes:
        """Give the workbook."""
        buffer = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(buffer, options)
        for sheet in self._workbook.sheets:
            self._write_sheet(self._book.add_worksheet(self._names[sheet.name]), sheet)
        self._write_answers(self._book.add_worksheet(self._answers))
        self._book.close()
        return buffer.getvalue()

    def _format(self, look: Mapping[str, object]) -> Format | None:
        if not look:
            return None
        key = tuple(sorted(look.items(), key=lambda item: item[0]))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(look))
        return self._formats[key]

    def _write_sheet(self, made: Worksheet, sheet: Sheet) -> None:
        asked: dict[Place, list[SenderQuestion]] = defaultdict(list)
        for question in self._questions:
            place = place_of(question.cell or "") if question.sheet == sheet.name else None
            if place is not None:
                asked[_anchor(place, sheet.merges)].append(question)
        looks = self._looks(sheet, asked)
        rows = sheet.rows
        for block in _whole_blocks(sheet):
            made.merge_range(*block, "")
        for i, row in enumerate(rows):
            for j, raw in enumerate(row):
                at = (sheet.first_row + i, sheet.first_column + j)
                self._write_cell(made, at, sheet.errors.get(at) or raw, looks.pop(at, {}))
        for at, look in looks.items():
            made.write_blank(at[0] - 1, at[1] - 1, None, self._format(look))
        self._write_ids(made, sheet)
        self._write_notes(made, sheet, asked)
        self._shape(made, sheet, rows)

    def _looks(
        self, sheet: Sheet, asked: Mapping[Place, Sequence[SenderQuestion]]
    ) -> dict[Place, dict[str, object]]:
        """Give what each cell that is more than its value looks like."""
        looks: dict[Place, dict[str, object]] = defaultdict(dict)
        for place, colour in (*sheet.fills.items(), *sheet.conditional.items()):
            looks[place]["bg_color"] = f"#{colour}"
        for place in sheet.struck:
            looks[place]["font_strikeout"] = True
        for place, font in sheet.symbol_fonts.items():
            looks[place]["font_name"] = font
        for place, code in sheet.number_formats.items():
            looks[place]["num_format"] = code
        for place, questions in asked.items():
            colour = str(looks[place].get("bg_color", ""))[1:]
            if colour:
                looks[place] |= {"pattern": _HATCH_PATTERN, "fg_color": f"#{HATCH}"}
                self._before |= {question.id: colour for question in questions}
            else:
                looks[place]["bg_color"] = f"#{FILL}"
        return looks

    def _write_cell(self, made: Worksheet, at: Place, raw: Raw, look: dict[str, object]) -> None:
        row, column = at[0] - 1, at[1] - 1
        if raw is None:
            if look:
                made.write_blank(row, column, None, self._format(look))
        elif isinstance(raw, bool):
            made.write_boolean(row, column, raw, self._format(look))
        elif isinstance(raw, dt.date) and raw.year < _FIRST_YEAR:
            made.write_string(row, column, raw.isoformat(), self._format(look))
        elif isinstance(raw, dt.date | dt.time | dt.timedelta):
            made.write_datetime(row, column, raw, self._format({"num_format": _day_format(raw)} | look))
        elif isinstance(raw, int | float) and math.isfinite(raw):
            made.write_number(row, column, raw, self._format(look))
        else:
            text = str(raw)
            self.has_hidden = self.has_hidden or MASK in text
            made.write_string(row, column, text[:_LONGEST_TEXT], self._format(look))

    def _write_ids(self, made: Worksheet, sheet: Sheet) -> None:
        """Write our ids right of all, or below a list laid on its side."""
        look = self._format(_LOOKS[Kind.SMALL])
        right, below = sheet.first_column + len(sheet.columns), sheet.first_row + sheet.row_count
        for place in (place for place in self._lists if place.sheet == sheet.name and place.ids):
            if place.is_transposed:
                heading = min(column_of(given.column or "") for given in place.ids) - 1
                made.write_string(below - 1, max(heading - 1, 0), ID_HEADING, look)
                for given in place.ids:
                    made.write_number(below - 1, column_of(given.column or "") - 1, given.our_id, look)
                below += 1
                continue
            made.write_string(max(place.header_rows, default=1) - 1, right - 1, ID_HEADING, look)
            for given in place.ids:
                made.write_number((given.row or 1) - 1, right - 1, given.our_id, look)
            right += 1

    def _write_notes(
        self, made: Worksheet, sheet: Sheet, asked: Mapping[Place, Sequence[SenderQuestion]]
    ) -> None:
        texts = dict(sheet.notes)
        for place, questions in asked.items():
            said = [" ".join(part for part in (it.message, it.wanted) if part) for it in questions]
            ours = note(said, self._answers)
            texts[place] = f"{texts[place]}\n\n{ours}" if place in texts else ours
        for (row, column), text in texts.items():
            made.write_comment(
                row - 1, column - 1, text, {"author": "Tværblik", "x_scale": 2, "y_scale": 1.6}
            )

    def _shape(self, made: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> None:
        """Hide what was hidden, and make columns as wide as their texts."""
        for j in range(len(sheet.columns)):
            longest = max((_length(row[j]) for row in rows[:_SEEN_ROWS]), default=0)
            column = sheet.first_column + j - 1
            guessed = min(max(longest + 2, _LEAST_WIDTH), _MOST_WIDTH)
            width = sheet.widths.get(column + 1, guessed)
            hidden = {"hidden": True} if column + 1 in sheet.hidden_columns else {}
            made.set_column(column, column, width, None, hidden)
        for row in sheet.hidden_rows:
            made.set_row(row - 1, None, None, {"hidden": True})
        if sheet.is_hidden:
            made.hide()

    def _write_answers(self, made: Worksheet) -> None:
        sheets: dict[str | None, str] = dict(self._names)
        asked = Asked(self._answers, self._questions, sheets, self._lists, self._before)
        for number, cells in answer_rows(asked):
            made.set_row(number - 1, height(cells))
            for cell in cells:
                self._write_answer(made, number, cell)
        for n, width in enumerate(WIDTHS):
            made.set_column(n, n, width)
        first = len(WIDTHS)
        made.set_column(first, first + len(HIDDEN_HEADINGS) - 1, HIDDEN_WIDTH, None, {"hidden": True})
        made.freeze_panes(HEADING_ROW, 0)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(HEADING_ROW - 1)

    def _write_answer(self, made: Worksheet, row: int, cell: AnswerCell) -> None:
        look = self._format({"valign": "top", **_LOOKS[cell.kind]})
        at = row - 1, cell.column - 1
        if isinstance(cell.value, int):
            made.write_number(*at, cell.value, look)
        elif not cell.value:
            made.write_blank(*at, None, look)
        elif cell.link is not None:
            made.write_url(*at, f"internal:{cell.link}", look, cell.value)
        else:
            made.write_string(*at, cell.value[:_LONGEST_TEXT], look)


def _names(workbook: Workbook) -> dict[str | None, str]:
    """Give each sheet a name that Excel takes, its own where that will do."""
    found: dict[str | None, str] = {}
    taken: set[str] = set()
    for sheet in workbook.sheets:
        plain = _NOT_IN_NAME.sub("_", sheet.name or _ONLY)[:_LONGEST_NAME].strip() or _ONLY
        name = plain
        n = 2
        while name.casefold() in taken:
            name = f"{plain[: _LONGEST_NAME - 5]} ({n})"
            n += 1
        taken.add(name.casefold())
        found[sheet.name] = name
    return found


def _whole_blocks(sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
    """Give the merged blocks as far as the sheet goes, counted from 0; none that meets another."""
    last_row = sheet.first_row + sheet.row_count - 1
    last_column = sheet.first_column + len(sheet.columns) - 1
    taken: set[Place] = set()
    for block in sheet.merges:
        rows = range(block.first_row, min(block.last_row, last_row) + 1)
        columns = range(block.first_column, min(block.last_column, last_column) + 1)
        cells = {(row, column) for row in rows for column in columns} if len(taken) < _MOST_MERGED else set()
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            yield rows[0] - 1, columns[0] - 1, rows[-1] - 1, columns[-1] - 1


def _anchor(place: Place, merges: Sequence[Block]) -> Place:
    for block in merges:
        if (
            block.first_row <= place[0] <= block.last_row
            and block.first_column <= place[1] <= block.last_column
        ):
            return block.first_row, block.first_column
    return place


def _day_format(raw: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(raw, dt.time | dt.timedelta):
        return _TIME
    return _MOMENT if isinstance(raw, dt.datetime) and raw.time() != dt.time() else _DAY


def _length(raw: Raw) -> int:
    return max(map(len, raw.split("\n"))) if isinstance(raw, str) else 10 if raw is not None else 0
