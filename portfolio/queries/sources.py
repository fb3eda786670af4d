"""Sources: whose lists there are, how new each is, and how much of what matters it says."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from portfolio.accounts import row_counts, severity_counts
from portfolio.drift import Drift, drift
from portfolio.encoding import cells_of
from portfolio.findings import Finding
from portfolio.profile import EMPTY, Profile, learnt, profile_of
from portfolio.queries.handback import row_names, unanswered
from portfolio.queries.uploads import findings_of, tables_of
from portfolio.records import FileFacts, Reading, RowCounts, SheetReading
from portfolio.reference import by_reference, load_reference
from portfolio.row_names import RowNames
from portfolio.rules.months import danish_day
from portfolio.rules.order import danish_key
from portfolio.source_settings import Setting, SettingChange, Told, settings_of
from portfolio.store import TYPED
from portfolio.tables import Report, Source, SourceChange, Upload
from portfolio.versions.facts import read_lists
from portfolio.vocabulary import Severity, UploadState

KEY_FIELDS = (
    "focus_area",
    "municipalities",
    "owner",
    "lead",
    "status",
    "phase",
    "traffic_light",
    "start",
    "end",
    "spread_potential",
    "evaluation_date",
)
"""Fields that a list should state for each initiative; its coverage is measured on them."""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source, and its newest list in force.

    Attributes:
        id: the source.
        name: the list's name.
        sender: who keeps it; "" when nobody has said.
        organisation_id: whose list it is; None when nobody has said.
        organisation: that organisation's name.
        upload_count: how many uploads are in force, one a month.
        newest_month: the newest list's month; None, as all that follow, when no upload is in force.
        newest_upload_id: its upload.
        newest_uploaded_at: when it came.
        newest_uploaded_by: who loaded it.
        rows: what became of its rows.
        errors: how many findings must be mended.
        warnings: how many findings should be looked at.
        infos: how many findings are good to know.
        is_typed: whether Tværblik keeps the list itself, so that nobody sends it.
        coverage: field of ``KEY_FIELDS`` -> share of the initiatives in it that state the field, 0 to 1.
    """

    id: int
    name: str
    sender: str
    organisation_id: str | None
    organisation: str | None
    upload_count: int
    newest_month: dt.date | None
    newest_upload_id: int | None
    newest_uploaded_at: dt.datetime | None
    newest_uploaded_by: str | None
    rows: RowCounts | None
    errors: int
    warnings: int
    infos: int
    is_typed: bool
    coverage: Mapping[str, float]


Then = Mapping[Setting, Told | None]
"""What a source's settings were, as far as they have been changed since."""


@dataclass(frozen=True, slots=True)
class _Account:
    """What was counted in the newest uploads."""

    rows: Mapping[int, RowCounts]
    findings: Mapping[int, Counter[Severity]]
    coverage: Mapping[int, Mapping[str, float]]


def sources(session: Session, as_of: dt.datetime | None = None) -> tuple[SourceSummary, ...]:
    """Give all sources, by name as Danish readers would look for it.

    Args:
        session: a reader's session.
        as_of: the instant until which uploads count; None: now.
    """
    query = select(Source)
    if as_of is not None:
        query = query.where(Source.created_at <= as_of)
    found = sorted(session.scalars(query), key=lambda source: danish_key(source.name))
    then = _said_then(session, as_of)
    in_force = _in_force(session, as_of)
    newest = {upload.source_id: upload for upload in sorted(in_force, key=lambda upload: upload.month)}
    numbers = [upload.id for upload in newest.values()]
    account = _Account(
        row_counts(session, numbers), severity_counts(session, numbers), _coverage(session, numbers)
    )
    counts = Counter(upload.source_id for upload in in_force)
    return tuple(
        _summary(source, then.get(source.id, {}), counts[source.id], newest.get(source.id), account)
        for source in found
    )


@by_reference
def _names() -> Mapping[str, str]:
    return {it.id: it.name for it in load_reference().organisations}


def _in_force(session: Session, as_of: dt.datetime | None) -> list[Upload]:
    """Give the uploads that are, or then were, in force: the newest of each source and month."""
    if as_of is None:
        return list(session.scalars(select(Upload).where(Upload.state == UploadState.ACTIVE)))
    found = session.scalars(_standing(as_of).order_by(Upload.uploaded_at, Upload.id))
    return list({(upload.source_id, upload.month): upload for upload in found}.values())


