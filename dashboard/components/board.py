"""Where the initiatives of one process stand, step by step: what the board and its files tell."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from dashboard import data
from dashboard.components.process_words import holder_name
from dashboard.filters import Asked, Ignored, to_query
from dashboard.format import danish_key
from portfolio.process.course import Course
from portfolio.process.flow import Lengths
from portfolio.process.templates import Step, Template
from portfolio.rules.likeness import fold
from portfolio.snapshot import Item
from portfolio.vocabulary import Holder, code_or_none, label

PATH = "/proces"
PROCESS_KEY, LANES_KEY, STEP_KEY, HOLDER_KEY = "proces", "baner", "trin", "hos"
OUTSIDE_KEY, MEETING_KEY = "uden", "moede"
OWN_KEYS = (PROCESS_KEY, LANES_KEY, STEP_KEY, HOLDER_KEY, OUTSIDE_KEY, MEETING_KEY)
NOBODY = "ingen"
BY_HOLDER, ALL = "ansvarlig", "alle"


class Place(StrEnum):
    """Where an initiative is that is in no step."""

    NOT_BEGUN = "foer"
    THROUGH = "efter"


@dataclass(frozen=True, slots=True)
class Card:
    """An initiative on the board.

    Attributes:
        id: its id.
        place: its place in the snapshot.
        found: its process.
        days: how many days it has been in its step; None: nobody says.
        holder: whose turn it is: a code of ``Holder``, an organisation's id or a name; "": nobody is named.
    """

    id: int
    place: int
    found: data.InitiativeCourse
    days: int | None
    holder: str

    @property
    def course(self) -> Course:
        """Where it is."""
        return self.found.course

    @property
    def item(self) -> Item:
        """The initiative with its values."""
        return data.portfolio().snapshot.item(self.place)


@dataclass(frozen=True, slots=True)
class Column:
    """A step and the initiatives in it, those that have waited longest first, unknown last.

    Attributes:
        key: the step's number, or a ``Place``.
        step: the step; None: before the first or behind the last.
        cards: the initiatives in it.
        is_older: only an older version of the process has the step.
        lengths: how long stays in it have lasted, in the whole portfolio.
    """

    key: str
    step: Step | None
    cards: Sequence[Card]
    is_older: bool = False
    lengths: Lengths | None = None


@dataclass(frozen=True)
class Board:
    """The initiatives of one process that meet the filters.

    Attributes:
        template: the process, in its newest version.
        columns: its steps in order.
        today: the day that is looked from.
    """

    template: Template
    columns: Sequence[Column]
    today: dt.date

    @cached_property
    def waiting(self) -> list[Card]:
        """Those that are in a step, the longest waiting first."""
        cards = [card for column in self.columns if column.step is not None for card in column.cards]
        return sorted(cards, key=_longest_first)

    @cached_property
    def all(self) -> list[Card]:
        """All that follow the process."""
        return [card for column in self.columns for card in column.cards]

    def column(self, key: str) -> Column | None:
        """Give a column; None: there is none such."""
        return next((column for column in self.columns if column.key == key), None)

    @cached_property
    def holders(self) -> list[str]:
        """Those whose turn it is in any initiative, those with most first, nobody named last."""
        counts = Counter(card.holder for card in self.waiting)
        return sorted(counts, key=lambda it: (not it, -counts[it], danish_key(holder_name(it))))

    def of_holder(self, holder: str) -> "Board":
        """Give the board of those whose turn it is alone."""
        columns = [
            replace(it, cards=[card for card in it.cards if card.holder == holder])
            for it in self.columns
            if it.step is not None
        ]
        return Board(self.template, columns, self.today)


@dataclass(frozen=True, slots=True)
class Following:
    """Which initiatives that meet the filters follow which process.

    Attributes:
        courses: the initiatives' places in the snapshot and their processes, by process.
        outside: the places of those that follow none.
    """

    courses: Mapping[str, Sequence[tuple[int, data.InitiativeCourse]]]
    outside: Sequence[int]

    @property
    def counts(self) -> dict[str, int]:
        """How many follow each process."""
        return {id_: len(found) for id_, found in self.courses.items()}


def following(chosen: data.Chosen, book: data.ProcessBook) -> Following:
    """Part initiatives by the process that they follow."""
    courses: dict[str, list[tuple[int, data.InitiativeCourse]]] = {}
    outside = []
    for id_, place in zip(chosen.ids.tolist(), chosen.places.tolist(), strict=True):
        found = book.courses.get(id_)
        if found is None:
            outside.append(place)
        else:
            courses.setdefault(found.course.template.id, []).append((place, found))
    return Following(courses, outside)


def template_of(
    asked: Asked, book: data.ProcessBook, found: Following
) -> tuple[Template | None, list[Ignored]]:
    """Give the process that is asked for, else the one that most initiatives follow, else the first."""
    said = asked.own.get(PROCESS_KEY, "")
    if said in book.newest:
        return book.newest[said], []
    ignored = [Ignored(PROCESS_KEY, said)] if said else []
    counts = found.counts
    return max(book.newest.values(), key=lambda it: counts.get(it.id, 0), default=None), ignored


def board_of(
    template: Template, found: Following, lengths: Mapping[tuple[str, str], Lengths], today: dt.date
) -> Board:
    """Set the initiatives of a process into its steps; a step of an older version alone comes last."""
    by_key: dict[str, list[Card]] = {}
    older: dict[str, Step] = {}
    for place, course in found.courses.get(template.id, ()):
        card = _card(place, course, today)
        key = _key(course.course)
        by_key.setdefault(key, []).append(card)
        step = course.course.template.step(key)
        if step is not None and template.step(key) is None:
            older[key] = step
    make = _maker(template, by_key, lengths)
    columns = [make(step.number, step) for step in template.steps]
    columns += [replace(make(key, step), is_older=True) for key, step in older.items()]
    first = [make(Place.NOT_BEGUN, None)] if Place.NOT_BEGUN in by_key else []
    last = [make(Place.THROUGH, None)] if Place.THROUGH in by_key else []
    return Board(template, [*first, *columns, *last], today)


def _maker(
    template: Template, by_key: Mapping[str, list[Card]], lengths: Mapping[tuple[str, str], Lengths]
) -> Callable[[str, Step | None], Column]:
    def make(key: str, step: Step | None) -> Column:
        cards = sorted(by_key.get(key, ()), key=_longest_first)
        return Column(str(key), step, cards, lengths=lengths.get((template.id, key)))

    return make


def _card(place: int, found: data.InitiativeCourse, today: dt.date) -> Card:
    course = found.course
    return Card(found.initiative_id, place, found, course.days(today), holder_of(course))


def holder_of(course: Course) -> str:
    """Give whose turn it is: who was named, else the one that the step's paper names first; "": nobody."""
    if course.holder:
        return course.holder
    step = course.template.step(course.current)
    return str(step.holders[0]) if step is not None and step.holders else ""


def holder_word(holder: str) -> str:
    """Give the word in the address for whose turn it is: the same in both languages."""
    role = code_or_none(Holder, holder)
    name = holder_name(holder) if role is None else label(role)
    return fold(name).replace(" ", "-") if holder else NOBODY


def _key(course: Course) -> str:
    if course.current is not None:
        return course.current
    return Place.THROUGH if course.is_through else Place.NOT_BEGUN


def _longest_first(card: Card) -> tuple[bool, int, int]:
    return (card.days is None, -(card.days or 0), card.id)


def board_address(asked: Asked, **own: str | None) -> str:
    """Give the page's address with some of its own keys set, or taken away by None; on its first page."""
    kept = {**asked.own, **own}
    words = {key: value for key, value in kept.items() if value is not None}
    return PATH + to_query(replace(asked, own=words, page=1))
