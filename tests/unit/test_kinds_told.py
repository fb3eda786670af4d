"""How tables of the other kinds are told from lists of initiatives and from what is no list."""

import pytest

from etl.document import document
from portfolio.errors import FileRefusedError
from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, found, make_sheet, message_ids
from tests.builders.grids import read as read_sheets
from tests.builders.kinds import day, said, table

A, B, C, D, E = WORDS[:5]

# What they are not, and how they are told


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Projekt", "Kommune", "Status", "Start"],
            *([title, "Hvidovre", "I gang", day(1)] for title in WORDS),
        ],
        [
            ["Projekt", "Status", "Start", "Slut", "Hvidovre", "Dragør"],
            *([t, "I gang", day(1), day(2), "x", "x"] for t in WORDS),
        ],
        [
            ["Projekt", "Status", "Ansvarlig", "Deadline", "Beslutning"],
            *([t, "I gang", "AB", "1/3-26", "Ja"] for t in WORDS),
        ],
        [["Projekt", "Tid", "Kvalitet", "Samlet vurdering"], *([title, 1, 2, 3] for title in WORDS)],
    ],
)
def test_lists_of_initiatives_stay_so(rows):
    assert table(rows).kind is TableKind.INITIATIVES


def test_the_document_of_a_matrix_names_row_and_column():
    reading = read_sheets(
        [
            ["Indsats", "Tovholder", "Hvidovre", "Dragør", "Tårnby", "Ishøj"],
            [A, "AB", "x", "nej", "ja", None],
        ]
    )
    (found,) = document(reading)["tables"]  # type: ignore[misc] # one table

    assert [column["field"] for column in found["columns"]] == ["title", "lead", *["uptake"] * 4]  # type: ignore[index,union-attr,call-overload]
    assert found["records"][0] == {  # type: ignore[index,call-overload]
        "row": 2,
        "column": "C",
        "values": {
            "title": {"value": A, "text": A, "cell": "A2"},
            "organisation": {"value": "0167", "text": "Hvidovre", "cell": "C1"},
            "uptake": {"value": "yes", "text": "x", "cell": "C2"},
        },
    }
    assert found["row_values"][0]["values"]["lead"]["value"] == "AB"  # type: ignore[index,call-overload]


def test_error_cells_and_numbers_like_cpr_are_told_in_a_matrix():
    # the digits are put together here so that the file holds none that look like a person's number
    number = "020190" + "-" + "1234"
    sheet = make_sheet(
        [
            ["Projekt", "jan 2026", "feb 2026", "mar 2026"],
            [A, "Kører", f"Se {number}", None],
            [B, "Kører", None, "Slut"],
        ],
        errors={(2, 4): "#REF!"},
    )
    reading = read_sheets(sheet)
    cells = {(record.row, record.column): record.values for record in reading.tables[0].records}

    assert cells[2, "C"]["status_text"].value == "Se xxxxxx-xxxx"
    assert cells[2, "D"]["status_text"].value is None
    assert {"cell.perhaps_cpr", "cell.error_value"} <= message_ids(reading)


def test_a_row_without_what_it_is_about_is_asked_about():
    reading = read_sheets(
        [
            ["Projekt", "Hvidovre", "Dragør", "Tårnby"],
            [A, "x", "x", "x"],
            [None, "x", "x", "nej"],
            [B, "x", "x", "x"],
        ]
    )

    assert reading.tables[0].rows.rejected == 1
    assert message_ids(reading) == {"row.title_missing"}


# Headings, legends and divisions of the other kinds


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Organ", "Jan", "Feb", "Mar", "Apr"],
            ["SSG", None, "Møde 5/2", None, "Møde"],
            ["SKU", None, None, "Møde"],
        ],
        [
            ["Årshjul"],
            ["", "Jan", "Feb", "Mar", "Apr"],
            ["SSG", None, "Møde", None, "Møde"],
            ["Ferie", "x", None, "x"],
        ],
        [
            ["Årshjul"],
            ["Aktivitet", "Jan", "Feb", "Mar"],
            ["Møde i SSG", None, "5/2", "x"],
            ["Budget", "x", None, "x"],
        ],
        [["", "Jan", "Feb", "Mar", "Apr"], ["Løn", 10, 11, 12, 14], ["Møder", 1, 2, 3, 4]],
        [["Konto", "Jan", "Feb", "Mar", "I alt"], ["Løn", 10, 11, 12, 33], ["Møder", 1, 2, 3, 6]],
        [["Medarbejder", "Juni", "Juli", "August"], ["A", "x", "x", None], ["B", None, "x", "x"]],
        [["Navn", "Horsens", "Odder", "Hedensted", "Struer"], ["A", "x"], ["B", None, "x", None, None]],
        [
            ["Navn", "Kommune", "Workshop", "Frokost"],
            ["Deltager 1", "Odder", "x"],
            ["Deltager 2", "Struer", None, "x"],
        ],
    ],
)
def test_calendars_rosters_budgets_and_sign_ups_are_no_lists(rows):
    with pytest.raises(FileRefusedError):
        read_sheets(rows)


