"""Initiatives on a line of time each: a list in which every date stands in words beside what is drawn."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.components import markup as html
from dashboard.components.badges import light_mark
from dashboard.components.drawing import drawn
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Numbers, Word
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Column
from dashboard.data import Chosen
from dashboard.figures.drawing import Shape
from dashboard.figures.timeline import Axis, Look, Span, axis_drawing, axis_of, ground, kinds_of, track
from dashboard.format import date_short, fuzzy, number
from dashboard.labels import Code, code_label
from dashboard.texts import t
from portfolio.records import FuzzyDate
from portfolio.rules.lateness import is_finished
from portfolio.snapshot import Item
from portfolio.vocabulary import Precision, Status, code_or_none

SOON_DAYS = 90
_NOT_BEGUN = (Status.IDEA, Status.PLANNED)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A line of the timeline: what it is about, and when that is.

    Attributes:
        id: the initiative's number.
        title: its title.
        light: its traffic light.
        status: its status.
        span: when it is.
    """

    id: int
    title: str
    light: Code
    status: Code
    span: Span


def timeline_rows(initiatives: Iterable[Item]) -> list[TimelineRow]:
    """Give initiatives as lines, in their order."""
    return [
        TimelineRow(it.id, it.title, it.code("traffic_light"), it.code("status"), _span(it))
        for it in initiatives
    ]


def _span(it: Item) -> Span:
    return span_of(_date(it, "start"), _date(it, "end"), it.code("status"), it.flag("is_overdue"))


def _date(it: Item, name: str) -> FuzzyDate | None:
    precision = it.code(f"{name}_precision")
    if precision is None:
        return None
    return FuzzyDate(it.day(f"{name}_first"), it.day(f"{name}_last"), Precision(precision))


def span_of(start: FuzzyDate | None, end: FuzzyDate | None, status: Code, is_overdue: bool) -> Span:
    """Give what is drawn for an initiative; its look follows from its status."""
    code = code_or_none(Status, status)
    look = Look.FINISHED if is_finished(code) else Look.PLANNED if code in _NOT_BEGUN else Look.RUNNING
    return Span(start, end, look, is_overdue)


def dates_text(span: Span) -> str:
    """Write when something starts and ends, as exactly as it is known."""
    start = fuzzy(span.start) if span.start else ""
    end = fuzzy(span.end) if span.end else ""
    if not start and not end:
        return t("timeline.no_dates")
    if start == end:
        return start
    return f"{start or t('timeline.no_start')} – {end or t('timeline.no_end')}"


def timeline_message(chosen: Chosen) -> str:
    """Say how many end soon, and how many are past their end."""
    today = np.datetime64(chosen.known.today)
    last = chosen.known.days["end_last"][chosen.places]
    is_soon = (last >= today) & (last <= today + np.timedelta64(SOON_DAYS)) & ~chosen.flag("is_finished")
    soon, late = int(is_soon.sum()), int(chosen.flag("is_overdue").sum())
    return t("timeline.message", count=soon, soon=number(soon), late=number(late), days=SOON_DAYS)


def timeline_subtitle(chosen: Chosen, shown: int) -> str:
    """Say what is drawn, and how many say nothing of their end or go on."""
    unknown, going_on = (int(chosen.has("end_precision", code).sum()) for code in (None, Precision.OPEN))
    facts = {"shown": number(shown), "all": number(len(chosen))}
    return t("timeline.subtitle", unknown=number(unknown), open=number(going_on), **facts)


def axis_for(chosen: Chosen) -> Axis:
    """Give the axis that all of some initiatives share, whichever of them are shown."""
    firsts, lasts = (chosen.known.days[name][chosen.places] for name in ("start_first", "end_last"))
    known = [days[~np.isnat(days)] for days in (firsts, lasts)]
    ends = [pick(days).item() for pick, days in zip((np.min, np.max), known, strict=True) if len(days)]
    return axis_of(ends, chosen.known.today)


def timeline(rows: Sequence[TimelineRow], axis: Axis) -> Element:
    """Lay the lines out under one axis; what is drawn is told in words in each line."""
    return lines_under(axis, [_line(row, axis) for row in rows])


