"""How sources stand with the list that is asked for, in words and with a sign of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Node
from dashboard.data import Portfolio, SourceHistory, SourceSettings, SourceSummary
from dashboard.format import date_short, date_text, month, number
from dashboard.texts import t
from portfolio.rules.due import Due, DueState, Rhythm, due, month_asked, rhythm_of

_SIGNS = {
    DueState.LATE: "▲",
    DueState.NO_LIST: "◇",
    DueState.MISSING: "◇",
    DueState.AWAITED: "◷",
    DueState.CAME: "✓",
}


@dataclass(frozen=True, slots=True)
class SourceDue:
    """How a source stands, and by what that is judged.

    Attributes:
        due: how it stands.
        due_day: the day of the following month that somebody has set.
        rhythm: when its lists use to come.
    """

    due: Due
    due_day: int | None
    rhythm: Rhythm | None

    @property
    def order(self) -> tuple[int, int, dt.date]:
        """What puts the sources in the order in which they need doing."""
        place = tuple(DueState).index(self.due.state)
        return place, -self.due.late_days, self.due.date or dt.date.max


def asked_of(known: Portfolio) -> dt.date:
    """Give the month that lists are asked for."""
    return month_asked(known.newest_month, known.today)


def source_due(
    source: SourceSummary, known: Portfolio, history: SourceHistory | None, settings: SourceSettings | None
) -> SourceDue:
    """Say how a source stands on the day that is looked from."""
    if source.is_typed:
        return SourceDue(Due(DueState.CAME), None, None)
    rhythm = None if history is None else rhythm_of(history.arrivals)
    due_day = None if settings is None else settings.due_day
    stands = due(source.newest_month, asked_of(known), due_day, rhythm, known.today)
    return SourceDue(stands, due_day, rhythm)


def source_dues(
    known: Portfolio, histories: Mapping[int, SourceHistory], settings: Mapping[int, SourceSettings]
) -> dict[int, SourceDue]:
    """Say how every source stands, by its id."""
    return {it.id: source_due(it, known, histories.get(it.id), settings.get(it.id)) for it in known.sources}


def due_cell(stands: SourceDue) -> list[Node]:
    """Say it as a table has it: a sign and a word, and what that is judged by."""
    state = stands.due.state
    sign = with_attributes(html.Span(_SIGNS[state], className="due-sign"), {"aria-hidden": "true"})
    said = html.Span([sign, " ", _state(stands.due)], className=f"due due-{state}")
    under = _under(stands)
    return [said, html.Span(under, className="under")] if under else [said]


def _state(it: Due) -> str:
    if it.state is DueState.LATE:
        return t("sources.due_late", count=it.late_days, number=number(it.late_days))
    return t(f"sources.due_{it.state}")


def _under(stands: SourceDue) -> str:
    it = stands.due
    if it.month is None:
        return ""
    if it.date is None:
        return t("sources.due_no_day", month=month(it.month)) if it.state is DueState.MISSING else ""
    by = "set" if stands.due_day is not None else "rhythm"
    if it.state is DueState.CAME:
        return t(f"sources.due_next_{by}", date=date_short(it.date))
    return t(f"sources.due_month_{by}", month=month(it.month), date=date_short(it.date))


def due_sentence(stands: SourceDue) -> str:
    """Say how a source stands, and by what that is judged, in whole sentences."""
    it = stands.due
    if it.month is None:
        return t("source.due_typed" if it.state is DueState.CAME else "source.due_no_list")
    if it.date is None:
        return t("source.due_no_day", month=month(it.month))
    facts = {"month": month(it.month), "date": date_text(it.date)}
    if it.state is DueState.LATE:
        said = t("source.due_late", count=it.late_days, number=number(it.late_days), **facts)
    else:
        said = t("source.due_awaited", **facts)
    return f"{said} {judged_by(stands)}"


def judged_by(stands: SourceDue) -> str:
    """Say what the day is from: set by somebody, or the rhythm of earlier lists."""
    if stands.due_day is not None:
        return t("source.by_day", day=stands.due_day)
    if stands.rhythm is None:
        return t("source.by_nothing")
    days, count = stands.rhythm.offset_days, number(stands.rhythm.count)
    if days == 0:
        return t("source.by_rhythm_last", number=count)
    name = "source.by_rhythm_after" if days > 0 else "source.by_rhythm_before"
    return t(name, count=abs(days), days=number(abs(days)), number=count)
