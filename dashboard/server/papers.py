"""Papers as files: put with a round or an evaluation, taken back, and fetched."""

from collections.abc import Callable

from flask import Blueprint, Response, send_file
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.server.deeds import deeds_blueprint, number_said, numbers_said, paper_sent
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.errors import TvaerblikError
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError, ProcessRefusedError
from portfolio.process.paper_deeds import put_with, undo_papers
from portfolio.process.papers import PaperOwner

ROUTE, FETCH = "/api/papir", "/hent/papir"
NUMBER, NUMBERS = "nummer", "numre"
_GONE = 410


def papers_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes of deeds; without an import nothing can be changed here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    return deeds_blueprint("papers", ROUTE, _DEEDS, importer, unknown=unknown, takes_paper=True)


def paper_files_blueprint(importer: Importer | None, unknown_page: Callable[[], str]) -> Blueprint:
    """Make the route that a paper is fetched from; ``unknown_page`` is the house's for what is not there."""
    blueprint = Blueprint("paper_files", __name__)

    @blueprint.get(f"{FETCH}/<number>")
    def paper(number: str) -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
        found = None if importer is None else data.kept_paper(number_in(number) or 0)
        if found is None or importer is None:
            return unknown_page(), 404
        path = importer.kept / found.path
        if found.is_undone or not path.is_file():
            why = ProcessRefusedError("paper.undone" if found.is_undone else "paper.gone", name=found.name)
            return _told(why)
        kind = "application/octet-stream"  # never opened in the browser: it is a stranger's
        return send_file(path, mimetype=kind, as_attachment=True, download_name=found.name)

    return blueprint


def _told(error: TvaerblikError) -> tuple[str, int, dict[str, str]]:
    return error.message(language()), _GONE, {"Content-Type": "text/plain; charset=utf-8"}


def undo_of(initiative_id: int, number: int) -> tuple[str, dict[str, str]]:
    """Give what takes a paper back."""
    return (f"{ROUTE}/{initiative_id}/fortryd", {NUMBERS: str(number)})


def _put(session: Session, initiative_id: int, owner: PaperOwner) -> Done:
    paper = paper_sent()
    if paper is None:
        raise ProcessRefusedError("paper.missing")
    number = put_with(session, owner, number_said(NUMBER), paper, now=data.now(), by=user())
    return Done(message=t("process.told_file", name=paper.name), undo=undo_of(initiative_id, number))


def _to_round(session: Session, initiative_id: int) -> Done:
    return _put(session, initiative_id, PaperOwner.ROUND)


def _to_evaluation(session: Session, initiative_id: int) -> Done:
    return _put(session, initiative_id, PaperOwner.EVALUATION)


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_papers(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {"runde": _to_round, "evaluering": _to_evaluation, "fortryd": _undone}
