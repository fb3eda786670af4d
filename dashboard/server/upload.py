"""The upload: one plain multipart route that takes files in; each becomes a draft that a worker reads."""

import datetime as dt
import math
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import data
from dashboard.account import user
from dashboard.months import read_month
from dashboard.server.importing import Importer
from dashboard.server.origin import is_same_origin
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.drafts import Addressed, ReceivedFile, add_draft, draft_with_bytes
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.store import source_named, upload_with_bytes

ADDRESS = "/api/indlaes"
DRAFTS = "/indlaes/kladde"
LIMIT_MIB = 24
MOST_MIB = 200
"""The most that is taken in at once, in all files together."""

FILE_FIELD, SOURCE_FIELD, NAME_FIELD, MONTH_FIELD = "fil", "kilde", "ny_kilde", "maaned"
NEW_SOURCE = "ny:"
"""The form's choice of source when it is a new one, named in a field of its own."""

_MIB = 1024 * 1024
_FORM_BYTES = 64 * 1024  # the form's other fields and the multipart boundaries
_SOURCE_LENGTH = 200
_NAME_LENGTH = 150

Answer = tuple[Response, int]


class UploadRefusedError(Exception):
    """The form cannot be used as it was sent; ``text_id`` says why."""

    def __init__(self, text_id: str) -> None:
        self.text_id = text_id
        super().__init__(text_id)


@dataclass(frozen=True, slots=True)
class _Told:
    """Whose list the sender of the form says it is; "" and None leave it to the file."""

    source: str
    month: dt.date | None


def upload_blueprint(importer: Importer | None) -> Blueprint:
    """Make the upload's route around an import; without one it answers that nothing can be loaded here."""
    blueprint = Blueprint("upload", __name__)

    @blueprint.post(ADDRESS)
    def receive() -> Answer:
        if not is_same_origin(request):
            return _refuse("upload.foreign_origin", 403)
        if importer is None:
            return _refuse("upload.closed", 503)
        return _receive(importer)

    blueprint.register_error_handler(UploadRefusedError, form_refused)
    blueprint.register_error_handler(TvaerblikError, _file_refused)
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
    return blueprint


# --- What the form says -------------------------------------------------------------------------------------


def read_source() -> str:
    """Give the source chosen among the known ones, else the new one's name; "" where it is left open.

    Raises:
        UploadRefusedError: a new source has no name, or too long a one.
    """
    chosen = request.form.get(SOURCE_FIELD, "")
    name = _one_line(request.form.get(NAME_FIELD, "") if chosen == NEW_SOURCE else chosen)
    if not name and chosen == NEW_SOURCE:
        raise UploadRefusedError("upload.source_missing")
    if len(name) > _SOURCE_LENGTH:
        raise UploadRefusedError("upload.source_long")
    return name


def read_form_month() -> dt.date | None:
    """Give the first day of the month asked for; None where the file is to say.

    Raises:
        UploadRefusedError: what stands there is no month.
    """
    text = request.form.get(MONTH_FIELD, "").strip()
    if not text:
        return None
    month = read_month(text)
    if month is None:
        raise UploadRefusedError("upload.month_unreadable")
    return month


def addressed(session: Session, source: str, month: dt.date | None) -> Addressed:
    """Say whose list a draft is, as far as somebody has told."""
    known = source_named(session, source) if source else None
    is_settled = bool(source) and month is not None
    return Addressed(None if known is None else known.id, "" if known else source, month, is_settled)


def _one_line(text: str) -> str:
    """Give a text as one line that can be stored and shown: no control or bidi signs, single spaces."""
    return " ".join("".join(it if it.isprintable() else " " for it in text).split())


# --- Taking files in ----------------------------------------------------------------------------------------


def _receive(importer: Importer) -> Answer:
    request.max_content_length = MOST_MIB * _MIB + _FORM_BYTES
    sent = [file for file in request.files.getlist(FILE_FIELD) if file.filename]
    if not sent:
        raise UploadRefusedError("upload.file_missing")
    try:
        told = _Told(read_source(), read_form_month())
        for file in sent:
            _check_size(file)
        put, skipped = _put_aside(importer, sent)
    finally:
        for file in sent:
            file.close()
    return _accepted(importer, put, told, skipped)


