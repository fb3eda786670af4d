"""The look in numbers: colours that mean something, and the layout that every plotly figure begins with.

The same tokens stand as CSS variables in ``assets/10-base.css``; a test holds them alike. Figures are drawn
in the light theme's colours; in the browser each drawn colour becomes its variable (``assets/06-theme.js``),
so that the dark theme and paper need no other figure. So no two tokens have the same colour.
"""

from portfolio.vocabulary import SpreadPotential, TrafficLight

INK = "#1c2b2d"
INK_MUTED = "#52666a"
LINE = "#d5dee0"
SURFACE = "#ffffff"
SURFACE_MUTED = "#f4f7f7"
PETROL = "#0f5c66"
PETROL_DARK = "#0a434b"
GREY = "#5f6e71"
ON_DARK = "#fefefe"
"""Text on a full colour: white in the light theme."""

PETROL_TINTS = ("#eef5f7", "#d3e6e8", "#aed0d5", "#7fb3ba", "#2f7a85", "#0f5c67")
"""From hardly any to most; the first four take dark text, the last two white."""

LIGHT_COLOURS: dict[TrafficLight | None, str] = {
    TrafficLight.GREEN: "#0b6e4f",
    TrafficLight.YELLOW: "#c77700",
    TrafficLight.RED: "#8b1a1a",
    TrafficLight.GREY: "#5f6e71",
    None: "#b4c0c2",
}
"""A light that nobody stated is paler than one that is said not to be rated."""

_TEXT_ON_YELLOW = "#101819"

LIGHT_SHAPES: dict[TrafficLight | None, str] = {
    TrafficLight.GREEN: "●",
    TrafficLight.YELLOW: "▲",
    TrafficLight.RED: "■",
    TrafficLight.GREY: "◇",
    None: "–",
}

LIGHT_TEXT: dict[TrafficLight | None, str] = {
    TrafficLight.GREEN: ON_DARK,
    TrafficLight.YELLOW: _TEXT_ON_YELLOW,
    TrafficLight.RED: ON_DARK,
    TrafficLight.GREY: ON_DARK,
    None: INK,
}
"""The colour that text on a light's own colour is read in."""

LIGHT_ORDER: tuple[TrafficLight | None, ...] = (
    TrafficLight.RED,
    TrafficLight.YELLOW,
    TrafficLight.GREEN,
    TrafficLight.GREY,
    None,
)
"""Worst first, unknown last: the order of stacks, legends, lists and filters."""

POTENTIAL_ORDER: tuple[SpreadPotential | None, ...] = (*SpreadPotential, None)

FONT_FAMILY = "'IBM Plex Sans', system-ui, sans-serif"
FONT_SIZE = 13
