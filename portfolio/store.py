"""Writes: one import, one transaction, which is the caller's; and withdrawing one again."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.accounts import row_counts, severity_counts
from portfolio.arrivals import arrivals
from portfolio.decisions import base_of, decide, stamp_of
from portfolio.errors import TvaerblikError
from portfolio.garbage import no_garbage_sought
from portfolio.identity import InitiativeUnknownError, add_apart, wait_in_line
from portfolio.ledger import Match, RowAnswer
from portfolio.list_records import add_records, numbers_by_title, table_reports
from portfolio.records import InTurn, Reading, Report, RowCounts
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day, month_of, next_month
from portfolio.stored_rows import Speaker, Told, told_in_turn
from portfolio.tables import (
    FOREVER,
    Initiative,
    MatchDecision,
    Organisation,
    SenderAnswer,
    Source,
    Upload,
    UploadFinding,
    UploadTable,
    table_of,
)
from portfolio.tables import Report as StoredReport
from portfolio.upload_rows import (
    ANSWER_COLUMNS,
    FINDING_COLUMNS,
    TABLE_COLUMNS,
    answer_row,
    finding_row,
    table_row,
)
from portfolio.versions import Following, Reported, derive, write_first
from portfolio.versions.facts import read_lists, upload_facts
from portfolio.versions.lists import UploadFacts
from portfolio.vocabulary import Severity, TableKind, UploadState

_FIRST_MONTH = dt.date(2000, 1, 1)
"""Older than any health agreement: an earlier reporting month is a slip of the keyboard."""


TYPED = "typed"
"""The format of the list that Tværblik keeps itself (:mod:`portfolio.typed`): the one that may be empty."""


class NoInitiativesError(TvaerblikError):
    """The file was read, and there is no initiative in it."""

    message_id = "import.no_initiatives"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class SourceNameMissingError(TvaerblikError):
    """An upload must say whose list it is."""

    message_id = "source.name_missing"


class TypedSourceError(TvaerblikError):
    """A file is said to be the list that Tværblik keeps itself, which takes none."""

    message_id = "source.typed"

    def __init__(self, source: str) -> None:
        super().__init__(source=source)


class OrganisationUnknownError(TvaerblikError):
    """A source is said to belong to an organisation that is not among the reference data."""

    message_id = "source.organisation_unknown"

    def __init__(self, organisation: str) -> None:
        super().__init__(organisation=organisation)


class MonthFarError(TvaerblikError):
    """The reporting month is one that no list of today can be for."""

    message_id = "import.month_far"

    def __init__(self, month: dt.date) -> None:
        super().__init__(month=f"{month:%Y-%m}")


class ComparedBeforeError(TvaerblikError):
    """Since people saw what a list would change, something that it is compared with has changed."""

    message_id = "import.compared_before"

    def __init__(self, source: str) -> None:
        super().__init__(source=source)


class UploadUnknownError(TvaerblikError):
    """There is no upload with this id."""

    message_id = "upload.unknown"

    def __init__(self, upload_id: int) -> None:
        super().__init__(upload_id=upload_id)


class FileNotKeptHereError(TvaerblikError):
    """The upload's file was not kept, so that it cannot go back."""

    message_id = "upload.not_kept"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class UploadWithdrawnError(TvaerblikError):
    """The upload has been withdrawn already."""

    message_id = "upload.already_withdrawn"

    def __init__(self, name: str, withdrawn_by: str) -> None:
        super().__init__(name=name, withdrawn_by=withdrawn_by)


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file that was read and is to be stored.

    Attributes:
        source: the list's name; a source with that name is made when there is none.
        sender: who keeps the list; "" leaves what is known of the source.
        organisation: the id of the organisation whose list it is; None leaves what is known.
        month: the reporting month, by any of its days.
        reading: what was understood of the file.
        kept_path: where in the folder of kept files the file itself is; None when it is not kept.
        now: the instant, aware.
        by: who loads it.
        answers: what people have said of rows, by their number from 1 among the reading's initiatives.
        profile_json: how the source's list is read from now on; None leaves what is known.
        expected_stamp: what the comparison that people have seen rests on
            (:attr:`portfolio.comparison.ListComparison.stamp`); None: nobody has seen one.
    """

    source: str
    sender: str
    organisation: str | None
    month: dt.date
    reading: Reading
    kept_path: str | None
    now: dt.datetime
    by: str
    answers: Mapping[int, RowAnswer] = field(default_factory=dict)
    profile_json: str | None = None
    expected_stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did.

    Attributes:
        upload_id: the upload; the earlier one when these bytes were in force already.
        is_duplicate: these bytes were in force already: nothing was changed, the counts are the earlier ones.
        source: the source's name.
        month: the reporting month; the earlier upload's when it is a duplicate.
        uploaded_at: when the upload came, and ``uploaded_by`` whose it was.
        rows: what became of the rows of the lists of initiatives.
        new: how many initiatives were first known by it.
        changed: how many are known differently since.
        unchanged: how many are as they were.
        gone: how many stood in the source's list before, and do not any more.
        errors: how many findings must be mended.
        warnings: how many findings should be looked at.
        infos: how many findings are good to know.
        replaced_upload_id: the upload of the same month that it took the place of.
    """

    upload_id: int
    is_duplicate: bool
    source: str
    month: dt.date
    uploaded_at: dt.datetime
    uploaded_by: str
    rows: RowCounts
    new: int
    changed: int
    unchanged: int
    gone: int
    errors: int
    warnings: int
    infos: int
    replaced_upload_id: int | None


