"""The portfolio as known at an instant: initiatives, municipalities, months, and what changed between two."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portfolio import frames
from portfolio.encoding import canonical_json, value_data, values_of
from portfolio.fields import FIELDS
from portfolio.records import Value
from portfolio.rules.lateness import is_finished, is_overdue
from portfolio.rules.months import is_silent
from portfolio.tables import (
    Correction,
    InitiativeListing,
    InitiativeMonth,
    MatchDecision,
    Organisation,
    Upload,
    Version,
    VersionMunicipality,
)

Known = type[Version] | type[InitiativeListing] | type[InitiativeMonth]


class ChangeKind(StrEnum):
    """What has happened to an initiative between two instants."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


def initiatives(session: Session, as_of: dt.datetime, today: dt.date) -> pd.DataFrame:
    """Give every initiative known at an instant.

    Args:
        session: a reader's session.
        as_of: the instant, aware; the end of a day is ``portfolio.rules.months.end_of_day``.
        today: the day that lateness and silence are judged on.

    Returns:
        A frame as ``frames.INITIATIVES``, by id.
    """
    rows = session.execute(_initiatives_query(as_of))
    return frames.INITIATIVES.frame(_initiative_row(row, today) for row in rows)


def participation(session: Session, as_of: dt.datetime) -> pd.DataFrame:
    """Give the municipalities taking part in each initiative, as ``frames.PARTICIPATION``."""
    columns = (VersionMunicipality.initiative_id, VersionMunicipality.municipality)
    is_its_version = and_(
        VersionMunicipality.initiative_id == Version.initiative_id,
        VersionMunicipality.known_from == Version.known_from,
    )
    query = select(*columns).join(Version, is_its_version).where(known_at(Version, as_of)).order_by(*columns)
    return frames.PARTICIPATION.frame(session.execute(query))


def monthly_status(session: Session, as_of: dt.datetime) -> pd.DataFrame:
    """Give how each initiative stood in each reporting month, as ``frames.MONTHLY_STATUS``."""
    columns = (
        InitiativeMonth.initiative_id,
        InitiativeMonth.month,
        InitiativeMonth.traffic_light,
        InitiativeMonth.status,
        InitiativeMonth.status_text,
    )
    query = select(*columns).where(known_at(InitiativeMonth, as_of)).order_by(*columns[:2])
    return frames.MONTHLY_STATUS.frame(session.execute(query))


def changes(session: Session, since: dt.datetime, as_of: dt.datetime) -> pd.DataFrame:
    """Give what differs between two instants.

    Returns:
        A frame as ``frames.CHANGES``; an initiative that was on no list at either instant is left out.
    """
    old, new = _known_apart(session, since, as_of), _known_apart(session, as_of, since)
    ids = sorted(old.keys() | new.keys())
    return frames.CHANGES.frame(row for id_ in ids for row in _change_rows(old.get(id_), new.get(id_)))


def portfolio_stamp(session: Session) -> str:
    """Give a text that differs after every change to the portfolio, cheaply: for caches."""
    marks = (
        func.max(Upload.id),
        func.max(Upload.withdrawn_at),
        select(func.max(Correction.id)).scalar_subquery(),
        select(func.max(Correction.undone_at)).scalar_subquery(),
        select(func.max(MatchDecision.id)).scalar_subquery(),
    )
    return "/".join(str(mark) for mark in session.execute(select(*marks)).one())


def known_at(table: Known, at: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that a derived row was known at an instant."""
    return and_(table.known_from <= at, table.known_to > at)


def _initiatives_query(as_of: dt.datetime) -> Select[Any]:
    is_its_listing = and_(
        InitiativeListing.initiative_id == Version.initiative_id, known_at(InitiativeListing, as_of)
    )
    columns = [_column(name) for name in frames.INITIATIVES.dtypes if name not in _JUDGED]
    return (
        select(*columns)
        .join(InitiativeListing, is_its_listing)
        .outerjoin(Organisation, Organisation.id == Version.organisation_id)
        .where(known_at(Version, as_of))
        .order_by(Version.initiative_id)
    )


_JUDGED = ("is_overdue", "is_silent")
"""The frame's last columns: they depend on the day, and so are not stored."""

_ELSEWHERE: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
    "id": Version.initiative_id,
    "organisation": func.coalesce(Organisation.name, Version.cluster),
    "first_month": InitiativeListing.first_month,
    "last_month": InitiativeListing.last_month,
    "previous_traffic_light": InitiativeListing.previous_traffic_light,
}


def _column(name: str) -> ColumnElement[Any]:
    if name in _ELSEWHERE:
        return _ELSEWHERE[name].label(name)
    column: InstrumentedAttribute[Any] = getattr(Version, name)
    return column.label(name)


def _initiative_row(row: Row[Any], today: dt.date) -> tuple[Any, ...]:
    values = row._asdict()
    values["known_from"] = row.known_from.replace(tzinfo=None)
    values["focus_area_id"] = _code_or_other(row.focus_area_id, row.focus_area)
    values["organisation_id"] = _code_or_other(row.organisation_id, row.organisation)
    late = is_overdue(row.end_last, row.end_precision, row.status, today)
    silent = not is_finished(row.status) and is_silent(row.last_month, today)
    return (*values.values(), late, silent)


def _code_or_other(code: str | None, stated: str | None) -> str | None:
    """Tell what is stated but not ours from what is not stated at all."""
    return code or (frames.OTHER_CODE if stated else None)


def _known_apart(session: Session, at: dt.datetime, other: dt.datetime) -> dict[int, Version]:
    """Give the versions known at an instant that were not the ones known at the other."""
    elsewhen = aliased(Version)
    is_the_same = and_(
        elsewhen.initiative_id == Version.initiative_id,
        elsewhen.known_from == Version.known_from,
        elsewhen.known_from <= other,
        elsewhen.known_to > other,
    )
    query = (
        select(Version)
        .outerjoin(elsewhen, is_the_same)
        .where(known_at(Version, at), elsewhen.initiative_id.is_(None))
    )
    return {version.initiative_id: version for version in session.scalars(query)}


def _change_rows(old: Version | None, new: Version | None) -> list[tuple[Any, ...]]:
    """Give an initiative's rows: its fields that differ, and one without a field where that says nothing."""
    version, kind = new or old, _kind(old, new)
    if version is None or kind is None:
        return []
    changed_at = None if new is None else new.known_from.replace(tzinfo=None)
    fields: list[tuple[Any, ...]] = [] if old is None or new is None else _field_changes(old, new)
    if kind is not ChangeKind.CHANGED:
        fields = [(None, None, None), *fields]
    return [(version.initiative_id, version.title, kind, *field, changed_at) for field in fields]


def _kind(old: Version | None, new: Version | None) -> ChangeKind | None:
    was, is_ = old is not None and old.is_listed, new is not None and new.is_listed
    if was and is_:
        return ChangeKind.CHANGED
    if is_:
        return ChangeKind.NEW if old is None else ChangeKind.BACK
    return ChangeKind.GONE if was else None


def _field_changes(old: Version, new: Version) -> list[tuple[Any, ...]]:
    before, after = values_of(old.values_json), values_of(new.values_json)
    names = [name for name in FIELDS if before.get(name) != after.get(name)]
    return [(name, _text(before.get(name)), _text(after.get(name))) for name in names]


def _text(value: Value | None) -> str | None:
    return None if value is None else canonical_json(value_data(value))
