"""All initiatives taken apart, so that an idea is held up against them at once: numbers, made once a state.

How alike two are is seen from several sides (``SIDES``): what titles say, what is covered of one by the
other, what all texts say, the letters of titles, and whether both are about the same illness, do the same
thing for the same people, or say otherwise. What the sides tell together was weighed on judged examples
(docs/design.md).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from sys import intern
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from portfolio.overlap.concepts import Kind, concepts
from portfolio.overlap.wording import Lexicon, names
from portfolio.rules.likeness import fold

Floats = NDArray[np.float64]

SIDES = (
    "title",
    "title_covered",
    "doc_title_covered",
    "whole",
    "letters",
    "condition",
    "other_condition",
    "solution",
    "other_solution",
    "people",
    "other_people",
)
"""From where likeness is seen; the columns of :meth:`Index.sides`, each from 0 to 1."""

WEIGHTS = np.array([1.1, 2.5, 2.1, 2.6, 0.6, 1.2, -1.9, 1.0, -0.6, 0.2, 0.0])
BASE = -3.9
"""How much each side tells: a logistic regression on the judged examples that were for tuning, rounded."""

SAME, RELATED = 0.92, 0.3
"""At so much likeness something is said to look like the same, and to be related."""

_GRAM = 4
_GRAMS = 1 << 14
_PRIOR = 50
_MOST_TERMS = 400
"""Of a text of many pages, so many terms that tell most are looked up."""

_TITLE_TIMES = 3.0
_TITLE_TERMS = 8
_OFTEN = 500
_MAIN = 0.9
_KINDS = (Kind.CONDITION, Kind.SOLUTION, Kind.PEOPLE)


@dataclass(frozen=True, slots=True)
class Text:
    """What is held up against others: a title and what else is said, of whom it is for apart."""

    title: str
    rest: str = ""
    target: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return not (self.title.strip() or self.rest.strip() or self.target.strip())


class Apart(NamedTuple):
    """A text taken apart: how often each unit stands in its title, its target group and all else."""

    title: tuple[tuple[str, int], ...]
    target: tuple[tuple[str, int], ...]
    rest: tuple[tuple[str, int], ...]
    grams: tuple[int, ...]


Known = MutableMapping[tuple[int, object], Apart]
"""Initiatives taken apart, by number and since when they are known so, to be kept for the next time."""


def apart(text: Text) -> Apart:
    """Take a text apart."""
    return Apart(_counted(text.title), _counted(text.target), _counted(text.rest), _grams(text.title))


def _counted(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(map(intern, names(text))).items())


def _grams(title: str) -> tuple[int, ...]:
    """Give the numbers of a title's runs of four letters, of words with their edges."""
    padded = (f" {word} " for word in fold(title).split())
    runs = {word[at : at + _GRAM] for word in padded for at in range(max(1, len(word) - _GRAM + 1))}
    return tuple(sorted({crc32(run.encode()) % _GRAMS for run in runs}))


class _Postings:
    """For each term (a number) the places it stands in, and its weight there."""

    def __init__(
        self, places: NDArray[np.int32], terms: NDArray[np.int32], weights: Floats, count: int
    ) -> None:
        order = np.argsort(terms, kind="stable")
        self.places = places[order]
        self.weights = weights[order].astype(np.float32)
        self.starts = np.searchsorted(terms[order], np.arange(count + 1)).astype(np.int64)

    def sums(self, asked: Iterable[tuple[int, float]], size: int) -> Floats:
        """Add up, for each place, the weights of the terms asked for, times what each is asked for with."""
        return self._added(((term, self.weights[self._at(term)] * weight) for term, weight in asked), size)

    def present(self, asked: Iterable[tuple[int, float]], size: int) -> Floats:
        """Add up, for each place, what the terms that stand there are asked for with."""
        return self._added(
            ((term, np.full(len(self.places[self._at(term)]), weight)) for term, weight in asked), size
        )

    def _at(self, term: int) -> slice:
        return slice(int(self.starts[term]), int(self.starts[term + 1]))

    def _added(self, gained: Iterable[tuple[int, NDArray[np.floating]]], size: int) -> Floats:
        places, gains = [np.empty(0, np.int32)], [np.empty(0, np.float64)]
        for term, gain in gained:
            places.append(self.places[self._at(term)])
            gains.append(gain.astype(np.float64))
        return np.bincount(np.concatenate(places), np.concatenate(gains), size).astype(np.float64)


_Vector = dict[str, float]


