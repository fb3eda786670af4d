"""Series of meetings, and the meetings that are planned of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.meetings.book import SeriesFacts
from portfolio.meetings.deeds.shared import (
    MeetingRefusedError,
    MeetingUnknownError,
    day_of,
    meeting_row,
    time_of,
    touched,
)
from portfolio.meetings.fold import SeriesData, data_json
from portfolio.process.deeds import line_of, text_of, undo, undo_all
from portfolio.queries.meetings import read_meeting, read_series
from portfolio.rules.months import danish_day
from portfolio.tables import Meeting as MeetingRow
from portfolio.tables import MeetingSeries, SeriesEvent
from portfolio.vocabulary import MeetingState, SeriesEventKind

LONGEST_MEETING = 24 * 60
_WEEKDAYS, _WEEKS = range(5), (1, 2, 3, 4, -1)


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
    touched(session)
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
    touched(session)


def undo_series_events(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back that series were changed or ended.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, SeriesEvent, numbers, Part.MEETINGS, now=now, by=by)


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
            day=day_of(it.day, now),
            begins_at=time_of(it.begins_at) or series.begins_at,
            place=line_of(it.place) or series.place,
            title=line_of(it.title),
            made_at=now,
            made_by=by,
        )
        for it in planned
    ]
    session.add_all(rows)
    touched(session)
    return [row.id for row in rows]


def undo_meetings(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back meetings that were planned by mistake.

    Raises:
        MeetingUnknownError: one of them is not there.
        MeetingRefusedError: it has been held.
    """
    wait_in_line(session)
    for number in numbers:
        row = meeting_row(session, number)
        if read_meeting(session, number, now).state is MeetingState.HELD:
            raise MeetingRefusedError("meeting.is_held")
        undo(row, now, by)
    touched(session)


def _event(
    session: Session, series_id: int, kind: SeriesEventKind, data: SeriesData, now: dt.datetime, by: str
) -> int:
    row = SeriesEvent(series_id=series_id, kind=kind, data_json=data_json(data), made_at=now, made_by=by)
    session.add(row)
    touched(session)
    return row.id


def _series(session: Session, series_id: int) -> MeetingSeries:
    row = session.get(MeetingSeries, series_id)
    if row is None or row.undone_at is not None:
        raise MeetingUnknownError(series_id)
    return row


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
        begins_at=time_of(facts.begins_at),
        place=line_of(facts.place),
        filter=facts.filter.lstrip("?"),
    )
