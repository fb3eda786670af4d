"""What a column's heading says: for each field, how surely the words mean it.

A heading is looked up whole first. Beyond that it is read: its words (compounds split into known parts) give
concepts, and rules over concepts give fields. So "Indsatsens forventede afslutningstidspunkt" is an end date
though no list holds it. The words and rules are data in ``fields.toml``.
"""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, takewhile

from rapidfuzz import fuzz, process

from etl.schema.folding import folded, unbroken
from etl.schema.stems import SHORTEST_PART, Stems, stems_of

NAME, ALSO, WEAK = 0.96, 0.72, 0.45
"""How surely a heading means a field: one of its names; could be; only if nothing fits better."""

_EXTRA, _UNKNOWN, _WRONG_HEAD, _GROUPED = 0.86, 0.8, 0.5, 0.97
_VAGUE_UNKNOWN, _ASIDE_LEFT = 0.6, 0.97
_HALF_KNOWN, _ONLY_NAMED = 0.72, 0.9
_MOSTLY = 0.6
_NEAR = 91
"""A misspelt word is so like a stem: one letter of nine may be missing, none of ten another."""
_SHORTEST_MENDED, _LONGEST_ENDING = 5, 6
_SPANNING, _PARTS = {"period"}, {"start", "end"}
"""A group's field that its columns only hold a part of: "til" under "Periode" is the end, no period."""

_COUNTING = {"count", "percent"}
_NAMING = {"name", "number", "text", "description"}
_ASKING = {"who", "what", "when", "where", "why", "how", "which", "much"}
_QUIET = {"thing", "filler", "todate", "overall", "municipal", "regional", "actual"} | _ASKING
_OF_WHAT = {"what", "how", "why"}
_WHOSE = {
    "lead",
    "owner",
    "cluster",
    "municipality",
    "citizen",
    "body",
    "group",
    "practice",
    "hospital",
    "party",
    "staff",
}
"""Concepts of people and bodies, which a question of what or how only speaks of."""

_SILENT = (_QUIET | {"todate"}) - {"thing"}
_VAGUE = _COUNTING | _NAMING | {"code"}
"""Concepts that need their object: a number or name of something unknown may be anything's."""
_UNTOLD = (_QUIET | _VAGUE) - {"thing"}
"""Concepts that a compound half known does not stand for: a "bilnummer" numbers no initiative."""

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
    "hos",
    "under",
    "mod",
    "efter",
    "over",
    "inden",
    "siden",
    "mellem",
    "from",
    "to",
    "on",
    "by",
}
_JOINING = {"og", "eller", "and", "or", "samt", "+"}
_ASIDE = re.compile(r"\(([^()]*)\)")
_SUM_OF = re.compile(r"\s*sum (?:af|of|over)\s+(?=\S)", re.IGNORECASE)
"""What a pivot table writes before a column's own heading: it tells nothing of what is summed up."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A heading's word: the concepts it may stand for, and whether the phrase is about it."""

    concepts: frozenset[str]
    is_head: bool
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Rule:
    """What must be spoken of for a field, and what must not ("thing !who": a project, not who)."""

    field: str
    concepts: frozenset[str]
    without: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class _Schema:
    names: Mapping[str, Mapping[str, float]]
    begins: tuple[tuple[str, str, float], ...]
    any_begin: tuple[str, ...]
    likes: tuple[tuple[str, re.Pattern[str], float], ...]
    any_like: re.Pattern[str]
    rules: Mapping[str, tuple[_Rule, ...]]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]
    stems: Stems


