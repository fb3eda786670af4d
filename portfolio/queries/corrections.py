"""Corrections: all that were made of an initiative, and those to be looked at again since a list moved."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import is_moved
from portfolio.encoding import value_of_text
from portfolio.records import Value
from portfolio.tables import FOREVER, Correction, MatchDecision, Upload, UploadFinding, Version
from portfolio.versions.reported import reported_values

_BATCH = 500


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction of an initiative, also one undone.

    Attributes:
        id: the correction.
        field: the field, and ``value`` what it was set to; None: not stated.
        reported: what the lists said then; None: nothing, or nobody noted it.
        reason: why; ``corrected_at`` when, ``corrected_by`` by whom.
        undone_at: when it was undone or another took its place, ``undone_by`` by whom; None: it stands.
    """

    id: int
    field: str
    value: Value | None
    reported: Value | None
    reason: str
    corrected_at: dt.datetime
    corrected_by: str
    undone_at: dt.datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class CorrectionToReview:
    """A correction that stands, of which the lists say something else now than when it was made."""

    id: int
    initiative_id: int
    title: str
    field: str
    value: Value | None
    reported_then: Value | None
    reported_now: Value | None
    reason: str
    corrected_at: dt.datetime
    corrected_by: str


@dataclass(frozen=True, slots=True)
class TakenOff:
    """That an initiative typed here was taken off the list, when, by whom and why."""

    at: dt.datetime
    by: str
    reason: str


def correction_history(
    session: Session, initiative_id: int, as_of: dt.datetime
) -> tuple[CorrectionEntry, ...]:
    """Give all corrections of an initiative made until an instant, also those undone; the newest first."""
    query = select(Correction).where(
        Correction.initiative_id == initiative_id, Correction.corrected_at <= as_of
    )
    found = session.scalars(query.order_by(Correction.corrected_at.desc(), Correction.id.desc()))
    return tuple(_entry(row, as_of) for row in found)


def corrections_to_review(session: Session) -> tuple[CorrectionToReview, ...]:
    """Give the corrections that stand while lists have moved since; by initiative, the oldest first."""
    query = (
        select(Correction, Version.title)
        .join(Version, Version.initiative_id == Correction.initiative_id)
        .where(Version.known_to == FOREVER, Correction.undone_at.is_(None))
        .where(Correction.reported_json.is_not(None))
        .order_by(Correction.initiative_id, Correction.id)
    )
    standing = [(row[0], row[1]) for row in session.execute(query)]
    now = _reported(session, {row.initiative_id for row, _ in standing})
    return tuple(
        _to_review(row, title, now.get((row.initiative_id, row.field)))
        for row, title in standing
        if is_moved(row.reported_json, now.get((row.initiative_id, row.field)))
    )


def taken_off(session: Session, initiative_id: int) -> TakenOff | None:
    """Tell of an initiative typed here that has been taken off the list since; None: it has not."""
    ours = select(Upload.source_id).join(MatchDecision, MatchDecision.upload_id == Upload.id)
    about_it = ours.where(MatchDecision.initiative_id == initiative_id)
    query = (
        select(Upload.uploaded_at, Upload.uploaded_by, UploadFinding.facts_json)
        .join(UploadFinding, UploadFinding.upload_id == Upload.id)
        .where(UploadFinding.message_id == "typed.taken_off", Upload.source_id.in_(about_it))
        .order_by(Upload.id.desc())
    )
    for at, by, text in session.execute(query):
        facts = json.loads(text)
        if facts["initiative_id"] == initiative_id:
            return TakenOff(at, by, facts["reason"])
    return None


def _entry(row: Correction, as_of: dt.datetime) -> CorrectionEntry:
    is_undone = row.undone_at is not None and row.undone_at <= as_of
    return CorrectionEntry(
        id=row.id,
        field=row.field,
        value=value_of_text(row.value_json),
        reported=None if row.reported_json is None else value_of_text(row.reported_json),
        reason=row.reason,
        corrected_at=row.corrected_at,
        corrected_by=row.corrected_by,
        undone_at=row.undone_at if is_undone else None,
        undone_by=row.undone_by if is_undone else None,
    )


def _reported(session: Session, initiative_ids: Collection[int]) -> dict[tuple[int, str], Value]:
    ids = sorted(initiative_ids)
    found: dict[tuple[int, str], Value] = {}
    for start in range(0, len(ids), _BATCH):
        values = reported_values(session, ids[start : start + _BATCH], FOREVER)
        found |= {(id_, name): value for id_, of_one in values.items() for name, value in of_one.items()}
    return found


def _to_review(row: Correction, title: str, reported_now: Value | None) -> CorrectionToReview:
    return CorrectionToReview(
        id=row.id,
        initiative_id=row.initiative_id,
        title=title,
        field=row.field,
        value=value_of_text(row.value_json),
        reported_then=None if row.reported_json is None else value_of_text(row.reported_json),
        reported_now=reported_now,
        reason=row.reason,
        corrected_at=row.corrected_at,
        corrected_by=row.corrected_by,
    )
