"""What lists' tables measure, as known at an instant: each indicator's first and newest value."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.process.course import ToldIn
from portfolio.queries.told import UploadNote, initiatives_of, place_of, speaking
from portfolio.records import CellValue
from portfolio.tables import ListRecord
from portfolio.vocabulary import TableKind


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was measured.

    Attributes:
        value: the number.
        text: as typed.
        day: the last day of what it was measured for; None: not said.
        told_in: where it stands.
    """

    value: float
    text: str
    day: dt.date | None
    told_in: ToldIn


@dataclass(frozen=True, slots=True)
class Measurement:
    """An indicator of an initiative, with its first value and its newest.

    ``initiative_id`` is None where the table's title is that of no initiative.
    """

    initiative_id: int | None
    title: str
    indicator: str
    unit: str
    first: Measured
    newest: Measured
    count: int


def read_measurements(session: Session, as_of: dt.datetime) -> tuple[Measurement, ...]:
    """Read what the newest lists measure, by title and indicator."""
    uploads = speaking(session, as_of, [TableKind.MEASUREMENTS])
    if not uploads:
        return ()
    of_report = initiatives_of(session, as_of, uploads)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(uploads), ListRecord.kind == TableKind.MEASUREMENTS
    )
    found: dict[tuple[int | None, str, str], list[tuple[str, Measured]]] = defaultdict(list)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        id_ = of_report.get((record.upload_id, record.report_number or 0))
        cells = cells_of(record.values_json)
        value = _number(cells.values())
        if value is not None and record.part:
            unit = _said(cells.get("funding"))
            found[id_, record.title, record.part].append((unit, _measured(record, uploads, value)))
    return tuple(_measurement(*key, said) for key, said in sorted(found.items(), key=_in_order))


def _in_order(item: tuple[tuple[int | None, str, str], object]) -> tuple[str, str, int]:
    (id_, title, indicator), _ = item
    return title, indicator, id_ or 0


def _number(cells: Iterable[CellValue]) -> CellValue | None:
    """Give the cell of the number itself: the only one that holds a number."""
    numbers = (it for it in cells if isinstance(it.value, int | float) and not isinstance(it.value, bool))
    return next(numbers, None)


def _said(cell: CellValue | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value)


def _measured(record: ListRecord, uploads: Mapping[int, UploadNote], cell: CellValue) -> Measured:
    value = cell.value if isinstance(cell.value, int | float) else 0
    place = place_of(record, uploads[record.upload_id], cell.cell, cell.text)
    return Measured(float(value), cell.text, record.last_date, place)


def _measurement(
    id_: int | None, title: str, indicator: str, said: list[tuple[str, Measured]]
) -> Measurement:
    ordered = sorted(said, key=lambda it: (it[1].day is not None, it[1].day or dt.date.min))
    unit = next((unit for unit, _ in said if unit), "")
    return Measurement(id_, title, indicator, unit, ordered[0][1], ordered[-1][1], len(ordered))
