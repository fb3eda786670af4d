"""Which initiatives a reader has asked for: criteria, and the frame that meets them."""

from dataclasses import dataclass, replace

import pandas as pd

from portfolio.rules.gaps import Gap, gap_mask
from portfolio.rules.likeness import fold

UNKNOWN_CODE = "unknown"
"""Stands in a criterion for initiatives where the value is missing."""

_TEXT_COLUMNS = (
    "key",
    "title",
    "description",
    "focus_area",
    "goal",
    "organisation",
    "target_group",
    "owner",
    "lead",
    "hospitals",
    "next_step",
    "remarks",
)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a reader has chosen. Within a field any of the codes will do; between fields all must hold.

    ``UNKNOWN_CODE`` in a field asks for those where it is missing. An empty tuple leaves the field open.

    Attributes:
        text: words that must all stand somewhere in the initiative's texts, in any order and case.
        gaps: missing information; each of them must be missing.
        only_listed: leave out what has gone from the newest list of every source that had it.
    """

    focus_areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    traffic_lights: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    spread_potentials: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    text: str = ""
    only_listed: bool = True

    def but(self, **changes: object) -> "Criteria":
        """Give the same criteria with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names itself


_CODE_COLUMNS = {
    "focus_areas": "focus_area_id",
    "organisations": "organisation_id",
    "statuses": "status",
    "traffic_lights": "traffic_light",
    "phases": "phase",
    "spread_potentials": "spread_potential",
}


def select(initiatives: pd.DataFrame, participation: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    """Give the rows of an ``INITIATIVES`` frame that meet the criteria, in the frame's own order.

    Args:
        initiatives: a frame as ``portfolio.frames.INITIATIVES``.
        participation: a frame as ``portfolio.frames.PARTICIPATION``, for the municipalities.
        criteria: what is asked for.
    """
    mask = _all_rows(initiatives)
    if criteria.only_listed:
        mask &= initiatives["is_listed"]
    for name, column in _CODE_COLUMNS.items():
        mask &= _code_mask(initiatives[column], getattr(criteria, name))
    mask &= _municipality_mask(initiatives, participation, criteria.municipalities)
    mask &= _text_mask(initiatives, criteria.text)
    for gap in criteria.gaps:
        mask &= gap_mask(gap, initiatives, participation)
    return initiatives[mask]


def _all_rows(frame: pd.DataFrame) -> "pd.Series[bool]":
    return pd.Series(data=True, index=frame.index, dtype=bool)


def _code_mask(column: "pd.Series[str]", codes: tuple[str, ...]) -> "pd.Series[bool]":
    if not codes:
        return pd.Series(data=True, index=column.index, dtype=bool)
    mask = column.isin([code for code in codes if code != UNKNOWN_CODE])
    return mask | column.isna() if UNKNOWN_CODE in codes else mask


def _municipality_mask(
    initiatives: pd.DataFrame, participation: pd.DataFrame, codes: tuple[str, ...]
) -> "pd.Series[bool]":
    if not codes:
        return _all_rows(initiatives)
    taking_part = participation.loc[participation["municipality"].isin(codes), "initiative_id"]
    mask = initiatives["id"].isin(taking_part)
    return mask | gap_mask(Gap.MUNICIPALITIES, initiatives, participation) if UNKNOWN_CODE in codes else mask


def _text_mask(initiatives: pd.DataFrame, text: str) -> "pd.Series[bool]":
    mask = _all_rows(initiatives)
    words = fold(text).split()
    if not words:
        return mask
    rows = initiatives[list(_TEXT_COLUMNS)].fillna("").itertuples(index=False, name=None)
    texts = pd.Series([fold(" ".join(row)) for row in rows], index=initiatives.index, dtype="string")
    for word in words:
        mask &= texts.str.contains(word, regex=False).astype(bool)
    return mask
