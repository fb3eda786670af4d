"""What people say of titles in lists' tables: which initiative each is of, or that it is of none."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.errors import RefusedError
from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import ensure_known, undo, undo_all
from portfolio.rules.likeness import fold
from portfolio.tables import FOREVER, Source, TitleDecision, Version


class TitleRefusedError(RefusedError):
    """What is said of a title cannot be; the id tells why."""


def settle_title(
    session: Session, source_id: int, title: str, initiative_id: int | None, *, now: dt.datetime, by: str
) -> int:
    """Keep which initiative a title in a source's tables is of, and give the decision's number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        TitleRefusedError: there is no such source, or no title.
    """
    wait_in_line(session)
    if session.get(Source, source_id) is None or not fold(title):
        raise TitleRefusedError("steps.title_missing")
    if initiative_id is not None:
        ensure_known(session, initiative_id)
    query = select(TitleDecision).where(
        TitleDecision.source_id == source_id,
        TitleDecision.title_key == fold(title),
        TitleDecision.undone_at.is_(None),
    )
    for earlier in session.scalars(query):
        undo(earlier, now, by)
    session.flush()
    made = TitleDecision(
        source_id=source_id,
        title=title,
        title_key=fold(title),
        initiative_id=initiative_id,
        made_at=now,
        made_by=by,
    )
    session.add(made)
    session.flush()
    touch(session, Part.TITLES)
    return made.id


def initiative_titled(session: Session, title: str) -> int:
    """Give the one initiative of a title.

    Raises:
        TitleRefusedError: there is none such, or more than one.
    """
    query = select(Version.initiative_id, Version.title).where(Version.known_to == FOREVER)
    found = [id_ for id_, known in session.execute(query) if fold(known) == fold(title)]
    if len(found) != 1:
        raise TitleRefusedError("steps.title_of_none" if not found else "steps.title_of_several", title=title)
    return found[0]


def undo_title(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take back what was said of a title.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    undo_all(session, TitleDecision, [number], Part.TITLES, now=now, by=by)
