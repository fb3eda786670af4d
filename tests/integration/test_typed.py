"""Initiatives typed in Tværblik: known, counted and traced like those of lists, taken off and put back."""

import pytest
from sqlalchemy import Engine, func, select

from portfolio.candidates import matches_of_title
from portfolio.corrections import CorrectionRefusedError, correct
from portfolio.database import reading, writing
from portfolio.identity import apart_pairs, merge_initiatives, undo_change
from portfolio.queries.corrections import taken_off
from portfolio.queries.initiative import initiative
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.sources import sources
from portfolio.queries.uploads import upload
from portfolio.rules.months import danish_day
from portfolio.store import TypedSourceError, withdraw_upload
from portfolio.tables import Initiative, Upload
from portfolio.typed import LIST_NAME, NotTypedError, enter_initiative, put_back, take_off
from tests.builders.uploads import NOVEMBER, at, load
from tests.integration.test_identity import assert_derived_again_to_the_same, known


def enter(engine: Engine, title: str = "Fælles hjemmeblod", day: int = 5, by: str = "Ida", **values):
    with writing(engine) as session:
        return enter_initiative(session, {"title": title} | values, now=at(day), by=by)


def record(engine: Engine, id_: int, day: int):
    with reading(engine) as session:
        return initiative(session, id_, at(day))


def take(engine: Engine, id_: int, day: int = 9) -> None:
    with writing(engine) as session:
        take_off(session, id_, reason="tastet ved en fejl", now=at(day), by="Bo")


def test_what_is_typed_is_known_from_then_on_with_who_and_when(engine):
    made = enter(engine, owner="Skive Kommune", status="active", municipalities=("0779", "0791"))

    assert record(engine, made.initiative_id, 4) is None
    found = record(engine, made.initiative_id, 5)
    assert found.values == {
        "title": "Fælles hjemmeblod",
        "owner": "Skive Kommune",
        "status": "active",
        "municipalities": ("0779", "0791"),
    }
    (claim,) = found.claims["owner"]
    assert (claim.source, claim.is_typed, claim.cell, claim.uploaded_by) == (LIST_NAME, True, None, "Ida")
    assert found.is_listed
    assert_derived_again_to_the_same(engine)


def test_it_is_counted_like_the_others_and_its_list_is_a_list(engine):
    load(engine, {"title": "Akutteam"})
    made = enter(engine, traffic_light="red")

    with reading(engine) as session:
        snapshot = read_snapshot(session, at(5), danish_day(at(5)))
        (typed,) = [source for source in sources(session) if source.name == LIST_NAME]
        receipt = upload(session, made.upload_id)
    item = snapshot.item(snapshot.place(made.initiative_id))
    assert (len(snapshot), item.code("traffic_light"), item.number("source_count")) == (2, "red", 1)
    assert (typed.rows.read, typed.rows.accepted) == (1, 1)
    assert receipt.summary.file_name == LIST_NAME


def test_the_next_entry_leaves_the_earlier_ones_as_they_were(engine):
    first = enter(engine, owner="Skive Kommune")
    before = record(engine, first.initiative_id, 6)

    second = enter(engine, "Faldforebyggelse", day=7, by="Bo")

    after = record(engine, first.initiative_id, 8)
    assert (after.values, after.known_from) == (before.values, before.known_from)
    assert [report.uploaded_by for report in after.reports] == ["Ida"]
    assert [report.uploaded_by for report in record(engine, second.initiative_id, 8).reports] == ["Bo"]
    assert first.initiative_id != second.initiative_id


def test_entries_of_other_months_go_on_in_one_list(engine):
    first = enter(engine, day=5)
    enter(engine, "Faldforebyggelse", day=40)

    assert set(known(engine, at(41))) == {1, 2}
    assert len(record(engine, first.initiative_id, 41).reports) == 2
    assert record(engine, first.initiative_id, 41).is_listed


def test_two_of_one_title_stay_two(engine):
    first, second = enter(engine), enter(engine, day=6)
    third = enter(engine, day=7)

    ids = {made.initiative_id for made in (first, second, third)}
    assert len(ids) == 3
    assert set(known(engine, at(8))) == ids


def test_a_correction_lies_over_what_was_typed(engine):
    made = enter(engine, owner="Skive Kommune")
    with writing(engine) as session:
        correct(session, made.initiative_id, "owner", "Lemvig Kommune", reason="skiftet", now=at(6), by="Bo")
    enter(engine, "Faldforebyggelse", day=7)

    found = record(engine, made.initiative_id, 8)
    assert found.values["owner"] == "Lemvig Kommune"
    assert not found.corrections["owner"].is_moved


