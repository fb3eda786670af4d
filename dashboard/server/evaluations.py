"""Deeds on an initiative's evaluations, each with its undoing.

Fields: ``fra`` the day from which months are counted, ``maaneder`` how many, ``igen`` again and again,
``dato`` when it was held, ``resultat`` what it showed, ``link`` where it is.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.server.deeds import deeds_blueprint, number_said, numbers_said, paper_sent, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import DAY, LINK, NOTE, NUMBERS, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.process.evaluation_deeds import (
    Held,
    Planned,
    hold_evaluation,
    plan_evaluation,
    undo_evaluation,
    undo_plan,
)
from portfolio.process.paper_deeds import put_with
from portfolio.process.papers import PaperOwner

ROUTE = "/api/evaluering"
ANCHOR, MONTHS, AGAIN, RESULT = "fra", "maaneder", "igen", "resultat"


def evaluations_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("evaluations", ROUTE, _DEEDS, importer, unknown=unknown, takes_paper=True)


def _undo(initiative_id: int, deed: str, number: int) -> tuple[str, dict[str, str]]:
    return (f"{ROUTE}/{initiative_id}/{deed}", {NUMBERS: str(number)})


def _planned(session: Session, initiative_id: int) -> Done:
    planned = Planned(
        anchor=day_said(ANCHOR),
        months=number_said(MONTHS) or None,
        is_repeated=bool(said(AGAIN)),
        text=said(NOTE),
    )
    number = plan_evaluation(session, initiative_id, planned, now=data.now(), by=user())
    return Done(message=t("evaluations.told_planned"), undo=_undo(initiative_id, "fortryd-plan", number))


def _held(session: Session, initiative_id: int) -> Done:
    held = Held(day=day_said(DAY), result=said(RESULT), link=said(LINK))
    number = hold_evaluation(session, initiative_id, held, now=data.now(), by=user())
    if (paper := paper_sent()) is not None:
        put_with(session, PaperOwner.EVALUATION, number, paper, now=data.now(), by=user())
    return Done(message=t("evaluations.told_held"), undo=_undo(initiative_id, "fortryd", number))


def _undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_evaluation(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _plan_undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_plan(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "plan": _planned,
    "holdt": _held,
    "fortryd": _undone,
    "fortryd-plan": _plan_undone,
}
