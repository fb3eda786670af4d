"""Files that go back: an upload's receipt, its sender's workbook with questions, the file as it came."""

import io
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from dashboard import data
from dashboard.exports.receipt import receipt_read_me, receipt_tables
from dashboard.exports.workbook import file_name, workbook
from dashboard.filters import number_in
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.drafts import is_asked
from portfolio.errors import TvaerblikError
from portfolio.handback import question_of
from portfolio.rules.months import danish_day
from portfolio.store import FileNotKeptHereError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECEIPT, HAND_BACK, ORIGINAL, TEMPLATE = "/hent/kvittering", "/hent/svarark", "/hent/fil", "/hent/skabelon"

Answer = Response | tuple[str, int]


def files_blueprint(importer: Importer | None, unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes.

    Args:
        importer: the import that makes hand-backs and templates; None: only receipts can be had.
        unknown_page: gives the house's page for an address that nothing stands at.
    """
    blueprint = Blueprint("files", __name__)

    def found(make: Callable[[int], Response | None], number: str) -> Answer:
        asked = number_in(number)
        made = None if asked is None else make(asked)
        return (unknown_page(), 404) if made is None else made

    @blueprint.get(f"{RECEIPT}/<number>.xlsx")
    def receipt(number: str) -> Answer:
        return found(_receipt, number)

    if importer is not None:
        _add_files(blueprint, importer, found)
    blueprint.register_error_handler(TvaerblikError, _failed)
    return blueprint


def _add_files(
    blueprint: Blueprint,
    importer: Importer,
    found: Callable[[Callable[[int], Response | None], str], Answer],
) -> None:
    @blueprint.get(f"{HAND_BACK}/<number>.xlsx")
    def hand_back(number: str) -> Answer:
        return found(lambda upload_id: _hand_back(importer, upload_id), number)

    @blueprint.get(f"{HAND_BACK}/kladde/<number>.xlsx")
    def draft_hand_back(number: str) -> Answer:
        return found(lambda draft_id: _draft_hand_back(importer, draft_id), number)

    @blueprint.get(f"{ORIGINAL}/<number>")
    def original(number: str) -> Answer:
        return found(lambda upload_id: _original(importer, upload_id), number)

    @blueprint.get(f"{TEMPLATE}/<number>.xlsx")
    def template(number: str) -> Answer:
        return found(lambda source_id: _template(importer, source_id), number)


def _receipt(upload_id: int) -> Response | None:
    upload = data.upload(upload_id)
    if upload is None:
        return None
    answers = data.sender_answers(upload_id)
    address = f"{request.host_url.rstrip('/')}/indlaes/{upload_id}"
    book = workbook(receipt_read_me(upload, address, data.now()), *receipt_tables(upload, answers))
    parts = ("Tværblik", t("receipt.window"), upload.summary.source)
    return _sent(book, file_name(parts, danish_day(upload.summary.uploaded_at)))


def _hand_back(importer: Importer, upload_id: int) -> Response | None:
    facts = data.hand_back_facts(upload_id)
    if facts is None:
        return None
    path = _kept(importer, facts.kept_path, facts.file_name)
    made = importer.hand_back(path, facts.file_name, facts.format, facts.questions, facts.lists)
    return _sent(io.BytesIO(made.data), made.name)


def _draft_hand_back(importer: Importer, draft_id: int) -> Response | None:
    """Send a list back before it is stored: with the questions to its cells, but without ids of ours."""
    draft = data.draft(draft_id)
    if draft is None or draft.result is None:
        return None
    facts = draft.facts
    path = None if facts.file_path is None else importer.drafts / facts.file_path
    if path is None or not path.is_file():
        raise FileNotKeptHereError(facts.file_name)
    asked = [
        question_of(it, draft.result.names) for it in draft.result.findings if is_asked(it, facts.answers)
    ]
    made = importer.hand_back(path, facts.file_name, draft.result.file.format, asked, ())
    return _sent(io.BytesIO(made.data), made.name)


def _original(importer: Importer, upload_id: int) -> Response | None:
    facts = data.hand_back_facts(upload_id)
    if facts is None:
        return None
    path = _kept(importer, facts.kept_path, facts.file_name)
    kind = "application/octet-stream"  # never opened in the browser: it is a stranger's
    return send_file(path, mimetype=kind, as_attachment=True, download_name=facts.file_name)


def _kept(importer: Importer, kept_path: str | None, name: str) -> Path:
    """Give where an upload's file lies.

    Raises:
        FileNotKeptHereError: it was not kept, or lies there no longer.
    """
    path = None if kept_path is None else importer.kept / kept_path
    if path is None or not path.is_file():
        raise FileNotKeptHereError(name)
    return path


def _template(importer: Importer, source_id: int) -> Response | None:
    source = next((it for it in data.portfolio().sources if it.id == source_id), None)
    if source is None:
        return None
    book = importer.template(rows=data.template_rows(source_id), title=source.name)
    return _sent(io.BytesIO(book), file_name((source.name, t("sources.template_name")), data.present_day()))


def _sent(book: io.BytesIO, name: str) -> Response:
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


def _failed(error: TvaerblikError) -> tuple[str, int, dict[str, str]]:
    said = t("export.failed", reason=error.message(language()))
    return said, 503, {"Content-Type": "text/plain; charset=utf-8"}
