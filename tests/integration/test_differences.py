"""What is otherwise between two instants, on both databases: kinds, fields, what hinders, and cells."""

import datetime as dt

import pytest

from portfolio.corrections import correct, undo_correction
from portfolio.database import reading, writing
from portfolio.differences import ChangeKind, Matter, Why, within
from portfolio.identity import merge_initiatives, split_initiative, undo_change
from portfolio.queries.differences import read_differences, read_places, read_set, read_titles
from portfolio.queries.snapshot import read_ended, read_snapshot
from portfolio.records import ColumnReading
from portfolio.selection import Criteria, select
from portfolio.store import load_upload, withdraw_upload
from portfolio.tables import MatchDecision
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

TODAY = dt.date(2026, 11, 23)
MADE = {"reason": "aftalt", "by": "konsulent"}


def found(engine, since, as_of):
    """Give what is otherwise, by title."""
    with reading(engine) as session:
        return {it.title: it for it in read_differences(session, at(since), at(as_of))}


def fields(it):
    return [(change.field, change.old, change.new, change.why) for change in it.changes]


def list_with(columns, *rows, name="liste.xlsx", **upload):
    """Make an upload of a list with just these columns besides the title."""
    read = [ColumnReading("A", "Titel", "title", 0.99)]
    read += [ColumnReading(chr(66 + i), it.capitalize(), it, 0.99) for i, it in enumerate(columns)]
    reports = [make_report(number, **row) for number, row in enumerate(rows, 2)]
    return make_upload(reading_of(make_table(*reports, columns=tuple(read)), name=name), **upload)


def load_columns(engine, columns, *rows, **upload):
    with writing(engine) as session:
        return load_upload(session, list_with(columns, *rows, **upload))


def test_each_field_is_told_the_weightiest_first(engine):
    before = {"status": "active", "traffic_light": "green", "end": day_value("2026-12-31"), "owner": "Skive"}
    after = {"status": "paused", "traffic_light": "red", "end": day_value("2027-01-31"), "owner": "Viborg"}
    load(engine, {"title": "A", **before}, now=at(1))
    load(engine, {"title": "A", **after}, month=OCTOBER, now=at(30))

    it = found(engine, 2, 31)["A"]
    assert (it.kind, it.matter, it.light) == (ChangeKind.CHANGED, Matter.LIGHT, "green")
    assert [change.field for change in it.changes] == ["traffic_light", "end", "status", "owner"]
    assert fields(it)[1][1:3] == (day_value("2026-12-31"), day_value("2027-01-31"))


def test_new_gone_back_and_renamed_are_told_apart(engine):
    load(
        engine, {"title": "Bliver", "key": "1"}, {"title": "Går", "key": "2"}, {"title": "Vender", "key": "3"}
    )
    load(engine, {"title": "Bliver", "key": "1"}, {"title": "Går", "key": "2"}, month=OCTOBER, now=at(30))
    load(
        engine,
        {"title": "Blev (tidl. Bliver)", "key": "1"},
        {"title": "Vender", "key": "3"},
        {"title": "Kommer", "key": "4"},
        month=NOVEMBER,
        now=at(60),
    )

    told = found(engine, 31, 61)
    assert {title: it.kind for title, it in told.items()} == {
        "Blev (tidl. Bliver)": ChangeKind.CHANGED,
        "Går": ChangeKind.GONE,
        "Kommer": ChangeKind.NEW,
        "Vender": ChangeKind.BACK,
    }
    renamed = told["Blev (tidl. Bliver)"]
    assert (renamed.is_renamed, renamed.former_title, renamed.matter) == (True, "Bliver", Matter.TITLE)
    assert found(engine, 61, 61) == {}


def test_what_was_changed_and_changed_back_is_not_told(engine):
    load(engine, {"title": "A", "status": "active"})
    load(engine, {"title": "A", "status": "paused"}, month=OCTOBER, now=at(30))
    load(engine, {"title": "A", "status": "active"}, month=NOVEMBER, now=at(60))

    assert found(engine, 1, 61) == {}
    assert list(found(engine, 1, 31)) == ["A"]


def test_a_text_that_is_only_written_otherwise_is_no_change(engine):
    load(engine, {"title": "A", "owner": "Skive  Kommune."})
    load(engine, {"title": "A", "owner": "skive kommune"}, month=OCTOBER, now=at(30))

    assert found(engine, 1, 31) == {}


