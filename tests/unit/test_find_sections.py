"""Rows that divide, sum up or explain a list, wherever their text stands."""

import pytest

from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, found, make_sheet, read, reasons, titles, values

HEADER = ["Nr.", "Projekt", "Tovholder", "Status", "Slut", "Budget"]


def row(number: int) -> list[object]:
    return [number, WORDS[number % len(WORDS)], "AH", "I gang", "maj 2027", 100]


@pytest.mark.parametrize("text", ["Ældre i alt", "Samlet for klyngen", "Samlet sum", "Til rest"])
def test_a_word_for_a_sum_beside_numbers_alone_is_a_total(text):
    total = [None, text, None, None, None, 300]
    reading = read([HEADER, row(1), row(2), total, row(3)])

    assert reasons(reading) == {4: "row.total"}
    assert len(titles(reading)) == 3


def test_a_title_that_says_in_all_is_a_record_where_it_has_its_key():
    named = [2, "Samlet plan for ældre", None, None, None, 300]

    assert "Samlet plan for ældre" in titles(read([HEADER, row(1), named, row(3)]))


def test_a_years_number_left_of_the_title_gives_the_rows_below_their_year():
    header = ["Spor", "Projekt", "Tovholder", "Start", "Slut"]
    rows = [["Ældre", word, "AH", "marts", "maj"] for word in WORDS]
    reading = read([header, [2024], *rows[:2], [2025], *rows[2:4]])

    assert reasons(reading) == {2: "row.section_heading", 5: "row.section_heading"}
    assert [value.first.year for value in values(reading, "end")] == [2024, 2024, 2025, 2025]


def test_a_lone_text_in_any_column_divides_a_list_that_begins_with_one():
    reading = read([HEADER, [None, None, "Psykiatri"], row(1), row(2), [None, None, "Ældre"], row(3)])

    assert values(reading, "focus_area") == ["Psykiatri", "Psykiatri", "Ældre"]
    assert values(reading, "lead") == ["AH"] * 3


def test_a_section_may_have_its_sum_beside_it():
    rows = [
        HEADER,
        [None, "PSYKIATRI", None, None, None, 200],
        row(1),
        row(2),
        ["Ældre", *[None] * 4, 0],
        row(3),
    ]
    reading = read(rows)

    assert reasons(reading) == {2: "row.section_heading", 5: "row.section_heading"}
    assert values(reading, "focus_area") == ["PSYKIATRI", "PSYKIATRI", "Ældre"]


def test_a_lettered_section_stands_over_keys_that_begin_with_its_letter():
    keyed = [[f"A{number}", *row(number)[1:]] for number in (1, 2)]
    reading = read([HEADER, ["A", "Psykiatri"], *keyed, ["B", "Ældre"], ["B1", *row(3)[1:]]])

    assert values(reading, "focus_area") == ["Psykiatri", "Psykiatri", "Ældre"]


def test_a_text_over_a_repeated_heading_speaks_for_the_rows_below():
    header = ["Projekt", "Tovholder", "Slut"]
    rows = [[word, "AH", "maj 2027"] for word in WORDS]
    reading = read(
        [["Afsluttede projekter"], header, *rows[:2], [], ["Idéer til senere"], header[:2], [WORDS[2], "AH"]]
    )

    assert titles(reading) == list(WORDS[:3])
    assert values(reading, "status") == ["completed", "completed", "idea"]


def test_a_section_that_gathers_what_others_leave_names_no_focus_area():
    reading = read([HEADER, [None, "Ældre"], row(1), row(2), [None, "Uden frist"], row(3)])

    assert values(reading, "focus_area") == ["Ældre", "Ældre", None]


