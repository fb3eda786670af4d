"""What came in and from whom: uploads, received files, sources, what goes back to senders."""

from collections.abc import Sequence

from dashboard.data.door import (
    DAYS_KEPT,
    DRIFTS_KEPT,
    Door,
    door_here,
    is_present,
    kept,
    moment_here,
    stamp_here,
)
from dashboard.data.portfolios import kept_portfolio
from portfolio.database import reading
from portfolio.drafts import DraftFacts
from portfolio.drift import Drift
from portfolio.findings import Finding
from portfolio.jobs import JobFacts, job_facts
from portfolio.moments import Moment
from portfolio.queries import drafts as drafts_query
from portfolio.queries import gaps as gaps_query
from portfolio.queries import handback as handback_query
from portfolio.queries import source_changes as source_changes_query
from portfolio.queries import sources as sources_query
from portfolio.queries import uploads as uploads_query
from portfolio.queries.drafts import DraftDetail
from portfolio.queries.gaps import Spots
from portfolio.queries.handback import AnsweredQuestion, HandBackFacts
from portfolio.queries.source_changes import SourceChanges
from portfolio.queries.sources import SourceHistory, SourceSettings
from portfolio.queries.uploads import UploadDetail, UploadSummary
from portfolio.records import Value
from portfolio.row_names import RowNames


@kept(DAYS_KEPT)
def kept_spots(door: Door, stamp: str, moment: Moment) -> Spots:
    """Read where initiatives stand in their lists."""
    known = kept_portfolio(door, stamp, moment).snapshot
    with reading(door.engine) as session:
        return gaps_query.read_spots(session, known, moment.instant)


@kept(DAYS_KEPT)
def kept_histories(door: Door, _stamp: str, moment: Moment) -> dict[int, SourceHistory]:
    """Read how the lists of each source have come."""
    with reading(door.engine) as session:
        return sources_query.source_histories(session, moment.instant)


@kept(DRIFTS_KEPT)
def kept_drift(door: Door, _stamp: str, upload_id: int, moment: Moment) -> tuple[Drift, ...]:
    """Say what of a list is otherwise than in the one before it."""
    with reading(door.engine) as session:
        return sources_query.newest_drift(session, upload_id, moment.instant)


def uploads(limit: int | None = None) -> tuple[UploadSummary, ...]:
    """Give the uploads, the newest first."""
    with reading(door_here().engine) as session:
        return uploads_query.uploads(session, limit=limit)


def upload(upload_id: int) -> UploadDetail | None:
    """Give an upload's receipt; None when there is none such."""
    with reading(door_here().engine) as session:
        return uploads_query.upload(session, upload_id)


def drafts() -> tuple[DraftDetail, ...]:
    """Give the received files that somebody has still to deal with, the newest first."""
    with reading(door_here().engine) as session:
        return drafts_query.drafts(session)


def drafts_of(draft_ids: Sequence[int]) -> tuple[DraftDetail, ...]:
    """Give some received files in whatever state."""
    with reading(door_here().engine) as session:
        return drafts_query.drafts_of(session, draft_ids)


def discarded_drafts() -> tuple[DraftFacts, ...]:
    """Give the discarded files that are still kept, so that they can be had again."""
    with reading(door_here().engine) as session:
        return drafts_query.discarded(session)


def draft(draft_id: int) -> DraftDetail | None:
    """Give a received file on its way; None: there is none such."""
    with reading(door_here().engine) as session:
        return drafts_query.draft(session, draft_id)


def job(job_id: str) -> JobFacts | None:
    """Give a job as it stands; None: there is none such."""
    with reading(door_here().engine) as session:
        return job_facts(session, job_id)


def draft_upload(draft_id: int) -> int | None:
    """Give the upload that a draft has become; None: it has not."""
    with reading(door_here().engine) as session:
        return drafts_query.draft_upload(session, draft_id)


def hand_back_facts(upload_id: int) -> HandBackFacts | None:
    """Give what goes back to an upload's sender; None: there is no such upload."""
    with reading(door_here().engine) as session:
        return handback_query.hand_back_facts(session, upload_id)


def sender_answers(upload_id: int) -> tuple[AnsweredQuestion, ...]:
    """Give what an upload's sender wrote about earlier questions."""
    with reading(door_here().engine) as session:
        return handback_query.sender_answers(session, upload_id)


def told_answers(draft: DraftDetail) -> tuple[AnsweredQuestion, ...]:
    """Give what the sender of a draft wrote about earlier questions."""
    if draft.result is None or not draft.result.answers:
        return ()
    with reading(door_here().engine) as session:
        return handback_query.told_answers(session, draft.facts.source_id, draft.result.answers)


def template_rows(source_id: int) -> list[tuple[dict[str, Value], int]]:
    """Give what is known of the initiatives of a source's newest list, with our ids."""
    with reading(door_here().engine) as session:
        return handback_query.template_rows(session, source_id)


def spots() -> Spots:
    """Give where the initiatives stand in the sources' newest lists."""
    return kept_spots(door_here(), stamp_here(), moment_here())


def histories() -> dict[int, SourceHistory]:
    """Give how the lists of each source have come, by its id."""
    return kept_histories(door_here(), stamp_here(), moment_here())


def source_settings() -> dict[int, SourceSettings]:
    """Give what people had said of every source, by its id; how lists are read is always as it is now."""
    with reading(door_here().engine) as session:
        return sources_query.source_settings(session, None if is_present() else moment_here().instant)


def source_changes(source_id: int, *, skipped: int, limit: int) -> SourceChanges:
    """Give what has been changed of a source, the newest first."""
    with reading(door_here().engine) as session:
        return source_changes_query.source_changes(session, source_id, skipped=skipped, limit=limit)


def source_uploads(source_id: int) -> tuple[UploadSummary, ...]:
    """Give the uploads of a source, the newest first."""
    with reading(door_here().engine) as session:
        return uploads_query.uploads(session, source_id)


def newest_drift(upload_id: int) -> tuple[Drift, ...]:
    """Say what of a list is otherwise than in its source's list before it."""
    return kept_drift(door_here(), stamp_here(), upload_id, moment_here())


def open_findings(upload_id: int) -> tuple[tuple[Finding, ...], RowNames]:
    """Give what a list's sender is to be asked about, and which initiatives its rows are about."""
    with reading(door_here().engine) as session:
        return sources_query.open_findings(session, upload_id)
