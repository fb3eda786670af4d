"""The ledger of an initiative: which reports are about it, how that was decided, and what people changed."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from portfolio.identity import merged_into
from portfolio.ledger import ReportId
from portfolio.tables import ApartDecision, IdentityChange, MatchDecision, Report, Source, Upload
from portfolio.versions.facts import DECIDED, read_lists
from portfolio.versions.lists import Lists
from portfolio.vocabulary import ChangeKind, MatchMethod, UploadState


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A decision that a report is about the initiative.

    Attributes:
        report: the report's upload and its number in it.
        source_id: whose list it stands in, and ``source`` the list's name.
        month: the reporting month; ``file_name``, ``sheet``, ``row`` and ``column`` say where it stands.
        title: what the row calls the initiative.
        state: what has become of the upload; only those in force count.
        method: how it was decided, and ``likeness`` how alike the titles were, where that was asked.
        reason: what the person said who decided it; None where none did.
        decided_at: when, and ``decided_by`` for whom.
        undone_at: when it was undone, and ``undone_by`` whom; None: it stands.
        change_id: the merge or split that made it.
        rests_on: the earlier report that this one was held to be like.
    """

    report: ReportId
    source_id: int
    source: str
    month: dt.date
    file_name: str
    sheet: str | None
    row: int | None
    column: str | None
    title: str
    state: UploadState
    method: MatchMethod
    likeness: float | None
    reason: str | None
    decided_at: dt.datetime
    decided_by: str
    undone_at: dt.datetime | None
    undone_by: str | None
    change_id: int | None
    rests_on: ReportId | None


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A merge or split that an initiative had a part in; the titles are the last that lists gave.

    ``other_id`` is what was merged into ``kept_id``, or what was split off it.
    """

    id: int
    kind: ChangeKind
    kept_id: int
    kept_title: str
    other_id: int
    other_title: str
    reason: str
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class MergeNote:
    """Where an initiative is found that has been merged: what it is now, and the merge that led there."""

    initiative_id: int
    title: str
    change: ChangeNote


@dataclass(frozen=True, slots=True)
class ApartNote:
    """An initiative that a person has said is not the same; the title is the last that lists gave."""

    initiative_id: int
    title: str
    reason: str | None
    decided_at: dt.datetime
    decided_by: str


LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)
"""As of then: all that has ever happened."""


def ledger(session: Session, initiative_id: int, as_of: dt.datetime = LATEST) -> tuple[LedgerEntry, ...]:
    """Give all decisions until an instant that reports are about an initiative, also those undone by then.

    The newest report comes first.
    """
    query = (
        select(MatchDecision, Report, Upload, Source.name)
        .join(Report, DECIDED)
        .join(Upload, Upload.id == Report.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(MatchDecision.initiative_id == initiative_id, MatchDecision.decided_at <= as_of)
        .order_by(Upload.month.desc(), Upload.id.desc(), Report.number, MatchDecision.id.desc())
    )
    lists = None if as_of == LATEST else read_lists(session)
    return tuple(_entry(*row, lists, as_of) for row in session.execute(query))


def changes(session: Session, initiative_id: int, as_of: dt.datetime = LATEST) -> tuple[ChangeNote, ...]:
    """Give the merges and splits until an instant that an initiative had a part in; the newest first."""
    has_part = or_(IdentityChange.kept_id == initiative_id, IdentityChange.other_id == initiative_id)
    query = select(IdentityChange).where(has_part, IdentityChange.made_at <= as_of)
    found = session.scalars(query.order_by(IdentityChange.id.desc())).all()
    titles = _titles(session, {id_ for item in found for id_ in (item.kept_id, item.other_id)}, as_of)
    return tuple(
        ChangeNote(
            id=item.id,
            kind=item.kind,
            kept_id=item.kept_id,
            kept_title=titles.get(item.kept_id, ""),
            other_id=item.other_id,
            other_title=titles.get(item.other_id, ""),
            reason=item.reason,
            made_at=item.made_at,
            made_by=item.made_by,
            undone_at=_by(item.undone_at, as_of),
            undone_by=None if _by(item.undone_at, as_of) is None else item.undone_by,
        )
        for item in found
    )


def _by(undone_at: dt.datetime | None, as_of: dt.datetime) -> dt.datetime | None:
    """Give when something was undone, where it was by an instant."""
    return undone_at if undone_at is not None and undone_at <= as_of else None


def merged_to(session: Session, initiative_id: int, as_of: dt.datetime = LATEST) -> MergeNote | None:
    """Give what an initiative had been merged into at an instant; None: it had not."""
    kept_id = merged_into(session, as_of).get(initiative_id)
    if kept_id is None:
        return None
    merges = [
        item
        for item in changes(session, initiative_id, as_of)
        if item.kind is ChangeKind.MERGE and item.other_id == initiative_id and item.undone_at is None
    ]
    title = _titles(session, [kept_id], as_of).get(kept_id, "")
    return MergeNote(kept_id, title, merges[0]) if merges else None


def apart_from(session: Session, initiative_id: int, as_of: dt.datetime = LATEST) -> tuple[ApartNote, ...]:
    """Give the initiatives that a person had said are not the same as one, the last said first."""
    has_part = or_(ApartDecision.one_id == initiative_id, ApartDecision.other_id == initiative_id)
    stood = or_(ApartDecision.undone_at.is_(None), ApartDecision.undone_at > as_of)
    query = select(ApartDecision).where(has_part, ApartDecision.decided_at <= as_of, stood)
    found = session.scalars(query.order_by(ApartDecision.id.desc())).all()
    others = [item.other_id if item.one_id == initiative_id else item.one_id for item in found]
    titles = _titles(session, others, as_of)
    return tuple(
        ApartNote(other, titles.get(other, ""), item.reason, item.decided_at, item.decided_by)
        for item, other in zip(found, others, strict=True)
    )


def _entry(
    decision: MatchDecision,
    report: Report,
    upload: Upload,
    source: str,
    lists: Lists | None,
    as_of: dt.datetime,
) -> LedgerEntry:
    rests_on = None
    if decision.rests_on_upload_id is not None and decision.rests_on_number is not None:
        rests_on = (decision.rests_on_upload_id, decision.rests_on_number)
    return LedgerEntry(
        report=(report.upload_id, report.number),
        source_id=upload.source_id,
        source=source,
        month=upload.month,
        file_name=upload.file_name,
        sheet=report.sheet,
        row=report.row,
        column=report.column,
        title=report.title,
        state=_state(upload, lists, as_of),
        method=decision.method,
        likeness=decision.likeness,
        reason=decision.reason,
        decided_at=decision.decided_at,
        decided_by=decision.decided_by,
        undone_at=_by(decision.undone_at, as_of),
        undone_by=None if _by(decision.undone_at, as_of) is None else decision.undone_by,
        change_id=decision.change_id,
        rests_on=rests_on,
    )


def _state(upload: Upload, lists: Lists | None, as_of: dt.datetime) -> UploadState:
    """Give what had become of an upload by an instant; without lists by now."""
    if lists is None:
        return upload.state
    if _by(upload.withdrawn_at, as_of) is not None:
        return UploadState.WITHDRAWN
    is_in_force = upload.id in lists.in_force(upload.source_id, as_of)
    return UploadState.ACTIVE if is_in_force else UploadState.REPLACED


def _titles(session: Session, initiative_ids: Collection[int], as_of: dt.datetime) -> dict[int, str]:
    """Give the last title that lists had given initiatives, also those that none told of any more."""
    stood = or_(MatchDecision.undone_at.is_(None), MatchDecision.undone_at > as_of)
    query = (
        select(MatchDecision.initiative_id, Report.title)
        .join(Report, DECIDED)
        .where(MatchDecision.initiative_id.in_(_sorted(initiative_ids)), MatchDecision.decided_at <= as_of)
        .order_by(case((stood, 1), else_=0), MatchDecision.upload_id, MatchDecision.id)
    )
    return dict(session.execute(query).all())


def _sorted(initiative_ids: Collection[int]) -> Sequence[int]:
    return sorted(set(initiative_ids))
