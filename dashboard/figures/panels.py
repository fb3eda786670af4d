"""Columns of a month each, drawn to any width: what became of red."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from dashboard.figures.drawing import Shape, percent, titled
from dashboard.format import month, month_short, number

FLOW_HEIGHT = 300
_TOP, _FOOT = 18, 20  # room for the totals and the months' names
_GAP, _WIDE_GAP = 0.14, 0.4  # of a column's place; where there are few, columns are no wider than they must
_FEW = 3
_LINE = 15  # pixels that a line of text takes
_MOST_NAMES, _MOST_NUMBERS = 4, 6  # so many months are all named, and so many have numbers in their parts


def column_bar(place: int, count: int, top: float, height: float, look: str) -> Shape:
    """Draw a part of a column."""
    gap = _WIDE_GAP if count <= _FEW else _GAP
    width = (1 - gap) / count
    attributes: dict[str, str | int] = {"x": percent((place + gap / 2) / count), "width": percent(width)}
    return Shape("rect", attributes | {"y": pixels(top), "height": pixels(height), "className": look})


def pixels(value: float) -> str:
    """Write a height."""
    return f"{value:.1f}".removesuffix(".0")


def middle(place: int, count: int) -> str:
    """Give the middle of a column."""
    return percent((place + 0.5) / count)


def column_text(place: int, count: int, y: float, text: str, look: str) -> Shape:
    """Write in the middle of a column."""
    attributes: dict[str, str | int] = {"x": middle(place, count), "y": pixels(y), "textAnchor": "middle"}
    return Shape("text", attributes | {"className": look}, (text,))


def _total(place: int, count: int, total: int, top: float) -> list[Shape]:
    """Write a column's total over it; where columns are many, over the first and the last only."""
    is_told = count <= _MOST_NUMBERS or place in (0, count - 1)
    return [column_text(place, count, top - 5, number(total), "panel-total")] if is_told else []


def _names(months: Sequence[dt.date], height: int) -> list[Shape]:
    """Name the months; where they are many, the first and the last, at their edges."""
    y, count = height - 5, len(months)
    if count <= _MOST_NAMES:
        return [
            column_text(place, count, y, month_short(at), "panel-month") for place, at in enumerate(months)
        ]
    ends: list[tuple[str, str, dt.date]] = [("0%", "start", months[0]), ("100%", "end", months[-1])]
    return [
        Shape("text", {"x": x, "y": y, "textAnchor": anchor, "className": "panel-month"}, (month_short(at),))
        for x, anchor, at in ends
    ]


class Flow(StrEnum):
    """What became of red from one month to the next; also the name of its class in the style sheet."""

    STAYS = "stays"
    NEW = "new"
    LEFT = "left"


FlowCounts = Mapping[tuple[dt.date, Flow], int]


def red_flow(months: Sequence[dt.date], counts: FlowCounts, words: Callable[[int, Flow], str]) -> Shape:
    """Draw what is red in each month above a line, and what is red no longer below it.

    Args:
        months: first days of the months, oldest first.
        counts: number of initiatives by (month, what became of it).
        words: what is told of a number of initiatives and what became of them.
    """
    up = max((counts.get((at, Flow.STAYS), 0) + counts.get((at, Flow.NEW), 0) for at in months), default=0)
    down = max((counts.get((at, Flow.LEFT), 0) for at in months), default=0)
    unit = (FLOW_HEIGHT - _TOP - _FOOT) / max(1, up + down)
    line = _TOP + unit * up
    parts = [
        shape
        for place, at in enumerate(months)
        for shape in _flow_column(place, len(months), line, unit, _flow_parts(at, counts, words))
    ]
    attributes: dict[str, str | int] = {"className": "panel-drawing", "width": "100%", "height": FLOW_HEIGHT}
    level: dict[str, str | int] = {"x1": "0%", "x2": "100%", "y1": pixels(line), "y2": pixels(line)}
    zero = Shape("line", level | {"className": "level"})
    return Shape("svg", attributes, (*parts, zero, *_names(months, FLOW_HEIGHT)))


def _flow_parts(
    at: dt.date, counts: FlowCounts, words: Callable[[int, Flow], str]
) -> list[tuple[Flow, int, str]]:
    found = [(flow, counts.get((at, flow), 0)) for flow in Flow]
    return [(flow, count, f"{month(at)}: {words(count, flow)}") for flow, count in found if count]


def _flow_column(
    place: int, of: int, line: float, unit: float, parts: Sequence[tuple[Flow, int, str]]
) -> list[Shape]:
    """Stack what is red upwards from the line, and hang what is red no longer under it."""
    red = sum(count for flow, count, _ in parts if flow is not Flow.LEFT)
    found = _total(place, of, red, line - unit * red)
    top = line
    for flow, count, words in parts:
        height = unit * count
        top = line if flow is Flow.LEFT else top - height
        bar = column_bar(place, of, top, height, f"part flow-{flow}")
        if height >= _LINE:
            text = column_text(place, of, top + height / 2 + 4, number(count), f"panel-number on-flow-{flow}")
            found += [bar, text]
        else:
            found.append(titled(bar, words))  # it has no room for its number
    return found
