"""What stands in a meeting's room now, as its script draws it: texts, actions, decisions, what is done."""

from dashboard import data
from dashboard.components.agenda_words import who_words
from dashboard.data import NoteKey, NoteVersion
from dashboard.format import date_short, instant
from dashboard.texts import language, t
from portfolio.meetings.book import Action, AgendaPoint, Meeting, MeetingBook, MeetingDecision
from portfolio.vocabulary import NoteKind, PointState, label

Json = dict[str, "str | int | list[str] | list[Json] | Json | None"]


def room_state(meeting: Meeting) -> Json:
    """Give all that changes while a meeting goes on; ``mark`` rises with every change."""
    book, notes = data.meetings_now(), data.meeting_notes(meeting.id)
    points: Json = {it.key: _point(book, meeting, it, notes) for it in meeting.agenda}
    return {"mark": data.meetings_mark(), "order": [it.key for it in meeting.agenda], "points": points}


def version(it: NoteVersion | None) -> Json | None:
    """Give a text with who wrote it when; None where nobody has."""
    return None if it is None else {"id": it.id, "text": it.text, "by": it.by, "at": instant(it.at)}


def _point(
    book: MeetingBook, meeting: Meeting, point: AgendaPoint, notes: dict[NoteKey, NoteVersion]
) -> Json:
    return {
        "state": str(point.state),
        "said": standing_words(book, meeting, point),
        "decision": version(notes.get((meeting.id, point.key, NoteKind.DECISION))),
        "note": version(notes.get((meeting.id, point.key, NoteKind.NOTE))),
        "actions": [_action(it) for it in book.actions_at(meeting.id, point.key)],
        "decisions": [_decision(it) for it in book.decisions_at(meeting.id, point.key)],
    }


def standing_words(book: MeetingBook, meeting: Meeting, point: AgendaPoint) -> str:
    """Say what has become of a point; "" while nobody has dealt with it."""
    if point.state is PointState.TREATED:
        return t("room.treated")
    if point.state is PointState.MOVED_ON:
        ahead = book.next(meeting)
        return t("room.moved") if ahead is None else t("room.moved_to", day=date_short(ahead.day))
    return ""


def _action(it: Action) -> Json:
    return {"id": it.id, "text": it.text, "said": action_words(it)}


def action_words(it: Action) -> str:
    """Say who does an action and by when, or that it is done."""
    who = who_words(it)
    if it.done_on is not None:
        return t("room.action_done", who=who, day=date_short(it.done_on))
    if it.due_on is None:
        return t("room.action_open", who=who)
    return t("room.action_due", who=who, day=date_short(it.due_on))


def _decision(it: MeetingDecision) -> Json:
    return {"id": it.id, "said": decision_words(it)}


def decision_words(it: MeetingDecision) -> str:
    """Say what was decided in a process."""
    facts = {"subject": label(it.subject, language()), "outcome": label(it.outcome, language()).lower()}
    said = t("room.decided", **facts)
    return f"{said}. {it.text}" if it.text else said
