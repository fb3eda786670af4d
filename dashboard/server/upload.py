"""The upload: one plain multipart route that takes a list's file and hands it to the import."""

import datetime as dt
import math
import re
import tempfile
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.months import read_month
from dashboard.server.origin import is_same_origin
from dashboard.texts import language, t
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.store import Receipt

ADDRESS = "/api/indlaes"
LIMIT_MIB = 24
FILE_FIELD = "fil"
NEW_SOURCE = "ny:"
"""The form's choice of source when it is a new one, named in a field of its own."""
_MIB = 1024 * 1024
_FORM_BYTES = 64 * 1024  # the form's other fields and the multipart boundaries
_SOURCE_LENGTH = 200
_NAME_LENGTH = 150

Answer = tuple[Response, int]


class LoadFile(Protocol):
    """The import as the pages see it: read a file and store it as a source's list of a month."""

    def __call__(self, path: Path, *, name: str, source: str, month: dt.date | None) -> Receipt:
        """Load the file; ``month`` is None where the sender leaves it to the file to say."""
        ...


class UploadRefusedError(Exception):
    """The form cannot be used as it was sent; ``text_id`` says why."""

    def __init__(self, text_id: str) -> None:
        self.text_id = text_id
        super().__init__(text_id)


def upload_blueprint(load_file: LoadFile | None) -> Blueprint:
    """Make the upload's route around an import; without one it answers that nothing can be loaded here."""
    blueprint = Blueprint("upload", __name__)

    @blueprint.post(ADDRESS)
    def receive() -> Answer:
        if not is_same_origin(request):
            return _refuse("upload.foreign_origin", 403)
        if load_file is None:
            return _refuse("upload.closed", 503)
        return _accepted(_load(load_file))

    blueprint.register_error_handler(UploadRefusedError, _form_refused)
    blueprint.register_error_handler(TvaerblikError, _file_refused)
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
    return blueprint


def _load(load_file: LoadFile) -> Receipt:
    """Take the file out of the request and load it; the temporary copy is gone afterwards."""
    request.max_content_length = LIMIT_MIB * _MIB + _FORM_BYTES
    file = request.files.get(FILE_FIELD)
    if file is None or not file.filename:
        raise UploadRefusedError("upload.file_missing")
    source, month = _source(), _month()
    with tempfile.TemporaryDirectory(prefix="tvaerblik-") as folder:
        return load_file(_saved(file, Path(folder)), name=_file_name(file), source=source, month=month)


def _saved(file: FileStorage, folder: Path) -> Path:
    path = folder / "upload"  # never the sender's own name: it may be anything
    file.save(path)
    return path


def _file_name(file: FileStorage) -> str:
    """Give the file's name without the folders that some browsers send along, and short enough to show."""
    name = Path(_one_line(re.split(r"[\\/]", file.filename or "")[-1]) or FILE_FIELD)
    return name.stem[: _NAME_LENGTH - len(name.suffix)] + name.suffix[:_NAME_LENGTH]


def _one_line(text: str) -> str:
    """Give a text as one line that can be stored and shown: no control or bidi signs, single spaces."""
    return " ".join("".join(it if it.isprintable() else " " for it in text).split())


def _source() -> str:
    """Give the source chosen among the known ones, else the new one's name."""
    chosen = request.form.get("kilde", NEW_SOURCE)
    name = _one_line(request.form.get("ny_kilde", "") if chosen == NEW_SOURCE else chosen)
    if not name:
        raise UploadRefusedError("upload.source_missing")
    if len(name) > _SOURCE_LENGTH:
        raise UploadRefusedError("upload.source_long")
    return name


def _month() -> dt.date | None:
    """Give the first day of the month asked for; None where the file is to say."""
    text = request.form.get("maaned", "").strip()
    if not text:
        return None
    month = read_month(text)
    if month is None:
        raise UploadRefusedError("upload.month_unreadable")
    return month


def _accepted(receipt: Receipt) -> Answer:
    again = "?igen=1" if receipt.is_duplicate else ""
    return jsonify(location=f"/indlaes/{receipt.upload_id}{again}"), 200


def _refuse(text_id: str, status: int) -> Answer:
    return jsonify(id=text_id, message=t(text_id)), status


def _form_refused(error: UploadRefusedError) -> Answer:
    return _refuse(error.text_id, 400)


def _file_refused(error: TvaerblikError) -> Answer:
    return jsonify(id=error.id, message=error.message(language())), 422


def _too_large(_error: RequestEntityTooLarge) -> Answer:
    if (request.content_length or 0) <= LIMIT_MIB * _MIB:  # not the file, but a field of the form
        return _refuse("upload.source_long", 413)
    size = math.ceil((request.content_length or 0) / _MIB)
    refusal = FileRefusedError("file.too_large", size_mib=size, limit_mib=LIMIT_MIB)
    return jsonify(id=refusal.id, message=refusal.message(language())), 413
