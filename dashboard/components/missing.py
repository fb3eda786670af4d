"""What is missing about initiatives, counted by kind and source, and where it can be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import data
from dashboard.data import Chosen, Spot, Spots
from portfolio.places import sheet_name
from portfolio.rules.gaps import ASKED, Gap
from portfolio.selection import Criteria
from portfolio.snapshot import Item, Mask

GAPS, GAPS_FILE = "/mangler", "/hent/mangler.xlsx"
SOURCE_KEY = "kilde"
"""The key of the page's address that asks about one source."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing about an initiative in one list.

    Attributes:
        gap: what is missing.
        spot: where the initiative stands.
        cell: the cell to write in; None where the list has no column for it.
        is_typed: whether Tværblik keeps the list itself, so that it is written on the initiative's page.
    """

    gap: Gap
    spot: Spot
    cell: str | None
    is_typed: bool = False

    @property
    def place(self) -> str:
        """The cell with its sheet, as Excel writes it; "" where there is none."""
        if self.cell is None:
            return ""
        return f"{sheet_name(self.spot.sheet)}!{self.cell}" if self.spot.sheet else self.cell


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """The initiatives that something is missing about.

    Attributes:
        kinds: what is asked for.
        chosen: the initiatives that meet the filters.
        lacking: those of them that something is missing about, those with most first.
        spots: where they stand.
        source_id: the one source that is asked about; None: all.
    """

    kinds: Sequence[Gap]
    chosen: Chosen
    lacking: Chosen
    spots: Spots
    source_id: int | None

    def lacks(self, initiative: Item) -> Iterator[Lack]:
        """Give what is missing about an initiative, in each of its lists."""
        found = self.spots.spots.get(initiative.id, ())
        for gap in self.kinds:
            if self.chosen.known.gaps[gap][initiative.place]:
                yield from (
                    Lack(gap, spot, self.spots.cell(spot, gap), spot.upload_id in self.spots.typed)
                    for spot in found
                    if self._is_asked(gap, spot)
                )

    def _is_asked(self, gap: Gap, spot: Spot) -> bool:
        if self.source_id is not None and spot.source_id != self.source_id:
            return False
        return gap is not Gap.UNKNOWN_PLACE or self.spots.cell(spot, gap) is not None

    def counts(self) -> dict[tuple[int | None, Gap], int]:
        """Give how many initiatives lack what: of each source, and of all together (None)."""
        pairs = self.spots.by_source
        found: dict[tuple[int | None, Gap], int] = {}
        masks = _masks(self.chosen, self.kinds)
        for gap, mask in masks.items():
            found[None, gap] = int(mask.sum())
            counts = np.bincount(pairs.name[mask[pairs.initiative]], minlength=len(pairs.names))
            found.update(((id_, gap), int(it)) for id_, it in zip(self.spots.source_ids, counts, strict=True))
        return found


def missing_of(criteria: Criteria, source_id: int | None = None) -> Missing:
    """Give what is missing about the initiatives that meet some criteria, of one source or of all.

    Of those that have left every list nobody can be asked.
    """
    chosen, spots = data.portfolio().chosen(criteria), data.spots()
    asked = spots.by_source.names if source_id is None else (str(source_id),)
    chosen = chosen.where(spots.by_source.mask(asked, len(chosen.known))[chosen.places])
    kinds = (*ASKED, *(gap for gap in criteria.gaps if gap not in ASKED))
    masks = _masks(chosen, kinds)
    number = np.sum(list(masks.values()), axis=0)
    lacking = chosen.where(number[chosen.places] > 0).sorted_by(-number, chosen.known.title_rank)
    return Missing(kinds, chosen, lacking, spots, source_id)


def _masks(chosen: Chosen, kinds: Sequence[Gap]) -> dict[Gap, Mask]:
    """Mark those of the chosen that lack each of some things, among all of the snapshot."""
    among = np.zeros(len(chosen.known), dtype=bool)
    among[chosen.places] = True
    return {gap: chosen.known.gaps[gap] & among for gap in kinds}
