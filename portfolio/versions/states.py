"""What reports and corrections say together about an initiative at one instant."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.fields import FIELDS, OUR_ID, ValueKind
from portfolio.records import CellValue, FuzzyDate, Value
from portfolio.reference import FocusArea, by_reference, by_reference_at_most, load_reference
from portfolio.rules.likeness import fold
from portfolio.vocabulary import OrganisationKind

AREA_KINDS = frozenset(
    {OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL}
)
"""Kinds of organisation that initiatives are counted under."""

_OF_THE_LIST = frozenset({"updated", "period"})
"""Fields that say something about the list or the row itself: two lists differ there without disagreeing."""

_COMPARED_KINDS = frozenset(ValueKind) - {ValueKind.TEXT}

COMPARED_FIELDS = tuple(
    field.name
    for field in FIELDS.values()
    if field.kind in _COMPARED_KINDS and field.name not in _OF_THE_LIST
)
"""Fields in which lists can disagree. Texts are left out: two people never word a thing alike."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one list says about an initiative, with the source and its own organisation."""

    source_id: int
    organisation_id: str | None
    values: Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A field's value as a person set it (None: not stated), and from when to when."""

    id: int
    field: str
    value: Value | None
    corrected_at: dt.datetime
    undone_at: dt.datetime | None = None

    def stands(self, at: dt.datetime) -> bool:
        """Tell whether it had been made and was not undone at an instant."""
        return self.corrected_at <= at and (self.undone_at is None or at < self.undone_at)


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an initiative.

    Attributes:
        values: the value of each field that somebody states.
        origins: field -> "source" or "correction" and its id.
        conflicts: fields in which lists in force disagree and nobody has corrected it.
    """

    values: Mapping[str, Value]
    origins: Mapping[str, tuple[str, int]]
    organisation_id: str | None
    focus_area_id: str | None
    source_count: int
    is_listed: bool
    conflicts: tuple[str, ...]


def state_of(claims: Sequence[Claim], corrections: Iterable[CorrectionFacts], *, is_listed: bool) -> State:
    """Put claims and corrections together.

    Args:
        claims: what lists say, the newest first; the first that states a field wins it.
        corrections: those that stand, in the order they were made; the last wins, over every claim too.
        is_listed: whether the claims stand in their sources' newest lists.
    """
    stated = _stated(claims)
    corrected = {correction.field: correction for correction in corrections}
    values = {name: cell.value for name, (_, cell) in stated.items() if cell.value is not None}
    values = _with_corrections(values, corrected.values())
    sources = {claim.source_id: ("source", claim.source_id) for claim in claims}
    origins = {name: sources[claim.source_id] for name, (claim, _) in stated.items()}
    origins |= {name: ("correction", correction.id) for name, correction in corrected.items()}
    organisation = _organisation(claims, stated, corrected)
    region = region_of(organisation, claims[0].organisation_id if claims else None)
    return State(
        values=values,
        origins=origins,
        organisation_id=organisation,
        focus_area_id=focus_area_of(values.get("focus_area"), region),
        source_count=len({claim.source_id for claim in claims}) if is_listed else 0,
        is_listed=is_listed,
        conflicts=tuple(name for name in conflicts(claims) if name not in corrected) if is_listed else (),
    )


def region_of(organisation_id: str | None, list_organisation_id: str | None) -> str | None:
    """Give the region whose focus areas are meant: that of the initiative's area, else of the list's own."""
    return _regions().get(organisation_id or list_organisation_id or "")


def conflicts(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Give the fields in which claims disagree."""
    if len(claims) < 2:
        return ()
    return tuple(name for name in COMPARED_FIELDS if _disagree(name, claims))


@by_reference_at_most(4096)
def focus_area_of(text: Value | None, region: str | None = None) -> str | None:
    """Give the focus area that a text names, or has most words of; None where there is none such.

    Regions have agreements of their own, and words say another thing in another region's: where the region
    is known, words are those of its own areas. A name in full is the area's own, whoever writes it.
    """
    if text is None:
        return None
    folded = fold(str(text))
    named = [area.id for area in load_reference().focus_areas if _bare(folded) in _full_names(area)]
    worded = _areas_by_words(folded)
    found = _own(named, region) or named or (worded if region is None else _own(worded, region))
    return max(found, key=found.count, default=None)


