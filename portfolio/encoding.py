"""Values as canonical JSON text, and back: the same value always gives the same bytes."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, cast

import msgspec

from portfolio.records import CellValue, ColumnReading, ExtraCell, FuzzyDate, LeftRow, Value
from portfolio.vocabulary import Precision, ReadFrom, RowReason

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class _Cell(msgspec.Struct, omit_defaults=True, gc=False):
    """A cell as it is written; its parts stand in the order of their names, and empty ones are left out.

    ``told`` is a text that is the value too: most are, and a long list has millions.
    """

    cell: str | None = None
    currency: str | None = None
    organisation: str | None = None
    read_from: str | None = None
    text: str | None = None
    told: str | None = None
    value: Any = None


Origin = tuple[str, int]
"""Where a value is from: "source" or "correction", and its id."""

_ORIGINS = msgspec.json.Decoder(dict[str, Origin] | Origin)
_PLAIN = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_CELLS = msgspec.json.Decoder(dict[str, _Cell])
_SORTED = msgspec.json.Encoder(order="deterministic")


def canonical_json(data: Json) -> str:
    """Write JSON with sorted keys, no spaces and letters as they are."""
    return _PLAIN.encode(data)


def value_data(value: Value | None) -> Json:
    """Give a value as JSON holds it: a date as an object, municipalities as a list, all else as it is."""
    if isinstance(value, FuzzyDate):
        return _date_data(value)
    return list(value) if isinstance(value, tuple) else value


def value_of(data: Json) -> Value | None:
    """Give the value that :func:`value_data` made data of."""
    if isinstance(data, dict):
        return _date_of(cast("dict[str, str | None]", data))
    if isinstance(data, list):
        return tuple(map(str, data))
    return data


def value_of_text(text: str) -> Value | None:
    """Give the value that JSON text holds."""
    return value_of(json.loads(text))


def values_json(values: Mapping[str, Value]) -> str:
    """Write the values of fields by name."""
    written = {name: value if value.__class__ is str else _written(value) for name, value in values.items()}
    return _SORTED.encode(written).decode()


def values_of(text: str) -> dict[str, Value]:
    """Read what :func:`values_json` wrote."""
    read = {name: value_of(data) for name, data in json.loads(text).items()}
    return {name: value for name, value in read.items() if value is not None}


def origins_json(origins: Mapping[str, Origin]) -> str:
    """Write where the values of fields are from: by field, or the one place that all are from."""
    places = set(origins.values())
    return _SORTED.encode(places.pop() if len(places) == 1 else origins).decode()


def origins_of(text: str, names: Iterable[str]) -> dict[str, Origin]:
    """Read what :func:`origins_json` wrote of a version with values of these fields."""
    read = read_origins(text)
    return dict(read) if isinstance(read, dict) else dict.fromkeys(names, read)


@lru_cache(maxsize=4096)
def read_origins(text: str) -> Origin | dict[str, Origin]:
    """Read what :func:`origins_json` wrote: by field, or the one place of all; what is given is kept."""
    found: Origin | dict[str, Origin] = _ORIGINS.decode(text)
    return found


def cells_json(cells: Mapping[str, CellValue]) -> str:
    """Write a row's values with their cells; what a cell does not say is left out."""
    written = {
        name: _Cell(
            cell.cell,
            cell.currency,
            cell.organisation,
            cell.read_from,
            *_told(cell),
        )
        for name, cell in cells.items()
    }
    return _SORTED.encode(written).decode()


def _told(cell: CellValue) -> tuple[str | None, str | None, object]:
    """Give a cell's text, the text that is its value too, and its value."""
    if cell.text and cell.text == cell.value:
        return None, cell.text, None
    return cell.text or None, None, _written(cell.value)


