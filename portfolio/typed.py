"""Initiatives that stand on no list: typed in Tværblik, as rows of a list that Tværblik keeps itself.

That list is a source like the others. Each entry stores it anew for the present month, with the rows it had
and the new one, so that all that holds of lists (versions, as-of, counts, receipts, conflicts) holds of it.
Its ``format`` tells it from files.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import check_value, read_reason
from portfolio.encoding import cells_json, cells_of
from portfolio.errors import TvaerblikError
from portfolio.fields import FIELDS, OUR_ID
from portfolio.findings import Finding
from portfolio.identity import wait_in_line
from portfolio.ledger import RowAnswer
from portfolio.records import (
    CellValue,
    ColumnReading,
    FileFacts,
    Reading,
    Report,
    RowCounts,
    TableReading,
    Value,
)
from portfolio.rules.months import danish_day, month_of
from portfolio.store import TYPED, NewUpload, load_upload, source_named
from portfolio.tables import FOREVER, MatchDecision, Upload
from portfolio.tables import Report as StoredReport
from portfolio.versions.facts import DECIDED, read_lists
from portfolio.vocabulary import Severity, TableKind

LIST_NAME = "Tastet i Tværblik"

ENTRY_FIELDS = (
    "title",
    "cluster",
    "focus_area",
    "status",
    "phase",
    "traffic_light",
    "municipalities",
    "owner",
    "lead",
    "start",
    "end",
    "description",
    "remarks",
)
"""What is asked of a new initiative; all else can be said as corrections of it."""


class NotTypedError(TvaerblikError):
    """The initiative is none of those that were typed here, or it has been taken off the list already."""

    message_id = "typed.unknown"

    def __init__(self, initiative_id: int) -> None:
        super().__init__(initiative_id=initiative_id)


@dataclass(frozen=True, slots=True)
class Entered:
    """A new initiative, and the upload that its row stands in."""

    initiative_id: int
    upload_id: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the list, and the initiative that it is about; None: a new one."""

    cells: Mapping[str, CellValue]
    initiative_id: int | None


def enter_initiative(
    session: Session, values: Mapping[str, Value], *, declined: Sequence[int] = (), now: dt.datetime, by: str
) -> Entered:
    """Make an initiative that stands on no list.

    Args:
        session: a writer's session; the caller commits.
        values: what is said of it, by field; a title at least.
        declined: initiatives that it could be and is not, to be remembered.
        now: the instant, aware.
        by: who types it.

    Raises:
        CorrectionRefusedError: a field cannot hold its value, or there is no title.
    """
    checked = {name: check_value(name, values.get(name)) for name in ("title", *values)}
    wait_in_line(session)
    cells = {name: CellValue(value, "", None) for name, value in checked.items() if value is not None}
    rows = [*_rows(session), _Row(cells, None)]
    upload_id = _store(session, rows, (), tuple(declined), now, by)
    query = select(MatchDecision.initiative_id).where(
        MatchDecision.upload_id == upload_id, MatchDecision.report_number == len(rows)
    )
    return Entered(session.scalars(query).one(), upload_id)


def take_off(session: Session, initiative_id: int, *, reason: str, now: dt.datetime, by: str) -> None:
    """Take an initiative off the list of those that were typed; as of earlier it is known as it was.

    Raises:
        NotTypedError: it does not stand there.
        CorrectionRefusedError: there is no reason.
    """
    said = read_reason(reason)
    wait_in_line(session)
    rows = _rows(session)
    left = [row for row in rows if row.initiative_id != initiative_id]
    if len(left) == len(rows):
        raise NotTypedError(initiative_id)
    facts: dict[str, str | int] = {"initiative_id": initiative_id, "reason": said}
    _store(session, left, (Finding("typed.taken_off", Severity.INFO, facts=facts),), (), now, by)


def put_back(session: Session, initiative_id: int, *, now: dt.datetime, by: str) -> None:
    """Put an initiative that was taken off the list back on it, as it stood there.

    Raises:
        NotTypedError: it never stood there, or it does now.
    """
    wait_in_line(session)
    rows, last = _rows(session), _last_row(session, initiative_id)
    if last is None or initiative_id in {row.initiative_id for row in rows}:
        raise NotTypedError(initiative_id)
    _store(session, [*rows, last], (), (), now, by)


