"""Red from month to month: what stays red, what is new, and what is red no longer."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.drawing import drawn, image
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column
from dashboard.figures.drawing import Shape
from dashboard.figures.panels import Flow, FlowCounts, red_flow
from dashboard.format import month, number
from dashboard.measures import RedMonth
from dashboard.texts import t

NAME = "standing-red"


def red_chart(months: Sequence[RedMonth]) -> list[Chart]:
    """Show what became of red; nothing where no month can be held against one before, or nothing was red."""
    if not any(it.stays or it.new or it.left for it in months):
        return []
    shown, flow = [it.month for it in months], flow_counts(months)
    return [
        Chart(
            name=NAME,
            message=flow_message(months[-1]),
            subtitle=t("flow.subtitle"),
            picture=image(NAME, [drawn(red_flow(shown, flow, _words))], "flow"),
            numbers=flow_numbers(months),
            key=_key(),
        )
    ]


def flow_counts(months: Sequence[RedMonth]) -> FlowCounts:
    """Give the numbers by month and what became of red."""
    return {
        (it.month, flow): count
        for it in months
        for flow, count in zip(Flow, (it.stays, it.new, it.left), strict=True)
    }


def flow_message(newest: RedMonth) -> str:
    """Say how many are new among the red, how many stay, and how many are red no longer."""
    facts = {"stays": number(newest.stays), "new": number(newest.new), "left": number(newest.left)}
    return t("flow.message", month=month(newest.month), count=newest.new, **facts)


def _words(count: int, flow: Flow) -> str:
    return f"{number(count)} {t(f'flow.{flow}').lower()}"


def _key() -> Element:
    return html.Ul([_item(flow) for flow in (Flow.NEW, Flow.STAYS, Flow.LEFT)], className="map-key")


def _item(flow: Flow) -> Node:
    box = Shape("rect", {"x": 1, "y": 1, "width": 16, "height": 10, "className": f"part flow-{flow}"})
    attributes: dict[str, str | int] = {"className": "map-swatch", "width": 18, "height": 12}
    swatch = Shape("svg", attributes | {"aria-hidden": "true"}, (box,))
    return html.Li([drawn(swatch), html.Span(t(f"flow.{flow}"))])


def flow_numbers(months: Sequence[RedMonth]) -> Numbers:
    """Give every number: a row a month."""
    columns = [Column(t("standing.month")), *(Column(t(f"flow.{kind}"), is_number=True) for kind in Flow)]
    return Numbers(t("flow.caption"), columns, [_row(it) for it in months])


def _row(it: RedMonth) -> list[Cell]:
    return [month(it.month), counted(it.stays), counted(it.new), counted(it.left)]
