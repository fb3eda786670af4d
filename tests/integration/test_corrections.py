"""What people set over what the lists say: shown, kept apart from the lists, undone, asked about again."""

import datetime as dt

import pytest
from sqlalchemy import Engine, select, text

from portfolio.corrections import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    CorrectionRefusedError,
    CorrectionUnknownError,
    correct,
    keep_correction,
    undo_correction,
)
from portfolio.database import reading, writing
from portfolio.identity import InitiativeUnknownError, merge_initiatives
from portfolio.queries.corrections import correction_history, corrections_to_review
from portfolio.queries.initiative import initiative
from portfolio.queries.portfolio import portfolio_stamp
from portfolio.records import FuzzyDate
from portfolio.store import withdraw_upload
from portfolio.tables import Report
from portfolio.vocabulary import Precision
from tests.builders.uploads import NOVEMBER, OCTOBER, at, day_value, load
from tests.integration.test_identity import assert_derived_again_to_the_same


def set_field(
    engine: Engine, field="owner", value="Skive Kommune", *, id_=1, day=5, reason="aftalt i klyngen"
):
    with writing(engine) as session:
        return correct(session, id_, field, value, reason=reason, now=at(day), by="Ida")


def record(engine: Engine, day: int, id_: int = 1):
    with reading(engine) as session:
        return initiative(session, id_, at(day))


def to_review(engine: Engine):
    with reading(engine) as session:
        return corrections_to_review(session)


@pytest.fixture
def listed(engine):
    load(engine, {"owner": "Viborg Kommune", "status": "active"})
    return engine


def test_a_correction_counts_from_when_it_is_made_and_the_report_is_left_alone(listed):
    with reading(listed) as session:
        before = session.scalars(select(Report.values_json)).all()

    set_field(listed)

    assert record(listed, 4).values["owner"] == "Viborg Kommune"
    now = record(listed, 5)
    assert now.values["owner"] == "Skive Kommune"
    assert [claim.value for claim in now.claims["owner"]] == ["Viborg Kommune"]
    note = now.corrections["owner"]
    assert (note.reason, note.corrected_by, note.reported_then) == (
        "aftalt i klyngen",
        "Ida",
        "Viborg Kommune",
    )
    with reading(listed) as session:
        assert session.scalars(select(Report.values_json)).all() == before
    assert_derived_again_to_the_same(listed)


def test_what_nobody_states_can_be_set_and_what_is_stated_taken_away(listed):
    set_field(listed, "budget_dkk", 1_250_000)
    set_field(listed, "status", None, day=6)

    now = record(listed, 6)
    assert now.values["budget_dkk"] == 1_250_000
    assert "status" not in now.values
    assert "status" in now.corrections


def test_undone_a_correction_leaves_what_the_list_says_and_is_remembered(listed):
    made = set_field(listed)

    with writing(listed) as session:
        undo_correction(session, made.id, now=at(7), by="Bo")

    assert record(listed, 6).values["owner"] == "Skive Kommune"
    assert record(listed, 7).values["owner"] == "Viborg Kommune"
    with reading(listed) as session:
        (entry,) = correction_history(session, 1, at(8))
        (then,) = correction_history(session, 1, at(6))
    assert (entry.undone_at, entry.undone_by) == (at(7), "Bo")
    assert then.undone_at is None
    assert_derived_again_to_the_same(listed)


def test_a_new_correction_of_a_field_takes_the_place_of_the_one_before(listed):
    first = set_field(listed)
    second = set_field(listed, value="Holstebro Kommune", day=6)

    assert record(listed, 6).corrections["owner"].id == second.id
    with reading(listed) as session:
        history = correction_history(session, 1, at(9))
    assert [(entry.id, entry.undone_at) for entry in history] == [(second.id, None), (first.id, at(6))]
    with writing(listed) as session:
        undo_correction(session, second.id, now=at(8), by="Ida")
    assert record(listed, 8).values["owner"] == "Viborg Kommune"


@pytest.mark.parametrize("field", ["owner", "status"])
def test_it_is_asked_about_again_only_when_the_list_says_something_new(listed, field):
    set_field(listed, field, {"owner": "Skive Kommune", "status": "paused"}[field])
    same = {"owner": "Viborg Kommune", "status": "active"}
    load(listed, same, month=OCTOBER, now=at(20))
    assert to_review(listed) == ()

    other = same | {"owner": "Lemvig Kommune", "status": "stopped"}
    load(listed, other, month=NOVEMBER, now=at(50))

    (asked,) = to_review(listed)
    assert (asked.field, asked.reported_then, asked.reported_now) == (field, same[field], other[field])
    assert record(listed, 50).corrections[field].is_moved
    assert not record(listed, 49).corrections[field].is_moved


def test_it_is_asked_about_when_a_list_states_what_none_did_or_none_any_more(listed):
    set_field(listed, "lead", "Ida")
    set_field(listed, "owner", "Skive Kommune", day=6)

    load(listed, {"lead": "Bo", "status": "active"}, month=OCTOBER, now=at(20))

    assert {asked.field: asked.reported_now for asked in to_review(listed)} == {"lead": "Bo", "owner": None}


def test_kept_it_stands_and_is_not_asked_about_before_the_list_moves_again(listed):
    made = set_field(listed)
    load(listed, {"owner": "Lemvig Kommune"}, month=OCTOBER, now=at(20))

    with writing(listed) as session:
        kept = keep_correction(session, made.id, now=at(21), by="Bo")

    assert to_review(listed) == ()
    now = record(listed, 21)
    assert now.values["owner"] == "Skive Kommune"
    note = now.corrections["owner"]
    assert (note.id, note.reason, note.reported_then) == (kept.id, "aftalt i klyngen", "Lemvig Kommune")
    load(listed, {"owner": "Struer Kommune"}, month=NOVEMBER, now=at(50))
    assert [asked.reported_now for asked in to_review(listed)] == ["Struer Kommune"]
    assert_derived_again_to_the_same(listed)