@cache
def _schema() -> _Schema:
    data = tomllib.loads(resources.files("etl.schema").joinpath("fields.toml").read_text(encoding="utf-8"))
    names: dict[str, dict[str, float]] = {}
    for field, says in data["fields"].items():
        for key, score in (("weak", WEAK), ("also", ALSO), ("names", NAME)):
            for name in says.get(key, ()):
                names.setdefault(folded(name) or name, {})[field] = score
    begins = tuple(
        (field, f"{folded(words)} ", score)
        for field, says in data["fields"].items()
        for words, score in says.get("begins", ())
    )
    likes = tuple(
        (field, re.compile(folded_pattern), score)
        for field, says in data["fields"].items()
        for folded_pattern, score in says.get("like", ())
    )
    stems = stems_of(data["concepts"], data["endings"])
    any_begin = tuple(begin for _, begin, _ in begins)
    any_like = re.compile("|".join(f"(?:{like.pattern})" for _, like, _ in likes))
    return _Schema(
        names, begins, any_begin, likes, any_like, _rules(data["fields"]), _idioms(stems.exact), stems
    )


def _rules(fields: Mapping[str, Mapping[str, list[tuple[str, float]]]]) -> Mapping[str, tuple[_Rule, ...]]:
    """Give the rules by one of the concepts that each needs."""
    found: dict[str, list[_Rule]] = {}
    for field, says in fields.items():
        for words, score in says.get("rules", ()):
            needed = [word for word in words.split() if word[0] != "!"]
            without = frozenset(word[1:] for word in words.split() if word[0] == "!")
            found.setdefault(needed[0], []).append(_Rule(field, frozenset(needed), without, score))
    return {concept: tuple(rules) for concept, rules in found.items()}


