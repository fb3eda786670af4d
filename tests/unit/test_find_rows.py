import pytest

from tests.builders.grids import WORDS, make_sheet, message_ids, read, reasons, titles, values

HEADER = ["Nr.", "Projekt", "Tovholder", "Kommuner", "Status", "Slutdato", "Budget"]


def row(number: int, **cells: object) -> list[object]:
    whole = {
        "key": number,
        "title": WORDS[number % len(WORDS)],
        "lead": "AH",
        "where": "Ishøj",
        "status": "I gang",
        "end": "1.12.2026",
        "budget": 100000,
    }
    return list((whole | cells).values())


def test_a_row_without_a_title_is_reported_and_the_others_kept():
    reading = read([HEADER, row(1), row(2, title=None), row(3)])

    assert titles(reading) == [WORDS[1], WORDS[3]]
    assert reading.tables[0].rows.rejected == 1
    assert [(finding.id, finding.cell) for finding in reading.findings if finding.severity == "error"] == [
        ("row.title_missing", "B3")
    ]


@pytest.mark.parametrize("sign", ["?", "-", "…"])
def test_a_row_of_nothing_but_a_sign_for_a_title_is_no_record(sign):
    empty = dict.fromkeys(("key", "lead", "where", "status", "end", "budget"))

    reading = read([HEADER, row(1), row(2, **empty, title=sign), row(3)])

    assert titles(reading) == [WORDS[1], WORDS[3]]
    assert reasons(reading) == {3: "row.placeholder"}


def test_a_key_merged_over_the_title_leaves_the_row_without_one():
    reading = read(make_sheet([HEADER, row(1), row(2, title=None), row(3)], merges=["A3:B3"]))

    assert titles(reading) == [WORDS[1], WORDS[3]]
    assert reasons(reading) == {3: "row.title_missing"}


def test_sections_by_focus_area_in_the_title_column_give_the_focus_area():
    reading = read(
        [HEADER, [None, "Ældre og kronisk sygdom"], row(1), row(2), [None, "Psykisk sygdom"], row(3), row(4)]
    )

    assert len(titles(reading)) == 4
    assert values(reading, "focus_area") == ["Ældre og kronisk sygdom"] * 2 + ["Psykisk sygdom"] * 2
    assert reading.tables[0].records[0].values["focus_area"].cell == "B2"


def test_sections_of_two_kinds_hold_at_once_and_the_outer_ends_the_inner():
    reading = read(
        [
            HEADER[:4],
            ["Fokusområde: Unge"],
            ["I gang"],
            row(1)[:4],
            ["Afsluttet"],
            row(2)[:4],
            ["Fokusområde: Ældre"],
            row(3)[:4],
            ["Planlagt"],
            row(4)[:4],
        ]
    )

    assert values(reading, "focus_area") == ["Unge", "Unge", "Ældre", "Ældre"]
    assert values(reading, "status") == ["active", "completed", None, "planned"]


def test_a_merged_section_with_words_of_its_own_is_a_section():
    rows = [HEADER, ["Det nære sundhedsvæsen"], row(1), row(2), ["Tværgående"], row(3)]
    reading = read(make_sheet(rows, merges=["A2:G2", "A5:G5"]))

    assert values(reading, "focus_area") == ["Det nære sundhedsvæsen"] * 2 + ["Tværgående"]


@pytest.mark.parametrize("section", ["2026", 2026, "Projekter 2026", "År 2026:"])
def test_a_year_as_section_gives_dates_their_year(section):
    reading = read([HEADER, [section], row(1, end="1. juni"), row(2, end="uge 8")])

    assert [date.first.year for date in values(reading, "end")] == [2026, 2026]
    assert [date.inferred for date in values(reading, "end")] == [("year",)] * 2


@pytest.mark.parametrize(
    "total",
    [
        [None, "I alt", None, None, None, None, 300000],
        ["Total", None, None, None, None, None, 3],
        [None, None, None, None, None, None, 300000],
        [None, "Sum:", None, None, None, None, 300000],
    ],
)
def test_totals_are_no_records(total):
    reading = read([HEADER, row(1), row(2), total])

    assert len(titles(reading)) == 2
    assert reasons(reading) == {4: "row.total"}


def test_a_subtotal_inside_is_skipped():
    reading = read([HEADER, row(1), row(2), [None, "Subtotal", None, None, None, None, 200000], row(3)])

    assert len(titles(reading)) == 3
    assert reasons(reading) == {4: "row.total"}


def test_a_heading_repeated_inside_and_blank_rows_change_nothing():
    reading = read([HEADER, row(1), [], [], HEADER, row(2), [], row(3)])

    assert len(titles(reading)) == 3
    assert reasons(reading) == {5: "row.repeated_heading"}


def test_template_rows_and_prefilled_numbers_are_placeholders():
    reading = read(
        [
            HEADER,
            row(1),
            row(2),
            [3, "<Indsæt projektets navn>"],
            [4, "Projekt 4"],
            [5],
            [6, None, None, "Vælg"],
            ["SLUT"],
        ]
    )

    assert len(titles(reading)) == 2
    assert reasons(reading) == {
        4: "row.placeholder",
        5: "row.placeholder",
        6: "row.placeholder",
        7: "row.placeholder",
        8: "row.note",
    }


