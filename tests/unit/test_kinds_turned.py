"""Matrices with initiatives across, and rows that say what no column does."""

import pytest

from portfolio.errors import FileRefusedError
from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, found, make_sheet
from tests.builders.grids import read as read_sheets
from tests.builders.kinds import day, said, table

A, B, C, D, E = WORDS[:5]

# Initiatives across, and rows that say what no column does


def test_steps_down_and_initiatives_across():
    steps = ["1. Kommissorium", "2. Arbejdsgruppe nedsat", "3. Udkast", "4. Drøftelse"]
    days = [[day(1, 11), day(2, 6)], [day(2, 5), "forv. maj 2026"], ["x", None], ["afventer", None]]
    found = table(
        [
            ["Fælles samarbejdsaftaler"],
            [],
            ["Trin", A, B],
            *([step, *row] for step, row in zip(steps, days, strict=True)),
        ]
    )

    assert (found.kind, found.header_rows) == (TableKind.PROCESS, (3,))
    assert said(found, "title", "step", "step_state", "reached")[:4] == [
        (A, "1", "reached", day(1, 11)),
        (B, "1", "reached", day(2, 6)),
        (A, "2", "reached", day(2, 5)),
        (B, "2", "planned", day(5)),
    ]
    assert {record.values["process"].value for record in found.records} == {"agreement"}


def test_months_down_and_initiatives_across():
    found = table(
        [
            ["Status 2026"],
            [],
            ["Måned", A, B],
            ["Januar", "Grøn", "Gul"],
            ["Februar", "Gul", None],
            ["Marts", "Rød", "Grøn"],
        ]
    )

    assert found.kind is TableKind.STATUS_LOG
    assert said(found, "title", "month", "traffic_light")[1:3] == [
        (B, day(1), "yellow"),
        (A, day(2), "yellow"),
    ]


def test_domains_down_and_initiatives_across():
    found = table(
        [
            ["Spredningsvurdering 0-3"],
            [],
            ["Domæne", A, B, "Bemærkning"],
            ["Problemet", 3, 2, None],
            ["Dokumentation for virkning", 1, 2, "Se bilag"],
            ["Holdbarhed i drift", 2, 0, None],
            ["Gennemsnit", 2, 1.3, None],
        ]
    )

    assert found.kind is TableKind.ASSESSMENTS
    assert said(found, "title", "domain", "score")[:2] == [(A, "Problemet", 3), (B, "Problemet", 2)]
    assert len(found.records) == 6


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Måned", "SSG", "SKU"],
            ["Januar", "14/1", None],
            ["Februar", None, "3/2"],
            ["Marts", "11/3", None],
        ],
        [["Dato", "Dag", "Aften"], [day(1, 1), "AB", "CD"], [day(1, 2), "CD", "AB"], [day(1, 3), "AB", "CD"]],
        [["Kommune", "Folketal", "Beløb"], ["Odder", 1, 2], ["Horsens", 3, 4], ["Struer", 5, 6]],
        [
            ["Punkt", "Emne", "Tid", "Bilag"],
            [1, "Velkomst", "5 min.", None],
            [2, "Økonomi", "10 min.", "Bilag 1"],
        ],
    ],
)
def test_plans_and_sums_with_months_or_places_down_are_no_lists(rows):
    with pytest.raises(FileRefusedError):
        read_sheets(rows)


def test_uptake_divided_by_municipalities():
    found = table(
        [
            ["Indsats", "Implementeret", "Fra", "Kommentar"],
            ["Horsens Kommune"],
            [A, "Ja", "2024", None],
            [B, "Nej", None, None],
            ["Odder Kommune"],
            [A, "I gang", None, "Opstart august"],
            [B, "Ja", "marts 2025", None],
        ]
    )

    assert found.kind is TableKind.ADOPTION
    assert said(found, "title", "organisation", "uptake") == [
        (A, "0615", "yes"),
        (B, "0615", "no"),
        (A, "0727", "in_progress"),
        (B, "0727", "yes"),
    ]
    assert found.records[2].values["organisation"].read_from == "section_heading"


def test_steps_divided_by_initiatives_with_a_column_for_the_state():
    found = table(
        [
            ["Trin", "Dato", "Status", "Bemærkninger"],
            [A],
            ["Trin 1.b", day(1, 8), "Gennemført", None],
            ["Trin 6", "1. kvartal 2027", "Planlagt", None],
            [B],
            ["Trin 1.a", day(2, 2), "Gennemført", "SSG"],
            ["Trin 2", None, "Afventer", None],
        ]
    )

    assert found.kind is TableKind.PROCESS
    assert said(found, "title", "step", "step_state") == [
        (A, "1.b", "reached"),
        (A, "6", "planned"),
        (B, "1.a", "reached"),
        (B, "2", "waiting"),
    ]


