"""Spredning: what lists and people say of the potential for spread, side by side, with what they rest on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.cards import KeyFigure, card, key_figures
from dashboard.components.domain_profile import profile_key
from dashboard.components.emptiness import empty_view
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import moved
from dashboard.components.spread_asked import (
    ASSESSED,
    NEITHER,
    READY,
    SHOW_KEY,
    SPREAD_FILE,
    SpreadRows,
    read_show,
    shown_of,
    spread_rows,
    spread_rows_then,
)
from dashboard.components.spread_tabs import PRIORITY, SPREAD, spread_tabs
from dashboard.components.spread_words import (
    advice_cell,
    checks_cell,
    checks_key,
    listed_badge,
    standing_cell,
)
from dashboard.components.states import note
from dashboard.components.tally import column_totals, row_totals
from dashboard.components.view import Page, View
from dashboard.data import Chosen
from dashboard.filters import LIST, Asked, address, list_address, narrowed, narrowing, to_query
from dashboard.format import moment_text, number
from dashboard.labels import Category, Code, area_label, code_label
from dashboard.texts import t
from dashboard.theme import POTENTIAL_ORDER
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.spread.priorities import RIPE_STATUSES
from portfolio.spread.ranking import MORE_KNOWLEDGE, NOT_RECOMMENDED, RECOMMENDED
from portfolio.vocabulary import Phase, SpreadPotential, Status

PATH = SPREAD
TABLE = "vurderinger"
UNDER_WAY = (Phase.TESTING, Phase.IMPLEMENTATION)

Counts = Mapping[tuple[Code, Code], int]


def view(asked: Asked) -> View:
    """Show what is said of the potential of what the address asks for."""
    known = data.portfolio()
    rows, total = spread_rows(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("spread.subtitle", date=moment_text(known.moment))
    tabs = [spread_tabs(PATH, asked.criteria)]
    if not len(rows.chosen):
        return replace(empty_view(t("spread.title"), subtitle, total, PATH), lead_in=tabs)
    show, unknown = read_show(asked)
    shown = shown_of(rows, show)
    paged = paged_groups(asked, [them.places.tolist() for _, them in shown], PATH)
    by_status = measures.crossed(rows.chosen, "spread_potential", "status")
    body = [
        key_figures(_figures(rows, asked)),
        *_unknown_note(by_status, asked.criteria),
        _way_on(rows, asked),
        *_table(rows, shown, paged, show, asked),
        _status_card(by_status, asked.criteria),
        _phase_card(measures.crossed(rows.chosen, "spread_potential", "phase"), asked.criteria),
    ]
    ignored = [*unknown, *paged.ignored]
    return View(heading(rows), subtitle, body, len(rows.chosen), total, tabs, ignored)


PAGE = Page(PATH, "nav.spread", view, own_keys=(SHOW_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(rows: SpreadRows) -> str:
    """Say how many are assessed and what people have chosen; before that, how many are ready for it."""
    assessed = len(rows.assessed)
    if not assessed:
        ready = len(rows.ready)
        return t("spread.heading", count=ready) if ready else t("spread.heading_none")
    said = t("spread.heading_assessed", count=assessed, number=number(assessed), all=number(len(rows.chosen)))
    advised = [(code, len(rows.advised(code))) for code in (RECOMMENDED, MORE_KNOWLEDGE, NOT_RECOMMENDED)]
    parts = [
        t(f"spread.heading_{code}", count=count, number=number(count)) for code, count in advised if count
    ]
    return f"{said}: {', '.join(parts)}" if parts else f"{said}; {t('spread.heading_no_advice')}"


# --- Key figures


def _figures(rows: SpreadRows, asked: Asked) -> list[KeyFigure]:
    """Count what is assessed and chosen, with how it has moved where a moment is asked for."""
    since = asked.criteria.since
    before = None if since is None else spread_rows_then(asked.criteria, since)
    made = []
    for name, count, show in _FIGURES:
        now = count(rows)
        change = "" if before is None or since is None else moved(now, count(before), since)
        to = _show_address(asked, show)
        made.append(
            KeyFigure(number(now), t(f"spread.figure_{name}"), change or t(f"spread.note_{name}"), to)
        )
    return made


_FIGURES: Sequence[tuple[str, Callable[[SpreadRows], int], str]] = (
    ("assessed", lambda rows: len(rows.assessed), ASSESSED),
    ("recommended", lambda rows: len(rows.advised(RECOMMENDED)), "anbefalet"),
    ("more_knowledge", lambda rows: len(rows.advised(MORE_KNOWLEDGE)), "mangler-viden"),
    ("ready", lambda rows: len(rows.ready), READY),
    ("neither", lambda rows: len(rows.neither), NEITHER),
)
"""What is counted on top: name, how, and the part of the table that it opens."""


def _show_address(asked: Asked, show: str) -> str:
    own = {SHOW_KEY: show} if show else {}
    return f"{PATH}{to_query(replace(asked, own=own, page=1))}#{TABLE}"


def _unknown_note(counts: Counts, criteria: Criteria) -> list[Node]:
    """Say for how many no list has judged the potential, since unknown is not none."""
    totals = row_totals(counts)
    unknown = totals.get(None, 0)
    if not unknown:
        return []
    said = t("spread.unknown", unknown=number(unknown), all=number(sum(totals.values())))
    to = list_address(narrowed(criteria, spread_potentials=None))
    return [note([said, " ", link(t("spread.unknown_link"), to)])]


def _way_on(rows: SpreadRows, asked: Asked) -> Node:
    """Lead to the order of the candidates, and offer all of it as a workbook."""
    count = int(rows.priorities.is_candidate[rows.chosen.places].sum())
    to = link(t("spread.to_priority", count=count, number=number(count)), address(PRIORITY, asked.criteria))
    file = html.A(
        t("spread.file"),
        href=SPREAD_FILE + to_query(replace(asked, own={}, page=1)),
        className="download",
        download="",
    )
    return html.P([to, " ", html.Span(file, className="no-print")], className="page-files")


# --- The table


def _table(
    rows: SpreadRows, shown: Sequence[tuple[str, Chosen]], paged: PagedGroups, show: str, asked: Asked
) -> list[Node]:
    parts: list[Node] = []
    if show:
        parts.append(
            html.P(link(t("spread.show_all"), _show_address(asked, "")), className="way-on no-print")
        )
    parts += paged.tools()
    has_profile = False
    for place, (name, them) in enumerate(shown):
        part = [rows.chosen.known.item(at) for at in paged.part(place)]
        if not part and not (show and name == show):
            continue
        has_key = not has_profile and any(rows.standing(it) is not None for it in part)
        has_profile |= has_key
        parts.append(_group(rows, name, len(them), part, paged.part_words(place), has_key=has_key))
    return [html.Div([*parts, *paged.turning()], id=TABLE, className="anchor", tabIndex=-1)]


def _group(
    rows: SpreadRows, name: str, count: int, items: Sequence[Item], part_words: str, *, has_key: bool
) -> Node:
    said = t(f"spread.group_{name}", count=count, number=number(count))
    subtitle = " ".join(filter(None, [t(f"spread.group_{name}_subtitle"), part_words]))
    if not items:
        return card(said, [html.P(t("spread.group_empty"))], subtitle)
    heads = ("initiative", "listed", "assessment", "checks", "advice")
    columns = [
        Column(t(f"spread.head_{it}"), look="profile-cell" if it == "assessment" else "") for it in heads
    ]
    table = plain_table(said, columns, [_row(rows, it) for it in items], "plain labelled spread")
    return card(said, [*([profile_key(), checks_key()] if has_key else []), table], subtitle)


def _row(rows: SpreadRows, item: Item) -> list[Cell]:
    return [
        [initiative_link(item.id, item.title), html.Span(area_label(item), className="under")],
        html.Span(listed_badge(item.code("spread_potential")), className="listed-word"),
        standing_cell(rows.standing(item)),
        checks_cell(rows.known(item).checks),
        advice_cell(*rows.advice(item)),
    ]


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
    ripe = sum(counts.get((SpreadPotential.HIGH, status), 0) for status in RIPE_STATUSES)
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
