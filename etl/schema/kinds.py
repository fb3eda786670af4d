"""The fields of the other kinds of table, as data (``kinds.toml``), and what headings say of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from etl.schema.folding import folded
from etl.schema.headings import heading_scores
from portfolio.process.templates import Template, shipped_templates
from portfolio.vocabulary import Label, TableKind, TemplateOrigin

_NAME, _HEAD, _STEM, _ASIDE, _LIKE = 0.96, 0.9, 0.84, 0.62, 0.9
_PHRASES = re.compile(r"\s(?:på|for|af|til|om|i|fra|ved)\s", re.IGNORECASE)
_PARTS = re.compile(r"[/(),;]|\s(?:og|eller|samt)\s", re.IGNORECASE)
_QUIET = {
    "beskrivelse",
    "navn",
    "titel",
    "nr",
    "nummer",
    "indhold",
    "tekst",
    "navnet",
    "hvilken",
    "angivelse",
}
_ENDING = "(?:e|en|er|et|erne|ene|r|s)?"
_RECOGNISED = 0.5
_SHORTEST_STEM_END = 4
_SHORTENED = re.compile(r"\b([^\W\d]{3,})\.")
_DOMAIN_ID = re.compile(r"[ab] ?\d{1,2}|(domaene|domain|kriterium|krit|dim|d) ?\d{1,2}")


@dataclass(frozen=True, slots=True)
class KindField:
    """A field of a kind of table.

    Attributes:
        name: its name in the document.
        reads_as: the field of an initiative that is read alike, or a form in angle brackets.
        names: whole headings that mean it, folded.
        stems: what a word of its heading begins or ends with, folded; None where it has no such.
        like: fields of an initiative whose headings mean it too.
    """

    name: str
    reads_as: str
    names: frozenset[str]
    stems: re.Pattern[str] | None
    like: tuple[str, ...]

    def score(self, heading: str, group: str = "") -> float:
        """Say how surely a heading means the field."""
        whole, heads = folded(heading), _heads(heading)
        if whole in self.names:
            return _NAME
        scores = heading_scores(heading, group)
        like = max((_LIKE * scores.get(name, 0.0) for name in self.like), default=0.0)
        is_named = any(head in self.names for head in heads)
        return max(like, _HEAD if is_named else 0.0, self._by_stems(whole, heads))

    def _by_stems(self, whole: str, heads: tuple[str, ...]) -> float:
        """Say how surely a word of a heading has a stem; what stands after "for" or "af" tells less."""
        if self.stems is None:
            return 0.0
        if any(map(self.stems.search, heads)):
            return _STEM
        return _ASIDE if self.stems.search(whole) else 0.0


@lru_cache(maxsize=20_000)
def _heads(heading: str) -> tuple[str, ...]:
    """Give what a heading is about, folded: "Status" of "Status på milepæl", both of "Sag/emne".

    What only names or describes ("Beskrivelse af milepæl") is about what follows.
    """
    phrases = [phrase for part in _PHRASES.split(heading) if (phrase := part.strip())]
    about = next((phrase for phrase in phrases if folded(phrase) not in _QUIET), heading)
    return tuple(folded(part) for part in _PARTS.split(about) if part.strip())


@dataclass(frozen=True, slots=True)
class KindSchema:
    """A kind of table: its fields, those it must have (any one of a tuple), and the field each record has.

    ``beside`` are fields that it may have too, and that do not tell of what kind a table is.
    """

    kind: TableKind
    fields: tuple[KindField, ...]
    must: tuple[tuple[str, ...], ...]
    anchor: str
    beside: tuple[KindField, ...] = ()

    @property
    def every(self) -> tuple[KindField, ...]:
        """All fields, those beside the others last."""
        return (*self.fields, *self.beside)

    def field(self, name: str) -> KindField:
        """Give a field by its name."""
        return next(field for field in self.every if field.name == name)

    def is_met(self, fields: Mapping[str, object]) -> bool:
        """Tell whether a table with these fields can be of this kind."""
        return all(any(name in fields for name in one_of) for one_of in self.must)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("etl.schema").joinpath("kinds.toml").read_text(encoding="utf-8"))


@cache
def kind_schema(kind: TableKind) -> KindSchema:
    """Give what is known of a kind of table."""
    data = _data()[str(kind)]
    must = tuple(tuple(names.split("|")) for names in data["must"])
    fields = tuple(_field(name, says) for name, says in data["fields"].items())
    beside = tuple(_field(name, says) for name, says in data.get("beside", {}).items())
    return KindSchema(kind, fields, must, data["anchor"], beside)


def _field(name: str, says: Mapping[str, Any]) -> KindField:
    names = frozenset(map(folded, says.get("names", ())))
    return KindField(name, says["as"], names, _stems(says.get("stems", ())), tuple(says.get("like", ())))


def _stems(stems: Sequence[str]) -> re.Pattern[str] | None:
    """Match a word that begins with one of the stems, or ends with one that is not too short."""
    words = tuple(map(folded, stems))
    begins = [rf"\b{re.escape(word)}" for word in words]
    ends = [rf"{re.escape(word)}{_ENDING}\b" for word in words if len(word) >= _SHORTEST_STEM_END]
    return re.compile("|".join((*begins, *ends))) if words else None


@cache
def _all_fields() -> tuple[KindField, ...]:
    kinds = (kind for kind in TableKind if kind is not TableKind.INITIATIVES)
    return tuple(field for kind in kinds for field in kind_schema(kind).fields)


@lru_cache(maxsize=20_000)
def speaks_of_kinds(heading: str) -> bool:
    """Tell cheaply whether a text has a word of some other kind of table."""
    whole = folded(heading)
    return any(
        whole in field.names or (field.stems is not None and field.stems.search(whole))
        for field in _all_fields()
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """That a heading, by its place, means a field of a kind, and how surely."""

    place: int
    field: str
    score: float


@lru_cache(maxsize=4_000)
def claims_of_kind(kind: TableKind, headings: tuple[tuple[str, str], ...]) -> tuple[Claim, ...]:
    """Give what each heading may mean of a kind.

    Args:
        kind: the kind of table.
        headings: each heading with the text of the group above it.
    """
    return tuple(
        Claim(n, field.name, score)
        for n, (heading, group) in enumerate(headings)
        for field in kind_schema(kind).fields
        if (score := field.score(heading, group)) >= _RECOGNISED
    )


def settled(claims: Iterable[Claim]) -> dict[str, tuple[int, float]]:
    """Give each field its heading by place, and how surely: one heading a field, the surest first."""
    found: dict[str, tuple[int, float]] = {}
    taken: set[int] = set()
    for claim in sorted(claims, key=lambda claim: (-claim.score, claim.place)):
        if claim.score >= _RECOGNISED and claim.field not in found and claim.place not in taken:
            found[claim.field] = (claim.place, claim.score)
            taken.add(claim.place)
    return found


@lru_cache(maxsize=4_000)
def said_of_kind(kind: TableKind, headings: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[int, float]]:
    """Say which heading means each field of a kind, and how surely, by the headings alone."""
    return settled(claims_of_kind(kind, headings))


def kind_label(field: str) -> Label:
    """Give what people read for a field of these kinds."""
    danish, english = _data()["labels"][field]
    return Label(danish, english)


@lru_cache(maxsize=4_000)
def names_no_initiative(heading: str) -> bool:
    """Tell whether a heading names people, bodies, accounts or days: what rosters and calendars have down."""
    first, *_ = folded(heading).split() or [""]
    return first in _no_initiatives() or folded(heading) in _no_initiatives()


def says_calendar(titles: str) -> bool:
    """Tell whether a sheet's folded titles call it a calendar or a plan of meetings, shifts or holidays."""
    return any(word in titles for word in _calendar_words())


