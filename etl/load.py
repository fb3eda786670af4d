"""From a file to the portfolio: read it, then store what was understood in one transaction."""

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portfolio.database import reading as reading_session
from portfolio.database import reference_in_force, writing
from portfolio.errors import TvaerblikError
from portfolio.kept import kept_path
from portfolio.profile import EMPTY, Profile, profile_json, profile_of
from portfolio.profile.learning import learnt
from portfolio.rules.months import danish_day, month_of
from portfolio.store import NewUpload, Receipt, load_upload, receipt_in_force, source_named

PART = "part-"
"""Begins the names of copies that are not whole yet."""


class FileNotKeptError(TvaerblikError):
    """The file could not be copied to where files are kept; the disk may be full."""

    message_id = "import.not_kept"

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(name=name, folder=folder)


def load_file(
    engine: Engine,
    path: Path,
    *,
    name: str,
    source: str,
    month: dt.date | None,
    now: dt.datetime,
    by: str,
    sender: str = "",
    organisation: str | None = None,
    keep: Path | None = None,
) -> Receipt:
    """Read a file by its source's profile and store it; after any failure the portfolio is as it was.

    What the reading shows of the list's layout is learnt; nothing is asked.

    Args:
        engine: the database.
        path: where the file lies; it is not changed.
        name: what its sender calls it.
        source: the list's name; a source with that name is made when there is none.
        month: the reporting month, by any of its days; None is the one the file itself speaks of, else
            that of ``now`` in Denmark.
        now: the instant, aware.
        by: who loads it.
        sender: who keeps the list; "" leaves what is known of the source.
        organisation: the id of the organisation whose list it is; None leaves what is known.
        keep: the folder in which the file is kept as it came; None keeps no copy.

    Raises:
        TvaerblikError: the file is refused, or cannot be stored; the error's sentence says why.
    """
    known = None if month is None else _loaded_already(engine, path, source, month)
    if known is not None:
        return known
    from etl.run import read_file  # only a file that is not known yet is read

    with reference_in_force(engine):
        profile = profile_of_source(engine, source)
        reading = read_file(path, name, month, profile)
        new = NewUpload(
            source=source,
            sender=sender,
            organisation=organisation,
            month=month or reading.month or month_of(danish_day(now)),
            reading=reading,
            kept_path=None if keep is None else kept_path(reading.file.sha256, reading.file.format),
            now=now,
            by=by,
            profile_json=profile_json(learnt(profile, reading)),
        )
        return store_reading(engine, path, new, keep)


def _loaded_already(engine: Engine, path: Path, source: str, month: dt.date) -> Receipt | None:
    """Give the receipt of the upload of these very bytes, so that they need not be read to say so."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # reading it will say what is wrong with it
        return None
    with reading_session(engine) as session:
        return receipt_in_force(session, source, month, sha256)


def profile_of_source(engine: Engine, source: str) -> Profile:
    """Give how a source's lists are read; of one that is not there yet nothing is known."""
    with reading_session(engine) as session:
        known = source_named(session, source)
        return EMPTY if known is None else profile_of(known.profile_json)


def store_reading(
    engine: Engine,
    path: Path,
    new: NewUpload,
    keep: Path | None,
    also: Callable[[Session, Receipt], None] | None = None,
) -> Receipt:
    """Store what was read of a file, and keep the file in the folder of kept files, where the upload says.

    The copy is made before the commit: an upload without its file would be worse than a copy nobody asks for.

    Args:
        engine: the database.
        path: where the file lies.
        new: the upload.
        keep: the folder of kept files; None keeps no copy.
        also: what else is written in the same transaction.
    """
    with writing(engine) as session:
        receipt = load_upload(session, new)
        if also is not None:
            also(session, receipt)
        if keep is not None and new.kept_path is not None and not receipt.is_duplicate:
            keep_file(path, keep / new.kept_path, new.reading.file.name)
    return receipt


def keep_file(path: Path, place: Path, name: str) -> None:
    """Copy a file to its place among the kept ones, where it is not there already.

    Raises:
        FileNotKeptError: the disk does not take it.
    """
    try:
        if not place.exists():
            _copy(path, place)
    except OSError as error:
        raise FileNotKeptError(name, str(place.parent)) from error


def _copy(path: Path, place: Path) -> None:
    """Copy a file whole or not at all, readable by its owner alone."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=PART)  # made with mode 0600
    try:
        with path.open("rb") as original, os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        Path(temporary).replace(place)
        sync_folder(place.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have a folder's names on disk: a file that was put there is lost with them in a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
