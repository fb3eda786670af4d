"""What reference data is made of: bodies with their dates, members and seats; agreements and their goals.

Every row is a plain value with an ``id`` of its own, so that a person's edit can be about one row.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portfolio.vocabulary import Carried, Certainty, OrganisationKind, Party, Subject

Day = dt.date | None
"""A first or last day, both inclusive; None: not known, or no end yet."""


def holds_on(first: Day, last: Day, day: dt.date) -> bool:
    """Tell whether something that has a first and a last day holds on a day, as far as they are known."""
    return (first or dt.date.min) <= day <= (last or dt.date.max)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with its first and last day (both inclusive; None: not known, or no end yet).

    Attributes:
        id: a municipality's four-digit code, else a short name such as ``rh-syd``.
        region: a region's id.
        parent: the organisation that it is under in its region's structure.
        task: what it does, in our own words.
        planned_end: the day by which it is to have done its task, for a group that is set up for one.
        dates_certainty: how well its days are known, where that is otherwise than that it exists.
        source: id of the source that says so.
    """

    id: str
    kind: OrganisationKind
    name: str
    region: str | None
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty
    parent: str | None = None
    task: str = ""
    planned_end: dt.date | None = None
    dates_certainty: Certainty | None = None
    source: str | None = None

    def exists_on(self, day: dt.date) -> bool:
        """Tell whether the organisation existed on a day, as far as its dates are known."""
        return holds_on(self.first_date, self.last_date, day)


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation's member (a municipality or a hospital) for a time.

    ``is_shared``: a municipality that is known to lie in several areas of a kind at once, as København does.
    """

    organisation: str
    member: str
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty
    id: str = ""
    is_shared: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat, or several alike, in a body: an organisation or a role, never a person.

    Attributes:
        party: which of the cooperation's parties it belongs to.
        role: who sits there, in words.
        member: the organisation that fills it, where one does.
        fewest: how many seats there are at least; None: not stated.
        most: how many at most; None: not stated.
        number: its place among the body's seats.
    """

    id: str
    organisation: str
    number: int
    party: Party
    role: str
    member: str | None
    fewest: int | None
    most: int | None
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """An organisation that another takes over from, whole, on a day."""

    organisation: str
    successor: str
    date: dt.date
    certainty: Certainty
    id: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A health agreement and its period."""

    id: str
    name: str
    region: str
    first_date: dt.date
    last_date: dt.date | None
    certainty: Certainty
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A focus area of an agreement; more may be added during the period."""

    id: str
    agreement: str
    number: int
    name: str
    short_name: str
    first_date: dt.date
    last_date: dt.date | None
    certainty: Certainty = Certainty.CONFIRMED
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FocusAreaWord:
    """A word in lists' own focus areas that tells which focus area is meant."""

    word: str
    focus_area: str
    id: str = ""

    def __iter__(self) -> Iterator[str]:
        """Give the word and its focus area."""
        return iter((self.word, self.focus_area))


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a focus area."""

    id: str
    focus_area: str
    number: str
    text: str
    first_date: dt.date
    last_date: dt.date | None
    certainty: Certainty = Certainty.CONFIRMED
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ValueGoal:
    """A goal for how the parties work together (værdipolitisk mål), set by a body for itself."""

    id: str
    organisation: str
    number: int
    text: str
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Carrying:
    """What a focus area or goal of an agreement became in a later agreement.

    Attributes:
        part: the focus area or goal that was.
        agreement: the later agreement.
        successor: what it is there, which may be itself; None where it was not carried on.
        how: whether it was carried on as it was, changed, merged, divided, or not at all.
    """

    id: str
    part: str
    agreement: str
    successor: str | None
    how: Carried
    certainty: Certainty
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where facts are from: a paper, a page or a data set."""

    id: str
    title: str
    title_en: str


ReferenceRow = (
    Organisation
    | Membership
    | Seat
    | Succession
    | Agreement
    | FocusArea
    | FocusAreaWord
    | Goal
    | ValueGoal
    | Carrying
)

ROWS: Mapping[Subject, type[ReferenceRow]] = {
    Subject.ORGANISATION: Organisation,
    Subject.MEMBERSHIP: Membership,
    Subject.SEAT: Seat,
    Subject.SUCCESSION: Succession,
    Subject.AGREEMENT: Agreement,
    Subject.FOCUS_AREA: FocusArea,
    Subject.FOCUS_AREA_WORD: FocusAreaWord,
    Subject.GOAL: Goal,
    Subject.VALUE_GOAL: ValueGoal,
    Subject.CARRYING: Carrying,
}
"""What a row of each list is; the lists' names are the subjects' own."""
