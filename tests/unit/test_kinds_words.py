"""Words of the other kinds' cells, headings, sheet names and legends."""

import pytest

from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, make_sheet
from tests.builders.grids import read as read_sheets
from tests.builders.kinds import day, said, table

A, B, C, D, E = WORDS[:5]

# What a sheet's name, a legend beside and other tables tell


def test_a_sheet_a_municipality_of_what_it_has_taken_up():
    header = ["Indsats", "Implementeret?", "Siden", "Bemærkning"]
    reading = read_sheets(
        make_sheet([header, [A, "Ja", "2024", None], [B, "Nej", None, "Mangler midler"]], "Horsens"),
        make_sheet([header, [A, "I gang", None, None], [B, "Ja", "marts 2025", None]], "Odder"),
    )

    assert {found.kind for found in reading.tables} == {TableKind.ADOPTION}
    assert said(reading.tables[1], "title", "organisation", "uptake") == [
        (A, "0727", "in_progress"),
        (B, "0727", "yes"),
    ]
    place = reading.tables[1].records[0].values["organisation"]
    assert (place.cell, place.read_from) == (None, "sheet_name")


def test_a_sheet_an_initiative_of_its_milestones():
    header = ["Milepæl", "Dato", "Ansvarlig", "Status"]
    reading = read_sheets(
        make_sheet([header, ["Pilot", day(5), "AB", "Færdig"], ["Drift", day(9), "AB", "I gang"]], A),
        make_sheet([header, ["Opstart", day(6), "CD", "Planlagt"], ["Hold 2", day(8), "CD", "Planlagt"]], B),
    )

    assert [said(found, "title")[0] for found in reading.tables] == [(A,), (B,)]


def test_weeks_over_figures_of_indicators():
    found = table(
        [
            ["Ugentlige målinger 2026"],
            [],
            ["Indsats", "Indikator", "uge 34", "uge 35", "uge 36"],
            [A, "Dage", 12, 11, 13],
            [B, "Sår", 3, 4, 2],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "period", "number")[:2] == [(day(8, 17), 12), (day(8, 24), 11)]


def test_a_legend_beside_a_matrix_says_what_digits_mean():
    found = table(
        [
            ["Indsats", "Odder", "Horsens", "Hedensted", "Struer", None, None],
            [A, 1, 2, 3, 1, None, "1 = indført"],
            [B, 2, 2, None, 1, None, "2 = i gang"],
            [C, 3, 1, 1, 1, None, "3 = ikke indført"],
        ]
    )

    assert [value for (value,) in said(found, "uptake")[:3]] == ["yes", "in_progress", "no"]


def test_tables_of_three_kinds_below_each_other_with_the_same_first_heading():
    reading = read_sheets(
        [
            ["Sag", "Mødedato", "Beslutning", "Ansvarlig"],
            [A, day(3, 4), "Udvides", "Odense"],
            [B, day(6, 3), "Standses", "Sekretariatet"],
            [],
            ["Sag", "Milepæl", "Frist", "Status"],
            [A, "Evaluering", "december 2026", "Planlagt"],
            [A, "Aftale", day(2, 1), "Planlagt"],
            [],
            ["Sag", "Svendborg", "Nyborg", "Odense", "Assens"],
            [A, "ja", "ja", "nej", "ja"],
            [B, "nej", "ja", "ja", "ja"],
        ]
    )

    assert [found.kind for found in reading.tables] == [
        TableKind.DECISIONS,
        TableKind.MILESTONES,
        TableKind.ADOPTION,
    ]


def test_months_with_years_typed_as_texts_are_headings():
    found = table(
        [
            ["Projekt", "Leder", "07/2026", "08/2026", "09/2026"],
            [A, "AB", "Tilmelding", "Fuldt", None],
            [B, "CD", None, "Gul: dyrt", "Klar"],
        ]
    )

    assert found.kind is TableKind.STATUS_LOG
    assert said(found, "month", "status_text")[:2] == [(day(7), "Tilmelding"), (day(8), "Fuldt")]


# Words in cells


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50 %", "partly"), ("100%", "yes"), ("0 %", "no"), ("(x)", "partly"), ("i fuld drift", "yes"),
        ("afprøves", "in_progress"), ("besluttet", "planned"), ("endnu ikke", "no"), ("udfaset", "no"),
    ],
)  # fmt: skip
def test_words_for_uptake(text, value):
    found = table(
        [["Aftale", "Odder", "Horsens", "Hedensted"], [A, text, "ja", "nej"], [B, "ja", "nej", "ja"]]
    )

    assert said(found, "uptake")[0] == (value,)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("under udarbejdelse", "reached"), ("udsat", "waiting"), ("endnu ikke", "planned"),
        ("n.a.", "not_relevant"), (day(3, year=2031), "planned"), (day(3, year=2020), "reached"),
    ],
)  # fmt: skip
def test_words_and_days_for_steps(text, value):
    reading = read_sheets(
        [
            ["Aftale", "Kommissorium", "Arbejdsgruppe nedsat", "Udkast", "Kommentering", "Evaluering"],
            [A, "x", text, None, None, None],
            [B, "x", "x", "x", None, None],
        ],
        month=day(10),
    )

    assert said(reading.tables[0], "step_state")[1] == (value,)


