"""Where an initiative is in its process: what lists and people say, folded into one course (pure).

Order is advice. Facts are taken in the order in which they happened; a step that a list says is reached leads
on to the next that is relevant, and never back; a person may move an initiative to any step, also back.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from portfolio.process.papers import PaperNote
from portfolio.process.templates import Step, Template
from portfolio.vocabulary import CourseState, FactKind


@dataclass(frozen=True, slots=True)
class ToldIn:
    """Where a list says something: its source and upload, the sheet and cell, and the text as typed."""

    source: str
    upload_id: int
    file_name: str
    sheet: str | None
    cell: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody says of a step.

    Attributes:
        kind: what is said.
        step: the step's number.
        day: when it happened; None: not said.
        known_at: when we came to know.
        is_estimated: the day is the one by which a list said so, not one that it states.
        holder: whose turn it is, as a code of ``Holder``, an organisation's id or a name.
        text: why, or a note.
        link: where a paper is.
        paper: which paper, as a code of ``Paper`` or a name.
        id: the deed, so that it can be undone; None where a list says it.
        by: the person who says it; "" where a list does.
        told_in: the place in a list.
        file: a paper that came as a file.
    """

    kind: FactKind
    step: str
    day: dt.date | None
    known_at: dt.datetime
    is_estimated: bool = False
    holder: str | None = None
    text: str | None = None
    link: str | None = None
    paper: str | None = None
    id: int | None = None
    by: str = ""
    told_in: ToldIn | None = None
    file: PaperNote | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A time that an initiative was in a step; a day is None where nobody says it."""

    step: str
    entered: dt.date | None
    left: dt.date | None
    is_estimated: bool = False
    holder: str | None = None

    def days(self, today: dt.date) -> int | None:
        """Give how many days it lasted, or has lasted until today."""
        if self.entered is None:
            return None
        return max(((self.left or today) - self.entered).days, 0)


@dataclass(frozen=True, slots=True)
class StepCourse:
    """How an initiative stands to a step.

    Attributes:
        step: the step.
        state: how it stands.
        visits: the times that it was in the step, the first first.
        planned: the day that the step is planned for.
        reason: why it was skipped or is not relevant.
        papers: the papers that were added in it.
        notes: the notes made in it.
    """

    step: Step
    state: CourseState
    visits: tuple[Visit, ...] = ()
    planned: dt.date | None = None
    reason: str | None = None
    papers: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()

    @property
    def entered(self) -> dt.date | None:
        """When it last came to the step."""
        return self.visits[-1].entered if self.visits else None

    @property
    def left(self) -> dt.date | None:
        """When it last left the step."""
        return self.visits[-1].left if self.visits else None


@dataclass(frozen=True, slots=True)
class Oddity:
    """What in a course does not fit together, by message id, with the facts of its sentence."""

    id: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """An initiative's way through its process.

    Attributes:
        template: the process, in the version that it began under.
        entrance: the way in ("a"), "" where there is one alone or nobody says.
        steps: how it stands to each step, in their order.
        current: the step that it is in; None: it has not begun, or is through.
        since: when it came to the step; None: nobody says.
        is_estimated: ``since`` is the day by which a list said so.
        holder: whose turn it is, where somebody has said otherwise than the process does.
        is_through: the last relevant step is done.
        oddities: what does not fit together.
    """

    template: Template
    entrance: str
    steps: tuple[StepCourse, ...]
    current: str | None
    since: dt.date | None
    is_estimated: bool
    holder: str | None
    is_through: bool
    oddities: tuple[Oddity, ...]

    def days(self, today: dt.date) -> int | None:
        """Give how many days it has been in its step."""
        return None if self.since is None else max((today - self.since).days, 0)

    def following(self) -> Step:
        """Give the step that it would go to next; one that is left out or of another way in is none."""
        here = -1 if self.current is None else self.template.place(self.current)
        ahead = (it.step for it in self.steps[here + 1 :] if it.state is CourseState.AHEAD)
        return next(ahead, self.template.steps[-1])

    def at(self, number: str) -> StepCourse:
        """Give how it stands to a step."""
        return self.steps[self.template.place(number)]


def course_of(template: Template, facts: Iterable[Fact], today: dt.date, entrance: str = "") -> Course:
    """Fold what is said of an initiative into its course.

    Args:
        template: its process.
        facts: what is said, in any order; what names a step that the process lacks is told as odd.
        today: what is said to have happened later is planned.
        entrance: the way in that a person has chosen; "": it follows from the facts.
    """
    known, odd = [], []
    for fact in facts:
        if template.step(fact.step) is None:
            odd.append(Oddity("steps.step_unknown", (("step", fact.step), ("process", template.name.da))))
        else:
            known.append(_as_happened(fact, today))
    walk = _Walk(template, entrance or _entrance_told(template, known), odd)
    for fact in sorted(known, key=lambda fact: (*_when(fact), template.place(fact.step))):
        walk.take(fact)
    return walk.course()


def _as_happened(fact: Fact, today: dt.date) -> Fact:
    """Give a fact; a step that is said to be reached on a day to come is planned."""
    if fact.kind is FactKind.REACHED and fact.day is not None and fact.day > today:
        return replace(fact, kind=FactKind.PLANNED)
    return fact


def _when(fact: Fact) -> tuple[dt.date, dt.datetime, int]:
    """Order facts by when they happened; what has no day, by when it was known."""
    return (fact.day or fact.known_at.date(), fact.known_at, fact.id or 0)


def _entrance_told(template: Template, facts: Sequence[Fact]) -> str:
    """Give the way in that facts tell of: a step that belongs to one alone."""
    behind = {FactKind.MOVED, FactKind.REACHED, FactKind.WAITING, FactKind.PLANNED}
    told = [template.step(fact.step) for fact in facts if fact.kind in behind]
    ways = [step.entrance for step in told if step is not None and step.entrance]
    return min(ways, key=lambda way: (-ways.count(way), way), default="")


@dataclass(slots=True)
class _Open:
    """The step that an initiative is in while its facts are taken one by one.

    ``is_implied``: it only follows from the step before, and nobody has spoken of it.
    """

    step: str
    entered: dt.date | None
    is_estimated: bool
    is_implied: bool
    holder: str | None = None


@dataclass(slots=True)
class _Walk:
    template: Template
    entrance: str
    oddities: list[Oddity]
    open: _Open | None = None
    is_through: bool = False
    visits: dict[str, list[Visit]] = field(default_factory=dict)
    left_out: dict[str, tuple[CourseState, str | None]] = field(default_factory=dict)
    planned: dict[str, dt.date] = field(default_factory=dict)
    kept: list[Fact] = field(default_factory=list)

    def take(self, fact: Fact) -> None:
        """Take the next fact in time."""
        moves = {
            FactKind.REACHED: self._reached,
            FactKind.MOVED: self._moved,
            FactKind.WAITING: self._waits,
            FactKind.SKIPPED: self._left_out,
            FactKind.NOT_RELEVANT: self._left_out,
            FactKind.PLANNED: self._plan,
            FactKind.HELD: self._held,
        }
        moves.get(fact.kind, self.kept.append)(fact)

    def _plan(self, fact: Fact) -> None:
        if fact.day is not None:
            self.planned[fact.step] = fact.day

    def _held(self, fact: Fact) -> None:
        if self.open is not None and self.open.step == fact.step:
            self.open.holder = fact.holder

    def _here(self) -> int:
        """Give the place of the step that it is in; behind the last when it is through."""
        if self.open is not None:
            return self.template.place(self.open.step)
        return len(self.template.steps) if self.is_through else 0

    def _reached(self, fact: Fact) -> None:
        """Take a step as done: it leads on, and never back."""
        place = self.template.place(fact.step)
        self.left_out.pop(fact.step, None)
        if place < self._here():
            self._reached_behind(fact)
            return
        if self.open is not None and self.open.step == fact.step:
            self._close(fact.day)
        else:
            self._close(fact.day, is_passing=True)
            self._visited(Visit(fact.step, None, fact.day, fact.is_estimated))
        self._go_on(place, fact)

    def _reached_behind(self, fact: Fact) -> None:
        """Take a step that lies behind: its day is kept, and told where it does not fit."""
        if fact.step in self.visits:
            return
        self._visited(Visit(fact.step, None, fact.day, fact.is_estimated))
        if fact.day is not None and not fact.is_estimated:
            self._odd("steps.dates_out_of_order", fact.step)

    def _go_on(self, place: int, fact: Fact) -> None:
        following = self._following(place)
        self.is_through = following is None
        self.open = (
            None
            if following is None
            else _Open(following.number, fact.day, fact.is_estimated, is_implied=True)
        )

    def _following(self, place: int) -> Step | None:
        return next((step for step in self.template.steps[place + 1 :] if self._is_relevant(step)), None)

    def _is_relevant(self, step: Step) -> bool:
        return step.number not in self.left_out and not self._is_elsewhere(step)

    def _is_elsewhere(self, step: Step) -> bool:
        """Tell whether a step is part of another way in; while none is known, only of the first."""
        return bool(step.entrance) and step.entrance != (self.entrance or self.template.entrances[0])

    def _moved(self, fact: Fact) -> None:
        """Take a person's word for where it is, also back."""
        self.left_out.pop(fact.step, None)
        if self.open is not None and self.open.step == fact.step:
            self._stays(self.open, fact)
            return
        self._close(fact.day)
        self.is_through = False
        self.open = _Open(fact.step, fact.day, fact.is_estimated, is_implied=False, holder=fact.holder)

    def _stays(self, now: _Open, fact: Fact) -> None:
        """Take a move to the step that it is in: another holder, or a day that was missing."""
        now.holder = fact.holder or now.holder
        if now.entered is None:
            now.entered, now.is_estimated = fact.day, fact.is_estimated
        now.is_implied = False

    def _waits(self, fact: Fact) -> None:
        """Take a list's word that it waits in a step; many say so of all steps to come: the first counts."""
        place, here = self.template.place(fact.step), self._here()
        if place < here:
            self._odd("steps.waits_behind", fact.step)
        elif self.open is not None and place == here:
            self.open.is_implied = False
        elif self.open is None or self.open.is_implied:
            self._close(fact.day, is_passing=True)
            self.open = _Open(fact.step, fact.day, fact.is_estimated, is_implied=False)

    def _left_out(self, fact: Fact) -> None:
        """Leave a step out; one that it is in leads on at once."""
        state = CourseState.SKIPPED if fact.kind is FactKind.SKIPPED else CourseState.NOT_RELEVANT
        self.left_out[fact.step] = (state, fact.text)
        now = self.open
        if now is None or now.step != fact.step:
            return
        if now.is_implied:
            self.open = None
            fact = replace(fact, day=now.entered, is_estimated=now.is_estimated)
        else:
            self._close(fact.day)
        self._go_on(self.template.place(fact.step), fact)

    def _close(self, day: dt.date | None, *, is_passing: bool = False) -> None:
        """End the stay in a step; one that only followed from another, and is passed, was none."""
        now, self.open = self.open, None
        if now is None or (is_passing and now.is_implied):
            return
        if now.entered is not None and day is not None and day < now.entered:
            self._odd("steps.dates_out_of_order", now.step)
        self._visited(Visit(now.step, now.entered, day, now.is_estimated, now.holder))

    def _visited(self, visit: Visit) -> None:
        self.visits.setdefault(visit.step, []).append(visit)

    def _odd(self, message_id: str, step: str) -> None:
        self.oddities.append(Oddity(message_id, (("step", step),)))

    # --- What has come of it ---

    def course(self) -> Course:
        """Give what has come of all facts."""
        now = self.open
        if now is not None:
            self._visited(Visit(now.step, now.entered, None, now.is_estimated, now.holder))
        return Course(
            template=self.template,
            entrance=self.entrance,
            steps=tuple(map(self._step, self.template.steps)),
            current=None if now is None else now.step,
            since=None if now is None else now.entered,
            is_estimated=now is not None and now.is_estimated,
            holder=None if now is None else now.holder,
            is_through=self.is_through,
            oddities=tuple(dict.fromkeys(self.oddities)),
        )

    def _step(self, step: Step) -> StepCourse:
        state, reason = self._state(step)
        return StepCourse(
            step=step,
            state=state,
            visits=tuple(self.visits.get(step.number, ())),
            planned=self.planned.get(step.number),
            reason=reason,
            papers=self._kept(step, FactKind.PAPER),
            notes=self._kept(step, FactKind.NOTE),
        )

    def _kept(self, step: Step, kind: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.kept if fact.step == step.number and fact.kind is kind)

    def _state(self, step: Step) -> tuple[CourseState, str | None]:
        number = step.number
        if self.open is not None and self.open.step == number:
            return CourseState.CURRENT, None
        if number in self.left_out:
            return self.left_out[number]
        is_behind = self.template.place(number) < self._here()
        if number in self.visits:
            return (CourseState.DONE if is_behind else CourseState.AHEAD), None
        if self.entrance and self._is_elsewhere(step):
            return CourseState.NOT_RELEVANT, None
        return (CourseState.PASSED if is_behind else CourseState.AHEAD), None
