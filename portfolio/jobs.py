"""Jobs: work on drafts and packs that a worker does, so that no page waits for it and none is lost.

A job is in the database before anybody is told of it; the queue only carries its id. A worker that dies
leaves a heartbeat that grows old, and the next one takes the job up again.
"""

import datetime as dt
import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from portfolio.encoding import canonical_json
from portfolio.errors import TvaerblikError
from portfolio.tables import Job
from portfolio.vocabulary import JobKind, JobState, JobStep

STALE_AFTER = dt.timedelta(seconds=20)
"""A running job without a heartbeat for so long has lost its worker."""

MOST_ATTEMPTS = 3
"""A job that brought its worker down so often is given up."""


class JobGivenUpError(TvaerblikError):
    """The worker was lost again and again at the same job."""

    message_id = "job.given_up"


class JobFailedError(TvaerblikError):
    """Something went wrong that nobody foresaw; the log says more under the number."""

    message_id = "job.failed"

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


@dataclass(frozen=True, slots=True)
class Told:
    """An error as it was kept: its message id and the facts of its sentence."""

    id: str
    facts: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job as it stands.

    Attributes:
        draft_id: the draft that it is about; 0: it is about none.
        order: what is asked for, where it is about no draft.
        progress_share: how much of it is done, from 0 to 1.
        error: why it failed; None unless it has.
    """

    id: str
    kind: JobKind
    draft_id: int
    draft_revision: int
    owner: str
    state: JobState
    step: JobStep
    progress_share: float
    error: Told | None
    order: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits or is at work."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)


def add_job(
    session: Session, kind: JobKind, draft_id: int, revision: int, *, owner: str, now: dt.datetime
) -> str:
    """Queue work on a draft, and give the job's id; it is told to the queue after the commit."""
    job = Job(
        id=uuid.uuid4().hex,
        kind=kind,
        draft_id=draft_id,
        draft_revision=revision,
        owner=owner,
        state=JobState.QUEUED,
        step=JobStep.WAITING,
        progress_share=0.0,
        attempts=0,
        created_at=now,
    )
    session.add(job)
    session.flush()
    return job.id


def add_order(session: Session, kind: JobKind, order: str, *, owner: str, now: dt.datetime) -> str:
    """Queue work that is about no draft, and give the job's id; it is told to the queue after the commit."""
    job = Job(
        id=uuid.uuid4().hex,
        kind=kind,
        draft_id=None,
        draft_revision=0,
        owner=owner,
        state=JobState.QUEUED,
        step=JobStep.WAITING,
        progress_share=0.0,
        attempts=0,
        order_json=order,
        created_at=now,
    )
    session.add(job)
    session.flush()
    return job.id


def claim_job(session: Session, job_id: str, *, now: dt.datetime) -> JobFacts | None:
    """Take a job, so that no other worker does; None where it is not to be had (any more).

    A job that has brought down its worker too often is failed instead.
    """
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, _is_free(now))
        .values(state=JobState.RUNNING, started_at=now, heartbeat_at=now, attempts=Job.attempts + 1)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]  # an update gives a cursor
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    if job.attempts > MOST_ATTEMPTS:
        fail_job(session, job_id, JobGivenUpError(), now=now)
        return None
    return _facts(job)


def free_jobs(session: Session, *, now: dt.datetime) -> list[str]:
    """Give the jobs that wait or have lost their worker, the oldest first."""
    return list(session.scalars(select(Job.id).where(_is_free(now)).order_by(Job.created_at, Job.id)))


def tell_job(
    session: Session, job_id: str, step: JobStep, progress_share: float, *, now: dt.datetime
) -> None:
    """Say what a running job is doing and how far it has come; this is also a sign of life."""
    _change(session, job_id, step=step, progress_share=progress_share, heartbeat_at=now)


def beat_job(session: Session, job_id: str, *, now: dt.datetime) -> None:
    """Give a sign of life of a running job."""
    _change(session, job_id, heartbeat_at=now)


def finish_job(session: Session, job_id: str, *, now: dt.datetime) -> None:
    """Say that a job is done."""
    _change(session, job_id, state=JobState.DONE, progress_share=1.0, finished_at=now)


def fail_job(session: Session, job_id: str, error: TvaerblikError, *, now: dt.datetime) -> None:
    """Say that a job has failed, and why."""
    _change(session, job_id, state=JobState.FAILED, error_json=told_json(error), finished_at=now)


def note_job(session: Session, job_id: str, why: TvaerblikError) -> None:
    """Keep with a job why it was asked for, where that is a fault to be told of."""
    _change(session, job_id, error_json=told_json(why))


def job_facts(session: Session, job_id: str) -> JobFacts | None:
    """Give a job as it stands; None where there is none such."""
    job = session.get(Job, job_id)
    return None if job is None else _facts(job)


def newest_jobs(session: Session, draft_ids: Collection[int]) -> dict[int, JobFacts]:
    """Give the job that was last asked for on each of some drafts."""
    newest_last = (Job.draft_revision, Job.created_at, Job.kind.desc())
    query = select(Job).where(Job.draft_id.in_(draft_ids)).order_by(*newest_last)
    return {job.draft_id or 0: _facts(job) for job in session.scalars(query)}


def told_json(error: TvaerblikError) -> str:
    """Write an error so that its sentence can be said in any language later."""
    return canonical_json({"id": error.id, "facts": dict(error.facts)})


def told_of(text: str | None) -> Told | None:
    """Read what :func:`told_json` wrote."""
    if text is None:
        return None
    data = json.loads(text)
    return Told(data["id"], data["facts"])


def _is_free(now: dt.datetime) -> ColumnElement[bool]:
    is_lost = and_(Job.state == JobState.RUNNING, Job.heartbeat_at < now - STALE_AFTER)
    return or_(Job.state == JobState.QUEUED, is_lost)


def _change(session: Session, job_id: str, **values: object) -> None:
    session.execute(update(Job).where(Job.id == job_id).values(**values))


def _facts(job: Job) -> JobFacts:
    return JobFacts(
        id=job.id,
        kind=job.kind,
        draft_id=job.draft_id or 0,
        draft_revision=job.draft_revision,
        owner=job.owner,
        state=job.state,
        step=job.step,
        progress_share=job.progress_share,
        error=told_of(job.error_json),
        order=job.order_json,
    )
