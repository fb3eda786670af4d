"""What a source's profile changes in how its list is read."""

import datetime as dt

import pytest

from portfolio.errors import FileRefusedError
from portfolio.profile import ColumnRule, MutedRule, Profile, SheetRule, WordRule
from tests.builders.grids import make_sheet, message_ids, read, titles, values
from tests.builders.numbers import FORMS, cpr_numbers, written

HEAD = ("Projekt", "Status", "Hvem har bolden", "Udgift", "Bemærkninger")
LIST = (
    HEAD,
    ("Fælles akutteam", "på skinner", "Anne Holm", "450000", "Afventer svar fra kommunerne"),
    ("Hjerterehabilitering", "I gang", "Bo Lund", "120000", "Ny projektleder på vej"),
    ("Telemedicin til KOL", "Afsluttet", "Ida Krog", "75000", "Evalueret i foråret"),
    ("Fald hos ældre", "på skinner", "Per Bach", "310000", "Kører som planlagt"),
)
BY = "konsulent"


def by_heading(reading, table=0):
    return {column.heading: column for column in reading.tables[table].columns}


def field_of(reading, heading):
    return by_heading(reading)[heading].field


# Columns


def test_a_column_that_somebody_chose_holds_that_field_for_certain():
    profile = Profile(columns=(ColumnRule("", "Hvem har bolden", "", "owner", BY),))

    reading = read(LIST, profile=profile)

    column = by_heading(reading)["Hvem har bolden"]
    assert (column.field, column.confidence, column.by) == ("owner", 1.0, BY)
    assert values(reading, "owner")[0] == "Anne Holm"


def test_a_choice_takes_the_field_from_the_column_that_had_it():
    assert field_of(read(LIST), "Bemærkninger") == "remarks"
    profile = Profile(columns=(ColumnRule("", "Hvem har bolden", "", "remarks", BY),))

    reading = read(LIST, profile=profile)

    assert field_of(reading, "Hvem har bolden") == "remarks"
    assert field_of(reading, "Bemærkninger") != "remarks"
    assert len([c for c in reading.tables[0].columns if c.field == "remarks"]) == 1


def test_a_choice_is_found_by_heading_whatever_its_case_and_white_space():
    profile = Profile(columns=(ColumnRule("Ark1", " hvem  HAR bolden:", "", "owner", BY),))

    assert field_of(read(LIST, profile=profile), "Hvem har bolden") == "owner"


def test_a_choice_for_one_sheet_does_not_hold_for_another():
    profile = Profile(columns=(ColumnRule("Andet", "Hvem har bolden", "", "owner", BY),))

    reading = read(make_sheet(LIST, "Ark1"), make_sheet(LIST, "Andet"), profile=profile)

    assert by_heading(reading, 0)["Hvem har bolden"].field != "owner"
    assert by_heading(reading, 1)["Hvem har bolden"].field == "owner"


def test_a_sheet_that_only_has_another_month_in_its_name_keeps_its_rules():
    profile = Profile(columns=(ColumnRule("Status okt. 2026", "Hvem har bolden", "", "owner", BY),))

    assert field_of(read(make_sheet(LIST, "Status nov. 2026"), profile=profile), "Hvem har bolden") == "owner"


def test_a_heading_that_only_has_another_month_in_it_keeps_its_rule():
    rows = (("Projekt", "Status", "Stade november 2026"), *(row[:3] for row in LIST[1:]))
    profile = Profile(columns=(ColumnRule("", "Stade oktober 2026", "", "next_step", BY),))

    assert field_of(read(rows, profile=profile), "Stade november 2026") == "next_step"


def test_of_two_columns_with_one_heading_each_has_its_own_rule():
    rows = [(*row[:2], row[2], row[4]) for row in LIST]
    rows[0] = ("Projekt", "Status", "Note", "Note")
    profile = Profile(
        columns=(ColumnRule("", "Note", "", "lead", BY), ColumnRule("", "Note", "", "next_step", BY, nth=2))
    )

    assert [column.field for column in read(rows, profile=profile).tables[0].columns][2:] == [
        "lead",
        "next_step",
    ]


def test_a_column_that_is_nothing_of_ours_is_kept_as_text_and_not_asked_about():
    profile = Profile(columns=(ColumnRule("", "Udgift", "", None, BY),))

    reading = read(LIST, profile=profile)

    assert field_of(reading, "Udgift") is None
    assert reading.tables[0].records[0].extra[0].text == "450000"
    assert "column.not_recognised" not in message_ids(reading)


