"""Indsatser: the list, with every filter, sorted by links, a page at a time, with the columns asked for."""

from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.change_kinds import change_kinds
from dashboard.components.changes_asked import CHANGE_KEY, SINCE_PAGE, words_of
from dashboard.components.emptiness import empty_view
from dashboard.components.initiative_table import initiative_table
from dashboard.components.links import link
from dashboard.components.list_chosen import Listed, listed_of
from dashboard.components.list_order import sort_rows
from dashboard.components.list_rows import column_label, list_rows
from dashboard.components.list_tools import list_tools
from dashboard.components.markup import Node
from dashboard.components.pack_form import pack_form
from dashboard.components.paging import page_count, paging
from dashboard.components.shell import lay_out, register_page
from dashboard.components.timeline_list import TIMELINE, VIEW_KEY, timeline_chart
from dashboard.components.view import Page, View
from dashboard.filters import LIST, Asked, Ignored, address
from dashboard.format import moment_text, number
from dashboard.server.corrections import NEW
from dashboard.texts import t
from portfolio.selection import Criteria
from portfolio.vocabulary import TrafficLight


def view(asked: Asked) -> View:
    """Show the initiatives that the address asks for."""
    known, listed = data.portfolio(), listed_of(asked)
    chosen, total = listed.chosen, len(known.chosen(Criteria()))
    subtitle = _subtitle(asked, moment_text(known.moment))
    if not len(chosen):
        empty = empty_view(t("list.title_none"), subtitle, total, LIST)
        return replace(empty, body=[*_changes(asked, listed), *empty.body, *_entry_link()])
    shown = _within(asked, len(chosen))
    return View(
        title=heading(chosen),
        subtitle=subtitle,
        body=_body(shown, listed),
        chosen_count=len(chosen),
        total_count=total,
        ignored=_ignored(asked, shown),
        tools=[pack_form(asked)],
    )


PAGE = Page(LIST, "nav.list", view, own_keys=(VIEW_KEY, CHANGE_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(chosen: data.Chosen) -> str:
    """Say how many there are, how many of them red and how many late."""
    red = int(chosen.has("traffic_light", TrafficLight.RED).sum())
    late = int(chosen.flag("is_overdue").sum())
    return t("list.title", count=len(chosen), number=number(len(chosen)), red=number(red), late=number(late))


def _subtitle(asked: Asked, date: str) -> str:
    column = column_label(asked.sort.removeprefix("-")).lower()
    return t(
        "list.subtitle_back" if asked.sort.startswith("-") else "list.subtitle", column=column, date=date
    )


def _within(asked: Asked, row_count: int) -> Asked:
    """Give what is asked for with the last page where the address asks for one beyond it."""
    return replace(asked, page=min(asked.page, page_count(row_count, asked.page_size)))


def _ignored(asked: Asked, shown: Asked) -> list[Ignored]:
    found = [] if shown.page == asked.page else [Ignored("side", str(asked.page))]
    found += words_of(asked)[1]
    word = asked.own.get(VIEW_KEY, TIMELINE)
    return found if word == TIMELINE else [*found, Ignored(VIEW_KEY, word)]


def _changes(asked: Asked, listed: Listed) -> list[Node]:
    """Of a comparison, offer its kinds of change, with the way to all of it field by field."""
    if listed.changes is None:
        return []
    date = moment_text(listed.changes.since)
    whole = link(
        t("changes.field_by_field"), address(SINCE_PAGE, asked.criteria.but(since=listed.changes.since))
    )
    parts: list[Node] = [html.P([t("changes.marked", date=date), " ", whole])]
    if listed.absent:
        said = t("changes.absent", count=listed.absent, number=number(listed.absent))
        parts.append(html.P(said, className="muted"))
    return [html.Div([change_kinds(LIST, asked, listed.changes), *parts], className="change-bar")]


def _body(asked: Asked, listed: Listed) -> list[Node]:
    chosen = listed.chosen
    first = (asked.page - 1) * asked.page_size
    rows = sort_rows(chosen, asked.sort).first(asked.page_size, skipped=first)
    is_timeline = asked.own.get(VIEW_KEY) == TIMELINE
    table = timeline_chart(chosen, rows) if is_timeline else _table(rows, asked, listed)
    return [
        *_changes(asked, listed),
        list_tools(asked, first, len(rows), len(chosen)),
        table,
        paging(asked, page_count(len(chosen), asked.page_size)),
        *_entry_link(),
    ]


def _entry_link() -> list[Node]:
    """Lead to where an initiative is typed that stands on no list; as of an earlier day nothing is."""
    if not data.is_present():
        return []
    return [html.P(link(t("typed.link"), NEW), className="entry-link no-print")]


def _table(rows: data.Chosen, asked: Asked, listed: Listed) -> Node:
    return initiative_table(list_rows(rows, asked.columns), asked, listed.by_id)
