"""Drafts: a received file's way through recognising, checking and comparing, until it is confirmed.

Nothing of a draft is in the portfolio. What people choose and answer is kept with it, so that the way can be
left and taken up again; every change of it asks for a new reading, which a worker makes.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.draft_result import result_of
from portfolio.errors import TvaerblikError
from portfolio.findings import Finding
from portfolio.jobs import Told, add_job, note_job, told_json, told_of
from portfolio.ledger import RowAnswer
from portfolio.places import row_key
from portfolio.profile import Profile, profile_of
from portfolio.records import Report
from portfolio.rules.months import month_of
from portfolio.tables import Draft
from portfolio.vocabulary import AnswerKind, DraftState, JobKind, Severity

FEWEST_REASON_LETTERS = 3
"""A reason shorter than this is none."""

OPEN_STATES = (DraftState.READING, DraftState.READY, DraftState.REFUSED, DraftState.STORING)
"""States of a draft that somebody has still to deal with."""


class DraftUnknownError(TvaerblikError):
    """There is no draft with this id."""

    message_id = "draft.unknown"

    def __init__(self, draft_id: int) -> None:
        super().__init__(draft_id=draft_id)


class DraftClosedError(TvaerblikError):
    """The draft has been confirmed or discarded: there is nothing to change in it."""

    message_id = "draft.closed"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DraftNotReadyError(TvaerblikError):
    """The draft is being read just now, or something in it has not been answered."""

    message_id = "draft.not_ready"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DraftChangedError(TvaerblikError):
    """The draft has been changed since whoever confirms it saw it."""

    message_id = "draft.changed_since"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DraftUnansweredError(TvaerblikError):
    """Something in the draft must be answered before it can be stored."""

    message_id = "draft.unanswered"

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name=name, count=count)


class FileGoneError(TvaerblikError):
    """The draft's file lies no longer in the folder of drafts."""

    message_id = "draft.file_gone"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ReasonMissingError(TvaerblikError):
    """What is accepted or muted needs a reason that others can read later."""

    message_id = "draft.reason_missing"


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something, and when."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """What was said to a finding, and why.

    Attributes:
        kind: what was said.
        reason: why; of a sender's answer its words.
        place: the cell in which a sender's answer stands; "" where a person said it here.
        by: who said it, or took the sender's answer; "" where nobody noted it.
        at: when.
    """

    kind: AnswerKind
    reason: str
    place: str = ""
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RowSaid:
    """What a person said of a row: the initiative it is about (None: a new one), and those it is not."""

    initiative_id: int | None
    declined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """All that people have said of a draft's reading.

    Attributes:
        findings: by the finding's place and kind, see :func:`finding_key`.
        rows: by the row's place, see :func:`row_key`.
        shrink_reason: why it is right that so many initiatives are gone; "" until somebody has said so.
    """

    findings: Mapping[str, FindingSaid] = field(default_factory=dict)
    rows: Mapping[str, RowSaid] = field(default_factory=dict)
    shrink_reason: str = ""


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft as it stands, without what its reading said.

    Attributes:
        file_path: where in the folder of drafts the file lies; None when it is gone.
        source_id: whose list it is; None: not known, or the source ``source_name`` is not there yet.
        is_settled: whether source and month have been said by a person, or are beyond doubt.
        choices: how the file is to be read, over what the source's profile says.
        revision: rises with each change; ``result_revision`` is the one that was last read, None: none was.
        refusal: why the file was refused; None unless it was.
        upload_id: the upload that it became.
    """

    id: int
    state: DraftState
    file_name: str
    size_bytes: int
    sha256: str
    file_path: str | None
    source_id: int | None
    source_name: str
    month: dt.date | None
    is_settled: bool
    choices: Profile
    answers: Answers
    revision: int
    result_revision: int | None
    refusal: Told | None
    upload_id: int | None
    created_at: dt.datetime
    created_by: str
    changed_at: dt.datetime

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to deal with it."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that has come in and lies in the folder of drafts."""

    name: str
    size_bytes: int
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whose list a draft is, for which month; ``is_settled``: a person said so, or nothing is in doubt."""

    source_id: int | None
    source_name: str
    month: dt.date | None
    is_settled: bool


def finding_key(message_id: str, sheet: str | None, cell: str | None) -> str:
    """Name a finding so that it is found again in the next reading of the same file."""
    return "|".join((message_id, sheet or "", cell or ""))


def answers_json(answers: Answers) -> str:
    """Write answers as JSON."""
    return msgspec.json.encode(answers, order="sorted").decode()


def answers_of(text: str | None) -> Answers:
    """Read what :func:`answers_json` wrote."""
    return Answers() if text is None else msgspec.json.decode(text, type=Answers)


def add_draft(
    session: Session, file: ReceivedFile, addressed: Addressed, *, now: dt.datetime, by: str
) -> tuple[int, str]:
    """Take in a file, and ask for its reading; give the draft's id and the job's."""
    draft = Draft(
        state=DraftState.READING,
        file_name=file.name,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        file_path=file.path,
        source_id=addressed.source_id,
        source_name=addressed.source_name,
        month=None if addressed.month is None else month_of(addressed.month),
        is_settled=addressed.is_settled,
        revision=1,
        created_at=now,
        created_by=by,
        changed_at=now,
    )
    session.add(draft)
    session.flush()
    return draft.id, add_job(session, JobKind.READ, draft.id, 1, owner=by, now=now)


def address_draft(session: Session, draft_id: int, addressed: Addressed, *, now: dt.datetime, by: str) -> str:
    """Say whose list a draft is and for which month; give the job of the new reading.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to change.
    """
    draft = open_draft(session, draft_id)
    draft.source_id, draft.source_name = addressed.source_id, addressed.source_name
    draft.month = None if addressed.month is None else month_of(addressed.month)
    draft.is_settled = addressed.is_settled
    return read_again(session, draft, now=now, by=by)


def choose_for_draft(
    session: Session, draft_id: int, choices_json: str | None, *, now: dt.datetime, by: str
) -> str:
    """Keep what a person chose about how the file is read; give the job of the new reading.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to change.
    """
    draft = open_draft(session, draft_id)
    draft.choices_json = choices_json
    return read_again(session, draft, now=now, by=by)


def answer_draft(session: Session, draft_id: int, answers: Answers, *, now: dt.datetime) -> Draft:
    """Keep what a person said to findings and rows.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to change.
    """
    draft = open_draft(session, draft_id)
    draft.answers_json = answers_json(answers)
    draft.changed_at = now
    return draft


def compare_again(session: Session, draft_id: int, *, now: dt.datetime, by: str) -> str:
    """Ask for a new reading and comparison of a draft as it stands; give the job."""
    return read_again(session, open_draft(session, draft_id), now=now, by=by)


def confirm_draft(
    session: Session, draft_id: int, *, now: dt.datetime, by: str, revision: int | None = None
) -> str:
    """Ask for a draft to be stored in the portfolio; give the job.

    Args:
        session: a writer's session.
        draft_id: the draft.
        now: the instant.
        by: who confirms.
        revision: the draft's revision that they have seen; None: nobody has seen one.

    Raises:
        DraftUnknownError, DraftClosedError: there is nothing to confirm.
        DraftNotReadyError: it is being read, or was changed and not read again.
        DraftChangedError: it is another now than the one that was seen.
    """
    draft = open_draft(session, draft_id)
    if draft.state is not DraftState.READY or draft.result_revision != draft.revision:
        raise DraftNotReadyError(draft.file_name)
    if revision is not None and revision != draft.revision:
        raise DraftChangedError(draft.file_name)
    draft.state, draft.changed_at = DraftState.STORING, now
    return add_job(session, JobKind.CONFIRM, draft.id, draft.revision, owner=by, now=now)


def keep_guess(session: Session, draft_id: int, revision: int, addressed: Addressed) -> None:
    """Keep whose list a draft seems to be, unless a person has said something since."""
    draft = locked_draft(session, draft_id)
    if draft.revision == revision and not draft.is_settled:
        draft.source_id, draft.month = addressed.source_id, addressed.month
        draft.is_settled = addressed.is_settled


def keep_result(
    session: Session, draft_id: int, revision: int, result_json: str, *, now: dt.datetime
) -> bool:
    """Keep what a reading said; False where the draft has been changed or closed since it was asked for."""
    draft = locked_draft(session, draft_id)
    if draft.revision != revision or draft.state not in OPEN_STATES:
        return False
    draft.state, draft.changed_at = DraftState.READY, now
    draft.result_json, draft.result_revision, draft.refusal_json = result_json, revision, None
    return True


def keep_refusal(
    session: Session,
    draft_id: int,
    revision: int,
    error: TvaerblikError,
    *,
    now: dt.datetime,
    is_kept: bool,
) -> str | None:
    """Keep why a file was not read; give where it lies, for the caller to delete, unless it is kept.

    A file that is refused for what it holds is not kept, since it may hold what must not lie here; also where
    the draft has been discarded meanwhile.
    """
    draft = locked_draft(session, draft_id)
    if draft.revision != revision or draft.state is DraftState.CONFIRMED:
        return None
    if draft.state in OPEN_STATES:
        draft.state, draft.changed_at = DraftState.REFUSED, now
        draft.refusal_json, draft.result_json = told_json(error), None
    if is_kept:
        return None
    path, draft.file_path = draft.file_path, None
    return path


def release_draft(session: Session, draft_id: int, *, now: dt.datetime) -> None:
    """Let a draft that could not be stored be dealt with again."""
    draft = locked_draft(session, draft_id)
    if draft.state is DraftState.STORING:
        draft.state, draft.changed_at = DraftState.READY, now


def seen_stamp(session: Session, draft_id: int) -> str | None:
    """Give the mark of what the comparison that people have seen rests on."""
    text = session.get_one(Draft, draft_id).result_json
    return None if text is None else result_of(text).comparison.stamp


def close_confirmed(session: Session, draft_id: int, upload_id: int, *, now: dt.datetime) -> str | None:
    """Close a draft that is now an upload; give where its file lies, to be deleted after the commit."""
    draft = locked_draft(session, draft_id)
    path = draft.file_path
    draft.state, draft.upload_id, draft.file_path = DraftState.CONFIRMED, upload_id, None
    draft.changed_at, draft.result_json = now, None
    return path


def reopen_draft(session: Session, draft_id: int, why: TvaerblikError, *, now: dt.datetime, by: str) -> str:
    """Take a draft back from being stored, since what it was compared with has changed; give the new job.

    The new job carries along why, so that the page says it beside the new comparison.
    """
    draft = locked_draft(session, draft_id)
    draft.state = DraftState.READING
    job_id = read_again(session, draft, now=now, by=by)
    note_job(session, job_id, why)
    return job_id


def open_draft(session: Session, draft_id: int) -> Draft:
    """Give a draft that can still be changed, locked until the transaction ends.

    Raises:
        DraftUnknownError: there is none such.
        DraftClosedError: it has been confirmed or discarded, or is being stored just now.
    """
    draft = locked_draft(session, draft_id)
    if draft.state in (DraftState.CONFIRMED, DraftState.DISCARDED, DraftState.STORING):
        raise DraftClosedError(draft.file_name)
    if draft.file_path is None:
        raise DraftClosedError(draft.file_name)
    return draft


def draft_facts(session: Session, draft_id: int) -> DraftFacts:
    """Give a draft as it stands.

    Raises:
        DraftUnknownError: there is none such.
    """
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise DraftUnknownError(draft_id)
    return facts_of(draft)


def facts_of(draft: Draft) -> DraftFacts:
    """Give what a draft's row says."""
    return DraftFacts(
        id=draft.id,
        state=draft.state,
        file_name=draft.file_name,
        size_bytes=draft.size_bytes,
        sha256=draft.sha256,
        file_path=draft.file_path,
        source_id=draft.source_id,
        source_name=draft.source_name,
        month=draft.month,
        is_settled=draft.is_settled,
        choices=profile_of(draft.choices_json),
        answers=answers_of(draft.answers_json),
        revision=draft.revision,
        result_revision=draft.result_revision,
        refusal=told_of(draft.refusal_json),
        upload_id=draft.upload_id,
        created_at=draft.created_at,
        created_by=draft.created_by,
        changed_at=draft.changed_at,
    )


