"""What a confirmed reading teaches, what is otherwise the next month, and what is still asked."""

import datetime as dt
from dataclasses import replace

from portfolio.drift import Drift, DriftKind, drift
from portfolio.profile import (
    EMPTY,
    ColumnRule,
    Profile,
    SheetRule,
    WordRule,
    chosen,
    forgotten,
    learnt,
    profile_json,
    profile_of,
    signed,
)
from portfolio.questions import DOUBTED, QuestionKind, questions
from tests.builders.grids import make_sheet, message_ids, read, values

HEAD = ("Projekt", "Status", "Tovholder", "Frist", "Skab", "Bemærkninger")
BODY = (
    ("Fælles akutteam", "I gang", "Anne Holm", dt.date(2026, 3, 1), "Hylde nord", "Afventer svar nu"),
    ("Hjerterehabilitering", "I gang", "Bo Lund", dt.date(2026, 8, 1), "Hylde syd", "Ny leder på vej"),
    ("Telemedicin til KOL", "Afsluttet", "Ida Krog", dt.date(2027, 3, 1), "Hylde øst", "Set på i år"),
    ("Fald hos ældre", "På pause", "Per Bach", dt.date(2026, 12, 1), "Hylde vest", "Som planlagt"),
)
LIST = (HEAD, *BODY)
BY = "konsulent"


def without(number, rows=LIST):
    return [[cell for n, cell in enumerate(row) if n != number] for row in rows]


def with_column(number, values, rows=LIST):
    """Give the list with other values in one column."""
    body = ((*row[:number], value, *row[number + 1 :]) for row, value in zip(rows[1:], values, strict=True))
    return [rows[0], *body]


PLACES = ("Randers", "Favrskov", "Norddjurs", "Syddjurs")
MONEY = [
    ("Projekt", "Status", "Økonomi"),
    *((*row[:2], text) for row, text in zip(BODY, ("Puljen", "Fra drift", "450.000 kr.", "?"), strict=True)),
]


def headed(*head):
    return (head, *BODY)


def after(first, second, profile=EMPTY):
    """Give what is otherwise in a second reading, once the first was confirmed."""
    taught = learnt(profile, read(*first, profile=profile))
    return drift(taught, read(*second, profile=taught))


def kinds(found):
    return [(str(it.kind), it.former, it.text) for it in found]


# Learning


def test_a_reading_teaches_sheets_heading_rows_and_every_column():
    taught = learnt(
        EMPTY, read(make_sheet([("Oversigt",), *LIST], "Liste"), make_sheet([("Noter",)], "Andet"))
    )

    assert taught.sheets == (SheetRule("Liste", header_row=2), SheetRule("Andet"))
    assert [(rule.heading, rule.field) for rule in taught.columns] == [
        ("Projekt", "title"),
        ("Status", "status"),
        ("Tovholder", "lead"),
        ("Frist", "end"),
        ("Skab", None),
        ("Bemærkninger", "remarks"),
    ]
    assert {rule.by for rule in (*taught.sheets, *taught.columns)} == {""}


def test_what_people_chose_is_never_overwritten():
    mine = Profile(
        sheets=(SheetRule("Ark1", header_row=1, by=BY),),
        columns=(ColumnRule("", "Tovholder", "", "owner", BY),),
        words=(WordRule("status", "I gang", "paused", BY),),
        due_day=10,
    )

    taught = learnt(mine, read(LIST, profile=mine))

    assert taught.sheets == (SheetRule("Ark1", header_row=1, by=BY, is_confirmed=True),)
    assert taught.columns[0] == mine.columns[0]
    assert [rule.by for rule in taught.columns[1:]] == [""] * len(HEAD)
    assert [it.field for it in read(LIST, profile=taught).tables[0].columns if it.heading == "Tovholder"] == [
        "owner"
    ]
    assert taught.words == mine.words
    assert taught.due_day == 10


def test_the_newest_reading_takes_the_place_of_what_earlier_ones_taught():
    first = learnt(EMPTY, read(LIST))

    second = learnt(first, read(without(4), profile=first))

    assert "Skab" not in [rule.heading for rule in second.columns]


def test_a_profile_follows_its_sheet_through_the_months():
    mine = Profile(columns=(ColumnRule("Okt 26", "Tovholder", "", "owner", BY),))
    for name in ("Okt 26", "November", "Dec. 2026", "2027-01"):
        reading = read(make_sheet(LIST, name), profile=mine)
        assert [it.field for it in reading.tables[0].columns if it.heading == "Tovholder"] == ["owner"]
        assert drift(mine, reading) == ()
        mine = learnt(mine, reading)


