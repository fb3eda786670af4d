"""What was written of the points of a meeting, text by text: who wrote what on top of what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.tables import MeetingNote
from portfolio.vocabulary import NoteKind

NoteKey = tuple[int, str, NoteKind]
"""Of which meeting, of which point, and what kind of text."""

_AT_ONCE = dt.timedelta(minutes=2)
_GOES_ON = 0.8
"""A text goes on from another when it has so much of it, at its beginning and its end."""


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """A text as it was kept."""

    id: int
    text: str
    by: str
    at: dt.datetime


def newest_notes(session: Session, meeting_id: int | None) -> dict[NoteKey, NoteVersion]:
    """Give the text that stands of each point and kind, of one meeting or of all."""
    standing = select(func.max(MeetingNote.id)).where(MeetingNote.undone_at.is_(None))
    if meeting_id is not None:
        standing = standing.where(MeetingNote.meeting_id == meeting_id)
    newest = standing.group_by(MeetingNote.meeting_id, MeetingNote.point_key, MeetingNote.kind)
    rows = session.scalars(select(MeetingNote).where(MeetingNote.id.in_(newest)))
    return {(row.meeting_id, row.point_key, row.kind): _version(row) for row in rows}


def note_versions(session: Session, meeting_id: int, key: str, kind: NoteKind) -> tuple[NoteVersion, ...]:
    """Give the earlier texts of a point, the newest first; of the steps of one writing the last."""
    query = select(MeetingNote).where(
        MeetingNote.meeting_id == meeting_id,
        MeetingNote.point_key == key,
        MeetingNote.kind == kind,
        MeetingNote.undone_at.is_(None),
    )
    every = [_version(row) for row in session.scalars(query.order_by(MeetingNote.id))]
    return tuple(it for it in reversed(landmarks(every)) if it.id != every[-1].id)


def landmarks(versions: Iterable[NoteVersion]) -> list[NoteVersion]:
    """Leave out steps of the same writing: what the next text, within two minutes, has nearly all of.

    What was cleared, or written over by somebody else, stays: it must be had again.
    """
    found: list[NoteVersion] = []
    for it in versions:
        if found and it.at - found[-1].at <= _AT_ONCE and _goes_on(found[-1].text, it.text):
            found[-1] = it
        else:
            found.append(it)
    return [it for it in found if it.text]


def _goes_on(before: str, after: str) -> bool:
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    return first + last >= _GOES_ON * len(before)


def _shared(one: str, other: str) -> int:
    """Count the characters that two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _version(row: MeetingNote) -> NoteVersion:
    return NoteVersion(row.id, row.text, row.made_by, row.made_at)
