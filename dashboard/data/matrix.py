"""The spread matrix: how far each receiver on an axis is with each initiative that anybody has told of."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.courses import kept_adoption
from dashboard.data.door import Door, door_here, kept, moment_here, stamp_here, stamps_here
from dashboard.data.portfolios import kept_portfolio, portfolio
from portfolio.moments import Moment
from portfolio.reference import Reference, load_reference
from portfolio.snapshot import Snapshot
from portfolio.spread.matrix import Ground, MatrixRow, matrix_row
from portfolio.vocabulary import OrganisationKind

_MATRICES_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class SpreadMatrix:
    """How far receivers of a kind are: what it stands on, and the row of each initiative that is told of."""

    ground: Ground
    rows: Mapping[int, MatrixRow]


@kept(_MATRICES_KEPT)
def kept_matrix(
    door: Door, stamps: tuple[str, str], moment: Moment, axis: OrganisationKind, reference: Reference
) -> SpreadMatrix:
    """Set what is said of receivers on an axis."""
    known, book = kept_portfolio(door, stamps[0], moment).snapshot, kept_adoption(door, stamps, moment)
    ground, regions = Ground(axis, moment.day, reference), _regions(reference)
    rows = {
        id_: matrix_row(ground, id_, receivers, _region(known, id_, regions))
        for id_, receivers in book.receivers.items()
    }
    return SpreadMatrix(ground, rows)


def spread_matrix(axis: OrganisationKind, then: Moment | None = None) -> SpreadMatrix:
    """Give how far each receiver on an axis is with each initiative that anybody has told of.

    Args:
        axis: the kind of receivers.
        then: an earlier moment to see it from; None: the one that is looked from.
    """
    stamps = (stamp_here(), stamps_here().adoption)
    return kept_matrix(door_here(), stamps, then or moment_here(), axis, load_reference())


def bare_row(matrix: SpreadMatrix, initiative_id: int) -> MatrixRow:
    """Give the row of an initiative that nobody has told of: all that it may be meant for is unknown."""
    region = _region(portfolio().snapshot, initiative_id, _regions(load_reference()))
    return matrix_row(matrix.ground, initiative_id, (), region)


def _regions(reference: Reference) -> Mapping[str, str | None]:
    return {it.id: it.region for it in reference.organisations}


def _region(known: Snapshot, initiative_id: int, regions: Mapping[str, str | None]) -> str | None:
    """Give an initiative's region: its area's, else its first municipality's."""
    place = known.place(initiative_id)
    if place is None:
        return None
    item = known.item(place)
    named = (item.code("organisation_id"), *item.municipalities())
    return next((region for it in named if it and (region := regions.get(it))), None)
