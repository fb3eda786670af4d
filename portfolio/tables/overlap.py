"""What people have decided of ideas and initiatives that are like others."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.overlap.words import OverlapVerdict
from portfolio.tables.base import Base, Word
from portfolio.tables.process import Made

_NOT_UNDONE = text("undone_at IS NULL")


class OverlapDecision(Made, Base):
    """What somebody decided of an initiative and what was held up against it.

    That was another initiative, ``other_id``, or an idea that no list has: then ``idea_key`` tells it from
    others and ``idea_json`` is its text (:class:`portfolio.overlap.decisions.Idea`). That two initiatives are
    the same, or are not, is no decision of this table: the ledger has those.
    """

    __tablename__ = "overlap_decision"
    __table_args__ = (
        CheckConstraint("(other_id IS NULL) <> (idea_key IS NULL)", name="against_one"),
        Index(
            "uq_overlap_decision_idea",
            "initiative_id",
            "idea_key",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)
    idea_key: Mapped[str | None] = mapped_column(String(64))
    idea_json: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[OverlapVerdict] = mapped_column(Word(OverlapVerdict))
    reason: Mapped[str] = mapped_column(Text)