def draft_with_bytes(session: Session, sha256: str) -> int | None:
    """Give the open draft whose file has these bytes; None: there is none."""
    query = select(Draft.id).where(Draft.sha256 == sha256, Draft.state.in_(OPEN_STATES))
    waiting = query.where(Draft.state != DraftState.REFUSED)
    return session.scalars(waiting.order_by(Draft.id.desc()).limit(1)).first()


def said_to_findings(
    answers: Answers, keys: tuple[str, ...], kind: AnswerKind | None, reason: str, saying: Saying
) -> Answers:
    """Give the answers with those findings answered; ``kind`` None takes the answer back.

    Raises:
        ReasonMissingError: nothing that others can read stands as the reason.
    """
    kept = {key: said for key, said in answers.findings.items() if key not in keys}
    if kind is None:
        return replace(answers, findings=kept)
    said = FindingSaid(kind, read_reason(reason), "", saying.by, saying.at)
    return replace(answers, findings=kept | dict.fromkeys(keys, said))


def said_of_row(answers: Answers, key: str, said: RowSaid | None) -> Answers:
    """Give the answers with a row answered; None takes the answer back."""
    kept = {other: answer for other, answer in answers.rows.items() if other != key}
    return replace(answers, rows=kept if said is None else kept | {key: said})