def test_a_correction_brought_along_by_a_merge_is_asked_about_where_the_lists_differ(engine):
    load(engine, {"title": "Akutteam", "owner": "Viborg Kommune"}, source="Nord", now=at(2))
    load(engine, {"title": "Faldforebyggelse", "owner": "Skive Kommune"}, source="Syd", now=at(3))
    load(engine, {"title": "Akutteam", "owner": "Struer Kommune"}, source="Nord", month=OCTOBER, now=at(30))
    set_field(engine, "owner", "Lemvig Kommune", id_=2, day=31)

    with writing(engine) as session:
        merge_initiatives(session, 1, 2, reason="samme", now=at(32), by="Ida")

    (asked,) = to_review(engine)
    assert (asked.initiative_id, asked.reported_then, asked.reported_now) == (
        1,
        "Skive Kommune",
        "Struer Kommune",
    )


@pytest.mark.parametrize(
    ("field", "value", "message_id"),
    [
        ("farve", "rød", "correction.field_unknown"),
        ("title", None, "correction.title_missing"),
        ("title", " \n ", "correction.empty"),
        ("title", "x" * (LONGEST_TITLE + 1), "correction.too_long"),
        ("remarks", "x" * (LONGEST_TEXT + 1), "correction.too_long"),
        ("status", "soon", "correction.code_unknown"),
        ("phase", "active", "correction.code_unknown"),
        ("municipalities", ("9999",), "correction.municipality_unknown"),
        ("municipalities", (), "correction.empty"),
        ("municipalities", "0791", "correction.municipality_unknown"),
        ("completion_share", 1.01, "correction.share_unreadable"),
        ("budget_dkk", 10**13, "correction.number_unreadable"),
        ("budget_dkk", "mange", "correction.number_unreadable"),
        ("start", "2026", "correction.date_unreadable"),
        (
            "start",
            FuzzyDate(dt.date(1066, 1, 1), dt.date(1066, 12, 31), Precision.YEAR),
            "correction.date_far",
        ),
        (
            "period",
            FuzzyDate(dt.date(2027, 1, 1), dt.date(2026, 1, 1), Precision.RANGE),
            "correction.date_backwards",
        ),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_nothing_changed(sqlite_engine, field, value, message_id):
    load(sqlite_engine, {})
    with reading(sqlite_engine) as session:
        before = portfolio_stamp(session)

    with pytest.raises(CorrectionRefusedError) as refused:
        set_field(sqlite_engine, field, value)

    assert refused.value.id == message_id
    with reading(sqlite_engine) as session:
        assert portfolio_stamp(session) == before


@pytest.mark.parametrize("reason", ["", "  ", "ok", "x" * 301])
def test_without_a_reason_that_others_can_read_nothing_is_corrected(sqlite_engine, reason):
    load(sqlite_engine, {})

    with pytest.raises(CorrectionRefusedError):
        set_field(sqlite_engine, reason=reason)

    assert record(sqlite_engine, 9).corrections == {}


def test_an_end_before_the_start_is_taken_and_told(listed):
    set_field(listed, "start", day_value("2027-01-01"))

    told = set_field(listed, "end", day_value("2026-06-30"), day=6)

    assert told.ends_before_start
    assert not set_field(listed, "end", day_value("2027-06-30"), day=7).ends_before_start


def test_signs_that_nobody_sees_are_not_stored(listed):
    set_field(listed, "remarks", "Aftalt\u202e på\x00 mødet\r\nden 3.")

    assert record(listed, 5).values["remarks"] == "Aftalt på mødet\nden 3."


def test_what_is_not_known_cannot_be_corrected(listed):
    with pytest.raises(InitiativeUnknownError):
        set_field(listed, id_=99)
    with writing(listed) as session:
        withdraw_upload(session, 1, now=at(4), by="Ida")
    with pytest.raises(InitiativeUnknownError):
        set_field(listed)


def test_a_correction_is_undone_or_kept_once(listed):
    made = set_field(listed)
    with writing(listed) as session:
        undo_correction(session, made.id, now=at(6), by="Ida")

    for deed in (undo_correction, keep_correction):
        with writing(listed) as session, pytest.raises(CorrectionUnknownError):
            deed(session, made.id, now=at(7), by="Ida")
        with writing(listed) as session, pytest.raises(CorrectionUnknownError):
            deed(session, 99, now=at(7), by="Ida")


def test_a_clock_set_back_keeps_the_order(listed):
    first = set_field(listed, day=10)
    second = set_field(listed, value="Struer Kommune", day=3)

    with reading(listed) as session:
        rows = session.execute(
            text("SELECT id, undone_at IS NULL FROM correction ORDER BY corrected_at")
        ).all()
    assert [tuple(map(int, row)) for row in rows] == [(first.id, 0), (second.id, 1)]
    assert record(listed, 11).values["owner"] == "Struer Kommune"
    assert_derived_again_to_the_same(listed)


def test_the_portfolio_says_that_it_has_changed_after_each_deed(listed):
    stamps = set()

    def note() -> None:
        with reading(listed) as session:
            stamps.add(portfolio_stamp(session))

    note()
    made = set_field(listed)
    note()
    with writing(listed) as session:
        kept = keep_correction(session, made.id, now=at(7), by="Ida")
    note()
    with writing(listed) as session:
        undo_correction(session, kept.id, now=at(8), by="Ida")
    note()
    assert len(stamps) == 4
