"""Titles by their words: those with something in common with a title are found without looking at all."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from math import log2

from portfolio.rules.likeness import SHARED_END, SHARED_START, Title, alike_words, in_common, stem

_MOST_TITLES = 400
"""A word that more titles have tells too little to look all of them up, unless the title has no rarer one."""

_WORDS_FOR_ANYTHING = """
    faelles projekt indsats indsatser initiativ tvaersektoriel tvaersektorielt borger borgere patient
    patienter samarbejde udvikling styrket styrkelse bedre ny nye nyt plan aftale forsoeg afproevning
    pilotprojekt
"""
_ANYTHING = frozenset(map(stem, _WORDS_FOR_ANYTHING.split()))
_MOST_WORDS = 60
_MORE = 6
"""So many more titles are looked at closely than are given, since what is added up at first is not exact."""

_SHORTEST = 3
_LEAST_OF_THE_BEST = 0.2
"""Titles whose common words tell so much less than the best one's are not looked at closely."""

_LEAST = 0.2
"""How much two titles must have in common to be given at all."""


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
