import datetime as dt
from itertools import zip_longest

import pytest

from portfolio.errors import FileRefusedError
from portfolio.vocabulary import TableKind
from tests.builders.grids import WORDS, found, make_sheet, make_workbook, read, reasons, titles, values
from tests.builders.invariants import broken

COVER = make_sheet(
    [
        ["Projektoversigt 2026"],
        [],
        ["Udarbejdet af sekretariatet"],
        ["Fokusområde", "Antal indsatser"],
        ["Ældre", 4],
        ["Unge", 3],
    ],
    "Forside",
)
CONTACTS = make_sheet(
    [
        ["Navn", "Organisation", "Telefon", "E-mail"],
        ["Anne Holm", "Region Hovedstaden", "38 66 50 00", "anne.holm@example.dk"],
        ["Bo Lind", "Brøndby Kommune", "43 28 28 28", "bo.lind@example.dk"],
        ["Carl Krog", "PLO", "35 44 84 77", "carl.krog@example.dk"],
    ],
    "Kontakter",
)
CALENDAR = make_sheet(
    [
        ["Dato", "Kl.", "Møde", "Sted", "Emne"],
        ["12.01.2026", "9-11", "Forum for koordination", "Rådhuset", "Budget"],
        ["09.02.2026", "9-11", "Forum for koordination", "Hospitalet", "Demens"],
        ["09.03.2026", "9-11", "Forum for koordination", "Rådhuset", "Telemedicin"],
    ],
    "Mødeplan",
)


def plain(first: int = 0, last: int = 6) -> list[list[object]]:
    return [
        ["Indsats", "Tovholder", "Status"],
        *([word, "Anne Holm", "I gang"] for word in WORDS[first:last]),
    ]


def test_a_list_on_the_third_sheet_is_read_and_cover_and_contacts_are_not():
    reading = read(COVER, CONTACTS, make_sheet(plain(), "Liste"), CALENDAR)

    assert [table.sheet for table in reading.tables] == ["Liste"]
    assert titles(reading) == list(WORDS)


WORD_LISTS = make_sheet(
    [
        ["Status", "Trafiklys", "Kommuner", "Fase", "Prioritet"],
        ["Idé", "Grøn", "Ishøj", "Idé", "Høj"],
        ["I gang", "Gul", "Dragør", "Drift", "Lav"],
    ],
    "Lister",
)


@pytest.mark.parametrize(
    "sheet", [COVER, CONTACTS, CALENDAR, WORD_LISTS], ids=["cover", "contacts", "calendar", "words"]
)
def test_a_file_without_a_list_is_refused(sheet):
    with pytest.raises(FileRefusedError) as refused:
        read(sheet)

    assert refused.value.id == "file.no_list"


def test_titles_and_legend_above_and_notes_below_stand_outside():
    reading = read(
        [
            ["Projektliste for Sundhedsklynge Syd"],
            ["G = grøn, Y = gul, R = rød"],
            [],
            ["#", "Projektets navn", "Lys", "Deadline"],
            [1, WORDS[0], "G", "1/3-26"],
            [2, WORDS[1], "R", "uge 20, 2026"],
            [],
            ["I alt 2 projekter"],
            ["* Tallene er foreløbige."],
        ]
    )

    assert reading.tables[0].header_rows == (4,)
    assert values(reading, "traffic_light") == ["green", "red"]
    assert values(reading, "key") == ["1", "2"]
    assert reasons(reading) == {1: "row.title", 2: "row.legend", 8: "row.total", 9: "row.note"}


def test_two_tables_below_each_other_are_two():
    second = [
        ["Igangsat", "Projekttitel", "Ansvarlig projektleder", "Kommuner"],
        *([2020 + n, word, "BL", "Ishøj"] for n, word in enumerate(WORDS[3:])),
    ]
    reading = read([*plain(0, 3), [], ["Andre projekter"], *second])

    assert [len(table.records) for table in reading.tables] == [3, 3]
    assert titles(reading) == list(WORDS)
    assert reading.tables[1].header_rows == (7,)


