"""Tables of a workbook: heading, extent and kind of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from etl.find.finish import with_groups, with_numbers, with_times, with_units, with_unnamed, with_years
from etl.find.given import GivenRow, moved
from etl.find.headers import Header, header_ending, headers
from etl.find.kinds import kind_of
from etl.find.neighbours import side_by_side
from etl.find.transposed import Turned, turned
from etl.find.view import View
from etl.find.windows import Window, windows_beside
from etl.find.word_lists import holds_word_lists
from etl.read.grid import Place, Workbook
from portfolio.vocabulary import TableKind

_LOOK_DOWN = 400
"""Headings are looked for this far below the last one found."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table as found.

    Attributes:
        view: the sheet it stands in.
        kind: what its records are; None for a table that is no list of ours.
        header: its heading.
        body: the rows below the heading down to the next table or the sheet's end.
        top: the first row that belongs to it, where its title and legend begin.
        has_neighbour: another table stands beside it.
        turned_from: the sheet as it is, where the list is laid on its side and ``view`` is that sheet turned.
        titles: then, the texts above the list, each with its place in the turned sheet.
    """

    view: View
    kind: TableKind | None
    header: Header
    body: range
    top: int
    has_neighbour: bool = False
    turned_from: View | None = None
    titles: tuple[tuple[str, Place], ...] = ()


GivenRows = Mapping[str | None, GivenRow]
"""The heading rows that people chose, by sheet."""


def find_tables(workbook: Workbook, given: GivenRows | None = None) -> tuple[Found, ...]:
    """Find the tables of all sheets, in their order."""
    rows = given or {}
    return tuple(found for sheet in workbook.sheets for found in _of_sheet(View(sheet), rows.get(sheet.name)))


def _of_sheet(view: View, given: GivenRow | None) -> Iterator[Found]:
    """Find the tables of a sheet; one that is laid on its side is turned first."""
    if given is not None and header_ending(view, given.row) is not None:
        yield from _in_sheet(view, given)
        return
    if holds_word_lists(view):
        return
    laid = turned(view)
    found = () if laid is None else tuple(_turned_back(view, laid))
    yield from found or _in_sheet(view)


def _turned_back(view: View, laid: Turned) -> Iterator[Found]:
    """Find the list of a turned sheet, which may be of initiatives only."""
    for found in _in_sheet(laid.view):
        if found.kind is TableKind.INITIATIVES:
            yield replace(found, turned_from=view, titles=laid.titles)


def _in_sheet(view: View, given: GivenRow | None = None) -> Iterator[Found]:
    found = list(_own_headers(view))
    if given is not None:
        found = moved(view, found, given)
    for n, header in enumerate(found):
        top = view.sheet.first_row if n == 0 else _top(view, header, found[n - 1])
        after = found[n + 1] if n + 1 < len(found) else None
        end = view.last_row if after is None else _top(view, after, header) - 1
        for with_more in (with_years, with_numbers, with_groups, with_times, with_units):
            header = with_more(view, header)
        header = with_unnamed(view, header, end)
        body = range(header.rows[-1] + 1, end + 1)
        parts = side_by_side(view, header, body)
        kinds = [kind_of(view, part, body) for part in parts]
        if given is not None and given.row in header.rows and not any(kinds):
            kinds[0] = TableKind.INITIATIVES  # somebody says that it is one
        for part, kind in zip(parts, kinds, strict=True):
            yield Found(view, kind, part, body, top, len(parts) > 1)
    if found and not isinstance(view, Window):
        for window in windows_beside(view, found):
            yield from (replace(other, has_neighbour=True) for other in _in_sheet(window))


def _own_headers(view: View) -> Iterator[Header]:
    """Give each table's heading, without those that only say an earlier one again."""
    own: list[Header] = []
    first, last = view.sheet.first_row, view.sheet.first_row + _LOOK_DOWN
    for header in headers(view, first, min(last, view.last_row)):
        if not any(header.is_like(earlier) for earlier in own):
            own.append(header)
            yield header


def _top(view: View, header: Header, above: Header) -> int:
    """Give the row where a lower table begins: its title rows stand right above its heading."""
    row = header.rows[0]
    while row - 1 > above.rows[-1] and _is_title_row(view, row - 1):
        row -= 1
    return row


def _is_title_row(view: View, row: int) -> bool:
    """Tell whether a row holds at most one text, or nothing."""
    return len(view.filled(row)) <= 1
