"""Titles by their words: those with something in common with a title are found without looking at all."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.rules.likeness import SHARED_END, SHARED_START, Title, alike_words, in_common, stem

_MOST_TITLES = 400
"""A word that more titles have tells too little to look all of them up, unless the title has no rarer one."""

_WORDS_FOR_ANYTHING = """
    faelles projekt indsats indsatser initiativ tvaersektoriel tvaersektorielt borger borgere patient
    patienter samarbejde udvikling styrket styrkelse bedre ny nye nyt plan aftale forsoeg afproevning
    pilotprojekt
"""
_ANYTHING = frozenset(map(stem, _WORDS_FOR_ANYTHING.split()))
_MOST_TELLING = 60
"""Pairs are found by words that no more titles have: with more, each would be held against each."""

_MOST_WORDS = 60
_MORE = 6
"""So many more titles are looked at closely than are given, since what is added up at first is not exact."""

_SHORTEST = 3
_LEAST_OF_THE_BEST = 0.2
"""Titles whose common words tell so much less than the best one's are not looked at closely."""

_LEAST = 0.2
"""How much two titles must have in common to be given at all."""


class Pairs(NamedTuple):
    """Pairs of titles by their numbers, the lower first, and how much each has in common."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    share: NDArray[np.float64]

    def where(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> "Pairs":
        """Give some of the pairs, in an order."""
        return Pairs(self.one[kept], self.other[kept], self.share[kept])

    def listed(self) -> Iterator[tuple[int, int, float]]:
        """Give the pairs one by one, as Python's own numbers."""
        return zip(self.one.tolist(), self.other.tolist(), self.share.tolist(), strict=True)

    def nearest(self, most: int) -> "Pairs":
        """Give the pairs that are among so many nearest of either title, the nearest first."""
        ordered = self.where(np.lexsort((self.other, self.one, -self.share)))
        count = len(ordered.share)
        sides = np.concatenate((ordered.one, ordered.other))
        by_title = np.lexsort((np.tile(np.arange(count), 2), sides))
        first = np.searchsorted(sides[by_title], sides[by_title])
        ranks = np.empty(2 * count, np.int64)
        ranks[by_title] = np.arange(2 * count) - first
        return ordered.where(np.minimum(ranks[:count], ranks[count:]) < most)


