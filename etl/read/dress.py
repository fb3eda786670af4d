"""A sheet of values dressed with its looks, as far as its values go."""

from collections.abc import Mapping
from dataclasses import replace

from etl.read.grid import Block, Place, Sheet
from etl.read.looks import BOLD_ROWS, SheetLooks, Styles, is_sign

_MERGED_REACH, _MOST_WIDTHS = 50, 500
"""Merged blocks may reach this far past the last value; those that go to the bottom are decoration."""


def dress(sheet: Sheet, looks: SheetLooks, styles: Styles) -> Sheet:
    """Give the sheet with fills, formats, struck text, symbols, notes, errors and what is hidden."""
    box = _box(sheet)
    numbers = _inside(looks.styles, box)
    return replace(
        sheet,
        fills=_named(numbers, styles.fills()) | _inks(sheet, numbers, styles),
        number_formats=_number_formats(
            sheet, _named(numbers, styles.number_formats()) | looks.number_formats
        ),
        errors=looks.errors,
        notes=looks.notes,
        struck=frozenset(_named(numbers, styles.struck())),
        symbol_fonts=_named(numbers, styles.symbol_fonts()),
        hidden_rows=frozenset(row for row in looks.hidden_rows if row <= box.last_row),
        hidden_columns=_hidden_columns(looks, box),
        bold=_bold(numbers, styles),
        widths=_widths(looks, box),
    )


def _box(sheet: Sheet) -> Block:
    """Give the block that the sheet's values, and the merged cells about them, fill."""
    last_row, last_column = sheet.row_count, sheet.first_column + len(sheet.columns) - 1
    near_row, near_column = last_row + _MERGED_REACH, last_column + _MERGED_REACH
    for block in sheet.merges:
        if block.first_row <= last_row and block.first_column <= last_column:
            last_row = max(last_row, min(block.last_row, near_row))
            last_column = max(last_column, min(block.last_column, near_column))
    return Block(1, 1, last_row, last_column)


def _inside(numbers: Mapping[Place, int], box: Block) -> dict[Place, int]:
    rows, columns = box.last_row, box.last_column
    return {place: number for place, number in numbers.items() if place[0] <= rows and place[1] <= columns}


def _named(numbers: Mapping[Place, int], looks: Mapping[int, str]) -> dict[Place, str]:
    return {place: looks[number] for place, number in numbers.items() if number in looks} if looks else {}


def _inks(sheet: Sheet, numbers: Mapping[Place, int], styles: Styles) -> dict[Place, str]:
    """Give the colours of signs that stand alone ("●"): such a sign is but a patch of colour."""
    inks, fonts = styles.inks(), styles.symbol_fonts()
    return {
        place: inks[number]
        for place, number in (numbers.items() if inks else ())
        if number in inks
        and isinstance(text := sheet.value(*place), str)
        and is_sign(text, fonts.get(number))
    }


def _number_formats(sheet: Sheet, formats: Mapping[Place, str]) -> dict[Place, str]:
    """Keep the formats of cells with a date, a time or a number: on text and empty cells they say nothing."""
    return {place: name for place, name in formats.items() if not isinstance(sheet.value(*place), str | None)}


def _bold(numbers: Mapping[Place, int], styles: Styles) -> frozenset[Place]:
    bold = styles.bold()
    if not bold:
        return frozenset()
    return frozenset(place for place, number in numbers.items() if place[0] <= BOLD_ROWS and number in bold)


def _widths(looks: SheetLooks, box: Block) -> dict[int, float]:
    """Give the width of each column that has one of its own, as far as a picture goes."""
    last = min(box.last_column, _MOST_WIDTHS)
    return {
        column: width
        for first, end, width in looks.widths[:_MOST_WIDTHS]
        for column in range(first, min(end, last) + 1)
    }


def _hidden_columns(looks: SheetLooks, box: Block) -> frozenset[int]:
    runs = looks.hidden_columns
    return frozenset(
        column for first, last in runs for column in range(first, min(last, box.last_column) + 1)
    )
