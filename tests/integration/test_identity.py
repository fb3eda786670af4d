"""Merged, split, told apart, and undone again: what is known follows, and comes back exactly."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import Engine, func, insert, select, text

from portfolio.candidates import possible_matches
from portfolio.database import reading, writing
from portfolio.encoding import canonical_json
from portfolio.identity import (
    ChangedSinceError,
    ChangeUnknownError,
    InitiativeUnknownError,
    ReasonMissingError,
    SameInitiativeError,
    SplitImpossibleError,
    apart_pairs,
    merge_initiatives,
    merged_into,
    split_initiative,
    tell_apart,
    undo_apart,
    undo_change,
)
from portfolio.ledger import RowAnswer
from portfolio.queries.ledger import apart_from, changes, ledger
from portfolio.store import withdraw_upload
from portfolio.tables import Correction, MatchDecision, Version
from portfolio.versions import derive
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, at, load

DERIVED = ("version", "version_municipality", "initiative_listing", "initiative_month")


def known(engine: Engine, instant: dt.datetime) -> dict[int, tuple[str, bool, int]]:
    """Give what is known of initiatives at an instant: title, whether it is listed, number of sources."""
    query = select(Version.initiative_id, Version.title, Version.is_listed, Version.source_count)
    with reading(engine) as session:
        rows = session.execute(query.where(Version.known_from <= instant, Version.known_to > instant))
        return {row[0]: tuple(row[1:]) for row in rows}


def state(engine: Engine, instant: dt.datetime) -> list[tuple[object, ...]]:
    """Give all that is known at an instant, whenever it came to be known."""
    query = select(Version.__table__).where(Version.known_from <= instant, Version.known_to > instant)
    with reading(engine) as session:
        rows = session.execute(query.order_by(Version.initiative_id)).mappings()
        return [tuple(value for name, value in row.items() if not name.startswith("known_")) for row in rows]


def in_force(engine: Engine) -> list[tuple[object, ...]]:
    """Give the ledger in force: which report is about what, and how that was found."""
    columns = (
        MatchDecision.upload_id,
        MatchDecision.report_number,
        MatchDecision.initiative_id,
        MatchDecision.method,
        MatchDecision.likeness,
        MatchDecision.rests_on_upload_id,
        MatchDecision.rests_on_number,
    )
    with reading(engine) as session:
        return sorted(map(tuple, session.execute(select(*columns).where(MatchDecision.undone_at.is_(None)))))


def assert_derived_again_to_the_same(engine: Engine) -> None:
    def dump(session):
        return {name: sorted(map(repr, session.execute(text(f"SELECT * FROM {name}")))) for name in DERIVED}

    with writing(engine) as session:
        stepwise = dump(session)
        for name in ("version_municipality", "version", "initiative_listing", "initiative_month"):
            session.execute(text(f"DELETE FROM {name}"))
        derive(session)
        assert dump(session) == stepwise


def merge(engine: Engine, kept: int, gone: int, day: int) -> int:
    with writing(engine) as session:
        return merge_initiatives(session, kept, gone, reason="samme indsats", now=at(day), by="konsulent")


def split(engine: Engine, initiative_id: int, reports: list[tuple[int, int]], day: int) -> tuple[int, int]:
    with writing(engine) as session:
        return split_initiative(
            session, initiative_id, reports, reason="to indsatser", now=at(day), by="konsulent"
        )


def undo(engine: Engine, change_id: int, day: int) -> None:
    with writing(engine) as session:
        undo_change(session, change_id, now=at(day), by="konsulent")


def two_lists(engine: Engine) -> None:
    load(engine, {"title": "Akutteam", "status": "active"}, source="Nord")
    load(engine, {"title": "Fælles akutteam", "lead": "NN"}, source="Syd", now=at(1))


def test_merged_initiatives_are_one_from_then_on(engine):
    two_lists(engine)

    merge(engine, 1, 2, 2)

    assert known(engine, at(3)) == {1: ("Fælles akutteam", True, 2)}
    assert set(known(engine, at(1))) == {1, 2}
    with reading(engine) as session:
        assert merged_into(session) == {2: 1}
    assert_derived_again_to_the_same(engine)


def test_a_merge_that_is_undone_leaves_all_as_it_was(engine):
    two_lists(engine)
    before, ledger = state(engine, at(1)), in_force(engine)
    change = merge(engine, 1, 2, 2)

    undo(engine, change, 3)

    assert state(engine, at(4)) == before
    assert in_force(engine) == ledger
    assert len(state(engine, at(2))) == 1
    assert_derived_again_to_the_same(engine)


def test_what_came_after_a_merge_goes_where_it_would_have_gone(engine):
    two_lists(engine)
    change = merge(engine, 1, 2, 2)
    load(engine, {"title": "Fælles akutteam"}, source="Syd", month=OCTOBER, now=at(30))
    load(engine, {"title": "Fælles akutteam", "lead": "MM"}, source="Syd", month=NOVEMBER, now=at(60))
    load(engine, {"title": "Akutteam"}, source="Nord", month=OCTOBER, now=at(61))
    assert set(known(engine, at(62))) == {1}

    undo(engine, change, 63)

    with reading(engine) as session:
        query = select(MatchDecision.upload_id, MatchDecision.initiative_id)
        found = dict(session.execute(query.where(MatchDecision.undone_at.is_(None))).all())
    assert found == {1: 1, 2: 2, 3: 2, 4: 2, 5: 1}
    assert_derived_again_to_the_same(engine)


def test_two_rows_of_one_list_that_are_one_stay_so_next_month(engine):
    load(engine, {"title": "Akutteam, læger"}, {"title": "Akutteam, sygeplejersker"})
    merge(engine, 1, 2, 1)

    receipt = load(
        engine,
        {"title": "Akutteam, læger"},
        {"title": "Akutteam, sygeplejersker"},
        month=OCTOBER,
        now=at(30),
    )

    assert (receipt.new, receipt.gone) == (0, 0)
    assert set(known(engine, at(31))) == {1}


def test_a_split_makes_two_that_are_not_the_same(engine):
    two_lists(engine)
    merge(engine, 1, 2, 2)

    _, new = split(engine, 1, [(2, 1)], 3)

    assert known(engine, at(4)) == {1: ("Akutteam", True, 1), new: ("Fælles akutteam", True, 1)}
    with reading(engine) as session:
        assert apart_pairs(session) == {(1, new)}
        assert possible_matches(session, new) == ()
    assert_derived_again_to_the_same(engine)


def test_a_split_that_is_undone_takes_what_came_since_along(engine):
    load(engine, {"title": "Akutteam"})
    load(engine, {"title": "Akutteam", "lead": "NN"}, month=OCTOBER, now=at(30))
    change, new = split(engine, 1, [(2, 1)], 32)
    load(engine, {"title": "Akutteam", "lead": "MM"}, month=NOVEMBER, now=at(60))
    assert known(engine, at(60))[new] == ("Akutteam", True, 1)

    undo(engine, change, 61)

    assert known(engine, at(62)) == {1: ("Akutteam", True, 1)}
    with reading(engine) as session:
        assert apart_pairs(session) == frozenset()
    assert_derived_again_to_the_same(engine)


def test_changes_upon_changes_are_undone_the_last_first(engine):
    two_lists(engine)
    load(engine, {"title": "Akutteam Vest"}, source="Vest", now=at(2))
    before = state(engine, at(3))
    first = merge(engine, 1, 2, 4)
    second = merge(engine, 3, 1, 5)

    with pytest.raises(ChangedSinceError, match=f"ændring {second}"):
        undo(engine, first, 6)
    undo(engine, second, 7)
    undo(engine, first, 8)

    assert state(engine, at(9)) == before
    assert_derived_again_to_the_same(engine)


def test_withdrawing_after_a_merge_leaves_what_the_other_list_says(engine):
    two_lists(engine)
    change = merge(engine, 1, 2, 2)

    with writing(engine) as session:
        withdraw_upload(session, 2, now=at(3), by="konsulent")

    assert known(engine, at(4)) == {1: ("Akutteam", True, 1)}
    undo(engine, change, 5)
    assert known(engine, at(6)) == {1: ("Akutteam", True, 1)}
    assert_derived_again_to_the_same(engine)


def test_corrections_come_along_in_a_merge_and_go_back(engine):
    two_lists(engine)
    correct(engine, 2, "status", "paused")
    correct(engine, 2, "priority", "high")
    correct(engine, 1, "priority", "low")
    before = state(engine, at(3))

    change = merge(engine, 1, 2, 4)
    with reading(engine) as session:
        version = session.scalars(select(Version).where(Version.known_to > at(5))).one()
    assert (version.status, version.priority) == ("paused", "low")

    undo(engine, change, 6)
    assert state(engine, at(7)) == before
    assert_derived_again_to_the_same(engine)


def correct(engine: Engine, initiative_id: int, field: str, value: str) -> None:
    row = {
        "initiative_id": initiative_id,
        "field": field,
        "value_json": canonical_json(value),
        "reason": "aftalt på mødet",
        "corrected_at": at(2),
        "corrected_by": "konsulent",
    }
    with writing(engine) as session:
        session.execute(insert(Correction), [row])
        derive(session, [initiative_id], since=at(2))


def test_what_is_not_the_same_is_remembered_and_may_be_forgotten(engine):
    two_lists(engine)
    with reading(engine) as session:
        assert [item.initiative_id for item in possible_matches(session, 1)] == [2]

    for _ in range(2):
        with writing(engine) as session:
            tell_apart(session, 2, 1, reason="hver sin klynge", now=at(2), by="konsulent")
    with reading(engine) as session:
        assert apart_pairs(session) == {(1, 2)}
        assert possible_matches(session, 1) == possible_matches(session, 2) == ()

    with writing(engine) as session:
        undo_apart(session, 1, 2, now=at(3), by="konsulent")
    with reading(engine) as session:
        assert [item.initiative_id for item in possible_matches(session, 2)] == [1]


def test_a_pair_told_apart_may_be_merged_and_is_apart_again_when_that_is_undone(engine):
    two_lists(engine)
    with writing(engine) as session:
        tell_apart(session, 1, 2, reason=None, now=at(2), by="konsulent")

    change = merge(engine, 1, 2, 3)
    with reading(engine) as session:
        assert apart_pairs(session) == frozenset()
    undo(engine, change, 4)

    with reading(engine) as session:
        assert apart_pairs(session) == {(1, 2)}


def test_what_is_declined_of_a_row_is_remembered(engine):
    load(engine, {"title": "Akutteam"}, source="Nord")

    answers = {1: RowAnswer(is_new=True, declined=(1,))}
    load(engine, {"title": "Akutteam"}, source="Syd", now=at(1), answers=answers)

    with reading(engine) as session:
        assert apart_pairs(session) == {(1, 2)}
        assert possible_matches(session, 2) == ()


def test_a_row_confirmed_to_be_anothers_stays_so_next_month(engine):
    load(engine, {"title": "Akutteam"}, source="Nord")
    load(engine, {"title": "Fælles team"}, source="Syd", now=at(1), answers={1: RowAnswer(same_as=1)})

    receipt = load(engine, {"title": "Fælles team"}, source="Syd", month=OCTOBER, now=at(30))

    assert receipt.new == 0
    assert known(engine, at(31)) == {1: ("Fælles team", True, 2)}


def test_an_answer_about_an_initiative_that_was_merged_since_is_about_what_it_is_now(engine):
    two_lists(engine)
    merge(engine, 1, 2, 2)

    load(engine, {"title": "Team"}, source="Vest", now=at(3), answers={1: RowAnswer(same_as=2)})

    assert set(known(engine, at(4))) == {1}


@pytest.mark.parametrize(
    ("kept", "gone", "reason", "error"),
    [
        (1, 1, "x", SameInitiativeError),
        (1, 99, "x", InitiativeUnknownError),
        (99, 1, "x", InitiativeUnknownError),
        (1, 2, "  ", ReasonMissingError),
    ],
)
def test_what_cannot_be_merged_is_said_plainly(engine, kept, gone, reason, error):
    two_lists(engine)

    with pytest.raises(error, match="Intet er ændret"), writing(engine) as session:
        merge_initiatives(session, kept, gone, reason=reason, now=at(2), by="konsulent")

    assert len(in_force(engine)) == 2


@pytest.mark.parametrize("reports", [[], [(1, 1)], [(2, 1)], [(1, 1), (9, 9)]])
def test_neither_nothing_nor_all_nor_anothers_can_be_split_off(engine, reports):
    two_lists(engine)

    with pytest.raises(SplitImpossibleError):
        split(engine, 1, reports, 2)


def test_a_change_is_undone_once(engine):
    two_lists(engine)
    change = merge(engine, 1, 2, 2)
    undo(engine, change, 3)

    for missing in (change, 99):
        with pytest.raises(ChangeUnknownError):
            undo(engine, missing, 4)


def test_the_ledger_deletes_nothing(engine):
    two_lists(engine)
    change = merge(engine, 1, 2, 2)
    undo(engine, change, 3)

    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(MatchDecision)) == 4


def test_the_ledger_tells_how_each_report_was_matched_and_by_whom(engine):
    two_lists(engine)
    load(engine, {"title": "Akutteam"}, source="Nord", month=OCTOBER, now=at(30))
    change = merge(engine, 1, 2, 31)
    undo(engine, change, 32)

    with reading(engine) as session:
        entries = ledger(session, 1)
        told = [(item.source, item.month, item.method, item.rests_on, item.undone_by) for item in entries]

    assert told == [
        ("Nord", OCTOBER, "title", (1, 1), None),
        ("Syd", SEPTEMBER, "person", None, "konsulent"),
        ("Nord", SEPTEMBER, "new", None, None),
    ]
    assert (entries[1].reason, entries[1].change_id) == ("samme indsats", change)


def test_changes_and_what_is_apart_are_told_with_titles_and_reasons(engine):
    two_lists(engine)
    change = merge(engine, 1, 2, 2)
    second, new = split(engine, 1, [(2, 1)], 3)

    with reading(engine) as session:
        notes = changes(session, 1)
        apart = apart_from(session, new)

    assert [(item.id, item.kind, item.other_id, item.other_title) for item in notes] == [
        (second, "split", new, "Fælles akutteam"),
        (change, "merge", 2, "Fælles akutteam"),
    ]
    assert [(item.initiative_id, item.title, item.reason) for item in apart] == [
        (1, "Akutteam", "to indsatser")
    ]


def test_changes_and_imports_at_once_wait_for_each_other(engine):
    two_lists(engine)

    def merge_and_undo(number: int) -> None:
        with suppress(InitiativeUnknownError, ChangeUnknownError, ChangedSinceError):
            undo(engine, merge(engine, 1 + number % 2, 2 - number % 2, 2), 2)

    def import_list(number: int) -> None:
        rows = ({"title": "Akutteam", "remarks": str(number)},)
        answers = {1: RowAnswer(same_as=2)}
        load(engine, *rows, source=f"Kilde {number}", now=at(2), answers=answers)

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(merge_and_undo, number) for number in range(6)]
        work += [pool.submit(import_list, number) for number in range(4)]
        for item in work:
            item.result()

    with reading(engine) as session:
        standing = MatchDecision.undone_at.is_(None)
        assert session.scalar(select(func.count()).select_from(MatchDecision).where(standing)) == 6
    assert_derived_again_to_the_same(engine)


def test_what_was_matched_before_a_merge_stays_when_it_is_undone(engine):
    load(engine, {"title": "Akutteam"})
    load(engine, {"title": "Akutteam"}, month=OCTOBER, now=at(30))  # rests on September's row
    with writing(engine) as session:
        split_initiative(session, 1, [(1, 1)], reason="to forskellige", now=at(31), by="konsulent")
    before = in_force(engine)

    with writing(engine) as session:
        change = merge_initiatives(session, 1, 2, reason="samme", now=at(32), by="konsulent")
    with writing(engine) as session:
        undo_change(session, change, now=at(33), by="konsulent")

    assert in_force(engine) == before
    assert_derived_again_to_the_same(engine)