def test_what_a_reading_taught_holds_where_the_reader_would_say_otherwise():
    own = field_of(read(LIST), "Hvem har bolden")
    profile = Profile(columns=(ColumnRule("Ark1", "Hvem har bolden", "", "contact"),))

    column = by_heading(read(LIST, profile=profile))["Hvem har bolden"]

    assert own != "contact"
    assert (column.field, column.by) == ("contact", "")
    assert 0.9 < column.confidence < 1.0


def test_what_a_reading_taught_gives_way_to_values_that_are_plainly_something_else():
    dates = [dt.date(2026, month, 1) for month in (3, 5, 8, 12)]
    rows = [(*row[:2], date) for row, date in zip(LIST[1:], dates, strict=True)]
    table = [("Projekt", "Status", "Frist"), *rows]
    profile = Profile(columns=(ColumnRule("Ark1", "Frist", "", "municipalities"),))

    reading = read(table, profile=profile)

    assert field_of(reading, "Frist") == "end"
    assert by_heading(reading)["Frist"].by is None
    assert "profile.column_differs" in message_ids(reading)


def test_what_somebody_chose_holds_over_such_values_too():
    dates = [dt.date(2026, month, 1) for month in (3, 5, 8, 12)]
    table = [("Projekt", "Status", "Frist"), *((*r[:2], d) for r, d in zip(LIST[1:], dates, strict=True))]
    profile = Profile(columns=(ColumnRule("Ark1", "Frist", "", "municipalities", BY),))

    assert field_of(read(table, profile=profile), "Frist") == "municipalities"


def test_the_last_title_stays_and_it_is_said():
    table = [("Projekt", "Status"), *(row[:2] for row in LIST[1:])]
    profile = Profile(columns=(ColumnRule("", "Projekt", "", None, BY),))

    reading = read(table, profile=profile)

    assert len(titles(reading)) == 4
    assert "profile.title_needed" in message_ids(reading)


def test_another_column_can_be_chosen_as_the_title():
    profile = Profile(
        columns=(
            ColumnRule("", "Bemærkninger", "", "title", BY),
            ColumnRule("", "Projekt", "", "description", BY),
        )
    )

    reading = read(LIST, profile=profile)

    assert titles(reading)[0] == "Afventer svar fra kommunerne"
    assert values(reading, "description")[0] == "Fælles akutteam"


def test_a_profile_that_says_what_the_reader_says_changes_no_value():
    table = [
        ("Projekt", "Status", "Favrskov", "Randers", "Norddjurs", "Budget 2025", "Budget 2026"),
        *(
            (name, "I gang", "x", None, "x", 1000.0 * n, 500.0)
            for n, name in enumerate(("Akutteam", "Faldforebyggelse", "Telemedicin", "Rygestop"), 1)
        ),
    ]
    own = read(table)
    rules = tuple(ColumnRule("Ark1", c.heading, c.group, c.field) for c in own.tables[0].columns)

    again = read(table, profile=Profile(columns=rules))

    assert [r.values for r in again.tables[0].records] == [r.values for r in own.tables[0].records]
    assert again.findings == own.findings
    assert {column.by for column in again.tables[0].columns} == {""}


def test_crosses_below_a_municipality_are_read_as_crosses_where_somebody_says_what_the_column_is():
    table = [
        ("Projekt", "Status", "Favrskov", "Noter"),
        ("Akutteam", "I gang", "x", "Godt på vej og meget mere"),
        ("Fald", "I gang", None, "Afventer"),
        ("Telemedicin", "Afsluttet", "x", "Slut"),
    ]
    profile = Profile(columns=(ColumnRule("", "Favrskov", "", "municipalities", BY),))

    assert values(read(table, profile=profile), "municipalities") == [("0710",), None, ("0710",)]


# Words


def test_a_word_that_somebody_explained_is_read_and_nothing_is_said_of_it():
    assert values(read(LIST), "status")[0] is None
    profile = Profile(words=(WordRule("status", "På  skinner", "active", BY),))

    reading = read(LIST, profile=profile)

    assert values(reading, "status") == ["active", "active", "completed", "active"]
    assert "status.not_understood" in message_ids(read(LIST))
    assert "status.not_understood" not in message_ids(reading)
    assert reading.tables[0].records[0].values["status"].text == "på skinner"


def test_a_word_of_somebodys_goes_before_the_readers_own():
    profile = Profile(words=(WordRule("status", "I gang", "paused", BY),))

    assert values(read(LIST, profile=profile), "status")[1] == "paused"


