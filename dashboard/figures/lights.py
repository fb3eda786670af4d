"""Traffic lights counted by month, in columns."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dashboard.figures.common import (
    Figure,
    Layout,
    Trace,
    base_layout,
    edge,
    escape,
)
from dashboard.format import month, month_short, number
from dashboard.labels import Code, code_label
from dashboard.theme import (
    FONT_SIZE,
    INK_MUTED,
    LIGHT_COLOURS,
    LIGHT_ORDER,
    LIGHT_SHAPES,
    LIGHT_TEXT,
)
from portfolio.vocabulary import TrafficLight

Counts = Mapping[tuple[Code, Code], int]
MonthCounts = Mapping[tuple[dt.date, Code], int]

_COLUMNS_HEIGHT = 320
_COLUMNS_MARGIN = {"l": 8, "r": 8, "t": 4, "b": 28, "pad": 6}  # room for one line of months below
_ROOM_FOR_NUMBER = 0.07
_MOST_TOLD = 6  # of so many columns, each has its texts


def shown_lights(counts: Counts | MonthCounts) -> list[TrafficLight | None]:
    """Give the lights that some initiative has, worst first."""
    found = {light for (_, light), count in counts.items() if count}
    return [light for light in LIGHT_ORDER if light in found]


def light_columns(
    months: Sequence[dt.date], counts: MonthCounts, address: Callable[[dt.date, Code], str]
) -> Figure:
    """Draw a column a month, its initiatives stacked by traffic light, the worst at the foot.

    Args:
        months: first days of the months, oldest first.
        counts: number of initiatives by (month, light).
        address: the initiatives behind a month and a light.
    """
    totals = [sum(counts.get((at, light), 0) for light in LIGHT_ORDER) for at in months]
    largest = max(totals, default=0)
    traces = [_column_part(light, months, counts, address, largest) for light in shown_lights(counts)]
    return {"data": traces, "layout": _column_layout(months, totals)}


def _told(count: int) -> Sequence[int]:
    """Give the columns that have room for texts: all, or the first and the last where they are many."""
    return range(count) if count <= _MOST_TOLD else (0, count - 1)


def _column_part(
    light: TrafficLight | None,
    months: Sequence[dt.date],
    counts: MonthCounts,
    address: Callable[[dt.date, Code], str],
    largest: int,
) -> Trace:
    values = [counts.get((at, light), 0) for at in months]
    return _column_look(light) | {
        "x": list(range(len(months))),
        "y": values,
        "customdata": [address(at, light) if value else "" for at, value in zip(months, values, strict=True)],
        "text": _column_texts(values, light, largest),
        "hovertext": [escape(month(at)) for at in months],
        "marker": {"color": LIGHT_COLOURS[light], "line": edge(LIGHT_COLOURS[light], values)},
    }


def _column_texts(values: Sequence[int], light: TrafficLight | None, largest: int) -> list[str]:
    """Write each part's number; where columns are narrow, those at the ends, without their shape."""
    texts = [_part_text(value, light, largest) for value in values]
    if len(values) <= _MOST_TOLD:
        return texts
    ends = _told(len(values))
    return [text.split(" ")[-1] if place in ends else "" for place, text in enumerate(texts)]


def _column_look(light: TrafficLight | None) -> Trace:
    word = escape(code_label(TrafficLight, light).lower())
    return {
        "type": "bar",
        "name": escape(code_label(TrafficLight, light)),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": LIGHT_TEXT[light], "size": FONT_SIZE},
        "hovertemplate": f"%{{hovertext}}: %{{y:,}} {word}<extra></extra>",
    }


def _part_text(value: int, light: TrafficLight | None, largest: int) -> str:
    """Write a part's number with its shape; a part too low for a line of text has none, the table has it."""
    return f"{LIGHT_SHAPES[light]} {number(value)}" if value and value >= largest * _ROOM_FOR_NUMBER else ""


def _column_layout(months: Sequence[dt.date], totals: Sequence[int]) -> Layout:
    sums = [
        {"x": place, "y": total, "text": number(total), "yanchor": "bottom", "yshift": 2, "showarrow": False}
        | {"font": {"color": INK_MUTED, "size": FONT_SIZE}}
        for place, total in enumerate(totals)
    ]
    return base_layout(_COLUMNS_HEIGHT) | {
        "margin": _COLUMNS_MARGIN,
        "barmode": "stack",
        "bargap": 0.3,
        "annotations": [sums[place] for place in _told(len(sums))],
        "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "xaxis": {
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickmode": "array",
            "tickvals": list(range(len(months))),
            "ticktext": [
                escape(month_short(at)) if place in _told(len(months)) else ""
                for place, at in enumerate(months)
            ],
            "tickangle": 0,
        },
    }
