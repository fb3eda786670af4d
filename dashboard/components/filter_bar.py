"""The filter bar: native check boxes in disclosures, a search field, and what is chosen as links to undo it.

Changing a filter writes the address and asks the server once (``assets/10-shell.js``, ``shell.refresh``).
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

import dash_bootstrap_components as dbc
from dash import dcc
from dash import html as live
from dash.development.base_component import Component

from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.view import View
from dashboard.data import Portfolio
from dashboard.filters import CHOICES, LIST, Asked, Choice, list_address, to_query, without, word_of
from dashboard.format import danish_key as danish_key
from dashboard.format import number
from dashboard.labels import code_label, focus_area_label, organisation_label, unknown_label
from dashboard.structure import areas_in_use
from dashboard.texts import language, t
from dashboard.theme import LIGHT_SHAPES
from portfolio.rules.gaps import GAP_LABELS, Gap
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.snapshot import FORMER
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE
from portfolio.vocabulary import Phase, SpreadPotential, Status, TrafficLight, code_or_none

FILTER = "filter"
SEARCH = "filter-q"
QUERY = "filter-query"
FILTERS_TOGGLE = "filters-toggle"
_CHOICES = "filter-choices"

_LAST = (COMMON_CODE, OTHER_CODE, OPEN_CODE)
_LEFT_KEY, _LEFT_WORD = "udgaaede", "med"
_CODES: Mapping[str, type[StrEnum]] = {
    "statuses": Status,
    "traffic_lights": TrafficLight,
    "phases": Phase,
    "spread_potentials": SpreadPotential,
}
_COLUMNS = {"focus_areas": "focus_area_id", "organisations": "organisation_id", "former": FORMER}
_PLACES = ("organisations", "former", "municipalities")


def filter_bar(asked: Asked, portfolio: Portfolio, *, has_left: bool = False) -> Node:
    """Lay out the filters as the address has them."""
    offered = [it for it in CHOICES if it.criterion != "former" or _asks_former(asked.criteria)]
    disclosures = [_disclosure(choice, asked.criteria, portfolio) for choice in offered]
    search = html.Div(
        [
            html.Label(t("filter.search"), htmlFor=SEARCH, className="visually-hidden"),
            dbc.Input(
                id=SEARCH,
                type="search",
                value=asked.criteria.text,
                placeholder=t("filter.search"),
                debounce=0.35,
                autocomplete="off",
                maxlength=200,
            ),
        ],
        className="filter-search",
    )
    toggle = live.Button(
        filters_chosen(asked.criteria), type="button", id=FILTERS_TOGGLE, className="filters-toggle"
    )
    with_attributes(toggle, {"aria-expanded": "false", "aria-controls": _CHOICES})
    choices = html.Div([*disclosures, _left(asked.criteria)], id=_CHOICES, className=_CHOICES)
    look = "filter-bar has-left" if has_left else "filter-bar"
    bar = html.Div([search, toggle, choices, dcc.Store(id=QUERY)], className=look, role="search")
    return with_attributes(bar, {"aria-label": t("filter.name")})


def _asks_former(criteria: Criteria) -> bool:
    """Tell whether to ask where initiatives come from: where they are grouped by another structure."""
    return criteria.structure_on is not None or bool(criteria.former)


def filters_chosen(criteria: Criteria) -> str:
    """Name the button that opens the filters on a narrow screen; it says how many are chosen."""
    count = sum(len(getattr(criteria, choice.criterion)) for choice in CHOICES) + (not criteria.only_listed)
    return t("filter.toggle", count=count) if count else t("filter.name")


def chosen_filters(path: str, asked: Asked, view: View) -> list[Node]:
    """Say how many initiatives are shown, and give each chosen filter as a link that takes it away."""
    chips = _chips(path, asked)
    without_any = path + to_query(replace(asked, criteria=asked.criteria.unfiltered(), page=1))
    reset = [link(t("filter.reset"), without_any, className="filter-reset")] if chips else []
    count = html.P(count_text(view), className="filter-count", id="filter-count", tabIndex=-1)
    is_listed = path != LIST and bool(view.chosen_count)
    listed = [link(t("filter.to_list"), list_address(asked.criteria), className="filter-to-list")]
    chosen = [html.Ul(chips, className="chips")] if chips else []
    return [count, *(listed if is_listed else []), *chosen, *reset]


def choice_label(criterion: str, code: str) -> str:
    """Give what is read for a code of a filter."""
    if code == UNKNOWN_CODE:
        return unknown_label()
    if criterion == "focus_areas":
        return focus_area_label(code)
    if criterion in _PLACES:
        return organisation_label(code)
    if criterion == "gaps":
        return GAP_LABELS[Gap(code)].text(language())
    return code_label(_CODES[criterion], code)


def _disclosure(choice: Choice, criteria: Criteria, portfolio: Portfolio) -> Node:
    name = area_text(f"filter.{choice.key}")
    checklist = dbc.Checklist(
        id={"type": FILTER, "key": choice.key},
        options=[_option(choice, code) for code in _offered(choice, criteria, portfolio)],
        value=[word_of(choice, code) for code in getattr(criteria, choice.criterion)],
    )
    group = html.Fieldset([html.Legend(name, className="visually-hidden"), checklist])
    return html.Details([html.Summary(name), html.Div(group, className="filter-panel")], className="filter")


def _option(choice: Choice, code: str) -> dict[str, str]:
    return {"value": word_of(choice, code), "label": _marked_label(choice.criterion, code)}


def _marked_label(criterion: str, code: str) -> str:
    text = choice_label(criterion, code)
    if criterion != "traffic_lights":
        return text
    return f"{LIGHT_SHAPES[code_or_none(TrafficLight, code)]} {text}"


def _offered(choice: Choice, criteria: Criteria, portfolio: Portfolio) -> list[str]:
    """Give the codes to choose among: of places those that occur, and always those already chosen."""
    unknown = [UNKNOWN_CODE] if choice.has_unknown else []
    if choice.criterion in _PLACES:
        codes = _occurring(choice.criterion, portfolio) | {*getattr(criteria, choice.criterion)}
        named = sorted(
            codes - {UNKNOWN_CODE}, key=lambda code: danish_key(choice_label(choice.criterion, code))
        )
        last = [code for code in _LAST if code in codes]
        return [*(code for code in named if code in choice.words() and code not in _LAST), *last, *unknown]
    if choice.criterion == "focus_areas":
        used = {it.id for it in areas_in_use(portfolio.snapshot)} | {*criteria.focus_areas, OTHER_CODE}
        return [*(code for code in choice.words() if code in used), *unknown]
    return [*choice.words(), *unknown]


def _occurring(criterion: str, portfolio: Portfolio) -> set[str]:
    if criterion == "municipalities":
        return set(portfolio.snapshot.municipalities.names)
    column = portfolio.snapshot.codes.get(_COLUMNS[criterion])
    return set() if column is None else {code for code in column.codes if code is not None}


def _left(criteria: Criteria) -> Component:
    """Offer to show initiatives that have left their lists as well."""
    left: Component = dbc.Checklist(
        id={"type": FILTER, "key": _LEFT_KEY},
        options=[{"value": _LEFT_WORD, "label": t("filter.udgaaede")}],
        value=[] if criteria.only_listed else [_LEFT_WORD],
        className="filter-left",
    )
    return left


def count_text(view: View) -> str:
    """Say how many initiatives meet the filters, of how many."""
    if view.chosen_count is None or view.total_count is None:
        return ""
    shown, total = number(view.chosen_count), number(view.total_count)
    said = t("filter.count", shown=shown, total=total)
    if view.chosen_count == view.total_count:
        said = t("filter.count_all", count=view.total_count, shown=total)
    return t("filter.count_left", said=said) if view.has_left else said


def _chips(path: str, asked: Asked) -> list[Node]:
    criteria = asked.criteria
    chosen = [(choice, code) for choice in CHOICES for code in getattr(criteria, choice.criterion)]
    chips = [
        (
            f"{area_text(f'filter.{it.key}')}: {choice_label(it.criterion, code)}",
            without(criteria, it.criterion, code),
        )
        for it, code in chosen
    ]
    if criteria.text:
        chips.append((f"{t('filter.search')}: {criteria.text}", criteria.but(text="")))
    if not criteria.only_listed:
        chips.append((t("filter.udgaaede"), criteria.but(only_listed=True)))
    return [_chip(label, path + to_query(replace(asked, criteria=left, page=1))) for label, left in chips]


def _chip(label: str, address: str) -> Node:
    hidden = html.Span(f"{t('filter.remove')} ", className="visually-hidden")
    cross = with_attributes(html.Span("×", className="chip-cross"), {"aria-hidden": "true"})
    return html.Li(link([hidden, label, cross], address, className="chip"))
