"""Organisations, agreements, focus areas and goals: reference data, dated and with certainty; its edits."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import Certainty, EditKind, OrganisationKind, Subject


class Organisation(Base):
    """A region, municipality, hospital, cluster, planning area, health council or forum."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(Word(OrganisationKind))
    name: Mapped[str] = mapped_column(Text)
    region_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    certainty: Mapped[Certainty] = mapped_column(Word(Certainty))


class OrganisationMember(Base):
    """A municipality or hospital that belongs to an organisation for a time."""

    __tablename__ = "organisation_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    certainty: Mapped[Certainty] = mapped_column(Word(Certainty))


class OrganisationSuccessor(Base):
    """An organisation that takes over from another, whole, on a day."""

    __tablename__ = "organisation_successor"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    successor_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    date: Mapped[dt.date]
    certainty: Mapped[Certainty] = mapped_column(Word(Certainty))


class Agreement(Base):
    """A health agreement and its period."""

    __tablename__ = "agreement"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    region_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    first_date: Mapped[dt.date]
    last_date: Mapped[dt.date | None]
    certainty: Mapped[Certainty] = mapped_column(Word(Certainty))


class FocusArea(Base):
    """A focus area of an agreement."""

    __tablename__ = "focus_area"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreement.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    first_date: Mapped[dt.date]
    last_date: Mapped[dt.date | None]


class Goal(Base):
    """A goal of a focus area."""

    __tablename__ = "goal"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    focus_area_id: Mapped[str] = mapped_column(ForeignKey("focus_area.id"))
    number: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    first_date: Mapped[dt.date]
    last_date: Mapped[dt.date | None]


class ReferenceEdit(Base):
    """What a person did to a row of reference data; undone, never deleted.

    ``deed_id`` is the first edit of the deed that it is part of; None: it is the first itself.
    ``before_json`` and ``after_json`` hold the values that it changed, or all of a row that came or went;
    ``shipped_json`` what the files said of the row then (None: they did not have it).
    """

    __tablename__ = "reference_edit"
    __table_args__ = (
        Index("ix_reference_edit_subject_row_id", "subject", "row_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("reference_edit.id"), index=True)
    subject: Mapped[Subject] = mapped_column(Word(Subject))
    row_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[EditKind] = mapped_column(Word(EditKind))
    before_json: Mapped[str | None] = mapped_column(Text)
    after_json: Mapped[str | None] = mapped_column(Text)
    shipped_json: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)
