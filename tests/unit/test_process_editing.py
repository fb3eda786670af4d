"""Templates that people change, and what is said to be otherwise between two versions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.process.changes import TemplateChangeKind, changes_between
from portfolio.process.editing import (
    StepUnknownError,
    free_number,
    renamed,
    with_new_step,
    with_step,
    with_step_moved,
    without_step,
)
from portfolio.process.templates import Step, shipped, shipped_templates
from portfolio.vocabulary import Holder, Label

AGREEMENT = shipped("agreement")
NEW = Step("12", Label("Pjece", "Leaflet"), Label("En pjece trykkes.", "A leaflet is printed."))


def numbers(template):
    return [step.number for step in template.steps]


def told(old, new):
    return [(str(it.kind), it.step.number if it.step else "", it.fields) for it in changes_between(old, new)]


def test_a_new_step_stands_behind_the_one_it_was_put_behind_and_is_read_by_its_name():
    made = with_new_step(AGREEMENT, NEW, "3")

    assert numbers(made)[:5] == ["1", "2", "3", "12", "4"]
    assert made.step_named("der er lavet en pjece") == "12"
    assert numbers(with_new_step(AGREEMENT, NEW, ""))[0] == "12"
    assert told(AGREEMENT, made) == [("added", "12", ())]


def test_what_lists_say_is_read_as_before_when_a_step_is_added():
    made = with_new_step(AGREEMENT, replace(NEW, name=Label("SSG igen", "SSG again"), words=("ssg",)), "8")

    for words in ("til SSG", "sendt til kommentering", "udkast til fællessekretariatet"):
        assert made.step_named(words) == AGREEMENT.step_named(words)


def test_a_step_moved_keeps_its_number_and_only_it_is_told_as_moved():
    made = with_step_moved(AGREEMENT, "4", 3)

    assert numbers(made) == ["1", "2", "3", "5", "6", "7", "4", "8", "9", "10", "11"]
    assert told(AGREEMENT, made) == [("moved", "4", ())]
    assert numbers(with_step_moved(AGREEMENT, "1", -1)) == numbers(AGREEMENT)
    assert numbers(with_step_moved(AGREEMENT, "1", 99))[-1] == "1"


def test_a_step_removed_leaves_the_others_numbers():
    made = without_step(AGREEMENT, "6")

    assert numbers(made) == [it for it in numbers(AGREEMENT) if it != "6"]
    assert told(AGREEMENT, made) == [("removed", "6", ())]


def test_what_is_otherwise_in_a_step_is_told_field_by_field():
    step = replace(AGREEMENT.steps[5], holders=(Holder.SECRETARIAT,), usual_days=30)

    assert told(AGREEMENT, with_step(AGREEMENT, "6", step)) == [("changed", "6", ("holders", "usual_days"))]


def test_a_new_name_is_told():
    made = renamed(AGREEMENT, Label("Ny", "New"), AGREEMENT.short_name)

    assert [it.kind for it in changes_between(AGREEMENT, made)] == [TemplateChangeKind.NAMED]


@pytest.mark.parametrize("edit", [without_step, lambda it, nr: with_step_moved(it, nr, 1)])
def test_a_step_that_is_not_there_cannot_be_changed(edit):
    with pytest.raises(StepUnknownError):
        edit(AGREEMENT, "77")


def test_the_free_number_is_behind_the_highest():
    assert [free_number(it) for it in shipped_templates()] == ["12", "13", "10"]


@given(st.permutations(numbers(AGREEMENT)))
def test_the_steps_told_as_moved_are_just_those_that_leave_the_others_in_order(order):
    made = replace(AGREEMENT, steps=tuple(AGREEMENT.step(number) for number in order))

    moved = {it.step.number for it in changes_between(AGREEMENT, made)}

    kept = [number for number in order if number not in moved]
    assert kept == sorted(kept, key=numbers(AGREEMENT).index)
    assert bool(moved) == (list(order) != numbers(AGREEMENT))
