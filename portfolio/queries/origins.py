"""Where values stand: the cells of the newest lists' rows by initiative, and the files they are in."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import origins_of
from portfolio.queries.everything import newest_reports
from portfolio.queries.portfolio import known_at
from portfolio.tables import Upload, UploadTable, Version

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ValueCells:
    """Where an initiative's values stand.

    Attributes:
        cells: field -> the cell of the newest list whose value is the one shown.
        corrected: the fields that a person has set in Tværblik instead.
    """

    cells: Mapping[str, str]
    corrected: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that a list came in."""

    file_name: str
    sheets: tuple[str, ...]
    sha256: str


def value_cells(session: Session, as_of: dt.datetime, ids: Collection[int]) -> dict[int, ValueCells]:
    """Give where the values of some initiatives stand, as known at an instant.

    A field whose list did not come in the newest month that has the initiative is left out.
    """
    said = _cells_by_source(session, as_of, frozenset(ids))
    found: dict[int, ValueCells] = {}
    for part in _parts(sorted(ids)):
        query = select(Version.initiative_id, Version.values_json, Version.origins_json).where(
            known_at(Version, as_of), Version.initiative_id.in_(part)
        )
        for id_, values, origins in session.execute(query):
            found[id_] = _value_cells(origins_of(origins, json.loads(values)), said[id_])
    return found


def _value_cells(
    origins: Mapping[str, tuple[str, int]], by_source: Mapping[int, Mapping[str, str]]
) -> ValueCells:
    cells = {
        field: by_source[number][field]
        for field, (kind, number) in origins.items()
        if kind == "source" and field in by_source.get(number, {})
    }
    return ValueCells(cells, frozenset(field for field, (kind, _) in origins.items() if kind == "correction"))


def _cells_by_source(
    session: Session, as_of: dt.datetime, ids: frozenset[int]
) -> defaultdict[int, dict[int, dict[str, str]]]:
    found: defaultdict[int, dict[int, dict[str, str]]] = defaultdict(dict)
    for row in newest_reports(session, as_of):
        if row.initiative_id in ids:
            found[row.initiative_id][row.source_id] = _cells(row.values_json)
    return found


def _cells(text: str) -> dict[str, str]:
    told: Mapping[str, Mapping[str, str]] = json.loads(text)
    return {field: cell["cell"] for field, cell in told.items() if cell.get("cell")}


def list_files(session: Session, upload_ids: Collection[int]) -> dict[int, ListFile]:
    """Give the files of some uploads, with the sheets that were read in each."""
    sheets: defaultdict[int, list[str]] = defaultdict(list)
    asked = select(UploadTable.upload_id, UploadTable.sheet).where(UploadTable.upload_id.in_(upload_ids))
    for upload_id, sheet in session.execute(asked.order_by(UploadTable.upload_id, UploadTable.number)):
        if sheet and sheet not in sheets[upload_id]:
            sheets[upload_id].append(sheet)
    files = select(Upload.id, Upload.file_name, Upload.sha256).where(Upload.id.in_(upload_ids))
    return {id_: ListFile(name, tuple(sheets[id_]), digest) for id_, name, digest in session.execute(files)}


def _parts(ids: list[int]) -> Iterable[list[int]]:
    """Give ids in parts that a statement can hold."""
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
