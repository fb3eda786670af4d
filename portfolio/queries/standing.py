"""How initiatives stand: worst first, what moved, what is late. Frames in, rows of the same frame out."""

import datetime as dt

import pandas as pd

from portfolio.vocabulary import TrafficLight

_SEVERITY: dict[str, int] = {TrafficLight.RED: 0, TrafficLight.YELLOW: 1, TrafficLight.GREEN: 2}
_NOT_RATED = 3  # grey and unknown stand last: nobody has said how they do


def worst_first(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Order initiatives: red, yellow, green, not rated; the overdue first in each, then by title."""
    keyed = initiatives.assign(
        _light=_severity(initiatives["traffic_light"]), _late=~initiatives["is_overdue"]
    )
    ordered = keyed.sort_values(["_light", "_late", "title"], kind="stable")
    return ordered.drop(columns=["_light", "_late"])


def got_worse(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Give the rows whose light is worse than the month before, worst first."""
    return worst_first(initiatives[_both_rated(initiatives) & (_step(initiatives) < 0)])


def got_better(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Give the rows whose light is better than the month before, worst first."""
    return worst_first(initiatives[_both_rated(initiatives) & (_step(initiatives) > 0)])


def overdue(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Give the rows whose end has passed while they are not finished, the longest overdue first."""
    return initiatives[initiatives["is_overdue"]].sort_values(["end_last", "title"], kind="stable")


def lights_known_in(monthly: pd.DataFrame, month: dt.date) -> "pd.Series[str]":
    """Give the light that each initiative was last known by in a month, by its id.

    A list that did not come in the month is known by its newest one before it.
    """
    until = monthly[monthly["month"] <= pd.Timestamp(month)].sort_values("month", kind="stable")
    return until.groupby("initiative_id")["traffic_light"].last(skipna=False)


def copied_texts(monthly: pd.DataFrame) -> "pd.Series[str]":
    """Give the texts that stand word for word as in the report before, by initiative id.

    Args:
        monthly: a frame as ``frames.MONTHLY_STATUS``; an initiative's two newest months are compared.
    """
    ordered = monthly.sort_values(["initiative_id", "month"], kind="stable")
    before = ordered.groupby("initiative_id")["status_text"].shift()
    is_same = (ordered["status_text"] == before).fillna(value=False).astype(bool)
    is_newest = ~ordered["initiative_id"].duplicated(keep="last")
    return ordered[is_newest & is_same].set_index("initiative_id")["status_text"]


def _severity(lights: "pd.Series[str]") -> "pd.Series[int]":
    return lights.map(_SEVERITY).fillna(_NOT_RATED).astype("int64")


def _step(initiatives: pd.DataFrame) -> "pd.Series[int]":
    return _severity(initiatives["traffic_light"]) - _severity(initiatives["previous_traffic_light"])


def _both_rated(initiatives: pd.DataFrame) -> "pd.Series[bool]":
    rated = list(_SEVERITY)
    return initiatives["traffic_light"].isin(rated) & initiatives["previous_traffic_light"].isin(rated)
