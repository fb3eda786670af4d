"""The small picture of a table's first rows, as its sender knows them, with what was understood of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from etl.report.markup import Markup, Node, element, joined
from etl.report.summary import Picture, PictureRow, TableSummary
from etl.report.words import SIGNS, say
from portfolio.records import SeenCell
from portfolio.vocabulary import Severity

Flags: TypeAlias = Mapping[tuple[str | None, str], Severity]
"""The gravest finding of each cell, by sheet and address."""

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_WORDS = {
    Severity.ERROR: "errors_heading",
    Severity.WARNING: "warnings_heading",
    Severity.INFO: "infos_heading",
}
_DARK_BELOW = 0.36
"""Of a colour with less light than this a white text is easier to read."""

_NARROWEST, _WIDEST = 5, 19
_LETTER_REM = 0.4
_FEW = 2
_MOST_UPRIGHT = 12
"""A picture with more columns is printed on a sheet laid on its side."""

_LEAST_SHARE, _ROW_SHARE, _LEAST_TOTAL = 9, 16, 130
"""On paper all columns share one page, so none may be much narrower than the others."""


def picture(shown: Picture, table: TableSummary, flags: Flags, language: str) -> Markup:
    """Draw the picture: columns by letter and field, rows by number and what became of them."""
    caption = say("picture", language)
    widths = _widths(shown)
    fields = None if shown.is_turned else _fields(shown, language)
    head = element("thead", _letters(shown, widths, language), fields)
    rows = [_row(row, shown, table, flags, language) for row in shown.rows]
    content = (element("caption", caption), _columns(widths), head, element("tbody", *rows))
    drawn = element("table", *content, class_="picture")
    label = f"{caption}: {table.name}, {table.place}"
    region = element("div", drawn, class_="scroll", tabindex=0, role="region", aria_label=label)
    more = element("p", shown.more, class_="more") if shown.more else None
    is_wide = len(shown.columns) > _MOST_UPRIGHT
    return element("div", region, more, class_="seen wide" if is_wide else "seen")


def _widths(shown: Picture) -> tuple[int, ...]:
    """Give each column a width, in letters, after the longest text that stands in it alone."""
    longest: dict[str, int] = {letter: len(field) for letter, field in shown.columns}
    for row in shown.rows:
        for cell in row.row.cells if row.is_record or row.is_heading else ():
            if cell.across == 1:
                longest[cell.column] = max(longest.get(cell.column, 0), len(cell.text))
    return tuple(max(_NARROWEST, min(_WIDEST, longest[letter])) for letter, _ in shown.columns)


def _columns(widths: Sequence[int]) -> Markup:
    """Share the width of the table among its columns; the first holds the rows' numbers."""
    shares = (_ROW_SHARE, *(max(_LEAST_SHARE, width) for width in widths))
    total = max(sum(shares), _LEAST_TOTAL)
    return element(
        "colgroup", *(element("col", style=f"width:{100 * share / total:.1f}%") for share in shares)
    )


def _letters(shown: Picture, widths: Sequence[int], language: str) -> Markup:
    corner = element("th", say("row", language), scope="col", class_="corner")
    letters = (
        element("th", letter, scope="col", style=f"min-width:{_LETTER_REM * width:.1f}rem")
        for (letter, _), width in zip(shown.columns, widths, strict=True)
    )
    return element("tr", corner, *letters, class_="letters")


def _fields(shown: Picture, language: str) -> Markup:
    """Name what each column was read as, under its letter."""
    title = element("th", say("reads_as", language), scope="row", class_="corner")
    fields = (element("td", field or "–", class_=None if field else "unknown") for _, field in shown.columns)
    return element("tr", title, *fields, class_="fields")


def _row(row: PictureRow, shown: Picture, table: TableSummary, flags: Flags, language: str) -> Markup:
    became = joined(" ", element("span", row.became, class_="became")) if row.became else None
    title = element("th", str(row.row.row), became, scope="row")
    kind = "heading" if row.is_heading else None if row.is_record else "left"
    return element("tr", title, *_cells(row, shown, table, flags, language), class_=kind)


def _cells(
    row: PictureRow, shown: Picture, table: TableSummary, flags: Flags, language: str
) -> Iterator[Markup]:
    """Build a row's cells; outside the list a lone text runs on over empty cells, as in the sheet."""
    number = row.row.row
    letters = [letter for letter, _ in shown.columns]
    found = {cell.column: cell for cell in row.row.cells}
    flagged = {
        letter: flags[place] for letter in letters if (place := (table.sheet, f"{letter}{number}")) in flags
    }
    runs_on = not row.is_record and not row.is_heading and len(found) <= _FEW
    n = 0
    while n < len(letters):
        cell = found.get(letters[n])
        across = 1 if cell is None else cell.across
        while cell is not None and runs_on and _is_free(letters[n + across : n + across + 1], found, flagged):
            across += 1
        yield _cell(cell or SeenCell(letters[n], ""), across, flagged.get(letters[n]), language)
        n += across


def _is_free(letter: Sequence[str], found: Mapping[str, SeenCell], flagged: Mapping[str, Severity]) -> bool:
    """Tell whether there is a next column, with nothing in it."""
    return bool(letter) and letter[0] not in found and letter[0] not in flagged


def _cell(cell: SeenCell, across: int, flag: Severity | None, language: str) -> Markup:
    content: list[Node] = [element("span", cell.text, class_="text")] if cell.text else []
    if flag is not None:
        told = element("span", f" ({say(_WORDS[flag], language).lower()})", class_="only-heard")
        content.insert(0, joined(element("span", SIGNS[flag], class_="sign", aria_hidden="true"), " "))
        content.append(told)
    kind = f"flag {flag}" if flag is not None else None
    return element(
        "td", *content, colspan=across if across > 1 else None, class_=kind, style=_style(cell.colour)
    )


def _style(colour: str | None) -> str | None:
    """Give a cell the colour it has in the sheet, and its text one that can be read on it."""
    if colour is None or not _COLOUR.fullmatch(colour):
        return None
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = ((part / 12.92) if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    ink = "#fff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < _DARK_BELOW / 2 else "#111"
    return f"background:#{colour};color:{ink}"
