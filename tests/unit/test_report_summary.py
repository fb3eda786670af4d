import datetime as dt
from dataclasses import replace

import pytest

from etl.report.summary import closing, summary_of, summary_of_refusal, written_on
from etl.report.words import runs, size
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts
from portfolio.vocabulary import Severity
from tests.builders.grids import WORDS, make_sheet, read

HEADER = ["Nr.", "Projekt", "Kommuner", "Slut", "Budget", "Parkeringsplads"]
ROWS = [
    ["Projektliste"],
    HEADER,
    [1, WORDS[0], "Ishøj", "1. maj 2026", "EUR 1.000", "P1"],
    [2, None, "Ishøj", "?", 5, None],
    [3, WORDS[1], None, "løbende", None, None],
    [4, WORDS[2], "Ishøj", "engang", 10_000, None],
]


def told(rows=ROWS, language="da", **more):
    return summary_of(read(make_sheet(rows), **more), language)


def column(summary, place):
    return next(column for column in summary.tables[0].columns if column.place == place)


def test_the_verdict_says_what_was_found_and_what_is_to_be_done():
    summary = told()

    assert summary.verdict.startswith("Listen er forstået: 3 indsatser i 1 tabel. 1 ting skal rettes, ")
    assert summary.worst is Severity.ERROR
    assert summary.about == "Ret det i Excel, og send listen igen."


def test_a_list_without_anything_to_mend_can_be_loaded():
    summary = told([["Projekt", "Status"], [WORDS[0], "I gang"], [WORDS[1], "I drift"]], name="okt 2026.xlsx")

    assert summary.verdict == "Listen er forstået: 2 indsatser i 1 tabel. Intet skal rettes."
    assert summary.worst is None
    assert summary.about == "Listen gælder for oktober 2026. Den kan indlæses, som den er."


def test_the_account_of_rows_is_a_sum():
    table = told().tables[0]

    assert table.account == "4 rækker læst = 3 indsatser + 1 afvist"
    assert sum(part.count for part in table.parts) == 4


def test_columns_say_field_sureness_and_what_their_values_are():
    summary = told()

    title, unknown = column(summary, "B"), column(summary, "F")
    assert (title.heading, title.field, title.sureness.word, title.filled) == (
        "Projekt",
        "Titel",
        "sikker",
        "alle 3",
    )
    assert (unknown.field, unknown.sureness, unknown.told) == (None, None, "")
    assert column(summary, "C").told == "Ishøj 2"
    assert column(summary, "D").told == "01.05.2026; 1 løbende; 1 ikke forstået"
    assert column(summary, "E").told.startswith("i alt 10.000 kr.")


def test_rows_left_out_are_told_with_their_reasons():
    left = told().tables[0].left

    assert [(rows.reason, rows.rows, rows.is_outside) for rows in left] == [
        ("Mangler titel", "4", False),
        ("Arkets titel", "1", True),
    ]


def test_the_picture_shows_the_sheet_with_what_became_of_each_row():
    picture = told().tables[0].picture

    assert [letter for letter, _ in picture.columns] == list("ABCDEF")
    assert picture.columns[1] == ("B", "Titel")
    assert picture.columns[5] == ("F", "")
    assert [(row.row.row, row.became, row.is_record) for row in picture.rows] == [
        (1, "Arkets titel", False),
        (2, "Overskrift", False),
        (3, "", True),
        (4, "Mangler titel", False),
        (5, "", True),
        (6, "", True),
    ]
    assert [cell.text for cell in picture.rows[2].row.cells] == [
        "1",
        WORDS[0],
        "Ishøj",
        "1. maj 2026",
        "EUR 1.000",
        "P1",
    ]


def test_the_picture_of_a_long_list_holds_its_first_rows_only():
    rows = [["Nr.", "Projekt", "Status"], *([n, f"{WORDS[n % 6]} {n}", "I gang"] for n in range(1, 301))]

    picture = told(rows).tables[0].picture

    assert len(picture.rows) <= 15
    assert picture.more == f"og {300 - len(picture.rows) + 1} rækker til"


def test_a_row_that_continues_the_one_above_is_marked():
    rows = [
        ["Nr.", "Projekt", "Milepæle"],
        [1, WORDS[0], "Start"],
        [None, None, "Midtvejs"],
        [2, WORDS[1], "Slut"],
    ]

    became = {row.row.row: row.became for row in told(rows).tables[0].picture.rows}

    assert became[3] == "Lagt til rækken ovenfor"


