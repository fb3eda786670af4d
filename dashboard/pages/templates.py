"""Skabeloner: the processes that initiatives can follow, where they are from, who follows which version."""

from collections import Counter

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.board import PATH as BOARD
from dashboard.components.board import PROCESS_KEY
from dashboard.components.board_words import origin_words
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import template_name
from dashboard.components.shell import lay_out, register_page
from dashboard.components.view import Page, View
from dashboard.filters import Asked
from dashboard.format import moment_text, number
from dashboard.labels import organisation_label
from dashboard.server.templates import PAGE as PATH
from dashboard.texts import language, t
from portfolio.process.templates import Template
from portfolio.vocabulary import label

_HEADS = ("process", "origin", "region", "type", "steps", "version", "followers", "board")
_NUMBERS = {"steps", "version", "followers"}


def view(_asked: Asked) -> View:
    """Show the processes."""
    book = data.processes()
    followers = Counter((it.course.template.id, it.course.template.version) for it in book.courses.values())
    counts = Counter(dict.fromkeys(book.newest, 0))
    for (id_, _), count in followers.items():
        counts[id_] += count
    rows = [_row(it, book, followers, counts[it.id]) for it in book.newest.values()]
    heads = [Column(t(f"templates.head_{it}"), is_number=it in _NUMBERS) for it in _HEADS]
    table = html.Div(
        plain_table(t("templates.caption"), heads, rows, "plain processes labelled"), className="uncaptioned"
    )
    total = sum(followers.values())
    title = t("templates.heading", count=len(rows), number=number(len(rows)), following=number(total))
    subtitle = t("templates.subtitle", date=moment_text(data.portfolio().moment))
    back = html.P(link(t("templates.to_board"), BOARD, className="back"), className="page-lead")
    return View(
        title, subtitle, [card(t("templates.list"), [table], t("templates.list_subtitle"))], lead_in=[back]
    )


PAGE = Page(PATH, "nav.templates", view, has_filters=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _row(
    template: Template, book: data.ProcessBook, followers: Counter[tuple[str, int]], count: int
) -> list[Cell]:
    older = [
        t("templates.older_followers", version=version, count=number(many))
        for (id_, version), many in sorted(followers.items())
        if id_ == template.id and version != template.version
    ]
    following: list[Node] = [number(count)]
    following += [html.Span(", ".join(older), className="under")] if older else []
    return [
        link(template_name(template), f"{PATH}/{template.id}"),
        origin_words(template, book.templates),
        t("templates.any_region") if template.region is None else organisation_label(template.region),
        t("templates.no_type") if template.process_type is None else label(template.process_type, language()),
        number(len(template.steps)),
        number(template.version),
        following,
        link(t("templates.board"), f"{BOARD}?{PROCESS_KEY}={template.id}"),
    ]