def load_upload(session: Session, new: NewUpload) -> Receipt:
    """Store a reading: source, upload, reports, which initiative each is about, and what follows from them.

    Args:
        session: a writer's session; the caller commits.
        new: the file, whose it is and who loads it.

    Raises:
        SourceNameMissingError: it does not say whose list it is.
        OrganisationUnknownError: the organisation is not among the reference data.
        NoInitiativesError: the file holds no initiative, so that it would only empty the list.
        TypedSourceError: a file is said to be the list that Tværblik keeps itself.
        MonthFarError: the reporting month lies after the next one, or before there were such lists.
        ComparedBeforeError: the source's lists or matches have changed since the comparison that people saw.
        InitiativeUnknownError: a row is said to be about an initiative that there is not.
    """
    with no_garbage_sought():
        return _load_upload(session, new)


def _load_upload(session: Session, new: NewUpload) -> Receipt:
    _check_month(new)
    reports = reports_of(new.reading)
    is_typed = new.reading.file.format == TYPED
    if not reports and not is_typed:
        raise NoInitiativesError(new.reading.file.name)
    wait_in_line(session)
    source = _source(session, new)
    if not is_typed and _is_typed(session, source.id):
        raise TypedSourceError(source.name)
    earlier = _same_in_force(session, source.id, month_of(new.month), new.reading.file.sha256)
    if earlier is not None:
        return _receipt(session, source, earlier, is_duplicate=True)
    _check_stamp(session, source, new.expected_stamp)
    newest_before = _newest(session, source.id)
    matches = _matches(session, source, new, reports)
    replaced = _make_way(session, source.id, month_of(new.month))
    upload = _add_upload(session, source, new, replaced)
    _add_reading(session, upload.id, new.reading)
    derived = _add_reports(session, upload, reports.lists, matches)
    add_records(session, upload.id, new.reading, numbers_by_title(new.reading, reports.named()))
    _remember_declined(session, upload, new.answers)
    touched = {upload.id, newest_before, None if replaced is None else replaced.id}
    _derive(session, upload.uploaded_at, touched, derived)
    return _receipt(session, source, upload, is_duplicate=False)


def receipt_in_force(session: Session, source: str, month: dt.date, sha256: str) -> Receipt | None:
    """Give the receipt of the upload of these bytes in force for a source and month; None for none."""
    known = source_named(session, source)
    upload = None if known is None else _same_in_force(session, known.id, month_of(month), sha256)
    if known is None or upload is None:
        return None
    return _receipt(session, known, upload, is_duplicate=True)


def source_named(session: Session, name: str) -> Source | None:
    """Give the source with a name, whatever its case; None where there is none yet."""
    said = " ".join(name.split())
    return session.scalars(select(Source).where(Source.name_key == (fold(said) or said))).one_or_none()


def has_upload_of(session: Session, source_id: int) -> bool:
    """Tell whether any list of a source is in force."""
    query = select(Upload.id).where(Upload.source_id == source_id, Upload.state == UploadState.ACTIVE)
    return session.scalars(query.limit(1)).first() is not None


