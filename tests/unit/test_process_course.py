"""Where an initiative is in its process, folded from what lists and people say."""

import datetime as dt
from dataclasses import replace

import pytest

from portfolio.process.course import Fact, course_of
from portfolio.process.templates import shipped, shipped_templates
from portfolio.vocabulary import CourseState, FactKind

AGREEMENT, DEVELOPMENT = shipped("agreement"), shipped("development")
TODAY = dt.date(2026, 11, 28)
KNOWN = dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)


def day(text):
    return dt.date.fromisoformat(text)


def fact(kind, step, on=None, **more):
    return Fact(FactKind(kind), step, None if on is None else day(on), more.pop("known_at", KNOWN), **more)


def reached(**steps):
    return [fact("reached", step.strip("_").replace("_", "."), on) for step, on in steps.items()]


def states(course):
    return {it.step.number: str(it.state) for it in course.steps}


def test_reached_steps_lead_on_to_the_next_and_say_how_long_each_took():
    facts = reached(_1="2026-01-10", _2="2026-02-10", _3="2026-05-01")

    course = course_of(AGREEMENT, facts, TODAY)

    assert (course.current, course.since) == ("4", day("2026-05-01"))
    assert course.days(TODAY) == 211
    assert [course.at(number).visits[0].days(TODAY) for number in ("1", "2", "3")] == [None, 31, 80]
    assert states(course)["3"] == "done"
    assert states(course)["5"] == "ahead"


def test_crosses_without_days_say_where_but_not_since_when():
    course = course_of(AGREEMENT, reached(_3=None, _1=None, _2=None), TODAY)

    assert (course.current, course.since, course.days(TODAY)) == ("4", None, None)
    assert not course.oddities


def test_a_cross_between_dated_steps_does_not_lead_back():
    course = course_of(AGREEMENT, reached(_1="2026-01-10", _2=None, _3="2026-05-01"), TODAY)

    assert (course.current, course.since) == ("4", day("2026-05-01"))
    assert states(course)["2"] == "done"


def test_steps_nobody_speaks_of_are_passed_not_done():
    course = course_of(AGREEMENT, reached(_1="2026-01-10", _4="2026-05-01"), TODAY)

    assert course.current == "5"
    assert [states(course)[number] for number in "1234"] == ["done", "passed", "passed", "done"]


def test_an_initiative_of_a_cluster_has_no_assignment_to_miss():
    course = course_of(DEVELOPMENT, [fact("reached", "1.b", "2026-01-10")], TODAY)

    assert (course.entrance, course.current) == ("b", "5")
    assert [states(course)[number] for number in ("1.a", "2", "3", "4")] == ["not_relevant"] * 4


def test_the_steering_groups_task_goes_by_its_assignment():
    course = course_of(DEVELOPMENT, [fact("moved", "1.a", "2026-01-10"), *reached(_2="2026-03-01")], TODAY)

    assert (course.entrance, course.current) == ("a", "3")
    assert states(course)["1.b"] == "not_relevant"


def test_a_person_may_move_it_back_and_the_later_steps_keep_their_days():
    facts = [*reached(_1="2026-01-10", _2="2026-02-10", _3="2026-03-01"), fact("moved", "2", "2026-06-01")]

    course = course_of(AGREEMENT, facts, TODAY)

    assert (course.current, course.since) == ("2", day("2026-06-01"))
    assert [(it.entered, it.left) for it in course.at("2").visits] == [
        (day("2026-01-10"), day("2026-02-10")),
        (day("2026-06-01"), None),
    ]
    assert states(course)["3"] == "ahead"
    assert course.at("3").left == day("2026-03-01")


def test_a_list_that_has_not_heard_of_a_move_does_not_undo_it():
    old = reached(_1="2026-01-10", _2="2026-02-10")
    course = course_of(AGREEMENT, [fact("moved", "6", "2026-10-01"), *old], TODAY)

    assert (course.current, course.since) == ("6", day("2026-10-01"))


