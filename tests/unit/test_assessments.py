"""Assessments put together: a score never stands alone, and what nobody assessed is not zero."""

import datetime as dt

import pytest

from portfolio.spread.assessments import AssessmentBook, advice_in, standing_of
from portfolio.spread.words import Domain, Recommendation, SpreadCheck, domain_of
from tests.builders.spread import assessment

LATER = dt.date(2026, 10, 1)


def test_nobodys_assessment_is_none():
    assert standing_of([]) is None


def test_what_nobody_assessed_is_left_out_of_the_mean_and_counted():
    standing = standing_of([assessment(problem=3, evidence=1, costs=None)])

    assert (standing.mean, standing.answered) == (2, 2)
    assert standing.weakest == (Domain.EVIDENCE,)
    assert len(standing.unanswered) == 8
    assert Domain.COSTS in standing.unanswered


def test_zero_is_a_score():
    standing = standing_of([assessment(problem=0)])

    assert (standing.mean, standing.answered, standing.weakest) == (0, 1, (Domain.PROBLEM,))


def test_each_assessors_newest_assessment_counts_whole():
    standing = standing_of(
        [
            assessment("Hvidovre", problem=0, evidence=0),
            assessment("hvidovre", LATER, number=2, problem=3),
            assessment("Hospitalet", number=3, problem=2),
        ]
    )

    assert [it.id for it in standing.counted] == [2, 3]
    assert (standing.mean, standing.answered) == (2.5, 1)


@pytest.mark.parametrize(("other", "disputed"), [(2, ()), (1, (Domain.PROBLEM,))])
def test_scores_two_apart_are_a_disagreement(other, disputed):
    standing = standing_of([assessment("A", problem=3), assessment("B", number=2, problem=other)])

    assert standing.disputed == disputed


def test_a_domain_weighs_the_same_however_many_assessed_it():
    standing = standing_of(
        [
            assessment("A", problem=3, evidence=0),
            assessment("B", number=2, problem=3),
            assessment("C", number=3, problem=3),
        ]
    )

    assert standing.mean == 1.5
    assert standing.mean_without(Domain.EVIDENCE) == 3
    assert standing_of([assessment(problem=1)]).mean_without(Domain.PROBLEM) is None


def test_where_all_domains_are_alike_none_is_the_weakest():
    assert standing_of([assessment(problem=2, evidence=2)]).weakest == ()


def test_the_newest_answer_to_a_check_counts_and_no_answer_takes_nothing_away():
    asks, offers = SpreadCheck.PULL, SpreadCheck.PUSH
    standing = standing_of(
        [
            assessment("A", checks={asks: False, offers: True}, problem=1),
            assessment("B", LATER, number=2, checks={asks: True, offers: None}, problem=1),
        ]
    )

    assert standing.checked(asks) is True
    assert standing.checked(offers) is True
    assert standing.checked(SpreadCheck.STRATEGY) is None


def test_the_newest_recommendation_counts_and_what_others_say_otherwise_is_told():
    yes, no = Recommendation.RECOMMENDED, Recommendation.NOT_RECOMMENDED
    given = [assessment("B", LATER, number=2, recommendation=yes), assessment("A", recommendation=no)]
    book = AssessmentBook({1: tuple(given)}, {1: tuple(advice_in(given))})

    assert book.advised(1).recommendation is yes
    assert [it.who for it in book.other_advice(1)] == ["A"]
    assert book.advised(2) is None


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Problemet", Domain.PROBLEM),
        ("Dokumentation for virkning", Domain.EVIDENCE),
        ("Evidens", Domain.EVIDENCE),
        ("A4", Domain.EVIDENCE),
        ("B1 Kerne", Domain.CORE),
        ("b 10", None),
        ("Økonomi", Domain.COSTS),
        ("Driftsøkonomi", Domain.COSTS),
        ("Problem og løsning", None),
        ("Vores eget kriterium", None),
        ("Kultur", None),
        ("Rækkevidde", Domain.REACH),
        ("Bemanding og rammer", Domain.SETTING),
        ("Sustainability", Domain.SUSTAINABILITY),
    ],
)
def test_a_lists_own_words_for_a_domain_are_read_where_they_mean_one(text, domain):
    assert domain_of(text) is domain
