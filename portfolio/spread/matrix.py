"""Initiatives against those that may take them into use: how far each is, and who says so (pure).

A matrix has an axis: municipalities, clusters, health councils or hospitals. What is said of a receiver
itself counts first. Of a municipality that nobody speaks of, the areas that it belongs to speak; of a
cluster or council that nobody speaks of, its members. Unknown is not no. A receiver in another region,
of which nobody has said a word, is not counted at all.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portfolio.process.adoption import AdoptionCounts, Receiver, reached
from portfolio.reference import Organisation, Reference
from portfolio.vocabulary import OrganisationKind, Uptake

AXES: Mapping[OrganisationKind, tuple[OrganisationKind, ...]] = {
    OrganisationKind.MUNICIPALITY: (OrganisationKind.MUNICIPALITY,),
    OrganisationKind.CLUSTER: (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA),
    OrganisationKind.HEALTH_COUNCIL: (OrganisationKind.HEALTH_COUNCIL,),
    OrganisationKind.HOSPITAL: (OrganisationKind.HOSPITAL,),
}
"""What a matrix can be held against, and the kinds of organisation that stand on each axis."""

AREAS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
"""Kinds of area whose word holds for their municipalities, where those say nothing themselves."""

_AHEAD = dt.timedelta(days=365)
_FARTHEST_FIRST = (Uptake.IN_PROGRESS, Uptake.PLANNED)


class Basis(StrEnum):
    """Whose word a cell rests on."""

    OWN = "own"
    AREA = "area"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How far a receiver is with an initiative.

    Attributes:
        uptake: how far; None: nobody knows.
        day: since when, or when it is planned for; None: nobody says.
        basis: whose word it rests on.
        behind: what is said, with where; of the receiver itself first.
    """

    uptake: Uptake | None
    day: dt.date | None
    basis: Basis
    behind: tuple[Receiver, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether lists or people say different things of the receiver itself."""
        return self.basis is Basis.OWN and any(it.others for it in self.behind)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An initiative in the matrix.

    Attributes:
        initiative_id: the initiative.
        cells: what is said of receivers on the axis.
        meant: those on the axis that it is meant for as far as is known: all of its region.
        elsewhere: receivers that have no place on the axis and say nothing of one that has.
    """

    initiative_id: int
    cells: Mapping[str, MatrixCell]
    meant: frozenset[str]
    elsewhere: tuple[Receiver, ...]

    def uptake(self, column: str) -> Uptake | None:
        """Give how far a receiver is; None: nobody knows."""
        cell = self.cells.get(column)
        return None if cell is None else cell.uptake

    def asked(self, columns: Collection[str]) -> list[str]:
        """Give those of some columns of which the initiative can be counted at all."""
        return [it for it in columns if it in self.meant or it in self.cells]

    def where(self, *uptakes: Uptake) -> tuple[str, ...]:
        """Give who is so far, on the axis or without a place on it."""
        on_axis = [column for column, cell in self.cells.items() if cell.uptake in uptakes]
        return (*on_axis, *(it.organisation for it in self.elsewhere if it.uptake in uptakes))

    def counts(self, columns: Collection[str]) -> AdoptionCounts:
        """Count how far those of some columns are."""
        return _counts((self.uptake(it), self.cells.get(it)) for it in self.asked(columns))


def load(rows: Iterable[MatrixRow], column: str) -> AdoptionCounts:
    """Count what a receiver carries: how far it is with each initiative that it may be meant for."""
    meant = (row for row in rows if column in row.meant or column in row.cells)
    return _counts((row.uptake(column), row.cells.get(column)) for row in meant)


def _counts(found: Iterable[tuple[Uptake | None, MatrixCell | None]]) -> AdoptionCounts:
    by_uptake: Counter[Uptake | None] = Counter()
    disputed = 0
    for uptake, cell in found:
        by_uptake[uptake] += 1
        disputed += cell is not None and cell.is_disputed
    not_meant = by_uptake.pop(Uptake.NOT_RELEVANT, 0)
    return AdoptionCounts(sum(by_uptake.values()), by_uptake, not_meant, disputed)


def added(counts: Iterable[AdoptionCounts]) -> AdoptionCounts:
    """Add counts of different rows or columns up."""
    by_uptake: Counter[Uptake | None] = Counter()
    asked = not_meant = disputed = 0
    for it in counts:
        by_uptake.update(it.by_uptake)
        asked, not_meant, disputed = asked + it.asked, not_meant + it.not_meant, disputed + it.disputed
    return AdoptionCounts(asked, by_uptake, not_meant, disputed)


class Ground:
    """What a matrix stands on: who is on its axis on a day, in which region, and who belongs to which area.

    Attributes:
        axis: what it is held against.
        existing: ids of those on the axis that are there on the day, or will be within a year.
    """

    def __init__(self, axis: OrganisationKind, day: dt.date, reference: Reference) -> None:
        self.axis = axis
        self._known = {it.id: it for it in reference.organisations}
        self._successors: dict[str, list[str]] = defaultdict(list)
        for it in reference.successions:
            self._successors[it.organisation].append(it.successor)
        self._members = _members(reference, self._known, day)
        kinds = AXES[axis]
        self.existing = tuple(
            it.id for it in reference.organisations if it.kind in kinds and _is_there(it, day)
        )
        self._day = day

    def organisation(self, column: str) -> Organisation | None:
        """Give a column's organisation."""
        return self._known.get(column)

    def region(self, column: str) -> str | None:
        """Give the region of an organisation."""
        known = self._known.get(column)
        return None if known is None else known.region

    def has_ended(self, column: str) -> bool:
        """Tell whether an organisation is not there any more on the day."""
        known = self._known.get(column)
        return known is not None and (known.last_date or dt.date.max) < self._day

    def successors(self, column: str) -> tuple[str, ...]:
        """Give who took over from an organisation, as far as anybody has said."""
        return tuple(self._successors.get(column, ()))

    def stands_on_axis(self, organisation: str) -> bool:
        """Tell whether an organisation is of a kind that stands on the axis."""
        known = self._known.get(organisation)
        return known is not None and known.kind in AXES[self.axis]

    def is_area(self, organisation: str) -> bool:
        """Tell whether an organisation is an area whose word holds for municipalities."""
        known = self._known.get(organisation)
        return known is not None and known.kind in AREAS

    def is_municipality(self, organisation: str) -> bool:
        """Tell whether an organisation is a municipality."""
        known = self._known.get(organisation)
        return known is not None and known.kind is OrganisationKind.MUNICIPALITY

    def members(self, area: str) -> tuple[str, ...]:
        """Give an area's municipalities on the day, or on the last or first day that it was there."""
        return self._members.get(area, ())

    def meant(self, regions: Collection[str]) -> frozenset[str]:
        """Give those on the axis in some regions, or in those that took over from them or came before."""
        around = set(regions)
        for before, after in self._successors.items():
            if before in regions:
                around.update(after)
            around |= {before} if set(after) & set(regions) else set()
        return frozenset(it for it in self.existing if self.region(it) in around)


def _is_there(it: Organisation, day: dt.date) -> bool:
    return (it.last_date or dt.date.max) >= day and (it.first_date or dt.date.min) <= day + _AHEAD


def _members(
    reference: Reference, known: Mapping[str, Organisation], day: dt.date
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for it in reference.memberships:
        area = known.get(it.organisation)
        member = known.get(it.member)
        if area is None or member is None or area.kind not in AREAS:
            continue
        then = min(max(day, area.first_date or dt.date.min), area.last_date or dt.date.max)
        in_it = (it.first_date or dt.date.min) <= then <= (it.last_date or dt.date.max)
        if in_it and member.kind is OrganisationKind.MUNICIPALITY:
            found[it.organisation].append(it.member)
    return {area: tuple(members) for area, members in found.items()}


def matrix_row(
    ground: Ground, initiative_id: int, receivers: Sequence[Receiver], region: str | None
) -> MatrixRow:
    """Set what is said of an initiative's receivers on an axis.

    Args:
        ground: the axis, and who belongs to whom.
        initiative_id: the initiative.
        receivers: who is said to have taken it into use, or not to.
        region: the region that it belongs to; None: its receivers' regions.
    """
    own = {it.organisation: it for it in receivers if ground.stands_on_axis(it.organisation)}
    cells = {column: _own_cell(it) for column, it in own.items()}
    derive = _DERIVED.get(ground.axis)
    derived = {} if derive is None else derive(ground, receivers)
    for column, cell in derived.items():
        if column not in cells or (cells[column].uptake is None and cell.uptake is not None):
            cells[column] = cell
    regions = {region} if region else {ground.region(it.organisation) for it in receivers} - {None}
    meant = ground.meant({it for it in regions if it}) if regions else frozenset(ground.existing)
    told = {it.organisation for cell in (*cells.values(), *derived.values()) for it in cell.behind}
    elsewhere = tuple(it for it in receivers if it.organisation not in told)
    return MatrixRow(initiative_id, cells, meant, elsewhere)


def _own_cell(it: Receiver) -> MatrixCell:
    return MatrixCell(it.uptake, it.claim.day, Basis.OWN, (it,))


def _of_areas(ground: Ground, receivers: Sequence[Receiver]) -> dict[str, MatrixCell]:
    """Give how far municipalities are by the word of the areas that they belong to."""
    areas = [it for it in receivers if ground.is_area(it.organisation)]
    states = reached(areas, {it.organisation: ground.members(it.organisation) for it in areas})
    speaking: dict[str, list[Receiver]] = defaultdict(list)
    for it in areas:
        for town in ground.members(it.organisation):
            speaking[town].append(it)
    return {
        town: MatrixCell(states[town], _one_day(said, states[town]), Basis.AREA, tuple(said))
        for town, said in speaking.items()
    }


def _of_members(ground: Ground, receivers: Sequence[Receiver]) -> dict[str, MatrixCell]:
    """Give how far areas are by the word of their municipalities, and of other areas about those."""
    towns = {it.organisation: it for it in receivers if ground.is_municipality(it.organisation)}
    if ground.axis is OrganisationKind.HEALTH_COUNCIL:
        by_area = _of_areas(ground, [it for it in receivers if not ground.stands_on_axis(it.organisation)])
    else:
        by_area = {}
    found: dict[str, MatrixCell] = {}
    for area in ground.existing:
        members = ground.members(area)
        states = [_of_town(it, towns, by_area) for it in members]
        behind = {
            it.organisation: it
            for town in members
            for it in ((towns[town],) if town in towns else by_area[town].behind if town in by_area else ())
        }
        if behind:
            together = _gathered(states)
            found[area] = MatrixCell(
                together, _one_day(behind.values(), together), Basis.MEMBERS, tuple(behind.values())
            )
    return found


def _of_town(town: str, towns: Mapping[str, Receiver], by_area: Mapping[str, MatrixCell]) -> Uptake | None:
    if town in towns and towns[town].uptake is not None:
        return towns[town].uptake
    return by_area[town].uptake if town in by_area else None


def _gathered(states: Sequence[Uptake | None]) -> Uptake | None:
    """Give how far an area is whose members are so far: yes or no only where all are."""
    meant = [it for it in states if it is not Uptake.NOT_RELEVANT]
    if states and not meant:
        return Uptake.NOT_RELEVANT
    if len(set(meant)) == 1:
        return meant[0]
    if {Uptake.YES, Uptake.PARTLY} & set(meant):
        return Uptake.PARTLY
    return next((it for it in _FARTHEST_FIRST if it in meant), None)


def _one_day(said: Iterable[Receiver], uptake: Uptake | None) -> dt.date | None:
    """Give the last day of those that say the same, since then it holds for all of them."""
    days = [it.claim.day for it in said if it.uptake is uptake]
    known = [it for it in days if it is not None]
    return max(known) if known and len(known) == len(days) else None


_DERIVED: Mapping[OrganisationKind, Callable[[Ground, Sequence[Receiver]], dict[str, MatrixCell]]] = {
    OrganisationKind.MUNICIPALITY: _of_areas,
    OrganisationKind.CLUSTER: _of_members,
    OrganisationKind.HEALTH_COUNCIL: _of_members,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A place in the matrix that is otherwise than it was."""

    initiative_id: int
    column: str
    before: Uptake | None
    now: Uptake | None
    cell: MatrixCell | None


def moved(before: Mapping[int, MatrixRow], now: Iterable[MatrixRow]) -> list[Moved]:
    """Give the places of some rows that are otherwise than before."""
    found: list[Moved] = []
    for row in now:
        then = before.get(row.initiative_id)
        old = {} if then is None else then.cells
        for column in sorted({*old, *row.cells}):
            was = None if then is None else then.uptake(column)
            if was is not row.uptake(column):
                cell = row.cells.get(column)
                found.append(Moved(row.initiative_id, column, was, row.uptake(column), cell))
    return found
