"""Series, meetings, agendas and actions as known at an instant: what pages and exports are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portfolio.rules.months import end_of_day
from portfolio.vocabulary import (
    ActionEventKind,
    AgendaReason,
    AgendaSection,
    DecisionOutcome,
    DecisionSubject,
    Holder,
    MeetingDeedKind,
    MeetingState,
    PointState,
    Rhythm,
)

SECTIONS = tuple(AgendaSection)


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What a person says of a series of meetings.

    Attributes:
        name: what it is called.
        rhythm: how often the forum meets.
        body: the organisation's id in the reference, whose seats are the members; None: none of ours.
        holder: whose turn it is in a process when a matter is the forum's.
        weekday: 0 Monday to 4 Friday, and ``week_of_month`` 1 to 4, or -1 for the last: when it meets.
        begins_at: the time of the day, as "09.30".
        minutes: how long it takes.
        place: where.
        is_directors: whether it is the directors' forum.
        filter: which initiatives it follows, as the query of an address; "": all.
    """

    name: str
    rhythm: Rhythm
    body: str | None = None
    holder: Holder | None = None
    weekday: int | None = None
    week_of_month: int | None = None
    begins_at: str | None = None
    minutes: int | None = None
    place: str | None = None
    is_directors: bool = False
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A forum's series of meetings; the fields are those of :class:`SeriesFacts`.

    Attributes:
        ended_on: the last day of it; None: it goes on.
        ended_by: the event that ended it, to take that back.
    """

    id: int
    name: str
    body: str | None
    holder: Holder | None
    rhythm: Rhythm
    weekday: int | None
    week_of_month: int | None
    begins_at: str | None
    minutes: int | None
    place: str | None
    is_directors: bool
    filter: str
    ended_on: dt.date | None = None
    ended_by: int | None = None

    @property
    def facts(self) -> SeriesFacts:
        """Give what people say of it."""
        return SeriesFacts(
            name=self.name,
            rhythm=self.rhythm,
            body=self.body,
            holder=self.holder,
            weekday=self.weekday,
            week_of_month=self.week_of_month,
            begins_at=self.begins_at,
            minutes=self.minutes,
            place=self.place,
            is_directors=self.is_directors,
            filter=self.filter,
        )


@dataclass(frozen=True, slots=True)
class PointRow:
    """One of the rows that a point rests on; which fields say something depends on the point's reason.

    Attributes:
        initiative_id: the initiative; None: an action of none.
        title: its title as it was then.
        old: the code before: a light.
        new: the code now: a light, a step's number, a status.
        day: the day that it is about: an end, a milestone, a due day, the newest month.
        words: what the list says of it, or the action's text.
        count: how many days, and ``limit`` how many there usually are.
        other_id: the other initiative, with ``other_title``, where two may overlap.
        action_id: the action that it is about.
        reason: why it stands there, where that is otherwise than the point's own.
    """

    initiative_id: int | None
    title: str = ""
    old: str | None = None
    new: str | None = None
    day: dt.date | None = None
    words: str | None = None
    count: int | None = None
    limit: int | None = None
    other_id: int | None = None
    other_title: str | None = None
    action_id: int | None = None
    reason: AgendaReason | None = None


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A point as it is put on an agenda; kept as it was then.

    Attributes:
        key: names it within its meeting: of a proposal, what it rests on.
        reason: why it stands there.
        section: where.
        title: what it is called.
        text: what it is about, in words.
        initiative_ids: the initiatives it is about, as they were then.
        rows: what it rests on.
        atoms: each new thing that it rests on, by name; what has been dealt with is not proposed again.
        moved_from: the meeting that it was moved from, and ``first_reason`` why it stood there.
    """

    key: str
    reason: AgendaReason
    section: AgendaSection
    title: str
    text: str = ""
    initiative_ids: tuple[int, ...] = ()
    rows: tuple[PointRow, ...] = ()
    atoms: tuple[str, ...] = ()
    moved_from: int | None = None
    first_reason: AgendaReason | None = None


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of an agenda, with what has become of it.

    Attributes:
        key, reason, section, title, text, initiative_ids, rows, atoms, moved_from, first_reason: as in
            :class:`PointFacts`, title, text and section as last edited.
        state: what has become of it.
        decision: what was decided, in words; "" where nothing is written. ``decision_id`` is the note's
            number, which the next one is written on top of.
        note: the minutes of it, and ``note_id``.
        dropped_why: why it was dropped.
        state_deed: the deed that its state follows from, to take it back.
        edited_deed: the newest deed that edited it.
    """

    key: str
    reason: AgendaReason
    section: AgendaSection
    title: str
    text: str
    initiative_ids: tuple[int, ...]
    state: PointState = PointState.PLANNED
    decision: str = ""
    note: str = ""
    rows: tuple[PointRow, ...] = ()
    atoms: tuple[str, ...] = ()
    moved_from: int | None = None
    first_reason: AgendaReason | None = None
    dropped_why: str = ""
    decision_id: int | None = None
    note_id: int | None = None
    state_deed: int | None = None
    edited_deed: int | None = None

    @property
    def is_left(self) -> bool:
        """Whether it stands on the agenda and nobody has dealt with it."""
        return self.state is PointState.PLANNED


@dataclass(frozen=True, slots=True)
class Happened:
    """A deed that stands, as a meeting's history tells it."""

    id: int
    kind: MeetingDeedKind
    key: str | None
    title: str
    text: str
    made_at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting.

    Attributes:
        id: its number.
        series_id: its series.
        day: when it is, and ``begins_at`` at what time, as last said.
        place: where.
        title: what it is called beside its series' name.
        state: how far it has come.
        frozen_at: the instant that it looks at; None: it follows the portfolio day by day.
        frozen_why: why it was frozen anew.
        points: all points, in the agenda's order, those that were dropped among them.
        first_day: the day it was planned for at first.
        state_deeds: the deeds that held or cancelled it, to take that back.
        happened: what happened to it, in order.
        made_at: when it was planned.
    """

    id: int
    series_id: int
    day: dt.date
    begins_at: str | None = None
    place: str | None = None
    title: str | None = None
    state: MeetingState = MeetingState.PLANNED
    frozen_at: dt.datetime | None = None
    frozen_why: str = ""
    points: tuple[AgendaPoint, ...] = ()
    first_day: dt.date | None = None
    state_deeds: tuple[int, ...] = ()
    happened: tuple[Happened, ...] = field(default=(), repr=False)
    made_at: dt.datetime | None = None

    @property
    def planned_day(self) -> dt.date:
        """The day it was planned for at first."""
        return self.day if self.first_day is None else self.first_day

    @property
    def agenda(self) -> tuple[AgendaPoint, ...]:
        """The points that stand on the agenda, or stood there when it was held."""
        return tuple(it for it in self.points if it.state is not PointState.DROPPED)

    @property
    def dropped(self) -> tuple[AgendaPoint, ...]:
        """The points that were dropped."""
        return tuple(it for it in self.points if it.state is PointState.DROPPED)

    @property
    def instant(self) -> dt.datetime:
        """The instant that it looks at: when it was frozen, else the end of its day."""
        return self.frozen_at or end_of_day(self.day)

    @property
    def order(self) -> tuple[dt.date, str, int]:
        """What meetings are put in order by."""
        return (self.day, self.begins_at or "", self.id)

    def point(self, key: str) -> AgendaPoint | None:
        """Give a point by its key; None: there is none such."""
        return next((it for it in self.points if it.key == key), None)


@dataclass(frozen=True, slots=True)
class ActionHappened:
    """Something that happened to an action; ``id`` is its number, to take it back."""

    id: int
    kind: ActionEventKind
    day: dt.date | None
    text: str
    made_at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was agreed on.

    Attributes:
        id: its number.
        meeting_id: the meeting that it was agreed on at, and ``point_key`` under which point.
        initiative_id: what it is about, as the initiative is now.
        text: what is to be done.
        who: who does it: a role.
        organisation: of which organisation: an id, or a name.
        due_on: by when, as last said; ``first_due_on`` as first said.
        done_on: when it was done; None: it is open.
        made_at: when it was written, and ``by`` whom.
        happened: what happened to it, in order.
    """

    id: int
    meeting_id: int | None
    point_key: str | None
    initiative_id: int | None
    text: str
    who: str
    organisation: str | None
    due_on: dt.date | None
    first_due_on: dt.date | None
    done_on: dt.date | None
    made_at: dt.datetime
    by: str
    happened: tuple[ActionHappened, ...] = field(default=(), repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it has still to be done."""
        return self.done_on is None

    def is_overdue(self, today: dt.date) -> bool:
        """Tell whether it should have been done by a day."""
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """A decision with subject and outcome that was taken at a meeting: a row of the process's decisions."""

    id: int
    meeting_id: int
    point_key: str | None
    initiative_id: int
    day: dt.date
    body: str
    subject: DecisionSubject
    outcome: DecisionOutcome
    text: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a meeting decided of a point: in words, and as decisions of the process."""

    meeting: Meeting
    point: AgendaPoint
    decisions: tuple[MeetingDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingBook:
    """All series, meetings and actions at an instant.

    Attributes:
        series: by number, in the order in which they were made; ended ones too.
        meetings: by number.
        actions: by number.
        decisions: decisions of processes that were taken at meetings.
        homes: initiatives that were merged since, and what each is part of.
    """

    series: Mapping[int, Series]
    meetings: Mapping[int, Meeting]
    actions: Mapping[int, Action]
    decisions: tuple[MeetingDecision, ...] = ()
    homes: Mapping[int, int] = field(default_factory=dict)

    def home(self, initiative_id: int) -> int:
        """Give the initiative that one is part of by now."""
        return self.homes.get(initiative_id, initiative_id)

    def of_series(self, series_id: int) -> tuple[Meeting, ...]:
        """Give a series' meetings by day, those cancelled among them."""
        found = [it for it in self.meetings.values() if it.series_id == series_id]
        return tuple(sorted(found, key=lambda it: it.order))

    def in_order(self) -> tuple[Meeting, ...]:
        """Give all meetings by day."""
        return tuple(sorted(self.meetings.values(), key=lambda it: it.order))

    def previous(self, meeting: Meeting) -> Meeting | None:
        """Give the meeting of the same series that was held last before one; None: none was."""
        held = [
            it
            for it in self.of_series(meeting.series_id)
            if it.state is MeetingState.HELD and it.order < meeting.order
        ]
        return held[-1] if held else None

    def next(self, meeting: Meeting) -> Meeting | None:
        """Give the series' next meeting that is neither held nor cancelled; None: none is planned."""
        ahead = (
            it
            for it in self.of_series(meeting.series_id)
            if it.state is MeetingState.PLANNED and it.order > meeting.order
        )
        return next(ahead, None)

    def upcoming(self, series_id: int, today: dt.date) -> Meeting | None:
        """Give a series' next meeting from a day on: the day's own too; None: none is planned."""
        ahead = (
            it for it in self.of_series(series_id) if it.state is MeetingState.PLANNED and it.day >= today
        )
        return next(ahead, None)

    def upcoming_of(self, holder: Holder, today: dt.date) -> Meeting | None:
        """Give the next meeting from a day on of a forum whose turn it is; None: none is planned."""
        ids = [it.id for it in self.series.values() if it.holder is holder]
        found = [meeting for id_ in ids if (meeting := self.upcoming(id_, today)) is not None]
        return min(found, key=lambda it: it.order, default=None)

    def open_actions(
        self, *, initiative_id: int | None = None, series_id: int | None = None
    ) -> tuple[Action, ...]:
        """Give the actions still to be done, by due day, those without one last.

        Args:
            initiative_id: of one initiative, and what was merged into it.
            series_id: agreed on at a series' meetings.
        """
        return _by_due(it for it in self._actions(initiative_id, series_id) if it.is_open)

    def actions_of(self, initiative_id: int) -> tuple[Action, ...]:
        """Give an initiative's actions: open ones by due day, then those done, the newest first."""
        found = list(self._actions(initiative_id, None))
        done = sorted(
            (it for it in found if not it.is_open), key=lambda it: (it.done_on, it.id), reverse=True
        )
        return (*_by_due(it for it in found if it.is_open), *done)

    def actions_at(self, meeting_id: int, key: str | None = None) -> tuple[Action, ...]:
        """Give the actions agreed on at a meeting, or under a point of it, in the order they were written."""
        return tuple(
            it
            for it in self.actions.values()
            if it.meeting_id == meeting_id and (key is None or it.point_key == key)
        )

    def decisions_at(self, meeting_id: int, key: str | None = None) -> tuple[MeetingDecision, ...]:
        """Give the processes' decisions taken at a meeting, or under a point of it."""
        return tuple(
            it
            for it in self.decisions
            if it.meeting_id == meeting_id and (key is None or it.point_key == key)
        )

    def decided(self, initiative_id: int | None = None) -> tuple[Decided, ...]:
        """Give what meetings decided, of an initiative or of all, the newest first."""
        found = [
            Decided(meeting, point, self.decisions_at(meeting.id, point.key))
            for meeting in reversed(self.in_order())
            for point in meeting.points
            if initiative_id is None or initiative_id in {self.home(it) for it in point.initiative_ids}
        ]
        return tuple(it for it in found if it.point.decision or it.decisions)

    def settled(self, series_id: int) -> frozenset[str]:
        """Give the atoms of all that stood on a series' agendas or was dropped: not proposed again."""
        return frozenset(
            atom
            for meeting in self.meetings.values()
            if meeting.series_id == series_id and meeting.state is not MeetingState.CANCELLED
            for point in meeting.points
            for atom in point.atoms
        )

    def _actions(self, initiative_id: int | None, series_id: int | None) -> Iterable[Action]:
        for it in self.actions.values():
            meeting = self.meetings.get(it.meeting_id or 0)
            if initiative_id is not None and it.initiative_id != initiative_id:
                continue
            if series_id is not None and (meeting is None or meeting.series_id != series_id):
                continue
            yield it


def _by_due(actions: Iterable[Action]) -> tuple[Action, ...]:
    return tuple(sorted(actions, key=lambda it: (it.due_on is None, it.due_on or dt.date.max, it.id)))
