"""Where what is missing belongs: the rows of the sources' newest lists, with the cells to fill in."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import columns_of
from portfolio.rules.gaps import GAP_FIELDS, Gap
from portfolio.snapshot import Pairs, Snapshot
from portfolio.store import TYPED
from portfolio.tables import MatchDecision, Report, Upload, UploadFinding, UploadTable
from portfolio.versions.facts import DECIDED, read_lists
from portfolio.vocabulary import TableKind

UNKNOWN_PLACES = ("place.unknown_municipality", "place.perhaps_municipality", "place.unclear_group")
"""Findings that say that a municipality of the text is not known."""

_CELL = re.compile(r"([A-Z]+)([0-9]+)")

RowKey = tuple[int, str | None, str]
"""An upload, a sheet of it, and the row's number or, in a list laid on its side, the column's letters."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an initiative stands in a source's newest list.

    Attributes:
        source_id: the source.
        upload_id: its newest list.
        sheet: the sheet; None for csv.
        row: the row; None in a list laid on its side.
        column: there its column's letters; else None.
    """

    source_id: int
    upload_id: int
    sheet: str | None
    row: int | None
    column: str | None

    @property
    def key(self) -> RowKey:
        """The row among all."""
        return self.upload_id, self.sheet, str(self.row) if self.column is None else self.column


@dataclass(frozen=True, eq=False)
class Spots:
    """Where the initiatives of a snapshot stand in the sources' newest lists.

    Attributes:
        months: each newest upload and its month.
        spots: an initiative's id, and where it stands, one a source.
        columns: an upload and its sheet, and the place of each field in it.
        unknown: rows in which a municipality stands that nobody knows, and the cell.
        typed: the list that Tværblik keeps itself, where it is among them: it has no cells.
        by_source: initiatives and their sources, by the sources' ids as text.
    """

    months: Mapping[int, dt.date]
    spots: Mapping[int, tuple[Spot, ...]]
    columns: Mapping[tuple[int, str | None], Mapping[str, str]]
    unknown: Mapping[RowKey, str]
    typed: frozenset[int]
    by_source: Pairs

    def cell(self, spot: Spot, gap: Gap) -> str | None:
        """Give the cell in which what is missing belongs; None where the list has no column for it."""
        if spot.upload_id in self.typed:
            return None
        if gap is Gap.UNKNOWN_PLACE:
            return self.unknown.get(spot.key)
        places = self.columns.get((spot.upload_id, spot.sheet), {})
        place = next((places[field] for field in GAP_FIELDS[gap] if field in places), None)
        if place is None:
            return None
        return f"{place}{spot.row}" if spot.column is None else f"{spot.column}{place}"

    @cached_property
    def source_ids(self) -> tuple[int, ...]:
        """The sources that any initiative stands in, in the order of ``by_source``."""
        return tuple(map(int, self.by_source.names))


def read_spots(session: Session, known: Snapshot, as_of: dt.datetime) -> Spots:
    """Read where the initiatives of a snapshot stood in the sources' newest lists at an instant."""
    newest = _newest(session, as_of)
    found: dict[int, dict[int, Spot]] = defaultdict(dict)
    for initiative, spot in _rows(session, newest, newest, as_of):
        found[initiative].setdefault(spot.source_id, spot)
    query = select(Upload.id, Upload.month, Upload.format).where(Upload.id.in_(newest))
    uploads = session.execute(query).all()
    return Spots(
        months={id_: month for id_, month, _ in uploads},
        spots={id_: tuple(by_source.values()) for id_, by_source in found.items()},
        columns=_columns(session, newest),
        unknown=_unknown(session, newest),
        typed=frozenset(id_ for id_, _, format_ in uploads if format_ == TYPED),
        by_source=_pairs(known, found),
    )


def unplaced(session: Session, as_of: dt.datetime) -> set[int]:
    """Give the initiatives in whose newest list a municipality stands that nobody knows."""
    newest = _newest(session, as_of)
    unknown = _unknown(session, newest)
    uploads = {upload for upload, _, _ in unknown}
    return {id_ for id_, spot in _rows(session, newest, uploads, as_of) if spot.key in unknown}


def _newest(session: Session, as_of: dt.datetime) -> dict[int, int]:
    """Give each source's newest list at an instant, and the source."""
    lists = read_lists(session)
    sources = {upload.source_id for upload in lists.uploads.values()}
    found = ((lists.newest(source, as_of), source) for source in sources)
    return {upload: source for upload, source in found if upload is not None}


def _rows(
    session: Session, newest: Mapping[int, int], uploads: Collection[int], as_of: dt.datetime
) -> Iterator[tuple[int, Spot]]:
    """Give the initiatives that stand in some uploads, and where, in the lists' order."""
    if not uploads:
        return
    undone = MatchDecision.undone_at
    query = (
        select(MatchDecision.initiative_id, Report.upload_id, Report.sheet, Report.row, Report.column)
        .join(Report, DECIDED)
        .where(MatchDecision.upload_id.in_(uploads), MatchDecision.decided_at <= as_of)
        .where(or_(undone.is_(None), undone > as_of))
        .order_by(Report.upload_id, Report.number)
    )
    for initiative, upload, sheet, row, column in session.execute(query):
        yield initiative, Spot(newest[upload], upload, sheet, row, None if row is not None else column)


def _columns(session: Session, uploads: Collection[int]) -> dict[tuple[int, str | None], dict[str, str]]:
    query = (
        select(UploadTable.upload_id, UploadTable.sheet, UploadTable.columns_json)
        .where(UploadTable.upload_id.in_(uploads), UploadTable.kind == TableKind.INITIATIVES)
        .order_by(UploadTable.number)
    )
    found: dict[tuple[int, str | None], dict[str, str]] = defaultdict(dict)
    for upload, sheet, text in session.execute(query):
        for column in columns_of(text):
            if column.field is not None:
                found[upload, sheet].setdefault(column.field, column.place)
    return found


def _unknown(session: Session, uploads: Collection[int]) -> dict[RowKey, str]:
    """Give the rows in which a municipality stands that nobody knows, by number and by letters."""
    query = (
        select(UploadFinding.upload_id, UploadFinding.sheet, UploadFinding.cell)
        .where(UploadFinding.upload_id.in_(uploads), UploadFinding.message_id.in_(UNKNOWN_PLACES))
        .order_by(UploadFinding.upload_id, UploadFinding.number)
    )
    found: dict[RowKey, str] = {}
    for upload, sheet, cell in session.execute(query):
        place = _CELL.fullmatch(cell or "")
        if place is not None:
            found.setdefault((upload, sheet, place[2]), str(cell))
            found.setdefault((upload, sheet, place[1]), str(cell))
    return found


def _pairs(known: Snapshot, found: Mapping[int, Mapping[int, Spot]]) -> Pairs:
    ids = sorted({source for by_source in found.values() for source in by_source})
    number = {source: place for place, source in enumerate(ids)}
    pairs = [
        (place, number[source])
        for id_, by_source in found.items()
        if (place := known.place(id_)) is not None
        for source in by_source
    ]
    ordered = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return Pairs(tuple(map(str, ids)), ordered[:, 0].copy(), ordered[:, 1].astype(np.int16))
