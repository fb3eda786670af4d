"""What is decided of ideas and initiatives that are alike: remembered, taken back, as of any instant."""

import datetime as dt

import pytest
from sqlalchemy import select

from portfolio.corrections import CorrectionRefusedError
from portfolio.database import reading, writing
from portfolio.identity import InitiativeUnknownError, tell_apart
from portfolio.overlap.decisions import (
    Idea,
    OverlapRefusedError,
    build_on,
    decide_idea,
    idea_json,
    idea_of,
    undo_decision,
)
from portfolio.overlap.words import OverlapVerdict
from portfolio.possible_pairs import possible_pairs, undecided
from portfolio.process.deeds import DeedUnknownError
from portfolio.queries.overlap import new_in_upload, read_compared, read_overlap
from portfolio.tables import OverlapDecision
from tests.builders.uploads import OCTOBER, at, load, merge

IDEA = Idea("TeleKOL", "Måling hjemme", "borgere med KOL", ("0779",))
NOW = at(40)


@pytest.fixture
def filled(engine):
    load(engine, {"title": "Telemedicin til borgere med KOL"}, {"title": "Hjemmetransfusion"})
    return engine


def decide(engine, idea=IDEA, verdict=OverlapVerdict.SAME, now=NOW, reason="det er nøjagtig det"):
    with writing(engine) as session:
        return decide_idea(session, 1, idea, verdict, reason=reason, now=now, by="Ane")


def book(engine, as_of=NOW):
    with reading(engine) as session:
        return read_overlap(session, as_of)


def test_a_decision_is_remembered_with_the_idea_and_who_said_why_and_when(filled):
    number = decide(filled)

    (note,) = book(filled).notes
    assert (note.id, note.initiative_id, note.verdict) == (number, 1, OverlapVerdict.SAME)
    assert (note.idea, note.made_by, note.made_at) == (IDEA, "Ane", NOW)
    assert note.reason == "det er nøjagtig det"


def test_the_same_idea_in_other_letters_and_signs_is_the_same(filled):
    decide(filled)

    again = Idea("telekol.", "Måling  hjemme!", "Borgere med KOL")
    assert set(book(filled).of_idea(again)) == {1}
    assert not book(filled).of_idea(Idea("TeleHjerte"))


def test_another_decision_takes_the_first_ones_place_and_both_are_kept(filled):
    decide(filled)
    decide(filled, verdict=OverlapVerdict.BUILD_ON, now=at(41))

    assert [it.verdict for it in book(filled, at(42)).notes] == [OverlapVerdict.BUILD_ON]
    with reading(filled) as session:
        assert len(session.scalars(select(OverlapDecision)).all()) == 2


def test_an_earlier_day_shows_what_stood_then(filled):
    number = decide(filled)
    with writing(filled) as session:
        undo_decision(session, number, now=at(42), by="Bo")

    assert [len(book(filled, moment).notes) for moment in (at(39), at(41), at(43))] == [0, 1, 0]


def test_what_was_taken_back_cannot_be_taken_back_again(filled):
    number = decide(filled)
    with writing(filled) as session:
        undo_decision(session, number, now=at(41), by="Bo")

    with pytest.raises(DeedUnknownError), writing(filled) as session:
        undo_decision(session, number, now=at(42), by="Bo")


@pytest.mark.parametrize(
    ("idea", "reason", "error"),
    [
        (Idea(" - ", "..."), "en grund", OverlapRefusedError),
        (Idea("x" * 200_001), "en grund", OverlapRefusedError),
        (IDEA, " ", CorrectionRefusedError),
    ],
)
def test_an_empty_idea_one_of_far_too_many_pages_and_no_reason_are_refused(filled, idea, reason, error):
    with pytest.raises(error):
        decide(filled, idea, reason=reason)
    assert not book(filled).notes


def test_an_initiative_builds_on_another_until_the_two_are_merged(filled):
    with writing(filled) as session:
        build_on(session, 1, 2, reason="samme team", now=NOW, by="Ane")
    (note,) = book(filled).notes
    assert (note.other_id, note.initiative_id, note.verdict) == (1, 2, OverlapVerdict.BUILD_ON)
    assert book(filled).about(1) == book(filled).about(2) == (note,)

    with writing(filled) as session:
        merge(session, {1, 2}, at(50))

    assert book(filled, at(51)).notes == ()
    assert len(book(filled, at(49)).notes) == 1


def test_nothing_builds_on_itself_or_on_what_nobody_knows(filled):
    with pytest.raises(OverlapRefusedError), writing(filled) as session:
        build_on(session, 1, 1, reason="samme team", now=NOW, by="Ane")
    with pytest.raises(InitiativeUnknownError), writing(filled) as session:
        build_on(session, 1, 99, reason="samme team", now=NOW, by="Ane")


def test_what_is_merged_brings_its_decisions_along(filled):
    with writing(filled) as session:
        decide_idea(session, 2, IDEA, OverlapVerdict.SAME, reason="det samme", now=NOW, by="Ane")

    with writing(filled) as session:
        merge(session, {1, 2}, at(50))

    assert set(book(filled, at(51)).of_idea(IDEA)) == {1}


def test_an_idea_is_read_as_it_was_written():
    assert idea_of(idea_json(IDEA)) == IDEA


def test_initiatives_are_compared_as_they_were_at_an_instant_and_not_taken_apart_twice(filled):
    load(filled, {"title": "Faldklinik"}, month=OCTOBER, now=at(45), source="En anden liste")
    known = {}
    with reading(filled) as session:
        then = read_compared(session, at(44), known)
        assert len(known) == 2
        now = read_compared(session, at(46), known)
    assert (then.index.ids.tolist(), now.index.ids.tolist()) == ([1, 2], [1, 2, 3])
    assert then.apart == now.apart[:2]


def test_what_is_new_in_a_list_is_told_from_what_was_known(filled):
    load(filled, {"title": "Hjemmetransfusion"}, {"title": "Faldklinik"}, month=OCTOBER, now=at(45))
    with reading(filled) as session:
        assert new_in_upload(session, 2, at(46)) == (3,)
        assert new_in_upload(session, 99, at(46)) == ()


def test_pairs_are_those_of_an_instant(engine):
    load(engine, {"title": "Tværsektorielt team for sårbare gravide"}, now=at(1))
    load(engine, {"title": "Team for sårbare gravide"}, now=at(20), source="En anden liste")
    with writing(engine) as session:
        tell_apart(session, 1, 2, reason="hver sit sted", now=at(30), by="Ane")
    with reading(engine) as session:
        found = {
            day: [it.ids for it in undecided(session, possible_pairs(session, None, at(day)), at(day))]
            for day in (10, 25, 35)
        }
    assert found == {10: [], 25: [(1, 2)], 35: []}


def test_the_instant_of_a_decision_counts_not_its_day(filled):
    decide(filled, now=NOW)
    assert not book(filled, NOW - dt.timedelta(seconds=1)).notes
