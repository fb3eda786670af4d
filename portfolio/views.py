"""Saved views: give an address a name, rename it, delete it, and have it again."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.errors import TvaerblikError
from portfolio.tables import SavedView

LONGEST_NAME, LONGEST_QUERY = 80, 2_000


class ViewNameMissingError(TvaerblikError):
    """A view without a name."""

    message_id = "view.name_missing"


class ViewNameLongError(TvaerblikError):
    """A name longer than its place."""

    message_id = "view.name_long"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)


class ViewNameTakenError(TvaerblikError):
    """Another view of the page has the name."""

    message_id = "view.name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ViewTooLongError(TvaerblikError):
    """An address too long to keep."""

    message_id = "view.address_long"


class ViewUnknownError(TvaerblikError):
    """No such view, or it has been deleted."""

    message_id = "view.unknown"


@dataclass(frozen=True, slots=True)
class NewView:
    """A view to save.

    Attributes:
        page: the page's address.
        name: what the reader calls it.
        query: the address's query, "?" included; "" for all.
        now: the present instant.
        by: who saves it.
    """

    page: str
    name: str
    query: str
    now: dt.datetime
    by: str


def save_view(session: Session, new: NewView) -> int:
    """Save a view and give its number.

    Raises:
        ViewNameMissingError: the name is empty.
        ViewNameLongError: the name is longer than ``LONGEST_NAME``.
        ViewNameTakenError: another view of the page has the name.
        ViewTooLongError: the query is longer than ``LONGEST_QUERY``.
    """
    if len(new.query) > LONGEST_QUERY:
        raise ViewTooLongError
    name = _name(new.name)
    view = SavedView(
        page=new.page,
        name=name,
        name_key=name.casefold(),
        query=new.query,
        created_at=new.now,
        created_by=new.by,
        revision=1,
    )
    session.add(view)
    _flush(session, name)
    return view.id


def rename_view(session: Session, view_id: int, name: str) -> None:
    """Give a view another name.

    Raises:
        ViewUnknownError: no such view, or it has been deleted.
        ViewNameMissingError: the name is empty.
        ViewNameLongError: the name is longer than ``LONGEST_NAME``.
        ViewNameTakenError: another view of the page has the name.
    """
    view, whole = _view(session, view_id), _name(name)
    view.name, view.name_key = whole, whole.casefold()
    view.revision = SavedView.revision + 1
    _flush(session, whole)


def delete_view(session: Session, view_id: int, now: dt.datetime) -> str:
    """Delete a view and give its name; it stays in the table, so that it can be had again.

    Raises:
        ViewUnknownError: no such view, or it has been deleted.
    """
    view = _view(session, view_id)
    view.deleted_at = now
    view.revision = SavedView.revision + 1
    return view.name


def restore_view(session: Session, view_id: int) -> str:
    """Have a deleted view again and give its name; one that is not deleted stays as it is.

    Raises:
        ViewUnknownError: there never was such a view.
        ViewNameTakenError: another view of the page has taken the name.
    """
    view = session.get(SavedView, view_id)
    if view is None:
        raise ViewUnknownError
    view.deleted_at = None
    view.revision = SavedView.revision + 1
    _flush(session, view.name)
    return view.name


def _view(session: Session, view_id: int) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None or view.deleted_at is not None:
        raise ViewUnknownError
    return view


def _name(text: str) -> str:
    """Give a name as one line without signs that nobody sees."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not name:
        raise ViewNameMissingError
    if len(name) > LONGEST_NAME:
        raise ViewNameLongError(LONGEST_NAME)
    return name


def _flush(session: Session, name: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise ViewNameTakenError(name) from error
