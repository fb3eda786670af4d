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
from dashboard.components.light_grid import GridRow, light_grid
from dashboard.components.lights_table import lights_numbers
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.numbers import Numbers
from dashboard.components.red_flow import red_chart
from dashboard.components.shell import lay_out, register_page
from dashboard.components.standing_figures import COPIES, MOVES, Standing, standing_figures
from dashboard.components.standing_tables import copied_table, moves_table, overdue_table
from dashboard.components.view import Page, View
from dashboard.figures.lights import MonthCounts, light_columns
from dashboard.filters import CHOICE, Asked, Ignored, list_address, narrowed, to_query, word_of
from dashboard.format import moment_text, month, number
from dashboard.labels import Category, Code, area_label, code_label
from dashboard.months import month_word, read_month
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import TrafficLight

PATH = "/status"
MONTH_KEY, LIGHT_KEY = "maaned", "maanedslys"
GRID_ID = "maaned-for-maaned"
GRID_ROWS, GRID_MONTHS, OVERDUE_ROWS = 30, 12, 8


def view(asked: Asked) -> View:
    """Show how the initiatives that the address asks for stand."""
    known = data.portfolio()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("standing.subtitle", date=moment_text(known.moment))
    if not len(chosen):
        return empty_view(t("standing.title"), subtitle, total, PATH)
    months = measures.reported_months(chosen, GRID_MONTHS)
    picked, ignored = read_pick(asked)
    grid = _grid_card(chosen, months, asked, picked)
    earlier = data.earlier(asked.criteria.since)
    cards = _cards(chosen, months, asked, earlier)
    figures = standing_figures(standing_of(chosen, earlier), asked.criteria)
    body = [figures, grid, *cards] if picked else [figures, *cards, grid]
    return View(heading(chosen, months), subtitle, body, len(chosen), total, ignored=ignored)


def _cards(chosen: data.Chosen, months: Sequence[dt.date], asked: Asked, earlier: data.Earlier) -> list[Node]:
    """Show the lights over months, then what moved, is late or says nothing new."""
    over_time: list[Node] = [*_months_card(chosen, months, asked)]
    over_time += red_chart(measures.red_months(chosen, GRID_MONTHS))
    by_cluster = measures.lights_by_organisation(chosen, GRID_MONTHS)
    clusters = clusters_chart(by_cluster, months, partial(_cluster_alone, asked))
    late = _overdue_card(chosen, asked.criteria, chosen.known.today)
    beside = [columns(*over_time), *clusters, late] if len(over_time) > 1 else [columns(*over_time, late)]
    return [*beside, _moves_card(chosen, earlier), _stale_card(chosen, asked.criteria)]


