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
from portfolio.queries.source_changes import source_changes
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
    undo_source_change,
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


LATER = at(1)


def describe(engine, *told, by="Ida", now=LATER):
    with writing(engine) as session:
        return describe_source(session, 1, Description(*told), now=now, by=by)


def change(engine, profile, by="Ida", now=LATER):
    with writing(engine) as session:
        return change_profile(session, 1, lambda _: profile, now=now, by=by)


def undo(engine, change_id, source_id=1):
    with writing(engine) as session:
        undo_source_change(session, source_id, change_id, now=at(2), by="Bo")


def history(engine, **asked):
    with reading(engine) as session:
        return source_changes(session, 1, **asked)


def settings_told(note):
    return [(it.setting.value, it.old, it.new) for it in note.changes]


def test_what_people_say_is_changed_and_what_was_said_is_kept(source):
    describe(source, "Ida", "rm-randers", 5)

    told = settings(source)
    assert (told.sender, told.organisation_id, told.profile.due_day) == ("Ida", "rm-randers", 5)
    (note,) = history(source).shown
    assert (note.at, note.by, note.undone_at, note.is_standing) == (LATER, "Ida", None, True)
    assert settings_told(note) == [
        ("sender", "Randersklyngen", "Ida"),
        ("organisation", None, "rm-randers"),
        ("due_day", None, 5),
    ]


def test_what_is_said_again_is_no_change(source):
    assert describe(source, "Randersklyngen", None, None) is None
    assert history(source).count == 0


def test_an_unknown_organisation_is_refused(source):
    with pytest.raises(OrganisationUnknownError):
        describe(source, "Ida", "ingen", None)
    assert history(source).count == 0


def test_a_source_that_is_not_there_is_refused(engine):
    with writing(engine) as session, pytest.raises(SourceUnknownError):
        change_profile(session, 7, lambda profile: profile, now=LATER, by="Ida")
    with reading(engine) as session:
        assert not has_source(session, 7)
        assert source_changes(session, 7).shown == ()


def test_a_changed_profile_is_taken_back_and_that_is_kept_too(source):
    made = change(source, Profile(columns=(RULE,)))
    assert (made.before, settings(source).profile) == (EMPTY, made.after)

    undo(source, made.change_id)

    assert settings(source).profile == EMPTY
    (note,) = history(source).shown
    assert settings_told(note) == [("column", None, RULE)]
    assert (note.undone_at, note.undone_by, note.is_standing) == (at(2), "Bo", False)


def test_what_would_change_nothing_is_refused(source):
    with pytest.raises(SourceRefusedError) as refused:
        change(source, EMPTY)
    assert refused.value.id == "source.rule_gone"


def test_a_change_is_taken_back_though_something_else_was_changed_since(source):
    word = WordRule("status", "kører fint", "active", "Bo")
    other = replace(RULE, field="target_group", by="Bo")
    change(source, Profile(columns=(RULE,)))
    turned = change(source, Profile(columns=(other,)), by="Bo")
    change(source, Profile(columns=(other,), words=(word,), due_day=7), by="Bo")

    undo(source, turned.change_id)

    assert settings(source).profile == Profile(columns=(RULE,), words=(word,), due_day=7)


@pytest.mark.parametrize(
    "since", [replace(RULE, field="target_group", by="Bo"), None], ids=["other", "removed"]
)
def test_what_was_changed_again_is_not_taken_back(source, since):
    made = change(source, Profile(columns=(RULE,)))
    rules = () if since is None else (since,)
    change(source, Profile(columns=rules, due_day=7), by="Bo")

    assert [it.is_standing for it in history(source).shown] == [True, False]
    with pytest.raises(SourceRefusedError) as refused:
        undo(source, made.change_id)
    assert refused.value.id == "source.changed_since"
    assert settings(source).profile.columns == rules


def test_a_removed_rule_does_not_come_back_beside_another_about_the_same(source):
    change(source, Profile(columns=(RULE,)))
    removed = change(source, EMPTY)
    change(source, Profile(columns=(replace(RULE, field=None, by="Bo"),)))

    with pytest.raises(SourceRefusedError) as refused:
        undo(source, removed.change_id)
    assert refused.value.id == "source.changed_since"


def test_a_change_is_undone_once_and_from_its_own_source(source):
    made = change(source, Profile(columns=(RULE,)))
    load(source, {"title": "B"}, source="Midt")
    for source_id, change_id in ((2, made.change_id), (1, 99)):
        with pytest.raises(SourceRefusedError):
            undo(source, change_id, source_id)
    undo(source, made.change_id)
    with pytest.raises(SourceRefusedError) as refused:
        undo(source, made.change_id)
    assert refused.value.id == "source.change_undone"


def test_a_change_that_is_not_stored_leaves_no_trace(source):
    with pytest.raises(RuntimeError), writing(source) as session:  # noqa: PT012 -- the transaction ends here
        describe_source(session, 1, Description("Bo", None, 3), now=LATER, by="Bo")
        raise RuntimeError
    assert (settings(source).sender, history(source).count) == ("Randersklyngen", 0)


def test_what_lists_taught_stands_among_the_changes_the_newest_first(engine):
    load_columns(engine, "A")
    taught = Profile(columns=(RULE, ColumnRule("Indsatser", "Titel", field="title")))
    with writing(engine) as session:
        table = make_table(make_report(2, title="A"), columns=COLUMNS)
        new = make_upload(reading_of(table), source="Randers", now=at(30), month=OCTOBER)
        load_upload(session, replace(new, profile_json=profile_json(taught)))
    change(engine, replace(taught, due_day=4), now=at(10))
    change(engine, replace(taught, due_day=6), now=at(40))

    found = history(engine)

    assert [(it.at, it.upload_id, len(it.changes)) for it in found.shown] == [
        (at(40), None, 1),
        (at(30), 2, 2),
        (at(10), None, 1),
    ]
    assert (found.shown[1].month, found.shown[1].is_standing) == (OCTOBER, False)
    assert history(engine, skipped=1, limit=1).shown == found.shown[1:2]
    assert history(engine, skipped=1, limit=1).count == 3


# --- What is otherwise in the newest list


def test_a_list_is_held_against_the_one_before_it(engine):
    renamed = (COLUMNS[0], replace(COLUMNS[1], heading="Projektleder"), COLUMNS[2])
    for month, now, columns in ((SEPTEMBER, at(0), COLUMNS), (OCTOBER, at(30), renamed)):
        table = make_table(make_report(2, title="A"), columns=columns)
        with writing(engine) as session:
            receipt = load_upload(session, make_upload(reading_of(table), month=month, now=now))

    with reading(engine) as session:
        (found,) = newest_drift(session, receipt.upload_id, at(99))
        assert newest_drift(session, 1, at(99)) == ()
    assert (found.kind, found.former, found.text) == (
        DriftKind.COLUMN_RENAMED,
        "Tovholder",
        "Projektleder",
    )
