"""Deeds on titles in lists' tables: which initiative one is of, or that it is of none; each with its undoing.

Fields: ``titel`` the title, ``indsats`` an initiative's number or ``ingen``, ``andet`` another one's title.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.server.deeds import deeds_blueprint, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.process.title_deeds import TitleRefusedError, initiative_titled, settle_title, undo_title

ROUTE = "/api/tabeltitel"
TITLE, INITIATIVE, OTHER, NUMBERS = "titel", "indsats", "andet", "numre"
OF_NONE = "ingen"


def titles_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("titles", ROUTE, _DEEDS, importer, unknown=unknown)


def _settled(session: Session, source_id: int) -> Done:
    title, chosen, other = said(TITLE), said(INITIATIVE), said(OTHER).strip()
    if other:
        id_: int | None = initiative_titled(session, other)
    elif chosen == OF_NONE:
        id_ = None
    else:
        id_ = number_in(chosen)
        if id_ is None:
            raise TitleRefusedError("steps.title_unchosen")
    number = settle_title(session, source_id, title, id_, now=data.now(), by=user())
    undo = (f"{ROUTE}/{source_id}/fortryd", {NUMBERS: str(number)})
    return Done(message=t("loose.told_none" if id_ is None else "loose.told", title=title), undo=undo)


def _undone(session: Session, _source_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_title(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {"afgoer": _settled, "fortryd": _undone}