def cell_parts(cell: CellValue) -> tuple[str, str]:
    """Write a cell in parts, for rows to share: its value, and what stands after the digits of its address.

    Returns:
        The value as :func:`values_json` writes it, "" where there is none; and what :func:`cells_json` writes
        of the cell after its address.
    """
    said = cell.value
    value = "" if said is None else _json(said if said.__class__ is str else _written(said))
    rare = _rare_parts(cell) if cell.currency or cell.organisation or cell.read_from else ""
    if cell.text and cell.text == said:
        return value, f'"{rare},"told":{value}}}'
    told_text = f',"text":{_json(cell.text)}' if cell.text else ""
    told_value = f',"value":{value}' if value else ""
    return value, f'"{rare}{told_text}{told_value}}}'


def _rare_parts(cell: CellValue) -> str:
    parts = (("currency", cell.currency), ("organisation", cell.organisation), ("read_from", cell.read_from))
    return "".join(f',"{name}":{_json(told)}' for name, told in parts if told is not None)


def _json(data: object) -> str:
    return _SORTED.encode(data).decode()


def cells_of(text: str) -> dict[str, CellValue]:
    """Read what :func:`cells_json` wrote."""
    return {
        name: CellValue(
            value_of(cell.value) if cell.told is None else cell.told,
            cell.told or cell.text or "",
            cell.cell,
            None if cell.read_from is None else ReadFrom(cell.read_from),
            cell.currency,
            cell.organisation,
        )
        for name, cell in _CELLS.decode(text).items()
    }


def cell_of(data: Mapping[str, Json]) -> CellValue:
    """Give the cell that one part of :func:`cells_json` tells of."""
    read_from, told = data.get("read_from"), cast("str | None", data.get("told"))
    return CellValue(
        value=value_of(data.get("value")) if told is None else told,
        text=told or cast("str", data.get("text") or ""),
        cell=cast("str | None", data.get("cell")),
        read_from=None if read_from is None else ReadFrom(cast("str", read_from)),
        currency=cast("str | None", data.get("currency")),
        organisation=cast("str | None", data.get("organisation")),
    )


def extra_json(extra: Iterable[ExtraCell]) -> str:
    """Write the cells of columns nobody recognised."""
    return canonical_json([[cell.heading, cell.text, cell.cell] for cell in extra])


def extra_of(text: str) -> tuple[ExtraCell, ...]:
    """Read what :func:`extra_json` wrote."""
    return tuple(ExtraCell(*parts) for parts in json.loads(text))


def columns_json(columns: Iterable[ColumnReading]) -> str:
    """Write how a table's columns were understood."""
    rows = [[column.place, column.heading, column.field, column.confidence] for column in columns]
    return canonical_json(cast("Json", rows))


def columns_of(text: str) -> tuple[ColumnReading, ...]:
    """Read what :func:`columns_json` wrote."""
    return tuple(ColumnReading(*parts) for parts in json.loads(text))


def left_rows_json(rows: Iterable[LeftRow]) -> str:
    """Write the rows that gave no record, with their reasons."""
    return canonical_json([[row.row, row.reason.value] for row in rows])


def left_rows_of(text: str) -> tuple[LeftRow, ...]:
    """Read what :func:`left_rows_json` wrote."""
    return tuple(LeftRow(row, RowReason(reason)) for row, reason in json.loads(text))


def _written(value: Value | None) -> object:
    """Give a value as the fast encoder writes it to the very bytes of :func:`canonical_json`."""
    if isinstance(value, FuzzyDate):
        return _date_written(value)
    if isinstance(value, float):
        return msgspec.Raw(_PLAIN.encode(value).encode())
    return value


@lru_cache(maxsize=20_000)
def _date_written(date: FuzzyDate) -> msgspec.Raw:
    return msgspec.Raw(_PLAIN.encode(_date_data(date)).encode())


def _date_data(date: FuzzyDate) -> Json:
    data: dict[str, Json] = {
        "from": _iso(date.first),
        "to": _iso(date.last),
        "precision": date.precision.value,
    }
    return data | {"inferred": list(date.inferred)} if date.inferred else data


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date_of(data: Mapping[str, str | None]) -> FuzzyDate:
    inferred = tuple(data.get("inferred") or ())
    return FuzzyDate(
        _day(data["from"]), _day(data["to"]), Precision(cast("str", data["precision"])), inferred
    )


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
