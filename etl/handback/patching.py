"""An xlsx workbook changed part by part: sheets with questions or ids, notes, styles, one more sheet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from etl.handback.answer_sheet import Asked, free_name, in_order
from etl.handback.answer_text import answer_sheet_xml, id_style
from etl.handback.id_places import id_cells
from etl.handback.note_text import add_notes, has_notes_of_ours
from etl.handback.package import Package, SheetRef
from etl.handback.sheet_text import SheetText
from etl.handback.style_text import EMPTY, StyleText
from etl.handback.xml_text import check
from etl.parse.cpr import MASK, masked
from etl.read.clean import clean_text
from etl.read.grid import Place
from etl.read.xlsx_scan import MAX_COLUMN, MAX_ROW, place_of
from etl.read.xlsx_styles import read_styles
from etl.read.xml_stream import Chunks
from etl.schema.marks import is_sheet, note
from portfolio.findings import Fact, Finding
from portfolio.handback import ListPlace, SenderQuestion
from portfolio.vocabulary import Severity

_WORKSHEET = "worksheet"


@dataclass(slots=True)
class _Told:
    """What came of it all, for the one who sends the workbook."""

    before: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    notes: list[Finding] = field(default_factory=list)

    def note(self, id_: str, sheet: str | None = None, **facts: Fact) -> None:
        """Note something, once."""
        known = {} if sheet is None else {"sheet": sheet}
        finding = Finding(id_, Severity.INFO, sheet, None, known | facts)
        self.notes += [] if finding in self.notes else [finding]


def patched(
    data: bytes, questions: Sequence[SenderQuestion], lists: Sequence[ListPlace], today: dt.date
) -> tuple[bytes, tuple[Finding, ...]]:
    """Give the changed workbook, and what its sender should know.

    Raises:
        OddXmlError: something of it is in a form that is not changed safely.
    """
    package = Package(data)
    styles, styles_part = _styles(package)
    sheets = {_known_as(sheet, today): sheet for sheet in package.sheets}
    former = next(
        (sheet for sheet in package.sheets if is_sheet(sheet.name) and sheet.kind == _WORKSHEET), None
    )
    name = free_name([sheet.name for sheet in package.sheets]) if former is None else former.name
    told = _Told()
    for known, sheet in sheets.items():
        mine = [question for question in questions if question.sheet == known and question.cell]
        places = [place for place in lists if place.sheet == known]
        is_changed = bool(mine or places) or has_notes_of_ours(package, sheet.part)
        if sheet is not former and sheet.kind == _WORKSHEET and is_changed:
            _change_sheet(package, replace(sheet, name=known), styles, mine, places, name, told)
    asked = Asked(
        name,
        in_order(questions),
        {known: known if MASK in known else sheet.name for known, sheet in sheets.items()},
        lists,
        told.before,
        frozenset(told.hidden),
        frozenset(known for known in sheets if MASK in known),
    )
    _add_sheet(package, styles, asked, former)
    _keep_styles(package, styles, styles_part)
    if any(part.casefold().startswith("_xmlsignatures/") for part in package.zip.names()):
        told.note("handback.signed")
    return package.zip.saved(), tuple(told.notes)


def _known_as(sheet: SheetRef, today: dt.date) -> str:
    """Give a sheet's name as it was read: clean, and without what may be a CPR number."""
    return masked(clean_text(sheet.name) or sheet.name, today)


def _styles(package: Package) -> tuple[StyleText, str]:
    part = next(iter(package.related(package.workbook, "styles")), "")
    data = package.zip.read(part) if part else EMPTY
    theme = next(iter(package.related(package.workbook, "theme")), "")
    read = read_styles(_one(data), _one(package.zip.read(theme) if theme else b""))
    return StyleText(data, (style.fill for style in read.cells)), part


def _one(data: bytes) -> Chunks:
    """Give a part in one piece."""
    if data:
        yield data


def _keep_styles(package: Package, styles: StyleText, part: str) -> None:
    data = styles.finished()
    check(data)
    if part:
        package.zip.write(part, data)
    else:
        package.add_part(package.workbook, "styles", "xl/styles{}.xml", data)


def _change_sheet(
    package: Package,
    ref: SheetRef,
    styles: StyleText,
    questions: Sequence[SenderQuestion],
    lists: Sequence[ListPlace],
    name: str,
    told: _Told,
) -> None:
    """Put questions and ids into a sheet."""
    sheet = SheetText(package.zip.read(ref.part))
    by_cell = _by_cell(sheet, questions)
    for place, asked in by_cell.items():
        colour = styles.colour(sheet.style_at(place))
        told.before |= {question.id: colour for question in asked if colour is not None}
        told.hidden |= {question.id for question in asked if sheet.is_hidden(place[0])}
    sheet.restyle(by_cell, styles.asked)
    ids = id_cells(package, ref.part, sheet, lists, by_cell, id_style(styles))
    sheet.put(ids.cells)
    if not ids.has_room:
        told.note("handback.no_room", ref.name)
    texts = {place: note([_note(it) for it in asked], name) for place, asked in by_cell.items()}
    noted = add_notes(package, ref.part, sheet, texts)
    if noted.threaded:
        told.note("handback.threaded", ref.name, count=noted.threaded)
    if by_cell and _is_locked(sheet):
        told.note("handback.locked", ref.name)
    if by_cell and styles.is_full:
        told.note("handback.styles_full")
    data = sheet.finished()
    check(data)
    package.zip.write(ref.part, data)


def _is_locked(sheet: SheetText) -> bool:
    lock = sheet.root.first("sheetProtection")
    return lock is not None and lock.told.get("sheet") in ("1", "true")


def _note(question: SenderQuestion) -> str:
    return " ".join(part for part in (question.message, question.wanted) if part)


def _by_cell(sheet: SheetText, questions: Sequence[SenderQuestion]) -> dict[Place, list[SenderQuestion]]:
    """Gather questions by the cell that people see: the first of a merged block."""
    blocks = _blocks(sheet)
    found: dict[Place, list[SenderQuestion]] = defaultdict(list)
    for question in in_order(questions):
        place = place_of(question.cell or "")
        if place is not None and place[0] <= MAX_ROW and place[1] <= MAX_COLUMN:
            found[_anchor(place, blocks)].append(question)
    return found


def _blocks(sheet: SheetText) -> list[tuple[Place, Place]]:
    listed = sheet.root.first("mergeCells")
    found: list[tuple[Place, Place]] = []
    for block in () if listed is None else listed.children:
        corners = [place_of(corner) for corner in block.told.get("ref", "").split(":")]
        if corners[0] is not None and corners[-1] is not None:
            found.append((corners[0], corners[-1]))
    return found


def _anchor(place: Place, blocks: Iterable[tuple[Place, Place]]) -> Place:
    for first, last in blocks:
        if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]:
            return first
    return place


def _add_sheet(package: Package, styles: StyleText, asked: Asked, former: SheetRef | None) -> None:
    """Add the sheet of questions, or put it where that of last time stands."""
    xml = answer_sheet_xml(asked, styles, package.main_space)
    check(xml)
    if former is not None:
        package.zip.write(former.part, xml)
        return
    id_ = package.add_part(package.workbook, _WORKSHEET, "xl/worksheets/sheetTv{}.xml", xml)
    package.list_sheet(asked.name, id_)
