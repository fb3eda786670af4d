"""Møder: which meetings come and have been, the year as a wheel, and the series with their rhythm."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import MEETINGS, MEETINGS_FILE, meeting_address, time_words
from dashboard.components.cards import card
from dashboard.components.feed import feed_lines
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import actions_table
from dashboard.components.meeting_forms import action_lists, series_form, series_id
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import folded_forms
from dashboard.components.process_words import listed
from dashboard.components.series_card import days_to_plan, series_card
from dashboard.components.shell import arrive, lay_out_view, register_page
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.components.year_wheel import YEAR_KEY, rows_of, wheel_card
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import date_short, date_text, instant, number, weekday
from dashboard.server.meetings import NEW_SERIES
from dashboard.texts import t
from portfolio.meetings.book import Meeting, MeetingBook
from portfolio.vocabulary import MeetingState

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
ACTIONS = "handlinger"


def view(asked: Asked) -> View:
    """Show a year's meetings and all series."""
    book, today = data.meetings(), data.portfolio().today
    typed = asked.own.get(YEAR_KEY, "")
    wanted = number_in(typed)
    year = wanted if wanted is not None and _FIRST_YEAR <= wanted <= _LAST_YEAR else today.year
    return View(
        title=heading(book),
        subtitle=t("meetings.page_subtitle", date=date_text(today)),
        body=_body(asked, book, year),
        ignored=[Ignored(YEAR_KEY, typed)] if typed and wanted != year else [],
    )


PAGE = Page(MEETINGS, "nav.meetings", view, has_filters=False, own_keys=(YEAR_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    asked = arrive(MEETINGS, query, PAGE.own_keys)
    return lay_out_view(MEETINGS, asked, view(asked), help_id=PAGE.help_id)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(book: MeetingBook) -> str:
    """Say which meeting is next."""
    today = data.portfolio().today
    ahead = [
        it
        for it in book.in_order()
        if it.state is MeetingState.PLANNED and it.day >= today and it.series_id in book.series
    ]
    if not book.series:
        return t("meetings.heading_none")
    if not ahead:
        return t("meetings.heading_no_next")
    first = ahead[0]
    day = f"{weekday(first.day)} {date_text(first.day)}"
    return t("meetings.heading_next", name=book.series[first.series_id].name, day=day)


def _body(asked: Asked, book: MeetingBook, year: int) -> list[Node]:
    is_present, today = data.is_present(), data.portfolio().today
    new = _new_series(is_folded=bool(book.series)) if is_present else []
    if not book.series:
        return [empty_state(t("meetings.empty")), *new]
    series = tuple(book.series.values())
    proposed = [(one, day) for one in series for day in days_to_plan(one, book, year, today)]
    rows = rows_of(book, year, proposed if is_present else [])
    cards = [
        series_card(one, book, year, today, is_present=is_present, more=[feed_lines(one)]) for one in series
    ]
    return [
        *_ahead(book),
        *_actions(book, is_present=is_present),
        wheel_card(rows, series, year, today),
        _file_link(asked),
        html.Div(cards, className="series-cards"),
        *new,
    ]


def _file_link(asked: Asked) -> Node:
    file = html.A(t("meetings.file"), href=MEETINGS_FILE + to_query(asked), className="download", download="")
    return html.P(file, className="no-print")


def _new_series(*, is_folded: bool) -> list[Node]:
    form = series_form(None)
    is_open = html.Div(form, className="open-form")
    forms = folded_forms([(t("meetings.new_fold"), form)]) if is_folded else is_open
    box = card(t("meetings.new_heading"), [forms], t("meetings.new_subtitle"))
    return [html.Div(box, id=series_id(NEW_SERIES), tabIndex=-1, className="process follow no-print")]


def _ahead(book: MeetingBook) -> list[Node]:
    """Show each series' next meeting, with how far its agenda has come, and those whose day has passed."""
    today = data.portfolio().today
    planned = [
        it for it in book.in_order() if it.state is MeetingState.PLANNED and it.series_id in book.series
    ]
    waiting = [it for it in planned if it.day < today]
    ahead: dict[int, Meeting] = {}
    for it in planned:
        if it.day >= today:
            ahead.setdefault(it.series_id, it)
    shown = [*waiting, *sorted(ahead.values(), key=lambda it: it.order)]
    if not shown:
        return [empty_state(t("meetings.none_ahead"))]
    heads = [Column(t(f"meetings.head_{name}")) for name in ("when", "series", "agenda", "basis", "before")]
    table = plain_table(
        t("meetings.ahead_caption"), heads, [_ahead_row(it, book) for it in shown], "plain labelled"
    )
    said = t("meetings.ahead_heading", count=len(shown), number=number(len(shown)))
    return [card(said, [table], t("meetings.ahead_subtitle"))]


def _ahead_row(it: Meeting, book: MeetingBook) -> list[Cell]:
    today = data.portfolio().today
    when: list[Node] = [link(time_words(it), meeting_address(it.id))]
    days = (it.day - today).days
    if days < 0:
        when.append(html.Span(t("meetings.not_held"), className="under under-warning"))
    else:
        said = t("meetings.today") if days == 0 else t("meetings.in_days", count=days, days=number(days))
        when.append(html.Span(said, className="under"))
    count = len(it.agenda)
    agenda = t("meetings.points", count=count, number=number(count)) if count else t("meetings.no_points")
    frozen = t("meetings.follows_daily") if it.frozen_at is None else instant(it.frozen_at)
    previous = book.previous(it)
    before: Cell = "" if previous is None else link(date_short(previous.day), meeting_address(previous.id))
    name = listed([book.series[it.series_id].name, it.title or ""])
    return [when, name, agenda, frozen, before]


def _actions(book: MeetingBook, *, is_present: bool) -> list[Node]:
    """Show the actions that are open, those past their due day first."""
    today = data.portfolio().today
    actions = book.open_actions()
    if not actions:
        return []
    late = sum(1 for it in actions if it.is_overdue(today))
    said = t("meetings.actions_heading", count=len(actions), number=number(len(actions)))
    over = t("meetings.of_them_late", count=late, number=number(late)) if late else ""
    table = actions_table(
        actions,
        book,
        today,
        caption=t("meetings.actions_caption"),
        focus=ACTIONS,
        is_present=is_present,
    )
    box = card(f"{said}, {over}" if over else said, [table], t("meetings.actions_subtitle"))
    lists = [action_lists(())] if is_present else []
    return [html.Div([box, *lists], id=ACTIONS, tabIndex=-1, className="follow")]
