"""What people have said of an initiative's indicators, also what was taken back."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.effect.series import Period
from portfolio.effect.words import Direction, PhasesBy
from portfolio.queries.told import Homes
from portfolio.tables import IndicatorSetting, TypedMeasurement


class EffectKind(StrEnum):
    """What sort of thing was said."""

    CHOICE = "choice"
    MEASUREMENT = "measurement"


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """Something that a person said of an indicator.

    Attributes:
        kind: what sort of thing.
        number: its number, to take it back.
        indicator: the indicator's name, and ``unit`` its unit.
        made_at: when it was said, and ``made_by`` by whom.
        undone_at: when it was taken back, and ``undone_by`` by whom; None: it stands.
        value: a measurement's number.
        period: a measurement's period.
        dimension: what was chosen, as are direction, target, baseline, phases, trial and after.
        text: why, or where it is from.
    """

    kind: EffectKind
    number: int
    indicator: str
    unit: str
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None
    text: str = ""
    value: float | None = None
    period: Period | None = None
    dimension: str | None = None
    direction: Direction | None = None
    target: float | None = None
    baseline: float | None = None
    phases: PhasesBy = PhasesBy.LISTS
    trial: dt.date | None = None
    after: dt.date | None = None


def effect_history(session: Session, initiative_id: int, as_of: dt.datetime) -> tuple[EffectEntry, ...]:
    """Give all that people had said of an initiative's indicators, the newest first."""
    ids = Homes(session, as_of).parts(initiative_id)
    choices = select(IndicatorSetting).where(
        IndicatorSetting.initiative_id.in_(ids), IndicatorSetting.made_at <= as_of
    )
    measured = select(TypedMeasurement).where(
        TypedMeasurement.initiative_id.in_(ids), TypedMeasurement.made_at <= as_of
    )
    entries = [*map(_of_choice, session.scalars(choices)), *map(_of_measured, session.scalars(measured))]
    return tuple(sorted(entries, key=lambda it: (it.made_at, it.number), reverse=True))


def _of_choice(row: IndicatorSetting) -> EffectEntry:
    return EffectEntry(
        EffectKind.CHOICE,
        row.id,
        row.indicator,
        row.unit,
        row.made_at,
        row.made_by,
        row.undone_at,
        row.undone_by,
        text=row.text or "",
        dimension=row.dimension,
        direction=row.direction,
        target=row.target,
        baseline=row.baseline,
        phases=row.phases,
        trial=row.trial_date,
        after=row.after_date,
    )


def _of_measured(row: TypedMeasurement) -> EffectEntry:
    return EffectEntry(
        EffectKind.MEASUREMENT,
        row.id,
        row.indicator,
        row.unit,
        row.made_at,
        row.made_by,
        row.undone_at,
        row.undone_by,
        text=" · ".join(filter(None, (row.source, row.note))),
        value=row.number,
        period=Period(row.first_date, row.last_date),
    )
