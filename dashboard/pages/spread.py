"""Spredning: potential held up against how far initiatives are, and which could be spread."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.balance_link import to_balance
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import Measure, having, since_figures
from dashboard.components.states import note
from dashboard.components.tally import column_totals, row_totals
from dashboard.components.view import Page, View
from dashboard.filters import LIST, Asked, list_address, narrowed, narrowing
from dashboard.format import moment_text, number
from dashboard.labels import Category, Code, area_label, code_label
from dashboard.texts import t
from dashboard.theme import POTENTIAL_ORDER
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import Phase, SpreadPotential, Status

PATH = "/spredning"
NAMED_CANDIDATES = 60
UNDER_WAY = (Phase.TESTING, Phase.IMPLEMENTATION)

Counts = Mapping[tuple[Code, Code], int]


def view(asked: Asked) -> View:
    """Show the spread potential of what the address asks for."""
    known = data.portfolio()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("spread.subtitle", date=moment_text(known.moment))
    if not len(chosen):
        return empty_view(t("spread.title"), subtitle, total, PATH)
    by_status = measures.crossed(chosen, "spread_potential", "status")
    candidates = measures.candidates(chosen)
    body = [
        *_unknown_note(by_status, asked.criteria),
        _candidates_card(candidates, asked.criteria),
        _status_card(by_status, asked.criteria),
        _phase_card(measures.crossed(chosen, "spread_potential", "phase"), asked.criteria),
    ]
    moved = since_figures(asked, _MEASURES)
    return View(
        heading(len(candidates)), subtitle, [*moved, *body, to_balance(asked.criteria)], len(chosen), total
    )


_MEASURES = (
    Measure("moment.figure_all", len),
    Measure("spread.figure_high", having("spread_potential", SpreadPotential.HIGH)),
    Measure("spread.figure_unknown", having("spread_potential", None)),
)
"""What is held against the moment that a reader compares with."""


PAGE = Page(PATH, "nav.spread", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(candidates: int) -> str:
    """Say how many initiatives could be spread."""
    return t("spread.heading", count=candidates) if candidates else t("spread.heading_none")


def _unknown_note(counts: Counts, criteria: Criteria) -> list[Node]:
    """Say for how many nobody has judged the potential, since unknown is not none."""
    totals = row_totals(counts)
    unknown = totals.get(None, 0)
    if not unknown:
        return []
    said = t("spread.unknown", unknown=number(unknown), all=number(sum(totals.values())))
    address = list_address(narrowed(criteria, spread_potentials=None))
    return [note([said, " ", link(t("spread.unknown_link"), address)])]


# --- Candidates


def _candidates_card(candidates: data.Chosen, criteria: Criteria) -> Node:
    if not len(candidates):
        return card(t("spread.candidates_message_none"), [t("spread.candidates_hint")])
    names = ("initiative", "cluster", "status", "phase", "light", "municipalities")
    columns = [Column(area_text(f"spread.{name}"), is_number=name == "municipalities") for name in names]
    rows = [_candidate_row(it) for it in candidates.first(NAMED_CANDIDATES)]
    table = plain_table(t("spread.candidates_caption"), columns, rows)
    message = t("spread.candidates_message", count=len(candidates))
    return card(
        message, [table, *_more_candidates(len(candidates), criteria)], t("spread.candidates_subtitle")
    )


def _more_candidates(count: int, criteria: Criteria) -> list[Node]:
    """Say how many candidates are not named, with the way to all that have high potential."""
    if count <= NAMED_CANDIDATES:
        return []
    address = list_address(narrowed(criteria, spread_potentials=str(SpreadPotential.HIGH)))
    return [link(t("spread.more_candidates", count=count - NAMED_CANDIDATES), address)]


def _candidate_row(initiative: Item) -> list[Cell]:
    municipality_count = len(initiative.municipalities())
    return [
        initiative_link(initiative.id, initiative.title),
        area_label(initiative),
        word_badge(Status, initiative.code("status")),
        word_badge(Phase, initiative.code("phase")),
        light_badge(initiative.code("traffic_light")),
        number(municipality_count) if municipality_count else _unknown_municipalities(),
    ]


def _unknown_municipalities() -> Node:
    return html.Span(t("spread.municipalities_unknown"), className="muted")


# --- Matrices


def _status_card(counts: Counts, criteria: Criteria) -> Node:
    heat = potential_heat(counts, Status, "statuses", criteria)
    words = HeatWords(t("spread.matrix_status_caption"), t("spread.potential"), t("spread.total"))
    subtitle = t("spread.matrix_status_subtitle")
    return heat_chart("potentiale-status", heat, words, status_message(counts), subtitle)


def status_message(counts: Counts) -> str:
    """Say how many have high potential, and how many of those are completed or in operation."""
    totals = row_totals(counts)
    known = sum(count for potential, count in totals.items() if potential is not None)
    if not known:
        return t("spread.matrix_message_none")
    ripe = sum(counts.get((SpreadPotential.HIGH, status), 0) for status in measures.RIPE_STATUSES)
    facts = {"high": number(totals.get(SpreadPotential.HIGH, 0)), "known": number(known)}
    return t("spread.matrix_status_message", ripe=number(ripe), **facts)


def _phase_card(counts: Counts, criteria: Criteria) -> Node:
    heat = potential_heat(counts, Phase, "phases", criteria)
    words = HeatWords(t("spread.matrix_phase_caption"), t("spread.potential"), t("spread.total"))
    subtitle = t("spread.matrix_phase_subtitle")
    return heat_chart("potentiale-fase", heat, words, phase_message(counts), subtitle)


def phase_message(counts: Counts) -> str:
    """Say how many with high potential are being tested or introduced."""
    under_way = sum(counts.get((SpreadPotential.HIGH, phase), 0) for phase in UNDER_WAY)
    return t("spread.matrix_phase_message", count=under_way)


def potential_heat(counts: Counts, codes: type[StrEnum], criterion: str, criteria: Criteria) -> Heat:
    """Set every potential, unknown too, against the statuses or phases that some initiative has."""
    found = column_totals(counts)
    columns: Sequence[Code] = [code for code in (*map(str, codes), None) if code in found]
    potentials: Sequence[Code] = [None if it is None else str(it) for it in POTENTIAL_ORDER]
    return Heat(
        rows=[Category(it, code_label(SpreadPotential, it)) for it in potentials],
        columns=[Category(it, code_label(codes, it)) for it in columns],
        counts=counts,
        link=narrowing(LIST, criteria, "spread_potentials", criterion),
        row_link=narrowing(LIST, criteria, "spread_potentials"),
    )
