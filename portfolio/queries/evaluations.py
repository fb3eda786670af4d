"""When initiatives are to be evaluated and what came of it, as known at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.process.papers import PaperNote
from portfolio.queries.papers import papers_of
from portfolio.queries.told import Homes, rows_said
from portfolio.rules.evaluation import Clock, Interval, clock_of
from portfolio.tables import Evaluation, EvaluationPlan, PaperFile


@dataclass(frozen=True, slots=True)
class PlanNote:
    """A plan for an initiative's evaluations, and who made it."""

    id: int
    interval: Interval
    text: str | None
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class EvaluationNote:
    """An evaluation that was held; ``files`` are the papers that came as files."""

    id: int
    day: dt.date
    result: str
    link: str | None
    made_at: dt.datetime
    made_by: str
    files: tuple[PaperNote, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationBook:
    """All plans and evaluations.

    Attributes:
        plans: initiative -> the plan that stands.
        held: initiative -> its evaluations, the newest first.
    """

    plans: Mapping[int, PlanNote]
    held: Mapping[int, tuple[EvaluationNote, ...]]

    def clock(self, initiative_id: int, today: dt.date) -> Clock:
        """Say how an initiative stands with its next evaluation."""
        plan = self.plans.get(initiative_id)
        days = [it.day for it in self.held.get(initiative_id, ())]
        return clock_of(None if plan is None else plan.interval, days, today)


def read_evaluations(session: Session, as_of: dt.datetime, homes: Homes) -> EvaluationBook:
    """Read the plans and evaluations that stood at an instant.

    They belong to the initiative and to nobody's name, so they stay when owner, cluster or title change. What
    was merged brings its evaluations along, and its plan where the initiative it became has none of its own.
    """
    own: dict[int, PlanNote] = {}
    brought: dict[int, PlanNote] = {}
    for row in rows_said(session, EvaluationPlan, as_of):
        home = homes.home(row.initiative_id)
        (own if home == row.initiative_id else brought)[home] = _plan(row)
    held: dict[int, list[EvaluationNote]] = defaultdict(list)
    files = papers_of(session, PaperFile.evaluation_id, as_of)
    for it in rows_said(session, Evaluation, as_of):
        note = EvaluationNote(it.id, it.day, it.result, it.link, it.made_at, it.made_by, files.get(it.id, ()))
        held[homes.home(it.initiative_id)].append(note)
    newest = {
        id_: tuple(sorted(notes, key=lambda it: (it.day, it.id), reverse=True)) for id_, notes in held.items()
    }
    return EvaluationBook(brought | own, newest)


def _plan(row: EvaluationPlan) -> PlanNote:
    interval = Interval(row.anchor_date, row.interval_months, row.is_repeated)
    return PlanNote(row.id, interval, row.text, row.made_at, row.made_by)