def test_two_tables_beside_each_other_are_two():
    left, right = plain(0, 3), plain(3, 6)
    reading = read([[*a, None, *b] for a, b in zip(left, right, strict=True)])

    assert sorted(titles(reading)) == sorted(WORDS)


def test_english_headings_are_read():
    reading = read(
        [
            [
                "No.",
                "Project name",
                "Project manager",
                "Current status",
                "Start date",
                "End date",
                "Budget (DKK 1,000)",
            ],
            [1, WORDS[0], "AH", "Ongoing", "2026-01-01", "2026-12-31", 250],
            [2, WORDS[1], "BL", "Completed", "2025-01-01", "2025-12-31", 1200],
        ]
    )

    assert titles(reading) == list(WORDS[:2])
    assert values(reading, "status") == ["active", "completed"]
    assert values(reading, "budget_dkk") == [250000, 1200000]


def test_headings_in_three_rows_are_one_heading():
    rows = [
        ["Projekt", "Hvem", None, "Hvornår", None],
        [None, "Ansvar", None, "Forventet", None],
        [None, "Projektejer", "Projektleder", "Startdato", "Slutdato"],
        [WORDS[0], "Region H", "AH", "1.1.2026", "1.6.2026"],
        [WORDS[1], "Ishøj Kommune", "BL", "1.2.2026", "1.7.2026"],
    ]
    reading = read(make_sheet(rows, merges=["A1:A3", "B1:C1", "D1:E1", "B2:C2", "D2:E2"]))

    assert reading.tables[0].header_rows == (1, 2, 3)
    assert values(reading, "lead") == ["AH", "BL"]
    assert values(reading, "owner") == ["Region H", "Ishøj Kommune"]
    assert titles(reading) == list(WORDS[:2])


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["Indsats", "Herning", "Holstebro", "Lemvig", "Struer", "Skive"], TableKind.ADOPTION),
        (["Indsats", "jan", "feb", "mar", "apr", "maj"], TableKind.STATUS_LOG),
        (
            ["Sag", "1. Kommissorium", "2. Udkast", "3. Høring", "4. Godkendt", "5. Evaluering"],
            TableKind.PROCESS,
        ),
        (["Dato", "Forum", "Sag", "Beslutning", "Ansvarlig", "Frist"], TableKind.DECISIONS),
        (["Projekt", "Milepæl", "Dato", "Ansvarlig", "Status"], TableKind.MILESTONES),
    ],
)
def test_tables_of_other_kinds_are_known(header, kind):
    rows = [
        header,
        *([title] + ["Holdt"] * (len(header) - 1) for title in [WORDS[0], WORDS[0], WORDS[1], WORDS[1]]),
    ]

    assert [table.kind for table in found(make_sheet(rows))] == [kind]
    reading = read(make_sheet(rows, "Andet"), make_sheet(plain(), "Liste"))
    assert [table.kind for table in reading.tables] == [kind, TableKind.INITIATIVES]


def test_a_table_may_begin_far_from_the_corner():
    rows = [[None] * 3 for _ in range(6)] + [[None, None, *row] for row in plain()]
    reading = read(make_sheet(rows))

    assert reading.tables[0].columns[0].place == "C"
    assert titles(reading) == list(WORDS)


def test_a_word_list_beside_the_table_is_no_part_of_it():
    codes = [[None, "Kode", "Betydning"], [None, "G", "Grøn"], [None, "Y", "Gul"], [None, "R", "Rød"]]
    table = [
        ["Indsats", "Tovholder", "Lys"],
        *([word, "AH", light] for word, light in zip(WORDS, "GYR", strict=False)),
    ]
    reading = read([[*row, *code] for row, code in zip(table, codes, strict=True)])

    assert [column.heading for column in reading.tables[0].columns] == ["Indsats", "Tovholder", "Lys"]
    assert values(reading, "traffic_light") == ["green", "yellow", "red"]


