"""Figures are plain data: values as in the tables, text that cannot be markup, colours that can be seen."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from dashboard.figures.common import base_layout, escape, height
from dashboard.theme import (
    INK,
    INK_MUTED,
    LIGHT_COLOURS,
    LIGHT_SHAPES,
    LIGHT_TEXT,
    LINE,
    PETROL,
    PETROL_DARK,
    PETROL_TINTS,
    SURFACE,
    SURFACE_MUTED,
)
from portfolio.vocabulary import TrafficLight

STYLES = (Path(__file__).resolve().parents[2] / "assets" / "10-base.css").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_markup_in_data_is_drawn_as_the_text_it_is():
    assert escape("A & B < C") == "A &amp; B &lt; C"
    assert "<" not in escape('<a href="javascript:alert(1)">klik</a>')


def test_a_figure_keeps_its_place_and_stands_still_with_danish_numbers():
    figure = {"data": [], "layout": base_layout(320)}
    assert height(figure) == 320
    assert figure["layout"]["separators"] == ",."
    assert figure["layout"]["transition"] == {"duration": 0}


@pytest.mark.parametrize("light", [light for light in LIGHT_COLOURS if light is not None])
def test_a_light_can_be_seen_on_white_and_on_the_page(light):
    assert contrast(LIGHT_COLOURS[light], SURFACE) >= 3
    assert contrast(LIGHT_COLOURS[light], SURFACE_MUTED) >= 3


def test_lights_differ_in_shape_as_well_as_in_colour():
    for one, other in combinations(LIGHT_SHAPES, 2):
        assert LIGHT_SHAPES[one] != LIGHT_SHAPES[other]
        assert LIGHT_COLOURS[one] != LIGHT_COLOURS[other]


def test_text_can_be_read_where_it_stands():
    for ink, ground in (
        (INK, SURFACE),
        (INK_MUTED, SURFACE),
        (INK_MUTED, SURFACE_MUTED),
        (PETROL, SURFACE_MUTED),
    ):
        assert contrast(ink, ground) >= 4.5
    for light, colour in LIGHT_COLOURS.items():
        assert contrast(LIGHT_TEXT[light], colour) >= 4.5
    for place, tint in enumerate(PETROL_TINTS):
        assert contrast(INK if place < 4 else SURFACE, tint) >= 4.5


@pytest.mark.parametrize(
    ("token", "colour"),
    [
        ("ink", INK),
        ("ink-muted", INK_MUTED),
        ("line", LINE),
        ("surface", SURFACE),
        ("surface-muted", SURFACE_MUTED),
        ("petrol", PETROL),
        ("petrol-dark", PETROL_DARK),
        ("green", LIGHT_COLOURS[TrafficLight.GREEN]),
        ("yellow", LIGHT_COLOURS[TrafficLight.YELLOW]),
        ("red", LIGHT_COLOURS[TrafficLight.RED]),
        ("grey", LIGHT_COLOURS[TrafficLight.GREY]),
        ("none", LIGHT_COLOURS[None]),
        *((f"heat-{place}", tint) for place, tint in enumerate(PETROL_TINTS, start=1)),
    ],
)
def test_the_style_sheet_has_the_same_colours(token, colour):
    assert re.search(rf"--{token}: light-dark\({colour}, #[0-9a-f]{{6}}\);", STYLES)


def test_a_colour_drawn_in_a_figure_is_that_of_one_variable_alone():
    light = re.findall(r"--[a-z0-9-]+: light-dark\((#[0-9a-f]{6}),", STYLES)
    assert len(light) > 20
    assert len(light) == len(set(light))
