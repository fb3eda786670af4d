"""How initiatives stand: worst first, what moved, what is late."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from portfolio.selection import Chosen
from portfolio.snapshot import LIGHTS, Code, Mask
from portfolio.vocabulary import TrafficLight

_SEVERITY: dict[Code, int] = {TrafficLight.RED: 0, TrafficLight.YELLOW: 1, TrafficLight.GREEN: 2}
_NOT_RATED = 3  # grey and unknown stand last: nobody has said how they do


def worst_first(chosen: Chosen) -> Chosen:
    """Order initiatives: red, yellow, green, not rated; the overdue first in each, then by title."""
    known = chosen.known
    return chosen.sorted_by(_severity(chosen, "traffic_light"), ~known.flags["is_overdue"], known.title_rank)


def got_worse(chosen: Chosen) -> Chosen:
    """Give those whose light is worse than the month before, worst first."""
    before, now = _before_and_now(chosen)
    return worst_first(chosen.where(_both_rated(before, now) & (now < before)))


def got_better(chosen: Chosen) -> Chosen:
    """Give those whose light is better than the month before, worst first."""
    before, now = _before_and_now(chosen)
    return worst_first(chosen.where(_both_rated(before, now) & (now > before)))


def overdue(chosen: Chosen) -> Chosen:
    """Give those whose end has passed while they are not finished, the longest overdue first."""
    late = chosen.where(chosen.flag("is_overdue"))
    return late.sorted_by(late.known.days["end_last"], late.known.title_rank)


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


def copied_texts(chosen: Chosen) -> Chosen:
    """Give those whose newest report says word for word what the one before said, by id."""
    return chosen.where(chosen.flag("is_copied"))


def _before_and_now(chosen: Chosen) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    before, now = _severity(chosen, "previous_traffic_light"), _severity(chosen, "traffic_light")
    return before[chosen.places], now[chosen.places]


def _severity(chosen: Chosen, column: str) -> NDArray[np.int8]:
    """Give how bad each light of the snapshot is."""
    codes = chosen.known.codes[column]
    found: NDArray[np.int8] = np.array(
        [_SEVERITY.get(code, _NOT_RATED) for code in codes.codes], dtype=np.int8
    )
    return found[codes.at]


def _both_rated(before: NDArray[np.int8], now: NDArray[np.int8]) -> Mask:
    rated: Mask = (before != _NOT_RATED) & (now != _NOT_RATED)
    return rated
