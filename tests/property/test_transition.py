"""Regrouped by another day's structure every initiative counts once: for any portfolio, over all areas."""

import datetime as dt
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.homes import HomeEntry, StatedPlace
from portfolio.queries import measures
from portfolio.reference import load_reference
from portfolio.rules.succession import AREA_KINDS, Decided, How, Structure
from portfolio.selection import UNKNOWN_CODE, Criteria, select
from portfolio.snapshot import FORMER, STATED
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE
from portfolio.transition import Stand, make_transition
from portfolio.vocabulary import OrganisationKind
from tests.builders.snapshots import make_row, snapshot_of

REFERENCE = load_reference()
NAMES = {one.id: one.name for one in REFERENCE.organisations}
AREAS = [one.id for one in REFERENCE.organisations if one.kind in AREA_KINDS]
MUNICIPALITIES = [one.id for one in REFERENCE.organisations if one.kind is OrganisationKind.MUNICIPALITY]
HOSPITALS = [one.name for one in REFERENCE.organisations if one.kind is OrganisationKind.HOSPITAL]
LAST_OF_CLUSTERS, FIRST_OF_COUNCILS = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
DAYS = (
    dt.date(2015, 6, 1),
    dt.date(2019, 6, 30),
    dt.date(2019, 7, 1),
    dt.date(2022, 6, 30),
    dt.date(2022, 7, 1),
    LAST_OF_CLUSTERS,
    FIRST_OF_COUNCILS,
    dt.date(2031, 1, 1),
)

Place = tuple[str | None, str | None, tuple[str, ...], str | None]


def places():
    """Give what may be known of an initiative's place: mostly of areas that part, with few municipalities."""
    area = st.sampled_from(
        [*AREAS, "rh-syd", "rh-syd", "rd-lillebaelt", "rd-sydvestjylland", None, OTHER_CODE]
    )
    near = st.sampled_from(["0101", "0167", "0185", "0410", "0630", "0530", "0561"])
    codes = st.sets(st.one_of(near, st.sampled_from(MUNICIPALITIES)), max_size=4).map(
        lambda it: tuple(sorted(it))
    )
    parties = st.one_of(st.none(), st.sampled_from([*HOSPITALS, "Psykiatrien", "Rigshospitalet"]))
    return st.tuples(area, codes, parties)


def portfolio(found):
    rows, pairs = [], []
    for number, (area, codes, parties) in enumerate(found, 1):
        is_other = area == OTHER_CODE
        name = "Psykiatrien" if is_other else NAMES.get(area or "")
        organisation = None if is_other else area
        rows.append(make_row(number, organisation_id=organisation, organisation=name, hospitals=parties))
        pairs += [(number, code) for code in codes]
    return snapshot_of(rows, pairs, [])


def entry(number, day, organisation, stated=None):
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    stated = stated or StatedPlace(None, ())
    return HomeEntry(number, number, day, organisation, stated, "aftalt", at, "konsulent", None, None)


def totals(known):
    codes = known.codes["organisation_id"]
    return {
        code: int(count)
        for code, count in zip(codes.codes, np.bincount(codes.at, minlength=len(codes.codes)), strict=True)
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(places(), max_size=30), st.sampled_from(DAYS), st.data())
def test_every_initiative_has_one_home_or_is_on_the_work_list_or_names_no_area(found, day, data):
    known = portfolio(found)
    areas = Structure(REFERENCE, day).areas
    decided = data.draw(
        st.dictionaries(st.integers(1, max(1, len(found))), st.sampled_from([*areas, None]), max_size=5)
    )
    entries = {id_: [entry(id_, day, area)] for id_, area in decided.items()}

    made = make_transition(known, REFERENCE, day, entries)

    regrouped = made.snapshot
    assert sum(totals(regrouped).values()) == len(known) == len(found)
    assert {*totals(regrouped)} <= {*areas, OPEN_CODE, COMMON_CODE, OTHER_CODE, None}
    for place in range(len(known)):
        home, code = made.after.home(place), regrouped.item(place).code("organisation_id")
        assert code == made.after.code(place)
        assert (home.organisation in areas) == (code in areas)
        assert (home.how is How.OPEN) == (code == OPEN_CODE)
        if home.how is How.NONE:
            assert code == known.item(place).code("organisation_id")
    assert sum(int(made.mask(stand).sum()) for stand in Stand) == len(known)


@settings(max_examples=60, deadline=None)
@given(st.lists(places(), max_size=40))
def test_totals_before_and_after_agree_and_nothing_is_counted_twice(found):
    known = portfolio(found)
    made = make_transition(known, REFERENCE, FIRST_OF_COUNCILS, {})
    last_day = make_transition(known, REFERENCE, LAST_OF_CLUSTERS, {}).snapshot

    chosen = select(made.snapshot, Criteria())
    moves = measures.crossed(chosen, FORMER, "organisation_id")

    before = Counter({code: count for code, count in totals(last_day).items() if count})
    after = Counter({code: count for code, count in totals(made.snapshot).items() if count})
    rows, columns = Counter(), Counter()
    for (row, column), count in moves.items():
        rows[row] += count
        columns[column] += count
    assert rows == before
    assert columns == after
    assert sum(moves.values()) == len(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(places(), min_size=1, max_size=20), st.sampled_from(DAYS))