def _idioms(stems: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give the stems of several words ("retter sig mod") by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for stem in stems:
        first, *more = stem.split()
        if more:
            found.setdefault(first, []).append((first, *more))
    return {first: tuple(sorted(idioms, key=len, reverse=True)) for first, idioms in found.items()}


@lru_cache(maxsize=20_000)
def heading_scores(heading: str, group: str = "") -> Mapping[str, float]:
    """Say for each field how surely a heading means it, 0 to 1; fields it does not mean are left out.

    Args:
        heading: the column's own heading.
        group: the heading above it, which spans several columns ("Tid" over "Start" and "Slut").
    """
    heading = heading[found.end() :] if (found := _SUM_OF.match(heading)) else heading
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
    plain = folded(heading)
    scores = dict(schema.names.get(plain or heading.strip(), {}) or _without_aside(heading))
    whole = f"{plain} "
    for field, begin, score in schema.begins if whole.startswith(schema.any_begin) else ():
        if whole.startswith(begin):
            scores[field] = max(scores.get(field, 0.0), score)
    for field, like, score in schema.likes if schema.any_like.fullmatch(plain) else ():
        if like.fullmatch(plain):
            scores[field] = max(scores.get(field, 0.0), score)
    words, unknown = _words(heading)
    found: frozenset[str] = frozenset().union(*(word.concepts for word in words))
    for concept in found:
        for rule in schema.rules.get(concept, ()):
            score = _rule_score(rule, words, found, unknown)
            if score > scores.get(rule.field, 0.0):
                scores[rule.field] = score
    return scores


def _without_aside(heading: str) -> dict[str, float]:
    """Look a heading up without what stands in brackets ("Titel (skal udfyldes)")."""
    bare = _ASIDE.sub(" ", heading)
    names = {} if bare == heading else _schema().names.get(folded(bare), {})
    return {field: _ASIDE_LEFT * score for field, score in names.items()}


def _rule_score(rule: _Rule, words: tuple[_Word, ...], found: frozenset[str], unknown: int) -> float:
    if not rule.concepts <= found or rule.without & found:
        return 0.0
    extra = sum(not (word.concepts & rule.concepts or word.concepts & _QUIET) for word in words)
    sureness = min(word.sureness for word in words if word.concepts & rule.concepts)
    strange = _VAGUE_UNKNOWN if rule.concepts <= _VAGUE else _UNKNOWN
    return rule.score * _EXTRA**extra * strange ** min(unknown, 4) * _about(rule, words) * sureness


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
        for word in _with_idioms(_plain_words(piece)):
            if word in _SMALL:
                yield phrase
                phrase = [[]]
            elif word in _JOINING:
                phrase.append([])
            else:
                phrase[-1].append(word)
    yield phrase


def _plain_words(piece: str) -> list[str]:
    """Fold a text's words; one that a dot cuts short keeps it ("Ansv.", "Beskr.")."""
    if "." not in piece:
        return folded(piece).split()
    words: list[str] = []
    stems = _schema().stems
    for token in piece.split():
        plain = folded(token).split()
        is_cut = token.endswith(".") and len(plain) == 1 and plain[0].isalpha() and plain[0] not in _SMALL
        words += [f"{plain[0]}."] if is_cut and stems.meaning(plain[0]) is None else plain
    return words


def _with_idioms(words: list[str]) -> Iterator[str]:
    """Take words that stand for one thing together as one ("sat af")."""
    idioms = _schema().idioms
    at = 0
    while at < len(words):
        known = next(
            (idiom for idiom in idioms.get(words[at], ()) if tuple(words[at : at + len(idiom)]) == idiom),
            None,
        )
        yield words[at] if known is None else " ".join(known)
        at += 1 if known is None else len(known)


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
    """Say which word the others describe: the last that speaks, but "antal indsatser" is about the number.

    "Hvad bekymrer projektlederen" is about worries, and about no leader.

    A question is about what it asks of an initiative; in "hvilket behov dækker indsatsen" what stands next
    to "hvilket".
    """
    counting = [n for n, concepts in enumerate(known) if concepts & _COUNTING]
    speaking = [n for n, concepts in enumerate(known) if not concepts <= _SILENT]
    asked = [n for n in speaking if "thing" not in known[n]] if any(map(_ASKING.intersection, known)) else []
    if any(map(_OF_WHAT.intersection, known)):
        asked = [n for n in asked if not known[n] <= _WHOSE] or asked
    which = [n for n, concepts in enumerate(known) if "which" in concepts]
    if which and asked:
        asked = [n for n in asked if n > which[0]][:1]
    return (counting[:1] or asked[-1:] or speaking[-1:] or [-1])[0]


_Piece = tuple[frozenset[str], float]
"""The concepts of a word or of a compound's part, and how surely it stands for them."""


_LONGEST_WORD = 60
"""No compound is longer, and one of thousands of letters has millions of parts."""


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[_Piece, ...]:
    """Read a word: whole, as a compound, as an abbreviation, misspelt, or as a compound half known."""
    if word.endswith("."):
        word = word[:-1]
        return _cut_short(word) or _pieces(word)
    if len(word) > _LONGEST_WORD:
        return ()
    whole = _schema().stems.meaning(word)
    if whole is not None:
        return ((whole, 1.0),)
    compound = _compound(word)
    if compound:
        return tuple((concepts, 1.0) for concepts in compound)
    return _shortened(word) or _near(word) or _mended(word) or _half_known(word)


def _compound(word: str) -> tuple[frozenset[str], ...]:
    """Split a compound into known parts ("slutdato"), the last as long as can be; its head is the last."""
    meaning = _schema().stems.meaning
    for at in range(SHORTEST_PART, len(word) - 1):
        right = meaning(word[at:])
        if right and len(word) - at < SHORTEST_PART and "number" not in right:
            continue
        left = meaning(word[:at]) if right else None
        if right and left:
            return (left, right)
        rest = _compound(word[:at]) if right else ()
        if right and rest:
            return (*rest, right)
    return ()


@cache
def _in_order() -> tuple[str, ...]:
    return tuple(sorted(_schema().stems.exact))


def _beginning(word: str) -> Iterator[str]:
    """Give the stems that begin with a word."""
    stems = _in_order()
    return takewhile(lambda stem: stem.startswith(word), islice(stems, bisect_left(stems, word), None))


def _shortened(word: str) -> tuple[_Piece, ...]:
    """Read a word as the beginning of stems that all mean the same ("tovh", "maalgr")."""
    if len(word) < 4:
        return ()
    exact = _schema().stems.exact
    stems = list(_beginning(word))
    meant = {exact[stem] for stem in stems}
    if len(meant) != 1:
        return ()
    is_most = 2 * len(word) > min(map(len, stems))
    return ((meant.pop(), _ONLY_NAMED),) if is_most else ()


def _cut_short(word: str) -> tuple[_Piece, ...]:
    """Read a word that a dot cuts short ("beskr.") as what most stems that begin so mean."""
    exact = _schema().stems.exact
    meant = Counter(exact[stem] for stem in _beginning(word) if " " not in stem)
    told = [(concepts, count) for concepts, count in meant.most_common() if not concepts <= _QUIET]
    if not told or len(word) < SHORTEST_PART:
        return ()
    concepts, count = told[0]
    share = count / sum(count for _, count in told)
    return ((concepts, _ONLY_NAMED if share == 1 else _HALF_KNOWN),) if share >= _MOSTLY else ()


def _near(word: str) -> tuple[_Piece, ...]:
    """Read a misspelt word as the stem it is nearest to ("tovhoder")."""
    exact = _schema().stems.exact
    if len(word) < 6:
        return ()
    found = process.extractOne(word, exact.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return () if found is None or found[0][0] != word[0] else ((exact[found[0]], _ONLY_NAMED),)


def _mended(word: str) -> tuple[_Piece, ...]:
    """Read a word as the form of a stem that it would be with one more letter, or two of them swapped.

    "bemaerninger" is a remark and "budgt" a budget; so short a word may be another one, and a word that could
    be mended in two ways, or ends in a number's short form, is.
    """
    if len(word) < _SHORTEST_MENDED or word.endswith("nr"):
        return ()
    stems, (lacking, endings) = _schema().stems, _lacking()
    cuts = range(len(word), max(_SHORTEST_MENDED, len(word) - _LONGEST_ENDING) - 1, -1)
    whole = (lacking.get(word[:at]) for at in cuts if at == len(word) or word[at:] in stems.endings)
    bent = (stems.exact.get(word[:at]) for at in cuts if word[at:] in endings)
    swapped = (
        stems.meaning(f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}")
        for at in range(1, len(word) - 1)
    )
    meant = {concepts for concepts in (*whole, *bent, *swapped) if concepts and not concepts <= _QUIET}
    return ((meant.pop(), _ONLY_NAMED),) if len(meant) == 1 else ()


@cache
def _lacking() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Give what stems mean that lack a letter inside, where it is one thing; and endings that lack one."""
    found: dict[str, set[frozenset[str]]] = {}
    for stem, concepts in _schema().stems.exact.items():
        for at in range(1, len(stem) - 1) if " " not in stem and len(stem) > _SHORTEST_MENDED else ():
            found.setdefault(stem[:at] + stem[at + 1 :], set()).add(concepts)
    endings = {
        ending[:at] + ending[at + 1 :]
        for ending in _schema().stems.endings
        for at in range(len(ending))
        if len(ending) >= SHORTEST_PART
    }
    return {word: next(iter(meant)) for word, meant in found.items() if len(meant) == 1}, frozenset(endings)


def _half_known(word: str) -> tuple[_Piece, ...]:
    """Read a compound by the one part that is known, the last before the first ("delprojekt")."""
    meaning = _schema().stems.meaning
    ends = (word[at:] for at in range(2, len(word) - 4))
    begins = (word[:at] for at in range(len(word) - 2, 4, -1))
    meant = (meaning(part) for part in (*ends, *begins))
    known = next((concepts for concepts in meant if concepts and not concepts <= _UNTOLD), None)
    return () if known is None else ((known, _HALF_KNOWN),)


def known_headings() -> Iterable[str]:
    """Give every whole heading that is listed, folded."""
    return _schema().names.keys()
