"""A workbook of ours that came back: what we added is taken out again, and the answers and ids are kept.

What is left is read as if we had never written into it, so that the check says of a list what it said before.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.convert.listed import ListedRecords, texts_of
from etl.find.transposed import place_of
from etl.parse.normal import tidy
from etl.parse.texts import shown
from etl.read.clean import clean_text
from etl.read.grid import Column, Place, Raw, Sheet, Workbook, address
from etl.schema.folding import folded
from etl.schema.marks import FILL, HATCH, HEADINGS, HIDDEN_HEADINGS, ID_HEADING, without_note
from portfolio.fields import OUR_ID
from portfolio.findings import Finding
from portfolio.records import CellValue, Report, SenderAnswer, TableReading
from portfolio.vocabulary import Severity, TableKind

_LAST_HEADING_ROW, _MOST_COLUMNS = 40, 40
_MOST_ID = 10**12
_TELLING = "blik-nr"
"""Without this a text is no heading of ours: tidying each one would take long."""

_LOOK_DOWN = 1_000
"""Lists begin within so many rows (``etl.find.tables``), and lists laid on their side end there."""

_MIXED, _NEAR = 0.25, 3
"""Programs that draw no strokes show so much of their colour instead; each part may be off by rounding."""

_ASKED, _ANSWER, _QUESTION_ID = HEADINGS[0], HEADINGS[3], HEADINGS[4]
_SHEET, _CELL, _BEFORE, _ID, _TITLE = HIDDEN_HEADINGS


@dataclass(frozen=True, slots=True)
class Told:
    """Tables whose records know our ids, and what there is to say of them."""

    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _SheetIds:
    """Our ids in a sheet: by column and row where they stand beside rows, else by column alone."""

    down: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    across: dict[int, CellValue] = field(default_factory=dict)
    places: set[Place] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What our sheet of questions tells: answers, the colours below our own, and each id's title."""

    answers: tuple[SenderAnswer, ...]
    colours: Mapping[tuple[str, Place], str]
    titles: Mapping[int, str]
    sheet: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook without what we added, and what that was.

    Attributes:
        workbook: the sender's own sheets.
        answers: the sender's answers to our questions.
        findings: a word on each sheet of questions, which is no list.
    """

    workbook: Workbook
    answers: tuple[SenderAnswer, ...] = ()
    findings: tuple[Finding, ...] = ()
    _ids: Mapping[str | None, _SheetIds] = field(default_factory=dict)
    _titles: Mapping[int, str] = field(default_factory=dict)

    def with_ids(self, tables: Sequence[TableReading]) -> Told:
        """Give the tables' records our ids: those beside their rows, unless the titles say otherwise."""
        if not self._ids:
            return Told(tuple(tables), self.findings)
        given = _Given(tables, self._ids, self._titles)
        found = tuple(given.table(n) for n in range(len(tables)))
        moved = (
            Finding("row.our_id_moved", Severity.WARNING, sheet, None, {"count": count})
            for sheet, count in given.moved.items()
        )
        return Told(found, (*self.findings, *moved))


def taken_back(workbook: Workbook) -> Returned:
    """Take what we added out of a workbook; one that never was ours is given as it is."""
    asked = [told for sheet in workbook.sheets if (told := _asked(sheet))]
    names = {told.sheet for told in asked}
    own = [sheet for sheet in workbook.sheets if sheet.name not in names or sheet.name is None]
    ids = {sheet.name: found for sheet in own if (found := _ids_of(sheet)).places}
    if not asked and not ids:
        return Returned(workbook)
    colours = {place: colour for told in asked for place, colour in told.colours.items()}
    sheets = (_without(sheet, ids.get(sheet.name), colours) for sheet in own)
    return Returned(
        replace(workbook, sheets=tuple(sheets)),
        tuple(answer for told in asked for answer in told.answers),
        tuple(_about(told) for told in asked),
        ids,
        {id_: title for told in asked for id_, title in told.titles.items()},
    )


def _about(told: _Asked) -> Finding:
    facts: dict[str, str | int] = {"sheet": told.sheet, "count": len(told.answers)}
    return Finding("sheet.answers", Severity.INFO, told.sheet, None, facts)