def test_a_column_that_came_or_went_says_nothing_of_the_initiative(engine):
    load_columns(engine, ["status", "owner"], {"title": "A", "status": "active", "owner": "Skive"})
    after = {"title": "A", "status": "active", "traffic_light": "red"}
    load_columns(engine, ["status", "traffic_light"], after, month=OCTOBER, now=at(30))

    it = found(engine, 1, 31)["A"]
    assert it.kind is ChangeKind.UNCLEAR
    assert fields(it) == [
        ("traffic_light", None, "red", Why.COLUMN_NEW),
        ("owner", "Skive", None, Why.COLUMN_GONE),
    ]


def test_a_cell_filled_in_later_in_a_column_that_was_there_is_a_change(engine):
    load_columns(engine, ["owner"], {"title": "A"}, {"title": "B", "owner": "Skive"})
    load_columns(
        engine, ["owner"], {"title": "A", "owner": "Viborg"}, {"title": "B"}, month=OCTOBER, now=at(30)
    )

    told = found(engine, 1, 31)
    assert fields(told["A"]) == [("owner", None, "Viborg", None)]
    assert fields(told["B"]) == [("owner", "Skive", None, None)]


def test_a_withdrawn_list_is_said_to_be_what_changed(engine):
    load(engine, {"title": "A", "status": "active"}, {"title": "B"})
    receipt = load(engine, {"title": "A", "status": "paused"}, {"title": "C"}, month=OCTOBER, now=at(30))
    other = load(engine, {"title": "D"}, source="En anden liste", now=at(31))
    with writing(engine) as session:
        for upload in (receipt.upload_id, other.upload_id):
            withdraw_upload(session, upload, now=at(40), by="konsulent")

    told = found(engine, 32, 41)
    assert (told["A"].kind, told["A"].changes[0].why) == (ChangeKind.UNCLEAR, Why.WITHDRAWN)
    assert {title: (told[title].kind, told[title].why) for title in "CD"} == {
        "C": (ChangeKind.GONE, Why.WITHDRAWN),
        "D": (ChangeKind.GONE, Why.WITHDRAWN),
    }
    assert told["B"].kind is ChangeKind.BACK
    assert set(found(engine, 1, 41)) == set()  # as if it had not been


def test_what_a_list_that_came_only_since_says_cannot_be_compared(engine):
    load(engine, {"title": "A"}, now=at(1))
    load(engine, {"title": "B", "status": "active"}, source="En ny liste", now=at(10))
    with writing(engine) as session:
        merge_initiatives(session, 1, 2, now=at(11), **MADE)

    it = found(engine, 2, 12)["A" if "A" in found(engine, 2, 12) else "B"]
    assert ("status", None, "active", Why.LIST_NEW) in fields(it)
    load(engine, {"title": "Helt ny"}, source="Endnu en", now=at(20))
    assert found(engine, 12, 21)["Helt ny"].why is Why.LIST_NEW


def test_a_correction_is_only_a_correction(engine):
    load(engine, {"title": "A", "status": "active"})
    with writing(engine) as session:
        made = correct(session, 1, "status", "paused", now=at(5), **MADE)

    assert fields(found(engine, 1, 6)["A"]) == [("status", "active", "paused", Why.CORRECTED)]
    assert found(engine, 1, 6)["A"].kind is ChangeKind.UNCLEAR
    with writing(engine) as session:
        undo_correction(session, made.id, now=at(7), by="konsulent")
    assert fields(found(engine, 6, 8)["A"]) == [("status", "paused", "active", Why.UNCORRECTED)]
    assert found(engine, 1, 8) == {}


def test_a_merge_and_its_undoing_say_what_became_of_each(engine):
    load(engine, {"title": "A"})
    load(engine, {"title": "B"}, source="En anden liste")
    with writing(engine) as session:
        change = merge_initiatives(session, 1, 2, now=at(5), **MADE)

    merged = found(engine, 1, 6)["B"]
    assert (merged.kind, merged.others, merged.is_known) == (ChangeKind.MERGED, (1,), False)
    with writing(engine) as session:
        undo_change(session, change, now=at(7), by="konsulent")
    parted = found(engine, 6, 8)["B"]
    assert (parted.kind, parted.others, parted.was_known) == (ChangeKind.SPLIT, (1,), False)
    assert found(engine, 1, 8) == {}


