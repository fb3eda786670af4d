"""Stilark: every component in every state, for those who build the pages. It is not in the menu."""

import datetime as dt
from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import Dash
from dash.development.base_component import Component

from dashboard.components import markup as html
from dashboard.components.badges import light_badge, light_key, light_mark, word_badge
from dashboard.components.bar_number import bar_number
from dashboard.components.bar_table import Bar, bar_numbers, bar_table
from dashboard.components.cards import KeyFigure, card, columns, key_figures
from dashboard.components.cluster_lights import clusters_chart
from dashboard.components.figure_card import Chart
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.light_bars import light_bars
from dashboard.components.lights_table import lights_numbers
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.municipality_map import MapContent, map_key, map_picture
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column, plain_table
from dashboard.components.red_flow import red_chart
from dashboard.components.reference_words import sure_words
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state, note, nothing_chosen, nothing_loaded
from dashboard.components.structure_tree import structure_tree
from dashboard.components.timeline import TimelineRow, timeline, timeline_key, timeline_numbers
from dashboard.components.view import Page, View
from dashboard.figures.lights import light_columns
from dashboard.figures.timeline import Look, Span, axis_of
from dashboard.filters import Asked
from dashboard.format import date_short, date_text, instant, kroner, kroner_short, month, number, share
from dashboard.labels import Category, Code, code_label, organisation_label
from dashboard.measures import RedMonth
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER
from portfolio.records import FuzzyDate
from portfolio.rules.structure import bodies_by_id, tree
from portfolio.vocabulary import Certainty, Precision, Status, TrafficLight

PATH = "/stilark"
_TOKENS = (
    ("ink", "ink-muted", "line", "line-strong", "surface", "surface-muted"),
    ("petrol", "petrol-dark", "petrol-wash", "petrol-line", "warning-wash", "error-wash"),
    ("red", "yellow", "green", "grey", "none", "on-dark"),
    ("heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6"),
)
_DAY = dt.date(2026, 11, 22)
_NOON = dt.datetime(2026, 11, 22, 12, 5, tzinfo=dt.UTC)


def view(_asked: Asked) -> View:
    """Show every component with made-up values."""
    body = [
        card(t("style.colours"), [_swatches(row) for row in _TOKENS]),
        columns(card(t("style.type"), _type()), card(t("style.formats"), [_formats()])),
        key_figures(_figures()),
        columns(card(t("style.badges"), _badges()), card(t("style.controls"), _controls())),
        columns(_bars(), _stacked(), _columns(), _heat()),
        *_month_drawings(),
        _structure(),
        _timeline(),
        _map(),
        card(t("style.table"), [_table()], t("style.table_subtitle")),
        note(t("style.note")),
        note(t("style.note_warning"), "warning"),
        columns(_refusal(), empty_state(t("style.empty"), _button())),
        columns(nothing_chosen("/"), nothing_loaded()),
    ]
    return View(t("style.title"), t("style.subtitle"), body)


