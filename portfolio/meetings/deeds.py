"""What people do with series, meetings, agendas, notes and actions; each can be undone.

Nothing is changed in place: a deed is added or undone, so what was known on any past day can be shown again.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.errors import RefusedError, TvaerblikError
from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.meetings.book import AgendaPoint, Meeting, PointFacts, SeriesFacts
from portfolio.meetings.fold import LAST, ActionData, DeedData, SeriesData, data_json
from portfolio.process.deeds import Decided, decide, ensure_known, line_of, past_day, standing, text_of, undo
from portfolio.process.naming import namer
from portfolio.queries.meetings import read_meeting, read_series
from portfolio.rules.months import danish_day
from portfolio.tables import Action as ActionRow
from portfolio.tables import ActionEvent, MeetingDeed, MeetingNote, MeetingSeries, SeriesEvent
from portfolio.tables import Meeting as MeetingRow
from portfolio.vocabulary import (
    ActionEventKind,
    AgendaReason,
    AgendaSection,
    MeetingDeedKind,
    MeetingState,
    NoteKind,
    PointState,
    SeriesEventKind,
)

MOST_POINTS = 100
LONGEST_MEETING = 24 * 60
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_FIRST_DAY, _YEARS_AHEAD = dt.date(2000, 1, 1), 5
_WEEKDAYS, _WEEKS = range(5), (1, 2, 3, 4, -1)


class MeetingRefusedError(RefusedError):
    """Something said of a meeting that cannot be; the id tells what."""


class MeetingUnknownError(TvaerblikError):
    """There is no such series, meeting, point or action, or it has been taken back."""

    message_id = "meeting.unknown"

    def __init__(self, number: int) -> None:
        super().__init__(number=number)


class NoteTakenError(RefusedError):
    """Somebody else has written meanwhile; their text is in the facts, and its number in ``after``."""

    def __init__(self, by: str, text: str, after: int | None) -> None:
        self.text, self.after, self.by = text, after, by
        super().__init__("meeting.note_taken", by=by)


# --- Series -------------------------------------------------------------------------------------------------


def make_series(session: Session, facts: SeriesFacts, *, now: dt.datetime, by: str) -> int:
    """Make a series of meetings, and give its number.

    Raises:
        MeetingRefusedError: it has no name, or its weekday, time or length cannot be.
    """
    wait_in_line(session)
    said = _series_facts(facts)
    row = MeetingSeries(
        name=said.name,
        body=said.body,
        holder=said.holder,
        rhythm=said.rhythm,
        weekday=said.weekday,
        week_of_month=said.week_of_month,
        begins_at=said.begins_at,
        minutes=said.minutes,
        place=said.place,
        is_directors=said.is_directors,
        filter=said.filter,
        made_at=now,
        made_by=by,
    )
    session.add(row)
    _done(session)
    return row.id


def change_series(session: Session, series_id: int, facts: SeriesFacts, *, now: dt.datetime, by: str) -> int:
    """Change what is said of a series, and give the event's number; its meetings stay as they are.

    Raises:
        MeetingUnknownError: there is no such series.
        MeetingRefusedError: it has no name, or its weekday, time or length cannot be.
    """
    wait_in_line(session)
    _series(session, series_id)
    data = SeriesData(facts=_series_facts(facts))
    return _event(session, series_id, SeriesEventKind.CHANGED, data, now, by)


def end_series(
    session: Session, series_id: int, *, day: dt.date | None, reason: str, now: dt.datetime, by: str
) -> int:
    """End a series; meetings that are planned after the day stay until somebody cancels them.

    Raises:
        MeetingUnknownError: there is no such series.
        MeetingRefusedError: it has ended already.
    """
    wait_in_line(session)
    if read_series(session, series_id, now).ended_on is not None:
        raise MeetingRefusedError("meeting.series_ended")
    data = SeriesData(ended_on=day or danish_day(now), reason=text_of(reason) or "")
    return _event(session, series_id, SeriesEventKind.ENDED, data, now, by)


def undo_series(session: Session, series_id: int, *, now: dt.datetime, by: str) -> None:
    """Take back a series that was made by mistake.

    Raises:
        MeetingUnknownError: there is no such series.
        MeetingRefusedError: it has meetings.
    """
    wait_in_line(session)
    row = _series(session, series_id)
    meetings = select(func.count()).where(MeetingRow.series_id == series_id, MeetingRow.undone_at.is_(None))
    if session.scalar(meetings):
        raise MeetingRefusedError("meeting.series_has_meetings")
    undo(row, now, by)
    _done(session)


def undo_series_events(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back that series were changed or ended.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    wait_in_line(session)
    for number in numbers:
        undo(standing(session, SeriesEvent, number), now, by)
    _done(session)


# --- Meetings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to be planned; what is None is as its series has it."""

    day: dt.date | None
    begins_at: str | None = None
    place: str | None = None
    title: str | None = None


