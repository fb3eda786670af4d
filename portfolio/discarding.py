"""Drafts that are given up: discarded, had again while their file is kept, and forgotten."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.drafts import OPEN_STATES, DraftClosedError, locked_draft, read_again
from portfolio.tables import Draft
from portfolio.vocabulary import DraftState

KEPT_AFTER_DISCARDING = dt.timedelta(hours=24)
"""So long a discarded draft keeps its file: who discards the wrong one sees it that day or the next morning,
and what nobody will load should not lie here longer, since lists may name people."""

UNTOUCHED_AFTER = dt.timedelta(days=60)
"""A draft that nobody has touched for so long is given up."""


def discard_draft(session: Session, draft_id: int, *, now: dt.datetime) -> bool:
    """Give a draft up; tell whether it can be had again, since its file is still here.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to discard.
    """
    draft = locked_draft(session, draft_id)
    if draft.state not in OPEN_STATES or draft.state is DraftState.STORING:
        raise DraftClosedError(draft.file_name)
    draft.state, draft.result_json, draft.changed_at = DraftState.DISCARDED, None, now
    return draft.file_path is not None


def restore_draft(session: Session, draft_id: int, *, now: dt.datetime, by: str) -> str:
    """Take up a discarded draft again with all that was chosen and answered; give the job of its reading.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to take up, or its file is no longer here.
    """
    draft = locked_draft(session, draft_id)
    if draft.state is not DraftState.DISCARDED or draft.file_path is None:
        raise DraftClosedError(draft.file_name)
    return read_again(session, draft, now=now, by=by)


def forget_discarded(session: Session, *, now: dt.datetime) -> tuple[str, ...]:
    """Forget what was discarded long enough ago; give where the files lie, to be deleted after the commit."""
    query = select(Draft.id).where(
        Draft.state == DraftState.DISCARDED,
        Draft.file_path.is_not(None),
        Draft.changed_at < now - KEPT_AFTER_DISCARDING,
    )
    paths = []
    for draft_id in session.scalars(query).all():
        draft = locked_draft(session, draft_id)
        if draft.state is DraftState.DISCARDED and draft.file_path is not None:
            paths.append(draft.file_path)
            draft.file_path = None
    return tuple(paths)


def give_up_drafts(session: Session, *, now: dt.datetime) -> None:
    """Give up the drafts that nobody has touched for long; one that is being stored is left alone."""
    before = now - UNTOUCHED_AFTER
    query = select(Draft.id).where(
        Draft.state.in_(OPEN_STATES), Draft.state != DraftState.STORING, Draft.changed_at < before
    )
    for draft_id in session.scalars(query).all():
        draft = locked_draft(session, draft_id)
        if draft.state is not DraftState.STORING and draft.changed_at < before:
            draft.state, draft.file_path, draft.result_json = DraftState.DISCARDED, None, None
            draft.changed_at = now


def draft_files(session: Session) -> frozenset[str]:
    """Give where the files of drafts lie that somebody has still to deal with, or may have again."""
    states = (*OPEN_STATES, DraftState.DISCARDED)
    query = select(Draft.file_path).where(Draft.state.in_(states), Draft.file_path.is_not(None))
    return frozenset(path for path in session.scalars(query) if path is not None)