@pytest.mark.parametrize(
    ("heading", "field", "code"),
    [
        ("Trafiklys", "traffic_light", "yellow"),
        ("Fase", "phase", "testing"),
        ("Prioritet", "priority", "high"),
        ("Spredningspotentiale", "spread_potential", "medium"),
        ("Opgavetype", "task_type", "trial"),
        ("Procestype", "process_type", "B"),
    ],
)
def test_words_are_explained_in_every_field_of_codes(heading, field, code):
    table = [("Projekt", "Status", heading), *((*row[:2], "den særlige slags") for row in LIST[1:])]
    profile = Profile(
        columns=(ColumnRule("", heading, "", field, BY),),
        words=(WordRule(field, "den særlige slags", code, BY),),
    )

    assert values(read(table, profile=profile), field) == [code] * 4


def test_a_word_can_be_said_to_mean_nothing():
    profile = Profile(words=(WordRule("status", "på skinner", "", BY),))

    reading = read(LIST, profile=profile)

    assert values(reading, "status")[0] is None
    assert "status.not_understood" not in message_ids(reading)


def test_a_word_that_was_only_left_as_it_was_is_still_told():
    profile = Profile(words=(WordRule("status", "på skinner", ""),))

    assert read(LIST, profile=profile).findings == read(LIST).findings


def test_words_of_another_kind_of_table_are_explained_too():
    log = [
        ("Indsats", "Måned", "Trafiklys"),
        *(
            (name, month, light)
            for name in ("Akutteam", "Faldforebyggelse")
            for month, light in (("sep. 2026", "Grøn"), ("okt. 2026", "på skinner"), ("nov. 2026", "Rød"))
        ),
    ]
    own = read(log)
    profile = Profile(words=(WordRule("traffic_light", "på skinner", "green", BY),))

    reading = read(log, profile=profile)

    assert own.tables[0].kind == reading.tables[0].kind == "status_log"
    lights = [record.values["traffic_light"].value for record in reading.tables[0].records]
    assert lights == ["green", "green", "red"] * 2


# Sheets


def test_an_excluded_sheet_gives_no_table_and_its_rows_are_told():
    profile = Profile(sheets=(SheetRule("Gamle", is_excluded=True, by=BY),))

    reading = read(make_sheet(LIST, "Ark1"), make_sheet(LIST, "Gamle"), profile=profile)

    assert [table.sheet for table in reading.tables] == ["Ark1"]
    (told,) = [finding for finding in reading.findings if finding.id == "profile.sheet_excluded"]
    assert told.facts == {"sheet": "Gamle", "rows": 5}
    assert [(sheet.name, sheet.is_excluded, sheet.rows) for sheet in reading.sheets] == [
        ("Ark1", False, 5),
        ("Gamle", True, 5),
    ]


def test_a_cpr_number_is_found_on_an_excluded_sheet_too():
    number = written(next(cpr_numbers(31, oldest=80)), FORMS[0])
    profile = Profile(sheets=(SheetRule("Gamle", is_excluded=True, by=BY),))

    with pytest.raises(FileRefusedError) as caught:
        read(make_sheet(LIST, "Ark1"), make_sheet([("Borger", number)], "Gamle"), profile=profile)

    assert caught.value.id == "file.cpr"


def test_a_list_of_excluded_sheets_is_refused_in_words_of_its_own():
    profile = Profile(sheets=(SheetRule("Ark1", is_excluded=True, by=BY),))

    with pytest.raises(FileRefusedError) as caught:
        read(LIST, profile=profile)

    assert caught.value.id == "profile.nothing_left"


# Findings


MUTED = MutedRule("status.not_understood", "Status", "Vi ved, hvad de mener", BY, dt.datetime.now(dt.UTC))


def test_muted_findings_are_not_told_but_counted_with_the_reason():
    reading = read(LIST, profile=Profile(muted=(MUTED,)))

    assert "status.not_understood" not in message_ids(reading)
    (muted,) = reading.muted
    assert (muted.id, muted.heading, muted.reason) == (MUTED.finding, "Status", "Vi ved, hvad de mener")
    assert [finding.cell for finding in muted.findings] == ["B2", "B5"]
    assert len(reading.findings) + 2 == len(read(LIST).findings)


def test_findings_of_another_column_are_not_muted():
    rule = MutedRule("status.not_understood", "Fase", "Nej", BY)

    reading = read(LIST, profile=Profile(muted=(rule,)))

    assert reading.muted == ()
    assert "status.not_understood" in message_ids(reading)


def test_what_may_be_a_cpr_number_is_never_muted():
    rows = [*LIST, ("Spørg 010101-0000 om det", "I gang", "Bo", "1", "")]
    told = {id_ for id_ in message_ids(read(rows)) if "cpr" in id_}
    rules = tuple(MutedRule(id_) for id_ in told)

    assert told
    assert told <= message_ids(read(rows, profile=Profile(muted=rules)))
