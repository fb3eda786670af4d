"""What has become of a meeting and its agenda, folded from the deeds that stand (pure).

A deed on a point that is not there says nothing, so taking one back leaves what was before it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

import msgspec

from portfolio.meetings.book import (
    SECTIONS,
    Action,
    ActionHappened,
    AgendaPoint,
    Happened,
    Meeting,
    PointFacts,
    Series,
    SeriesFacts,
)
from portfolio.vocabulary import (
    ActionEventKind,
    AgendaSection,
    MeetingDeedKind,
    MeetingState,
    NoteKind,
    PointState,
    SeriesEventKind,
)

LAST = ""
"""In ``DeedData.before``: behind all others of the section."""


@dataclass(frozen=True, slots=True)
class DeedData:
    """What a deed says; which fields depends on its kind.

    Attributes:
        instant: the instant that was frozen.
        reason: why.
        day: the new day, with ``begins_at`` and ``place``.
        point: the point as it was put on the agenda, or dropped.
        title: as edited, with ``text`` and ``section``.
        before: the key of the point that one is placed before; ``LAST``: behind all of the section.
    """

    instant: dt.datetime | None = None
    reason: str = ""
    day: dt.date | None = None
    begins_at: str | None = None
    place: str | None = None
    point: PointFacts | None = None
    title: str | None = None
    text: str | None = None
    section: AgendaSection | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed that stands."""

    id: int
    kind: MeetingDeedKind
    key: str | None
    data: DeedData
    made_at: dt.datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What is written of a point; the newest of a kind stands."""

    id: int
    key: str
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class SeriesData:
    """What an event of a series says: all its settings, or its last day and why."""

    facts: SeriesFacts | None = None
    ended_on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeriesHappened:
    """An event of a series that stands."""

    id: int
    kind: SeriesEventKind
    data: SeriesData


@dataclass(frozen=True, slots=True)
class ActionData:
    """What an event of an action says besides its day."""

    text: str = ""
    who: str | None = None
    organisation: str | None = None
    what: str | None = None


_encoder = msgspec.json.Encoder()


def data_json(data: DeedData | SeriesData | ActionData) -> str:
    """Write what a deed says, without what it does not; that a text was emptied is said too."""
    known = {it.name: value for it in fields(data) if (value := getattr(data, it.name)) != it.default}
    return _encoder.encode(known).decode()


@lru_cache(maxsize=4096)
def deed_data(text: str) -> DeedData:
    """Read what a deed says."""
    return msgspec.json.decode(text, type=DeedData)


def series_data(text: str) -> SeriesData:
    """Read what an event of a series says."""
    return msgspec.json.decode(text, type=SeriesData)


def action_data(text: str) -> ActionData:
    """Read what an event of an action says."""
    return msgspec.json.decode(text, type=ActionData)


# --- A meeting ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Agenda:
    """An agenda being folded: its points by key, and the order in which they stand."""

    points: dict[str, AgendaPoint] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def put(self, deed: Deed, state: PointState) -> None:
        """Put a point on the agenda, or among those dropped."""
        facts = deed.data.point
        is_left_out = deed.key in self.points and state is PointState.DROPPED
        if facts is None or deed.key is None or is_left_out:
            self.change(deed, state)
        else:
            self.points[deed.key] = _point(facts, deed.key, state, deed)
            if deed.key not in self.order:
                self.order.append(deed.key)

    def change(self, deed: Deed, state: PointState) -> None:
        """Say what has become of a point."""
        known = self.points.get(deed.key or "")
        if known is not None:
            why = deed.data.reason if state is PointState.DROPPED else ""
            self.points[known.key] = replace(known, state=state, dropped_why=why, state_deed=deed.id)

    def edit(self, deed: Deed) -> None:
        """Change what a point says."""
        known, data = self.points.get(deed.key or ""), deed.data
        if known is not None:
            self.points[known.key] = replace(
                known,
                title=known.title if data.title is None else data.title,
                text=known.text if data.text is None else data.text,
                section=data.section or known.section,
                edited_deed=deed.id,
            )

    def place(self, deed: Deed) -> None:
        """Put a point before another, or behind all of its section."""
        known, before = self.points.get(deed.key or ""), deed.data.before
        if known is None or before == known.key:
            return
        self.points[known.key] = replace(known, section=deed.data.section or known.section)
        self.order.remove(known.key)
        at = self.order.index(before) if before in self.order else len(self.order)
        self.order.insert(at, known.key)

    def told(self, notes: Iterable[Note]) -> tuple[AgendaPoint, ...]:
        """Give the points in order, with what is written of them."""
        for it in notes:
            known = self.points.get(it.key)
            if known is not None and it.kind is NoteKind.DECISION:
                self.points[it.key] = replace(known, decision=it.text, decision_id=it.id)
            elif known is not None:
                self.points[it.key] = replace(known, note=it.text, note_id=it.id)
        return tuple(sorted((self.points[key] for key in self.order), key=_section))


def _section(point: AgendaPoint) -> int:
    return SECTIONS.index(point.section)


def _point(facts: PointFacts, key: str, state: PointState, deed: Deed) -> AgendaPoint:
    return AgendaPoint(
        key=key,
        reason=facts.reason,
        section=facts.section,
        title=facts.title,
        text=facts.text,
        initiative_ids=facts.initiative_ids,
        state=state,
        rows=facts.rows,
        atoms=facts.atoms,
        moved_from=facts.moved_from,
        first_reason=facts.first_reason,
        dropped_why=deed.data.reason if state is PointState.DROPPED else "",
        state_deed=deed.id,
    )


_STATES = {
    MeetingDeedKind.TREATED: PointState.TREATED,
    MeetingDeedKind.MOVED_ON: PointState.MOVED_ON,
}
_CLOSES = (MeetingDeedKind.HELD, MeetingDeedKind.CANCELLED)
_PUT = {
    MeetingDeedKind.ACCEPTED: PointState.PLANNED,
    MeetingDeedKind.ADDED: PointState.PLANNED,
    MeetingDeedKind.DROPPED: PointState.DROPPED,
}


def meeting_of(begun: Meeting, deeds: Sequence[Deed], notes: Iterable[Note]) -> Meeting:
    """Give a meeting with what happened to it.

    Args:
        begun: the meeting as it was planned.
        deeds: those that stand, in the order in which they were done.
        notes: those that stand, in the order in which they were written.
    """
    agenda, meeting = _Agenda(), replace(begun, first_day=begun.day)
    for deed in deeds:
        meeting = _whole(meeting, deed)
        _of_point(agenda, deed)
    points = agenda.told(notes)
    titles = {it.key: it.title for it in points}
    happened = tuple(_told(deed, titles) for deed in deeds)
    return replace(meeting, points=points, happened=happened, state_deeds=_state_deeds(deeds))


def _state_deeds(deeds: Sequence[Deed]) -> tuple[int, ...]:
    """Give the newest deed that closed a meeting, with those done along with it: taken back together."""
    closed = [it.made_at for it in deeds if it.kind in _CLOSES]
    kinds = (*_CLOSES, MeetingDeedKind.MOVED_ON)
    return tuple(it.id for it in deeds if closed and it.made_at == closed[-1] and it.kind in kinds)


def _whole(meeting: Meeting, deed: Deed) -> Meeting:
    """Give a meeting after a deed on the whole of it."""
    data = deed.data
    match deed.kind:
        case MeetingDeedKind.FROZEN:
            return replace(meeting, frozen_at=data.instant or deed.made_at, frozen_why=data.reason)
        case MeetingDeedKind.HELD:
            return replace(meeting, state=MeetingState.HELD)
        case MeetingDeedKind.CANCELLED:
            return replace(meeting, state=MeetingState.CANCELLED)
        case MeetingDeedKind.DAY_MOVED:
            return replace(
                meeting,
                day=data.day or meeting.day,
                begins_at=data.begins_at or meeting.begins_at,
                place=data.place or meeting.place,
            )
        case _:
            return meeting


def _of_point(agenda: _Agenda, deed: Deed) -> None:
    """Follow a deed on a point of the agenda."""
    if deed.kind in _PUT:
        agenda.put(deed, _PUT[deed.kind])
    elif deed.kind in _STATES:
        agenda.change(deed, _STATES[deed.kind])
    elif deed.kind is MeetingDeedKind.EDITED:
        agenda.edit(deed)
    elif deed.kind is MeetingDeedKind.PLACED:
        agenda.place(deed)


def _told(deed: Deed, titles: dict[str, str]) -> Happened:
    title = titles.get(deed.key or "", "" if deed.data.point is None else deed.data.point.title)
    return Happened(deed.id, deed.kind, deed.key, title, deed.data.reason, deed.made_at, deed.by)


# --- A series -----------------------------------------------------------------------------------------------


def series_of(series_id: int, begun: SeriesFacts, events: Iterable[SeriesHappened]) -> Series:
    """Give a series with what happened to it: of several settings the newest count."""
    facts, ended_on, ended_by = begun, None, None
    for it in events:
        if it.kind is SeriesEventKind.ENDED:
            ended_on, ended_by = it.data.ended_on, it.id
        elif it.data.facts is not None:
            facts = it.data.facts
    return Series(
        id=series_id,
        name=facts.name,
        body=facts.body,
        holder=facts.holder,
        rhythm=facts.rhythm,
        weekday=facts.weekday,
        week_of_month=facts.week_of_month,
        begins_at=facts.begins_at,
        minutes=facts.minutes,
        place=facts.place,
        is_directors=facts.is_directors,
        filter=facts.filter,
        ended_on=ended_on,
        ended_by=ended_by,
    )


# --- An action ----------------------------------------------------------------------------------------------


def action_of(begun: Action, events: Sequence[tuple[ActionHappened, ActionData]]) -> Action:
    """Give an action with what happened to it."""
    action = begun
    for it, data in events:
        match it.kind:
            case ActionEventKind.DONE:
                action = replace(action, done_on=it.day)
            case ActionEventKind.REOPENED:
                action = replace(action, done_on=None)
            case ActionEventKind.DUE_MOVED:
                action = replace(action, due_on=it.day)
            case ActionEventKind.CHANGED:
                action = replace(
                    action,
                    text=data.what or action.text,
                    who=data.who or action.who,
                    organisation=data.organisation,
                )
    return replace(action, happened=tuple(it for it, _ in events))
