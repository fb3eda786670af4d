"""Which initiatives the list shows: those that meet the filters and, where it compares, a kind of change."""

from dataclasses import dataclass

import numpy as np

from dashboard import data
from dashboard.components.changes_asked import Changes, Part, changes_of, since_of, words_of
from dashboard.data import Chosen, Difference
from dashboard.filters import Asked


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """What the list shows.

    Attributes:
        chosen: the initiatives, in no order that matters.
        changes: what is otherwise; None: nothing is compared.
        absent: of a kind of change asked for, how many are not known any more: they are in no list.
    """

    chosen: Chosen
    changes: Changes | None = None
    absent: int = 0

    def change(self, initiative_id: int) -> Difference | None:
        """Give what is otherwise about an initiative."""
        return self.by_id.get(initiative_id)

    @property
    def by_id(self) -> dict[int, Difference]:
        """What is otherwise, by initiative; what cannot be compared is left out."""
        if self.changes is None:
            return {}
        items = (it for part, found in self.changes.every.items() if part is not Part.UNCLEAR for it in found)
        return {it.initiative_id: it for it in items}


def listed_of(asked: Asked) -> Listed:
    """Give what the list shows for an address."""
    known, (words, _) = data.portfolio(), words_of(asked)
    chosen, since = known.chosen(asked.criteria), since_of(asked)
    if since is None or (asked.criteria.since is None and not words):
        return Listed(chosen)
    changes = changes_of(asked, since)
    if not words:
        return Listed(chosen, changes)
    places = [known.snapshot.place(it.initiative_id) for it in changes.shown_items]
    found = sorted(place for place in places if place is not None)
    shown = Chosen(known.snapshot, np.array(found, dtype=np.intp))
    return Listed(shown, changes, absent=len(places) - len(found))
