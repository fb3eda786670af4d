"""How the agreement's goals are covered, and how far initiatives reach."""

from collections.abc import Iterable

import pandas as pd

from portfolio.reference import Goal
from portfolio.rules.goals import goals_named

REACH_ONE, REACH_SEVERAL = "one", "several"
"""Codes of how many municipalities take part; a missing code is unknown."""


def initiatives_by_goal(initiatives: pd.DataFrame, goals: Iterable[Goal]) -> dict[str, tuple[int, ...]]:
    """Give the initiatives' ids by goal id; a goal that no initiative names has none."""
    known = tuple(goals)
    named = {text: goals_named(str(text), known) for text in initiatives["goal"].dropna().unique()}
    found: dict[str, list[int]] = {goal.id: [] for goal in known}
    for number, text in zip(initiatives["id"], initiatives["goal"], strict=True):
        for goal in named.get(text, ()):
            found[goal].append(int(number))
    return {goal: tuple(ids) for goal, ids in found.items()}


def municipality_reach(initiatives: pd.DataFrame, participation: pd.DataFrame) -> "pd.Series[str]":
    """Tell of each initiative whether one or several municipalities take part.

    Returns:
        ``REACH_ONE`` or ``REACH_SEVERAL`` by the frame's own index; missing where no municipality is stated.
    """
    sizes = initiatives["id"].map(participation.groupby("initiative_id").size())
    return sizes.map(_reach, na_action="ignore").astype("string")


def _reach(municipality_count: float) -> str:
    return REACH_ONE if municipality_count == 1 else REACH_SEVERAL
