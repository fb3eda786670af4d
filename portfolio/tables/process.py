"""Processes: templates and their versions, what people say of an initiative's steps, decisions and offers."""

import datetime as dt

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
    ReplyAnswer,
    RoundEvent,
    TemplateOrigin,
    Uptake,
)

_NOT_UNDONE = text("undone_at IS NULL")


class Made:
    """What a person said and when; undone, never deleted or changed."""

    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)


class Mark(Base):
    """A number that rises with every change in one part of the portfolio, so that pages notice it."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int]


class ProcessTemplate(Base):
    """A version of a process; ``content_json`` is the whole template (:mod:`portfolio.process.templates`).

    It is in use but for the time in which it was taken back (:class:`TemplateWithdrawal`).
    """

    __tablename__ = "process_template"

    template_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    origin: Mapped[TemplateOrigin] = mapped_column(Word(TemplateOrigin))
    content_json: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(Text)


class TemplateWithdrawal(Made, Base):
    """That a person took a version of a process back; undone when it was brought back."""

    __tablename__ = "template_withdrawal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["template_id", "version"], ["process_template.template_id", "process_template.version"]
        ),
        Index(
            "uq_template_withdrawal_in_force",
            "template_id",
            "version",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]


class InitiativeProcess(Made, Base):
    """The process that a person has chosen for an initiative, in the version that it begins under.

    ``entrance`` is the way in; ``decided_by`` is who decided on the process type.
    """

    __tablename__ = "initiative_process"
    __table_args__ = (
        Index(
            "uq_initiative_process_in_force",
            "initiative_id",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    template_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    entrance: Mapped[str] = mapped_column(String(8))
    process_type: Mapped[ProcessType | None] = mapped_column(Word(ProcessType))
    decided_by: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)


class ProcessDeed(Made, Base):
    """What a person said of a step of an initiative's process (:class:`portfolio.process.course.Fact`)."""

    __tablename__ = "process_deed"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    kind: Mapped[FactKind] = mapped_column(Word(FactKind))
    step: Mapped[str] = mapped_column(String(8))
    day: Mapped[dt.date | None]
    holder: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    paper: Mapped[str | None] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(Text)


class Decision(Made, Base):
    """What a body decided about an initiative; ``step`` is the step of its process that it belongs to.

    ``meeting_id`` and ``point_key`` name the meeting, and the point of its agenda, that it was decided at.
    """

    __tablename__ = "decision"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    step: Mapped[str | None] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(Text)
    day: Mapped[dt.date]
    subject: Mapped[DecisionSubject] = mapped_column(Word(DecisionSubject))
    outcome: Mapped[DecisionOutcome] = mapped_column(Word(DecisionOutcome))
    text: Mapped[str | None] = mapped_column(Text)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    point_key: Mapped[str | None] = mapped_column(String(200))


class Offer(Made, Base):
    """What a cluster answered when it was asked whether it wants a task, and whether it was chosen.

    ``organisation`` is the cluster's id, or its name where the reference has none such.
    """

    __tablename__ = "offer"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[dt.date | None]
    answer: Mapped[OfferAnswer | None] = mapped_column(Word(OfferAnswer))
    answered_on: Mapped[dt.date | None]
    chosen_on: Mapped[dt.date | None]
    text: Mapped[str | None] = mapped_column(Text)


class Consultation(Made, Base):
    """A round of comments: when it was sent, when answers are due, and in time for which meeting.

    What happens in it is told by its events.
    """

    __tablename__ = "consultation"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    step: Mapped[str | None] = mapped_column(String(8))
    sent_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    meeting_on: Mapped[dt.date | None]
    meeting_body: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)


class ConsultationParty(Made, Base):
    """A party that is asked for comments: an organisation's id, or a name."""

    __tablename__ = "consultation_party"
    __table_args__ = (
        Index(
            "uq_consultation_party_in_force",
            "consultation_id",
            "party",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    party: Mapped[str] = mapped_column(Text)


class ConsultationEvent(Made, Base):
    """What happened in a round: a party answered or was reminded, the due day was moved, it was closed.

    ``day`` is when it happened; of a moved due day it is the new one.
    """

    __tablename__ = "consultation_event"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    kind: Mapped[RoundEvent] = mapped_column(Word(RoundEvent))
    party: Mapped[str | None] = mapped_column(Text)
    day: Mapped[dt.date]
    answer: Mapped[ReplyAnswer | None] = mapped_column(Word(ReplyAnswer))
    text: Mapped[str | None] = mapped_column(Text)


class TitleDecision(Made, Base):
    """Which initiative a title in a source's tables is of, as a person says; None: none in the portfolio.

    ``title_key`` is the folded title.
    """

    __tablename__ = "title_decision"
    __table_args__ = (
        Index(
            "uq_title_decision_in_force",
            "source_id",
            "title_key",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    title: Mapped[str] = mapped_column(Text)
    title_key: Mapped[str] = mapped_column(Text)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))


class Adoption(Made, Base):
    """How far an organisation has taken an initiative into use, as a person says; the newest stands.

    ``uptake`` is None where the person says that nobody knows yet.
    """

    __tablename__ = "adoption"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text)
    uptake: Mapped[Uptake | None] = mapped_column(Word(Uptake))
    day: Mapped[dt.date | None]
    evidence: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)


class EvaluationPlan(Made, Base):
    """How long after which day an initiative is evaluated, once or again and again; the newest stands."""

    __tablename__ = "evaluation_plan"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    anchor_date: Mapped[dt.date]
    interval_months: Mapped[int]
    is_repeated: Mapped[bool]
    text: Mapped[str | None] = mapped_column(Text)


class Evaluation(Made, Base):
    """An evaluation that was made, and what came of it."""

    __tablename__ = "evaluation"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    day: Mapped[dt.date]
    result: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
