"""Uploads: which came, what became of their rows, and what each brought."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.accounts import row_counts, severity_counts
from portfolio.arrivals import arrivals
from portfolio.drafts import FindingSaid
from portfolio.encoding import columns_of, left_rows_of
from portfolio.findings import Finding
from portfolio.queries.handback import row_names
from portfolio.records import RowCounts, TableReading
from portfolio.row_names import RowNames
from portfolio.tables import (
    FindingAnswer,
    MatchDecision,
    Report,
    Source,
    Upload,
    UploadFinding,
    UploadTable,
)
from portfolio.vocabulary import Severity, UploadState


@dataclass(frozen=True, slots=True)
class UploadSummary:
    """An upload in a list of uploads; ``rows`` are those of its lists of initiatives."""

    id: int
    source_id: int
    source: str
    month: dt.date
    file_name: str
    format: str
    size_bytes: int
    sha256: str
    uploaded_at: dt.datetime
    uploaded_by: str
    state: UploadState
    replaced_by_id: int | None
    withdrawn_at: dt.datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None
    rows: RowCounts
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True, slots=True)
class NamedInitiative:
    """An initiative by its id and the title it had in the list that is told about."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class UploadDetail:
    """Everything about one upload.

    Attributes:
        summary: the upload.
        tables: its tables as they were understood, without their records.
        findings: what there was to say, in the order of the reading.
        new: initiatives first known by it.
        changed: initiatives that were known differently from then on.
        unchanged: initiatives that were as before.
        gone: initiatives that stood in the source's list before, with their last titles there.
        answers: what people said to findings, by the findings' numbers from 1.
        names: which initiatives the rows with findings are about.
    """

    summary: UploadSummary
    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...]
    new: tuple[NamedInitiative, ...]
    changed: tuple[NamedInitiative, ...]
    unchanged: tuple[NamedInitiative, ...]
    gone: tuple[NamedInitiative, ...]
    answers: Mapping[int, FindingSaid]
    names: RowNames


def uploads(
    session: Session, source_id: int | None = None, limit: int | None = None
) -> tuple[UploadSummary, ...]:
    """Give the uploads, the newest first: of one source or of all, and no more than a limit."""
    query = select(Upload, Source.name).join(Source, Source.id == Upload.source_id)
    if source_id is not None:
        query = query.where(Upload.source_id == source_id)
    newest_first = query.order_by(Upload.uploaded_at.desc(), Upload.id.desc()).limit(limit)
    return _summaries(session, [(row[0], row[1]) for row in session.execute(newest_first)])


def upload(session: Session, upload_id: int) -> UploadDetail | None:
    """Give everything about an upload; None when there is no such one."""
    query = select(Upload, Source.name).join(Source, Source.id == Upload.source_id)
    found = session.execute(query.where(Upload.id == upload_id)).one_or_none()
    if found is None:
        return None
    came = arrivals(session, found[0])
    titles = _titles(session, found[0], came.gone)
    findings = findings_of(session, upload_id)

    def named(ids: Collection[int]) -> tuple[NamedInitiative, ...]:
        return tuple(NamedInitiative(id_, titles[id_]) for id_ in ids)

    return UploadDetail(
        summary=_summaries(session, [(found[0], found[1])])[0],
        tables=tables_of(session, upload_id),
        findings=findings,
        new=named(came.new),
        changed=named(came.changed),
        unchanged=named(came.unchanged),
        gone=named(came.gone),
        answers=_answers(session, upload_id),
        names=row_names(session, upload_id, findings),
    )


def first_uploaded_at(session: Session) -> dt.datetime | None:
    """Give when the first upload ever came; None: none has."""
    return session.scalar(select(func.min(Upload.uploaded_at)))


def has_upload(session: Session, upload_id: int) -> bool:
    """Tell whether there is an upload with this number."""
    return session.scalar(select(Upload.id).where(Upload.id == upload_id)) is not None


def _summaries(session: Session, found: Sequence[tuple[Upload, str]]) -> tuple[UploadSummary, ...]:
    ids = [item.id for item, _ in found]
    rows, findings = row_counts(session, ids), severity_counts(session, ids)
    return tuple(_summary(item, source, rows[item.id], findings[item.id]) for item, source in found)


def _summary(found: Upload, source: str, rows: RowCounts, findings: Mapping[Severity, int]) -> UploadSummary:
    return UploadSummary(
        id=found.id,
        source_id=found.source_id,
        source=source,
        month=found.month,
        file_name=found.file_name,
        format=found.format,
        size_bytes=found.size_bytes,
        sha256=found.sha256,
        uploaded_at=found.uploaded_at,
        uploaded_by=found.uploaded_by,
        state=found.state,
        replaced_by_id=found.replaced_by_id,
        withdrawn_at=found.withdrawn_at,
        withdrawn_by=found.withdrawn_by,
        withdrawn_reason=found.withdrawn_reason,
        rows=rows,
        errors=findings[Severity.ERROR],
        warnings=findings[Severity.WARNING],
        infos=findings[Severity.INFO],
    )


def _titles(session: Session, told: Upload, gone: Collection[int]) -> dict[int, str]:
    """Give the titles in an upload; of what was gone from it, those in the source's newest report before."""
    query = (
        select(MatchDecision.initiative_id, Report.title)
        .join(
            Report,
            (Report.upload_id == MatchDecision.upload_id) & (Report.number == MatchDecision.report_number),
        )
        .join(Upload, Upload.id == Report.upload_id)
        .where((Upload.id == told.id) | MatchDecision.initiative_id.in_(gone))
        .where(Upload.source_id == told.source_id, Upload.uploaded_at <= told.uploaded_at)
        .order_by(Upload.month, Upload.uploaded_at, Upload.id, Report.number)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def tables_of(session: Session, upload_id: int) -> tuple[TableReading, ...]:
    """Give an upload's tables as they were understood, without their records."""
    query = select(UploadTable).where(UploadTable.upload_id == upload_id).order_by(UploadTable.number)
    return tuple(_table(table) for table in session.scalars(query))


def _table(table: UploadTable) -> TableReading:
    headings = None if table.header_rows_json is None else tuple(json.loads(table.header_rows_json))
    counts = RowCounts(
        table.rows_read, table.rows_accepted, table.rows_merged, table.rows_skipped, table.rows_rejected
    )
    return TableReading(
        sheet=table.sheet,
        kind=table.kind,
        header_rows=headings,
        first_row=table.first_row,
        last_row=table.last_row,
        columns=columns_of(table.columns_json),
        rows=counts,
        skipped=left_rows_of(table.skipped_json),
        outside=left_rows_of(table.outside_json),
        records=(),
        orientation=table.orientation,
    )


def _answers(session: Session, upload_id: int) -> dict[int, FindingSaid]:
    found = session.scalars(select(FindingAnswer).where(FindingAnswer.upload_id == upload_id))
    return {
        it.finding_number: FindingSaid(it.kind, it.reason, "", it.answered_by, it.answered_at) for it in found
    }


def findings_of(session: Session, upload_id: int) -> tuple[Finding, ...]:
    """Give the findings, as bare rows: there may be thousands."""
    found = UploadFinding
    query = select(found.message_id, found.severity, found.sheet, found.cell, found.facts_json)
    rows = session.execute(query.where(found.upload_id == upload_id).order_by(found.number))
    return tuple(
        Finding(id_, severity, sheet, cell, json.loads(facts)) for id_, severity, sheet, cell, facts in rows
    )
