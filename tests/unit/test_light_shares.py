"""Columns of one height: parts as high as their shares, numbers where they have room, months named."""

import datetime as dt

from dashboard.components import markup as html
from dashboard.components.light_shares import light_shares
from tests.builders.components import all_of, text_of

OCTOBER, NOVEMBER = (dt.date(2026, at, 1) for at in (10, 11))


def drawn(months, counts):
    return light_shares(months, counts, {"role": "img", "data-to": "/status?klynge=rh-syd"})


def of_class(part, name):
    return [it for it in all_of(part, html.Div) if name in str(it.className).split()]


def test_a_column_s_parts_share_its_height_the_worst_at_the_foot():
    counts = {(OCTOBER, "red"): 1, (OCTOBER, "green"): 1, (NOVEMBER, None): 30, (NOVEMBER, "red"): 10}
    october, november = of_class(drawn([OCTOBER, NOVEMBER], counts), "column")

    parts = [of_class(column, "column-part") for column in (october, november)]
    assert [[it.attributes["style"] for it in of_one] for of_one in parts] == [
        [{"flexGrow": "1"}, {"flexGrow": "1"}],
        [{"flexGrow": "10"}, {"flexGrow": "30"}],
    ]
    assert [it.className for it in parts[1]] == ["column-part stack-red", "column-part stack-none"]
    assert (text_of(october.children[0]), text_of(november.children[0])) == ("2", "40")


def test_a_part_shows_its_number_and_sign_or_tells_it_where_it_is_low():
    counts = {(NOVEMBER, "red"): 1, (NOVEMBER, "green"): 1_030}
    small, large = of_class(drawn([NOVEMBER], counts), "column-part")

    assert (text_of(small), small.attributes["title"]) == ("", "november 2026, rød: 1")
    assert (text_of(large), large.attributes.get("title")) == ("1.030 ●", None)


def test_the_drawing_has_the_attributes_it_is_given():
    picture = drawn([NOVEMBER], {(NOVEMBER, "red"): 1})

    assert picture.attributes == {
        "className": "columns",
        "role": "img",
        "data-to": "/status?klynge=rh-syd",
    }


def test_a_month_without_lists_has_an_empty_place_and_no_number():
    columns = of_class(drawn([OCTOBER, NOVEMBER], {(NOVEMBER, "red"): 2}), "column")

    assert [it.className for it in columns] == ["column column-absent", "column"]
    assert text_of(columns[0]) == ""


def test_many_months_are_named_at_the_ends_only():
    def names(count):
        months = [dt.date(2026, at, 1) for at in range(1, count + 1)]
        (found,) = of_class(drawn(months, {(at, "red"): 1 for at in months}), "columns-names")
        return found.className, [text_of(it) for it in found.children]

    assert names(4) == ("columns-names", ["jan. 26", "feb. 26", "mar. 26", "apr. 26"])
    assert names(6) == ("columns-names columns-ends", ["jan. 26", "jun. 26"])
