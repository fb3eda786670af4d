"""What a single word of a heading is about: known stems with Danish endings, and the verbs behind nouns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.schema.folding import folded

SHORTEST_PART = 3
"""A compound's part has so many letters."""

_SHORTEST_ROOT = 5
_LONGEST_ENDING = 6
_MOST_KNOWN = 50_000
"""Words remembered; a compound's parts are asked for again and again."""

_SHORT_ENDINGS = frozenset({"en", "et", "s", "er"})
_VERBAL = frozenset({"", "e", "er", "es", "et", "te", "tes", "ede", "edes", "ende"})
_NOMINAL = ("ning", "ing", "else")


@dataclass(frozen=True)
class Stems:
    """Stems with the concepts they stand for.

    Attributes:
        exact: the stems; one of several words stands for its concept where these are found together.
        roots: what the verbs may begin with that nouns among the stems are made of.
        endings: what may follow a stem.
    """

    exact: Mapping[str, frozenset[str]]
    roots: Mapping[str, frozenset[str]]
    endings: frozenset[str]
    _known: dict[str, frozenset[str] | None] = field(default_factory=dict, repr=False)

    def meaning(self, word: str) -> frozenset[str] | None:
        """Give the concepts of a word: a stem's own, else those of the longest stem that it is a form of."""
        if word not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._meaning(word)
        return self._known[word]

    def _meaning(self, word: str) -> frozenset[str] | None:
        if word in self.exact:
            return self.exact[word]
        return self._bent(word) or self._verb(word)

    def _bent(self, word: str) -> frozenset[str] | None:
        """Read a word as a stem with an ending; short stems take few."""
        for at in range(len(word) - 1, max(1, len(word) - _LONGEST_ENDING - 1), -1):
            stem, ending = word[:at], word[at:]
            endings = self.endings if at > SHORTEST_PART else _SHORT_ENDINGS
            if ending in endings and stem in self.exact:
                return self.exact[stem]
        return None

    def _verb(self, word: str) -> frozenset[str] | None:
        """Read a word as the verb behind a noun: "indstilles" by "indstilling"."""
        for at in range(len(word), _SHORTEST_ROOT - 1, -1):
            if word[at:] in _VERBAL and word[:at] in self.roots:
                return self.roots[word[:at]]
        return None


def stems_of(concepts: Mapping[str, list[str]], endings: list[str]) -> Stems:
    """Gather the stems of all concepts."""
    exact: dict[str, set[str]] = {}
    for concept, stems in concepts.items():
        for stem in map(folded, stems):
            exact.setdefault(stem, set()).add(concept)
    roots: dict[str, set[str]] = {}
    for stem, found in exact.items():
        for root in _roots_of(stem):
            roots.setdefault(root, set()).update(found)
    return Stems(_frozen(exact), _frozen(roots), frozenset(endings) - {""})


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(concepts) for word, concepts in found.items()}


def _roots_of(noun: str) -> Iterator[str]:
    """Give the roots of the verbs that a noun may be made of."""
    for ending in _NOMINAL:
        root = noun.removesuffix(ending)
        if root != noun and len(root) >= _SHORTEST_ROOT:
            yield root