def test_learning_twice_from_the_same_reading_changes_nothing():
    first = learnt(EMPTY, read(LIST))
    reading = read(LIST, profile=first)

    assert learnt(first, reading) == first
    assert profile_of(profile_json(first)) == first


def test_a_list_that_begins_to_look_like_something_else_stays_a_list():
    head = ("Projekt", "Måned", "Trafiklys")
    first = [
        head,
        ("Akutteam", "sep. 2026", "Grøn"),
        ("Fald", "sep. 2026", "Gul"),
        ("KOL", "sep. 2026", "Rød"),
    ]
    later = [*first, *((name, "okt. 2026", light) for name, _, light in first[1:])]
    taught = learnt(EMPTY, read(first))

    reading = read(later, profile=taught)

    assert [table.kind for table in read(later).tables] == ["status_log"]
    assert [table.kind for table in reading.tables] == ["initiatives"]
    assert "profile.kind_kept" in message_ids(reading)


def test_another_table_on_the_sheet_of_a_list_is_what_it_is():
    head = ("Projekt", "Måned", "Trafiklys")
    log = [head, *((name, month, "Grøn") for name in ("KOL", "Fald") for month in ("sep. 2026", "okt. 2026"))]
    taught = learnt(EMPTY, read(LIST))

    reading = read([*LIST, (), (), ("Statuslog",), *log], profile=taught)

    assert [table.kind for table in reading.tables] == ["initiatives", "status_log"]


# Drift


def test_an_unchanged_layout_has_no_drift():
    assert after([LIST], [LIST]) == ()


def test_of_a_list_that_nobody_has_read_before_nothing_is_otherwise():
    assert drift(EMPTY, read(LIST)) == ()
    assert drift(Profile(columns=(ColumnRule("", "Frist", "", "end", BY),)), read(LIST)) == ()


def test_a_heading_of_the_same_field_is_one_that_was_renamed():
    found = after([LIST], [headed("Projekt", "Status", "Projektleder", *HEAD[3:])])

    assert found == (
        Drift(DriftKind.COLUMN_RENAMED, "Ark1", "Projektleder", "Tovholder", "lead", "C", 0, "lead"),
    )


def test_a_column_that_somebody_chose_is_told_when_it_is_renamed_and_then_no_more():
    mine = Profile(columns=(ColumnRule("", "Skab", "", "documents", BY),))
    renamed = headed(*HEAD[:4], "Skabe", HEAD[5])
    taught = learnt(mine, read(LIST, profile=mine))
    again = read(renamed, profile=taught)

    assert kinds(drift(taught, again)) == [("column_renamed", "Skab", "Skabe")]
    (asked,) = questions(again, taught)
    assert (asked.kind, asked.text, asked.suggestions) == (
        QuestionKind.COLUMN_UNKNOWN,
        "Skabe",
        ("documents",),
    )
    taught = learnt(taught, again)
    assert drift(taught, read(renamed, profile=taught)) == ()


def test_a_heading_without_a_field_was_renamed_where_it_is_nearly_the_same():
    found = after([LIST], [headed(*HEAD[:4], "Skabe", HEAD[5])])

    assert kinds(found) == [("column_renamed", "Skab", "Skabe")]


def test_a_new_column_and_one_that_is_gone():
    assert kinds(after([without(2)], [LIST])) == [("column_new", "", "Tovholder")]
    assert kinds(after([LIST], [without(2)])) == [("column_gone", "Tovholder", "")]


def test_a_column_that_now_holds_something_else():
    rows = with_column(3, PLACES)

    found = after([LIST], [rows])

    assert [(it.kind, it.text, it.former_field, it.field) for it in found] == [
        (DriftKind.COLUMN_CHANGED, "Frist", "end", "municipalities")
    ]


def test_a_heading_that_stands_in_another_row():
    found = after([LIST], [[("Oversigt",), (), *LIST]])

    assert found == (Drift(DriftKind.HEADING_MOVED, "Ark1", "3", "1", place="3"),)


