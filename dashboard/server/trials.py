"""Deeds on an initiative's trials, each with its undoing.

Fields of a form: ``hvad`` what is tried, ``maal`` aim, ``spoergsmaal`` question, ``forudsigelse``
prediction, ``skala`` how small, ``hvem`` who, ``sted`` where, ``fra`` and ``til`` when, ``skete`` what
happened, ``maalinger`` data, ``laering`` learning, ``beslutning`` what was decided, ``naeste`` next cycle.
Beside them: ``bygger-paa`` the cycle that a new one builds on, ``raekke`` a list's row that is written on,
``nummer`` the cycle that is written on, ``udgave`` the text that it is written on top of.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.server.deeds import deeds_blueprint, number_said, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import NUMBERS, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.trials.book import TrialText
from portfolio.trials.deeds import Begun, begin_trial, undo_trial, undo_version, write_trial
from portfolio.trials.words import TrialOutcome, TrialScale
from portfolio.vocabulary import code_or_none

ROUTE = "/api/proevehandling"
NAMES = {
    "what": "hvad",
    "aim": "maal",
    "question": "spoergsmaal",
    "prediction": "forudsigelse",
    "scale": "skala",
    "who": "hvem",
    "place": "sted",
    "start_date": "fra",
    "end_date": "til",
    "happened": "skete",
    "data": "maalinger",
    "learning": "laering",
    "outcome": "beslutning",
    "next_step": "naeste",
}
"""What a sheet's fields are called in forms."""

AFTER, ROW, NUMBER, VERSION = "bygger-paa", "raekke", "nummer", "udgave"


def trials_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("trials", ROUTE, _DEEDS, importer, unknown=unknown)


def _text() -> TrialText:
    texts = ("aim", "question", "prediction", "who", "place", "happened", "data", "learning", "next_step")
    return TrialText(
        what=said(NAMES["what"]),
        scale=code_or_none(TrialScale, said(NAMES["scale"]) or None),
        start_date=day_said(NAMES["start_date"]),
        end_date=day_said(NAMES["end_date"]),
        outcome=code_or_none(TrialOutcome, said(NAMES["outcome"]) or None),
        **{name: said(NAMES[name]) for name in texts},
    )


def _undo(initiative_id: int, deed: str, number: int) -> tuple[str, dict[str, str]]:
    return (f"{ROUTE}/{initiative_id}/{deed}", {NUMBERS: str(number)})


def _begun(session: Session, initiative_id: int) -> Done:
    begun = Begun(_text(), number_said(AFTER) or None, said(ROW) or None)
    number = begin_trial(session, initiative_id, begun, now=data.now(), by=user())
    return Done(message=t("trials.told_begun"), undo=_undo(initiative_id, "fortryd", number))


def _written(session: Session, initiative_id: int) -> Done:
    number = write_trial(
        session, number_said(NUMBER), _text(), on=number_said(VERSION), now=data.now(), by=user()
    )
    return Done(message=t("trials.told_written"), undo=_undo(initiative_id, "fortryd-tekst", number))


def _undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_trial(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _text_undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_version(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {"ny": _begun, "skriv": _written, "fortryd": _undone, "fortryd-tekst": _text_undone}
