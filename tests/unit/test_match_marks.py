"""Columns that say one field together: crosses under its codes, amounts of each year."""

import pytest

from tests.builders.grids import WORDS, fields, message_ids, read, values


def crossed(*headings: str, marks: tuple[str, ...] = ("x", "x", "x")) -> list[list[object]]:
    rows = [
        [WORDS[n], "AH", *(mark if n == at else None for at in range(len(headings))), "maj 2027"]
        for n, mark in enumerate(marks)
    ]
    return [["Projekt", "Tovholder", *headings, "Slut"], *rows]


@pytest.mark.parametrize(
    ("field", "headings", "codes"),
    [
        ("status", ["Planlagt", "I gang", "Afsluttet"], ["planned", "active", "completed"]),
        ("status", ["I gang", "I drift", "Stoppet"], ["active", "in_operation", "stopped"]),
        ("traffic_light", ["Grøn", "Gul", "Rød"], ["green", "yellow", "red"]),
    ],
)
def test_crosses_under_codes_say_the_code_they_stand_under(field, headings, codes):
    assert values(read(crossed(*headings)), field) == codes


def test_two_columns_of_crosses_under_municipalities_say_who_takes_part():
    assert values(read(crossed("Aarhus", "Samsø", marks=("x", "x"))), "municipalities") == [
        ("0751",),
        ("0741",),
    ]


def test_a_municipality_that_joins_later_is_mentioned_and_not_counted():
    header = ["Projekt", "Tovholder", "Horsens", "Odder", "Hedensted"]
    reading = read([header, [WORDS[0], "AH", "x", "senere", "nej"], [WORDS[1], "AH", "x", "x", "x"]])

    assert values(reading, "municipalities")[0] == ("0615",)
    assert "place.not_yet" in message_ids(reading)


YEARS = ["Budget 2025", "Budget 2026", "Budget 2027"]


def test_amounts_of_single_years_add_up_and_that_is_said():
    rows = [[word, 100, 200, 50, "maj 2027"] for word in WORDS[:3]]
    reading = read([["Projekt", *YEARS, "Slut"], *rows])

    assert values(reading, "budget_dkk") == [350] * 3
    assert "column.years_added" in message_ids(reading)


def test_a_column_with_the_total_is_the_amount_beside_those_of_the_years():
    rows = [[word, 100, 200, 50, 400, "maj 2027"] for word in WORDS[:3]]
    table = [["Projekt", *YEARS, "Budget i alt", "Slut"], *rows]

    assert values(read(table), "budget_dkk") == [400] * 3
    assert fields(table)["Budget 2026"] is None


def test_amounts_that_say_kroner_are_a_budget_whatever_the_heading():
    rows = [[WORDS[n], "AH", text] for n, text in enumerate(["450 t.kr.", "1,2 mio. kr.", "60.000 kr."])]

    assert values(read([["Projekt", "Tovholder", "Lommeuld"], *rows]), "budget_dkk") == [
        450000,
        1200000,
        60000,
    ]


def test_numbers_typed_as_text_are_amounts_in_the_headings_unit():
    rows = [[WORDS[n], "AH", text] for n, text in enumerate(["1,2", "0,15", "3"])]
    reading = read([["Projekt", "Tovholder", "Ramme (mio. kr.)"], *rows])

    assert values(reading, "budget_dkk") == [1200000, 150000, 3000000]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Primus motor", "lead"),
        ("Ansvarlig tovholder", "lead"),
        ("Hvornår i gang", "start"),
        ("Forventes i mål", "end"),
        ("Projektet går ud på", "description"),
        ("Siden sidst", "remarks"),
    ],
)
def test_everyday_headings_are_understood(heading, field):
    samples = {"lead": "HBR", "start": "maj 2026", "end": "maj 2027"}
    rows = [[word, samples.get(field, f"Vi samles om det {word}")] for word in WORDS]

    assert fields([["Projekt", heading], *rows])[heading] == field


def test_a_legend_beside_a_list_is_no_remark():
    rows = [
        [WORDS[n], "AH", sign, None, f"{sign} = {light}"]
        for n, (sign, light) in enumerate([("G", "grøn"), ("Y", "gul"), ("R", "rød")])
    ]

    assert fields([["Projekt", "Tovholder", "Lys", None, "Forklaring"], *rows])["Forklaring"] is None


def test_names_of_people_are_no_hospitals():
    names = ["Jens Aadal", "Pia Nørrelykke", "Bodil Hvam"]
    rows = [[WORDS[n], name, names[-n]] for n, name in enumerate(names)]
    said = fields([["Projekt", "Tovholder kommune", "Tovholder hospital"], *rows])

    assert (said["Tovholder kommune"], said["Tovholder hospital"]) == ("lead", None)


@pytest.mark.parametrize("marks", [("ja", "nej", "ja"), ("x", "x", "x")])
def test_answers_and_crosses_that_stand_together_say_no_status(marks):
    rows = [[WORDS[n], mark, mark, "maj 2027"] for n, mark in enumerate(marks)]

    assert values(read([["Projekt", "Evaluering", "Drift", "Slut"], *rows]), "phase") == [None] * 3