class Wordings:
    """Titles by number, and how much each word tells: the rarer, the more."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = titles
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, title in enumerate(titles):
            for word in dict.fromkeys(title.stems):
                self._places[word].append(number)
        self._words = sorted(self._places)
        self._weights: dict[str, float] = {}
        self._related: dict[str, tuple[tuple[str, float], ...]] = {}

    @cached_property
    def _totals(self) -> list[float]:
        weights = {word: self.weight(word) for word in self._words}
        return [sum(map(weights.__getitem__, title.stems)) for title in self._titles]

    @cached_property
    def _backwards(self) -> list[tuple[str, str]]:
        return sorted((word[::-1], word) for word in self._words)

    def weight(self, word: str) -> float:
        """Tell how much a word tells, in bits: how rare it is among the titles; some words tell nothing."""
        found = self._weights.get(word)
        if found is None:
            rareness = log2((len(self._titles) + 8) / (len(self._places.get(word, ())) + 1))
            found = self._weights[word] = 0.5 if word in _ANYTHING else max(0.5, rareness)
        return found

    def alike(self, title: Title, most: int) -> list[tuple[int, float]]:
        """Give the numbers of the titles with most in common, and how much; the most alike first."""
        found = self._gains(title)
        own = sum(map(self.weight, title.stems))
        totals = self._totals
        least = _LEAST_OF_THE_BEST * max(found.values(), default=0.0)
        telling = (number for number, gain in found.items() if gain >= least)
        likely = ((found[number] / (own + totals[number]), -number) for number in telling)
        near = [-number for _, number in nlargest(most + _MORE, likely)]
        scored = [(number, in_common(title, self._titles[number], self.weight)) for number in near]
        scored = [pair for pair in scored if pair[1] >= _LEAST]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:most]

    def pairs(self, least: float) -> Pairs:
        """Give all pairs of titles with so much in common at least, and about how much.

        Found by their telling words alone, all at once: titles that have only words in common that many
        have are left out. What is given is never less than what :func:`in_common` gives, and seldom more.
        """
        telling = {
            word: np.array(places) for word, places in self._places.items() if len(places) <= _MOST_TELLING
        }
        keys, gains = self._shared(telling)
        pairs, at = np.unique(keys, return_inverse=True)
        one, other = pairs // max(1, len(self._titles)), pairs % max(1, len(self._titles))
        left = np.array([self._left(title, telling) for title in self._titles])
        totals = np.array(self._totals)
        shared = np.bincount(at, gains, len(pairs)) + 2 * np.minimum(left[one], left[other])
        share = np.minimum(shared / np.maximum(totals[one] + totals[other], 1e-9), 1.0)
        found = (one != other) & (share >= least)
        return Pairs(one[found], other[found], share[found])

    def _shared(
        self, telling: Mapping[str, NDArray[np.int64]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give, for each two titles and each two words alike in them, the pair as one number and the gain."""
        keys, gains = [np.empty(0, np.int64)], [np.empty(0)]
        for word, places in telling.items():
            alike = [(other, share) for other, share in self._alike_words(word) if other in telling]
            found = [telling[other] for other, _ in alike]
            others = np.concatenate(found)
            told = np.repeat([share * self.weight(word) for _, share in alike], [len(it) for it in found])
            ones = np.repeat(places, len(others))
            others = np.tile(others, len(places))
            keys.append(np.minimum(ones, others) * len(self._titles) + np.maximum(ones, others))
            gains.append(np.tile(told, len(places)))
        return np.concatenate(keys), np.concatenate(gains)

    def _left(self, title: Title, telling: Collection[str]) -> float:
        """Give how much those of a title's words tell that are not looked up."""
        return sum(self.weight(word) for word in title.stems if word not in telling)

    def _gains(self, title: Title) -> Mapping[int, float]:
        """Give the titles that have words like a title's, and about how much these tell."""
        related = [pair for word in dict.fromkeys(title.stems) for pair in self._alike_words(word)]
        telling = [pair for pair in related if len(self._places[pair[0]]) <= _MOST_TITLES] or related
        found: dict[int, float] = defaultdict(float)
        for other, share in telling:
            gain = share * self.weight(other)
            for number in self._places[other][:_MOST_TITLES]:
                found[number] += gain
        return found

    def _alike_words(self, word: str) -> tuple[tuple[str, float], ...]:
        """Give the titles' words that are alike a word: itself, compounds, beginnings, and its parts."""
        if word not in self._related:
            near = {other: alike_words(word, other) for other in self._near(word)}
            ranked = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_WORDS]
            self._related[word] = tuple(pair for pair in ranked if pair[1] > 0)
        return self._related[word]

    def _near(self, word: str) -> Iterator[str]:
        if word in self._places:
            yield word
        yield from self._beginning(word[:SHARED_START])
        if len(word) >= _SHORTEST:
            yield from self._ending(word[-SHARED_END:])
        for at in range(1, len(word) - _SHORTEST + 1):
            if word[at:] in self._places:
                yield word[at:]

    def _beginning(self, start: str) -> Iterable[str]:
        at = bisect_left(self._words, start)
        while at < len(self._words) and self._words[at].startswith(start):
            yield self._words[at]
            at += 1

    def _ending(self, end: str) -> Iterable[str]:
        start = end[::-1]
        at = bisect_left(self._backwards, (start, ""))
        while at < len(self._backwards) and self._backwards[at][0].startswith(start):
            yield self._backwards[at][1]
            at += 1
