"""Series, meetings, their agendas and what was agreed on, as known at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.meetings.book import (
    Action,
    ActionHappened,
    Meeting,
    MeetingBook,
    MeetingDecision,
    Series,
    SeriesFacts,
)
from portfolio.meetings.fold import (
    ActionData,
    Deed,
    Note,
    SeriesHappened,
    action_data,
    action_of,
    deed_data,
    meeting_of,
    series_data,
    series_of,
)
from portfolio.queries.told import Homes, rows_said, stood
from portfolio.tables import Action as ActionRow
from portfolio.tables import ActionEvent, Decision, MeetingDeed, MeetingNote, MeetingSeries, SeriesEvent
from portfolio.tables import Meeting as MeetingRow

Happenings = list[tuple[ActionHappened, ActionData]]


def read_meetings(session: Session, instant: dt.datetime) -> MeetingBook:
    """Read all series, meetings and actions that stood at an instant."""
    homes = Homes(session, instant)
    meetings = _meetings(session, instant, None)
    actions = _actions(session, instant, homes)
    decisions = _decisions(session, instant, homes)
    ids = {id_ for meeting in meetings.values() for point in meeting.points for id_ in point.initiative_ids}
    return MeetingBook(
        series=_series(session, instant, None),
        meetings=meetings,
        actions=actions,
        decisions=decisions,
        homes={id_: home for id_ in sorted(ids) if (home := homes.home(id_)) != id_},
    )


def read_meeting(session: Session, meeting_id: int, instant: dt.datetime) -> Meeting:
    """Read one meeting that stands."""
    return _meetings(session, instant, meeting_id)[meeting_id]


def read_series(session: Session, series_id: int, instant: dt.datetime) -> Series:
    """Read one series that stands."""
    return _series(session, instant, series_id)[series_id]


def has_meeting(session: Session, meeting_id: int) -> bool:
    """Tell whether a meeting with this number was ever planned."""
    return session.get(MeetingRow, meeting_id) is not None


def _series(session: Session, instant: dt.datetime, only: int | None) -> dict[int, Series]:
    happened: dict[int, list[SeriesHappened]] = defaultdict(list)
    for it in rows_said(session, SeriesEvent, instant):
        happened[it.series_id].append(SeriesHappened(it.id, it.kind, series_data(it.data_json)))
    return {
        row.id: series_of(row.id, _facts(row), happened[row.id])
        for row in rows_said(session, MeetingSeries, instant)
        if only in (None, row.id)
    }


def _facts(row: MeetingSeries) -> SeriesFacts:
    return SeriesFacts(
        name=row.name,
        rhythm=row.rhythm,
        body=row.body,
        holder=row.holder,
        weekday=row.weekday,
        week_of_month=row.week_of_month,
        begins_at=row.begins_at,
        minutes=row.minutes,
        place=row.place,
        is_directors=row.is_directors,
        filter=row.filter,
    )


def _meetings(session: Session, instant: dt.datetime, only: int | None) -> dict[int, Meeting]:
    deeds = _deeds(session, instant, only)
    notes: dict[int, list[Note]] = defaultdict(list)
    written = select(MeetingNote).where(stood(MeetingNote, instant)).order_by(MeetingNote.id)
    for it in session.scalars(written if only is None else written.where(MeetingNote.meeting_id == only)):
        notes[it.meeting_id].append(Note(it.id, it.point_key, it.kind, it.text))
    planned = select(MeetingRow).where(stood(MeetingRow, instant)).order_by(MeetingRow.id)
    rows = session.scalars(planned if only is None else planned.where(MeetingRow.id == only))
    return {row.id: meeting_of(_begun(row), deeds.get(row.id, ()), notes.get(row.id, ())) for row in rows}


def _deeds(session: Session, instant: dt.datetime, only: int | None) -> dict[int, list[Deed]]:
    query = select(
        MeetingDeed.meeting_id,
        MeetingDeed.id,
        MeetingDeed.kind,
        MeetingDeed.point_key,
        MeetingDeed.data_json,
        MeetingDeed.made_at,
        MeetingDeed.made_by,
    ).where(stood(MeetingDeed, instant))
    if only is not None:
        query = query.where(MeetingDeed.meeting_id == only)
    found: dict[int, list[Deed]] = defaultdict(list)
    for meeting_id, id_, kind, key, data, made_at, by in session.execute(query.order_by(MeetingDeed.id)):
        found[meeting_id].append(Deed(id_, kind, key, deed_data(data), made_at, by))
    return found


def _begun(row: MeetingRow) -> Meeting:
    return Meeting(row.id, row.series_id, row.day, row.begins_at, row.place, row.title, made_at=row.made_at)


def _actions(session: Session, instant: dt.datetime, homes: Homes) -> dict[int, Action]:
    happened: dict[int, Happenings] = defaultdict(list)
    for it in rows_said(session, ActionEvent, instant):
        data = action_data(it.data_json)
        told = ActionHappened(it.id, it.kind, it.day, data.text, it.made_at, it.made_by)
        happened[it.action_id].append((told, data))
    rows: Iterable[ActionRow] = rows_said(session, ActionRow, instant)
    return {row.id: action_of(_action(row, homes), happened.get(row.id, ())) for row in rows}


def _action(row: ActionRow, homes: Homes) -> Action:
    return Action(
        id=row.id,
        meeting_id=row.meeting_id,
        point_key=row.point_key,
        initiative_id=None if row.initiative_id is None else homes.home(row.initiative_id),
        text=row.text,
        who=row.who,
        organisation=row.organisation,
        due_on=row.due_on,
        first_due_on=row.due_on,
        done_on=None,
        made_at=row.made_at,
        by=row.made_by,
    )


def _decisions(session: Session, instant: dt.datetime, homes: Homes) -> tuple[MeetingDecision, ...]:
    query = select(Decision).where(stood(Decision, instant), Decision.meeting_id.is_not(None))
    return tuple(
        MeetingDecision(
            id=row.id,
            meeting_id=row.meeting_id or 0,
            point_key=row.point_key,
            initiative_id=homes.home(row.initiative_id),
            day=row.day,
            body=row.body,
            subject=row.subject,
            outcome=row.outcome,
            text=row.text,
        )
        for row in session.scalars(query.order_by(Decision.id))
    )
