"""A heat map as a real table: tinted cells with their numbers, each a link to the initiatives behind it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.figure_card import Chart
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column, scroll_region
from dashboard.format import number
from dashboard.labels import Category, Code
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE

_LAST_PART = re.compile(r"(?<=\w{4})(?:klyngen|potentiale|område|dato)\b")

_UNSETTLED: frozenset[Code] = frozenset({None, OPEN_CODE, COMMON_CODE})
"""What is no group of its own: not stated, not settled, of no single area."""

STEPS = 6
"""Tints from hardly any (1) to most (6); nothing has no tint. The style sheet has a class for each."""


@dataclass(frozen=True, slots=True)
class HeatWords:
    """What is read in a heat map beside its categories."""

    caption: str
    corner: str
    total: str


@dataclass(frozen=True, slots=True)
class Heat:
    """The content of a heat map.

    Attributes:
        rows: categories from the top.
        columns: categories from the left.
        counts: number of initiatives by (row's code, column's code); a pair that is missing has none.
        link: the address of the initiatives behind a row's and a column's code.
        row_link: the address of all initiatives of a row.
    """

    rows: Sequence[Category]
    columns: Sequence[Category]
    counts: Mapping[tuple[Code, Code], int]
    link: Callable[[Code, Code], str]
    row_link: Callable[[Code], str]


def heat_step(count: int, largest: int) -> int:
    """Give the tint of a count: 0 for none, 1 to ``STEPS`` in even steps up to the largest."""
    if count <= 0 or largest <= 0:
        return 0
    return max(1, -(-count * STEPS // largest))


def heat_chart(name: str, heat: Heat, words: HeatWords, message: str, subtitle: str) -> Chart:
    """Show a heat map in a card; it is the table of its own numbers."""
    table, numbers = heat_table(heat, words), heat_numbers(heat, words)
    return Chart(name, message, subtitle, table, numbers, is_table=True)


def heat_numbers(heat: Heat, words: HeatWords) -> Numbers:
    """Give a heat map's numbers, with each row's total."""
    heads = [Column(words.corner), *(Column(it.label, is_number=True) for it in heat.columns)]
    return Numbers(
        words.caption,
        [*heads, Column(words.total, is_number=True)],
        [_row_numbers(heat, row) for row in heat.rows],
    )


def _row_numbers(heat: Heat, row: Category) -> list[Cell]:
    pairs = [(row.code, column.code) for column in heat.columns]
    found = [(pair, heat.counts.get(pair, 0)) for pair in pairs]
    cells = [counted(count, heat.link(*pair) if count else None) for pair, count in found]
    total = counted(sum(heat.counts.get(pair, 0) for pair in pairs), heat.row_link(row.code))
    return [row.label, *cells, total]


def heat_table(heat: Heat, words: HeatWords) -> Element:
    """Lay a heat map out as a table in a region of its own that scrolls sideways where it must."""
    known = [count for pair, count in heat.counts.items() if not _UNSETTLED & set(pair)]
    largest = max(known, default=0)
    body = [_row(heat, row, largest) for row in heat.rows]
    table = html.Table(
        [html.Caption(words.caption), html.Thead(_head(heat, words)), html.Tbody(body)], className="heat"
    )
    return scroll_region(table, words.caption)


def _head(heat: Heat, words: HeatWords) -> Node:
    labels = [html.Th(_labelled(column), scope="col") for column in heat.columns]
    return html.Tr([html.Th(words.corner, scope="col"), *labels, html.Th(words.total, scope="col")])


def _row(heat: Heat, row: Category, largest: int) -> Node:
    counts = [heat.counts.get((row.code, column.code), 0) for column in heat.columns]
    cells = [
        _cell(
            count,
            heat.link(row.code, column.code) if count else "",
            _look(row, column, heat_step(count, largest)),
        )
        for count, column in zip(counts, heat.columns, strict=True)
    ]
    total = html.Td(_number(sum(counts), heat.row_link(row.code)), className="heat-total")
    return html.Tr([html.Th(_labelled(row), scope="row"), *cells, total])


def _look(row: Category, column: Category, step: int) -> str:
    """Tint what is known; the many of which something is not stated would drown it."""
    return "heat-unknown" if {row.code, column.code} & _UNSETTLED else f"heat-{step}"


def _cell(count: int, address: str, look: str) -> Node:
    return html.Td(_number(count, address), className=look)


def _number(count: int, address: str) -> Node:
    return link(number(count), address) if count else html.Span("0")


def _labelled(category: Category) -> list[Node]:
    if not category.note:
        return [breakable(category.label)]
    return [breakable(category.label), html.Span(category.note, className="heat-note")]


def breakable(label: str) -> str:
    """Let a long compound word of a narrow column's heading break before its last part."""
    return _LAST_PART.sub("\u00ad\\g<0>", label)
