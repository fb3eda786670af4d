"""What lists' status logs say of months, as known at an instant.

A source's newest log speaks for the months from its first to its last; of months before those, its earlier
logs still do. Of several rows of a log about the same month the one furthest on speaks, in the direction in
which the log's months go; of two sources' logs the newer list's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.queries.told import UploadNote, initiatives_of, place_of, uploads_with
from portfolio.rules.months import month_of
from portfolio.status_log import NO_LOG, LogEntry, LoggedMonth, StatusLog, logged
from portfolio.tables import ListRecord
from portfolio.vocabulary import TableKind

_Rows = list[tuple[int, LogEntry]]
"""Rows of a log, in their order: the initiative, and what is said."""


def read_status_log(session: Session, as_of: dt.datetime) -> StatusLog:
    """Read what status logs said, as known at an instant."""
    uploads = uploads_with(session, as_of, TableKind.STATUS_LOG)
    if not uploads:
        return NO_LOG
    rows, loose = _rows(session, as_of, {upload.id: upload for upload in uploads})
    found: dict[int, dict[dt.date, list[LogEntry]]] = defaultdict(lambda: defaultdict(list))
    spoken_for: dict[int, dt.date] = {}
    newest: dict[int, int] = {}
    for upload in uploads:
        newest.setdefault(upload.source_id, upload.id)
        before = spoken_for.get(upload.source_id, dt.date.max)
        for id_, entry in _newest_first(rows.get(upload.id, ())):
            if entry.month < before:
                found[id_][entry.month].append(entry)
        months = [entry.month for _, entry in rows.get(upload.id, ())]
        spoken_for[upload.source_id] = min([before, *months])
    told = {id_: _months(months) for id_, months in found.items()}
    return StatusLog(told, sum(loose.get(id_, 0) for id_ in newest.values()))


def _months(months: Mapping[dt.date, Sequence[LogEntry]]) -> dict[dt.date, LoggedMonth]:
    return {month: logged(tuple(entries)) for month, entries in sorted(months.items())}


def _newest_first(rows: Collection[tuple[int, LogEntry]]) -> list[tuple[int, LogEntry]]:
    """Turn a log's rows so that the newest stand first: most logs go on downwards, some upwards."""
    months = [entry.month for _, entry in rows]
    falling = sum(after < before for before, after in pairwise(months))
    rising = sum(after > before for before, after in pairwise(months))
    return list(rows) if falling > rising else list(rows)[::-1]


def _rows(
    session: Session, as_of: dt.datetime, uploads: Mapping[int, UploadNote]
) -> tuple[Mapping[int, _Rows], Mapping[int, int]]:
    """Give each upload's rows, and how many it has whose initiative or single month is not known."""
    home = initiatives_of(session, as_of, uploads)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(list(uploads)), ListRecord.kind == TableKind.STATUS_LOG
    )
    found: dict[int, _Rows] = defaultdict(list)
    loose: dict[int, int] = defaultdict(int)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        id_ = home.get((record.upload_id, record.report_number or 0))
        month = _month(record)
        if id_ is None or month is None:
            loose[record.upload_id] += 1
        else:
            found[record.upload_id].append((id_, _entry(record, month, uploads[record.upload_id])))
    return found, loose


def _month(record: ListRecord) -> dt.date | None:
    """Give the one month that a record is about; None: none is stated, or a longer span."""
    first, last = record.first_date, record.last_date
    if first is None or last is None or month_of(first) != month_of(last):
        return None
    return month_of(first)


def _entry(record: ListRecord, month: dt.date, upload: UploadNote) -> LogEntry:
    cells = cells_of(record.values_json)
    light, words = cells.get("traffic_light"), cells.get("status_text")
    shown = light or words
    place = place_of(record, upload, shown.cell if shown else None, shown.text if shown else "")
    text = None if words is None or words.value is None else str(words.value)
    return LogEntry(month, record.state, text, place)
