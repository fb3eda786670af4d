"""Columns of a year each, stacked by kind; unknown is a kind, and a column, of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.drawing import Shape, titled
from dashboard.figures.panels import column_bar, column_text
from dashboard.format import number

HEIGHT = 250
_TOP, _FOOT, _LINE = 18, 22, 15
_FEW = 5
"""The names of so many columns stand side by side on a phone; of more, every second from the last."""


@dataclass(frozen=True, slots=True)
class StackPart:
    """A part of a column: how many, how it looks, and what it says when it is pointed at."""

    count: int
    look: str
    title: str


@dataclass(frozen=True, slots=True)
class StackColumn:
    """A column: its name and its parts from the foot up."""

    name: str
    parts: Sequence[StackPart]

    @property
    def total(self) -> int:
        """How many stand in it."""
        return sum(it.count for it in self.parts)


def year_stacks(columns: Sequence[StackColumn]) -> Shape:
    """Draw columns as high as their totals."""
    highest = max((it.total for it in columns), default=0)
    unit = (HEIGHT - _TOP - _FOOT) / max(1, highest)
    parts = [shape for place, it in enumerate(columns) for shape in _column(it, place, len(columns), unit)]
    foot = HEIGHT - _FOOT
    level = Shape("line", {"x1": "0%", "x2": "100%", "y1": foot, "y2": foot, "className": "level"})
    whole: dict[str, str | int] = {"className": "panel-drawing", "width": "100%", "height": HEIGHT}
    return Shape("svg", whole | {"aria-hidden": "true"}, (*parts, level))


def _column(column: StackColumn, place: int, of: int, unit: float) -> list[Shape]:
    found, top = [], float(HEIGHT - _FOOT)
    for part in column.parts:
        if not part.count:
            continue
        height = unit * part.count
        top -= height
        found.append(titled(column_bar(place, of, top, height, f"part {part.look}"), part.title))
        if height >= _LINE:
            y = top + height / 2 + 4
            found.append(column_text(place, of, y, number(part.count), f"panel-number on-{part.look}"))
    if column.total:
        found.append(column_text(place, of, top - 5, number(column.total), "panel-total"))
    between = " panel-between" if of > _FEW and (of - place) % 2 == 0 else ""
    return [*found, column_text(place, of, HEIGHT - 6, column.name, f"panel-month{between}")]
