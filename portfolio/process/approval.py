"""Whether an initiative has been approved, by whom and when, as its decisions and steps tell it (pure)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from portfolio.process.course import Course
from portfolio.vocabulary import CourseState, DecisionOutcome, DecisionSubject, StepKind

_SUBJECTS = {DecisionSubject.AGREEMENT, DecisionSubject.PRODUCT}
_OUTCOMES = {DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CHANGES}
_AFTER = {StepKind.IMPLEMENTATION, StepKind.EVALUATION}
_REACHED = {CourseState.DONE, CourseState.CURRENT}


class Decided(Protocol):
    """A decision."""

    @property
    def subject(self) -> DecisionSubject | None:
        """What it is about."""
        ...

    @property
    def outcome(self) -> DecisionOutcome | None:
        """What came of it."""
        ...

    @property
    def day(self) -> dt.date | None:
        """When it was taken."""
        ...

    @property
    def body(self) -> str:
        """Who took it."""
        ...


@dataclass(frozen=True, slots=True)
class Approval:
    """That an initiative has been approved.

    Attributes:
        day: when; None: nobody says.
        body: who approved it; "" where only its steps tell that somebody did.
        step: the step that tells it; "" where a decision does.
    """

    day: dt.date | None
    body: str = ""
    step: str = ""


def approval_of(course: Course | None, decisions: Iterable[Decided]) -> Approval | None:
    """Tell that the agreement or the product was approved: by a decision, else by the step it has come to."""
    taken = [it for it in decisions if it.subject in _SUBJECTS and it.outcome in _OUTCOMES]
    if taken:
        first = min(taken, key=lambda it: it.day or dt.date.max)
        return Approval(first.day, body=first.body)
    return None if course is None else _of_steps(course)


def _of_steps(course: Course) -> Approval | None:
    for it in course.steps:
        if it.state is CourseState.DONE and _SUBJECTS & set(it.step.decides):
            return Approval(it.left, step=it.step.number)
    for it in course.steps:
        if it.step.kind in _AFTER and it.state in _REACHED:
            return Approval(None, step=it.step.number)
    return None