def test_a_split_says_what_it_was_a_part_of(engine):
    load(engine, {"title": "A"})
    load(engine, {"title": "A"}, month=OCTOBER, now=at(30))
    with writing(engine) as session:
        split_initiative(session, 1, [(2, 1)], now=at(35), **MADE)

    told = found(engine, 31, 36)
    (new,) = (it for it in told.values() if it.initiative_id != 1)
    assert (new.kind, new.others) == (ChangeKind.SPLIT, (1,))


def test_of_merges_in_a_row_the_last_is_told(engine):
    for title, source in zip("ABC", ("Nord", "Syd", "Midt"), strict=True):
        load(engine, {"title": title}, source=source)
    with writing(engine) as session:
        merge_initiatives(session, 2, 3, now=at(5), **MADE)
        merge_initiatives(session, 1, 2, now=at(6), **MADE)

    told = found(engine, 1, 7)
    assert {told[title].others for title in "BC"} == {(1,)}
    assert {told[title].kind for title in "BC"} == {ChangeKind.MERGED}


def test_a_filter_tells_who_came_to_meet_it(engine):
    rows = [
        {"title": title, "traffic_light": light}
        for title, light in (("A", "green"), ("B", "red"), ("C", "red"))
    ]
    load(engine, *rows, now=at(1))
    rows[0]["traffic_light"], rows[1]["traffic_light"] = "red", "yellow"
    load(engine, *rows, {"title": "D", "traffic_light": "red"}, month=OCTOBER, now=at(30))

    with reading(engine) as session:
        then, now = (read_snapshot(session, at(day), TODAY) for day in (2, 31))
        every = read_differences(session, at(2), at(31))
        ended = read_ended(session, at(2), TODAY, at(31))
    red = Criteria(traffic_lights=("red",))
    wanted = {"A": ChangeKind.ENTERED, "B": ChangeKind.LEFT, "D": ChangeKind.NEW}
    found = within(every, select(now, red), select(then, red))
    brief = within(every, select(now, red), select(ended, red), is_of_ended=True)
    assert {it.title: it.kind for it in found} == {it.title: it.kind for it in brief} == wanted


def test_time_alone_may_bring_one_into_a_filter(engine):
    load(engine, {"title": "A", "end": day_value("2026-10-15")}, now=at(1))

    with reading(engine) as session:
        then = read_snapshot(session, at(2), dt.date(2026, 9, 5))
        now = read_snapshot(session, at(80), dt.date(2026, 11, 23))
        every = read_differences(session, at(2), at(80))
    late = Criteria(gaps=("end_passed",))
    (it,) = within(every, select(now, late), select(then, late))
    assert (it.title, it.kind, it.changes) == ("A", ChangeKind.ENTERED, ())


def test_both_sides_name_their_cells(engine):
    load(engine, {"title": "A", "status": "active"}, now=at(1))
    load(engine, {"title": "Ny"}, {"title": "A", "status": "paused"}, month=OCTOBER, now=at(30))
    with writing(engine) as session:
        correct(session, 1, "owner", "Skive", now=at(31), **MADE)

    with reading(engine) as session:
        then, now = (read_places(session, [1], at(day)) for day in (2, 32))
        said = read_set(session, [1], at(32))
        assert read_set(session, [1], at(30)) == {}
        assert read_titles(session, [1, 2], at(2)) == {1: "A"}
    assert (then[1, "status"].cell, then[1, "status"].text) == ("B2", "active")
    assert (now[1, "status"].cell, now[1, "status"].month, now[1, ""].cell) == ("B3", OCTOBER, "A3")
    assert (said[1, "owner"].by, said[1, "owner"].reason) == ("konsulent", "aftalt")


@pytest.mark.parametrize("day", [0, 1])
def test_before_the_first_list_all_is_new(engine, day):
    load(engine, {"title": "A"}, {"title": "B"}, now=at(2))

    assert {it.kind for it in found(engine, day, 3).values()} == {ChangeKind.NEW}
    assert found(engine, day, 1) == {}


def test_reports_of_a_list_are_not_looked_for_one_by_one(engine):
    """The ledger is asked for what was undone in between alone."""
    load(engine, *({"title": f"Indsats {number}"} for number in range(30)), month=SEPTEMBER)
    with writing(engine) as session:
        merge_initiatives(session, 1, 2, now=at(5), **MADE)
        assert session.query(MatchDecision).filter(MatchDecision.undone_at.is_not(None)).count() == 1
    assert found(engine, 1, 6)["Indsats 1"].kind is ChangeKind.MERGED
