"""The snapshot of an instant, straight from the rows: nothing is made of what the pages do not ask for."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from portfolio.queries.gaps import unplaced
from portfolio.queries.portfolio import known_at
from portfolio.queries.status_log import read_status_log
from portfolio.snapshot import CODES, COLUMNS, Snapshot
from portfolio.tables import InitiativeListing, InitiativeMonth, Organisation, Version, VersionMunicipality


def read_snapshot(session: Session, as_of: dt.datetime, today: dt.date) -> Snapshot:
    """Read all that was known at an instant.

    Args:
        session: a reader's session.
        as_of: the instant, aware; the end of a day is ``portfolio.rules.months.end_of_day``.
        today: the day that lateness and silence are judged on.
    """
    rows = session.connection().execute  # rows alone: the session would look for objects among them
    return Snapshot(
        rows=rows(_initiatives_query(as_of)).all(),
        participation=rows(_participation_query(as_of)).all(),
        lights=rows(_lights_query(as_of)).all(),
        texts=lambda months: rows(_texts_query(as_of, months)),
        today=today,
        unplaced=unplaced(session, as_of),
        log=read_status_log(session, as_of),
    )


def read_ended(session: Session, as_of: dt.datetime, today: dt.date, until: dt.datetime) -> Snapshot:
    """Read what was known at an instant of initiatives of which something else was known at a later one.

    Enough to tell what meets a filter of codes and texts; months and gaps are left out.
    """
    rows = session.connection().execute
    has_ended = Version.known_to <= until
    return Snapshot(
        rows=rows(_initiatives_query(as_of).where(has_ended)).all(),
        participation=rows(_participation_query(as_of).where(has_ended)).all(),
        lights=(),
        texts=lambda _: (),
        today=today,
    )


def _initiatives_query(as_of: dt.datetime) -> Select[Any]:
    is_its_listing = and_(
        InitiativeListing.initiative_id == Version.initiative_id, known_at(InitiativeListing, as_of)
    )
    return (
        select(*map(_column, COLUMNS))
        .join(InitiativeListing, is_its_listing)
        .outerjoin(Organisation, Organisation.id == Version.organisation_id)
        .where(known_at(Version, as_of))
        .order_by(Version.initiative_id)
    )


def _participation_query(as_of: dt.datetime) -> Select[int, str]:
    is_its_version = and_(
        VersionMunicipality.initiative_id == Version.initiative_id,
        VersionMunicipality.known_from == Version.known_from,
    )
    columns = (VersionMunicipality.initiative_id, VersionMunicipality.municipality)
    return select(*columns).join(Version, is_its_version).where(known_at(Version, as_of))


def _lights_query(as_of: dt.datetime) -> Select[int, str]:
    """Ask for a row an initiative: a row of ours for each of its months would cost four times as much."""
    month = cast(InitiativeMonth.month, String)
    light = func.coalesce(_plain(InitiativeMonth.traffic_light), "")
    told = func.aggregate_strings(month + light, ",")
    return (
        select(InitiativeMonth.initiative_id, told)
        .where(known_at(InitiativeMonth, as_of))
        .group_by(InitiativeMonth.initiative_id)
    )


def _texts_query(as_of: dt.datetime, months: Sequence[dt.date]) -> Select[int, dt.date, str | None]:
    return (
        select(InitiativeMonth.initiative_id, InitiativeMonth.month, InitiativeMonth.status_text)
        .where(known_at(InitiativeMonth, as_of), InitiativeMonth.month.in_(months))
        .order_by(InitiativeMonth.initiative_id, InitiativeMonth.month)
    )


def _column(name: str) -> ColumnElement[Any]:
    found: dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
        "id": Version.initiative_id,
        "organisation": func.coalesce(Organisation.name, Version.cluster),
        "first_month": InitiativeListing.first_month,
        "last_month": InitiativeListing.last_month,
        "previous_traffic_light": InitiativeListing.previous_traffic_light,
    }
    column = found[name] if name in found else getattr(Version, name)
    return _plain(column).label(name) if name in CODES else column.label(name)


def _plain(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Take a code as the database has it: making one of ours of each of many takes its time."""
    return type_coerce(column, String)