def plan_meetings(
    session: Session, series_id: int, planned: Sequence[Planned], *, now: dt.datetime, by: str
) -> list[int]:
    """Plan meetings of a series, and give their numbers. Two on a day are allowed, as are days in July.

    Raises:
        MeetingUnknownError: there is no such series.
        MeetingRefusedError: none is given, or a day or a time cannot be.
    """
    wait_in_line(session)
    series = read_series(session, series_id, now)
    if not planned:
        raise MeetingRefusedError("meeting.no_days")
    rows = [
        MeetingRow(
            series_id=series_id,
            day=_day(it.day, now),
            begins_at=_time(it.begins_at) or series.begins_at,
            place=line_of(it.place) or series.place,
            title=line_of(it.title),
            made_at=now,
            made_by=by,
        )
        for it in planned
    ]
    session.add_all(rows)
    _done(session)
    return [row.id for row in rows]


def undo_meetings(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back meetings that were planned by mistake.

    Raises:
        MeetingUnknownError: one of them is not there.
        MeetingRefusedError: it has been held.
    """
    wait_in_line(session)
    for number in numbers:
        row = _meeting_row(session, number)
        if read_meeting(session, number, now).state is MeetingState.HELD:
            raise MeetingRefusedError("meeting.is_held")
        undo(row, now, by)
    _done(session)


def freeze(session: Session, meeting_id: int, *, reason: str = "", now: dt.datetime, by: str) -> int:
    """Let a meeting look at the portfolio as it is now, and give the deed's number.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled, or it was frozen before and no reason is given.
    """
    wait_in_line(session)
    meeting = _open_meeting(session, meeting_id, now)
    if meeting.frozen_at is not None:
        _why(reason)
    data = DeedData(instant=now, reason=text_of(reason) or "")
    return _deed(session, meeting_id, MeetingDeedKind.FROZEN, None, data, now, by)


def hold(session: Session, meeting_id: int, *, now: dt.datetime, by: str) -> list[int]:
    """Say that a meeting has been held; what nobody dealt with is moved on to the series' next.

    Returns:
        The deeds' numbers, to take them back together.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or its day lies ahead.
    """
    wait_in_line(session)
    meeting = _open_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    if meeting.day > danish_day(now):
        raise MeetingRefusedError("meeting.lies_ahead")
    left = [it.key for it in meeting.points if it.is_left]
    found = [_deed(session, meeting_id, MeetingDeedKind.HELD, None, DeedData(), now, by)]
    return [
        *found,
        *(_deed(session, meeting_id, MeetingDeedKind.MOVED_ON, key, DeedData(), now, by) for key in left),
    ]


def cancel(session: Session, meeting_id: int, *, reason: str, now: dt.datetime, by: str) -> int:
    """Cancel a meeting.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or no reason is given.
    """
    wait_in_line(session)
    if _open_meeting(session, meeting_id, now).state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    data = DeedData(reason=_why(reason))
    return _deed(session, meeting_id, MeetingDeedKind.CANCELLED, None, data, now, by)


def move_meeting(
    session: Session, meeting_id: int, to: Planned, *, reason: str = "", now: dt.datetime, by: str
) -> int:
    """Move a meeting to another day, time or place.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled or held already, or the day or the time cannot be.
    """
    wait_in_line(session)
    meeting = _open_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.HELD:
        raise MeetingRefusedError("meeting.is_held")
    data = DeedData(
        day=_day(to.day or meeting.day, now),
        begins_at=_time(to.begins_at),
        place=line_of(to.place),
        reason=text_of(reason) or "",
    )
    return _deed(session, meeting_id, MeetingDeedKind.DAY_MOVED, None, data, now, by)


# --- The agenda ---------------------------------------------------------------------------------------------


def accept(
    session: Session, meeting_id: int, points: Sequence[PointFacts], *, now: dt.datetime, by: str
) -> list[int]:
    """Put proposed points on the agenda as they are now, and give the deeds' numbers.

    Raises:
        MeetingUnknownError: there is no such meeting.
        MeetingRefusedError: it is cancelled, or there are too many points.
    """
    wait_in_line(session)
    meeting = _open_meeting(session, meeting_id, now)
    if not points:
        raise MeetingRefusedError("meeting.nothing_chosen")
    if len(meeting.points) + len(points) > MOST_POINTS:
        raise MeetingRefusedError("meeting.too_many_points", most=MOST_POINTS)
    on_it = {it.key for it in meeting.agenda}
    return [
        _deed(session, meeting_id, MeetingDeedKind.ACCEPTED, it.key, DeedData(point=it), now, by)
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
    meeting = _open_meeting(session, meeting_id, now)
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
    return _deed(session, meeting_id, MeetingDeedKind.ADDED, point.key, DeedData(point=point), now, by)


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
    _point(session, meeting_id, key, now)
    title = line_of(edited.title)
    if title is None:
        raise MeetingRefusedError("meeting.title_missing")
    data = DeedData(title=title, text=text_of(edited.text) or "", section=edited.section)
    return _deed(session, meeting_id, MeetingDeedKind.EDITED, key, data, now, by)


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
    said = _why(reason)
    if isinstance(point, str):
        _point(session, meeting_id, point, now)
        data = DeedData(reason=said)
        return _deed(session, meeting_id, MeetingDeedKind.DROPPED, point, data, now, by)
    _open_meeting(session, meeting_id, now)
    data = DeedData(reason=said, point=point)
    return _deed(session, meeting_id, MeetingDeedKind.DROPPED, point.key, data, now, by)


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
    _point(session, meeting_id, key, now)
    data = DeedData(before=before or None, section=section)
    return _deed(session, meeting_id, MeetingDeedKind.PLACED, key, data, now, by)


def treat_point(session: Session, meeting_id: int, key: str, *, now: dt.datetime, by: str) -> int:
    """Say that a point has been dealt with.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled.
    """
    wait_in_line(session)
    _point(session, meeting_id, key, now)
    return _deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)


def move_on(
    session: Session, meeting_id: int, key: str, *, reason: str = "", now: dt.datetime, by: str
) -> int:
    """Move a point on to the series' next meeting, where it is proposed.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
        MeetingRefusedError: the meeting is cancelled.
    """
    wait_in_line(session)
    _point(session, meeting_id, key, now)
    data = DeedData(reason=text_of(reason) or "")
    return _deed(session, meeting_id, MeetingDeedKind.MOVED_ON, key, data, now, by)


def undo_deeds(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back what was done with a meeting or its agenda; what stood before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    wait_in_line(session)
    for number in numbers:
        undo(standing(session, MeetingDeed, number), now, by)
    _done(session)


# --- What is written and agreed on --------------------------------------------------------------------------


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
    point = _point(session, meeting_id, key, now)
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
    _done(session)
    if said and kind is NoteKind.DECISION and point.state is not PointState.TREATED:
        _deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)
    return row.id


def undo_note(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take back what was written; what stood before stands again.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    wait_in_line(session)
    undo(standing(session, MeetingNote, number), now, by)
    _done(session)


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
    point = _point(session, meeting_id, key, now)
    at = [replace(it, meeting_id=meeting_id, point_key=key) for it in decided]
    numbers = decide(session, initiative_id, at, now=now, by=by)
    if point.state is not PointState.TREATED:
        _deed(session, meeting_id, MeetingDeedKind.TREATED, key, DeedData(), now, by)
    touch(session, Part.MEETINGS)
    return numbers


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
        _point(session, agreed.meeting_id, agreed.point_key, now)
    elif agreed.meeting_id is not None:
        _open_meeting(session, agreed.meeting_id, now)
    if agreed.initiative_id is not None:
        ensure_known(session, agreed.initiative_id)
    row = ActionRow(
        meeting_id=agreed.meeting_id,
        point_key=agreed.point_key or None,
        initiative_id=agreed.initiative_id,
        text=text,
        who=who or "",
        organisation=_meant(organisation, now),
        due_on=None if agreed.due_on is None else _day(agreed.due_on, now),
        made_at=now,
        made_by=by,
    )
    session.add(row)
    _done(session)
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
    return _happen(session, action_id, ActionEventKind.DUE_MOVED, _day(due_on, now), data, now, by)


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
    _done(session)


def undo_action_events(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back what happened to actions; what stood before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    wait_in_line(session)
    for number in numbers:
        undo(standing(session, ActionEvent, number), now, by)
    _done(session)


# --- What they share ----------------------------------------------------------------------------------------


def _done(session: Session) -> None:
    session.flush()
    touch(session, Part.MEETINGS)


def _deed(
    session: Session,
    meeting_id: int,
    kind: MeetingDeedKind,
    key: str | None,
    data: DeedData,
    now: dt.datetime,
    by: str,
) -> int:
    row = MeetingDeed(
        meeting_id=meeting_id, kind=kind, point_key=key, data_json=data_json(data), made_at=now, made_by=by
    )
    session.add(row)
    _done(session)
    return row.id


def _event(
    session: Session, series_id: int, kind: SeriesEventKind, data: SeriesData, now: dt.datetime, by: str
) -> int:
    row = SeriesEvent(series_id=series_id, kind=kind, data_json=data_json(data), made_at=now, made_by=by)
    session.add(row)
    _done(session)
    return row.id


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
    _done(session)
    return row.id


def _series(session: Session, series_id: int) -> MeetingSeries:
    row = session.get(MeetingSeries, series_id)
    if row is None or row.undone_at is not None:
        raise MeetingUnknownError(series_id)
    return row


def _meeting_row(session: Session, meeting_id: int) -> MeetingRow:
    row = session.get(MeetingRow, meeting_id)
    if row is None or row.undone_at is not None:
        raise MeetingUnknownError(meeting_id)
    return row


def _open_meeting(session: Session, meeting_id: int, now: dt.datetime) -> Meeting:
    """Give a meeting that is not cancelled."""
    _meeting_row(session, meeting_id)
    meeting = read_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.CANCELLED:
        raise MeetingRefusedError("meeting.is_cancelled")
    return meeting


def _point(session: Session, meeting_id: int, key: str, now: dt.datetime) -> AgendaPoint:
    point = _open_meeting(session, meeting_id, now).point(key)
    if point is None:
        raise MeetingUnknownError(meeting_id)
    return point


def _newest_note(session: Session, meeting_id: int, key: str, kind: NoteKind) -> MeetingNote | None:
    query = select(MeetingNote).where(
        MeetingNote.meeting_id == meeting_id,
        MeetingNote.point_key == key,
        MeetingNote.kind == kind,
        MeetingNote.undone_at.is_(None),
    )
    return session.scalars(query.order_by(MeetingNote.id.desc())).first()


def _series_facts(facts: SeriesFacts) -> SeriesFacts:
    name = line_of(facts.name)
    if name is None:
        raise MeetingRefusedError("meeting.name_missing")
    if (facts.weekday is None) != (facts.week_of_month is None):
        raise MeetingRefusedError("meeting.weekday_unreadable")
    if facts.weekday is not None and (facts.weekday not in _WEEKDAYS or facts.week_of_month not in _WEEKS):
        raise MeetingRefusedError("meeting.weekday_unreadable")
    if facts.minutes is not None and not 0 < facts.minutes <= LONGEST_MEETING:
        raise MeetingRefusedError("meeting.length_impossible")
    return replace(
        facts,
        name=name,
        body=line_of(facts.body),
        begins_at=_time(facts.begins_at),
        place=line_of(facts.place),
        filter=facts.filter.lstrip("?"),
    )


def _meant(organisation: str | None, now: dt.datetime) -> str | None:
    """Give the organisation that a name is of, else the name."""
    return None if organisation is None else namer(danish_day(now))(organisation)


def _why(text: str) -> str:
    """Give a reason as one line.

    Raises:
        MeetingRefusedError: there is none.
    """
    reason = line_of(text)
    if reason is None:
        raise MeetingRefusedError("meeting.reason_missing")
    return reason


def _time(text: str | None) -> str | None:
    """Give a time of the day as "09.30"; None where none is said."""
    said = line_of(text)
    if said is None:
        return None
    found = _TIME.fullmatch(said)
    if found is None:
        raise MeetingRefusedError("meeting.time_unreadable", text=said)
    return f"{int(found[1]):02}.{found[2]}"


def _day(day: dt.date | None, now: dt.datetime) -> dt.date:
    """Give a day that a meeting can be on.

    Raises:
        MeetingRefusedError: none is given, or it lies far away.
    """
    if day is None:
        raise MeetingRefusedError("meeting.day_missing")
    if (
        not _FIRST_DAY
        <= day
        <= danish_day(now).replace(month=1, day=1) + dt.timedelta(days=366 * _YEARS_AHEAD)
    ):
        raise MeetingRefusedError("meeting.day_impossible")
    return day
