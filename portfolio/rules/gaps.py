"""What may be missing about an initiative."""

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
