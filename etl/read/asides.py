"""Texts of a file that stand in no cell: headers, properties, drawings, rules, what pivot tables remember.

They give no values, but the file is kept as it came, so what must not stand in it may not stand there either.
Only texts with a number of the right shape are told; what such a number is, is for others to say.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from itertools import islice
from pathlib import Path

from etl.read.archive import ARCHIVE_ERRORS, LARGE_PART, check_archive, chunks, open_archive
from etl.read.grid import Aside
from portfolio.errors import FileRefusedError

MAX_PART = LARGE_PART
"""Parts over this are not looked through: the lists in them are, cell by cell."""

MAX_ALL = 32 << 20
_MOST_ASIDES, _MOST_NUMBERS = 1_000, 5_000
_AROUND, _FAR = 60, 2_000
_XML = (".xml", ".rels", ".vml")
_EMBEDDED = "xl/embeddings/"
_ZIP = b"PK"

_NUMBER = rb"\d\d[ ./-]?\d\d[ ./-]?(?:\d\d)?\d\d[^\d<>\"]{0,6}\d{4}(?!\d)"
_SHAPE = re.compile(rb"(?<!\d)" + _NUMBER)
_PERHAPS = re.compile(_NUMBER)
"""The same wherever it begins: what begins with a digit is searched for ten times as fast."""

_TWO = rb"(?:\d\x00){2}(?:[ ./-]\x00)?"
_WIDE_SHAPE = re.compile(_TWO * 3 + rb"(?:[^\d]\x00|[\x10-\x15]\x20){0,3}(?:\d\x00){4}")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"[^"<>]*$')
_SPEAKING = {
    *("v", "name", "prompt", "promptTitle", "error", "errorTitle", "display", "tooltip", "descr", "title"),
    *("displayName", "Target", "alt", "caption", "content", "href", "titletext", "help-message"),
}
"""Attributes that hold what people wrote; others hold measures, ids and moments."""

_CELLS = re.compile(rb"<(?:\w+:)?sheetData[ >].*</(?:\w+:)?sheetData>", re.DOTALL)
_FORMULA = re.compile(rb"<f(?: [^>]*)?>[^<]*</f>")
_RUN_LOOKS = rb"(?:<\1?rPr(?: [^>]*)?/>|<\1?rPr(?: [^>]*)?>(?:<[^>]*>)*?</\1?rPr>)?"
_RUN_ENDS = re.compile(rb"</(a:|x:|)t></\1?r><\1?r>" + _RUN_LOOKS + rb"<\1?t(?: [^>]*)?>")
"""Where a text goes on in other letters."""

_NEXT_RUNS = (b"r><r>", b"r><a:r>", b"r><x:r>")

_PLACES = (
    ("docprops/", "egenskaber (properties)"),
    ("meta.xml", "egenskaber (properties)"),
    ("xl/worksheets/_rels", "links"),
    ("xl/worksheets/", "sidehoved, sidefod, rullelister eller formler (header, footer, rules or formulas)"),
    ("styles.xml", "sidehoved eller sidefod (header or footer)"),
    ("xl/workbook.xml", "navne (names)"),
    ("xl/drawings/", "tegninger og tekstbokse (drawings)"),
    ("xl/charts/", "diagrammer (charts)"),
    ("xl/pivotcache/", "pivottabeller (pivot tables)"),
    ("xl/comments", "kommentarer (comments)"),
    ("xl/threadedcomments/", "kommentarer (comments)"),
    ("xl/embeddings/", "indlejrede filer (embedded files)"),
    ("xl/externallinks/", "kopier af andre filer (copies of other files)"),
)
_ELSEWHERE = "steder uden for cellerne (outside the cells)"


def asides_of(path: Path, form: str) -> tuple[Aside, ...]:
    """Give the texts outside cells that hold a number of ten digits, in a file of any format."""
    if form in ("xlsx", "xlsb", "ods"):
        with open_archive(path) as archive:
            return tuple(islice(_in_archive(archive), _MOST_ASIDES))
    found = _in_bytes(path.read_bytes(), _ELSEWHERE) if form in ("xls", "html") else ()
    return tuple(islice(found, _MOST_ASIDES))


def _in_archive(archive: zipfile.ZipFile) -> Iterator[Aside]:
    left = MAX_ALL
    for member in archive.infolist():
        name = member.filename.casefold()
        is_known = name.endswith((*_XML, ".bin")) or name.startswith(_EMBEDDED)
        if member.file_size > min(MAX_PART, left) or not is_known:
            continue
        left -= member.file_size
        data = b"".join(chunks(archive, member.filename))
        where = next((place for part, place in _PLACES if name.startswith(part)), _ELSEWHERE)
        if name.endswith(_XML):
            yield from _in_xml(_without_cells(data), where)
        else:
            yield from _in_embedded(data, where) if data.startswith(_ZIP) else _in_bytes(data, where)


def _in_embedded(data: bytes, where: str) -> Iterator[Aside]:
    """Look through a document inside the file, cells and all; what cannot be opened holds nothing to read."""
    left = MAX_PART
    with suppress(*ARCHIVE_ERRORS, FileRefusedError, ValueError), zipfile.ZipFile(BytesIO(data)) as archive:
        check_archive(archive)
        for member in archive.infolist():
            if member.file_size <= left and member.filename.casefold().endswith(_XML):
                left -= member.file_size
                yield from _in_xml(b"".join(chunks(archive, member.filename)), where)


def _without_cells(data: bytes) -> bytes:
    """Give a part without its cells, which are read elsewhere, but with their formulas."""
    cells = _CELLS.search(data)
    if cells is None:
        return data
    formulas = b"".join(_FORMULA.findall(cells[0])) if b"<f" in cells[0] else b""
    return data[: cells.start()] + formulas + data[cells.end() :]


def _in_xml(data: bytes, where: str) -> Iterator[Aside]:
    if any(mark in data for mark in _NEXT_RUNS):
        data = _RUN_ENDS.sub(b"", data)
    if not _PERHAPS.search(data):
        return
    for match in islice(_SHAPE.finditer(data), _MOST_NUMBERS):
        text = _text_around(data, match.start(), match.end())
        if text:
            yield Aside(where, unescape(text.decode("utf-8", "replace")))


def _text_around(data: bytes, begin: int, end: int) -> bytes:
    """Give the text, or the attribute if it is one that people write, that holds a place; not much of it."""
    first, last = max(0, begin - _FAR), end + _FAR
    opened, closed = data.rfind(b"<", first, begin), data.rfind(b">", first, begin)
    if opened <= closed:
        after = data.find(b"<", end, last)
        return data[max(first, closed + 1) : after if after >= 0 else last]
    attribute = _ATTRIBUTE.search(data, opened, begin)
    if attribute is None or attribute[1].rpartition(b":")[2].decode("ascii", "replace") not in _SPEAKING:
        return b""
    after = data.find(b'"', end, last)
    return data[data.rfind(b'"', opened, begin) + 1 : after if after >= 0 else last]


def _in_bytes(data: bytes, where: str) -> Iterator[Aside]:
    """Look through binary records, whose letters take one byte or two."""
    for match in islice(_SHAPE.finditer(data), _MOST_NUMBERS):
        around = data[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        yield Aside(where, around.decode("cp1252", "replace"))
    for match in islice(_WIDE_SHAPE.finditer(data), _MOST_NUMBERS):
        begin = match.start() - min(match.start() // 2 * 2, 2 * _AROUND)
        yield Aside(where, data[begin : match.end() + 2 * _AROUND].decode("utf-16-le", "replace"))
