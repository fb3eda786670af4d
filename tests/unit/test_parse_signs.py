"""Legends of a list's own signs, and notes of what its amounts are counted in."""

import pytest

from etl.parse.signs import codes_of_signs, read_signs, unit_of_notes
from portfolio.vocabulary import Priority, SpreadPotential, Status
from tests.builders.grids import WORDS, read, values

MEANT = {"0": Status.PLANNED, "1": Status.ACTIVE, "2": Status.COMPLETED}


@pytest.mark.parametrize(
    "texts",
    [
        ["0 = ikke startet, 1 = i gang, 2 = afsluttet"],
        ["Status: 0: ikke startet / 1: i gang / 2: afsluttet"],
        ["Statuskoder: 0 (ikke startet), 1 (i gang) og 2 (afsluttet)"],
        ["0 = ikke startet", "1 = i gang", "2 = afsluttet"],
        ["Forklaring: ikke startet = 0, i gang = 1, afsluttet = 2"],
        ["0 - ikke startet   1 - i gang   2 - afsluttet".replace(" - ", " = ")],
    ],
)
def test_a_legend_tells_what_signs_mean(texts):
    assert codes_of_signs(Status, read_signs(texts), "Status") == MEANT


def test_a_legend_of_another_column_or_of_other_words_does_not_count():
    assert codes_of_signs(Status, read_signs(["Fase: 1 = planlagt, 2 = afsluttet"]), "Status") == {}
    assert codes_of_signs(Status, read_signs(["1 = grøn, 2 = gul"]), "Status") == {}
    assert codes_of_signs(Status, read_signs(["Uge 3: møde, uge 4: i gang"]), "Status") == {}


def test_a_scale_may_run_either_way():
    up = codes_of_signs(Priority, read_signs(["Prioritet: 1 = lav, 2 = mellem, 3 = høj"]), "Prioritering")

    assert up == {"1": Priority.LOW, "2": Priority.MEDIUM, "3": Priority.HIGH}
    assert codes_of_signs(SpreadPotential, read_signs(["0 = intet, 3 = stort"]), "Spredning") == {
        "0": SpreadPotential.NONE,
        "3": SpreadPotential.HIGH,
    }


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("Alle beløb i t.kr.", 1000),
        ("Beløb er angivet i 1.000 kr.", 1000),
        ("(i t.kr.)", 1000),
        ("Økonomi opgjort i mio. kr.", 10**6),
        ("Budgettet dækker 500 t.kr. i 2026", 1),
        ("Beløb i kr.", 1),
        ("Projekter i Tønder", 1),
    ],
)
def test_a_note_tells_what_amounts_are_counted_in(note, unit):
    assert unit_of_notes(["Projektoversigt", note]) == unit


def test_signs_and_units_above_a_list_are_used_in_it():
    rows = [
        [word, status, priority, 500]
        for word, status, priority in zip(WORDS, (0, 1, 2, 1), (3, 1, 2, 3), strict=False)
    ]
    reading = read(
        [
            ["Projekter i klyngen"],
            ["Status: 0 = ikke startet, 1 = afsluttet, 2 = i gang"],
            ["Prioritet: 1 = lav, 2 = mellem, 3 = høj"],
            ["Alle beløb i t.kr."],
            [],
            ["Projekt", "Status", "Prioritet", "Budget"],
            *rows,
        ]
    )

    assert values(reading, "status") == ["planned", "completed", "active", "completed"]
    assert values(reading, "priority") == ["high", "low", "medium", "high"]
    assert values(reading, "budget_dkk") == [500_000] * 4


def test_a_heading_may_be_its_own_legend():
    rows = [[word, status] for word, status in zip(WORDS, "ABCA", strict=False)]
    reading = read([["Projekt", "Status (A = planlagt, B = i gang, C = afsluttet)"], *rows])

    assert values(reading, "status") == ["planned", "active", "completed", "planned"]