def test_a_row_that_only_says_more_continues_the_one_above():
    header = ["Projekt", "Tovholder", "Status", "Næste skridt", "Frist", "Kommuner"]
    reading = read(
        [
            header,
            [WORDS[0], "AH", "I gang", "Kursus", "1.2.2026", "Ishøj"],
            [None, None, None, "Evaluering", None, "Dragør"],
            [WORDS[1], "BL", "I gang", "Møde", None, "Ishøj"],
        ]
    )

    assert titles(reading) == list(WORDS[:2])
    assert reading.tables[0].rows.merged == 1
    assert values(reading, "next_step")[0] == "Kursus\nEvaluering"
    assert values(reading, "municipalities")[0] == ("0155", "0183")


def test_cells_merged_down_belong_to_every_row_of_the_block():
    rows = [
        ["Tema", "Projekt", "Tovholder", "Status"],
        ["Unge", WORDS[0], "AH", "I gang"],
        [None, WORDS[1], "BL", "I gang"],
        ["Ældre", WORDS[2], "AH", "I gang"],
    ]
    reading = read(make_sheet(rows, merges=["A2:A3"]))

    assert values(reading, "focus_area") == ["Unge", "Unge", "Ældre"]
    second = reading.tables[0].records[1].values["focus_area"]
    assert (second.cell, second.read_from) == ("A2", "merged")


def test_a_group_named_once_fills_down_without_merged_cells():
    rows = [
        ["Tema", "Projekt", "Status"],
        ["Unge", WORDS[0], "I gang"],
        [None, WORDS[1], "I gang"],
        [None, WORDS[2], "I gang"],
        ["Ældre", WORDS[3], "I gang"],
        [None, WORDS[4], "I gang"],
    ]
    reading = read(rows)

    assert values(reading, "focus_area") == ["Unge"] * 3 + ["Ældre"] * 2
    assert reading.tables[0].records[1].values["focus_area"].read_from == "fill_down"


def test_a_list_of_bare_titles_keeps_every_title():
    reading = read([["Projekt", "Kommentar"], *([word] for word in WORDS[:5]), [WORDS[5], "Drøftes"]])

    assert titles(reading) == list(WORDS)


def test_hidden_and_struck_rows_are_read_and_mentioned():
    reading = read(
        make_sheet(
            [HEADER, row(1), row(2), row(3)],
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({7}),
            struck=frozenset({(4, 2)}),
            notes={(2, 5): "Se mail"},
        )
    )

    assert len(titles(reading)) == 3
    assert {"row.hidden", "column.hidden", "row.struck_out", "cell.note"} <= message_ids(reading)


def test_rows_always_add_up():
    reading = read(
        [
            HEADER,
            ["I gang"],
            row(1),
            row(2, title=None),
            HEADER,
            row(3),
            [None, "I alt", None, None, None, None, 5],
            row(4),
            [],
            ["Note: foreløbig"],
        ]
    )
    counts = reading.tables[0].rows

    assert (counts.read, counts.accepted, counts.skipped, counts.rejected) == (6, 3, 2, 1)
    assert {row.row for row in reading.tables[0].outside} == {2, 10}


def test_notes_below_a_total_are_notes_though_they_stand_in_the_title_column():
    reading = read(
        [
            HEADER[1:],
            row(1)[1:],
            row(2)[1:],
            [],
            ["I alt", None, None, None, None, 5],
            [],
            ["Beløb er oplyst af parterne."],
            ["Spørgsmål: sekretariatet"],
        ]
    )

    assert len(titles(reading)) == 2
    assert reasons(reading) == {5: "row.total", 7: "row.note", 8: "row.note"}


def test_a_section_of_other_projects_ends_the_focus_area_above():
    reading = read([HEADER, ["Fokusområde 1: Ældre"], row(1), ["Øvrige projekter"], row(2)])

    assert values(reading, "focus_area") == ["Ældre", None]


def test_a_code_list_below_is_a_legend_also_above_notes():
    rows = [
        ["Nr.", "Indsats", "Lys"],
        *([n, word, n % 3 + 1] for n, word in enumerate(WORDS, 1)),
        [],
        ["1", "Grøn - følger planen"],
        ["2", "Gul - lidt forsinket"],
        ["3", "Rød - kræver beslutning"],
        [],
        ["Spørgsmål rettes til sekretariatet."],
    ]

    reading = read(rows)

    assert titles(reading) == list(WORDS)
    assert [str(value) for value in values(reading, "traffic_light")] == ["yellow", "red", "green"] * 2
    assert {reasons(reading)[row] for row in (9, 10, 11)} == {"row.legend"}


def test_a_count_below_the_prefilled_rows_is_a_total():
    rows = [
        ["Nr.", "Indsats", "Lys", "Budget"],
        *([n, word, "Grøn", 1000] for n, word in enumerate(WORDS, 1)),
        [7],
        [8],
        ["Antal projekter:", 6],
    ]

    reading = read(rows)

    assert titles(reading) == list(WORDS)
    assert reasons(reading) == {8: "row.placeholder", 9: "row.placeholder", 10: "row.total"}
