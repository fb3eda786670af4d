"""A style sheet with more at the ends of its lists: cells keep what they look like but for the fill."""

from collections.abc import Iterable

from etl.handback.xml_text import Edits, Element, OddXmlError, tree_of, with_attribute
from etl.schema.marks import FILL, HATCH, HATCH_PATTERN

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOST_STYLES = 64_000
"""Excel itself keeps 65,490 and calls a file with more damaged."""

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_FIRST = {
    "fonts": b'<{}font><{}sz val="11"/><{}name val="Calibri"/></{}font>',
    "fills": b'<{}fill><{}patternFill patternType="none"/></{}fill>'
    b'<{}fill><{}patternFill patternType="gray125"/></{}fill>',
    "borders": b"<{}border><{}left/><{}right/><{}top/><{}bottom/><{}diagonal/></{}border>",
    "cellXfs": b'<{}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
_COUNTS = {"fonts": 1, "fills": 2, "borders": 1, "cellXfs": 1}

EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
"""The style sheet of a workbook that had none; its lists are made when something is put into them."""


class StyleText:
    """A style sheet and what is to be added to it.

    Raises:
        OddXmlError: it is in a form that is not changed safely.
    """

    def __init__(self, data: bytes, resolved: Iterable[str | None]) -> None:
        self._data = data
        self._root = tree_of(data, deepest=5)
        if self._root.name != "styleSheet":
            raise OddXmlError
        self._prefix = self._root.prefix
        self._resolved = tuple(None if colour == FILL else colour for colour in resolved)
        self._lists = {name: self._root.first(name) for name in _FIRST}
        self._added: dict[str, list[bytes]] = {name: [] for name in _FIRST}
        self._asked: dict[int, int] = {}

    @property
    def is_full(self) -> bool:
        """Tell whether no more styles may be added."""
        return self._count("cellXfs") + len(self._added["cellXfs"]) >= MOST_STYLES

    def colour(self, style: int) -> str | None:
        """Give the colour that cells of a style are seen in; None for white and none."""
        return self._resolved[style] if style < len(self._resolved) else None

    def asked(self, style: int) -> int:
        """Give the style of a cell with a question that has had this one: only its fill differs."""
        if style not in self._asked:
            self._asked[style] = style if self.is_full else self._with_fill(style)
        return self._asked[style]

    def _with_fill(self, style: int) -> int:
        own = self._xfs[style] if style < len(self._xfs) else None
        tag = self._data[own.begin : own.end] if own is not None else self._filled_in(_FIRST["cellXfs"])
        opening = tag[: own.inner - own.begin] if own is not None else tag
        changed = with_attribute(opening, "fillId", str(self._fill(own, style)))
        changed = with_attribute(changed, "applyFill", "1")
        return self._add("cellXfs", changed + tag[len(opening) :])

    def _fill(self, own: Element | None, style: int) -> int:
        """Give our fill: plain, or as strokes over the colour that the cell has."""
        front = self._front(own, self.colour(style))
        if front is None:
            inside = f'patternType="solid"><{{}}fgColor rgb="FF{FILL}"/><{{}}bgColor indexed="64"/>'.encode()
        else:
            over = f'patternType="{HATCH_PATTERN}"><{{}}fgColor rgb="FF{HATCH}"/>'.encode()
            inside = over + b"<" + self._prefix + b"bgColor" + front + b"/>"
        fill = b"<{}fill><{}patternFill " + inside + b"</{}patternFill></{}fill>"
        return self.add("fills", fill)

    def _front(self, own: Element | None, colour: str | None) -> bytes | None:
        """Give the attributes of a style's own colour as they are written; None where none is seen."""
        if own is None or colour is None:
            return None
        fills = self._lists["fills"]
        number = int(own.told.get("fillId", "0"))
        pattern = None if fills is None else fills.children[number].first("patternFill")
        front = None if pattern is None else pattern.first("fgColor")
        if pattern is None or front is None or pattern.told.get("patternType") != "solid":
            return f' rgb="FF{colour}"'.encode()
        tag = self._data[front.begin : front.inner]
        return tag[1 + len(front.prefix) + len(b"fgColor") :].rstrip(b"/>")

    @property
    def _xfs(self) -> list[Element]:
        found = self._lists["cellXfs"]
        return [] if found is None else list(found.all("xf"))

    def add(self, name: str, element: bytes) -> int:
        """Add to a list, unless it was added before; ``{}`` in the element is its names' prefix."""
        written = self._filled_in(element)
        if written in self._added[name]:
            return self._count(name) + self._added[name].index(written)
        return self._add(name, written)

    def _add(self, name: str, written: bytes) -> int:
        self._added[name].append(written)
        return self._count(name) + len(self._added[name]) - 1

    def _filled_in(self, element: bytes) -> bytes:
        return element.replace(b"{}", self._prefix)

    def _count(self, name: str) -> int:
        found = self._lists[name]
        return _COUNTS[name] if found is None or not found.children else len(found.children)

    def finished(self) -> bytes:
        """Give the style sheet with what was added; fills of ours from last time are what they hid."""
        edits = Edits(self._data)
        self._clear(edits)
        missing: list[bytes] = []
        for name in _ORDER:
            added = self._added.get(name, [])
            found = self._lists.get(name)
            if found is not None and missing:
                edits.insert(found.begin, b"".join(missing))
                missing = []
            if name in _FIRST and found is None:
                inside = self._filled_in(_FIRST[name]) + b"".join(added)
                missing.append(self._new_list(name, inside, self._count(name) + len(added)))
            elif found is not None and added:
                start = b"" if found.children else self._filled_in(_FIRST[name])
                edits.append(found, start + b"".join(added), count=str(self._count(name) + len(added)))
        self._insert_last(edits, missing)
        return edits.done()

    def _clear(self, edits: Edits) -> None:
        fills = self._lists["fills"]
        for fill in () if fills is None else fills.children:
            pattern = fill.first("patternFill")
            front = None if pattern is None else pattern.first("fgColor")
            if pattern is None or front is None:
                continue
            kind, ink = pattern.told.get("patternType"), front.told.get("rgb", "")[-len(FILL) :].upper()
            if (kind, ink) == ("solid", FILL):
                edits.replace(
                    pattern.begin, pattern.end, self._filled_in(b'<{}patternFill patternType="none"/>')
                )
            elif (kind, ink) == (HATCH_PATTERN, HATCH):
                edits.replace(pattern.begin, pattern.end, self._solid(pattern))

    def _solid(self, pattern: Element) -> bytes:
        """Give the colour behind strokes as a fill of its own."""
        back = pattern.first("bgColor")
        tag = b"" if back is None else self._data[back.begin : back.inner]
        inside = b"" if back is None else tag[1 + len(back.prefix) + len(b"bgColor") :].rstrip(b"/>")
        front = b"<{}fgColor" + inside + b'/><{}bgColor indexed="64"/>'
        return self._filled_in(b'<{}patternFill patternType="solid">' + front + b"</{}patternFill>")

    def _new_list(self, name: str, inside: bytes, count: int) -> bytes:
        full = self._prefix + name.encode()
        return b"<" + full + f' count="{count}">'.encode() + inside + b"</" + full + b">"

    def _insert_last(self, edits: Edits, missing: list[bytes]) -> None:
        """Put lists in that no list of ours follows: before whatever else there is."""
        if not missing:
            return
        if self._root.is_empty:
            edits.append(self._root, b"".join(missing))
            return
        others = (child for child in self._root.children if child.name not in _ORDER)
        follower = next(others, None)
        edits.insert(self._root.close if follower is None else follower.begin, b"".join(missing))
