"""What people have decided of where initiatives belong, as it stood at an instant, and its history."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from portfolio.homes import HomeEntry, place_of_text
from portfolio.tables import HomeDecision


def home_decisions(session: Session, as_of: dt.datetime) -> dict[int, tuple[HomeEntry, ...]]:
    """Give the decisions that stood at an instant, by initiative, the oldest first."""
    query = select(HomeDecision).where(_stands(as_of)).order_by(HomeDecision.id)
    found: dict[int, tuple[HomeEntry, ...]] = {}
    for row in session.scalars(query):
        found[row.initiative_id] = (*found.get(row.initiative_id, ()), _entry(row, as_of))
    return found


def home_history(session: Session, initiative_id: int, as_of: dt.datetime) -> Sequence[HomeEntry]:
    """Give all decisions about an initiative made until an instant, also those undone; the newest first."""
    query = (
        select(HomeDecision)
        .where(HomeDecision.initiative_id == initiative_id, HomeDecision.decided_at <= as_of)
        .order_by(HomeDecision.id.desc())
    )
    return [_entry(row, as_of) for row in session.scalars(query)]


def _stands(as_of: dt.datetime) -> ColumnElement[bool]:
    undone = HomeDecision.undone_at
    return (HomeDecision.decided_at <= as_of) & or_(undone.is_(None), undone > as_of)


def _entry(row: HomeDecision, as_of: dt.datetime) -> HomeEntry:
    is_undone = row.undone_at is not None and row.undone_at <= as_of
    return HomeEntry(
        id=row.id,
        initiative_id=row.initiative_id,
        day=row.day,
        organisation=row.organisation_id,
        stated=place_of_text(row.stated_json),
        reason=row.reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        undone_at=row.undone_at if is_undone else None,
        undone_by=row.undone_by if is_undone else None,
    )
