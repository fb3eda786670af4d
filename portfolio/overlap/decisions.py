"""What people decide of an idea or an initiative that is like another; each decision can be undone.

An idea is stored with a decision about it and nowhere else. Of two initiatives it is decided here alone that
one builds on the other: that they are the same is a merge, that they are not stands in the ledger
(:mod:`portfolio.identity`).
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import read_reason
from portfolio.errors import RefusedError
from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.overlap.words import OverlapVerdict
from portfolio.process.deeds import add, ensure_known, undo, undo_all
from portfolio.rules.likeness import fold
from portfolio.tables import OverlapDecision

LONGEST_IDEA = 200_000
"""An idea has so many characters at most: some eighty pages."""


class OverlapRefusedError(RefusedError):
    """Something decided of what is alike that cannot be; the id tells what."""


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea that stands on no list; ``where`` are codes of municipalities or an area's id."""

    title: str = ""
    description: str = ""
    target_group: str = ""
    where: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that can be compared."""
        return not fold(f"{self.title}{self.description}{self.target_group}")

    @property
    def length(self) -> int:
        """How many characters it has."""
        return len(self.title) + len(self.description) + len(self.target_group)

    @property
    def key(self) -> str:
        """What tells it from other ideas: its words, whatever their case and the signs between them."""
        said = "\n".join(fold(text) for text in (self.title, self.description, self.target_group))
        return hashlib.sha256(said.encode()).hexdigest()


def idea_json(idea: Idea) -> str:
    """Write an idea as it is stored."""
    return json.dumps(asdict(idea), ensure_ascii=False)


def idea_of(text: str) -> Idea:
    """Read an idea as it is stored."""
    said = json.loads(text)
    return Idea(said["title"], said["description"], said["target_group"], tuple(said["where"]))


def decide_idea(
    session: Session,
    initiative_id: int,
    idea: Idea,
    verdict: OverlapVerdict,
    *,
    reason: str,
    now: dt.datetime,
    by: str,
) -> int:
    """Remember what an idea is to an initiative, in an earlier decision's place; give the decision's number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        OverlapRefusedError: the idea is empty, or too long.
        CorrectionRefusedError: there is no reason, or it is too long.
    """
    said = read_reason(reason)
    if idea.is_empty:
        raise OverlapRefusedError("alike.idea_empty")
    if idea.length > LONGEST_IDEA:
        raise OverlapRefusedError("alike.idea_too_long", limit=LONGEST_IDEA)
    wait_in_line(session)
    ensure_known(session, initiative_id)
    query = select(OverlapDecision).where(
        OverlapDecision.initiative_id == initiative_id,
        OverlapDecision.idea_key == idea.key,
        OverlapDecision.undone_at.is_(None),
    )
    for earlier in session.scalars(query):
        undo(earlier, now, by)
    session.flush()
    made = OverlapDecision(
        initiative_id=initiative_id,
        idea_key=idea.key,
        idea_json=idea_json(idea),
        verdict=verdict,
        reason=said,
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.OVERLAP)


def build_on(
    session: Session, initiative_id: int, other_id: int, *, reason: str, now: dt.datetime, by: str
) -> int:
    """Remember that an initiative is to build on another; give the decision's number.

    Raises:
        InitiativeUnknownError: nothing is known of one of them.
        OverlapRefusedError: they are one.
        CorrectionRefusedError: there is no reason, or it is too long.
    """
    said = read_reason(reason)
    if initiative_id == other_id:
        raise OverlapRefusedError("alike.same_initiative")
    wait_in_line(session)
    ensure_known(session, initiative_id)
    ensure_known(session, other_id)
    made = OverlapDecision(
        initiative_id=other_id,
        other_id=initiative_id,
        verdict=OverlapVerdict.BUILD_ON,
        reason=said,
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.OVERLAP)


def undo_decision(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take a decision back.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    undo_all(session, OverlapDecision, [number], Part.OVERLAP, now=now, by=by)
