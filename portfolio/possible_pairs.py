"""Initiatives of different lists that may be the same, all over the portfolio, for people to say.

A row is asked about when it comes in and is new to everybody (:mod:`portfolio.comparison`). What was known
already when another list came to tell of it, and what nobody answered then, is found here.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nlargest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import value_of
from portfolio.identity import apart_pairs
from portfolio.queries.portfolio import known_at
from portfolio.records import CellValue
from portfolio.rules.evidence import Values
from portfolio.rules.kinship import WEIGHED, Kinship, Traits, kinship, kinship_points, likely, traits
from portfolio.rules.likeness import in_common, title_of
from portfolio.rules.wordings import Pairs, Wordings
from portfolio.tables import FOREVER, MatchDecision, Upload, Version
from portfolio.vocabulary import UploadState

_LEAST_IN_COMMON = 0.35
"""How much of their titles' words a pair must have in common to be weighed."""

_LEAST_POINTS = 9.0
"""A pair is asked about at so many points: fewer are told on an initiative's own page."""

_MOST_WEIGHED, _MOST_ASKED = 5, 3
"""Of each initiative so many pairs are weighed, and so many asked about: the likeliest."""

_MOST_PAIRS = 1000
"""So many pairs are told of at a time: more are work for months, and come as those are decided."""

_BATCH = 500
_STILL = FOREVER - timedelta(microseconds=1)  # as of then: as it is now
_NEVER = 10**7

Known = MutableMapping[tuple[int, datetime], Traits]
"""Initiatives taken apart, by number and since when they are known so, to be kept for the next time."""


@dataclass(frozen=True, slots=True)
class PairSide:
    """One initiative of a pair, with the numbers of the sources whose lists in force tell of it."""

    id: int
    title: str
    source_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PossiblePair:
    """Two initiatives that may be the same.

    Attributes:
        one: the one with the lower number.
        other: the other one.
        likeness: how likely they are the same, from 0 to 1.
        reasons: what speaks for it, as codes, see :class:`portfolio.ledger.Candidate`.
    """

    one: PairSide
    other: PairSide
    likeness: float
    reasons: tuple[str, ...]

    @property
    def ids(self) -> tuple[int, int]:
        """The two numbers, the lower first."""
        return self.one.id, self.other.id

    @property
    def source_ids(self) -> frozenset[int]:
        """The sources that tell of either."""
        return frozenset((*self.one.source_ids, *self.other.source_ids))


def possible_pairs(
    session: Session, known: Known | None = None, as_of: datetime = _STILL
) -> tuple[PossiblePair, ...]:
    """Give the pairs that may be the same, the likeliest first, whatever people have said of them.

    Initiatives that one source tells of in the same months are two to it, so they are no pair.

    Args:
        session: any session.
        known: what was taken apart before; what is taken apart now is put there.
        as_of: the instant whose portfolio is looked through.
    """
    versions = _versions(session, as_of)
    ids, told = list(versions), _told(session, as_of)
    wordings = Wordings([title_of(version.title) for version in versions.values()])
    pairs = wordings.pairs(_LEAST_IN_COMMON)
    near = pairs.where(~_stand_together(told, ids, pairs)).nearest(_MOST_WEIGHED)
    named = [(ids[one], ids[other], share) for one, other, share in near.listed()]
    involved = {id_ for one, other, _ in named for id_ in (one, other)}
    taken = _traits(
        session, {id_: versions[id_].known_from for id_ in involved}, {} if known is None else known, as_of
    )
    sides = {id_: _side(id_, versions[id_].title, told) for id_ in involved}
    return tuple(
        PossiblePair(sides[one], sides[other], likely(akin.points), akin.reasons)
        for one, other, akin in _weighed(named, taken, wordings)
    )


def undecided(
    session: Session, pairs: Iterable[PossiblePair], as_of: datetime | None = None
) -> tuple[PossiblePair, ...]:
    """Give the pairs to ask about: those among the likeliest of either that nobody has said are none.

    ``as_of`` counts what had been said at an instant; None: what is said now.
    """
    decided = apart_pairs(session, as_of)
    seen: Counter[int] = Counter()
    found = []
    for pair in pairs:
        if pair.ids not in decided and min(seen[id_] for id_ in pair.ids) < _MOST_ASKED:
            seen.update(pair.ids)
            found.append(pair)
    return tuple(found)


class _Known(NamedTuple):
    """What an initiative is called now, and since when it has been known so."""

    title: str
    known_from: datetime


