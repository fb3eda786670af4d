"""The core of an initiative on one sheet: for the wall, for a meeting, and for what a receiver ticks."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.assessment_card import assessors_of
from dashboard.components.cards import card
from dashboard.components.core_card import FOCUS, core_lists, parted_note, silent_note, ticks_table
from dashboard.components.core_forms import describe_form, receiver_forms
from dashboard.components.core_words import heading_words, parts_words
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import typed
from dashboard.components.process_forms import Asked as FormAsked
from dashboard.components.process_forms import folded_forms
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.spread_history import of_kinds, spread_history
from dashboard.components.states import empty_state
from dashboard.components.view import View
from dashboard.data import Core, InitiativeRecord, SpreadKind
from dashboard.filters import LIST, number_in
from dashboard.server.cores import ROUTE
from dashboard.texts import language, t
from portfolio.spread.words import PartUse
from portfolio.vocabulary import label


def layout(initiative_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the core of the initiative with this number."""
    path = f"{LIST}/{initiative_id}/kerne"
    asked = arrive(path, query)
    number = number_in(initiative_id)
    record = None if number is None else data.initiative_as_now(number)
    return lay_out_view(path, asked, _view(record), help_id="help.core")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{LIST}/<initiative_id>/kerne", "cores.window", layout, is_longer=True)


def _view(record: InitiativeRecord | None) -> View:
    if record is None:
        way_on = link(t("missing.list"), LIST, className="btn-main")
        return View(
            t("missing.initiative_title"), "", [empty_state(t("missing.initiative_subtitle"), way_on)]
        )
    core, adopters = data.cores().core(record.id), data.cores().adopters(record.id)
    back = [
        html.P(link(t("assessments.back", title=record.title), f"{LIST}/{record.id}"), className="page-lead")
    ]
    body: list[Node] = [_sheet(record, core)]
    if core is not None:
        told = [ticks_table(core, adopters)] if adopters else [html.P(t("cores.unasked"), className="muted")]
        heading = heading_words(core, adopters)
        content = [*parted_note(core, adopters), *told, *silent_note(record.id)]
        body.append(html.Div(card(heading, content), className="core-receivers"))
    history = of_kinds(data.spread_history(record.id), SpreadKind.CORE, SpreadKind.TICK)
    body += [*_forms(record, core), *spread_history(record.id, history, FOCUS, is_present=data.is_present())]
    title = t("cores.title", title=record.title)
    subtitle = t("cores.subtitle_none") if core is None else t("cores.subtitle", parts=parts_words(core))
    return View(title, subtitle, body, lead_in=back, window=t("cores.window_of", title=record.title))


def _sheet(record: InitiativeRecord, core: Core | None) -> Node:
    """Show the core as one sheet; on paper with room for what a receiver ticks."""
    if core is None:
        listed = record.values.get("core")
        said: list[Node] = [html.P(t("cores.none_why"))]
        said += [html.P([t("cores.listed"), " ", typed(str(listed))])] if listed else []
        return html.Div(
            card(t("cores.heading_none"), said), id=FOCUS, tabIndex=-1, className="process follow"
        )
    content = [*core_lists(core), _paper(core)]
    return html.Div(
        card(t("cores.sheet_heading"), content, t("cores.sheet_subtitle")),
        id=FOCUS,
        tabIndex=-1,
        className="process follow core-sheet",
    )


def _paper(core: Core) -> Node:
    """Give what is ticked by hand: on paper alone."""
    heads = [html.Th(t("cores.head_part"), scope="col")]
    heads += [html.Th(label(use, language()), scope="col") for use in PartUse]
    heads.append(html.Th(t("cores.about"), scope="col"))
    rows = [
        html.Tr([html.Th(part.text, scope="row"), *(html.Td("☐") for _ in PartUse), html.Td("")])
        for part in core.text.parts
    ]
    table = html.Table([html.Caption(t("cores.paper_caption")), html.Thead(html.Tr(heads)), html.Tbody(rows)])
    return html.Div([table, html.P(t("cores.paper_signed"))], className="core-paper")


def _forms(record: InitiativeRecord, core: Core | None) -> list[Node]:
    if not data.is_present():
        return []
    today = data.present_day()
    asked = FormAsked(record.id, today, FOCUS, "kerne", ROUTE)
    words = "cores.describe_fold" if core is None else "cores.change_fold"
    describe = (t(words), describe_form(asked, core, assessors_of(record, today)))
    if core is None:
        return [folded_forms([describe])]
    adopters = data.cores().adopters(record.id)
    return [folded_forms([*receiver_forms(asked, core, adopters), describe])]
