"""Drafts: a file taken in and dealt with as pages and worker do it, without the pages."""

import datetime as dt
from pathlib import Path

from etl.drafts import Work, run_job
from etl.receive import receive
from portfolio.database import reading, writing
from portfolio.drafts import (
    Addressed,
    Answers,
    DraftFacts,
    add_draft,
    answer_draft,
    choose_for_draft,
    compare_again,
    confirm_draft,
    draft_facts,
)
from portfolio.jobs import JobFacts, job_facts
from portfolio.profile import Profile, profile_json
from portfolio.queries import drafts as queries
from portfolio.store import source_named

BY = "konsulent"


def take_in(work: Work, path: Path, source: str = "", month: dt.date | None = None, name: str = "") -> int:
    """Take a file in, have it read, and give the draft's number."""
    (file,) = receive(path, name or path.name, work.drafts).files
    with writing(work.engine) as session:
        known = source_named(session, source) if source else None
        whose = Addressed(
            known.id if known else None, "" if known else source, month, bool(source) and month is not None
        )
        draft_id, job = add_draft(session, file, whose, now=work.clock(), by=BY)
    run_job(work, job)
    return draft_id


def choose(work: Work, draft_id: int, choices: Profile) -> None:
    """Choose how a draft is read, and have it read again."""
    with writing(work.engine) as session:
        job = choose_for_draft(session, draft_id, profile_json(choices), now=work.clock(), by=BY)
    run_job(work, job)


def answer(work: Work, draft_id: int, answers: Answers) -> None:
    """Answer findings and rows of a draft, and have it compared again."""
    with writing(work.engine) as session:
        answer_draft(session, draft_id, answers, now=work.clock())
        job = compare_again(session, draft_id, now=work.clock(), by=BY)
    run_job(work, job)


def confirm(work: Work, draft_id: int) -> JobFacts:
    """Confirm a draft, and give the job as it ended."""
    with writing(work.engine) as session:
        job = confirm_draft(session, draft_id, now=work.clock(), by=BY)
    run_job(work, job)
    with reading(work.engine) as session:
        ended = job_facts(session, job)
    assert ended is not None
    return ended


def facts(work: Work, draft_id: int) -> DraftFacts:
    """Give a draft as it stands."""
    with reading(work.engine) as session:
        return draft_facts(session, draft_id)


def detail(work: Work, draft_id: int) -> queries.DraftDetail:
    """Give a draft with what its reading said."""
    with reading(work.engine) as session:
        found = queries.draft(session, draft_id)
    assert found is not None
    return found
