"""What is known: reports (immutable), which initiative each is about, and people's corrections."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import ChangeKind, MatchMethod, Phase, Status, TableKind, TrafficLight

_NOT_UNDONE = text("undone_at IS NULL")
_UNDONE = text("undone_at IS NOT NULL")


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


class ListRecord(Base):
    """A record of another table of an upload than its initiatives: a step, a milestone. Never changed.

    ``report_number`` is the report of the same upload whose initiative it tells of; None where none has its
    title. ``part`` is what it is about besides: the step, the receiving organisation, the indicator, the
    domain; ``state`` a code, ``first_date`` and ``last_date`` its day, where it has such.
    """

    __tablename__ = "list_record"
    __table_args__ = (
        ForeignKeyConstraint(["upload_id", "report_number"], ["report.upload_id", "report.number"]),
        Index("ix_list_record_kind", "kind", "upload_id"),
    )

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_number: Mapped[int]
    kind: Mapped[TableKind] = mapped_column(Word(TableKind))
    sheet: Mapped[str | None] = mapped_column(Text)
    row: Mapped[int | None]
    column: Mapped[str | None] = mapped_column(String(8))
    report_number: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text)
    part: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(String(32))
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    values_json: Mapped[str] = mapped_column(Text)


class Initiative(Base):
    """The identity of an initiative; all else about it is reports and corrections."""

    __tablename__ = "initiative"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_known_at: Mapped[dt.datetime] = mapped_column(Instant)


class IdentityChange(Base):
    """What a person changed in which reports are about the same initiative; undone, never deleted.

    In a merge all that was told of ``other_id`` came to ``kept_id``; in a split some of what was told of
    ``kept_id`` went to ``other_id``, which was made for it.
    """

    __tablename__ = "identity_change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(Word(ChangeKind))
    kept_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)


class ApartDecision(Base):
    """Two initiatives that a person has said are not the same; ``one_id`` is the lower number."""

    __tablename__ = "apart_decision"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="in_order"),
        Index(
            "uq_apart_decision_in_force",
            "one_id",
            "other_id",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("identity_change.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[dt.datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)


class MatchDecision(Base):
    """The ledger: which initiative a report is about, how and by whom decided; undone, never deleted.

    ``rests_on_upload_id`` and ``rests_on_number`` name the earlier report that this one was held to be like:
    where that is moved to another initiative, this one goes with it. ``change_id`` is the change that made
    the decision, and ``replaces_id`` the decision that it took the place of.
    """

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
        Index(
            "ix_match_decision_undone_at",
            "undone_at",
            sqlite_where=_UNDONE,
            postgresql_where=_UNDONE,
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
    rests_on_upload_id: Mapped[int | None]
    rests_on_number: Mapped[int | None]
    change_id: Mapped[int | None] = mapped_column(ForeignKey("identity_change.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("match_decision.id"))


class Correction(Base):
    """What a person set over what the lists say; ``reported_json`` is the lists' value at that time.

    ``change_id`` is the merge that brought a correction along from the initiative that was merged.
    """

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
    change_id: Mapped[int | None] = mapped_column(ForeignKey("identity_change.id"))
