"""Status: traffic lights month by month, what moved, what is late, and all initiatives, worst on top."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.badges import light_key
from dashboard.components.cards import card, columns
from dashboard.components.cluster_lights import clusters_chart
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.light_grid import light_grid
from dashboard.components.lights_table import lights_numbers
from dashboard.components.links import current, link
from dashboard.components.list_tools import shown_rows
from dashboard.components.markup import Node
from dashboard.components.numbers import Numbers
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.red_flow import red_chart
from dashboard.components.red_words import red_heading
from dashboard.components.shell import lay_out, register_page
from dashboard.components.standing_asked import (
    ORDER_KEY,
    ORDERS,
    STANDING_FILE,
    WORST,
    Stand,
    in_order,
    stand_of,
)
from dashboard.components.standing_figures import (
    COPIES,
    MILESTONES,
    MOVES,
    WORDLESS,
    Standing,
    standing_figures,
)
from dashboard.components.standing_late import milestones_card, overdue_card
from dashboard.components.standing_log import log_card
from dashboard.components.standing_moves import moves_card, wordless_card
from dashboard.components.standing_same import same_card
from dashboard.components.view import Page, View
from dashboard.figures.lights import MonthCounts, light_columns
from dashboard.filters import CHOICE, Asked, Ignored, narrowed, to_query, word_of
from dashboard.format import moment_text, month, number
from dashboard.labels import Category, Code, code_label
from dashboard.months import month_word, read_month
from dashboard.texts import t
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.vocabulary import TrafficLight

PATH = "/status"
MONTH_KEY, LIGHT_KEY = "maaned", "maanedslys"
GRID_ID = "maaned-for-maaned"
GRID_MONTHS = 12


def view(asked: Asked) -> View:
    """Show how the initiatives that the address asks for stand."""
    stand = stand_of(asked)
    chosen, total = stand.chosen, len(stand.known.chosen(Criteria()))
    subtitle = t("standing.subtitle", date=moment_text(stand.known.moment))
    if not len(chosen):
        return empty_view(t("standing.title"), subtitle, total, PATH)
    months = measures.reported_months(chosen, GRID_MONTHS)
    picked, ignored = read_pick(asked)
    order, unknown = read_order(asked)
    grid = _grid_card(stand, asked, picked, order)
    figures = standing_figures(standing_of(stand), asked.criteria, stand.earlier.since)
    parts = _cards(stand, months, asked)
    first: list[Node] = [html.Div(figures, className="figures-many"), _files(asked)]
    body = [*first, grid, *parts] if picked else [*first, *parts, grid]
    return View(
        red_heading(chosen, stand.worse, stand.earlier.since),
        subtitle,
        body,
        len(chosen),
        total,
        ignored=[*ignored, *unknown],
    )


def _files(asked: Asked) -> Node:
    """Offer all that the page says as a workbook."""
    address = STANDING_FILE + to_query(replace(asked, own={}, page=1))
    return html.P(
        html.A(t("standing.file"), href=address, className="download", download=""),
        className="page-files no-print",
    )


def _cards(stand: Stand, months: Sequence[dt.date], asked: Asked) -> list[Node]:
    """Show the lights over months, then what moved, is late or says nothing new."""
    chosen = stand.chosen
    over_time: list[Node] = [*_months_card(chosen, months, asked)]
    over_time += red_chart(measures.red_months(chosen, GRID_MONTHS))
    by_cluster = measures.lights_by_organisation(chosen, GRID_MONTHS)
    clusters = clusters_chart(by_cluster, months, partial(_cluster_alone, asked))
    wordless = _anchored(WORDLESS, wordless_card(stand, asked.criteria))
    return [
        columns(*over_time),
        _anchored(MOVES, moves_card(stand)),
        columns(wordless, overdue_card(stand, asked.criteria)),
        *(_anchored(MILESTONES, it) for it in milestones_card(stand)),
        *clusters,
        _anchored(COPIES, same_card(stand, asked.criteria)),
        *log_card(stand),
    ]


PAGE = Page(PATH, "nav.standing", view, own_keys=(MONTH_KEY, LIGHT_KEY, ORDER_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def standing_of(stand: Stand) -> Standing:
    """Count what stands on top of the page."""
    chosen = stand.chosen
    return Standing(
        total=len(chosen),
        red=int(chosen.has("traffic_light", TrafficLight.RED).sum()),
        worse=len(stand.worse),
        better=len(stand.better),
        wordless=len(stand.wordless),
        overdue=int(chosen.flag("is_overdue").sum()),
        copied=len(stand.verbatim),
        milestones=len(stand.late) if stand.book.of else None,
    )


# --- Which initiatives the grid shows, and in which order: all, or those with a light in a month


def read_order(asked: Asked) -> tuple[str, list[Ignored]]:
    """Read in which order the grid is asked for, and what could not be used."""
    word = asked.own.get(ORDER_KEY, WORST)
    return (word, []) if word in ORDERS else (WORST, [Ignored(ORDER_KEY, word)])


def read_pick(asked: Asked) -> tuple[tuple[dt.date, Code] | None, list[Ignored]]:
    """Read which month and light the grid is asked for, and what could not be used."""
    words = {key: asked.own[key] for key in (MONTH_KEY, LIGHT_KEY) if key in asked.own}
    if not words:
        return None, []
    at, lights = read_month(words.get(MONTH_KEY, "")), _light_words()
    word = words.get(LIGHT_KEY, "")
    if at is None or word not in lights:
        return None, [Ignored(key, value) for key, value in words.items()]
    return (at, lights[word]), []


def _light_words() -> dict[str, Code]:
    choice = CHOICE["traffic_lights"]
    codes = [*choice.words(), UNKNOWN_CODE]
    return {word_of(choice, code): None if code == UNKNOWN_CODE else code for code in codes}


def month_addresses(asked: Asked) -> Callable[[dt.date, Code], str]:
    """Give the addresses of this page with the grid showing those that had a light in a month."""
    whole = PATH + to_query(replace(asked, own={}))
    before = f"{whole}{'&' if '?' in whole else '?'}{MONTH_KEY}="
    words = {code: word for word, code in _light_words().items()}
    return lambda at, light: f"{before}{month_word(at)}&{LIGHT_KEY}={words[light]}"


def month_clicks(asked: Asked) -> Callable[[dt.date, Code], str]:
    """Give the addresses that clicks on the parts of a month ask for: the same again takes it away."""
    address, here = month_addresses(asked), PATH + to_query(asked)
    whole = PATH + to_query(replace(asked, own={}))

    def clicked(at: dt.date, light: Code) -> str:
        asked_for = address(at, light)
        return whole if asked_for == here else asked_for

    return clicked


# --- Month by month


def _months_card(chosen: data.Chosen, months: Sequence[dt.date], asked: Asked) -> list[Node]:
    counts = measures.lights_by_month(chosen, GRID_MONTHS)
    if not months:
        return []

    address = month_clicks(asked)
    return [
        Chart(
            name="standing-months",
            message=months_message(counts, months[-1]),
            subtitle=months_subtitle(counts, months[-1], len(chosen)),
            picture=light_columns(months, counts, address),
            numbers=_months_numbers(months, counts, asked),
            key=light_key(),
        )
    ]


def months_message(counts: MonthCounts, newest: dt.date) -> str:
    """Say how the lights were in the newest month."""
    lights = (TrafficLight.GREEN, TrafficLight.YELLOW, TrafficLight.RED)
    green, yellow, red = (number(counts.get((newest, light), 0)) for light in lights)
    return t("standing.months_message", month=month(newest), green=green, yellow=yellow, red=red)


def months_subtitle(counts: MonthCounts, newest: dt.date, all_count: int) -> str:
    """Say what is counted, and how many have not been reported for the newest month."""
    reported = sum(count for (at, _), count in counts.items() if at == newest)
    facts = {"reported": number(reported), "all": number(all_count)}
    return t("standing.months_subtitle", month=month(newest), **facts)


def _months_numbers(months: Sequence[dt.date], counts: MonthCounts, asked: Asked) -> Numbers:
    by_word: dict[tuple[Code, Code], int] = {
        (month_word(at), light): count for (at, light), count in counts.items()
    }
    rows = [Category(month_word(at), month(at)) for at in months]

    to = month_addresses(asked)

    def address(word: Code, light: Code) -> str:
        return to(read_month(word or "") or dt.date.min, light)

    return lights_numbers(t("standing.months_caption"), t("standing.month"), rows, by_word, address)


def _cluster_alone(asked: Asked, cluster: Code) -> str:
    """Give this page's address for one cluster."""
    return PATH + to_query(replace(asked, criteria=narrowed(asked.criteria, organisations=cluster), own={}))


