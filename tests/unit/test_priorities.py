"""Where initiatives lie by potential and evidence, and which are candidates, of snapshots made for it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from portfolio.selection import Criteria, select
from portfolio.spread.priorities import Facts, Priorities
from portfolio.spread.ranking import (
    EVIDENCE_DOMAIN,
    NOT_RECOMMENDED,
    RECOMMENDED,
    Basis,
    Evidence,
    in_order,
    shifts_of,
)
from portfolio.vocabulary import SpreadPotential
from tests.builders.snapshots import make_snapshot

HIGH, LOW = SpreadPotential.HIGH, SpreadPotential.LOW
FIVE = ("problem", "core", "costs", "reach", EVIDENCE_DOMAIN)


def placed(*rows, **facts):
    known = make_snapshot(*rows)
    return Priorities(known, Facts(**facts)), select(known, Criteria())


def ids(found):
    return [it.id for it in found]


def test_by_lists_alone_a_candidate_has_high_potential_and_what_is_carried_through_is_ready():
    priorities, chosen = placed(
        {"spread_potential": "high", "status": "completed"},
        {"spread_potential": "high", "phase": "evaluation"},
        {"spread_potential": "high", "status": "active", "phase": "testing"},
        {"spread_potential": "medium", "status": "in_operation"},
        {"spread_potential": None, "status": "in_operation"},
        {"spread_potential": "high", "status": "stopped", "phase": "evaluation"},
    )

    assert ids(priorities.candidates(chosen)) == [1, 2, 3]
    assert ids(priorities.ready(chosen)) == [1, 2]


def test_what_people_recommend_is_ready_and_what_they_advise_against_is_none():
    priorities, chosen = placed(
        {"spread_potential": None, "status": "planned"},
        {"spread_potential": "high", "status": "completed"},
        recommended={1: RECOMMENDED, 2: NOT_RECOMMENDED},
    )

    assert ids(priorities.ready(chosen)) == [1]


def test_an_assessment_decides_the_place_and_few_answers_leave_the_lists_word():
    scores = {1: dict.fromkeys(FIVE, 2.0), 2: dict.fromkeys(FIVE[:4], 3.0)}
    priorities, chosen = placed(
        {"spread_potential": "low"}, {"spread_potential": "low"}, {"spread_potential": None}, scores=scores
    )

    assert [priorities.placed(place)[0].code for place in range(3)] == [HIGH, LOW, None]
    assert [priorities.placed(place)[0].basis for place in range(3)] == [Basis.ASSESSED, Basis.LISTED, None]
    assert ids(priorities.candidates(chosen)) == [1]


def test_evidence_is_assessed_else_the_strongest_that_is_known_else_unknown():
    priorities, chosen = placed(
        *({"spread_potential": "high"} for _ in range(6)),
        scores={1: {EVIDENCE_DOMAIN: 0.5}},
        told=frozenset({1, 2, 3, 4}),
        measured={3: 2, 4: 5, 5: 1},
        evaluated={1: 1, 4: 1},
    )

    rungs = [Evidence.NONE, Evidence.WEAK, Evidence.SOME, Evidence.STRONG, None, None]
    assert [priorities.placed(place)[1].code for place in range(6)] == rungs
    assert priorities.cells(chosen) == {
        (HIGH, Evidence.NONE): 1,
        (HIGH, Evidence.WEAK): 1,
        (HIGH, Evidence.SOME): 1,
        (HIGH, Evidence.STRONG): 1,
        (HIGH, None): 2,
    }


@given(st.data())
def test_some_candidates_are_ranked_among_themselves_as_plain_loops_rank_them(drawn):
    count = drawn.draw(st.integers(1, 12))
    scores = st.dictionaries(st.sampled_from((*FIVE, "setting")), st.integers(0, 3), min_size=4)
    given_scores = {id_: drawn.draw(scores) for id_ in range(1, count + 1) if drawn.draw(st.booleans())}
    advised = {id_: RECOMMENDED for id_ in range(1, count + 1) if drawn.draw(st.booleans())}
    rows = [{"title": drawn.draw(st.sampled_from("ABÅ")), "spread_potential": "high"} for _ in range(count)]
    priorities, chosen = placed(*rows, scores=given_scores, recommended=advised)
    some = chosen.where(np.array([drawn.draw(st.booleans()) for _ in range(count)], dtype=bool))

    found = priorities.ranked(some)

    known = priorities.candidates(some)
    assert found.ordered == in_order(known)
    assert found.shifts == shifts_of(known)


def test_each_field_opens_as_many_as_it_counts():
    priorities, chosen = placed(
        {"spread_potential": "high"},
        {"spread_potential": None},
        {"spread_potential": None},
        told=frozenset({2}),
    )

    for (potential, rung), count in priorities.cells(chosen).items():
        assert len(priorities.in_cell(chosen, [potential], [rung])) == count
    assert len(priorities.in_cell(chosen, [None], [])) == 2
    assert len(priorities.in_cell(chosen, [], [])) == 3


def test_a_core_that_is_described_counts_as_said_unless_somebody_says_otherwise():
    priorities, _ = placed(
        {"spread_potential": "high"},
        {"spread_potential": "high"},
        cored=frozenset({1, 2}),
        checks={2: {"core_described": False}},
    )

    assert [priorities.known(place).checks["core_described"] for place in range(2)] == [True, False]


def test_what_nobody_says_how_far_is_has_an_unknown_stage():
    priorities, _ = placed(
        {"status": None, "phase": None}, {"status": "active"}, {"status": None}, evaluated={3: 1}
    )

    assert [priorities.known(place).is_ripe for place in range(3)] == [None, False, True]
