"""What the routes of deeds share: who may send a form, what is looked for in it, and how an error is told."""

from collections.abc import Callable, Mapping
from typing import Protocol

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.filters import number_in
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.server.origin import is_same_origin
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.identity import InitiativeUnknownError

Answer = Response | tuple[Response, int]
Deed = Callable[[Session, int], Done]


class DeedMissing(Protocol):
    """Gives the error for a deed or a thing that there is not."""

    def __call__(self, number: int) -> TvaerblikError:
        """Give it."""
        ...


def deeds_blueprint(
    name: str,
    route: str,
    deeds: Mapping[str, Deed],
    importer: Importer | None,
    *,
    unknown: tuple[type[TvaerblikError], ...],
) -> Blueprint:
    """Make the routes ``<route>/<number>/<deed>``; without an import nothing can be changed here.

    Args:
        name: the blueprint's name.
        route: what all of its addresses begin with.
        deeds: what is done, by the last part of the address.
        importer: screens what is typed.
        unknown: errors that say that something is not there.
    """
    blueprint = Blueprint(name, __name__)

    @blueprint.before_request
    def check() -> Answer | None:
        return refused_form(importer)

    @blueprint.post(f"{route}/<number>/<deed>")
    def do(number: str, deed: str) -> Answer:
        found = number_in(number)
        if found is None or deed not in deeds:
            raise InitiativeUnknownError(found or 0)
        with writing(data.engine()) as session:
            done = deeds[deed](session, found)
        return told(done)

    def refused(error: TvaerblikError) -> Answer:
        status = 404 if isinstance(error, unknown) else 422
        return jsonify(id=error.id, message=error.message(language())), status

    blueprint.register_error_handler(TvaerblikError, refused)
    return blueprint


def refused_form(importer: Importer | None) -> Answer | None:
    """Refuse a form from elsewhere, one that nobody can take, and one with what looks like a CPR number."""
    if not is_same_origin(request):
        return jsonify(message=t("correct.foreign_origin")), 403
    if importer is None:
        return jsonify(message=t("correct.closed")), 503
    for texts in request.form.listvalues():
        for text in texts:
            importer.screen(text, data.present_day())
    return None


def said(name: str) -> str:
    """Give what a form says under a name; "" for nothing."""
    return request.form.get(name, "")


def all_said(name: str) -> list[str]:
    """Give all that a form says under a name, one for each time that it stands there."""
    return request.form.getlist(name)


def number_said(name: str) -> int:
    """Give the number that a form says under a name; 0 for none."""
    return number_in(said(name)) or 0


def numbers_said(name: str) -> list[int]:
    """Give the numbers that a form says under a name, with commas between."""
    return [number for text in said(name).split(",") if (number := number_in(text)) is not None]