def upload_with_bytes(
    session: Session, sha256: str, *, source: str = "", month: dt.date | None = None
) -> int | None:
    """Give the newest upload in force of these bytes; of a source and for a month where they are named."""
    query = select(Upload.id).where(Upload.sha256 == sha256, Upload.state == UploadState.ACTIVE)
    if source:
        known = source_named(session, source)
        query = query.where(Upload.source_id == (None if known is None else known.id))
    if month is not None:
        query = query.where(Upload.month == month_of(month))
    return session.scalars(query.order_by(Upload.id.desc()).limit(1)).first()


def reports_of(reading: Reading) -> InTurn:
    """Give the accepted rows that tell of an initiative, in the order in which rows are numbered.

    They are those of the lists of initiatives, then those that only tables of steps or adoption tell of.
    """
    lists = [table.records for table in reading.tables if table.kind is TableKind.INITIATIVES]
    others = table_reports(reading)
    return InTurn([*lists, others] if others else lists)


def withdraw_upload(
    session: Session, upload_id: int, *, now: dt.datetime, by: str, reason: str | None = None
) -> None:
    """Withdraw an upload: from now on it is as if it had not come; what it had replaced is in force again.

    Raises:
        UploadUnknownError: there is no such upload.
        UploadWithdrawnError: it has been withdrawn already.
    """
    wait_in_line(session)
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise UploadUnknownError(upload_id)
    _lock(session, upload.source_id)
    session.refresh(upload)
    if upload.state is UploadState.WITHDRAWN:
        raise UploadWithdrawnError(upload.file_name, upload.withdrawn_by or "")
    at = _not_before(session, upload.source_id, now)
    upload.state, upload.replaced_by_id = UploadState.WITHDRAWN, None
    upload.withdrawn_at, upload.withdrawn_by, upload.withdrawn_reason = at, by, reason
    session.flush()
    _forget_what_it_taught(session, upload)
    restored = _settle(session, upload.source_id, upload.month)
    _derive(session, at, {upload.id, restored, _newest(session, upload.source_id)})


def _forget_what_it_taught(session: Session, upload: Upload) -> None:
    """Give the source its profile from before an upload, unless it has become another since."""
    source = session.get_one(Source, upload.source_id)
    if upload.profile_before_json is not None and source.profile_json == upload.profile_json:
        source.profile_json = upload.profile_before_json or None


def _source(session: Session, new: NewUpload) -> Source:
    """Give the source, made on first use; locked, so that imports into one source wait in line."""
    name = " ".join(new.source.split())
    if not name:
        raise SourceNameMissingError
    if new.organisation is not None and session.get(Organisation, new.organisation) is None:
        raise OrganisationUnknownError(new.organisation)
    row = {
        "name": name,
        "name_key": fold(name) or name,
        "sender": "",
        "created_at": new.now,
        "created_by": new.by,
    }
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(Source).on_conflict_do_nothing(index_elements=["name_key"]), [row])
    source = session.scalars(select(Source).where(Source.name_key == row["name_key"]).with_for_update()).one()
    source.sender = new.sender or source.sender
    source.organisation_id = new.organisation or source.organisation_id
    return source


def _is_typed(session: Session, source_id: int) -> bool:
    query = select(Upload.id).where(Upload.source_id == source_id, Upload.format == TYPED)
    return session.scalars(query.limit(1)).first() is not None


def _lock(session: Session, source_id: int) -> None:
    session.execute(select(Source.id).where(Source.id == source_id).with_for_update())


def _check_month(new: NewUpload) -> None:
    """Refuse a slip of the year: a list for a far month would be the source's newest for good."""
    newest = next_month(month_of(danish_day(new.now)))
    if not _FIRST_MONTH <= month_of(new.month) <= newest:
        raise MonthFarError(new.month)


def _check_stamp(session: Session, source: Source, expected: str | None) -> None:
    """Refuse to store what would change something else than what people were shown."""
    if expected is not None and expected != stamp_of(session, source.id):
        raise ComparedBeforeError(source.name)


def _same_in_force(session: Session, source_id: int, month: dt.date, sha256: str) -> Upload | None:
    query = select(Upload).where(
        Upload.source_id == source_id,
        Upload.month == month,
        Upload.sha256 == sha256,
        Upload.state == UploadState.ACTIVE,
    )
    return session.scalars(query.order_by(Upload.id)).first()


