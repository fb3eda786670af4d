"""A round of comments: who was asked, who has answered, and whether it is in time for its meeting (pure).

Silence is never consent: a party that has not answered is told as just that, also when the round is closed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portfolio.process.papers import PaperNote
from portfolio.vocabulary import ReplyAnswer, RoundEvent, RoundState


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened in a round; ``id`` is its number, to take it back."""

    id: int
    kind: RoundEvent
    day: dt.date
    party: str | None = None
    answer: ReplyAnswer | None = None
    text: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A party that is asked for comments.

    Attributes:
        party: an organisation's id, or a name.
        answer: what it has answered; None: nothing.
        answered_on: when.
        comments: what it had to say.
        reminded_on: when it was last reminded.
        reminders: how often.
    """

    party: str
    answer: ReplyAnswer | None = None
    answered_on: dt.date | None = None
    comments: str | None = None
    reminded_on: dt.date | None = None
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round of comments.

    Attributes:
        id: its number.
        initiative_id: what it is about.
        step: the step of the initiative's process that it belongs to.
        sent_on: when it was sent.
        due_on: by when answers are due, as last said.
        first_due_on: by when they were due when it was sent.
        meeting_on: the meeting that it is to be in time for, and ``meeting_body`` whose.
        text: what is asked about.
        link: where the paper is.
        parties: who is asked, in the order in which they were named.
        closed_on: when it was closed; None: it is open.
        by: who sent it.
        happened: what happened in it, in the order in which it was said.
        files: the papers that came as files.
    """

    id: int
    initiative_id: int
    step: str | None
    sent_on: dt.date
    due_on: dt.date
    first_due_on: dt.date
    meeting_on: dt.date | None = None
    meeting_body: str | None = None
    text: str | None = None
    link: str | None = None
    parties: tuple[Party, ...] = ()
    closed_on: dt.date | None = None
    by: str = ""
    happened: tuple[Happening, ...] = field(default=(), repr=False)
    files: tuple[PaperNote, ...] = ()

    @property
    def answered(self) -> tuple[Party, ...]:
        """Those that have answered."""
        return tuple(it for it in self.parties if it.answer is not None)

    @property
    def silent(self) -> tuple[Party, ...]:
        """Those that have not; they have not consented."""
        return tuple(it for it in self.parties if it.answer is None)

    def state(self, today: dt.date) -> RoundState:
        """Say how it stands on a day."""
        if self.closed_on is not None:
            return RoundState.CLOSED
        if not self.silent:
            return RoundState.ANSWERED
        return RoundState.OVERDUE if self.due_on < today else RoundState.OPEN

    @property
    def margin_days(self) -> int | None:
        """Days from the due day to the meeting; below 0: too late for it; None: no meeting is named."""
        return None if self.meeting_on is None else (self.meeting_on - self.due_on).days

    def asks(self, party: str) -> bool:
        """Tell whether a party is asked."""
        return any(it.party == party for it in self.parties)


def with_happenings(begun: Round, parties: Sequence[str], happened: Iterable[Happening]) -> Round:
    """Give a round with what happened in it.

    Args:
        begun: the round as it was sent.
        parties: who is asked.
        happened: what stands, in the order in which it was said; of several answers the last counts.
    """
    told = tuple(happened)
    moved = [it.day for it in told if it.kind is RoundEvent.DUE_MOVED]
    closed = [it.day for it in told if it.kind is RoundEvent.CLOSED]
    return Round(
        id=begun.id,
        initiative_id=begun.initiative_id,
        step=begun.step,
        sent_on=begun.sent_on,
        due_on=moved[-1] if moved else begun.due_on,
        first_due_on=begun.due_on,
        meeting_on=begun.meeting_on,
        meeting_body=begun.meeting_body,
        text=begun.text,
        link=begun.link,
        parties=tuple(_party(name, [it for it in told if it.party == name]) for name in parties),
        closed_on=closed[-1] if closed else None,
        by=begun.by,
        happened=told,
    )


def _party(name: str, told: Sequence[Happening]) -> Party:
    answers = [it for it in told if it.kind is RoundEvent.ANSWERED]
    reminders = [it.day for it in told if it.kind is RoundEvent.REMINDED]
    last = answers[-1] if answers else None
    return Party(
        party=name,
        answer=None if last is None else last.answer,
        answered_on=None if last is None else last.day,
        comments=None if last is None else last.text,
        reminded_on=max(reminders, default=None),
        reminders=len(reminders),
    )


def in_order(rounds: Iterable[Round], today: dt.date) -> list[Round]:
    """Put rounds in the order in which they need doing: open ones by due day, then the newest closed."""
    known = list(rounds)
    is_closed = RoundState.CLOSED
    open_ = [it for it in known if it.state(today) is not is_closed]
    closed = [it for it in known if it.state(today) is is_closed]
    return [
        *sorted(open_, key=lambda it: (it.due_on, it.id)),
        *sorted(closed, key=lambda it: (it.closed_on or it.due_on, it.id), reverse=True),
    ]
