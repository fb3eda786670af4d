"""What is alike, ranked, and why: reasons that a person can check, with the words shown in both texts."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from math import log

import numpy as np

from portfolio.overlap.concepts import Kind, called, concepts
from portfolio.overlap.index import RELATED, SAME, Asked, Index, Text
from portfolio.overlap.wording import WIDER, Lexicon, Unit, concept_of, is_concept, units
from portfolio.vocabulary import Status

TITLE, TARGET = "title", "target_group"
TEXTS = (TITLE, "description", TARGET, "aim", "background")
"""The fields that are compared, in the order in which they are shown."""

MOST, FEW = 25, 5
"""So many are given at most; where fewer than a few are alike, the nearest of the rest are given too."""

_WEIGHED = 80
_MOST_WORDS = 8
_FARTHEST = 0.08
_LEAST_TOLD, _LEAST_MARKED = 0.2, 0.12
_MOST_FALLEN_BACK = 3
_LEAST_WORDS = 2
_SAME_PLACE, _SAME_FOCUS = 0.8, 0.2
_MAIN = 0.9
_NAMED = 0.5
_FLOOR = 1e-9


class Level(StrEnum):
    """How alike two are."""

    SAME = "same"
    RELATED = "related"
    FAR = "far"


class Standing(StrEnum):
    """Where an initiative is in its life, as an idea is held up against it."""

    RUNNING = "running"
    PLANNED = "planned"
    ENDED = "ended"
    UNKNOWN = "unknown"


_STANDINGS: Mapping[str | None, Standing] = {
    Status.IDEA: Standing.PLANNED,
    Status.PLANNED: Standing.PLANNED,
    Status.ACTIVE: Standing.RUNNING,
    Status.PAUSED: Standing.RUNNING,
    Status.IN_OPERATION: Standing.RUNNING,
    Status.COMPLETED: Standing.ENDED,
    Status.STOPPED: Standing.ENDED,
}


def standing_of(status: str | None) -> Standing:
    """Give where an initiative is by its status; no list may have said."""
    return _STANDINGS.get(status, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared beside texts; nothing where nothing is stated.

    Attributes:
        municipalities: codes of those that take part.
        area: cluster, planning area or health council.
        focus_area: the focus area.
        goals: the goals that are named.
        hospitals: hospitals as the list names them.
    """

    municipalities: frozenset[str] = frozenset()
    area: str | None = None
    focus_area: str | None = None
    goals: frozenset[str] = frozenset()
    hospitals: frozenset[str] = frozenset()


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Alike:
    """An initiative that is alike; ``is_elsewhere`` None: of one of the two no place is known."""

    id: int
    likeness: float
    level: Level
    is_elsewhere: bool | None


def text_of(texts: Mapping[str, str]) -> Text:
    """Put an initiative's texts together as they are compared."""
    rest = " \n".join(texts[name] for name in TEXTS if name not in (TITLE, TARGET) and texts.get(name))
    return Text(texts.get(TITLE, ""), rest, texts.get(TARGET, ""))


def alike(
    index: Index,
    asked: Asked,
    facts: Facts,
    facts_of: Callable[[int], Facts],
    *,
    without: Collection[int] = (),
    also: Collection[int] = (),
) -> tuple[Alike, ...]:
    """Give what is alike, the likeliest first.

    What is said decides; of two that are equally alike, the one in the same place or of the same focus area
    comes first.

    Args:
        index: the initiatives.
        asked: what is held up against them.
        facts: what else is known of it.
        facts_of: what else is known of an initiative.
        without: initiatives that are left out.
        also: initiatives that are given however little they are alike.
    """
    scores = index.scores(asked)
    wanted = np.isin(index.ids, list(also))
    near = np.flatnonzero((scores >= _FARTHEST) | wanted)
    near = near[np.argsort(-scores[near] - wanted[near], kind="stable")][:_WEIGHED]
    found = []
    for place in near.tolist():
        id_, likeness = int(index.ids[place]), float(scores[place])
        if id_ in without:
            continue
        other = facts_of(id_)
        elsewhere = _is_elsewhere(facts, other)
        level = _level(likeness)
        found.append((_rank(likeness, elsewhere, facts, other), Alike(id_, likeness, level, elsewhere)))
    ordered = [it for _, it in sorted(found, key=lambda it: (_LEVELS.index(it[1].level), -it[0], it[1].id))]
    enough = max(FEW, sum(it.level is not Level.FAR for it in ordered))
    return tuple(it for place, it in enumerate(ordered) if it.id in also or place < min(enough, MOST))


