"""Tables of the other kinds, in lists that secretaries could keep and no sample does."""

import pytest

from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, make_sheet, message_ids, reasons
from tests.builders.grids import read as read_sheets
from tests.builders.kinds import day, plain, said, table

A, B, C, D, E = WORDS[:5]

# Milestones


def test_milestones_take_their_title_from_the_row_that_names_it_once():
    found = table(
        [
            ["Oversigt over leverancer 2026"],
            [],
            ["Samarbejde", "Delleverance", "Skal nås senest", "Ansvarlig", "Hvor langt"],
            [A, "Kommissorium", "1. marts 2026", "AB", "Nået"],
            [None, "Pilot", "2. kvt. 2026", "CD", "I gang"],
            [B, "Oplæring", "uge 12 2026", "EF", "Ikke startet"],
        ]
    )

    assert found.kind is TableKind.MILESTONES
    assert said(found, "title", "milestone", "date", "status") == [
        (A, "Kommissorium", day(3), "completed"),
        (A, "Pilot", day(4), "active"),
        (B, "Oplæring", day(3, 16), "planned"),
    ]
    assert (found.records[1].values["title"].cell, found.records[1].values["title"].read_from) == (
        "A4",
        "fill_down",
    )


def test_milestones_take_their_title_from_the_section_above():
    found = table(
        [
            ["Milepæl", "Planlagt dato", "Tovholder", "Bemærkninger"],
            [A],
            ["Kick-off", day(1, 12), "AB", None],
            ["Pilot slut", day(4), "AB", "ok"],
            [B],
            ["Kick-off", day(2, 12), "CD", None],
            ["Evaluering", day(5), "CD", None],
        ]
    )

    assert said(found, "title", "milestone") == [
        (A, "Kick-off"),
        (A, "Pilot slut"),
        (B, "Kick-off"),
        (B, "Evaluering"),
    ]
    assert found.records[2].values["title"].cell == "A5"
    assert (found.rows.read, found.rows.accepted, found.rows.skipped) == (5, 4, 1)


def test_milestones_below_a_list_of_initiatives_are_a_table_of_their_own():
    rows = [["Projekt", "Status"], *([title, "I gang"] for title in WORDS), [], ["Milepæle"]]
    rows += [
        ["Projekt", "Milepæl", "Dato", "Ansvarlig"],
        [A, "Pilot", "1/3-26", "AB"],
        [A, "Slut", "1/6-26", "AB"],
    ]
    rows += [[B, "Pilot", "1/3-26", "AB"]]
    reading = read_sheets(make_sheet(rows))  # type: ignore[arg-type] # plain cells

    assert [found.kind for found in reading.tables] == [TableKind.INITIATIVES, TableKind.MILESTONES]
    assert [len(found.records) for found in reading.tables] == [6, 3]


def test_the_next_milestone_of_each_initiative_makes_no_list_of_milestones():
    rows = [
        ["Projekt", "Status", "Næste milepæl", "Dato"],
        *([t, "I gang", "Pilot", "1/3-26"] for t in WORDS),
    ]

    assert table(rows).kind is TableKind.INITIATIVES


def test_milestones_with_a_start_and_a_share_are_told_by_their_repeated_titles():
    rows: list[list[object]] = [
        ["Nr.", "Projekt", "Milepæl", "Start", "Slut", "Ansvarlig", "% færdig", "Status"]
    ]
    for n, title in enumerate((A, B, C), 1):
        rows += [[n, title, "Kommissorium", "1/1-26", "1/2-26", "AB", 1, "Afsluttet"]]
        rows += [[n, title, "Pilot", "1/2-26", "1/4-26", "AB", 0.5, "I gang"]]

    assert said(table(rows), "title", "milestone", "date")[1] == (A, "Pilot", day(4))


