"""Lights that are only a colour, and what questions, sheet names and neighbours say of a value."""

from dataclasses import replace

import pytest

from portfolio.vocabulary import ReadFrom
from tests.builders.grids import WORDS, make_sheet, message_ids, read, values

HEADER = ["Nr.", "Projekt", "Tovholder", "Status"]
GREEN, RED, YELLOW, BLUE = "92D050", "FF0000", "FFC000", "00B0F0"


def coloured(column: int, *colours: str, statuses: str = "I gang") -> list[object]:
    said = statuses.split(",") * len(colours)
    rows = [[n + 1, WORDS[n], "AH", said[n]] for n in range(len(colours))]
    fills = {(n + 2, column): colour for n, colour in enumerate(colours)}
    return [make_sheet([HEADER, *rows], fills=fills)]


@pytest.mark.parametrize("column", [1, 2, 4])
def test_a_light_may_be_the_fill_of_the_status_the_title_or_the_rows_first_cell(column):
    reading = read(*coloured(column, GREEN, RED, GREEN, YELLOW))

    assert values(reading, "traffic_light") == ["green", "red", "green", "yellow"]
    assert reading.tables[0].records[0].values["traffic_light"].read_from is ReadFrom.FILL
    assert "light.from_fill" in message_ids(reading)


@pytest.mark.parametrize(
    "sheets",
    [
        coloured(4, GREEN, RED, GREEN, RED, statuses="I gang,Stoppet"),
        coloured(2, GREEN, BLUE, RED, GREEN),
        coloured(2, GREEN, GREEN, GREEN, GREEN),
    ],
    ids=["follows the status", "other colours too", "one colour"],
)
def test_fills_that_only_mark_something_else_are_no_lights(sheets):
    assert values(read(*sheets), "traffic_light") == [None] * 4


def test_yes_below_a_question_is_the_status_asked_for_and_no_is_unknown():
    rows = [[WORDS[n], "AH", answer] for n, answer in enumerate(["ja", "nej", "ja"])]
    reading = read([["Projekt", "Tovholder", "Er det i gang?"], *rows])

    assert values(reading, "status") == ["active", None, "active"]
    assert "status.answered_no" in message_ids(reading)


def test_the_year_of_a_month_may_stand_in_the_column_after_it():
    rows = [[word, "marts", 2025, "maj", 2027] for word in WORDS[:3]]
    reading = read([["Projekt", "Start måned", "Start år", "Slut måned", "Slut år"], *rows])

    assert {value.first.year for value in values(reading, "start")} == {2025}
    assert {value.first.year for value in values(reading, "end")} == {2027}


@pytest.mark.parametrize(
    ("sheet", "field", "value"),
    [("Fyn", "cluster", "Sundhedsklynge Fyn"), ("Afsluttede projekter", "status", "completed")],
)
def test_a_sheets_bare_name_may_say_whose_its_rows_are_and_how_they_stand(sheet, field, value):
    rows = [[WORDS[n], "AH", "maj 2027"] for n in range(2)]
    reading = read(make_sheet([["Projekt", "Tovholder", "Slut"], *rows], sheet))

    assert values(reading, field) == [value] * 2
    assert reading.tables[0].records[0].values[field].read_from is ReadFrom.SHEET_NAME


def test_a_sheet_named_as_a_municipality_and_a_cluster_gives_no_cluster():
    rows = [[WORDS[n], "AH", "maj 2027"] for n in range(2)]

    assert (
        values(read(make_sheet([["Projekt", "Tovholder", "Slut"], *rows], "Horsens")), "cluster")
        == [None] * 2
    )


@pytest.mark.parametrize("text", ["Esbjerg Kommune;#Varde Kommune", "Esbjerg;#3;#Varde;#4"])
def test_choices_of_a_sharepoint_list_are_parted(text):
    reading = read([["Titel", "Kommuner"], [WORDS[0], text], [WORDS[1], "Vejen"]])

    assert values(reading, "municipalities")[0] == ("0561", "0573")
    assert message_ids(reading) == set()


@pytest.mark.parametrize(
    ("text", "light", "status"), [("Gul / afventer", "yellow", "paused"), ("🔴 Stoppet", "red", "stopped")]
)
def test_a_light_may_stand_before_the_status_in_one_cell(text, light, status):
    reading = read([["Projekt", "Tovholder", "Status"], *([word, "AH", text] for word in WORDS[:3])])

    assert (values(reading, "traffic_light")[0], values(reading, "status")[0]) == (light, status)


def test_both_are_all_municipalities_of_a_cluster_that_has_two():
    header = ["Projekt", "Kommuner"]
    reading = read([["Aarhusklyngen 2026"], header, [WORDS[0], "begge"], [WORDS[1], "Samsø"]])

    assert values(reading, "municipalities")[0] == ("0741", "0751")


def test_a_number_or_word_that_tells_no_light_has_the_one_its_cell_is_coloured():
    rows = [[word, "AH", said] for word, said in zip(WORDS, [3, 1, 77, "se note", "gul"], strict=False)]
    colours = {(2, 3): GREEN, (3, 3): RED, (4, 3): YELLOW, (5, 3): RED, (6, 3): GREEN}
    sheet = replace(
        make_sheet([["Projekt", "Tovholder", "Trafiklys"], *rows]), conditional=colours, fills={(2, 3): RED}
    )
    reading = read(sheet)

    assert values(reading, "traffic_light") == ["green", "red", "yellow", "red", "yellow"]
    assert reading.tables[0].records[0].values["traffic_light"].read_from is ReadFrom.CONDITIONAL_FORMAT
    assert not message_ids(reading) & {"light.digit", "light.not_known"}


def test_letters_of_a_symbol_font_are_the_lights_they_draw():
    rows = [[word, "AH", letter] for word, letter in zip(WORDS, "JKLJ", strict=False)]
    sheet = make_sheet([["Projekt", "Tovholder", "Trafiklys"], *rows])
    reading = read(replace(sheet, symbol_fonts={(row, 3): "Wingdings" for row in (2, 3, 4, 5)}))

    assert values(reading, "traffic_light") == ["green", "yellow", "red", "green"]
    assert reading.tables[0].records[0].values["traffic_light"].text == "J"


MONTHS = ["jan 2026", "feb 2026", "mar 2026", "apr 2026"]


@pytest.mark.parametrize(
    ("signs", "look"),
    [([1, 2, 3, 1], "conditional"), (["●"] * 4, "fills"), (["J", "K", "L", "J"], "symbol_fonts")],
)
def test_months_across_may_hold_icons_dots_or_smileys(signs, look):
    rows = [[word, *signs] for word in WORDS[:3]]
    colours = {
        (row, column): dict(zip((2, 3, 4, 5), (GREEN, YELLOW, RED, GREEN), strict=True))[column]
        for row in (2, 3, 4)
        for column in (2, 3, 4, 5)
    }
    looks = dict.fromkeys(colours, "Wingdings") if look == "symbol_fonts" else colours
    table = read(replace(make_sheet([["Indsats", *MONTHS], *rows]), **{look: looks})).tables[0]

    assert table.kind == "status_log"
    assert [report.values["traffic_light"].value for report in table.records[:4]] == [
        "green",
        "yellow",
        "red",
        "green",
    ]
    assert "status_text" not in table.records[0].values
