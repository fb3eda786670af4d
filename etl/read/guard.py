"""The guard at the door: what a file is, by content and never by name, and whether it may be read."""

import hashlib
import re
import zipfile
from itertools import islice
from pathlib import Path

from etl.read.archive import ARCHIVE_ERRORS, check_archive, check_contents, chunks, large_parts, open_archive
from etl.read.biff import WORKBOOK, records
from etl.read.decoding import decode
from etl.read.html_table import is_plain_table
from etl.read.ole import DamagedOleError, OleFile
from etl.read.signatures import is_lock, kind_of_archive, kind_of_bytes, kind_of_streams, kind_of_text
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts

MAX_SIZE_MIB = 24
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FILE_PASS = 0x2F
_RECORDS_TO_PASSWORD = 6
_ENCRYPTED = {"EncryptedPackage", "EncryptionInfo"}
_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}
_OLD_MACROS = "xl/macrosheets/"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP = re.compile(
    r"\s*<(?:!doctype|!--|\?xml|(?:html|head|title|meta|link|style|body|center|div|font|span|p|b|h\d|table|t[hrd])[\s>])",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_FEW_CONTROLS, _CHARACTERS_TO_CONTROL = 3, 200
"""So many control characters are stray ones, and one in so many more; others are no text."""

_BLANK = " \t\r\n\x00\ufeff"
_BINARY_SHEET = "ms-excel.sheet.binary.macroEnabled.main"
_MACRO_SHEET = re.compile(r"ms-excel\.(sheet|template|addin)\.macroEnabled\.main\+xml")
_PLAIN_SHEET = re.compile(r"spreadsheetml\.(sheet|template)\.main\+xml")


def examine(path: Path, name: str) -> FileFacts:
    """Say what a file is, or refuse it; nothing in it is read as a spreadsheet yet.

    The large parts of an xlsx file are checked when they are read, before anything in them is believed.

    Raises:
        FileRefusedError: the file is no spreadsheet, or one that is not read (``file.*``).
    """
    data = _bytes(path, name)
    return FileFacts(name, len(data), hashlib.sha256(data).hexdigest(), _format(path, name, data))


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_SIZE_MIB << 20:
            size_mib = -(-size // (1 << 20))
            raise FileRefusedError("file.too_large", size_mib=size_mib, limit_mib=MAX_SIZE_MIB)
        data = path.read_bytes()
    except OSError as error:
        raise FileRefusedError("file.missing", name=name) from error
    return data


def _format(path: Path, name: str, data: bytes) -> str:
    if is_lock(Path(name).name, data):
        raise FileRefusedError("file.lock_file", name=name)
    if data.startswith(_ZIP):
        return _zip_format(path, name)
    if data.startswith(_OLE):
        return _ole_format(name, data)
    other = kind_of_bytes(data)
    if other:
        raise FileRefusedError(other, name=name)
    return _text_format(name, data)


def _zip_format(path: Path, name: str) -> str:
    with open_archive(path) as archive:
        check_archive(archive)
        try:
            found = _kind(archive, name)
            check_contents(archive, later=large_parts(archive) if found == "xlsx" else ())
        except ARCHIVE_ERRORS as error:
            raise FileRefusedError("file.damaged") from error
    return found


def _kind(archive: zipfile.ZipFile, name: str) -> str:
    members = {member.casefold(): member for member in archive.namelist()}
    if "content.xml" in members and any(member.startswith("xl/") for member in members):
        raise FileRefusedError("file.damaged")  # two workbooks in one: readers would not agree on which
    if "[content_types].xml" in members:
        return _office_kind(b"".join(chunks(archive, members["[content_types].xml"])), set(members), name)
    if "mimetype" in members:
        return _open_document_kind(archive, members, name)
    raise FileRefusedError(kind_of_archive(members), name=name)


def _office_kind(content_types: bytes, members: set[str], name: str) -> str:
    types = content_types.decode("utf-8", "replace")
    if _MACRO_SHEET.search(types):
        raise FileRefusedError("file.macros")
    if _BINARY_SHEET not in types and not _PLAIN_SHEET.search(types):
        raise FileRefusedError(kind_of_archive(members), name=name)
    if any(member.endswith("vbaproject.bin") or member.startswith(_OLD_MACROS) for member in members):
        raise FileRefusedError("file.macros")
    return "xlsb" if _BINARY_SHEET in types else "xlsx"


def _open_document_kind(archive: zipfile.ZipFile, members: dict[str, str], name: str) -> str:
    mimetype = b"".join(chunks(archive, members["mimetype"])).strip()
    if not mimetype.startswith(_ODS):
        raise FileRefusedError(kind_of_archive(members, mimetype), name=name)
    manifest = members.get("meta-inf/manifest.xml")
    if manifest and b"encryption-data" in b"".join(chunks(archive, manifest)):
        raise FileRefusedError("file.encrypted")
    return "ods"


def _ole_format(name: str, data: bytes) -> str:
    """Tell workbooks from other old office files by the names inside."""
    try:
        file = OleFile(data)
        file.check()
        workbook = file.stream(*WORKBOOK)
    except DamagedOleError as error:
        raise FileRefusedError("file.damaged") from error
    names = file.names()
    if names & _ENCRYPTED or _is_protected(workbook):
        raise FileRefusedError("file.encrypted")
    if names.isdisjoint(WORKBOOK):
        raise FileRefusedError(kind_of_streams(names), name=name)
    if names & _MACROS:
        raise FileRefusedError("file.macros")
    return "xls"


def _is_protected(workbook: bytes) -> bool:
    """Tell whether one of the first records says that what follows is scrambled."""
    first = islice(records(workbook), _RECORDS_TO_PASSWORD)
    return any(kind == _FILE_PASS for kind, _ in first)


def _text_format(name: str, data: bytes) -> str:
    text = decode(data)
    controls = len(_CONTROL.findall(text))
    if controls > _FEW_CONTROLS and controls > len(text) / _CHARACTERS_TO_CONTROL:
        raise FileRefusedError("file.not_a_spreadsheet", name=name)
    if not text.strip(_BLANK):
        raise FileRefusedError("file.empty")
    other = kind_of_text(text)
    if other:
        raise FileRefusedError(other, name=name)
    if not _MARKUP.match(text):
        return "csv"
    if not is_plain_table(text):
        raise FileRefusedError("file.web_page", name=name)
    return "html"
