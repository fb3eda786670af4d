"""What places and organisations are called, built once from the reference data."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.parse.normal import fold
from etl.schema.words import words
from portfolio.reference import Organisation, Reference, by_reference, hospital_names, load_reference
from portfolio.vocabulary import OrganisationKind

GROUPINGS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
"""The kinds of organisation that municipalities and hospitals are grouped in, the usual first."""


def loosely(folded: str) -> str:
    """Give a folded text as it is typed on a keyboard without æ, ø and å ("Tarnby", "Kobenhavn")."""
    return folded.replace("oe", "o").replace("ae", "a").replace("aa", "a")


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """Names of municipalities, hospitals and their groupings.

    Attributes:
        organisations: every organisation by id.
        municipality_codes: folded name or spelling -> code.
        loose_codes: the same without the letters that foreign keyboards lack.
        hospital_ids: folded name or short name -> id.
        bases: folded place of a grouping ("syd", "randers") -> ids.
        members: grouping -> its members with first and last day.
    """

    organisations: Mapping[str, Organisation]
    municipality_codes: Mapping[str, str]
    loose_codes: Mapping[str, str]
    hospital_ids: Mapping[str, str]
    bases: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[tuple[str, dt.date | None, dt.date | None], ...]]

    def municipalities_of(self, organisation: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Give the codes of the municipalities of a grouping or region, on a day or at any time."""
        found = {member for member, *span in self.members.get(organisation, ()) if _covers(span, on)}
        return tuple(sorted(code for code in found if code.isdigit()))

    def groupings_of(self, member: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Give the groupings a municipality or hospital is in, of one kind: clusters before the others."""
        inside = [
            self.organisations[organisation]
            for organisation, members in self.members.items()
            if any(name == member and _covers(span, on) for name, *span in members)
        ]
        for kind in GROUPINGS:
            found = [one for one in inside if one.kind == kind]
            if found:
                return tuple(one.id for one in _newest(found))
        return ()

    def municipality(self, text: str) -> str | None:
        """Give the code of a municipality by any of its spellings, without or with "Kommune"."""
        bare = re.sub(r"(?:^kommunen?(?:rne)?\s+|\s+(?:kommunes?|kommuner(?:ne)?|k)$)", "", fold(text))
        bare = bare.strip(" .")
        return self._code(bare) or (self._code(bare[:-1]) if bare.endswith("s") else None)

    def _code(self, folded: str) -> str | None:
        return self.municipality_codes.get(folded) or self.loose_codes.get(loosely(folded))


def _covers(span: list[dt.date | None], on: dt.date | None) -> bool:
    first, last = span
    return on is None or (first or dt.date.min) <= on <= (last or dt.date.max)


def _newest(found: list[Organisation]) -> list[Organisation]:
    """Keep those that end last; an earlier one of the same kind has been succeeded."""
    last = max(one.last_date or dt.date.max for one in found)
    return [one for one in found if (one.last_date or dt.date.max) == last]


_KIND_WORDS = tuple(fold(word) for all_of in words("organisation_kinds").values() for word in all_of)
_BEFORE = re.compile(r"^(?:" + "|".join(sorted(_KIND_WORDS, key=len, reverse=True)) + r")\s+")


def base_of(name: str) -> str:
    """Give the place in a grouping's name: "syd" of "Sundhedsklynge Syd", "randers" of "Randersklyngen"."""
    folded = _BEFORE.sub("", fold(name))
    return re.sub(r"\s?klyngen?$", "", folded) or folded


def _spellings(section: str) -> Iterable[tuple[str, str]]:
    return ((fold(word), key) for key, all_of in words(section).items() for word in all_of)


def build(reference: Reference) -> PlaceBook:
    """Build the book from reference data, its hospitals' other names and the spellings in ``words.toml``."""
    organisations = {one.id: one for one in reference.organisations}
    codes = _named(reference, OrganisationKind.MUNICIPALITY) | dict(_spellings("municipalities"))
    hospitals = _named(reference, OrganisationKind.HOSPITAL) | _hospital_names()
    bases: dict[str, tuple[str, ...]] = {}
    for one in reference.organisations:
        if one.kind in GROUPINGS:
            bases[base_of(one.name)] = (*bases.get(base_of(one.name), ()), one.id)
    members: dict[str, tuple[tuple[str, dt.date | None, dt.date | None], ...]] = {}
    for one_of in reference.memberships:
        entry = (one_of.member, one_of.first_date, one_of.last_date)
        members[one_of.organisation] = (*members.get(one_of.organisation, ()), entry)
    loose = {loosely(name): code for name, code in codes.items()}
    return PlaceBook(organisations, codes, loose, hospitals, bases, members)


def _hospital_names() -> dict[str, str]:
    return {fold(word): hospital for word, hospital in hospital_names()}


def _named(reference: Reference, kind: OrganisationKind) -> dict[str, str]:
    return {fold(one.name): one.id for one in reference.organisations if one.kind == kind}


@by_reference
def place_book() -> PlaceBook:
    """Give the book of the reference data that travels with the program."""
    return build(load_reference())
