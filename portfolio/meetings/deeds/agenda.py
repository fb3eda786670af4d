"""A meeting and its agenda: frozen, held, moved, cancelled; points taken, ordered, decided, moved on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.meetings.book import PointFacts
from portfolio.meetings.deeds.series import Planned
from portfolio.meetings.deeds.shared import (
    MeetingRefusedError,
    NoteTakenError,
    day_of,
    open_meeting,
    point_of,
    reason_of,
    time_of,
    touched,
    write_deed,
)
from portfolio.meetings.fold import LAST, DeedData
from portfolio.process.deeds import Decided, decide, ensure_known, line_of, standing, text_of, undo, undo_all
from portfolio.rules.months import danish_day
from portfolio.tables import MeetingDeed, MeetingNote
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    MeetingDeedKind,
    MeetingState,
    NoteKind,
    PointState,
)

MOST_POINTS = 100


def freeze(session: Session, meeting_id: int, *, reason: str = "", now: dt.datetime, by: str) -> int:
    """Let a meeting look at the portfolio as it is now, and give the deed's number.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled, or it was frozen before and no reason is given.
    """
    wait_in_line(session)
    meeting = open_meeting(session, meeting_id, now)
    if meeting.frozen_at is not None:
        reason_of(reason)
    data = DeedData(instant=now, reason=text_of(reason) or "")
    return write_deed(session, meeting_id, MeetingDeedKind.FROZEN, None, data, now, by)


def hold(session: Session, meeting_id: int, *, now: dt.datetime, by: str) -> list[int]:
    """Say that a meeting has been held; what nobody dealt with is moved on to the series' next.

    Returns:
        The deeds' numbers, to take them back together.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or its day lies ahead.
    """
    wait_in_line(session)
    meeting = open_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    if meeting.day > danish_day(now):
        raise MeetingRefusedError("meeting.lies_ahead")
    left = [it.key for it in meeting.points if it.is_left]
    found = [write_deed(session, meeting_id, MeetingDeedKind.HELD, None, DeedData(), now, by)]
    return [
        *found,
        *(
            write_deed(session, meeting_id, MeetingDeedKind.MOVED_ON, key, DeedData(), now, by)
            for key in left
        ),
    ]


def cancel(session: Session, meeting_id: int, *, reason: str, now: dt.datetime, by: str) -> int:
    """Cancel a meeting.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or no reason is given.
    """
    wait_in_line(session)
    if open_meeting(session, meeting_id, now).state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    data = DeedData(reason=reason_of(reason))
    return write_deed(session, meeting_id, MeetingDeedKind.CANCELLED, None, data, now, by)


def move_meeting(
    session: Session, meeting_id: int, to: Planned, *, reason: str = "", now: dt.datetime, by: str
) -> int:
    """Move a meeting to another day, time or place.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or the day or the time cannot be.
    """
    wait_in_line(session)
    meeting = open_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    data = DeedData(
        day=day_of(to.day or meeting.day, now),
        begins_at=time_of(to.begins_at),
        place=line_of(to.place),
        reason=text_of(reason) or "",
    )
    return write_deed(session, meeting_id, MeetingDeedKind.DAY_MOVED, None, data, now, by)


def accept(
    session: Session, meeting_id: int, points: Sequence[PointFacts], *, now: dt.datetime, by: str
) -> list[int]:
    """Put proposed points on the agenda as they are now, and give the deeds' numbers.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled, or there are too many points.
    """
    wait_in_line(session)
    meeting = open_meeting(session, meeting_id, now)
    if not points:
        raise MeetingRefusedError("meeting.nothing_chosen")
    if len(meeting.points) + len(points) > MOST_POINTS:
        raise MeetingRefusedError("meeting.too_many_points", most=MOST_POINTS)
    on_it = {it.key for it in meeting.agenda}
    return [
        write_deed(session, meeting_id, MeetingDeedKind.ACCEPTED, it.key, DeedData(point=it), now, by)
        for it in points
        if it.key not in on_it
    ]


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A point of the chair's own."""

    title: str
    section: AgendaSection = AgendaSection.DISCUSS
    text: str = ""
    initiative_ids: tuple[int, ...] = ()


