"""What has been changed of a source: by people on its page, and by lists that taught or were chosen about."""

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portfolio.profile import EMPTY, profile_of
from portfolio.source_settings import SettingChange, Settings, differences, settings_of, taken_back
from portfolio.sources import settings_said
from portfolio.tables import Source, SourceChange, Upload


@dataclass(frozen=True, slots=True)
class SourceChangeNote:
    """A change of a source.

    Attributes:
        at: when it was made.
        by: who made it, or who loaded the list that did.
        changes: what was changed.
        change_id: the change; None where a list did it.
        upload_id: the list; None where a person did it on the source's page.
        month: that list's reporting month.
        undone_at: when it was undone, or the list withdrawn; None: it was not.
        undone_by: who did that.
        is_standing: whether all that it changed is still so, so that it can be undone.
    """

    at: dt.datetime
    by: str
    changes: tuple[SettingChange, ...]
    change_id: int | None = None
    upload_id: int | None = None
    month: dt.date | None = None
    undone_at: dt.datetime | None = None
    undone_by: str | None = None
    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """Some of a source's changes, the newest first, and how many there are in all."""

    count: int
    shown: tuple[SourceChangeNote, ...]


def source_changes(session: Session, source_id: int, *, skipped: int = 0, limit: int = 25) -> SourceChanges:
    """Give the changes of a source, the newest first.

    Args:
        session: any session.
        source_id: the source; one that is not there has none.
        skipped: so many of the newest are left out.
        limit: so many are given at most.
    """
    made, taught = SourceChange.source_id == source_id, _has_taught(source_id)
    counts = (select(func.count()).where(it).scalar_subquery() for it in (made, taught))
    found = session.execute(select(Source, *counts).where(Source.id == source_id)).one_or_none()
    if found is None or not found[1] + found[2]:
        return SourceChanges(0, ())
    newest = skipped + limit
    own = select(SourceChange).where(made).order_by(SourceChange.changed_at.desc(), SourceChange.id.desc())
    lists = select(Upload).where(taught).order_by(Upload.uploaded_at.desc(), Upload.id.desc())
    said = settings_said(found[0])
    notes = merge(
        (_of_person(it, said) for it in session.scalars(own.limit(newest))),
        (_of_list(it) for it in session.scalars(lists.limit(newest))),
        key=lambda it: it.at,
        reverse=True,
    )
    return SourceChanges(found[1] + found[2], tuple(islice(notes, skipped, newest)))


def _has_taught(source_id: int) -> ColumnElement[bool]:
    """Ask for lists after which the source's profile was another."""
    return (Upload.source_id == source_id) & (Upload.profile_json != Upload.profile_before_json)


def _of_person(change: SourceChange, said: Settings) -> SourceChangeNote:
    changes = settings_of(change.settings_json)
    return SourceChangeNote(
        at=change.changed_at,
        by=change.changed_by,
        changes=changes,
        change_id=change.id,
        undone_at=change.undone_at,
        undone_by=change.undone_by,
        is_standing=change.undone_at is None and taken_back(said, changes) is not None,
    )


def _of_list(upload: Upload) -> SourceChangeNote:
    before, after = (
        Settings("", None, profile_of(text) if text else EMPTY)
        for text in (upload.profile_before_json, upload.profile_json)
    )
    return SourceChangeNote(
        at=upload.uploaded_at,
        by=upload.uploaded_by,
        changes=differences(before, after),
        upload_id=upload.id,
        month=upload.month,
        undone_at=upload.withdrawn_at,
        undone_by=upload.withdrawn_by,
    )
