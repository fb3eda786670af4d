"""Rows of the list: an initiative's values by the words of the list's columns, for table and workbook."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from dashboard.filters import COLUMNS
from dashboard.labels import focus_area_label, organisation_label
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Phase, Precision, Priority, SpreadPotential, Status, TrafficLight

Stated = str | int | float | FuzzyDate | dt.date | tuple[str, ...] | None
"""A value as it is; None where nothing is stated. A tuple holds names of municipalities."""

NUMBERS = frozenset({"faerdig", "budget", "kilder"})
DATES = frozenset({"start", "slut", "maaned"})
CODES: Mapping[str, type[StrEnum]] = {
    "lys": TrafficLight,
    "status": Status,
    "fase": Phase,
    "spredning": SpreadPotential,
    "prioritet": Priority,
}

_Frame = Mapping[Hashable, Any]
"""One initiative as a frame's row: the declared columns of ``portfolio.frames.INITIATIVES``."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """An initiative as the list shows it.

    Attributes:
        id: the initiative.
        values: word of a column -> what is stated there.
        is_listed: whether it stands on the newest list of a source.
        has_conflict: whether lists disagree.
        is_overdue: whether its end has passed.
    """

    id: int
    values: Mapping[str, Stated]
    is_listed: bool = True
    has_conflict: bool = False
    is_overdue: bool = False


def column_label(column: str) -> str:
    """Give a column's heading."""
    name = COLUMNS[column]
    return FIELDS[name].label.text(language()) if name in FIELDS else t(f"list.column_{name}")


def list_rows(
    frame: pd.DataFrame, columns: Iterable[str], municipalities: Mapping[int, tuple[str, ...]]
) -> list[ListRow]:
    """Give a frame's rows, in its order, with the columns asked for.

    Args:
        frame: as ``portfolio.frames.INITIATIVES``.
        columns: words of columns.
        municipalities: the names of those taking part in each initiative, in order; needed for their column.
    """
    makers = {column: _MAKERS.get(column) or _plain(COLUMNS[column]) for column in columns}
    wanted = ["id", "is_listed", "has_conflict", "is_overdue", *_needed(makers)]
    records = frame[list(dict.fromkeys(wanted))].to_dict("records")
    return [_row(record, makers, municipalities) for record in records]


def _needed(columns: Iterable[str]) -> list[str]:
    """Give the frame's columns behind columns of the list."""
    names: list[str] = []
    for column in columns:
        names += _BEHIND.get(column, [] if column == "kommuner" else [COLUMNS[column]])
    return names


_BEHIND: Mapping[str, Sequence[str]] = {
    "fokus": ("focus_area_id", "focus_area"),
    "klynge": ("organisation_id", "organisation"),
    "start": ("start_first", "start_last", "start_precision"),
    "slut": ("end_first", "end_last", "end_precision"),
}


def _row(
    record: _Frame,
    makers: Mapping[str, Callable[[_Frame], Stated]],
    municipalities: Mapping[int, tuple[str, ...]],
) -> ListRow:
    values = {column: make(record) for column, make in makers.items()}
    if "kommuner" in values:
        values["kommuner"] = municipalities.get(record["id"]) or None
    flags = (bool(record[name]) for name in ("is_listed", "has_conflict", "is_overdue"))
    return ListRow(int(record["id"]), values, *flags)


def _plain(name: str) -> Callable[[_Frame], Stated]:
    return lambda record: _text(record[name])


def _focus_area(record: _Frame) -> Stated:
    code = _text(record["focus_area_id"])
    return focus_area_label(code) if code else _text(record["focus_area"])


def _organisation(record: _Frame) -> Stated:
    code = _text(record["organisation_id"])
    return organisation_label(code) if code else _text(record["organisation"])


def _date(name: str) -> Callable[[_Frame], Stated]:
    def make(record: _Frame) -> Stated:
        precision = _text(record[f"{name}_precision"])
        if precision is None:
            return None
        return FuzzyDate(_day(record[f"{name}_first"]), _day(record[f"{name}_last"]), Precision(precision))

    return make


def _day(value: pd.Timestamp) -> dt.date | None:
    return None if _is_missing(value) else value.date()


def _whole(name: str) -> Callable[[_Frame], Stated]:
    return lambda record: None if _is_missing(record[name]) else int(record[name])


def _share(record: _Frame) -> Stated:
    found = record["completion_share"]
    return None if _is_missing(found) else float(found)


def _is_missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]  # a frame's cell may be any scalar


def _text(value: object) -> str | None:
    return value or None if isinstance(value, str) else None


_MAKERS: Mapping[str, Callable[[_Frame], Stated]] = {
    "fokus": _focus_area,
    "klynge": _organisation,
    "kommuner": lambda _: None,
    "start": _date("start"),
    "slut": _date("end"),
    "faerdig": _share,
    "budget": _whole("budget_dkk"),
    "maaned": lambda record: _day(record["last_month"]),
    "kilder": _whole("source_count"),
}
