"""Hvor gør flere det samme: groups of alike initiatives all over the portfolio."""

from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.overlap_asked import GROUPS, GROUPS_FILE
from dashboard.components.overlap_form import tabs
from dashboard.components.overlap_groups import (
    GROUP_KEYS,
    LOOK_KEY,
    GroupsAsked,
    choices,
    group_section,
    groups_asked,
    picture,
)
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state, note, nothing_loaded
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import date_text, number
from dashboard.texts import t
from portfolio.selection import Criteria

_MOST = 60


def view(asked: Asked) -> View:
    """Show the groups of which a member meets the filters."""
    found, known = groups_asked(asked), data.portfolio()
    return View(
        title=heading(found),
        subtitle=t("overlap.groups_subtitle", date=date_text(known.today)),
        body=[tabs(GROUPS, asked), *_body(asked, found)],
        chosen_count=len(known.chosen(asked.criteria.but(only_listed=False))),
        total_count=len(known.chosen(Criteria(only_listed=False))),
        has_left=True,
        ignored=found.ignored,
    )


PAGE = Page(GROUPS, "nav.overlap_groups", view, own_keys=GROUP_KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: GroupsAsked) -> str:
    """Say on how many themes several do the same, and in how many places at the most."""
    groups = found.shown
    if found.is_unasked:
        return t("overlap.groups_unasked")
    if not groups:
        return t("overlap.groups_none")
    most = max(len(it.areas) for it in groups)
    return t("overlap.groups_heading", count=len(groups), number=number(len(groups)), most=number(most))


def _body(asked: Asked, found: GroupsAsked) -> list[Node]:
    if not len(data.portfolio().snapshot):
        return [nothing_loaded()]
    if found.is_unasked:
        query = to_query(replace(asked, own={**asked.own, LOOK_KEY: "ja"}))
        return [
            empty_state(
                t("overlap.groups_many"), link(t("overlap.groups_look"), GROUPS + query, className="btn-main")
            )
        ]
    if not found.met:
        return [empty_state(t("overlap.groups_empty"))]
    tools = [choices(asked, found)]
    if not found.shown:
        return [*tools, empty_state(t("overlap.groups_few"))]
    file = html.P(
        html.A(t("overlap.file"), href=GROUPS_FILE + to_query(asked), className="download", download=""),
        className="no-print",
    )
    sections = [group_section(it) for it in found.shown[:_MOST]]
    more = [note(t("overlap.groups_more", number=number(_MOST)))] if len(found.shown) > _MOST else []
    return [
        *tools,
        html.Div(
            card(t("overlap.picture_heading"), [picture(found.shown)], t("overlap.picture_subtitle")),
            className="overlap-picture",
        ),
        file,
        *sections,
        *more,
    ]
