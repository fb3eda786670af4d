"""What a pack says of the meeting that it is for: its agenda, what was decided, what is still to be done."""

from dataclasses import replace
from urllib.parse import parse_qs

from dashboard import data
from dashboard.components.agenda_words import due_words, meeting_name, reason_words, time_words, who_words
from dashboard.data import MeetingBook
from dashboard.exports.pack.values import ActionRow, AgendaRow
from dashboard.filters import from_query
from dashboard.packing.builder import MeetingFacts
from dashboard.texts import language
from portfolio.meetings.book import Action, AgendaPoint, Meeting
from portfolio.moments import moment_at
from portfolio.selection import Criteria
from portfolio.vocabulary import PointState, label


def criteria_for(book: MeetingBook, meeting: Meeting) -> Criteria:
    """Give which initiatives a meeting looks at: when it froze them, since its series last met."""
    criteria = from_query(dict(parse_qs(book.series[meeting.series_id].filter))).criteria
    previous = book.previous(meeting)
    since = None if previous is None else moment_at(previous.instant, previous.id)
    return replace(criteria, as_of=data.meeting_moment(meeting.id), since=since)


def meeting_facts(book: MeetingBook, meeting: Meeting) -> MeetingFacts:
    """Say what a pack says of a meeting: its agenda as it stands, on the portfolio that is looked at."""
    series = book.series[meeting.series_id]
    return MeetingFacts(
        forum=series.name,
        meeting=" ".join(filter(None, (time_words(meeting), meeting.place or ""))),
        frozen_at=meeting.frozen_at,
        agenda=tuple(_point(book, it) for it in meeting.agenda),
        actions=tuple(_action(book, it) for it in book.open_actions(series_id=series.id)),
    )


def _point(book: MeetingBook, point: AgendaPoint) -> AgendaRow:
    known = data.portfolio().snapshot
    places = [known.place(book.home(id_)) for id_ in point.initiative_ids]
    state = "" if point.state is PointState.PLANNED else label(point.state, language())
    titles = dict.fromkeys(known.item(place).title for place in places if place is not None)
    return AgendaRow(
        section=label(point.section, language()),
        title=point.title,
        text=point.text,
        reason=reason_words(point),
        initiatives=tuple(titles) if len(titles) > 1 else (),
        decision=point.decision,
        note=point.note,
        state=state,
    )


def _action(book: MeetingBook, action: Action) -> ActionRow:
    today, known = data.portfolio().today, data.portfolio().snapshot
    place = None if action.initiative_id is None else known.place(action.initiative_id)
    meeting = book.meetings.get(action.meeting_id or 0)
    series = None if meeting is None else book.series[meeting.series_id]
    return ActionRow(
        text=action.text,
        who=who_words(action),
        due=due_words(action, today),
        is_late=action.is_overdue(today),
        about="" if place is None else known.item(place).title,
        meeting="" if meeting is None or series is None else meeting_name(series, meeting),
    )
