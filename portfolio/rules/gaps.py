"""What may be missing about an initiative, each as a mask over a frame of initiatives."""

from collections.abc import Callable
from enum import StrEnum

import pandas as pd

from portfolio.rules.lateness import FINISHED
from portfolio.vocabulary import Label, Precision


class Gap(StrEnum):
    """A piece of missing information that somebody should be asked for."""

    RESPONSIBLE = "responsible"
    TRAFFIC_LIGHT = "traffic_light"
    STATUS = "status"
    END_PASSED = "end_passed"
    END = "end"
    FOCUS_AREA = "focus_area"
    MUNICIPALITIES = "municipalities"
    SILENT = "silent"


GAP_LABELS = {
    Gap.RESPONSIBLE: Label("Uden ejer og tovholder", "No owner or lead"),
    Gap.TRAFFIC_LIGHT: Label("Uden trafiklys", "No traffic light"),
    Gap.STATUS: Label("Uden status", "No status"),
    Gap.END_PASSED: Label("Slutdato passeret", "End date passed"),
    Gap.END: Label("Uden slutdato", "No end date"),
    Gap.FOCUS_AREA: Label("Uden fokusområde", "No focus area"),
    Gap.MUNICIPALITIES: Label("Uden kommuner", "No municipalities"),
    Gap.SILENT: Label("Intet nyt i over 60 dage", "Nothing new for over 60 days"),
}

Mask = Callable[[pd.DataFrame, pd.DataFrame], "pd.Series[bool]"]


def _no_end(initiatives: pd.DataFrame) -> "pd.Series[bool]":
    is_open = (initiatives["end_precision"] == Precision.OPEN).fillna(value=False).astype(bool)
    is_finished = initiatives["status"].isin(list(FINISHED))
    return initiatives["end_last"].isna() & ~is_open & ~is_finished


_MASKS: dict[Gap, Mask] = {
    Gap.RESPONSIBLE: lambda frame, _: frame["owner"].isna() & frame["lead"].isna(),
    Gap.TRAFFIC_LIGHT: lambda frame, _: frame["traffic_light"].isna(),
    Gap.STATUS: lambda frame, _: frame["status"].isna(),
    Gap.END_PASSED: lambda frame, _: frame["is_overdue"],
    Gap.END: lambda frame, _: _no_end(frame),
    Gap.FOCUS_AREA: lambda frame, _: frame["focus_area_id"].isna(),
    Gap.MUNICIPALITIES: lambda frame, participation: ~frame["id"].isin(participation["initiative_id"]),
    Gap.SILENT: lambda frame, _: frame["is_silent"],
}


def gap_mask(gap: Gap, initiatives: pd.DataFrame, participation: pd.DataFrame) -> "pd.Series[bool]":
    """Mark the initiatives that have a gap; the frames are those declared in ``portfolio.frames``."""
    return _MASKS[gap](initiatives, participation)
