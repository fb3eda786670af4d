"""Traffic lights in words, signs and colours."""

import pytest

from etl.parse.lights import Legend, light_of_colour, light_of_text, read_legend, with_column
from etl.parse.words import parse_code
from etl.read.symbols import symbol_text
from portfolio.vocabulary import TrafficLight, Uptake

GREEN, YELLOW, RED, GREY = TrafficLight.GREEN, TrafficLight.YELLOW, TrafficLight.RED, TrafficLight.GREY
LETTERS = read_legend(["Status: G = grøn, Y = gul, R = rød"])


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("Grøn", GREEN),
        ("groen", GREEN),
        ("grønt lys", GREEN),
        ("på sporet", GREEN),
        ("🟢", GREEN),
        (":-)", GREEN),
        ("Gult", YELLOW),
        ("orange", YELLOW),
        ("Y", YELLOW),
        (":-/", YELLOW),
        ("RØD", RED),
        ("R", RED),
        ("Rød - mangler læger", RED),
        ("☹️", RED),
        ("Ikke vurderet", GREY),
        ("-", GREY),
    ],
)
def test_a_light_is_read_without_a_legend(text, light):
    assert light_of_text(text, None).value is light


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("G", "light.letter_g"),
        ("2", "light.digit"),
        (2, "light.digit"),
        ("grøn/gul", "light.several"),
        ("afventer", "light.not_known"),
        ("ikke grøn", "light.not_known"),
    ],
)
def test_what_may_be_two_lights_is_asked_about(text, message):
    parsed = light_of_text(text, None)

    assert (parsed.value, [remark.id for remark in parsed.remarks]) == (None, [message])


def test_a_legend_explains_letters():
    assert [light_of_text(text, LETTERS).value for text in ("G", "y", "R")] == [GREEN, YELLOW, RED]


@pytest.mark.parametrize(
    "legend",
    [
        "1 = grøn, 2 = gul, 3 = rød",
        "1: grøn / 2: gul / 3: rød",
        "Grøn (1), gul (2), rød (3)",
        "1 (grøn), 2 (gul), 3 (rød)",
        "1 = på sporet, 2 = kræver opmærksomhed, 3 = kritisk",
    ],
)
def test_a_legend_explains_digits_either_way_round(legend):
    known = read_legend(["Projektoversigt", legend])

    assert [light_of_text(number, known).value for number in (1, "2", 3.0)] == [GREEN, YELLOW, RED]


def test_a_sign_explained_in_two_ways_is_left_out():
    assert read_legend(["1 = grøn, 3 = rød", "1 = rød"]).meanings == {"3": RED}


def test_a_column_with_y_makes_g_green():
    assert light_of_text("G", with_column(Legend(), ["G", "Y", "R"])).value is GREEN
    assert light_of_text("G", with_column(Legend(), ["G", "R"])).value is None


def test_letters_that_are_not_those_of_colours_mean_what_the_legend_says():
    texts = ["A", "B", "C"]
    known = with_column(read_legend(["A (grøn), B (gul), C (rød)"]), texts)

    assert [light_of_text(letter, known).value for letter in texts] == [GREEN, YELLOW, RED]
    assert light_of_text("A", with_column(Legend(), texts)).value is None


def test_a_question_mark_is_a_placeholder():
    assert light_of_text("?", None).is_placeholder


@pytest.mark.parametrize(
    ("light", "colours"),
    [
        (GREEN, "00B050 92D050 C6EFCE 70AD47 E2EFDA 548235 00FF00"),
        (YELLOW, "FFFF00 FFC000 FFEB9C FFF2CC ED7D31 FFA500"),
        (RED, "FF0000 C00000 FFC7CE 8B1A1A FF3300"),
        (GREY, "BFBFBF D9D9D9 808080 A5A5A5"),
        (None, "FFFFFF F2F2F2 000000 4472C4 DDEBF7 7030A0 833C0B"),
    ],
)
def test_a_fill_is_judged_by_its_hue(light, colours):
    assert {light_of_colour(colour) for colour in colours.split()} == {light}


@pytest.mark.parametrize("colour", ["", "grøn", "12", "GGGGGG"])
def test_what_is_no_colour_is_no_light(colour):
    assert light_of_colour(colour) is None


def test_a_letter_of_a_symbol_font_is_the_sign_it_shows():
    smileys = [light_of_text(symbol_text(letter, "Wingdings"), None).value for letter in "JKL"]

    assert smileys == [GREEN, YELLOW, RED]
    assert parse_code(Uptake, symbol_text("P", "Wingdings 2")).value is Uptake.YES
    assert symbol_text("Jens", "Calibri") == "Jens"


@pytest.mark.parametrize(
    ("text", "meant"), [("Grn", "grøn"), ("Grønt.", None), ("rødd", "rød"), ("Sommer", None)]
)
def test_a_light_nearly_spelt_right_is_asked_about(text, meant):
    told = {remark.id: remark.facts for remark in light_of_text(text, None).remarks}

    assert told.get("word.perhaps", {}).get("suggestion") == meant
