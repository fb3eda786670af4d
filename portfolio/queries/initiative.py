"""One initiative: everything known of it at an instant, and which list and cell each value is from."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from portfolio.corrections import is_moved
from portfolio.encoding import cells_of, extra_of, value_of_text, values_of
from portfolio.fields import FIELDS
from portfolio.queries.portfolio import known_at
from portfolio.records import CellValue, ExtraCell, Value
from portfolio.store import TYPED
from portfolio.tables import (
    Correction,
    Initiative,
    MatchDecision,
    Organisation,
    Report,
    Source,
    Upload,
    Version,
)
from portfolio.versions.facts import read_events, read_lists
from portfolio.versions.history import Moment, ReportId, moments
from portfolio.versions.states import Claim as ListClaim
from portfolio.versions.states import CorrectionFacts, conflicts
from portfolio.vocabulary import ReadFrom


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A row of a list about the initiative: which list, where in it, and how it came.

    One that ``is_typed`` was typed in Tværblik; it came when, and from whom, it was first typed.
    """

    source_id: int
    source: str
    month: dt.date
    upload_id: int
    file_name: str
    sheet: str | None
    row: int | None
    column: str | None
    title: str
    uploaded_at: dt.datetime
    uploaded_by: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What one list says in a field, and where.

    Attributes:
        field: the field's name.
        value: what was understood; None where the text could not be read.
        text: what stands in the cell, as typed.
        cell: its address as Excel shows it; None for a sheet's name.
        read_from: where it was read when not in the row's own cell.
        currency: the currency of an amount when it is not kroner.
        source_id: the list, and ``source`` its name.
        month: the list's reporting month.
        upload_id: the upload, and ``file_name`` its file.
        sheet: the sheet; None for csv.
        row: the row; None for a transposed table.
        uploaded_at: when it came, and ``uploaded_by`` who loaded it.
        is_typed: it was typed in Tværblik, and stands in no file.
        is_winner: it is the value that is shown.
        is_current: it stands in its source's newest list; else the lists have dropped the initiative.
    """

    field: str
    value: Value | None
    text: str
    cell: str | None
    read_from: ReadFrom | None
    currency: str | None
    source_id: int
    source: str
    month: dt.date
    upload_id: int
    file_name: str
    sheet: str | None
    row: int | None
    uploaded_at: dt.datetime
    uploaded_by: str
    is_typed: bool
    is_winner: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class ExtraClaim:
    """A filled cell of a column nobody recognised, and the row it stands in."""

    heading: str
    text: str
    cell: str
    report: ReportNote


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """What a person set over what the lists say.

    Attributes:
        id: the correction.
        field: the field, and ``value`` what it was set to; None: not stated.
        reason: why, and ``corrected_at`` when, by whom.
        is_moved: the lists say something else now than when it was corrected: it is to be looked at again.
        reported_then: what they said then; None: nothing.
        reported_now: what they say now.
    """

    id: int
    field: str
    value: Value | None
    reason: str
    corrected_at: dt.datetime
    corrected_by: str
    is_moved: bool
    reported_then: Value | None
    reported_now: Value | None


@dataclass(frozen=True, slots=True)
class MonthNote:
    """What the list in force of a month says of an initiative's light, and in words; as typed, with cells.

    Attributes:
        month: the month.
        report: the row.
        light: the cell of the traffic light; None: the list has none.
        words: the cells of its remarks and next step.
    """

    month: dt.date
    report: ReportNote
    light: CellValue | None
    words: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class InitiativeRecord:
    """Everything known of an initiative at an instant.

    Attributes:
        id: the initiative.
        title: its title.
        values: the value of each field that somebody states, in the order of ``FIELDS``.
        claims: field -> what each list that speaks for it says, the winner first, unreadable texts too.
        corrections: field -> the correction that stands.
        conflicts: fields in which lists disagree and nobody has corrected it.
        extra: cells of columns nobody recognised, in the lists that speak.
        sources: names of the lists that speak for it, the newest first.
        reports: every report about it in force, the newest month first.
        months: what the list of each month says of its light and in words, the oldest first.
        first_known_at: when it was first known.
        known_from: when this version of it began to be known.
        is_listed: it stands in the newest list of a source; else ``claims`` are the last known ones.
        focus_area_id: the focus area as recognised.
        organisation_id: the cluster or area as recognised.
        organisation: its name, else the text as the list says it.
    """

    id: int
    title: str
    values: Mapping[str, Value]
    claims: Mapping[str, tuple[Claim, ...]]
    corrections: Mapping[str, CorrectionNote]
    conflicts: tuple[str, ...]
    extra: tuple[ExtraClaim, ...]
    sources: tuple[str, ...]
    reports: tuple[ReportNote, ...]
    months: tuple[MonthNote, ...]
    first_known_at: dt.datetime
    known_from: dt.datetime
    is_listed: bool
    focus_area_id: str | None
    organisation_id: str | None
    organisation: str | None


def initiative(session: Session, initiative_id: int, as_of: dt.datetime) -> InitiativeRecord | None:
    """Give everything about an initiative as known at an instant; None when it was not known then."""
    query = (
        select(Version, Initiative.first_known_at, Organisation.name)
        .join(Initiative, Initiative.id == Version.initiative_id)
        .outerjoin(Organisation, Organisation.id == Version.organisation_id)
        .where(Version.initiative_id == initiative_id, known_at(Version, as_of))
    )
    found = session.execute(query).one_or_none()
    return None if found is None else _record(session, *found, as_of)


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with where it is from and what it says."""

    id: ReportId
    note: ReportNote
    cells: Mapping[str, CellValue]
    extra: tuple[ExtraCell, ...]
    organisation_id: str | None


