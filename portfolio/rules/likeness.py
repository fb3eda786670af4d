"""How alike two titles are: letter for letter, and word for word."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from portfolio.reference import by_reference_at_most, load_reference
from portfolio.vocabulary import OrganisationKind

KEY_TITLE_LIKENESS = 0.7
"""How alike titles must be for the same key to mean the same initiative.

Two titles of one initiative with a word added or dropped lie above; two unlike initiatives that got the same
running number in different months lie below: of random pairs within real lists 1 in 500 does not.
"""

_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u"})
_BREAKS = re.compile(r"[^0-9a-z]+")
_FORMER = re.compile(
    r"[(\[,;–-]\s*(?:tidl\.?|tidligere|førhen|før|formerly)(?:\s+kaldt)?[:\s]+(?P<title>[^)\]]+)",
    re.IGNORECASE,
)
_TELLING_LETTERS = 6

_ENDINGS = ("ernes", "erne", "enes", "ende", "ede", "ene", "ens", "ets", "ers", "en", "et", "er", "es", "e")
_SHORTEST_STEM = 3
_SHORTEST_PART = 4
"""A part of a compound that tells what it is about has so many letters: "kol" is a word, but no part."""

SHARED_START, SHARED_END = 5, 9
"""Words that begin or end with so many letters in common have a part of a compound in common."""

_FILLING_WORDS = """
    af at de den der det du efter ej eller en er et for fra frem han har hos hun hvor i ikke ind kan med
    mellem mod ned nu og om op over paa samt skal som sig til ud under ved vi via the and of in for
"""
_FILLERS = frozenset(_FILLING_WORDS.split())
_OTHER_WORDS = "kommune klynge klyngen sundhedsklynge sundhedsklyngen planomraade omraade samordning byen"
_NO_PLACES = frozenset(_OTHER_WORDS.split())
_MARKING_WORDS = """
    nord syd oest vest midt nordvest nordoest sydvest sydoest nordlig sydlig oestlig vestlig
    foerste anden tredje fjerde femte ii iii vi vii viii ix
"""
_MARKS = frozenset(_MARKING_WORDS.split())


def fold(text: str) -> str:
    """Give a text for comparison: small letters, æøå spelled out, no accents, one space for all else."""
    plain = text.casefold() if text.isascii() else _spelled_out(text)
    return _BREAKS.sub(" ", plain).strip()


def _spelled_out(text: str) -> str:
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLINGS)
    if spelled.isascii():
        return spelled
    signs = unicodedata.normalize("NFKD", spelled)
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    Attributes:
        folded: as :func:`fold` gives it.
        stems: its words without endings and without words that say nothing, in order.
        marks: those of its words that tell namesakes apart: numbers, single letters, directions, places.
    """

    folded: str
    stems: tuple[str, ...]
    marks: frozenset[str]

    @property
    def wording(self) -> tuple[str, ...]:
        """Give the stems in an order of their own: the same for titles that say the same in other order."""
        return tuple(sorted(self.stems))


@by_reference_at_most(1 << 17)
def title_of(text: str) -> Title:
    """Take a title apart; what it says of its former name is no part of it."""
    folded = fold(_FORMER.sub(" ", text)) or fold(text)
    words = [word for word in folded.split() if word not in _FILLERS] or folded.split()
    return Title(folded, tuple(map(stem, words)), frozenset(word for word in words if is_mark(word)))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Give a folded word without its ending, so that forms of a word are one: "genindlæggelsernes"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("s") and len(word) > _SHORTEST_STEM else word


@by_reference_at_most(1 << 16)
def is_mark(word: str) -> bool:
    """Tell whether a folded word tells namesakes apart: "Akutteam Vest", "bølge 3", "Gruppe B"."""
    return (
        any(sign.isdigit() for sign in word)
        or len(word) == 1
        or word in _MARKS
        or word.endswith("klyngen")
        or word in _places()
        or word.removesuffix("s") in _places()
    )


def is_filler(word: str) -> bool:
    """Tell whether a folded word, or its stem, says nothing of what a text is about."""
    return word in _FILLERS


