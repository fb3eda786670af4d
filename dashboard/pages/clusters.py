"""Klynger og kommuner: what takes part where, how it stands there, and who takes part in nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components.area_words import area_text
from dashboard.components.badges import light_key
from dashboard.components.balance_link import to_balance
from dashboard.components.bar_number import bar_number
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.filter_bar import danish_key
from dashboard.components.light_bars import light_bars
from dashboard.components.lights_table import lights_numbers
from dashboard.components.markup import Node
from dashboard.components.municipality_map import MapContent, map_key, map_picture
from dashboard.components.numbers import Amount, Cell, Numbers, counted, numbers_table
from dashboard.components.plain_table import Column
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import Measure, named_codes, participating, since_figures
from dashboard.components.states import note
from dashboard.components.tally import largest_first, named, row_totals
from dashboard.components.view import Page, View
from dashboard.filters import LIST, Addresses, Asked, narrowing, toggling
from dashboard.format import moment_text, number
from dashboard.labels import Category, Code, organisation_label
from dashboard.measures import Load
from dashboard.structure import members, unconfirmed
from dashboard.texts import t
from portfolio.reference import load_reference
from portfolio.rules.gaps import Gap
from portfolio.rules.lateness import FINISHED
from portfolio.rules.succession import structure_of
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.vocabulary import Status, TrafficLight

PATH = "/klynger"
LIGHTS, MAP = "clusters-lights", "clusters-map"
UNFINISHED = (*(str(status) for status in Status if status not in FINISHED), UNKNOWN_CODE)

Counts = Mapping[tuple[Code, Code], int]


def view(asked: Asked) -> View:
    """Show the clusters and municipalities of what the address asks for."""
    known = data.portfolio()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("clusters.subtitle", date=moment_text(known.moment))
    if not len(chosen):
        return empty_view(t("clusters.title"), subtitle, total, PATH)
    counts = measures.crossed(chosen, "organisation_id", "traffic_light")
    load = measures.municipality_load(chosen)
    shown = named(largest_first(row_totals(counts)))
    body = [
        *_certainty_note(shown),
        _lights_card(counts, asked.criteria),
        _load_card(load, shown, asked.criteria, known.structure_on or known.today),
        *_without_card(shown, {row.municipality for row in load if row.municipality is not None}),
    ]
    moved = since_figures(asked, _MEASURES)
    return View(
        heading(row_totals(counts)), subtitle, [*moved, *body, to_balance(asked.criteria)], len(chosen), total
    )


_MEASURES = (
    Measure("moment.figure_all", len),
    Measure("clusters.figure_areas", named_codes("organisation_id")),
    Measure("clusters.figure_municipalities", participating),
)
"""What is held against the moment that a reader compares with."""


PAGE = Page(PATH, "nav.clusters", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(totals: Mapping[Code, int]) -> str:
    """Say which cluster has the most initiatives."""
    known = named(largest_first(totals))
    if not known:
        return t("clusters.heading_none")
    facts = {"cluster": organisation_label(known[0]), "most": number(totals[known[0]])}
    if len(totals) == 1:
        return t("clusters.heading_one", **facts)
    return t("clusters.heading", all=number(sum(totals.values())), **facts)


def _certainty_note(shown: Sequence[str]) -> list[Node]:
    """Warn where nobody has confirmed which municipalities a cluster has."""
    doubtful = [organisation_label(it) for it in unconfirmed(shown)]
    return [note(t("clusters.certainty", clusters=", ".join(doubtful)), "warning")] if doubtful else []


# --- Clusters by traffic light


def _lights_card(counts: Counts, criteria: Criteria) -> Node:
    rows = [Category(it, organisation_label(it)) for it in largest_first(row_totals(counts))]

    address = narrowing(LIST, criteria, "organisations", "traffic_lights")
    here = toggling(PATH, criteria, "organisations", "traffic_lights")
    numbers = lights_numbers(
        t("clusters.lights_caption"), area_text("clusters.cluster"), rows, counts, address
    )
    return Chart(
        name=LIGHTS,
        message=lights_message(counts),
        subtitle=t("clusters.lights_subtitle"),
        picture=light_bars(LIGHTS, rows, counts, here),
        numbers=numbers,
        key=light_key(),
    )


def lights_message(counts: Counts) -> str:
    """Say which cluster has the most red initiatives."""
    totals = row_totals(counts)
    red = {it: counts.get((it, TrafficLight.RED), 0) for it in totals if it is not None}
    worst = max(red, key=lambda it: (red[it], organisation_label(it)), default=None)
    if worst is None or not red[worst]:
        return t("clusters.lights_message_none")
    facts = {"red": number(red[worst]), "most": number(totals[worst])}
    return t("clusters.lights_message", cluster=organisation_label(worst), **facts)


# --- Municipalities and their load


def _load_card(load: Sequence[Load], shown: Sequence[str], criteria: Criteria, day: dt.date) -> Node:
    """Show the municipalities on a map, with the table of their numbers open under it."""
    missing = sum(row.count for row in load if row.municipality is None)
    unknown = t("count.initiatives", count=missing, number=number(missing))
    numbers, content = _load_numbers(load, criteria, day), _map_content(load, shown, criteria)
    return Chart(
        name=MAP,
        message=load_message(load),
        subtitle=t("clusters.load_subtitle", unknown=unknown),
        picture=map_picture(MAP, content),
        numbers=numbers,
        key=map_key(content),
        is_table=True,
        after=[numbers_table(numbers)],
    )


def _map_content(load: Sequence[Load], shown: Sequence[str], criteria: Criteria) -> MapContent:
    """Say what the map shows; a click narrows this page to a municipality, and again takes that away."""
    counts = {row.municipality: row.count for row in load if row.municipality is not None}
    return MapContent(
        counts=counts,
        awaited=members(shown),
        picked=frozenset(criteria.municipalities),
        address=toggling(PATH, criteria, "municipalities"),
    )


def _load_numbers(load: Sequence[Load], criteria: Criteria, day: dt.date) -> Numbers:
    names = ("municipality", "member_of", "count", "unfinished", "red", "overdue")
    columns = [Column(t(f"clusters.{name}"), is_number=place > 1) for place, name in enumerate(names)]
    structure, every = (
        structure_of(load_reference(), day),
        sorted(load, key=lambda row: row.municipality is None),
    )
    largest = max((row.count for row in every if row.municipality is not None), default=0)
    to = _LoadAddresses(*(narrowing(LIST, it, "municipalities") for it in _load_criteria(criteria)))
    rows = [_load_row(row, structure.areas_of(row.municipality or ""), to, largest) for row in every]
    return Numbers(t("clusters.load_caption"), columns, rows)


def load_message(load: Sequence[Load]) -> str:
    """Say which municipality takes part in the most initiatives, or which, where several do."""
    known = [row for row in load if row.municipality is not None]
    if not known:
        return t("clusters.load_message_none")
    most = known[0].count
    first, *others = [row.municipality for row in known if row.count == most]
    facts = {"municipality": organisation_label(first), "most": number(most)}
    if not others:
        return t("clusters.load_message", **facts)
    return t("clusters.load_message_tied", count=len(others), others=number(len(others)), **facts)


class _LoadAddresses(NamedTuple):
    """The lists behind a municipality's numbers."""

    all: Addresses
    unfinished: Addresses
    red: Addresses
    overdue: Addresses


