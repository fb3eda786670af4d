"""A year of evaluations, month by month: held, due, overdue, and what lists alone say."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.evaluations_asked import EVALUATIONS, Followed
from dashboard.components.figure_card import Chart
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Amount, Numbers, Word
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Column
from dashboard.data import EvaluationBook
from dashboard.filters import Asked, number_in, to_query
from dashboard.format import date_short, month_name, number
from dashboard.texts import t
from portfolio.rules.evaluation import due_day
from portfolio.snapshot import Item

YEAR_KEY = "aar"
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


class Mark(StrEnum):
    """What a day of the calendar is."""

    HELD = "held"
    OVERDUE = "overdue"
    DUE = "due"
    LISTED = "listed"


_SIGNS = {Mark.HELD: "●", Mark.OVERDUE: "▲", Mark.DUE: "○", Mark.LISTED: "◇"}


@dataclass(frozen=True, slots=True)
class CalendarMark:
    """An evaluation of a day: whose, and whether it was held, is due, overdue or a list's alone."""

    day: dt.date
    mark: Mark
    item: Item


def year_asked(asked: Asked, today: dt.date) -> int:
    """Give the year that an address asks for; this year where it asks for none that there is."""
    year = number_in(asked.own.get(YEAR_KEY, ""))
    return year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else today.year


def marks_of(found: Iterable[Followed], book: EvaluationBook, year: int) -> list[CalendarMark]:
    """Give a year's evaluations in order; those of a plan that is repeated as often as they come."""
    marks: list[CalendarMark] = []
    for it in found:
        marks += [CalendarMark(one.day, Mark.HELD, it.item) for one in book.held.get(it.item.id, ())]
        marks += [CalendarMark(day, mark, it.item) for day, mark in _due(it, year)]
        if it.plan is None and it.listed_day is not None:
            marks.append(CalendarMark(it.listed_day, Mark.LISTED, it.item))
    inside = [it for it in marks if it.day.year == year]
    return sorted(inside, key=lambda it: (it.day, list(Mark).index(it.mark), it.item.title))


def _due(it: Followed, year: int) -> list[tuple[dt.date, Mark]]:
    """Give the due days of a plan that are still to come, or were missed, until the end of a year."""
    if it.plan is None or it.clock.due is None:
        return []
    days = [it.clock.due]
    following = it.clock.number + 1
    while it.plan.interval.is_repeated and (day := due_day(it.plan.interval, following)).year <= year:
        days.append(day)
        following += 1
    is_late = (it.clock.days or 0) < 0
    return [(day, Mark.OVERDUE if is_late and day == it.clock.due else Mark.DUE) for day in days]


def calendar_chart(marks: Sequence[CalendarMark], asked: Asked, year: int, today: dt.date) -> Chart:
    """Show a year: its months side by side, each with its evaluations by day."""
    months = [html.Li(_month(place, marks, year, today)) for place in range(1, 13)]
    grid = html.Ol(months, className="year-months")
    heads = [Column(t(f"evaluations.calendar_{name}")) for name in ("day", "what", "initiative")]
    rows: list[list[Amount | Word | str]] = [
        [
            date_short(it.day),
            _word(it.mark),
            Word(it.item.title, initiative_link(it.item.id, it.item.title)),
        ]
        for it in marks
    ]
    return Chart(
        name="kalender",
        message=calendar_message(marks, year),
        subtitle=t("evaluations.calendar_subtitle"),
        picture=html.Div([_years(asked, year), grid]),
        numbers=Numbers(t("evaluations.calendar_caption", year=str(year)), heads, rows),
        key=_key(marks),
        is_table=True,
        is_card=True,
    )


def calendar_message(marks: Sequence[CalendarMark], year: int) -> str:
    """Say how many of a year's evaluations are overdue, come due and were held."""
    count = {mark: sum(1 for it in marks if it.mark is mark) for mark in Mark}
    late, coming, held = count[Mark.OVERDUE], count[Mark.DUE], count[Mark.HELD]
    parts = [t("evaluations.calendar_late", count=late, number=number(late))] if late else []
    if coming or not late:
        parts.append(t("evaluations.calendar_coming", count=coming, number=number(coming)))
    parts.append(t("evaluations.calendar_held", count=held, number=number(held)))
    return f"{year}: {', '.join(parts)}"


def _years(asked: Asked, year: int) -> Node:
    ways: list[Node] = []
    for it in (year - 1, year, year + 1):
        where = EVALUATIONS + to_query(Asked(asked.criteria, own={YEAR_KEY: str(it)}))
        ways.append(html.Strong(str(it)) if it == year else link(str(it), where))
    nav = html.Ul([html.Li(it) for it in ways], className="wheel-years no-print")
    return with_attributes(nav, {"aria-label": t("evaluations.calendar_years")})


def _month(place: int, marks: Sequence[CalendarMark], year: int, today: dt.date) -> list[Node]:
    own = [it for it in marks if it.day.month == place]
    is_now = (today.year, today.month) == (year, place)
    head = html.Div(month_name(place), className="year-month year-now" if is_now else "year-month")
    if not own:
        return [head, html.Span(t("evaluations.calendar_none"), className="visually-hidden")]
    return [head, html.Ul([html.Li(_line(it)) for it in own])]


def _line(it: CalendarMark) -> list[Node]:
    heard = html.Span(f"{_word(it.mark)}, {date_short(it.day)}: ", className="visually-hidden")
    day = with_attributes(html.Span(f"{it.day.day}.", className="year-day"), {"aria-hidden": "true"})
    return [_sign(it.mark), day, heard, initiative_link(it.item.id, it.item.title)]


def _sign(mark: Mark) -> Element:
    sign = html.Span(_SIGNS[mark], className=f"year-sign year-{mark}")
    return with_attributes(sign, {"aria-hidden": "true"})


def _word(mark: Mark) -> str:
    return t(f"evaluations.mark_{mark}")


def _key(marks: Sequence[CalendarMark]) -> Node:
    seen = {it.mark for it in marks}
    items = [html.Li([_sign(it), _word(it)]) for it in Mark if it in seen]
    return html.Ul(items, className="ramp-key")
