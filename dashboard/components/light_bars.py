"""Bars of initiatives stacked by traffic light, the worst first: light elements, drawn without plotly.

The picture is one image; the table under it holds every number as a link. A part shows its number where there
is room for it, and its shape where there is room for both: the style sheet decides, since it knows the width.
"""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.drawing import image
from dashboard.components.markup import Element
from dashboard.figures.lights import shown_lights
from dashboard.format import number
from dashboard.labels import Category, Code, code_label
from dashboard.theme import LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight

Counts = Mapping[tuple[Code, Code], int]
Address = Callable[[Code, Code], str]
"""Gives this page's address narrowed to a row's code and a light: what a click on the part leads to."""


def light_bars(name: str, rows: Sequence[Category], counts: Counts, narrowed: Address) -> Element:
    """Draw a bar a category, from the top.

    Args:
        name: the chart's name.
        rows: the bars.
        counts: number of initiatives by (category's code, light).
        narrowed: what a click on a part leads to.
    """
    lights = [(light, code_label(TrafficLight, light).lower()) for light in shown_lights(counts)]
    found = [[(light, word, counts.get((row.code, light), 0)) for light, word in lights] for row in rows]
    largest = max((sum(count for _, _, count in parts) for parts in found), default=0)
    cells: list[Element] = []
    for row, parts in zip(rows, found, strict=True):
        drawn = [
            _part(light, count, largest, f"{row.label}: {number(count)} {word}", narrowed(row.code, light))
            for light, word, count in parts
            if count
        ]
        total = html.Span(number(sum(count for _, _, count in parts)), className="stack-total")
        cells += [html.Div(row.label, className="stack-name"), html.Div([*drawn, total], className="stack")]
    picture = image(name, cells, "stacks")
    picture.attributes["style"] = {"--room": f"{0.8 + 0.6 * len(number(largest)):.1f}em"}  # for the totals
    return picture


def _part(light: TrafficLight | None, count: int, largest: int, told: str, address: str) -> Element:
    """Draw a part; its number stands first, so that the shape is what gives way where it is narrow."""
    words = [html.Span(number(count)), html.Span(LIGHT_SHAPES[light])]
    look, width = f"stack-part stack-{light or 'none'}", {"width": f"{100 * count / largest:.2f}%"}
    return with_attributes(html.Div(words, className=look, style=width, title=told), {"data-to": address})
