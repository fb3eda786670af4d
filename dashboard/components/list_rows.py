"""Rows of the list: an initiative's values by the words of the list's columns, for table and workbook."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.components.area_words import area_text
from dashboard.components.run_words import run_words
from dashboard.filters import COLUMNS
from dashboard.format import danish_key
from dashboard.labels import focus_area_label, organisation_label
from dashboard.measures import light_run
from dashboard.texts import language
from portfolio.fields import FIELDS
from portfolio.records import FuzzyDate
from portfolio.snapshot import Item
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
    return FIELDS[name].label.text(language()) if name in FIELDS else area_text(f"list.column_{name}")


def list_rows(initiatives: Iterable[Item], columns: Iterable[str]) -> list[ListRow]:
    """Give initiatives as rows, in their order, with the columns asked for."""
    makers = {column: _MAKERS.get(column) or _text(COLUMNS[column]) for column in columns}
    return [_row(initiative, makers) for initiative in initiatives]


_Maker = Callable[[Item], Stated]


def _row(initiative: Item, makers: Mapping[str, _Maker]) -> ListRow:
    values = {column: make(initiative) for column, make in makers.items()}
    flags = (initiative.flag(name) for name in ("is_listed", "has_conflict", "is_overdue"))
    return ListRow(initiative.id, values, *flags)


def municipality_names(initiative: Item) -> tuple[str, ...]:
    """Give the names of the municipalities that take part, in Danish order."""
    return tuple(sorted(map(organisation_label, initiative.municipalities()), key=danish_key))


def _text(name: str) -> _Maker:
    return lambda initiative: initiative.text(name) or None


def _code(name: str) -> _Maker:
    return lambda initiative: initiative.code(name)


def _focus_area(initiative: Item) -> Stated:
    code = initiative.code("focus_area_id")
    return focus_area_label(code) if code else initiative.text("focus_area")


def _organisation(initiative: Item) -> Stated:
    code = initiative.code("organisation_id")
    return organisation_label(code) if code else initiative.text("organisation")


def _date(name: str) -> _Maker:
    def make(initiative: Item) -> Stated:
        precision = initiative.code(f"{name}_precision")
        if precision is None:
            return None
        days = (initiative.day(f"{name}_first"), initiative.day(f"{name}_last"))
        return FuzzyDate(*days, Precision(precision))

    return make


def _whole(name: str) -> _Maker:
    def make(initiative: Item) -> Stated:
        value = initiative.number(name)
        return None if value is None else int(value)

    return make


_MAKERS: Mapping[str, _Maker] = {
    **{column: _code(COLUMNS[column]) for column in CODES},
    "fokus": _focus_area,
    "klynge": _organisation,
    "kommuner": lambda initiative: municipality_names(initiative) or None,
    "start": _date("start"),
    "slut": _date("end"),
    "faerdig": lambda initiative: initiative.number("completion_share"),
    "budget": _whole("budget_dkk"),
    "lyssiden": lambda initiative: None if (run := light_run(initiative)) is None else run_words(run),
    "maaned": lambda initiative: initiative.day("last_month"),
    "kilder": _whole("source_count"),
}
