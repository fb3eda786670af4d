"""The work on drafts: a received file read and compared for the pages, and at last stored in the portfolio.

Each job reads the file anew under what is chosen now, so that what is stored is what was shown, and nothing
that was read needs to be kept meanwhile.
"""

import datetime as dt
import logging
import math
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from etl.contents import contents
from etl.load import PART, store_reading
from etl.receive import forget_file
from etl.row_names import row_names
from etl.run import Opened, open_file, read_opened
from portfolio.comparison import ListComparison, compare_list
from portfolio.database import DatabaseFailedError, reading, reference_in_force, writing
from portfolio.discarding import draft_files, forget_discarded, give_up_drafts
from portfolio.draft_result import Understood, draft_result, result_json
from portfolio.draft_steps import SHRINKS_MUCH
from portfolio.drafts import (
    Addressed,
    DraftFacts,
    DraftUnansweredError,
    FileGoneError,
    close_confirmed,
    draft_facts,
    is_unanswered,
    keep_guess,
    keep_refusal,
    keep_result,
    release_draft,
    reopen_draft,
    row_answers,
    seen_stamp,
)
from portfolio.drift import Drift, drift
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.finding_answers import keep_answers, with_mutings
from portfolio.guess import NOBODY, Guess, guess_month, guess_source
from portfolio.jobs import (
    JobFacts,
    JobFailedError,
    beat_job,
    claim_job,
    fail_job,
    finish_job,
    free_jobs,
    tell_job,
)
from portfolio.kept import kept_path
from portfolio.profile import Profile, profile_json, profile_of
from portfolio.profile.choosing import over
from portfolio.profile.learning import learnt
from portfolio.questions import questions
from portfolio.records import Reading, Report
from portfolio.rules.months import danish_day
from portfolio.store import ComparedBeforeError, NewUpload, Receipt, reports_of
from portfolio.tables import Source
from portfolio.vocabulary import JobKind, JobStep

_NO_HARM = {"file.no_list", "profile.nothing_left"}
"""Refusals for what a file lacks, not for what it holds: it is kept, so that it can be read otherwise."""

_LOG = logging.getLogger(__name__)
_HEARTBEAT_SECONDS = 5.0
_ORPHAN_AFTER = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Work:
    """What the work on drafts needs.

    Attributes:
        engine: the database.
        drafts: the folder of files that have come in.
        kept: the folder in which files are kept when they are stored.
        clock: gives the present instant, aware.
        wake: tells the queue of a job that the work itself has asked for.
        others: what does the jobs that are about no draft, by their kind.
    """

    engine: Engine
    drafts: Path
    kept: Path
    clock: Callable[[], dt.datetime]
    wake: Callable[[str], None]
    others: Mapping[JobKind, Callable[[JobFacts], None]] = field(default_factory=dict)


def run_job(work: Work, job_id: str) -> None:
    """Do a job, if nobody else does; whatever happens, the draft says how it stands."""
    with writing(work.engine) as session:
        job = claim_job(session, job_id, now=work.clock())
    if job is None:
        return
    try:
        with _alive(work, job), reference_in_force(work.engine):
            if job.kind in work.others:
                work.others[job.kind](job)
            else:
                _DOES[job.kind](work, job)
    except TvaerblikError as error:
        _fail(work, job, error)
    except Exception as error:  # noqa: BLE001 -- a worker's last word: the sender is told, and the next job done
        number = secrets.token_hex(3).upper()
        _LOG.error("error %s in job %s", number, job.id, exc_info=error)
        _fail(work, job, JobFailedError(number))


def take_up_again(work: Work) -> list[str]:
    """Give the jobs that wait or have lost their worker."""
    with reading(work.engine) as session:
        return free_jobs(session, now=work.clock())


def tidy_drafts(work: Work) -> int:
    """Give up drafts that nobody has touched for long, delete files that no draft needs, and count those.

    A file may be there before its draft is, so only those that have lain for a while are without one.
    """
    now = work.clock()
    with writing(work.engine) as session:
        give_up_drafts(session, now=now)
        discarded = forget_discarded(session, now=now)
        wanted = draft_files(session)
    before = (now - _ORPHAN_AFTER).timestamp()
    orphans = [path for path in _put_aside(work) if path.name not in wanted and _lies_since(path) < before]
    forgotten = {*orphans, *(work.drafts / name for name in discarded)}
    for path in forgotten:
        path.unlink(missing_ok=True)
    return len(forgotten)


