"""Beslutninger: what was decided and agreed on, at meetings, in processes and as lists say."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_name
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.log import (
    ABOUT,
    ACTIONS,
    DECISIONS,
    KEYS,
    LOG,
    LOG_FILE,
    MEETING,
    SHOW,
    Log,
    log_address,
    log_choices,
    log_of,
)
from dashboard.components.log_tables import decisions_table
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import actions_table, title_of
from dashboard.components.meeting_forms import action_lists
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.shell import arrive, lay_out_view, register_page
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.filters import Asked, Ignored, to_query
from dashboard.format import moment_text, number
from dashboard.texts import t
from portfolio.meetings.book import Action

_SHOWN = 10
"""So many of each are shown where both are."""


def view(asked: Asked) -> View:
    """Show the log, or the part of it that the address asks for."""
    log, ignored = log_of(asked)
    asked = replace(asked, own=log.own)
    shown = replace(asked, page=min(asked.page, page_count(len(log.found), asked.page_size)))
    if shown.page != asked.page:
        ignored.append(Ignored("side", str(asked.page)))
    return View(
        title=heading(log),
        subtitle=t("decided.subtitle", date=moment_text(data.portfolio().moment)),
        body=_body(shown, log),
        ignored=ignored,
    )


PAGE = Page(LOG, "nav.decided", view, has_filters=False, own_keys=KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    asked = arrive(LOG, query, PAGE.own_keys)
    return lay_out_view(LOG, asked, view(asked), help_id=PAGE.help_id)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(log: Log) -> str:
    """Say how many actions are open, how many of them overdue, and how many decisions there are."""
    parts = []
    if log.own.get(SHOW) != DECISIONS:
        still = [it for it in log.actions if it.is_open]
        late = sum(it.is_overdue(log.today) for it in still)
        said = t(
            "decided.open_actions",
            count=len(still),
            number=number(len(still)) if still else t("decided.none"),
        )
        parts.append(t("decided.with_late", said=said, count=late, number=number(late)) if late else said)
    if log.own.get(SHOW) != ACTIONS:
        count = len(log.decisions)
        parts.append(
            t("decided.decisions_made", count=count, number=number(count) if count else t("decided.none"))
        )
    said = t("decided.both", one=parts[0], other=parts[1]) if len(parts) > 1 else parts[0]
    return said[:1].upper() + said[1:]


def _body(asked: Asked, log: Log) -> list[Node]:
    if not log.every:
        return [
            empty_state(t("decided.empty"), link(t("decided.to_meetings"), "/moeder", className="btn-main"))
        ]
    parts: list[Node] = [*_only(asked, log), log_choices(asked, log, data.meetings())]
    if not log.found:
        return [
            *parts,
            empty_state(t("decided.nothing"), link(t("decided.every"), LOG, className="btn-main")),
        ]
    only = log.own.get(SHOW)
    if log.actions and only != DECISIONS:
        parts.append(_actions_card(asked, log, is_whole=only == ACTIONS))
    if log.decisions and only != ACTIONS:
        parts.append(_decisions_card(asked, log, is_whole=only == DECISIONS))
    file = html.A(
        t("decided.file"), href=LOG_FILE + to_query(replace(asked, page=1)), className="download", download=""
    )
    return [*parts, html.P(file, className="no-print")]


def _only(asked: Asked, log: Log) -> list[Node]:
    """Say that only one initiative's lines are shown, or one meeting's, with the way to all."""
    named = []
    book = data.meetings()
    if ABOUT in log.own:
        named.append((ABOUT, title_of(int(log.own[ABOUT]))))
    if MEETING in log.own:
        meeting = book.meetings[int(log.own[MEETING])]
        named.append((MEETING, meeting_name(book.series[meeting.series_id], meeting)))
    lines: list[Node] = []
    for key, name in named:
        without = {other: word for other, word in log.own.items() if other != key}
        back = link(t("decided.every"), log_address(asked, without))
        lines.append(html.P([t("decided.only", name=name), " ", back]))
    return lines


def _part(asked: Asked, them: Sequence[object], *, is_whole: bool) -> slice:
    """Give which lines are shown: the first few, or those of the page that is asked for."""
    if not is_whole:
        return slice(0, _SHOWN)
    first = (asked.page - 1) * asked.page_size
    return slice(first, min(first + asked.page_size, len(them)))


def _around(asked: Asked, count: int, show: str, *, is_whole: bool) -> tuple[list[Node], list[Node]]:
    """Give what stands above and below the lines: pages, or the way to all of them."""
    if is_whole:
        pages = page_count(count, asked.page_size)
        return [page_sizes(asked, LOG)] if count > _SHOWN else [], [paging(asked, pages, LOG)]
    if count <= _SHOWN:
        return [], []
    more = link(t("decided.show_all", number=number(count)), log_address(asked, {**asked.own, SHOW: show}))
    return [], [html.P(more, className="no-print")]


def _actions_card(asked: Asked, log: Log, *, is_whole: bool) -> Node:
    them: list[Action] = log.actions
    above, below = _around(asked, len(them), ACTIONS, is_whole=is_whole)
    table = actions_table(
        them[_part(asked, them, is_whole=is_whole)],
        data.meetings(),
        log.today,
        caption=t("decided.actions_caption"),
        focus=ACTIONS,
        is_present=data.is_present(),
        has_origin=True,
    )
    said = t("decided.actions_heading", count=len(them), number=number(len(them)))
    lists = [action_lists(())] if data.is_present() else []
    box = card(said, [*above, table, *below, *lists], t("decided.actions_subtitle"))
    return html.Div(box, id=ACTIONS, tabIndex=-1, className="process follow")


def _decisions_card(asked: Asked, log: Log, *, is_whole: bool) -> Node:
    them = log.decisions
    above, below = _around(asked, len(them), DECISIONS, is_whole=is_whole)
    table = decisions_table(them[_part(asked, them, is_whole=is_whole)], t("decided.decisions_caption"))
    said = t("decided.decisions_heading", count=len(them), number=number(len(them)))
    return card(said, [*above, table, *below], t("decided.decisions_subtitle"))
