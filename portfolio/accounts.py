"""The accounts of uploads: what became of the rows of their lists, and how many findings of each severity."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.records import RowCounts
from portfolio.tables import UploadFinding, UploadTable
from portfolio.vocabulary import Severity, TableKind

NO_ROWS = RowCounts(0, 0, 0, 0, 0)


def row_counts(session: Session, upload_ids: Collection[int]) -> dict[int, RowCounts]:
    """Add up the rows of each upload's lists of initiatives."""
    columns = (
        UploadTable.rows_read,
        UploadTable.rows_accepted,
        UploadTable.rows_merged,
        UploadTable.rows_skipped,
        UploadTable.rows_rejected,
    )
    query = (
        select(UploadTable.upload_id, *(func.sum(column) for column in columns))
        .where(UploadTable.upload_id.in_(upload_ids), UploadTable.kind == TableKind.INITIATIVES)
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
