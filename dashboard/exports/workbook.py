"""A workbook to take away: first a sheet that says what it is, then real tables with typed cells.

Nothing in it is ever a formula: texts are written as texts, whatever they begin with.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | dt.date | None
"""A cell's value; None leaves the cell empty."""

_LONGEST_TEXT = 32_767  # Excel's own limits
_LONGEST_HEADING = 255
_LONGEST_URL = 2_079
_FIRST_DAY = dt.date(1900, 3, 1)  # Excel believes that 1900 was a leap year
_MEASURED_ROWS = 200
_NARROWEST, _WIDEST = 9, 60
_NAME_LENGTH = 120
_BAD_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Kind(StrEnum):
    """What a column's numbers and dates look like; a text in it stays a text."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    SHARE = "share"
    KRONER = "kroner"
    DAY = "day"
    MONTH = "month"


_LOOKS = {
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.0##",
    Kind.SHARE: "0%",
    Kind.KRONER: '#,##0 "kr."',
    Kind.DAY: "dd.mm.yyyy",
    Kind.MONTH: "mmmm yyyy",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the table."""

    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart of the table's own cells, stacked: a bar a row of the table, its first column the names.

    Attributes:
        title: what it says, in a sentence.
        alt: the same in words.
        colours: the colour of each column that is drawn, beginning with the second.
        is_bars: whether bars lie; else columns stand.
    """

    title: str
    alt: str
    colours: Sequence[str]
    is_bars: bool = True


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table: every row has a value a column.

    Attributes:
        name: the sheet's and the table's name, one word.
        columns: its columns, from the left.
        rows: its rows.
        chart: what is drawn of it beside it; None: nothing.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    chart: SheetChart | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the sheet that says what the workbook is."""

    label: str
    text: str
    is_address: bool = False


@dataclass(frozen=True, slots=True)
class ReadMe:
    """What the workbook is.

    Attributes:
        sheet: the sheet's name.
        title: what the table says, in a sentence.
        subtitle: measure, population and date.
        facts: filters, date, sources, how it is counted, the address.
        language: of the texts, such as ``da``.
        made_at: when it was made.
    """

    sheet: str
    title: str
    subtitle: str
    facts: Sequence[Fact]
    language: str
    made_at: dt.datetime


def file_name(parts: Iterable[str], day: dt.date) -> str:
    """Name a workbook as people do: ``Tværblik - Overblik - indsatser efter status - 2026-11-23.xlsx``."""
    named = [" ".join(_BAD_IN_NAMES.sub(" ", part).split()) for part in parts]
    return f"{' - '.join(filter(None, named))[:_NAME_LENGTH].strip(' .')} - {day:%Y-%m-%d}.xlsx"


def write_workbook(file: IO[bytes], read_me: ReadMe, *tables: SheetTable) -> None:
    """Write the workbook to a file; rows go out as they are written, so long lists take little memory."""
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        made_at = read_me.made_at.astimezone(dt.UTC).replace(tzinfo=None)
        book.set_properties(
            {
                "title": read_me.title,
                "subject": read_me.subtitle,
                "author": "Tværblik",
                "created": made_at,
            }
        )
        book.set_custom_property("Language", read_me.language, "text")
        _write_read_me(book, read_me)
        for table in tables:
            _write_table(book, table)


def workbook(read_me: ReadMe, *tables: SheetTable) -> io.BytesIO:
    """Give the workbook as bytes to read from the beginning."""
    file = io.BytesIO()
    write_workbook(file, read_me, *tables)
    file.seek(0)
    return file


# --- What it is ---------------------------------------------------------------------------------------------


def _write_read_me(book: xlsxwriter.Workbook, read_me: ReadMe) -> None:
    sheet = book.add_worksheet(read_me.sheet)
    sheet.hide_gridlines(2)
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0f5c66", "underline": 1})
    sheet.set_column(0, 0, 18, label)
    sheet.set_column(1, 1, 95, text)
    _write_text(sheet, 0, 0, read_me.title, book.add_format({"bold": True, "font_size": 14}))
    _write_text(sheet, 1, 0, read_me.subtitle, book.add_format({"font_color": "#52666a"}))
    for row, fact in enumerate(read_me.facts, 3):
        _write_text(sheet, row, 0, fact.label, label)
        if fact.is_address and len(fact.text) <= _LONGEST_URL:
            sheet.write_url(row, 1, fact.text, link)
        else:
            _write_text(sheet, row, 1, fact.text, text)
    _for_paper(sheet)


# --- The table ----------------------------------------------------------------------------------------------


