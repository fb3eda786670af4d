"""The spread matrix as values: whose word counts, what is counted, what is unknown, and the curve."""

import datetime as dt

import pytest

from portfolio.process.adoption import AdoptionClaim, Receiver, receiver_of
from portfolio.reference import load_reference
from portfolio.spread.matrix import Basis, Ground, added, load, matrix_row, moved
from portfolio.spread.uptake_curve import uptake_curve
from portfolio.vocabulary import OrganisationKind, Uptake

MIDT, TODAY = "region-midtjylland", dt.date(2026, 11, 23)
RANDERS, FAVRSKOV, NORDDJURS, SYDDJURS = "0730", "0710", "0707", "0706"
CLUSTER = "rm-randers"


def claim(uptake, day=None, at=0):
    known = dt.datetime(2026, 9, 1, tzinfo=dt.UTC) + dt.timedelta(days=at)
    return AdoptionClaim(uptake, None if day is None else dt.date.fromisoformat(day), known)


def said(**by_id) -> list[Receiver]:
    """Make receivers of what is said of each: a state, or a state and a day."""
    found = []
    for id_, what in by_id.items():
        uptake, day = what if isinstance(what, tuple) else (what, None)
        found.append(receiver_of(id_.replace("__", "-").removeprefix("k"), [claim(uptake, day)]))
    return found


def ground(axis=OrganisationKind.MUNICIPALITY, day=TODAY) -> Ground:
    return Ground(axis, day, load_reference())


def row_of(*receivers, axis=OrganisationKind.MUNICIPALITY, region=MIDT, day=TODAY):
    return matrix_row(ground(axis, day), 1, receivers, region)


def test_a_municipality_that_says_nothing_is_seen_through_its_cluster():
    row = row_of(*said(rm__randers=(Uptake.YES, "2026-02-01"), k0710=Uptake.NO))

    assert (row.uptake(RANDERS), row.cells[RANDERS].basis) == (Uptake.YES, Basis.AREA)
    assert row.cells[RANDERS].day == dt.date(2026, 2, 1)
    assert (row.uptake(FAVRSKOV), row.cells[FAVRSKOV].basis) == (Uptake.NO, Basis.OWN)


def test_that_a_municipality_does_not_know_takes_nothing_from_its_clusters_word():
    row = row_of(*said(rm__randers=Uptake.YES, k0730=None))

    assert row.uptake(RANDERS) is Uptake.YES


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((Uptake.YES, Uptake.YES, Uptake.YES, Uptake.YES), Uptake.YES),
        ((Uptake.YES, None, None, None), Uptake.PARTLY),
        ((Uptake.NO, Uptake.NO, Uptake.NO, Uptake.NO), Uptake.NO),
        ((Uptake.NO, None, None, None), None),
        ((Uptake.PLANNED, Uptake.IN_PROGRESS, None, None), Uptake.IN_PROGRESS),
        ((Uptake.YES, Uptake.YES, Uptake.YES, Uptake.NOT_RELEVANT), Uptake.YES),
        ((Uptake.NOT_RELEVANT,) * 4, Uptake.NOT_RELEVANT),
    ],
)
def test_a_cluster_is_seen_through_its_municipalities_and_says_yes_only_when_all_do(states, expected):
    towns = zip((RANDERS, FAVRSKOV, NORDDJURS, SYDDJURS), states, strict=True)
    receivers = [receiver_of(town, [claim(state)]) for town, state in towns]

    row = row_of(*receivers, axis=OrganisationKind.CLUSTER)

    assert row.uptake(CLUSTER) is expected
    assert row.cells[CLUSTER].basis is Basis.MEMBERS


def test_a_clusters_own_word_counts_before_its_municipalities():
    row = row_of(*said(rm__randers=Uptake.PLANNED, k0730=Uptake.YES), axis=OrganisationKind.CLUSTER)

    assert (row.uptake(CLUSTER), row.cells[CLUSTER].basis) == (Uptake.PLANNED, Basis.OWN)


