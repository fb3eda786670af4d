"""What follows from reports and corrections: derived, and derived again to the same rows.

Each row holds from ``known_from`` until ``known_to`` (``FOREVER``: still). Three tables, since they change at
different times: a version when a value changes, a listing each month, a month when its list is replaced.
"""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import (
    Phase,
    Precision,
    Priority,
    ProcessType,
    SpreadPotential,
    Status,
    TaskType,
    TrafficLight,
)


class Version(Base):
    """An initiative as known from one instant to the next; ``values_json`` has all, columns are for queries.

    ``origins_json`` names the source, or the correction, that all values are from, or that of each field.
    """

    __tablename__ = "version"
    __table_args__ = (
        Index("ix_version_known_to", "known_to", "known_from"),
        Index("ix_version_known_from", "known_from", "known_to"),
    )

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id"), primary_key=True, autoincrement=False
    )
    known_from: Mapped[dt.datetime] = mapped_column(Instant, primary_key=True)
    known_to: Mapped[dt.datetime] = mapped_column(Instant)
    key: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    focus_area_id: Mapped[str | None] = mapped_column(ForeignKey("focus_area.id"))
    focus_area: Mapped[str | None] = mapped_column(Text)
    goal: Mapped[str | None] = mapped_column(Text)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    cluster: Mapped[str | None] = mapped_column(Text)
    task_type: Mapped[TaskType | None] = mapped_column(Word(TaskType))
    process_type: Mapped[ProcessType | None] = mapped_column(Word(ProcessType))
    target_group: Mapped[str | None] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(Text)
    hospitals: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Status | None] = mapped_column(Word(Status))
    phase: Mapped[Phase | None] = mapped_column(Word(Phase))
    traffic_light: Mapped[TrafficLight | None] = mapped_column(Word(TrafficLight))
    spread_potential: Mapped[SpreadPotential | None] = mapped_column(Word(SpreadPotential))
    priority: Mapped[Priority | None] = mapped_column(Word(Priority))
    completion_share: Mapped[float | None]
    start_first: Mapped[dt.date | None]
    start_last: Mapped[dt.date | None]
    start_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    end_first: Mapped[dt.date | None]
    end_last: Mapped[dt.date | None]
    end_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    evaluation_last: Mapped[dt.date | None]
    budget_dkk: Mapped[int | None] = mapped_column(BigInteger)
    citizen_count: Mapped[int | None] = mapped_column(BigInteger)
    next_step: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
    source_count: Mapped[int]
    is_listed: Mapped[bool]
    has_conflict: Mapped[bool]
    values_json: Mapped[str] = mapped_column(Text)
    origins_json: Mapped[str] = mapped_column(Text)


class VersionMunicipality(Base):
    """A municipality that takes part, according to a version."""

    __tablename__ = "version_municipality"
    __table_args__ = (
        ForeignKeyConstraint(
            ["initiative_id", "known_from"], ["version.initiative_id", "version.known_from"]
        ),
    )

    initiative_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_from: Mapped[dt.datetime] = mapped_column(Instant, primary_key=True)
    municipality: Mapped[str] = mapped_column(String(4), primary_key=True)


class InitiativeListing(Base):
    """In which reporting months an initiative has been, as known from one instant to the next."""

    __tablename__ = "initiative_listing"
    __table_args__ = (Index("ix_initiative_listing_known_to", "known_to", "known_from"),)

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id"), primary_key=True, autoincrement=False
    )
    known_from: Mapped[dt.datetime] = mapped_column(Instant, primary_key=True)
    known_to: Mapped[dt.datetime] = mapped_column(Instant)
    first_month: Mapped[dt.date]
    last_month: Mapped[dt.date]
    previous_traffic_light: Mapped[TrafficLight | None] = mapped_column(Word(TrafficLight))


class InitiativeMonth(Base):
    """The report in force about an initiative in a reporting month, as known from one instant to the next."""

    __tablename__ = "initiative_month"
    __table_args__ = (Index("ix_initiative_month_known_to", "known_to", "known_from"),)

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id"), primary_key=True, autoincrement=False
    )
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    known_from: Mapped[dt.datetime] = mapped_column(Instant, primary_key=True)
    known_to: Mapped[dt.datetime] = mapped_column(Instant)
    traffic_light: Mapped[TrafficLight | None] = mapped_column(Word(TrafficLight))
    status: Mapped[Status | None] = mapped_column(Word(Status))
    status_text: Mapped[str | None] = mapped_column(Text)
