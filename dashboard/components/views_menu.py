"""Saved views of a page: open one, save the present one, rename, delete, begin with one, copy the link.

The forms are sent by ``assets/40-views.js``, which shows in place what the server answers.
"""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Element, Node
from dashboard.data import SavedView
from dashboard.filters import Asked
from dashboard.format import danish_key, instant
from dashboard.texts import t
from dashboard.views import all_address, kept_query, view_address
from portfolio.views import LONGEST_NAME

ROUTE = "/api/visninger"
PAGE_FIELD, QUERY_FIELD, NAME_FIELD = "side", "adresse", "navn"


def views_menu(path: str, asked: Asked, views: Sequence[SavedView], start: SavedView | None) -> Node:
    """Fold a page's views away under a line that names the one shown."""
    shown = _shown(asked, views)
    ordered = sorted(views, key=lambda view: danish_key(view.name))
    items = [_item(view, is_shown=view is shown, is_start=view == start) for view in ordered]
    found = html.Ul(items, className="views") if items else html.P(t("views.none"), className="muted")
    save = [] if shown is not None else [_save_form(path, asked)]
    panel = html.Div([_refusal(), found, *save, _copy()], className="filter-panel")
    said = t("views.shown", name=shown.name) if shown is not None else t("views.name")
    menu = html.Details([html.Summary(said, id="visninger"), panel], className="filter views-menu no-print")
    # What was typed belongs to the view it was typed for: the key makes the forms anew with each address.
    return with_attributes(menu, {"key": f"visninger{kept_query(asked)}{[view.id for view in ordered]}"})


def start_note(path: str, asked: Asked, start: SavedView | None) -> list[Node]:
    """Say that the reader's own start view is shown, with the way to all."""
    if start is None or kept_query(asked) != start.query:
        return []
    way = link(t("views.show_all"), all_address(path))
    return [html.P([t("views.start_shown"), " ", way], className="start-note")]


def _shown(asked: Asked, views: Sequence[SavedView]) -> SavedView | None:
    query = kept_query(asked)
    return next((view for view in views if view.query == query), None)


def _item(view: SavedView, *, is_shown: bool, is_start: bool) -> Node:
    opened = link(view.name, view_address(view), className="view-name")
    start = [html.Span(t("views.start"), className="badge-word")] if is_start else []
    name = current(opened, "true") if is_shown else opened
    row = html.Div([name, *start], className="view-row")
    return html.Li([row, _change(view, is_start=is_start)])


def _change(view: SavedView, *, is_start: bool) -> Node:
    """Fold what can be done with a view away beside its name."""
    said = html.Span(f": {view.name}", className="visually-hidden")
    saved = t("views.saved_by", at=instant(view.created_at), by=view.created_by)
    start = "ikke-start" if is_start else "start"
    buttons = html.Div(
        [
            _button(view, start, "views.start_remove" if is_start else "views.start_set"),
            _button(view, "slet", "views.delete"),
        ],
        className="view-buttons",
    )
    content = html.Div([_rename_form(view), buttons, html.P(saved, className="muted")], className="view-more")
    return html.Details([html.Summary([t("views.change"), said]), content])


def _form(content: Sequence[Node], action: str) -> Element:
    form = html.Form(content, action=action, method="post", className="view-form")
    return with_attributes(form, {"data-view": ""})


def _button(view: SavedView, deed: str, text_id: str) -> Node:
    button = html.Button(t(text_id), type="submit", className="btn-quiet")
    return _form([_hidden(PAGE_FIELD, view.page), button], f"{ROUTE}/{view.id}/{deed}")


def _rename_form(view: SavedView) -> Node:
    field = _name_field(f"visning-{view.id}", t("views.rename_field"), view.name)
    button = html.Button(t("views.rename"), type="submit", className="btn-quiet")
    return _form([*field, button], f"{ROUTE}/{view.id}/navn")


def _save_form(path: str, asked: Asked) -> Node:
    kept = [_hidden(PAGE_FIELD, path), _hidden(QUERY_FIELD, kept_query(asked))]
    field = _name_field("visning-ny", t("views.save_field"), "")
    return _form([*kept, *field, html.Button(t("views.save"), type="submit", className="btn-main")], ROUTE)


def _name_field(field_id: str, label: str, value: str) -> list[Node]:
    field = html.Input(
        id=field_id,
        type="text",
        name=NAME_FIELD,
        defaultValue=value,
        maxLength=LONGEST_NAME,
        required=True,
        autoComplete="off",
        className="form-control",
    )
    return [html.Label(label, htmlFor=field_id), field]


def _hidden(name: str, value: str) -> Node:
    return html.Input(type="hidden", name=name, value=value)


def _refusal() -> Node:
    refusal = html.P(className="refusal", role="alert", tabIndex=-1, hidden=True)
    return with_attributes(refusal, {"data-view-refusal": ""})


def _copy() -> Node:
    button = html.Button(t("views.copy"), type="button", className="btn-quiet")
    said = {"data-copy": "", "data-copied": t("views.copied"), "data-not-copied": t("views.not_copied")}
    return html.P(with_attributes(button, said), className="view-copy")
