"""Actions that were agreed on: kept, done, moved and changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.meetings.deeds.shared import (
    MeetingRefusedError,
    MeetingUnknownError,
    day_of,
    open_meeting,
    point_of,
    touched,
)
from portfolio.meetings.fold import ActionData, data_json
from portfolio.process.deeds import ensure_known, line_of, past_day, standing, text_of, undo, undo_all
from portfolio.process.naming import namer
from portfolio.rules.months import danish_day
from portfolio.tables import Action as ActionRow
from portfolio.tables import ActionEvent
from portfolio.vocabulary import ActionEventKind


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action that was agreed on: what, who, of which organisation, by when; where and about what."""

    text: str
    who: str
    organisation: str | None = None
    due_on: dt.date | None = None
    meeting_id: int | None = None
    point_key: str | None = None
    initiative_id: int | None = None


def agree(session: Session, agreed: Agreed, *, now: dt.datetime, by: str) -> int:
    """Keep an action that was agreed on, and give its number.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: it does not say what is to be done, or who does it, or its due day cannot be.
        InitiativeUnknownError: nothing is known of the initiative.
    """
    wait_in_line(session)
    text, who, organisation = text_of(agreed.text), line_of(agreed.who), line_of(agreed.organisation)
    if text is None:
        raise MeetingRefusedError("meeting.action_missing")
    if who is None and organisation is None:
        raise MeetingRefusedError("meeting.who_missing")
    if agreed.meeting_id is not None and agreed.point_key:
        point_of(session, agreed.meeting_id, agreed.point_key, now)
    elif agreed.meeting_id is not None:
        open_meeting(session, agreed.meeting_id, now)
    if agreed.initiative_id is not None:
        ensure_known(session, agreed.initiative_id)
    row = ActionRow(
        meeting_id=agreed.meeting_id,
        point_key=agreed.point_key or None,
        initiative_id=agreed.initiative_id,
        text=text,
        who=who or "",
        organisation=_meant(organisation, now),
        due_on=None if agreed.due_on is None else day_of(agreed.due_on, now),
        made_at=now,
        made_by=by,
    )
    session.add(row)
    touched(session)
    return row.id


def finish_action(
    session: Session, action_id: int, *, day: dt.date | None, text: str = "", now: dt.datetime, by: str
) -> int:
    """Say that an action has been done, and give the event's number.

    Raises:
        MeetingUnknownError: there is no such action.
        ProcessRefusedError: the day lies ahead.
    """
    return _happen(session, action_id, ActionEventKind.DONE, past_day(day, now), ActionData(text), now, by)


def reopen_action(session: Session, action_id: int, *, text: str = "", now: dt.datetime, by: str) -> int:
    """Say that an action has still to be done.

    Raises:
        MeetingUnknownError: there is no such action.
    """
    data = ActionData(text_of(text) or "")
    return _happen(session, action_id, ActionEventKind.REOPENED, danish_day(now), data, now, by)


def move_action(
    session: Session, action_id: int, *, due_on: dt.date | None, text: str = "", now: dt.datetime, by: str
) -> int:
    """Move the day by which an action is to be done.

    Raises:
        MeetingUnknownError: there is no such action.
        MeetingRefusedError: the day cannot be.
    """
    data = ActionData(text_of(text) or "")
    return _happen(session, action_id, ActionEventKind.DUE_MOVED, day_of(due_on, now), data, now, by)


def change_action(
    session: Session,
    action_id: int,
    *,
    text: str,
    who: str,
    organisation: str | None,
    now: dt.datetime,
    by: str,
) -> int:
    """Change what an action says.

    Raises:
        MeetingUnknownError: there is no such action.
        MeetingRefusedError: it does not say what is to be done, or who does it.
    """
    what, person = text_of(text), line_of(who)
    if what is None:
        raise MeetingRefusedError("meeting.action_missing")
    if person is None and not organisation:
        raise MeetingRefusedError("meeting.who_missing")
    data = ActionData(what=what, who=person, organisation=_meant(line_of(organisation), now))
    return _happen(session, action_id, ActionEventKind.CHANGED, None, data, now, by)


def undo_action(session: Session, action_id: int, *, now: dt.datetime, by: str) -> None:
    """Take back an action that was noted by mistake.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    wait_in_line(session)
    undo(standing(session, ActionRow, action_id), now, by)
    touched(session)


def undo_action_events(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back what happened to actions; what stood before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, ActionEvent, numbers, Part.MEETINGS, now=now, by=by)


def _happen(
    session: Session,
    action_id: int,
    kind: ActionEventKind,
    day: dt.date | None,
    data: ActionData,
    now: dt.datetime,
    by: str,
) -> int:
    wait_in_line(session)
    found = session.get(ActionRow, action_id)
    if found is None or found.undone_at is not None:
        raise MeetingUnknownError(action_id)
    row = ActionEvent(
        action_id=action_id, kind=kind, day=day, data_json=data_json(data), made_at=now, made_by=by
    )
    session.add(row)
    touched(session)
    return row.id


def _meant(organisation: str | None, now: dt.datetime) -> str | None:
    """Give the organisation that a name is of, else the name."""
    return None if organisation is None else namer(danish_day(now))(organisation)