def _newest(session: Session, source_id: int) -> int | None:
    return read_lists(session).newest(source_id, FOREVER)


def _not_before(session: Session, source_id: int, now: dt.datetime) -> dt.datetime:
    """Give now; after a clock has been set back, the last instant of the source, so that order is kept."""
    query = select(func.max(Upload.uploaded_at), func.max(Upload.withdrawn_at)).where(
        Upload.source_id == source_id
    )
    instants = [at for at in session.execute(query).one() if at is not None]
    return max(now, *instants) if instants else now


def _make_way(session: Session, source_id: int, month: dt.date) -> Upload | None:
    """Take the month's upload out of force, when there is one."""
    query = select(Upload).where(
        Upload.source_id == source_id, Upload.month == month, Upload.state == UploadState.ACTIVE
    )
    earlier = session.scalars(query).one_or_none()
    if earlier is not None:
        earlier.state = UploadState.REPLACED
        session.flush()
    return earlier


def _settle(session: Session, source_id: int, month: dt.date) -> int | None:
    """Put the last upload of a month that stands in force, and say of the others what replaced them."""
    query = select(Upload).where(
        Upload.source_id == source_id, Upload.month == month, Upload.state != UploadState.WITHDRAWN
    )
    standing = session.scalars(query.order_by(Upload.uploaded_at, Upload.id)).all()
    for upload, following in pairwise(standing):
        upload.replaced_by_id = following.id
    if not standing:
        return None
    standing[-1].state, standing[-1].replaced_by_id = UploadState.ACTIVE, None
    session.flush()
    return standing[-1].id


def _add_upload(session: Session, source: Source, new: NewUpload, replaced: Upload | None) -> Upload:
    file = new.reading.file
    upload = Upload(
        source_id=source.id,
        month=month_of(new.month),
        file_name=file.name,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        format=file.format,
        organisation_id=source.organisation_id,
        kept_path=new.kept_path,
        uploaded_at=_not_before(session, source.id, new.now),
        uploaded_by=new.by,
        state=UploadState.ACTIVE,
        profile_json=new.profile_json,
        profile_before_json=None if new.profile_json is None else source.profile_json or "",
    )
    source.profile_json = new.profile_json or source.profile_json
    session.add(upload)
    session.flush()
    if replaced is not None:
        replaced.replaced_by_id = upload.id
        session.flush()
    return upload


def _add_reading(session: Session, upload_id: int, reading: Reading) -> None:
    tables = (table_row(upload_id, *item) for item in enumerate(reading.tables, 1))
    findings = (finding_row(upload_id, *item) for item in enumerate(reading.findings, 1))
    answers = (answer_row(upload_id, *item) for item in enumerate(reading.answers, 1))
    bulk.write(session, table_of(UploadTable), tables, TABLE_COLUMNS)
    bulk.write(session, table_of(UploadFinding), findings, FINDING_COLUMNS)
    bulk.write(session, table_of(SenderAnswer), answers, ANSWER_COLUMNS)


def _matches(session: Session, source: Source, new: NewUpload, reports: InTurn) -> list[Match]:
    """Decide which initiative each report is about."""
    named = sorted({answer.same_as for answer in new.answers.values() if answer.same_as is not None})
    known = set(session.scalars(select(Initiative.id).where(Initiative.id.in_(named)))) if named else set()
    for id_ in named:
        if id_ not in known:
            raise InitiativeUnknownError(id_)
    base, _ = base_of(read_lists(session), source.id, month_of(new.month))
    return decide(session, source.id, base, reports, new.answers)


def _remember_declined(session: Session, upload: Upload, answers: Mapping[int, RowAnswer]) -> None:
    """Remember what people have said that rows are not about."""
    numbers = [number for number, answer in answers.items() if answer.declined]
    query = select(MatchDecision.report_number, MatchDecision.initiative_id).where(
        MatchDecision.upload_id == upload.id, MatchDecision.report_number.in_(numbers)
    )
    pairs = [
        (id_, declined)
        for number, id_ in (session.execute(query) if numbers else ())
        for declined in answers[number].declined
    ]
    add_apart(session, pairs, reason=None, now=upload.uploaded_at, by=upload.uploaded_by)


