"""What people and other tables than lists of initiatives say, at an instant, and about which initiative.

Shared by the questions about processes, rounds of comments, adoption and evaluations.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portfolio.process.course import ToldIn
from portfolio.tables import IdentityChange, ListRecord, MatchDecision, Source, Upload, UploadTable
from portfolio.tables.process import Made
from portfolio.versions.facts import read_lists
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.vocabulary import ChangeKind, TableKind

Row = TypeVar("Row", bound=Made)

Saying = tuple[int, str, str | None, str | None]
"""A source, and a record's title, part and state."""


def stood(model: type[Made], as_of: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that what a person said stood at an instant."""
    return and_(model.made_at <= as_of, or_(model.undone_at.is_(None), model.undone_at > as_of))


def rows_said(
    session: Session, model: type[Row], as_of: dt.datetime, only: Collection[int] | None = None
) -> list[Row]:
    """Give what people had said at an instant and not taken back, in the order in which it was said.

    ``only`` names initiatives; None: of all.
    """
    query = select(model).where(stood(model, as_of))
    if only is not None:
        query = query.where(model.initiative_id.in_(only))  # type: ignore[attr-defined]  # those asked for have one
    return list(session.scalars(query.order_by(model.id)))  # type: ignore[attr-defined]  # every such table has one


class Homes:
    """Which initiative one that was merged is part of, as known at an instant."""

    def __init__(self, session: Session, as_of: dt.datetime) -> None:
        query = select(IdentityChange.other_id, IdentityChange.kept_id).where(
            IdentityChange.kind == ChangeKind.MERGE,
            IdentityChange.made_at <= as_of,
            or_(IdentityChange.undone_at.is_(None), IdentityChange.undone_at > as_of),
        )
        self._kept: dict[int, int] = dict(session.execute(query).all())

    def home(self, initiative_id: int) -> int:
        """Give the initiative that one is part of."""
        if initiative_id not in self._kept:
            return initiative_id
        seen: set[int] = set()
        while initiative_id in self._kept and initiative_id not in seen:
            seen.add(initiative_id)
            initiative_id = self._kept[initiative_id]
        return initiative_id

    def parts(self, initiative_id: int) -> set[int]:
        """Give an initiative and those that are part of it."""
        return {initiative_id, *(it for it in self._kept if self.home(it) == initiative_id)}


@dataclass(frozen=True, slots=True)
class UploadNote:
    """An upload whose tables speak, whose it is, and its reporting month."""

    id: int
    source_id: int
    source: str
    file_name: str
    at: dt.datetime
    by: str
    month: dt.date


def speaking(session: Session, as_of: dt.datetime, kinds: Iterable[TableKind]) -> dict[int, UploadNote]:
    """Give the newest upload in force of each source that has records of some kinds, one a kind."""
    query = select(ListRecord.upload_id, ListRecord.kind).where(ListRecord.kind.in_(list(kinds))).distinct()
    return _newest_of(session, as_of, query)


def speaking_of_adoption(session: Session, as_of: dt.datetime, *, in_lists: bool) -> dict[int, UploadNote]:
    """Give each source's newest upload in force that has records of adoption.

    Args:
        session: a reader's session.
        as_of: the instant.
        in_lists: whether they are from texts of lists of initiatives, and not from tables of adoption.
    """
    its_table = and_(
        UploadTable.upload_id == ListRecord.upload_id, UploadTable.number == ListRecord.table_number
    )
    query = select(ListRecord.upload_id, ListRecord.kind).join(UploadTable, its_table)
    is_list = UploadTable.kind == TableKind.INITIATIVES
    query = query.where(ListRecord.kind == TableKind.ADOPTION, is_list if in_lists else ~is_list).distinct()
    return _newest_of(session, as_of, query)


def _newest_of(session: Session, as_of: dt.datetime, query: Select[int, TableKind]) -> dict[int, UploadNote]:
    """Give the newest in force of each source and kind among the uploads that a query gives."""
    lists = read_lists(session)
    newest: dict[tuple[int, str], UploadFacts] = {}
    for upload_id, kind in session.execute(query):
        upload = lists.uploads[upload_id]
        if upload_id not in lists.in_force(upload.source_id, as_of):
            continue
        key = (upload.source_id, str(kind))
        if key not in newest or newest[key].age < upload.age:
            newest[key] = upload
    return _notes(session, {upload.id for upload in newest.values()})


def uploads_with(session: Session, as_of: dt.datetime, kind: TableKind) -> tuple[UploadNote, ...]:
    """Give all uploads in force that have records of a kind, each source's newest list first."""
    ids = session.scalars(select(ListRecord.upload_id).where(ListRecord.kind == kind).distinct()).all()
    if not ids:
        return ()
    lists = read_lists(session)
    uploads = [lists.uploads[id_] for id_ in ids]
    found = [it for it in uploads if it.id in lists.in_force(it.source_id, as_of)]
    notes = _notes(session, {upload.id for upload in found})
    return tuple(notes[it.id] for it in sorted(found, key=lambda it: it.age, reverse=True))


def _notes(session: Session, upload_ids: Collection[int]) -> dict[int, UploadNote]:
    if not upload_ids:
        return {}
    columns = (Upload.id, Upload.source_id, Source.name, Upload.file_name, Upload.uploaded_at)
    query = select(*columns, Upload.uploaded_by, Upload.month).join(Source, Source.id == Upload.source_id)
    rows = session.execute(query.where(Upload.id.in_(upload_ids)))
    return {row[0]: UploadNote(*row) for row in rows}


def initiatives_of(
    session: Session, as_of: dt.datetime, uploads: Iterable[int]
) -> dict[tuple[int, int], int]:
    """Give the initiative of each report of some uploads, as decided at the instant."""
    query = select(MatchDecision.upload_id, MatchDecision.report_number, MatchDecision.initiative_id).where(
        MatchDecision.upload_id.in_(list(uploads)),
        MatchDecision.decided_at <= as_of,
        or_(MatchDecision.undone_at.is_(None), MatchDecision.undone_at > as_of),
    )
    return {(upload, number): id_ for upload, number, id_ in session.execute(query)}


def first_said(
    session: Session,
    as_of: dt.datetime,
    uploads: Mapping[int, UploadNote],
    kind: TableKind,
    *,
    is_undated: bool = False,
) -> dict[Saying, dt.datetime]:
    """Give since when each source's lists have said so without a break.

    ``is_undated`` looks at records alone that name no day.
    """
    lists = read_lists(session)
    in_force = {id_ for note in uploads.values() for id_ in lists.in_force(note.source_id, as_of)}
    query = select(ListRecord.upload_id, ListRecord.title, ListRecord.part, ListRecord.state).where(
        ListRecord.kind == kind, ListRecord.upload_id.in_(in_force)
    )
    if is_undated:
        query = query.where(ListRecord.last_date.is_(None))
    by_month: dict[int, set[Saying]] = defaultdict(set)
    for upload_id, title, part, state in session.execute(query):
        by_month[upload_id].add((lists.uploads[upload_id].source_id, title, part, state))
    return _unbroken(lists, by_month)


def _unbroken(lists: Lists, by_month: Mapping[int, set[Saying]]) -> dict[Saying, dt.datetime]:
    """Give when the newest unbroken row of lists that say so began."""
    found: dict[Saying, dt.datetime] = {}
    earlier: dict[int, set[Saying]] = {}
    for upload in sorted((lists.uploads[id_] for id_ in by_month), key=lambda it: it.age):
        said = by_month[upload.id]
        before = earlier.get(upload.source_id, set())
        for saying in said:
            if saying not in before or saying not in found:
                found[saying] = upload.uploaded_at
        earlier[upload.source_id] = said
    return found


def place_of(record: ListRecord, upload: UploadNote, cell: str | None, text: str) -> ToldIn:
    """Give where a list says it."""
    return ToldIn(upload.source, upload.id, upload.file_name, record.sheet, cell, text)


def batches(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    """Give ids in parts that a statement can hold."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
