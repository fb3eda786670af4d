"""The decisions that are wanted, and the last one about each initiative."""

from collections.abc import Mapping, Sequence

from dashboard import data
from dashboard.components.process_words import days_words, step_name
from dashboard.components.to_meeting import lack_lines
from dashboard.data import DecisionNote, Point, ProcessBook
from dashboard.exports.pack.values import Ask
from dashboard.format import date_short
from dashboard.packing.seen import Seen, light_of
from dashboard.texts import language
from portfolio.vocabulary import label


def asks_of(seen: Seen, last: Mapping[int, str]) -> tuple[Ask, ...]:
    """Give what bodies are to decide about the initiatives, body by body, the longest waiting first."""
    chosen = set(seen.chosen.ids.tolist())
    return tuple(_ask(seen, it, last) for it in data.meeting_points() if it.initiative_id in chosen)


def _ask(seen: Seen, point: Point, last: Mapping[int, str]) -> Ask:
    place = seen.known.snapshot.place(point.initiative_id)
    assert place is not None  # noqa: S101 -- only points of the chosen are asked for
    item, course = seen.known.snapshot.item(place), point.course
    step = course.template.step(course.current)
    subjects = () if step is None else step.decides
    return Ask(
        id=item.id,
        title=item.title,
        body=label(point.body, language()),
        ask=", ".join(label(it, language()) for it in subjects) or ("" if step is None else step_name(step)),
        lacks=tuple(lack_lines(point.lacks)),
        waited=days_words(point.days, is_estimated=course.is_estimated),
        days=point.days,
        light=light_of(item.code("traffic_light")),
        last=last.get(item.id, ""),
        address=seen.page(item.id),
        origin=seen.origin(item.id),
    )


def last_decisions(book: ProcessBook) -> dict[int, str]:
    """Say the last decision about each initiative that has one, on which a list or a person has put a day."""
    found: dict[int, Sequence[DecisionNote]] = {id_: it.decisions for id_, it in book.courses.items()}
    return {id_: decision_words(notes[0]) for id_, notes in (found | dict(book.decisions)).items() if notes}


def decision_words(note: DecisionNote) -> str:
    """Say a decision: who, when, on what, how."""
    day = "" if note.day is None else date_short(note.day)
    matter = "" if note.subject is None else label(note.subject, language())
    outcome = "" if note.outcome is None else label(note.outcome, language()).lower()
    head = " ".join(filter(None, (note.body, day)))
    told = ": ".join(filter(None, (matter, outcome)))
    return ". ".join(filter(None, (head, told, note.text or "")))
