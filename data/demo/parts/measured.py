"""A sheet of measurements: an indicator a line of the list's table, a month a row of the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from parts.books import Book
from parts.cells import Cell, unread
from parts.dates import DateHabit, dated
from parts.lines import Line, read_entries
from parts.tables import Column

DIMENSIONS = {"P": "Befolkningens sundhed", "E": "Borgeroplevet kvalitet", "C": "Omkostninger pr. borger"}
WAYS = {"up": "op", "down": "ned"}


def _number(notation: str, _row: int) -> Cell:
    """Write a number; a text where there was none to write, and fewer than five as the rules of care say."""
    if notation.startswith("<"):
        return Cell(notation, int(notation[1:]))
    if not notation[0].isdigit():
        return unread(notation, "Der står tekst, hvor der skulle stå et tal.")
    value = float(notation.replace(",", "."))
    whole = int(value) if value == int(value) else value
    return Cell(whole, whole)


COLUMNS = (
    Column("Indsats", "title", width=44),
    Column("Indikator", "indicator", width=34),
    Column("Enhed", "unit", width=12),
    Column("Triple Aim", "dimension", width=26),
    Column("Ønsket retning", "direction", width=16),
    Column("Mål", "target", _number, 10),
    Column("Måned", "month", dated(DateHabit()), 14),
    Column("Værdi", "number", _number, 14),
)


def add_measurements(book: Book, lines: list[Line], month: int, name: str) -> None:
    """Write what was measured of the month's initiatives until the month before."""
    sheet = book.sheet("Målinger", freeze=(2, 1))
    table = book.table(sheet, COLUMNS, "measurements")
    table.headings(1)
    titles = {line.identity: line.values["title"] for line in lines}
    for line in read_entries(name):
        if line.identity in titles:
            for row in _rows(line, month):
                table.add({**row, "title": titles[line.identity]}, line.identity)


def _rows(line: Line, month: int) -> Iterator[dict[str, str]]:
    """Give a row a month, from the indicator's first on."""
    told = line.values
    first, last = _place(told["from"]), _place(f"2026-{month:02d}")
    for at, value in enumerate(told["values"].split("|"), first):
        if at < last:
            yield {
                "indicator": told["indicator"],
                "unit": told["unit"],
                "dimension": DIMENSIONS.get(told["dimension"], ""),
                "direction": WAYS.get(told["way"], ""),
                "target": told["target"],
                "month": f"{at // 12}-{at % 12 + 1:02d}",
                "number": value,
            }


def _place(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
