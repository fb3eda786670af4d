"""Saved views as the pages use them: what of an address is kept, and the reader's own view to begin with.

There is no sign-in yet, so the reader's own start view of a page is remembered in a cookie. It is applied
when the page is opened without a query; ``visning=alt`` in the address says that all is wanted instead.
"""

from dataclasses import replace

from flask import has_request_context, request

from dashboard import data
from dashboard.data import SavedView
from dashboard.filters import Asked, number_in, to_query

SHOW_KEY, SHOW_ALL = "visning", "alt"


def kept_query(asked: Asked) -> str:
    """Give the query to keep of what is asked for: not which page of a list, nor that all is wanted."""
    own = {key: value for key, value in asked.own.items() if key != SHOW_KEY}
    return to_query(replace(asked, page=1, own=own))


def all_address(path: str) -> str:
    """Give the address of a page that shows all, whatever the reader's start view is."""
    return f"{path}?{SHOW_KEY}={SHOW_ALL}"


def view_address(view: SavedView) -> str:
    """Give the address that a view stands for; one of all says so."""
    return view.page + view.query if view.query else all_address(view.page)


def start_cookie(path: str) -> str:
    """Name the cookie that remembers the reader's start view of a page."""
    return f"start{path.replace('/', '-')}"


def start_view(path: str) -> SavedView | None:
    """Give the reader's start view of a page; None: there is none, or it has been deleted."""
    chosen = request.cookies.get(start_cookie(path), "") if has_request_context() else ""
    view_id = number_in(chosen)
    view = None if view_id is None else data.view(view_id)
    return view if view is not None and view.page == path else None