def test_a_code_list_below_the_table_is_a_legend():
    rows = [
        ["Indsats", "Tovholder", "Lys"],
        [WORDS[0], "AH", 1],
        [WORDS[1], "BL", 3],
        [],
        ["Lys"],
        ["1", "Grøn"],
        ["2", "Gul"],
        ["3", "Rød"],
    ]
    reading = read(rows)

    assert values(reading, "traffic_light") == ["green", "red"]
    assert set(reasons(reading)) == {5, 6, 7, 8}


def test_a_contact_list_above_the_table_stands_outside():
    contacts = [["Navn", "Telefon", "Mail"], ["Anne", "38665000", "a@b.dk"], ["Bo", "43282828", "b@c.dk"]]
    reading = read([["Kontaktpersoner"], *contacts, [], ["Indsatser"], *plain()])

    assert titles(reading) == list(WORDS)
    assert set(reasons(reading).values()) == {"row.other_table", "row.title"}


def test_an_instruction_row_below_the_heading_is_a_placeholder():
    reading = read([plain()[0], ["Skriv kort titel", "Navn", "Vælg fra listen"], *plain()[1:]])

    assert titles(reading) == list(WORDS)
    assert reasons(reading) == {2: "row.placeholder"}


def test_rows_of_data_are_never_taken_for_another_heading():
    header = ["Projekt", "Projekttype", "Kontakt", "Hvornår", "Milepæle", "Andre parter"]
    rows = [
        [word, "Drift", "a@b.dk", "2024-2026", "Kursus 1/2, evaluering 1/6", "Frivilligcenter"]
        for word in WORDS
    ]
    reading = read([["Oversigt over projekter 2026"], [], header, [], *rows[:2], [], *rows[2:]])

    assert titles(reading) == list(WORDS)


def test_an_action_plan_and_an_idea_list_are_lists_of_initiatives():
    plan = [["Hvornår", "Hvad/hvordan", "Ansvar"], ["19.11.19", WORDS[0], "AH"], ["28.01.20", WORDS[1], "BL"]]
    ideas = [["Nr.", "Idé", "Prioritet"], [1, WORDS[2], "Høj"], [2, WORDS[3], "Lav"]]

    assert titles(read(make_sheet(plan, "Plan"), make_sheet(ideas, "Idéer"))) == list(WORDS[:4])


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Bilag", "Dato", "Tekst", "Beløb"],
            [1, "1.1.2026", "Konsulent", 5000],
            [2, "1.2.2026", "Kursus", 700],
        ],
        [["Navn", "Stilling", "Afdeling", "Telefon"], ["Anne", "Konsulent", "Sundhed", "12345678"]],
        [["Nr", "Risiko", "Sandsynlighed", "Konsekvens"], [1, "Mangel på personale", "Høj", "Stor"]],
        [["Navn", "Organisation", "Mail", "Tilmeldt"], ["Anne", "Ishøj Kommune", "a@b.dk", "x"]],
        [["Idé", "Grøn", "Albertslund"], ["Planlagt", "Gul", "Brøndby"], ["I gang", "Rød", "Dragør"]],
    ],
    ids=["ledger", "staff", "risks", "participants", "words without heading"],
)
def test_other_lists_of_an_office_are_no_initiatives(rows):
    with pytest.raises(FileRefusedError):
        read(rows)


def test_a_group_of_one_column_stands_among_merged_ones():
    rows = [
        ["Nr.", "Projekt", "Forankring", None, None, "Opstart", "Afslutning", "Fase"],
        [None, None, "Afdeling", "Ejer", "Projektleder", "Planlagt", "Planlagt", None],
        *(
            [n, word, "Geriatri", "Cheflægen", "Anne Holm", "1/3-26", "1/9-26", "Test"]
            for n, word in enumerate(WORDS, 1)
        ),
    ]

    (table,) = read(make_sheet(rows, merges=["A1:A2", "B1:B2", "C1:E1", "H1:H2"])).tables

    assert table.header_rows == (1, 2)
    assert [column.field for column in table.columns][2:7] == ["hospitals", "owner", "lead", "start", "end"]