def test_columns_side_by_side_that_hold_the_same_are_told_as_one():
    places = ["Ishøj", "Vallensbæk", "Brøndby", "Hvidovre"]
    rows = [["Aftale", *places], *([word, "x", "i gang", "nej", "x"] for word in WORDS)]

    summary = told(rows)

    assert column(summary, "B-E").heading == "4 kolonner: Ishøj til Hvidovre"
    assert column(summary, "B-E").told == "Ja 12, På vej 6, Nej 6"
    beside = {entry.field: entry.heading for entry in summary.tables[0].columns if not entry.place}
    assert beside["Organisation"] == "læst af overskriften"
    assert summary.tables[0].gave == "Rækkerne har givet 24 oplysninger om udbredelse."


def turned_summary():
    """Tell of a list whose headings run downwards, as it is read from its turned sheet."""
    reading = read(make_sheet(ROWS[1:]))
    table = reading.tables[0]
    columns = tuple(replace(column, place=str(n)) for n, column in enumerate(table.columns, 1))
    records = tuple(replace(record, row=None, column="ABCDEF"[record.row - 1]) for record in table.records)
    turned = replace(
        table, orientation="transposed", header_rows=None, columns=columns, records=records, skipped=()
    )
    return summary_of(replace(reading, tables=(turned,)))


def test_a_list_with_headings_downwards_is_shown_as_the_sheet_has_it():
    table = turned_summary().tables[0]

    assert "overskrifterne står nedad" in table.place
    assert table.account.startswith("4 rækker læst = 3 brugt")
    assert table.gave == "Rækkerne har givet 3 indsatser."
    assert table.columns[1].place == "Række 2"
    assert [letter for letter, _ in table.picture.columns] == list("ABCDE")
    assert [(row.row.row, row.became) for row in table.picture.rows][:2] == [(1, "Nr."), (2, "Titel")]
    assert [cell.text for cell in table.picture.rows[1].row.cells] == ["Projekt", *WORDS[:3]]


def test_every_finding_is_in_a_group_the_gravest_first():
    reading = read(make_sheet(ROWS))
    summary = summary_of(reading)

    assert sum(group.count for group in summary.groups) == len(reading.findings)
    order = list(Severity)
    assert [order.index(group.severity) for group in summary.groups] == sorted(
        order.index(group.severity) for group in summary.groups
    )


def test_a_refusal_says_why_and_which_file():
    facts = FileFacts("liste.xlsx", 2_048, "ab" * 32, "")
    summary = summary_of_refusal(facts, FileRefusedError("file.encrypted"))

    assert (summary.verdict, summary.is_refused) == ("Filen kunne ikke læses.", True)
    assert "kodeord" in summary.reason
    assert ("Størrelse", "2 kB") in summary.receipt


def test_several_files_are_told_in_one_sentence():
    refused = summary_of_refusal(FileFacts("b.xlsx", 0, "", ""), FileRefusedError("file.empty"))

    assert closing([told(), refused]).startswith(
        "1 fil er læst og 1 fil kunne ikke læses. 1 ting skal rettes"
    )


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_can_be_told_in_both_languages(language):
    summary = told(language=language)

    assert summary.verdict
    assert ("forstået" in summary.verdict) is (language == "da")
    assert ("November" in written_on(dt.date(2026, 11, 27), "1", language)) is (language == "en")


def test_what_cannot_be_seen_is_left_out_of_names():
    assert told(name="li\u202este\x1b[2J.xlsx").name == "liste[2J.xlsx"


def test_large_counts_have_their_thousands_apart():
    ends = ("engang", "1. maj 2026", "1. juni 2026")
    rows = [*ROWS[:3], *([n, f"{WORDS[n % 6]} {n}", "Ishøj", ends[n % 3], 5, None] for n in range(2, 4_502))]
    reading = read(make_sheet(rows))

    summary = summary_of(reading)

    assert "4.501 indsatser" in summary.verdict
    assert "I 1.500 celler" in " ".join(group.said for group in summary.groups)
    assert "4,501 initiatives" in summary_of(reading, "en").verdict


def test_rows_and_sizes_are_written_shortly():
    assert runs([2, 3, 4, 17, 19, 20]) == "2-4, 17, 19, 20"
    assert (size(48_213, "da"), size(1_258_291, "da")) == ("48 kB", "1,2 MB")
