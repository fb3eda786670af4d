"""Traffic lights in figures: what is drawn is what was counted, and what is counted is in the table."""

import datetime as dt

from dashboard.components.lights_table import lights_numbers
from dashboard.components.numbers import numbers_table
from dashboard.figures.lights import light_columns, shown_lights
from dashboard.labels import Category
from dashboard.theme import LIGHT_COLOURS, LIGHT_ORDER
from portfolio.vocabulary import TrafficLight
from tests.builders.components import links_of, rows_of_table

ROWS = [Category("rh-syd", "Sundhedsklynge Syd"), Category(None, "Ikke angivet")]
COUNTS = {("rh-syd", "red"): 3, ("rh-syd", "green"): 40, (None, "green"): 2, (None, None): 1}
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
MONTHS = {(OCTOBER, "red"): 1, (OCTOBER, None): 4, (NOVEMBER, "red"): 2, (NOVEMBER, "green"): 60}


def address(row, light):
    return f"/indsatser?{row}={light}"


def drawn(figure, axis):
    return {trace["name"]: trace[axis] for trace in figure["data"]}


def test_columns_are_as_high_as_what_was_counted():
    figure = light_columns([OCTOBER, NOVEMBER], MONTHS, address)

    assert drawn(figure, "y") == {"Rød": [1, 2], "Grøn": [0, 60], "Ikke angivet": [4, 0]}
    assert figure["layout"]["xaxis"]["ticktext"] == ["okt. 26", "nov. 26"]
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["5", "62"]


def test_a_part_too_low_for_a_line_of_text_bears_none():
    figure = light_columns([OCTOBER, NOVEMBER], MONTHS, address)

    assert {trace["name"]: trace["text"] for trace in figure["data"]} == {
        "Rød": ["", ""],
        "Grøn": ["", "● 60"],
        "Ikke angivet": ["", ""],
    }


def test_of_many_months_the_first_and_the_last_are_told():
    months = [dt.date(2026, at, 1) for at in range(1, 13)]
    counts = {(at, light): 40 for at in months for light in ("red", "green")}
    figure = light_columns(months, counts, address)

    assert [text for text in figure["layout"]["xaxis"]["ticktext"] if text] == ["jan. 26", "dec. 26"]
    assert [(note["x"], note["text"]) for note in figure["layout"]["annotations"]] == [(0, "80"), (11, "80")]
    assert [trace["text"] for trace in figure["data"]] == [["40", *[""] * 10, "40"]] * 2


def test_each_light_has_its_own_colour_the_worst_first():
    figure = light_columns([OCTOBER, NOVEMBER], MONTHS, address)
    colours = [trace["marker"]["color"] for trace in figure["data"]]

    assert colours == [LIGHT_COLOURS[light] for light in (TrafficLight.RED, TrafficLight.GREEN, None)]


def test_only_lights_that_somebody_has_are_drawn_and_in_order():
    counts = {("a", light and str(light)): 1 for light in reversed(LIGHT_ORDER)}

    assert shown_lights(counts) == list(LIGHT_ORDER)
    assert shown_lights({("a", "red"): 0, ("a", None): 2}) == [None]


def test_nothing_counted_draws_nothing():
    assert light_columns([], {}, address)["data"] == []


def test_the_table_has_every_number_of_the_figure_with_its_link():
    table = numbers_table(lights_numbers("Indsatser", "Klynge", ROWS, COUNTS, address))

    assert rows_of_table(table)[1:] == [
        ["Sundhedsklynge Syd", "3", "0", "40", "0", "0", "43"],
        ["Ikke angivet", "0", "0", "2", "0", "1", "3"],
    ]
    assert links_of(table) == [address(row, light) for row, light in COUNTS]
