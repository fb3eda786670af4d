"""Tables of the other kinds, in lists that secretaries could keep and no sample does."""

import datetime as dt
from collections.abc import Sequence

import pytest

from etl.document import document
from portfolio.errors import FileRefusedError
from portfolio.records import FuzzyDate, TableReading
from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, found, make_sheet, message_ids, reasons
from tests.builders.grids import read as read_sheets

A, B, C, D, E = WORDS[:5]


def table(rows: Sequence[Sequence[object]], **looks: object) -> TableReading:
    """Read the one table that rows hold."""
    (found,) = read_sheets(make_sheet(rows, **looks)).tables  # type: ignore[arg-type] # plain cells
    return found


def said(found: TableReading, *names: str) -> list[tuple[object, ...]]:
    """Give some fields of each record; of a date its first day."""
    return [tuple(plain(record.values.get(name)) for name in names) for record in found.records]


def plain(cell: object) -> object:
    value = getattr(cell, "value", None)
    return value.first if isinstance(value, FuzzyDate) else value


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


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


# What the first round of unseen lists showed


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
