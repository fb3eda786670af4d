"""Trials: PDSA cycles of initiatives, and each text that was written of one."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Word
from portfolio.tables.process import Made
from portfolio.trials.words import TrialOutcome, TrialScale


class Trial(Made, Base):
    """A cycle of an initiative; ``listed`` is the row of a list that a person has gone on writing on."""

    __tablename__ = "trial"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    after: Mapped[int | None] = mapped_column(ForeignKey("trial.id"))
    listed: Mapped[str | None] = mapped_column(Text)


class TrialVersion(Made, Base):
    """The whole text of a cycle as somebody wrote it; the newest that stands counts."""

    __tablename__ = "trial_version"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    aim: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    prediction: Mapped[str | None] = mapped_column(Text)
    scale: Mapped[TrialScale | None] = mapped_column(Word(TrialScale))
    who: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    start_date: Mapped[dt.date | None]
    end_date: Mapped[dt.date | None]
    happened: Mapped[str | None] = mapped_column(Text)
    data: Mapped[str | None] = mapped_column(Text)
    learning: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[TrialOutcome | None] = mapped_column(Word(TrialOutcome))
    next_step: Mapped[str | None] = mapped_column(Text)
