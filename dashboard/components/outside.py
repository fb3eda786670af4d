"""Initiatives that follow no process: what their lists say of a step, and a form to choose a process."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.board import ALL, OUTSIDE_KEY, PATH, Board, Following, board_address
from dashboard.components.board_forms import choose_fold
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.list_tools import shown_rows
from dashboard.components.loose_titles import loose_link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.states import note
from dashboard.filters import Asked
from dashboard.format import number
from dashboard.texts import t
from portfolio.process.templates import Template
from portfolio.snapshot import Item

SHOWN = 8
PLACE = "uden-proces"


def outside_card(
    board: Board, found: Following, book: data.ProcessBook, asked: Asked, *, can_change: bool
) -> list[Node]:
    """Show those without a process, first those whose lists say something of a step."""
    if not found.outside and not book.loose:
        return []
    said = {it.initiative_id: it.text for it in book.unplaced}
    items = _ordered(found.outside, said)
    told = sum(it.id in said for it in items)
    heading = t("outside.heading", count=len(items), number=number(len(items)))
    content = [*_loose(book.loose), *_list(items, said, board, book.newest, asked, can_change=can_change)]
    under = t("outside.subtitle", count=told, number=number(told)) if told else t("outside.subtitle_none")
    section = card(heading, content, under)
    return [html.Div(section, id=PLACE, tabIndex=-1)]


def _ordered(places: Sequence[int], said: Mapping[int, str]) -> list[Item]:
    known = data.portfolio().snapshot
    ranks = known.title_rank
    items = [known.item(place) for place in places]
    return sorted(items, key=lambda it: (it.id not in said, ranks[it.place]))


def _loose(count: int) -> list[Node]:
    if not count:
        return []
    return [note([html.P([t("outside.loose", count=count), " ", loose_link()])], "warning")]


def _list(
    items: Sequence[Item],
    said: Mapping[int, str],
    board: Board,
    templates: Mapping[str, Template],
    asked: Asked,
    *,
    can_change: bool,
) -> list[Node]:
    if not items:
        return []
    is_all = asked.own.get(OUTSIDE_KEY) == ALL
    size = asked.page_size if is_all else SHOWN
    shown = replace(asked, page=min(asked.page, page_count(len(items), size)) if is_all else 1)
    first = (shown.page - 1) * size
    rows = [
        _row(it, said.get(it.id, ""), board, templates, can_change=can_change)
        for it in items[first : first + size]
    ]
    table = with_attributes(html.Ul(rows, className="outside-list"), {"aria-label": t("outside.caption")})
    if is_all:
        every = link(t("outside.to_board"), board_address(asked, **{OUTSIDE_KEY: None}))
        tools = [
            html.P(every, className="no-print"),
            shown_rows(first, len(rows), len(items)),
            page_sizes(shown, PATH),
        ]
        return [
            html.Div(tools, className="list-tools"),
            table,
            paging(shown, page_count(len(items), size), PATH),
        ]
    if len(items) <= SHOWN:
        return [table]
    more = t("outside.show_all", count=len(items), number=number(len(items)))
    return [table, html.P(link(more, board_address(asked, **{OUTSIDE_KEY: ALL})), className="no-print")]


def _row(item: Item, said: str, board: Board, templates: Mapping[str, Template], *, can_change: bool) -> Node:
    """Show one: its title and cluster, what a list says, and the form."""
    cluster = item.text("organisation")
    title: list[Node] = [initiative_link(item.id, item.title)]
    title += [html.Span(cluster, className="under")] if cluster else []
    words = html.Span(t("outside.nothing"), className="missing")
    told = html.Span([t("outside.said"), " ", html.Q(said)]) if said else words
    form = [choose_fold(item.id, item.title, board, templates)] if can_change else []
    return html.Li([html.Div(title), html.Div(told), *form])
