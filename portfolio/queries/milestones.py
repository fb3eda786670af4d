"""What lists' tables of milestones say at an instant: each source's newest one, and what it said before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.milestones import Milestone, MilestoneBook, MilestoneDay, in_order, successive
from portfolio.queries.told import UploadNote, initiatives_of, place_of, uploads_with
from portfolio.records import FuzzyDate
from portfolio.rules.likeness import fold
from portfolio.tables import ListRecord
from portfolio.vocabulary import TableKind

_Key = tuple[int, str, int]
"""An initiative, a milestone's name, and which of that name it is in the list."""

_Table = dict[_Key, Milestone]


def read_milestones(session: Session, as_of: dt.datetime) -> MilestoneBook:
    """Read what tables of milestones said, as known at an instant."""
    uploads = uploads_with(session, as_of, TableKind.MILESTONES)
    if not uploads:
        return MilestoneBook()
    tables, loose = _tables(session, as_of, {upload.id: upload for upload in uploads})
    of_source: dict[int, list[int]] = defaultdict(list)
    for upload in uploads:
        of_source[upload.source_id].append(upload.id)
    found: dict[int, list[Milestone]] = defaultdict(list)
    gone: dict[int, list[Milestone]] = defaultdict(list)
    for ids in of_source.values():
        newest, *before = (tables[id_] for id_ in ids)
        for key, milestone in newest.items():
            found[milestone.initiative_id].append(_with_past(milestone, key, before))
        for milestone in _gone(newest, before):
            gone[milestone.initiative_id].append(milestone)
    return MilestoneBook(_ordered(found), _ordered(gone), sum(loose[ids[0]] for ids in of_source.values()))


def _ordered(found: Mapping[int, Sequence[Milestone]]) -> dict[int, tuple[Milestone, ...]]:
    return {id_: in_order(own) for id_, own in found.items()}


def _with_past(milestone: Milestone, key: _Key, before: Sequence[_Table]) -> Milestone:
    """Give a milestone with what earlier lists said of it; ``before`` has the newest list first."""
    days = [table[key].now for table in before if key in table]
    last = before[0].get(key) if before else None
    return Milestone(
        milestone.initiative_id,
        milestone.name,
        milestone.now,
        milestone.state,
        successive(days, milestone.now),
        None if last is None else last.now,
    )


def _gone(newest: _Table, before: Sequence[_Table]) -> list[Milestone]:
    """Give those that were not done in the list before and do not stand in the newest."""
    last = before[0] if before else {}
    return [it for key, it in last.items() if key not in newest and not it.is_done]


def _tables(
    session: Session, as_of: dt.datetime, uploads: Mapping[int, UploadNote]
) -> tuple[Mapping[int, _Table], Mapping[int, int]]:
    home = initiatives_of(session, as_of, uploads)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(list(uploads)), ListRecord.kind == TableKind.MILESTONES
    )
    found: dict[int, _Table] = defaultdict(dict)
    loose: dict[int, int] = defaultdict(int)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        id_ = home.get((record.upload_id, record.report_number or 0))
        if id_ is None:
            loose[record.upload_id] += 1
            continue
        milestone = _milestone(record, id_, uploads[record.upload_id])
        table, name = found[record.upload_id], fold(milestone.name)
        nth = next(n for n in range(len(table) + 1) if (id_, name, n) not in table)
        table[id_, name, nth] = milestone
    return found, loose


def _milestone(record: ListRecord, initiative_id: int, upload: UploadNote) -> Milestone:
    cells = cells_of(record.values_json)
    date, name = cells.get("date"), cells.get("milestone")
    shown = date or name
    place = place_of(record, upload, shown.cell if shown else None, shown.text if shown else "")
    value = date.value if date is not None and isinstance(date.value, FuzzyDate) else None
    said = record.part or (name.text if name is not None else "")
    return Milestone(initiative_id, said, MilestoneDay(value, upload.month, place), record.state)
