"""Files as they come in: put aside for reading, a zip of several lists taken apart; nothing is read yet."""

import datetime as dt
import hashlib
import os
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from etl.load import PART, sync_folder
from etl.read.archive import ARCHIVE_ERRORS, check_archive, open_archive
from etl.read.guard import MAX_SIZE_MIB
from etl.run import shown_name
from etl.screen import screen_name
from portfolio.drafts import ReceivedFile
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.rules.months import danish_day

MOST_LISTS = 60
"""A zip with more lists than this is no month's post."""

_CHUNK = 1 << 20
_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html")
_ITSELF = {"[content_types].xml", "mimetype"}
"""Members that make a zip a document of its own."""

_UTF8 = 0x800
_LONGEST_NAME = 150


class NotReceivedError(TvaerblikError):
    """The file could not be put aside; the disk may be full."""

    message_id = "import.not_received"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class TooManyListsError(TvaerblikError):
    """A zip holds more lists than are taken in at once."""

    message_id = "import.too_many_lists"

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name=name, count=count, most=MOST_LISTS)


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: files put aside, and the names of what in a zip is no list."""

    files: tuple[ReceivedFile, ...]
    skipped: tuple[str, ...] = ()


def receive(path: Path, name: str, folder: Path) -> Received:
    """Put a file aside in the folder of drafts, or, of a zip of lists, each of them.

    Args:
        path: where the file lies; it is copied.
        name: the name it came with.
        folder: the folder of drafts; made where it is not there.

    Raises:
        FileRefusedError: the zip is damaged, too heavy or protected, or a name certainly holds a CPR number.
        TooManyListsError: the zip holds more lists than are taken in at once.
        NotReceivedError: the disk does not take it.
    """
    name = screen_name(name, _today())
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not zipfile.is_zipfile(path):
            return Received((_put(path, name, folder),))
        with open_archive(path) as archive:
            lists = _lists_in(archive)
            if lists is None:
                return Received((_put(path, name, folder),))
            return _unpacked(archive, lists, name, folder)
    except OSError as error:
        raise NotReceivedError(shown_name(name)) from error


def _today() -> dt.date:
    return danish_day(dt.datetime.now(dt.UTC))


def draft_file(folder: Path, file: ReceivedFile) -> Path:
    """Give where a received file lies."""
    return folder / file.path


def forget_file(folder: Path, path: str | None) -> None:
    """Delete a received file that nobody needs any more."""
    if path is not None:
        (folder / path).unlink(missing_ok=True)


def _lists_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo] | None:
    """Give the lists that a zip is packed of; None where it is itself one document."""
    members = archive.infolist()
    if any(member.filename.casefold() in _ITSELF for member in members):
        return None
    lists = [member for member in members if _is_list(member)]
    return lists or None


def _is_list(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    is_ours = not path.name.startswith((".", "~$")) and "__MACOSX" not in path.parts
    return not member.is_dir() and is_ours and path.suffix.casefold() in _ENDINGS


def _unpacked(archive: zipfile.ZipFile, lists: list[zipfile.ZipInfo], name: str, folder: Path) -> Received:
    check_archive(archive)
    if len(lists) > MOST_LISTS:
        raise TooManyListsError(shown_name(name), len(lists))
    put: list[ReceivedFile] = []
    try:
        for member in lists:
            with archive.open(member) as part:
                put.append(_write(_pieces(part), screen_name(_name_of(member), _today()), folder))
    except FileRefusedError:
        _take_back(put, folder)
        raise
    except ARCHIVE_ERRORS as error:
        _take_back(put, folder)
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise FileRefusedError("file.damaged") from error
    others = [item for item in archive.infolist() if item not in lists and not item.is_dir()]
    return Received(
        tuple(put), tuple(shown_name(_name_of(item)) for item in others if "__MACOSX" not in item.filename)
    )


def _take_back(files: Iterable[ReceivedFile], folder: Path) -> None:
    for file in files:
        forget_file(folder, file.path)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Give a member's own name; where the zip does not say how it is written, as Danish Windows does."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("cp850")
        except UnicodeError:
            name = member.filename
    last = PurePosixPath(name)
    shown = "".join(sign if sign.isprintable() else " " for sign in last.stem)
    return f"{shown[: _LONGEST_NAME - len(last.suffix)]}{last.suffix}"


def _put(path: Path, name: str, folder: Path) -> ReceivedFile:
    with path.open("rb") as file:
        return _write(_pieces(file), name, folder)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece, and no more of it than tells that it is too large."""
    left = (MAX_SIZE_MIB << 20) + _CHUNK
    while left > 0 and (piece := file.read(min(_CHUNK, left))):
        left -= len(piece)
        yield piece


def _write(pieces: Iterable[bytes], name: str, folder: Path) -> ReceivedFile:
    """Write a file whole or not at all, readable by its owner alone, under a name of our own."""
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=PART)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as copy:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        place = uuid.uuid4().hex
        Path(temporary).replace(folder / place)
        sync_folder(folder)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return ReceivedFile(name, size, digest.hexdigest(), place)
