"""Notes on cells: put in beside those that are there, in the form that every spreadsheet program shows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from etl.handback.package import Package
from etl.handback.sheet_text import SheetText
from etl.handback.xml_text import Edits, Element, OddXmlError, escaped, tree_of
from etl.read.grid import Place, address
from etl.read.xlsx_scan import place_of
from etl.schema.marks import is_ours, without_note

_AUTHOR = b"Tv&#230;rblik"
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d+)")
_BLOCK = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata=["'])([0-9, ]*)(["'])""")
_LAST = re.compile(rb"</xml\s*>\s*$")
_SHAPE = re.compile(rb"<((?:\w+:)?shape)(?=[\s>]).*?</\1\s*>", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?" + name + rb">\s*(\d+)\s*<") for name in (b"Row", b"Column"))
_OURS = re.compile(rb"rblik sp(?:\xc3\xb8|&#248;|&#xf8;)rger:", re.IGNORECASE)
_OF_BLOCK = 1024
_COLUMNS_WIDE, _LETTERS_A_LINE, _LEAST_LINES = 4, 38, 5

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_DRAWING = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
).encode()
_SHAPE_TYPE = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of the notes: how many were added to a thread's copy, which newer Excel does not show."""

    threaded: int = 0


def has_notes_of_ours(package: Package, part: str) -> bool:
    """Tell whether a sheet has notes of ours from last time."""
    return any(_OURS.search(package.zip.read(name)) for name in package.related(part, "comments"))


def add_notes(package: Package, part: str, sheet: SheetText, notes: Mapping[Place, str]) -> Noted:
    """Put notes on a sheet's cells; a cell that has one gets ours below it, and ours from last time go.

    Raises:
        OddXmlError: the notes that are there are in a form that is not changed safely.
    """
    existing = package.related(part, "comments")
    if not notes and not has_notes_of_ours(package, part):
        return Noted()
    threads = {
        place for name in package.related(part, "threadedComment") for place in _threads(package, name)
    }
    known: set[Place] = set()
    gone: set[Place] = set()
    if existing:
        data = package.zip.read(existing[0])
        known = {place for place in map(_place, _comments(tree_of(data, deepest=4))) if place}
        changed, gone = _with_comments(data, notes)
        package.zip.write(existing[0], changed)
    else:
        package.add_part(part, "comments", "xl/commentsTv{}.xml", _new_comments(sheet.space, notes))
    new = {place: text for place, text in notes.items() if place not in known}
    _draw(package, part, sheet, new, known - gone, gone)
    return Noted(len(threads & notes.keys()))


def _threads(package: Package, name: str) -> Iterable[Place]:
    told = (child.told.get("ref", "") for child in tree_of(package.zip.read(name), deepest=2).children)
    return [place for ref in told if (place := place_of(ref))]


def _comments(root: Element) -> list[Element]:
    listed = root.first("commentList")
    return [] if listed is None else list(listed.all("comment"))


def _place(comment: Element) -> Place | None:
    return place_of(comment.told.get("ref", ""))


def _new_comments(space: str, notes: Mapping[Place, str]) -> bytes:
    inside = b"".join(_comment(b"", place, text, 0) for place, text in sorted(notes.items()))
    start = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{space}"><authors>'
    author = b"<author>" + _AUTHOR + b"</author></authors>"
    return start.encode() + author + b"<commentList>" + inside + b"</commentList></comments>"


def _comment(prefix: bytes, place: Place, text: str, author: int) -> bytes:
    start = f'comment ref="{address(*place)}" authorId="{author}">'.encode()
    inside = _run(text)
    written = b"<{}" + start + b"<{}text>" + inside + b"</{}text></{}comment>"
    return written.replace(b"{}", prefix)


def _run(text: str) -> bytes:
    look = b'<{}rPr><{}sz val="9"/><{}color indexed="81"/><{}rFont val="Tahoma"/><{}family val="2"/></{}rPr>'
    return b"<{}r>" + look + b'<{}t xml:space="preserve">' + _safe(text) + b"</{}t></{}r>"


def _safe(text: str) -> bytes:
    """Write a text in which no braces are taken for the place of a prefix."""
    return escaped(text).replace(b"{}", b"{&#125;")


def _with_comments(data: bytes, notes: Mapping[Place, str]) -> tuple[bytes, set[Place]]:
    """Give a sheet's notes with ours, and the cells whose note was ours alone and is taken away."""
    root = tree_of(data, deepest=6)
    authors, listed = root.first("authors"), root.first("commentList")
    if authors is None or listed is None:
        raise OddXmlError
    edits = Edits(data)
    prefix = root.prefix
    theirs = {place: comment for comment in _comments(root) if (place := _place(comment))}
    gone: set[Place] = set()
    for place, comment in theirs.items():
        if not _change(edits, comment, notes.get(place)):
            gone.add(place)
    new = [(place, text) for place, text in sorted(notes.items()) if place not in theirs]
    if new:
        edits.append(authors, b"<" + prefix + b"author>" + _AUTHOR + b"</" + prefix + b"author>")
        author = len(list(authors.all("author")))
        edits.append(listed, b"".join(_comment(prefix, place, text, author) for place, text in new))
    return edits.done(), gone


