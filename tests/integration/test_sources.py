"""Sources: how their lists have come, what people say of them, and where what is missing belongs."""

import datetime as dt
from dataclasses import replace

import pytest

from portfolio.database import reading, writing
from portfolio.drift import DriftKind
from portfolio.findings import Finding
from portfolio.profile import EMPTY, ColumnRule, Profile, WordRule, profile_json
from portfolio.queries.gaps import read_spots
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.sources import (
    MonthsList,
    has_source,
    newest_drift,
    open_findings,
    source_histories,
    source_settings,
)
from portfolio.records import ColumnReading
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria, select
from portfolio.sources import (
    Description,
    SourceRefusedError,
    SourceUnknownError,
    change_profile,
    describe_source,
    profile_stamp,
    restore_profile,
)
from portfolio.store import OrganisationUnknownError, load_upload, withdraw_upload
from portfolio.vocabulary import Severity
from tests.builders.uploads import (
    FIRST_INSTANT,
    OCTOBER,
    SEPTEMBER,
    at,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

TODAY = dt.date(2026, 11, 22)
COLUMNS = (
    ColumnReading("A", "Titel", "title", 0.99),
    ColumnReading("C", "Tovholder", "lead", 0.9),
    ColumnReading("D", "Kommuner", "municipalities", 0.9),
)
RULE = ColumnRule("Indsatser", "Kommentar", field="remarks", by="konsulent")


def warned(cell: str, message_id: str = "place.unknown_municipality") -> Finding:
    return Finding(message_id, Severity.WARNING, "Indsatser", cell, {"text": "Skivum"})


def load_columns(
    engine, *titles, findings=(), now=FIRST_INSTANT, month=SEPTEMBER, source="Randers", **changes
):
    reports = [make_report(row, title=title) for row, title in enumerate(titles, 2)]
    table = make_table(*reports, columns=COLUMNS)
    with writing(engine) as session:
        new = make_upload(reading_of(table, findings=findings), source=source, now=now, month=month)
        return load_upload(session, new)


def seen(engine, day: int):
    with reading(engine) as session:
        known = read_snapshot(session, at(day), TODAY)
        return known, read_spots(session, known, at(day))


# --- How lists have come


def test_a_month_came_when_its_first_list_did_and_counts_what_is_in_force(engine):
    load(engine, {"title": "A"}, month=SEPTEMBER, now=at(30))
    load(engine, {"title": "A"}, {"title": "B"}, month=SEPTEMBER, now=at(36))
    load(engine, {"title": "A"}, month=OCTOBER, now=at(62))

    with reading(engine) as session:
        (history,) = source_histories(session, at(70)).values()
    assert history.arrivals == {SEPTEMBER: dt.date(2026, 10, 3), OCTOBER: dt.date(2026, 11, 4)}
    assert history.months == {SEPTEMBER: MonthsList(2, 2, 0), OCTOBER: MonthsList(3, 1, 0)}


def test_a_withdrawn_list_has_not_come(engine):
    receipt = load(engine, {"title": "A"}, month=SEPTEMBER, now=at(30))
    with writing(engine) as session:
        withdraw_upload(session, receipt.upload_id, now=at(33), by="konsulent", reason="Forkert")

    with reading(engine) as session:
        assert source_histories(session, at(40)) == {}
        assert list(source_histories(session, at(31))) == [1]


def test_what_must_be_mended_or_looked_at_counts_an_initiative(engine):
    findings = (warned("D2"), warned("D3"), Finding("place.not_yet", Severity.INFO, "Indsatser", "D3"))
    receipt = load_columns(engine, "A", "B", "C", "D", findings=findings)

    with reading(engine) as session:
        (history,) = source_histories(session, at(1)).values()
        assert history.months[SEPTEMBER].rate == 0.5
        assert [it.cell for it in open_findings(session, receipt.upload_id)[0]] == ["D2", "D3"]


# --- Where what is missing belongs


def test_what_is_missing_belongs_in_the_rows_cell_of_its_column(engine):
    load_columns(engine, "A", "B")

    _, spots = seen(engine, 1)

    (spot,) = spots.spots[2]
    assert spots.cell(spot, Gap.RESPONSIBLE) == "C3"
    assert spots.cell(spot, Gap.EVALUATION) is None
    assert spots.cell(spot, Gap.SILENT) is None
    assert (spots.source_ids, spots.by_source.initiative.tolist()) == ((1,), [0, 1])


def test_in_a_list_on_its_side_the_cell_is_in_the_initiatives_column(engine):
    rows = (ColumnReading("1", "Titel", "title", 0.99), ColumnReading("4", "Ejer", "owner", 0.9))
    report = make_report(1, title="A")
    laid = type(report)(report.sheet, None, report.values, column="C")
    table = make_table(laid, columns=rows, orientation="transposed")
    with writing(engine) as session:
        load_upload(session, make_upload(reading_of(table)))

    _, spots = seen(engine, 1)

    assert spots.cell(spots.spots[1][0], Gap.RESPONSIBLE) == "C4"


def test_an_unknown_municipality_is_told_of_the_row_that_it_stands_in(engine):
    load_columns(engine, "A", "B", findings=(warned("D3"), warned("C2", "word.not_known")))

    known, spots = seen(engine, 1)

    assert select(known, Criteria(gaps=(Gap.UNKNOWN_PLACE,))).ids.tolist() == [2]
    assert spots.cell(spots.spots[2][0], Gap.UNKNOWN_PLACE) == "D3"
    assert spots.cell(spots.spots[1][0], Gap.UNKNOWN_PLACE) is None


def test_what_was_mended_in_a_newer_list_is_asked_about_no_more(engine):
    load_columns(engine, "A", findings=(warned("D2"),))
    load_columns(engine, "A", month=OCTOBER, now=at(30))

    before, _ = seen(engine, 29)
    after, spots = seen(engine, 31)

    assert before.gaps[Gap.UNKNOWN_PLACE].tolist() == [True]
    assert after.gaps[Gap.UNKNOWN_PLACE].tolist() == [False]
    assert list(spots.months.values()) == [OCTOBER]


def test_an_initiative_of_two_lists_stands_in_both(engine):
    load_columns(engine, "Fælles gravidteam i Randers")
    load_columns(engine, "Fælles gravidteam i Randers", source="Hospitalet", now=at(2))

    _, spots = seen(engine, 3)

    told = [spot.source_id for found in spots.spots.values() for spot in found]
    assert sorted(told) == [1, 2]


def test_with_nothing_loaded_nothing_is_missing(engine):
    known, spots = seen(engine, 1)

    assert (len(known), spots.spots, spots.source_ids) == (0, {}, ())


# --- What people say of a source


@pytest.fixture
def source(engine):
    load(engine, {"title": "A"})
    return engine


def settings(engine):
    with reading(engine) as session:
        return source_settings(session)[1]


def test_what_people_say_is_changed_and_what_was_said_is_given(source):
    with writing(source) as session:
        before = describe_source(session, 1, Description("Ida", "rm-randers", 5))

    assert before == Description("Randersklyngen", None, None)
    told = settings(source)
    assert (told.sender, told.organisation_id, told.profile.due_day) == ("Ida", "rm-randers", 5)


def test_an_unknown_organisation_is_refused(source):
    with writing(source) as session, pytest.raises(OrganisationUnknownError):
        describe_source(session, 1, Description("Ida", "ingen", None))


def test_a_source_that_is_not_there_is_refused(engine):
    with writing(engine) as session, pytest.raises(SourceUnknownError):
        change_profile(session, 7, lambda profile: profile)
    with reading(engine) as session:
        assert not has_source(session, 7)


def test_a_changed_profile_is_taken_back(source):
    with writing(source) as session:
        before, after = change_profile(session, 1, lambda _: Profile(columns=(RULE,)))
    assert (before, settings(source).profile) == (EMPTY, after)

    with writing(source) as session:
        restore_profile(session, 1, before, profile_stamp(after))
    assert settings(source).profile == EMPTY


def test_what_would_change_nothing_is_refused(source):
    with writing(source) as session, pytest.raises(SourceRefusedError) as refused:
        change_profile(session, 1, lambda profile: profile)
    assert refused.value.id == "source.rule_gone"


def test_a_profile_that_was_changed_again_is_not_taken_back(source):
    with writing(source) as session:
        before, after = change_profile(session, 1, lambda _: Profile(columns=(RULE,)))
        word = WordRule("status", "kører fint", "active", "Bo")
        change_profile(session, 1, lambda profile: Profile(columns=profile.columns, words=(word,)))

    with writing(source) as session, pytest.raises(SourceRefusedError) as refused:
        restore_profile(session, 1, before, profile_stamp(after))
    assert refused.value.id == "source.changed_since"
    assert profile_json(settings(source).profile).count("konsulent") == 1


# --- What is otherwise in the newest list


def test_a_list_is_held_against_the_one_before_it(engine):
    renamed = (COLUMNS[0], replace(COLUMNS[1], heading="Projektleder"), COLUMNS[2])
    for month, now, columns in ((SEPTEMBER, at(0), COLUMNS), (OCTOBER, at(30), renamed)):
        table = make_table(make_report(2, title="A"), columns=columns)
        with writing(engine) as session:
            receipt = load_upload(session, make_upload(reading_of(table), month=month, now=now))

    with reading(engine) as session:
        (found,) = newest_drift(session, receipt.upload_id)
        assert newest_drift(session, 1) == ()
    assert (found.kind, found.former, found.text) == (
        DriftKind.COLUMN_RENAMED,
        "Tovholder",
        "Projektleder",
    )
