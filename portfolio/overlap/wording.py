"""A text taken apart: its words as units that are compared, and where in the text each stands.

A unit is a stem or, with a hash in front, a concept that a phrase stands for. What a word holds (the parts of
a compound, the concepts of each) is its *terms*, which depend on the words that are known: :class:`Lexicon`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from portfolio.overlap.concepts import concepts, short_or_stem
from portfolio.rules.likeness import fold, is_filler

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CONCEPT = "#"
_SHORTEST_PART, _SHORTEST_COMPOUND, _LONGEST_WORD = 4, 8, 80
"""What is longer than any word of the field is none: every way to part it would be tried."""

_LINKS = ("", "s", "e", "es")

_WEAK, _VAGUE = 0.25, 0.5
PART, WIDER = 0.6, 0.35
"""How much of a word's weight its parts have, and what its concept is a kind of."""

Term = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase of a text: what it is compared by, and where it stands."""

    name: str
    start: int
    end: int


def is_concept(name: str) -> bool:
    """Tell whether a unit or term is a concept."""
    return name.startswith(_CONCEPT)


def concept_of(name: str) -> str:
    """Give the concept that a term stands for."""
    return name.removeprefix(_CONCEPT)


def units(text: str) -> tuple[Unit, ...]:
    """Take a text apart; words that say nothing are left out."""
    found = [(name, match) for match in _WORD.finditer(text) for name in _split(match[0])]
    return tuple(
        Unit(name, found[first][1].start(), found[last][1].end())
        for name, first, last in _phrased([name for name, _ in found])
    )


def names(text: str) -> list[str]:
    """Give the units of a text by their names alone."""
    return [name for name, _, _ in _phrased([short_or_stem(word) for word in fold(text).split()])]


@lru_cache(maxsize=1 << 16)
def _split(word: str) -> tuple[str, ...]:
    return tuple(map(short_or_stem, fold(word).split()))


def _phrased(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """Give words, and in the place of phrases what they stand for, each with its first and last word."""
    phrases, at, count = concepts().phrases, 0, len(words)
    while at < count:
        name = words[at]
        for stems, named in phrases.get((name, words[at + 1]), ()) if at + 1 < count else ():
            if tuple(words[at : at + len(stems)]) == stems:
                yield from ((_CONCEPT + it, at, at + len(stems) - 1) for it in named)
                at += len(stems)
                break
        else:
            if not is_filler(name) and name not in concepts().silent:
                yield name, at, at
            at += 1


@dataclass(slots=True)
class Lexicon:
    """The words that compounds are split by: those of the texts at hand, and those of concepts."""

    known: Collection[str]
    _terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)

    def terms(self, unit: str) -> tuple[Term, ...]:
        """Give what a unit holds, each with how much it counts."""
        found = self._terms.get(unit)
        if found is None:
            found = self._terms[unit] = tuple(self._made(unit).items())
        return found

    def _made(self, unit: str) -> dict[str, float]:
        terms: dict[str, float] = {}
        if is_concept(unit):
            _add_concept(terms, concept_of(unit), 1.0)
            return terms
        own, parts = concepts().words.get(unit, ()), self.parts(unit)
        for concept in own:
            _add_concept(terms, concept, 1.0)
        for part in parts:
            self._add_part(terms, part, is_named=bool(own))
        if not own:
            terms[unit] = PART if any(map(is_concept, terms)) else _plain(unit)
        return terms

    def _add_part(self, terms: dict[str, float], part: str, *, is_named: bool) -> None:
        """Add a compound's part; of one that has a name of its own, what else it is about."""
        named = concepts().words.get(part, ())
        for concept in named:
            _add_concept(terms, concept, PART if is_named else 0.9)
        if not named and not is_named:
            terms[part] = max(terms.get(part, 0.0), PART * _plain(part))

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the known parts of a compound; none of a word that is none."""
        if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_WORD:
            return ()
        best: tuple[int, tuple[str, ...]] = (0, ())
        for at in range(_SHORTEST_PART - 1, len(word) - 2):  # "kol" is a part
            left, right = self._left(word[:at]), self._right(word[at:])
            got = tuple(part for part in (left, right) if part)
            covered = sum(map(len, got))
            if got and (len(got), covered) > (len(best[1]), best[0]) and self._is_sure(got, word):
                best = (covered, got)
        return best[1]

    def _is_sure(self, got: tuple[str, ...], word: str) -> bool:
        """Take a single known part only where it is long, or a concept's word."""
        return len(got) > 1 or got[0] in concepts().words or len(got[0]) * 2 > len(word)

    def _left(self, part: str) -> str:
        for link in _LINKS:
            bare = part.removesuffix(link) if link else part
            if (not link or bare != part) and self._is_part(bare):
                return bare
        return ""

    def _right(self, part: str) -> str:
        return part if self._is_part(part) else ""

    def _is_part(self, part: str) -> bool:
        if part in concepts().words:
            return len(part) >= _SHORTEST_PART - 1
        return len(part) >= _SHORTEST_PART and part in self.known


def _plain(word: str) -> float:
    return _WEAK if word in concepts().weak else 1.0


def _add_concept(terms: dict[str, float], concept: str, weight: float) -> None:
    name = _CONCEPT + concept
    told = weight * _VAGUE if concept in concepts().vague else weight
    terms[name] = max(terms.get(name, 0.0), told)
    for wider in concepts().wider.get(concept, ()):
        name = _CONCEPT + wider
        terms[name] = max(terms.get(name, 0.0), weight * WIDER)