class Index:
    """Texts by place, ready to be held up against.

    Attributes:
        ids: the initiative of each place.
    """

    def __init__(self, ids: Sequence[int], texts: Sequence[Apart]) -> None:
        self.ids = np.array(ids, dtype=np.int64)
        self._count = len(texts)
        seen = Counter(name for it in texts for part in it[:3] for name, _ in part)
        least = 2 if self._count > _OFTEN else 1
        self.lexicon = Lexicon({intern(name) for name, often in seen.items() if often >= least})
        titles = [self._vector(it.title) for it in texts]
        targets = [self._vector(it.target) for it in texts]
        wholes = [
            _whole(title, target, self._vector(it.rest))
            for title, target, it in zip(titles, targets, texts, strict=True)
        ]
        self._terms: dict[str, int] = {}
        for whole in wholes:
            for name in whole:
                self._terms.setdefault(name, len(self._terms))
        self._places_of = np.bincount(
            [self._terms[name] for whole in wholes for name in whole] or [0],
            minlength=max(1, len(self._terms)),
        )
        self._titles, self._title_norms, self._title_sums = self._posted(titles)
        self._wholes, self._whole_norms, _ = self._posted(wholes)
        self._letters, self._letter_norms = self._posted_grams([it.grams for it in texts])
        self._kinds = {kind: self._concepts(kind, titles, targets, wholes) for kind in _KINDS}

    def __len__(self) -> int:
        return self._count

    def rareness(self, term: str) -> float:
        """Tell how much a term tells, from 0 to 1: the fewer initiatives have it, the more."""
        number = self._terms.get(term)
        often = 0 if number is None else int(self._places_of[number])
        return log((self._count + _PRIOR) / (often + 1)) / log(self._count + _PRIOR)

    def _vector(self, part: Iterable[tuple[str, int]]) -> _Vector:
        found: _Vector = {}
        for name, often in part:
            for term, weight in self.lexicon.terms(name):
                found[term] = found.get(term, 0.0) + weight * often
        return {term: sqrt(weight) if weight > 1 else weight for term, weight in found.items()}

    def _posted(self, vectors: Sequence[_Vector]) -> tuple[_Postings, Floats, Floats]:
        sizes = [len(vector) for vector in vectors]
        places = np.repeat(np.arange(self._count, dtype=np.int32), sizes)
        terms = np.fromiter((self._terms[name] for it in vectors for name in it), np.int32, sum(sizes))
        plain = np.fromiter((weight for it in vectors for weight in it.values()), np.float64, sum(sizes))
        telling = np.log((self._count + _PRIOR) / (self._places_of + 1)) / log(self._count + _PRIOR)
        weights = plain * telling[terms] if len(terms) else plain
        norms = np.sqrt(np.bincount(places, weights**2, self._count))
        sums = np.bincount(places, weights, self._count).astype(np.float64)
        return _Postings(places, terms, weights, len(self._terms)), norms, sums

    def _posted_grams(self, grams: Sequence[tuple[int, ...]]) -> tuple[_Postings, Floats]:
        sizes = [len(it) for it in grams]
        places = np.repeat(np.arange(self._count, dtype=np.int32), sizes)
        terms = np.fromiter((gram for it in grams for gram in it), np.int32, sum(sizes))
        often = np.bincount(terms, minlength=_GRAMS)
        self._gram_weights = np.log((self._count + _PRIOR) / (often + 1)) / log(self._count + _PRIOR)
        weights = self._gram_weights[terms]
        norms = np.sqrt(np.bincount(places, weights**2, self._count))
        return _Postings(places, terms, weights, _GRAMS), norms

    def _concepts(
        self, kind: Kind, titles: Sequence[_Vector], targets: Sequence[_Vector], wholes: Sequence[_Vector]
    ) -> "_OfKind":
        names = [name for name, its in concepts().kinds.items() if its is kind]
        at = {f"#{name}": place for place, name in enumerate(names)}
        whole = np.zeros((self._count, len(names)), np.float32, order="F")
        main = np.zeros((self._count, len(names)), np.float32, order="F")
        for place, (title, target, all_) in enumerate(zip(titles, targets, wholes, strict=True)):
            for name in all_:
                if name in at:
                    whole[place, at[name]] = min(1.0, all_[name])
                    if max(title.get(name, 0.0), target.get(name, 0.0)) >= _MAIN:
                        main[place, at[name]] = 1.0
        return _OfKind(at, whole, main, np.asarray(main.any(axis=1)))

    def asked(self, text: Text) -> "Asked":
        """Take what is asked about apart in the words of this index."""
        return self.asked_of(apart(text))

    def asked_of(self, taken: Apart) -> "Asked":
        """Give a text that has been taken apart in the words of this index."""
        title, target = self._vector(taken.title), self._vector(taken.target)
        whole = _whole(title, target, self._vector(taken.rest))
        if len(whole) > _MOST_TERMS:
            telling = sorted(whole, key=lambda name: (-whole[name] * self.rareness(name), name))[:_MOST_TERMS]
            whole = {name: whole[name] for name in telling} | title
        return Asked(title or _first(whole), target, whole, taken.grams)

    def sides(self, asked: "Asked") -> Floats:
        """Give how alike each is with what is asked about, a column for each of ``SIDES``."""
        size = self._count
        title, title_norm, title_sum = self._weighted(asked.title)
        whole, whole_norm, _ = self._weighted(asked.whole)
        grams = [(gram, float(self._gram_weights[gram])) for gram in asked.grams]
        gram_norm = sqrt(sum(weight**2 for _, weight in grams))
        sides = [
            _ratio(self._titles.sums(title, size), self._title_norms * title_norm),
            _ratio(self._wholes.present(title, size), np.full(size, title_sum)),
            _ratio(self._titles.sums([(term, 1.0) for term, _ in whole], size), self._title_sums),
            _ratio(self._wholes.sums(whole, size), self._whole_norms * whole_norm),
            _ratio(self._letters.sums(grams, size), self._letter_norms * gram_norm),
        ]
        for kind in _KINDS:
            sides += self._kinds[kind].sides(asked)
        return np.stack(sides, axis=1) if size else np.zeros((0, len(SIDES)))

    def _weighted(self, vector: _Vector) -> tuple[list[tuple[int, float]], float, float]:
        telling = {name: weight * self.rareness(name) for name, weight in vector.items()}
        known = [(self._terms[name], weight) for name, weight in telling.items() if name in self._terms]
        return known, sqrt(sum(it**2 for it in telling.values())), sum(telling.values())

    def scores(self, asked: "Asked") -> Floats:
        """Give how alike each is with what is asked about, from 0 to 1."""
        scores: Floats = 1 / (1 + np.exp(-(BASE + self.sides(asked) @ WEIGHTS)))
        return scores


