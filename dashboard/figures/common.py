"""What every figure begins with: a plain dict, the house's layout, and text that cannot be read as markup.

A figure is a plain dict, since plotly's own objects spend tens of milliseconds on checking what is right.
All text from data goes through :func:`escape`: plotly reads ``<b>`` and links in any text it draws.
"""

import html
from collections.abc import Sequence
from typing import TypedDict

from dashboard.format import separators
from dashboard.theme import (
    FONT_FAMILY,
    FONT_SIZE,
    GREY,
    INK,
    LIGHT_COLOURS,
    LINE,
    SURFACE,
)

Trace = dict[str, object]
Layout = dict[str, object]


class Figure(TypedDict):
    """A plotly figure as plain data."""

    data: list[Trace]
    layout: Layout


_SMALLEST_HEIGHT = 80
_MARGIN = {"l": 8, "r": 40, "t": 4, "b": 4, "pad": 6}


def escape(text: str) -> str:
    """Make a text safe to draw; plotly draws entities as their characters."""
    return html.escape(text, quote=False)


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


def edge(colour: str, values: Sequence[int]) -> dict[str, object]:
    """Part a bar's parts by a gap; the palest has a line of its own, or it would drown in the page.

    What counts nothing has no line: it would be drawn where there is no part.
    """
    is_palest = colour == LIGHT_COLOURS[None]
    line, width = (GREY, 1) if is_palest else (SURFACE, 2)
    return {"color": line, "width": [width if value else 0 for value in values]}
