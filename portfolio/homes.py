"""Decisions of where initiatives belong when areas give way to others: made for several at once, undone.

A decision changes no report and no version: it is read beside them. What the lists said of an initiative's
place is noted with it, so that it is asked about again when they say something else.
"""

import datetime as dt
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.corrections import read_reason
from portfolio.encoding import canonical_json
from portfolio.errors import TvaerblikError
from portfolio.identity import InitiativeUnknownError, wait_in_line
from portfolio.rules.succession import Decided, Structure
from portfolio.tables import FOREVER, HomeDecision, Version, VersionMunicipality

MOST_AT_ONCE = 500
_MOMENT = dt.timedelta(microseconds=1)


class HomeDecisionUnknownError(TvaerblikError):
    """There is no such decision, or it has been undone already."""

    message_id = "home.unknown"


class HomeNotThereError(TvaerblikError):
    """The area does not exist on the day that is decided for."""

    message_id = "home.not_there"


class HomeNothingChosenError(TvaerblikError):
    """No initiative, or no home, is chosen; or more than are decided at once."""

    message_id = "home.nothing_chosen"


class HomeDecidedMeanwhileError(TvaerblikError):
    """Somebody else has decided about one of the initiatives since the page was opened."""

    message_id = "home.decided_meanwhile"

    def __init__(self, title: str, by: str) -> None:
        super().__init__(title=title, by=by)


class HomeMovedMeanwhileError(TvaerblikError):
    """Lists say something else of an initiative's place than when the page was opened."""

    message_id = "home.moved_meanwhile"

    def __init__(self, title: str) -> None:
        super().__init__(title=title)


@dataclass(frozen=True, slots=True)
class StatedPlace:
    """What lists say of an initiative's place, as a decision rests on it."""

    organisation: str | None
    municipalities: tuple[str, ...]

    def json(self) -> str:
        """Write it down."""
        return canonical_json(
            {"municipalities": list(self.municipalities), "organisation": self.organisation}
        )


@dataclass(frozen=True, slots=True)
class HomeEntry:
    """A decision of where an initiative belongs, also one undone.

    Attributes:
        id: the decision, of ``initiative_id``.
        day: the day whose structure it was decided for.
        organisation: the area; None: no single one.
        stated: what the lists said of its place then.
        reason: why; ``decided_at`` when, ``decided_by`` by whom.
        undone_at: when it was undone or another took its place, ``undone_by`` by whom; None: it stands.
    """

    id: int
    initiative_id: int
    day: dt.date
    organisation: str | None
    stated: StatedPlace
    reason: str
    decided_at: dt.datetime
    decided_by: str
    undone_at: dt.datetime | None
    undone_by: str | None

    @property
    def decided(self) -> Decided:
        """Give it as the rule reads it."""
        return Decided(self.id, self.day, self.organisation)


def place_of_text(text: str) -> StatedPlace:
    """Read what :meth:`StatedPlace.json` wrote."""
    data = json.loads(text)
    return StatedPlace(data["organisation"], tuple(data["municipalities"]))


def token(standing: int | None, stated: StatedPlace) -> str:
    """Give a text that differs when another decision stands or lists say something else."""
    return f"{standing or 0}-{zlib.crc32(stated.json().encode()):08x}"


def standing_on(structure: Structure, decisions: Sequence[Decided]) -> int | None:
    """Give the decision that counts in the structure of a day; None: none does."""
    for decision in reversed(decisions):
        if structure.is_area(decision.organisation):
            return decision.id
        if decision.organisation is None and decision.day <= structure.day:
            return decision.id
    return None


def decide_homes(
    session: Session,
    structure: Structure,
    seen: Mapping[int, str],
    organisation: str | None,
    *,
    reason: str,
    now: dt.datetime,
    by: str,
) -> tuple[int, ...]:
    """Decide where some initiatives belong in the structure of a day, all of them or none.

    Args:
        session: a writer's session.
        structure: the structure of the day.
        seen: each initiative, with the token of what the person saw.
        organisation: an area of the day; None: they belong to no single one.
        reason: why.
        now: the present instant.
        by: who decides.

    Raises:
        HomeNothingChosenError: no initiatives, or too many.
        HomeNotThereError: the area does not exist on the day.
        CorrectionRefusedError: there is no reason.
        InitiativeUnknownError: nothing is known of one of them.
        HomeDecidedMeanwhileError: somebody else has decided about one of them.
        HomeMovedMeanwhileError: lists say something else of one of them than was seen.
    """
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise HomeNothingChosenError
    if organisation is not None and not structure.is_area(organisation):
        raise HomeNotThereError
    said = read_reason(reason)
    wait_in_line(session)
    standing, places = _standing(session, seen), _places(session, seen)
    for id_, was_seen in seen.items():
        _check(structure, id_, was_seen, standing.get(id_, []), places)
    at = _moment(session, seen, now)
    for id_ in seen:
        _undo([row for row in standing.get(id_, []) if _counts(structure, row)], at, by)
    session.flush()
    made = [
        HomeDecision(
            initiative_id=id_,
            day=structure.day,
            organisation_id=organisation,
            stated_json=places[id_][1].json(),
            reason=said,
            decided_at=at,
            decided_by=by,
        )
        for id_ in seen
    ]
    session.add_all(made)
    session.flush()
    return tuple(row.id for row in made)


