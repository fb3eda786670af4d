"""How initiatives stand: worst first, what moved, what is late."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from portfolio.selection import Chosen
from portfolio.snapshot import LIGHTS, Code
from portfolio.vocabulary import TrafficLight

_SEVERITY: dict[Code, int] = {TrafficLight.RED: 0, TrafficLight.YELLOW: 1, TrafficLight.GREEN: 2}
_NOT_RATED = 3  # grey and unknown stand last: nobody has said how they do
_SEVERITIES = np.array([*(_SEVERITY.get(light, _NOT_RATED) for light in LIGHTS), _NOT_RATED], dtype=np.int8)
"""How bad each of ``LIGHTS`` is; the last is for ``UNREPORTED``."""

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

    A month in which an initiative is not reported, or without a light, changes nothing for it.
    """
    found: list[RedMonth] = []
    was_red = np.zeros(len(chosen), dtype=bool)
    for place, month in enumerate(chosen.known.months):
        lights = chosen.known.light_in(place, chosen.places)
        if not (lights >= 0).any():
            continue
        is_stated = (lights >= 0) & (lights != LIGHTS.index(None))
        is_red = lights == LIGHTS.index(TrafficLight.RED)
        stays, new, left = is_red & was_red, is_red & ~was_red, was_red & is_stated & ~is_red
        found.append(RedMonth(month, *(int(mask.sum()) for mask in (stays, new, left))))
        was_red = np.where(is_stated, is_red, was_red)
    return found[1:][-limit:] if limit else found[1:]


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
