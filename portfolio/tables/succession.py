"""What people have decided of where initiatives belong when areas give way to others."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant


class HomeDecision(Base):
    """Where an initiative belongs in the structure of a day, as a person has decided; undone, never deleted.

    ``organisation_id`` None: it belongs to no single area. ``stated_json`` is what its lists said of its
    place then: when they say something else, the decision is asked about again. Of an initiative one stands
    for an area at most. ``change_id`` is the merge that brought it along from the initiative that was merged.
    """

    __tablename__ = "home_decision"
    __table_args__ = (
        Index(
            "uq_home_decision_standing",
            "initiative_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    day: Mapped[dt.date]
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    stated_json: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[dt.datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("identity_change.id"))
