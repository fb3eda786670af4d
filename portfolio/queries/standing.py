"""How initiatives stand: worst first, what moved, what is late."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from portfolio.rules.runs import Run, run_of
from portfolio.selection import Chosen
from portfolio.snapshot import LAST, LIGHTS, UNREPORTED, Code, Item, Snapshot
from portfolio.status_log import LogEntry
from portfolio.vocabulary import TrafficLight

_SEVERITY: dict[Code, int] = {TrafficLight.RED: 0, TrafficLight.YELLOW: 1, TrafficLight.GREEN: 2}
_NOT_RATED = 3  # grey and unknown stand last: nobody has said how they do
_SEVERITIES = np.array([*(_SEVERITY.get(light, _NOT_RATED) for light in LIGHTS), _NOT_RATED], dtype=np.int8)
"""How bad each of ``LIGHTS`` is; the last is for ``UNREPORTED``."""

_MOST_MONTHS = 10_000

Lights: TypeAlias = NDArray[np.int8]
"""For each initiative of a snapshot the place of its light in ``LIGHTS``, or ``UNREPORTED``."""


def worst_first(chosen: Chosen) -> Chosen:
    """Order initiatives: red, yellow, green, not rated; the overdue first in each, then by title."""
    known, severity = chosen.known, _severity(chosen)
    order = np.lexsort([known.title_rank[chosen.places], ~chosen.flag("is_overdue"), severity])
    return Chosen(known, chosen.places[order])


def got_worse(chosen: Chosen, before: Lights | None = None) -> Chosen:
    """Give those whose light is worse than before, worst first.

    Args:
        chosen: among which.
        before: the light that each initiative of the snapshot had; None: that of the month before.
    """
    step = _step(chosen, before)
    return worst_first(chosen.where(step < 0))


def got_better(chosen: Chosen, before: Lights | None = None) -> Chosen:
    """Give those whose light is better than before, worst first; as ``got_worse``."""
    step = _step(chosen, before)
    return worst_first(chosen.where(step > 0))


def overdue(chosen: Chosen) -> Chosen:
    """Give those whose end has passed while they are not finished, the longest overdue first."""
    late = chosen.where(chosen.flag("is_overdue"))
    return late.sorted_by(late.known.days["end_last"], late.known.title_rank)


def count_lit(chosen: Chosen, lights: Lights, light: Code) -> int:
    """Count those that have a light among the lights of all initiatives at some time."""
    return int((lights[chosen.places] == LIGHTS.index(light)).sum())


def count_known_in(chosen: Chosen, month: dt.date, light: Code) -> int:
    """Count those that were last known by a light in a month.

    A list that did not come in the month is known by its newest one before it.
    """
    known = chosen.known.lights_until[chosen.known.months.index(month)].take(chosen.places)
    return int((known == LIGHTS.index(light)).sum())


def lit_in(chosen: Chosen, month: dt.date, light: Code) -> Chosen:
    """Give those that a list had with a light in a month, in the same order; None: without any."""
    if month not in chosen.known.months:
        return chosen.first(0)
    lights = chosen.known.light_in(chosen.known.months.index(month), chosen.places)
    return chosen.where(lights == LIGHTS.index(light))


@dataclass(frozen=True, slots=True)
class RedMonth:
    """What became of red in a month, held against the report before.

    Attributes:
        month: its first day.
        stays: red, and red before.
        new: red, and of another light, without one or not reported before.
        left: red before, and of another light now; without one now is none of the three.
    """

    month: dt.date
    stays: int
    new: int
    left: int


def red_months(chosen: Chosen, limit: int | None = None) -> list[RedMonth]:
    """Say what became of red in the newest months; the first month of all has none before it.

    A month in which an initiative is not reported, or without a light, changes nothing for it. Months that
    are no measure of all are not shown, but what they say is known in the month after.
    """
    measured = chosen.known.measured_months
    found: list[RedMonth] = []
    was_red = np.zeros(len(chosen), dtype=bool)
    for place, month in enumerate(chosen.known.months):
        lights = chosen.known.light_in(place, chosen.places)
        if not (lights >= 0).any():
            continue
        is_stated = (lights >= 0) & (lights != LIGHTS.index(None))
        is_red = lights == LIGHTS.index(TrafficLight.RED)
        stays, new, left = is_red & was_red, is_red & ~was_red, was_red & is_stated & ~is_red
        if month in measured:
            found.append(RedMonth(month, *(int(mask.sum()) for mask in (stays, new, left))))
        was_red = np.where(is_stated, is_red, was_red)
    return found[1:][-limit:] if limit else found[1:]


def told_months(chosen: Chosen, limit: int | None = None) -> list[dt.date]:
    """Give the months that a list or a status log tells of some of them, the oldest first."""
    told = (chosen.known.lights[:, chosen.places] >= 0).any(axis=1)
    found = [chosen.known.months[place] for place in np.flatnonzero(told).tolist()]
    return found[-limit:] if limit else found


def light_run(initiative: Item) -> Run[str] | None:
    """Give how long an initiative has had the light that lists and status logs last told of."""
    return run_of(initiative.lights())


def longest_first(chosen: Chosen) -> Chosen:
    """Order initiatives by how long they have had their newest light, the longest first, then the worst."""
    since, count = chosen.known.kept("runs", lambda: _runs(chosen.known))
    return worst_first(chosen).sorted_by(since, -count)


def light_since_keys(known: Snapshot) -> list[int | None]:
    """Give a key an initiative of a snapshot that sorts by how long its light has been so; None: no light."""
    since, count = known.kept("runs", lambda: _runs(known))
    keys = since.astype(np.int64) * _MOST_MONTHS - count
    return [None if at == LAST else key for at, key in zip(since.tolist(), keys.tolist(), strict=True)]


def by_area(chosen: Chosen, order: Callable[[Code], object]) -> Chosen:
    """Order initiatives by their cluster or area as ``order`` sorts them, and in each the worst first."""
    codes = chosen.known.codes["organisation_id"].codes
    ranked = sorted(range(len(codes)), key=lambda place: order(codes[place]))  # type: ignore[arg-type, return-value]  # any key that sorts
    rank = np.empty(len(codes), dtype=np.intp)
    rank[ranked] = np.arange(len(codes))
    return worst_first(chosen).sorted_by(rank[chosen.known.codes["organisation_id"].at])


def _runs(known: Snapshot) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give, for all initiatives, in which month their run of lights began, and how many months told it.

    As ``run_of`` of each; one without any light stands last.
    """
    since = np.full(len(known), LAST, dtype=np.intp)
    count = np.zeros(len(known), dtype=np.intp)
    newest = np.full(len(known), UNREPORTED, dtype=np.int8)
    is_open = np.ones(len(known), dtype=bool)
    for month in reversed(range(len(known.months))):
        lights = known.lights[month]
        is_stated = (lights >= 0) & (lights != LIGHTS.index(None))
        np.copyto(newest, lights, where=is_stated & (newest == UNREPORTED))
        is_open &= ~is_stated | (lights == newest)
        goes_on = is_stated & is_open
        since[goes_on] = month
        count += goes_on
    return since, count


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A month of an initiative of which its list and status logs name different lights.

    Attributes:
        initiative_id: the initiative.
        month: the month.
        stands: the light that stands: the list's, where it names one.
        is_listed: whether it is the list's; else it is the newest log's.
        others: the entries of logs that name another, the newest first.
    """

    initiative_id: int
    month: dt.date
    stands: str
    is_listed: bool
    others: tuple[LogEntry, ...]


def disagreements(chosen: Chosen) -> list[Disagreement]:
    """Give the months in which lists and status logs name different lights, the newest first."""
    log = chosen.known.log.of
    if not log:
        return []
    found = [it for item in chosen if item.id in log for it in _disagreements(item)]
    return sorted(found, key=lambda it: it.month, reverse=True)


def _disagreements(initiative: Item) -> Iterator[Disagreement]:
    lights, logged = initiative.lights(), initiative.months_of_log()
    for month, said in initiative.logged_months().items():
        stands = lights[month]
        others = tuple(it for it in said.entries if it.light is not None and it.light != stands)
        if stands is not None and others:
            yield Disagreement(initiative.id, month, stands, month not in logged, others)


def copied_texts(chosen: Chosen) -> Chosen:
    """Give those whose newest report says word for word what the one before said, by id."""
    return chosen.where(chosen.flag("is_copied"))


def _step(chosen: Chosen, before: Lights | None) -> NDArray[np.int8]:
    """Give how far each has moved, down for the worse; 0 where it is not rated at both times."""
    lights = chosen.known.lights_before if before is None else before
    was = _SEVERITIES[lights[chosen.places]]
    now = _severity(chosen)
    is_rated = (was != _NOT_RATED) & (now != _NOT_RATED)
    step: NDArray[np.int8] = np.where(is_rated, now - was, 0)
    return step


def _severity(chosen: Chosen) -> NDArray[np.int8]:
    """Give how bad each one's light is."""
    codes = chosen.known.codes["traffic_light"].codes
    found: NDArray[np.int8] = np.array([_SEVERITY.get(code, _NOT_RATED) for code in codes], dtype=np.int8)
    return found[chosen.codes("traffic_light")]
