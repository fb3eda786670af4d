"""What is stored of a list's records: made record by record, or from its columns, to the same rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from portfolio.bulk import Columns, Row
from portfolio.encoding import canonical_json, cell_parts, cells_json, origins_json
from portfolio.fields import OUR_ID
from portfolio.ledger import place_of
from portfolio.records import ByColumn, CellValue, FieldColumn, OtherColumn, RecordColumns, Report, Value
from portfolio.upload_rows import REPORT_COLUMNS, report_row
from portfolio.versions.rows import DATES, STATE_COLUMNS, municipalities_of, state_row
from portfolio.versions.states import Claim, area_of, focus_area_of, region_of, state_of

BATCH = 1000
"""So many records are told of at a time: a long list is never held as a whole."""

_MOST_KEPT = 10_000
"""What is made of a column's values is remembered where no more are distinct: of others few come again."""

Item = TypeVar("Item")

_Tell: TypeAlias = Callable[[range], "Told"]
_ByField: TypeAlias = Mapping[str, Sequence["_Said"]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose list it is, and whether it is its source's newest: what it says alone then follows from it."""

    source_id: int
    organisation_id: str | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What is stored of some records, in their order.

    Attributes:
        reports: columns of ``report``, after upload and number.
        states: columns of ``version``, for an initiative that this record alone tells of.
        municipalities: those of that version.
    """

    reports: Columns
    states: Columns
    municipalities: list[list[str]]


def told_in_turn(lists: Iterable[Sequence[Report]], speaker: Speaker) -> Iterator[Told]:
    """Give what is stored of all records of some lists, some at a time."""
    for records in lists:
        columns = records.by_column() if isinstance(records, ByColumn) else None
        tell = _each(records, speaker) if columns is None else _Columns(columns, speaker).told
        for start in range(0, len(records), BATCH):
            yield tell(range(start, min(start + BATCH, len(records))))


def _each(records: Sequence[Report], speaker: Speaker) -> _Tell:
    return lambda places: told_each([records[place] for place in places], speaker)


def told_each(records: Sequence[Report], speaker: Speaker) -> Told:
    """Give what is stored of records, one by one."""
    cells = [record.values.get("municipalities") for record in records]
    return Told(
        _columns(REPORT_COLUMNS, [report_row(record) for record in records]),
        _columns(STATE_COLUMNS, [_state_row(record, speaker) for record in records]),
        [municipalities_of(None if cell is None else cell.value) for cell in cells],
    )


def _columns(names: Sequence[str], rows: Sequence[Row]) -> Columns:
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return dict(zip(names, map(list, columns), strict=True))


def _state_row(record: Report, speaker: Speaker) -> Row:
    claim = Claim(speaker.source_id, speaker.organisation_id, record.values)
    return state_row(state_of([claim], (), is_listed=speaker.is_listed))


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What is stored of a distinct value of a column.

    Attributes:
        cell: the cell; None for nothing.
        value: its value.
        cell_json: the cell as JSON, after the digits of its address; all of it with its field's name where
            it is no cell of the row's own.
        value_json: the value with its field's name as JSON; "" where there is none that versions know.
    """

    cell: CellValue | None = None
    value: Value | None = None
    cell_json: str = ""
    value_json: str = ""
    is_own: bool = True


_NOTHING = _Said()


class _Field(dict[int, _Said]):
    """What is stored of a column's distinct values, each made when it is first asked for.

    Args:
        column: the column.
        fixed: what holds where its cells say nothing.
    """

    def __init__(self, column: FieldColumn, fixed: CellValue | None) -> None:
        super().__init__()
        self.name = column.field
        self._column = column
        self._nothing = _NOTHING if fixed is None else self._fixed(fixed)
        self._is_varied = len(column.codes) > 0 and int(column.codes.max()) > _MOST_KEPT

    def __missing__(self, code: int) -> _Said:
        cell = self._column.cell(code, 0) if code else None
        said = self[code] = self._nothing if cell is None else self._said(cell)
        return said

    def _said(self, cell: CellValue) -> _Said:
        value, after = cell_parts(cell)
        return _Said(cell, cell.value, f"{after},", self._known(value))

    def _fixed(self, cell: CellValue) -> _Said:
        whole = cells_json({self.name: cell})[1:-1]
        return _Said(cell, cell.value, f"{whole},", self._known(cell_parts(cell)[0]), is_own=False)

    def _known(self, value: str) -> str:
        return f'"{self.name}":{value},' if value and self.name != OUR_ID.name else ""

    def of(self, places: NDArray[np.int64]) -> list[_Said]:
        """Give what some records' values say."""
        if self._is_varied:
            self.clear()
        return [self[code] for code in self._column.codes[places].tolist()]

    def cells(self, said: Sequence[_Said], rows: Sequence[int]) -> list[str]:
        """Give each cell with its field's name as JSON, and a comma; "" for none."""
        before = f'"{self.name}":{{"cell":"{self._column.letters}'
        return [
            f"{before}{row}{it.cell_json}" if it.cell_json and it.is_own else it.cell_json
            for it, row in zip(said, rows, strict=True)
        ]


class _Columns:
    """Tells of records column by column: each distinct value is made into what is stored of it once."""

    def __init__(self, columns: RecordColumns, speaker: Speaker) -> None:
        self._columns = columns
        self._speaker = speaker
        self._fields = _fields(columns)
        self._origins = origins_json({"title": ("source", speaker.source_id)})
        self._is_apart = np.isin(np.arange(len(columns.rows)), list(columns.apart))

    def told(self, places: range) -> Told:
        """Give what is stored of the records in some places."""
        is_apart = self._is_apart[places.start : places.stop]
        plain = self._told_plain(np.flatnonzero(~is_apart) + places.start)
        at = np.flatnonzero(is_apart).tolist()
        if not at:
            return plain
        apart = [self._columns.apart[places.start + place] for place in at]
        return _joined(plain, told_each(apart, self._speaker), at)

    def _told_plain(self, places: NDArray[np.int64]) -> Told:
        said = {field.name: field.of(places) for field in self._fields}
        values = {name: [it.value for it in of_one] for name, of_one in said.items()}
        codes = values.get("municipalities", [None] * len(places))
        return Told(
            self._report_columns(places, said, values),
            self._state_columns(said, values),
            [municipalities_of(value) for value in codes],
        )

    def _report_columns(self, places: NDArray[np.int64], said: _ByField, values: Columns) -> Columns:
        rows = [self._columns.rows[place] for place in places.tolist()]
        nothing: list[None] = [None] * len(rows)
        cells = [field.cells(said[field.name], rows) for field in self._fields]
        keys, steps = values.get("key", nothing), values.get("next_step", nothing)
        remarks = values.get("remarks", nothing)
        blank = [_NOTHING] * len(rows)
        return {
            "sheet": [self._columns.sheet] * len(rows),
            "row": rows,
            "column": nothing,
            "key": [None if key is None else str(key) for key in keys],
            "title": list(map(str, values["title"])),
            "place": _places(said.get("cluster", blank), said.get("municipalities", blank)),
            "status": values.get("status", nothing),
            "phase": values.get("phase", nothing),
            "traffic_light": values.get("traffic_light", nothing),
            "status_text": [
                str(one or other) if one or other else None for one, other in zip(remarks, steps, strict=True)
            ],
            "values_json": [_object("".join(parts)) for parts in zip(*cells, strict=True)],
            "extra_json": self._extra(places, rows),
        }

    def _extra(self, places: NDArray[np.int64], rows: Sequence[int]) -> list[str]:
        columns = [_extra_cells(column, places, rows) for column in self._columns.others]
        if not columns:
            return ["[]"] * len(rows)
        return [f"[{','.join(filter(None, parts))}]" for parts in zip(*columns, strict=True)]

    def _state_columns(self, said: _ByField, values: Columns) -> Columns:
        count = len(values["title"])
        nothing: list[None] = [None] * count
        written = [[it.value_json for it in said[field.name]] for field in self._fields]
        list_area = self._speaker.organisation_id
        areas = [area_of(it.cell, list_area) for it in said.get("cluster", [_NOTHING] * count)]
        regions = [region_of(area, list_area) for area in areas]
        found: dict[str, Sequence[object]] = {
            "focus_area_id": list(map(focus_area_of, values.get("focus_area", nothing), regions)),
            "organisation_id": areas,
            "source_count": [int(self._speaker.is_listed)] * count,
            "is_listed": [self._speaker.is_listed] * count,
            "has_conflict": [False] * count,
            "values_json": [_object("".join(parts)) for parts in zip(*written, strict=True)],
            "origins_json": [self._origins] * count,
        }
        for column, (field, part) in DATES.items():
            found[column] = [
                None if day is None else getattr(day, part) for day in values.get(field, nothing)
            ]
        return {name: found.get(name) or values.get(name, nothing) for name in STATE_COLUMNS}


def _fields(columns: RecordColumns) -> list[_Field]:
    """Give all fields that records may hold, by name."""
    empty = np.zeros(len(columns.rows), np.uint32)
    own = {column.field: column for column in columns.fields}
    given = {name: FieldColumn(name, "", empty, _no_cell) for name in columns.fixed}
    return [_Field(column, columns.fixed.get(name)) for name, column in sorted((given | own).items())]


def _no_cell(code: int, row: int) -> None:  # noqa: ARG001 -- a column's cell()
    return None


def _places(clusters: Sequence[_Said], municipalities: Sequence[_Said]) -> list[str]:
    """Give each record's place; lists name few, time and again."""
    known: dict[tuple[int, int], str] = {}
    found = []
    for cluster, codes in zip(clusters, municipalities, strict=True):
        which = (id(cluster), id(codes))
        if which not in known:
            known[which] = place_of(cluster.cell, codes.cell)
        found.append(known[which])
    return found


def _extra_cells(column: OtherColumn, places: NDArray[np.int64], rows: Sequence[int]) -> list[str]:
    """Give a column's cells as :func:`portfolio.encoding.extra_json` writes each; "" for none."""
    texts = {code: column.text(code) for code in np.unique(column.codes[places]).tolist()}
    shown = map(texts.__getitem__, column.codes[places].tolist())
    return [
        canonical_json([column.heading, text, f"{column.letters}{row}"]) if text else ""
        for text, row in zip(shown, rows, strict=True)
    ]


def _object(parts: str) -> str:
    """Give a JSON object of parts that each end with a comma."""
    return f"{{{parts[:-1]}}}"


def _joined(plain: Told, apart: Told, places: Sequence[int]) -> Told:
    """Put the records that are told of apart back in their places."""

    def joined(ones: Sequence[Item], others: Sequence[Item]) -> list[Item]:
        both = list(ones)
        for place, other in zip(places, others, strict=True):
            both.insert(place, other)
        return both

    return Told(
        {name: joined(column, apart.reports[name]) for name, column in plain.reports.items()},
        {name: joined(column, apart.states[name]) for name, column in plain.states.items()},
        joined(plain.municipalities, apart.municipalities),
    )
