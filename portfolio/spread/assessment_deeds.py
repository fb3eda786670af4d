"""What people say of an initiative's potential for spread: assessed, recommended; each can be undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portfolio.corrections import read_reason
from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.process.deeds import (
    ProcessRefusedError,
    add,
    ensure_known,
    line_of,
    past_day,
    text_of,
    undo_all,
)
from portfolio.spread.assessments import Answer
from portfolio.spread.keeping import answers_json, checks_json
from portfolio.spread.words import HIGHEST_SCORE, AssessmentForm, Domain, Recommendation, SpreadCheck
from portfolio.tables import SpreadAdvice, SpreadAssessment


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessor says.

    Attributes:
        assessor: who assessed, a role or an organisation; None: who notes it.
        answers: what is said, by domain.
        form: how thorough it is.
        day: when; None: today.
        checks: what is said of the checks.
        recommendation: what the assessor recommends; needs ``text``.
        text: the reason for it, or of the whole.
    """

    assessor: str | None
    answers: Mapping[Domain, Answer]
    form: AssessmentForm = AssessmentForm.SHORT
    day: dt.date | None = None
    checks: Mapping[SpreadCheck, bool | None] = field(default_factory=dict)
    recommendation: Recommendation | None = None
    text: str | None = None


def assess(session: Session, initiative_id: int, assessed: Assessed, *, now: dt.datetime, by: str) -> int:
    """Keep an assessment, and give its number; earlier ones stay.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: nothing is answered, a score or the day cannot be, or a text is too long.
        CorrectionRefusedError: the recommendation has no reason.
    """
    answers = {domain: _answer(said) for domain, said in assessed.answers.items()}
    checks = {check: said for check, said in assessed.checks.items() if said is not None}
    if not checks and all(it.score is None for it in answers.values()):
        raise ProcessRefusedError("assessment.nothing_answered")
    text = text_of(assessed.text)
    if assessed.recommendation is not None:
        read_reason((text or "")[:_LONGEST_READ])
    wait_in_line(session)
    ensure_known(session, initiative_id)
    made = SpreadAssessment(
        initiative_id=initiative_id,
        day=past_day(assessed.day, now),
        assessor=line_of(assessed.assessor) or by,
        form=assessed.form,
        answers_json=answers_json(answers),
        checks_json=checks_json(checks),
        recommendation=assessed.recommendation,
        text=text,
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.ASSESSMENTS)


_LONGEST_READ = 300
"""A reason is asked for, not one of a line: so much of it is looked at."""


def undo_assessments(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take assessments back; what was assessed before counts again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, SpreadAssessment, numbers, Part.ASSESSMENTS, now=now, by=by)


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a person recommends of an initiative, and why.

    Attributes:
        recommendation: what; None is refused.
        reason: why.
        advisor: who recommends, a role or an organisation; None: who notes it.
        day: when; None: today.
    """

    recommendation: Recommendation | None
    reason: str
    advisor: str | None = None
    day: dt.date | None = None


def recommend(
    session: Session, initiative_id: int, recommended: Recommended, *, now: dt.datetime, by: str
) -> int:
    """Keep a recommendation, and give its number; the newest counts.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: none is chosen, or the day cannot be.
        CorrectionRefusedError: there is no reason.
    """
    if recommended.recommendation is None:
        raise ProcessRefusedError("assessment.recommendation_missing")
    reason = read_reason(recommended.reason)
    wait_in_line(session)
    ensure_known(session, initiative_id)
    made = SpreadAdvice(
        initiative_id=initiative_id,
        recommendation=recommended.recommendation,
        reason=reason,
        advisor=line_of(recommended.advisor) or by,
        day=past_day(recommended.day, now),
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.ASSESSMENTS)


def undo_recommendations(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take recommendations back; the one before counts again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, SpreadAdvice, numbers, Part.ASSESSMENTS, now=now, by=by)


def _answer(said: Answer) -> Answer:
    if said.score is not None and not 0 <= said.score <= HIGHEST_SCORE:
        raise ProcessRefusedError("assessment.score_unlikely", most=HIGHEST_SCORE)
    return Answer(said.score, text_of(said.reason), text_of(said.evidence))