def test_a_log_of_decisions_beside_milestones_is_a_table_of_its_own():
    rows: list[list[object]] = [
        ["Projekt", "Milepæl", "Dato", None, "Dato", "Beslutning", "Ansvarlig", "Frist"]
    ]
    rows += [
        [t, m, "1/3-26", None, day(1), "Godkendt", "AB", "1/4-26"] for t in (A, B) for m in ("Pilot", "Slut")
    ]
    reading = read_sheets(make_sheet(rows))  # type: ignore[arg-type] # plain cells

    assert [found.kind for found in reading.tables] == [TableKind.MILESTONES, TableKind.DECISIONS]


# Uptake


def test_uptake_with_clusters_across():
    found = table(
        [
            ["Løsning", "Gødstrupklyngen", "Horsensklyngen", "Midtklyngen", "Randersklyngen", "Kommentar"],
            [A, "ja", "i gang", "nej", "x", None],
            [B, "delvist", "?", "plan. 2027", "-", "se notat"],
        ]
    )

    assert said(found, "title", "organisation", "uptake")[:4] == [
        (A, "Gødstrupklyngen", "yes"),
        (A, "Horsensklyngen", "in_progress"),
        (A, "Midtklyngen", "no"),
        (A, "Randersklyngen", "yes"),
    ]
    assert said(found, "uptake", "date")[4:] == [
        ("partly", None),
        (None, None),
        ("planned", day(1, year=2027)),
        ("not_relevant", None),
    ]
    assert found.row_values[1].values["remarks"].value == "se notat"
    assert [(record.row, record.column) for record in found.records[:2]] == [(2, "B"), (2, "C")]


def test_uptake_with_initiatives_across_and_municipalities_down():
    found = table(
        [
            ["Kommune", *WORDS[:4]],
            ["Hvidovre", "x", "i gang", "nej", "x"],
            ["Dragør", "x", None, "nej", "ja"],
            ["Tårnby", "x", "jan 2026", "delvist", "x"],
        ]
    )
    first, last = found.records[0], found.records[-3]

    assert found.kind is TableKind.ADOPTION
    assert (first.values["title"].value, first.values["title"].cell) == (A, "B1")
    assert (first.values["organisation"].value, first.values["organisation"].cell) == ("0167", "A2")
    assert (plain(last.values["date"]), last.values["uptake"].value) == (day(1), "yes")
    assert len(found.records) == 11


def test_uptake_with_a_row_for_each_municipality():
    rows: list[list[object]] = [["Aftale", "Kommune", "Indført?", "Fra"]]
    for title in (A, B):
        rows += [
            [title, "Hvidovre", "ja", day(1)],
            [None, "Dragør", "delvist", None],
            [None, "Tårnby", "nej", None],
        ]
    found = table(rows)

    assert said(found, "title", "organisation", "uptake", "date")[:3] == [
        (A, "0167", "yes", day(1)),
        (A, "0155", "partly", None),
        (A, "0185", "no", None),
    ]
    assert found.rows.accepted == 6


def test_uptake_with_the_region_hospitals_and_municipalities_across():
    found = table(
        [
            [
                "Nr",
                "Aftale",
                "Region Hovedstaden",
                "AHH",
                "Hvidovre Kommune",
                "Tårnby Kommune",
                "Almen praksis",
            ],
            [1, A, "x", "nej", "i gang", "x", None],
            [2, B, "nej", "x", "x", "x", "x"],
        ]
    )

    assert said(found, "organisation", "uptake")[:4] == [
        ("Region Hovedstaden", "yes"),
        ("AHH", "no"),
        ("0167", "in_progress"),
        ("0185", "yes"),
    ]


def test_sums_and_sections_of_a_matrix_are_no_records():
    reading = read_sheets(
        make_sheet(
            [
                ["Aftale", "Hvidovre", "Dragør", "Tårnby", "København"],
                ["Ældre"],
                [A, "x", "x", "", "x"],
                [B, "x", "ja", "nej", "x"],
                ["Psykiatri"],
                [C, "x", "x", "", "x"],
                ["I alt", 3, 3, 0, 3],
            ]
        )
    )

    assert len(reading.tables[0].records) == 10
    assert reasons(reading) == {2: "row.section_heading", 5: "row.section_heading", 7: "row.total"}


# Measurements


