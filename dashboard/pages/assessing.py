"""Assess how far an initiative could be spread: the short form or the full one, on screen and on paper."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.assessment_card import (
    FORM_KEY,
    FROM_KEY,
    FULL,
    SHORT,
    assessing_address,
    assessors_of,
)
from dashboard.components.assessment_forms import Assessing, assess_form
from dashboard.components.assessment_words import suggestions, who_words
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.process_forms import Asked as FormAsked
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import View
from dashboard.data import Assessment, InitiativeRecord
from dashboard.filters import LIST, Asked, Ignored, number_in
from dashboard.server.assessments import ROUTE
from dashboard.texts import t
from portfolio.spread.words import ARTICLE, AssessmentForm

_FORMS = {SHORT: AssessmentForm.SHORT, FULL: AssessmentForm.FULL}


def layout(initiative_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the form of the initiative with this number."""
    path = f"{LIST}/{initiative_id}/vurdering"
    asked = arrive(path, query, (FORM_KEY, FROM_KEY))
    number = number_in(initiative_id)
    record = None if number is None else data.initiative_as_now(number)
    return lay_out_view(path, asked, _view(record, asked), help_id="help.assessing")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(
        __name__, f"{LIST}/<initiative_id>/vurdering", "assessments.window", layout, is_longer=True
    )


def _view(record: InitiativeRecord | None, asked: Asked) -> View:
    if record is None:
        way_on = link(t("missing.list"), LIST, className="btn-main")
        return View(
            t("missing.initiative_title"), "", [empty_state(t("missing.initiative_subtitle"), way_on)]
        )
    home = f"{LIST}/{record.id}"
    back = [html.P(link(t("assessments.back", title=record.title), home), className="page-lead")]
    if not data.is_present():
        title = t("assessments.title", title=record.title)
        return View(title, "", [note(t("assessments.past"), "warning")], lead_in=back)
    word = asked.own.get(FORM_KEY, SHORT)
    form = word if word in _FORMS else SHORT
    earlier, unknown = _earlier(record, asked)
    ignored = [] if word in _FORMS else [Ignored(FORM_KEY, word)]
    return View(
        title=t("assessments.title", title=record.title),
        subtitle=t(f"assessments.form_{form}"),
        body=[_tabs(record.id, form, earlier), *_told(earlier), _form(record, form, earlier), _source()],
        lead_in=back,
        ignored=[*ignored, *unknown],
        window=t("assessments.window_of", title=record.title),
    )


def _earlier(record: InitiativeRecord, asked: Asked) -> tuple[Assessment | None, list[Ignored]]:
    """Give the assessment that the address goes on from."""
    word = asked.own.get(FROM_KEY)
    if word is None:
        return None, []
    wanted = number_in(word)
    own = data.assessments().of.get(record.id, ())
    found = next((it for it in own if wanted is not None and it.id == wanted), None)
    return found, [] if found is not None else [Ignored(FROM_KEY, word)]


def _tabs(initiative_id: int, form: str, earlier: Assessment | None) -> Node:
    """Lead between the two forms; what the form goes on from goes along."""
    number = None if earlier is None else earlier.id
    links = []
    for name in (SHORT, FULL):
        shown = link(t(f"assessments.tab_{name}"), assessing_address(initiative_id, name, number))
        links.append(current(shown) if name == form else shown)
    nav = html.Nav(links, className="structure-tabs no-print")
    nav.attributes["aria-label"] = t("assessments.tabs")
    return nav


def _told(earlier: Assessment | None) -> list[Node]:
    return [] if earlier is None else [note(t("assessments.goes_on", who=who_words(earlier)))]


def _form(record: InitiativeRecord, form: str, earlier: Assessment | None) -> Node:
    today = data.present_day()
    is_full = form == FULL
    known = suggestions(record) if is_full else {}
    asked = FormAsked(record.id, today, "", "spredning", ROUTE)
    return assess_form(asked, Assessing(_FORMS[form], earlier, assessors_of(record, today), known))


def _source() -> Node:
    return html.P(t("assessments.source", article=ARTICLE), className="assess-source muted")
