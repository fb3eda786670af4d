"""Drafts: files on their way, with what their reading said and the work on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.draft_result import DraftResult, result_of
from portfolio.drafts import OPEN_STATES, DraftFacts, facts_of
from portfolio.jobs import JobFacts, newest_jobs
from portfolio.profile import EMPTY, Profile, profile_of
from portfolio.tables import Draft, Source
from portfolio.vocabulary import DraftState


@dataclass(frozen=True, slots=True)
class DraftDetail:
    """A draft, with what pages show of it.

    Attributes:
        facts: the draft.
        source: the name of the source it is of, also of one that is not there yet; "" where nobody knows.
        profile: how that source's lists are read.
        result: what its newest reading said; None: it has not been read, or was refused.
        job: the work that was last asked for.
    """

    facts: DraftFacts
    source: str
    profile: Profile
    result: DraftResult | None
    job: JobFacts | None

    @property
    def is_at_work(self) -> bool:
        """Whether work on it goes on, so that what is shown will soon be another."""
        return self.job is not None and self.job.is_open


def drafts(session: Session) -> tuple[DraftDetail, ...]:
    """Give the drafts that somebody has still to deal with, the newest first."""
    query = select(Draft).where(Draft.state.in_(OPEN_STATES)).order_by(Draft.id.desc())
    return _details(session, session.scalars(query).all())


def drafts_of(session: Session, draft_ids: Sequence[int]) -> tuple[DraftDetail, ...]:
    """Give some drafts in whatever state, in the order of their ids; those not there are left out."""
    query = select(Draft).where(Draft.id.in_(draft_ids)).order_by(Draft.id)
    return _details(session, session.scalars(query).all())


def discarded(session: Session) -> tuple[DraftFacts, ...]:
    """Give the discarded drafts whose files are still kept, the last one first."""
    kept = select(Draft).where(Draft.state == DraftState.DISCARDED, Draft.file_path.is_not(None))
    query = kept.order_by(Draft.changed_at.desc(), Draft.id.desc())
    return tuple(map(facts_of, session.scalars(query)))


def draft(session: Session, draft_id: int) -> DraftDetail | None:
    """Give a draft; None where there is none such."""
    found = session.get(Draft, draft_id)
    return None if found is None else _details(session, [found])[0]


def draft_upload(session: Session, draft_id: int) -> int | None:
    """Give the upload that a draft has become; None: it has not."""
    return session.scalar(select(Draft.upload_id).where(Draft.id == draft_id))


def has_draft(session: Session, draft_id: int) -> bool:
    """Tell whether there is a draft with this number."""
    return session.scalar(select(Draft.id).where(Draft.id == draft_id)) is not None


def _details(session: Session, found: Sequence[Draft]) -> tuple[DraftDetail, ...]:
    if not found:
        return ()
    ids = {draft.source_id for draft in found} - {None}
    sources = {source.id: source for source in session.scalars(select(Source).where(Source.id.in_(ids)))}
    jobs = newest_jobs(session, [draft.id for draft in found])
    return tuple(_detail(draft, sources.get(draft.source_id or 0), jobs.get(draft.id)) for draft in found)


def _detail(draft: Draft, source: Source | None, job: JobFacts | None) -> DraftDetail:
    return DraftDetail(
        facts=facts_of(draft),
        source=draft.source_name if source is None else source.name,
        profile=EMPTY if source is None else profile_of(source.profile_json),
        result=None if draft.result_json is None else result_of(draft.result_json),
        job=job,
    )
