import datetime as dt

import pytest

from etl.convert.months import month_in
from etl.run import month_of
from portfolio.records import CellValue, FuzzyDate
from portfolio.vocabulary import Precision, ReadFrom
from tests.builders.grids import WORDS, make_sheet, make_workbook, message_ids, read, values

SYD = ("0101", "0153", "0155", "0161", "0165", "0167", "0169", "0183", "0185", "0187")


def rows(heading: str, *cells: object) -> list[list[object]]:
    return [
        ["Indsats", "Tovholder", heading],
        *([word, "AH", cell] for word, cell in zip(WORDS, cells, strict=False)),
    ]


def first(reading, field: str) -> CellValue:
    return reading.tables[0].records[0].values[field]


def test_all_municipalities_are_those_of_the_list_that_its_title_names():
    reading = read(
        [
            ["Sundhedsklynge Syd: indsatser oktober 2026"],
            [],
            *rows("Kommuner", "Alle", "Alle undtagen Dragør"),
        ]
    )

    assert values(reading, "municipalities") == [SYD, tuple(code for code in SYD if code != "0155")]


@pytest.mark.parametrize("where", ["title", "sheet", "other sheet", "file"])
def test_whose_list_it_is_may_stand_in_four_places(where):
    name = "Sundhedsklynge Syd"
    table = rows("Kommuner", "Alle")
    sheet = make_sheet(
        ([[name], *table] if where == "title" else table), name if where == "sheet" else "Ark1"
    )
    front = [make_sheet([[f"Indsatser i {name}"]], "Forside")] if where == "other sheet" else []
    reading = read(*front, sheet, name="Sundhedsklynge_Syd_2026.xlsx" if where == "file" else "liste.xlsx")

    assert values(reading, "municipalities") == [SYD]


def test_a_row_of_another_cluster_has_that_clusters_municipalities():
    header = ["Indsats", "Klynge", "Kommuner"]
    reading = read(
        [
            ["Region Midtjylland 2026"],
            header,
            [WORDS[0], "Randersklyngen", "Alle"],
            [WORDS[1], "Midtklyngen", "Alle"],
        ]
    )
    both = values(reading, "municipalities")

    assert both[0] is not None
    assert both[1] is not None
    assert not set(both[0]) & set(both[1])


def test_the_sheets_title_gives_the_focus_area_with_its_cell():
    reading = read([["Fokusområde 2: Sammen om borgere med psykisk sygdom"], *rows("Status", "I gang")])

    assert first(reading, "focus_area") == CellValue(
        "Sammen om borgere med psykisk sygdom",
        "Fokusområde 2: Sammen om borgere med psykisk sygdom",
        "A1",
        ReadFrom.SHEET_TITLE,
    )


def test_a_municipalitys_own_list_is_about_that_municipality():
    reading = read([["Skive Kommune: vores indsatser"], *rows("Status", "I gang")])

    assert first(reading, "municipalities").value == ("0779",)


def test_a_year_is_taken_from_the_rows_other_date_before_the_title():
    header = ["Indsats", "Start", "Slut"]
    reading = read(
        [["Oversigt 2026"], header, [WORDS[0], "1/2-24", "1. maj"], [WORDS[1], "1. marts", "uge 20"]]
    )
    ends = values(reading, "end")

    assert [date.first.year for date in ends] == [2024, 2026]
    assert all(date.inferred == ("year",) for date in ends)


def test_an_inferred_end_does_not_lie_before_its_start():
    reading = read([["Indsats", "Start", "Slut"], [WORDS[0], "1/11-25", "1/3"], [WORDS[1], "1/11", "1/3-26"]])

    assert [date.first for date in values(reading, "end")] == [dt.date(2026, 3, 1)] * 2
    assert [date.first for date in values(reading, "start")] == [dt.date(2025, 11, 1)] * 2


def test_a_period_fills_start_and_end_from_its_own_cell():
    reading = read(rows("Periode", "marts 2025 - 2027"))

    assert first(reading, "start").value == FuzzyDate(
        dt.date(2025, 3, 1), dt.date(2025, 3, 31), Precision.MONTH
    )
    assert first(reading, "end").value == FuzzyDate(
        dt.date(2027, 1, 1), dt.date(2027, 12, 31), Precision.YEAR
    )
    assert (first(reading, "end").cell, first(reading, "end").read_from) == ("C2", ReadFrom.PERIOD)


def test_a_status_cell_that_says_more_is_split_into_its_fields():
    reading = read(rows("Status", "I gang, 60 %", "75 %", "Afsluttet"))

    assert values(reading, "status") == ["active", None, "completed"]
    assert values(reading, "completion_share") == [0.6, 0.75, None]


def test_a_column_of_its_own_wins_over_what_a_status_cell_says():
    header = ["Indsats", "Status", "Færdig %"]
    reading = read([header, [WORDS[0], "I gang, 60 %", 0.8], [WORDS[1], "I gang, 10 %", None]])

    assert values(reading, "completion_share") == [0.8, 0.1]


def test_an_error_cell_is_kept_as_text_and_reported():
    reading = read(make_sheet(rows("Budget", "#REF!", 5000), errors={(2, 3): "#REF!"}))

    assert first(reading, "budget_dkk") == CellValue(None, "#REF!", "C2")
    assert "cell.error_value" in message_ids(reading)


def test_a_lone_question_mark_is_asked_about_and_a_dash_is_nothing():
    reading = read(rows("Budget", "?", "-", 5000))

    assert values(reading, "budget_dkk") == [None, None, 5000]
    assert first(reading, "budget_dkk").text == "?"
    assert [finding.cell for finding in reading.findings if finding.severity == "warning"] == ["C2"]


