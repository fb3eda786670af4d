"""The order of candidates for spread, for anything that may be known of them."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portfolio.spread.ranking import (
    EVIDENCE_DOMAIN,
    MORE_KNOWLEDGE,
    NOT_RECOMMENDED,
    RECOMMENDED,
    UNSURE_PLACES,
    Known,
    Lack,
    evidence_of,
    in_order,
    is_candidate,
    mean_of,
    merit_of,
    missing_of,
    potential_of,
    shifts_of,
)
from portfolio.vocabulary import SpreadPotential

DOMAINS = (EVIDENCE_DOMAIN, "problem", "core", "costs", "reach", "setting", "context")
CHECKS = ("core_described", "pull", "push")
answers = st.none() | st.booleans()
known_ones = st.builds(
    Known,
    id=st.integers(1, 10**6),
    title=st.sampled_from(["Ål", "Aalborg", "Øre", "Zebra", "Indsats"]),
    listed=st.none() | st.sampled_from(SpreadPotential),
    scores=st.dictionaries(st.sampled_from(DOMAINS), st.sampled_from([0, 0.5, 1, 1.5, 2, 2.5, 3])),
    checks=st.dictionaries(st.sampled_from(CHECKS), answers),
    recommendation=st.sampled_from([None, RECOMMENDED, MORE_KNOWLEDGE, NOT_RECOMMENDED]),
    is_ripe=answers,
    is_told=st.booleans(),
    measured=st.integers(0, 4),
    evaluated=st.integers(0, 2),
    citizens=st.none() | st.integers(0, 900),
)
several = st.lists(known_ones, max_size=9, unique_by=lambda it: it.id)


@given(several, st.randoms(use_true_random=False))
def test_the_order_holds_each_once_and_does_not_depend_on_what_came_first(known, chance: random.Random):
    shuffled = list(known)
    chance.shuffle(shuffled)

    ordered = in_order(known)

    assert ordered == in_order(shuffled)
    assert sorted(it.id for it, _ in ordered) == sorted(it.id for it in known)


@given(several)
def test_places_run_from_the_first_to_the_last_and_only_those_alike_share_them(known):
    ordered = in_order(known)

    for place, (it, span) in enumerate(ordered, 1):
        assert span.first <= place <= span.last
        alike = [other for other, of_other in ordered if of_other == span]
        assert len(alike) == span.last - span.first + 1
        assert {merit_of(other) for other in alike} == {merit_of(it)}
    merits = [merit_of(it) for it, _ in ordered]
    assert merits == sorted(merits, reverse=True)


@given(known_ones)
def test_what_nobody_has_answered_never_stands_below_the_same_answered_with_the_worst(known):
    nobody = replace(known, scores={}, checks={}, is_ripe=None)
    worst = replace(
        known, scores=dict.fromkeys(DOMAINS, 0), checks=dict.fromkeys(CHECKS, False), is_ripe=False
    )
    middle = replace(nobody, evaluated=0, measured=0, is_told=False)

    assert merit_of(middle) > merit_of(replace(worst, evaluated=0, measured=0, is_told=False))
    for check in CHECKS:
        unsaid = replace(known, checks={**known.checks, check: None})
        assert merit_of(unsaid) > merit_of(replace(known, checks={**known.checks, check: False}))
    assert merit_of(replace(known, is_ripe=None)) > merit_of(replace(known, is_ripe=False))


@given(known_ones, st.sampled_from(DOMAINS), st.sampled_from([0.5, 1, 2, 3]))
def test_a_domain_without_an_answer_is_never_counted_as_zero(known, domain, score):
    known = replace(known, scores={it: score for it in DOMAINS if it != domain})

    zero = replace(known, scores={**known.scores, domain: 0})

    assert mean_of(known) == score
    assert mean_of(zero) < score


@given(several, st.sampled_from(DOMAINS))
def test_leaving_out_a_domain_that_nobody_answered_changes_nothing(known, domain):
    without = [
        replace(it, scores={name: score for name, score in it.scores.items() if name != domain})
        for it in known
    ]

    assert in_order(without, domain) == in_order(without)
    assert all(shift.domain != domain for shifts in shifts_of(without).values() for shift in shifts)


@given(several, st.sampled_from(DOMAINS))
def test_leaving_out_a_domain_is_as_if_nobody_had_answered_it(known, domain):
    without = [
        replace(it, scores={name: score for name, score in it.scores.items() if name != domain})
        for it in known
    ]

    left_out = [(it.id, span) for it, span in in_order(known, domain)]

    assert left_out == [(it.id, span) for it, span in in_order(without)]


@given(several)
def test_a_place_is_unsure_only_when_it_moves_by_more_than_is_said(known):
    now = {it.id: span for it, span in in_order(known)}

    for id_, shifts in shifts_of(known).items():
        assert all(now[id_].apart(it.span) > UNSURE_PLACES for it in shifts)
        moves = [now[id_].apart(it.span) for it in shifts]
        assert moves == sorted(moves, reverse=True)


def better(known):
    """Give the same initiative with one answer better, in every way there is."""
    for domain, score in known.scores.items():
        if score < 3:
            yield replace(known, scores={**known.scores, domain: min(3, score + 1)})
    for check in CHECKS:
        if known.checks.get(check) is not True:
            yield replace(known, checks={**known.checks, check: True})
    yield replace(known, is_ripe=True)
    yield replace(known, is_told=True)
    yield replace(known, measured=known.measured + 1)
    yield replace(known, evaluated=known.evaluated + 1)
    yield replace(known, recommendation=RECOMMENDED)


@given(several.filter(bool))
def test_a_better_answer_never_lowers_an_initiative(known):
    subject, *others = known
    place = next(span.first for it, span in in_order(known) if it.id == subject.id)

    for improved in better(subject):
        assert merit_of(improved) >= merit_of(subject)
        now = next(span.first for it, span in in_order([improved, *others]) if it.id == subject.id)
        assert now <= place


@given(known_ones)
def test_evidence_is_unknown_only_where_nothing_is_known_of_the_effect(known):
    placed = evidence_of(known)
    is_known = EVIDENCE_DOMAIN in known.scores or known.evaluated > 0 or known.measured > 1 or known.is_told

    assert (placed.code is not None) == is_known
    assert (placed.basis is None) == (placed.code is None)


@given(known_ones)
def test_a_candidate_is_recommended_or_high_and_never_advised_against(known):
    found = is_candidate(known)

    if found:
        assert known.recommendation != NOT_RECOMMENDED
        assert SpreadPotential.HIGH in (potential_of(known).code, known.listed) or (
            known.recommendation == RECOMMENDED
        )
    assert not is_candidate(replace(known, is_stopped=True))


@given(known_ones)
def test_each_thing_that_is_missing_would_move_it_up_when_it_is_mended(known):
    missing = {(it.lack, it.about) for it in missing_of(known, CHECKS)}

    for check in CHECKS:
        is_missing = {(Lack.CHECK_NO, check), (Lack.CHECK_UNKNOWN, check)} & missing
        mended = replace(known, checks={**known.checks, check: True})
        assert bool(is_missing) == (merit_of(mended) > merit_of(known))
    is_young = {(Lack.NOT_RIPE, ""), (Lack.STAGE_UNKNOWN, "")} & missing
    assert bool(is_young) == (merit_of(replace(known, is_ripe=True)) > merit_of(known))
    is_unchosen = {(Lack.NOT_CHOSEN, ""), (Lack.MORE_KNOWLEDGE, "")} & missing
    if is_unchosen:
        assert merit_of(replace(known, recommendation=RECOMMENDED)) > merit_of(known)
    if (Lack.EVIDENCE_UNKNOWN, "") in missing:
        assert merit_of(replace(known, evaluated=1)) > merit_of(known)


def test_those_alike_share_their_places_and_stand_by_title():
    alike = [Known(1, "Øre"), Known(2, "Ål"), Known(3, "Zebra", recommendation=RECOMMENDED)]

    ordered = in_order(alike)

    assert [it.title for it, _ in ordered] == ["Zebra", "Øre", "Ål"]
    assert [(span.first, span.last) for _, span in ordered] == [(1, 1), (2, 3), (2, 3)]


def test_a_place_that_rests_on_one_domain_is_told_with_the_domain():
    scores = dict.fromkeys(("problem", "core", "costs", "reach", "setting"), 2.0)
    first = Known(1, "A", scores={**scores, EVIDENCE_DOMAIN: 3})
    others = [Known(n, f"B{n}", scores=scores, is_told=True, is_ripe=True) for n in range(2, 7)]

    shifts = shifts_of([first, *others])

    assert [(it.domain, it.span.first) for it in shifts[1]] == [(EVIDENCE_DOMAIN, 6)]
