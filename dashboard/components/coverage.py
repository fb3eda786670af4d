"""How much lists state, field by field: a heat map of shares."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.heat import STEPS, breakable, heat_step
from dashboard.components.markup import Node
from dashboard.components.plain_table import scroll_region
from dashboard.format import share
from dashboard.labels import field_label
from dashboard.texts import t


def coverage_table(lists: Sequence[tuple[str, Mapping[str, float]]]) -> Node:
    """Lay out each list's share of rows that state each field, the field most often stated first.

    Args:
        lists: a list's name and its shares by field; all have the same fields.
    """
    fields = sorted(lists[0][1], key=lambda field: -sum(shares[field] for _, shares in lists))
    heads = [html.Th(breakable(field_label(field)), scope="col") for field in fields]
    head = html.Tr([html.Th(t("sources.source"), scope="col"), *heads])
    body = [_row(name, [shares[field] for field in fields]) for name, shares in lists]
    caption = t("sources.fields_caption")
    table = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="heat")
    return scroll_region(table, caption)


def _row(name: str, shares: Sequence[float]) -> Node:
    cells = [html.Td(html.Span(share(part)), className=f"heat-{share_step(part)}") for part in shares]
    return html.Tr([html.Th(name, scope="row"), *cells])


def share_step(part: float) -> int:
    """Give the tint of a share: none for nothing, the darkest for all."""
    return heat_step(round(part * STEPS * 100), STEPS * 100)
