"""Papers as files: told by their content, looked through, and kept by their hash.

What can be read as text (Word, PowerPoint, OpenDocument, Excel, plain text) is looked through for CPR
numbers; a pdf and a picture are not, which the form says.
"""

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path, PurePosixPath

from etl.load import keep_file
from etl.parse.cpr import Certainty, numbers_like_cpr
from etl.read.archive import ARCHIVE_ERRORS, check_archive, chunks
from etl.read.decoding import decode
from etl.read.sandbox import read_apart
from etl.read.signatures import kind_of_bytes
from etl.run import shown_name
from etl.screen import screen, screen_name
from portfolio.errors import FileRefusedError
from portfolio.kept import kept_path
from portfolio.process.papers import FORMATS, LIMIT_MIB, NewPaper
from portfolio.rules.months import danish_day

_OTHER_ENDINGS = {"jpeg": "jpg"}
_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main",
    "xlsx": b"spreadsheetml.sheet.main",
    "pptx": b"presentationml.presentation.main",
}
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_LONGEST_PART, _MOST_TEXT = 32 << 20, 64 << 20
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_BREAKS = re.compile(
    rb"</(?:\w+:)?(?:p|h|tc|tr|table-cell|si|c|t?xt)>|<(?:\w+:)?(?:br|cr|tab|line-break|s)\b[^>]*>"
)
"""Where one text ends and the next begins; other marks stand within a text, often within a number."""

_MARKS = re.compile(rb"<[^>]*>")


def examine_paper(path: Path, name: str) -> NewPaper:
    """See what a paper is, and that no CPR number is in it; nothing is kept yet.

    Args:
        path: where the file lies.
        name: the name it came with.

    Raises:
        FileRefusedError: it is none of the formats, not what its name says, too large, or holds CPR numbers.
    """
    today = danish_day(dt.datetime.now(dt.UTC))
    name = screen_name(name, today)
    form, data = _format(name), _bytes(path, name)
    _ensure(form, data, name)
    count = _cpr_numbers(path, name, form, data, today)
    if count:
        raise FileRefusedError("paper.cpr", name=shown_name(name), count=count)
    return NewPaper(name, form, len(data), hashlib.sha256(data).hexdigest())


def keep_paper(path: Path, paper: NewPaper, kept: Path) -> None:
    """Keep a paper's file by its hash, in the folder of kept files.

    Raises:
        FileNotKeptError: the disk does not take it.
    """
    keep_file(path, kept / kept_path(paper.sha256, paper.format), paper.name)


def _format(name: str) -> str:
    """Give the format that a name ends with; what is in the file is seen after."""
    ending = PurePosixPath(name).suffix.casefold().removeprefix(".")
    form = _OTHER_ENDINGS.get(ending, ending)
    if form not in FORMATS:
        raise FileRefusedError("paper.not_taken", name=shown_name(name))
    return form


def _bytes(path: Path, name: str) -> bytes:
    if path.stat().st_size > LIMIT_MIB << 20:
        raise FileRefusedError("paper.too_large", limit_mib=LIMIT_MIB)
    data = path.read_bytes()
    if not data:
        raise FileRefusedError("paper.empty", name=shown_name(name))
    return data


def _ensure(form: str, data: bytes, name: str) -> None:
    """See that the content is what the name says."""
    if form in _STARTS:
        is_so = data.startswith(_STARTS[form])
    elif form == "txt":
        is_so = kind_of_bytes(data) is None and not _CONTROLS.search(decode(data))
    else:
        is_so = _is_document(form, data, name)
    if not is_so:
        raise FileRefusedError("paper.not_what_it_says", name=shown_name(name))


def _is_document(form: str, data: bytes, name: str) -> bool:
    with _opened(data, name) as archive:
        members = {member.casefold(): member for member in archive.namelist()}
        if any(member.endswith("vbaproject.bin") or member.startswith("basic/") for member in members):
            raise FileRefusedError("paper.macros", name=shown_name(name))
        if form == "odt":
            return "mimetype" in members and _part(archive, members["mimetype"], name).strip() == _OPEN_TEXT
        types = members.get("[content_types].xml")
        return types is not None and _MAIN_PARTS[form] in _part(archive, types, name)


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a document as the archive that it is.

    Raises:
        FileRefusedError: it is none, or made as no office suite makes one.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # what a password or an old program makes of it
        raise FileRefusedError("paper.unreadable", name=shown_name(name))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        check_archive(archive)
    except (zipfile.BadZipFile, ValueError) as error:
        raise FileRefusedError("paper.not_what_it_says", name=shown_name(name)) from error
    except (*ARCHIVE_ERRORS, FileRefusedError) as error:
        raise FileRefusedError("paper.unreadable", name=shown_name(name)) from error
    return archive


def _part(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        return b"".join(chunks(archive, member))
    except (*ARCHIVE_ERRORS, RuntimeError) as error:
        raise FileRefusedError("paper.unreadable", name=shown_name(name)) from error


def _cpr_numbers(path: Path, name: str, form: str, data: bytes, today: dt.date) -> int:
    """Count the numbers that certainly are CPR numbers, in what can be read."""
    if form == "xlsx":
        return _in_cells(path, name, today)
    if form == "txt":
        return _certain(decode(data), today)
    if form in ("docx", "pptx", "odt"):
        with _opened(data, name) as archive:
            return sum(_certain(text, today) for text in _texts(archive, name))
    return 0


def _in_cells(path: Path, name: str, today: dt.date) -> int:
    """Look through a workbook as through a list that comes in."""
    try:
        facts, workbook = read_apart(path, name)
        screen(workbook, facts, today)
    except FileRefusedError as error:
        if error.id == "file.cpr":
            return int(error.facts["count"])
        raise FileRefusedError("paper.unreadable", name=shown_name(name)) from error
    return 0


def _texts(archive: zipfile.ZipFile, name: str, *, is_inside: bool = False) -> Iterator[str]:
    """Give the texts of a document's parts, and of documents inside it."""
    left = _MOST_TEXT
    for member in archive.infolist():
        folded = member.filename.casefold()
        is_embedded = "/embeddings/" in folded
        if not folded.endswith((".xml", ".rels")) and not is_embedded:
            continue
        left -= member.file_size
        if member.file_size > _LONGEST_PART or left < 0:
            raise FileRefusedError("paper.unreadable", name=shown_name(name))
        data = _part(archive, member.filename, name)
        if not is_embedded:
            yield _text(data)
        elif data.startswith(b"PK") and not is_inside:
            with _opened(data, name) as inner:
                yield from _texts(inner, name, is_inside=True)


def _text(data: bytes) -> str:
    """Give what people read of a part: a number that is parted by how it looks is whole again."""
    return unescape(_MARKS.sub(b"", _BREAKS.sub(b"\n", data)).decode("utf-8", "replace"))


def _certain(text: str, today: dt.date) -> int:
    """Count what is certain; ten digits without a separator or a word are as likely an id or a measure."""
    return sum(
        1
        for it in numbers_like_cpr(text, today)
        if it.certainty is Certainty.CERTAIN and (it.has_separator or it.has_word)
    )
