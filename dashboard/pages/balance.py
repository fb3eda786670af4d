"""Balance: goals of which nothing is known to go on, local and common by years, and load by size."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.balance_link import BALANCE
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.goal_gaps import agreement_gaps, gap_card
from dashboard.components.load_by_size import load_chart
from dashboard.components.markup import Node
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import Measure, since_figures
from dashboard.components.spread_tabs import spread_tabs
from dashboard.components.stacked_years import stacked_years
from dashboard.components.view import Page, View
from dashboard.filters import Asked
from dashboard.format import moment_text, number
from dashboard.texts import language, t
from portfolio.selection import UNKNOWN_CODE, Chosen, Criteria
from portfolio.snapshot import Mask
from portfolio.spread.balance import Balance, GoalGaps, Held, balances
from portfolio.vocabulary import ProcessType, label

PATH = BALANCE
_TYPES: tuple[ProcessType | None, ...] = (*ProcessType, None)


def view(asked: Asked) -> View:
    """Show the balance of what the address asks for."""
    known = data.portfolio()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("balance.subtitle", date=moment_text(known.moment))
    if not len(chosen):
        return empty_view(t("balance.title"), subtitle, total, PATH)
    gaps = [it for it in agreement_gaps(chosen, asked.criteria) if it.gaps.municipalities]
    kinds = balances(chosen)
    body: list[Node] = [
        *since_figures(asked, _MEASURES),
        *(gap_card(it) for it in gaps),
        *([] if gaps else [_no_gaps()]),
        stacked_years(
            "lokal-faelles",
            chosen,
            {str(it): mask for it, mask in kinds.items()},
            lambda it: t(f"balance.kind_{it}"),
            _kinds_message(kinds),
            t("balance.kinds_subtitle"),
        ),
        _types_chart(chosen),
        load_chart(chosen, asked.criteria),
    ]
    lead = [spread_tabs(PATH, asked.criteria)]
    return View(heading([it.gaps for it in gaps], kinds), subtitle, body, len(chosen), total, lead_in=lead)


def _kind_count(kind: Balance) -> Callable[[Chosen], int]:
    return lambda chosen: int(balances(chosen)[kind].sum())


_MEASURES = (
    Measure("balance.figure_local", _kind_count(Balance.LOCAL)),
    Measure("balance.figure_common", _kind_count(Balance.COMMON)),
    Measure("balance.figure_unknown", _kind_count(Balance.UNKNOWN)),
)
"""What is held against the moment that a reader compares with."""

PAGE = Page(PATH, "nav.balance", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(gaps: Sequence[GoalGaps], kinds: Mapping[Balance, Mask]) -> str:
    """Say where no goal is named, else of how many pairs nothing is known and how local and common stand."""
    empty = sum(len(it.empty) for it in gaps)
    if empty:
        towns = sum(len(it.municipalities) for it in gaps)
        return t("balance.heading_empty", count=empty, number=number(empty), all=number(towns))
    nothing = sum(it.count(Held.NOTHING) for it in gaps)
    pairs = sum(len(it.goals) * len(it.municipalities) for it in gaps)
    local, common = int(kinds[Balance.LOCAL].sum()), int(kinds[Balance.COMMON].sum())
    facts = {"nothing": number(nothing), "pairs": number(pairs)}
    first = t("balance.heading_gaps", count=nothing, **facts) if pairs else ""
    second = t("balance.heading_kinds", local=number(local), common=number(common))
    return " ".join(filter(None, [first, second]))


def _no_gaps() -> Node:
    return card(t("balance.no_goals"), [html.P(t("balance.no_goals_why"), className="muted")])


# --- Kinds and types


def _kinds_message(kinds: Mapping[Balance, Mask]) -> str:
    count = {it: int(mask.sum()) for it, mask in kinds.items()}
    facts = {
        "local": number(count[Balance.LOCAL]),
        "common": number(count[Balance.COMMON]),
        "unknown": number(count[Balance.UNKNOWN]),
        "all": number(sum(count.values())),
    }
    return t("balance.kinds_message", count=count[Balance.LOCAL], **facts)


def _types_chart(chosen: Chosen) -> Chart:
    """Show the types A and B: as a person chose, else as lists say, else as the process has it."""
    types = [_type(int(id_), listed) for id_, listed in zip(chosen.ids, _listed_types(chosen), strict=True)]
    masks = {it: np.array([one is it for one in types], dtype=bool) for it in _TYPES}
    count = {it: int(mask.sum()) for it, mask in masks.items()}
    facts = {str(it): number(count[it]) for it in ProcessType}
    message = t(
        "balance.types_message",
        a=facts["A"],
        b=facts["B"],
        unknown=number(count[None]),
        all=number(len(chosen)),
    )
    codes = {str(it or UNKNOWN_CODE): mask for it, mask in masks.items()}
    return stacked_years("typer", chosen, codes, _type_name, message, t("balance.types_subtitle"))


def _listed_types(chosen: Chosen) -> list[str | None]:
    codes = chosen.known.codes["process_type"].codes
    return [codes[place] for place in chosen.codes("process_type").tolist()]


def _type(initiative_id: int, listed: str | None) -> ProcessType | None:
    found = data.processes().courses.get(initiative_id)
    if found is not None and found.choice is not None and found.choice.process_type is not None:
        return found.choice.process_type
    if listed is not None:
        return ProcessType(listed)
    return None if found is None else found.course.template.process_type


def _type_name(code: str) -> str:
    return t("balance.kind_unknown") if code == UNKNOWN_CODE else label(ProcessType(code), language())
