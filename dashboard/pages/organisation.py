"""Organisation: the bodies of any day, under one another or as a list, and what changes when."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import parse_qsl

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.reference_form import EDIT_KEY, NEW_KEY, Editing, new_form, new_link
from dashboard.components.reference_history import history_card, parted_notes
from dashboard.components.reference_words import PATH
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import note
from dashboard.components.structure_day import (
    DAY_KEY,
    REGION_KEY,
    STRUCTURE_FILE,
    VIEW_KEY,
    asked_day,
    asked_region,
    bodies_of,
    day_query,
    file_link,
    structure_tabs,
)
from dashboard.components.structure_tree import structure_list, structure_tree
from dashboard.components.view import Page, View
from dashboard.filters import Asked
from dashboard.format import date_short, date_text, number
from dashboard.labels import organisation_label
from dashboard.texts import language, t
from portfolio.messages import sentence
from portfolio.reference import Organisation, load_reference
from portfolio.rules.structure import (
    PLACES,
    Turn,
    overdue,
    problems,
    tree,
    turns,
)
from portfolio.vocabulary import OrganisationKind, Subject

LIST_VIEW = "liste"
_TURNS_SHOWN = 8


def view(asked: Asked) -> View:
    """Show the bodies of the day and region that the address asks for."""
    day, ignored = asked_day(asked)
    region, also = asked_region(asked, day)
    editing = Editing(PATH, asked, data.edited_reference())
    can_edit = data.is_present()
    bodies = bodies_of(day, region)
    body = [
        structure_tabs(PATH, asked),
        *_told(editing, day, can_edit=can_edit),
        _tools(asked, day, region),
        _shown(asked, bodies, day),
        *_adding(editing, can_edit=can_edit),
        _turns_card(asked, day),
        *history_card(editing, editing.edited.edits[::-1], can_edit=can_edit),
    ]
    return View(heading(day), _subtitle(bodies, day), body, ignored=[*ignored, *also])


PAGE = Page(
    PATH,
    "nav.organisation",
    view,
    has_filters=False,
    own_keys=(DAY_KEY, REGION_KEY, VIEW_KEY, EDIT_KEY, NEW_KEY),
)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(day: dt.date) -> str:
    """Say what changes next after a day, else what changed last."""
    coming = next((it for it in turns() if it.day > day), None)
    turn = coming or next((it for it in reversed(turns()) if it.day <= day), None)
    if turn is None:
        return t("organisation.heading_none")
    facts = {"date": date_text(turn.day), "begin": number(len(turn.begin)), "end": number(len(turn.end))}
    is_past = turn.day <= data.portfolio().today
    return t("organisation.heading_last" if is_past else "organisation.heading", **facts)


def _subtitle(bodies: Sequence[Organisation], day: dt.date) -> str:
    many = [it for it in bodies if it.kind not in PLACES]
    doubtful = sum(1 for it in many if it.certainty.is_unconfirmed)
    facts = {"date": date_text(day), "number": number(len(many)), "doubtful": number(doubtful)}
    return t("organisation.subtitle", count=len(many), **facts)


# --- What to look at


def _told(editing: Editing, day: dt.date, *, can_edit: bool) -> list[Node]:
    """Tell of groups past their end, of what cannot be, and where a release says otherwise than people."""
    late = overdue(data.portfolio().today)
    found = [_overdue_note(it) for it in late]
    found += [note(it) for it in _impossible()]
    if editing.asked.own.get(DAY_KEY) is not None:
        found.insert(0, note(t("organisation.seen", date=date_text(day)), "warning"))
    return [*found, *parted_notes(editing, None, can_edit=can_edit)]


def _overdue_note(body: Organisation) -> Node:
    end = "" if body.planned_end is None else date_text(body.planned_end)
    words: list[Node] = [link(body.name, f"{PATH}/{body.id}"), " ", t("organisation.overdue", date=end)]
    return note(words, "warning")


def _impossible() -> list[str]:
    return [sentence(it.message_id, dict(it.facts), language()) for it in problems()]


# --- The day, the region and the view


def _tools(asked: Asked, day: dt.date, region: str | None) -> Node:
    form = html.Form(
        [
            *_kept(asked, DAY_KEY, REGION_KEY),
            html.Div(
                [
                    html.Label(t("organisation.day_label"), htmlFor="organisation-dag"),
                    html.Input(
                        id="organisation-dag",
                        name=DAY_KEY,
                        type="date",
                        defaultValue=day.isoformat(),
                        className="form-control",
                    ),
                ]
            ),
            html.Div(
                [
                    html.Label(t("organisation.region_label"), htmlFor="organisation-region"),
                    _regions(region),
                ]
            ),
            html.Button(t("organisation.show"), type="submit", className="btn-main"),
        ],
        action=PATH,
        method="get",
        className="structure-tools no-print",
    )
    with_attributes(form, {"data-address": "", "key": f"{day}/{region}"})
    return html.Div(
        [form, _views(asked), file_link(STRUCTURE_FILE + day_query(asked, {VIEW_KEY: ""}))],
        className="structure-bar",
    )


def _kept(asked: Asked, *gone: str) -> list[Node]:
    query = day_query(asked, dict.fromkeys(gone, ""))
    return [
        html.Input(type="hidden", name=key, value=value) for key, value in parse_qsl(query.removeprefix("?"))
    ]


def _regions(chosen: str | None) -> Node:
    regions = [it for it in load_reference().organisations if it.kind is OrganisationKind.REGION]
    options = [html.Option(t("organisation.all_regions"), value="", selected=chosen is None or None)]
    options += [html.Option(it.name, value=it.id, selected=it.id == chosen or None) for it in regions]
    return html.Select(options, id="organisation-region", name=REGION_KEY, className="form-select")


def _views(asked: Asked) -> Node:
    """Offer the tree and the list, each at an address of its own."""
    chosen = asked.own.get(VIEW_KEY, "")
    items = []
    for value, text_id in (("", "organisation.as_tree"), (LIST_VIEW, "organisation.as_list")):
        shown = link(t(text_id), PATH + day_query(asked, {VIEW_KEY: value}), id=f"vis-{value or 'trae'}")
        items.append(html.Li(current(shown, "true") if chosen == value else shown))
    choice = html.Ul(items, className="view-choice no-print")
    return with_attributes(choice, {"aria-label": t("organisation.views")})


def _shown(asked: Asked, bodies: Sequence[Organisation], day: dt.date) -> Node:
    address = day_query(asked, {VIEW_KEY: "", REGION_KEY: ""})
    if asked.own.get(VIEW_KEY) == LIST_VIEW:
        return html.Div(structure_list(bodies, day, address), className="card-box captioned")
    content = [structure_tree(tree(day, bodies), day, address)]
    return card(t("organisation.tree", date=date_text(day)), content, t("organisation.tree_subtitle"))


def _adding(editing: Editing, *, can_edit: bool) -> list[Node]:
    """Offer to add a body, an ad hoc group among them."""
    if not can_edit:
        return []
    if editing.is_new(Subject.ORGANISATION):
        form = new_form(editing, Subject.ORGANISATION, {}, t("organisation.new_body"))
        return [card(t("organisation.new_body"), [form], t("organisation.new_hint"))]
    return [html.P(new_link(editing, Subject.ORGANISATION, t("organisation.new_body")), className="new-row")]


# --- What changes when


def _turns_card(asked: Asked, day: dt.date) -> Node:
    """Tell the days on which bodies begin and end, the next first."""
    near = sorted(turns(), key=lambda it: (it.day <= day, abs((it.day - day).days)))[:_TURNS_SHOWN]
    ordered = sorted(near, key=lambda it: it.day, reverse=True)
    items = html.Ul([html.Li(_turn(asked, it, day)) for it in ordered], className="turns")
    return card(t("organisation.turns"), [items], t("organisation.turns_subtitle"))


def _turn(asked: Asked, turn: Turn, day: dt.date) -> list[Node]:
    counts = t("organisation.turn", begin=number(len(turn.begin)), end=number(len(turn.end)))
    eve = turn.day - dt.timedelta(days=1)
    links = [
        link(t("organisation.see_on", date=date_short(it)), PATH + day_query(asked, {DAY_KEY: str(it)}))
        for it in (eve, turn.day)
    ]
    parts: list[Node] = []
    for text_id, bodies in (("organisation.begin", turn.begin), ("organisation.end", turn.end)):
        if bodies:
            items = [html.Li(_turned(it)) for it in bodies]
            parts += [html.P(t(text_id), className="turn-what"), html.Ul(items, className="tree-columns")]
    mark: list[Node] = [html.Span(t("organisation.coming"), className="turn-coming"), " "]
    summary = html.Summary([*(mark if turn.day > day else []), html.Strong(date_text(turn.day)), " ", counts])
    return [
        html.Details([summary, *parts]),
        html.P([links[0], " ", links[1]], className="turn-links no-print"),
    ]


def _turned(body: Organisation) -> list[Node]:
    region = f" ({organisation_label(body.region)})" if body.region else ""
    return [link(body.name, f"{PATH}/{body.id}"), region]