PAGE = Page(PATH, "nav.standing", view, own_keys=(MONTH_KEY, LIGHT_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(chosen: data.Chosen, months: Sequence[dt.date]) -> str:
    """Say how many are red, and how many of these same initiatives were the month before."""
    red = int(chosen.has("traffic_light", TrafficLight.RED).sum())
    if not red:
        return t("overview.title_none_red", total=number(len(chosen)))
    facts: dict[str, str | int] = {"count": red, "red": number(red), "all": number(len(chosen))}
    if len(months) < 2:
        return t("standing.heading", **facts)
    before = measures.count_known_in(chosen, months[-2], TrafficLight.RED)
    return t("standing.heading_before", before=number(before), month=month(months[-2]), **facts)


def standing_of(chosen: data.Chosen, earlier: data.Earlier) -> Standing:
    """Count what stands on top of the page."""
    return Standing(
        total=len(chosen),
        red=int(chosen.has("traffic_light", TrafficLight.RED).sum()),
        worse=len(measures.got_worse(chosen, earlier.lights)),
        better=len(measures.got_better(chosen, earlier.lights)),
        overdue=int(chosen.flag("is_overdue").sum()),
        copied=int(chosen.flag("is_copied").sum()),
    )


# --- Which initiatives the grid shows: all, or those with a light in a month


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


# --- What moved, and what is late


def _moves_card(chosen: data.Chosen, earlier: data.Earlier) -> Node:
    before, since = earlier.lights, earlier.since
    worse, better = measures.got_worse(chosen, before), measures.got_better(chosen, before)
    tables = [
        moves_table(t("standing.worse"), t("standing.none_worse"), worse, earlier),
        moves_table(t("standing.better"), t("standing.none_better"), better, earlier),
    ]
    content = html.Div(tables, className="side-by-side")
    area, date = _since_words(since)
    message = moves_message(len(worse), len(better), since)
    return _anchored(MOVES, card(message, [content], t(f"{area}.moves_subtitle", **date)))


def _anchored(name: str, part: Node) -> Node:
    """Give a part of the page a name that an address can end in."""
    return html.Div(part, id=name, className="anchor", tabIndex=-1)


def moves_message(worse: int, better: int, since: Moment | None) -> str:
    """Say how many lights got worse and how many better; None: since the report before."""
    area, date = _since_words(since)
    if not worse and not better:
        return t(f"{area}.moves_message_none", **date)
    return t(f"{area}.moves_message", worse=number(worse), better=number(better), **date)


def _since_words(since: Moment | None) -> tuple[str, dict[str, str]]:
    """Give where the texts stand, and the moment they mention where one is asked for."""
    return ("standing", {}) if since is None else ("moment", {"date": moment_text(since)})


def _overdue_card(chosen: data.Chosen, criteria: Criteria, today: dt.date) -> Node:
    late = measures.overdue(chosen)
    if not len(late):
        return card(t("standing.overdue_message_none"), [], t("standing.overdue_subtitle"))
    content = [overdue_table(late.first(OVERDUE_ROWS), today)]
    address = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.END_PASSED)))))
    content.append(link(t("standing.show_all", count=len(late)), address))
    return card(overdue_message(len(late)), content, t("standing.overdue_subtitle"))


def overdue_message(count: int) -> str:
    """Say how many are past their end."""
    return t("standing.overdue_message", count=count)


# --- What says nothing new


def _stale_card(chosen: data.Chosen, criteria: Criteria) -> Node:
    copied = measures.worst_first(measures.copied_texts(chosen))
    content: list[Node] = []
    if len(copied):
        content.append(copied_table(copied))
    silent = int(chosen.flag("is_silent").sum())
    if silent:
        address = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.SILENT)))))
        content.append(html.P(link(t("standing.silent", count=silent), address)))
    return _anchored(COPIES, card(copied_message(len(copied)), content, t("standing.copied_subtitle")))


def copied_message(count: int) -> str:
    """Say how many initiatives are told about in the very words of the month before."""
    return (
        t("standing.copied_message", count=count, shown=number(count))
        if count
        else t("standing.copied_message_none")
    )


# --- The grid


def _grid_card(
    chosen: data.Chosen, months: Sequence[dt.date], asked: Asked, picked: tuple[dt.date, Code] | None
) -> Node:
    shown = chosen if picked is None else measures.lit_in(chosen, *picked)
    rows = [grid_row(it) for it in measures.worst_first(shown).first(GRID_ROWS)]
    content: list[Node] = [light_grid(rows, months)]
    if len(shown) > len(rows):
        content.append(link(t("standing.show_all", count=len(shown)), list_address(asked.criteria)))
    if picked is not None:
        back = PATH + to_query(replace(asked, own={}))
        content.insert(0, link(t("standing.show_every"), back))
    message = grid_message(len(shown), len(rows), picked)
    return html.Div(card(message, content, t("standing.grid_subtitle")), id=GRID_ID)


def grid_message(count: int, shown: int, picked: tuple[dt.date, Code] | None) -> str:
    """Say which initiatives the grid shows."""
    if picked is not None:
        light = code_label(TrafficLight, picked[1]).lower()
        return t("standing.grid_message_picked", count=count, light=light, month=month(picked[0]))
    if shown < count:
        return t("standing.grid_message_first", shown=number(shown), count=number(count))
    return t("standing.grid_message", count=count)


def grid_row(initiative: Item) -> GridRow:
    """Give an initiative's row in the grid, with its lights by month."""
    cluster = area_label(initiative)
    return GridRow(initiative.id, initiative.title, cluster, initiative.code("status"), initiative.lights())
