"""The core of an initiative: what is always taken along and what may be adapted, and who took what (pure).

After the spread model that Sundhedsstyregruppen approved on 1 September 2016: the part that gives the effect
is taken along; the rest is fitted to the place.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio.spread.words import PartUse


@dataclass(frozen=True, slots=True)
class CorePart:
    """A part of a core; ``key`` is its own, also when its words are changed."""

    key: str
    text: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class CoreText:
    """What is said of a core.

    Attributes:
        parts: its parts, the fixed ones and those that may be adapted.
        effect: which effect is expected.
        preconditions: what a receiver must have.
        target_group: whom it is for.
        contact: whom to ask, a role or an organisation.
    """

    parts: tuple[CorePart, ...]
    effect: str | None = None
    preconditions: str | None = None
    target_group: str | None = None
    contact: str | None = None

    @property
    def fixed(self) -> tuple[CorePart, ...]:
        """The parts that must not be changed."""
        return tuple(it for it in self.parts if it.is_fixed)

    @property
    def adaptable(self) -> tuple[CorePart, ...]:
        """The parts that may be fitted to the place."""
        return tuple(it for it in self.parts if not it.is_fixed)


@dataclass(frozen=True, slots=True)
class Core:
    """A version of an initiative's core, and who wrote it."""

    id: int
    initiative_id: int
    text: CoreText
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """What a receiver did with a part; ``use`` None: that nobody knows."""

    id: int
    use: PartUse | None
    text: str | None
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Adopter:
    """A receiver, by id or name, and what it did with the parts, by key."""

    organisation: str
    ticks: Mapping[str, Tick]

    def use(self, part: CorePart) -> PartUse | None:
        """Give what became of a part; None: nobody knows."""
        tick = self.ticks.get(part.key)
        return None if tick is None else tick.use

    def deviations(self, text: CoreText) -> tuple[CorePart, ...]:
        """Give the fixed parts that were adapted or left out: the effect may not come along."""
        return tuple(it for it in text.fixed if self.use(it) in {PartUse.ADAPTED, PartUse.LEFT_OUT})

    def unknown(self, text: CoreText) -> tuple[CorePart, ...]:
        """Give the parts of which nobody knows."""
        return tuple(it for it in text.parts if self.use(it) is None)


@dataclass(frozen=True, slots=True)
class CoreBook:
    """All cores.

    Attributes:
        versions: initiative -> the versions of its core, the newest first.
        ticks: initiative -> who told what they did with its parts, by name.
    """

    versions: Mapping[int, tuple[Core, ...]]
    ticks: Mapping[int, tuple[Adopter, ...]]

    def core(self, initiative_id: int) -> Core | None:
        """Give the core as it stands; None: nobody has described it."""
        return next(iter(self.versions.get(initiative_id, ())), None)

    def adopters(self, initiative_id: int) -> tuple[Adopter, ...]:
        """Give those who have told what they did with the parts."""
        return self.ticks.get(initiative_id, ())


def keys_of(cores: Iterable[CoreText]) -> frozenset[str]:
    """Give the keys of all parts of all versions."""
    return frozenset(part.key for text in cores for part in text.parts)


def next_key(cores: Iterable[CoreText]) -> int:
    """Give the number of a new part: one that no part of any version has had."""
    numbers = [int(part.key) for text in cores for part in text.parts if part.key.isdecimal()]
    return max(numbers, default=0) + 1