def _own(areas: Iterable[str], region: str | None) -> list[str]:
    """Give those of some areas that are of a region's agreements."""
    return [area for area in areas if region in _regions_of_areas()[area]]


def _full_names(area: FocusArea) -> tuple[str, ...]:
    """Give what an area is called in full; a short name of one word is a word like others."""
    short = fold(area.short_name)
    return (fold(area.name), short) if " " in short else (fold(area.name),)


def _bare(folded: str) -> str:
    """Take off the number that a focus area's name may begin with."""
    return folded.lstrip("0123456789. ")


def _areas_by_words(folded: str) -> list[str]:
    """Give the areas that words of a text or, as one, its short name stand for."""
    words = folded.split()
    short = [it.id for it in load_reference().focus_areas if _bare(folded) == fold(it.short_name)]
    return short + [area for word, area in load_reference().focus_area_words if fold(word) in words]


@by_reference
def _regions_of_areas() -> dict[str, frozenset[str | None]]:
    """Give the region of each focus area's agreement, and the one that has taken over from it."""
    known = load_reference()
    successors = {it.organisation: it.successor for it in known.successions}
    regions = {it.id: it.region for it in known.agreements}
    return {
        area.id: frozenset({region, successors.get(region, region)})
        for area in known.focus_areas
        for region in (regions[area.agreement],)
    }


@by_reference
def _regions() -> dict[str, str | None]:
    return {
        it.id: it.id if it.kind is OrganisationKind.REGION else it.region
        for it in load_reference().organisations
    }


def _with_corrections(
    values: Mapping[str, Value], corrections: Iterable[CorrectionFacts]
) -> dict[str, Value]:
    corrected = {correction.field: correction.value for correction in corrections}
    both: dict[str, Value | None] = {**values, **corrected}
    return {name: value for name, value in both.items() if value is not None}


def _stated(claims: Sequence[Claim]) -> dict[str, tuple[Claim, CellValue]]:
    stated: dict[str, tuple[Claim, CellValue]] = {}
    for claim in claims:
        for name, cell in claim.values.items():
            if cell.value is not None and name != OUR_ID.name:
                stated.setdefault(name, (claim, cell))
    return stated


def _organisation(
    claims: Sequence[Claim],
    stated: Mapping[str, tuple[Claim, CellValue]],
    corrected: Mapping[str, CorrectionFacts],
) -> str | None:
    """Give the cluster or area: as stated, where recognised; where none is stated, the newest list's own."""
    if "cluster" in corrected:
        return _areas_by_name().get(fold(str(corrected["cluster"].value)))
    return area_of(stated["cluster"][1] if "cluster" in stated else None, claims[0].organisation_id)


def area_of(cluster: CellValue | None, organisation_id: str | None) -> str | None:
    """Give the cluster or area that a list tells of: as stated, where recognised; else the list's own."""
    if cluster is None or cluster.value is None:
        return _known_area(organisation_id)
    return _known_area(cluster.organisation)


def _known_area(organisation_id: str | None) -> str | None:
    return organisation_id if organisation_id in _areas() else None


@by_reference
def _areas() -> frozenset[str]:
    return frozenset(row.id for row in load_reference().organisations if row.kind in AREA_KINDS)


@by_reference
def _areas_by_name() -> dict[str, str]:
    """Give clusters and areas by folded name; of namesakes the one that lives longest."""
    areas = [row for row in load_reference().organisations if row.kind in AREA_KINDS]
    ordered = sorted(areas, key=lambda row: row.last_date or dt.date.max)
    return {fold(row.name): row.id for row in ordered}


def _disagree(name: str, claims: Sequence[Claim]) -> bool:
    cells = [claim.values[name] for claim in claims if name in claim.values]
    values = [cell.value for cell in cells if cell.value is not None]
    return any(not _compatible(values[0], value) for value in values[1:])


def _compatible(one: Value, other: Value) -> bool:
    """Tell whether two values can both be true: dates that may mean the same day can."""
    if isinstance(one, FuzzyDate) and isinstance(other, FuzzyDate):
        return _first(one) <= _last(other) and _first(other) <= _last(one)
    return one == other


def _first(date: FuzzyDate) -> dt.date:
    return date.first or dt.date.min


def _last(date: FuzzyDate) -> dt.date:
    return date.last or dt.date.max
