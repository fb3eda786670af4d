"""Derived rows: made of spans, joined with what was stored before, and written where they differ."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, select, update
from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.bulk import Row
from portfolio.encoding import origins_json, values_json, values_of
from portfolio.records import FuzzyDate, Value
from portfolio.tables import (
    FOREVER,
    InitiativeListing,
    InitiativeMonth,
    Version,
    VersionMunicipality,
    table_of,
)
from portfolio.versions.history import Derived, Listing, MonthStatus, Span
from portfolio.versions.states import State

DATES = {
    "start_first": ("start", "first"),
    "start_last": ("start", "last"),
    "start_precision": ("start", "precision"),
    "end_first": ("end", "first"),
    "end_last": ("end", "last"),
    "end_precision": ("end", "precision"),
    "evaluation_last": ("evaluation_date", "last"),
}
"""Columns of a version that hold a part of a date."""


@dataclass(frozen=True, slots=True)
class DerivedTable:
    """A table of derived rows: ``key_size`` columns for what it is about, then ``known_from``, ``known_to``.

    ``rows`` makes an initiative's rows of what was derived.
    """

    table: Table
    key_size: int
    rows: Callable[[int, Derived], list[Row]]

    def with_key(self, row: Row) -> Row:
        """Give a row's primary key: what it is about, and from when."""
        return row[: self.key_size + 1]

    def content(self, row: Row) -> Row:
        """Give what a row says, whenever that is known."""
        return row[: self.key_size] + row[self.key_size + 2 :]

    def until(self, row: Row, known_to: dt.datetime) -> Row:
        """Give the same row, known to another instant."""
        return (*row[: self.key_size + 1], known_to, *row[self.key_size + 2 :])

    def since(self, row: Row, known_from: dt.datetime) -> Row:
        """Give the same row, known from another instant."""
        return (*row[: self.key_size], known_from, *row[self.key_size + 1 :])

    def known_from(self, row: Row) -> dt.datetime:
        """Give the instant from which a row is known."""
        found: dt.datetime = row[self.key_size]
        return found


STATE_COLUMNS = tuple(table_of(Version).columns.keys())[3:]
"""The columns of a version after its initiative, and from when and to when it is known."""

_AT = {name: place for place, name in enumerate(STATE_COLUMNS)}
MUNICIPALITIES = table_of(VersionMunicipality)


def _version_rows(initiative_id: int, derived: Derived) -> list[Row]:
    """Give an initiative's rows of ``version``."""
    return [_version_row(initiative_id, span) for span in derived.versions]


def _listing_rows(initiative_id: int, derived: Derived) -> list[Row]:
    """Give an initiative's rows of ``initiative_listing``."""
    return [_listing_row(initiative_id, span) for span in derived.listings]


def _month_rows(initiative_id: int, derived: Derived) -> list[Row]:
    """Give an initiative's rows of ``initiative_month``."""
    return [
        _month_row(initiative_id, month, span) for month, spans in derived.months.items() for span in spans
    ]


def _version_row(initiative_id: int, span: Span[State]) -> Row:
    return (initiative_id, span.known_from, span.known_to or FOREVER, *state_row(span.known))


def state_row(state: State) -> Row:
    """Give what a row of ``version`` holds of a state: the columns of :data:`STATE_COLUMNS`."""
    row: list[object] = list(map(state.values.get, STATE_COLUMNS))
    row[_AT["focus_area_id"]] = state.focus_area_id
    row[_AT["organisation_id"]] = state.organisation_id
    row[_AT["source_count"]] = state.source_count
    row[_AT["is_listed"]] = state.is_listed
    row[_AT["has_conflict"]] = bool(state.conflicts)
    row[_AT["values_json"]] = values_json(state.values)
    row[_AT["origins_json"]] = origins_json(state.origins)
    for column, (field, part) in DATES.items():
        date = state.values.get(field)
        row[_AT[column]] = getattr(date, part) if isinstance(date, FuzzyDate) else None
    return tuple(row)


def _listing_row(initiative_id: int, span: Span[Listing]) -> Row:
    known = span.known
    times = (span.known_from, span.known_to or FOREVER)
    return (initiative_id, *times, known.first_month, known.last_month, known.previous_traffic_light)


def _month_row(initiative_id: int, month: dt.date, span: Span[MonthStatus]) -> Row:
    known = span.known
    times = (span.known_from, span.known_to or FOREVER)
    return (initiative_id, month, *times, known.traffic_light, known.status, known.status_text)


