"""Texts of a file that stand in no cell: headers, properties, drawings, rules, what pivot tables remember.

They give no values, but the file is kept as it came, so what must not stand in it may not stand there either.
Only texts with a number of the right shape are told; what such a number is, is for others to say.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from etl.read.archive import chunks, open_archive
from etl.read.grid import Aside

MAX_PART = 8 << 20
"""Parts over this are not looked through: the lists in them are, cell by cell."""

MAX_ALL = 32 << 20
_MOST_ASIDES = 1_000
_AROUND = 60

_NUMBER = rb"\d\d[ ./-]?\d\d[ ./-]?(?:\d\d)?\d\d[^\d<>\"]{0,6}\d{4}(?!\d)"
_SHAPE = re.compile(rb"(?<!\d)" + _NUMBER)
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
    ("xl/externallinks/", "kopier af andre filer (copies of other files)"),
)
_ELSEWHERE = "steder uden for cellerne (outside the cells)"


def asides_of(path: Path, form: str) -> tuple[Aside, ...]:
    """Give the texts outside cells that hold a number of ten digits, in a file of any format."""
    if form in ("xlsx", "xlsb", "ods"):
        with open_archive(path) as archive:
            found = list(_in_archive(archive))
    elif form in ("xls", "html"):
        found = list(_in_bytes(path.read_bytes(), _ELSEWHERE))
    else:
        found = []
    return tuple(found[:_MOST_ASIDES])


def _in_archive(archive: zipfile.ZipFile) -> Iterator[Aside]:
    left = MAX_ALL
    for member in archive.infolist():
        name = member.filename.casefold()
        is_xml, is_binary = name.endswith((".xml", ".rels", ".vml")), name.endswith(".bin")
        if member.file_size > min(MAX_PART, left) or not (is_xml or is_binary):
            continue
        left -= member.file_size
        data = b"".join(chunks(archive, member.filename))
        where = next((place for part, place in _PLACES if name.startswith(part)), _ELSEWHERE)
        yield from _in_xml(data, where) if is_xml else _in_bytes(data, where)


def _in_xml(data: bytes, where: str) -> Iterator[Aside]:
    cells = _CELLS.search(data)
    if cells:
        formulas = b"".join(_FORMULA.findall(cells[0])) if b"<f" in cells[0] else b""
        data = data[: cells.start()] + formulas + data[cells.end() :]
    if not _SHAPE.search(data) and b"t></" not in data:
        return
    data = _RUN_ENDS.sub(b"", data)
    for match in _SHAPE.finditer(data):
        text = _text_around(data, match.start(), match.end())
        if text:
            yield Aside(where, unescape(text.decode("utf-8", "replace")))


def _text_around(data: bytes, begin: int, end: int) -> bytes:
    """Give the text, or the attribute if it is one that people write, that holds a place."""
    opened, closed = data.rfind(b"<", 0, begin), data.rfind(b">", 0, begin)
    if opened <= closed:
        after = data.find(b"<", end)
        return data[closed + 1 : after if after >= 0 else len(data)][-4_000:]
    attribute = _ATTRIBUTE.search(data, opened, begin)
    if attribute is None or attribute[1].rpartition(b":")[2].decode("ascii", "replace") not in _SPEAKING:
        return b""
    return data[data.rfind(b'"', opened, begin) + 1 : data.find(b'"', end)]


def _in_bytes(data: bytes, where: str) -> Iterator[Aside]:
    """Look through binary records, whose letters take one byte or two."""
    for match in _SHAPE.finditer(data):
        around = data[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        yield Aside(where, around.decode("cp1252", "replace"))
    for match in _WIDE_SHAPE.finditer(data):
        begin = match.start() - min(match.start() // 2 * 2, 2 * _AROUND)
        yield Aside(where, data[begin : match.end() + 2 * _AROUND].decode("utf-16-le", "replace"))
