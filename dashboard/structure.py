"""The organisations on a day: which cluster a municipality is in, and what nobody has confirmed."""

import datetime as dt
from collections.abc import Iterable

import numpy as np

from dashboard.labels import organisations
from portfolio.reference import FocusArea, Membership, load_reference
from portfolio.snapshot import Snapshot
from portfolio.vocabulary import OrganisationKind

HOMES = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)


def _holds_on(membership: Membership, day: dt.date) -> bool:
    return (membership.first_date or dt.date.min) <= day <= (membership.last_date or dt.date.max)


def areas_in_use(known: Snapshot) -> list[FocusArea]:
    """Give the focus areas of the agreements under which any initiative stands; all where none does.

    Regions have agreements of their own; those of a region without initiatives are nobody's to choose.
    """
    areas, column = load_reference().focus_areas, known.codes["focus_area_id"]
    counts = np.bincount(column.at, minlength=len(column.codes))
    stood_under = {code for code, count in zip(column.codes, counts, strict=True) if count}
    used = {area.agreement for area in areas if area.id in stood_under}
    return [area for area in areas if area.agreement in used or not used]


def homes(day: dt.date) -> dict[str, str]:
    """Give the cluster, planning area or health council of each municipality on a day, by its code."""
    known = organisations()
    return {
        membership.member: membership.organisation
        for membership in load_reference().memberships
        if known[membership.organisation].kind in HOMES
        and membership.member in known
        and known[membership.member].kind is OrganisationKind.MUNICIPALITY
        and _holds_on(membership, day)
    }


def members(organisation_ids: Iterable[str]) -> set[str]:
    """Give the codes of all municipalities that belong, or belonged, to some organisations."""
    wanted, known = set(organisation_ids), organisations()
    return {
        membership.member
        for membership in load_reference().memberships
        if membership.organisation in wanted
        and membership.member in known
        and known[membership.member].kind is OrganisationKind.MUNICIPALITY
    }


def unconfirmed(organisation_ids: Iterable[str]) -> list[str]:
    """Give those of some organisations whose existence or circle of members nobody has confirmed."""
    doubtful = {
        membership.organisation
        for membership in load_reference().memberships
        if membership.certainty.is_unconfirmed
    }
    known = organisations()
    return [
        it
        for it in organisation_ids
        if it in known and (it in doubtful or known[it].certainty.is_unconfirmed)
    ]
