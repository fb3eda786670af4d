"""What is held up against each other, and what people have decided of it, as known at an instant."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import value_of
from portfolio.overlap.alike import TEXTS, text_of
from portfolio.overlap.decisions import Idea, idea_of
from portfolio.overlap.index import Apart, Index, Known, apart
from portfolio.overlap.words import OverlapVerdict
from portfolio.queries.portfolio import known_at
from portfolio.queries.told import Homes, batches, stood
from portfolio.tables import MatchDecision as Decided
from portfolio.tables import OverlapDecision, Upload, Version

TOLD = ("effect", "evaluation", "remarks", "decision", "trials", "next_step", "spread_status")
"""What is told of how it went, in the order in which it is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """All initiatives ready to be held up against.

    Attributes:
        index: them.
        apart: each taken apart, in the index's order.
    """

    index: Index
    apart: Sequence[Apart]


def read_compared(session: Session, as_of: dt.datetime, known: Known) -> Compared:
    """Read all initiatives of an instant; those that ``known`` has are not taken apart anew."""
    query = select(Version.initiative_id, Version.known_from).where(known_at(Version, as_of))
    since = dict(session.execute(query.order_by(Version.initiative_id)).all())
    missing = [id_ for id_, at in since.items() if (id_, at) not in known]
    for part in batches(missing):
        for id_, texts in read_texts(session, as_of, part, TEXTS).items():
            known[id_, since[id_]] = apart(text_of(texts))
    taken = [known[id_, at] for id_, at in since.items()]
    return Compared(Index(list(since), taken), taken)


def read_texts(
    session: Session, as_of: dt.datetime, ids: Collection[int], names: Collection[str]
) -> dict[int, dict[str, str]]:
    """Give some of the texts of some initiatives, by field."""
    query = select(Version.initiative_id, Version.values_json).where(
        known_at(Version, as_of), Version.initiative_id.in_(ids)
    )
    return {id_: _texts(text, names) for id_, text in session.execute(query)}


def _texts(values_json: str, names: Collection[str]) -> dict[str, str]:
    values = {name: value_of(data) for name, data in json.loads(values_json).items() if name in names}
    return {name: str(value) for name, value in values.items() if value is not None}


# --- Decisions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OverlapNote:
    """A decision, with who made it.

    Attributes:
        id: its number.
        initiative_id: the initiative that something was held up against, as what it is now.
        other_id: the initiative that was held up against it; None: an idea.
        idea: the idea.
        verdict: what was decided.
        reason: why.
        made_at: when.
        made_by: by whom.
    """

    id: int
    initiative_id: int
    other_id: int | None
    idea: Idea | None
    verdict: OverlapVerdict
    reason: str
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class OverlapBook:
    """All decisions that stand, the newest first."""

    notes: tuple[OverlapNote, ...]

    def note(self, number: int) -> OverlapNote | None:
        """Give a decision by its number."""
        return next((it for it in self.notes if it.id == number), None)

    def of_idea(self, idea: Idea) -> Mapping[int, OverlapNote]:
        """Give what was decided of an idea, by initiative."""
        key = idea.key
        return {it.initiative_id: it for it in self.notes if it.idea is not None and it.idea.key == key}

    def about(self, initiative_id: int) -> tuple[OverlapNote, ...]:
        """Give the decisions that an initiative has a part in."""
        return tuple(it for it in self.notes if initiative_id in (it.initiative_id, it.other_id))


def read_overlap(session: Session, as_of: dt.datetime) -> OverlapBook:
    """Read the decisions that stood at an instant; of what was merged, by what it is part of."""
    homes = Homes(session, as_of)
    query = select(OverlapDecision).where(stood(OverlapDecision, as_of)).order_by(OverlapDecision.id.desc())
    found = []
    for row in session.scalars(query):
        home = homes.home(row.initiative_id)
        other = None if row.other_id is None else homes.home(row.other_id)
        if other == home:
            continue  # the two were merged: there is nothing left to build on
        idea = None if row.idea_json is None else idea_of(row.idea_json)
        found.append(
            OverlapNote(row.id, home, other, idea, row.verdict, row.reason, row.made_at, row.made_by)
        )
    return OverlapBook(tuple(found))


# --- What has just come -------------------------------------------------------------------------------------


def new_in_upload(session: Session, upload_id: int, as_of: dt.datetime) -> tuple[int, ...]:
    """Give the initiatives of a list that no list told of before it came."""
    uploaded_at = session.scalar(select(Upload.uploaded_at).where(Upload.id == upload_id))
    if uploaded_at is None:
        return ()
    its = select(Decided.initiative_id).where(Decided.upload_id == upload_id, Decided.undone_at.is_(None))
    before = select(Version.initiative_id).where(
        Version.known_from < uploaded_at, Version.initiative_id.in_(its)
    )
    ids = set(session.scalars(its)) - set(session.scalars(before))
    known = select(Version.initiative_id).where(known_at(Version, as_of), Version.initiative_id.in_(ids))
    return tuple(sorted(session.scalars(known)))