def _load_criteria(criteria: Criteria) -> list[Criteria]:
    """Give the criteria of each number's list, in the addresses' order."""
    red, overdue = (str(TrafficLight.RED),), (Gap.END_PASSED,)
    return [
        criteria,
        criteria.but(statuses=UNFINISHED),
        criteria.but(traffic_lights=red),
        criteria.but(gaps=overdue),
    ]


def _load_row(load: Load, areas: Sequence[str], to: _LoadAddresses, largest: int) -> list[Cell]:
    code = load.municipality
    name = t("clusters.unknown_municipality")
    if code is not None:
        name = organisation_label(code)
    address = to.all(code)
    return [
        name,
        ", ".join(map(organisation_label, areas)),
        Amount(load.count, number(load.count), address, bar_number(load.count, largest, address)),
        counted(load.unfinished, to.unfinished(code)),
        counted(load.red, to.red(code)),
        counted(load.overdue, to.overdue(code)),
    ]


# --- Municipalities that take part in nothing known


def _without_card(shown: Sequence[str], taking_part: set[str]) -> list[Node]:
    """Name the municipalities of the clusters shown that no initiative names."""
    absent = [organisation_label(code) for code in members(shown) - taking_part]
    if not absent:
        return []
    names = ", ".join(sorted(absent, key=danish_key))
    message = t("clusters.without_message", count=len(absent))
    return [card(message, [names], t("clusters.without_subtitle"))]
