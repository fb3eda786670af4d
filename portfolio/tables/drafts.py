"""Files on their way into the portfolio, the work that is done on them, and what people said to findings."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import AnswerKind, DraftState, JobKind, JobState, JobStep


class Draft(Base):
    """A received file before it is confirmed; nothing of it is in the portfolio.

    ``revision`` rises with every change of what is chosen (``choices_json``) or answered (``answers_json``);
    ``result_json`` is what the reading of ``result_revision`` said. ``source_name`` is the name of a source
    that is not there yet. ``file_path`` is where in the folder of drafts the file lies; None when it is gone.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_state", "state"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[DraftState] = mapped_column(Word(DraftState))
    file_name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    file_path: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    source_name: Mapped[str] = mapped_column(Text)
    month: Mapped[dt.date | None]
    is_settled: Mapped[bool]
    choices_json: Mapped[str | None] = mapped_column(Text)
    answers_json: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int]
    result_json: Mapped[str | None] = mapped_column(Text)
    result_revision: Mapped[int | None]
    refusal_json: Mapped[str | None] = mapped_column(Text)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    created_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)


class Job(Base):
    """Work that a worker does: queued, taken by one worker, and kept alive by its heartbeat.

    It is on a draft, or makes what ``order_json`` asks for.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_draft_id", "draft_id"), Index("ix_job_state", "state"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[JobKind] = mapped_column(Word(JobKind))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    draft_revision: Mapped[int]
    owner: Mapped[str] = mapped_column(Text)
    state: Mapped[JobState] = mapped_column(Word(JobState))
    step: Mapped[JobStep] = mapped_column(Word(JobStep))
    progress_share: Mapped[float]
    attempts: Mapped[int]
    error_json: Mapped[str | None] = mapped_column(Text)
    order_json: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    started_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    heartbeat_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    finished_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class FindingAnswer(Base):
    """What a person said to a finding of an upload before it was confirmed, and why."""

    __tablename__ = "finding_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["upload_id", "finding_number"], ["upload_finding.upload_id", "upload_finding.number"]
        ),
    )

    upload_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    finding_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AnswerKind] = mapped_column(Word(AnswerKind))
    reason: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[dt.datetime] = mapped_column(Instant)
    answered_by: Mapped[str] = mapped_column(Text)


class SenderAnswer(Base):
    """What a list's sender wrote in it about a question that we had sent, and the cell where it stands."""

    __tablename__ = "sender_answer"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str] = mapped_column(String(32))
