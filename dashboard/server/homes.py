"""Deeds on the work list: where initiatives belong in the structure of a day, decided, kept and undone."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.labels import organisation_label
from dashboard.server.deeds import guarded_blueprint
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.homes import (
    HomeDecisionUnknownError,
    HomeNothingChosenError,
    HomeNotThereError,
    decide_homes,
    keep_home_decision,
    undo_home_decisions,
)
from portfolio.identity import InitiativeUnknownError
from portfolio.reference import load_reference
from portfolio.rules.succession import structure_of

ROUTE = "/api/overgang"
TICKED, HOME, OTHER_HOME = "indsats", "hjemsted", "andet-hjemsted"
COMMON, OTHER = "faelles", "andet"
"""What stands in ``HOME`` for: no single area; the one that stands in ``OTHER_HOME``."""

Answer = Response | tuple[Response, int]


def homes_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    blueprint = guarded_blueprint("homes", importer, is_screened=lambda name: name == "begrundelse")

    @blueprint.post(f"{ROUTE}/<deed>")
    def change(deed: str) -> Answer:
        if deed not in _DEEDS:
            raise HomeDecisionUnknownError
        with writing(data.engine()) as session:
            done = _DEEDS[deed](session)
        return told(done)

    blueprint.register_error_handler(TvaerblikError, _refused)
    return blueprint


def _refused(error: TvaerblikError) -> Answer:
    is_unknown = isinstance(error, (HomeDecisionUnknownError, InitiativeUnknownError))
    return jsonify(id=error.id, message=error.message(language())), 404 if is_unknown else 422


def _decided(session: Session) -> Done:
    structure, area = structure_of(load_reference(), _day()), _area()
    seen = dict(filter(None, map(_seen, request.form.getlist(TICKED))))
    reason = request.form.get("begrundelse", "")
    made = decide_homes(session, structure, seen, area, reason=reason, now=data.now(), by=user())
    home = t("label.common_organisation") if area is None else organisation_label(area)
    undo = (f"{ROUTE}/fortryd", {"afgoerelse": ",".join(map(str, made))})
    return Done(message=t("home.told", count=len(made), home=home), undo=undo)


def _day() -> dt.date:
    try:
        return dt.date.fromisoformat(request.form.get("dag", ""))
    except ValueError as error:
        raise HomeNotThereError from error


def _area() -> str | None:
    """Give the home that is chosen; None: no single area."""
    chosen = request.form.get(HOME, "")
    if chosen == COMMON:
        return None
    area = request.form.get(OTHER_HOME, "") if chosen == OTHER else chosen
    if not area:
        raise HomeNothingChosenError
    return area


def _seen(text: str) -> tuple[int, str] | None:
    """Give an initiative and the token of what was seen of it."""
    number, _, token = text.partition(":")
    initiative_id = number_in(number)
    return None if initiative_id is None else (initiative_id, token)


def _undone(session: Session) -> Done:
    ids = [number_in(text) or 0 for text in request.form.get("afgoerelse", "").split(",")]
    undone = undo_home_decisions(session, ids, now=data.now(), by=user())
    return Done(message=t("home.told_undone", count=len(undone)))


def _kept(session: Session) -> Done:
    keep_home_decision(session, number_in(request.form.get("afgoerelse", "")) or 0, now=data.now(), by=user())
    return Done(message=t("home.told_kept"))


_DEEDS: dict[str, Callable[[Session], Done]] = {
    "afgoer": _decided,
    "fortryd": _undone,
    "behold": _kept,
}
