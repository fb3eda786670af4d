"""Pairs of initiatives that may be the same: who is asked about whom, on both databases."""

from random import Random

import pytest

from portfolio.candidates import possible_matches
from portfolio.database import reading, writing
from portfolio.identity import merge_initiatives, tell_apart, undo_apart, undo_change
from portfolio.possible_pairs import possible_pairs, undecided
from portfolio.rules.likeness import in_common, title_of
from portfolio.rules.wordings import Wordings
from portfolio.store import withdraw_upload
from tests.builders.month_pairs import made_up_list
from tests.builders.uploads import NOVEMBER, OCTOBER, at, load

OPAT = {"title": "Intravenøs antibiotika uden for hospital", "municipalities": ("0730",)}
ALSO_OPAT = {"title": "OPAT: antibiotika uden for hospitalet", "municipalities": ("0730",)}
OTHER = {"title": "Gravidteam for sårbare familier", "municipalities": ("0710",)}


def asked(engine, known=None):
    with reading(engine) as session:
        return undecided(session, possible_pairs(session, known))


def ids(engine):
    return [pair.ids for pair in asked(engine)]


@pytest.fixture
def two_lists(engine):
    """Both lists have told of theirs for a month; nobody was asked about the pair."""
    load(engine, OPAT, OTHER, source="Randers", now=at(0))
    load(engine, ALSO_OPAT, source="Midt", now=at(1))
    load(engine, OPAT, OTHER, source="Randers", month=OCTOBER, now=at(30))
    load(engine, ALSO_OPAT, source="Midt", month=OCTOBER, now=at(31))
    return engine


def test_two_that_different_lists_tell_of_are_asked_about(two_lists):
    (pair,) = asked(two_lists)

    assert (pair.one.id, pair.one.title, pair.one.source_ids) == (1, OPAT["title"], (1,))
    assert (pair.other.id, pair.other.title, pair.other.source_ids) == (3, ALSO_OPAT["title"], (2,))
    assert pair.reasons[:2] == ("title", "parties")
    assert 0.5 < pair.likeness < 1
    with reading(two_lists) as session:
        assert [it.initiative_id for it in possible_matches(session, 1)] == [3]


def test_what_is_not_the_same_is_not_asked_about_until_it_is_asked_again(two_lists):
    with writing(two_lists) as session:
        tell_apart(session, 3, 1, reason=None, now=at(40), by="Ida")
    assert ids(two_lists) == []

    with writing(two_lists) as session:
        undo_apart(session, 1, 3, now=at(41), by="Ida")
    assert ids(two_lists) == [(1, 3)]


def test_what_was_merged_is_one_until_that_is_undone(two_lists):
    with writing(two_lists) as session:
        change = merge_initiatives(session, 1, 3, reason="Samme projekt", now=at(40), by="Ida")
    assert ids(two_lists) == []

    with writing(two_lists) as session:
        undo_change(session, change, now=at(41), by="Ida")
    assert ids(two_lists) == [(1, 3)]


def test_two_rows_of_one_list_are_no_pair(engine):
    load(engine, OPAT, ALSO_OPAT, source="Randers")
    assert ids(engine) == []


def test_two_that_one_source_told_of_in_other_months_are_a_pair(engine):
    load(engine, OPAT, OTHER, source="Randers", now=at(0))
    load(
        engine, ALSO_OPAT | {"municipalities": ("0710",)}, OTHER, source="Randers", month=NOVEMBER, now=at(60)
    )
    assert len(ids(engine)) == 1


def test_a_list_that_is_withdrawn_tells_of_nobody(two_lists):
    with writing(two_lists) as session:
        for upload_id in (2, 4):
            withdraw_upload(session, upload_id, now=at(50), by="Ida")
    assert ids(two_lists) == []


def test_each_initiative_has_its_likeliest_pairs_and_the_next_when_those_are_decided(engine):
    load(engine, OPAT, source="Randers")
    for number in range(6):
        told = ALSO_OPAT | {"lead": f"Tovholder {number}"}
        load(engine, told, source=f"Liste {number}", now=at(number + 1))

    pairs = ids(engine)
    own = [pair for pair in pairs if 1 in pair]
    assert len(own) == 3
    with writing(engine) as session:
        tell_apart(session, *own[0], reason=None, now=at(20), by="Ida")

    left = [pair for pair in ids(engine) if 1 in pair]
    assert own[0] not in left
    assert len(left) == 3


def test_what_was_taken_apart_before_gives_the_same_pairs(two_lists):
    known = {}
    first = asked(two_lists, known)
    assert len(known) == 2
    assert asked(two_lists, known) == first

    load(two_lists, OPAT | {"lead": "Bo"}, OTHER, source="Randers", month=NOVEMBER, now=at(60))
    load(two_lists, ALSO_OPAT | {"lead": "Bo"}, source="Midt", month=NOVEMBER, now=at(61))
    assert "lead" in asked(two_lists, known)[0].reasons


def test_an_empty_portfolio_has_no_pairs(engine):
    assert ids(engine) == []


def test_all_pairs_with_much_in_common_are_found_at_once():
    titles = [title_of(row.title) for row in made_up_list(Random(5), 120)]
    wordings = Wordings(titles)
    exact = {
        (one, other): in_common(titles[one], titles[other], wordings.weight)
        for one in range(len(titles))
        for other in range(one + 1, len(titles))
    }

    found = {(one, other): share for one, other, share in wordings.pairs(0.5).listed()}

    missed = {pair for pair, share in exact.items() if share >= 0.5} - found.keys()
    assert missed == set()
    assert all(found[pair] >= exact[pair] - 1e-9 for pair in found)


def test_the_nearest_of_each_are_kept():
    wordings = Wordings([title_of(f"Faldforebyggelse {word}") for word in ("a", "b", "c", "d", "e")])
    pairs = wordings.pairs(0.1)
    kept = list(pairs.nearest(1).listed())
    assert len(pairs.share) == 10
    assert {title for one, other, _ in kept for title in (one, other)} == {0, 1, 2, 3, 4}
    assert len(kept) < 10
