"""Saved views: the routes that save, rename, delete and restore them, and what opens a page with one."""

from collections.abc import Callable
from urllib.parse import parse_qs

from flask import Blueprint, Response, jsonify, redirect, request

from dashboard import data
from dashboard.account import user
from dashboard.components.shell import page_at
from dashboard.components.views_menu import NAME_FIELD, PAGE_FIELD, QUERY_FIELD, ROUTE
from dashboard.filters import from_query, number_in
from dashboard.server.origin import is_same_origin
from dashboard.texts import language, t
from dashboard.views import kept_query, start_cookie, start_view, view_address
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.views import (
    NewView,
    ViewUnknownError,
    delete_view,
    rename_view,
    restore_view,
    save_view,
)

SHARED = "/visning/<number>"
_A_YEAR = 365 * 24 * 60 * 60

Answer = Response | tuple[Response, int] | tuple[str, int]


class ViewRefusedError(Exception):
    """The request cannot be used as it was sent; ``text_id`` says why."""

    def __init__(self, text_id: str, status: int) -> None:
        self.text_id, self.status = text_id, status
        super().__init__(text_id)


def views_blueprint(unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes of saved views.

    Args:
        unknown_page: gives the house's page for an address that nothing stands at.
    """
    blueprint = Blueprint("views", __name__)
    _add_changes(blueprint)

    @blueprint.get(SHARED)
    def shared(number: str) -> Answer:
        view_id = number_in(number)
        view = None if view_id is None else data.view(view_id)
        return (unknown_page(), 404) if view is None else _redirect(view_address(view))

    blueprint.before_app_request(_begin_with_start_view)
    blueprint.register_error_handler(ViewRefusedError, _refused)
    blueprint.register_error_handler(TvaerblikError, _failed)
    return blueprint


def _add_changes(blueprint: Blueprint) -> None:
    @blueprint.before_request
    def check_origin() -> None:
        if request.method == "POST" and not is_same_origin(request):
            raise ViewRefusedError("views.foreign_origin", 403)

    @blueprint.post(ROUTE)
    def save() -> Answer:
        return _saved()

    @blueprint.post(f"{ROUTE}/<number>/<deed>")
    def change(number: str, deed: str) -> Answer:
        view_id = number_in(number)
        if view_id is None or deed not in _DEEDS:
            raise ViewUnknownError
        return _DEEDS[deed](view_id)


# --- What is done with a view -------------------------------------------------------------------------------


def _saved() -> Response:
    path = request.form.get(PAGE_FIELD, "")
    page = page_at(path)
    if page is None or not page.has_filters:
        raise ViewRefusedError("views.page_unknown", 400)
    typed = request.form.get(QUERY_FIELD, "").removeprefix("?")
    named = from_query(parse_qs(typed), page.own_keys, data.meeting_moment)
    query = kept_query(named)  # only what the page itself would write
    new = NewView(page.path, request.form.get(NAME_FIELD, ""), query, data.now(), user())
    with writing(data.engine()) as session:
        view_id = save_view(session, new)
    return _told("views.told_saved", _name(view_id), address=view_address(_view(view_id)))


def _renamed(view_id: int) -> Response:
    with writing(data.engine()) as session:
        rename_view(session, view_id, request.form.get(NAME_FIELD, ""))
    return _told("views.told_renamed", _name(view_id))


def _deleted(view_id: int) -> Response:
    with writing(data.engine()) as session:
        name = delete_view(session, view_id, data.now())
    undo = {"action": f"{ROUTE}/{view_id}/fortryd", "label": t("views.undo")}
    return _told("views.told_deleted", name, undo=undo)


def _restored(view_id: int) -> Response:
    with writing(data.engine()) as session:
        name = restore_view(session, view_id)
    return _told("views.told_restored", name)


def _made_start(view_id: int) -> Response:
    view = _view(view_id)
    answer = _told("views.told_start", view.name)
    name = start_cookie(view.page)
    answer.set_cookie(name, str(view_id), max_age=_A_YEAR, samesite="Lax", httponly=True)
    return answer


def _made_no_start(view_id: int) -> Response:
    view = _view(view_id)
    answer = _told("views.told_not_start", view.name)
    answer.delete_cookie(start_cookie(view.page), samesite="Lax", httponly=True)
    return answer


_DEEDS: dict[str, Callable[[int], Response]] = {
    "navn": _renamed,
    "slet": _deleted,
    "fortryd": _restored,
    "start": _made_start,
    "ikke-start": _made_no_start,
}


def _view(view_id: int) -> data.SavedView:
    """Give a view as it is after what this request has changed.

    Raises:
        ViewUnknownError: there is none such.
    """
    view = data.view(view_id)
    if view is None:
        raise ViewUnknownError
    return view


def _name(view_id: int) -> str:
    return _view(view_id).name


def _told(
    text_id: str, name: str, *, address: str | None = None, undo: dict[str, str] | None = None
) -> Response:
    """Say what was done; without an address the reader stays on the page."""
    return jsonify(message=t(text_id, name=name), address=address, undo=undo)


# --- Opening a page -----------------------------------------------------------------------------------------


def _begin_with_start_view() -> Response | None:
    """Send who opens a page without a query on to the reader's own start view of it."""
    if request.method != "GET" or request.query_string:
        return None
    page = page_at(request.path)
    if page is None or start_cookie(page.path) not in request.cookies:
        return None
    try:
        view = start_view(page.path)
    except TvaerblikError:  # the page itself tells what is wrong
        return None
    return None if view is None else _redirect(view_address(view))


def _redirect(address: str) -> Response:
    return redirect(address)  # type: ignore[return-value]  # flask types its redirect as werkzeug's


# --- Refusals -----------------------------------------------------------------------------------------------


def _refused(error: ViewRefusedError) -> Answer:
    return jsonify(id=error.text_id, message=t(error.text_id)), error.status


def _failed(error: TvaerblikError) -> Answer:
    status = 404 if isinstance(error, ViewUnknownError) else 422
    return jsonify(id=error.id, message=error.message(language())), status