def test_an_end_before_its_start_and_keys_used_twice_are_asked_about():
    header = ["Nr.", "Indsats", "Start", "Slut"]
    reading = read(
        [
            header,
            [1, WORDS[0], "1.5.2026", "1.3.2026"],
            [1, WORDS[1], "1.5.2026", "1.6.2026"],
            [2, WORDS[1], None, None],
        ]
    )

    assert {"row.end_before_start", "row.same_key", "row.same_title"} <= message_ids(reading)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Status oktober 2026", (2026, 10)),
        ("Okt 26", (2026, 10)),
        ("projektstatus_nov2019", (2019, 11)),
        ("2026-10 liste", (2026, 10)),
        ("Opdateret 15. januar 2020", (2020, 1)),
        ("jan2020", (2020, 1)),
        ("Indsatser 2026", None),
        ("Marts", None),
    ],
)
def test_a_month_is_read_in_names_and_titles(text, month):
    assert month_in(text) == (dt.date(*month, 1) if month else None)


def test_the_reporting_month_is_guessed_from_the_files_name_first():
    book = make_workbook(make_sheet([["Status pr. november 2026"]], "Okt 26"))

    assert month_of("liste_sep2026.xlsx", book) == dt.date(2026, 9, 1)
    assert month_of("liste.xlsx", book) == dt.date(2026, 10, 1)
    assert month_of("liste.xlsx", make_workbook([["Status pr. november 2026"]])) == dt.date(2026, 11, 1)


@pytest.mark.parametrize("heading", ["Slut 2027", "Afslutning (2027)", "2027 - slut"])
def test_the_year_of_a_columns_heading_is_that_of_its_dates(heading):
    rows = [[word, "AH", text] for word, text in zip(WORDS, ["marts", "uge 14", "15. maj"], strict=False)]
    reading = read([["Projekt", "Tovholder", heading], *rows], month=dt.date(2026, 10, 1))

    assert [(value.first.year, value.inferred) for value in values(reading, "end")] == [(2027, ("year",))] * 3


def test_the_day_of_a_list_in_a_heading_is_no_year_of_its_dates():
    rows = [[word, "AH", "marts"] for word in WORDS[:3]]
    reading = read([["Projekt", "Tovholder", "Slut (opdateret 2025)"], *rows], month=dt.date(2026, 10, 1))

    assert {value.first.year for value in values(reading, "end")} == {2026}


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        (["50%", "100 %", "0,25", "1"], [0.5, 1.0, 0.25, 1.0]),
        (["50", "100 %", "25", "1"], [0.5, 1.0, 0.25, 0.01]),
    ],
)
def test_numbers_without_a_sign_of_per_cent_decide_what_they_count(texts, shares):
    rows = [[word, "AH", text] for word, text in zip(WORDS, texts, strict=False)]

    assert values(read([["Projekt", "Tovholder", "Færdiggørelsesgrad"], *rows]), "completion_share") == shares


@pytest.mark.parametrize(
    ("heading", "numbers", "days"),
    [
        ("Slut uge", [40, "45", "50-51"], ["2026-09-28", "2026-11-02", "2026-12-07"]),
        ("Deadline (uge)", ["40", 45, 50], ["2026-09-28", "2026-11-02", "2026-12-07"]),
        ("Slut måned", [10, "11", "december"], ["2026-10-01", "2026-11-01", "2026-12-01"]),
        ("Slut (kvartal)", [1, 2, "Q3"], ["2026-01-01", "2026-04-01", "2026-07-01"]),
        ("Slut (år)", [26, "27", 2028], ["2026-01-01", "2027-01-01", "2028-01-01"]),
    ],
)
def test_bare_numbers_count_what_the_heading_says(heading, numbers, days):
    rows = [[word, "AH", number] for word, number in zip(WORDS, numbers, strict=False)]
    reading = read([["Projekt", "Tovholder", heading], *rows], month=dt.date(2026, 10, 1))

    assert [value.first.isoformat() for value in values(reading, "end")] == days


@pytest.mark.parametrize(("digits", "expected"), [([1, 2, 3, 1], "high"), ([1, 2, 5, 1], None)])
def test_of_a_longer_scale_without_a_legend_no_digit_is_guessed(digits, expected):
    rows = [[word, "AH", digit] for word, digit in zip(WORDS, digits, strict=False)]
    reading = read([["Projekt", "Tovholder", "Prioritet"], *rows])

    assert values(reading, "priority")[0] == expected
    assert ("word.not_known" in message_ids(reading)) is (expected is None)


@pytest.mark.parametrize(
    ("heading", "cells", "field", "expected"),
    [
        ("Afsluttet", [True, False, True, True], "status", ["completed", None, "completed", "completed"]),
        ("Status", [0.1, 0.5, 1, 0], "completion_share", [0.1, 0.5, 1.0, 0.0]),
        (
            "Status",
            ["✔ Afsluttet", "⏸ På pause", "I gang ✔", "Planlagt"],
            "status",
            ["completed", "paused", "active", "planned"],
        ),
    ],
)
def test_a_status_may_be_ticked_counted_or_have_a_sign_before_it(heading, cells, field, expected):
    rows = [[word, "AH", cell] for word, cell in zip(WORDS, cells, strict=False)]

    assert values(read([["Projekt", "Tovholder", heading], *rows]), field) == expected
