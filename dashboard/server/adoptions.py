"""Deeds on how far receivers have taken an initiative into use, each with its undoing.

Each is a form, sent by ``assets/11-deeds.js``. Fields: ``modtager`` a receiver (or several of that name),
``gruppe`` a group of them, ``taget`` how far, ``dato`` since when, ``kendt-fra`` evidence, ``notat`` words.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.receivers import receiver_groups
from dashboard.server.deeds import all_said, deeds_blueprint, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import DAY, NOTE, NUMBERS, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.adoption_deeds import Adopted, adopt, undo_adoptions
from portfolio.process.deeds import DeedUnknownError, ProcessRefusedError
from portfolio.vocabulary import Uptake, code_or_none

ROUTE = "/api/udbredelse"
RECEIVER, GROUP, UPTAKE, EVIDENCE, ONLY_UNKNOWN = "modtager", "gruppe", "taget", "kendt-fra", "kun-ukendte"


def adoptions_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("adoptions", ROUTE, _DEEDS, importer, unknown=unknown)


def _told(session: Session, initiative_id: int, receivers: list[str]) -> Done:
    adopted = Adopted(
        organisations=receivers,
        uptake=code_or_none(Uptake, said(UPTAKE) or None),
        day=day_said(DAY),
        evidence=said(EVIDENCE),
        text=said(NOTE),
    )
    numbers = adopt(session, initiative_id, adopted, now=data.now(), by=user())
    message = t("receivers.told", count=len(numbers), number=str(len(numbers)))
    undo = (f"{ROUTE}/{initiative_id}/fortryd", {NUMBERS: ",".join(map(str, numbers))})
    return Done(message=message, undo=undo)


def _one(session: Session, initiative_id: int) -> Done:
    return _told(session, initiative_id, all_said(RECEIVER))


def _group(session: Session, initiative_id: int) -> Done:
    """Say the same of a whole group; of those that nobody knows of alone, unless the form says otherwise."""
    groups = {it.key: it.ids for it in receiver_groups(data.present_day())}
    ids = groups.get(said(GROUP))
    if ids is None:
        raise ProcessRefusedError("adoption.group_unknown")
    known = {it.organisation for it in data.adoption().receivers.get(initiative_id, ()) if it.uptake}
    chosen = [it for it in ids if it not in known] if said(ONLY_UNKNOWN) else list(ids)
    if not chosen:
        raise ProcessRefusedError("adoption.all_known")
    return _told(session, initiative_id, chosen)


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_adoptions(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {"modtager": _one, "gruppe": _group, "fortryd": _undone}
