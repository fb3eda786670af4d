"""What goes to the next meeting of a body: initiatives in a step that it decides, and what each lacks."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portfolio.process.book import InitiativeCourse
from portfolio.process.course import Course
from portfolio.process.rounds import Round
from portfolio.process.templates import Step
from portfolio.vocabulary import CourseState, DecisionOutcome, DecisionSubject, Holder, Paper, code_or_none

BODIES = (Holder.SSG, Holder.SSG_CHAIR, Holder.SKU, Holder.TSS, Holder.COORDINATION_COMMITTEE)
"""The bodies that initiatives are put before, in the order in which people meet them."""


class LackKind(StrEnum):
    """What stands in the way of a decision."""

    PAPER = "paper"
    ROUND_OPEN = "round_open"
    PASSED = "passed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an initiative lacks before a body can decide, or that makes a decision needless.

    Attributes:
        kind: what it is.
        paper: the paper that nobody has added.
        step: the earlier step that was passed without a word, or whose round of comments is open.
        answered: how many have answered in the round, ``asked`` of how many; ``due`` is the day it ends.
        subject: what has been decided already, ``outcome`` and ``day`` how and when.
    """

    kind: LackKind
    paper: Paper | None = None
    step: Step | None = None
    answered: int = 0
    asked: int = 0
    due: dt.date | None = None
    subject: DecisionSubject | None = None
    outcome: DecisionOutcome | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NotedRound:
    """A round of comments: when answers are due, how many were asked and answered, whether it is open."""

    step: str | None
    due: dt.date
    asked: int
    answered: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision that is noted: in which step, on what, how and when."""

    step: str | None
    subject: DecisionSubject | None
    outcome: DecisionOutcome | None
    day: dt.date | None


def body_of(course: Course) -> Holder | None:
    """Give the body that decides in the step an initiative is in; None: nobody does, or none of ours."""
    step = course.template.step(course.current)
    if step is None or not step.decides:
        return None
    said = code_or_none(Holder, course.holder)
    if said in BODIES:
        return said
    return next((holder for holder in step.holders if holder in BODIES), None)


def lacks_of(course: Course, decisions: Sequence[Noted], rounds: Sequence[NotedRound]) -> tuple[Lack, ...]:
    """Say what an initiative lacks for the decision in its step.

    Args:
        course: where it is; in a step that decides something.
        decisions: what has been decided about it.
        rounds: its rounds of comments.
    """
    step = course.template.step(course.current)
    if step is None:
        return ()
    return (
        *_papers(course, step),
        *_rounds(course, rounds),
        *_passed(course, step, {it.step for it in decisions} | {it.step for it in rounds}),
        *_decided(step, decisions),
    )


def _papers(course: Course, step: Step) -> Iterator[Lack]:
    added = {paper.paper for it in course.steps for paper in it.papers}
    return (Lack(LackKind.PAPER, paper=paper) for paper in step.papers if str(paper) not in added)


def _rounds(course: Course, rounds: Sequence[NotedRound]) -> Iterator[Lack]:
    for it in rounds:
        if not it.is_open:
            continue
        step = course.template.step(it.step)
        yield Lack(LackKind.ROUND_OPEN, step=step, answered=it.answered, asked=it.asked, due=it.due)


def _passed(course: Course, step: Step, told: Collection[str | None]) -> Iterator[Lack]:
    """Tell of the steps behind of which nobody says a word, neither by a decision nor by a round in them."""
    before = course.steps[: course.template.place(step.number)]
    silent = (it for it in before if it.state is CourseState.PASSED and it.step.number not in told)
    return (Lack(LackKind.PASSED, step=it.step) for it in silent)


def _decided(step: Step, decisions: Sequence[Noted]) -> Iterator[Lack]:
    """Tell of the newest decision on each subject of the step; decisions come the newest first."""
    newest: dict[DecisionSubject, Noted] = {}
    for it in decisions:
        if it.step == step.number and it.subject in step.decides and it.subject is not None:
            newest.setdefault(it.subject, it)
    for subject, it in newest.items():
        yield Lack(LackKind.DECIDED, subject=subject, outcome=it.outcome, day=it.day)


@dataclass(frozen=True, slots=True)
class Point:
    """An initiative that a body is to decide on.

    Attributes:
        body: the body.
        initiative_id: the initiative.
        course: where it is.
        lacks: what it lacks.
        days: how many days it has been in the step; None: nobody says.
    """

    body: Holder
    initiative_id: int
    course: Course
    lacks: tuple[Lack, ...]
    days: int | None


def points_of(courses: Iterable[InitiativeCourse], rounds: "Rounds", today: dt.date) -> tuple[Point, ...]:
    """Give what goes to a meeting, body by body, the longest waiting first, unknown last."""
    found = []
    for it in courses:
        body = body_of(it.course)
        if body is not None:
            noted = [Noted(one.step, one.subject, one.outcome, one.day) for one in it.decisions]
            lacks = lacks_of(it.course, noted, rounds.get(it.initiative_id, ()))
            found.append(Point(body, it.initiative_id, it.course, lacks, it.course.days(today)))
    return tuple(sorted(found, key=_in_order))


def _in_order(point: Point) -> tuple[int, bool, int, int]:
    return (BODIES.index(point.body), point.days is None, -(point.days or 0), point.initiative_id)


Rounds = Mapping[int, Sequence[NotedRound]]
"""The rounds of comments by initiative."""


def noted_rounds(of: Mapping[int, Sequence[Round]], today: dt.date) -> Rounds:
    """Give all rounds by initiative, with whether each is open on a day."""
    return {
        id_: [
            NotedRound(
                it.step,
                it.due_on,
                len(it.parties),
                len(it.answered),
                is_open=it.closed_on is None or it.closed_on > today,
            )
            for it in rounds
        ]
        for id_, rounds in of.items()
    }