def test_a_row_of_merged_groups_above_belongs_to_the_heading():
    rows = [
        ["Samlet overblik"],
        ["Om indsatsen", None, "Hvem", None],
        ["Indsats", "Formål", "Tovholder", "Ejer"],
        *([word, "Kortere ventetid", "Anne Holm", "Direktionen"] for word in WORDS),
    ]

    (table,) = read(make_sheet(rows, merges=["A2:B2", "C2:D2"])).tables

    assert table.header_rows == (2, 3)


def test_a_count_beside_a_list_says_nothing_of_its_rows():
    rows = [
        ["Indsats", "Antal borgere", "Status", None, "Status", "Antal"],
        *([word, 20 + n, "I gang", None, "I gang", 6] for n, word in enumerate(WORDS)),
    ]

    (table,) = read(make_sheet(rows)).tables

    assert [column.field for column in table.columns] == ["title", "citizen_count", "status"]


def test_a_word_list_that_explains_headings_is_no_list_of_initiatives():
    rows = [
        ["Ord", "Betydning"],
        ["Indsats", "Et arbejde på tværs af sektorer"],
        ["Status", "Hvor langt indsatsen er"],
        ["Tovholder", "Den der holder styr på indsatsen"],
        ["Klynge", "Hospital, kommuner og praksis"],
    ]

    with pytest.raises(FileRefusedError):
        read(make_sheet(rows))


def test_a_year_wheel_is_no_status_log():
    months = ["Januar", "Februar", "Marts", "April", "Maj", "Juni"]
    wheel = [
        ["Årshjul 2026"],
        [None, *months],
        ["Styregruppe", None, "møde d. 4.", None, None, "møde d. 9.", None],
        ["Arbejdsgruppe", "møde d. 12.", None, None, "temadag", None, None],
        ["Regnskab", None, None, "frist", None, None, "revision"],
    ]

    assert [
        table.sheet for table in read(make_sheet(wheel, "Årshjul"), make_sheet(plain(), "Liste")).tables
    ] == ["Liste"]


def test_groups_written_over_each_of_their_columns_belong_to_the_heading():
    rows = [
        ["Indsats", "Indsats", "Tid", "Tid", "Kontakt", "Kontakt"],
        ["Navn", "Beskrivelse", "Start", "Slut", "Navn", "Mail"],
        *(
            [word, "Et samarbejde på tværs", "1/3-26", "1/9-26", "Anne Holm", "anne@example.dk"]
            for word in WORDS
        ),
    ]

    (table,) = read(rows).tables

    assert table.header_rows == (1, 2)
    assert [column.field for column in table.columns] == [
        "title",
        "description",
        "start",
        "end",
        "lead",
        "contact",
    ]


@pytest.mark.parametrize("kind", [int, str])
def test_weeks_below_a_merged_heading_are_columns_of_their_own(kind):
    header = ["Projekt", "Milepæl", "Ansvarlig", "Frist", "Status", "Uge"]
    weeks = [*[None] * 5, *map(kind, range(48, 53))]
    rows = [
        [word, f"Milepæl {n}", "AH", f"uge {48 + n}", "I gang", *["x" if n == m else None for m in range(5)]]
        for n, word in enumerate(WORDS[:5])
    ]
    reading = read(make_sheet([header, weeks, *rows], merges=("F1:J1",)), month=dt.date(2026, 10, 1))
    (table,) = reading.tables

    assert table.header_rows == (1, 2)
    assert [column.heading for column in table.columns[5:]] == ["48", "49", "50", "51", "52"]
    assert len(table.records) == len(rows)


