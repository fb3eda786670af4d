"""The structure of a day, and what cannot be."""

import datetime as dt
from dataclasses import replace

import pytest

from portfolio.reference import Reference, Succession, load_reference, shipped_reference, using_reference
from portfolio.rules.structure import (
    KIND_RANK,
    Node,
    living,
    overdue,
    problems,
    tree,
    turns,
)
from portfolio.vocabulary import Certainty, OrganisationKind

SHIPPED = shipped_reference()
NOW, NEXT = dt.date(2026, 11, 23), dt.date(2027, 1, 1)


def paths(nodes: tuple[Node, ...], above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Give what each body of a tree is under, outermost first."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        found[node.body.id] = above
        found |= paths(node.below, (*above, node.body.id))
    return found


def changed(**bodies: dict[str, object]) -> Reference:
    rows = tuple(
        replace(it, **bodies.get(it.id.replace("-", "_"), {}))  # type: ignore[arg-type]
        for it in SHIPPED.organisations
    )
    return replace(SHIPPED, organisations=rows)


def said(reference: Reference) -> set[str]:
    with using_reference(lambda: reference):
        return {it.message_id for it in problems()}


def test_nothing_in_the_files_cannot_be():
    assert problems() == ()


def test_the_papers_structure_of_planomraade_syd_stands_as_it_is_drawn():
    found = paths(tree(dt.date(2020, 1, 1)))

    assert found["po-syd-konsulent"] == (
        "region-hovedstaden",
        "po-syd",
        "po-syd-direktoerforum",
        "po-syd-sou",
        "po-syd-forum",
    )
    assert found["rm-faellessekretariat"] == ("region-midtjylland", "rm-sku", "rm-ssg")


def test_a_body_whose_parent_is_no_more_stands_under_who_took_over_else_a_step_up():
    assert paths(tree(NOW))["rm-ssg"] == ("region-midtjylland", "rm-ssu")
    assert paths(tree(NEXT))["rm-ssg"] == ("region-midtjylland",)
    assert paths(tree(NEXT))["rh-almen-praksis"] == ("region-oestdanmark",)


def test_on_the_first_of_january_2027_there_are_four_regions_and_seventeen_councils_and_no_cluster():
    there = [it for node in tree(NEXT) for it in node.all()]
    count = {kind: sum(1 for it in there if it.kind is kind) for kind in OrganisationKind}

    assert count[OrganisationKind.REGION] == 4
    assert count[OrganisationKind.HEALTH_COUNCIL] == 17
    assert count[OrganisationKind.CLUSTER] == 0
    assert count[OrganisationKind.MUNICIPALITY] == 98


def test_the_turns_tell_what_begins_and_what_has_ended():
    turn = next(it for it in turns() if it.day == NEXT)

    assert {it.kind for it in turn.begin} == {OrganisationKind.REGION, OrganisationKind.HEALTH_COUNCIL}
    assert sum(1 for it in turn.end if it.kind is OrganisationKind.CLUSTER) == 22


def test_bodies_beside_one_another_are_read_by_who_decides_first():
    assert set(KIND_RANK) == set(OrganisationKind)
    below = next(node for node in tree(NOW) if node.body.id == "region-midtjylland").below
    ranks = [KIND_RANK[node.body.kind] for node in below]
    assert ranks == sorted(ranks)


def test_who_is_there_for_a_body_that_is_not():
    assert living("po-nord", NOW) == "rh-nord"
    assert living("po-nord", NEXT) == "sr-nordsjaelland"
    assert living("rh-syd", NEXT) is None  # divided between two
    assert living("findes-ikke", NOW) is None
    assert living(None, NOW) is None


def test_a_group_past_its_end_that_nobody_has_closed_is_overdue():
    past = changed(rm_triple_aim={"planned_end": dt.date(2026, 6, 30)})
    with using_reference(lambda: past):
        assert [it.id for it in overdue(NOW)] == ["rm-triple-aim"]
        assert overdue(dt.date(2026, 6, 30)) == ()
    closed = changed(rm_triple_aim={"planned_end": dt.date(2026, 6, 30), "last_date": dt.date(2026, 9, 1)})
    with using_reference(lambda: closed):
        assert overdue(NOW) == ()


@pytest.mark.parametrize(
    ("bodies", "problem"),
    [
        ({"rm_dks": {"first_date": NEXT, "last_date": NOW}}, "reference.ends_early"),
        ({"rm_dks": {"first_date": NEXT, "planned_end": NOW}}, "reference.ends_early"),
        ({"rm_ssg": {"last_date": NOW}}, "reference.part_open"),
        ({"rh_syd": {"last_date": NOW}}, "reference.part_later"),
        ({"rm_kosu": {"parent": "rm-dks"}, "rm_dks": {"parent": "rm-kosu"}}, "reference.parent_circle"),
        ({"rm_dks": {"parent": "findes-ikke"}}, "reference.unknown"),
    ],
)
def test_what_cannot_be_is_told(bodies, problem):
    assert said(changed(**bodies)) == {problem}


def test_taking_over_from_one_another_in_a_circle_is_told_once():
    back = Succession("sr-nordsjaelland", "po-nord", NEXT, Certainty.WEAK, "sr-nordsjaelland:po-nord")
    around = replace(SHIPPED, successions=(*SHIPPED.successions, back))

    with using_reference(lambda: around):
        assert [it.message_id for it in problems()] == ["reference.succession_circle"]
        assert living("po-nord", dt.date(2040, 1, 1)) == "sr-nordsjaelland"
        assert sum(1 for _ in paths(tree(NOW))) == sum(it.exists_on(NOW) for it in SHIPPED.organisations)


def test_koebenhavn_lies_in_two_areas_because_the_files_say_so():
    unsaid = tuple(replace(it, is_shared=False) for it in SHIPPED.memberships)
    found = replace(SHIPPED, memberships=unsaid)

    with using_reference(lambda: found):
        told = problems()
    assert {dict(it.facts)["name"] for it in told} == {"København"}
    assert len(told) == 2  # planning areas, and clusters after them


def test_asking_for_the_structure_leaves_the_reference_as_it_is():
    tree(NOW)
    assert load_reference() is SHIPPED