@pytest.mark.parametrize(
    "first",
    [
        ["Eks.: Fælles faldindsats", "Navn", "I gang", "dec 2026"],
        ["Højst 60 tegn", "Hvem?", "Vælg fra listen", "dd-mm-åååå"],
        [1, 2, 3, 4],
    ],
)
def test_a_first_row_that_explains_the_columns_is_no_record(first):
    header = ["Projekttitel", "Tovholder", "Status", "Slut"]
    reading = read([header, first, *([word, "AH", "I gang", "maj 2027"] for word in WORDS[:2])])

    assert titles(reading) == list(WORDS[:2])
    assert reasons(reading) == {2: "row.placeholder"}


def test_rows_of_a_template_that_nobody_filled_in_are_left_out():
    header = ["Projekt", "Kategori", "Ansvarlig", "Slut"]
    left = ["Projekt 3", "Kategori 1", "Medarbejder 2"]

    assert titles(read([header, [WORDS[0], "Ældre", "AH", "maj 2027"], left])) == [WORDS[0]]


def test_a_second_line_of_a_status_goes_on_with_the_record_above():
    reading = read([HEADER, row(1), [None, None, None, "Møde den 12."], row(2), row(3)])

    assert values(reading, "status") == ["active"] * 3
    assert reading.tables[0].rows.merged == 1


@pytest.mark.parametrize(
    "across",
    [["jan", "feb", "mar", "apr", "maj", "jun"], ["Horsens", "Odder", "Hedensted", "Skive", "Viborg"]],
)
def test_months_or_municipalities_beside_a_list_do_not_make_it_another_kind(across):
    header = ["Projekt", "Tovholder", "Status", "Slut", *across]
    (table,) = found([header, *([word, "AH", "I gang", "maj 2027", "x"] for word in WORDS)])

    assert table.kind is TableKind.INITIATIVES


def test_captions_beside_each_other_each_speak_for_their_own_table():
    header = ["Projekt", "Tovholder", "Slut"]
    rows = [[WORDS[n], "AH", "maj 2027", None, WORDS[n + 3], "AH", "maj 2025"] for n in range(3)]
    reading = read([["UNDERVEJS", None, None, None, "I DRIFT"], [*header, None, *header], *rows])

    assert [table.header_rows for table in reading.tables] == [(2,), (2,)]
    assert values(reading, "status") == ["active"] * 3 + ["in_operation"] * 3


def test_the_first_section_is_no_third_heading_row_where_the_title_has_no_heading():
    rows = [
        [None, None, "Projektejer", "Løbetid", None, "Trafiklys"],
        [None, None, None, "fra", "til", None],
        [None, "Nye projekter (ikke startet)"],
        [1, WORDS[0], "AHH", "maj 2026", "maj 2027", "gul"],
        [2, WORDS[1], "AHH", "maj 2026", "maj 2027", "gul"],
        [None, "Projekter i gang"],
        [3, WORDS[2], "AHH", "maj 2026", "maj 2027", "rød"],
    ]
    reading = read(make_sheet(rows, merges=("D1:E1", "C1:C2")))

    assert reading.tables[0].header_rows == (1, 2)
    assert values(reading, "status") == ["planned", "planned", "active"]
    assert [column.field for column in reading.tables[0].columns][-3:] == ["start", "end", "traffic_light"]


def test_months_that_only_hold_crosses_are_a_plan_beside_a_list():
    header = ["Projekt", "Tovholder", "jan", "feb", "mar", "apr"]

    assert titles(read([header, *([word, "AH", "x", None, "x"] for word in WORDS)])) == list(WORDS)


@pytest.mark.parametrize("across", [[f"Uge {n}" for n in range(1, 20)], [f"Kolonne {n}" for n in range(30)]])
def test_many_unknown_columns_beside_a_list_do_not_hide_it(across):
    header = ["Nr.", "Projekt", "Tovholder", "Kommuner", "Status", "Slut", "Budget", *across]
    rows = [[n, word, "AH", "Ishøj", "I gang", "maj 2027", 100] for n, word in enumerate(WORDS)]

    assert titles(read([header, *rows])) == list(WORDS)


