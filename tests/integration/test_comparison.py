"""A list held against what is known: what is new, changed, gone, back, renamed, moved and in conflict."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from etl.run import read_file
from portfolio.comparison import ListComparison, RowAnswer, RowKind, compare_list
from portfolio.database import reading, writing
from portfolio.identity import InitiativeUnknownError
from portfolio.records import CellValue, ColumnReading, FuzzyDate, Report
from portfolio.store import ComparedBeforeError, load_upload, withdraw_upload
from portfolio.vocabulary import MatchMethod, Precision
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    load,
    make_reading,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

SAMPLES = Path(__file__).parent.parent / "samples"
MONTHS = (
    "10a_Randersklyngen_projektliste_oktober_2026.xlsx",
    "10b_Randersklyngen_projektliste_november_2026.xlsx",
)


def compare(
    engine: Engine, *rows: Report | dict, source_id: int | None = 1, month: dt.date = OCTOBER, answers=None
) -> ListComparison:
    reports = make_reading(*rows).tables[0].records
    with reading(engine) as session:
        return compare_list(session, source_id, month, reports, answers or {})


def kinds(comparison: ListComparison) -> dict[str, RowKind]:
    return {row.title: row.kind for row in comparison.rows}


def test_a_source_without_lists_has_nothing_to_compare_with(engine):
    found = compare(engine, {"title": "A"}, source_id=None)

    assert kinds(found) == {"A": RowKind.NEW}
    assert (found.base_upload_id, found.base_month, found.is_newest, found.gone_share) == (
        None,
        None,
        True,
        0,
    )


def test_what_is_new_changed_unchanged_and_gone(engine):
    first = load(engine, {"title": "A"}, {"title": "B", "status": "active"}, {"title": "C"})

    found = compare(engine, {"title": "A"}, {"title": "B", "status": "paused"}, {"title": "D"})

    assert kinds(found) == {"A": RowKind.UNCHANGED, "B": RowKind.CHANGED, "D": RowKind.NEW}
    assert [(row.title, row.last_month) for row in found.gone] == [("C", SEPTEMBER)]
    assert (found.base_upload_id, found.base_month) == (first.upload_id, SEPTEMBER)
    assert found.gone_share == pytest.approx(1 / 3)
    (change,) = found.rows[1].changes
    assert (change.field, change.old.value, change.new.value) == ("status", "active", "paused")


def test_nothing_is_written_by_comparing(engine):
    load(engine, {"title": "A"})
    before = compare(engine, {"title": "B"}).stamp

    assert compare(engine, {"title": "B"}).stamp == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"remarks": "Afventer  svar\nfra lægerne."}, {"remarks": "afventer svar fra lægerne"}),
        (
            {"budget_dkk": CellValue(250_000, "250", "B2")},
            {"budget_dkk": CellValue(250_000, "250.000 kr.", "C9")},
        ),
        ({"municipalities": ("0730", "0710")}, {"municipalities": ("0710", "0730")}),
        (
            {"cluster": CellValue("Randers", "Randers", "B2", organisation="rm-randers")},
            {"cluster": CellValue("Randersklyngen", "Randersklyngen", "B2", organisation="rm-randers")},
        ),
        (
            {"start": FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.MONTH)},
            {"start": FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.RANGE, ("year",))},
        ),
        ({"remarks": CellValue(None, "-", "B2")}, {}),
        ({"key": "3"}, {"key": "4"}),
    ],
)
def test_another_way_of_writing_is_no_change(engine, before, after):
    load(engine, {"title": "A", **before})

    assert kinds(compare(engine, {"title": "A", **after})) == {"A": RowKind.UNCHANGED}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"remarks": "afventer"}, {"remarks": "i gang"}),
        ({"budget_dkk": 100}, {"budget_dkk": 200}),
        (
            {"budget_dkk": CellValue(100, "100", "B2")},
            {"budget_dkk": CellValue(100, "100", "B2", currency="EUR")},
        ),
        ({"status": "active"}, {}),
        ({}, {"status": "active"}),
        ({"municipalities": ("0730",)}, {"municipalities": ("0730", "0710")}),
        (
            {"budget_dkk": CellValue(None, "ca. 1 mio.", "B2")},
            {"budget_dkk": CellValue(None, "uafklaret", "B2")},
        ),
    ],
)
def test_another_value_is_a_change(engine, before, after):
    load(engine, {"title": "A", **before})

    assert kinds(compare(engine, {"title": "A", **after})) == {"A": RowKind.CHANGED}


def test_a_second_file_for_the_month_is_compared_with_the_first(engine):
    load(engine, {"title": "A", "status": "idea"})
    second = load(engine, {"title": "A", "status": "active"}, month=OCTOBER, now=at(30))

    found = compare(engine, {"title": "A", "status": "active"}, month=OCTOBER)

    assert (found.base_upload_id, found.is_newest) == (second.upload_id, True)
    assert kinds(found) == {"A": RowKind.UNCHANGED}


def test_an_older_month_is_compared_with_the_list_before_it_and_says_so(engine):
    first = load(engine, {"title": "A"})
    load(engine, {"title": "B"}, month=NOVEMBER, now=at(60))

    found = compare(engine, {"title": "A"}, month=OCTOBER)

    assert (found.base_upload_id, found.is_newest) == (first.upload_id, False)
    assert kinds(found) == {"A": RowKind.UNCHANGED}


def test_what_was_gone_and_comes_again_is_back(engine):
    load(engine, {"title": "A"}, {"title": "B"})
    load(engine, {"title": "A"}, month=OCTOBER, now=at(30))

    found = compare(engine, {"title": "A"}, {"title": "B"}, month=NOVEMBER)

    assert kinds(found) == {"A": RowKind.UNCHANGED, "B": RowKind.BACK}
    assert found.rows[1].initiative_id == 2


def test_a_renamed_row_tells_its_former_title_and_has_not_changed(engine):
    load(engine, {"title": "Mental trivsel unge"})

    (row,) = compare(engine, {"title": "Ungdomsliv i balance (tidl. Mental trivsel unge)"}).rows

    assert (row.kind, row.former_title) == (RowKind.UNCHANGED, "Mental trivsel unge")


def test_a_row_on_another_sheet_has_moved_but_a_sheet_may_be_renamed(engine):
    before = [make_report(n, sheet="Okt", title=title) for n, title in enumerate("ABC", 2)]
    load(engine, *before, make_report(5, sheet="Afsluttet", title="D"))

    after = [make_report(n, sheet="Nov", title=title) for n, title in enumerate("ABD", 2)]
    found = compare(engine, *after, make_report(5, sheet="Afsluttet", title="C"))

    assert {row.title: row.former_place for row in found.moved} == {"C": "Okt", "D": "Afsluttet"}


def test_a_row_under_another_cluster_has_moved(engine):
    load(engine, {"title": "A", "key": "7", "cluster": "Nordklyngen"})

    (row,) = compare(engine, {"title": "A", "key": "7", "cluster": "Sydklyngen"}).moved

    assert row.former_place == "Nordklyngen"


def test_a_row_under_the_council_that_took_over_its_cluster_has_not_moved(engine):
    area = {"cluster": CellValue("Sundhedsklynge Syd", "Sundhedsklynge Syd", "C2", organisation="rh-syd")}
    load(engine, {"title": "A", "key": "7", **area})
    name = "Sundhedsråd Hovedstaden"

    (row,) = compare(
        engine,
        {"title": "A", "key": "7", "cluster": CellValue(name, name, "C2", organisation="sr-hovedstaden")},
    ).rows

    assert (row.former_place, [it.field for it in row.changes]) == (None, ["cluster"])


def test_lists_that_would_disagree_are_told_side_by_side(engine):
    load(engine, {"title": "A", "status": "active"})
    with reading(engine) as session:
        theirs = compare_list(session, None, OCTOBER, make_reading({"title": "A"}).tables[0].records)
    assert theirs.conflicts == ()

    answers = {1: RowAnswer(same_as=1)}
    found = compare(engine, {"title": "A", "status": "paused"}, source_id=None, answers=answers)

    (conflict,) = found.conflicts
    assert (conflict.initiative_id, conflict.field) == (1, "status")
    said = [(source, cell.value) for source, cell in conflict.claims]
    assert said == [("", "paused"), ("Randersklyngens projektliste", "active")]


def test_what_a_person_says_of_a_row_stands(engine):
    load(engine, {"title": "Akutteam"}, {"title": "Faldforebyggelse"})

    answers = {1: RowAnswer(same_as=2), 2: RowAnswer(is_new=True)}
    found = compare(engine, {"title": "Sikre trin"}, {"title": "Akutteam"}, answers=answers)

    assert [(row.initiative_id, row.method) for row in found.rows] == [
        (2, MatchMethod.PERSON),
        (None, MatchMethod.NEW),
    ]
    assert [row.initiative_id for row in found.gone] == [1]
    assert [(it.title, it.is_same_source) for it in found.rows[0].candidates] == [("Faldforebyggelse", True)]
    assert found.rows[1].candidates == ()


def test_answers_are_stored_with_the_list_and_so_is_the_profile(engine):
    load(engine, {"title": "Akutteam"})

    load(
        engine,
        {"title": "Sikre trin"},
        month=OCTOBER,
        now=at(30),
        answers={1: RowAnswer(same_as=1)},
        profile_json='{"due_day":5}',
    )

    found = compare(engine, {"title": "Sikre trin"}, month=NOVEMBER)
    assert [row.initiative_id for row in found.rows] == [1]


def test_a_row_of_a_handed_back_workbook_is_known_by_our_number_whatever_its_title(engine):
    load(engine, {"title": "Forebyggelse af genindlæggelser", "lead": "NN"}, {"title": "Akutteam"})
    load(engine, {"title": "Faldteam"}, source="En anden liste", now=at(1))

    rows = ({"title": "Færre genindlæggelser", "our_id": 1}, {"title": "Faldteam", "our_id": 3})
    found = compare(engine, *rows)
    receipt = load(engine, *rows, month=OCTOBER, now=at(30))

    assert [(row.initiative_id, row.method) for row in found.rows] == [(1, "our_id"), (3, "our_id")]
    assert [row.kind for row in found.rows] == [RowKind.CHANGED, RowKind.NEW]
    assert (receipt.new, receipt.gone) == (0, 1)


def test_a_row_said_to_be_about_what_is_not_there_stores_nothing(engine):
    with pytest.raises(InitiativeUnknownError, match="indsats 99"), writing(engine) as session:
        load_upload(session, make_upload(answers={1: RowAnswer(same_as=99)}))


def test_what_was_compared_before_another_list_came_is_not_stored(engine):
    load(engine, {"title": "A"})
    stamp = compare(engine, {"title": "A", "status": "active"}).stamp
    load(engine, {"title": "B"}, source="En anden liste", now=at(1))
    assert compare(engine, {"title": "A"}).stamp == stamp

    other = load(engine, {"title": "C"}, now=at(2))

    with pytest.raises(ComparedBeforeError, match="Intet er indlæst"), writing(engine) as session:
        load_upload(session, make_upload(make_reading({"title": "A"}), now=at(3), expected_stamp=stamp))
    with writing(engine) as session:
        withdraw_upload(session, other.upload_id, now=at(4), by="konsulent")
    assert compare(engine, {"title": "A"}).stamp != stamp


def test_a_list_of_a_new_source_is_stored_as_it_was_compared(engine):
    stamp = compare(engine, {"title": "A"}, source_id=None).stamp

    assert load(engine, {"title": "A"}, expected_stamp=stamp).new == 1


def test_a_whole_new_column_is_told_once_and_changes_no_row(engine):
    load(engine, *({"title": title, "lead": "NN"} for title in "ABCD"))

    found = compare(engine, *({"title": title, "priority": "high"} for title in "ABCD"))

    assert (found.fields_new, found.fields_gone) == (("priority",), ("lead",))
    assert found.count(RowKind.UNCHANGED) == 4


def test_a_column_that_was_empty_and_is_filled_in_changes_its_rows(engine):
    table = make_table(
        *(make_report(n, title=title) for n, title in enumerate("ABCD", 2)),
        columns=(ColumnReading("A", "Titel", "title", 1.0), ColumnReading("B", "Status", "status", 1.0)),
    )
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(table)))

    found = compare(engine, *({"title": title, "status": "active"} for title in "ABCD"))

    assert (found.fields_new, found.count(RowKind.CHANGED)) == ((), 4)


def test_two_months_of_a_list_that_was_laid_out_anew(engine):
    """Columns moved and renamed, rows sorted anew, lights as words, thousands as kroner."""
    october, november = (SAMPLES / name for name in MONTHS)
    with writing(engine) as session:
        load_upload(session, make_upload(read_file(october, october.name, None), month=OCTOBER))
    read = read_file(november, november.name, None)

    with reading(engine) as session:
        asked = compare_list(session, 1, NOVEMBER, read.tables[0].records)
        (question,) = [row for row in asked.rows if row.candidates and row.candidates[0].likeness >= 0.9]
        answers = {question.number: RowAnswer(same_as=question.candidates[0].initiative_id)}
        found = compare_list(session, 1, NOVEMBER, read.tables[0].records, answers)

    assert len([row for row in asked.rows if row.initiative_id]) == 21
    assert (question.title, question.candidates[0].title) == ("TeleKOL (bølge 3)", "Telemedicin KOL, bølge 3")
    counts = (len(found.renamed), found.count(RowKind.NEW), len(found.gone), found.count(RowKind.CHANGED))
    assert counts == (3, 3, 2, 9)
    assert {row.title for row in found.gone} == {"Hjemmetransfusion", "Tidlig udskrivelse efter apopleksi"}
    changed = [row for row in found.rows if row.changes]
    assert {row.title: tuple(sorted(change.field for change in row.changes)) for row in changed} == {
        "Akutteam i Randersklyngen": ("completion_share", "municipalities", "next_step", "updated"),
        "FMK-ajourføring": ("completion_share", "next_step", "traffic_light", "updated"),
        "Fælles datagrundlag (Triple Aim)": ("budget_dkk", "traffic_light", "updated"),
        "Færre genindlæggelser: opfølgning inden 72 timer": ("lead", "remarks", "traffic_light", "updated"),
        "IV-behandling i hjemmet": ("end", "remarks", "traffic_light", "updated"),
        "Rehabilitering efter sepsis": (
            "completion_share",
            "next_step",
            "status",
            "traffic_light",
            "updated",
        ),
        "Ungdomsliv i balance (tidl. Mental trivsel unge)": ("completion_share", "updated"),
        "Ernæringstruede borgere": ("completion_share", "next_step", "status", "updated"),
        "Udskrivningskonference": ("completion_share", "next_step", "remarks", "status", "updated"),
    }
