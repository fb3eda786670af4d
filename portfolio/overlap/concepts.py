"""What the field calls by several names, from ``concepts.toml``: words and phrases for a thing, by kind."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from portfolio.rules.likeness import fold, stem

_SHORTEST_STEM = 4
"""A shorter stem is another word's as often as not: "ryg" is not what "ryger" is a form of."""


class Kind(StrEnum):
    """What kind of thing a concept is: what two initiatives can differ in."""

    CONDITION = "condition"
    SOLUTION = "solution"
    PEOPLE = "people"
    SETTING = "setting"


Phrase = tuple[tuple[str, ...], tuple[str, ...]]
"""A phrase as stems, and the concepts that it stands for."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """All concepts.

    Attributes:
        kinds: what kind each is.
        wider: what each is a kind of.
        words: the concepts that a stem stands for.
        phrases: by a phrase's first two stems, phrases as stems with their concepts; the longest first.
        names: what each is called, for people to read.
        weak: stems that tell little of what an initiative is about.
        silent: stems that tell nothing.
        vague: concepts that tell little.
    """

    kinds: Mapping[str, Kind]
    wider: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[tuple[str, str], tuple[Phrase, ...]]
    names: Mapping[str, str]
    weak: frozenset[str]
    silent: frozenset[str]
    vague: frozenset[str]


def words_of(text: str) -> Iterator[str]:
    """Give a text's words as stems, as they are compared."""
    return (short_or_stem(word) for word in fold(text).split())


@lru_cache(maxsize=1 << 16)
def short_or_stem(word: str) -> str:
    """Give the stem of a folded word; unless too little would be left of it."""
    bare = stem(word)
    while bare != word and len(bare) >= _SHORTEST_STEM:  # "borgere", "borgeren" and "borger" are forms of one
        word, bare = bare, stem(bare)
    return word.removesuffix("s") if len(word) > _SHORTEST_STEM else word


@cache
def concepts() -> Concepts:
    """Read them, once a process."""
    raw = tomllib.loads((files("portfolio.overlap") / "concepts.toml").read_text(encoding="utf-8"))
    kinds: dict[str, Kind] = {}
    words: dict[str, set[str]] = defaultdict(set)
    phrases: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for kind in Kind:
        for name, called in raw[kind].items():
            kinds[name] = kind
            for text in called:
                stems = tuple(words_of(text))
                if len(stems) > 1:
                    phrases[stems][name] = None
                else:
                    words[stems[0]].add(name)
    return Concepts(
        kinds,
        {name: tuple(it) for name, it in raw["wider"].items()},
        {word: frozenset(it) for word, it in words.items()},
        _by_beginning(phrases),
        {name: texts[0] for kind in Kind for name, texts in raw[kind].items()},
        frozenset(words_of(raw["weak"])),
        frozenset(words_of(raw["silent"])),
        frozenset(raw["vague"].split()),
    )


def _by_beginning(
    phrases: Mapping[tuple[str, ...], Mapping[str, None]],
) -> dict[tuple[str, str], tuple[Phrase, ...]]:
    found: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for stems, named in sorted(phrases.items(), key=lambda it: (-len(it[0]), it[0])):
        found[stems[0], stems[1]].append((stems, tuple(named)))
    return {beginning: tuple(them) for beginning, them in found.items()}


def called(name: str) -> str:
    """Give what a concept is called: the first of its words; a word that is none is its own name."""
    return concepts().names.get(name, name)