VERSIONS = DerivedTable(table_of(Version), 1, _version_rows)
LISTINGS = DerivedTable(table_of(InitiativeListing), 1, _listing_rows)
MONTHS = DerivedTable(table_of(InitiativeMonth), 2, _month_rows)


def stored_rows(
    session: Session,
    kept: DerivedTable,
    initiative_ids: Collection[int],
    since: dt.datetime | None,
    months: Collection[dt.date] | None,
) -> list[Row]:
    """Read the rows of some initiatives that are known at or after an instant, or end at it; all without one.

    Of rows about a month only those of the given months.
    """
    columns = kept.table.c
    wanted: ColumnElement[bool] = columns.initiative_id.in_(initiative_ids)
    if since is not None:
        wanted &= (
            columns.known_to >= since
        )  # one that ended then may go on: two things happened at one instant
    if months is not None and "month" in columns:
        wanted &= columns.month.in_(months)
    return [tuple(row) for row in session.execute(select(kept.table).where(wanted))]


def joined(kept: DerivedTable, stored: Sequence[Row], rows: Sequence[Row], since: dt.datetime) -> list[Row]:
    """Join rows derived from an instant on with those that were known before it.

    A stored row that began before goes on where the first derived one says the same, else it ends there.
    """
    crossing = {row[: kept.key_size]: row for row in stored if kept.known_from(row) < since}
    result = []
    for row in rows:
        before = crossing.get(row[: kept.key_size])
        goes_on = (
            before is not None and kept.known_from(row) == since and kept.content(before) == kept.content(row)
        )
        if before is not None and goes_on:
            del crossing[row[: kept.key_size]]
            result.append(kept.since(row, kept.known_from(before)))
        else:
            result.append(row)
    return result + [kept.until(row, since) for row in crossing.values()]


def write_rows(session: Session, kept: DerivedTable, stored: Iterable[Row], rows: Iterable[Row]) -> None:
    """Make the stored rows be these: only what differs is written."""
    before = {kept.with_key(row): row for row in stored}
    after = {kept.with_key(row): row for row in rows}
    same = {
        key for key, row in after.items() if key in before and kept.content(before[key]) == kept.content(row)
    }
    gone = [key for key in before if key not in same]
    come = [row for key, row in after.items() if key not in same]
    _delete(session, kept, gone)
    _set_ends(session, kept, [after[key] for key in same if after[key] != before[key]])
    bulk.write(session, kept.table, come)
    if kept is VERSIONS:
        bulk.write(session, MUNICIPALITIES, (part for row in come for part in _municipality_rows(row)))


def _municipality_rows(row: Row) -> list[Row]:
    id_, known_from = VERSIONS.with_key(row)
    values = values_of(row[3 + _AT["values_json"]])
    return [(id_, known_from, code) for code in municipalities_of(values.get("municipalities"))]


def municipalities_of(value: Value | None) -> list[str]:
    """Give the municipalities that a version's value names, each once."""
    return sorted(set(value)) if isinstance(value, tuple) else []


def _delete(session: Session, kept: DerivedTable, keys: Sequence[Row]) -> None:
    if keys and kept is VERSIONS:
        _delete_keys(session, MUNICIPALITIES, VERSIONS, keys)
    if keys:
        _delete_keys(session, kept.table, kept, keys)


def _delete_keys(session: Session, table: Table, kept: DerivedTable, keys: Sequence[Row]) -> None:
    names = _key_names(kept)
    statement = delete(table).where(_has_key(table, names))
    session.connection().execute(statement, [_parameters(names, key) for key in keys])


def _set_ends(session: Session, kept: DerivedTable, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = _key_names(kept)
    statement = update(kept.table).where(_has_key(kept.table, names)).values(known_to=bindparam("new_end"))
    ends = [_parameters(names, kept.with_key(row)) | {"new_end": row[kept.key_size + 1]} for row in rows]
    session.connection().execute(statement, ends)


def _key_names(kept: DerivedTable) -> list[str]:
    return list(kept.table.columns.keys())[: kept.key_size + 1]


def _has_key(table: Table, names: Iterable[str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"at_{name}") for name in names))


def _parameters(names: Iterable[str], key: Row) -> dict[str, Any]:
    return {f"at_{name}": value for name, value in zip(names, key, strict=True)}