def test_a_health_council_is_seen_through_the_clusters_that_came_before_it():
    later = dt.date(2027, 3, 1)
    row = row_of(*said(rm__randers=Uptake.YES), axis=OrganisationKind.HEALTH_COUNCIL, day=later)

    assert row.uptake("sr-kronjylland") is Uptake.YES
    assert [it.organisation for it in row.cells["sr-kronjylland"].behind] == [CLUSTER]


def test_a_cluster_that_has_ended_keeps_its_place_and_its_successor():
    later = dt.date(2027, 3, 1)
    stand = ground(OrganisationKind.CLUSTER, later)
    row = matrix_row(stand, 1, said(rm__randers=Uptake.YES), MIDT)

    assert row.uptake(CLUSTER) is Uptake.YES
    assert stand.has_ended(CLUSTER)
    assert stand.successors(CLUSTER) == ("sr-kronjylland",)
    assert CLUSTER not in stand.existing


def test_unknown_is_counted_apart_and_another_region_not_at_all():
    row = row_of(*said(k0730=Uptake.YES, k0710=Uptake.NO, k0707=Uptake.NOT_RELEVANT, k0706=None))
    every = [it.id for it in load_reference().organisations if it.kind is OrganisationKind.MUNICIPALITY]

    counts = row.counts(every)
    assert (counts.in_use, counts.asked, counts.not_meant) == (1, 18, 1), "all 19 of the region but one"
    assert counts.unknown == 16
    assert "0101" not in row.asked(every)


def test_a_receiver_of_another_region_counts_when_somebody_speaks_of_it():
    row = row_of(*said(k0730=Uptake.YES, k0101=Uptake.YES))

    assert row.counts(["0101", RANDERS]).in_use == 2


def test_who_has_no_place_on_the_axis_is_kept_beside():
    receivers = [*said(k0730=Uptake.YES), receiver_of("Plejecentrene", [claim(Uptake.YES)])]

    assert [it.organisation for it in row_of(*receivers).elsewhere] == ["Plejecentrene"]


def test_a_dispute_is_of_the_receivers_own_word_alone():
    disputed = receiver_of(RANDERS, [claim(Uptake.YES, at=0), claim(Uptake.NO, at=5)])
    row = row_of(disputed, *said(rm__horsens=Uptake.YES))

    assert row.uptake(RANDERS) is Uptake.NO, "the newer counts"
    assert row.cells[RANDERS].is_disputed
    assert not row.cells["0615"].is_disputed
    assert row.counts([RANDERS, "0615"]).disputed == 1


def test_rows_and_columns_add_up_to_the_same():
    rows = [row_of(*said(k0730=Uptake.YES, k0710=Uptake.NO)), row_of(*said(rm__horsens=Uptake.PLANNED))]
    columns = sorted(rows[0].meant)

    by_row, by_column = added(it.counts(columns) for it in rows), added(load(rows, it) for it in columns)
    assert by_row == by_column
    assert by_row.by_uptake[Uptake.PLANNED] == 4


def test_only_what_has_a_day_places_a_step_and_the_rest_is_told():
    row = row_of(
        *said(
            k0730=(Uptake.YES, "2026-02-01"),
            k0710=(Uptake.YES, "2026-02-01"),
            k0706=(Uptake.YES, "2026-05-01"),
        ),
        *said(k0707=Uptake.YES, k0740=(Uptake.PLANNED, "2027-01-01")),
    )
    columns = sorted(row.meant)

    curve = uptake_curve(row.cells.values(), row.counts(columns))

    assert curve.steps == ((dt.date(2026, 2, 1), 2), (dt.date(2026, 5, 1), 3))
    assert (curve.in_use, curve.asked, curve.undated, curve.unknown) == (4, 19, 1, 14)


def test_what_has_moved_is_told_with_both_sides():
    before = {1: row_of(*said(k0730=Uptake.PLANNED, k0706=Uptake.YES))}
    now = [row_of(*said(k0730=Uptake.YES, k0710=Uptake.NO, k0706=Uptake.YES))]

    found = [(it.column, it.before, it.now) for it in moved(before, now)]

    assert found == [(FAVRSKOV, None, Uptake.NO), (RANDERS, Uptake.PLANNED, Uptake.YES)]
