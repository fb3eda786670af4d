"""What every figure begins with: a plain dict, the house's layout, and text that cannot be read as markup.

A figure is a plain dict, since plotly's own objects spend tens of milliseconds on checking what is right.
All text from data goes through :func:`escape`: plotly reads ``<b>`` and links in any text it draws.
"""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from dashboard.figures.letters import text_width
from dashboard.format import number, separators
from dashboard.theme import (
    FONT_FAMILY,
    FONT_SIZE,
    GREY,
    INK,
    INK_MUTED,
    LIGHT_COLOURS,
    LIGHT_TEXT,
    LINE,
    SURFACE,
)

Trace = dict[str, object]
Layout = dict[str, object]


class Figure(TypedDict):
    """A plotly figure as plain data."""

    data: list[Trace]
    layout: Layout


BAR_HEIGHT = 32
_FRAME_HEIGHT = 16
_SMALLEST_HEIGHT = 80
_MARGIN = {"l": 8, "r": 40, "t": 4, "b": 4, "pad": 6}
_LABEL_LENGTH = 34
_ROOM_FOR_SHAPE = 0.12
_SMALLEST_TEXT = 12
_LETTER_WIDTH = 7.5
_EDGE = 10  # between an axis's labels and the bars, and a little to spare


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked bar: length, the address of the rows behind it."""

    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Series:
    """The parts of one name and colour, one for each stacked bar in the bars' order; ``shape`` marks them."""

    name: str
    colour: str
    shape: str
    segments: Sequence[Segment]


def escape(text: str) -> str:
    """Make a text safe to draw; plotly draws entities as their characters."""
    return html.escape(text, quote=False)


def short(text: str) -> str:
    """Shorten a label for an axis, at a word where it can; the table has it whole."""
    return escape(_shortened(text))


def _shortened(text: str) -> str:
    if len(text) <= _LABEL_LENGTH:
        return text
    cut = text[: _LABEL_LENGTH - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.-–") + "…"


def _room(labels: Sequence[str]) -> int:
    """Give the room in pixels that an axis's labels take."""
    return math.ceil(max((text_width(_shortened(label)) for label in labels), default=0))


def height(figure: Figure) -> int:
    """Give the figure's height in pixels, so that its place is kept before it is drawn."""
    found = figure["layout"]["height"]
    return found if isinstance(found, int) else _SMALLEST_HEIGHT


def base_layout(height_px: int) -> Layout:
    """Give the layout all figures share: the house's type, numbers by language, nothing that moves."""
    return {
        "height": height_px,
        "margin": _MARGIN,
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": separators(),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": SURFACE, "bordercolor": LINE, "font": {"color": INK}},
        "transition": {"duration": 0},
    }


def stacked_bars(labels: Sequence[str], series: Sequence[Series]) -> Figure:
    """Draw horizontal bars of parts, each part with its number, and its total at the bar's end."""
    totals = [sum(one.segments[place].value for one in series) for place in range(len(labels))]
    largest = max(totals, default=0)
    traces = [_part(one, labels, largest) for one in series]
    layout = _bar_layout(labels, len(number(largest))) | {
        "uniformtext": {"minsize": _SMALLEST_TEXT, "mode": "hide"},
        "barmode": "stack",
        "annotations": list(map(_total, range(len(labels)), totals)),
    }
    return {"data": traces, "layout": layout}


def _part(series: Series, labels: Sequence[str], largest: int) -> Trace:
    values = [segment.value for segment in series.segments]
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(series.name),
        "x": values,
        "y": list(range(len(labels))),
        "customdata": [segment.address for segment in series.segments],
        "text": [_part_text(value, series.shape, largest) for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": _TEXT_ON.get(series.colour, SURFACE), "size": FONT_SIZE},
        "marker": {"color": series.colour, "line": edge(series.colour, values)},
        "hovertext": [
            f"{escape(label)}: {number(value)} {escape(series.name.lower())}"
            for label, value in zip(labels, values, strict=True)
        ],
        "hoverinfo": "text",
    }


def edge(colour: str, values: Sequence[int]) -> dict[str, object]:
    """Part a bar's parts by a gap; the palest has a line of its own, or it would drown in the page.

    What counts nothing has no line: it would be drawn where there is no part.
    """
    is_palest = colour == LIGHT_COLOURS[None]
    line, width = (GREY, 1) if is_palest else (SURFACE, 2)
    return {"color": line, "width": [width if value else 0 for value in values]}


_TEXT_ON = {LIGHT_COLOURS[light]: LIGHT_TEXT[light] for light in LIGHT_COLOURS}


def _part_text(value: int, shape: str, largest: int) -> str:
    """Write a part's number, with its shape where there is room for both; what does not fit is not drawn."""
    if not value:
        return ""
    return f"{shape} {number(value)}" if value >= largest * _ROOM_FOR_SHAPE else number(value)


def _total(place: int, total: int) -> dict[str, object]:
    return {
        "x": total,
        "y": place,
        "text": number(total),
        "xanchor": "left",
        "xshift": 4,
        "showarrow": False,
        "font": {"color": INK_MUTED, "size": FONT_SIZE},
    }


def _bar_layout(labels: Sequence[str], longest_text: int) -> Layout:
    """Lay out horizontal bars: labels to the left, room for the text at their ends, no axis line."""
    size = max(_SMALLEST_HEIGHT, _FRAME_HEIGHT + BAR_HEIGHT * len(labels))
    return base_layout(size) | {
        "margin": _MARGIN | {"l": _EDGE + _room(labels), "r": round(12 + _LETTER_WIDTH * longest_text)},
        "bargap": 0.28,
        "xaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "yaxis": {
            "autorange": "reversed",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "tickmode": "array",
            "tickvals": list(range(len(labels))),
            "ticktext": [short(label) for label in labels],
        },
    }