def test_a_step_left_out_for_a_reason_leads_on():
    facts = [
        fact("moved", "7", "2026-10-01"),
        fact("skipped", "7", "2026-10-03", text="Enighed i SSG"),
    ]
    course = course_of(DEVELOPMENT, facts, TODAY)

    assert (course.current, course.since) == ("8", day("2026-10-03"))
    assert (course.at("7").state, course.at("7").reason) == (CourseState.SKIPPED, "Enighed i SSG")


def test_a_step_left_out_before_it_is_reached_is_passed_over():
    facts = [fact("skipped", "5", "2026-01-01", text="Aftalt"), *reached(_4="2026-05-01")]

    assert course_of(AGREEMENT, facts, TODAY).current == "6"


def test_of_several_steps_that_a_list_says_wait_the_first_counts():
    facts = [*reached(_1="2026-01-10"), fact("waiting", "2"), fact("waiting", "3"), fact("waiting", "4")]

    course = course_of(AGREEMENT, facts, TODAY)

    assert (course.current, course.since) == ("2", day("2026-01-10"))


def test_a_step_that_is_to_be_reached_later_is_planned():
    course = course_of(AGREEMENT, reached(_1="2026-01-10", _2="2027-03-01"), TODAY)

    assert (course.current, course.at("2").planned) == ("2", day("2027-03-01"))


@pytest.mark.parametrize(
    ("facts", "odd"),
    [
        (reached(_14="2026-01-01"), "steps.step_unknown"),
        (reached(_1="2026-05-01", _2="2026-03-01"), "steps.dates_out_of_order"),
        ([*reached(_4="2026-05-01"), fact("waiting", "2")], "steps.waits_behind"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_lost(facts, odd):
    course = course_of(AGREEMENT, facts, TODAY)

    assert [it.id for it in course.oddities] == [odd]


def test_the_last_step_done_ends_it():
    facts = reached(**{f"_{number}": f"2025-{number:02}-01" for number in range(1, 12)})

    course = course_of(AGREEMENT, facts, TODAY)

    assert course.is_through
    assert course.current is None
    assert set(states(course).values()) == {"done"}


def test_whose_turn_it_is_may_be_said():
    facts = [fact("moved", "6", "2026-10-01"), fact("held", "6", "2026-10-02", holder="secretariat")]

    assert course_of(AGREEMENT, facts, TODAY).holder == "secretariat"
    assert course_of(AGREEMENT, [*facts, fact("moved", "7", "2026-10-05")], TODAY).holder is None


def test_nothing_said_is_not_begun():
    course = course_of(AGREEMENT, [], TODAY)

    assert (course.current, course.is_through) == (None, False)
    assert set(states(course).values()) == {"ahead"}


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda it: it.id)
def test_every_process_can_be_walked_step_by_step(template):
    for entrance in template.entrances or ("",):
        wanted = [it.number for it in template.steps if it.entrance in ("", entrance)]
        facts, seen = [fact("moved", wanted[0], "2025-01-01")], []
        for n in range(len(wanted)):
            course = course_of(template, facts, TODAY, entrance)
            seen.append(course.current)
            facts.append(fact("reached", course.current, f"2025-02-{n + 1:02}"))
        assert seen == wanted
        assert course_of(template, facts, TODAY, entrance).is_through


def test_the_order_in_which_facts_come_does_not_matter():
    facts = [
        *reached(_1="2026-01-10", _2=None, _3="2026-05-01"),
        replace(fact("moved", "6", "2026-10-01"), id=3),
        fact("planned", "8", "2027-01-20"),
    ]
    assert course_of(AGREEMENT, facts, TODAY) == course_of(AGREEMENT, facts[::-1], TODAY)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("sendt til kommentering", "5"),
        ("7. Udkast sendt til fællessekretariatet", "7"),
        ("Trin 4: drøftes", "4"),
        ("8", "8"),
        ("14. noget andet", None),
        ("i gang", None),
    ],
)
def test_a_text_names_a_step_by_its_number_or_its_words(text, step):
    assert AGREEMENT.step_named(text) == step


def test_the_two_ways_in_are_told_apart_by_their_letter():
    assert [DEVELOPMENT.step_named(text) for text in ("1.b Af egen drift", "1.a", "fra klynge")] == [
        "1.b",
        "1.a",
        "1.b",
    ]
