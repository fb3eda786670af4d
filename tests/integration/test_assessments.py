"""Assessments and recommendations: kept with who and when, taken back, and read from lists' tables."""

import datetime as dt

import pytest

from portfolio.corrections import CorrectionRefusedError
from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.process.deeds import DeedUnknownError, ProcessRefusedError
from portfolio.queries.assessments import read_listed_assessments
from portfolio.spread.assessment_deeds import (
    Assessed,
    Recommended,
    assess,
    recommend,
    undo_assessments,
    undo_recommendations,
)
from portfolio.spread.assessments import Answer
from portfolio.spread.words import AssessmentForm, Domain, Recommendation, SpreadCheck
from portfolio.store import load_upload
from tests.builders.spread import assessment_book, scored, scores_in_list
from tests.builders.uploads import (
    OCTOBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    merge,
    reading_of,
)

SAID = Assessed(
    assessor="Hvidovre",
    answers={
        Domain.PROBLEM: Answer(3, "Stort i alle ti", "LUP 2025"),
        Domain.COSTS: Answer(None, "Mangler tal"),
    },
    form=AssessmentForm.FULL,
    day=dt.date(2026, 9, 10),
    checks={SpreadCheck.PULL: True, SpreadCheck.PUSH: None},
    recommendation=Recommendation.MORE_KNOWLEDGE,
    text="Vi mangler økonomien.",
)


@pytest.fixture
def known(engine):
    load(engine, {"title": "Akutteam"}, {"title": "Fald hos ældre"})
    return engine


def do(engine, deed, *given, day=30, by="konsulent"):
    with writing(engine) as session:
        return deed(session, *given, now=at(day), by=by)


def book(engine, day=40):
    with reading(engine) as session:
        return assessment_book(session, at(day))


def test_an_assessment_is_read_as_it_was_said(known):
    number = do(known, assess, 1, SAID)

    (found,) = book(known).of[1]
    assert (found.id, found.assessor, found.day, found.by) == (number, "Hvidovre", SAID.day, "konsulent")
    assert found.answers == SAID.answers
    assert found.checks == {SpreadCheck.PULL: True}
    assert (found.form, found.recommendation, found.text) == (SAID.form, SAID.recommendation, SAID.text)
    assert book(known).standing(1).mean == 3
    assert book(known).standing(2) is None


def test_it_was_not_known_before_it_was_said_and_not_after_it_was_taken_back(known):
    number = do(known, assess, 1, SAID)
    do(known, undo_assessments, [number], day=35)

    assert [len(book(known, day).of.get(1, ())) for day in (29, 31, 36)] == [0, 1, 0]
    assert book(known).advised(1) is None
    with pytest.raises(DeedUnknownError):
        do(known, undo_assessments, [number])