def test_a_new_sheet_one_that_is_gone_and_one_that_was_renamed():
    notes = make_sheet([("Noter",), ("Husk mødet",)], "Noter")

    assert kinds(after([LIST], [make_sheet(LIST), notes])) == [("sheet_new", "", "Noter")]
    assert kinds(after([make_sheet(LIST), notes], [LIST])) == [("sheet_gone", "Noter", "")]
    renamed = after([make_sheet(LIST, "Liste")], [make_sheet(LIST, "Porteføljen")])
    assert kinds(renamed) == [("sheet_renamed", "Liste", "Porteføljen")]


def test_a_word_is_new_once():
    odd = [HEAD, (BODY[0][0], "på skinner", *BODY[0][2:]), *BODY[1:]]

    assert kinds(after([LIST], [odd])) == [("word_new", "", "på skinner")]
    assert after([odd], [odd]) == ()


def test_a_list_that_comes_as_csv_or_as_a_workbook_is_the_same_list():
    csv, book = make_sheet(LIST, None), make_sheet(LIST, "Ark1")

    assert after([csv], [book]) == ()
    assert after([book], [csv]) == ()
    assert kinds(after([csv], [make_sheet(without(2), "Ark1")])) == [("column_gone", "Tovholder", "")]


# Questions


def test_a_column_in_doubt_is_asked_about_with_what_it_may_be_and_what_stands_there():
    reading = read(MONEY)

    doubtful = [
        column for column in reading.tables[0].columns if column.field and column.confidence < DOUBTED
    ]
    asked = [it for it in questions(reading, EMPTY) if it.kind is QuestionKind.COLUMN_DOUBTFUL]
    assert [it.text for it in asked] == [column.heading for column in doubtful] == ["Økonomi"]
    assert {"budget_dkk", "funding"} <= {asked[0].field, *asked[0].suggestions}
    assert asked[0].examples[0] == "Puljen"
    assert asked[0].cells[0] == "C2"


def test_what_the_heading_names_is_suggested_though_nobody_understands_the_values():
    rows = with_column(1, ("ord 1", "ord 2", "ord 3", "ord 4"))

    (asked,) = questions(read(rows), EMPTY)

    assert (asked.kind, asked.text) == (QuestionKind.COLUMN_UNKNOWN, "Status")
    assert asked.suggestions[0] == "status"


def test_a_list_of_words_of_its_own_is_understood_after_two_answers():
    rows = with_column(1, ("på skinner", "på skinner", "i hus", "i hus"))
    profile = chosen(EMPTY, ColumnRule("Ark1", "Status", "", "status", BY))

    words = questions(read(rows, profile=profile), profile)
    for word, code in zip(words, ("active", "completed"), strict=True):
        profile = chosen(profile, WordRule("status", word.text, code, BY))
    reading = read(rows, profile=profile)

    assert [(word.text, word.count) for word in words] == [("på skinner", 2), ("i hus", 2)]
    assert values(reading, "status") == ["active", "active", "completed", "completed"]
    assert questions(reading, profile) == ()
    assert message_ids(reading) == message_ids(read(LIST))


def test_a_field_that_another_column_holds_is_not_asked_about():
    rows = [(*row, row[1]) for row in LIST]
    rows[0] = (*HEAD, "Aktuel status")

    assert questions(read(rows), EMPTY) == ()


def test_what_somebody_answered_is_not_asked_again():
    (asked,) = questions(read(MONEY), EMPTY)
    answer = ColumnRule(asked.sheet or "", asked.text, asked.group, "funding", BY, asked.nth)

    profile = chosen(EMPTY, answer, ["Ark1"])

    assert questions(read(MONEY, profile=profile), profile) == ()


def test_a_word_that_nobody_understands_is_asked_about_once_with_its_cells():
    rows = with_column(1, ("på skinner", "I gang", "På Skinner", "Afsluttet"))

    asked = questions(read(rows), EMPTY)

    assert [(it.kind, it.text, it.count, it.cells) for it in asked if it.text == "på skinner"] == [
        (QuestionKind.WORD_UNKNOWN, "på skinner", 2, ("B2", "B4"))
    ]


def test_a_word_nearly_spelt_right_is_asked_about_with_its_code_first():
    rows = [HEAD, (BODY[0][0], "Afslutet xx", *BODY[0][2:]), *BODY[1:]]

    (asked,) = questions(read(rows), EMPTY)

    assert asked.suggestions[0] == "completed"


def test_prose_is_no_word_to_be_asked_about():
    prose = "Vi venter stadig på, at kommunerne melder tilbage på det udkast, som de fik i foråret"
    rows = [HEAD, (BODY[0][0], prose, *BODY[0][2:]), *BODY[1:]]

    assert questions(read(rows), EMPTY) == ()


