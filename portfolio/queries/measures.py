"""What is counted on the pages among the initiatives chosen. Unknown is a category of its own: None."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from portfolio.rules.gaps import Gap
from portfolio.selection import Chosen
from portfolio.snapshot import LIGHTS, Code
from portfolio.vocabulary import TrafficLight

Cross = Mapping[tuple[Code, Code], int]
"""Counts by pairs of codes; a pair that no initiative has is not there."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a municipality takes part in; None: the initiatives where no municipality is stated."""

    municipality: Code
    count: int
    unfinished: int
    red: int
    overdue: int


def counts(chosen: Chosen, column: str) -> dict[Code, int]:
    """Count initiatives by a column of codes: the most first, equal counts by code, unknown last of them."""
    codes = chosen.known.codes[column].codes
    found = np.bincount(chosen.codes(column), minlength=len(codes)).tolist()
    tally = [(code, count) for code, count in zip(codes, found, strict=True) if count]
    return dict(sorted(tally, key=lambda item: -item[1]))


def crossed(chosen: Chosen, row: str, column: str) -> dict[tuple[Code, Code], int]:
    """Count initiatives by two columns of codes, in the order of their codes, unknown last."""
    rows, columns = chosen.known.codes[row].codes, chosen.known.codes[column].codes
    both = chosen.codes(row).astype(np.intp) * len(columns) + chosen.codes(column)
    found = np.bincount(both, minlength=len(rows) * len(columns))
    places = np.flatnonzero(found)
    return {
        (rows[place // len(columns)], columns[place % len(columns)]): count
        for place, count in zip(places.tolist(), found[places].tolist(), strict=True)
    }


def reported_months(chosen: Chosen, limit: int | None = None) -> list[dt.date]:
    """Give the months in which a list has some of them, the oldest first; ``limit``: the newest so many.

    Only months that are a measure of all: not those that status logs alone or a few early lists tell of.
    """
    return [chosen.known.months[place] for place in _reported(chosen, limit)]


def lights_by_month(chosen: Chosen, limit: int | None = None) -> dict[tuple[dt.date, Code], int]:
    """Count traffic lights month by month, in the months of ``reported_months``."""
    found: dict[tuple[dt.date, Code], int] = {}
    for place in _reported(chosen, limit):
        lights = chosen.known.light_in(place, chosen.places)
        tally = np.bincount(lights + 1, minlength=len(LIGHTS) + 1).tolist()[1:]
        month = chosen.known.months[place]
        found |= {(month, light): count for light, count in zip(LIGHTS, tally, strict=True) if count}
    return found


def lights_by_organisation(chosen: Chosen, limit: int | None = None) -> dict[tuple[Code, dt.date, Code], int]:
    """Count traffic lights by cluster or planning area and month, in the months of ``reported_months``."""
    codes, width = chosen.known.codes["organisation_id"].codes, len(LIGHTS) + 1
    at = chosen.codes("organisation_id").astype(np.intp) * width + 1
    found: dict[tuple[Code, dt.date, Code], int] = {}
    for place in _reported(chosen, limit):
        month = chosen.known.months[place]
        tally = np.bincount(at + chosen.known.light_in(place, chosen.places), minlength=len(codes) * width)
        for both in np.flatnonzero(tally).tolist():
            if both % width:  # the first of each is: not reported
                found[codes[both // width], month, LIGHTS[both % width - 1]] = int(tally[both])
    return found


def _reported(chosen: Chosen, limit: int | None) -> list[int]:
    """Give the places of the newest months in which some are reported, the oldest first."""
    found: list[int] = []
    measured = chosen.known.measured_months
    for place in reversed(range(len(chosen.known.months))):
        if len(found) == limit:
            break
        if chosen.known.months[place] not in measured:
            continue
        if (chosen.known.light_in(place, chosen.places) >= 0).any():
            found.append(place)
    return found[::-1]


def municipality_load(chosen: Chosen) -> list[Load]:
    """Count what each municipality takes part in: the most first, equals by code, unknown last of them."""
    pairs = chosen.known.municipalities
    is_red = chosen.known.codes["traffic_light"].mask([TrafficLight.RED])
    is_unfinished, is_overdue = ~chosen.known.flags["is_finished"], chosen.known.flags["is_overdue"]
    is_chosen = np.zeros(len(chosen.known), dtype=bool)
    is_chosen[chosen.places] = True
    marks = [is_chosen, is_chosen & is_unfinished, is_chosen & is_red, is_chosen & is_overdue]
    by_name = [np.bincount(pairs.name[mark[pairs.initiative]], minlength=len(pairs.names)) for mark in marks]
    rows = [
        Load(name, *numbers)
        for name, *numbers in zip(pairs.names, *(tally.tolist() for tally in by_name), strict=True)
        if numbers[0]
    ]
    is_without = chosen.known.gaps[Gap.MUNICIPALITIES]
    without = Load(None, *(int((mark & is_without).sum()) for mark in marks))
    return sorted([*rows, *([without] if without.count else [])], key=lambda row: -row.count)


def missing_information(chosen: Chosen) -> dict[Gap, int]:
    """Count each kind of missing information: every kind, in the order of ``Gap``."""
    return {gap: int(mask[chosen.places].sum()) for gap, mask in chosen.known.gaps.items()}