def _put_aside(work: Work) -> Iterator[Path]:
    """Give the files that have come in, and what is left of copies that were broken off."""
    yield from work.drafts.glob("*")
    yield from work.kept.glob(f"*/{PART}*")


def _lies_since(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another worker tidies too
        return math.inf


@contextmanager
def _alive(work: Work, job: JobFacts) -> Iterator[None]:
    """Give signs of life while a job is done."""
    over_ = threading.Event()

    def beat() -> None:
        while not over_.wait(_HEARTBEAT_SECONDS):
            # one that fails, since the database is busy or away, is made good by the next
            with suppress(DatabaseFailedError), writing(work.engine) as session:
                beat_job(session, job.id, now=work.clock())

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over_.set()
        thread.join()


def _tell(work: Work, job: JobFacts, step: JobStep, share: float) -> None:
    with writing(work.engine) as session:
        tell_job(session, job.id, step, share, now=work.clock())


def _fail(work: Work, job: JobFacts, error: TvaerblikError) -> None:
    """Say of job and draft what went wrong; what is wrong with the file itself ends the draft."""
    forgotten = None
    with writing(work.engine) as session:
        now = work.clock()
        fail_job(session, job.id, error, now=now)
        if job.order is not None:
            return
        if job.kind is JobKind.CONFIRM:
            release_draft(session, job.draft_id, now=now)
        else:
            is_kept = not isinstance(error, FileRefusedError) or error.id in _NO_HARM
            forgotten = keep_refusal(
                session, job.draft_id, job.draft_revision, error, now=now, is_kept=is_kept
            )
    forget_file(work.drafts, forgotten)


# --- Reading and comparing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft's file as it was read under what is chosen now."""

    draft: DraftFacts
    reading: Reading
    profile: Profile
    guess: Guess = NOBODY

    @property
    def reports(self) -> Sequence[Report]:
        return reports_of(self.reading)


def _read(work: Work, job: JobFacts) -> None:
    draft = _draft(work, job)
    if draft.revision != job.draft_revision:  # changed since: a newer job reads it
        return _finish(work, job)
    _tell(work, job, JobStep.OPENING, 0.1)
    opened = open_file(_file(work, draft), draft.file_name)
    _tell(work, job, JobStep.UNDERSTANDING, 0.4)
    read = _addressed(work, _understood(work, draft, opened, pictures=True), opened)
    _tell(work, job, JobStep.COMPARING, 0.8)
    comparison = _compared(work, read)
    told = Understood(
        contents=contents(read.reading),
        questions=questions(read.reading, read.profile),
        drift=_drift(work, read),
    )
    names = row_names(read.reading)
    text = result_json(draft_result(read.reading, read.guess, comparison, told, names))
    with writing(work.engine) as session:
        now = work.clock()
        whose = Addressed(read.draft.source_id, "", read.draft.month, read.draft.is_settled)
        keep_guess(session, draft.id, draft.revision, whose)
        keep_result(session, draft.id, draft.revision, text, now=now)
        finish_job(session, job.id, now=now)
    return None


def _finish(work: Work, job: JobFacts) -> None:
    with writing(work.engine) as session:
        finish_job(session, job.id, now=work.clock())


def _draft(work: Work, job: JobFacts) -> DraftFacts:
    with reading(work.engine) as session:
        return draft_facts(session, job.draft_id)


def _file(work: Work, draft: DraftFacts) -> Path:
    path = None if draft.file_path is None else work.drafts / draft.file_path
    if path is None or not path.is_file():
        raise FileGoneError(draft.file_name)
    return path


def _understood(work: Work, draft: DraftFacts, opened: Opened, *, pictures: bool) -> _Read:
    """Read the file under its source's profile and what was chosen for it."""
    sheets = [sheet.name for sheet in opened.workbook.sheets]
    profile = over(_profile(work, draft.source_id), draft.choices, sheets)
    return _Read(draft, read_opened(opened, draft.month, profile, pictures=pictures), profile)


def _profile(work: Work, source_id: int | None) -> Profile:
    if source_id is None:
        return Profile()
    with reading(work.engine) as session:
        return profile_of(session.get_one(Source, source_id).profile_json)


def _addressed(work: Work, read: _Read, opened: Opened) -> _Read:
    """Guess source and month where nobody has said them; a guessed source's profile reads the file again."""
    draft = read.draft
    titles = [report.title for report in read.reports]
    with reading(work.engine) as session:
        is_told = draft.source_id is not None or draft.source_name
        guess = guess_source(session, draft.file_name, titles)
        if draft.is_settled:
            return replace(read, guess=guess)
        source_id = draft.source_id if is_told else guess.source_id
        month = draft.month or read.reading.month
        is_sure = bool(is_told) or guess.is_sure
        guessed = replace(
            draft,
            source_id=source_id,
            month=month or guess_month(session, source_id, danish_day(work.clock())),
            is_settled=is_sure and month is not None,
        )
    if source_id == draft.source_id and guessed.month == draft.month:
        return replace(read, draft=guessed, guess=guess)
    return replace(_understood(work, guessed, opened, pictures=True), guess=guess)


def _drift(work: Work, read: _Read) -> tuple[Drift, ...]:
    """Say what is otherwise than the source's earlier lists taught."""
    return drift(_profile(work, read.draft.source_id), read.reading)


def _compared(work: Work, read: _Read) -> ListComparison:
    draft = read.draft
    month = draft.month or danish_day(work.clock())
    with reading(work.engine) as session:
        answers = row_answers(draft.answers, read.reports)
        return compare_list(session, draft.source_id, month, read.reports, answers)


# --- Storing ------------------------------------------------------------------------------------------------


def _confirm(work: Work, job: JobFacts) -> None:
    """Read once more, and store all in one transaction: upload, profile, answers, and the draft's end."""
    draft = _draft(work, job)
    path = _file(work, draft)
    _tell(work, job, JobStep.OPENING, 0.1)
    opened = open_file(path, draft.file_name)
    _tell(work, job, JobStep.UNDERSTANDING, 0.3)
    read = _understood(work, draft, opened, pictures=False)
    comparison = _compared(work, read)
    _check_answered(read, comparison)
    _tell(work, job, JobStep.STORING, 0.7)
    forgotten: list[str | None] = []

    def close(session: Session, receipt: Receipt) -> None:
        now = work.clock()
        if not receipt.is_duplicate:
            keep_answers(session, receipt.upload_id, read.reading, draft.answers, now=now, by=job.owner)
        forgotten.append(close_confirmed(session, draft.id, receipt.upload_id, now=now))
        finish_job(session, job.id, now=now)

    try:
        with reading(work.engine) as session:
            stamp = seen_stamp(session, draft.id)
        new = _new_upload(work, job, read, stamp)
        store_reading(work.engine, path, new, work.kept, also=close)
    except ComparedBeforeError as error:
        _compare_again(work, job, error)
        return
    forget_file(work.drafts, forgotten[0])


def _check_answered(read: _Read, comparison: ListComparison) -> None:
    """Refuse to store what somebody has still to answer."""
    answers = read.draft.answers
    count = sum(is_unanswered(finding, answers) for finding in read.reading.findings)
    count += comparison.gone_share > SHRINKS_MUCH and not answers.shrink_reason
    count += not read.draft.is_settled
    if count:
        raise DraftUnansweredError(read.draft.file_name, count)


def _new_upload(work: Work, job: JobFacts, read: _Read, stamp: str | None) -> NewUpload:
    draft, now = read.draft, work.clock()
    profile = with_mutings(read.profile, read.reading, draft.answers, now=now, by=job.owner)
    with reading(work.engine) as session:
        source = None if draft.source_id is None else session.get_one(Source, draft.source_id)
        name = draft.source_name if source is None else source.name
    return NewUpload(
        source=name,
        sender="",
        organisation=None,
        month=draft.month or danish_day(now),
        reading=read.reading,
        kept_path=kept_path(read.reading.file.sha256, read.reading.file.format),
        now=now,
        by=job.owner,
        answers=row_answers(draft.answers, read.reports),
        profile_json=profile_json(learnt(profile, read.reading)),
        expected_stamp=stamp,
    )


def _compare_again(work: Work, job: JobFacts, error: TvaerblikError) -> None:
    """Take the draft back: what it was compared with has changed since somebody saw it."""
    with writing(work.engine) as session:
        now = work.clock()
        fail_job(session, job.id, error, now=now)
        again = reopen_draft(session, job.draft_id, error, now=now, by=job.owner)
    work.wake(again)


_DOES: dict[JobKind, Callable[[Work, JobFacts], None]] = {JobKind.READ: _read, JobKind.CONFIRM: _confirm}
