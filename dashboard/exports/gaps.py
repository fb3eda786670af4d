"""What is missing as a table of a workbook: a row for each thing, initiative and list."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.components.missing import Lack
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import code_label
from dashboard.texts import language, t
from portfolio.rules.gaps import GAP_LABELS
from portfolio.snapshot import Item
from portfolio.vocabulary import Status, TrafficLight

_HEADS = ("initiative", "missing", "source", "sheet", "cell", "lead", "owner", "status", "light", "address")


def gaps_sheet(
    found: Iterable[tuple[Item, Sequence[Lack]]], sources: Mapping[int, str], address: Callable[[int], str]
) -> SheetTable:
    """Give what is missing.

    Args:
        found: initiatives, and what is missing about each.
        sources: the sources' names by their ids.
        address: gives an initiative's address.
    """
    rows = [_row(item, lack, sources, address) for item, lacks in found for lack in lacks]
    heads = [SheetColumn(t(f"gaps.file_{name}"), Kind.TEXT) for name in _HEADS]
    return SheetTable(t("gaps.sheet"), heads, rows)


def _row(item: Item, lack: Lack, sources: Mapping[int, str], address: Callable[[int], str]) -> list[Value]:
    return [
        item.title,
        GAP_LABELS[lack.gap].text(language()),
        sources[lack.spot.source_id],
        lack.spot.sheet,
        lack.cell,
        item.text("lead"),
        item.text("owner"),
        code_label(Status, item.code("status")),
        code_label(TrafficLight, item.code("traffic_light")),
        address(item.id),
    ]
