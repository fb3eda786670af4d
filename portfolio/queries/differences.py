"""Reads what is otherwise at one instant than at an earlier one, from the versions that are not the same.

A version that was known at the earlier instant and is not the one of the later has ended in between, and the
other way round: both are found by ranges of an index, however long the history is.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from portfolio.differences import Differences, Lists, Seen, difference
from portfolio.encoding import cells_of, columns_of, read_origins
from portfolio.garbage import no_garbage_sought
from portfolio.queries.portfolio import known_at
from portfolio.store import TYPED
from portfolio.tables import Correction, MatchDecision, Report, Source, Upload, UploadTable, Version
from portfolio.versions.facts import DECIDED
from portfolio.versions.history import ReportId
from portfolio.versions.lists import UploadFacts
from portfolio.vocabulary import TableKind

_VALUES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_BATCH = 500


def read_differences(session: Session, since: dt.datetime, as_of: dt.datetime) -> Differences:
    """Give all that is otherwise at an instant than at an earlier one."""
    with no_garbage_sought():
        return _differences(session, since, as_of)


def _differences(session: Session, since: dt.datetime, as_of: dt.datetime) -> Differences:
    old, new = _seen(session, _ended(since, as_of)), _seen(session, _began(since, as_of))
    lists = _lists(session, since, as_of)
    others: dict[int, list[int]] = defaultdict(list)
    for before, now in sorted(_moved(session, since, as_of)):
        others[before].append(now)
        others[now].append(before)
    found = (
        difference(id_, old.get(id_), new.get(id_), lists, others.get(id_, ()))
        for id_ in sorted(old.keys() | new.keys())
    )
    return Differences(it for it in found if it is not None)


_SEEN = (
    Version.initiative_id,
    Version.is_listed,
    Version.organisation_id,
    Version.values_json,
    Version.origins_json,
)


def _seen(session: Session, wanted: ColumnElement[bool]) -> dict[int, Seen]:
    """Give some versions, one an initiative, by initiative."""
    rows = session.connection().execute(select(*_SEEN).where(wanted)).all()
    values = _VALUES.decode
    return {
        id_: Seen(is_listed, area, values(told), read_origins(of)) for id_, is_listed, area, told, of in rows
    }


def _ended(since: dt.datetime, as_of: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that a version was known at an instant, and is not the one of the later instant."""
    return and_(Version.known_from <= since, Version.known_to > since, Version.known_to <= as_of)


