"""Counts by traffic light as numbers: a row a thing counted, a column a light, every number a link."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components.badges import light_badge
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column
from dashboard.labels import Category, Code, code_label
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER
from portfolio.vocabulary import TrafficLight

Address = Callable[[Code, Code], str]
"""Gives the address of the initiatives behind a row's code and a light's."""


def lights_numbers(
    caption: str,
    corner: str,
    rows: Sequence[Category],
    counts: Mapping[tuple[Code, Code], int],
    address: Address,
) -> Numbers:
    """Give counts by row and light, the worst light first, with each row's total."""
    heads = [
        Column(code_label(TrafficLight, it), is_number=True, shown=light_badge(it)) for it in LIGHT_ORDER
    ]
    columns = [Column(corner), *heads, Column(t("lights.total"), is_number=True)]
    return Numbers(caption, columns, [_row(row, counts, address) for row in rows])


def _row(row: Category, counts: Mapping[tuple[Code, Code], int], address: Address) -> list[Cell]:
    found = [(light, counts.get((row.code, light), 0)) for light in LIGHT_ORDER]
    cells = [counted(count, address(row.code, light) if count else None) for light, count in found]
    return [row.label, *cells, counted(sum(count for _, count in found))]
