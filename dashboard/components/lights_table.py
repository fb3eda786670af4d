"""Counts by traffic light as a table: a row a thing counted, a column a light, every number a link."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.badges import light_badge
from dashboard.components.links import link
from dashboard.components.plain_table import scroll_region
from dashboard.format import number
from dashboard.labels import Category, Code
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER

Address = Callable[[Code, Code], str]
"""Gives the address of the initiatives behind a row's code and a light's."""


def lights_table(
    caption: str,
    corner: str,
    rows: Sequence[Category],
    counts: Mapping[tuple[Code, Code], int],
    address: Address,
) -> Component:
    """Lay out counts by row and light, the worst light first, with each row's total."""
    lights = [None if light is None else str(light) for light in LIGHT_ORDER]
    heads = [html.Th(light_badge(light), scope="col", className="number") for light in lights]
    total = html.Th(t("lights.total"), scope="col", className="number")
    head = html.Tr([html.Th(corner, scope="col"), *heads, total])
    body = [_row(row, lights, counts, address) for row in rows]
    table = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="plain")
    return scroll_region(table, caption)


def _row(
    row: Category, lights: Sequence[Code], counts: Mapping[tuple[Code, Code], int], address: Address
) -> Component:
    found = [counts.get((row.code, light), 0) for light in lights]
    cells = [
        html.Td(_count(count, address(row.code, light)), className="number")
        for count, light in zip(found, lights, strict=True)
    ]
    total = html.Td(number(sum(found)), className="number")
    return html.Tr([html.Th(row.label, scope="row"), *cells, total])


def _count(count: int, address: str) -> Component | str:
    return link(number(count), address) if count else "0"
