"""The work list: initiatives without one clear home in the structure of a day, to be decided by people."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.home_groups import (
    TABS,
    again_cards,
    decided_table,
    group_card,
    home_groups,
)
from dashboard.components.home_words import how_label
from dashboard.components.homes_list import HOMES_FILE, HOWS, STANDS, Waiting, waiting_of
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state
from dashboard.components.structure_choice import SUCCESSION, WORK_LIST
from dashboard.components.view import Page, View
from dashboard.data import Stand
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import date_text, moment_text, number
from dashboard.labels import organisation_label
from dashboard.texts import t

STAND_KEY, ONE_KEY, HOW_KEY = "tilstand", "indsats", "hvordan"
_GROUPS_SHOWN = 20


def view(asked: Asked) -> View:
    """Show what is to be decided for the structure that the address asks for."""
    waiting = waiting_of(asked.criteria)
    subtitle = t("worklist.subtitle", date=date_text(waiting.day), as_of=moment_text(data.portfolio().moment))
    total = len(data.portfolio().chosen(asked.criteria.unfiltered()))
    lead_in = [html.P(link(t("worklist.back"), SUCCESSION + to_query(_plain(asked))), className="page-lead")]
    if not len(waiting.chosen):
        return replace(empty_view(t("worklist.heading_empty"), subtitle, total, WORK_LIST), lead_in=lead_in)
    stand, ignored = _stand(asked)
    chosen, unknown = _one(asked, waiting, waiting.in_state(stand))
    word = asked.own.get(HOW_KEY)
    if word in HOWS:
        chosen = waiting.found(chosen, word)
    unknown += [Ignored(HOW_KEY, word)] if word is not None and word not in HOWS else []
    return View(
        title=heading(waiting),
        subtitle=subtitle,
        body=[_tabs(asked, waiting, stand), *_body(asked, waiting, stand, chosen)],
        chosen_count=len(waiting.chosen),
        total_count=total,
        lead_in=lead_in,
        ignored=[*ignored, *unknown],
    )


PAGE = Page(WORK_LIST, "nav.work_list", view, own_keys=(STAND_KEY, ONE_KEY, HOW_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(waiting: Waiting) -> str:
    """Say how many are to be decided."""
    count = waiting.count("mangler")
    facts = {"date": date_text(waiting.day), "all": number(len(waiting.chosen))}
    if not count:
        return t("worklist.heading_none", **facts)
    return t("worklist.heading", count=count, number=number(count), **facts)


def _plain(asked: Asked) -> Asked:
    """Give the address's days alone: what the page before keeps."""
    return Asked(criteria=asked.criteria.unfiltered())


def _stand(asked: Asked) -> tuple[str, list[Ignored]]:
    word = asked.own.get(STAND_KEY, "mangler")
    return (word, []) if word in STANDS else ("mangler", [Ignored(STAND_KEY, word)])


def _one(asked: Asked, waiting: Waiting, chosen: data.Chosen) -> tuple[data.Chosen, list[Ignored]]:
    """Narrow to the one initiative that the address may ask for."""
    text = asked.own.get(ONE_KEY)
    if text is None:
        return chosen, []
    place = waiting.transition.snapshot.place(number_in(text) or 0)
    if place is None:
        return chosen, [Ignored(ONE_KEY, text)]
    return chosen.where(chosen.places == place), []


# --- What is shown


def _tabs(asked: Asked, waiting: Waiting, stand: str) -> Node:
    """Offer each state with its number, and the whole list as a file."""
    tabs = [html.Li(_tab(asked, waiting, word, is_shown=word == stand)) for word in STANDS]
    choice = html.Ul(tabs, className="home-tabs")
    file = html.A(
        t("worklist.file"),
        href=HOMES_FILE + to_query(replace(asked, own={}, page=1)),
        className="download",
        download="",
    )
    nav = with_attributes(html.Nav(choice, id=TABS, tabIndex=-1), {"aria-label": t("worklist.states")})
    return html.Div([nav, html.P(file, className="no-print")], className="list-tools home-tools")


