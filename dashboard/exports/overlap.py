"""What is alike, and groups of alike initiatives, as tables of a workbook."""

from collections.abc import Callable, Iterable

from dashboard.components.overlap_asked import Found, Result
from dashboard.components.overlap_groups import Shown
from dashboard.components.overlap_results import differences_of, ending_lines, reasons_of
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import area_label, code_label, organisation_label
from dashboard.texts import language, t
from portfolio.snapshot import Item
from portfolio.vocabulary import Status, label

_OF_ALIKE = (
    ("rank", Kind.WHOLE),
    ("initiative", Kind.TEXT),
    ("level", Kind.TEXT),
    ("likeness", Kind.SHARE),
    ("status", Kind.TEXT),
    ("area", Kind.TEXT),
    ("municipalities", Kind.TEXT),
    ("why", Kind.TEXT),
    ("differs", Kind.TEXT),
    ("ending", Kind.TEXT),
    ("decided", Kind.TEXT),
    ("address", Kind.TEXT),
)
_OF_GROUPS = (
    ("group", Kind.WHOLE),
    ("theme", Kind.TEXT),
    ("initiative", Kind.TEXT),
    ("likeness", Kind.SHARE),
    ("status", Kind.TEXT),
    ("area", Kind.TEXT),
    ("municipalities", Kind.TEXT),
    ("end", Kind.DAY),
    ("address", Kind.TEXT),
)


def overlap_sheet(found: Found | None, address: Callable[[int], str]) -> SheetTable:
    """Give what is alike, ranked, with the reasons in words; ``address`` gives an initiative's address."""
    heads = [SheetColumn(t(f"overlap.file_{name}"), kind) for name, kind in _OF_ALIKE]
    results = () if found is None else found.results
    rows = [_row(place, it, address) for place, it in enumerate(results, 1)]
    return SheetTable(t("overlap.sheet"), heads, rows)


def _row(place: int, it: Result, address: Callable[[int], str]) -> list[Value]:
    return [
        place,
        it.item.title,
        t(f"overlap.level_{it.alike.level}"),
        it.alike.likeness,
        code_label(Status, it.item.code("status")),
        area_label(it.item),
        _towns(it.item),
        "\n".join(f"{t(f'overlap.reason_{kind}')}: {said}" for kind, said in reasons_of(it)),
        "\n".join(f"{t(f'overlap.differs_{kind}')}: {said}" for kind, said in differences_of(it)),
        "\n".join(f"{said}: {text}" for said, text in ending_lines(it)),
        "\n".join(
            f"{label(note.verdict, language())}: {note.reason} ({note.made_by})" for note in it.decided
        ),
        address(it.item.id),
    ]


def _towns(item: Item) -> str:
    return ", ".join(organisation_label(code) for code in item.municipalities())


def groups_sheet(found: Iterable[Shown], address: Callable[[int], str]) -> SheetTable:
    """Give groups, a row an initiative; ``address`` gives an initiative's address."""
    heads = [SheetColumn(t(f"overlap.file_{name}"), kind) for name, kind in _OF_GROUPS]
    rows: list[list[Value]] = [
        [
            place,
            group.theme,
            item.title,
            likeness,
            code_label(Status, item.code("status")),
            area_label(item),
            _towns(item),
            item.day("end_last"),
            address(item.id),
        ]
        for place, group in enumerate(found, 1)
        for item, likeness in zip(group.items, group.likeness, strict=True)
    ]
    return SheetTable(t("overlap.groups_sheet"), heads, rows)