def _standing(as_of: dt.datetime) -> Select[Upload]:
    """Ask for the uploads that had come and were not withdrawn, also those that others had replaced."""
    is_not_withdrawn = or_(Upload.withdrawn_at.is_(None), Upload.withdrawn_at > as_of)
    return select(Upload).where(Upload.uploaded_at <= as_of, is_not_withdrawn)


def _coverage(session: Session, upload_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Give each upload's share of initiatives that state each key field."""
    stated: dict[int, Counter[str]] = defaultdict(Counter)
    totals: Counter[int] = Counter()
    query = select(Report.upload_id, Report.values_json).where(Report.upload_id.in_(upload_ids))
    for upload, text in session.execute(query):
        stated[upload].update(_stated(text))
        totals[upload] += 1
    return {id_: {name: stated[id_][name] / total for name in KEY_FIELDS} for id_, total in totals.items()}


def _stated(text: str) -> Iterable[str]:
    cells = cells_of(text)
    return (name for name in KEY_FIELDS if name in cells and cells[name].value is not None)


def _summary(
    source: Source, then: Then, upload_count: int, newest: Upload | None, account: _Account
) -> SourceSummary:
    organisation_id = _organisation(source, then)
    findings = Counter() if newest is None else account.findings[newest.id]
    return SourceSummary(
        id=source.id,
        name=source.name,
        sender=_sender(source, then),
        organisation_id=organisation_id,
        organisation=_names().get(organisation_id or ""),
        upload_count=upload_count,
        newest_month=None if newest is None else newest.month,
        newest_upload_id=None if newest is None else newest.id,
        newest_uploaded_at=None if newest is None else newest.uploaded_at,
        newest_uploaded_by=None if newest is None else newest.uploaded_by,
        rows=None if newest is None else account.rows[newest.id],
        errors=findings[Severity.ERROR],
        warnings=findings[Severity.WARNING],
        infos=findings[Severity.INFO],
        is_typed=newest is not None and newest.format == TYPED,
        coverage={} if newest is None else account.coverage.get(newest.id, {}),
    )


# --- How lists have come and how good they were -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthsList:
    """A source's list of a month, as far as its quality over time goes.

    Attributes:
        upload_id: the upload in force.
        initiatives: how many initiatives stand in it.
        findings: how many of its findings must be mended or should be looked at.
    """

    upload_id: int
    initiatives: int
    findings: int

    @property
    def rate(self) -> float | None:
        """Findings an initiative; None where the list has none."""
        return self.findings / self.initiatives if self.initiatives else None


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """What is known of a source's lists over time.

    Attributes:
        arrivals: each month's first day, and the day its list first came.
        months: each month's first day, and the list in force.
    """

    arrivals: Mapping[dt.date, dt.date]
    months: Mapping[dt.date, MonthsList]


def source_histories(session: Session, as_of: dt.datetime) -> dict[int, SourceHistory]:
    """Give how the lists of each source have come, by the source's id; those without any are left out."""
    came: dict[int, dict[dt.date, dt.date]] = defaultdict(dict)
    for upload in session.scalars(_standing(as_of).order_by(Upload.uploaded_at.desc(), Upload.id.desc())):
        came[upload.source_id][upload.month] = danish_day(upload.uploaded_at)
    in_force = _in_force(session, as_of)
    numbers = [upload.id for upload in in_force]
    rows, findings = row_counts(session, numbers), severity_counts(session, numbers)
    months: dict[int, dict[dt.date, MonthsList]] = defaultdict(dict)
    for upload in sorted(in_force, key=lambda upload: upload.month):
        asked = findings[upload.id][Severity.ERROR] + findings[upload.id][Severity.WARNING]
        months[upload.source_id][upload.month] = MonthsList(upload.id, rows[upload.id].accepted, asked)
    return {id_: SourceHistory(came[id_], months[id_]) for id_ in came}


# --- What people have said of sources -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What people have said of a source.

    Attributes:
        name: the list's name.
        sender: who keeps it; "" when nobody has said.
        organisation_id: whose list it is; None when nobody has said.
        due_day: the day of the following month that a list is expected by; None leaves it to the rhythm.
        profile: how it is read; always as it is now.
        created_at: when it was made.
        created_by: who made it.
    """

    name: str
    sender: str
    organisation_id: str | None
    due_day: int | None
    profile: Profile
    created_at: dt.datetime
    created_by: str


def _sender(source: Source, then: Then) -> str:
    return str(then.get(Setting.SENDER, source.sender) or "")


def _organisation(source: Source, then: Then) -> str | None:
    found = then.get(Setting.ORGANISATION, source.organisation_id)
    return None if found is None else str(found)


def has_source(session: Session, source_id: int) -> bool:
    """Tell whether there is a source with this number."""
    return session.scalar(select(Source.id).where(Source.id == source_id)) is not None


def source_settings(session: Session, as_of: dt.datetime | None = None) -> dict[int, SourceSettings]:
    """Give what people had said of every source at an instant, by its id; None: now."""
    then = _said_then(session, as_of)
    return {
        source.id: _settings(source, then.get(source.id, {})) for source in session.scalars(select(Source))
    }


def _said_then(session: Session, as_of: dt.datetime | None) -> dict[int, dict[Setting, Told | None]]:
    """Go back from what is said now to an instant, by each change since and each that was undone since."""
    if as_of is None:
        return {}
    query = select(SourceChange).where(or_(SourceChange.changed_at > as_of, SourceChange.undone_at > as_of))
    steps: list[tuple[dt.datetime, int, int, SettingChange, bool]] = []
    for made in session.scalars(query):
        for change in settings_of(made.settings_json):
            if made.changed_at > as_of:
                steps.append((made.changed_at, made.id, made.source_id, change, False))
            if made.undone_at is not None and made.undone_at > as_of:
                steps.append((made.undone_at, made.id, made.source_id, change, True))
    then: dict[int, dict[Setting, Told | None]] = defaultdict(dict)
    for _, _, source, change, is_undoing in sorted(steps, key=lambda step: step[:2], reverse=True):
        if change.setting in _FACTS:
            then[source][change.setting] = change.new if is_undoing else change.old
    return then


_FACTS = frozenset({Setting.SENDER, Setting.ORGANISATION, Setting.DUE_DAY})


def _settings(source: Source, then: Then) -> SourceSettings:
    profile = profile_of(source.profile_json)
    due_day = then.get(Setting.DUE_DAY, profile.due_day)
    return SourceSettings(
        name=source.name,
        sender=_sender(source, then),
        organisation_id=_organisation(source, then),
        due_day=due_day if isinstance(due_day, int) else None,
        profile=profile,
        created_at=source.created_at,
        created_by=source.created_by,
    )


def newest_drift(session: Session, upload_id: int, as_of: dt.datetime) -> tuple[Drift, ...]:
    """Say what of a list is otherwise than in the one before it, as of an instant; nothing without one."""
    this = session.get_one(Upload, upload_id)
    in_force = read_lists(session).in_force(this.source_id, as_of)
    query = select(Upload).where(Upload.id.in_(in_force), Upload.month < this.month)
    before = session.scalars(query.order_by(Upload.month.desc()).limit(1)).one_or_none()
    if before is None or TYPED in (before.format, this.format):
        return ()
    return drift(learnt(EMPTY, _reading(session, before)), _reading(session, this))


def _reading(session: Session, upload: Upload) -> Reading:
    """Give what is kept of an upload's reading: tables, findings, and of its sheets those with tables."""
    tables = tables_of(session, upload.id)
    sheets = (SheetReading(name, 1) for name in dict.fromkeys(table.sheet for table in tables))
    file = FileFacts(upload.file_name, upload.size_bytes, upload.sha256, upload.format)
    return Reading(file, tables, findings_of(session, upload.id), sheets=tuple(sheets))


def open_findings(session: Session, upload_id: int) -> tuple[tuple[Finding, ...], RowNames]:
    """Give what a list's sender is to be asked about, in the order of the reading, and its rows' names."""
    findings = tuple(unanswered(session, upload_id))
    return findings, row_names(session, upload_id, findings)
