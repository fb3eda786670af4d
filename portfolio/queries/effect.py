"""What was measured of initiatives, as lists and people had told at an instant, with each value's cell.

A source's newest list speaks for the periods from the first one on that it has of an indicator; for earlier
ones the list before it still speaks, so that a list with a rolling year, or the month alone, loses nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.effect.book import Beside, EffectBook, Said, SettingNote, effect_book, phase_named
from portfolio.effect.series import Period, PhaseDays, Settings, Value
from portfolio.effect.words import PhasesBy
from portfolio.encoding import cells_of
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import Homes, UploadNote, initiatives_of, place_of, rows_said, uploads_with
from portfolio.records import CellValue, FuzzyDate
from portfolio.rules.likeness import fold
from portfolio.tables import IndicatorSetting, ListRecord, TypedMeasurement, Version
from portfolio.vocabulary import Precision, TableKind

_BESIDE = ("dimension", "target", "direction", "baseline")
_BOUNDS = ("<", ">", "≤", "≥")
_EXACT = {Precision.DAY, Precision.WEEK, Precision.THIRD, Precision.MONTH}
_DECIMALS = 9
"""What a workbook reckons is no more exact: 0.79 may stand there as 0.7899999999999999."""


@dataclass(frozen=True, slots=True)
class ListedMeasurements:
    """What lists' tables measure, and the titles there that are those of no one initiative."""

    said: tuple[Said, ...] = ()
    loose: tuple[LooseTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A record with the upload that it stands in."""

    record: ListRecord
    upload: UploadNote
    said: Said


@dataclass(frozen=True, slots=True)
class _Own:
    """An initiative's title, and the days of its phases as far as its own dates tell them."""

    title: str
    days: PhaseDays | None


def read_listed_measurements(session: Session, as_of: dt.datetime) -> ListedMeasurements:
    """Read what lists' tables measure, as known at an instant."""
    uploads = {it.id: it for it in uploads_with(session, as_of, TableKind.MEASUREMENTS)}
    if not uploads:
        return ListedMeasurements()
    of_report = initiatives_of(session, as_of, uploads)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(list(uploads)), ListRecord.kind == TableKind.MEASUREMENTS
    )
    titles = TitleHomes(session, as_of)
    age = {id_: place for place, id_ in enumerate(reversed(uploads))}
    rows: dict[tuple[int, int | None, str], list[_Row]] = defaultdict(list)
    records = session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number))
    for record in sorted(records, key=lambda it: (age[it.upload_id], it.number)):
        upload = uploads[record.upload_id]
        if record.part:
            reported = of_report.get((record.upload_id, record.report_number or 0))
            said = _said(record, upload, titles.home(record, upload, reported))
            rows[upload.source_id, said.initiative_id, fold(record.part)].append(_Row(record, upload, said))
    spoken = (row.said for own in rows.values() for row in _speaking(own))
    return ListedMeasurements(tuple(spoken), titles.loose)


