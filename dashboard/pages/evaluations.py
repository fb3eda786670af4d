"""Evalueringer: which evaluations are overdue, due soon or later, and what is approved without a plan."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.evaluation_calendar import YEAR_KEY, calendar_chart, marks_of, year_asked
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
from dashboard.components.paged_groups import PagedGroups, paged_groups
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
    paged = paged_groups(asked, _groups(found), EVALUATIONS)
    return View(
        title=heading(found),
        subtitle=t("evaluations.page_subtitle", date=date_text(today)),
        body=_body(asked, found, paged),
        chosen_count=found.chosen_count,
        total_count=followed_total(),
        has_left=True,
        ignored=list(paged.ignored),
    )


PAGE = Page(EVALUATIONS, "nav.evaluations", view, own_keys=(YEAR_KEY,))


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


def _groups(found: Evaluations) -> list[Sequence[Followed]]:
    """Give the cards' rows in the order of the page."""
    listed = [it for it in found.of(EvaluationState.UNPLANNED) if it.approval is None]
    return [
        found.of(EvaluationState.OVERDUE),
        found.of(EvaluationState.SOON),
        unplanned(found),
        found.of(EvaluationState.LATER),
        found.of(EvaluationState.DONE),
        listed,
    ]


def _body(asked: Asked, found: Evaluations, paged: PagedGroups) -> list[Node]:
    if not found.every:
        to_list = link(t("round.to_list"), address("/indsatser", asked.criteria))
        return [empty_state(t("evaluations.empty"), to_list)]
    parts: list[Node] = []
    if found.lost:
        parts.append(note(t("evaluations.lost", count=found.lost, number=number(found.lost)), "warning"))
    year, today = year_asked(asked, data.portfolio().today), data.portfolio().today
    marks = marks_of(found.every, data.evaluations(), year)
    if marks or YEAR_KEY in asked.own:
        parts.append(calendar_chart(marks, asked, year, today))
    parts += paged.tools()
    for place, (name, heads, row) in enumerate(_CARDS):
        parts += _card(paged, place, name, heads, row)
    return [*parts, *paged.turning(), _files(asked, found)]


def _card(
    paged: PagedGroups, place: int, name: str, heads: Sequence[str], row: Callable[[Followed], list[Cell]]
) -> list[Node]:
    """Show what of a group stands on the page; its heading tells how many there are in all."""
    shown, count = paged.part(place), len(paged.groups[place])
    if not shown:
        return []
    said = t(f"evaluations.{name}_heading", count=count, number=number(count))
    columns = [Column(t(f"evaluations.head_{it}")) for it in heads]
    table = plain_table(said, columns, map(row, shown), "plain evaluations labelled")
    subtitle = " ".join(filter(None, [t(f"evaluations.{name}_subtitle"), paged.part_words(place)]))
    return [card(said, [table], subtitle)]


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


def _bare_row(it: Followed) -> list[Cell]:
    approved = "" if it.approval is None else approval_words(it.approval)
    return [title_cell(it.item), approved, _listed(it), who(it.item)]


def _listed_row(it: Followed) -> list[Cell]:
    return [title_cell(it.item), _listed(it), _last(it.last), who(it.item)]


_DUE = ("initiative", "due", "plan", "last", "who")
_CARDS: Sequence[tuple[str, Sequence[str], Callable[[Followed], list[Cell]]]] = (
    (EvaluationState.OVERDUE, _DUE, _due_row),
    (EvaluationState.SOON, _DUE, _due_row),
    ("bare", ("initiative", "approved", "list", "who"), _bare_row),
    (EvaluationState.LATER, _DUE, _due_row),
    (EvaluationState.DONE, _DUE, _due_row),
    ("listed", ("initiative", "list", "last", "who"), _listed_row),
)
"""The cards in the order of the page: what each is called, its columns, and how a row is written."""