def _began(since: dt.datetime, as_of: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that a version was known at an instant, and is not that of the earlier instant."""
    return and_(Version.known_from > since, Version.known_from <= as_of, Version.known_to > as_of)


# --- What the lists were ------------------------------------------------------------------------------------


def _lists(session: Session, since: dt.datetime, as_of: dt.datetime) -> Lists:
    """Give which columns each source's list had at both instants, and which lists were withdrawn between."""
    before, after = _newest(session, since), _newest(session, as_of)
    columns = _columns(session, {it.id for it in (*before.values(), *after.values())})
    withdrawn = {source: it.withdrawn_at for source, it in before.items() if it.withdrawn_at is not None}
    return Lists(
        before={source: columns.get(it.id, frozenset()) for source, it in before.items()},
        after={source: columns.get(it.id, frozenset()) for source, it in after.items()},
        withdrawn=frozenset(source for source, at in withdrawn.items() if at <= as_of),
        typed=frozenset(session.scalars(select(Upload.source_id).where(Upload.format == TYPED).distinct())),
    )


def _newest(session: Session, at: dt.datetime) -> dict[int, UploadFacts]:
    """Give each source's newest list of an instant."""
    columns = (Upload.id, Upload.source_id, Upload.month, Upload.uploaded_at, Upload.withdrawn_at)
    stood = or_(Upload.withdrawn_at.is_(None), Upload.withdrawn_at > at)
    rows = session.execute(select(*columns).where(Upload.uploaded_at <= at, stood))
    known = sorted((UploadFacts(*row) for row in rows), key=lambda facts: facts.age)
    return {facts.source_id: facts for facts in known}


def _columns(session: Session, uploads: Collection[int]) -> dict[int, frozenset[str]]:
    """Give the fields that some uploads' lists of initiatives have columns for."""
    query = select(UploadTable.upload_id, UploadTable.columns_json).where(
        UploadTable.upload_id.in_(uploads), UploadTable.kind == TableKind.INITIATIVES
    )
    found: dict[int, set[str]] = defaultdict(set)
    for upload, text in session.execute(query):
        found[upload].update(column.field for column in columns_of(text) if column.field is not None)
    return {upload: frozenset(fields) for upload, fields in found.items()}


def _moved(session: Session, since: dt.datetime, as_of: dt.datetime) -> set[tuple[int, int]]:
    """Give the initiatives whose reports were about one at an instant, and about another at a later one.

    It is the ledger that tells what was merged and split, undone or not: which report was about what.
    """
    decided = MatchDecision
    query = select(decided.upload_id, decided.report_number, decided.initiative_id).where(
        decided.undone_at > since, decided.undone_at <= as_of, decided.decided_at <= since
    )
    before = {(upload, number): id_ for upload, number, id_ in session.execute(query)}
    reports, found = sorted(before), set()
    for start in range(0, len(reports), _BATCH):
        for upload, number, id_ in session.execute(_decided(reports[start : start + _BATCH], as_of)):
            if before[upload, number] != id_:
                found.add((before[upload, number], id_))
    return found


def _decided(reports: Sequence[ReportId], at: dt.datetime) -> CompoundSelect[int, int, int]:
    """Ask what some reports were decided to be about at an instant; each half has an index of its own."""
    decided = MatchDecision
    query = select(decided.upload_id, decided.report_number, decided.initiative_id).where(
        tuple_(decided.upload_id, decided.report_number).in_(reports), decided.decided_at <= at
    )
    return union_all(query.where(decided.undone_at.is_(None)), query.where(decided.undone_at > at))


# --- Where it stands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stood at an instant: its cell in a source's newest list.

    Attributes:
        upload_id: the upload, ``file_name`` its file, ``source`` the list's name, ``month`` its month.
        sheet: the sheet; None for csv.
        cell: the cell, or of a whole row its first; None where nothing tells.
        text: what stood in it, as typed.
        uploaded_at: when it came, and ``uploaded_by`` who loaded it.
        is_typed: it was typed in Tværblik and stands in no file.
    """

    upload_id: int
    file_name: str
    source: str
    month: dt.date
    sheet: str | None
    cell: str | None
    text: str
    uploaded_at: dt.datetime
    uploaded_by: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Set:
    """What a person had set a field to at an instant: by whom, when and why."""

    reason: str
    by: str
    at: dt.datetime


Places = Mapping[tuple[int, str], Place]
"""Where the value of an initiative's field stands; "" for the field: the row itself."""


def read_places(session: Session, initiative_ids: Collection[int], at: dt.datetime) -> Places:
    """Give where all that the newest lists of an instant say about some initiatives stands."""
    newest = [facts.id for facts in _newest(session, at).values()]
    found: dict[tuple[int, str], Place] = {}
    ids = sorted(initiative_ids)
    for start in range(0, len(ids), _BATCH):
        rows = session.execute(_reports_query(ids[start : start + _BATCH], newest, at)).all()
        for id_, report, listed, source in sorted(rows, key=lambda row: _newest_first(row[1], row[2])):
            for name, place in _places(report, listed, source):
                found.setdefault((id_, name), place)
    return found


def _reports_query(
    ids: Sequence[int], uploads: Sequence[int], at: dt.datetime
) -> Select[int, Report, Upload, str]:
    """Ask for the reports of some uploads that were decided to be about some initiatives at an instant."""
    undone = MatchDecision.undone_at
    return (
        select(MatchDecision.initiative_id, Report, Upload, Source.name)
        .join(Report, DECIDED)
        .join(Upload, Upload.id == Report.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(MatchDecision.initiative_id.in_(ids), MatchDecision.upload_id.in_(uploads))
        .where(MatchDecision.decided_at <= at, or_(undone.is_(None), undone > at))
    )


def _newest_first(report: Report, upload: Upload) -> tuple[int, float, int, int]:
    return -upload.month.toordinal(), -upload.uploaded_at.timestamp(), -upload.id, report.number


def _places(report: Report, upload: Upload, source: str) -> Iterator[tuple[str, Place]]:
    def place(cell: str | None, text: str) -> Place:
        return Place(
            upload_id=upload.id,
            file_name=upload.file_name,
            source=source,
            month=upload.month,
            sheet=report.sheet,
            cell=cell,
            text=text,
            uploaded_at=upload.uploaded_at,
            uploaded_by=upload.uploaded_by,
            is_typed=upload.format == TYPED,
        )

    cells = cells_of(report.values_json)
    title = cells.get("title")
    yield "", place(None if title is None else title.cell, report.title)
    for name, cell in cells.items():
        if cell.value is not None:
            yield name, place(cell.cell, cell.text)


def read_set(
    session: Session, initiative_ids: Collection[int], at: dt.datetime
) -> Mapping[tuple[int, str], Set]:
    """Give what people had set fields of some initiatives to at an instant."""
    ids = sorted(initiative_ids)
    found: dict[tuple[int, str], Set] = {}
    for start in range(0, len(ids), _BATCH):
        query = select(Correction).where(
            Correction.initiative_id.in_(ids[start : start + _BATCH]),
            Correction.corrected_at <= at,
            or_(Correction.undone_at.is_(None), Correction.undone_at > at),
        )
        for it in session.scalars(query.order_by(Correction.corrected_at, Correction.id)):
            found[it.initiative_id, it.field] = Set(it.reason, it.corrected_by, it.corrected_at)
    return found


def read_titles(session: Session, initiative_ids: Collection[int], at: dt.datetime) -> dict[int, str]:
    """Give the titles that some initiatives had at an instant; those not known then are left out."""
    query = select(Version.initiative_id, Version.title).where(
        Version.initiative_id.in_(sorted(initiative_ids)), known_at(Version, at)
    )
    return dict(session.execute(query).all())
