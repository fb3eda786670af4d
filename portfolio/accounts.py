"""The accounts of uploads: what became of the rows of their lists, and how many findings of each severity."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.records import RowCounts
from portfolio.tables import Report, UploadFinding, UploadTable
from portfolio.vocabulary import Severity, TableKind

NO_ROWS = RowCounts(0, 0, 0, 0, 0)


_IN_IT = (
    select(Report.number)
    .where(
        Report.upload_id == UploadTable.upload_id,
        Report.sheet.is_not_distinct_from(UploadTable.sheet),
        Report.row.between(UploadTable.first_row, UploadTable.last_row),
    )
    .exists()
)
_TELLS_OF_INITIATIVES = or_(
    UploadTable.kind == TableKind.INITIATIVES, and_(UploadTable.kind == TableKind.PROCESS, _IN_IT)
)


def row_counts(session: Session, upload_ids: Collection[int]) -> dict[int, RowCounts]:
    """Add up the rows of each upload's lists of initiatives, and of tables of steps that tell of some."""
    columns = (
        UploadTable.rows_read,
        UploadTable.rows_accepted,
        UploadTable.rows_merged,
        UploadTable.rows_skipped,
        UploadTable.rows_rejected,
    )
    query = (
        select(UploadTable.upload_id, *(func.sum(column) for column in columns))
        .where(UploadTable.upload_id.in_(upload_ids), _TELLS_OF_INITIATIVES)
        .group_by(UploadTable.upload_id)
    )
    found = {upload: RowCounts(*map(int, counts)) for upload, *counts in session.execute(query)}
    return {upload: found.get(upload, NO_ROWS) for upload in upload_ids}


def severity_counts(session: Session, upload_ids: Collection[int]) -> dict[int, Counter[Severity]]:
    """Count each upload's findings by severity."""
    query = (
        select(UploadFinding.upload_id, UploadFinding.severity, func.count())
        .where(UploadFinding.upload_id.in_(upload_ids))
        .group_by(UploadFinding.upload_id, UploadFinding.severity)
    )
    counts: dict[int, Counter[Severity]] = {upload: Counter() for upload in upload_ids}
    for upload, severity, count in session.execute(query):
        counts[upload][severity] = count
    return counts
