"""What the routes of deeds share: who may send a form, what is looked for in it, and how an error is told."""

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, g, jsonify, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import data
from dashboard.filters import number_in
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.server.origin import is_same_origin
from dashboard.server.upload import file_name_of
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.process.papers import LIMIT_MIB, NewPaper

FILE = "fil"
_FORM_BYTES = 64 * 1024  # the form's other fields and the multipart boundaries
_PAPER_BYTES = (LIMIT_MIB << 20) + _FORM_BYTES

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
    takes_paper: bool = False,
) -> Blueprint:
    """Make the routes ``<route>/<number>/<deed>``; without an import nothing can be changed here.

    Args:
        name: the blueprint's name.
        route: what all of its addresses begin with.
        deeds: what is done, by the last part of the address.
        importer: screens what is typed.
        unknown: errors that say that something is not there.
        takes_paper: whether a form may send a file along (:func:`paper_sent`).
    """
    blueprint = guarded_blueprint(name, importer, most_bytes=_PAPER_BYTES if takes_paper else None)

    @blueprint.post(f"{route}/<number>/<deed>")
    def do(number: str, deed: str) -> Answer:
        found = number_in(number)
        if found is None or deed not in deeds:
            raise InitiativeUnknownError(found or 0)
        with _paper_taken_in(importer) as keep, writing(data.engine()) as session:
            done = deeds[deed](session, found)
            keep()
        return told(done)

    def refused(error: TvaerblikError) -> Answer:
        status = 404 if isinstance(error, unknown) else 422
        return jsonify(id=error.id, message=error.message(language())), status

    blueprint.register_error_handler(TvaerblikError, refused)
    too_large = partial(_too_large, takes_paper=takes_paper)
    blueprint.register_error_handler(RequestEntityTooLarge, too_large)
    return blueprint


def _too_large(_error: RequestEntityTooLarge, *, takes_paper: bool) -> Answer:
    """Say that too much was sent: a file where one can be sent along, else text."""
    error = FileRefusedError("paper.too_large", limit_mib=LIMIT_MIB) if takes_paper else _TOO_MUCH
    return jsonify(id=error.id, message=error.message(language())), 413


_TOO_MUCH = FileRefusedError("steps.form_too_large")


@contextmanager
def _paper_taken_in(importer: Importer | None) -> Iterator[Callable[[], None]]:
    """Take in the file that a form sends along, and give what keeps it once its deed is done.

    It is looked at before anything is written: that may take a second, and there is one writer.
    """
    file = request.files.get(FILE) if importer is not None else None
    if importer is None or file is None or not file.filename:
        yield lambda: None
        return
    with tempfile.TemporaryDirectory(prefix="tvaerblik-") as folder:
        place = Path(folder) / "paper"  # never the sender's own name: it may be anything
        file.save(place)
        file.close()
        g.paper = importer.examine_paper(place, file_name_of(file))
        yield partial(importer.keep_paper, place, g.paper)


def paper_sent() -> NewPaper | None:
    """Give the paper that the form has sent along; None: it has sent none."""
    paper: NewPaper | None = g.get("paper")
    return paper


def guarded_blueprint(
    name: str,
    importer: Importer | None,
    *,
    not_screened: Collection[str] = (),
    is_screened: Callable[[str], bool] | None = None,
    most_bytes: int | None = None,
) -> Blueprint:
    """Make a blueprint whose forms are all looked at before anything is done (:func:`refused_form`).

    Args:
        name: the blueprint's name.
        importer: screens what is typed; None: nothing can be changed here.
        not_screened: the names of fields that are not looked at: an amount or a day is just digits.
        is_screened: tells it by a field's name instead.
        most_bytes: how large a form may be, where it may be larger than others.
    """
    blueprint = Blueprint(name, __name__)
    screened = is_screened or (lambda field: field not in not_screened)

    @blueprint.before_request
    def check() -> Answer | None:
        if most_bytes is not None:
            request.max_content_length = most_bytes
        return refused_form(importer, screened)

    return blueprint


def refused_form(
    importer: Importer | None, is_screened: Callable[[str], bool] = lambda _name: True
) -> Answer | None:
    """Refuse a form from elsewhere, one that nobody can take, and one with what looks like a CPR number.

    Args:
        importer: screens what is typed; None: nothing can be changed here.
        is_screened: tells by a field's name whether it is looked at: an amount or a day is just digits.
    """
    if not is_same_origin(request):
        return jsonify(message=t("correct.foreign_origin")), 403
    if importer is None:
        return jsonify(message=t("correct.closed")), 503
    for name, text in request.form.items(multi=True):
        if is_screened(name):
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
    """Give the numbers that a form says under a name, with commas between.

    Raises:
        DeedUnknownError: it says none, or something that is no number.
    """
    numbers = [number_in(text) for text in said(name).split(",")]
    known = [it for it in numbers if it is not None]
    if len(known) < len(numbers):
        raise DeedUnknownError(0)
    return known
