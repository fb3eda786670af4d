"""What people say of indicators: how one is to be read, and what was measured; each can be undone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.effect.dimensions import dimension
from portfolio.effect.words import Direction, PhasesBy
from portfolio.identity import wait_in_line
from portfolio.marks import Part
from portfolio.process.deeds import (
    ProcessRefusedError,
    add,
    ensure_known,
    line_of,
    past_day,
    text_of,
    undo_all,
)
from portfolio.rules.likeness import fold
from portfolio.tables import IndicatorSetting, TypedMeasurement

_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 1, 1)
_LONGEST_PERIOD = dt.timedelta(days=3_700)


@dataclass(frozen=True, slots=True)
class Chosen:
    """How an indicator is to be read; what is None nobody says.

    Attributes:
        indicator: its name.
        unit: its unit; "" for none.
        dimension: the code of its dimension.
        direction: which way is better.
        target: what is aimed at.
        baseline: where it began.
        phases: whose days part the series.
        trial: the first day of the trial.
        after: the first day after the trial.
        text: why.
    """

    indicator: str
    unit: str = ""
    dimension: str | None = None
    direction: Direction | None = None
    target: float | None = None
    baseline: float | None = None
    phases: PhasesBy = PhasesBy.LISTS
    trial: dt.date | None = None
    after: dt.date | None = None
    text: str | None = None


def choose(session: Session, initiative_id: int, chosen: Chosen, *, now: dt.datetime, by: str) -> int:
    """Keep how an indicator is to be read, in an earlier choice's place, and give the choice's number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: the indicator has no name, the dimension is none, or the days cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    if chosen.dimension is not None and dimension(chosen.dimension) is None:
        raise ProcessRefusedError("effect.dimension_unknown")
    trial, after = _phase_days(chosen)
    made = IndicatorSetting(
        initiative_id=initiative_id,
        indicator=_named(chosen.indicator),
        unit=line_of(chosen.unit) or "",
        dimension=chosen.dimension,
        direction=chosen.direction,
        target=chosen.target,
        baseline=chosen.baseline,
        phases=chosen.phases,
        trial_date=trial,
        after_date=after,
        text=text_of(chosen.text),
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.EFFECT)


def _named(text: str) -> str:
    """Give an indicator's name.

    Raises:
        ProcessRefusedError: it has none, or one without a letter or digit.
    """
    name = line_of(text)
    if name is None or not fold(name):
        raise ProcessRefusedError("effect.indicator_missing")
    return name


def _phase_days(chosen: Chosen) -> tuple[dt.date | None, dt.date | None]:
    """Give the first days of trial and after, where they are the reader's own.

    Raises:
        ProcessRefusedError: none is said, they are not in turn, or one is no likely day.
    """
    if chosen.phases is not PhasesBy.OWN:
        return None, None
    days = [it for it in (chosen.trial, chosen.after) if it is not None]
    if not days:
        raise ProcessRefusedError("effect.days_missing")
    if any(not _FIRST_DAY <= it <= _LAST_DAY for it in days):
        raise ProcessRefusedError("effect.days_unlikely")
    if days != sorted(set(days)):
        raise ProcessRefusedError("effect.days_in_turn")
    return chosen.trial, chosen.after


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement: a number of a period, where it is from, and a note; ``last`` None: of one day."""

    indicator: str
    unit: str
    first: dt.date | None
    last: dt.date | None
    number: float | None
    source: str | None = None
    note: str | None = None


def measure(session: Session, initiative_id: int, measured: Measured, *, now: dt.datetime, by: str) -> int:
    """Keep a measurement, and give its number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: indicator, number or period is missing, or the period cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    indicator = _named(measured.indicator)
    if measured.number is None:
        raise ProcessRefusedError("effect.number_missing")
    first, last = _period(measured, now)
    made = TypedMeasurement(
        initiative_id=initiative_id,
        indicator=indicator,
        unit=line_of(measured.unit) or "",
        first_date=first,
        last_date=last,
        number=measured.number,
        source=line_of(measured.source),
        note=text_of(measured.note),
        made_at=now,
        made_by=by,
    )
    return add(session, made, Part.EFFECT)


def _period(measured: Measured, now: dt.datetime) -> tuple[dt.date, dt.date]:
    """Give the days of a measurement, which has begun and may not be over.

    Raises:
        ProcessRefusedError: there is none, it ends before it begins, or it is no likely one.
    """
    if measured.first is None:
        raise ProcessRefusedError("effect.period_missing")
    first, last = past_day(measured.first, now), measured.last or measured.first
    if last < first:
        raise ProcessRefusedError("effect.period_backwards")
    if last - first > _LONGEST_PERIOD:
        raise ProcessRefusedError("effect.period_long")
    return first, last


def undo_choices(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take choices back; what was chosen before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, IndicatorSetting, numbers, Part.EFFECT, now=now, by=by)


def undo_measurements(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take measurements back.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, TypedMeasurement, numbers, Part.EFFECT, now=now, by=by)