@pytest.mark.parametrize(
    "other",
    [
        [["Navn", "Titel", "Organisation", "Kommune"], *([["Tine Overby", "Chef", "Kommune", "Vejle"]] * 3)],
        [
            ["Version", "Dato", "Hvem", "Hvad"],
            *([[f"1.{n}", "3.1.2026", "HBR", f"Ret {n}"] for n in range(3)]),
        ],
    ],
    ids=["people", "versions"],
)
def test_people_and_versions_are_no_initiatives(other):
    reading = read(make_sheet([HEADER, row(1), row(2)]), make_sheet(other, "Andet"))

    assert [table.sheet for table in reading.tables] == ["Ark1"]


def test_a_column_of_numbers_without_a_heading_before_the_titles_is_the_key():
    reading = read([[None, *HEADER[1:]], row(1), row(2), row(3)])

    assert values(reading, "key") == ["1", "2", "3"]


def test_steps_with_a_dash_belong_to_the_initiative_above():
    header = ["Projekt", "Tovholder", "Slut"]
    first, second = ([word, "AH", "maj 2027"] for word in WORDS[:2])
    reading = read(
        [header, first, ["- Kommissorium", None, "jan 2026"], ["- Pilot", None, "juni 2026"], second]
    )

    assert titles(reading) == list(WORDS[:2])
    assert [cell.text for cell in reading.tables[0].records[0].extra] == ["- Kommissorium", "- Pilot"]
    assert "cell.second_value" in {finding.id for finding in reading.findings}


def test_a_narrow_list_whose_rows_are_full_is_divided_by_texts_alone():
    rows = [[word, "AH", "maj 2027"] for word in WORDS]
    reading = read([["Projekt", "Tovholder", "Slut"], ["Teknologi"], *rows[:2], ["Rekruttering"], *rows[2:4]])

    assert titles(reading) == list(WORDS[:4])
    assert values(reading, "focus_area") == ["Teknologi"] * 2 + ["Rekruttering"] * 2


def test_a_section_that_names_when_initiatives_began_gives_a_year_and_no_status():
    header = ["Projekt", "Tovholder", "Slut"]
    rows = [[word, "AH", "maj"] for word in WORDS[:3]]
    reading = read(
        make_sheet(
            [header, ["Opstart i 2025"], *rows[:2], ["Opstart i 2026"], rows[2]], merges=("A2:C2", "A5:C5")
        )
    )

    assert values(reading, "status") == [None] * 3
    assert [value.first.year for value in values(reading, "end")] == [2025, 2025, 2026]


@pytest.mark.parametrize("title", ["Samlet plan for ældre", "Restitution efter operation", "Summer i haven"])
def test_a_title_that_only_looks_like_a_sum_is_a_record(title):
    header = ["Projekt", "Tovholder", "Slut", "Budget"]
    rows = [[word, "AH", "maj 2027", 100] for word in WORDS[:3]]

    assert title in titles(read([header, *rows, [title, None, None, 300], *rows[:1]]))


@pytest.mark.parametrize("title", ["Idé fra klyngen om faldtest", "Opstart hos egen læge"])
def test_a_bare_title_that_begins_as_a_status_is_a_record(title):
    header = ["Projekt", "Tovholder", "Slut"]

    assert title in titles(
        read([header, [WORDS[0], "AH", "maj 2027"], [title], [WORDS[1], None, "maj 2027"]])
    )


def test_a_sheet_named_start_says_no_status():
    rows = [["Projekt", "Tovholder", "Slut"], *([word, "AH", "maj 2027"] for word in WORDS[:2])]

    assert values(read(make_sheet(rows, "Start")), "status") == [None] * 2


PIVOT = ["Klynge / indsats", "Status", "Sum af antal borgere", "Sum af budget (kr.)"]
GROUPED = [
    ["Horsensklyngen", None, 306, 550],
    ["Akutpladser med lægedækning", "I gang", 210, 400],
    ["Genoptræning på tværs", "I gang", 96, 100],
    ["Nye veje efter hofteoperation", "Planlagt", None, 50],
    ["Midtklyngen", None, 60, 300],
    ["Fælles medicinliste", "I gang", 40, 200],
    ["Lungehold i nærområdet", "Afsluttet", 20, 100],
]