def _rows(session: Session) -> list[_Row]:
    """Give the rows of the list as it stands."""
    source = source_named(session, LIST_NAME)
    newest = None if source is None else read_lists(session).newest(source.id, FOREVER)
    if newest is None:
        return []
    query = (
        select(StoredReport.values_json, MatchDecision.initiative_id)
        .join(MatchDecision, DECIDED)
        .where(StoredReport.upload_id == newest, MatchDecision.undone_at.is_(None))
        .order_by(StoredReport.number)
    )
    return [_Row(_own_cells(text), id_) for text, id_ in session.execute(query)]


def _last_row(session: Session, initiative_id: int) -> _Row | None:
    query = (
        select(StoredReport.values_json)
        .join(MatchDecision, DECIDED)
        .join(Upload, Upload.id == StoredReport.upload_id)
        .where(Upload.format == TYPED, MatchDecision.initiative_id == initiative_id)
        .where(MatchDecision.undone_at.is_(None))
        .order_by(StoredReport.upload_id.desc(), StoredReport.number)
    )
    text = session.scalars(query.limit(1)).first()
    return None if text is None else _Row(_own_cells(text), initiative_id)


def _own_cells(values_json: str) -> dict[str, CellValue]:
    return {name: cell for name, cell in cells_of(values_json).items() if name != OUR_ID.name}


def _store(
    session: Session,
    rows: Sequence[_Row],
    findings: tuple[Finding, ...],
    declined: tuple[int, ...],
    now: dt.datetime,
    by: str,
) -> int:
    """Store the list for the present month, or its newest one where a clock was set back."""
    new = NewUpload(
        source=LIST_NAME,
        sender="",
        organisation=None,
        month=max([month_of(danish_day(now)), *_months(session)]),
        reading=_reading(rows, findings),
        kept_path=None,
        now=now,
        by=by,
        answers=_answers(rows, declined),
    )
    return load_upload(session, new).upload_id


def _months(session: Session) -> list[dt.date]:
    source = source_named(session, LIST_NAME)
    lists = read_lists(session)
    if source is None:
        return []
    return [lists.uploads[id_].month for id_ in lists.in_force(source.id, FOREVER)]


def _answers(rows: Sequence[_Row], declined: tuple[int, ...]) -> dict[int, RowAnswer]:
    """Say which initiatives rows are about where their numbers do not: the new one, and one told of twice."""
    told = Counter(row.initiative_id for row in rows)
    answers: dict[int, RowAnswer] = {}
    for number, row in enumerate(rows, 1):
        if row.initiative_id is None:
            answers[number] = RowAnswer(is_new=True, declined=declined)
        elif told[row.initiative_id] > 1:
            answers[number] = RowAnswer(same_as=row.initiative_id)
    return answers


def _reading(rows: Sequence[_Row], findings: tuple[Finding, ...]) -> Reading:
    reports = tuple(_report(number, row) for number, row in enumerate(rows, 1))
    told = [cells_json(report.values) for report in reports]
    written = "\n".join(told).encode()
    file = FileFacts(LIST_NAME, len(written), hashlib.sha256(written).hexdigest(), TYPED)
    return Reading(file, (_table(reports),), findings)


def _report(number: int, row: _Row) -> Report:
    """Make a row; one about a known initiative carries its number."""
    if row.initiative_id is None:
        return Report(None, number, row.cells)
    own = CellValue(row.initiative_id, str(row.initiative_id), None)
    return Report(None, number, {**row.cells, OUR_ID.name: own})


def _table(reports: tuple[Report, ...]) -> TableReading:
    count = len(reports)
    return TableReading(
        sheet=None,
        kind=TableKind.INITIATIVES,
        header_rows=None,
        first_row=1,
        last_row=max(count, 1),
        columns=tuple(_columns({name for report in reports for name in report.values})),
        rows=RowCounts(count, count, 0, 0, 0),
        skipped=(),
        outside=(),
        records=reports,
    )


def _columns(used: Collection[str]) -> Iterable[ColumnReading]:
    named = [field for field in FIELDS.values() if field.name in used]
    return (
        ColumnReading(chr(ord("A") + place), field.label.da, field.name, 1.0)
        for place, field in enumerate(named)
    )
