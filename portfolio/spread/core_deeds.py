"""What people say of an initiative's core and of which parts receivers took; each can be undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import (
    ProcessRefusedError,
    add,
    ensure_known,
    line_of,
    text_of,
    undo_all,
)
from portfolio.process.naming import namer
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day
from portfolio.spread.core import CorePart, CoreText, keys_of, next_key
from portfolio.spread.keeping import core_json, core_of
from portfolio.spread.words import PartUse
from portfolio.tables import CoreTick, CoreVersion

MOST_PARTS = 30
LONGEST_PART = 200


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says of a core; a part's key is "" where it is new.

    Attributes:
        parts: the parts in order; an empty one is left out.
        effect: which effect is expected.
        preconditions: what a receiver must have.
        target_group: whom it is for.
        contact: whom to ask.
    """

    parts: Sequence[CorePart]
    effect: str | None = None
    preconditions: str | None = None
    target_group: str | None = None
    contact: str | None = None


def describe_core(
    session: Session, initiative_id: int, described: Described, *, now: dt.datetime, by: str
) -> int:
    """Keep a version of a core in the place of the one before, and give its number.

    A part keeps its key when its words are changed, so what receivers did with it stands.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: it has no fixed part, a part twice, too many, or a text that is too long.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    earlier = _versions(session, initiative_id)
    text = CoreText(
        _parts(described.parts, next_key(earlier), keys_of(earlier)),
        text_of(described.effect),
        text_of(described.preconditions),
        text_of(described.target_group),
        line_of(described.contact),
    )
    made = CoreVersion(initiative_id=initiative_id, content_json=core_json(text), made_at=now, made_by=by)
    return add(session, made, Part.CORES)


def undo_cores(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take versions of a core back; the one before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, CoreVersion, numbers, Part.CORES, now=now, by=by)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a receiver did with parts.

    Attributes:
        organisation: who, as an id or a name.
        uses: what became of each part, by key; None: nobody knows.
        texts: what was adapted or why it was left out, by key.
    """

    organisation: str
    uses: Mapping[str, PartUse | None]
    texts: Mapping[str, str] = field(default_factory=dict)


def tick_core(
    session: Session, initiative_id: int, ticked: Ticked, *, now: dt.datetime, by: str
) -> list[int]:
    """Keep what a receiver did with the parts, and give the numbers to take it back.

    What is as it was before is not said again.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: no receiver is named, there is no such part, or nothing is new.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    said = line_of(ticked.organisation)
    if said is None:
        raise ProcessRefusedError("core.receiver_missing")
    organisation = namer(danish_day(now))(said)
    known = {part.key for text in _versions(session, initiative_id) for part in text.parts}
    if not set(ticked.uses) <= known:
        raise ProcessRefusedError("core.part_unknown")
    before = _before(session, initiative_id, organisation)
    rows = [
        CoreTick(
            initiative_id=initiative_id,
            organisation=organisation,
            part=part,
            use=use,
            text=text,
            made_at=now,
            made_by=by,
        )
        for part, use in ticked.uses.items()
        if before.get(part, (None, None)) != (use, text := text_of(ticked.texts.get(part)))
    ]
    if not rows:
        raise ProcessRefusedError("core.nothing_ticked")
    session.add_all(rows)
    session.flush()
    touch(session, Part.CORES)
    return [row.id for row in rows]


def undo_ticks(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take back what was said of parts; what was said before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, CoreTick, numbers, Part.CORES, now=now, by=by)


def _versions(session: Session, initiative_id: int) -> list[CoreText]:
    """Give all versions that were ever written, those taken back too: a key is never used again."""
    query = select(CoreVersion.content_json).where(CoreVersion.initiative_id == initiative_id)
    return [core_of(text) for text in session.scalars(query)]


def _before(
    session: Session, initiative_id: int, organisation: str
) -> dict[str, tuple[PartUse | None, str | None]]:
    query = select(CoreTick).where(
        CoreTick.initiative_id == initiative_id,
        CoreTick.organisation == organisation,
        CoreTick.undone_at.is_(None),
    )
    return {row.part: (row.use, row.text) for row in session.scalars(query.order_by(CoreTick.id))}


def _parts(given: Sequence[CorePart], first_new: int, known: AbstractSet[str]) -> tuple[CorePart, ...]:
    """Give the parts with their keys, each once; a key that no earlier version has is none."""
    found: list[CorePart] = []
    seen: set[str] = set()
    for part in given:
        said = line_of(part.text)
        if said is None:
            continue
        if fold(said) in seen:
            raise ProcessRefusedError("core.part_twice", part=said)
        seen.add(fold(said))
        is_known = part.key in known and part.key not in {it.key for it in found}
        key = part.key if is_known else str(first_new)
        first_new += not is_known
        found.append(CorePart(key, said, part.is_fixed))
    if not any(part.is_fixed for part in found):
        raise ProcessRefusedError("core.no_fixed_part")
    if len(found) > MOST_PARTS:
        raise ProcessRefusedError("core.too_many_parts", most=MOST_PARTS)
    return tuple(found)
