"""Lists laid on their side: headings down a column, one initiative a column.

The sheet is turned and read like others. A turned sheet's rows are the sheet's columns: its cell in row 5 and
column 2 is ``address(2, 5)`` of the file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from etl.find.headers import Heading, fields_said, heading_text
from etl.find.view import View
from etl.read.coding import coded
from etl.read.grid import Block, Place, Raw, Sheet
from etl.schema.headings import best_score

_MOST_ROWS, _MOST_COLUMNS = 120, 400
_FIRST_COLUMNS = 3
_LONGEST = 60
_FEWEST_FIELDS, _FEWEST_TELLING, _MORE = 4, 2, 2
_SURE, _SHARE, _RECOGNISED, _NEARLY_ALL = 0.6, 0.5, 0.44, 0.8
_TELLING = {
    "aim", "background", "budget_dkk", "completion_share", "description", "effect", "end", "focus_area",
    "funding", "municipalities", "next_step", "period", "phase", "risks", "start", "status", "target_group",
    "traffic_light",
}  # fmt: skip
"""Fields that a card of a person or a meeting does not have."""

_FEWEST_OF_CARD = 3
_OF_CARD = {
    "aim", "background", "budget_dkk", "completion_share", "description", "effect", "end", "evaluation",
    "funding", "indicator", "next_step", "risks", "start", "target_group", "traffic_light",
}  # fmt: skip
"""Fields of which a card of one initiative has several, and a cover sheet or a letter's head has not."""

_Of = TypeVar("_Of")


@dataclass(frozen=True, slots=True)
class Turned:
    """A sheet turned round, with what stood above the list.

    Attributes:
        view: the list's own rows as columns.
        titles: the texts above it, each with its place in the turned sheet.
    """

    view: View
    titles: tuple[tuple[str, Place], ...]


def turned(view: View) -> Turned | None:
    """Turn a sheet whose headings stand down a column; None where they stand in rows, as they mostly do."""
    sheet = view.sheet
    if sheet.row_count > _MOST_ROWS or view.last_column - sheet.first_column > _MOST_COLUMNS:
        return None
    column = _heading_column(view)
    if column is None:
        return None
    rows = _rows_of_list(view, column)
    titles = tuple(
        (text, (place, row))
        for row in range(sheet.first_row, rows.start)
        for place in view.filled(row)
        if (text := view.text(row, place))
    )
    return Turned(View(_turned(sheet, rows)), titles)


def _heading_column(view: View) -> int | None:
    """Give the column that names more fields than any row does, and hardly anything else."""
    first = view.sheet.first_column
    columns = range(first, min(first + _FIRST_COLUMNS, view.last_column))
    said = {column: _said_down(view, column) for column in columns}
    best = max(said, key=lambda column: len(said[column]), default=None)
    if best is None or len(said[best]) < _FEWEST_FIELDS or len(_TELLING & said[best]) < _FEWEST_TELLING:
        return None
    if _is_alone(view, best) and len(_OF_CARD & said[best]) < _FEWEST_OF_CARD:
        return None
    if any(_is_headings(view, row) for row, _ in _filled(view)):
        return None
    across = max((_said_across(view, row) for row, _ in _filled(view)), default=0)
    return best if len(said[best]) >= across + _MORE else None


def _is_alone(view: View, column: int) -> bool:
    """Tell a card: right of the headings stands one column of values, as on a cover sheet too."""
    return len({other for _, filled in _filled(view) for other in filled if other > column}) == 1


def _is_headings(view: View, row: int) -> bool:
    """Tell a row nearly all cells of which name fields: it heads a list that stands upright."""
    filled = len(view.filled(row))
    return filled >= _FEWEST_FIELDS and _said_across(view, row) >= _NEARLY_ALL * filled


def _filled(view: View) -> Iterable[tuple[int, Sequence[int]]]:
    return view.filled_rows(view.sheet.first_row, view.last_row)


def _said_down(view: View, column: int) -> set[str]:
    """Give the fields that a column's short texts name, where at least half of them do."""
    texts = [text for row, _ in _filled(view) if 0 < len(text := _text(view, row, column)) <= _LONGEST]
    fields = _fields(texts)
    return fields if len(fields) >= _SHARE * len(texts) else set()


def _said_across(view: View, row: int) -> int:
    texts = [text for column in view.filled(row) if 0 < len(text := view.text(row, column)) <= _LONGEST]
    return len(_fields(texts)) if len(texts) > 1 else 0


def _fields(texts: list[str]) -> set[str]:
    said = fields_said(tuple(Heading(n, text) for n, text in enumerate(texts)))
    return {field for field, score in said.items() if score >= _SURE}


def _text(view: View, row: int, column: int) -> str:
    return heading_text(view.sheet.value(row, column))


def _rows_of_list(view: View, column: int) -> range:
    """Give the rows of the list: from the first with a heading and a value beside it to the last.

    Headings right below that have no value yet belong to it.
    """
    rows = [row for row, filled in _filled(view) if column in filled]
    begins = next((row for row in rows if _is_headed(view, row, column)), rows[0])
    if begins > view.sheet.first_row and _names_columns(view, begins - 1, column):
        begins -= 1
    last = max(row for row in rows if len(view.filled(row)) > 1)
    while best_score(_text(view, last + 1, column)) >= _RECOGNISED:
        last += 1
    return range(begins, last + 1)


def _is_headed(view: View, row: int, column: int) -> bool:
    return len(view.filled(row)) > 1 and best_score(_text(view, row, column)) >= _RECOGNISED


def _names_columns(view: View, row: int, column: int) -> bool:
    """Tell a row above the first heading that names the columns, as initiatives' names do."""
    filled = view.filled(row)
    return column not in filled and len(filled) > 1


def _turned(sheet: Sheet, rows: range) -> Sheet:
    """Give some rows of a sheet as columns."""
    own = sheet.rows[rows.start - sheet.first_row : rows.stop - sheet.first_row]
    width = max(map(len, own), default=0)
    cells: list[list[Raw]] = [[row[j] if j < len(row) else None for row in own] for j in range(width)]
    return Sheet(
        sheet.name,
        coded(cells),
        first_row=sheet.first_column,
        first_column=rows.start,
        merges=tuple(_block(block) for block in sheet.merges if block.first_row in rows),
        fills=_places(sheet.fills),
        number_formats=_places(sheet.number_formats),
        errors=_places(sheet.errors),
        notes=_places(sheet.notes),
        struck=frozenset(map(_place, sheet.struck)),
        symbol_fonts=_places(sheet.symbol_fonts),
        conditional=_places(sheet.conditional),
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        is_hidden=sheet.is_hidden,
    )


def _place(place: Place) -> Place:
    return place[1], place[0]


def _places(looks: Mapping[Place, _Of]) -> dict[Place, _Of]:
    return {_place(place): look for place, look in looks.items()}


def _block(block: Block) -> Block:
    return Block(block.first_column, block.first_row, block.last_column, block.last_row)


def place_of(cell: str) -> Place:
    """Give row and column of a cell's address: "B6" is (6, 2)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(cell[len(letters) :]), column