def _tab(asked: Asked, waiting: Waiting, word: str, *, is_shown: bool) -> Node:
    own = {} if word == "mangler" else {STAND_KEY: word}
    words = f"{t(f'worklist.tab_{word}')} ({number(waiting.count(word))})"
    shown = link(words, WORK_LIST + to_query(replace(asked, own=own, page=1)))
    return current(shown, "true") if is_shown else shown


def _body(asked: Asked, waiting: Waiting, stand: str, chosen: data.Chosen) -> Sequence[Node]:
    if ONE_KEY in asked.own or HOW_KEY in asked.own:
        kept = {key: word for key, word in asked.own.items() if key == STAND_KEY}
        every = WORK_LIST + to_query(replace(asked, own=kept, page=1))
        return [
            html.P(
                [
                    t("worklist.some", count=len(chosen), number=number(len(chosen))),
                    " ",
                    link(t("worklist.every"), every),
                ]
            ),
            *_shown(asked, waiting, stand, chosen),
        ]
    return _shown(asked, waiting, stand, chosen)


def _shown(asked: Asked, waiting: Waiting, stand: str, chosen: data.Chosen) -> Sequence[Node]:
    if not len(chosen):
        return [empty_state(t(f"worklist.empty_{stand}"))]
    if stand == "afgjort":
        return [_decided(waiting, chosen)]
    if stand == "klar":
        return [_clear(asked, waiting, chosen)]
    return [*_again(waiting, chosen), *_groups(waiting, chosen)]


def _again(waiting: Waiting, chosen: data.Chosen) -> list[Node]:
    found = chosen.where(waiting.transition.mask(Stand.AGAIN)[chosen.places])
    if not len(found):
        return []
    cards = again_cards(waiting.transition, found, can_decide=data.is_present())
    return [
        card(
            t("worklist.again", count=len(found), number=number(len(found))), cards, t("worklist.again_hint")
        )
    ]


def _groups(waiting: Waiting, chosen: data.Chosen) -> list[Node]:
    found = chosen.where(~waiting.transition.mask(Stand.AGAIN)[chosen.places])
    groups = home_groups(waiting.transition, found)
    shown = [
        group_card(waiting.transition, group, place, can_decide=data.is_present())
        for place, group in enumerate(groups[:_GROUPS_SHOWN], 1)
    ]
    rest = len(groups) - len(shown)
    return [
        *shown,
        *([html.P(t("worklist.more_groups", count=rest, number=number(rest)))] if rest > 0 else []),
    ]


def _decided(waiting: Waiting, chosen: data.Chosen) -> Node:
    table = decided_table(waiting.transition, chosen, can_decide=data.is_present())
    said = t("worklist.decided", count=len(chosen), number=number(len(chosen)))
    return card(said, [html.Div(table, className="uncaptioned")], t("worklist.decided_hint"))


def _clear(asked: Asked, waiting: Waiting, chosen: data.Chosen) -> Node:
    """List those that have a home without anybody's having to decide, and how it was found."""
    pages = page_count(len(chosen), asked.page_size)
    here = replace(asked, page=min(asked.page, pages))
    ordered = chosen.sorted_by(chosen.known.title_rank)
    rows = ordered.first(here.page_size, skipped=(here.page - 1) * here.page_size)
    heads = [Column(t(f"home.{name}")) for name in ("initiative", "before", "home", "how")]
    table = plain_table(
        t("worklist.clear_caption"), heads, [_clear_row(waiting, it) for it in rows.places.tolist()]
    )
    said = t("worklist.clear", count=len(chosen), number=number(len(chosen)))
    content = [
        page_sizes(here, WORK_LIST),
        html.Div(table, className="uncaptioned"),
        paging(here, pages, WORK_LIST),
    ]
    return card(said, content, t("worklist.clear_hint"))


def _clear_row(waiting: Waiting, place: int) -> list[Cell]:
    item, home = waiting.transition.snapshot.item(place), waiting.transition.homes[place]
    before = item.code("former_organisation_id")
    return [
        initiative_link(item.id, item.title),
        organisation_label(before),
        organisation_label(home.organisation),
        how_label(home.how),
    ]
