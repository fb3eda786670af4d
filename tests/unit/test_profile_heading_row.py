"""A heading row that somebody chose heads the list, unless it cannot."""

import pytest

from portfolio.errors import FileRefusedError
from portfolio.profile import EMPTY, ColumnRule, Profile, SheetRule, learnt
from portfolio.profile import chosen as with_rule
from portfolio.questions import questions
from tests.builders.grids import make_sheet, message_ids, read, reasons, titles, values

BODY = (
    ("Fælles akutteam", "I gang", "Anne Holm", "Afventer svar fra kommunerne"),
    ("Hjerterehabilitering", "På pause", "Bo Lund", "Ny projektleder på vej"),
    ("Telemedicin til KOL", "Afsluttet", "Ida Krog", "Evalueret i foråret"),
)
HEAD = ("Projekt", "Status", "Tovholder", "Bemærkninger")
BY = "konsulent"


def chosen(row, by=BY, sheet="Ark1", columns=()):
    return Profile(sheets=(SheetRule(sheet, header_row=row, by=by),), columns=columns)


def test_a_heading_that_the_reader_does_not_know_is_taken_where_somebody_says_it_is():
    table = [("Oversigt",), (), ("Hvad", "Xyz", "Abc", "Def"), *BODY]
    columns = tuple(
        ColumnRule("", heading, "", field, BY)
        for heading, field in (("Hvad", "title"), ("Xyz", "status"), ("Abc", "lead"), ("Def", "remarks"))
    )

    reading = read(table, profile=chosen(3, columns=columns))

    assert reading.tables[0].header_rows == (3,)
    assert titles(reading) == [row[0] for row in BODY]
    assert values(reading, "status") == ["active", "paused", "completed"]
    assert reasons(reading) == {1: "row.title"}


def test_the_heading_moves_from_the_row_that_was_found():
    table = [HEAD, ("Navn", "Tilstand", "Ansvarlig", "Noter"), *BODY]
    found = read(table).tables[0].header_rows

    reading = read(table, profile=chosen(1))

    assert found == (2,)
    assert reading.tables[0].header_rows == (1,)
    assert titles(reading) == ["Navn", *(row[0] for row in BODY)]


def test_a_row_of_groups_above_is_part_of_the_heading():
    table = [("Hvad", None, "Hvem", None), HEAD, *BODY]
    sheet = make_sheet(table, merges=("A1:B1", "C1:D1"))

    reading = read(sheet, profile=chosen(2))

    assert reading.tables[0].header_rows == (1, 2)
    assert [column.group for column in reading.tables[0].columns] == ["Hvad", "Hvad", "Hvem", "Hvem"]


@pytest.mark.parametrize("row", [1, 2, 40])
def test_a_row_that_can_be_no_heading_is_told_and_the_reader_decides(row):
    table = [("Oversigt",), (), HEAD, *BODY]

    reading = read(table, profile=chosen(row))

    assert reading.tables[0].header_rows == (3,)
    assert titles(reading) == [row[0] for row in BODY]
    (told,) = [finding for finding in reading.findings if finding.id == "profile.heading_row"]
    assert told.facts == {"sheet": "Ark1", "row": row}


def test_a_chosen_row_of_a_list_that_has_moved_since_is_not_followed():
    """A row above has gone: the chosen row is now a row of the list, and its heading stands higher."""
    table = [("Oversigt",), ("Pr. 1. november",), ("Til styregruppen",), HEAD, *BODY]
    october = learnt(chosen(4), read(table, profile=chosen(4)))

    reading = read(table[1:], profile=october)

    assert reading.tables[0].header_rows == (3,)
    assert len(titles(reading)) == 3
    assert "profile.heading_row" in message_ids(reading)


def test_a_row_chosen_now_is_followed_whatever_was_learnt_before():
    table = [HEAD, ("Navn", "Tilstand", "Ansvarlig", "Noter"), *BODY]
    october = learnt(EMPTY, read(table))

    reading = read(table, profile=with_rule(october, SheetRule("Ark1", header_row=1, by=BY)))

    assert read(table, profile=october).tables[0].header_rows == (2,)
    assert reading.tables[0].header_rows == (1,)


def test_a_learnt_row_moves_nothing():
    table = [HEAD, ("Navn", "Tilstand", "Ansvarlig", "Noter"), *BODY]

    assert read(table, profile=chosen(1, by="")).tables[0].header_rows == (2,)


def test_the_row_of_one_sheet_is_none_of_anothers():
    sheets = [make_sheet([HEAD, *BODY], "Ark1"), make_sheet([("Oversigt",), HEAD, *BODY], "Ark2")]

    reading = read(*sheets, profile=chosen(2, sheet="Ark2"))

    assert [table.header_rows for table in reading.tables] == [(1,), (2,)]
    assert "profile.heading_row" not in message_ids(reading)


def test_a_list_that_the_reader_takes_for_no_list_is_read_where_somebody_points_at_its_heading():
    table = [("Navn", "Telefon", "E-mail"), *(("Anne Holm", "12345678", "a@b.dk"),) * 3]
    columns = (ColumnRule("", "Navn", "", "title", BY),)
    listed = make_sheet([HEAD, *BODY], "Liste")

    assert len(read(listed, make_sheet(table, "Ark1")).tables) == 1
    reading = read(listed, make_sheet(table, "Ark1"), profile=chosen(1, columns=columns))

    assert [table.sheet for table in reading.tables] == ["Liste", "Ark1"]


def test_what_stands_beside_a_list_is_no_list_for_having_its_heading_in_the_chosen_row():
    beside = [("Navn", "Telefon", "E-mail"), *(("Anne Holm", "12345678", "a@b.dk"),) * 3]
    table = [(*row, None, None, *other) for row, other in zip((HEAD, *BODY), beside, strict=True)]

    reading = read(table, profile=chosen(1))

    assert [len(table.records) for table in reading.tables] == [3]
    assert [table.columns[0].heading for table in reading.tables] == ["Projekt"]


def test_a_list_that_somebody_points_at_is_read_with_the_likeliest_title_which_is_then_asked_about():
    table = [("Oversigt",), ("Xyz", "Abc"), *((row[2], 7.0 * n) for n, row in enumerate(BODY, 1))]

    with pytest.raises(FileRefusedError):
        read(table)
    reading = read(table, profile=chosen(2))

    assert titles(reading) == [row[2] for row in BODY]
    assert [it.text for it in questions(reading, EMPTY) if it.field == "title"] == ["Xyz"]


def test_a_list_of_another_kind_has_its_heading_where_somebody_says_it_is():
    log = [
        ("Pr. november",),
        ("Indsats", "Måned", "Trafiklys"),
        *(
            (name, f"{month}. 2026", "Grøn")
            for name in ("Akutteam", "Fald")
            for month in ("sep", "okt", "nov")
        ),
    ]

    reading = read(log, profile=chosen(2))

    assert (reading.tables[0].kind, reading.tables[0].header_rows) == ("status_log", (2,))
    assert len(reading.tables[0].records) == 6
