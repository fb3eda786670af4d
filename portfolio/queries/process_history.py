"""All that people have said of an initiative's process, also what was taken back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.process.papers import PaperNote
from portfolio.queries.papers import papers_of
from portfolio.tables import Decision, InitiativeProcess, Offer, PaperFile, ProcessDeed
from portfolio.tables.process import Made
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, FactKind, OfferAnswer

Row = TypeVar("Row", bound=Made)


class EntryKind(StrEnum):
    """What sort of thing was said."""

    CHOICE = "choice"
    STEP = "step"
    DECISION = "decision"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """Something that a person said of an initiative's process.

    Attributes:
        kind: what sort of thing.
        number: its number, to take it back.
        step: the step that it is about; None: the process as a whole.
        what: the code of what was said: of a step, an outcome or an answer; of a choice, the process.
        subject: what a decision is about.
        who: the holder, body or cluster that is named.
        day: when it happened.
        text: why, or the note.
        made_at: when it was said, and ``made_by`` by whom.
        undone_at: when it was taken back, and ``undone_by`` by whom; None: it stands.
    """

    kind: EntryKind
    number: int
    step: str | None
    what: str | FactKind | DecisionOutcome | OfferAnswer | None
    subject: DecisionSubject | None
    who: str | None
    day: dt.date | None
    text: str | None
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None


def process_history(session: Session, initiative_id: int, as_of: dt.datetime) -> tuple[ProcessEntry, ...]:
    """Give all that people had said of an initiative's process at an instant, the newest first."""
    files = papers_of(session, PaperFile.deed_id, as_of, [initiative_id])
    deeds = _rows(session, ProcessDeed, initiative_id, as_of)
    entries = [
        *map(_of_choice, _rows(session, InitiativeProcess, initiative_id, as_of)),
        *(_of_deed(row, files.get(row.id, ())) for row in deeds),
        *map(_of_decision, _rows(session, Decision, initiative_id, as_of)),
        *map(_of_offer, _rows(session, Offer, initiative_id, as_of)),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.made_at, entry.number), reverse=True))


def _rows(session: Session, model: type[Row], initiative_id: int, as_of: dt.datetime) -> list[Row]:
    query = select(model).where(
        model.initiative_id == initiative_id,  # type: ignore[attr-defined]  # every such table has one
        model.made_at <= as_of,
    )
    return list(session.scalars(query))


def _of_choice(row: InitiativeProcess) -> ProcessEntry:
    return _entry(EntryKind.CHOICE, row, what=row.template_id, who=row.decided_by, text=row.reason)


def _of_deed(row: ProcessDeed, files: Sequence[PaperNote]) -> ProcessEntry:
    words = " · ".join(filter(None, (row.text, row.link, *(it.name for it in files))))
    return _entry(
        EntryKind.STEP, row, step=row.step, what=row.kind, who=row.holder, day=row.day, text=words or None
    )


def _of_decision(row: Decision) -> ProcessEntry:
    return _entry(
        EntryKind.DECISION,
        row,
        step=row.step,
        what=row.outcome,
        subject=row.subject,
        who=row.body,
        day=row.day,
        text=row.text,
    )


def _of_offer(row: Offer) -> ProcessEntry:
    day = row.chosen_on or row.answered_on or row.asked_on
    return _entry(EntryKind.OFFER, row, what=row.answer, who=row.organisation, day=day, text=row.text)


def _entry(
    kind: EntryKind,
    row: InitiativeProcess | ProcessDeed | Decision | Offer,
    *,
    what: str | FactKind | DecisionOutcome | OfferAnswer | None,
    step: str | None = None,
    subject: DecisionSubject | None = None,
    who: str | None = None,
    day: dt.date | None = None,
    text: str | None = None,
) -> ProcessEntry:
    return ProcessEntry(
        kind=kind,
        number=row.id,
        step=step,
        what=what,
        subject=subject,
        who=who,
        day=day,
        text=text,
        made_at=row.made_at,
        made_by=row.made_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
