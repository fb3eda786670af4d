"""Muligvis de samme: initiatives of different lists that may be one, for a person to say."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.list_tools import shown_rows
from dashboard.components.markup import Node
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.pair_choices import KEYS, PAIRS, PairsAsked, pair_choices, pairs_asked
from dashboard.components.pair_rows import pair_items
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import Page, View
from dashboard.data import PossiblePair
from dashboard.filters import Asked, Ignored, address, to_query
from dashboard.format import number
from dashboard.texts import t
from portfolio.selection import Criteria

_END = "par-slut"


def view(asked: Asked) -> View:
    """Show the pairs that meet the filters: those of which either initiative does."""
    if not data.is_present():
        return _then(asked)
    every, chosen = data.possible_pairs(), data.portfolio().chosen(asked.criteria)
    among = set(chosen.ids.tolist())
    names = {it.id: it.name for it in data.portfolio().sources}
    pairs, ignored = pairs_asked(asked, [it for it in every if among.intersection(it.ids)], names)
    pages = page_count(len(pairs.found), asked.page_size)
    if asked.page > pages:
        ignored = [*ignored, Ignored("side", str(asked.page))]
    return View(
        title=heading(len(pairs.found), len(every)),
        subtitle=t("pairs.subtitle"),
        body=_body(replace(asked, own=dict(pairs.own), page=min(asked.page, pages)), pairs, names),
        chosen_count=len(chosen),
        total_count=len(data.portfolio().chosen(Criteria())),
        ignored=ignored,
    )


PAGE = Page(PAIRS, "nav.pairs", view, own_keys=KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: int, every: int) -> str:
    """Say how many pairs there are to look at."""
    if not every:
        return t("pairs.heading_none")
    if found == every:
        return t("pairs.heading", count=found, number=number(found))
    return t("pairs.heading_some", count=found, number=number(found), all=number(every))


def _then(asked: Asked) -> View:
    """Lead from an earlier day to what counts now."""
    now = link(t("pairs.to_now"), address(PAIRS, asked.criteria.but(as_of=None)), className="btn-main")
    return View(t("pairs.heading_then"), t("pairs.subtitle"), [empty_state(t("pairs.then"), now)])


def _body(asked: Asked, pairs: PairsAsked, names: dict[int, str]) -> list[Node]:
    if not pairs.met:
        return [empty_state(t("pairs.nothing"), link(t("pairs.to_gaps"), "/mangler"))]
    choices = pair_choices(asked, pairs, names)
    if not pairs.found:
        reset = PAIRS + to_query(replace(asked, own={}, page=1))
        every = link(t("pairs.reset"), reset, className="btn-main")
        return [choices, empty_state(t("pairs.nothing_here"), every)]
    return [choices, note(t("pairs.hint")), *_list(asked, pairs.found, names)]


def _list(asked: Asked, found: Sequence[PossiblePair], names: dict[int, str]) -> list[Node]:
    first = (asked.page - 1) * asked.page_size
    shown = found[first : first + asked.page_size]
    told = shown_rows(first, len(shown), len(found))
    return [
        html.Div([told, page_sizes(asked, PAIRS)], className="list-tools"),
        pair_items(shown, data.portfolio().snapshot, names, _END),
        html.P(t("pairs.end"), id=_END, tabIndex=-1, className="muted"),
        paging(asked, page_count(len(found), asked.page_size), PAIRS),
    ]
