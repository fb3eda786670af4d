"""What people say of indicators: how each is to be read, and measurements that stand in no list."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.effect.words import Direction, PhasesBy
from portfolio.tables.base import Base, Word
from portfolio.tables.process import Made


class IndicatorSetting(Made, Base):
    """How an initiative's indicator is to be read, as a person says; the newest stands, whole.

    What is None nobody has said: then lists speak. ``dimension`` is a code of
    :mod:`portfolio.effect.dimensions`; ``phases`` says whose days part the series.
    """

    __tablename__ = "indicator_setting"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    indicator: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    dimension: Mapped[str | None] = mapped_column(String(32))
    direction: Mapped[Direction | None] = mapped_column(Word(Direction))
    target: Mapped[float | None]
    baseline: Mapped[float | None]
    phases: Mapped[PhasesBy] = mapped_column(Word(PhasesBy))
    trial_date: Mapped[dt.date | None]
    after_date: Mapped[dt.date | None]
    text: Mapped[str | None] = mapped_column(Text)


class TypedMeasurement(Made, Base):
    """A measurement that a person typed: of which days, where it is from, and a note."""

    __tablename__ = "measurement"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    indicator: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    first_date: Mapped[dt.date]
    last_date: Mapped[dt.date]
    number: Mapped[float]
    source: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