def test_what_a_cell_counts_is_what_its_filters_give(found, day):
    known = make_transition(portfolio(found), REFERENCE, day, {}).snapshot
    chosen = select(known, Criteria())
    for (former, home), count in measures.crossed(chosen, FORMER, "organisation_id").items():
        asked = Criteria(
            former=(former or UNKNOWN_CODE,), organisations=(home or UNKNOWN_CODE,), structure_on=day
        )
        assert len(select(known, asked)) == count


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("area", AREAS)
def test_of_every_area_of_any_time_none_of_its_initiatives_is_lost(area, day):
    """One with each municipality of the country, one with none, one with all of the area's own."""
    own = tuple(Structure(REFERENCE, day).members(area))
    found = [(area, (), None), (area, own, None), *((area, (code,), None) for code in MUNICIPALITIES)]

    made = make_transition(portfolio(found), REFERENCE, day, {})

    assert sum(totals(made.snapshot).values()) == len(found)
    assert None not in {code for code, count in totals(made.snapshot).items() if count}
    route = structure(day).route(area)
    if route.organisation is not None:
        assert totals(made.snapshot)[route.organisation] == len(found)


@cache
def structure(day):
    return Structure(REFERENCE, day)


def test_koebenhavn_counts_once_although_it_is_in_two_clusters():
    found = [("rh-byen", ("0101",), None), ("rh-syd", ("0101",), None), ("rh-syd", ("0101", "0167"), None)]

    made = make_transition(portfolio(found), REFERENCE, FIRST_OF_COUNCILS, {})

    assert {code: count for code, count in totals(made.snapshot).items() if count} == {
        "sr-hovedstaden": 2,
        OPEN_CODE: 1,
    }


def test_the_structure_is_another_from_one_day_to_the_next():
    known = portfolio([("rm-randers", ("0730",), None), ("sr-kronjylland", (), None)])

    last, first = (
        totals(make_transition(known, REFERENCE, day, {}).snapshot)
        for day in (LAST_OF_CLUSTERS, FIRST_OF_COUNCILS)
    )

    assert last["rm-randers"] == 2
    assert first["sr-kronjylland"] == 2


def test_in_the_structure_in_which_they_were_said_lists_keep_their_word():
    known = portfolio([(area, ("0101",), None) for area in structure(LAST_OF_CLUSTERS).areas])

    made = make_transition(known, REFERENCE, LAST_OF_CLUSTERS, {}).snapshot

    assert totals(made) == totals(known)


def test_an_area_of_before_asks_for_what_came_from_it():
    found = [
        ("rh-syd", ("0101",), None),
        ("rh-syd", ("0167",), None),
        ("po-syd", (), None),
        ("rm-midt", (), None),
    ]
    known = make_transition(portfolio(found), REFERENCE, FIRST_OF_COUNCILS, {}).snapshot

    assert len(select(known, Criteria(organisations=("rh-syd",)))) == 3
    assert len(select(known, Criteria(organisations=("sr-hovedstaden", "po-syd")))) == 2
    assert len(select(known, Criteria(organisations=(OPEN_CODE,)))) == 1


def test_a_decision_whose_lists_moved_is_asked_about_again():
    stated = StatedPlace("rh-syd", ("0101", "0167"))
    same = portfolio([("rh-syd", ("0101", "0167"), None)])
    moved = portfolio([("rh-syd", ("0167",), None)])
    entries = {1: [entry(1, FIRST_OF_COUNCILS, "sr-hovedstaden", stated)]}

    kept, again = (make_transition(known, REFERENCE, FIRST_OF_COUNCILS, entries) for known in (same, moved))

    assert (kept.stand(0), again.stand(0)) == (Stand.DECIDED, Stand.AGAIN)
    assert again.after.code(0) == "sr-hovedstaden"
    assert kept.token(0) != again.token(0)


def test_lists_that_come_to_name_what_was_decided_are_not_asked_about_again_and_others_are():
    stated = StatedPlace("rh-syd", ("0101", "0167"))
    entries = {1: [entry(1, FIRST_OF_COUNCILS, "sr-hovedstaden", stated)]}
    same, other = (
        make_transition(portfolio([(area, ("0101",), None)]), REFERENCE, FIRST_OF_COUNCILS, entries)
        for area in ("sr-hovedstaden", "sr-amager-vestegnen")
    )

    assert (same.stand(0), same.after.code(0)) == (Stand.DECIDED, "sr-hovedstaden")
    assert (other.stand(0), other.after.code(0)) == (Stand.AGAIN, "sr-hovedstaden")


def test_texts_are_searched_as_lists_say_them():
    known = make_transition(portfolio([("rm-randers", (), None)]), REFERENCE, FIRST_OF_COUNCILS, {}).snapshot

    assert known.item(0).text("organisation") == "Sundhedsråd Kronjylland"
    assert len(select(known, Criteria(text="randersklyngen"))) == 1
    assert known.codes[STATED].codes == ("rm-randers", None)


def test_a_decision_is_read_by_the_rule():
    assert entry(1, FIRST_OF_COUNCILS, None).decided == Decided(1, FIRST_OF_COUNCILS, None)