def _asked(sheet: Sheet) -> _Asked | None:
    """Read a sheet of questions; None for any other sheet."""
    heading = next(filter(None, (_heading(sheet, row) for row in _first_rows(sheet))), None)
    if heading is None or sheet.name is None:
        return None
    row, columns = heading
    rows = range(row + 1, sheet.first_row + sheet.row_count)

    def text(at: int, name: str) -> str:
        column = columns.get(name)
        raw = None if column is None else sheet.value(at, column)
        return "" if raw is None else tidy(shown(raw))

    answers = tuple(
        SenderAnswer(id_, said, sheet.name, address(at, columns[_ANSWER]))
        for at in rows
        if (id_ := text(at, _QUESTION_ID)) and (said := text(at, _ANSWER))
    )
    colours = {
        (clean_text(text(at, _SHEET)) or "", place_of(text(at, _CELL))): colour
        for at in rows
        if (colour := text(at, _BEFORE)) and text(at, _CELL)
    }
    ids = (
        (_whole(sheet.value(at, columns[_ID])) if _ID in columns else None, text(at, _TITLE)) for at in rows
    )
    titles = {id_: title for id_, title in ids if id_ is not None and title}
    return _Asked(answers, colours, titles, sheet.name)


def _first_rows(sheet: Sheet) -> range:
    return range(sheet.first_row, sheet.first_row + min(sheet.row_count, _LAST_HEADING_ROW))


def _heading(sheet: Sheet, row: int) -> tuple[int, dict[str, int]] | None:
    """Give the columns by their headings where a row heads our questions."""
    columns = range(sheet.first_column, sheet.first_column + min(len(sheet.columns), _MOST_COLUMNS))
    texts = ((sheet.value(row, column), column) for column in columns)
    found = {tidy(raw): column for raw, column in texts if isinstance(raw, str)}
    return (row, found) if found.keys() >= {_ASKED, _ANSWER, _QUESTION_ID} else None


def _ids_of(sheet: Sheet) -> _SheetIds:
    """Find our ids in a sheet: the numbers below or right of their heading."""
    found = _SheetIds()
    for number, column in enumerate(sheet.columns, sheet.first_column):
        seen = column.codes[:_LOOK_DOWN]
        texts = ((code, column.values[code]) for code in set(seen))
        heading = {code for code, raw in texts if isinstance(raw, str) and _is_heading(raw)}
        if not heading:
            continue
        rows = [row for row, code in enumerate(seen, sheet.first_row) if code in heading]
        for n, row in enumerate(rows):
            end = rows[n + 1] if n + 1 < len(rows) else sheet.first_row + sheet.row_count
            _take_ids(sheet, (row, number), end, found)
    return found


def _is_heading(raw: str) -> bool:
    return _TELLING in raw and tidy(raw) == ID_HEADING


def _take_ids(sheet: Sheet, heading: Place, end: int, found: _SheetIds) -> None:
    row, column = heading
    last = sheet.first_column + len(sheet.columns)
    down = {(at, column): id_ for at in range(row + 1, end) if (id_ := _whole(sheet.value(at, column)))}
    across = {(row, at): id_ for at in range(column + 1, last) if (id_ := _whole(sheet.value(row, at)))}
    is_across = len(across) > len(down)
    for place, id_ in (across if is_across else down).items():
        raw = sheet.value(*place)
        cell = CellValue(id_, raw if isinstance(raw, str) else "", address(*place))
        if is_across:
            found.across[place[1]] = cell
        else:
            found.down.setdefault(column, {})[place[0]] = cell
        found.places.add(place)
    found.places.add(heading)


def _whole(raw: Raw) -> int | None:
    """Give a positive whole number, also one written as text."""
    if isinstance(raw, str):
        text = raw.strip()
        return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) < _MOST_ID else None
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool) and 0 < raw < _MOST_ID
    return int(raw) if is_number and raw == int(raw) else None  # type: ignore[arg-type] # it is a number


def _without(sheet: Sheet, ids: _SheetIds | None, colours: Mapping[tuple[str, Place], str]) -> Sheet:
    """Give a sheet without our ids, colours and notes."""
    notes = {place: own for place, text in sheet.notes.items() if (own := without_note(text))}
    own_colours = {place: colour for (name, place), colour in colours.items() if name == sheet.name}
    fills = dict(_fills(sheet.fills, own_colours))
    left = replace(sheet, notes=notes, fills=fills)
    return left if ids is None else _trimmed(left, ids.places)


def _fills(fills: Mapping[Place, str], before: Mapping[Place, str]) -> Iterator[tuple[Place, str]]:
    """Give the fills without ours; a colour mixed with that of our strokes is the one that was there."""
    for place, colour in fills.items():
        own = before.get(place)
        if colour != FILL:
            yield place, own if own is not None and _is_mixed(colour, own) else colour


def _is_mixed(colour: str, own: str) -> bool:
    parts = zip(_parts(colour), _parts(own), _parts(HATCH), strict=True)
    return all(abs(mixed - (under + (over - under) * _MIXED)) <= _NEAR for mixed, under, over in parts)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (0, 2, 4)) if len(colour) == len(HATCH) else (0, 0, 0)


