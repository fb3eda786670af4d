"""Judged ideas (``tests/samples/overlap_ideas.toml``), and how well something finds what is the same."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from portfolio.overlap.index import SAME, Text

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Judged:
    """An idea with the places of the initiatives that are the same, related, and neither."""

    text: Text
    same: tuple[int, ...]
    related: tuple[int, ...]


@dataclass(frozen=True)
class Ideas:
    """The initiatives, and the ideas of one of the two sets."""

    initiatives: tuple[Text, ...]
    judged: tuple[Judged, ...]


@dataclass
class Measured:
    """What was found: ranks of what is the same, and what else was said to look like the same."""

    ranks: list[int] = field(default_factory=list)
    said_same: int = 0
    said_of_related: list[tuple[str, str]] = field(default_factory=list)
    said_of_different: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        said = self.said_same + len(self.said_of_related) + len(self.said_of_different)
        return self.said_same / said if said else 1.0

    @property
    def recall(self) -> float:
        return sum(rank <= 5 for rank in self.ranks) / len(self.ranks)

    @property
    def mean_rank(self) -> float:
        return sum(self.ranks) / len(self.ranks)


def ideas_of(which: str) -> Ideas:
    """Read the set ``tuning`` or ``held_out``."""
    raw = tomllib.loads((SAMPLES / "overlap_ideas.toml").read_text(encoding="utf-8"))
    at = {row[0]: place for place, row in enumerate(raw["initiatives"])}
    judged = [
        Judged(
            Text(it["title"], it.get("description", ""), it.get("target", "")),
            tuple(at[name] for name in it["same"]),
            tuple(at[name] for name in it["related"]),
        )
        for it in raw["idea"]
        if it["set"] == which
    ]
    return Ideas(tuple(Text(row[1], row[2], row[3]) for row in raw["initiatives"]), tuple(judged))


def measured(ideas: Ideas, scores: Callable[[Text], Sequence[float]], least: float = SAME) -> Measured:
    """Hold all ideas up; ``least`` is at how much something is said to look like the same."""
    found = Measured()
    for idea in ideas.judged:
        scored = np.asarray(scores(idea.text))
        order = np.argsort(-scored, kind="stable").tolist()
        for place in idea.same:
            found.ranks.append(order.index(place) + 1)
            found.said_same += int(scored[place] >= least)
        for place in np.flatnonzero(scored >= least).tolist():
            if place not in idea.same:
                is_related = place in idea.related
                said = found.said_of_related if is_related else found.said_of_different
                said.append((idea.text.title, ideas.initiatives[place].title))
    return found
