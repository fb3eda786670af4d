import pytest

from etl.read.looks import Palette, symbol_font, telling_format, tinted


@pytest.mark.parametrize(
    ("colour", "tint", "expected"),
    [
        ("4F81BD", 0.0, "4F81BD"),
        ("FFFFFF", -0.25, "BFBFBF"),
        ("000000", 0.5, "808080"),
        ("4F81BD", 0.8, "DCE6F2"),
        ("4F81BD", -0.5, "244062"),
        ("FF0000", 1.0, "FFFFFF"),
    ],
)
def test_a_tint_changes_lightness_alone(colour, tint, expected):
    made = tinted(colour, tint)

    parts = [(int(made[place : place + 2], 16), int(expected[place : place + 2], 16)) for place in (0, 2, 4)]
    assert all(abs(ours - theirs) <= 2 for ours, theirs in parts)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"rgb": "FF00B050"}, "00B050"),
        ({"rgb": "00b050"}, "00B050"),
        ({"rgb": "nonsense"}, None),
        ({"theme": "6"}, "9BBB59"),
        ({"theme": "99"}, None),
        ({"theme": "x"}, None),
        ({"indexed": "10"}, "FF0000"),
        ({"indexed": "64"}, None),
        ({"auto": "1"}, None),
        ({"theme": "0", "tint": "-0.25"}, "BFBFBF"),
        ({"theme": "0", "tint": "much"}, "FFFFFF"),
        ({}, None),
    ],
)
def test_a_colour_is_found_however_it_is_told(told, expected):
    assert Palette().colour(told) == expected


@pytest.mark.parametrize(
    "code",
    ["mmm-yy", "[$-406]mmm\\-yy;@", "åååå mmm", "yyyy", "d. mmm", "h:mm", "[h]:mm", "0%", '0.0 "af" %'],
)
def test_formats_that_show_less_than_a_day_or_a_share_say_something(code):
    assert telling_format(code) == code


@pytest.mark.parametrize("code", ['0.0 "mio. kr."', "[$€-2] #,##0", "#,##0,", '#,##0\\ "t.kr."', "[$SEK] 0"])
def test_units_and_currencies_say_something(code):
    assert telling_format(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "[$-406]d. mmmm yyyy",
        '#,##0 "kr."',
        '0"%"',
        "General",
        "",
        "#,##0",
        "dd-mm-yyyy",
        "d/m/yy h:mm",
        '0 "dage"',
        "0\\d",
        "[Red]0",
        "#,##0 [$kr.-406]",
        "@",
    ],
)
def test_plain_numbers_and_plain_days_say_nothing(code):
    assert telling_format(code) is None


def test_symbol_fonts_are_known_by_their_beginning():
    assert symbol_font("Wingdings 2") == "Wingdings 2"
    assert symbol_font("Calibri") is None
