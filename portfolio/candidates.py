"""Initiatives of other lists that a row may be about: found with reasons, and decided by people alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import values_of
from portfolio.identity import apart_pairs
from portfolio.ledger import Candidate, Suspect
from portfolio.records import CellValue
from portfolio.rules.evidence import Values
from portfolio.rules.kinship import POSSIBLE, kinship, likely, traits
from portfolio.rules.likeness import Title, title_of
from portfolio.rules.wordings import Wordings
from portfolio.tables import FOREVER, MatchDecision, Source, Upload, Version
from portfolio.vocabulary import UploadState

_MOST_CANDIDATES = 5
_MOST_LOOKED_AT = 12
MOST_ASKED = 1000
"""Of a list with more new rows than that, the rest are not asked about: nobody would answer."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A row to find candidates for: its title and values, and what it is known not to be about."""

    title: str
    values: Values
    declined: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Possible:
    """A candidate before its sources are known: the initiative, how likely, and why."""

    initiative_id: int
    points: float
    reasons: tuple[str, ...]


def candidates_elsewhere(
    session: Session, asked: Sequence[Asked], apart_from: Collection[int]
) -> list[tuple[Candidate, ...]]:
    """Give for each row the initiatives that it may be about, the likeliest first.

    Args:
        session: any session.
        asked: the rows; those after the first thousand get none.
        apart_from: initiatives that are not looked at, since the rows' own source tells of them.
    """
    nobody: list[tuple[Candidate, ...]] = [() for _ in asked]
    if not asked:
        return nobody
    titles = _titles(session, set(apart_from))
    wordings = Wordings([title for _, title in titles])
    ids = [id_ for id_, _ in titles]
    near = [
        [(ids[place], share) for place, share in wordings.alike(title_of(row.title), _MOST_LOOKED_AT)]
        for row in asked[:MOST_ASKED]
    ]
    known = _values(session, {id_ for found in near for id_, _ in found})
    possible = [_possible(row, found, known) for row, found in zip(asked, near, strict=False)]
    named = _named(session, {item.initiative_id for found in possible for item in found})
    told = [tuple(_candidate(item, named) for item in found) for found in possible]
    return told + nobody[len(told) :]


def candidates_within(session: Session, suspects: Iterable[Suspect]) -> dict[int, Candidate]:
    """Give initiatives of a row's own source that rows may be about as candidates, by initiative."""
    found = {item.initiative_id: item for item in suspects}
    named = _named(session, found.keys())
    return {
        id_: Candidate(id_, *named.get(id_, ("", ())), item.likeness, item.reasons, is_same_source=True)
        for id_, item in found.items()
    }


def possible_matches(session: Session, initiative_id: int) -> tuple[Candidate, ...]:
    """Give the initiatives that an initiative may be the same as, the likeliest first.

    Not those that a person has said it is not, nor those that stand beside it in a list.
    """
    query = select(Version.title, Version.values_json, Version.organisation_id).where(
        Version.initiative_id == initiative_id, Version.known_to == FOREVER
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return ()
    pairs = [pair for pair in apart_pairs(session) if initiative_id in pair]
    declined = {id_ for pair in pairs for id_ in pair} | _beside(session, initiative_id) | {initiative_id}
    asked = Asked(found[0], _as_cells(found[1], found[2]))
    return candidates_elsewhere(session, [asked], declined)[0]


def matches_of_title(session: Session, title: str) -> tuple[Candidate, ...]:
    """Give the initiatives that one with a title may be the same as, the likeliest first."""
    return matches_of_titles(session, [title])[0] if title.strip() else ()


def matches_of_titles(session: Session, titles: Sequence[str]) -> list[tuple[Candidate, ...]]:
    """Give for each title the initiatives that one with it may be the same as, the likeliest first."""
    asked = [Asked(title, {"title": CellValue(title, title, None)}) for title in titles]
    return candidates_elsewhere(session, asked, ())


def _beside(session: Session, initiative_id: int) -> set[int]:
    """Give the initiatives that stand in a list together with one."""
    its = select(MatchDecision.upload_id).where(
        MatchDecision.initiative_id == initiative_id, MatchDecision.undone_at.is_(None)
    )
    query = select(MatchDecision.initiative_id).where(
        MatchDecision.upload_id.in_(its), MatchDecision.undone_at.is_(None)
    )
    return set(session.scalars(query.distinct()))


def _titles(session: Session, apart_from: set[int]) -> list[tuple[int, Title]]:
    query = select(Version.initiative_id, Version.title).where(Version.known_to == FOREVER)
    rows = session.execute(query.order_by(Version.initiative_id))
    return [(id_, title_of(title)) for id_, title in rows if id_ not in apart_from]


def _values(session: Session, initiative_ids: Collection[int]) -> dict[int, tuple[str, Values]]:
    columns = (Version.initiative_id, Version.title, Version.values_json, Version.organisation_id)
    query = select(*columns).where(Version.known_to == FOREVER)
    return {
        id_: (title, _as_cells(text, organisation))
        for part in _parts(sorted(initiative_ids))
        for id_, title, text, organisation in session.execute(query.where(Version.initiative_id.in_(part)))
    }


def _as_cells(values_json: str, organisation: str | None) -> Values:
    """Give a version's values as cells, its cluster with the organisation that it was recognised as."""
    cells = {name: CellValue(value, str(value), None) for name, value in values_of(values_json).items()}
    if organisation is not None:
        named = cells["cluster"].value if "cluster" in cells else organisation
        cells["cluster"] = CellValue(named, str(named), None, organisation=organisation)
    return cells


def _possible(
    row: Asked, near: Iterable[tuple[int, float]], known: Mapping[int, tuple[str, Values]]
) -> list[_Possible]:
    found, own = [], traits(row.title, row.values)
    for id_, share in near:
        if id_ in known and id_ not in row.declined:
            akin = kinship(own, traits(*known[id_]), share)
            found.append(_Possible(id_, akin.points, akin.reasons))
    likeliest = sorted(found, key=lambda item: (-item.points, item.initiative_id))
    return [item for item in likeliest if item.points >= POSSIBLE][:_MOST_CANDIDATES]


def _candidate(item: _Possible, named: Mapping[int, tuple[str, tuple[str, ...]]]) -> Candidate:
    title, sources = named[item.initiative_id]
    likeness = likely(item.points)
    return Candidate(item.initiative_id, title, sources, likeness, item.reasons, is_same_source=False)


def _named(session: Session, initiative_ids: Collection[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Give what initiatives are called now, and the names of the lists in force that tell of them."""
    sources: dict[int, dict[str, None]] = defaultdict(dict)
    told = (
        select(MatchDecision.initiative_id, Source.name)
        .join(Upload, Upload.id == MatchDecision.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(MatchDecision.undone_at.is_(None), Upload.state == UploadState.ACTIVE)
        .distinct()
        .order_by(Source.name)
    )
    titles = select(Version.initiative_id, Version.title).where(Version.known_to == FOREVER)
    found: dict[int, str] = {}
    for part in _parts(sorted(initiative_ids)):
        for id_, source in session.execute(told.where(MatchDecision.initiative_id.in_(part))):
            sources[id_][source] = None
        found.update(session.execute(titles.where(Version.initiative_id.in_(part))).all())
    return {id_: (title, tuple(sources[id_])) for id_, title in found.items()}


def _parts(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