def lines_under(axis: Axis, lines: Sequence[Node]) -> Element:
    """Lay lines out under their axis."""
    today = t("timeline.today", date=date_short(axis.today))
    names = html.Div(drawn(axis_drawing(axis, today)), className="timeline-track")
    head = html.Div([html.Div(className="timeline-words"), names], className="timeline-row timeline-head")
    return html.Div([head, html.Ul(list(lines), className="timeline-lines")], className="timeline drawing")


def line_of(words: Sequence[Node], shape: Shape) -> Node:
    """Lay out one line: its words, and beside or under them what is drawn."""
    picture = html.Div([drawn(ground()), drawn(shape)], className="timeline-track")
    return html.Li([html.Div(list(words), className="timeline-words"), picture], className="timeline-row")


def _line(row: TimelineRow, axis: Axis) -> Node:
    told = [dates_text(row.span), " · ", code_label(Status, row.status)]
    late = [html.Span(_late_words(row.span, axis.today), className="flag")] if row.span.is_overdue else []
    dates = html.P([*told, *late], className="timeline-dates")
    return line_of([light_mark(row.light), initiative_link(row.id, row.title), dates], track(row.span, axis))


def _late_words(span: Span, today: dt.date) -> str:
    ended = None if span.end is None else span.end.last
    days = 0 if ended is None else (today - ended).days
    return t("timeline.late", count=days, days=number(days))


def timeline_numbers(rows: Sequence[TimelineRow]) -> Numbers:
    """Give the dates that are drawn, as they were stated."""
    columns = [Column(t(f"timeline.{name}")) for name in ("initiative", "status", "start", "end")]
    return Numbers(t("timeline.caption"), columns, [_numbers_row(row) for row in rows])


def _numbers_row(row: TimelineRow) -> list[Word | str]:
    title = Word(row.title, initiative_link(row.id, row.title))
    start, end = (fuzzy(date) if date else "" for date in (row.span.start, row.span.end))
    return [
        title,
        code_label(Status, row.status),
        start or t("timeline.unknown"),
        end or t("timeline.unknown"),
    ]


# --- The key


_KEY_YEAR = 2026


def _key_axis(month: int) -> Axis:
    """Give a small axis that is seen from a month."""
    return Axis(dt.date(_KEY_YEAR, 1, 1), dt.date(_KEY_YEAR, 12, 31), dt.date(_KEY_YEAR, month, 1))


def _key_span(end: FuzzyDate | None, look: Look = Look.RUNNING, *, is_overdue: bool = False) -> Span:
    return Span(_until(dt.date(_KEY_YEAR, 1, 10)), end, look, is_overdue)


def _until(day: dt.date) -> FuzzyDate:
    return FuzzyDate(day, day, Precision.DAY)


def timeline_key(spans: Sequence[Span]) -> Element:
    """Show what the ends and looks of some spans mean, drawn as the lines are; running needs no words."""
    kinds = {kind for span in spans for kind in kinds_of(span)}
    december = _until(dt.date(_KEY_YEAR, 12, 10))
    half_year = FuzzyDate(dt.date(_KEY_YEAR, 5, 1), dt.date(_KEY_YEAR, 12, 20), Precision.HALF_YEAR)
    samples = {
        "sharp": _key_span(december),
        "faded": _key_span(half_year),
        "open": _key_span(FuzzyDate(None, None, Precision.OPEN)),
        "unknown": _key_span(None),
        "late": _key_span(_until(dt.date(_KEY_YEAR, 6, 1)), is_overdue=True),
        "planned": _key_span(december, Look.PLANNED),
        "finished": _key_span(december, Look.FINISHED),
    }
    shown = [name for name in samples if name in kinds]
    items = [_key_item(name, samples[name], _key_axis(12 if name == "late" else 6)) for name in shown]
    return html.Ul(items, className="timeline-key drawing")


def _key_item(name: str, span: Span, axis: Axis) -> Node:
    sample = html.Span(drawn(track(span, axis)), className="timeline-sample")
    return html.Li([sample, html.Span(t(f"timeline.key_{name}"))])