def _anchored(name: str, part: Node) -> Node:
    """Give a part of the page a name that an address can end in."""
    return html.Div(part, id=name, className="anchor", tabIndex=-1)


# --- The grid


def _grid_card(stand: Stand, asked: Asked, picked: tuple[dt.date, Code] | None, order: str) -> Node:
    chosen = stand.chosen
    shown = chosen if picked is None else measures.lit_in(chosen, *picked)
    pages = page_count(len(shown), asked.page_size)
    here = replace(asked, page=min(asked.page, pages))
    first = (here.page - 1) * here.page_size
    rows = in_order(shown, order).first(here.page_size, first)
    months = measures.told_months(chosen, GRID_MONTHS)
    content: list[Node] = [_grid_tools(here, order, first, len(rows), len(shown), picked)]
    content.append(light_key())
    content.append(light_grid(list(rows), months, stand.newest))
    content += [paging(here, pages, PATH)] if pages > 1 else []
    message = grid_message(len(shown), order, picked)
    subtitle = t("standing.grid_subtitle_logged" if stand.snapshot.log.of else "standing.grid_subtitle")
    return html.Div(card(message, content, subtitle), id=GRID_ID)


def _grid_tools(
    asked: Asked, order: str, first: int, shown: int, total: int, picked: tuple[dt.date, Code] | None
) -> Node:
    """Offer the orders, the number of rows, and the way back from a month's light."""
    links: list[Node] = [f"{t('standing.order')} "]
    for word in ORDERS:
        own = {key: value for key, value in asked.own.items() if key != ORDER_KEY}
        own |= {} if word == WORST else {ORDER_KEY: word}
        address = f"{PATH}{to_query(replace(asked, own=own, page=1))}#{GRID_ID}"
        one = link(t(f"standing.order_{word}"), address, id=f"orden-{word}")
        links += [current(one, "true") if word == order else one, " "]
    parts: list[Node] = [html.P(links, className="page-sizes no-print"), shown_rows(first, shown, total)]
    parts += [page_sizes(asked, PATH)] if total > shown or first else []
    if picked is not None:
        back = PATH + to_query(replace(asked, own={}))
        parts.append(html.P(link(t("standing.show_every"), back), className="way-on"))
    return html.Div(parts, className="list-tools")


def grid_message(count: int, order: str, picked: tuple[dt.date, Code] | None) -> str:
    """Say which initiatives the grid shows, and in which order."""
    if picked is not None:
        light = code_label(TrafficLight, picked[1]).lower()
        return t("standing.grid_message_picked", count=count, light=light, month=month(picked[0]))
    return t(f"standing.grid_message_{order}", count=count, number=number(count))