def _record(
    session: Session,
    version: Version,
    first_known_at: dt.datetime,
    organisation: str | None,
    as_of: dt.datetime,
) -> InitiativeRecord:
    moment = _moment(session, version.initiative_id, as_of)
    told = _told(
        session, version.initiative_id, {it.id for it in (*moment.by_month.values(), *moment.speaking)}
    )
    speaking = [told[report.id] for report in moment.speaking]
    corrections = _corrections(session, moment, speaking)
    values = values_of(version.values_json)
    return InitiativeRecord(
        id=version.initiative_id,
        title=version.title,
        values={name: values[name] for name in FIELDS if name in values},
        claims=_claims(speaking, corrections, is_current=moment.is_listed),
        corrections=corrections,
        conflicts=_conflicts(speaking, corrections) if moment.is_listed else (),
        extra=tuple(_extra(cell, item.note) for item in speaking for cell in item.extra),
        sources=tuple(dict.fromkeys(item.note.source for item in speaking)),
        reports=_reports(told),
        months=tuple(_month(month, told[report.id]) for month, report in sorted(moment.by_month.items())),
        first_known_at=first_known_at,
        known_from=version.known_from,
        is_listed=version.is_listed,
        focus_area_id=version.focus_area_id,
        organisation_id=version.organisation_id,
        organisation=organisation or version.cluster,
    )


def _moment(session: Session, initiative_id: int, as_of: dt.datetime) -> Moment:
    """Give what stood for an initiative at an instant."""
    events = read_events(session, [initiative_id])[initiative_id]
    return moments(events, read_lists(session), since=as_of)[0]


