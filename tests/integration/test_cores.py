"""Cores: versions are kept, parts keep their keys, and what receivers did stands until it is taken back."""

import pytest

from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.queries.cores import read_cores
from portfolio.spread.core_deeds import Described, Ticked, describe_core, tick_core, undo_cores, undo_ticks
from portfolio.spread.words import PartUse
from tests.builders.spread import adaptable, fixed
from tests.builders.uploads import at, load, merge

TAKEN, ADAPTED, LEFT_OUT = PartUse
FIRST = Described([fixed("Fælles visitation"), adaptable("Mødested"), fixed("  ")], "Færre indlæggelser")


@pytest.fixture
def known(engine):
    load(engine, {"title": "Akutteam"}, {"title": "Fald hos ældre"})
    return engine


def do(engine, deed, *given, day=30):
    with writing(engine) as session:
        return deed(session, *given, now=at(day), by="konsulent")


def book(engine, day=60):
    with reading(engine) as session:
        return read_cores(session, at(day))


def test_a_part_keeps_its_key_when_its_words_change_and_a_key_is_never_used_again(known):
    do(known, describe_core, 1, FIRST)
    assert [(it.key, it.text, it.is_fixed) for it in book(known).core(1).text.parts] == [
        ("1", "Fælles visitation", True),
        ("2", "Mødested", False),
    ]

    second = Described([fixed("Én fælles visitation", "1"), adaptable("Åbningstid")])
    do(known, describe_core, 1, second, day=31)
    assert [it.key for it in book(known).core(1).text.parts] == ["1", "3"]
    assert [len(book(known, day).versions.get(1, ())) for day in (29, 30, 31)] == [0, 1, 2]


def test_a_version_taken_back_gives_way_to_the_one_before(known):
    do(known, describe_core, 1, FIRST)
    number = do(known, describe_core, 1, Described([fixed("Noget andet")]))
    do(known, undo_cores, [number])

    assert book(known).core(1).text.effect == "Færre indlæggelser"


@pytest.mark.parametrize(
    ("described", "error"),
    [
        (Described([adaptable("Mødested")]), "core.no_fixed_part"),
        (Described([fixed("Mødested"), adaptable("MØDESTED")]), "core.part_twice"),
        (Described([fixed(f"Del {n}") for n in range(31)]), "core.too_many_parts"),
        (Described([fixed("x" * 201)]), "steps.too_long"),
    ],
)
def test_a_core_that_cannot_be_is_refused(known, described, error):
    with pytest.raises(TvaerblikError) as refused:
        do(known, describe_core, 1, described)

    assert refused.value.id == error
    assert book(known).core(1) is None


def test_a_receiver_tells_part_by_part_and_only_what_is_new_is_kept(known):
    do(known, describe_core, 1, FIRST)
    first = do(known, tick_core, 1, Ticked("Hvidovre", {"1": TAKEN, "2": ADAPTED}, {"2": "I sundhedshuset"}))
    again = do(
        known, tick_core, 1, Ticked("Hvidovre", {"1": LEFT_OUT, "2": ADAPTED}, {"2": "I sundhedshuset"})
    )

    (adopter,) = book(known).adopters(1)
    core = book(known).core(1).text
    assert (len(first), len(again)) == (2, 1)
    assert [adopter.use(part) for part in core.parts] == [LEFT_OUT, ADAPTED]
    assert [it.text for it in adopter.deviations(core)] == ["Fælles visitation"]
    assert adopter.ticks["2"].text == "I sundhedshuset"

    do(known, undo_ticks, again)
    assert book(known).adopters(1)[0].use(core.parts[0]) is TAKEN
    assert book(known).adopters(1)[0].deviations(core) == ()


def test_an_organisation_is_known_by_its_name_and_unknown_is_not_left_out(known):
    do(known, describe_core, 1, FIRST)
    do(known, tick_core, 1, Ticked("Hvidovre Kommune", {"1": TAKEN}))

    (adopter,) = book(known).adopters(1)
    assert [it.key for it in adopter.unknown(book(known).core(1).text)] == ["2"]


@pytest.mark.parametrize(
    ("ticked", "error"),
    [
        (Ticked(" ", {"1": TAKEN}), "core.receiver_missing"),
        (Ticked("Hvidovre", {"9": TAKEN}), "core.part_unknown"),
        (Ticked("Hvidovre", {}), "core.nothing_ticked"),
        (Ticked("Hvidovre", {"1": None}), "core.nothing_ticked"),
    ],
)
def test_a_tick_that_says_nothing_is_refused(known, ticked, error):
    do(known, describe_core, 1, FIRST)
    with pytest.raises(TvaerblikError) as refused:
        do(known, tick_core, 1, ticked)

    assert refused.value.id == error


def test_what_is_merged_brings_its_core_along_where_the_other_has_none(known):
    do(known, describe_core, 2, FIRST)
    do(known, tick_core, 2, Ticked("Hvidovre", {"1": TAKEN}))
    with writing(known) as session:
        merge(session, {1, 2}, at(32))

    found = book(known)
    ((kept, _),) = found.versions.items()
    assert found.core(kept).text.effect == "Færre indlæggelser"
    assert len(found.adopters(kept)) == 1
    assert book(known, 31).core(1) is None