def test_a_matrix_divided_by_initiatives():
    found = table(
        [
            ["Indikator", "Enhed", "jan 2026", "feb 2026", "mar 2026"],
            [A],
            ["Genindlæggelser", "%", 12, 11, 10],
            ["Forløb", "antal", 30, 41, 39],
            [B],
            ["Deltagere", "antal", 8, 9, 14],
            ["Fremmøde", "%", 75, 81, 79],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "title", "indicator")[::3] == [
        (A, "Genindlæggelser"),
        (A, "Forløb"),
        (B, "Deltagere"),
        (B, "Fremmøde"),
    ]


def test_a_meeting_is_its_day_where_days_stand_below():
    found = table(
        [
            ["Møde", "Emne", "Konklusion", "Opfølgning ved", "Inden"],
            [day(2, 4), A, "Samles ét sted", "Odense", "marts 2026"],
            [day(2, 4), B, "Tal sendes", "Hospitalet", day(2, 20)],
        ]
    )

    assert found.kind is TableKind.DECISIONS
    assert said(found, "date", "title", "owner")[0] == (day(2, 4), A, "Odense")


def test_what_the_sheets_title_names_is_the_title_of_its_rows():
    found = table(
        [
            [f"Indsats: {A}"],
            [],
            ["Indikator", "Enhed", "jan 2026", "feb 2026", "mar 2026"],
            ["Genindlæggelser", "%", 12, 11, 10],
            ["Forløb", "antal", 30, 41, 39],
        ]
    )

    title = found.records[0].values["title"]
    assert (title.value, title.cell, title.read_from) == (A, "A1", "sheet_title")


def test_sections_of_a_matrix_with_a_legend_below_are_no_rows():
    found = table(
        [
            ["Indsats", "Kontakt", "Odder", "Horsens", "Hedensted", "Struer", "Antal ja"],
            ["Ældre"],
            [A, "AB", "ja", "ja", "nej", "ja", 3],
            [B, "CD", "ja", "nej", "nej", "ja", 2],
            ["Psykiatri"],
            [C, "EF", "ja", "ja", "ja", "ja", 4],
            [],
            ["ja = indført"],
        ]
    )

    assert (found.rows.accepted, found.rows.skipped, found.first_row) == (3, 1, 3)


@pytest.mark.parametrize(
    "header",
    [
        [
            "Løbenr.",
            "Indsats",
            "Hospital",
            "Odder",
            "Horsens",
            "Struer",
            "Skive",
            "Spredningspotentiale",
            "Antal borgere",
        ],
        [
            "Projekt",
            "Status",
            "Næste skridt",
            "Frist",
            "Kommuner",
            "Tovholder",
            "Bemærkninger",
            "Hospital",
            "Klynge",
        ],
    ],
)
def test_lists_with_places_beside_their_fields_stay_lists(header):
    cells = {
        "Indsats": A, "Projekt": A, "Hospital": "HE Midt", "Status": "I gang", "Næste skridt": "Kursus",
        "Frist": day(3), "Kommuner": "Odder", "Spredningspotentiale": "Stort",
        "Antal borgere": 40, "Løbenr.": 1,
    }  # fmt: skip
    row = [cells.get(heading, "x") for heading in header]

    assert table([header, row, [*row[:1], B, *row[2:]]]).kind is TableKind.INITIATIVES


def test_numbers_of_points_are_keys_of_decisions():
    found = table(
        [
            ["Pkt.", "Sag", "Beslutning", "Ansvarlig", "Frist"],
            ["SSG 5. februar 2026"],
            [1, A, "Godkendt", "Formand", None],
            [2, B, "Drøftes", "Klyngen", day(5)],
            ["SSG 16. april 2026"],
            [1, A, "Sendt videre", "Klyngen", day(6)],
        ]
    )

    assert said(found, "key", "date")[1:] == [("2", day(2, 5)), ("1", day(4, 16))]


def test_months_over_meetings_without_a_word_for_the_rows_are_a_year_wheel():
    rows = [
        ["Årshjul 2026"],
        [None, "Januar", "Februar", "Marts", "April", "Maj"],
        ["Styregruppe", None, "møde d. 4.", None, None, "frist"],
        ["Regnskab", "møde", None, None, "frist", None],
    ]

    assert [table.kind for table in found(make_sheet(rows))] == [None]
