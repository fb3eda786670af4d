"""Whatever people set, a tree for any day has each body of it once, and what goes round is told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portfolio.reference import Organisation, Reference, Succession, shipped_reference, using_reference
from portfolio.reference_edits import Edit, with_edits
from portfolio.rules.structure import living, problems, tree
from portfolio.vocabulary import Certainty, EditKind, OrganisationKind, Subject

IDS = [f"organ-{number}" for number in range(7)]
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2028, 12, 31))
ENDS = st.one_of(st.none(), DAYS)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    bodies = tuple(
        Organisation(
            id=id_,
            kind=draw(st.sampled_from(OrganisationKind)),
            name=id_,
            region=draw(st.one_of(st.none(), st.sampled_from([*IDS, "ukendt"]))),
            first_date=draw(ENDS),
            last_date=draw(ENDS),
            certainty=Certainty.CONFIRMED,
            parent=draw(st.one_of(st.none(), st.sampled_from([*IDS, "ukendt"]))),
        )
        for id_ in IDS
    )
    pairs = draw(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=8, unique=True))
    successions = tuple(
        Succession(one, other, draw(DAYS), Certainty.WEAK, f"{one}:{other}") for one, other in pairs
    )
    empty = replace(
        shipped_reference(), memberships=(), seats=(), agreements=(), focus_areas=(), goals=(), value_goals=()
    )
    return replace(empty, organisations=bodies, successions=successions)


@given(references(), DAYS)
def test_a_tree_for_any_day_has_each_body_of_that_day_once(reference, day):
    with using_reference(lambda: reference):
        found = [it.id for node in tree(day) for it in node.all()]

    assert sorted(found) == sorted(it.id for it in reference.organisations if it.exists_on(day))


@given(references(), DAYS)
def test_whoever_is_found_for_a_body_is_there_on_the_day(reference, day):
    bodies = {it.id: it for it in reference.organisations}
    with using_reference(lambda: reference):
        for id_ in IDS:
            found = living(id_, day)
            assert found is None or bodies[found].exists_on(day)


@given(references())
def test_a_circle_is_told_exactly_where_there_is_one(reference):
    with using_reference(lambda: reference):
        told = {it.message_id for it in problems()}

    above = {it.id: [it.parent] for it in reference.organisations if it.parent}
    onward: dict[str, list[str]] = {}
    for it in reference.successions:
        onward.setdefault(it.organisation, []).append(it.successor)
    assert ("reference.parent_circle" in told) is _goes_round(above)
    assert ("reference.succession_circle" in told) is _goes_round(onward)


def _goes_round(onward: dict[str, list[str]]) -> bool:
    """Take away what leads nowhere, again and again: what is left goes round."""
    left = {one: set(others) for one, others in onward.items()}
    while True:
        kept = {one: {it for it in others if it in left} for one, others in left.items()}
        kept = {one: others for one, others in kept.items() if others}
        if kept == left:
            return bool(left)
        left = kept


@st.composite
def edits(draw: st.DrawFn) -> Sequence[Edit]:
    """Make edits of a few bodies and of one that people added, some undone."""
    ids = ["rm-ssg", "rh-syd", "po-syd", "ny"]
    found = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        kind = draw(st.sampled_from(EditKind))
        whole = {"id": "ny", "kind": "forum", "name": "Ny", "region": None, "certainty": "bekraeftet"}
        whole |= {"first_date": None, "last_date": None}
        values = {"name": draw(st.text(max_size=5)), "parent": draw(st.sampled_from([None, *ids]))}
        found.append(
            Edit(
                id=number,
                deed=number,
                subject=Subject.ORGANISATION,
                row_id="ny" if kind is EditKind.ADD else draw(st.sampled_from(ids)),
                kind=kind,
                before={},
                after={EditKind.ADD: whole, EditKind.CHANGE: values, EditKind.REMOVE: {}}[kind],
                shipped=None,
                reason="Aftalt",
                made_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
                made_by="anna",
                undone_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC) if draw(st.booleans()) else None,
            )
        )
    return found


@given(edits())
def test_undone_edits_leave_no_trace(made):
    standing = [it for it in made if it.undone_at is None]

    one, other = with_edits(shipped_reference(), made), with_edits(shipped_reference(), standing)
    assert one.organisations == other.organisations
    assert one.memberships == other.memberships


@given(edits(), DAYS)
def test_whatever_people_do_each_id_is_there_once_and_relations_have_both_ends(made, day):
    found = with_edits(shipped_reference(), made)
    ids = [it.id for it in found.organisations]

    assert len(ids) == len(set(ids))
    assert {it.organisation for it in found.memberships} <= set(ids)
    assert {it.successor for it in found.successions} <= set(ids)
    with using_reference(lambda: found):
        there = [it.id for node in tree(day) for it in node.all()]
    assert len(there) == len(set(there)) == sum(it.exists_on(day) for it in found.organisations)
