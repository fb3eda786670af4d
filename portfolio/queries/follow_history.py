"""All that people said of an initiative's rounds, receivers and evaluations, also what was taken back."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from portfolio.queries.told import Homes
from portfolio.tables import (
    Adoption,
    Consultation,
    ConsultationEvent,
    ConsultationParty,
    Evaluation,
    EvaluationPlan,
    PaperFile,
)
from portfolio.tables.process import Made
from portfolio.vocabulary import ReplyAnswer, RoundEvent, Uptake

Row = TypeVar("Row", bound=Made)


class FollowKind(StrEnum):
    """What sort of thing was said."""

    ROUND = "round"
    PARTY = "party"
    HAPPENING = "happening"
    ADOPTION = "adoption"
    PLAN = "plan"
    EVALUATION = "evaluation"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class FollowEntry:
    """Something that a person said.

    Attributes:
        kind: what sort of thing.
        number: its number, to take it back.
        what: the code of what was said: what happened, an answer, how far a receiver is; None: none.
        event: of a round, what happened in it.
        who: the party or receiver.
        day: when it happened; of a round and a moved due day, by when answers are due; of a plan, its anchor.
        months: a plan's interval.
        text: words.
        made_at: when it was said, and ``made_by`` by whom.
        undone_at: when it was taken back, and ``undone_by`` by whom; None: it stands.
        round_id: the round that it belongs to; of a paper that stands with an evaluation, None.
    """

    kind: FollowKind
    number: int
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None
    what: ReplyAnswer | Uptake | None = None
    event: RoundEvent | None = None
    who: str | None = None
    day: dt.date | None = None
    months: int | None = None
    text: str | None = None
    round_id: int | None = None


def follow_history(session: Session, initiative_id: int, as_of: dt.datetime) -> tuple[FollowEntry, ...]:
    """Give all that people had said of an initiative and of what is part of it, the newest first."""
    ids = Homes(session, as_of).parts(initiative_id)
    rounds = _rows(session, Consultation, Consultation.initiative_id.in_(ids), as_of)
    entries = [
        *map(_of_round, rounds),
        *_in_rounds(session, [row.id for row in rounds], as_of),
        *map(_of_adoption, _rows(session, Adoption, Adoption.initiative_id.in_(ids), as_of)),
        *map(_of_plan, _rows(session, EvaluationPlan, EvaluationPlan.initiative_id.in_(ids), as_of)),
        *map(_of_evaluation, _rows(session, Evaluation, Evaluation.initiative_id.in_(ids), as_of)),
        *map(_of_paper, _rows(session, PaperFile, _is_followed(ids), as_of)),
    ]
    return tuple(sorted(entries, key=lambda it: (it.made_at, it.number), reverse=True))


def _in_rounds(session: Session, numbers: Sequence[int], as_of: dt.datetime) -> list[FollowEntry]:
    if not numbers:
        return []
    asked = ConsultationParty.consultation_id.in_(numbers)
    happened = ConsultationEvent.consultation_id.in_(numbers)
    return [
        *map(_of_party, _rows(session, ConsultationParty, asked, as_of)),
        *map(_of_event, _rows(session, ConsultationEvent, happened, as_of)),
    ]


def _rows(session: Session, model: type[Row], which: ColumnElement[bool], as_of: dt.datetime) -> list[Row]:
    return list(session.scalars(select(model).where(which, model.made_at <= as_of)))


def _of_round(row: Consultation) -> FollowEntry:
    return FollowEntry(FollowKind.ROUND, row.id, *_made(row), day=row.due_on, text=row.text, round_id=row.id)


def _of_party(row: ConsultationParty) -> FollowEntry:
    return FollowEntry(FollowKind.PARTY, row.id, *_made(row), who=row.party, round_id=row.consultation_id)


def _of_event(row: ConsultationEvent) -> FollowEntry:
    return FollowEntry(
        FollowKind.HAPPENING,
        row.id,
        *_made(row),
        what=row.answer,
        event=row.kind,
        who=row.party,
        day=row.day,
        text=row.text,
        round_id=row.consultation_id,
    )


def _of_adoption(row: Adoption) -> FollowEntry:
    text = " · ".join(filter(None, (row.evidence, row.text)))
    return FollowEntry(
        FollowKind.ADOPTION,
        row.id,
        *_made(row),
        what=row.uptake,
        who=row.organisation,
        day=row.day,
        text=text or None,
    )


def _of_plan(row: EvaluationPlan) -> FollowEntry:
    return FollowEntry(
        FollowKind.PLAN,
        row.id,
        *_made(row),
        day=row.anchor_date,
        months=row.interval_months,
        text=row.text,
    )


def _of_evaluation(row: Evaluation) -> FollowEntry:
    return FollowEntry(FollowKind.EVALUATION, row.id, *_made(row), day=row.day, text=row.result)


def _is_followed(ids: Collection[int]) -> ColumnElement[bool]:
    """Give the condition that a paper stands with a round or an evaluation, not with a step."""
    return and_(PaperFile.initiative_id.in_(ids), PaperFile.deed_id.is_(None))


def _of_paper(row: PaperFile) -> FollowEntry:
    return FollowEntry(FollowKind.PAPER, row.id, *_made(row), text=row.name, round_id=row.consultation_id)


def _made(row: Made) -> tuple[dt.datetime, str, dt.datetime | None, str | None]:
    return row.made_at, row.made_by, row.undone_at, row.undone_by
