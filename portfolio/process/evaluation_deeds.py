"""What people do with an initiative's evaluations: planned, held; each can be undone."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.process.deeds import (
    ProcessRefusedError,
    add,
    ensure_known,
    link_of,
    past_day,
    text_of,
    undo_all,
)
from portfolio.rules.evaluation import LONGEST_INTERVAL
from portfolio.rules.months import danish_day
from portfolio.tables import Evaluation, EvaluationPlan

_FIRST_DAY, _FARTHEST = dt.date(1990, 1, 1), dt.timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan: so many months after a day, and again and again where it is repeated."""

    anchor: dt.date | None
    months: int | None
    is_repeated: bool = False
    text: str | None = None


def plan_evaluation(
    session: Session, initiative_id: int, planned: Planned, *, now: dt.datetime, by: str
) -> int:
    """Keep when an initiative is to be evaluated, in an earlier plan's place, and give the plan's number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: the interval or the day from which it is counted cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    if planned.months is None or not 1 <= planned.months <= LONGEST_INTERVAL:
        raise ProcessRefusedError("evaluation.interval_unlikely", most=LONGEST_INTERVAL)
    if planned.anchor is None:
        raise ProcessRefusedError("evaluation.anchor_missing")
    if not _FIRST_DAY <= planned.anchor <= danish_day(now) + _FARTHEST:
        raise ProcessRefusedError("evaluation.anchor_unlikely")
    made = EvaluationPlan(
        initiative_id=initiative_id,
        anchor_date=planned.anchor,
        interval_months=planned.months,
        is_repeated=planned.is_repeated,
        text=text_of(planned.text),
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.EVALUATIONS)


@dataclass(frozen=True, slots=True)
class Held:
    """An evaluation that was held; ``day`` None: today."""

    day: dt.date | None
    result: str
    link: str | None = None


def hold_evaluation(session: Session, initiative_id: int, held: Held, *, now: dt.datetime, by: str) -> int:
    """Keep what came of an evaluation, and give its number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: there is no result, or the day lies ahead.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    result = text_of(held.result)
    if result is None:
        raise ProcessRefusedError("evaluation.result_missing")
    made = Evaluation(
        initiative_id=initiative_id,
        day=past_day(held.day, now),
        result=result,
        link=link_of(held.link),
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.EVALUATIONS)


def undo_plan(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take a plan back; the one before it stands again.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    undo_all(session, EvaluationPlan, [number], Part.EVALUATIONS, now=now, by=by)


def undo_evaluation(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take an evaluation back that was noted by mistake.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    undo_all(session, Evaluation, [number], Part.EVALUATIONS, now=now, by=by)
