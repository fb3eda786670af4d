"""What is known: reports (immutable), which initiative each is about, and people's corrections."""

import datetime as dt

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import MatchMethod, Phase, Status, TrafficLight

_NOT_UNDONE = text("undone_at IS NULL")


class Report(Base):
    """One row of an upload about one initiative, known by its upload and its number in it. Never changed."""

    __tablename__ = "report"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sheet: Mapped[str | None] = mapped_column(Text)
    row: Mapped[int | None]
    column: Mapped[str | None] = mapped_column(String(8))
    key: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    status: Mapped[Status | None] = mapped_column(Word(Status))
    phase: Mapped[Phase | None] = mapped_column(Word(Phase))
    traffic_light: Mapped[TrafficLight | None] = mapped_column(Word(TrafficLight))
    status_text: Mapped[str | None] = mapped_column(Text)
    values_json: Mapped[str] = mapped_column(Text)
    extra_json: Mapped[str] = mapped_column(Text)


class Initiative(Base):
    """The identity of an initiative; all else about it is reports and corrections."""

    __tablename__ = "initiative"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_known_at: Mapped[dt.datetime] = mapped_column(Instant)


class MatchDecision(Base):
    """The ledger: which initiative a report is about, how and by whom decided; undone, never deleted."""

    __tablename__ = "match_decision"
    __table_args__ = (
        ForeignKeyConstraint(["upload_id", "report_number"], ["report.upload_id", "report.number"]),
        Index(
            "uq_match_decision_in_force",
            "upload_id",
            "report_number",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int]
    report_number: Mapped[int]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    method: Mapped[MatchMethod] = mapped_column(Word(MatchMethod))
    likeness: Mapped[float | None]
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[dt.datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)


class Correction(Base):
    """What a person set over what the lists say; ``reported_json`` is the lists' value at that time."""

    __tablename__ = "correction"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    value_json: Mapped[str] = mapped_column(Text)
    reported_json: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[dt.datetime] = mapped_column(Instant)
    corrected_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)