def test_a_group_with_the_sums_of_the_rows_below_is_a_section():
    reading = read([PIVOT, *GROUPED, ["Hovedtotal", None, 366, 850]])

    assert reasons(reading) == {2: "row.section_heading", 6: "row.section_heading", 9: "row.total"}
    assert values(reading, "cluster") == ["Horsensklyngen"] * 3 + ["Midtklyngen"] * 2
    assert values(reading, "citizen_count") == [210, 96, None, 40, 20]


@pytest.mark.parametrize("names", [("Horsensklyngen", "Midtklyngen"), ("Kroniske forløb", "Tryghed hjemme")])
def test_sums_alone_divide_a_list_of_names_and_numbers(names):
    rows = [[row[0], *row[2:]] for row in GROUPED]
    rows[0][0], rows[4][0] = names
    reading = read([["Rækkenavne", "Sum af antal borgere", "Sum af budget (kr.)"], *rows])

    assert titles(reading) == [row[0] for row in (*GROUPED[1:4], *GROUPED[5:])]


def test_a_group_of_known_name_is_a_section_though_its_numbers_count_the_rows():
    rows = [[name, status, number, None if status else 1] for name, status, number, _ in GROUPED]
    rows[0][2:], rows[4][2:] = [None, 3], [None, 2]

    assert titles(read([PIVOT, *rows])) == [row[0] for row in (*GROUPED[1:4], *GROUPED[5:])]


def test_a_section_named_by_a_municipality_says_which_takes_part():
    rows = [
        ["Odense Kommune", None, 306, 550],
        *GROUPED[1:4],
        ["Assens Kommune", None, 60, 300],
        *GROUPED[5:],
    ]

    assert values(read([PIVOT, *rows]), "municipalities") == [("0461",)] * 3 + [("0420",)] * 2


def test_rows_of_numbers_that_sum_up_nothing_are_records():
    rows = [[f"{name} {number}", number, 10 * number] for number, name in enumerate(WORDS, 1)]

    assert len(titles(read([["Indsats", "Antal borgere", "Budget"], *rows]))) == len(WORDS)


def test_groups_inside_groups_and_counts_in_their_names_are_sections():
    rows = [["Region Midtjylland", None, 366, 850], *GROUPED]
    rows[1] = ["Horsensklyngen (3)", *GROUPED[0][1:]]
    reading = read([PIVOT, *rows])

    assert values(reading, "cluster") == ["Horsensklyngen"] * 3 + ["Midtklyngen"] * 2
    assert values(reading, "focus_area") == [None] * 5


def test_sums_typed_with_their_unit_are_sums():
    rows = [[*row[:3], f"{row[3]}.000 kr."] for row in GROUPED]

    assert values(read([PIVOT, *rows]), "cluster") == ["Horsensklyngen"] * 3 + ["Midtklyngen"] * 2


def test_a_total_may_fill_every_column_of_a_wide_list_of_numbers():
    rows = [[word, n, n, n, n, n] for n, word in enumerate(WORDS, 1)]
    header = ["Indsats", "Antal borgere", "Budget", "Forbrug", "Timer", "Årsværk"]
    reading = read([header, *rows, ["Hovedtotal", *[21] * 5]])

    assert titles(reading) == list(WORDS)


def test_a_section_named_by_a_hospital_says_which_takes_part():
    rows = [["Aarhus Universitetshospital", *GROUPED[0][1:]], *GROUPED[1:4]]
    rows += [["Regionshospitalet Horsens", *GROUPED[4][1:]], *GROUPED[5:]]
    hospitals = ["Aarhus Universitetshospital"] * 3 + ["Regionshospitalet Horsens"] * 2

    assert values(read([PIVOT, *rows]), "hospitals") == hospitals
