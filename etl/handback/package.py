"""An xlsx package being changed: its parts, what they name, and new parts told of where they must be."""

import posixpath
from dataclasses import dataclass

from etl.handback.xml_text import Edits, Element, OddXmlError, quoted, tree_of
from etl.handback.zip_patch import ZipPatch

_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_PACKAGE}"></Relationships>'
).encode()
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_CONTENT_TYPES = {
    "worksheet": f"{_SPREADSHEET}worksheet+xml",
    "styles": f"{_SPREADSHEET}styles+xml",
    "comments": f"{_SPREADSHEET}comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part names, by which id, as what; outside targets are left out."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class SheetRef:
    """A sheet as the workbook names it."""

    name: str
    part: str
    kind: str
    element: Element


class Package:
    """The parts of an xlsx file.

    Raises:
        OddXmlError: it is in a form that is not changed safely.
    """

    def __init__(self, data: bytes) -> None:
        self.zip = ZipPatch(data)
        main = (relation.part for relation in self.relations("") if relation.kind == "officeDocument")
        self.workbook = next(main, "xl/workbook.xml")
        self.sheets = self._sheets()

    def _sheets(self) -> tuple[SheetRef, ...]:
        targets = {relation.id: relation for relation in self.relations(self.workbook)}
        listed = tree_of(self.zip.read(self.workbook), deepest=3).first("sheets")
        found: list[SheetRef] = []
        for sheet in () if listed is None else listed.children:
            relation = targets.get(sheet.told.get("id", ""))
            if relation is None:
                raise OddXmlError
            found.append(SheetRef(sheet.told.get("name", ""), relation.part, relation.kind, sheet))
        if not found:
            raise OddXmlError
        return tuple(found)

    def relations(self, part: str) -> list[Relation]:
        """Give the parts that a part names."""
        data = self.zip.read(_relations_of(part))
        if not data:
            return []
        folder = posixpath.dirname(part)
        return [
            Relation(told.get("Id", ""), told.get("Type", "").rpartition("/")[2], _target(folder, told))
            for told in (child.told for child in tree_of(data, deepest=2).children)
            if told.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """Give the parts of a kind that a part names and that are there."""
        found = (relation.part for relation in self.relations(part) if relation.kind == kind)
        return [name for name in found if self.zip.has(name)]

    def add_part(self, owner: str, kind: str, pattern: str, data: bytes) -> str:
        """Add a part and let another name it; give the id of that.

        Args:
            owner: the part that names it.
            kind: what it is, such as ``comments``.
            pattern: its name with ``{}`` for a number, where the name without one is taken.
            data: its contents.
        """
        names = (pattern.format(number or "") for number in range(10_000))
        part = next(name for name in names if not self.zip.has(name))
        self.zip.write(part, data)
        self._tell_type(part, kind)
        return self._name(owner, kind, part)

    def _name(self, owner: str, kind: str, part: str) -> str:
        place = _relations_of(owner)
        data = self.zip.read(place) or _EMPTY_RELATIONS
        root = tree_of(data, deepest=2)
        taken = {child.told.get("Id", "").casefold() for child in root.children}
        id_ = next(name for n in range(1, 100_000) if (name := f"rIdTv{n}").casefold() not in taken)
        told = {"Id": id_, "Type": f"{_RELATIONS[self.is_strict]}/{kind}", "Target": f"/{part}"}
        edits = Edits(data)
        edits.append(root, _element(root.prefix + b"Relationship", told))
        self.zip.write(place, edits.done())
        return id_

    @property
    def is_strict(self) -> bool:
        """Tell a package in the strict form, which names everything by other addresses."""
        return self.main_space.startswith(_STRICT)

    @property
    def main_space(self) -> str:
        """Give the namespace of the workbook and its sheets."""
        return tree_of(self.zip.read(self.workbook), deepest=1).space

    @property
    def relation_space(self) -> str:
        """Give the namespace of attributes that name parts."""
        return _RELATIONS[self.is_strict]

    def _tell_type(self, part: str, kind: str) -> None:
        data = self.zip.read(_TYPES)
        root = tree_of(data, deepest=2)
        edits = Edits(data)
        if kind != "vmlDrawing":
            told = {"PartName": f"/{part}", "ContentType": _CONTENT_TYPES[kind]}
            edits.append(root, _element(root.prefix + b"Override", told))
        elif not any(child.told.get("Extension", "").casefold() == "vml" for child in root.all("Default")):
            told = {"Extension": "vml", "ContentType": _CONTENT_TYPES[kind]}
            element = _element(root.prefix + b"Default", told)
            if root.children:
                edits.insert(root.children[0].begin, element)
            else:
                edits.append(root, element)
        self.zip.write(_TYPES, edits.done())

    def list_sheet(self, name: str, id_: str) -> None:
        """Name a new sheet last in the workbook."""
        data = self.zip.read(self.workbook)
        listed = tree_of(data, deepest=3).first("sheets")
        if listed is None:
            raise OddXmlError
        numbers = [int(sheet.told.get("sheetId", "0")) for sheet in listed.children]
        told = {"name": name, "sheetId": str(max(numbers) + 1)}
        prefix = _prefix_of_id(data, listed.children[-1])
        more = f' xmlns:{prefix}="{self.relation_space}" {prefix}:id="{id_}"/>'.encode()
        edits = Edits(data)
        edits.append(listed, _element(listed.prefix + b"sheet", told).removesuffix(b"/>") + more)
        self.zip.write(self.workbook, edits.done())


def _prefix_of_id(data: bytes, sheet: Element) -> str:
    """Give the prefix that the workbook writes before a sheet's id: some programs go by it."""
    tag = data[sheet.begin : sheet.inner]
    before = tag[: tag.find(b":id=")]
    return before.rsplit(maxsplit=1)[-1].decode() if b":id=" in tag else "r"


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(folder: str, told: dict[str, str]) -> str:
    return posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")


def _element(name: bytes, told: dict[str, str]) -> bytes:
    attributes = b"".join(b" " + key.encode() + b"=" + quoted(value) for key, value in told.items())
    return b"<" + name + attributes + b"/>"