def _add_reports(
    session: Session, upload: Upload, lists: Sequence[Sequence[Report]], matches: Sequence[Match]
) -> set[int]:
    """Store the reports, which initiative each is about, and what follows where that is plain.

    Reports are told of, written and let go some at a time: a long list is never held as a whole.

    Returns:
        The initiatives that need not be derived any more: those that nobody knew before, and those that no
        other list tells of.
    """
    fresh = _new_initiatives(session, upload, sum(match.initiative_id is None for match in matches))
    new, known, facts = iter(fresh), read_lists(session), upload_facts(upload)
    following, done = Following(session, known, facts), set(fresh)
    is_newest = known.newest(upload.source_id, upload.uploaded_at) == upload.id
    speaker = Speaker(upload.source_id, upload.organisation_id, is_listed=is_newest)
    rows_about = Counter(match.initiative_id for match in matches)
    first_number = 1
    for told in told_in_turn(lists, speaker):
        numbers = range(first_number, first_number + len(told.municipalities))
        first_number = numbers.stop
        part = matches[numbers.start - 1 : numbers.stop - 1]
        about = [next(new) if match.initiative_id is None else match.initiative_id for match in part]
        _write_reports(session, facts, numbers, told)
        decisions = _decisions(upload, numbers, about, part)
        bulk.write_columns(session, table_of(MatchDecision), decisions)
        reported = Reported(
            about, told.states, told.municipalities, {name: told.reports[name] for name in _STANDS}
        )
        write_first(session, facts, reported.only([match.initiative_id is None for match in part]))
        done |= following.write(reported.only([rows_about[id_] == 1 for id_ in about]))
    return done


_STANDS = ("traffic_light", "status", "status_text")


def _write_reports(session: Session, upload: UploadFacts, numbers: range, told: Told) -> None:
    columns = {"upload_id": [upload.id] * len(numbers), "number": numbers, **told.reports}
    bulk.write_columns(session, table_of(StoredReport), columns)


def _decisions(
    upload: Upload, numbers: range, about: Sequence[int], matches: Sequence[Match]
) -> bulk.Columns:
    count = len(numbers)
    rest_on = [match.rests_on or (None, None) for match in matches]
    return {
        "upload_id": [upload.id] * count,
        "report_number": numbers,
        "initiative_id": about,
        "method": [match.method for match in matches],
        "likeness": [match.likeness for match in matches],
        "rests_on_upload_id": [upload_id for upload_id, _ in rest_on],
        "rests_on_number": [number for _, number in rest_on],
        "decided_at": [upload.uploaded_at] * count,
        "decided_by": [upload.uploaded_by] * count,
    }


def _new_initiatives(session: Session, upload: Upload, count: int) -> Sequence[int]:
    """Make new initiatives, in ascending order, so that their ids follow the list's rows."""
    ids = bulk.free_ids(session, table_of(Initiative), count)
    bulk.write(session, table_of(Initiative), zip(ids, repeat(upload.uploaded_at), strict=False))
    return ids


def _derive(
    session: Session, at: dt.datetime, upload_ids: Iterable[int | None], derived: Collection[int] = ()
) -> None:
    """Derive again the initiatives of the uploads whose force has changed, but for those that are derived."""
    uploads = {upload for upload in upload_ids if upload is not None}
    query = select(MatchDecision.initiative_id).where(MatchDecision.upload_id.in_(uploads)).distinct()
    derive(session, set(session.scalars(query)).difference(derived), since=at)


def _receipt(session: Session, source: Source, upload: Upload, *, is_duplicate: bool) -> Receipt:
    came = arrivals(session, upload)
    findings = severity_counts(session, [upload.id])[upload.id]
    replaced = session.scalars(select(Upload.id).where(Upload.replaced_by_id == upload.id)).one_or_none()
    return Receipt(
        upload_id=upload.id,
        is_duplicate=is_duplicate,
        source=source.name,
        month=upload.month,
        uploaded_at=upload.uploaded_at,
        uploaded_by=upload.uploaded_by,
        rows=row_counts(session, [upload.id])[upload.id],
        new=len(came.new),
        changed=len(came.changed),
        unchanged=len(came.unchanged),
        gone=len(came.gone),
        errors=findings[Severity.ERROR],
        warnings=findings[Severity.WARNING],
        infos=findings[Severity.INFO],
        replaced_upload_id=replaced,
    )
