"""The spread matrix: initiatives by receivers, sent as a letter a place and drawn by ``assets/65-matrix.js``.

Two hundred initiatives by 98 municipalities are twenty thousand places. A row is sent as one text, a letter
for each receiver; days stand beside for those that have one. The browser draws a grid that is walked with the
arrow keys, on narrow screens a list an initiative, and on paper a table a region.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Brief, Element, Node
from dashboard.components.matrix_asked import MatrixAsked
from dashboard.components.matrix_words import (
    LETTERS,
    OUTSIDE,
    SHAPES,
    column_name,
    ended_words,
    on_their_way,
    reach_words,
    state_word,
    unknown_words,
)
from dashboard.filters import initiative_address
from dashboard.format import date_short, number
from dashboard.labels import organisation_label
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.spread.matrix import Basis, MatrixCell, MatrixRow
from portfolio.vocabulary import Uptake

_DERIVED = str.maketrans("ypilnru", "1234567")
_STATES: Sequence[Uptake | None] = (*Uptake, None)


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A receiver's column: id, name, what is said of its end, what it carries, and where it opens."""

    id: str
    name: str
    ended: str
    in_use: str
    carried: str
    address: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """An initiative's row: id, title, where it opens, its two counts, a letter a place, and days by place."""

    id: int
    title: str
    address: str
    page: str
    reach: str
    unknown: str
    places: str
    days: str


def matrix_grid(found: MatrixAsked, rows: Sequence[tuple[Item, MatrixRow]], *, can_edit: bool) -> Element:
    """Lay the matrix out.

    Args:
        found: what is asked for.
        rows: the rows on this page.
        can_edit: whether places can be changed.
    """
    columns = [_column(found, it) for it in found.columns]
    shown = [_row(found, item, row) for item, row in rows]
    groups = [
        (organisation_label(region) if region else "", len(list(them)))
        for region, them in groupby(found.columns, key=found.ground.region)
    ]
    words = _words(found)
    sent = [
        "matrix",
        {"edit": can_edit, "state": [[LETTERS[it], SHAPES[it], state_word(it)] for it in _STATES]} | words,
        [list(it) for it in groups],
        [[it.id, it.name, it.ended, it.in_use, it.carried, it.address] for it in columns],
        [[it.id, it.title, it.address, it.page, it.reach, it.unknown, it.places, it.days] for it in shown],
    ]
    return Brief(sent, lambda: _whole(groups, columns, shown, words))


def _words(found: MatrixAsked) -> dict[str, str]:
    axis = found.axis
    names = (
        "corner",
        "reach_head",
        "carried_head",
        "derived",
        "disputed",
        "outside",
        "since",
        "open_row",
        "in_use_of",
        "nothing",
    )
    return {"caption": t(f"matrix.caption_{axis}")} | {it: t(f"matrix.grid_{it}") for it in names}


def _column(found: MatrixAsked, column: str) -> GridColumn:
    counts = found.load(column)
    return GridColumn(
        id=column,
        name=column_name(column),
        ended=ended_words(found.ground, column),
        in_use=number(counts.in_use),
        carried=t(
            "matrix.carried",
            use=number(counts.in_use),
            partly=number(counts.partly),
            way=number(on_their_way(counts)),
            all=number(counts.asked),
            unknown=number(counts.unknown),
        ),
        address=found.address(column=column, row=None),
    )


def _row(found: MatrixAsked, item: Item, row: MatrixRow) -> GridRow:
    counts = row.counts(found.columns)
    days = [
        f"{place}:{date_short(cell.day)}"
        for place, column in enumerate(found.columns)
        if (cell := row.cells.get(column)) is not None and cell.day is not None
    ]
    return GridRow(
        id=item.id,
        title=item.title,
        address=found.address(row=str(item.id), column=None),
        page=initiative_address(item.id, found.asked.criteria),
        reach=reach_words(counts),
        unknown=unknown_words(counts),
        places="".join(_letter(row, column) for column in found.columns),
        days=" ".join(days),
    )


def _letter(row: MatrixRow, column: str) -> str:
    """Give a place's letter: a capital where it is disputed, a digit where others say it."""
    cell = row.cells.get(column)
    if cell is None:
        return LETTERS[None] if column in row.meant else OUTSIDE
    letter = LETTERS[cell.uptake]
    if cell.basis is not Basis.OWN:
        return letter.translate(_DERIVED)
    return letter.upper() if cell.is_disputed else letter


# --- What the browser makes of it, for those who look into a page


def _whole(
    groups: Sequence[tuple[str, int]],
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    words: dict[str, str],
) -> Element:
    regions: list[Node] = [html.Th("", colSpan=2), *(html.Th(name, colSpan=span) for name, span in groups)]
    heads: list[Node] = [html.Th(words["corner"], scope="col"), html.Th(words["reach_head"], scope="col")]
    heads += [html.Th(html.A(it.name, href=it.address), scope="col", title=it.carried) for it in columns]
    body = [_whole_row(it, words) for it in rows]
    parts = [html.Caption(words["caption"]), html.Thead([html.Tr(regions), html.Tr(heads)]), html.Tbody(body)]
    return html.Div(html.Table(parts, className="matrix", role="grid"), className="matrix-box")


def _whole_row(it: GridRow, words: dict[str, str]) -> Element:
    days = dict(part.split(":") for part in it.days.split(" ") if part)
    reach: list[Node] = [it.reach, *([html.Span(it.unknown, className="under")] if it.unknown else [])]
    cells = [
        with_attributes(html.Td(""), {"aria-label": place_words(letter, days.get(str(place), ""), words)})
        for place, letter in enumerate(it.places)
    ]
    return html.Tr([html.Th(html.A(it.title, href=it.address), scope="row"), html.Td(reach), *cells])


_OF_LETTER = {letter: state for state, letter in LETTERS.items()}
_OF_DIGIT = {LETTERS[state].translate(_DERIVED): state for state in _STATES}


def place_words(letter: str, day: str, words: dict[str, str]) -> str:
    """Say what a place's letter says, with its day."""
    if letter == OUTSIDE:
        return words["outside"]
    state = _OF_DIGIT[letter] if letter in _OF_DIGIT else _OF_LETTER[letter.lower()]
    dated = f"{state_word(state)}, {day}" if day else state_word(state)
    sign = words["derived"] if letter in _OF_DIGIT else words["disputed"] if letter.isupper() else ""
    return f"{dated}, {sign}" if sign else dated


def one_date(cell: MatrixCell) -> str:
    """Write a place's day; "" where nobody says."""
    return "" if cell.day is None else date_short(cell.day)
