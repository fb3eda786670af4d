"""Evalueringer: which evaluations are overdue, due soon or later, and what is approved without a plan."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.evaluation_words import approval_words, due_words, plan_words
from dashboard.components.evaluations_asked import (
    CALENDAR_FILE,
    EVALUATIONS,
    EVALUATIONS_FILE,
    Evaluations,
    Followed,
    evaluations_of,
    unplanned,
)
from dashboard.components.followed import followed_total, title_cell
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import Page, View
from dashboard.data import EvaluationNote
from dashboard.filters import Asked, address, to_query
from dashboard.format import date_short, date_text, number
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.vocabulary import EvaluationState


def view(asked: Asked) -> View:
    """Show the evaluations of the initiatives that the address asks for."""
    found, today = evaluations_of(asked), data.portfolio().today
    return View(
        title=heading(found),
        subtitle=t("evaluations.page_subtitle", date=date_text(today)),
        body=_body(asked, found),
        chosen_count=found.chosen_count,
        total_count=followed_total(),
    )


PAGE = Page(EVALUATIONS, "nav.evaluations", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: Evaluations) -> str:
    """Say how many are overdue, how many come soon, and how many approved ones have no plan."""
    late, soon = len(found.of(EvaluationState.OVERDUE)), len(found.of(EvaluationState.SOON))
    bare = len(unplanned(found))
    planned = sum(1 for it in found.every if it.plan is not None)
    if not planned and not bare:
        return t("evaluations.heading_none")
    parts = []
    if planned:
        told = number(late) if late else t("evaluations.no_such")
        parts.append(t("evaluations.heading_late", count=late, number=told))
        told = number(soon) if soon else t("evaluations.none_such")
        parts.append(t("evaluations.heading_soon", count=soon, number=told))
    if bare:
        parts.append(t("evaluations.heading_bare", count=bare, number=number(bare)))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _body(asked: Asked, found: Evaluations) -> list[Node]:
    if not found.every:
        to_list = link(t("round.to_list"), address("/indsatser", asked.criteria))
        return [empty_state(t("evaluations.empty"), to_list)]
    listed = [it for it in found.of(EvaluationState.UNPLANNED) if it.approval is None]
    parts: list[Node] = []
    if found.lost:
        parts.append(note(t("evaluations.lost", count=found.lost, number=number(found.lost)), "warning"))
    for state in (EvaluationState.OVERDUE, EvaluationState.SOON):
        parts += _due_card(state, found.of(state))
    if bare := unplanned(found):
        parts.append(_bare_card(bare))
    parts += _due_card(EvaluationState.LATER, found.of(EvaluationState.LATER))
    parts += _due_card(EvaluationState.DONE, found.of(EvaluationState.DONE))
    if listed:
        parts.append(_listed_card(listed))
    return [*parts, _files(asked, found)]


def _files(asked: Asked, found: Evaluations) -> Node:
    query = to_query(replace(asked, page=1))
    links: list[Node] = [
        html.A(t("evaluations.file"), href=EVALUATIONS_FILE + query, className="download", download="")
    ]
    if any(it.clock.due for it in found.every):
        links += [
            " ",
            html.A(t("evaluations.calendar"), href=CALENDAR_FILE + query, className="download", download=""),
        ]
    return html.P(links, className="no-print")


def _due_card(state: EvaluationState, them: Sequence[Followed]) -> list[Node]:
    if not them:
        return []
    heads = [Column(t(f"evaluations.head_{name}")) for name in ("initiative", "due", "plan", "last", "who")]
    said = t(f"evaluations.{state}_heading", count=len(them), number=number(len(them)))
    table = plain_table(said, heads, map(_due_row, them), "plain evaluations")
    return [card(said, [table], t(f"evaluations.{state}_subtitle"))]


def _due_row(it: Followed) -> list[Cell]:
    is_late = it.clock.state is EvaluationState.OVERDUE
    words = html.Span(due_words(it.clock), className="under under-warning" if is_late else "under")
    due: list[Node] = [words] if it.clock.due is None else [date_short(it.clock.due), words]
    plan: list[Node] = []
    if it.plan is not None:
        plan = [plan_words(it.plan), html.Span(it.plan.text or "", className="under")]
    return [title_cell(it.item), due, plan, _last(it.last), who(it.item)]


def _last(it: EvaluationNote | None) -> Cell:
    if it is None:
        return html.Span(t("evaluations.never"), className="missing")
    return [date_short(it.day), html.Span(it.result, className="under round-text")]


def who(item: Item) -> Cell:
    """Say who is responsible now, whoever was when it was planned."""
    named = item.text("lead") or item.text("owner")
    return named or html.Span(t("gaps.nobody"), className="missing")


def _listed(it: Followed) -> Cell:
    """Say what the list says; a day that has passed is no evaluation that was held."""
    if it.listed_day is None:
        return ""
    today = data.portfolio().today
    if it.listed_day >= today:
        return date_short(it.listed_day)
    passed = html.Span(t("evaluations.has_passed"), className="under under-warning")
    return [date_short(it.listed_day), passed]


def _bare_card(them: Sequence[Followed]) -> Node:
    heads = [Column(t(f"evaluations.head_{name}")) for name in ("initiative", "approved", "list", "who")]
    said = t("evaluations.bare_heading", count=len(them), number=number(len(them)))
    table = plain_table(said, heads, map(_bare_row, them), "plain evaluations")
    return card(said, [table], t("evaluations.bare_subtitle"))


def _bare_row(it: Followed) -> list[Cell]:
    approved = "" if it.approval is None else approval_words(it.approval)
    return [title_cell(it.item), approved, _listed(it), who(it.item)]


def _listed_card(them: Sequence[Followed]) -> Node:
    """Show those of which only a list says when they are evaluated, folded away where they are many."""
    heads = [Column(t(f"evaluations.head_{name}")) for name in ("initiative", "list", "last", "who")]
    said = t("evaluations.listed_heading", count=len(them), number=number(len(them)))
    rows = [[title_cell(it.item), _listed(it), _last(it.last), who(it.item)] for it in them]
    table = plain_table(said, heads, rows, "plain evaluations")
    return card(said, [table], t("evaluations.listed_subtitle"))
