"""Spread: what people assess and recommend, what a core is, and which of its parts receivers took."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.spread.words import AssessmentForm, PartUse, Recommendation
from portfolio.tables.base import Base, Word
from portfolio.tables.process import Made


class SpreadAssessment(Made, Base):
    """What an assessor said of an initiative's potential for spread.

    ``answers_json`` is domain -> score, reason, evidence; ``checks_json`` is check -> yes or no.
    """

    __tablename__ = "spread_assessment"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    day: Mapped[dt.date]
    assessor: Mapped[str] = mapped_column(Text)
    form: Mapped[AssessmentForm] = mapped_column(Word(AssessmentForm))
    answers_json: Mapped[str] = mapped_column(Text)
    checks_json: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[Recommendation | None] = mapped_column(Word(Recommendation))
    text: Mapped[str | None] = mapped_column(Text)


class SpreadAdvice(Made, Base):
    """What a person recommends of an initiative, by itself; the newest counts."""

    __tablename__ = "spread_advice"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    recommendation: Mapped[Recommendation] = mapped_column(Word(Recommendation))
    reason: Mapped[str] = mapped_column(Text)
    advisor: Mapped[str] = mapped_column(Text)
    day: Mapped[dt.date]


class CoreVersion(Made, Base):
    """A version of an initiative's core (:class:`portfolio.spread.core.CoreText`); the newest stands."""

    __tablename__ = "core_version"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    content_json: Mapped[str] = mapped_column(Text)


class CoreTick(Made, Base):
    """What a receiver did with a part of a core, as a person says; the newest stands.

    ``part`` is the part's key; ``use`` is None where the person says that nobody knows.
    """

    __tablename__ = "core_tick"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(String(8))
    use: Mapped[PartUse | None] = mapped_column(Word(PartUse))
    text: Mapped[str | None] = mapped_column(Text)
