"""Which part of an xlsx file is what: sheets in their order, styles, theme, notes."""

import datetime as dt
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from etl.read.archive import checked_chunks, chunks, large_parts
from etl.read.xml_stream import Attributes, BadXmlError, Chunks, parse

_ROOT = ""
_MOST_PIECES = 5


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part names: what it is to it, and where it is."""

    kind: str
    target: str


_NOWHERE = Relation("", "")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook names it.

    Attributes:
        part: where it is; "" when it is not there.
        kind: what it is: a ``worksheet``, or something without cells of its own.
        state: "hidden" or "veryHidden"; "" for one that is seen.
    """

    name: str
    part: str
    kind: str
    state: str


class Parts:
    """The parts of an opened xlsx file, found by what they are and not by what they happen to be called.

    Attributes:
        counts_from_1904: days are counted from 1904; known when the sheets are.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._unchecked = set(large_parts(archive))
        self._members = {name.casefold(): name for name in archive.namelist()}
        self.counts_from_1904 = False
        self._workbook = next(iter(self.related(_ROOT, "officeDocument")), "xl/workbook.xml")

    def chunks(self, part: str) -> Chunks:
        """Unpack a part piece by piece; nothing for a part that is not there."""
        name = self._members.get(part.casefold())
        if name in self._unchecked:
            yield from checked_chunks(self._archive, name)
            self._unchecked.discard(name)
        elif name is not None:
            yield from chunks(self._archive, name)

    def check_rest(self) -> None:
        """Check the large parts that nobody has read to their end.

        Raises:
            FileRefusedError: one is not as it should be.
        """
        for name in tuple(self._unchecked):
            for _ in self.chunks(name):
                pass

    def related(self, part: str, kind: str) -> list[str]:
        """Give the parts of a kind that a part names."""
        return [relation.target for relation in self._relations(part).values() if relation.kind == kind]

    def of_workbook(self, kind: str) -> Chunks:
        """Unpack the workbook's part of a kind, such as ``styles`` or ``theme``."""
        return self.chunks(next(iter(self.related(self._workbook, kind)), ""))

    def has(self, part: str) -> bool:
        """Tell whether a part is there."""
        return part.casefold() in self._members

    def sheets(self) -> list[SheetPart]:
        """Give each sheet in the workbook's order."""
        relations = self._relations(self._workbook)
        found: list[SheetPart] = []

        def start(name: str, told: Attributes) -> None:
            if name == "sheet":
                relation = relations.get(
                    next((told[key] for key in told if key.endswith(":id")), ""), _NOWHERE
                )
                state = told.get("state", "")
                found.append(SheetPart(told.get("name", ""), relation.target, relation.kind, state))
            elif name == "workbookPr":
                self.counts_from_1904 = told.get("date1904", "0") not in ("0", "false")

        parse(self.chunks(self._workbook), start)
        return found

    def saved(self) -> dt.date | None:
        """Give the day on which the workbook was last saved, as it tells itself."""
        pieces: list[str] = []
        is_day = False

        def start(name: str, _: Attributes) -> None:
            nonlocal is_day
            is_day = name == "modified"

        def text(piece: str) -> None:
            if is_day and len(pieces) < _MOST_PIECES:
                pieces.append(piece)

        part = next(iter(self.related(_ROOT, "core-properties")), "")
        try:
            parse(self.chunks(part), start, text=text)
            return dt.date.fromisoformat("".join(pieces).strip()[:10])
        except (BadXmlError, ValueError):
            return None

    def _relations(self, part: str) -> Mapping[str, Relation]:
        folder, name = posixpath.split(part)
        found: dict[str, Relation] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Relation(kind, target.lstrip("/"))

        parse(self.chunks(posixpath.join(folder, "_rels", f"{name}.rels")), start)
        return found
