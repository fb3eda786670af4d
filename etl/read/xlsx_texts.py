"""The texts that an xlsx file's sheets share, each cleaned once."""

import re
from collections.abc import Iterator

from etl.read.clean import clean_values
from etl.read.xml_stream import Attributes, BadXmlError, Chunks, feed, finish, make_parser

_BEGIN = re.compile(rb"\s*(?:<\?xml [^<>]*\?>)?\s*<sst(?: [^<>]*)?>")
_END, _ITEM_END = b"</sst>", b"</si>"
_KEPT, _PLAIN = '<t xml:space="preserve">', "<t>"
_FIRST, _BETWEEN, _LAST = "<si><t>", "</t></si><si><t>", "</t></si>"
_TAGS_OF_ITEM = 4
_AT_ONCE, _LONGEST_ITEM = 256, 4 << 20
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(\w{1,9}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CODED = re.compile(r"_x(?![dD][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, as Excel writes it; halves of a character stay as they are."""

_BLANKS = " \t\r\n"


class OtherFormError(Exception):
    """Something is in no form that is known here."""


def read_texts(chunks: Chunks) -> list[str | None]:
    """Read shared texts in their order; None for one with nothing in it.

    Raises:
        OtherFormError: the part is written in another form than office suites use.
    """
    texts: list[str | None] = []
    for block in _blocks(chunks):
        try:
            raws = _plain(block.decode("utf-8")) or _parsed(block)
        except (UnicodeDecodeError, BadXmlError) as error:
            raise OtherFormError from error
        for first in range(0, len(raws), _AT_ONCE):
            texts += clean_values(raws[first : first + _AT_ONCE])  # type: ignore[arg-type] # texts stay texts
    return texts


def _blocks(chunks: Chunks) -> Iterator[bytes]:
    """Give the XML of the items, some whole ones at a time."""
    kept = next(chunks, b"")
    begin = _BEGIN.match(kept)
    if begin is None:
        if kept.strip():
            raise OtherFormError
        return
    kept = kept[begin.end() :]
    while (end := kept.find(_END)) < 0:
        cut = kept.rfind(_ITEM_END) + len(_ITEM_END)
        if cut >= len(_ITEM_END):
            yield kept[:cut]
            kept = kept[cut:]
        chunk = next(chunks, None)
        if chunk is None or len(kept) > _LONGEST_ITEM:
            raise OtherFormError
        kept += chunk
    if end:
        yield kept[:end]
    if kept[end + len(_END) :].strip() or any(chunk.strip() for chunk in chunks):
        raise OtherFormError


def _plain(block: str) -> list[str] | None:
    """Give the texts of items that hold nothing but a text; None where some hold more."""
    block = block.replace(_KEPT, _PLAIN)
    if not block.startswith(_FIRST) or not block.endswith(_LAST):
        return None
    texts = block[len(_FIRST) : -len(_LAST)].split(_BETWEEN)
    if block.count("<") != _TAGS_OF_ITEM * len(texts):
        return None
    is_coded = "&" in block or "_x" in block
    return [written(text) if "&" in text or "_x" in text else text for text in texts] if is_coded else texts


def written(text: str) -> str:
    """Give a text as it is meant: XML's entities and Excel's codes resolved.

    Raises:
        OtherFormError: it has an entity that nobody has declared.
    """
    if "&" in text:
        if text.count("&") != len(_ENTITY.findall(text)):
            raise OtherFormError
        text = _ENTITY.sub(_meant, text)
    return _decoded(text)


def _decoded(text: str) -> str:
    return _CODED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _meant(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name is not None:
        if name not in _NAMED:
            raise OtherFormError
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        raise OtherFormError
    return chr(number)


class _Items:
    """Takes items of any form: with runs of different looks, or a reading aid, which is no text of theirs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._run: list[str] | None = None
        self._is_kept = False
        self._aids = 0

    def start(self, name: str, told: Attributes) -> None:
        """Take an element's beginning."""
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aids += 1
        elif name == "t" and not self._aids:
            self._run, self._is_kept = [], told.get("xml:space") == "preserve"

    def end(self, name: str) -> None:
        """Take an element's end."""
        if name == "si":
            self.texts.append(_decoded("".join(self._parts)))
        elif name == "rPh":
            self._aids -= 1
        elif name == "t" and self._run is not None:
            run, self._run = "".join(self._run), None
            self._parts.append(run if self._is_kept else run.strip(_BLANKS))

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._run is not None:
            self._run.append(text)


def _parsed(block: bytes) -> list[str]:
    items = _Items()
    parser = make_parser(items.start, items.end, items.text)
    feed(parser, b"<sst>" + block + _END)
    finish(parser)
    return items.texts
