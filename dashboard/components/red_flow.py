"""Red from month to month: what stays red, what is new, and what is red no longer."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from dashboard.components import markup as html
from dashboard.components.drawing import drawn, image
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column
from dashboard.figures.drawing import Shape
from dashboard.figures.panels import Flow, FlowCounts, red_flow
from dashboard.format import month, number
from dashboard.texts import t
from portfolio.vocabulary import TrafficLight

NAME = "standing-red"


def flow_by_month(monthly: pd.DataFrame) -> FlowCounts:
    """Count what became of red in each month, held against the month in which a list last had the initiative.

    An initiative with no light in a month is neither red nor red no longer; nor is one that no list has.

    Args:
        monthly: as ``portfolio.frames.MONTHLY_STATUS``, by initiative and month.
    """
    found: Counter[tuple[dt.date, Flow]] = Counter()
    last, was_red = None, False
    rows = zip(monthly["initiative_id"], monthly["month"], monthly["traffic_light"], strict=True)
    for id_, at, light in rows:
        was_red = was_red and id_ == last
        last, is_stated = id_, isinstance(light, str)
        is_red = is_stated and light == TrafficLight.RED
        if is_red:
            found[at.date(), Flow.STAYS if was_red else Flow.NEW] += 1
        elif was_red and is_stated:
            found[at.date(), Flow.LEFT] += 1
        was_red = is_red or (was_red and not is_stated)
    return found


def red_chart(flow: FlowCounts, months: Sequence[dt.date], kept: int) -> list[Chart]:
    """Show what became of red; nothing where no month can be held against one before, or nothing was red.

    Args:
        flow: what became of red.
        months: every reporting month, the oldest first: it has none before it, and is not drawn.
        kept: so many months are drawn at most.
    """
    shown = months[1:][-kept:]
    if not any(flow.get((at, kind), 0) for at in shown for kind in Flow):
        return []
    return [
        Chart(
            name=NAME,
            message=flow_message(flow, shown[-1]),
            subtitle=t("flow.subtitle"),
            picture=image(NAME, [drawn(red_flow(shown, flow, _words))], "flow"),
            numbers=flow_numbers(flow, shown),
            key=_key(),
        )
    ]


def flow_message(flow: FlowCounts, newest: dt.date) -> str:
    """Say how many are new among the red, how many stay, and how many are red no longer."""
    stays, new, left = (flow.get((newest, kind), 0) for kind in Flow)
    facts = {"stays": number(stays), "new": number(new), "left": number(left)}
    return t("flow.message", month=month(newest), count=new, **facts)


def _words(count: int, flow: Flow) -> str:
    return f"{number(count)} {t(f'flow.{flow}').lower()}"


def _key() -> Element:
    return html.Ul([_item(flow) for flow in (Flow.NEW, Flow.STAYS, Flow.LEFT)], className="map-key")


def _item(flow: Flow) -> Node:
    box = Shape("rect", {"x": 1, "y": 1, "width": 16, "height": 10, "className": f"part flow-{flow}"})
    attributes: dict[str, str | int] = {"className": "map-swatch", "width": 18, "height": 12}
    swatch = Shape("svg", attributes | {"aria-hidden": "true"}, (box,))
    return html.Li([drawn(swatch), html.Span(t(f"flow.{flow}"))])


def flow_numbers(flow: FlowCounts, months: Sequence[dt.date]) -> Numbers:
    """Give every number: a row a month."""
    columns = [Column(t("standing.month")), *(Column(t(f"flow.{kind}"), is_number=True) for kind in Flow)]
    return Numbers(t("flow.caption"), columns, [_row(flow, at) for at in months])


def _row(flow: FlowCounts, at: dt.date) -> list[Cell]:
    return [month(at), *(counted(flow.get((at, kind), 0)) for kind in Flow)]
