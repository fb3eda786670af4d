"""All that was decided: at meetings in words, in processes, and what lists say; one line for each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.data import DecisionNote, NoteKey, NoteVersion
from dashboard.texts import language, t
from portfolio.meetings.book import Meeting, MeetingBook
from portfolio.process.course import ToldIn
from portfolio.vocabulary import NoteKind, label


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided.

    Attributes:
        day: when; None: a list does not say.
        forum: by whom.
        text: what, in words.
        initiative_ids: about which initiatives, as they are now.
        meeting: at which of the meetings kept here; None: at none.
        key: under which point of it, and ``title`` what the point is called.
        by: who wrote it, and ``at`` when.
        told_in: the list that says it; None: a person does.
    """

    day: dt.date | None
    forum: str
    text: str
    initiative_ids: tuple[int, ...]
    meeting: Meeting | None = None
    key: str | None = None
    title: str = ""
    by: str = ""
    at: dt.datetime | None = None
    told_in: ToldIn | None = None


def decisions(book: MeetingBook) -> list[Decision]:
    """Give all decisions, the newest first, those without a day last."""
    found = [*_at_meetings(book, data.meeting_notes()), *_in_processes(book)]
    return sorted(found, key=_newest_first)


def last_decisions(book: MeetingBook, before: Meeting) -> dict[int, Decision]:
    """Give the last decision about each initiative that was taken before a meeting."""
    found: dict[int, Decision] = {}
    for it in decisions(book):
        is_before = it.day is not None and it.day <= before.day
        if is_before and (it.meeting is None or it.meeting.order < before.order):
            for id_ in it.initiative_ids:
                found.setdefault(id_, it)
    return found


def _newest_first(it: Decision) -> tuple[bool, int]:
    return (it.day is None, -(it.day or dt.date.min).toordinal())


def _at_meetings(book: MeetingBook, notes: dict[NoteKey, NoteVersion]) -> Iterator[Decision]:
    for meeting in book.in_order():
        for point in meeting.points:
            if not point.decision:
                continue
            written = notes.get((meeting.id, point.key, NoteKind.DECISION))
            yield Decision(
                day=meeting.day,
                forum=book.series[meeting.series_id].name,
                text=point.decision,
                initiative_ids=tuple(dict.fromkeys(book.home(it) for it in point.initiative_ids)),
                meeting=meeting,
                key=point.key,
                title=point.title,
                by="" if written is None else written.by,
                at=None if written is None else written.at,
            )


def _in_processes(book: MeetingBook) -> Iterator[Decision]:
    processes, taken = data.processes(), {it.id: it for it in book.decisions}
    kept: dict[int, Sequence[DecisionNote]] = dict(processes.decisions)
    kept |= {id_: it.decisions for id_, it in processes.courses.items()}
    for initiative_id, notes in kept.items():
        for note in notes:
            known = taken.get(note.id or 0)
            meeting = None if known is None else book.meetings.get(known.meeting_id)
            point = None if meeting is None or known is None else meeting.point(known.point_key or "")
            yield Decision(
                day=note.day,
                forum=note.body,
                text=process_words(note),
                initiative_ids=(initiative_id,),
                meeting=meeting,
                key=None if point is None else point.key,
                title="" if point is None else point.title,
                by=note.made_by,
                at=note.made_at,
                told_in=note.told_in,
            )


def process_words(note: DecisionNote) -> str:
    """Say what was decided in a process, or as a list has it."""
    subject = "" if note.subject is None else label(note.subject, language())
    outcome = "" if note.outcome is None else label(note.outcome, language())
    said = (
        t("room.decided", subject=subject, outcome=outcome.lower())
        if subject and outcome
        else subject or outcome
    )
    return ". ".join(part for part in (said, note.text or "") if part)
