"""Notes on cells of an xlsx sheet: old comments, and the threads that newer Excel keeps beside them."""

from etl.read.clean import clean_text
from etl.read.grid import Place
from etl.read.xlsx_parts import Parts
from etl.read.xlsx_scan import place_of
from etl.read.xml_stream import Attributes, Chunks, parse

_NOWHERE = (0, 0)


def read_notes(parts: Parts, sheet: str) -> dict[Place, str]:
    """Read the notes on a sheet's cells; a thread stands instead of the copy that is made for old readers."""
    notes: dict[Place, str] = {}
    for kind, element in (("comments", "comment"), ("threadedComment", "threadedComment")):
        for part in parts.related(sheet, kind):
            notes |= _notes(parts.chunks(part), element)
    return notes


def _notes(chunks: Chunks, element: str) -> dict[Place, str]:
    found: dict[Place, list[str]] = {}
    texts: list[str] = []
    is_text = False

    def start(name: str, told: Attributes) -> None:
        nonlocal texts, is_text
        if name == element:
            texts = found.setdefault(place_of(told.get("ref", "")) or _NOWHERE, [])
            texts.append("")
        is_text = name in ("t", "text")

    def end(name: str) -> None:
        nonlocal is_text
        is_text = is_text and name not in ("t", "text")

    def text(piece: str) -> None:
        if is_text and texts:
            texts[-1] += piece

    parse(chunks, start, end, text)
    cleaned = {place: clean_text("\n".join(parts)) for place, parts in found.items() if place != _NOWHERE}
    return {place: note for place, note in cleaned.items() if note}
