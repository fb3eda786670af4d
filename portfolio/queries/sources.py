"""Sources: whose lists there are, how new each is, and how much of what matters it says."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.accounts import row_counts, severity_counts
from portfolio.encoding import cells_of
from portfolio.records import RowCounts
from portfolio.rules.order import danish_key
from portfolio.tables import Organisation, Report, Source, Upload
from portfolio.vocabulary import Severity, UploadState

KEY_FIELDS = (
    "focus_area",
    "municipalities",
    "owner",
    "lead",
    "status",
    "phase",
    "traffic_light",
    "start",
    "end",
    "spread_potential",
    "evaluation_date",
)
"""Fields that a list should state for each initiative; its coverage is measured on them."""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source, and its newest list in force.

    Attributes:
        id: the source.
        name: the list's name.
        sender: who keeps it; "" when nobody has said.
        organisation_id: whose list it is; None when nobody has said.
        organisation: that organisation's name.
        upload_count: how many uploads are in force, one a month.
        newest_month: the newest list's month; None, as all that follow, when no upload is in force.
        newest_upload_id: its upload.
        newest_uploaded_at: when it came.
        newest_uploaded_by: who loaded it.
        rows: what became of its rows.
        errors: how many findings must be mended.
        warnings: how many findings should be looked at.
        infos: how many findings are good to know.
        coverage: field of ``KEY_FIELDS`` -> share of the initiatives in it that state the field, 0 to 1.
    """

    id: int
    name: str
    sender: str
    organisation_id: str | None
    organisation: str | None
    upload_count: int
    newest_month: dt.date | None
    newest_upload_id: int | None
    newest_uploaded_at: dt.datetime | None
    newest_uploaded_by: str | None
    rows: RowCounts | None
    errors: int
    warnings: int
    infos: int
    coverage: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Account:
    """What was counted in the newest uploads."""

    rows: Mapping[int, RowCounts]
    findings: Mapping[int, Counter[Severity]]
    coverage: Mapping[int, Mapping[str, float]]


def sources(session: Session) -> tuple[SourceSummary, ...]:
    """Give all sources, by name as Danish readers would look for it."""
    query = select(Source, Organisation.name).outerjoin(
        Organisation, Organisation.id == Source.organisation_id
    )
    rows = [(row[0], row[1]) for row in session.execute(query)]
    found = sorted(rows, key=lambda row: danish_key(row[0].name))
    newest = _newest(session)
    numbers = [upload.id for upload in newest.values()]
    account = _Account(
        row_counts(session, numbers), severity_counts(session, numbers), _coverage(session, numbers)
    )
    counts = _upload_counts(session)
    return tuple(
        _summary(source, name, counts[source.id], newest.get(source.id), account) for source, name in found
    )


def _newest(session: Session) -> dict[int, Upload]:
    query = select(Upload).where(Upload.state == UploadState.ACTIVE).order_by(Upload.month)
    return {upload.source_id: upload for upload in session.scalars(query)}


def _upload_counts(session: Session) -> Counter[int]:
    query = select(Upload.source_id, func.count()).where(Upload.state == UploadState.ACTIVE)
    return Counter({row[0]: row[1] for row in session.execute(query.group_by(Upload.source_id))})


def _coverage(session: Session, upload_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Give each upload's share of initiatives that state each key field."""
    stated: dict[int, Counter[str]] = defaultdict(Counter)
    totals: Counter[int] = Counter()
    query = select(Report.upload_id, Report.values_json).where(Report.upload_id.in_(upload_ids))
    for upload, text in session.execute(query):
        stated[upload].update(_stated(text))
        totals[upload] += 1
    return {id_: {name: stated[id_][name] / total for name in KEY_FIELDS} for id_, total in totals.items()}


def _stated(text: str) -> Iterable[str]:
    cells = cells_of(text)
    return (name for name in KEY_FIELDS if name in cells and cells[name].value is not None)


def _summary(
    source: Source, organisation: str | None, upload_count: int, newest: Upload | None, account: _Account
) -> SourceSummary:
    findings = Counter() if newest is None else account.findings[newest.id]
    return SourceSummary(
        id=source.id,
        name=source.name,
        sender=source.sender,
        organisation_id=source.organisation_id,
        organisation=organisation,
        upload_count=upload_count,
        newest_month=None if newest is None else newest.month,
        newest_upload_id=None if newest is None else newest.id,
        newest_uploaded_at=None if newest is None else newest.uploaded_at,
        newest_uploaded_by=None if newest is None else newest.uploaded_by,
        rows=None if newest is None else account.rows[newest.id],
        errors=findings[Severity.ERROR],
        warnings=findings[Severity.WARNING],
        infos=findings[Severity.INFO],
        coverage={} if newest is None else account.coverage.get(newest.id, {}),
    )
