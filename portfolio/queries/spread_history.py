"""All that people said of an initiative's spread, also what was taken back."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.queries.told import Homes
from portfolio.spread.core import CoreText
from portfolio.spread.keeping import answers_of, core_of
from portfolio.spread.words import AssessmentForm, PartUse, Recommendation
from portfolio.tables import CoreTick, CoreVersion, SpreadAdvice, SpreadAssessment
from portfolio.tables.process import Made

Row = TypeVar("Row", bound=Made)


class SpreadKind(StrEnum):
    """What sort of thing was said."""

    ASSESSMENT = "assessment"
    ADVICE = "advice"
    CORE = "core"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class SpreadEntry:
    """Something that a person said of an initiative's spread.

    Attributes:
        kind: what sort of thing.
        number: its number, to take it back.
        made_at: when it was said, and ``made_by`` by whom.
        undone_at: when it was taken back, and ``undone_by`` by whom; None: it stands.
        who: who assessed or recommended; of a tick, the receiver.
        day: when.
        form: how thorough an assessment was.
        scored: how many domains it scored.
        recommendation: what was recommended.
        core: what was written of the core.
        part: the key of a core's part.
        use: what became of the part; None: that nobody knows.
        text: words.
    """

    kind: SpreadKind
    number: int
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None
    who: str | None = None
    day: dt.date | None = None
    form: AssessmentForm | None = None
    scored: int = 0
    recommendation: Recommendation | None = None
    core: CoreText | None = None
    part: str | None = None
    use: PartUse | None = None
    text: str | None = None


def spread_history(session: Session, initiative_id: int, as_of: dt.datetime) -> tuple[SpreadEntry, ...]:
    """Give all that people had said of an initiative and of what is part of it, the newest first."""
    ids = Homes(session, as_of).parts(initiative_id)

    def said(model: type[Row]) -> list[Row]:
        of_it = model.initiative_id.in_(ids)  # type: ignore[attr-defined]  # those asked for have one
        return list(session.scalars(select(model).where(of_it, model.made_at <= as_of)))

    entries = [
        *map(_assessment, said(SpreadAssessment)),
        *map(_advice, said(SpreadAdvice)),
        *map(_core, said(CoreVersion)),
        *map(_tick, said(CoreTick)),
    ]
    return tuple(sorted(entries, key=lambda it: (it.made_at, it.number), reverse=True))


def _assessment(row: SpreadAssessment) -> SpreadEntry:
    return SpreadEntry(
        SpreadKind.ASSESSMENT,
        row.id,
        *_made(row),
        who=row.assessor,
        day=row.day,
        form=row.form,
        scored=sum(1 for it in answers_of(row.answers_json).values() if it.score is not None),
        recommendation=row.recommendation,
        text=row.text,
    )


def _advice(row: SpreadAdvice) -> SpreadEntry:
    return SpreadEntry(
        SpreadKind.ADVICE,
        row.id,
        *_made(row),
        who=row.advisor,
        day=row.day,
        recommendation=row.recommendation,
        text=row.reason,
    )


def _core(row: CoreVersion) -> SpreadEntry:
    return SpreadEntry(SpreadKind.CORE, row.id, *_made(row), core=core_of(row.content_json))


def _tick(row: CoreTick) -> SpreadEntry:
    return SpreadEntry(
        SpreadKind.TICK,
        row.id,
        *_made(row),
        who=row.organisation,
        part=row.part,
        use=row.use,
        text=row.text,
    )


def _made(row: Made) -> tuple[dt.datetime, str, dt.datetime | None, str | None]:
    return row.made_at, row.made_by, row.undone_at, row.undone_by
