"""Saved views: the named addresses of each page."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from portfolio.tables import SavedView


@dataclass(frozen=True, slots=True)
class View:
    """A saved view.

    Attributes:
        id: its number.
        page: the page's address.
        name: its name.
        query: the address's query, "?" included; "" for all.
        created_at: when it was saved.
        created_by: who saved it.
    """

    id: int
    page: str
    name: str
    query: str
    created_at: dt.datetime
    created_by: str


def views(session: Session) -> tuple[View, ...]:
    """Give the views in use, of all pages."""
    columns = (SavedView.id, SavedView.page, SavedView.name, SavedView.query)
    query = select(*columns, SavedView.created_at, SavedView.created_by)
    found = session.execute(query.where(SavedView.deleted_at.is_(None)).order_by(SavedView.id))
    return tuple(View(*row) for row in found)


def views_mark() -> ScalarSelect[int | None]:
    """Give the expression of a number that differs after every change to a view."""
    return select(func.sum(SavedView.revision)).scalar_subquery()