def _write_table(book: xlsxwriter.Workbook, table: SheetTable) -> None:
    sheet = book.add_worksheet(table.name)
    headings = _distinct(column.heading for column in table.columns)
    looks = {kind: book.add_format({"num_format": look, "valign": "top"}) for kind, look in _LOOKS.items()}
    top = book.add_format({"valign": "top"})
    for place, width in enumerate(_widths(headings, table)):
        sheet.set_column(place, place, width)
    if table.rows:
        _declare(sheet, table, headings)
    heading = book.add_format({"bold": True, "valign": "bottom"})
    for place, text in enumerate(headings):
        sheet.write_string(0, place, text, heading)
    formats = [looks.get(column.kind, top) for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats[place] if not isinstance(value, str) else top)
    if table.chart is not None and table.rows:
        sheet.insert_chart(
            1,
            len(headings) + 1,
            _drawn(book, table, table.chart, headings),
            {"description": table.chart.alt, "object_position": 3},
        )
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    _for_paper(sheet)


def _drawn(book: xlsxwriter.Workbook, table: SheetTable, chart: SheetChart, headings: Sequence[str]) -> Chart:
    """Draw a table's numbers; the chart points at their cells, so what is corrected there is drawn so."""
    made = book.add_chart({"type": "bar" if chart.is_bars else "column", "subtype": "stacked"})
    last = len(table.rows)
    names = [row[0] for row in table.rows]
    for place, colour in enumerate(chart.colours, 1):
        made.add_series(
            {
                "name": [table.name, 0, place],
                "name_data": [headings[place]],
                "categories": [table.name, 1, 0, last, 0],
                "categories_data": names,
                "values": [table.name, 1, place, last, place],
                "values_data": [row[place] for row in table.rows],
                "fill": {"color": colour},
                "gap": 45,
                "overlap": 100,
            }
        )
    made.set_title({"name": _plain(chart.title), "name_font": {"size": 12, "bold": True}, "overlay": False})
    made.set_legend({"position": "top"})
    made.set_y_axis(
        {"reverse": chart.is_bars, "major_gridlines": {"visible": False}, "visible": chart.is_bars}
    )
    made.set_x_axis({"major_gridlines": {"visible": False}, "visible": not chart.is_bars})
    made.set_size({"width": 720, "height": max(300, 120 + 26 * last) if chart.is_bars else 360})
    return made


def _plain(text: str) -> str:
    """Give a title that no program takes for a formula: a sign of equality would begin one."""
    return f" {text}" if text.startswith("=") else text


def _declare(sheet: Worksheet, table: SheetTable, headings: Sequence[str]) -> None:
    """Make the cells one table of Excel's own.

    xlsxwriter refuses this while rows go out as they are written, because it writes the headings itself; here
    nothing has gone out yet, and the headings are written again where it put them.
    """
    sheet.constant_memory = False
    sheet.add_table(
        0,
        0,
        len(table.rows),
        len(headings) - 1,
        {
            "name": table.name,
            "columns": [{"header": heading} for heading in headings],
            "style": "Table Style Light 1",
        },
    )
    sheet.constant_memory = True


def _write(sheet: Worksheet, row: int, place: int, value: Value, look: Format) -> None:
    if value is None:
        return
    if isinstance(value, str):
        _write_text(sheet, row, place, value, look)
    elif isinstance(value, dt.date):
        _write_day(sheet, row, place, value, look)
    else:
        sheet.write_number(row, place, value, look)


def _write_day(sheet: Worksheet, row: int, place: int, day: dt.date, look: Format) -> None:
    """Write a day; one before Excel's time stands as text."""
    if day < _FIRST_DAY:
        _write_text(sheet, row, place, day.isoformat(), look)
    else:
        sheet.write_datetime(row, place, dt.datetime.combine(day, dt.time()), look)


def _write_text(sheet: Worksheet, row: int, place: int, text: str, look: Format) -> None:
    if text:
        sheet.write_string(row, place, _cut(text, _LONGEST_TEXT), look)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _distinct(headings: Iterable[str]) -> list[str]:
    """Give headings that differ, as a table of Excel's must have them."""
    found: list[str] = []
    taken: set[str] = set()
    for heading in headings:
        said = _cut(" ".join(heading.split()) or "–", _LONGEST_HEADING - 5)
        tries = (said if number == 1 else f"{said} ({number})" for number in range(1, len(taken) + 2))
        name = next(name for name in tries if name.casefold() not in taken)
        taken.add(name.casefold())
        found.append(name)
    return found


def _widths(headings: Sequence[str], table: SheetTable) -> list[int]:
    """Give widths by the headings, with room for the filter's arrow, and the first rows."""
    longest = [len(heading) + 3 for heading in headings]
    for row in table.rows[:_MEASURED_ROWS]:
        longest = [max(found, _length(value)) for found, value in zip(longest, row, strict=True)]
    return [min(max(found + 1, _NARROWEST), _WIDEST) for found in longest]


def _length(value: Value) -> int:
    return 0 if value is None else 10 if isinstance(value, dt.date) else len(str(value))


def _for_paper(sheet: Worksheet) -> None:
    """Print on A4, lying down, as wide as the paper."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
