"""How the agreement's goals are covered, and how far initiatives reach."""

from collections.abc import Iterable

import numpy as np

from portfolio.reference import Goal, load_reference
from portfolio.selection import Chosen
from portfolio.snapshot import Mask

REACH_ONE, REACH_SEVERAL = "one", "several"
"""Codes of how many municipalities take part; None is unknown."""


def initiatives_by_goal(chosen: Chosen, goals: Iterable[Goal]) -> dict[str, Mask]:
    """Mark the initiatives that name each goal, by its id; one that none names has no mark.

    Agreements number their goals alike: one who stands under another agreement's focus area means another.
    """
    asked = tuple(goals)
    naming = chosen.known.naming(asked)
    found: dict[str, Mask] = {}
    for place, name in enumerate(naming.names):
        mask = np.zeros(len(chosen.known), dtype=bool)
        mask[naming.initiative[naming.name == place]] = True
        found[name] = mask[chosen.places]
    foreign = _of_other_agreements(chosen)
    return {goal.id: found[goal.id] & ~foreign[goal.focus_area] for goal in asked}


def _of_other_agreements(chosen: Chosen) -> dict[str, Mask]:
    """Mark, for each focus area, the initiatives that stand under areas of other agreements."""
    areas = load_reference().focus_areas
    under = {area.id: chosen.has("focus_area_id", area.id) for area in areas}
    none = np.zeros(len(chosen), dtype=bool)
    found: dict[str, Mask] = {}
    for area in areas:
        others = [under[it.id] for it in areas if it.agreement != area.agreement]
        found[area.id] = np.logical_or.reduce([none, *others])
    return found


def municipality_reach(chosen: Chosen) -> dict[str | None, Mask]:
    """Mark those in which one municipality takes part, several do, or nobody has said."""
    sizes = chosen.known.municipalities.sizes(len(chosen.known))[chosen.places]
    return {REACH_ONE: sizes == 1, REACH_SEVERAL: sizes > 1, None: sizes == 0}
