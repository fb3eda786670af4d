"""Bars stacked by traffic light: one image, each part as long as what it counts and leading to it."""

from dashboard.components import markup as html
from dashboard.components.light_bars import light_bars
from dashboard.labels import Category
from tests.builders.components import all_of, links_of, text_of

ROWS = [Category("rh-syd", "Sundhedsklynge Syd"), Category(None, "Ikke angivet")]
COUNTS = {("rh-syd", "red"): 3, ("rh-syd", "green"): 37, (None, "green"): 2, (None, None): 1}


def narrowed(row, light):
    return f"/?{row}={light}"


def drawn(rows=ROWS, counts=COUNTS):
    return light_bars("klynger", rows, counts, narrowed)


def bars(picture):
    return [it for it in all_of(picture, html.Div) if it.className == "stack"]


def parts(bar):
    return [it for it in bar.children if str(it.className).startswith("stack-part")]


def test_a_bar_s_parts_are_as_long_as_what_was_counted_the_worst_first():
    first, second = (parts(bar) for bar in bars(drawn()))

    assert [it.className for it in first] == ["stack-part stack-red", "stack-part stack-green"]
    assert [it.attributes["style"] for it in first] == [{"width": "7.50%"}, {"width": "92.50%"}]
    assert [it.className for it in second] == ["stack-part stack-green", "stack-part stack-none"]
    assert [it.attributes["style"] for it in second] == [{"width": "5.00%"}, {"width": "2.50%"}]


def test_a_part_has_its_number_and_its_shape_and_leads_to_what_it_counts():
    red, green = parts(bars(drawn())[0])

    assert (text_of(red), text_of(green)) == ("3 ■", "37 ●")  # drawn from the right: the shape stands first
    assert red.attributes["title"] == "Sundhedsklynge Syd: 3 rød"
    assert red.attributes["data-to"] == "/?rh-syd=red"


def test_each_bar_has_its_name_and_its_total_in_the_rows_order():
    picture = drawn()

    names = [text_of(it) for it in all_of(picture, html.Div) if it.className == "stack-name"]
    assert names == ["Sundhedsklynge Syd", "Ikke angivet"]
    assert [text_of(bar.children[-1]) for bar in bars(picture)] == ["40", "3"]


def test_the_bars_are_one_image_named_by_the_caption_and_nothing_in_it_takes_focus():
    picture = drawn()

    assert picture.attributes["role"] == "img"
    assert picture.attributes["aria-labelledby"] == "caption-klynger"
    assert links_of(picture) == []


def test_room_is_kept_for_the_longest_total():
    assert drawn().attributes["style"] == {"--room": "2.0em"}
    many = drawn(counts={("rh-syd", "red"): 12_345})
    assert many.attributes["style"] == {"--room": "4.4em"}


def test_nothing_counted_draws_no_bar():
    assert bars(drawn([], {})) == []
    assert parts(bars(drawn(ROWS, {}))[0]) == []


def test_text_from_data_stays_text():
    wicked = [Category("x", "<b>Fed</b> & fin")]
    picture = drawn(wicked, {("x", "red"): 1})

    assert "<b>Fed</b> & fin" in text_of(picture)
    assert {it.attributes["title"] for it in parts(bars(picture)[0])} == {"<b>Fed</b> & fin: 1 rød"}
