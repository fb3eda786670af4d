"""How long stays in the steps of a process last, and what goes to the next meeting with what it lacks."""

import datetime as dt

from portfolio.process.agenda import LackKind, Noted, NotedRound, body_of, lacks_of
from portfolio.process.course import Fact, course_of
from portfolio.process.flow import Stay, lengths_of, stays_of
from portfolio.process.templates import shipped
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, FactKind, Holder, Paper

AGREEMENT, DEVELOPMENT, BID = shipped("agreement"), shipped("development"), shipped("bid")
TODAY = dt.date(2026, 11, 28)
KNOWN = dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)


def fact(kind, step, on=None, **more):
    return Fact(FactKind(kind), step, None if on is None else dt.date.fromisoformat(on), KNOWN, **more)


def course(*facts, template=AGREEMENT, entrance=""):
    return course_of(template, facts, TODAY, entrance)


def moved(*pairs, **more):
    return [fact("moved", step, on, **more) for step, on in pairs]


def test_stays_are_those_that_are_over_and_those_that_go_on():
    stays = stays_of([(7, course(*moved(("1", "2026-10-01"), ("2", "2026-10-11"))))], TODAY)

    assert stays["agreement", "1"] == (Stay(7, 10, is_over=True),)
    assert stays["agreement", "2"] == (Stay(7, 48, is_over=False),)


def test_a_stay_whose_beginning_nobody_says_is_of_unknown_length():
    stays = stays_of([(7, course(fact("reached", "1", "2026-10-01"), fact("reached", "2")))], TODAY)

    assert stays["agreement", "1"] == (Stay(7, None, is_over=True),)
    assert [stay.days for stay in stays["agreement", "3"]] == [None]


def test_a_step_that_was_come_back_to_has_two_stays():
    back = course(*moved(("3", "2026-09-01"), ("4", "2026-09-11"), ("3", "2026-10-01")))

    assert [it.days for it in stays_of([(1, back)], TODAY)["agreement", "3"]] == [10, 58]


def test_the_median_is_of_known_stays_that_are_over_and_needs_three():
    over = [Stay(nth, days, is_over=True) for nth, days in enumerate((10, 20, 90))]
    going_on = Stay(8, 400, is_over=False, is_estimated=True)

    found = lengths_of([*over, going_on, Stay(9, None, is_over=True)])

    assert (found.median_days, found.over, found.unknown, found.estimated) == (20, 3, 1, 1)
    assert found.longest == going_on
    assert lengths_of(over[:2]).median_days is None
    assert lengths_of([*over[:2], going_on]).median_days is None


def test_the_median_of_an_even_number_is_rounded_half_up():
    assert lengths_of([Stay(it, it, is_over=True) for it in (1, 2, 3, 4)]).median_days == 3


def test_a_body_decides_only_where_the_process_says_so():
    decided = {step.number: body_of(course(*moved((step.number, "2026-10-01")))) for step in AGREEMENT.steps}

    assert {number: body for number, body in decided.items() if body} == {
        "1": Holder.SSG,
        "8": Holder.SSG,
        "9": Holder.SKU,
    }
    bid = course(*moved(("7", "2026-10-01")), template=BID)
    assert body_of(bid) is Holder.COORDINATION_COMMITTEE
    at_tss = course(fact("moved", "7", "2026-10-01", holder="tss"), template=BID)
    assert body_of(at_tss) is Holder.TSS
    assert body_of(course()) is None


def test_what_is_lacking_is_told_thing_by_thing():
    found = course(*moved(("1", "2026-01-01"), ("3", "2026-02-01"), ("8", "2026-10-01")))

    lacks = lacks_of(found, (), [NotedRound("5", dt.date(2026, 11, 1), 4, 1)])

    assert [it.paper for it in lacks if it.kind is LackKind.PAPER] == [Paper.DECISION_BASIS]
    assert [(it.answered, it.asked) for it in lacks if it.kind is LackKind.ROUND_OPEN] == [(1, 4)]
    passed = [it.step.number for it in lacks if it.kind is LackKind.PASSED]
    assert passed == ["2", "4", "6", "7"]


def test_a_step_with_a_decision_or_a_closed_round_is_not_without_a_word():
    found = course(*moved(("1", "2026-01-01"), ("3", "2026-02-01"), ("8", "2026-10-01")))
    closed = NotedRound("5", dt.date(2026, 5, 1), 4, 4, is_open=False)
    decided = Noted("2", DecisionSubject.SOLVER, DecisionOutcome.APPROVED, dt.date(2026, 1, 15))

    lacks = lacks_of(found, [decided], [closed])

    assert [it.step.number for it in lacks if it.kind is LackKind.PASSED] == ["4", "6", "7"]
    assert not [it for it in lacks if it.kind is LackKind.ROUND_OPEN]


def test_a_paper_added_in_any_step_and_a_skipped_step_lack_nothing():
    steps = [(str(number), f"2026-0{number}-01") for number in (1, 2, 3, 4, 6, 7, 8)]
    paper = fact("paper", "7", "2026-07-02", paper="decision_basis", text="Sag 12")
    skipped = fact("skipped", "5", "2026-05-01", text="Hastesag")

    assert lacks_of(course(*moved(*steps), paper, skipped), (), ()) == ()


def test_the_entrance_of_a_cluster_makes_steps_irrelevant_not_missing():
    steps = [("1.b", "2026-01-01"), ("5", "2026-02-01"), ("6", "2026-03-01"), ("7", "2026-04-01")]
    steps += [("8", "2026-05-01"), ("9", "2026-06-01")]
    found = course(*moved(*steps), template=DEVELOPMENT, entrance="b")

    assert {it.kind for it in lacks_of(found, (), ())} == {LackKind.PAPER}


def test_only_the_newest_decision_on_each_subject_of_the_step_is_told():
    found = course(*moved(("9", "2026-06-01")), template=DEVELOPMENT, entrance="b")
    product, day = DecisionSubject.PRODUCT, dt.date(2026, 9, 1)
    decisions = [
        Noted("9", product, DecisionOutcome.APPROVED, day),
        Noted("9", product, DecisionOutcome.POSTPONED, dt.date(2026, 6, 1)),
        Noted("3", DecisionSubject.ASSIGNMENT, DecisionOutcome.APPROVED, day),
        Noted("9", DecisionSubject.OTHER, DecisionOutcome.NOTED, day),
    ]

    told = [it for it in lacks_of(found, decisions, ()) if it.kind is LackKind.DECIDED]

    assert [(it.subject, it.outcome, it.day) for it in told] == [(product, DecisionOutcome.APPROVED, day)]