def _change(edits: Edits, comment: Element, text: str | None) -> bool:
    """Add our text to a note, and take that of last time away; tell whether anything of the note is left."""
    told = comment.first("text")
    said = "" if told is None else _said(edits.data, told)
    if told is None or not is_ours(said):
        if text is not None:
            _add_to(edits, comment, text)
        return True
    own = "\n\n".join(part for part in (without_note(said), text) if part)
    if not own:
        edits.replace(comment.begin, comment.end, b"")
        return False
    inside = _run(own).replace(b"{}", comment.prefix)
    name = comment.prefix + b"text>"
    edits.replace(told.begin, told.end, b"<" + name + inside + b"</" + name)
    return True


def _said(data: bytes, told: Element) -> str:
    """Give what a note says."""
    pieces = [piece for piece in (told, *told.all("r")) if piece.name in ("text", "r")]
    texts = (text for piece in pieces for text in piece.all("t"))
    written = b"".join(data[text.inner : text.close] for text in texts if not text.is_empty)
    return unescape(written.decode("utf-8", "replace"))


def _add_to(edits: Edits, comment: Element, text: str) -> None:
    """Add a text below that of a note."""
    told = comment.first("text")
    if told is None:
        raise OddXmlError
    runs = list(told.all("r"))
    plain = told.first("t")
    if runs or plain is None:
        run = _run(f"\n\n{text}" if runs else text).replace(b"{}", comment.prefix)
        if runs:
            edits.insert(runs[-1].end, run)
        else:
            edits.append(told, run)
    else:
        edits.append(plain, escaped(f"\n\n{text}"))


def _draw(
    package: Package,
    part: str,
    sheet: SheetText,
    notes: Mapping[Place, str],
    known: Iterable[Place],
    gone: Iterable[Place],
) -> None:
    """Draw the boxes of new notes, and take away those of notes that are gone.

    Where nobody drew those that are there, theirs are drawn too.
    """
    named = sheet.root.first("legacyDrawing")
    targets = {relation.id: relation.part for relation in package.relations(part)}
    drawing = "" if named is None else targets.get(named.told.get("id", ""), "")
    if named is not None and not package.zip.has(drawing):
        raise OddXmlError
    texts = dict(notes) | ({} if named is not None else dict.fromkeys(known, ""))
    if not texts and not gone:
        return
    data = _without_shapes(package.zip.read(drawing), gone) if drawing else _DRAWING
    changed = _with_shapes(data, texts, _blocks(package)) if texts else data
    if drawing:
        package.zip.write(drawing, changed)
        return
    id_ = package.add_part(part, "vmlDrawing", "xl/drawings/vmlDrawingTv{}.vml", changed)
    sheet.add_reference("legacyDrawing", id_, package.relation_space)


def _without_shapes(data: bytes, gone: Iterable[Place]) -> bytes:
    places = {(row - 1, column - 1) for row, column in gone}

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        place = (int(row[1]), int(column[1])) if row and column else (-1, -1)
        return b"" if place in places else found[0]

    return _SHAPE.sub(kept, data) if places else data


def _blocks(package: Package) -> set[int]:
    """Give the blocks of shapes' numbers that are taken anywhere."""
    found: set[int] = set()
    for name in package.zip.names():
        if name.casefold().endswith(".vml"):
            data = package.zip.read(name)
            found |= {int(number) // _OF_BLOCK for number in _SHAPE_NUMBER.findall(data)}
            for told in _BLOCK.findall(data):
                found |= {int(block) for block in told[1].replace(b" ", b"").split(b",") if block.isdigit()}
    return found


def _with_shapes(data: bytes, notes: Mapping[Place, str], taken: set[int]) -> bytes:
    end = _LAST.search(data)
    if end is None:
        raise OddXmlError
    first = max(taken, default=0) + 1
    count = -(-len(notes) // (_OF_BLOCK - 1))
    blocks = range(first, first + count)
    numbers = (block * _OF_BLOCK + n for block in blocks for n in range(1, _OF_BLOCK))
    shapes = b"".join(
        _shape(number, place, text)
        for number, (place, text) in zip(numbers, sorted(notes.items()), strict=False)
    )
    if not all(b"xmlns:" + prefix in data for prefix in (b"v=", b"o=", b"x=")):
        shapes = shapes.replace(b"<v:shape ", f"<v:shape {_SPACES} ".encode())
    kind = b"" if b'"_x0000_t202"' in data else _SHAPE_TYPE
    told = ",".join(map(str, blocks)).encode()
    body = _BLOCK.sub(
        lambda found: found[1] + (found[2] + b"," if found[2] else b"") + told + found[3], data, 1
    )
    cut = len(body) - (len(data) - end.start())
    return body[:cut] + kind + shapes + body[cut:]


def _shape(number: int, place: Place, text: str) -> bytes:
    """Draw a note's box beside its cell, large enough for its text."""
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n"))
    high = max(_LEAST_LINES, lines + 1)
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 15, {top}, 10, {column + 1 + _COLUMNS_WIDE}, 15, {top + high}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        'margin-top:1.5pt;width:220pt;height:90pt;z-index:1;visibility:hidden" fillcolor="#f3effc" '
        'o:insetmode="auto"><v:fill color2="#f3effc"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()
