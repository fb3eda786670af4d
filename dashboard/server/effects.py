"""Deeds on an initiative's indicators, each with its undoing.

Fields: ``indikator`` and ``enhed`` name the indicator; ``dimension``, ``retning``, ``maal``,
``udgangspunkt``, ``faser``, ``afproevning``, ``efter`` and ``notat`` how it is to be read; ``fra``, ``til``,
``tal`` and ``kilde`` are a measurement's.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.server.deeds import deeds_blueprint, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import NOTE, NUMBERS, day_said
from dashboard.texts import t
from portfolio.effect.deeds import Chosen, Measured, choose, measure, undo_choices, undo_measurements
from portfolio.effect.numbers import typed_number
from portfolio.effect.words import Direction, PhasesBy
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.vocabulary import code_or_none

ROUTE = "/api/effekt"
INDICATOR, UNIT = "indikator", "enhed"
DIMENSION, DIRECTION, TARGET, BASELINE = "dimension", "retning", "maal", "udgangspunkt"
PHASES, TRIAL, AFTER = "faser", "afproevning", "efter"
FIRST, LAST, NUMBER, SOURCE = "fra", "til", "tal", "kilde"
"""The names of the forms' fields."""


def effects_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("effects", ROUTE, _DEEDS, importer, unknown=unknown)


def _undo(initiative_id: int, deed: str, number: int) -> tuple[str, dict[str, str]]:
    return (f"{ROUTE}/{initiative_id}/{deed}", {NUMBERS: str(number)})


def _chosen(session: Session, initiative_id: int) -> Done:
    chosen = Chosen(
        indicator=said(INDICATOR),
        unit=said(UNIT),
        dimension=said(DIMENSION) or None,
        direction=code_or_none(Direction, said(DIRECTION)),
        target=typed_number(said(TARGET)),
        baseline=typed_number(said(BASELINE)),
        phases=code_or_none(PhasesBy, said(PHASES)) or PhasesBy.LISTS,
        trial=day_said(TRIAL),
        after=day_said(AFTER),
        text=said(NOTE),
    )
    number = choose(session, initiative_id, chosen, now=data.now(), by=user())
    return Done(message=t("effect.told_chosen"), undo=_undo(initiative_id, "fortryd-valg", number))


def _measured(session: Session, initiative_id: int) -> Done:
    measured = Measured(
        indicator=said(INDICATOR),
        unit=said(UNIT),
        first=day_said(FIRST),
        last=day_said(LAST),
        number=typed_number(said(NUMBER)),
        source=said(SOURCE),
        note=said(NOTE),
    )
    number = measure(session, initiative_id, measured, now=data.now(), by=user())
    return Done(message=t("effect.told_measured"), undo=_undo(initiative_id, "fortryd", number))


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_measurements(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _choice_undone(session: Session, _initiative_id: int) -> Done:
    undo_choices(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "valg": _chosen,
    "maaling": _measured,
    "fortryd": _undone,
    "fortryd-valg": _choice_undone,
}
