"""Where several do the same: groups of alike initiatives all over the portfolio.

A group is a middle and all that look like the same as it, both ways; none is in two groups. So a chain of
neighbours, each a little alike the next, is no group.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portfolio.overlap.index import SAME, Apart, Index

_MOST_WORDS = 4
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Initiatives that look like the same.

    Attributes:
        ids: them, the middle first, then the likeliest first.
        likeness: how alike each is to the middle.
        terms: what most of them have in common, as terms of the index; what tells most first.
    """

    ids: tuple[int, ...]
    likeness: tuple[float, ...]
    terms: tuple[str, ...]


def groups(index: Index, texts: Sequence[Apart]) -> tuple[Group, ...]:
    """Give all groups, the largest first; ``texts`` are those that the index was made of."""
    near = _near(index, texts)
    free = np.ones(len(index), dtype=bool)
    order = sorted(range(len(index)), key=lambda it: (-len(near[it]), -sum(near[it].values()), it))
    found = []
    for middle in order:
        members = {it: share for it, share in near[middle].items() if free[it]}
        if not free[middle] or not members:
            continue
        ordered = sorted(members, key=lambda it: (-members[it], it))
        free[[middle, *ordered]] = False
        places = [middle, *ordered]
        ids = tuple(int(index.ids[it]) for it in places)
        found.append(
            Group(ids, (1.0, *(members[it] for it in ordered)), _terms(index, [texts[it] for it in places]))
        )
    return tuple(sorted(found, key=lambda it: (-len(it.ids), it.ids)))


def _near(index: Index, texts: Sequence[Apart]) -> list[dict[int, float]]:
    """Give for each place those that look like the same as it, seen from either; and how alike."""
    ways: list[dict[int, float]] = []
    for place, text in enumerate(texts):
        scores = index.scores(index.asked_of(text))
        scores[place] = 0.0
        ways.append({it: float(scores[it]) for it in np.flatnonzero(scores >= SAME).tolist()})
    return [
        {it: min(share, ways[it][place]) for it, share in way.items() if place in ways[it]}
        for place, way in enumerate(ways)
    ]


def _terms(index: Index, texts: Sequence[Apart]) -> tuple[str, ...]:
    """Give what at least half of some texts, and two of them, have in their titles; what tells most first."""
    often: Counter[str] = Counter()
    for text in texts:
        terms = {
            term for name, _ in text.title for term, weight in index.lexicon.terms(name) if weight > _SHARE
        }
        often.update(terms)
    common = [term for term, count in often.items() if count >= max(2, len(texts) * _SHARE)]
    ordered = sorted(common, key=lambda it: (-often[it] * index.rareness(it), it))
    return tuple(ordered[:_MOST_WORDS])
