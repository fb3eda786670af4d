"""Every initiative's process as it is known at an instant: what pages and exports are made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portfolio.process.course import Course, Fact, Oddity, ToldIn
from portfolio.process.templates import Template
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, OfferAnswer, ProcessType


class ChosenBy(StrEnum):
    """How it is known which process an initiative goes through."""

    PERSON = "person"
    TABLE = "table"
    TYPE = "type"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ChoiceNote:
    """A person's choice of process for an initiative."""

    id: int
    process_type: ProcessType | None
    decided_by: str | None
    reason: str | None
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """What a body decided about an initiative; ``id`` is None where a list says it, in ``told_in``."""

    id: int | None
    step: str | None
    body: str
    day: dt.date | None
    subject: DecisionSubject | None
    outcome: DecisionOutcome | None
    text: str | None
    made_at: dt.datetime
    made_by: str
    told_in: ToldIn | None = None


@dataclass(frozen=True, slots=True)
class OfferNote:
    """What a cluster answered when it was asked for an offer."""

    id: int
    organisation: str
    asked_on: dt.date | None
    answer: OfferAnswer | None
    answered_on: dt.date | None
    chosen_on: dt.date | None
    text: str | None
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class InitiativeCourse:
    """An initiative's process as it is known.

    Attributes:
        initiative_id: the initiative.
        course: where it is.
        chosen_by: how it is known which process it is.
        choice: the person's choice.
        facts: all that is said of its steps, in the order in which it was known.
        decisions: what was decided, the newest first.
        offers: what clusters answered.
        oddities: what does not fit together.
    """

    initiative_id: int
    course: Course
    chosen_by: ChosenBy
    choice: ChoiceNote | None
    facts: tuple[Fact, ...]
    decisions: tuple[DecisionNote, ...] = ()
    offers: tuple[OfferNote, ...] = ()
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What a list says of an initiative's step in words that no process, or more than one, knows."""

    initiative_id: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What a book was made of.

    Attributes:
        lists: what lists say, compared by which it is.
        said: of each table of what people say, the numbers of the rows that stood with their initiatives.
    """

    lists: object
    said: Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class ProcessBook:
    """Every initiative's process at an instant.

    Attributes:
        templates: all versions of all processes, by id and version.
        newest: the newest version in use of each process.
        courses: initiative -> where it is; without those of which nobody says anything.
        unplaced: those whose lists say something that could not be placed.
        decisions: decisions about initiatives that have no process, by initiative.
        loose: records of tables of steps or decisions whose title is that of no initiative, how many.
        grounds: what it was made of, so that the next one need not begin anew.
    """

    templates: Mapping[tuple[str, int], Template]
    newest: Mapping[str, Template]
    courses: Mapping[int, InitiativeCourse]
    unplaced: tuple[Unplaced, ...]
    decisions: Mapping[int, tuple[DecisionNote, ...]]
    loose: int
    grounds: Grounds | None = field(default=None, repr=False, compare=False)
