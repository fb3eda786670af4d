"""The colours can be seen and told apart in both themes (WCAG 1.4.1, 1.4.3, 1.4.11)."""

import itertools
import re
from collections.abc import Callable

import pytest

from dashboard.figures.common import edge
from dashboard.theme import GREY, LIGHT_COLOURS, LIGHT_SHAPES, LIGHT_TEXT
from portfolio.resources import resource

Rgb = tuple[float, float, float]

_PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
THEMES = ("light", "dark")
PAGE = ("surface", "surface-muted")
TEXTS = (
    *itertools.product(("ink", "ink-muted", "petrol", "petrol-dark", "yellow-text", "red"), PAGE),
    *itertools.product(("ink", "ink-muted", "petrol-dark"), ("petrol-wash", "warning-wash", "error-wash")),
    *(("on-dark", below) for below in ("petrol", "petrol-dark", "green", "red", "grey", "heat-5", "heat-6")),
    *(("ink", below) for below in ("none", "heat-1", "heat-2", "heat-3")),
    ("on-yellow", "yellow"),
    ("on-heat-4", "heat-4"),
)
"""Text, and what it stands on."""

SHAPES = (
    *itertools.product(("green", "yellow", "red", "grey", "petrol", "line-strong"), PAGE),
    ("grey", "none"),
    ("petrol", "petrol-wash"),
)
"""Lights, bars, borders of fields, the ring of focus, and what they stand on; the line around the pale."""

LIGHTS = ("green", "yellow", "red")

SEEN_BY = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Rows of linear RGB at full severity: Machado, Oliveira and Fernandes, 2009, table 1."""


def palette(theme: str) -> dict[str, str]:
    """Give each token's colour in a theme."""
    css = resource("assets", "10-base.css").read_text(encoding="utf-8")
    return {name: (light, dark)[THEMES.index(theme)] for name, light, dark in _PAIR.findall(css)}


def linear(colour: str) -> Rgb:
    """Give a colour's light, red, green and blue."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Give the ratio that WCAG asks for."""
    shades = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other)))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def lab(light: Rgb) -> Rgb:
    """Give a colour's place in CIELAB, white point D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(a * max(b, 0.0) for a, b in zip(row, light, strict=True)) for row in rows]
    f: Callable[[float], float] = lambda t: t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116  # noqa: E731
    x, y, z = (f(value / full) for value, full in zip(xyz, white, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, who: str) -> float:
    """Give how far apart two colours are (CIE76) to somebody who sees fewer."""
    places = []
    for colour in (one, other):
        seen = [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SEEN_BY[who]]
        places.append(lab((seen[0], seen[1], seen[2])))
    return sum((a - b) ** 2 for a, b in zip(*places, strict=True)) ** 0.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "below"), TEXTS)
def test_text_can_be_read_on_what_it_stands_on(theme: str, text: str, below: str):
    known = palette(theme)
    assert contrast(known[text], known[below]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "below"), SHAPES)
def test_shapes_can_be_seen_on_what_they_stand_on(theme: str, shape: str, below: str):
    known = palette(theme)
    assert contrast(known[shape], known[below]) >= (3 if below != "none" else 2)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("who", SEEN_BY)
def test_lights_differ_to_those_who_see_fewer_colours(theme: str, who: str):
    known = palette(theme)
    pairs = itertools.combinations(LIGHTS, 2)
    apart = {pair: difference(known[pair[0]], known[pair[1]], who) for pair in pairs}

    assert {pair: distance for pair, distance in apart.items() if distance < 20} == {}


def test_themes_differ_in_colours_alone():
    own = [it for it in resource("assets").iterdir() if it.suffix in (".css", ".js") and "min" not in it.name]
    texts = {it.name: it.read_text(encoding="utf-8") for it in own}
    chosen = [rule for text in texts.values() for rule in re.findall(r"\[data-tema[^{]*\{([^}]*)\}", text)]

    assert [name for name, text in texts.items() if "prefers-color-scheme" in text] == []
    assert "light-dark(" in texts["10-base.css"]  # CSS lets it stand for a colour and for nothing else
    assert {rule.strip() for rule in chosen} == {"color-scheme: light;", "color-scheme: dark;"}


def test_each_light_has_a_shape_of_its_own():
    assert len(set(LIGHT_SHAPES.values())) == len(LIGHT_SHAPES)


@pytest.mark.parametrize("light", LIGHT_COLOURS)
def test_figures_write_readable_text_on_each_light(light):
    assert contrast(LIGHT_COLOURS[light], LIGHT_TEXT[light]) >= 4.5


def test_what_nobody_stated_has_an_edge_that_can_be_seen():
    assert contrast(LIGHT_COLOURS[None], "#ffffff") < 3
    assert edge(LIGHT_COLOURS[None], [3, 0]) == {"color": GREY, "width": [1, 0]}
    assert contrast(GREY, "#ffffff") >= 3
