"""Ny indsats: an initiative that stands on no list; first its title, so that it is not made twice."""

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.initiative_identity import candidate_words
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.shell import lay_out, register_page
from dashboard.components.value_field import value_field
from dashboard.components.view import Page, View
from dashboard.data import Candidate
from dashboard.filters import LIST, Asked
from dashboard.format import number
from dashboard.server.corrections import NEW, ROUTE, TITLE_KEY
from dashboard.texts import t
from dashboard.typed_values import VALUE, control
from portfolio.corrections import LONGEST_TITLE
from portfolio.fields import FIELDS
from portfolio.typed import ENTRY_FIELDS

_FORM = "ny-indsats"


def view(asked: Asked) -> View:
    """Ask for the title, then whether it is known already, then for the rest."""
    title = asked.own.get(TITLE_KEY, "").strip()[:LONGEST_TITLE]
    body = _second_step(title) if title else [_first_step()]
    back = html.P(link(t("initiative.back"), LIST), className="page-lead")
    return View(t("typed.heading"), t("typed.lead"), body, lead_in=[back])


PAGE = Page(NEW, "nav.new_initiative", view, has_filters=False, own_keys=(TITLE_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _first_step() -> Node:
    fields = value_field(FIELDS["title"], None, data.present_day())
    hint = html.P(t("typed.title_hint"), className="field-hint")
    button = deed_button(t("typed.check"), is_main=True)
    form = deed_form(f"{ROUTE}/titel", [*fields, hint, button], className="deed entry-form", focus=_FORM)
    return html.Div(form, className="card-box", id=_FORM, tabIndex=-1)


def _second_step(title: str) -> list[Node]:
    found = data.matches_of_title(title)
    return [_known(found), _rest(title, found)]


def _known(found: Sequence[Candidate]) -> Node:
    """Show what it may be the same as."""
    if not found:
        return html.P(t("typed.none_like"), className="lead")
    items = [html.Li(candidate_words(candidate)) for candidate in found]
    heading = t("typed.known", count=len(found), number=number(len(found)))
    return card(heading, [html.Ul(items, className="candidates")], t("typed.known_subtitle"))


def _rest(title: str, found: Sequence[Candidate]) -> Node:
    today = data.present_day()
    again = link(t("typed.title_again"), NEW, className="under")
    named = html.P([html.Strong(title), again], className="entry-title")
    fields = [
        node
        for name in ENTRY_FIELDS
        if name != "title"
        for node in value_field(FIELDS[name], None, today, with_unstated=False)
    ]
    hidden = {control(FIELDS["title"], VALUE): title, "ikke": [str(it.initiative_id) for it in found]}
    button = deed_button(t("typed.save_anyway") if found else t("typed.save"), is_main=True)
    hint = html.P(t("typed.rest_hint"), className="field-hint")
    form = deed_form(
        f"{ROUTE}/ny",
        [named, hint, html.Div(fields, className="entry-fields"), button],
        hidden=hidden,
        className="deed entry-form",
    )
    return html.Div(form, className="card-box", id=_FORM, tabIndex=-1)