def differ_in_marks(one: Title, other: Title) -> bool:
    """Tell whether each of two titles has a mark that the other has not: they are namesakes, not the same."""
    return bool(one.marks - other.marks) and bool(other.marks - one.marks)


def are_swapped(one: Title, other: Title, weight: Callable[[str], float]) -> bool:
    """Tell whether each of two titles has a telling word that the other has nothing like.

    So have namesakes ("Rehabilitering efter sepsis", "Rehabilitering efter apopleksi"); a misspelt word has
    one letter more or less or two changed about, while another letter often makes another word
    ("Hjerteforløb", "Hjerneforløb").
    """
    return all(
        any(weight(word) >= 1 and not any(_is_a_form(word, other) for other in others) for word in words)
        for words, others in ((one.stems, other.stems), (other.stems, one.stems))
    )


def _is_a_form(one: str, other: str) -> bool:
    if one == other:
        return True
    alike = alike_words(one, other)
    if alike < 0.8:
        return alike >= 0.75
    return len(one) != len(other) or sorted(one) == sorted(other)


def evenly(_: str) -> float:
    """Weigh all words alike, where there is no list to say which are rare."""
    return 1.0


def in_common(one: Title, other: Title, weight: Callable[[str], float]) -> float:
    """Tell how much two titles say in common, from 0 to 1: their stems, each by its weight.

    A compound that holds the other's word counts for a good part of it ("hjemmetransfusion", "transfusion"),
    and so do words that begin alike ("hjerterehab", "hjertesygdom") or are spelt nearly alike.
    """
    if not one.stems or not other.stems:
        return 0.0
    total = sum(map(weight, one.stems)) + sum(map(weight, other.stems))
    shared = _covered(one.stems, other.stems, weight) + _covered(other.stems, one.stems, weight)
    return shared / total if total else 0.0


def _covered(stems: Iterable[str], others: Iterable[str], weight: Callable[[str], float]) -> float:
    return sum(weight(word) * max(alike_words(word, other) for other in others) for word in stems)


@lru_cache(maxsize=1 << 18)
def alike_words(one: str, other: str) -> float:
    """Tell how alike two stems are, from 0 to 1."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_PART:
        return 0.5 if len(short) == _SHORTEST_STEM and long.endswith(short) else 0.0
    if long.startswith(short) or long.endswith(short):
        return 0.75
    near = fuzz.ratio(one, other) / 100
    if near >= 0.85 and not (any(map(str.isdigit, one + other))):
        return 0.8
    if len(short) >= SHARED_END and one[-SHARED_END:] == other[-SHARED_END:]:
        return 0.5
    return 0.4 if one[:SHARED_START] == other[:SHARED_START] and len(short) >= SHARED_START else 0.0


@by_reference_at_most(1)
def _places() -> frozenset[str]:
    """Give the words of municipalities', clusters' and hospitals' names that stand for a place."""
    kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA)
    names = [row.name for row in load_reference().organisations if row.kind in kinds]
    words = {word for name in names for word in fold(name).split()}
    return frozenset(word for word in words if len(word) >= _SHORTEST_PART) - _NO_PLACES


def likeness(one: str, other: str) -> float:
    """Tell how alike two folded titles are, from 0 to 1.

    Letters compared in order, or the shorter title standing word for word inside the longer.
    """
    in_order: float = fuzz.ratio(one, other) / 100
    return max(in_order, _contained(one.split(), other.split()))


def _contained(one: list[str], other: list[str]) -> float:
    """Give 0.9 when the words of the shorter title all stand in the other, if long enough to tell."""
    fewer, more = sorted((one, other), key=len)
    return 0.9 if len("".join(fewer)) >= _TELLING_LETTERS and set(fewer) <= set(more) else 0.0


def former_title(title: str) -> str | None:
    """Give the folded title that a title says it had before: "Ungdomsliv (tidl. Mental trivsel unge)"."""
    found = _FORMER.search(title)
    return fold(found["title"]) or None if found else None