def undo_home_decisions(
    session: Session, decision_ids: Collection[int], *, now: dt.datetime, by: str
) -> tuple[int, ...]:
    """Undo some decisions, all of them or none; give their initiatives.

    Raises:
        HomeDecisionUnknownError: one of them is none that stands.
    """
    wait_in_line(session)
    found = [_one(session, id_) for id_ in dict.fromkeys(decision_ids)]
    if not found:
        raise HomeDecisionUnknownError
    ids = tuple(row.initiative_id for row in found)
    _undo(found, _moment(session, ids, now), by)
    session.flush()
    return ids


def keep_home_decision(session: Session, decision_id: int, *, now: dt.datetime, by: str) -> int:
    """Confirm a decision against what the lists say now, for the reason that it was made; give the new one.

    Raises:
        HomeDecisionUnknownError: there is none such that stands.
        InitiativeUnknownError: nothing is known of the initiative any more.
    """
    wait_in_line(session)
    found = _one(session, decision_id)
    place = _places(session, [found.initiative_id])[found.initiative_id][1]
    at = _moment(session, [found.initiative_id], now)
    _undo([found], at, by)
    session.flush()
    kept = HomeDecision(
        initiative_id=found.initiative_id,
        day=found.day,
        organisation_id=found.organisation_id,
        stated_json=place.json(),
        reason=found.reason,
        decided_at=at,
        decided_by=by,
    )
    session.add(kept)
    session.flush()
    return kept.id


def _check(
    structure: Structure,
    initiative_id: int,
    seen: str,
    standing: Sequence[HomeDecision],
    places: Mapping[int, tuple[str, StatedPlace]],
) -> None:
    """See that what the person saw is still so."""
    title, place = places[initiative_id]
    counts = [row for row in standing if _counts(structure, row)]
    newest = counts[-1] if counts else None
    was_standing, _, _ = seen.partition("-")
    if was_standing != str(newest.id if newest is not None else 0):
        raise HomeDecidedMeanwhileError(title, newest.decided_by if newest is not None else "")
    if seen != token(newest.id if newest is not None else None, place):
        raise HomeMovedMeanwhileError(title)


def _counts(structure: Structure, row: HomeDecision) -> bool:
    return standing_on(structure, [Decided(row.id, row.day, row.organisation_id)]) is not None


def _standing(session: Session, initiative_ids: Collection[int]) -> dict[int, list[HomeDecision]]:
    query = (
        select(HomeDecision)
        .where(HomeDecision.initiative_id.in_(list(initiative_ids)), HomeDecision.undone_at.is_(None))
        .order_by(HomeDecision.id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, list[HomeDecision]] = {}
    for row in session.scalars(query):
        found.setdefault(row.initiative_id, []).append(row)
    return found


def _places(session: Session, initiative_ids: Collection[int]) -> dict[int, tuple[str, StatedPlace]]:
    """Give title and place of initiatives as lists, and corrections over them, say now."""
    ids = list(initiative_ids)
    columns = (Version.initiative_id, Version.title, Version.organisation_id)
    versions = session.execute(
        select(*columns).where(Version.initiative_id.in_(ids), Version.known_to == FOREVER)
    ).all()
    query = (
        select(VersionMunicipality.initiative_id, VersionMunicipality.municipality)
        .join(
            Version,
            (Version.initiative_id == VersionMunicipality.initiative_id)
            & (Version.known_from == VersionMunicipality.known_from),
        )
        .where(Version.initiative_id.in_(ids), Version.known_to == FOREVER)
        .order_by(VersionMunicipality.initiative_id, VersionMunicipality.municipality)
    )
    codes: dict[int, list[str]] = {}
    for id_, code in session.execute(query):
        codes.setdefault(id_, []).append(code)
    found = {id_: (title, StatedPlace(area, tuple(codes.get(id_, ())))) for id_, title, area in versions}
    unknown = [id_ for id_ in ids if id_ not in found]
    if unknown:
        raise InitiativeUnknownError(unknown[0])
    return found


def _one(session: Session, decision_id: int) -> HomeDecision:
    found = session.get(HomeDecision, decision_id, populate_existing=True)
    if found is None or found.undone_at is not None:
        raise HomeDecisionUnknownError
    return found


def _undo(rows: Sequence[HomeDecision], at: dt.datetime, by: str) -> None:
    for row in rows:
        row.undone_at, row.undone_by = at, by


def _moment(session: Session, initiative_ids: Collection[int], now: dt.datetime) -> dt.datetime:
    """Give now, or the moment after the last decision about the initiatives, should now not be later."""
    query = select(func.max(HomeDecision.decided_at), func.max(HomeDecision.undone_at))
    decided, undone = session.execute(query.where(HomeDecision.initiative_id.in_(list(initiative_ids)))).one()
    found: list[dt.datetime | None] = [decided, undone]
    return max([now, *(at + _MOMENT for at in found if at is not None)])
