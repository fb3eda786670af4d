"""A year's meetings as a wheel and as the same in a table; July is empty, and said to be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.agenda_words import MEETINGS, day_remarks, meeting_address
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.drawing import drawn
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import listed
from dashboard.figures.drawing import Shape
from dashboard.figures.year_wheel import MOST_RINGS, WheelMark, series_shape, year_wheel
from dashboard.format import date_short, month_name, number, weekday
from dashboard.texts import language, t
from portfolio.meetings.book import Meeting, MeetingBook, Series
from portfolio.meetings.rhythm import JULY, ProposedDay
from portfolio.vocabulary import MeetingState, label

YEAR_KEY = "aar"
_LOOKS = {
    MeetingState.HELD: "held",
    MeetingState.PLANNED: "planned",
    MeetingState.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """A meeting of the year, or a day that is proposed for one.

    Attributes:
        day: when.
        series: whose.
        meeting: the meeting; None: it is only proposed.
        proposed: why the day is proposed, where it is.
        is_shared: whether another meeting is on the same day.
    """

    day: dt.date
    series: Series
    meeting: Meeting | None = None
    proposed: ProposedDay | None = None
    is_shared: bool = False


def rows_of(book: MeetingBook, year: int, proposed: Sequence[tuple[Series, ProposedDay]]) -> list[YearRow]:
    """Give a year's meetings and proposed days in order."""
    held = [it for it in book.in_order() if it.day.year == year]
    on_day = [it.day for it in held if it.state is not MeetingState.CANCELLED]
    rows = [
        YearRow(it.day, book.series[it.series_id], it, is_shared=on_day.count(it.day) > 1)
        for it in held
        if it.series_id in book.series
    ]
    rows += [YearRow(day.day, series, None, day) for series, day in proposed if day.day.year == year]
    return sorted(rows, key=lambda it: (it.day, it.series.id))


def wheel_card(rows: Sequence[YearRow], series: Sequence[Series], year: int, today: dt.date) -> Node:
    """Show a year: the wheel, what its shapes mean, and the same as a table."""
    count = sum(1 for it in rows if it.meeting is not None and it.meeting.state is not MeetingState.CANCELLED)
    in_july = any(it.day.month == JULY for it in rows)
    asked = count or len(rows)
    name = "meetings.year_heading" if count or not rows else "meetings.year_proposed"
    heading = t(name, count=asked, number=number(asked), year=str(year))
    july = t("meetings.july_some") if in_july else t("meetings.july_empty")
    wheel = html.Div([_picture(rows, series, year, today, count), _key(rows, series)], className="wheel-side")
    parts: list[Node] = [_years(year), html.Div([wheel, _table(rows, year)], className="wheel-row")]
    return card(heading, parts, july)


def _years(year: int) -> Node:
    ways = [
        link(str(it), f"{MEETINGS}?{YEAR_KEY}={it}") if it != year else html.Strong(str(it))
        for it in (year - 1, year, year + 1)
    ]
    shown = [html.Li(it) for it in ways]
    nav = html.Ul(shown, className="wheel-years no-print")
    return with_attributes(nav, {"aria-label": t("meetings.years")})


def _picture(
    rows: Sequence[YearRow], series: Sequence[Series], year: int, today: dt.date, count: int
) -> Node:
    rings = {it.id: place for place, it in enumerate(series)}
    marks = [_mark(it, rings[it.series.id]) for it in rows]
    words = [
        str(year),
        t("meetings.wheel_count", count=count, number=number(count)),
        t("meetings.wheel_july"),
    ]
    names = [month_name(it)[:3] for it in range(1, 13)]
    wheel = year_wheel(year, names, marks, words, today if today.year == year else None)
    picture = html.Div(drawn(wheel), role="img", className="drawing wheel-drawing")
    return with_attributes(picture, {"aria-label": t("meetings.wheel_alt", year=str(year))})


def _mark(it: YearRow, ring: int) -> WheelMark:
    look = "proposed" if it.meeting is None else _LOOKS[it.meeting.state]
    title = f"{it.series.name}, {date_short(it.day)}: {_state(it)}"
    address = None if it.meeting is None else meeting_address(it.meeting.id)
    return WheelMark(it.day, ring, look, title, address)


def _state(it: YearRow) -> str:
    return t("meetings.proposed") if it.meeting is None else label(it.meeting.state, language())


def _key(rows: Sequence[YearRow], series: Sequence[Series]) -> Node:
    """Say whose each shape is, and what its filling means."""
    used = {it.series.id for it in rows}
    shapes = [(ring, it.name) for ring, it in enumerate(series) if it.id in used]
    items = [html.Li([_sign(min(ring, MOST_RINGS - 1), "held"), name]) for ring, name in shapes]
    looks = ("held", "planned", "proposed", "cancelled")
    used_looks = {"proposed" if it.meeting is None else _LOOKS[it.meeting.state] for it in rows}
    items += [html.Li([_sign(0, it), t(f"meetings.look_{it}")]) for it in looks if it in used_looks]
    return html.Ul(items, className="wheel-key")


def _sign(ring: int, look: str) -> Node:
    shape = series_shape(ring, 10, 10, f"wheel-mark wheel-{look}")
    attributes = {"viewBox": "0 0 20 20", "className": "wheel-sign", "focusable": "false"}
    return with_attributes(drawn(Shape("svg", attributes, (shape,))), {"aria-hidden": "true"})


def _table(rows: Sequence[YearRow], year: int) -> Node:
    heads = [Column(t(f"meetings.head_{name}")) for name in ("day", "series", "state", "points", "remark")]
    shown: list[list[Cell]] = []
    is_told = False
    for it in rows:
        if not is_told and it.day.month > JULY and not any(one.day.month == JULY for one in rows):
            shown.append(_july())
            is_told = True
        shown.append(_row(it))
    if rows and not is_told and not any(one.day.month >= JULY for one in rows):
        shown.append(_july())
    return plain_table(
        t("meetings.year_caption", year=str(year)), heads, shown, "plain year-meetings labelled"
    )


def _july() -> list[Cell]:
    return [html.Span(month_name(JULY), className="missing"), t("meetings.july_row"), "", "", ""]


def _row(it: YearRow) -> list[Cell]:
    day: list[Node] = [weekday(it.day)[:3], " ", date_short(it.day)]
    shown: Cell = day if it.meeting is None else link(day, meeting_address(it.meeting.id))
    remarks = day_remarks(it.day)
    if it.is_shared:
        remarks.append(t("meetings.two_on_day"))
    if it.proposed is not None and it.proposed.wanted is not None:
        facts = {"day": date_short(it.proposed.wanted), "holiday": it.proposed.holiday or ""}
        remarks.append(t("meetings.moved_off", **facts))
    if it.meeting is not None and it.meeting.planned_day != it.meeting.day:
        remarks.append(t("meetings.was_planned", day=date_short(it.meeting.planned_day)))
    return [shown, it.series.name, _state(it), _points(it), listed(remarks)]


def _points(it: YearRow) -> str:
    if it.meeting is None or not it.meeting.agenda:
        return ""
    decided = sum(1 for point in it.meeting.agenda if point.decision)
    said = t("meetings.points", count=len(it.meeting.agenda), number=number(len(it.meeting.agenda)))
    return listed([said, t("meetings.decided", count=decided, number=number(decided)) if decided else ""])