def test_a_second_month_of_an_unchanged_layout_asks_nothing():
    rows = [
        ("Projekt", "Status", "Økonomi", "Diverse"),
        *((row[0], "på skinner", "Puljen", "Randers") for row in BODY),
    ]
    first = read(rows)
    taught = learnt(EMPTY, first)
    next_month = [rows[0], *((f"{row[0]} II", *row[1:]) for row in rows[1:])]

    again = read(next_month, profile=taught)

    assert questions(first, EMPTY) != ()
    assert questions(again, taught) == ()
    assert drift(taught, again) == ()
    assert values(again, "status") == [None] * 4


def test_a_column_that_was_learnt_and_now_holds_something_else_is_asked_about():
    rows = with_column(3, PLACES)
    taught = learnt(EMPTY, read(LIST))

    (asked,) = questions(read(rows, profile=taught), taught)

    assert (asked.kind, asked.text, asked.field) == (QuestionKind.COLUMN_DOUBTFUL, "Frist", "municipalities")


# Choosing


def test_a_choice_takes_the_place_of_what_was_said_of_the_same_thing():
    taught = learnt(EMPTY, read(LIST))

    profile = chosen(taught, ColumnRule("Ark1", "tovholder", "", "owner", BY), ["Ark1"])
    profile = chosen(profile, ColumnRule("Ark1", "Tovholder", "", "contact", BY), ["Ark1"])

    assert len(profile.columns) == len(taught.columns)
    assert [rule.field for rule in profile.columns if rule.heading == "Tovholder"] == ["contact"]


def test_a_choice_for_this_months_sheet_is_kept_with_the_sheets_other_rules():
    taught = learnt(EMPTY, read(make_sheet(LIST, "Okt 26")))
    november = read(make_sheet(LIST, "November"), profile=taught)

    profile = chosen(taught, ColumnRule("November", "Tovholder", "", "owner", BY), ["November"])

    assert {rule.sheet for rule in profile.columns} == {"Okt 26"}
    assert drift(profile, november) == ()


def test_who_takes_a_profile_in_answers_for_what_was_chosen_in_it():
    other = Profile(columns=(ColumnRule("", "Frist", by="anden"), ColumnRule("", "Skab")))

    assert [rule.by for rule in signed(other, BY).columns] == [BY, ""]


def test_each_kind_of_rule_is_put_in_and_taken_out():
    rules = (
        SheetRule("Ark1", is_excluded=True, by=BY),
        ColumnRule("Ark1", "Frist", by=BY),
        WordRule("status", "på skinner", "active", BY),
    )
    profile = EMPTY
    for rule in rules:
        profile = chosen(profile, rule)

    assert (profile.sheets, profile.columns, profile.words) == tuple((rule,) for rule in rules)
    for rule in rules:
        profile = forgotten(profile, rule)
    assert profile == replace(EMPTY)


# Lists laid on their side


TURNED = (
    ("Nr.", "1", "2", "3"),
    ("Projekt", "Akutteam", "Faldforebyggelse", "Hjemmetransfusion"),
    ("Status", "på skinner", "I gang", "Afsluttet"),
    ("Trafiklys", "Grøn", "Gul", "Grøn"),
    ("Hvem har bolden", "ABC", "DEF", "GHI"),
)


def test_a_list_laid_on_its_side_follows_its_profile_too():
    profile = Profile(
        columns=(ColumnRule("", "Hvem har bolden", "", "owner", BY),),
        words=(WordRule("status", "på skinner", "active", BY),),
    )

    reading = read(TURNED, profile=profile)

    assert reading.tables[0].orientation == "transposed"
    assert values(reading, "owner") == ["ABC", "DEF", "GHI"]
    assert values(reading, "status") == ["active", "active", "completed"]


def test_a_list_laid_on_its_side_is_asked_about_and_drifts_by_its_rows():
    taught = learnt(EMPTY, read(TURNED))
    renamed = [*TURNED[:4], ("Bolden ligger hos", *TURNED[4][1:])]

    (asked,) = questions(read(TURNED), EMPTY)
    (found,) = drift(taught, read(renamed, profile=taught))

    assert (asked.text, asked.cells) == ("på skinner", ("B3",))
    assert questions(read(TURNED, profile=taught), taught) == ()
    assert (found.kind, found.former, found.place) == (DriftKind.COLUMN_RENAMED, "Hvem har bolden", "5")