def _told(session: Session, initiative_id: int, ids: Collection[ReportId]) -> dict[ReportId, _Told]:
    query = (
        select(Report, Upload, Source.name)
        .join(Upload, Upload.id == Report.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(tuple_(Report.upload_id, Report.number).in_(ids))
    )
    found = [_told_by(*row) for row in session.execute(query)]
    if any(item.note.is_typed for item in found):
        first = _first_typed(session, initiative_id)
        found = [
            replace(item, note=replace(item.note, **first)) if item.note.is_typed else item for item in found
        ]
    return {item.id: item for item in found}


def _first_typed(session: Session, initiative_id: int) -> dict[str, Any]:
    """Give when an initiative was first typed, and by whom: its row stands in every later list of such."""
    query = (
        select(Upload.uploaded_at, Upload.uploaded_by)
        .join(MatchDecision, MatchDecision.upload_id == Upload.id)
        .where(MatchDecision.initiative_id == initiative_id, Upload.format == TYPED)
        .order_by(Upload.id)
    )
    at, by = session.execute(query.limit(1)).one()
    return {"uploaded_at": at, "uploaded_by": by}


def _told_by(report: Report, upload: Upload, source: str) -> _Told:
    note = ReportNote(
        source_id=upload.source_id,
        source=source,
        month=upload.month,
        upload_id=upload.id,
        file_name=upload.file_name,
        sheet=report.sheet,
        row=report.row,
        column=report.column,
        title=report.title,
        uploaded_at=upload.uploaded_at,
        uploaded_by=upload.uploaded_by,
        is_typed=upload.format == TYPED,
    )
    return _Told(
        id=(report.upload_id, report.number),
        note=note,
        cells=cells_of(report.values_json),
        extra=extra_of(report.extra_json),
        organisation_id=upload.organisation_id,
    )


def _month(month: dt.date, told: _Told) -> MonthNote:
    words = (told.cells.get("remarks"), told.cells.get("next_step"))
    said = tuple(cell for cell in words if cell is not None and cell.value is not None)
    return MonthNote(month, told.note, told.cells.get("traffic_light"), said)


def _reports(told: Mapping[ReportId, _Told]) -> tuple[ReportNote, ...]:
    notes = [item.note for item in told.values()]
    return tuple(sorted(notes, key=lambda note: (note.month, note.uploaded_at, note.upload_id), reverse=True))


def _extra(cell: ExtraCell, note: ReportNote) -> ExtraClaim:
    return ExtraClaim(cell.heading, cell.text, cell.cell, note)


def _claims(
    speaking: Sequence[_Told], corrections: Mapping[str, CorrectionNote], *, is_current: bool
) -> dict[str, tuple[Claim, ...]]:
    claims = {}
    for name in FIELDS:
        found = _field_claims(name, speaking, is_current=is_current)
        if found:
            claims[name] = (replace(found[0], is_winner=_wins(found[0], corrections)), *found[1:])
    return claims


def _field_claims(name: str, speaking: Sequence[_Told], *, is_current: bool) -> list[Claim]:
    """Give what lists say in a field: what could be read before what could not, else the newest first."""
    telling = [item for item in speaking if name in item.cells]
    ordered = sorted(telling, key=lambda item: item.cells[name].value is None)
    return [_claim(name, item.cells[name], item.note, is_current=is_current) for item in ordered]


def _claim(name: str, cell: CellValue, note: ReportNote, *, is_current: bool) -> Claim:
    return Claim(
        field=name,
        value=cell.value,
        text=cell.text,
        cell=cell.cell,
        read_from=cell.read_from,
        currency=cell.currency,
        source_id=note.source_id,
        source=note.source,
        month=note.month,
        upload_id=note.upload_id,
        file_name=note.file_name,
        sheet=note.sheet,
        row=note.row,
        uploaded_at=note.uploaded_at,
        uploaded_by=note.uploaded_by,
        is_typed=note.is_typed,
        is_winner=False,
        is_current=is_current,
    )


def _wins(first: Claim, corrections: Mapping[str, CorrectionNote]) -> bool:
    """Tell whether a field's first claim is the value that is shown."""
    return first.value is not None and first.field not in corrections


def _conflicts(speaking: Sequence[_Told], corrections: Mapping[str, CorrectionNote]) -> tuple[str, ...]:
    claims = [ListClaim(item.note.source_id, item.organisation_id, item.cells) for item in speaking]
    return tuple(name for name in conflicts(claims) if name not in corrections)


def _corrections(session: Session, moment: Moment, speaking: Sequence[_Told]) -> dict[str, CorrectionNote]:
    if not moment.corrections:
        return {}
    ids = [correction.id for correction in moment.corrections]
    query = select(Correction).where(Correction.id.in_(ids))
    made = {row.id: row for row in session.scalars(query)}
    return {
        item.field: _note(item, made[item.id], _said(item.field, speaking)) for item in moment.corrections
    }


def _said(field: str, speaking: Sequence[_Told]) -> Value | None:
    """Give what the lists say in a field: the newest that states it."""
    said = (item.cells[field].value for item in speaking if field in item.cells)
    return next((value for value in said if value is not None), None)


def _note(item: CorrectionFacts, made: Correction, reported_now: Value | None) -> CorrectionNote:
    return CorrectionNote(
        id=item.id,
        field=item.field,
        value=item.value,
        reason=made.reason,
        corrected_at=item.corrected_at,
        corrected_by=made.corrected_by,
        is_moved=is_moved(made.reported_json, reported_now),
        reported_then=None if made.reported_json is None else value_of_text(made.reported_json),
        reported_now=reported_now,
    )
