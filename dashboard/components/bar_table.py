"""Bars that are a table: each row a label, a bar and its number, so that nothing need be told twice.

A single row of bars needs no drawing: a table says it to everybody, prints crisp and costs next to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Element
from dashboard.components.numbers import Amount, Numbers
from dashboard.components.plain_table import Column, scroll_region

_WHOLE = 70
"""How much of its place the longest bar takes, in per cent; the rest is for the words at its end."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: what is counted.
        value: its length.
        text: the words at its end.
        address: the list of the rows behind it.
        narrowed: this page, narrowed to what it counts: what a click on the bar itself leads to.
    """

    label: str
    value: int
    text: str
    address: str
    narrowed: str


def bar_table(numbers: Numbers, bars: Sequence[Bar], look: str = "") -> Element:
    """Lay bars out as a table, the first on top; ``look`` is a class that colours them."""
    largest = max((bar.value for bar in bars), default=0)
    heads = html.Tr([html.Th(column.heading, scope="col") for column in numbers.columns])
    head = html.Thead(heads, className="bars-head")
    body = html.Tbody([_row(bar, largest) for bar in bars])
    caption = html.Caption(numbers.caption, className="visually-hidden")
    table = html.Table([caption, head, body], className=f"bars {look}".strip())
    return scroll_region(table, numbers.caption)


def bar_numbers(caption: str, heads: tuple[str, str], bars: Sequence[Bar]) -> Numbers:
    """Give the bars' numbers; ``heads`` name what is counted and the count."""
    columns = [Column(heads[0]), Column(heads[1], is_number=True)]
    return Numbers(caption, columns, [[bar.label, Amount(bar.value, bar.text, bar.address)] for bar in bars])


def _row(bar: Bar, largest: int) -> Element:
    length = f"{bar.value / largest * _WHOLE:.1f}%" if largest else "0"
    fill = html.Span(className="bar-fill", style={"width": length})
    with_attributes(fill, {"aria-hidden": "true", "data-to": bar.narrowed})
    words = link(bar.text, bar.address) if bar.value else bar.text
    line = html.Div([fill, words], className="bar-line")
    return html.Tr([html.Th(bar.label, scope="row"), html.Td(line)])
