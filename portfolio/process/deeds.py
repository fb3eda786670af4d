"""What people do with an initiative's process: moved, skipped, decided, offered; each can be undone.

Nothing is changed in place: a deed is added or undone, so the process of any past day can be shown again.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import clean_text, read_reason
from portfolio.errors import RefusedError
from portfolio.identity import InitiativeUnknownError, wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.papers import NewPaper
from portfolio.process.store import newest_version, template_version
from portfolio.process.templates import Template
from portfolio.rules.months import danish_day
from portfolio.tables import (
    FOREVER,
    Decision,
    InitiativeProcess,
    Offer,
    PaperFile,
    ProcessDeed,
    Version,
)
from portfolio.tables.process import Made
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
)

LONGEST_TEXT = 5_000
LONGEST_NAME = 200
_FIRST_DAY = dt.date(1990, 1, 1)
_LINK = re.compile(r"https?://[^\s<>\"]{3,1990}", re.IGNORECASE)
_SAID = {
    FactKind.MOVED,
    FactKind.SKIPPED,
    FactKind.HELD,
    FactKind.PAPER,
    FactKind.NOTE,
    FactKind.NOT_RELEVANT,
}
_NEEDS_REASON = {FactKind.SKIPPED, FactKind.NOT_RELEVANT}

Thing = TypeVar("Thing", bound=Made)


class ProcessRefusedError(RefusedError):
    """Something said of a process that cannot be; the id tells what."""


class DeedUnknownError(RefusedError):
    """There is no such deed, or it has been undone already."""

    def __init__(self, number: int) -> None:
        super().__init__("steps.deed_unknown", number=number)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a step.

    Attributes:
        kind: what is said.
        step: the step's number.
        day: when it happened; None: today.
        holder: whose turn it is, as a code of ``Holder``, an organisation's id or a name.
        text: why, or the note.
        paper: which paper, as a code of ``Paper`` or a name.
        link: where the paper is.
        file: the paper itself.
    """

    kind: FactKind
    step: str
    day: dt.date | None = None
    holder: str | None = None
    text: str | None = None
    paper: str | None = None
    link: str | None = None
    file: NewPaper | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which process an initiative goes through, chosen by a person."""

    template_id: str
    entrance: str = ""
    process_type: ProcessType | None = None
    decided_by: str | None = None
    reason: str | None = None


def choose_process(session: Session, initiative_id: int, choice: Choice, *, now: dt.datetime, by: str) -> int:
    """Let an initiative go through a process, in its newest version; what was said of steps stays.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        TemplateUnknownError: there is no such process.
        ProcessRefusedError: the process has no such way in.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    template = newest_version(session, choice.template_id)
    if choice.entrance and choice.entrance not in template.entrances:
        raise ProcessRefusedError("steps.entrance_unknown", entrance=choice.entrance)
    for earlier in _standing(session, InitiativeProcess, initiative_id):
        undo(earlier, now, by)
    session.flush()
    made = InitiativeProcess(
        initiative_id=initiative_id,
        template_id=template.id,
        version=template.version,
        entrance=choice.entrance,
        process_type=choice.process_type or template.process_type,
        decided_by=line_of(choice.decided_by),
        reason=line_of(choice.reason),
        made_at=now,
        made_by=by,
    )
    return add(session, made)


def undo_choice(session: Session, choice_id: int, *, now: dt.datetime, by: str) -> int:
    """Take a choice of process back: the one before it stands again, where there was one.

    Returns:
        The initiative.

    Raises:
        DeedUnknownError: there is no such choice that stands.
    """
    wait_in_line(session)
    found = standing(session, InitiativeProcess, choice_id)
    undo(found, now, by)
    session.flush()
    query = select(InitiativeProcess).where(
        InitiativeProcess.initiative_id == found.initiative_id,
        InitiativeProcess.undone_at == found.made_at,
        InitiativeProcess.id < found.id,
    )
    before = session.scalars(query.order_by(InitiativeProcess.id.desc())).first()
    if before is not None:
        _again(session, before, now, by)
    touch(session, Part.PROCESS)
    return found.initiative_id


def _again(session: Session, before: InitiativeProcess, now: dt.datetime, by: str) -> None:
    session.add(
        InitiativeProcess(
            initiative_id=before.initiative_id,
            template_id=before.template_id,
            version=before.version,
            entrance=before.entrance,
            process_type=before.process_type,
            decided_by=before.decided_by,
            reason=before.reason,
            made_at=now,
            made_by=by,
        )
    )
    session.flush()


