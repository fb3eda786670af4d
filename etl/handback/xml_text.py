"""XML changed as text: elements with the places of their bytes, and edits made all at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"""<(?:([^\s:/>"'=]+):)?[^\s:/>"'=]+[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class OddXmlError(Exception):
    """The part is in a form that is not changed safely."""


@dataclass(slots=True)
class Element:
    """An element: ``data[begin:inner]`` opens it, ``data[close:end]`` closes it; an empty one has neither.

    Attributes:
        prefix: the prefix of its name with the colon, as it is written; b"" for none.
        told: its attributes by local name.
    """

    name: str
    space: str
    prefix: bytes
    told: dict[str, str]
    begin: int
    inner: int
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell ``<name/>``."""
        return self.close == self.begin

    def all(self, name: str) -> Iterator["Element"]:
        """Give the children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        """Give the first child of a name."""
        return next(self.all(name), None)


def tree_of(data: bytes, deepest: int = 100) -> Element:
    """Parse a part to its elements, no deeper than asked for.

    Raises:
        OddXmlError: it is no sound XML, or declares a document type.
    """
    return _Tree(data, deepest).root()


class _Tree:
    def __init__(self, data: bytes, deepest: int) -> None:
        self._data = data
        self._deepest = deepest
        self._open: list[Element | None] = []
        self._root: Element | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse

    def root(self) -> Element:
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003 - the parser's own signature
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise OddXmlError from error
        if self._root is None:
            raise OddXmlError
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= self._deepest:
            self._open.append(None)
            return
        begin = self._parser.CurrentByteIndex
        tag = _TAG.match(self._data, begin)
        if tag is None:
            raise OddXmlError
        space, _, local = name.rpartition(" ")
        told = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        prefix = tag[1] + b":" if tag[1] else b""
        element = Element(local, space, prefix, told, begin, tag.end())
        if self._open and self._open[-1] is not None:
            self._open[-1].children.append(element)
        self._root = self._root or element
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element is None:
            return
        if self._data.endswith(b"/>", element.begin, element.inner):
            element.close, element.end = element.begin, element.inner
            return
        element.close = self._parser.CurrentByteIndex
        element.end = self._data.find(b">", element.close) + 1


def check(data: bytes) -> None:
    """Check that a part is sound XML.

    Raises:
        OddXmlError: it is not.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise OddXmlError from error


def _refuse(*_: object) -> None:
    raise OddXmlError


class Edits:
    """Changes to a text, told in its own places and made together."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._made: list[tuple[int, int, bytes]] = []

    def insert(self, at: int, new: bytes) -> None:
        """Insert at a place; what is inserted at the same place later stands after."""
        self._made.append((at, at, new))

    def replace(self, begin: int, end: int, new: bytes) -> None:
        """Put something in place of what stands there."""
        self._made.append((begin, end, new))

    def set(self, element: Element, **told: str) -> None:
        """Give an element attributes."""
        tag = self.data[element.begin : element.inner]
        for name, value in told.items():
            tag = with_attribute(tag, name, value)
        self.replace(element.begin, element.inner, tag)

    def append(self, element: Element, new: bytes, **told: str) -> None:
        """Add at the end of an element's inside, and give it attributes."""
        tag = self.data[element.begin : element.inner]
        for name, value in told.items():
            tag = with_attribute(tag, name, value)
        if element.is_empty:
            name_end = re.match(rb"<[^\s/>]+", tag)
            name_bytes = b"" if name_end is None else name_end[0][1:]
            tag = re.sub(rb"\s*/>$", b">", tag) + new + b"</" + name_bytes + b">"
            self.replace(element.begin, element.end, tag)
            return
        if told:
            self.replace(element.begin, element.inner, tag)
        self.insert(element.close, new)

    def done(self) -> bytes:
        """Give the changed text."""
        pieces: list[bytes] = []
        at = 0
        for begin, end, new in sorted(self._made, key=lambda edit: edit[:2]):
            if begin < at:
                raise OddXmlError
            pieces += (self.data[at:begin], new)
            at = end
        return b"".join((*pieces, self.data[at:]))


def attributes_of(tag: bytes) -> dict[bytes, bytes]:
    """Give the attributes of an opening tag as they are written."""
    return {found[1]: found[2][1:-1] for found in _ATTRIBUTE.finditer(tag)}


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Give an opening tag with an attribute set."""
    written = quoted(value)
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name.encode():
            return tag[: found.start(2)] + written + tag[found.end(2) :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + name.encode() + b"=" + written + tag[end:]


def quoted(value: str) -> bytes:
    """Write an attribute's value."""
    return b'"' + escaped(value).replace(b'"', b"&quot;").replace(b"\n", b"&#10;") + b'"'


def escaped(text: str) -> bytes:
    """Write a text so that it is the same in every encoding that ASCII is part of."""
    plain = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.encode("ascii", "xmlcharrefreplace")


def cell_text(text: str) -> bytes:
    """Write a text for a cell, where Excel reads ``_x0041_`` as a letter."""
    return escaped(_ESCAPED.sub("_x005F_", text))
