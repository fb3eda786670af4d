"""What lists ask a forum to decide, and the milestones they name, as known at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import values_of
from portfolio.queries.told import Homes, initiatives_of, speaking
from portfolio.rules.asking import asks_for_decision
from portfolio.tables import ListRecord, Version
from portfolio.vocabulary import Status, TableKind

_FIELDS = ("decision", "next_step", "remarks")
"""Where lists ask, the likeliest first."""

_REACHED = frozenset({Status.COMPLETED, Status.IN_OPERATION, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone that a list names and that is not said to be reached; ``day`` the last it can mean."""

    name: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class AskedBook:
    """What lists ask, by initiative: words that want a decision, and milestones still to be reached."""

    wanted: Mapping[int, str]
    milestones: Mapping[int, tuple[Milestone, ...]]


def read_asked(session: Session, as_of: dt.datetime) -> AskedBook:
    """Read what lists asked and promised, as known at an instant."""
    return AskedBook(_wanted(session, as_of), _milestones(session, as_of))


def _wanted(session: Session, as_of: dt.datetime) -> dict[int, str]:
    query = select(Version.initiative_id, Version.values_json).where(
        Version.known_from <= as_of,
        Version.known_to > as_of,
        Version.is_listed,
        or_(*(Version.values_json.contains(f'"{name}"') for name in _FIELDS)),
    )
    found: dict[int, str] = {}
    for id_, values in session.execute(query):
        known = values_of(values)
        texts = (known.get(name) for name in _FIELDS)
        asking = next((it for it in texts if isinstance(it, str) and asks_for_decision(it)), None)
        if asking is not None:
            found[id_] = asking
    return found


def _milestones(session: Session, as_of: dt.datetime) -> dict[int, tuple[Milestone, ...]]:
    uploads = speaking(session, as_of, [TableKind.MILESTONES])
    if not uploads:
        return {}
    home, homes = initiatives_of(session, as_of, uploads), Homes(session, as_of)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(uploads),
        ListRecord.kind == TableKind.MILESTONES,
        ListRecord.last_date.is_not(None),
    )
    found: dict[int, list[Milestone]] = defaultdict(list)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        id_ = home.get((record.upload_id, record.report_number or 0))
        if id_ is not None and record.last_date is not None and record.state not in _REACHED:
            found[homes.home(id_)].append(Milestone(record.part or "", record.last_date))
    return {id_: tuple(sorted(them, key=lambda it: it.day)) for id_, them in found.items()}