def _versions(session: Session, as_of: datetime) -> dict[int, _Known]:
    query = select(Version.initiative_id, Version.title, Version.known_from)
    rows = session.execute(query.where(known_at(Version, as_of)).order_by(Version.initiative_id))
    return {id_: _Known(title, since) for id_, title, since in rows}


# --- Who tells of what --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Telling:
    """That a source tells of an initiative: from which month to which, and whether in a list in force."""

    first: date
    last: date
    is_in_force: bool


_Told = Mapping[int, Mapping[int, _Telling]]
"""By initiative and source."""


def _told(session: Session, as_of: datetime) -> _Told:
    """Say which sources told of which initiatives, by the decisions of an instant.

    Which lists are in force counts as it is now: it says alone whose names stand beside a pair.
    """
    is_in_force = func.max(case((Upload.state == UploadState.ACTIVE, 1), else_=0))
    undone_at = MatchDecision.undone_at
    query = (
        select(
            MatchDecision.initiative_id,
            Upload.source_id,
            func.min(Upload.month),
            func.max(Upload.month),
            is_in_force,
        )
        .join(Upload, Upload.id == MatchDecision.upload_id)
        .where(MatchDecision.decided_at <= as_of, or_(undone_at.is_(None), undone_at > as_of))
        .group_by(MatchDecision.initiative_id, Upload.source_id)
    )
    found: dict[int, dict[int, _Telling]] = defaultdict(dict)
    for id_, source_id, first, last, in_force in session.execute(query):
        found[id_][source_id] = _Telling(first, last, bool(in_force))
    return found


def _stand_together(told: _Told, ids: Sequence[int], pairs: Pairs) -> NDArray[np.bool_]:
    """Tell of each pair whether a source has told of both in the same time."""
    sources = {source for tellings in told.values() for source in tellings}
    found = np.zeros(len(pairs.share), np.bool_)
    for source in sources:
        tellings = [told.get(id_, {}).get(source) for id_ in ids]
        first = np.array([_NEVER if it is None else it.first.toordinal() for it in tellings])
        last = np.array([-1 if it is None else it.last.toordinal() for it in tellings])
        one, other = pairs.one, pairs.other
        found |= (first[one] <= last[other]) & (first[other] <= last[one])
    return found


def _side(id_: int, title: str, told: _Told) -> PairSide:
    sources = (source for source, telling in told.get(id_, {}).items() if telling.is_in_force)
    return PairSide(id_, title, tuple(sorted(sources)))


# --- How alike they are -------------------------------------------------------------------------------------

_Akin = tuple[int, int, Kinship]


def _weighed(
    near: Iterable[tuple[int, int, float]], taken: Mapping[int, Traits], wordings: Wordings
) -> list[_Akin]:
    """Weigh pairs, and give those that are worth asking about, the likeliest first.

    All are weighed by about how much their titles have in common, which is never too little; what they have
    in common exactly, and what speaks for them, is asked of the likeliest alone.
    """
    about = [(kinship_points(taken[one], taken[other], share), one, other) for one, other, share in near]
    likely = nlargest(_MOST_PAIRS, (it for it in about if it[0] >= _LEAST_POINTS))
    found = []
    for _, one, other in likely:
        first, second = taken[one], taken[other]
        akin = kinship(first, second, in_common(first.title, second.title, wordings.weight))
        if akin.points >= _LEAST_POINTS:
            found.append((one, other, akin))
    return sorted(found, key=lambda it: (-it[2].points, it[0], it[1]))


def _traits(
    session: Session, since: Mapping[int, datetime], known: Known, as_of: datetime
) -> dict[int, Traits]:
    """Take initiatives apart, those that are known so already excepted."""
    missing = sorted(id_ for id_, at in since.items() if (id_, at) not in known)
    columns = (Version.initiative_id, Version.title, Version.values_json, Version.organisation_id)
    query = select(*columns).where(known_at(Version, as_of))
    for at in range(0, len(missing), _BATCH):
        part = missing[at : at + _BATCH]
        for id_, title, text, organisation in session.execute(query.where(Version.initiative_id.in_(part))):
            known[id_, since[id_]] = traits(title, _values(text, organisation))
    return {id_: known[id_, at] for id_, at in since.items()}


def _values(values_json: str, organisation: str | None) -> Values:
    """Give those of a version's values that are weighed."""
    read = ((name, value_of(data)) for name, data in json.loads(values_json).items() if name in WEIGHED)
    cells = {name: CellValue(value, "", None) for name, value in read if value is not None}
    if organisation is not None:
        cells["cluster"] = CellValue(organisation, "", None, organisation=organisation)
    return cells
