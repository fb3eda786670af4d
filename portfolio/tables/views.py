"""Saved views: addresses of pages that readers have given a name."""

import datetime as dt

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant

_IN_USE = text("deleted_at IS NULL")


class SavedView(Base):
    """A page and a query under a name; one that is deleted stays, so that it can be had again.

    ``name_key`` is the name without case, so that no two on a page look alike; ``revision`` rises with every
    change, so that the sum of all tells whether anything has changed.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        Index(
            "uq_saved_view_in_use",
            "page",
            "name_key",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    created_by: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    deleted_at: Mapped[dt.datetime | None] = mapped_column(Instant)
