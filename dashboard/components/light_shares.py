"""Columns of a month each, as high as all others: the shares of their lights, the worst at the foot.

They are sent in brief: a page has a dozen such panels, each of some thirty parts. A column is sent as its row
of numbers stands in the table under it, so that these take next to nothing on the way.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.markup import Attribute, Brief, Element
from dashboard.format import month, month_short, number
from dashboard.labels import Code, code_label
from dashboard.theme import LIGHT_ORDER, LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight

MonthCounts = Mapping[tuple[dt.date, Code], int]

LEAST_SHARE = 6
"""A part of a sixth has room for its number; a lower one tells it when it is pointed at."""
_MOST_NAMES = 4
"""So many months are all named; of more, the first and the last."""

Light = tuple[str, str, str]
"""A light's code, sign and word."""


def light_shares(
    months: Sequence[dt.date], counts: MonthCounts, attributes: Mapping[str, Attribute]
) -> Element:
    """Draw a column a month; one without initiatives has an empty place.

    Args:
        months: first days of the months, oldest first.
        counts: number of initiatives by (month, light).
        attributes: what the drawing is beside that: its name, where a click on it leads.
    """
    columns = [_numbers([counts.get((at, light), 0) for light in LIGHT_ORDER]) for at in months]
    named = months if len(months) <= _MOST_NAMES else (months[0], months[-1])
    names, told, lights = [month_short(at) for at in named], [month(at) for at in months], _lights()

    def whole() -> Element:
        drawn = [_column(parts, at, lights) for parts, at in zip(columns, told, strict=True)]
        look = "columns-names columns-ends" if len(names) < len(columns) else "columns-names"
        below = html.Div([html.Span(name) for name in names], className=look)
        return Element(
            "div", [html.Div(drawn, className="columns-parts"), below], {"className": "columns", **attributes}
        )

    return Brief(["columns", dict(attributes), names, told, lights, *columns], whole)


def _numbers(counts: Sequence[int]) -> list[str]:
    return [number(count) for count in (*counts, sum(counts))]


def _lights() -> list[Light]:
    return [(str(it or "none"), LIGHT_SHAPES[it], code_label(TrafficLight, it).lower()) for it in LIGHT_ORDER]


def _column(numbers: Sequence[str], at: str, lights: Sequence[Light]) -> Element:
    *each, total = numbers
    parts = [_part(light, text, total, at) for light, text in zip(lights, each, strict=True) if text != "0"]
    look = "column" if parts else "column column-absent"
    return html.Div([html.Span(total if parts else ""), html.Div(parts)], className=look)


def _part(light: Light, text: str, total: str, at: str) -> Element:
    code, sign, word = light
    count = _value(text)
    is_told = count * LEAST_SHARE >= _value(total)
    return html.Div(
        [html.Span(text), html.Span(sign)] if is_told else None,
        className=f"column-part stack-{code}",
        style={"flexGrow": str(count)},
        title=None if is_told else f"{at}, {word}: {text}",
    )


def _value(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))
