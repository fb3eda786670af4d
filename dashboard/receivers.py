"""Groups of organisations that an initiative can be received by: all clusters of a region, and so on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.format import danish_key
from dashboard.labels import organisations
from portfolio.reference import Organisation
from portfolio.vocabulary import OrganisationKind

KINDS = (
    OrganisationKind.CLUSTER,
    OrganisationKind.PLANNING_AREA,
    OrganisationKind.HEALTH_COUNCIL,
    OrganisationKind.MUNICIPALITY,
)
_AHEAD = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ReceiverGroup:
    """All organisations of a kind in a region; ``key`` names it in a form."""

    kind: OrganisationKind
    region: str
    ids: tuple[str, ...]

    @property
    def key(self) -> str:
        """The group as a form says it."""
        return f"{self.kind}:{self.region}"


def receiver_groups(today: dt.date, first_region: str | None = None) -> list[ReceiverGroup]:
    """Give the groups of what there is, or will be within a year; one region's before the others'."""
    found: dict[tuple[str, OrganisationKind], list[Organisation]] = {}
    for it in organisations().values():
        if it.kind in KINDS and it.region and _is_there(it, today):
            found.setdefault((it.region, it.kind), []).append(it)
    groups = [ReceiverGroup(kind, region, _ids(members)) for (region, kind), members in found.items()]
    return sorted(groups, key=lambda it: _order(it, first_region))


def region_of(organisation_id: str | None, municipalities: Sequence[str]) -> str | None:
    """Give an initiative's region: its cluster's, else its first municipality's."""
    for id_ in (organisation_id, *municipalities):
        known = organisations().get(id_ or "")
        if known is not None and known.region:
            return known.region
    return None


def receiver_names(today: dt.date) -> list[str]:
    """Give the names of all that can receive something, to be offered while one is typed."""
    named = [it for it in organisations().values() if it.kind in KINDS and _is_there(it, today)]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return [it.name for it in sorted(named, key=lambda it: (order[it.kind], danish_key(it.name)))]


def _is_there(it: Organisation, today: dt.date) -> bool:
    return (it.last_date or dt.date.max) >= today and (it.first_date or dt.date.min) <= today + _AHEAD


def _ids(members: Sequence[Organisation]) -> tuple[str, ...]:
    return tuple(it.id for it in sorted(members, key=lambda it: danish_key(it.name)))


def _order(group: ReceiverGroup, first_region: str | None) -> tuple[bool, str, int]:
    known = organisations().get(group.region)
    name = group.region if known is None else known.name
    return (group.region != first_region, name, KINDS.index(group.kind))