def say(
    session: Session,
    initiative_id: int,
    said: Sequence[Said],
    *,
    template: Template | None,
    now: dt.datetime,
    by: str,
) -> list[int]:
    """Keep what a person says of an initiative's steps, and give the deeds' numbers.

    Args:
        session: a writer's session.
        initiative_id: the initiative.
        said: what is said, in order.
        template: the process that its lists tell of; it becomes the chosen one where nobody has chosen.
        now: the instant, aware.
        by: who.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: the process has no such step, the day cannot be, or a reason is missing.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    known = _template(session, initiative_id) or template
    if known is None:
        raise ProcessRefusedError("steps.none_chosen")
    rows = [_deed(initiative_id, one, known, now, by) for one in said]
    if template is not None and _template(session, initiative_id) is None:
        choose_process(session, initiative_id, Choice(template.id), now=now, by=by)
    session.add_all(rows)
    session.flush()
    files = [
        PaperFile(initiative_id=initiative_id, deed_id=row.id, made_at=now, made_by=by, **asdict(one.file))
        for row, one in zip(rows, said, strict=True)
        if one.file is not None
    ]
    session.add_all(files)
    session.flush()
    touch(session, Part.PROCESS)
    return [row.id for row in rows]


def undo_deeds(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take back what was said together of an initiative's steps.

    Raises:
        DeedUnknownError: one of them is not there, or has been undone already.
    """
    undo_all(session, ProcessDeed, numbers, Part.PROCESS, now=now, by=by)


