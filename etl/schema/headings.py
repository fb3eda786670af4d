"""What a column's heading says: for each field, how surely the words mean it.

A heading is looked up whole first. Beyond that it is read: its words (compounds split into known parts) give
concepts, and rules over concepts give fields. So "Indsatsens forventede afslutningstidspunkt" is an end date
though no list holds it. The words and rules are data in ``fields.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from etl.schema.folding import folded, unbroken

NAME, ALSO, WEAK = 0.96, 0.72, 0.45
"""How surely a heading means a field: one of its names; could be; only if nothing fits better."""

_EXTRA, _UNKNOWN, _WRONG_HEAD, _GROUPED = 0.86, 0.8, 0.5, 0.97
_HALF_KNOWN, _ONLY_NAMED = 0.72, 0.9
_SPANNING, _PARTS = {"period"}, {"start", "end"}
"""A group's field that its columns only hold a part of: "til" under "Periode" is the end, no period."""

_COUNTING = {"count", "percent"}
_NAMING = {"name", "number", "text", "description"}
_QUIET = {"thing", "filler"}
_SMALL = {
    "af",
    "for",
    "i",
    "paa",
    "til",
    "med",
    "fra",
    "om",
    "ved",
    "pr",
    "of",
    "in",
    "the",
    "som",
    "der",
}
_JOINING = {"og", "eller", "and", "or", "samt", "+"}
_SHORTEST_PART = 3
_SHORT_ENDINGS = ("", "en", "et", "s", "er")
_ASIDE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class _Word:
    """A heading's word: the concepts it may stand for, and whether the phrase is about it."""

    concepts: frozenset[str]
    is_head: bool
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Rule:
    field: str
    concepts: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class _Schema:
    names: Mapping[str, Mapping[str, float]]
    begins: tuple[tuple[str, str, float], ...]
    rules: tuple[_Rule, ...]
    forms: Mapping[str, frozenset[str]]
    stems: tuple[str, ...]


@cache
def _schema() -> _Schema:
    data = tomllib.loads(resources.files("etl.schema").joinpath("fields.toml").read_text(encoding="utf-8"))
    names: dict[str, dict[str, float]] = {}
    for field, says in data["fields"].items():
        for key, score in (("weak", WEAK), ("also", ALSO), ("names", NAME)):
            for name in says.get(key, ()):
                names.setdefault(folded(name) or name, {})[field] = score
    rules = tuple(
        _Rule(field, frozenset(words.split()), score)
        for field, says in data["fields"].items()
        for words, score in says.get("rules", ())
    )
    begins = tuple(
        (field, folded(words), score)
        for field, says in data["fields"].items()
        for words, score in says.get("begins", ())
    )
    forms = _forms(data["concepts"], data["endings"])
    return _Schema(names, begins, rules, forms, tuple(_stems(data["concepts"])))


def _stems(concepts: Mapping[str, list[str]]) -> Iterator[str]:
    for stems in concepts.values():
        yield from (folded(stem) for stem in stems)


def _forms(concepts: Mapping[str, list[str]], endings: list[str]) -> dict[str, frozenset[str]]:
    """Give every form of every stem; a form that is a stem itself keeps that stem's concepts alone."""
    exact: dict[str, set[str]] = {}
    bent: dict[str, set[str]] = {}
    for concept, stems in concepts.items():
        for stem in map(folded, stems):
            exact.setdefault(stem, set()).add(concept)
            for ending in endings if len(stem) > _SHORTEST_PART else _SHORT_ENDINGS:
                bent.setdefault(stem + ending, set()).add(concept)
    return {form: frozenset(found) for form, found in (bent | exact).items()}


@lru_cache(maxsize=20_000)
def heading_scores(heading: str, group: str = "") -> Mapping[str, float]:
    """Say for each field how surely a heading means it, 0 to 1; fields it does not mean are left out.

    Args:
        heading: the column's own heading.
        group: the heading above it, which spans several columns ("Tid" over "Start" and "Slut").
    """
    scores = dict(_phrase_scores(heading))
    if group:
        for field, score in _phrase_scores(f"{group} / {heading}").items():
            if field not in _SPANNING or not scores.keys() & _PARTS:
                scores[field] = max(scores.get(field, 0.0), _GROUPED * score)
    return scores


def best_score(heading: str) -> float:
    """Say how surely a text is the heading of some field."""
    return max(heading_scores(heading).values(), default=0.0)


def concepts_of(heading: str) -> frozenset[str]:
    """Give the concepts that a heading's words may stand for."""
    return frozenset(concept for word in _words(heading)[0] for concept in word.concepts)


@lru_cache(maxsize=20_000)
def _phrase_scores(heading: str) -> Mapping[str, float]:
    schema = _schema()
    scores = dict(schema.names.get(folded(heading) or heading.strip(), {}))
    for field, begin, score in schema.begins:
        if f"{folded(heading)} ".startswith(f"{begin} "):
            scores[field] = max(scores.get(field, 0.0), score)
    words, unknown = _words(heading)
    said = frozenset().union(*(word.concepts for word in words))
    for rule in schema.rules:
        if rule.concepts <= said:
            score = _rule_score(rule, words) * _UNKNOWN ** min(unknown, 4)
            if score > scores.get(rule.field, 0.0):
                scores[rule.field] = score
    return scores


