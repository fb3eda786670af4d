"""One initiative: all that is known of it, what it is held to be, what people have set."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dashboard.data.door import DAYS_KEPT, Door, door_here, is_present, kept, moment_here, stamp_here
from dashboard.data.portfolios import portfolio
from portfolio import candidates
from portfolio import possible_pairs as pairs_query
from portfolio.database import reading
from portfolio.ledger import Candidate
from portfolio.moments import Moment
from portfolio.possible_pairs import PossiblePair
from portfolio.queries import corrections as corrections_query
from portfolio.queries import initiative as initiative_query
from portfolio.queries import ledger as ledger_query
from portfolio.queries.corrections import CorrectionEntry, CorrectionToReview, TakenOff
from portfolio.queries.initiative import InitiativeRecord
from portfolio.queries.ledger import ApartNote, ChangeNote, LedgerEntry, MergeNote

_LOOKED_AT_UNASKED = 500
"""What an initiative may be is looked for without being asked among so many."""

_MOST_TAKEN_APART = 50_000
_TAKEN_APART: WeakKeyDictionary[Door, pairs_query.Known] = WeakKeyDictionary()
"""Initiatives taken apart for their likeness: what has not changed is not taken apart again."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which rows of lists are held to be about an initiative, and what people have decided of that.

    Attributes:
        ledger: the decisions that rows are about it, also those undone.
        changes: the merges and splits that it had a part in, also those undone.
        apart: what it is said not to be.
        possible: what it may be, the likeliest first; None: nobody has looked.
    """

    ledger: tuple[LedgerEntry, ...]
    changes: tuple[ChangeNote, ...]
    apart: tuple[ApartNote, ...]
    possible: tuple[Candidate, ...] | None


@kept(1)
def kept_to_review(door: Door, _stamp: str) -> tuple[CorrectionToReview, ...]:
    """Read the corrections that lists have moved away from."""
    with reading(door.engine) as session:
        return corrections_query.corrections_to_review(session)


@kept(DAYS_KEPT)
def kept_pairs(door: Door, _stamp: str, moment: Moment | None) -> tuple[PossiblePair, ...]:
    """Find what may be the same, or might have been at a moment."""
    known = _TAKEN_APART.setdefault(door, {})
    if len(known) > _MOST_TAKEN_APART:
        known.clear()
    with reading(door.engine) as session:
        if moment is None:
            return pairs_query.possible_pairs(session, known)
        return pairs_query.possible_pairs(session, known, moment.instant)


def initiative(initiative_id: int) -> InitiativeRecord | None:
    """Give all that is known of an initiative, with the cell behind each value; None: there is none such."""
    with reading(door_here().engine) as session:
        return initiative_query.initiative(session, initiative_id, moment_here().instant)


def identity(initiative_id: int, *, is_looking: bool) -> Identity:
    """Give which rows are about an initiative, how that was decided, and what else it may be.

    What it may be is looked for when somebody asks, else only where there are few: it takes a look at all.
    Nothing is looked for as of an earlier moment, where nothing can be said of it.
    """
    looks = is_present() and (is_looking or len(portfolio().snapshot) <= _LOOKED_AT_UNASKED)
    at = ledger_query.LATEST if is_present() else moment_here().instant
    with reading(door_here().engine) as session:
        return Identity(
            ledger_query.ledger(session, initiative_id, at),
            ledger_query.changes(session, initiative_id, at),
            ledger_query.apart_from(session, initiative_id, at),
            candidates.possible_matches(session, initiative_id) if looks else None,
        )


def possible_pairs(moment: Moment | None = None) -> tuple[PossiblePair, ...]:
    """Give the pairs of initiatives to ask about, the likeliest first: as it is now, or was at a moment."""
    found = kept_pairs(door_here(), stamp_here(), moment)
    with reading(door_here().engine) as session:
        return pairs_query.undecided(session, found, None if moment is None else moment.instant)


def matches_of_title(title: str) -> tuple[Candidate, ...]:
    """Give the initiatives that one with a title may be the same as, the likeliest first."""
    with reading(door_here().engine) as session:
        return candidates.matches_of_title(session, title)


def initiative_as_now(initiative_id: int) -> InitiativeRecord | None:
    """Give all that is known of an initiative; of one that was merged, of what it is now."""
    found = initiative(initiative_id)
    merged = merged_to(initiative_id) if found is None else None
    return found if merged is None else initiative(merged.initiative_id)


def merged_to(initiative_id: int) -> MergeNote | None:
    """Give what an initiative has been merged into; None: it has not."""
    with reading(door_here().engine) as session:
        return ledger_query.merged_to(session, initiative_id, moment_here().instant)


def taken_off(initiative_id: int) -> TakenOff | None:
    """Tell of an initiative typed here that has been taken off the list since; nothing as of earlier."""
    if not is_present():
        return None
    with reading(door_here().engine) as session:
        return corrections_query.taken_off(session, initiative_id)


def correction_history(initiative_id: int) -> tuple[CorrectionEntry, ...]:
    """Give all corrections of an initiative, also those undone, the newest first."""
    with reading(door_here().engine) as session:
        return corrections_query.correction_history(session, initiative_id, moment_here().instant)


def corrections_to_review() -> tuple[CorrectionToReview, ...]:
    """Give the corrections that stand while lists have moved since; none on an earlier day."""
    return kept_to_review(door_here(), stamp_here()) if is_present() else ()