PAGE = Page(PATH, "nav.style", view, has_filters=False, has_help=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _swatches(names: Sequence[str]) -> Node:
    items = [
        html.Li([html.Span(className="swatch", style={"background": f"var(--{name})"}), html.Span(name)])
        for name in names
    ]
    return html.Ul(items, className="swatches")


def _type() -> list[Node]:
    return [
        html.Div(t("style.sample"), className="h1-sample"),
        html.H2(t("style.sample")),
        html.H3(t("style.sample")),
        html.P(t("style.sample_text")),
        html.P(t("style.sample_text"), className="card-subtitle"),
        html.P([t("style.sample"), " ", link(t("style.sample_link"), PATH)]),
    ]


def _formats() -> Node:
    shown = (
        number(1_234_567),
        kroner(1_234_567),
        kroner_short(12_500_000),
        share(0.3),
        date_text(_DAY),
        date_short(_DAY),
        instant(_NOON),
        month(_DAY),
    )
    return html.Ul([html.Li(text) for text in shown], className="plain-list")


def _figures() -> list[KeyFigure]:
    rows = (("48", "plain"), ("7", "red"), ("12", "yellow"), ("21", "green"), ("0", "grey"))
    return [KeyFigure(value, t("style.figure"), t("style.figure_note"), PATH, tone) for value, tone in rows]


def _badges() -> list[Node]:
    lights = [None if light is None else str(light) for light in LIGHT_ORDER]
    words = [html.Span([word_badge(Status, status), " "]) for status in (*map(str, Status), None)]
    marks = [html.Span([light_mark(light), " "]) for light in lights]
    return [
        light_key(),
        html.P([html.Span([light_badge(it), " "]) for it in lights]),
        html.P(marks),
        html.P(words),
    ]


def _controls() -> list[Node]:
    field = html.Label(t("style.field"), htmlFor="stilark-felt", className="field-label")
    return [
        html.P([_button(), " ", _plain_button()]),
        html.Div([field, dbc.Input(id="stilark-felt", type="text", value=t("style.field_value"))]),
        html.P(link(t("style.chip"), PATH, className="chip")),
    ]


def _button() -> Node:
    return link(t("style.button"), PATH, className="btn-main")


def _plain_button() -> Node:
    return html.Button(t("style.button_off"), type="button", className="btn-main", disabled=True)


_ROWS = (Category("a", "Sundhedsklynge Syd"), Category("b", "Randersklyngen"), Category(None, "–"))
_COUNTS: dict[tuple[Code, Code], int] = {
    ("a", TrafficLight.RED): 6,
    ("a", TrafficLight.YELLOW): 6,
    ("a", TrafficLight.GREEN): 23,
    ("a", TrafficLight.GREY): 2,
    ("b", TrafficLight.YELLOW): 5,
    ("b", TrafficLight.GREEN): 7,
    ("b", None): 5,
    (None, None): 15,
}


def _here(*_codes: object) -> str:
    return PATH


def _bars() -> Node:
    bars = [
        Bar(code_label(Status, it), 3 * n, number(3 * n), PATH, PATH) for n, it in enumerate(Status, start=1)
    ]
    numbers = bar_numbers(t("style.bars"), (t("style.column"), t("style.count")), bars)
    picture = bar_table(numbers, bars)
    return Chart("soejler", t("style.bars"), t("style.chart_subtitle"), picture, numbers, is_table=True)


def _stacked() -> Node:
    picture = light_bars("dele", _ROWS, _COUNTS, _here)
    numbers = lights_numbers(t("style.stacked"), t("style.column"), _ROWS, _COUNTS, _here)
    return Chart("dele", t("style.stacked"), t("style.chart_subtitle"), picture, numbers, light_key())


def _columns() -> Node:
    months = [dt.date(2026, at, 1) for at in (9, 10, 11)]
    counts = {(at, code): count + at.month for at in months for (row, code), count in _COUNTS.items() if row}
    by_word: dict[tuple[Code, Code], int] = {(month(at), code): n for (at, code), n in counts.items()}
    rows = [Category(month(at), month(at)) for at in months]
    numbers = lights_numbers(t("style.columns"), t("style.column"), rows, by_word, _here)
    figure = light_columns(months, counts, _here)
    return Chart("maaneder", t("style.columns"), t("style.chart_subtitle"), figure, numbers, light_key())


def _heat() -> Node:
    lights = [Category(str(it), code_label(TrafficLight, it)) for it in TrafficLight]
    heat = Heat([*_ROWS], [*lights, Category(None, code_label(TrafficLight, None))], _COUNTS, _here, _here)
    words = HeatWords(t("style.heat"), t("style.column"), t("style.total"))
    return heat_chart("varme", heat, words, t("style.heat"), t("style.chart_subtitle"))


def _month_drawings() -> list[Chart]:
    """Show the drawings of a month's columns: what became of red, and clusters held against each other."""
    months = [dt.date(2026, at, 1) for at in (9, 10, 11)]
    red = [RedMonth(months[1], 10, 3, 2), RedMonth(months[2], 5, 13, 6)]
    counts = {
        (cluster, at, light): count + at.month * place
        for place, cluster in enumerate(("rh-syd", "rm-randers", None))
        for at in months
        for (row, light), count in _COUNTS.items()
        if row and (cluster, at) != ("rm-randers", months[1])
    }
    return [*red_chart(red), *clusters_chart(counts, months, _here)]


def _timeline() -> Node:
    """Show every end and look that a line of time can have."""
    day, later = (FuzzyDate(at, at, Precision.DAY) for at in (dt.date(2026, 2, 1), dt.date(2027, 5, 31)))
    quarter = FuzzyDate(dt.date(2026, 4, 1), dt.date(2026, 6, 30), Precision.QUARTER)
    year = FuzzyDate(dt.date(2027, 1, 1), dt.date(2027, 12, 31), Precision.YEAR)
    spans = [
        (Status.ACTIVE, Span(day, later)),
        (Status.ACTIVE, Span(quarter, year)),
        (Status.PLANNED, Span(year, None, Look.PLANNED)),
        (Status.IN_OPERATION, Span(day, FuzzyDate(None, None, Precision.OPEN), Look.FINISHED)),
        (Status.PAUSED, Span(None, quarter, is_overdue=True)),
        (None, Span(None, None)),
    ]
    rows = [
        TimelineRow(number_, code_label(Status, status), str(TrafficLight.GREEN), status, span)
        for number_, (status, span) in enumerate(spans, start=1)
    ]
    picture = timeline(rows, axis_of([dt.date(2026, 2, 1), dt.date(2027, 12, 31)], _DAY))
    key = timeline_key([row.span for row in rows])
    subtitle = t("style.chart_subtitle")
    return Chart("tid", t("style.timeline"), subtitle, picture, timeline_numbers(rows), key, is_table=True)


def _structure() -> Node:
    """Show bodies under one another, and each word for how sure a fact is."""
    names = ("region-hovedstaden", "po-syd", "po-syd-direktoerforum", "po-syd-sou", "po-syd-forum")
    day = dt.date(2020, 1, 1)
    sure = html.P([part for it in Certainty for part in (sure_words(it), " ")])
    shown = tree(day, [bodies_by_id()[it] for it in names if it in bodies_by_id()])
    return card(t("style.structure"), [structure_tree(shown, day, ""), sure])


def _map() -> Node:
    """Show the map with all that a municipality can be."""
    counts = {"0167": 35, "0101": 28, "0155": 12, "0730": 4}
    awaited, picked = frozenset({"0167", "0153", "0710"}), frozenset({"0101"})
    content = MapContent(counts, awaited, picked, _here)
    rows: list[list[Cell]] = [[organisation_label(it), counted(n, PATH)] for it, n in counts.items()]
    heads = [Column(t("style.column")), Column(t("style.count"), is_number=True)]
    numbers, picture = Numbers(t("style.map"), heads, rows), map_picture("kort", content)
    return Chart("kort", t("style.map"), t("style.chart_subtitle"), picture, numbers, map_key(content))


def _table() -> Node:
    heads = [Column(t("style.column")), Column(t("style.badges")), Column(t("style.count"), is_number=True)]
    rows = [
        [link(_ROWS[0].label, PATH), light_badge("red"), bar_number(38, 38, PATH)],
        [link(_ROWS[1].label, PATH), light_badge(None), bar_number(20, 38, PATH)],
    ]
    return plain_table(t("style.table"), heads, rows)


def _refusal() -> Node:
    said = [html.Strong(t("load.refused")), html.P(t("style.refusal"))]
    return html.Div(said, className="refusal card-gap")