def _rule_score(rule: _Rule, words: tuple[_Word, ...]) -> float:
    """Say how surely words that have all of a rule's concepts mean its field."""
    extra = sum(not (word.concepts & rule.concepts or word.concepts & _QUIET) for word in words)
    sureness = min(word.sureness for word in words if word.concepts & rule.concepts)
    return rule.score * _EXTRA**extra * _about(rule, words) * sureness


def _about(rule: _Rule, words: tuple[_Word, ...]) -> float:
    """Say how far a heading is about a rule's concepts; "klyngens navn" is nearly about the cluster."""
    heads = [word for word in words if word.is_head]
    if not heads or any(word.concepts & rule.concepts for word in heads):
        return 1.0
    return _ONLY_NAMED if all(word.concepts <= _NAMING for word in heads) else _WRONG_HEAD


@lru_cache(maxsize=20_000)
def _words(heading: str) -> tuple[tuple[_Word, ...], int]:
    """Read a heading's words: those known, and how many are not."""
    words: list[_Word] = []
    unknown = 0
    is_first_phrase = True
    heading = unbroken(heading)
    for phrase in _phrases(_ASIDE.sub(" ", heading)):
        found, strange = _phrase(phrase, is_head=is_first_phrase)
        words += found
        unknown += strange
        is_first_phrase = is_first_phrase and not found
    for aside in _ASIDE.findall(heading):
        words += [word for phrase in _phrases(aside) for word in _phrase(phrase, is_head=not words)[0]]
    return tuple(words), unknown


def _phrases(heading: str) -> Iterator[list[list[str]]]:
    """Split a heading at its prepositions; each phrase is one or more joined parts ("baggrund og formål")."""
    phrase: list[list[str]] = [[]]
    for piece in re.split(r"([/,;()&\n])", heading):
        if not piece.strip() or piece in "/,;()&":
            phrase.append([])
            continue
        for word in folded(piece).split():
            if word in _SMALL:
                yield phrase
                phrase = [[]]
            elif word in _JOINING:
                phrase.append([])
            else:
                phrase[-1].append(word)
    yield phrase


def _phrase(parts: list[list[str]], *, is_head: bool) -> tuple[list[_Word], int]:
    words: list[_Word] = []
    unknown = 0
    for part in parts:
        read = [_pieces(word) for word in part]
        unknown += sum(
            not pieces and len(word) > 1 and not word.isdigit()
            for word, pieces in zip(part, read, strict=True)
        )
        known = [piece for pieces in read for piece in pieces]
        head = _head([concepts for concepts, _ in known])
        words += [
            _Word(concepts, is_head and n == head, sureness) for n, (concepts, sureness) in enumerate(known)
        ]
    return words, unknown


def _head(known: list[frozenset[str]]) -> int:
    """Say which word the others describe: the last that speaks, but "antal indsatser" is about the number."""
    counting = [n for n, concepts in enumerate(known) if concepts & _COUNTING]
    speaking = [n for n, concepts in enumerate(known) if not concepts <= {"filler"}]
    return (counting[:1] or speaking[-1:] or [-1])[0]


_Piece = tuple[frozenset[str], float]
"""The concepts of a word or of a compound's part, and how surely it stands for them."""


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[_Piece, ...]:
    """Read a word: whole, as a compound, as an abbreviation, misspelt, or as a compound half known."""
    whole = _schema().forms.get(word)
    if whole is not None:
        return ((whole, 1.0),)
    compound = _compound(word)
    if compound:
        return tuple((concepts, 1.0) for concepts in compound)
    return _shortened(word) or _near(word) or _half_known(word)


def _compound(word: str) -> tuple[frozenset[str], ...]:
    """Split a compound into known parts ("slutdato"), the last as long as can be; its head is the last."""
    forms = _schema().forms
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        right = forms.get(word[at:])
        left = forms.get(word[:at]) if right else None
        if right and left:
            return (left, right)
        rest = _compound(word[:at]) if right else ()
        if right and rest:
            return (*rest, right)
    return ()


def _shortened(word: str) -> tuple[_Piece, ...]:
    """Read a word as the beginning of stems that all mean the same ("tovh", "maalgr")."""
    if len(word) < 4:
        return ()
    schema = _schema()
    meant = {schema.forms[stem] for stem in schema.stems if stem.startswith(word)}
    return ((meant.pop(), _ONLY_NAMED),) if len(meant) == 1 else ()


def _near(word: str) -> tuple[_Piece, ...]:
    """Read a misspelt word as the stem it is nearest to ("tovhoder")."""
    schema = _schema()
    if len(word) < 6:
        return ()
    found = process.extractOne(word, schema.stems, scorer=fuzz.ratio, score_cutoff=88)
    return () if found is None else ((schema.forms[found[0]], _ONLY_NAMED),)


def _half_known(word: str) -> tuple[_Piece, ...]:
    """Read a compound by the one part that is known, the last before the first ("delprojekt")."""
    forms = _schema().forms
    ends = (word[at:] for at in range(2, len(word) - 4))
    begins = (word[:at] for at in range(len(word) - 2, 4, -1))
    known = next(
        (part for part in (*ends, *begins) if part in forms and not forms[part] <= _QUIET - {"thing"}), None
    )
    return () if known is None else ((forms[known], _HALF_KNOWN),)


def known_headings() -> Iterable[str]:
    """Give every whole heading that is listed, folded."""
    return _schema().names.keys()