def test_numbers_below_a_heading_are_values_where_it_spans_nothing():
    header = ["Indsats", "Status", "Borgere", "Budget", "Forbrug", "Timer", "Ansatte"]
    reading = read([header, [None, None, 1, 2, 3, 4, 5], *[[word, "I gang", 9] for word in WORDS]])

    assert reading.tables[0].header_rows == (1,)


LIST = [["Indsats", "Status", "Spredning"], *[[word, "I gang", "Stort"] for word in WORDS]]
STATES = ("Idé", "Planlagt", "I gang", "På pause", "Afsluttet", "I drift", "Udgået")


@pytest.mark.parametrize(
    ("columns", "looks"),
    [
        ({"Status": STATES, "Spredning": ("Stort", "Mellem", "Lille")}, {"is_hidden": True}),
        ({"Status": STATES, "Tema": ("Ældre", "Unge", "KOL"), "Ansvarlig": ("AH", "BL")}, {"name": "Lister"}),
        ({"Status": STATES[:3], "Prioritet": ("Høj", "Mellem", "Lav")}, {"name": "Ark2"}),
        (
            {"Indsats": ("Tema A", "Tema B"), "Kommune": ("Odense", "Assens", "Kerteminde")},
            {"is_hidden": True},
        ),
    ],
)
def test_a_sheet_of_words_to_choose_from_is_no_table(columns, looks):
    longest = max(map(len, columns.values()))
    rows = [[words[n] if n < len(words) else None for words in columns.values()] for n in range(longest)]
    tables = found(make_sheet(LIST), make_sheet([list(columns), *rows], **looks))

    assert [table.view.sheet.name for table in tables] == ["Ark1"]


def test_a_short_hidden_list_of_initiatives_is_a_table():
    rows = [["Indsats", "Tovholder", "Status"], *[[word, f"AH{n}", "I gang"] for n, word in enumerate(WORDS)]]

    assert len(found(make_sheet(rows, is_hidden=True))) == 1


def test_a_table_whose_heading_begins_like_the_one_below_is_found():
    rows = [
        ["Dato", "Sag", "Beslutning", "Ansvarlig"],
        ["4.3.2026", "Akutpladser", "Udvides", "Odense"],
        ["3.6.2026", "Fælles indkøb", "Standses", "Sekretariatet"],
        [],
        ["Sag", "Milepæl", "Frist", "Status"],
        ["Akutpladser", "Evaluering færdig", "december 2026", "Planlagt"],
        ["Akutpladser", "Ny aftale", "1.2.2027", "Planlagt"],
        ["Fælles indkøb", "Kontrakt opsagt", "30.6.2026", "Færdig"],
        [],
        ["Sag", "Svendborg", "Nyborg", "Odense", "Assens"],
        ["Akutpladser", "ja", "ja", "nej", "ja"],
        ["Fælles indkøb", "nej", "nej", None, "ja"],
        ["Børn og overvægt", "ja", "ja", "ja", "ja"],
    ]

    kinds = [table.kind for table in found(make_sheet(rows))]

    assert kinds == [TableKind.DECISIONS, TableKind.MILESTONES, TableKind.ADOPTION]


def test_rows_beside_a_table_found_lower_down_are_left_with_a_reason():
    left = [["Projekt", "Status", "Tovholder"], *([word, "I gang", "AH"] for word in WORDS)]
    right = [
        [],
        [],
        ["Indsats", "Start", "Kommuner"],
        *([f"Nyt: {word}", "1.2.2026", "Ishøj"] for word in WORDS[:3]),
    ]
    rows = [[*(a or [None] * 3), None, *b] for a, b in zip_longest(left, right, fillvalue=[])]

    reading = read(rows)

    assert len(reading.tables) == 2
    assert broken(reading, make_workbook(rows)) == []
    assert {left.row for left in reading.tables[1].outside} == {1, 2, 7}
