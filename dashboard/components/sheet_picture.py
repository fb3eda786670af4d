"""A picture of a sheet as Excel shows it, with what was understood drawn on it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dashboard.components import markup as html
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import scroll_region
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.records import PictureColumn, PictureRow, SeenCell, SheetPicture
from portfolio.vocabulary import RowRole, label

_NARROWEST, _WIDEST, _USUAL = 4.0, 30.0, 11.0
"""Widths of columns on the page, in digits."""

_DARK = 140
"""A fill that is darker than this (0 to 255) has light text."""


def sheet_picture(picture: SheetPicture, choosers: Mapping[str, Node], name: str) -> Node:
    """Draw a sheet.

    Args:
        picture: the sheet's first rows.
        choosers: what stands above a column, by its letters: how it was understood, to be changed.
        name: what the picture is called by those who hear the page.
    """
    head = html.Thead([_letters(picture.columns), *_understood(picture.columns, choosers)])
    body = html.Tbody(list(_rows(picture)))
    table = html.Table([html.Caption(name, className="visually-hidden"), head, body], className="sheet")
    return scroll_region(table, name)


def _letters(columns: Sequence[PictureColumn]) -> Element:
    heads = [
        html.Th(t("draft.row_short"), scope="col", className="sheet-corner"),
        html.Th(t("draft.row_became"), scope="col", className="sheet-role"),
    ]
    return html.Tr([*heads, *(_letter(column) for column in columns)])


def _letter(column: PictureColumn) -> Element:
    width = min(max(column.width or _USUAL, _NARROWEST), _WIDEST)
    looks = "sheet-letter is-hidden" if column.is_hidden else "sheet-letter"
    shown: list[Node] = [column.letters]
    if column.is_hidden:
        shown.append(html.Span(t("draft.hidden"), className="under"))
    head = html.Th(shown, scope="col", className=looks)
    head.attributes["style"] = {"minWidth": f"{width:.0f}ch"}
    return head


def _understood(columns: Sequence[PictureColumn], choosers: Mapping[str, Node]) -> list[Element]:
    if not choosers:
        return []
    first = [html.Td("", className="sheet-corner"), html.Td("", className="sheet-role")]
    cells = [html.Td(choosers.get(column.letters), className="sheet-chooser") for column in columns]
    return [html.Tr([*first, *cells], className="sheet-fields")]


def _rows(picture: SheetPicture) -> list[Element]:
    """Draw the rows, with a line where rows are left out."""
    drawn: list[Element] = []
    covered = _covered(picture.rows)
    for row, following in pairwise([*picture.rows, None]):
        if row is None:
            continue
        drawn.append(_row(picture.columns, row, covered.get(row.row, frozenset())))
        if following is not None and following.row > row.row + 1:
            drawn.append(_gap(picture, following.row - row.row - 1))
    last = picture.rows[-1].row if picture.rows else 0
    if picture.last_row > last:
        drawn.append(_gap(picture, picture.last_row - last))
    return drawn


def _covered(rows: Sequence[PictureRow]) -> dict[int, frozenset[str]]:
    """Give for each row the columns that a merged cell further up reaches down into."""
    shown = [row.row for row in rows]
    found: dict[int, set[str]] = {}
    for row in rows:
        for cell in row.cells:
            for below in shown:
                if row.row < below < row.row + cell.down:
                    found.setdefault(below, set()).update(_spanned(cell))
    return {row: frozenset(columns) for row, columns in found.items()}


def _spanned(cell: SeenCell) -> list[str]:
    first = _place(cell.column)
    return [_letters_of(first + step) for step in range(cell.across)]


def _row(columns: Sequence[PictureColumn], row: PictureRow, covered: frozenset[str]) -> Element:
    cells = {cell.column: cell for cell in row.cells}
    drawn: list[Element] = [
        html.Th(str(row.row), scope="row", className="sheet-number"),
        html.Td(_role(row), className="sheet-role"),
    ]
    skip = 0
    for column in columns:
        if skip:
            skip -= 1
            continue
        if column.letters in covered:
            continue
        cell = cells.get(column.letters)
        skip = 0 if cell is None else cell.across - 1
        drawn.append(html.Td("") if cell is None else _cell(cell))
    return html.Tr(drawn, className=f"row-{row.kind}" + (" is-hidden" if row.is_hidden else ""))


def _cell(cell: SeenCell) -> Element:
    spans = {
        "colSpan": cell.across if cell.across > 1 else None,
        "rowSpan": cell.down if cell.down > 1 else None,
    }
    looks = ["is-bold"] if cell.is_bold else []
    if cell.colour is not None:
        looks.append("on-dark-fill" if _lightness(cell.colour) < _DARK else "on-light-fill")
    drawn = html.Td(cell.text, className=" ".join(looks) or None, **spans)
    if cell.colour is not None:
        drawn.attributes["style"] = {"backgroundColor": f"#{cell.colour}"}
    return drawn


def _role(row: PictureRow) -> Node:
    if row.kind is RowRole.BODY:
        return html.Span(t("draft.row_taken"), className="visually-hidden")
    if row.kind is RowRole.HEADING:
        return t("draft.row_heading")
    return label(row.reason, language()) if row.reason is not None else t("draft.row_outside")


def _gap(picture: SheetPicture, count: int) -> Element:
    words = t("draft.rows_left", count=count, number=number(count))
    return html.Tr(html.Td(words, colSpan=len(picture.columns) + 2), className="sheet-gap")


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def _letters_of(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
