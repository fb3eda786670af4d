"""Where each initiative stands in its newest list."""

from collections.abc import Mapping

from dashboard.data import Place
from dashboard.exports.pack.values import Origin
from dashboard.format import month

NOWHERE = Origin()


def origin_of(place: Place | None) -> Origin:
    """Say where an initiative stands."""
    if place is None:
        return NOWHERE
    return Origin(
        source=place.source,
        month=month(place.month),
        file_name=place.file_name,
        sheet=place.sheet or "",
        cell=place.cell or "",
    )


def origins_of(places: Mapping[int, Place]) -> dict[int, Origin]:
    """Say where all stand."""
    return {id_: origin_of(place) for id_, place in places.items()}