def read_reason(text: str) -> str:
    """Give a reason as one line.

    Raises:
        ReasonMissingError: there is none.
    """
    reason = " ".join(text.split())
    if len(reason) < FEWEST_REASON_LETTERS:
        raise ReasonMissingError
    return reason


def is_unanswered(finding: Finding, answers: Answers) -> bool:
    """Tell whether a finding stops an import: an error that nobody has accepted or muted."""
    key = finding_key(finding.id, finding.sheet, finding.cell)
    return finding.severity is Severity.ERROR and key not in answers.findings


def is_asked(finding: Finding, answers: Answers) -> bool:
    """Tell whether a finding is one for the list's sender: more than good to know, and not answered here."""
    key = finding_key(finding.id, finding.sheet, finding.cell)
    return finding.severity is not Severity.INFO and key not in answers.findings


def row_answers(answers: Answers, reports: Sequence[Report]) -> dict[int, RowAnswer]:
    """Give what people have said of rows, by the rows' numbers in this reading."""
    found = {}
    for number, report in enumerate(reports, 1):
        said = answers.rows.get(row_key(report.sheet, report.row or report.column))
        if said is not None:
            is_new = said.initiative_id is None
            found[number] = RowAnswer(said.initiative_id, is_new=is_new, declined=said.declined)
    return found


def read_again(session: Session, draft: Draft, *, now: dt.datetime, by: str) -> str:
    """Ask for a new reading of a draft; give the job."""
    draft.revision += 1
    draft.state, draft.changed_at = DraftState.READING, now
    session.flush()
    return add_job(session, JobKind.READ, draft.id, draft.revision, owner=by, now=now)


def locked_draft(session: Session, draft_id: int) -> Draft:
    """Give a draft in whatever state, locked until the transaction ends.

    Raises:
        DraftUnknownError: there is none such.
    """
    draft = session.scalars(select(Draft).where(Draft.id == draft_id).with_for_update()).one_or_none()
    if draft is None:
        raise DraftUnknownError(draft_id)
    return draft