@cache
def _calendar_words() -> tuple[str, ...]:
    return tuple(map(folded, _data()["not_initiatives"]["sheets"]))


@cache
def _no_initiatives() -> frozenset[str]:
    return frozenset(map(folded, _data()["not_initiatives"]["headings"]))


@lru_cache(maxsize=4_000)
def names_domain(text: str) -> bool:
    """Tell whether a text names a domain of a spread assessment, by its words or by its letter and number."""
    whole = folded(text)
    return bool(_DOMAIN_ID.fullmatch(whole)) or any(word in whole for word in _assessment("domains"))


@cache
def assessment_words() -> tuple[str, ...]:
    """Give words of a title that say a table assesses how far initiatives can be spread, folded."""
    return _assessment("titles")


@cache
def _assessment(which: str) -> tuple[str, ...]:
    return tuple(map(folded, _data()["domain_words"][which]))


@cache
def _processes() -> Mapping[str, Template]:
    """Give the processes that papers list the steps of: a matrix of steps is of one of them."""
    return {it.id: it for it in shipped_templates() if it.origin is TemplateOrigin.DOCUMENT}


@cache
def _steps() -> Mapping[str, tuple[tuple[str, str], ...]]:
    return {
        process: tuple(
            (word, step.number)
            for step in sorted(template.steps, key=lambda step: step.read_first)
            for word in step.words
        )
        for process, template in _processes().items()
    }


def step_of_words(process: str, heading: str) -> str | None:
    """Give the step of a process that a heading without a number names."""
    return next(iter(steps_of_words(process, heading)), None)


@lru_cache(maxsize=4_000)
def steps_of_words(process: str, heading: str) -> tuple[str, ...]:
    """Give the steps of a process that a heading's words may mean, the likeliest first."""
    text = folded(heading)
    short = tuple(map(folded, _SHORTENED.findall(heading)))
    return tuple(
        dict.fromkeys(
            step
            for word, step in _steps()[process]
            if word in text or (short and any(part.startswith(short) for part in word.split()))
        )
    )


@cache
def step_order(process: str) -> tuple[str, ...]:
    """Give the steps of a process as they follow each other."""
    return tuple(step.number for step in _processes()[process].steps)


def process_named(texts: Sequence[str]) -> str | None:
    """Give the process that texts around a table name."""
    for text in map(folded, texts):
        named = [process for process, it in _processes().items() if any(word in text for word in it.named)]
        if len(named) == 1:
            return named[0]
    return None


def has_label(field: str) -> bool:
    """Tell whether a field is one of these kinds' own."""
    return field in _data()["labels"]


def code_label(code: str) -> Label:
    """Give what people read for a code that only these kinds have; the code itself where it has no label."""
    danish, english = _data()["code_labels"].get(code, (code, code))
    return Label(danish, english)
