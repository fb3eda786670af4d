"""What is counted on the pages: frames in, declared frames out. Unknown is a category of its own."""

from collections import Counter

import pandas as pd

from portfolio import frames
from portfolio.rules.gaps import Gap, gap_mask
from portfolio.rules.lateness import FINISHED
from portfolio.vocabulary import TrafficLight


def counts(initiatives: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count initiatives by a column of codes: ``focus_area_id``, ``organisation_id``, ``status`` and others.

    Returns:
        A frame as ``frames.COUNTS``: the most first, equal counts by code, unknown last among its equals.
    """
    tally = Counter(_codes(initiatives[column]))
    rows = [(code, number, number / len(initiatives)) for code, number in tally.items()]
    return frames.COUNTS.frame(sorted(rows, key=lambda row: (-row[1], *_unknown_last(row[0]))))


def crossed(initiatives: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """Count initiatives by two columns of codes: heat maps, the spread matrix, stacked bars.

    Returns:
        A frame as ``frames.CROSS``: only pairs that some initiative has, by row and column, unknown last.
    """
    tally = Counter(zip(_codes(initiatives[row]), _codes(initiatives[column]), strict=True))
    ordered = sorted(tally.items(), key=lambda item: tuple(map(_unknown_last, item[0])))
    return frames.CROSS.frame((*pair, number) for pair, number in ordered)


def focus_area_by_organisation(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Count initiatives by focus area (row) and cluster or planning area (column), as ``frames.CROSS``."""
    return crossed(initiatives, "focus_area_id", "organisation_id")


def potential_by_phase(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Count initiatives by spread potential (row) and phase (column), as ``frames.CROSS``."""
    return crossed(initiatives, "spread_potential", "phase")


def potential_by_status(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Count initiatives by spread potential (row) and status (column), as ``frames.CROSS``."""
    return crossed(initiatives, "spread_potential", "status")


def lights_by_month(monthly_status: pd.DataFrame, initiative_ids: "pd.Series[int]") -> pd.DataFrame:
    """Count traffic lights month by month among the initiatives asked for.

    Args:
        monthly_status: a frame as ``frames.MONTHLY_STATUS``.
        initiative_ids: whose lights count, such as ``select(...)["id"]``.

    Returns:
        A frame as ``frames.LIGHTS_BY_MONTH``.
    """
    chosen = monthly_status[monthly_status["initiative_id"].isin(initiative_ids)]
    tally = Counter(zip(chosen["month"], _codes(chosen["traffic_light"]), strict=True))
    ordered = sorted(tally.items(), key=lambda item: (item[0][0], _unknown_last(item[0][1])))
    return frames.LIGHTS_BY_MONTH.frame((*pair, number) for pair, number in ordered)


def municipality_load(initiatives: pd.DataFrame, participation: pd.DataFrame) -> pd.DataFrame:
    """Count what each municipality takes part in; without municipalities stated counts under a missing code.

    Returns:
        A frame as ``frames.LOAD``.
    """
    joined = _load_facts(initiatives).merge(participation, how="left", left_on="id", right_on="initiative_id")
    codes = _codes(joined["municipality"])
    sums = [_sums(codes, joined[column]) for column in ("is_one", "is_unfinished", "is_red", "is_overdue")]
    rows = [(code, *(tally[code] for tally in sums)) for code in sums[0]]
    return frames.LOAD.frame(sorted(rows, key=lambda row: (-row[1], *_unknown_last(row[0]))))


def missing_information(initiatives: pd.DataFrame, participation: pd.DataFrame) -> pd.DataFrame:
    """Count each kind of missing information.

    Returns:
        A frame as ``frames.GAPS``: every kind, in the order of ``portfolio.rules.gaps.Gap``.
    """
    return frames.GAPS.frame((gap, int(gap_mask(gap, initiatives, participation).sum())) for gap in Gap)


def _load_facts(initiatives: pd.DataFrame) -> pd.DataFrame:
    return initiatives[["id"]].assign(
        is_one=True,
        is_unfinished=~initiatives["status"].isin(list(FINISHED)),
        is_red=initiatives["traffic_light"].isin([TrafficLight.RED.value]),
        is_overdue=initiatives["is_overdue"],
    )


def _sums(codes: list[str | None], marks: "pd.Series[bool]") -> Counter[str | None]:
    sums: Counter[str | None] = Counter()
    for code, mark in zip(codes, marks, strict=True):
        sums[code] += int(mark)
    return sums


def _codes(column: "pd.Series[str]") -> list[str | None]:
    return [None if is_missing else code for code, is_missing in zip(column, column.isna(), strict=True)]


def _unknown_last(code: str | None) -> tuple[bool, str]:
    return (code is None, code or "")