def test_taken_off_it_is_gone_from_its_list_with_a_reason_and_can_be_put_back(engine):
    made, other = enter(engine), enter(engine, "Faldforebyggelse", day=6)

    take(engine, made.initiative_id)

    assert record(engine, made.initiative_id, 9) is None
    assert record(engine, other.initiative_id, 9).is_listed
    with reading(engine) as session:
        told = taken_off(session, made.initiative_id)
        assert taken_off(session, other.initiative_id) is None
    assert (told.at, told.by, told.reason) == (at(9), "Bo", "tastet ved en fejl")
    with writing(engine) as session:
        put_back(session, made.initiative_id, now=at(10), by="Bo")
    back = record(engine, made.initiative_id, 10)
    assert (back.is_listed, back.values) == (True, record(engine, made.initiative_id, 8).values)
    assert_derived_again_to_the_same(engine)


def test_the_last_one_can_be_taken_off_too(engine):
    made = enter(engine)

    take(engine, made.initiative_id)

    assert known(engine, at(9)) == {}
    other = enter(engine, "Faldforebyggelse", day=12)
    assert set(known(engine, at(12))) == {other.initiative_id}


def test_taken_off_in_a_later_month_it_is_still_known_as_one_that_is_gone(engine):
    made = enter(engine)

    take(engine, made.initiative_id, day=40)

    assert known(engine, at(40))[made.initiative_id] == ("Fælles hjemmeblod", False, 0)
    assert known(engine, at(39))[made.initiative_id] == ("Fælles hjemmeblod", True, 1)


def test_withdrawing_the_entry_is_as_if_it_had_not_been_typed(engine):
    first = enter(engine)
    second = enter(engine, "Faldforebyggelse", day=6)

    with writing(engine) as session:
        withdraw_upload(session, second.upload_id, now=at(7), by="Ida")

    assert set(known(engine, at(7))) == {first.initiative_id}


def test_only_what_stands_there_is_taken_off_or_put_back(engine):
    load(engine, {"title": "Akutteam"})
    made = enter(engine)

    with writing(engine) as session, pytest.raises(NotTypedError):
        take_off(session, 1, reason="væk", now=at(9), by="Bo")
    for id_ in (1, made.initiative_id):
        with writing(engine) as session, pytest.raises(NotTypedError):
            put_back(session, id_, now=at(9), by="Bo")
    with writing(engine) as session, pytest.raises(CorrectionRefusedError):
        take_off(session, made.initiative_id, reason="", now=at(9), by="Bo")


def test_merged_into_another_it_stays_there_when_others_are_typed_and_comes_back_when_undone(engine):
    load(engine, {"title": "Hjemmetransfusion"})
    made, other = enter(engine), enter(engine, "Faldforebyggelse", day=6)
    with writing(engine) as session:
        change = merge_initiatives(session, 1, made.initiative_id, reason="samme", now=at(7), by="Ida")
    enter(engine, "Akutteam", day=8)
    assert made.initiative_id not in known(engine, at(8))
    assert known(engine, at(8))[1][2] == 2

    with writing(engine) as session:
        undo_change(session, change, now=at(9), by="Ida")

    assert {1, made.initiative_id, other.initiative_id} <= set(known(engine, at(9)))
    assert known(engine, at(9))[1][2] == 1


def test_two_that_were_merged_both_stay_what_they_are_now(engine):
    first, second = enter(engine), enter(engine, "Hjemmetransfusion", day=6)
    with writing(engine) as session:
        merge_initiatives(
            session, first.initiative_id, second.initiative_id, reason="samme", now=at(7), by="Ida"
        )

    enter(engine, "Akutteam", day=8)

    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Initiative)) == 3
    assert set(known(engine, at(8))) == {first.initiative_id, 3}


def test_what_it_could_have_been_is_remembered_as_another(engine):
    load(engine, {"title": "Fælles hjemmeblod"})
    with reading(engine) as session:
        (candidate,) = matches_of_title(session, "Fælles hjemmeblod")
        assert matches_of_title(session, "Cykelstier") == ()

    with writing(engine) as session:
        made = enter_initiative(
            session, {"title": "Fælles hjemmeblod"}, declined=(candidate.initiative_id,), now=at(5), by="Ida"
        )

    with reading(engine) as session:
        assert apart_pairs(session) == {(1, made.initiative_id)}


@pytest.mark.parametrize(("values", "message_id"), [({}, "title_missing"), ({"title": " "}, "empty")])
def test_without_a_title_nothing_is_made(sqlite_engine, values, message_id):
    with writing(sqlite_engine) as session, pytest.raises(CorrectionRefusedError) as refused:
        enter_initiative(session, values, now=at(5), by="Ida")

    assert refused.value.id == f"correction.{message_id}"
    with reading(sqlite_engine) as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_a_file_cannot_take_the_place_of_what_was_typed(engine):
    enter(engine)

    with pytest.raises(TypedSourceError):
        load(engine, {"title": "Akutteam"}, source=LIST_NAME.upper(), month=NOVEMBER, now=at(60))
