"""All indicators at a moment: of lists and of people, by initiative, and by their names in addresses."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from portfolio.effect.dimensions import dimension_named
from portfolio.effect.series import (
    Indicator,
    PhaseDays,
    Settings,
    Sourced,
    Value,
    points_of,
    slug_of,
)
from portfolio.effect.words import Direction, EffectPhase, PhasesBy, SaidBy
from portfolio.process.course import ToldIn
from portfolio.rules.likeness import fold

Thing = TypeVar("Thing")

PhaseDates = Callable[[int], PhaseDays | None]
"""Gives the days of an initiative's phases as far as its own dates tell them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a list says beside a measurement: a text and the cell it stands in."""

    value: str | float
    told_in: ToldIn


@dataclass(frozen=True, slots=True)
class Said:
    """What is said once of an indicator: a value of a period, with what stands beside it.

    Attributes:
        initiative_id: the initiative; None where its title is that of none.
        title: its title as the list has it.
        name: the indicator's name.
        unit: its unit as said; "" for none.
        value: the value.
        beside: field -> what the list says beside it: dimension, target, direction, baseline.
    """

    initiative_id: int | None
    title: str
    name: str
    unit: str
    value: Value
    beside: Mapping[str, Beside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingNote:
    """What a person has chosen of an indicator, and of which."""

    initiative_id: int
    name: str
    unit: str
    settings: Settings
    phases: PhasesBy


@dataclass(frozen=True, eq=False)
class EffectBook:
    """All indicators.

    Attributes:
        indicators: all of them, by initiative and name.
        loose: titles in lists' tables that are those of no one initiative, and how many rows each has.
    """

    indicators: tuple[Indicator, ...] = ()

    @cached_property
    def of(self) -> Mapping[int, tuple[Indicator, ...]]:
        """Initiative -> its indicators."""
        found: dict[int, list[Indicator]] = defaultdict(list)
        for it in self.indicators:
            if it.initiative_id is not None:
                found[it.initiative_id].append(it)
        return {id_: tuple(own) for id_, own in found.items()}

    @cached_property
    def by_slug(self) -> Mapping[str, Indicator]:
        """Name in addresses -> indicator."""
        return {it.slug: it for it in self.indicators if it.initiative_id is not None}


def effect_book(
    said: Iterable[Said], settings: Iterable[SettingNote], phase_dates: PhaseDates = lambda _id: None
) -> EffectBook:
    """Put together what lists and people say.

    An indicator is one by its name; where its name stands with several units, it is one by both, and what
    names no unit is a series of its own.
    """
    groups: dict[tuple[int | None, str, str], list[Said]] = defaultdict(list)
    for it in said:
        loose = fold(it.title) if it.initiative_id is None else ""
        groups[it.initiative_id, loose, fold(it.name)].append(it)
    chosen = list(settings)
    found: list[Indicator] = []
    for group in groups.values():
        parts = _by_unit(group)
        for unit, part in parts.items():
            found.append(_indicator(part, unit, chosen, phase_dates, is_alone=len(parts) == 1))
    ordered = sorted(found, key=lambda it: (it.title.casefold(), it.initiative_id or 0, it.name.casefold()))
    return EffectBook(tuple(_told_apart(ordered)))


def _by_unit(group: Sequence[Said]) -> dict[str, list[Said]]:
    units = {unit_key(it.unit) for it in group} - {""}
    if len(units) <= 1:
        return {next(iter(units), ""): list(group)}
    found: dict[str, list[Said]] = defaultdict(list)
    for it in group:
        found[unit_key(it.unit)].append(it)
    return found


_SAME_UNITS = {"pct": "%", "pct.": "%", "procent": "%", "%": "%", "kroner": "kr", "kr.": "kr", "dkk": "kr"}
_UNITLESS = {"antal", "stk", "stk.", "number"}


def unit_key(unit: str) -> str:
    """Give a unit for comparison; a bare count is none."""
    said = " ".join(unit.split()).casefold()
    return "" if said in _UNITLESS else _SAME_UNITS.get(said, said)


def _indicator(
    part: Sequence[Said], unit: str, chosen: Sequence[SettingNote], phase_dates: PhaseDates, *, is_alone: bool
) -> Indicator:
    newest = max(part, key=lambda it: it.value.known_at)
    note = _chosen(newest, unit, chosen, is_alone=is_alone)
    values = [it.value for it in reversed(part)]  # of what is known as long, what stands last counts
    settings = Settings() if note is None else note.settings
    beside = _beside(part)
    named = dimension_named(_text(beside.get("dimension")))
    words = beside.get("dimension")
    return Indicator(
        slug=slug_of(newest.initiative_id, newest.name, "" if is_alone else unit),
        initiative_id=newest.initiative_id,
        title=newest.title,
        name=newest.name,
        unit=_usual_unit(part),
        points=points_of(values),
        texts=tuple(sorted((it for it in values if it.number is None), key=_when)),
        undated=tuple(it for it in values if it.number is not None and it.period is None),
        settings=settings,
        dimension=_first(settings.dimension, words, None if named is None else named.id),
        dimension_text=None if words is None else Sourced(str(words.value), SaidBy.LIST, words.told_in),
        direction=_first(settings.direction, beside.get("direction"), _direction(beside.get("direction"))),
        target=_first(settings.target, beside.get("target"), _number(beside.get("target"))),
        baseline_said=_first(settings.baseline, beside.get("baseline"), _number(beside.get("baseline"))),
        days=_days(note, newest.initiative_id, values, phase_dates),
    )


def _usual_unit(part: Sequence[Said]) -> str:
    units = Counter(it.unit for it in part if it.unit)
    return units.most_common(1)[0][0] if units else ""


def _when(value: Value) -> dt.date:
    return dt.date.max if value.period is None else value.period.first


def _chosen(newest: Said, unit: str, chosen: Sequence[SettingNote], *, is_alone: bool) -> SettingNote | None:
    """Give what was chosen last of an indicator, by name and unit; where it is alone, its name will do."""
    own = [
        it
        for it in chosen
        if it.initiative_id == newest.initiative_id
        and fold(it.name) == fold(newest.name)
        and (is_alone or unit_key(it.unit) == unit)
    ]
    return own[-1] if own else None


def _beside(part: Sequence[Said]) -> dict[str, Beside]:
    """Give what stands beside the newest measurement that has it, field by field."""
    found: dict[str, Beside] = {}
    for it in sorted(part, key=lambda it: (it.value.known_at, _when(it.value))):
        found |= it.beside
    return found


def _first(chosen: Thing | None, beside: Beside | None, listed: Thing | None) -> Sourced[Thing] | None:
    """Give what a person has chosen, else what the list says."""
    if chosen is not None:
        return Sourced(chosen, SaidBy.PERSON)
    if beside is None or listed is None:
        return None
    return Sourced(listed, SaidBy.LIST, beside.told_in)


def _text(beside: Beside | None) -> str | None:
    return None if beside is None else str(beside.value)


def _number(beside: Beside | None) -> float | None:
    return float(beside.value) if beside is not None and isinstance(beside.value, int | float) else None


_UP = {
    "op",
    "opad",
    "stige",
    "stigende",
    "stigning",
    "hoejere",
    "hoej",
    "mere",
    "flere",
    "up",
    "higher",
    "max",
    "oeges",
}
_DOWN = {
    "ned",
    "nedad",
    "falde",
    "faldende",
    "fald",
    "lavere",
    "lav",
    "mindre",
    "faerre",
    "down",
    "lower",
    "min",
}
_DOWN |= {"mindskes", "reduceres", "reduktion"}
_NEITHER = {"neutral", "ingen", "uaendret", "stabil", "none"}
_ARROWS = {"↑": Direction.UP, "↗": Direction.UP, "+": Direction.UP, "↓": Direction.DOWN, "↘": Direction.DOWN}


def _direction(beside: Beside | None) -> Direction | None:
    """Read which way a list wants an indicator to go; None where its words speak for both ways."""
    if beside is None:
        return None
    text = str(beside.value)
    if text.strip() in _ARROWS:
        return _ARROWS[text.strip()]
    words = set(fold(text).split())
    found = [way for way, own in _WAYS if words & own]
    return found[0] if len(found) == 1 else None


_WAYS = ((Direction.UP, _UP), (Direction.DOWN, _DOWN), (Direction.NEUTRAL, _NEITHER))


def phase_named(text: str) -> EffectPhase | None:
    """Read which phase a list says a measurement lies in; None where it says none that is known."""
    words = fold(text)
    found = [phase for phase, stems in _PHASES if any(words.startswith(it) for it in stems)]
    return found[0] if len(found) == 1 else None


_PHASES: Sequence[tuple[EffectPhase, Sequence[str]]] = (
    (EffectPhase.BEFORE, ("foer", "baseline", "basis", "before", "udgangspunkt")),
    (EffectPhase.TRIAL, ("afproev", "proeve", "pilot", "test", "under", "trial", "indsats", "forsoeg")),
    (EffectPhase.AFTER, ("efter", "drift", "i drift", "implement", "after", "opfoelgning", "fastholdelse")),
)


def _days(
    note: SettingNote | None, initiative_id: int | None, values: Sequence[Value], phase_dates: PhaseDates
) -> Sourced[PhaseDays] | None:
    """Give the days that part a series; None where there are none, or the list says it beside each value."""
    if note is not None and note.phases is PhasesBy.NONE:
        return Sourced(PhaseDays(None, None), SaidBy.PERSON)
    if note is not None and note.settings.days is not None:
        return Sourced(note.settings.days, SaidBy.PERSON)
    numbers = [it for it in values if it.number is not None]
    if numbers and all(it.phase is not None for it in numbers):
        return None
    dates = None if initiative_id is None else phase_dates(initiative_id)
    return None if dates is None else Sourced(dates, SaidBy.DATES)


def _told_apart(ordered: Sequence[Indicator]) -> Iterable[Indicator]:
    """Number the names in addresses that several indicators would share."""
    seen: Counter[str] = Counter()
    for it in ordered:
        seen[it.slug] += 1
        yield it if seen[it.slug] == 1 else replace(it, slug=f"{it.slug}-{seen[it.slug]}")
