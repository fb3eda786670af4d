"""What deeds about series, agendas and actions share: what is refused, and how a deed is written."""

import datetime as dt
import re

from sqlalchemy.orm import Session

from portfolio.errors import RefusedError, TvaerblikError
from portfolio.marks import Part, touch
from portfolio.meetings.book import AgendaPoint, Meeting
from portfolio.meetings.fold import DeedData, data_json
from portfolio.process.deeds import line_of
from portfolio.queries.meetings import read_meeting
from portfolio.rules.months import danish_day
from portfolio.tables import Meeting as MeetingRow
from portfolio.tables import MeetingDeed
from portfolio.vocabulary import MeetingDeedKind, MeetingState

_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_FIRST_DAY, _YEARS_AHEAD = dt.date(2000, 1, 1), 5


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


def touched(session: Session) -> None:
    """Write what was added, and say that meetings are otherwise now."""
    session.flush()
    touch(session, Part.MEETINGS)


def write_deed(
    session: Session,
    meeting_id: int,
    kind: MeetingDeedKind,
    key: str | None,
    data: DeedData,
    now: dt.datetime,
    by: str,
) -> int:
    """Write a deed on a meeting or a point of its agenda, and give its number."""
    row = MeetingDeed(
        meeting_id=meeting_id, kind=kind, point_key=key, data_json=data_json(data), made_at=now, made_by=by
    )
    session.add(row)
    touched(session)
    return row.id


def meeting_row(session: Session, meeting_id: int) -> MeetingRow:
    """Give a meeting's own row.

    Raises:
        MeetingUnknownError: there is no such meeting.
    """
    row = session.get(MeetingRow, meeting_id)
    if row is None or row.undone_at is not None:
        raise MeetingUnknownError(meeting_id)
    return row


def open_meeting(session: Session, meeting_id: int, now: dt.datetime) -> Meeting:
    """Give a meeting that is not cancelled."""
    meeting_row(session, meeting_id)
    meeting = read_meeting(session, meeting_id, now)
    if meeting.state is MeetingState.CANCELLED:
        raise MeetingRefusedError("meeting.is_cancelled")
    return meeting


def point_of(session: Session, meeting_id: int, key: str, now: dt.datetime) -> AgendaPoint:
    """Give a point of a meeting that is not cancelled.

    Raises:
        MeetingUnknownError: there is no such meeting or point.
    """
    point = open_meeting(session, meeting_id, now).point(key)
    if point is None:
        raise MeetingUnknownError(meeting_id)
    return point


def reason_of(text: str) -> str:
    """Give a reason as one line.

    Raises:
        MeetingRefusedError: there is none.
    """
    reason = line_of(text)
    if reason is None:
        raise MeetingRefusedError("meeting.reason_missing")
    return reason


def time_of(text: str | None) -> str | None:
    """Give a time of the day as "09.30"; None where none is said."""
    said = line_of(text)
    if said is None:
        return None
    found = _TIME.fullmatch(said)
    if found is None:
        raise MeetingRefusedError("meeting.time_unreadable", text=said)
    return f"{int(found[1]):02}.{found[2]}"


def day_of(day: dt.date | None, now: dt.datetime) -> dt.date:
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