def _trimmed(sheet: Sheet, places: Iterable[Place]) -> Sheet:
    """Give a sheet without some cells, and without what is empty then at its end."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        by_column[column - sheet.first_column].append(row - sheet.first_row)
    columns = [_emptied(column, by_column.get(j, ())) for j, column in enumerate(sheet.columns)]
    while columns and not any(columns[-1].codes):
        columns.pop()
    length = max((_length(column.codes) for column in columns), default=0)
    return replace(sheet, columns=[Column(column.values, column.codes[:length]) for column in columns])


def _length(codes: "array[int]") -> int:
    """Give how many rows there are to the last that is filled."""
    length = len(codes)
    while length and not codes[length - 1]:
        length -= 1
    return length


def _emptied(column: Column, rows: Sequence[int]) -> Column:
    """Give a column without the values of some rows."""
    if not rows:
        return column
    codes = array(column.codes.typecode, column.codes)
    for row in rows:
        codes[row] = 0
    kept = {0: 0}
    for code in codes:
        kept.setdefault(code, len(kept))
    values = [column.values[code] for code in kept]
    return Column(values, array(codes.typecode, [kept[code] for code in codes]))


class _Given:
    """Gives the records of all tables their ids."""

    def __init__(
        self,
        tables: Sequence[TableReading],
        ids: Mapping[str | None, _SheetIds],
        titles: Mapping[int, str],
    ) -> None:
        self._tables = tables
        self._ids = ids
        self._names = [_titles(table) for table in tables]
        self._standing = {title for names in self._names for title in names.values()}
        self._title_of = {id_: folded(title) for id_, title in titles.items()}
        known = Counter(self._title_of.values())
        self._id_of = {title: id_ for id_, title in self._title_of.items() if known[title] == 1}
        self.moved: Counter[str | None] = Counter()

    def table(self, n: int) -> TableReading:
        """Give a table whose records know their ids."""
        table = self._tables[n]
        if table.kind is not TableKind.INITIATIVES or table.sheet not in self._ids:
            return table
        cells = {place: cell for place, cell in self._cells(n).items() if cell is not None}
        change = _giving(cells)
        records = table.records
        if isinstance(records, ListedRecords):
            return replace(table, records=records.changed(change))
        return replace(table, records=tuple(map(change, records)))

    def _cells(self, n: int) -> dict[str | int, CellValue | None]:
        table, found = self._tables[n], self._ids[self._tables[n].sheet]
        given: dict[str | int, CellValue | None] = {}
        for place, title in self._names[n].items():
            if isinstance(place, str):
                cell = found.across.get(place_of(f"{place}1")[1])
            else:
                cell = self._beside(table, place, found)
            given[place] = None if cell is None else self._checked(table.sheet, title, cell)
        return given

    def _beside(self, table: TableReading, row: int, found: _SheetIds) -> CellValue | None:
        """Give the id beside a row; of tables that stand beside each other each has its own, in order."""
        cells = [found.down[column][row] for column in sorted(found.down) if row in found.down[column]]
        beside = [
            other
            for other, names in zip(self._tables, self._names, strict=True)
            if other.sheet == table.sheet and row in names
        ]
        if len(beside) < 2:
            return cells[0] if cells else None
        order = sorted(beside, key=_first_column)
        at = next(n for n, other in enumerate(order) if other is table)
        return cells[at] if len(cells) == len(order) else None

    def _checked(self, sheet: str | None, title: str, cell: CellValue) -> CellValue | None:
        """Give an id unless the titles tell that it has come to stand beside another row."""
        expected = self._title_of.get(int(str(cell.value)))
        if expected is None or title == expected:
            return cell
        own = self._id_of.get(title)
        if own is None and expected not in self._standing:
            return cell  # it was given a new title
        self.moved[sheet] += 1
        return None if own is None else cell.but(value=own)


def _giving(cells: Mapping[str | int, CellValue]) -> Callable[[Report], Report]:
    def change(report: Report) -> Report:
        cell = cells.get(report.column if report.row is None else report.row)  # type: ignore[arg-type] # one is
        return report if cell is None else replace(report, values={**report.values, OUR_ID.name: cell})

    return change


def _titles(table: TableReading) -> dict[str | int, str]:
    """Give the title of each record, folded, by its row, or by its column in a list laid on its side."""
    if table.kind is not TableKind.INITIATIVES:
        return {}
    records = table.records
    if isinstance(records, ListedRecords):
        places: Iterable[str | int | None] = records.rows
    else:
        places = [record.column if record.row is None else record.row for record in records]
    titles = texts_of(records, "title")
    return {place: folded(title) for place, title in zip(places, titles, strict=True) if place is not None}


def _first_column(table: TableReading) -> int:
    return min((place_of(f"{column.place}1")[1] for column in table.columns), default=0)