def test_months_below_a_blank_corner_tell_of_initiatives_by_their_lights():
    months = [f"{name} 2026" for name in ("jan", "feb", "mar", "apr", "maj", "jun")]
    lights = ["grøn", "gul", "grøn", "rød", "gul", "grøn"]
    found = table([["", *months], [A, *lights], [B, *lights]])

    assert found.kind is TableKind.STATUS_LOG


def test_lists_of_other_kinds_keep_what_an_initiative_may_have_beside():
    found = table(
        [
            ["Nr.", "Indsats", "Kommune", "Indført?", "Tovholder", "Bemærkning"],
            ["1", A, "Odder", "ja", "Leder", None],
            ["2", None, "Horsens", "nej", None, "Mangler midler"],
            ["3", B, "Odder", "delvist", "Chef", None],
        ]
    )

    assert found.kind is TableKind.ADOPTION
    assert said(found, "title", "uptake", "key", "lead", "remarks") == [
        (A, "yes", "1", "Leder", None),
        (A, "no", "2", None, "Mangler midler"),
        (B, "partly", "3", "Chef", None),
    ]


def test_indicators_named_after_counts_and_shares_are_no_sums():
    found = table(
        [
            ["Indsats", "Indikator", "Januar", "Februar", "Marts"],
            [A, "Antal forløb", 3, 4, 5],
            [None, "Andel screenet", 40, 45, 50],
            ["I alt", None, 43, 49, 55],
        ]
    )

    assert [record.values["indicator"].value for record in found.records[::3]] == [
        "Antal forløb",
        "Andel screenet",
    ]
    assert [str(row.reason) for row in found.outside] == ["row.total"]


def test_texts_merged_over_columns_are_part_of_the_heading():
    found = table(
        [
            [None, None, "Plan", None, "Study", None],
            ["Indsats", "Prøvehandling", "Start", "Forudsigelse", "Resultat", "Læring"],
            [A, "Opkald", day(1), "Færre fejl", "3 af 9", "Ring før 10"],
            [B, "Tavle", day(2), "Flere med", "5 af 9", "Hold kort"],
        ],
        merges=("C1:D1", "E1:F1"),
    )

    assert (found.kind, found.header_rows) == (TableKind.TRIALS, (1, 2))


def test_years_over_quarters_are_part_of_the_heading():
    found = table(
        [
            [None, None, 2025, None, 2026, None],
            ["Projekt", "Måltal", "3. kvt.", "4. kvt.", "1. kvt.", "2. kvt."],
            [A, "Dage", 9, 8, 7, 6],
            [B, "Fald", 5, 4, 3, 2],
        ]
    )

    assert found.header_rows == (1, 2)
    assert said(found, "period")[:4] == [(day(7, year=2025),), (day(10, year=2025),), (day(1),), (day(4),)]


def test_hospitals_by_short_name_with_a_lead_a_count_and_marks_in_brackets():
    found = table(
        [
            ["Indsats", "Tovholder", "AHH", "BFH", "RH", "RHP", "I alt", "Bemærkninger"],
            [A, "Overlæge", "x", "(x)", "x", "-", 3, None],
            [B, "Farmaceut", "x", "x", None, "x", 3, "Afventer"],
            ["I alt", None, 2, 2, 1, 1, None, None],
        ]
    )

    assert found.kind is TableKind.ADOPTION
    assert said(found, "organisation", "uptake")[:3] == [("AHH", "yes"), ("BFH", "partly"), ("RH", "yes")]
    assert found.rows.accepted == 2


def test_clusters_named_without_the_word_stand_across():
    found = table(
        [
            ["Indsats", "Nord", "Midt", "Syd", "Byen"],
            [A, "ja", "nej", "i gang", "planlagt"],
            [B, "ja", "ja", "ja", None],
        ]
    )

    assert said(found, "organisation")[:4] == [("Nord",), ("Midt",), ("Syd",), ("Byen",)]


def test_municipalities_down_and_agreements_across_are_no_list_of_initiatives():
    found = table(
        [
            [
                "Kommune",
                "Aftale om udskrivning",
                "Fælles medicinliste",
                "Forløbsprogram for KOL",
                "Bemærkning",
            ],
            ["Albertslund", "ja", "ja", "delvist", None],
            ["Brøndby", "ja", "nej", "i gang", "Ny chef"],
            ["Dragør", "ja", "ja", "nej", None],
        ]
    )

    assert found.kind is TableKind.ADOPTION
    assert said(found, "title", "organisation", "uptake")[0] == ("Aftale om udskrivning", "0165", "yes")