def _speaking(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Give the rows of one source's indicator that still speak; ``rows`` has the oldest list first."""
    newest = rows[-1].upload.id
    by_upload: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_upload[row.upload.id].append(row)
    kept: list[list[_Row]] = []
    first: dt.date | None = None
    for upload_id, own in reversed(by_upload.items()):
        still = [row for row in own if upload_id == newest or _is_before(row, first)]
        kept.append(still)
        days = [row.said.value.period.first for row in own if row.said.value.period is not None]
        first = min([*days, *([first] if first is not None else [])], default=None)
    for still in reversed(kept):
        yield from still


def _is_before(row: _Row, first: dt.date | None) -> bool:
    """Tell whether a row is of a period that newer lists say nothing of any more."""
    period = row.said.value.period
    return period is not None and first is not None and period.first < first


def _said(record: ListRecord, upload: UploadNote, initiative_id: int | None) -> Said:
    cells = cells_of(record.values_json)
    unit = cells.get("unit")
    phase = cells.get("phase")
    beside = {
        name: Beside(stated, place_of(record, upload, cell.cell, cell.text))
        for name in _BESIDE
        if (cell := cells.get(name)) is not None and isinstance(stated := cell.value, str | int | float)
    }
    phase_text = "" if phase is None else str(phase.value or "")
    value = _value(record, upload, cells, phase_text)
    unit_text = "" if unit is None or unit.value is None else str(unit.value)
    return Said(initiative_id, record.title, record.part or "", unit_text, value, beside)


def _value(record: ListRecord, upload: UploadNote, cells: Mapping[str, CellValue], phase_text: str) -> Value:
    cell = cells.get("number")
    remark = cells.get("remarks")
    text = "" if cell is None else cell.text
    return Value(
        period=_period(cells),
        number=_number(cell),
        text=text,
        told_in=place_of(record, upload, None if cell is None else cell.cell, text),
        known_at=upload.at,
        phase=phase_named(phase_text),
        phase_text=phase_text,
        note="" if remark is None else str(remark.value or ""),
    )


def _number(cell: CellValue | None) -> float | None:
    """Give a cell's number; "<5" is none: it says no more than that it is less."""
    value = None if cell is None else cell.value
    if cell is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if cell.text.strip().startswith(_BOUNDS) else round(float(value), _DECIMALS)


def _period(cells: Mapping[str, CellValue]) -> Period | None:
    dates = (cells[name].value for name in ("month", "period") if name in cells)
    date = next((it for it in dates if isinstance(it, FuzzyDate)), None)
    if date is None or date.first is None or date.last is None:
        return None
    return Period(date.first, date.last)


def read_effect(session: Session, as_of: dt.datetime, listed: ListedMeasurements) -> EffectBook:
    """Read all indicators, as known at an instant."""
    homes = Homes(session, as_of)
    own = _own(session, as_of)
    typed = [_typed(row, homes, own) for row in rows_said(session, TypedMeasurement, as_of)]
    settings = [_setting(row, homes) for row in rows_said(session, IndicatorSetting, as_of)]
    said = [it for it in (*listed.said, *typed) if it.value.number is not None or it.value.text]
    return effect_book(said, settings, lambda id_: own[id_].days if id_ in own else None)


def _typed(row: TypedMeasurement, homes: Homes, own: Mapping[int, _Own]) -> Said:
    home = homes.home(row.initiative_id)
    title = own[home].title if home in own else ""
    value = Value(
        period=Period(row.first_date, row.last_date),
        number=round(row.number, _DECIMALS),
        text="",
        told_in=None,
        known_at=row.made_at,
        note=" · ".join(filter(None, (row.source, row.note))),
        number_id=row.id,
        by=row.made_by,
    )
    return Said(home, title, row.indicator, row.unit, value)


def _setting(row: IndicatorSetting, homes: Homes) -> SettingNote:
    days = PhaseDays(row.trial_date, row.after_date) if row.phases is PhasesBy.OWN else None
    settings = Settings(
        dimension=row.dimension,
        direction=row.direction,
        target=row.target,
        baseline=row.baseline,
        days=days,
        text=row.text,
        id=row.id,
        made_by=row.made_by,
        made_at=row.made_at,
    )
    return SettingNote(homes.home(row.initiative_id), row.indicator, row.unit, settings, row.phases)


def _own(session: Session, as_of: dt.datetime) -> dict[int, _Own]:
    """Give initiatives' titles, and their phases by their own start and end.

    A start or end that is known to a month at best parts no series.
    """
    query = select(
        Version.initiative_id,
        Version.title,
        Version.start_first,
        Version.start_precision,
        Version.end_last,
        Version.end_precision,
    ).where(Version.known_from <= as_of, Version.known_to > as_of)
    found: dict[int, _Own] = {}
    for id_, title, start, start_precision, end, end_precision in session.execute(query):
        trial = start if start_precision in _EXACT else None
        after = end + dt.timedelta(days=1) if end is not None and end_precision in _EXACT else None
        if trial is not None and after is not None and after <= trial:
            after = None
        found[id_] = _Own(title, None if trial is None else PhaseDays(trial, after))
    return found
