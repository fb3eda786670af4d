"""Files that are no spreadsheets but are sent as ones: told apart, so that the sender hears what to do."""

import re
from collections.abc import Iterable

_STARTS = (
    (b"%PDF", "file.pdf"),
    (b"{\\rtf", "file.text_document"),
    (b"\x89PNG\r\n", "file.picture"),
    (b"\xff\xd8\xff", "file.picture"),
    (b"GIF8", "file.picture"),
    (b"II*\x00", "file.picture"),
    (b"MM\x00*", "file.picture"),
    (b"Rar!\x1a\x07", "file.archive"),
    (b"7z\xbc\xaf\x27\x1c", "file.archive"),
    (b"\x1f\x8b", "file.archive"),
    (b"PK\x05\x06", "file.archive"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "file.shortcut"),
    (b"\x09\x04\x06\x00", "file.too_old"),
    (b"\x09\x02\x06\x00", "file.too_old"),
    (b"\x09\x00\x04\x00", "file.too_old"),
    (b"\x09\x08", "file.too_old"),
)
"""First bytes; workbooks without an office file around them are from before 1994."""

_PICTURES_INSIDE = ((b"RIFF", 8, b"WEBP"), (b"", 4, b"ftyphei"), (b"", 4, b"ftypmif"))
"""Pictures whose kind stands some bytes into them."""

_BITMAP = re.compile(rb"BM.{4}\x00{4}", re.DOTALL)
_LOCK_SIZE = 165
_TEXTS = (
    (re.compile(r'\s*\{\s*"[^{}]{0,2000}(?:docs\.google\.com|"doc_id")', re.DOTALL), "file.shortcut"),
    (re.compile(r"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.IGNORECASE), "file.shortcut"),
    (re.compile(r"bplist|.{0,300}<plist\b.{0,300}<key>URL</key>", re.DOTALL), "file.shortcut"),
    (
        re.compile(r"(?=.{0,4000}\bmultipart/related\b)(?:[A-Z][A-Za-z-]+:|MIME-)", re.DOTALL),
        "file.web_archive",
    ),
    (re.compile(r"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|From): ", re.I), "file.mail"),
    (
        re.compile(
            r"\s*<\?xml.{0,4000}(?:<office:document\b|progid=\"Excel\.Sheet|<(?:ss:)?Workbook\b)", re.DOTALL
        ),
        "file.spreadsheet_xml",
    ),
    (re.compile(r"\s*<(?:ss:)?Workbook\b|\s*<office:document\b"), "file.spreadsheet_xml"),
    (re.compile(r"ID;P[^\r\n]*[\r\n]+[BCFOPW];[A-Z]"), "file.too_old"),
)
_OFFICE_PARTS = (
    ("word/", "file.text_document"),
    ("ppt/", "file.presentation"),
    ("visio/", "file.not_a_spreadsheet"),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.text", "file.text_document"),
    (b"opendocument.presentation", "file.presentation"),
)
_STREAMS = (
    ("WordDocument", "file.text_document"),
    ("PowerPoint Document", "file.presentation"),
    ("__properties_version1.0", "file.mail"),
)
_NUMBERS = ("index.zip", "index/document.iwa", "index/tables/", "index.apxl")


def kind_of_bytes(data: bytes) -> str | None:
    """Give the refusal of a file that is known by its first bytes."""
    known = next((message for start, message in _STARTS if data.startswith(start)), None)
    is_inside = any(
        data.startswith(start) and data.startswith(inside, place) for start, place, inside in _PICTURES_INSIDE
    )
    is_picture = is_inside or _BITMAP.match(data)
    return known or ("file.picture" if is_picture else None)


def is_lock(name: str, data: bytes) -> bool:
    """Tell an office suite's mark that a file is open: by its name, else by its one name in 165 bytes."""
    if name.startswith(("~$", ".~lock.")):
        return True
    return len(data) == _LOCK_SIZE and 0 < data[0] < 55 and not data[1 + data[0] : 55].strip(b" \x00")


def kind_of_text(text: str) -> str | None:
    """Give the refusal of a text file that is no table of values."""
    return next((message for pattern, message in _TEXTS if pattern.match(text)), None)


def kind_of_archive(members: Iterable[str], mimetype: bytes = b"") -> str:
    """Give the refusal of an archive that is no workbook; the members' names in lower case."""
    names = list(members)
    for mark, message in _OPEN_DOCUMENTS:
        if mark in mimetype:
            return message
    if any(name.startswith(_NUMBERS) for name in names):
        return "file.numbers"
    for folder, message in _OFFICE_PARTS:
        if "[content_types].xml" in names and any(name.startswith(folder) for name in names):
            return message
    is_other_document = "[content_types].xml" in names or mimetype
    return "file.not_a_spreadsheet" if is_other_document else "file.archive"


def kind_of_streams(names: set[str]) -> str:
    """Give the refusal of an old office file that is no workbook."""
    return next((message for name, message in _STREAMS if name in names), "file.not_a_spreadsheet")