class Asked(NamedTuple):
    """What is asked about, in an index's terms."""

    title: _Vector
    target: _Vector
    whole: _Vector
    grams: tuple[int, ...]


class _OfKind(NamedTuple):
    """Which concepts of a kind each text names: anywhere, and in its title or target group."""

    at: Mapping[str, int]
    whole: NDArray[np.float32]
    main: NDArray[np.float32]
    names_one: NDArray[np.bool_]

    def sides(self, asked: Asked) -> list[Floats]:
        """Give whether each shares a concept with what is asked about, and whether both name others."""
        own, own_main = self._own(asked.whole), self._own(asked.title, asked.target, least=_MAIN)
        named = _sum(self.whole, own_main if own_main.any() else own)
        shared = np.minimum(1.0, np.maximum(named, _sum(self.main, own)))
        both = self.names_one & bool(own_main.any())
        return [shared, np.where(both, 1.0 - shared, 0.0)]

    def _own(self, *vectors: _Vector, least: float = 0.0) -> NDArray[np.float32]:
        own = np.zeros(len(self.at), np.float32)
        for vector in vectors:
            for name, weight in vector.items():
                if name in self.at and weight >= least:
                    own[self.at[name]] = max(own[self.at[name]], min(1.0, weight))
        return own


def _sum(columns: NDArray[np.float32], own: NDArray[np.float32]) -> Floats:
    found = np.zeros(len(columns))
    for place in np.flatnonzero(own).tolist():
        found += columns[:, place] * float(own[place])
    return found


def _whole(title: _Vector, target: _Vector, rest: _Vector) -> _Vector:
    """Put what is said in one: the title counts most."""
    found = {name: weight * _TITLE_TIMES for name, weight in title.items()}
    for vector in (target, rest):
        for name, weight in vector.items():
            found[name] = found.get(name, 0.0) + weight
    return {name: sqrt(weight) if weight > 1 else weight for name, weight in found.items()}


def _first(whole: _Vector) -> _Vector:
    """Give the terms that stand for a title where there is none."""
    return dict(sorted(whole.items(), key=lambda it: -it[1])[:_TITLE_TERMS])


def _ratio(gains: Floats, wholes: Floats) -> Floats:
    return np.minimum(1.0, np.divide(gains, wholes, out=np.zeros_like(gains), where=wholes > 0))
