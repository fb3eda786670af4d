"""Small columns of a month each, drawn to any width: lights as shares, and what became of red."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from dashboard.figures.drawing import Shape, leading, percent, titled
from dashboard.figures.lights import MonthCounts
from dashboard.format import month, month_short, number
from dashboard.labels import Code, code_label
from dashboard.theme import LIGHT_ORDER, LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight

PANEL_HEIGHT, FLOW_HEIGHT = 128, 300
_TOP, _FOOT = 18, 20  # room for the totals and the months' names
_GAP, _WIDE_GAP = 0.14, 0.4  # of a column's place; where there are few, columns are no wider than they must
_FEW = 3
_LINE = 15  # pixels that a line of text takes
_MOST_NAMES, _MOST_NUMBERS = 4, 6  # so many months are all named, and so many have numbers in their parts


_NAMES: Mapping[Code, str] = {it: it or "none" for it in LIGHT_ORDER}
_PART = {it: f"part part-{name}" for it, name in _NAMES.items()}
_ON = {it: f"panel-number on-{name}" for it, name in _NAMES.items()}
_SHAPES: Mapping[Code, str] = {it: LIGHT_SHAPES[it] for it in LIGHT_ORDER}


def light_panel(months: Sequence[dt.date], counts: MonthCounts, address: str) -> Shape:
    """Draw a column a month, as high as all others: the shares of its lights, the worst at the foot.

    Args:
        months: first days of the months, oldest first; one without initiatives has an empty place.
        counts: number of initiatives by (month, light).
        address: where a click on it leads.
    """
    parts = [
        shape
        for place, at in enumerate(months)
        for shape in _share_column(
            place, at, len(months), {it: counts.get((at, it), 0) for it in LIGHT_ORDER}
        )
    ]
    attributes: dict[str, str | int] = {"className": "panel-drawing", "width": "100%", "height": PANEL_HEIGHT}
    return leading(Shape("svg", attributes, (*parts, *_names(months, PANEL_HEIGHT))), address)


def _share_column(place: int, at: dt.date, of: int, lights: Mapping[Code, int]) -> list[Shape]:
    total = sum(lights.values())
    height = float(PANEL_HEIGHT - _TOP - _FOOT)
    if not total:
        return [_empty(place, of, height)]
    found, foot = _total(place, of, total, _TOP), _TOP + height
    for light, count in lights.items():
        part = height * count / total
        top = foot - part
        found += _part(place, at, of, round(top), round(foot), light, count) if count else []
        foot = top
    return found


def _part(place: int, at: dt.date, of: int, top: int, foot: int, light: Code, count: int) -> list[Shape]:
    """Draw a part with its number; one that has no room for it tells it when it is pointed at."""
    bar = _bar(place, of, top, foot - top, _PART[light])
    if of <= _MOST_NUMBERS and foot - top >= _LINE:
        return [bar, _part_number(place, of, (top + foot) // 2, _marked(light, count), light)]
    return [titled(bar, f"{month(at)}, {code_label(TrafficLight, light).lower()}: {number(count)}")]


def _marked(light: Code, count: int) -> str:
    return f"{_SHAPES[light]} {number(count)}"


def _bar(place: int, count: int, top: float, height: float, look: str) -> Shape:
    gap = _WIDE_GAP if count <= _FEW and look.startswith("part flow") else _GAP
    width = (1 - gap) / count
    attributes: dict[str, str | int] = {"x": percent((place + gap / 2) / count), "width": percent(width)}
    return Shape("rect", attributes | {"y": _pixels(top), "height": _pixels(height), "className": look})


def _pixels(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _middle(place: int, count: int) -> str:
    return percent((place + 0.5) / count)


def _text(place: int, count: int, y: float, text: str, look: str) -> Shape:
    attributes: dict[str, str | int] = {"x": _middle(place, count), "y": _pixels(y), "textAnchor": "middle"}
    return Shape("text", attributes | {"className": look}, (text,))


def _total(place: int, count: int, total: int, top: float) -> list[Shape]:
    """Write a column's total over it; where columns are many, over the first and the last only."""
    is_told = count <= _MOST_NUMBERS or place in (0, count - 1)
    return [_text(place, count, top - 5, number(total), "panel-total")] if is_told else []


def _part_number(place: int, count: int, middle: float, text: str, light: Code) -> Shape:
    return _text(place, count, middle + 4, text, _ON[light])


def _empty(place: int, count: int, height: float) -> Shape:
    """Draw the place of a month in which no list came."""
    return _bar(place, count, _TOP, height, "part-absent")


def _names(months: Sequence[dt.date], height: int) -> list[Shape]:
    """Name the months; where they are many, the first and the last, at their edges."""
    y, count = height - 5, len(months)
    if count <= _MOST_NAMES:
        return [_text(place, count, y, month_short(at), "panel-month") for place, at in enumerate(months)]
    ends: list[tuple[str, str, dt.date]] = [("0%", "start", months[0]), ("100%", "end", months[-1])]
    return [
        Shape("text", {"x": x, "y": y, "textAnchor": anchor, "className": "panel-month"}, (month_short(at),))
        for x, anchor, at in ends
    ]


# --- Red: what stays, what is new, and what is red no longer


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
    level: dict[str, str | int] = {"x1": "0%", "x2": "100%", "y1": _pixels(line), "y2": _pixels(line)}
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
        found.append(titled(_bar(place, of, top, height, f"part flow-{flow}"), words))
        if height >= _LINE:
            found.append(
                _text(place, of, top + height / 2 + 4, number(count), f"panel-number on-flow-{flow}")
            )
    return found
