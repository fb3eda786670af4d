"""Prioritering: potential against evidence, and the candidates for spread in an order with reasons."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.priority_asked import (
    EVIDENCE_KEY,
    POTENTIAL_KEY,
    Ranking,
    cell_words,
    ranking_of,
)
from dashboard.components.priority_grid import priority_grid
from dashboard.components.priority_list import candidates_table, others_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.spread_asked import SPREAD_FILE
from dashboard.components.spread_tabs import PRIORITY, spread_tabs
from dashboard.components.spread_words import evidence_label, potential_label
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import moment_text, number
from dashboard.texts import t
from portfolio.selection import Criteria
from portfolio.spread.priorities import EVIDENCES
from portfolio.spread.ranking import (
    ENOUGH_ANSWERED,
    HIGH_MEAN,
    MEASURED_TIMES,
    UNSURE_PLACES,
    Evidence,
    evidence_of,
)
from portfolio.spread.words import HIGHEST_SCORE
from portfolio.vocabulary import SpreadPotential

LIST, RULE = "kandidater", "regel"
_NEAR_TOP = 10
_DOCUMENTED = (Evidence.STRONG, Evidence.SOME)
_QUESTIONS = ("advice", "mean", "evidence", "stage", "checks", "exact", "weakest")


def view(asked: Asked) -> View:
    """Show the candidates among what the address asks for, or the initiatives of one field of the picture."""
    known = data.portfolio()
    total = len(known.chosen(Criteria()))
    subtitle = t("priority.subtitle", date=moment_text(known.moment))
    tabs = [spread_tabs(PRIORITY, asked.criteria)]
    ranking, ignored = ranking_of(asked)
    if not len(ranking.chosen):
        return replace(empty_view(t("priority.title"), subtitle, total, PRIORITY), lead_in=tabs)
    others: list[int] = ranking.others.places.tolist() if ranking.has_cell else []
    paged = paged_groups(asked, [ranking.shown, others], PRIORITY)
    body = [
        priority_grid(ranking, lambda *cell: _field_address(asked, *cell)),
        *_list(ranking, paged, asked),
        _files(asked),
        _rule(),
    ]
    return View(
        heading(ranking), subtitle, body, len(ranking.chosen), total, tabs, [*ignored, *paged.ignored]
    )


PAGE = Page(PRIORITY, "nav.priority", view, own_keys=(POTENTIAL_KEY, EVIDENCE_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(ranking: Ranking) -> str:
    """Say who stands first of how many, and whether places near the top are unsure; else what is known."""
    if not ranking.ordered:
        return t("priority.heading_none")
    count = len(ranking.ordered)
    first, span = ranking.ordered[0]
    unsure = sum(1 for it, _ in ranking.ordered[:_NEAR_TOP] if it.id in ranking.shifts)
    facts: dict[str, str | int] = {"count": count, "number": number(count)}
    if span.last == 1:
        said = t("priority.heading", title=first.title, **facts)
    else:
        said = t("priority.heading_shared", shared=number(span.last), **facts)
    if unsure:
        words = t("priority.heading_unsure", count=unsure, number=number(unsure), first=number(_NEAR_TOP))
        return f"{said}; {words}"
    if count == 1:
        return said
    shown = sum(1 for it, _ in ranking.ordered if evidence_of(it).code in _DOCUMENTED)
    return f"{said}; {t('priority.heading_documented', count=shown, number=number(shown))}"


def _field_address(asked: Asked, potential: SpreadPotential | None, evidence: Evidence | None) -> str:
    """Give the address that shows a field; of the field that is shown, the one that shows all again."""
    own = cell_words(potential, evidence)
    is_shown = all(asked.own.get(key) == word for key, word in own.items())
    return f"{PRIORITY}{to_query(replace(asked, own={} if is_shown else own, page=1))}#{LIST}"


def _list(ranking: Ranking, paged: PagedGroups, asked: Asked) -> list[Node]:
    parts: list[Node] = []
    if ranking.has_cell:
        back = f"{PRIORITY}{to_query(replace(asked, own={}, page=1))}#{LIST}"
        parts.append(html.P(link(t("priority.show_all"), back), className="way-on no-print"))
    parts += [*paged.tools(), *_candidates(ranking, paged), *_others(ranking, paged), *paged.turning()]
    return [html.Div(parts, id=LIST, className="anchor", tabIndex=-1)]


def _candidates(ranking: Ranking, paged: PagedGroups) -> list[Node]:
    shown, count = paged.part(0), len(ranking.shown)
    facts: dict[str, str | int] = {"count": count, "number": number(count)}
    if ranking.has_cell:
        if not count:
            return []
        said = t("priority.in_field", field=_field_words(ranking), **facts)
    else:
        said = t("priority.candidates", **facts)
        if not count:
            return [card(said, [html.P(t("priority.none_hint"))])]
    if not shown:
        return []
    rule = link(t("priority.rule_link"), f"#{RULE}")
    lead = html.P([t("priority.candidates_subtitle"), " ", rule], className="card-subtitle")
    words = [html.P(paged.part_words(0), className="card-subtitle")] if paged.part_words(0) else []
    return [card(said, [lead, *words, candidates_table(ranking, shown, said)])]


def _others(ranking: Ranking, paged: PagedGroups) -> list[Node]:
    items = [ranking.chosen.known.item(place) for place in paged.part(1)]
    if not items:
        return []
    count = len(ranking.others)
    key = "priority.others" if ranking.shown else "priority.only_others"
    said = t(key, count=count, number=number(count), field=_field_words(ranking))
    subtitle = " ".join(filter(None, [t("priority.others_subtitle"), paged.part_words(1)]))
    return [card(said, [others_table(ranking, items, said)], subtitle)]


def _field_words(ranking: Ranking) -> str:
    potentials, rungs = ranking.cell
    said = [t("priority.of_potential", potential=potential_label(it).lower()) for it in potentials]
    return ", ".join(
        [*said, *(t("priority.of_evidence", evidence=evidence_label(it).lower()) for it in rungs)]
    )


def _files(asked: Asked) -> Node:
    to = SPREAD_FILE + to_query(replace(asked, own={}, page=1))
    return html.P(
        html.A(t("priority.file"), href=to, className="download", download=""), className="no-print"
    )


def _rule() -> Node:
    """Say in plain words how the order is made, what the rungs of the evidence mean, and what unsure is."""
    facts = {
        "high": number(int(HIGH_MEAN)),
        "highest": number(HIGHEST_SCORE),
        "enough": number(ENOUGH_ANSWERED),
        "times": number(MEASURED_TIMES),
        "places": number(UNSURE_PLACES),
    }
    questions = html.Ol([html.Li(t(f"priority.question_{name}")) for name in _QUESTIONS])
    rungs: Sequence[Node] = [
        part
        for rung in EVIDENCES
        for part in (html.Dt(evidence_label(rung)), html.Dd(t(f"priority.rung_{rung or 'unknown'}")))
    ]
    content = [
        html.P(t("priority.rule_who")),
        html.P(t("priority.rule_lead")),
        questions,
        html.P(t("priority.rule_unknown", enough=facts["enough"])),
        html.H3(t("priority.rungs_heading")),
        html.P(t("priority.rungs_lead")),
        html.Dl(list(rungs), className="rungs"),
        html.H3(t("priority.unsure_heading")),
        html.P(t("priority.rule_unsure", places=facts["places"])),
    ]
    return html.Div(card(t("priority.rule_heading"), content), id=RULE, className="anchor rule", tabIndex=-1)
