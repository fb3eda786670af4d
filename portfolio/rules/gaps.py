"""What may be missing about an initiative."""

from collections.abc import Mapping
from enum import StrEnum

from portfolio.vocabulary import Label


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
    RED_UNEXPLAINED = "red_unexplained"
    EVALUATION = "evaluation"
    UNKNOWN_PLACE = "unknown_place"


GAP_LABELS = {
    Gap.RESPONSIBLE: Label("Uden ejer og tovholder", "No owner or lead"),
    Gap.TRAFFIC_LIGHT: Label("Uden trafiklys", "No traffic light"),
    Gap.STATUS: Label("Uden status", "No status"),
    Gap.END_PASSED: Label("Slutdato passeret", "End date passed"),
    Gap.END: Label("Uden slutdato", "No end date"),
    Gap.FOCUS_AREA: Label("Uden fokusområde", "No focus area"),
    Gap.MUNICIPALITIES: Label("Uden kommuner", "No municipalities"),
    Gap.SILENT: Label("Intet nyt i over 60 dage", "Nothing new for over 60 days"),
    Gap.RED_UNEXPLAINED: Label("Rød uden forklaring", "Red without a reason"),
    Gap.EVALUATION: Label("Uden evalueringsdato", "No evaluation date"),
    Gap.UNKNOWN_PLACE: Label("Ukendt kommune i teksten", "Unknown municipality in the text"),
}

ASKED = (
    Gap.RED_UNEXPLAINED,
    Gap.END_PASSED,
    Gap.SILENT,
    Gap.RESPONSIBLE,
    Gap.STATUS,
    Gap.UNKNOWN_PLACE,
    Gap.EVALUATION,
)
"""What a list's sender is asked for, in the order of how much it matters to those who read the portfolio."""

GAP_FIELDS: Mapping[Gap, tuple[str, ...]] = {
    Gap.RESPONSIBLE: ("lead", "owner"),
    Gap.TRAFFIC_LIGHT: ("traffic_light",),
    Gap.STATUS: ("status",),
    Gap.END_PASSED: ("end", "period"),
    Gap.END: ("end", "period"),
    Gap.FOCUS_AREA: ("focus_area",),
    Gap.MUNICIPALITIES: ("municipalities",),
    Gap.SILENT: (),
    Gap.RED_UNEXPLAINED: ("remarks", "next_step"),
    Gap.EVALUATION: ("evaluation_date",),
    Gap.UNKNOWN_PLACE: ("municipalities",),
}
"""Fields in any of which what is missing can be written; none where a newer list is what is missing."""