def add_point(session: Session, meeting_id: int, own: OwnPoint, *, now: dt.datetime, by: str) -> int:
    """Put a point of one's own on the agenda, and give the deed's number.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled, the point has no title, or there are too many.
        InitiativeUnknownError: it is about an initiative that nobody knows.
    """
    wait_in_line(session)
    meeting = open_meeting(session, meeting_id, now)
    title = line_of(own.title)
    if title is None:
        raise MeetingRefusedError("meeting.title_missing")
    if len(meeting.points) >= MOST_POINTS:
        raise MeetingRefusedError("meeting.too_many_points", most=MOST_POINTS)
    for initiative_id in own.initiative_ids:
        ensure_known(session, initiative_id)
    ever = select(func.count()).where(
        MeetingDeed.meeting_id == meeting_id, MeetingDeed.kind == MeetingDeedKind.ADDED
    )
    point = PointFacts(
        key=f"own:{(session.scalar(ever) or 0) + 1}",
        reason=AgendaReason.OWN,
        section=own.section,
        title=title,
        text=text_of(own.text) or "",
        initiative_ids=own.initiative_ids,
    )
    return write_deed(session, meeting_id, MeetingDeedKind.ADDED, point.key, DeedData(point=point), now, by)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a point is to say instead."""

    title: str
    text: str = ""
    section: AgendaSection | None = None


def edit_point(
    session: Session, meeting_id: int, key: str, edited: Edited, *, now: dt.datetime, by: str
) -> int:
    """Change what a point of the agenda says.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: it is cancelled, or the point has no title.
    """
    wait_in_line(session)
    point_of(session, meeting_id, key, now)
    title = line_of(edited.title)
    if title is None:
        raise MeetingRefusedError("meeting.title_missing")
    data = DeedData(title=title, text=text_of(edited.text) or "", section=edited.section)
    return write_deed(session, meeting_id, MeetingDeedKind.EDITED, key, data, now, by)


def drop_point(
    session: Session,
    meeting_id: int,
    point: PointFacts | str,
    *,
    reason: str,
    now: dt.datetime,
    by: str,
) -> int:
    """Leave a point out: one that is proposed, or by its key one that stands on the agenda.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled, or no reason is given.
    """
    wait_in_line(session)
    said = reason_of(reason)
    if isinstance(point, str):
        point_of(session, meeting_id, point, now)
        data = DeedData(reason=said)
        return write_deed(session, meeting_id, MeetingDeedKind.DROPPED, point, data, now, by)
    open_meeting(session, meeting_id, now)
    data = DeedData(reason=said, point=point)
    return write_deed(session, meeting_id, MeetingDeedKind.DROPPED, point.key, data, now, by)


def place_point(
    session: Session,
    meeting_id: int,
    key: str,
    *,
    before: str = LAST,
    section: AgendaSection | None = None,
    now: dt.datetime,
    by: str,
) -> int:
    """Put a point before another, or behind all of a section.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled.
    """
    wait_in_line(session)
    point_of(session, meeting_id, key, now)
    data = DeedData(before=before or None, section=section)
    return write_deed(session, meeting_id, MeetingDeedKind.PLACED, key, data, now, by)


def treat_point(session: Session, meeting_id: int, key: str, *, now: dt.datetime, by: str) -> int:
    """Say that a point has been dealt with.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled.
    """
    wait_in_line(session)
    point_of(session, meeting_id, key, now)
    return write_deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)


def move_on(
    session: Session, meeting_id: int, key: str, *, reason: str = "", now: dt.datetime, by: str
) -> int:
    """Move a point on to the series' next meeting, where it is proposed.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled.
    """
    wait_in_line(session)
    point_of(session, meeting_id, key, now)
    data = DeedData(reason=text_of(reason) or "")
    return write_deed(session, meeting_id, MeetingDeedKind.MOVED_ON, key, data, now, by)


def undo_deeds(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back what was done with a meeting or its agenda; what stood before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, MeetingDeed, numbers, Part.MEETINGS, now=now, by=by)


def write_note(
    session: Session,
    meeting_id: int,
    key: str,
    kind: NoteKind,
    text: str,
    *,
    after: int | None,
    now: dt.datetime,
    by: str,
) -> int:
    """Write a decision or minutes of a point on top of what stood there, and give the note's number.

    The same text again writes nothing. A point that something is decided of has been dealt with.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        NoteTakenError: somebody else has written meanwhile.
    """
    wait_in_line(session)
    point = point_of(session, meeting_id, key, now)
    said = text_of(text) or ""
    newest = _newest_note(session, meeting_id, key, kind)
    if newest is not None and newest.text == said:
        return newest.id
    if (None if newest is None else newest.id) != after:
        raise NoteTakenError(
            "" if newest is None else newest.made_by,
            "" if newest is None else newest.text,
            None if newest is None else newest.id,
        )
    row = MeetingNote(
        meeting_id=meeting_id, point_key=key, kind=kind, text=said, after=after, made_at=now, made_by=by
    )
    session.add(row)
    touched(session)
    if said and kind is NoteKind.DECISION and point.state is not PointState.TREATED:
        write_deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)
    return row.id


def undo_note(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take back what was written; what stood before stands again.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    wait_in_line(session)
    undo(standing(session, MeetingNote, number), now, by)
    touched(session)


def decide_at(
    session: Session,
    meeting_id: int,
    key: str,
    initiative_id: int,
    decided: Sequence[Decided],
    *,
    now: dt.datetime,
    by: str,
) -> list[int]:
    """Keep what a meeting decided in an initiative's process: one row for both, and give the numbers.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: nobody decided, or on a day that cannot be.
    """
    wait_in_line(session)
    point = point_of(session, meeting_id, key, now)
    at = [replace(it, meeting_id=meeting_id, point_key=key) for it in decided]
    numbers = decide(session, initiative_id, at, now=now, by=by)
    if point.state is not PointState.TREATED:
        write_deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)
    touch(session, Part.MEETINGS)
    return numbers


def _newest_note(session: Session, meeting_id: int, key: str, kind: NoteKind) -> MeetingNote | None:
    query = select(MeetingNote).where(
        MeetingNote.meeting_id == meeting_id,
        MeetingNote.point_key == key,
        MeetingNote.kind == kind,
        MeetingNote.undone_at.is_(None),
    )
    return session.scalars(query.order_by(MeetingNote.id.desc())).first()