def test_half_years_stand_across_figures():
    found = table(
        [
            ["Indsats", "Indikator", "1. halvår 2025", "2. halvår 2025", "1. halvår 2026"],
            [A, "Dage", "1.240", "1.198", "1.102"],
            [B, "Tilfredshed", "87,5", "88", None],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "period", "number")[:2] == [(day(1, year=2025), 1240), (day(7, year=2025), 1198)]


def test_tables_beside_each_other_may_begin_in_different_rows():
    left = [
        ["Projekt", "Milepæl", "Dato", "Status"],
        [A, "Tegning", day(2), "Færdig"],
        [A, "Byggeri", day(6), "I gang"],
    ]
    left += [
        [B, "Udbud", day(7), "Planlagt"],
        [B, "Drift", day(9), "Planlagt"],
        [C, "Tekst", day(3), "Færdig"],
    ]
    right = [
        [],
        [],
        ["Mødedato", "Sag", "Beslutning", "Ansvarlig"],
        [day(1, 14), A, "Godkendt", "Styregruppen"],
    ]
    right += [[day(2, 11), B, "Udbydes", "Sundhedschef"], [day(3, 11), A, "Flere midler", "Direktør"]]

    reading = read_sheets([[*one, None, *other] for one, other in zip(left, right, strict=True)])

    assert [(found.kind, found.header_rows) for found in reading.tables] == [
        (TableKind.MILESTONES, (1,)),
        (TableKind.DECISIONS, (3,)),
    ]
    assert said(reading.tables[1], "title") == [(A,), (B,), (A,)]
    assert reading.tables[0].rows.accepted == 5


def test_a_month_over_a_light_and_a_comment_is_one_record():
    found = table(
        [
            ["Status 2026"],
            [],
            [None, "Januar", None, "Februar", None, "Marts", None],
            ["Indsats", "Lys", "Kommentar", "Lys", "Kommentar", "Lys", "Kommentar"],
            [A, "Grøn", "Opstart", "Grøn", None, "Gul", "Gul, sygdom"],
            [B, None, None, "Rød", "Uden leder", None, "Ny leder"],
        ],
        merges=("B3:C3", "D3:E3", "F3:G3"),
    )

    assert (found.kind, found.header_rows) == (TableKind.STATUS_LOG, (3, 4))
    assert said(found, "month", "traffic_light", "status_text") == [
        (day(1), "green", "Opstart"),
        (day(2), "green", None),
        (day(3), "yellow", "Gul, sygdom"),
        (day(2), "red", "Uden leder"),
        (day(3), None, "Ny leder"),
    ]
    assert [column.field for column in found.columns[:3]] == ["title", "traffic_light", "status_text"]
    assert {record.values["month"].cell for record in found.records} == {"B3", "D3", "F3"}


def test_numbers_over_the_words_of_steps_number_them():
    found = table(
        [
            [None, "1.a", "1.b", 2, 3, 4, 5],
            [
                "Opgave",
                "SSG beder om det",
                "Egen drift",
                "Opdragspapir",
                "Rammen",
                "Svar fra klynger",
                "Afprøvning",
            ],
            [A, "x", None, "x", "x", "afventer", None],
            [B, None, day(3), "-", "-", "-", "x"],
        ]
    )

    assert (found.kind, found.header_rows) == (TableKind.PROCESS, (1, 2))
    assert [step for (step,) in said(found, "step")[:4]] == ["1.a", "2", "3", "4"]
    assert {record.values["process"].value for record in found.records} == {"development"}


# Headings in many words


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("milestones", ["Samarbejde", "Delaktivitet", "Forventes nået"], [A, "Pilot", day(3)]),
        ("milestones", ["Indsats", "Aktivitet/milepæl", "Dato", "Er nået"], [A, "Pilot", day(3), "Ja"]),
        ("adoption", ["Indsats", "Aktør", "Udrullet", "Dato for indførelse"], [A, "Odder", "ja", day(3)]),
        ("measurements", ["Projekt", "Måling af", "Opgjort for", "Observeret"], [A, "Fald", "maj 2026", 4.5]),
        ("process", ["Sag", "Trin i processen", "Stade", "Opnået den"], [A, "3. Udkast", "nået", day(3)]),
        ("assessments", ["Projekt", "Vurderingskriterie", "Point", "Uddybning"], [A, "Problemet", 2, "x"]),
        ("trials", ["Projekt", "PDSA", "Dato", "Vi tror at", "Data", "Erfaringer", "Beslutning"],
         [A, "Opkald", day(3), "Færre fejl", "3 af 9", "Ring før 10", "behold"]),
        ("decisions", ["Mødet den", "Punkt", "Det aftalte", "Ansv."], [day(3), A, "Sendes ud", "AB"]),
    ],
)  # fmt: skip
def test_headings_of_the_other_kinds(kind, header, row):
    found = table([header, row, row, [value if value != A else B for value in row]])

    assert str(found.kind) == kind
    assert all(column.field for column in found.columns)


def test_what_is_tried_in_everyday_words_is_a_trial():
    rows = [
        ["Indsats", "Hvad prøver vi af", "Start", "Slut", "Hvad skete der", "Hvad lærte vi", "Beslutning"],
        [A, "Opkald dagen efter", "1.2.2026", "1.3.2026", "Flere svarede", "Ring tidligt", "Tilpas"],
        [A, "Opkald om aftenen", "1.3.2026", "1.4.2026", "Færre svarede", "Ring ikke sent", "Forkast"],
        [B, "Fælles skema", "1.2.2026", "1.5.2026", "Alle brugte det", "Skemaet er for langt", "Behold"],
    ]

    found = table(rows)

    assert found.kind is TableKind.TRIALS
    assert said(found, "title", "trial", "outcome") == [
        (A, "Opkald dagen efter", "adapt"),
        (A, "Opkald om aftenen", "abandon"),
        (B, "Fælles skema", "adopt"),
    ]
