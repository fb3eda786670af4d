"""A series as a calendar: its meetings, days for lists before them, evaluations and actions that fall due."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.components.agenda_words import who_words
from dashboard.exports.calendar import CalendarDay, CalendarMeeting, Entry
from dashboard.format import month
from dashboard.texts import t
from portfolio.meetings.book import Action, Meeting, Series
from portfolio.vocabulary import MeetingDeedKind, MeetingState

USUAL_MINUTES = 60
"""A meeting of which nobody has said how long it is."""

_MOVES = (MeetingDeedKind.DAY_MOVED, MeetingDeedKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class ListDay:
    """The day by which a source's list of a month is expected, where that is known."""

    source_id: int
    source: str
    month: dt.date
    day: dt.date


def meeting_entries(
    series: Series, meetings: Iterable[Meeting], address: Callable[[int], str]
) -> list[Entry]:
    """Give a series' meetings, those called off too; one without a time takes the whole day."""
    return [_meeting(series, it, address(it.id)) for it in meetings]


def _meeting(series: Series, it: Meeting, address: str) -> Entry:
    name = f"{series.name}: {it.title}" if it.title else series.name
    is_cancelled = it.state is MeetingState.CANCELLED
    summary = t("feeds.cancelled", name=name) if is_cancelled else name
    said = [happened.made_at for happened in it.happened]
    said_at = max((at for at in (it.made_at, *said) if at is not None), default=None)
    facts = {"uid": f"moede-{it.id}", "summary": summary, "description": _agenda(it), "address": address}
    if it.begins_at is None:
        return CalendarDay(day=it.day, said_at=said_at, **facts)
    hour, minute = (int(part) for part in it.begins_at.split("."))
    return CalendarMeeting(
        begins=dt.datetime.combine(it.day, dt.time(hour, minute)),
        minutes=series.minutes or USUAL_MINUTES,
        place=it.place or "",
        said_at=said_at,
        is_cancelled=is_cancelled,
        changes=sum(happened.kind in _MOVES for happened in it.happened),
        **facts,
    )


def _agenda(it: Meeting) -> str:
    points = [f"{number}. {point.title}" for number, point in enumerate(it.agenda, 1)]
    return "\n".join([t("feeds.agenda"), *points]) if points else ""


def action_entries(actions: Iterable[Action], address: str) -> list[Entry]:
    """Give the days by which open actions are to be done."""
    return [
        CalendarDay(
            uid=f"handling-{it.id}",
            day=it.due_on,
            summary=t("feeds.action", what=it.text),
            description=who_words(it),
            address=address,
            said_at=max([it.made_at, *(happened.made_at for happened in it.happened)]),
        )
        for it in actions
        if it.is_open and it.due_on is not None
    ]


def list_entries(days: Sequence[ListDay], address: Callable[[int], str]) -> list[Entry]:
    """Give the days by which lists are expected: they follow from a rule, so their month is their stamp."""
    return [
        CalendarDay(
            uid=f"liste-{it.source_id}-{it.month:%Y-%m}",
            day=it.day,
            summary=t("feeds.list", source=it.source, month=month(it.month)),
            description="",
            address=address(it.source_id),
            said_at=dt.datetime.combine(it.month, dt.time(), dt.UTC),
        )
        for it in days
    ]
