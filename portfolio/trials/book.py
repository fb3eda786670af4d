"""Trials of initiatives in order, and whether an initiative is tested on a small scale (pure)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from portfolio.process.course import ToldIn
from portfolio.trials.words import SMALL, HowTested, TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import Phase, Status

ASKED_PHASES = (Phase.IMPLEMENTATION, Phase.SPREAD, Phase.OPERATION)
"""Where an initiative without a trial on a small scale is asked about."""

_OVER = (Status.COMPLETED, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class TrialText:
    """What a cycle says; None: not stated.

    Attributes:
        what: what is tried; the cycle's name.
        aim: the aim that it serves.
        question: what one wants to know.
        prediction: what one believes will happen.
        scale: how small it is.
        who: the role or organisation that does it, never a person's name.
        place: where.
        start_date: from when, and ``end_date`` to when.
        happened: what happened.
        data: what was counted or seen.
        learning: what was learnt.
        outcome: what was decided.
        next_step: what the next cycle is about.
    """

    what: str
    aim: str | None = None
    question: str | None = None
    prediction: str | None = None
    scale: TrialScale | None = None
    who: str | None = None
    place: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    happened: str | None = None
    data: str | None = None
    learning: str | None = None
    outcome: TrialOutcome | None = None
    next_step: str | None = None

    def state(self, today: dt.date) -> TrialState | None:
        """Say how far it is; None: nothing that is stated tells."""
        if self.outcome is not None:
            return TrialState.DECIDED
        if self.happened or self.data or self.learning:
            return TrialState.UNDECIDED
        if self.end_date is not None and self.end_date < today:
            return TrialState.UNDECIDED
        if self.start_date is None:
            return None if self.end_date is None else TrialState.PLANNED
        return TrialState.PLANNED if self.start_date > today else TrialState.RUNNING


TRIAL_FIELDS = tuple(it.name for it in fields(TrialText))
"""The fields of a cycle in the order of a help sheet."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A cycle of an initiative, as a person or a list tells it.

    Attributes:
        key: what its page is called: its number, or where it stands in a list.
        initiative_id: the initiative.
        text: what it says now.
        id: its number; None where a list alone tells of it.
        version: the number of the text that stands, to write on top of.
        after: the number of the cycle that it builds on.
        made_at: when it came to be known, and ``made_by`` from whom.
        changed_at: when its text was last written, and ``changed_by`` by whom.
        told_in: where a list tells of it.
        cells: field -> the cell that a list says it in, and the text as typed.
        listed: what the list says of a cycle that a person has written on.
    """

    key: str
    initiative_id: int
    text: TrialText
    made_at: dt.datetime
    made_by: str
    changed_at: dt.datetime
    changed_by: str
    id: int | None = None
    version: int | None = None
    after: int | None = None
    told_in: ToldIn | None = None
    cells: Mapping[str, tuple[str | None, str]] = field(default_factory=dict)
    listed: "Trial | None" = None

    @property
    def is_small(self) -> bool:
        """Whether it is known to be on a small scale."""
        return self.text.scale in SMALL

    def state(self, today: dt.date) -> TrialState | None:
        """Say how far it is; None: nothing that is stated tells."""
        return self.text.state(today)


@dataclass(frozen=True, slots=True)
class TrialBook:
    """All trials as known at an instant.

    Attributes:
        of: an initiative's cycles in the order of its ramp.
        words: initiative -> what its list says of trials in a cell of its own.
    """

    of: Mapping[int, tuple[Trial, ...]]
    words: Mapping[int, str]

    @property
    def by_key(self) -> Mapping[str, Trial]:
        """Each cycle by what its page is called."""
        return {it.key: it for them in self.of.values() for it in them}

    def number(self, trial: Trial) -> int:
        """Give a cycle's place in its initiative's ramp, from 1."""
        return self.of[trial.initiative_id].index(trial) + 1

    def how_tested(self, initiative_id: int) -> HowTested:
        """Say whether an initiative is tested on a small scale."""
        return how_tested(self.of.get(initiative_id, ()), initiative_id in self.words)


def how_tested(trials: Sequence[Trial], has_words: bool) -> HowTested:
    """Say whether an initiative is tested on a small scale: a small cycle is decided, and not given up.

    Else the nearest to yes counts: a cycle that is planned or under way, then one whose scale nobody says,
    then a large one, then those that were given up, then words in a list.
    """
    over = [it for it in trials if it.text.outcome is not None]
    kept = [it for it in over if it.text.outcome is not TrialOutcome.ABANDON]
    open_ = [it for it in trials if it.text.outcome is None]
    answers = (
        (HowTested.YES, any(it.is_small for it in kept)),
        (HowTested.UNDER_WAY, any(it.text.scale is not TrialScale.SEVERAL for it in open_)),
        (HowTested.SCALE_UNKNOWN, any(it.text.scale is None for it in kept)),
        (HowTested.ONLY_LARGE, any(it.text.scale is TrialScale.SEVERAL for it in (*kept, *open_))),
        (HowTested.ABANDONED, bool(over)),
        (HowTested.WORDS_ALONE, has_words),
    )
    return next((answer for answer, holds in answers if holds), HowTested.UNKNOWN)


def is_asked(phase: str | None, status: str | None, is_implementing: bool) -> bool:
    """Tell whether an initiative ought to be tested by now: it is put to use, or on its way there.

    Args:
        phase: its phase.
        status: its status; what is over or stopped is not asked about.
        is_implementing: whether its process has reached the step in which receivers take it into use.
    """
    if status in _OVER:
        return False
    return phase in ASKED_PHASES or status == Status.IN_OPERATION or is_implementing


def ramp(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """Give cycles in order: by the day they began, and never before the one that they build on."""
    every = list(trials)
    by_id = {it.id: it for it in every if it.id is not None}

    def chain(it: Trial) -> list[tuple[dt.date, int]]:
        found: list[tuple[dt.date, int]] = []
        one: Trial | None = it
        while one is not None and len(found) <= len(every):
            found.append((one.text.start_date or one.text.end_date or dt.date.max, one.id or 0))
            one = None if one.after is None else by_id.get(one.after)
        return found

    def place(it: Trial) -> tuple[dt.date, int, int, str]:
        days = chain(it)
        known = [day for day, _ in days if day is not dt.date.max]
        return (max(known, default=dt.date.max), len(days), it.id or 0, it.key)

    return tuple(sorted(every, key=place))
