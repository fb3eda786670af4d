"""Kerner: which cores there are and who took which parts, and what is spread without a described core."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.core_card import core_address
from dashboard.components.core_words import parted_lines, parts_words
from dashboard.components.cores_asked import (
    CORES_FILE,
    DescribedCore,
    MissingCore,
    described_cores,
    missing_cores,
)
from dashboard.components.followed import followed, followed_total, title_cell
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.spread_tabs import CORES, spread_tabs
from dashboard.components.spread_words import mean_words
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.data import portfolio
from dashboard.filters import LIST, Asked, address, to_query
from dashboard.format import date_short, moment_text, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.rules.months import danish_day

_NAMED = 3


def view(asked: Asked) -> View:
    """Show the cores of the initiatives that the address asks for, and where one is missed."""
    described, missing = described_cores(asked.criteria), missing_cores(asked.criteria)
    telling = [it for it in missing if it.is_telling]
    listed = [it for it in missing if not it.is_telling]
    paged = paged_groups(asked, [described, telling, listed], CORES)
    return View(
        title=heading(described, missing),
        subtitle=t("cores.page_subtitle", date=moment_text(portfolio().moment)),
        body=_body(asked, paged),
        chosen_count=len(followed(asked.criteria)),
        total_count=followed_total(),
        has_left=True,
        lead_in=[spread_tabs(CORES, asked.criteria)],
        ignored=list(paged.ignored),
    )


PAGE = Page(CORES, "nav.cores", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(described: Sequence[DescribedCore], missing: Sequence[MissingCore]) -> str:
    """Say how many cores are described, and how many initiatives should have theirs described."""
    telling = sum(1 for it in missing if it.is_telling)
    told = number(len(described)) if described else t("cores.page_no_cores")
    said = t("cores.page_heading", count=len(described), number=told)
    if not telling:
        return said
    return t("cores.page_and_missing", said=said, count=telling, number=number(telling))


def _body(asked: Asked, paged: PagedGroups) -> list[Node]:
    if not paged.total:
        to_list = link(t("round.to_list"), address(LIST, asked.criteria))
        return [empty_state(t("cores.page_empty"), to_list)]
    parts = [
        *paged.tools(),
        *_described(paged),
        *_missing(paged, 1, "missing"),
        *_missing(paged, 2, "listed"),
        *paged.turning(),
    ]
    file = html.A(
        t("cores.file"), href=CORES_FILE + to_query(replace(asked, page=1)), className="download", download=""
    )
    return [*parts, html.P(file, className="no-print")]


def _described(paged: PagedGroups) -> list[Node]:
    shown = paged.part(0)
    if not shown:
        return []
    count = len(paged.groups[0])
    heads = [
        Column(t(f"cores.head_{name}")) for name in ("initiative", "parts", "receivers", "parted", "made")
    ]
    said = t("cores.described_heading", count=count, number=number(count))
    table = plain_table(said, heads, map(_described_row, shown), "plain cores labelled")
    subtitle = " ".join(filter(None, [t("cores.described_subtitle"), paged.part_words(0)]))
    return [card(said, [table], subtitle)]


def _described_row(it: DescribedCore) -> list[Cell]:
    sheet = link(t("cores.sheet_link"), core_address(it.item.id))
    told = t("cores.told_count", count=len(it.adopters), number=number(len(it.adopters)))
    names = names_words([one.organisation for one in it.adopters])
    receivers: list[Node] = [told, html.Span(names, className="under")] if it.adopters else [_nobody()]
    if it.silent:
        silent = t(
            "cores.silent", count=len(it.silent), number=number(len(it.silent)), names=names_words(it.silent)
        )
        receivers.append(html.Span(silent, className="under under-warning"))
    parted: list[Node] = [html.Span(one, className="under") for one in parted_lines(it.core, it.adopters)]
    made = t("cores.made_short", by=it.core.by, day=date_short(danish_day(it.core.at)))
    return [
        [*title_cell(it.item), html.Span(sheet, className="under")],
        parts_words(it.core),
        receivers,
        parted,
        made,
    ]


def _nobody() -> Node:
    return html.Span(t("cores.nobody_told"), className="missing")


def names_words(organisations: Sequence[str]) -> str:
    """Name a few organisations, and count the rest."""
    names = [party_name(it) for it in organisations]
    if len(names) <= _NAMED:
        return ", ".join(names)
    more = len(names) - _NAMED
    return t("cores.names_more", names=", ".join(names[:_NAMED]), count=more, number=number(more))


def _missing(paged: PagedGroups, place: int, name: str) -> list[Node]:
    shown = paged.part(place)
    if not shown:
        return []
    count = len(paged.groups[place])
    heads = [Column(t(f"cores.head_{it}")) for it in ("initiative", "why", "do")]
    said = t(f"cores.{name}_heading", count=count, number=number(count))
    table = plain_table(said, heads, map(_missing_row, shown), "plain cores labelled")
    subtitle = " ".join(filter(None, [t(f"cores.{name}_subtitle"), paged.part_words(place)]))
    return [card(said, [table], subtitle)]


def _missing_row(it: MissingCore) -> list[Cell]:
    why: list[Node] = [html.Div(line) for line in why_words(it)]
    return [title_cell(it.item), why, link(t("cores.to_describe"), core_address(it.item.id))]


def why_words(it: MissingCore) -> list[str]:
    """Say why a core is missed, the most telling first."""
    said = []
    if it.in_use:
        count = len(it.in_use)
        said.append(t("cores.why_in_use", count=count, number=number(count), names=names_words(it.in_use)))
    if it.partly:
        count = len(it.partly)
        said.append(t("cores.why_partly", count=count, number=number(count), names=names_words(it.partly)))
    if it.advice is not None:
        said.append(t("cores.why_advised", who=it.advice.who, day=date_short(it.advice.day)))
    if it.standing is not None:
        said.append(t("cores.why_assessed", mean=mean_words(it.standing)))
    if it.is_listed_high:
        said.append(t("cores.why_listed"))
    return said