def _check_size(file: FileStorage) -> None:
    file.stream.seek(0, 2)
    size = file.stream.tell()
    file.stream.seek(0)
    is_zip = Path(file.filename or "").suffix.casefold() == ".zip"
    if size > LIMIT_MIB * _MIB and not is_zip:
        facts = {"size_mib": math.ceil(size / _MIB), "limit_mib": LIMIT_MIB}
        raise FileRefusedError("file.one_too_large", name=file_name_of(file), **facts)


def _put_aside(importer: Importer, sent: Sequence[FileStorage]) -> tuple[list[ReceivedFile], list[str]]:
    """Put all files aside, or none; give the names of what in a zip is no list, too."""
    put: list[ReceivedFile] = []
    skipped: list[str] = []
    try:
        for file in sent:
            with tempfile.TemporaryDirectory(prefix="tvaerblik-") as folder:
                place = Path(folder) / "upload"  # never the sender's own name: it may be anything
                file.save(place)
                received = importer.receive(place, file_name_of(file))
                put += received.files
                skipped += received.skipped
    except BaseException:
        for item in put:
            importer.forget(item.path)
        raise
    return put, skipped


def file_name_of(file: FileStorage) -> str:
    """Give the file's name without the folders that some browsers send along, and short enough to show."""
    name = Path(_one_line(re.split(r"[\\/]", file.filename or "")[-1]) or FILE_FIELD)
    return name.stem[: _NAME_LENGTH - len(name.suffix)] + name.suffix[:_NAME_LENGTH]


def _accepted(
    importer: Importer, files: Sequence[ReceivedFile], told: _Told, skipped: Sequence[str]
) -> Answer:
    """Make a draft of each file that is not here already, and say where to go on and what was left out."""
    with writing(data.engine()) as session:
        known = [_known_place(session, file, told) for file in files]
        whose = addressed(session, told.source, told.month)
        new = [
            add_draft(session, file, whose, now=data.now(), by=user())
            for file, place in zip(files, known, strict=True)
            if place is None
        ]
    for file, place in zip(files, known, strict=True):
        if place is not None:
            importer.forget(file.path)
    for _, job in new:
        importer.tell(job)
    places = [place for place in known if place] + [f"{DRAFTS}/{draft_id}" for draft_id, _ in new]
    location = places[0] if len(places) == 1 else "/indlaes"
    return jsonify(location=location, message=_left_out(files, known, skipped)), 200


def _left_out(
    files: Sequence[ReceivedFile], known: Sequence[str | None], skipped: Sequence[str]
) -> str | None:
    """Say which files are here already and which are no lists; a single file's page says it itself."""
    again = [file.name for file, place in zip(files, known, strict=True) if place is not None]
    said = []
    if again and len(files) > 1:
        said.append(t("load.known_already", count=len(again), names=", ".join(again)))
    if skipped:
        said.append(t("load.no_lists", count=len(skipped), names=", ".join(skipped)))
    return " ".join(said) or None


def _known_place(session: Session, file: ReceivedFile, told: _Told) -> str | None:
    """Give where a file is that has come before: a draft, or what is in force for the month asked for."""
    upload = upload_with_bytes(session, file.sha256, source=told.source, month=told.month)
    if upload is not None:
        return f"/indlaes/{upload}?igen=1"
    draft = draft_with_bytes(session, file.sha256)
    return None if draft is None else f"{DRAFTS}/{draft}"


# --- Refusals -----------------------------------------------------------------------------------------------


def _refuse(text_id: str, status: int) -> Answer:
    return jsonify(id=text_id, message=t(text_id)), status


def form_refused(error: UploadRefusedError) -> Answer:
    """Say why a form cannot be used."""
    return _refuse(error.text_id, 400)


def _file_refused(error: TvaerblikError) -> Answer:
    status = 413 if error.id == "file.one_too_large" else 422
    return jsonify(id=error.id, message=error.message(language())), status


def _too_large(_error: RequestEntityTooLarge) -> Answer:
    length = request.content_length or 0
    if length <= MOST_MIB * _MIB:  # not the files, but a field of the form
        return _refuse("upload.source_long", 413)
    refusal = FileRefusedError("file.too_large", size_mib=math.ceil(length / _MIB), limit_mib=MOST_MIB)
    return jsonify(id=refusal.id, message=refusal.message(language())), 413
