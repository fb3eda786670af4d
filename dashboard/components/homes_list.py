"""How far homes in the structure of a day are settled, for the work list and its workbook."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from dashboard import data
from dashboard.data import Chosen, Stand, Transition
from portfolio.reference import load_reference
from portfolio.rules.succession import How, next_change
from portfolio.selection import Criteria, select

HOMES_FILE = "/hent/overgang.xlsx"

STANDS: dict[str, tuple[Stand, ...]] = {
    "mangler": (Stand.OPEN, Stand.AGAIN),
    "uden": (Stand.PLACELESS,),
    "afgjort": (Stand.DECIDED,),
    "klar": (Stand.CLEAR,),
}
"""The words in the address for how far homes are settled; every initiative is in one of them."""


HOWS: dict[str, tuple[How, ...]] = {"overtaget": (How.SAME, How.SUCCESSION), "kommuner": (How.MEMBERS,)}
"""The words in the address for how a home that nobody had to decide was found."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """Some initiatives, and how far their homes in the structure of a day are settled.

    Attributes:
        transition: from which structure to which.
        chosen: the initiatives.
    """

    transition: Transition
    chosen: Chosen

    @property
    def day(self) -> dt.date:
        """The day whose structure it is about."""
        return self.transition.day

    def in_state(self, word: str) -> Chosen:
        """Give those whose homes are settled so far."""
        return self.chosen.where(self.transition.mask(*STANDS[word])[self.chosen.places])

    def found(self, chosen: Chosen, word: str) -> Chosen:
        """Give those of some whose homes were found in a way."""
        homes = self.transition.homes
        return chosen.where(
            np.array([homes[it].how in HOWS[word] for it in chosen.places.tolist()], dtype=bool)
        )

    def count(self, word: str) -> int:
        """Count those whose homes are settled so far."""
        return len(self.in_state(word))


def structure_day(criteria: Criteria) -> dt.date:
    """Give the day that is asked for, else the next on which the structure changes."""
    return criteria.structure_on or next_change(load_reference(), data.present_day())


def waiting_of(criteria: Criteria) -> Waiting:
    """Give the initiatives that meet some criteria, with their homes in the structure of the day."""
    transition = data.transition(structure_day(criteria))
    return Waiting(transition, select(transition.snapshot, criteria))
