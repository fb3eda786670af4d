"""Deeds on an initiative's core: described, and what receivers did with its parts, each with its undoing.

Fields: ``fast`` and ``tilpas`` the parts with ``fast-noegle`` and ``tilpas-noegle`` their keys, in order;
``virkning``, ``forudsaetninger``, ``maalgruppe``, ``kontakt``. Of a receiver: ``modtager``, and for each part
``del-`` what became of it and ``om-`` words, with the part's key.
"""

from collections.abc import Iterator

from flask import Blueprint, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.server.deeds import all_said, deeds_blueprint, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import NUMBERS
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.spread.core import CorePart
from portfolio.spread.core_deeds import Described, Ticked, describe_core, tick_core, undo_cores, undo_ticks
from portfolio.spread.words import PartUse
from portfolio.vocabulary import code_or_none

ROUTE = "/api/kerne"
FIXED, ADAPTABLE, KEY = "fast", "tilpas", "-noegle"
EFFECT, NEEDS, TARGET, CONTACT = "virkning", "forudsaetninger", "maalgruppe", "kontakt"
RECEIVER, USE, ABOUT = "modtager", "del-", "om-"


def cores_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("cores", ROUTE, _DEEDS, importer, unknown=unknown)


def _described(session: Session, initiative_id: int) -> Done:
    told = Described(
        parts=[*_parts(FIXED, is_fixed=True), *_parts(ADAPTABLE, is_fixed=False)],
        effect=said(EFFECT),
        preconditions=said(NEEDS),
        target_group=said(TARGET),
        contact=said(CONTACT),
    )
    number = describe_core(session, initiative_id, told, now=data.now(), by=user())
    undo = (f"{ROUTE}/{initiative_id}/fortryd", {NUMBERS: str(number)})
    return Done(message=t("cores.told"), undo=undo)


def _parts(name: str, *, is_fixed: bool) -> Iterator[CorePart]:
    """Give the parts that stand under a name, each with the key that stands beside it."""
    keys = all_said(f"{name}{KEY}")
    for place, text in enumerate(all_said(name)):
        yield CorePart(keys[place] if place < len(keys) else "", text, is_fixed)


def _ticked(session: Session, initiative_id: int) -> Done:
    keys = [name.removeprefix(USE) for name in request.form if name.startswith(USE)]
    told = Ticked(
        organisation=said(RECEIVER),
        uses={key: code_or_none(PartUse, said(f"{USE}{key}") or None) for key in keys},
        texts={key: said(f"{ABOUT}{key}") for key in keys},
    )
    numbers = tick_core(session, initiative_id, told, now=data.now(), by=user())
    undo = (f"{ROUTE}/{initiative_id}/fortryd-dele", {NUMBERS: ",".join(map(str, numbers))})
    return Done(message=t("cores.told_ticks", count=len(numbers), number=str(len(numbers))), undo=undo)


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_cores(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _ticks_undone(session: Session, _initiative_id: int) -> Done:
    undo_ticks(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "beskriv": _described,
    "afkryds": _ticked,
    "fortryd": _undone,
    "fortryd-dele": _ticks_undone,
}