_LEVELS = tuple(Level)


def _level(likeness: float) -> Level:
    return Level.SAME if likeness >= SAME else Level.RELATED if likeness >= RELATED else Level.FAR


def _rank(likeness: float, elsewhere: bool | None, facts: Facts, other: Facts) -> float:
    points = log((likeness + _FLOOR) / (1 - likeness + _FLOOR))
    same_focus = facts.focus_area is not None and facts.focus_area == other.focus_area
    return points + (_SAME_PLACE if elsewhere is False else 0.0) + (_SAME_FOCUS if same_focus else 0.0)


def _is_elsewhere(one: Facts, other: Facts) -> bool | None:
    if one.municipalities and other.municipalities:
        if one.municipalities & other.municipalities:
            return False
        return not (one.area is not None and one.area == other.area)
    if one.area is not None and other.area is not None:
        return one.area != other.area
    return None


# --- Why ----------------------------------------------------------------------------------------------------

Span = tuple[int, int]
"""Where in a text something stands: from, and up to."""


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word or phrase that two have in common, as each writes it.

    Attributes:
        one: as the one writes it.
        other: as the other does.
        is_sure: whether the two mean the very same; else they have a part in common.
        broader: what both are kinds of, where that is all they have in common.
    """

    one: str
    other: str
    is_sure: bool = True
    broader: str = ""

    @property
    def is_same(self) -> bool:
        """Whether both write it the same."""
        return self.one.casefold() == self.other.casefold()


@dataclass(frozen=True, slots=True)
class Why:
    """Why two are alike, and in what they are not.

    Attributes:
        words: what they have in common, what tells most first.
        one: where the common words stand in the one's texts, by field.
        other: where they stand in the other's.
        target: what they have in common of whom they are for.
        conditions: what each is about, where those are other illnesses or troubles; else "".
        solutions: the same of what is done.
        is_thin: whether they share a single word of content, though both have more.
    """

    words: tuple[SharedWord, ...]
    one: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    other: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    target: tuple[SharedWord, ...] = ()
    conditions: tuple[str, str] = ("", "")
    solutions: tuple[str, str] = ("", "")
    is_thin: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """A term as it stands in a text."""

    field: str
    unit: Unit
    weight: float
    shown: str


_Terms = Mapping[str, Sequence[_Seen]]


@dataclass(frozen=True, slots=True)
class Parted:
    """Texts parted into terms, once for all that they are held against; of whom they are for apart."""

    terms: _Terms
    target: _Terms


def parted(index: Index, texts: Mapping[str, str]) -> Parted:
    """Part texts into terms."""
    target = {TITLE: texts.get(TARGET, "")}
    return Parted(_terms(index.lexicon, texts), _terms(index.lexicon, target))


def why(index: Index, one: Parted, other: Parted) -> Why:
    """Say why two are alike, by their texts."""
    first, second = one.terms, other.terms
    common = {term: _telling(index, term, first, second) for term in first if term in second}
    content = sorted((it for it in common if _is_content(it)), key=lambda it: (-common[it], it))
    titled = {it for it in content if _in_title(first[it]) and _in_title(second[it])}
    marked = {term for term, telling in common.items() if telling >= _LEAST_MARKED} | titled
    marked = marked or set(content[:_MOST_FALLEN_BACK])
    told = [it for it in content if common[it] >= _LEAST_TOLD or it in titled]
    told = told or sorted(marked, key=lambda it: (-common[it], it))
    return Why(
        words=tuple(islice(_words(told, first, second), _MOST_WORDS)),
        one=_spans(first, marked),
        other=_spans(second, marked),
        target=_target(index, one.target, other.target),
        conditions=_others(Kind.CONDITION, first, second),
        solutions=_others(Kind.SOLUTION, first, second),
        is_thin=_is_thin(content, first, second),
    )


def judged(it: Alike, why_: Why) -> Alike:
    """Give it as no more than related where a single word is all that the two share."""
    return replace(it, level=Level.RELATED) if it.level is Level.SAME and why_.is_thin else it


def _is_content(term: str) -> bool:
    return is_concept(term) or term not in concepts().weak


def _in_title(seen: Sequence[_Seen]) -> bool:
    """Tell whether a title says it, and not only something that is a kind of it."""
    return any(it.field == TITLE and it.weight > WIDER for it in seen)


def _is_thin(common: Collection[str], first: _Terms, second: _Terms) -> bool:
    shared = max(len(_content_units(it, common)) for it in (first, second))
    whole = min(len(_content_units(it, it)) for it in (first, second))
    return shared < min(_LEAST_WORDS, whole)


def _content_units(terms: _Terms, named: Collection[str]) -> set[str]:
    """Give the words of a text, as units, that say one of the terms."""
    return {it.unit.name for term in named if _is_content(term) for it in terms[term]}


def _terms(lexicon: Lexicon, texts: Mapping[str, str]) -> dict[str, list[_Seen]]:
    found: dict[str, list[_Seen]] = {}
    for name in TEXTS:
        text = texts.get(name, "")
        for unit in units(text):
            for term, weight in lexicon.terms(unit.name):
                found.setdefault(term, []).append(_Seen(name, unit, weight, text[unit.start : unit.end]))
    return found


def _best(seen: Sequence[_Seen]) -> _Seen:
    return max(seen, key=lambda it: (it.weight, it.field == TITLE))


def _telling(index: Index, term: str, first: _Terms, second: _Terms) -> float:
    return index.rareness(term) * _best(first[term]).weight * _best(second[term]).weight


def _words(terms: Sequence[str], first: _Terms, second: _Terms) -> Iterator[SharedWord]:
    met: set[tuple[str, str]] = set()
    for term in terms:
        one, other = _best(first[term]), _best(second[term])
        said = one.shown.casefold(), other.shown.casefold()
        is_wide = is_concept(term) and min(one.weight, other.weight) < _NAMED
        if said in met or (is_wide and any(set(said) & set(pair) for pair in met)):
            continue
        met.add(said)
        yield SharedWord(
            one.shown,
            other.shown,
            is_sure=_is_named(one, term) and _is_named(other, term),
            broader=called(concept_of(term)) if is_wide and called(concept_of(term)) not in said else "",
        )


def _is_named(seen: _Seen, term: str) -> bool:
    """Tell whether a word stands for one thing alone, and for this one."""
    name = seen.unit.name
    return name == term or concepts().words.get(name) == frozenset({concept_of(term)})


def _spans(terms: _Terms, marked: Collection[str]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, set[Span]] = {}
    for term in marked:
        for it in terms[term]:
            if it.weight > WIDER:
                found.setdefault(it.field, set()).add((it.unit.start, it.unit.end))
    return {name: _apart(spans) for name, spans in found.items()}


def _apart(spans: Collection[Span]) -> tuple[Span, ...]:
    """Give spans in order, none of which lies over another."""
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda it: (it[0], -it[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _target(index: Index, first: _Terms, second: _Terms) -> tuple[SharedWord, ...]:
    common = [term for term in first if term in second]
    telling = {term: _telling(index, term, first, second) for term in common}
    told = sorted((it for it in common if telling[it] >= _LEAST_TOLD), key=lambda it: (-telling[it], it))
    return tuple(islice(_words(told, first, second), 3))


def _others(kind: Kind, first: _Terms, second: _Terms) -> tuple[str, str]:
    """Give what each is about, where both say and say otherwise."""
    mine, theirs = _named(kind, first), _named(kind, second)
    if (
        not mine
        or not theirs
        or any(term in second for term in mine)
        or any(term in first for term in theirs)
    ):
        return "", ""
    return next(iter(mine.values())), next(iter(theirs.values()))


def _named(kind: Kind, terms: _Terms) -> dict[str, str]:
    kinds = concepts().kinds
    return {
        term: it.shown
        for term, seen in terms.items()
        if is_concept(term) and kinds[concept_of(term)] is kind
        for it in seen
        if it.weight >= _MAIN and it.field in (TITLE, TARGET)
    }
