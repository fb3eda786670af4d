"""A line of a few numbers, as small as a word; its numbers stand beside it."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element

WIDTH, HEIGHT, _EDGE = 84, 24, 3


def spark(values: Sequence[float | None], largest: float) -> Element:
    """Draw values from the left, None as a gap; those who hear the page have the numbers beside it.

    Args:
        values: the values, the oldest first.
        largest: what reaches the top, the same for all lines that stand together.
    """
    points = [
        (_x(place, len(values)), _y(value, largest))
        for place, value in enumerate(values)
        if value is not None
    ]
    line = html.Path(d=_line(values, largest), className="spark-line")
    ends = [html.Circle(cx=str(x), cy=str(y), r="2.2", className="spark-end") for x, y in points[-1:]]
    drawing = html.Svg([line, *ends], viewBox=f"0 0 {WIDTH} {HEIGHT}", className="spark")
    return with_attributes(drawing, {"aria-hidden": "true", "focusable": "false"})


def _line(values: Sequence[float | None], largest: float) -> str:
    """Write the line; after a gap it begins anew."""
    steps, is_drawing = [], False
    for place, value in enumerate(values):
        if value is not None:
            steps.append(f"{'L' if is_drawing else 'M'}{_x(place, len(values))} {_y(value, largest)}")
        is_drawing = value is not None
    return "".join(steps)


def _x(place: int, count: int) -> float:
    return round(_EDGE + (WIDTH - 2 * _EDGE) * place / max(1, count - 1), 1)


def _y(value: float, largest: float) -> float:
    part = value / largest if largest else 0.0
    return round(HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * part, 1)
