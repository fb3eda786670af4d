"""Organisations, agreements, focus areas and goals: reference data, dated and with certainty."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Word
from portfolio.vocabulary import Certainty, OrganisationKind


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
