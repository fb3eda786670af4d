"""One initiative on a line of time: from start to end, its evaluation, and the lights of its months."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Numbers
from dashboard.components.plain_table import Column
from dashboard.components.timeline import dates_text, line_of, lines_under, span_of, timeline_key
from dashboard.figures.drawing import Shape
from dashboard.figures.timeline import (
    Axis,
    Span,
    axis_of,
    is_drawn,
    moment,
    month_marks,
    track,
)
from dashboard.format import date_text, fuzzy, month, number
from dashboard.labels import Code, code_label
from dashboard.texts import t
from portfolio.records import FuzzyDate, Value
from portfolio.rules.lateness import is_finished, is_overdue
from portfolio.vocabulary import Precision, Status, TrafficLight

NAME = "initiative-timeline"


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of an initiative in time.

    Attributes:
        span: from start to end.
        evaluation: when it is evaluated.
        lights: its light in each month in which a list had it, the oldest first.
        status: its status.
    """

    span: Span
    evaluation: FuzzyDate | None
    lights: Sequence[tuple[dt.date, Code]]
    status: Code


def course_of(values: Mapping[str, Value], lights: Sequence[tuple[dt.date, Code]], today: dt.date) -> Course:
    """Give what an initiative's values say of its time."""
    start, end, evaluation = (_date(values.get(name)) for name in ("start", "end", "evaluation_date"))
    said = values.get("status")
    status = said if isinstance(said, str) else None
    is_late = end is not None and is_overdue(end.last, end.precision, status, today)
    return Course(span_of(start, end, status, is_late), evaluation, lights, status)


def _date(value: Value | None) -> FuzzyDate | None:
    return value if isinstance(value, FuzzyDate) else None


def course_chart(course: Course, today: dt.date) -> list[Chart]:
    """Show an initiative's time; nothing where no day is known."""
    if not is_drawn(course.span) and course.evaluation is None:
        return []
    return [
        Chart(
            name=NAME,
            message=course_message(course, today),
            subtitle=t("course.subtitle", date=date_text(today)),
            picture=_lines(course, today),
            numbers=course_numbers(course),
            key=timeline_key([course.span]),
            is_table=True,
        )
    ]


def course_message(course: Course, today: dt.date) -> str:
    """Say when it ends, and how long there is until then."""
    end = course.span.end
    if is_finished(course.status):
        return t("course.finished", status=code_label(Status, course.status).lower())
    if end is None or (end.last is None and end.precision is not Precision.OPEN):
        return t("course.no_end")
    if end.last is None:
        return t("course.open")
    days = (end.last - today).days
    if days < 0:
        return t("course.late", end=fuzzy(end), count=-days, days=number(-days))
    exact = "course.ends" if end.first == end.last else "course.ends_at_the_latest"
    return t(exact, end=fuzzy(end), count=days, days=number(days))


def _lines(course: Course, today: dt.date) -> Element:
    axis = _axis(course, today)
    lines = [_line(t("course.span"), dates_text(course.span), track(course.span, axis))]
    if course.evaluation is not None:
        drawn_at = moment(course.evaluation, axis)
        lines.append(_line(t("course.evaluation"), fuzzy(course.evaluation), drawn_at))
    if course.lights:
        lines.append(_line(t("course.lights"), _lights_words(course), month_marks(course.lights, axis)))
    return lines_under(axis, lines)


def _axis(course: Course, today: dt.date) -> Axis:
    dates = [date for date in (course.span.start, course.span.end, course.evaluation) if date is not None]
    days = [day for date in dates for day in (date.first, date.last) if day is not None]
    return axis_of([*days, *(at for at, _ in course.lights)], today)


def _line(name: str, words: str, shape: Shape) -> Node:
    return line_of([name, html.P(words, className="timeline-dates")], shape)


def _lights_words(course: Course) -> str:
    at, light = course.lights[-1]
    return t("course.lights_newest", light=code_label(TrafficLight, light).lower(), month=month(at))


def course_numbers(course: Course) -> Numbers:
    """Give what is drawn as a table: each date as stated, each month's light."""
    dates = [
        (t("timeline.start"), course.span.start),
        (t("timeline.end"), course.span.end),
        (t("course.evaluation"), course.evaluation),
    ]
    rows = [[name, fuzzy(date) if date else t("timeline.unknown")] for name, date in dates]
    rows += [[month(at), code_label(TrafficLight, light)] for at, light in course.lights]
    return Numbers(t("course.caption"), [Column(t("course.what")), Column(t("course.when"))], rows)
