"""Deeds on how far an initiative could be spread: assessed, recommended, each with its undoing.

Fields: ``form`` how thorough, ``vurderet-af`` who, ``dato`` when, and for each domain ``score-``,
``hvorfor-`` and ``belaeg-`` with its code; ``tjek-`` with a check's code; ``anbefaling`` and ``samlet`` why.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import LIST, number_in
from dashboard.server.deeds import deeds_blueprint, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import DAY, NUMBERS, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError, ProcessRefusedError
from portfolio.spread.assessment_deeds import (
    Assessed,
    Recommended,
    assess,
    recommend,
    undo_assessments,
    undo_recommendations,
)
from portfolio.spread.assessments import Answer
from portfolio.spread.words import HIGHEST_SCORE, AssessmentForm, Domain, Recommendation, SpreadCheck
from portfolio.vocabulary import code_or_none

ROUTE = "/api/spredningsvurdering"
FORM, ASSESSOR, RECOMMENDATION, WHOLE = "form", "vurderet-af", "anbefaling", "samlet"
SCORE, REASON, EVIDENCE, CHECK = "score-", "hvorfor-", "belaeg-", "tjek-"
YES, NO = "ja", "nej"


def assessments_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("assessments", ROUTE, _DEEDS, importer, unknown=unknown)


def _assessed(session: Session, initiative_id: int) -> Done:
    """Keep an assessment, and go on to the initiative's page, where it is shown beside the others."""
    told = Assessed(
        assessor=said(ASSESSOR),
        answers={domain: _answer(domain) for domain in Domain},
        form=code_or_none(AssessmentForm, said(FORM)) or AssessmentForm.SHORT,
        day=day_said(DAY),
        checks={check: _check(check) for check in SpreadCheck},
        recommendation=code_or_none(Recommendation, said(RECOMMENDATION)),
        text=said(WHOLE),
    )
    number = assess(session, initiative_id, told, now=data.now(), by=user())
    return Done(
        address=f"{LIST}/{initiative_id}#spredningsvurdering",
        message=t("assessments.told"),
        undo=(f"{ROUTE}/{initiative_id}/fortryd", {NUMBERS: str(number)}),
    )


def _answer(domain: Domain) -> Answer:
    return Answer(_score(said(f"{SCORE}{domain}")), said(f"{REASON}{domain}"), said(f"{EVIDENCE}{domain}"))


def _score(text: str) -> int | None:
    """Give a score; what is no whole number is refused, not taken for none.

    Raises:
        ProcessRefusedError: it is no score.
    """
    if not text:
        return None
    found = 0 if text == "0" else number_in(text)
    if found is None:
        raise ProcessRefusedError("assessment.score_unlikely", most=HIGHEST_SCORE)
    return found


def _check(check: SpreadCheck) -> bool | None:
    return {YES: True, NO: False}.get(said(f"{CHECK}{check}"))


def _recommended(session: Session, initiative_id: int) -> Done:
    chosen = Recommended(
        recommendation=code_or_none(Recommendation, said(RECOMMENDATION)),
        reason=said(WHOLE),
        advisor=said(ASSESSOR),
        day=day_said(DAY),
    )
    number = recommend(session, initiative_id, chosen, now=data.now(), by=user())
    undo = (f"{ROUTE}/{initiative_id}/fortryd-anbefaling", {NUMBERS: str(number)})
    return Done(message=t("assessments.told_advice"), undo=undo)


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_assessments(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _advice_undone(session: Session, _initiative_id: int) -> Done:
    undo_recommendations(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "vurder": _assessed,
    "anbefal": _recommended,
    "fortryd": _undone,
    "fortryd-anbefaling": _advice_undone,
}