def _deed(initiative_id: int, said: Said, template: Template, now: dt.datetime, by: str) -> ProcessDeed:
    step = template.step(said.step)
    if step is None or said.kind not in _SAID:
        raise ProcessRefusedError("steps.step_unknown", step=said.step, process=template.name.da)
    if said.kind in _NEEDS_REASON:
        read_reason(said.text or "")
    if said.kind is FactKind.NOTE and not clean_text(said.text or ""):
        raise ProcessRefusedError("steps.note_missing")
    if said.kind is FactKind.PAPER and not (said.link or said.text or said.file):
        raise ProcessRefusedError("steps.paper_missing")
    return ProcessDeed(
        initiative_id=initiative_id,
        kind=said.kind,
        step=step.number,
        day=past_day(said.day, now),
        holder=line_of(said.holder),
        text=text_of(said.text),
        paper=line_of(said.paper),
        link=link_of(said.link),
        made_at=now,
        made_by=by,
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """What a body decided in a step of an initiative's process; ``step`` is None outside of it.

    ``meeting_id`` and ``point_key`` name the meeting, and the point of its agenda, where there was one.
    """

    step: str | None
    body: str
    day: dt.date | None
    subject: DecisionSubject
    outcome: DecisionOutcome
    text: str | None = None
    meeting_id: int | None = None
    point_key: str | None = None


def decide(
    session: Session, initiative_id: int, decided: Sequence[Decided], *, now: dt.datetime, by: str
) -> list[int]:
    """Keep what a body decided, each subject by itself, and give the decisions' numbers.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: nobody decided, or on a day that cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    rows = [_decision(initiative_id, one, now, by) for one in decided]
    session.add_all(rows)
    session.flush()
    touch(session, Part.PROCESS)
    return [row.id for row in rows]


def undo_decisions(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take decisions back that were noted by mistake.

    Raises:
        DeedUnknownError: one of them is not there, or has been undone already.
    """
    undo_all(session, Decision, numbers, Part.PROCESS, now=now, by=by)
    touch(session, Part.MEETINGS)


def _decision(initiative_id: int, decided: Decided, now: dt.datetime, by: str) -> Decision:
    body = line_of(decided.body)
    if not body:
        raise ProcessRefusedError("steps.body_missing")
    return Decision(
        initiative_id=initiative_id,
        step=decided.step,
        body=body,
        day=past_day(decided.day, now),
        subject=decided.subject,
        outcome=decided.outcome,
        text=text_of(decided.text),
        meeting_id=decided.meeting_id,
        point_key=decided.point_key,
        made_at=now,
        made_by=by,
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """What a cluster answered: it wants the task or not, and whether it was chosen."""

    organisation: str
    asked_on: dt.date | None = None
    answer: OfferAnswer | None = None
    answered_on: dt.date | None = None
    chosen_on: dt.date | None = None
    text: str | None = None


def offer(session: Session, initiative_id: int, offered: Offered, *, now: dt.datetime, by: str) -> int:
    """Keep a cluster's answer; it takes the place of what was known of that cluster and task.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: no cluster is named, or a day cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    organisation = line_of(offered.organisation)
    if not organisation:
        raise ProcessRefusedError("steps.cluster_missing")
    for earlier in _standing(session, Offer, initiative_id):
        if earlier.organisation == organisation:
            undo(earlier, now, by)
    made = Offer(
        initiative_id=initiative_id,
        organisation=organisation,
        asked_on=None if offered.asked_on is None else past_day(offered.asked_on, now),
        answer=offered.answer,
        answered_on=None if offered.answered_on is None else past_day(offered.answered_on, now),
        chosen_on=None if offered.chosen_on is None else past_day(offered.chosen_on, now),
        text=text_of(offered.text),
        made_at=now,
        made_by=by,
    )
    return add(session, made)


def undo_offer(session: Session, number: int, *, now: dt.datetime, by: str) -> int:
    """Take a cluster's answer back, and give the initiative.

    Raises:
        DeedUnknownError: there is no such answer that stands.
    """
    wait_in_line(session)
    found = standing(session, Offer, number)
    undo(found, now, by)
    session.flush()
    touch(session, Part.PROCESS)
    return found.initiative_id


# --- What all deeds share -----------------------------------------------------------------------------------


def ensure_known(session: Session, initiative_id: int) -> None:
    """See that something is known of an initiative.

    Raises:
        InitiativeUnknownError: nothing is.
    """
    query = select(Version.initiative_id).where(
        Version.initiative_id == initiative_id, Version.known_to == FOREVER
    )
    if session.scalars(query).first() is None:
        raise InitiativeUnknownError(initiative_id)


def add(session: Session, made: Made, part: Part = Part.PROCESS) -> int:
    """Add what a person said of a part, and give its number."""
    session.add(made)
    session.flush()
    touch(session, part)
    number: int = made.id  # type: ignore[attr-defined]  # every such table has one
    return number


def standing(session: Session, model: type[Thing], number: int) -> Thing:
    """Give what a person said and nobody has undone.

    Raises:
        DeedUnknownError: there is none such.
    """
    found = session.get(model, number, populate_existing=True)
    if found is None or found.undone_at is not None:
        raise DeedUnknownError(number)
    return found


def undo(made: Made, now: dt.datetime, by: str) -> None:
    """Take back what a person said; it stays in the history."""
    made.undone_at, made.undone_by = now, by


def undo_all(
    session: Session,
    model: type[Made],
    numbers: Iterable[int],
    part: Part,
    *,
    now: dt.datetime,
    by: str,
) -> None:
    """Take back several things of a sort that a person said of a part.

    Raises:
        DeedUnknownError: one of them is not there, or has been undone already.
    """
    wait_in_line(session)
    for number in numbers:
        undo(standing(session, model, number), now, by)
    session.flush()
    touch(session, part)


def past_day(day: dt.date | None, now: dt.datetime) -> dt.date:
    """Give the day on which something happened; today where none is said.

    Raises:
        ProcessRefusedError: it lies ahead, or before there was any such work.
    """
    today = danish_day(now)
    if day is None:
        return today
    if not _FIRST_DAY <= day <= today:
        raise ProcessRefusedError("steps.day_impossible")
    return day


def line_of(text: str | None) -> str | None:
    """Give a text of one line; None where there is none.

    Raises:
        ProcessRefusedError: it is too long.
    """
    said = " ".join(clean_text(text or "").split())
    if len(said) > LONGEST_NAME:
        raise ProcessRefusedError("steps.too_long", limit=LONGEST_NAME)
    return said or None


def text_of(text: str | None) -> str | None:
    """Give a text with its lines; None where there is none.

    Raises:
        ProcessRefusedError: it is too long.
    """
    said = clean_text(text or "")
    if len(said) > LONGEST_TEXT:
        raise ProcessRefusedError("steps.too_long", limit=LONGEST_TEXT)
    return said or None


def link_of(text: str | None) -> str | None:
    """Give a web address; None where there is none.

    Raises:
        ProcessRefusedError: it is no address that a browser should follow.
    """
    said = line_of(text) if text and len(text) <= LONGEST_NAME else (text or "").strip()
    if not said:
        return None
    if not _LINK.fullmatch(said):
        raise ProcessRefusedError("steps.link_unreadable")
    return said


def _template(session: Session, initiative_id: int) -> Template | None:
    chosen = next(iter(_standing(session, InitiativeProcess, initiative_id)), None)
    return None if chosen is None else template_version(session, chosen.template_id, chosen.version)


def _standing(session: Session, model: type[Thing], initiative_id: int) -> list[Thing]:
    query = select(model).where(
        model.initiative_id == initiative_id,  # type: ignore[attr-defined]  # every such table has one
        model.undone_at.is_(None),
    )
    return list(session.scalars(query))
