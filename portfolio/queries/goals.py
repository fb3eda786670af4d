"""How the agreement's goals are covered, and how far initiatives reach."""

from collections.abc import Iterable

import numpy as np

from portfolio.reference import Goal
from portfolio.selection import Chosen
from portfolio.snapshot import Mask

REACH_ONE, REACH_SEVERAL = "one", "several"
"""Codes of how many municipalities take part; None is unknown."""


def initiatives_by_goal(chosen: Chosen, goals: Iterable[Goal]) -> dict[str, Mask]:
    """Mark the initiatives that name each goal, by its id; one that none names has no mark."""
    asked = tuple(goals)
    naming = chosen.known.naming(asked)
    found: dict[str, Mask] = {}
    for place, name in enumerate(naming.names):
        mask = np.zeros(len(chosen.known), dtype=bool)
        mask[naming.initiative[naming.name == place]] = True
        found[name] = mask[chosen.places]
    return found


def municipality_reach(chosen: Chosen) -> dict[str | None, Mask]:
    """Mark those in which one municipality takes part, several do, or nobody has said."""
    sizes = chosen.known.municipalities.sizes(len(chosen.known))[chosen.places]
    return {REACH_ONE: sizes == 1, REACH_SEVERAL: sizes > 1, None: sizes == 0}
