"""Which initiatives a reader has asked for: criteria, and the initiatives of a snapshot that meet them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from portfolio.moments import Moment
from portfolio.rules.gaps import Gap
from portfolio.rules.likeness import fold
from portfolio.snapshot import FORMER, STATED, Code, Item, Mask, Places, Snapshot
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE

UNKNOWN_CODE = "unknown"
"""Stands in a criterion for initiatives where the value is missing."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a reader has chosen. Within a field any of the codes will do; between fields all must hold.

    ``UNKNOWN_CODE`` in a field asks for those where it is missing. An empty tuple leaves the field open.

    Attributes:
        text: words that must all stand somewhere in the initiative's texts, in any order and case.
        gaps: missing information; each of them must be missing.
        only_listed: leave out what has gone from the newest list of every source that had it.
        as_of: the moment that the portfolio is seen from; None: today.
        since: the moment it is compared with; None: what the page itself compares with.
        former: homes in the structure before that of ``structure_on``; as lists say, where none is asked for.
        structure_on: the day by whose structure initiatives are grouped; None: as their lists say.
    """

    focus_areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    traffic_lights: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    spread_potentials: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    text: str = ""
    only_listed: bool = True
    as_of: Moment | None = None
    since: Moment | None = None
    former: tuple[str, ...] = ()
    structure_on: dt.date | None = None

    def but(self, **changes: object) -> "Criteria":
        """Give the same criteria with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names itself

    def unfiltered(self) -> "Criteria":
        """Give criteria that all that is listed meets, seen from the same moment in the same structure."""
        return Criteria(as_of=self.as_of, since=self.since, structure_on=self.structure_on)


_UNNAMED = (COMMON_CODE, OPEN_CODE, OTHER_CODE, UNKNOWN_CODE)

_CODE_COLUMNS = {
    "focus_areas": "focus_area_id",
    "statuses": "status",
    "traffic_lights": "traffic_light",
    "phases": "phase",
    "spread_potentials": "spread_potential",
}


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Some initiatives of a snapshot, in an order.

    Attributes:
        known: the snapshot.
        places: the initiatives' places in it.
    """

    known: Snapshot
    places: Places

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Item]:
        return (Item(self.known, place) for place in self.places.tolist())

    @property
    def ids(self) -> NDArray[np.int64]:
        """Their ids."""
        return self.known.ids[self.places]

    def codes(self, column: str) -> NDArray[np.int16]:
        """Give the places of their codes among those of a column."""
        return self.known.codes[column].at[self.places]

    def has(self, column: str, *codes: Code) -> Mask:
        """Mark those that have one of some codes."""
        return self.known.codes[column].mask(codes)[self.places]

    def flag(self, name: str) -> Mask:
        """Mark those for which a flag holds."""
        return self.known.flags[name][self.places]

    def where(self, mask: Mask) -> "Chosen":
        """Give those that are marked, in the same order."""
        return Chosen(self.known, self.places[mask])

    def first(self, count: int, skipped: int = 0) -> "Chosen":
        """Give the first of them, after some that are skipped."""
        return Chosen(self.known, self.places[skipped : skipped + count])

    def sorted_by(self, *keys: NDArray[np.generic]) -> "Chosen":
        """Sort them by keys of the whole snapshot, the first the most telling; equals keep their order."""
        order = np.lexsort([key[self.places] for key in reversed(keys)])
        return Chosen(self.known, self.places[order])


def select(known: Snapshot, criteria: Criteria) -> Chosen:
    """Give the initiatives that meet the criteria, by id."""
    mask = known.flags["is_listed"].copy() if criteria.only_listed else np.ones(len(known), dtype=bool)
    for name, column in _CODE_COLUMNS.items():
        asked = getattr(criteria, name)
        if asked:
            mask &= known.codes[column].mask(None if code == UNKNOWN_CODE else code for code in asked)
    if criteria.organisations:
        mask &= _organisation_mask(known, criteria.organisations)
    if criteria.former:
        mask &= _former_mask(known, criteria.former)
    if criteria.municipalities:
        mask &= _municipality_mask(known, criteria.municipalities)
    for gap in criteria.gaps:
        mask &= known.gaps[gap]
    words = fold(criteria.text)
    if words:
        mask &= known.with_words(words)
    return Chosen(known, np.flatnonzero(mask))


def _organisation_mask(known: Snapshot, codes: tuple[str, ...]) -> Mask:
    """Mark those at home in some areas; one of another structure asks for what it led from."""
    column = known.codes["organisation_id"]
    mask = column.mask(_asked(codes))
    if STATED not in known.codes:
        return mask
    others = [code for code in codes if code not in (*_UNNAMED, *column.codes)]
    return mask | known.codes[STATED].mask(others) | known.codes[FORMER].mask(others)


def _former_mask(known: Snapshot, codes: tuple[str, ...]) -> Mask:
    """Mark those that were at home in some areas in the structure before."""
    return known.codes.get(FORMER, known.codes["organisation_id"]).mask(_asked(codes))


def _asked(codes: tuple[str, ...]) -> list[Code]:
    return [None if code == UNKNOWN_CODE else code for code in codes]


def _municipality_mask(known: Snapshot, codes: tuple[str, ...]) -> Mask:
    mask = known.municipalities.mask(codes, len(known))
    return mask | known.gaps[Gap.MUNICIPALITIES] if UNKNOWN_CODE in codes else mask