def test_an_assessor_is_who_notes_it_where_no_one_else_is_named(known):
    do(known, assess, 1, Assessed("  ", scored(problem=0)))

    assert book(known).of[1][0].who == "konsulent"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Assessed("A", {}), "assessment.nothing_answered"),
        (Assessed("A", {Domain.PROBLEM: Answer(None, "Ved det ikke")}), "assessment.nothing_answered"),
        (Assessed("A", scored(problem=4)), "assessment.score_unlikely"),
        (Assessed("A", scored(problem=1), day=dt.date(2027, 1, 1)), "steps.day_impossible"),
        (
            Assessed("A", scored(problem=1), recommendation=Recommendation.RECOMMENDED),
            "correction.reason_missing",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(known, said, error):
    with pytest.raises(TvaerblikError) as refused:
        do(known, assess, 1, said)

    assert refused.value.id == error
    assert book(known).of == {}


def test_checks_alone_are_an_answer(known):
    do(known, assess, 1, Assessed("A", {}, checks={SpreadCheck.STRATEGY: False}))

    standing = book(known).standing(1)
    assert (standing.mean, standing.answered, standing.checked(SpreadCheck.STRATEGY)) == (None, 0, False)


def test_a_recommendation_by_itself_takes_the_place_of_an_earlier_ones_and_is_taken_back(known):
    do(known, assess, 1, SAID)
    chosen = Recommended(Recommendation.RECOMMENDED, "Besluttet i SSG", "Fællessekretariatet")
    number = do(known, recommend, 1, chosen)

    advised = book(known).advised(1)
    assert (advised.recommendation, advised.reason, advised.who) == (
        Recommendation.RECOMMENDED,
        "Besluttet i SSG",
        "Fællessekretariatet",
    )
    assert [it.who for it in book(known).other_advice(1)] == ["Hvidovre"]

    do(known, undo_recommendations, [number])
    assert book(known).advised(1).recommendation is Recommendation.MORE_KNOWLEDGE


def test_a_recommendation_needs_a_choice_and_a_reason(known):
    with pytest.raises(ProcessRefusedError):
        do(known, recommend, 1, Recommended(None, "Fordi"))
    with pytest.raises(CorrectionRefusedError):
        do(known, recommend, 1, Recommended(Recommendation.RECOMMENDED, " "))


def test_what_is_merged_brings_its_assessments_along(known):
    do(known, assess, 2, SAID)
    with writing(known) as session:
        merge(session, {1, 2}, at(32))

    found = book(known)
    ((kept, assessments),) = found.of.items()
    assert [it.initiative_id for it in assessments] == [kept]


def put_in(engine, *tables, day=20, month=OCTOBER):
    own = make_table(make_report(2, title="Akutteam"))
    with writing(engine) as session:
        load_upload(
            session, make_upload(reading_of(own, *tables), source="Klyngens liste", month=month, now=at(day))
        )


def test_a_lists_scores_arrive_with_reason_assessor_day_and_cell(engine):
    put_in(
        engine,
        scores_in_list(
            ("Akutteam", "Problemet", 3),
            ("Akutteam", "B5", 0),
            ("Akutteam", "Evidens", None),
            ("Akutteam", "Kultur", 2),
            remarks="Fordi",
            assessor="Klyngens styregruppe",
            date=day_value("2026-08-20"),
            evidence="Slutrapport",
        ),
    )

    (found,) = book(engine).of[1]
    assert (found.form, found.who, found.day) == (
        AssessmentForm.LISTED,
        "Klyngens styregruppe",
        dt.date(2026, 8, 20),
    )
    assert found.scores == {Domain.PROBLEM: 3, Domain.SUSTAINABILITY: 0}
    problem = found.answers[Domain.PROBLEM]
    assert (problem.reason, problem.evidence) == ("Fordi", "Slutrapport")
    assert (problem.told_in.sheet, problem.told_in.cell, problem.told_in.source) == (
        "Spredning",
        "C2",
        "Klyngens liste",
    )
    assert [(it.name, it.answer.score) for it in found.own] == [("Kultur", 2)]
    assert found.answers[Domain.EVIDENCE].score is None


def test_a_list_without_assessor_and_day_is_the_sources_own_on_the_day_it_came(engine):
    put_in(engine, scores_in_list(("Akutteam", "Problemet", 3)))

    (found,) = book(engine).of[1]
    assert (found.who, found.day, found.said_on) == ("Klyngens liste", None, at(20).date())


def test_each_sources_newest_list_speaks(engine):
    put_in(engine, scores_in_list(("Akutteam", "Problemet", 3)))
    put_in(engine, scores_in_list(("Akutteam", "Problemet", 1)), day=50, month=dt.date(2026, 11, 1))

    assert [book(engine, day).standing(1).mean for day in (21, 51)] == [3, 1]


def test_people_and_lists_stand_side_by_side(engine):
    put_in(engine, scores_in_list(("Akutteam", "Problemet", 3)))
    do(engine, assess, 1, Assessed("Hospitalet", scored(problem=1)))

    standing = book(engine).standing(1)
    assert (standing.mean, standing.disputed, len(standing.counted)) == (2, (Domain.PROBLEM,), 2)


def test_a_title_that_no_initiative_has_is_asked_about(engine):
    put_in(engine, scores_in_list(("Noget helt tredje", "Problemet", 3)))

    with reading(engine) as session:
        listed = read_listed_assessments(session, at(40))
    assert [(it.title, it.rows) for it in listed.loose] == [("Noget helt tredje", 1)]
    assert listed.of == {}