def test_domains_with_a_mean_below_and_by_letter_and_number():
    rows = [
        ["Indsats", "Klynge", "A1", "A2", "A3", "B1", "B2", "Gennemsnit", "Bemærkninger"],
        [A, "Randersklyngen", 3, 2, 3, 2, 1, 2.2, None],
        [B, "Vestklyngen", 1, 2, 0, 2, 1, 1.2, "Mangler viden"],
        ["Gennemsnit", None, 2, 2, 1.5, 2, 1, None, None],
    ]

    found = table(rows)

    assert found.kind is TableKind.ASSESSMENTS
    assert said(found, "domain", "score")[:2] == [("A1", 3), ("A2", 2)]
    assert (found.rows.accepted, len(found.records)) == (2, 10)


def test_steps_whose_words_fit_several_follow_each_other():
    names = [
        "Komm.",
        "Nedsat",
        "Udkast",
        "Drøftet",
        "Høring",
        "Tilrettet efter høring",
        "Til sekretariat",
        "SSG",
        "SKU",
    ]
    found = table(
        [
            ["Aftale", *names],
            [A, *("x" for _ in names)],
            [B, "x", "x", "afventer", *(None for _ in names[3:])],
        ]
    )

    assert found.kind is TableKind.PROCESS
    assert [step for (step,) in said(found, "step")[:9]] == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]


def test_headings_for_every_step_need_no_known_words():
    names = [
        "Kommissorium",
        "Nedsat",
        "Udkast",
        "Drøftet",
        "Høring",
        "Rettet",
        "Videre",
        "SSG",
        "SKU",
        "Ud i livet",
        "Evaluering",
    ]
    found = table([["Aftale", *names], [A, *("x" for _ in names)], [B, *("x" for _ in names)]])

    assert [step for (step,) in said(found, "step")[:11]] == [str(n) for n in range(1, 12)]


def test_a_legend_says_what_letters_mean():
    found = table(
        [
            ["Udbredelse. I = indført, P = planlagt, D = delvist"],
            [],
            ["Aftale", "Odder", "Horsens", "Hedensted", "Skanderborg"],
            [A, "I", "P", "D", "-"],
            [B, "P", "I", "I", "I"],
        ]
    )

    assert [value for (value,) in said(found, "uptake")[:4]] == ["yes", "planned", "partly", "not_relevant"]


def test_a_status_log_divided_by_months():
    found = table(
        [
            ["Projekt", "Trafiklys", "Status"],
            ["Januar 2026"],
            [A, "Grøn", "Åbnet"],
            [B, "Gul", "Mangler leder"],
            ["Februar 2026"],
            [A, "Gul", "Fuldt hus"],
            [B, "Rød", "Leder opsagt"],
        ]
    )

    assert found.kind is TableKind.STATUS_LOG
    assert said(found, "title", "month", "status_text")[2:] == [
        (A, day(2), "Fuldt hus"),
        (B, day(2), "Leder opsagt"),
    ]
    month = found.records[3].values["month"]
    assert (month.cell, month.read_from) == ("A5", "section_heading")


def test_a_month_that_stands_once_left_of_its_initiatives_holds_for_all():
    found = table(
        [
            ["Måned", "Projekt", "Lys", "Hvad er der sket siden sidst"],
            ["januar 2026", A, "Grøn", "Åbnet"],
            [None, B, "Gul", "Mangler leder"],
            ["februar 2026", A, "Gul", "Fuldt hus"],
            [None, B, "Rød", "Leder opsagt"],
        ]
    )

    assert said(found, "month", "status_text")[1] == (day(1), "Mangler leder")
    assert found.records[1].values["month"].read_from == "fill_down"


def test_decisions_divided_by_meetings():
    found = table(
        [
            ["Sag", "Beslutning", "Ansvarlig", "Frist"],
            ["Møde i SSG den 12. marts 2026"],
            [A, "Godkendt", "Formand", day(4)],
            [B, "Drøftes igen", "Sekretariatet", None],
            ["Møde i SSG den 7. maj 2026"],
            [A, "Sendt til SKU", "Sekretariatet", day(6)],
        ]
    )

    assert found.kind is TableKind.DECISIONS
    assert said(found, "date", "title") == [(day(3, 12), A), (day(3, 12), B), (day(5, 7), A)]


def test_months_with_nothing_but_lights_hold_lights():
    found = table(
        [["Indsats", "jan", "feb", "mar"], [A, "grøn", "gul", "grøn"], [B, "rød", "gul", "gul"]], name="2026"
    )

    assert [column.field for column in found.columns] == ["title", *["traffic_light"] * 3]


@pytest.mark.parametrize(
    "header",
    [
        ["Indsats", "Formål", "Prøvehandlinger", "Resultater", "Læring", "Status", "Tovholder"],
        ["Projekt", "Målgruppe", "Prøvehandling", "Forventet effekt", "Læring", "Beslutning", "Kommuner"],
    ],
)
def test_initiatives_with_what_was_tried_and_learnt_stay_a_list(header):
    rows = [[word, *(f"Noget om {name.lower()} {n}" for name in header[1:])] for n, word in enumerate(WORDS)]

    assert [table.kind for table in found(make_sheet([header, *rows]))] == [TableKind.INITIATIVES]
