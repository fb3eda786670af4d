"""Zip archives of strangers: checked as a whole before anything in them is believed."""

import re
import struct
import zipfile
import zlib
from collections.abc import Container, Generator
from pathlib import Path

from portfolio.errors import FileRefusedError

ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError)
"""What reading a damaged archive may raise."""

MAX_MEMBERS = 2_000
MAX_UNPACKED_MIB = 200
MAX_TEXTS = 4_000_000
"""Shared texts cost memory even when empty: twenty million in 100 MiB of XML take a gigabyte."""

LARGE_PART = 8 << 20

_CHUNK, _LONGEST_WORD = 1 << 20, 16
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_NEVER_READ = "customxml/"
"""What add-ins keep for themselves, such as a query's text in letters of two bytes."""

_UNSAFE_NAME = re.compile(r"^[/\\]|\\|:|(^|/)\.\.(/|$)")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Check what the archive says of itself; nothing is unpacked.

    Raises:
        FileRefusedError: it is too heavy, or made as no office suite makes a file.
    """
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED_MIB << 20:
        raise FileRefusedError("file.too_heavy", limit_mib=MAX_UNPACKED_MIB)
    names = [member.filename.casefold() for member in members]
    is_odd = len(members) > MAX_MEMBERS or len(set(names)) < len(names) or _overlaps(members)
    if is_odd or any(_is_odd(member) for member in members):
        raise FileRefusedError("file.damaged")


def check_contents(archive: zipfile.ZipFile, later: Container[str] = ()) -> None:
    """Unpack every member once: its length and checksum hold, and no XML declares a document type.

    Args:
        archive: the archive.
        later: members that whoever reads them unpacks by :func:`checked_chunks`.

    Raises:
        FileRefusedError: some member is damaged or declares what it should not.
    """
    for name in archive.namelist():
        if name not in later:
            for _ in checked_chunks(archive, name):
                pass


def large_parts(archive: zipfile.ZipFile) -> frozenset[str]:
    """Give the XML members that are too long to be unpacked twice: they are checked when they are read."""
    members = archive.infolist()
    return frozenset(
        member.filename
        for member in members
        if member.file_size > LARGE_PART and member.filename.casefold().endswith(".xml")
    )


def checked_chunks(archive: zipfile.ZipFile, name: str) -> Generator[bytes, None, None]:
    """Unpack a member piece by piece; no piece is given that holds what it should not.

    Raises:
        FileRefusedError: the member declares what it should not, or holds too many texts.
    """
    folded = name.casefold()
    is_xml, is_read = folded.endswith((".xml", ".rels", ".vml")), not folded.startswith(_NEVER_READ)
    texts, tail = 0, b""
    for chunk in chunks(archive, name):
        whole = tail + chunk  # so that no word is cut in two
        is_declared = b"!" in whole and _DECLARATION.search(whole)
        if is_xml and (is_declared or (is_read and _is_endless(whole))):
            raise FileRefusedError("file.damaged")
        texts += whole.count(b"<si")
        if is_xml and texts > MAX_TEXTS:
            raise FileRefusedError("file.too_heavy", limit_mib=MAX_UNPACKED_MIB)
        yield chunk
        tail = chunk[-_LONGEST_WORD:]


def _is_endless(chunk: bytes) -> bool:
    """Tell letters of two bytes, which calamine cannot read, and an element or text longer than any."""
    return b"\x00" in chunk or (len(chunk) >= _CHUNK and b">" not in chunk)


def chunks(archive: zipfile.ZipFile, name: str) -> Generator[bytes, None, None]:
    """Unpack a member piece by piece."""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open an archive for reading.

    Raises:
        FileRefusedError: its table of contents cannot be read.
    """
    try:
        return zipfile.ZipFile(path)
    except (*ARCHIVE_ERRORS, ValueError) as error:
        raise FileRefusedError("file.damaged") from error


def _is_odd(member: zipfile.ZipInfo) -> bool:
    return (
        member.compress_type not in _METHODS
        or bool(member.flag_bits & _ENCRYPTED)
        or _UNSAFE_NAME.search(member.orig_filename) is not None
    )


def _overlaps(members: list[zipfile.ZipInfo]) -> bool:
    """Tell whether two members share bytes: how a small file unpacks to a mountain."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False
