"""Templates of processes: their steps as data, shipped with the program or made of those by people.

A template's version never changes: initiatives keep the one that they began under.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import msgspec

from portfolio.errors import RefusedError
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.vocabulary import (
    DecisionSubject,
    Holder,
    Label,
    Paper,
    ProcessType,
    StepKind,
    TemplateOrigin,
)

MOST_STEPS = 40
MOST_USUAL_DAYS = 3_650
_NUMBER = re.compile(r"[1-9]\d?(?:\.[a-z])?")
_NUMBERED = re.compile(r"\s*(?:trin\s+|step\s+)?(\d{1,2}(?:\.[a-z])?)(?=[\s.:)]|$)", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_TEXT = 80, 2_000


class TemplateRefusedError(RefusedError):
    """A template that no initiative could go through; the id tells what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process.

    Attributes:
        number: as its paper numbers it ("1.a").
        name: a few words for it.
        text: what it is, as its paper words it.
        kind: what it is besides work.
        entrance: the one way in by which it is part of the process ("a"); "": by all.
        holders: whose turn it is, first the one who must act; empty: the paper does not say.
        papers: what it asks for.
        decides: what is decided in it, each by itself.
        is_skippable: its paper says that it may be left out.
        usual_days: how many days it usually takes; None: nobody has said.
        words: what lists call it, folded.
        read_first: its place among the steps when a text's words are held against theirs.
    """

    number: str
    name: Label
    text: Label
    kind: StepKind = StepKind.WORK
    entrance: str = ""
    holders: tuple[Holder, ...] = ()
    papers: tuple[Paper, ...] = ()
    decides: tuple[DecisionSubject, ...] = ()
    is_skippable: bool = False
    usual_days: int | None = None
    words: tuple[str, ...] = ()
    read_first: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A version of a process: its steps in order.

    Attributes:
        id: the process, ``version`` which of its versions, from 1.
        name: what people call it, ``short_name`` where there is little room.
        region: the region whose process it is; None: anybody's.
        process_type: the type (A or B) whose process it is; None: neither in particular.
        origin: whether a paper has this list of steps; ``source`` says in words where it is from.
        named: words by which texts around a table name it, folded.
        steps: its steps.
        base: the process whose steps it was copied from; what lists say of those counts for it too.
    """

    id: str
    version: int
    name: Label
    short_name: Label
    region: str | None
    process_type: ProcessType | None
    origin: TemplateOrigin
    source: Label
    named: tuple[str, ...]
    steps: tuple[Step, ...]
    base: str = ""

    @property
    def entrances(self) -> tuple[str, ...]:
        """The ways in, where there are several."""
        return tuple(
            dict.fromkeys(step.entrance for step in self.steps if step.entrance and _is_way_in(step))
        )

    @property
    def has_usual_days(self) -> bool:
        """Whether anybody has said of any step how long it usually takes."""
        return any(it.usual_days is not None for it in self.steps)

    def step(self, number: str | None) -> Step | None:
        """Give the step with a number; None: it has none such."""
        return next((step for step in self.steps if step.number == number), None)

    def place(self, number: str) -> int:
        """Give a step's place among the steps, from 0."""
        return [step.number for step in self.steps].index(number)

    def step_named(self, text: str) -> str | None:
        """Give the number of the step that a text names, by its number or its words; None: of none."""
        numbered = _NUMBERED.match(text)
        if numbered is not None and self.step(numbered[1].lower()) is not None:
            return numbered[1].lower()
        folded = fold(text)
        ordered = sorted(self.steps, key=lambda step: step.read_first)
        return next((step.number for step in ordered if any(word in folded for word in step.words)), None)


def _is_way_in(step: Step) -> bool:
    return step.number.endswith(f".{step.entrance}")


def checked(template: Template) -> Template:
    """Give a template that an initiative can go through.

    Raises:
        TemplateRefusedError: it has no steps or too many, or a step without a name or a number of its own.
    """
    if not 1 <= len(template.steps) <= MOST_STEPS:
        raise TemplateRefusedError("steps.no_steps", most=MOST_STEPS)
    if not template.name.da.strip():
        raise TemplateRefusedError("steps.name_missing")
    seen: set[str] = set()
    for step in template.steps:
        _check_step(step)
        if step.number in seen:
            raise TemplateRefusedError("steps.number_twice", number=step.number)
        seen.add(step.number)
    return template


def _check_step(step: Step) -> None:
    if not _NUMBER.fullmatch(step.number):
        raise TemplateRefusedError("steps.number_unreadable", number=step.number)
    if not step.name.da.strip():
        raise TemplateRefusedError("steps.step_name_missing", number=step.number)
    if len(step.name.da) > _LONGEST_NAME or len(step.text.da) > _LONGEST_TEXT:
        raise TemplateRefusedError(
            "steps.step_too_long", number=step.number, name=_LONGEST_NAME, text=_LONGEST_TEXT
        )
    if step.usual_days is not None and not 1 <= step.usual_days <= MOST_USUAL_DAYS:
        raise TemplateRefusedError("steps.days_unlikely", number=step.number, most=MOST_USUAL_DAYS)


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Give the templates that travel with the program, in the order people meet them."""
    with resource("data", "reference", "processes.toml").open("rb") as file:
        return tuple(checked(_template(row)) for row in tomllib.load(file)["template"])


def shipped(id_: str) -> Template:
    """Give a template that travels with the program."""
    return next(template for template in shipped_templates() if template.id == id_)


def _template(row: Mapping[str, Any]) -> Template:
    process_type = row.get("process_type")
    return Template(
        id=row["id"],
        version=1,
        name=Label(*row["name"]),
        short_name=Label(*row["short_name"]),
        region=row.get("region"),
        process_type=None if process_type is None else ProcessType(process_type),
        origin=TemplateOrigin(row["origin"]),
        source=Label(*row["source"]),
        named=_folded(row["named"]),
        steps=tuple(map(_step, row["step"])),
    )


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        number=row["number"],
        name=Label(*row["name"]),
        text=Label(*row["text"]),
        kind=StepKind(row.get("kind", StepKind.WORK)),
        entrance=row.get("entrance", ""),
        holders=tuple(map(Holder, row.get("holders", ()))),
        papers=tuple(map(Paper, row.get("papers", ()))),
        decides=tuple(map(DecisionSubject, row.get("decides", ()))),
        is_skippable=row.get("is_skippable", False),
        words=_folded(row["words"]),
        read_first=row["read_first"],
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Template)


def template_json(template: Template) -> str:
    """Write a template; what stands in it stands in the same order each time."""
    return _ENCODER.encode(template).decode()


def template_of(text: str) -> Template:
    """Read what :func:`template_json` wrote."""
    return _DECODER.decode(text)


def is_same(one: Template, other: Template) -> bool:
    """Tell whether two versions have the same content."""
    return replace(one, version=other.version, origin=other.origin) == other


def newest_of(templates: Sequence[Template]) -> dict[str, Template]:
    """Give the newest version of each process."""
    newest: dict[str, Template] = {}
    for template in templates:
        if template.id not in newest or newest[template.id].version < template.version:
            newest[template.id] = template
    return newest