def test_measurements_with_months_across():
    found = table(
        [
            ["Målinger 2025"],
            ["Indsats", "Indikator", "Enhed", "jan", "feb", "mar"],
            [A, "Borgere", "antal", 12, 14, None],
            [None, "Tilfredshed", "skala 1-5", 4.1, "4,2", "ca. 4"],
            [B, "Fremmøde", None, "84 %", "-", 86],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "title", "indicator", "month", "number", "unit") == [
        (A, "Borgere", day(1, year=2025), 12, "antal"),
        (A, "Borgere", day(2, year=2025), 14, "antal"),
        (A, "Tilfredshed", day(1, year=2025), 4.1, "skala 1-5"),
        (A, "Tilfredshed", day(2, year=2025), 4.2, "skala 1-5"),
        (A, "Tilfredshed", day(3, year=2025), 4, "skala 1-5"),
        (B, "Fremmøde", day(1, year=2025), 84, "%"),
        (B, "Fremmøde", day(3, year=2025), 86, None),
    ]
    assert found.records[0].values["month"].cell == "D2"


@pytest.mark.parametrize(
    ("headings", "precision"),
    [
        (["K1 2026", "K2 2026", "K3 2026"], "quarter"),
        (["2023", "2024", "2025"], "year"),
        ([2023, 2024, 2025], "year"),
    ],
)
def test_measurements_of_longer_spans_have_a_period(headings, precision):
    found = table([["Indikator", *headings], ["Genindlæggelser", 12, 11, 10], ["Liggetid", 3.2, 3.1, 3]])

    assert {record.values["period"].value.precision for record in found.records} == {precision}  # type: ignore[union-attr]


def test_measurements_with_a_row_each():
    rows: list[list[object]] = [["Projekt", "Måltal", "Måned", "Værdi", "Enhed"]]
    rows += [[title, "Ventetid", day(month), month * 3.5, "dage"] for title in (A, B) for month in (1, 2, 3)]
    found = table(rows)

    assert said(found, "title", "indicator", "month", "number", "unit")[1] == (
        A,
        "Ventetid",
        day(2),
        7,
        "dage",
    )


# Status logs


def test_a_status_log_whose_months_run_over_the_turn_of_the_year():
    found = table(
        [
            ["Status 2026 måned for måned"],
            ["Projekt", "Tovholder", "okt", "nov", "dec", "jan", "feb"],
            [A, "AB", "Opstart", None, "grøn", "gul", "G"],
            [B, "CD", None, "Venter", "Kører", "rød", "Slut"],
        ]
    )

    assert found.kind is TableKind.STATUS_LOG
    assert said(found, "month", "traffic_light", "status_text")[:4] == [
        (day(10, year=2025), None, "Opstart"),
        (day(12, year=2025), "green", None),
        (day(1), "yellow", None),
        (day(2), None, "G"),
    ]
    assert found.row_values[0].values["lead"].value == "AB"


def test_a_status_log_with_real_months_and_only_colours():
    rows: list[list[object]] = [
        ["Initiativ", day(1), day(2), day(3)],
        [A, None, "Kører", None],
        [B, None, None, None],
    ]
    fills = {(2, 2): "00B050", (2, 3): "FFC000", (3, 4): "FF0000"}
    found = table(rows, fills=fills)

    assert said(found, "title", "month", "traffic_light", "status_text") == [
        (A, day(1), "green", None),
        (A, day(2), "yellow", "Kører"),
        (B, day(3), "red", None),
    ]
    assert found.records[0].values["traffic_light"].read_from == "fill"


def test_a_status_log_with_a_row_for_each_month():
    rows: list[list[object]] = [["Projekt", "Måned", "Lys", "Status denne måned"]]
    rows += [
        [t, m, lys, s]
        for t in (A, B, C)
        for m, lys, s in [("sep 2026", "Grøn", "Kører"), ("okt 2026", "Gul", "Venter")]
    ]
    found = table(rows)

    assert said(found, "title", "month", "traffic_light", "status_text")[1] == (
        A,
        day(10),
        "yellow",
        "Venter",
    )


def test_years_over_months_that_nothing_merges_are_part_of_the_heading():
    rows = [["", "", "2025", None, "2026", None], ["Projekt", "Ejer", "Nov.", "Dec.", "Jan.", "Feb."]]
    found = table([*rows, [A, "AB", "🟢", "🟡", "🔴", None], [B, "CD", "ok", "Forsinket", "-", "ok"]])

    assert found.header_rows == (1, 2)
    assert said(found, "month", "traffic_light")[:3] == [
        (day(11, year=2025), "green"),
        (day(12, year=2025), "yellow"),
        (day(1), "red"),
    ]


# Processes


def test_steps_without_numbers_are_known_by_their_words():
    found = table(
        [
            ["Udviklingsopgaver"],
            [
                "Opgave",
                "Opdragspapir",
                "Opdrag sat",
                "Afprøvning",
                "Kernen beskrevet",
                "Høring",
                "Evaluering",
            ],
            [A, "x", "1/3-25", "juni 2025 -", "afventer", None, "forv. 2027"],
            [B, "x", "x", "ikke relevant", "maj 2025", "-", None],
        ]
    )

    assert said(found, "process", "step", "step_state", "reached")[:5] == [
        ("development", "2", "reached", None),
        ("development", "3", "reached", day(3, year=2025)),
        ("development", "5", "reached", day(6, year=2025)),
        ("development", "6", "waiting", None),
        ("development", "12", "planned", day(1, year=2027)),
    ]


def test_steps_with_only_numbers():
    found = table(
        [
            ["Samarbejdsaftale", "Trin 1", "Trin 2", "Trin 3", "Trin 4"],
            [A, day(1), "x", None, None],
            [B, "x", "afventer", None, "2027"],
        ]
    )

    assert said(found, "process", "step", "step_state")[:3] == [
        ("agreement", "1", "reached"),
        ("agreement", "2", "reached"),
        ("agreement", "1", "reached"),
    ]


def test_steps_with_a_row_each():
    rows: list[list[object]] = [["Indsats", "Trin", "Tilstand", "Dato"]]
    steps = [
        ("1. Kommissorium", "nået", day(3)),
        ("2. Arbejdsgruppe", "afventer", None),
        ("3. Udkast", None, "maj 2026"),
    ]
    rows += [[title, *step] for title in (A, B) for step in steps]

    assert said(table(rows), "title", "step", "step_state", "reached")[:3] == [
        (A, "1", "reached", day(3)),
        (A, "2", "waiting", None),
        (A, "3", "reached", day(5)),
    ]


# Assessments


def test_domains_across_are_told_by_their_scores():
    found = table(
        [
            ["Vurdering af spredning (0-3)"],
            ["Indsats", "Problemet", "Evidens", "Omkostninger", "Ledelsesopbakning", "Kommentar"],
            [A, 3, 2, 1, 3, "God"],
            [B, 1, 0, "2", "3 - stor", None],
        ]
    )

    assert found.kind is TableKind.ASSESSMENTS
    assert said(found, "title", "domain", "score")[4:] == [
        (B, "Problemet", 1),
        (B, "Evidens", 0),
        (B, "Omkostninger", 2),
        (B, "Ledelsesopbakning", 3),
    ]


def test_domains_with_a_row_each_and_a_score_out_of_range():
    rows: list[list[object]] = [["Projekt", "Domæne", "Score (0-3)"]]
    scores = [("Problemet", 3), ("Evidens", 2), ("Holdbarhed", 0), ("Rammer", 1), ("Kerne", 2)]
    rows += [[title, *score] for title in (A, B) for score in scores] + [[C, "Problemet", 7]]
    reading = read_sheets(make_sheet(rows))  # type: ignore[arg-type] # plain cells

    assert said(reading.tables[0], "title", "domain", "score")[-2:] == [
        (B, "Kerne", 2),
        (C, "Problemet", None),
    ]
    assert message_ids(reading) == {"number.no_score"}


def test_each_score_has_its_reason_evidence_assessor_and_day():
    rows = [["Projekt", "Domæne", "Score (0-3)", "Begrundelse", "Belæg", "Vurderet af", "Dato"]]
    scores = [("Problemet", 3), ("Evidens", 2), ("Holdbarhed", 0), ("Rammer", 1), ("Kerne", 2)]
    rows += [
        [title, domain, score, f"Om {domain}", "Slutrapport", "Hvidovre", "12/3-26"]
        for title in (A, B)
        for domain, score in scores
    ]
    found = table(rows)

    assert found.kind is TableKind.ASSESSMENTS
    assert said(found, "domain", "score", "remarks", "evidence", "assessor", "date")[2] == (
        "Holdbarhed",
        0,
        "Om Holdbarhed",
        "Slutrapport",
        "Hvidovre",
        day(3, 12),
    )
    assert [found.records[2].values[name].cell for name in ("score", "assessor")] == ["C4", "F4"]


def test_a_matrix_of_scores_says_who_when_and_why_of_each_row():
    found = table(
        [
            ["Vurdering af spredning (0-3)"],
            ["Indsats", "Problemet", "Evidens", "Omkostninger", "Drift", "Vurderet af", "Dato", "Kommentar"],
            [A, 3, 2, 1, 3, "Klyngen", "12. marts 2026", "Vi afventer tal"],
            [B, 1, 0, "2", "3 - stor", "Hospitalet", "april 2026", None],
        ]
    )

    assert found.kind is TableKind.ASSESSMENTS
    assert said(found, "domain", "score", "assessor", "date", "remarks")[3:5] == [
        ("Drift", 3, "Klyngen", day(3, 12), "Vi afventer tal"),
        ("Problemet", 1, "Hospitalet", day(4), None),
    ]


# Trials and decisions


def test_trials():
    found = table(
        [
            [
                "Projekt",
                "PDSA-cirkel",
                "Start",
                "Slut",
                "Hypotese",
                "Resultat",
                "Hvad lærte vi",
                "Beslutning",
            ],
            [A, "Morgenmøde", "1/2-26", "14/2-26", "Hurtigere", "Ja, 10 min", "Kort tavle virker", "Behold"],
            [A, "Tavle", "1/3-26", None, "Færre opkald", "Uændret", "Mere træning", "Tilpas"],
            [B, "Sms", "uge 9 2026", "uge 11 2026", "Flere møder op", "+5 %", "Virker", "Droppes"],
        ]
    )

    assert found.kind is TableKind.TRIALS
    assert said(found, "title", "trial", "start", "prediction", "learning", "outcome") == [
        (A, "Morgenmøde", day(2), "Hurtigere", "Kort tavle virker", "adopt"),
        (A, "Tavle", day(3), "Færre opkald", "Mere træning", "adapt"),
        (B, "Sms", day(2, 23), "Flere møder op", "Virker", "abandon"),
    ]


def test_decisions_of_a_meeting_whose_date_stands_once():
    found = table(
        [
            ["Møde den", "Forum", "Punkt", "Det blev aftalt", "Hvem", "Opfølgning senest", "Udført?"],
            [day(1, 15), "Styregruppe", "Akut", "Pilot forlænges", "AB", "1. april", "ja"],
            [None, None, "KOL", "Skriv nyt udkast", "CD", "uge 9", "nej"],
            [day(2, 15), "SSG", "Unge", "Ramme godkendt", None, None, None],
        ]
    )

    assert found.kind is TableKind.DECISIONS
    assert said(found, "date", "body", "decision", "owner", "deadline", "status") == [
        (day(1, 15), "Styregruppe", "Pilot forlænges", "AB", day(4), "completed"),
        (day(1, 15), "Styregruppe", "Skriv nyt udkast", "CD", day(2, 23), "planned"),
        (day(2, 15), "SSG", "Ramme godkendt", None, None, None),
    ]


def test_a_log_of_actions_is_one_of_decisions():
    found = table(
        [
            ["Nr.", "Dato", "Aktion", "Ansvarlig", "Deadline", "Status"],
            [1, day(1, 15), "Indkald til møde", "AB", day(2), "Udført"],
            [2, day(1, 15), "Udfyld skema", "CD", day(3), "I gang"],
        ]
    )

    assert said(found, "decision", "status") == [
        ("Indkald til møde", "completed"),
        ("Udfyld skema", "active"),
    ]


# Measurements: what they may say beside their numbers


MEASURED = ["Indsats", "Indikator", "Enhed", "Triple Aim", "Mål", "Ønsket retning", "Måned", "Værdi", "Fase"]
BESIDE = ("dimension", "target", "direction", "phase")


def test_measurements_tell_their_dimension_target_direction_and_phase():
    found = table(
        [
            MEASURED,
            [A, "Genindlæggelser", "antal", "Befolkningens sundhed", 10, "ned", "jan 2026", 12, "før"],
            [A, "Genindlæggelser", "antal", "Befolkningens sundhed", 10, "ned", "feb 2026", "<5", "efter"],
            [
                A,
                "Genindlæggelser",
                "antal",
                "Befolkningens sundhed",
                10,
                "ned",
                "mar 2026",
                "ikke opgjort",
                "",
            ],
            [A, "Genindlæggelser", "antal", "Befolkningens sundhed", 10, "ned", "apr 2026", None, ""],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "month", "number", *BESIDE) == [
        (day(1), 12, "Befolkningens sundhed", 10, "ned", "før"),
        (day(2), 5, "Befolkningens sundhed", 10, "ned", "efter"),
        (day(3), None, "Befolkningens sundhed", 10, "ned", None),
        (day(4), None, "Befolkningens sundhed", 10, "ned", None),
    ]
    assert [record.values["target"].cell for record in found.records] == ["E2", "E3", "E4", "E5"]
    assert [record.values["number"].text for record in found.records[:3]] == ["12", "<5", "ikke opgjort"]
    assert "number" not in found.records[3].values


def test_measurements_across_months_tell_the_same_beside_their_rows():
    months = ["jan 2026", "feb 2026", "mar 2026", "apr 2026", "maj 2026"]
    beds = ["Sengedage pr. borger", "dage", "Omkostninger pr. borger", 4.2, "3,5"]
    trust = ["Tryghed", "%", "Borgeroplevet kvalitet", "70 %", "85 %"]
    found = table(
        [
            ["Indsats", "Indikator", "Enhed", "Dimension", "Baseline", "Mål", *months],
            [A, *beds, 4.1, None, "ikke opgjort", 4.2, 4.0],
            [B, *trust, 70, 71, 72, None, None],
        ]
    )

    assert found.kind is TableKind.MEASUREMENTS
    assert said(found, "indicator", "month", "number", "dimension", "baseline", "target") == [
        ("Sengedage pr. borger", day(1), 4.1, "Omkostninger pr. borger", 4.2, 3.5),
        ("Sengedage pr. borger", day(3), None, "Omkostninger pr. borger", 4.2, 3.5),
        ("Sengedage pr. borger", day(4), 4.2, "Omkostninger pr. borger", 4.2, 3.5),
        ("Sengedage pr. borger", day(5), 4.0, "Omkostninger pr. borger", 4.2, 3.5),
        ("Tryghed", day(1), 70, "Borgeroplevet kvalitet", 70, 85),
        ("Tryghed", day(2), 71, "Borgeroplevet kvalitet", 70, 85),
        ("Tryghed", day(3), 72, "Borgeroplevet kvalitet", 70, 85),
    ]
    cells = [record.values["number"].cell for record in found.records]
    assert cells == ["G2", "I2", "J2", "K2", "G3", "H3", "I3"]


def test_a_lone_column_of_aims_is_the_indicator_still():
    found = table(
        [["Projekt", "Mål", "Måned", "Værdi"], [A, "Ventetid", "jan 2026", 3], [A, "Ventetid", "feb 2026", 4]]
    )

    assert said(found, "indicator", "number", "target") == [("Ventetid", 3, None), ("Ventetid", 4, None)]
