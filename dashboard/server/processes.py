"""Deeds on an initiative's process: chosen, moved, skipped, decided, offered; each with its undoing.

Each is a form, sent by ``assets/11-deeds.js``. Fields: ``trin`` a step's number, ``dato`` a day,
``ansvarlig`` whose turn it is, ``notat`` and ``begrundelse`` words, ``papir`` and ``link`` a paper, ``forum``
a body.
"""

import datetime as dt
from collections.abc import Sequence

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.server.deeds import deeds_blueprint, numbers_said, paper_sent, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.texts import t
from portfolio.corrections import read_reason
from portfolio.identity import InitiativeUnknownError
from portfolio.process.course import Course
from portfolio.process.deeds import (
    Choice,
    Decided,
    DeedUnknownError,
    Offered,
    ProcessRefusedError,
    Said,
    choose_process,
    decide,
    offer,
    say,
    undo_choice,
    undo_decisions,
    undo_deeds,
    undo_offer,
)
from portfolio.process.store import TemplateUnknownError
from portfolio.process.templates import Step
from portfolio.vocabulary import (
    CourseState,
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
    code_or_none,
)

ROUTE = "/api/proces"
STEP, DAY, HOLDER, NOTE, PAPER, LINK, BODY = "trin", "dato", "ansvarlig", "notat", "papir", "link", "forum"
REASON, TEMPLATE, ENTRANCE, TYPE, DECIDED_BY = "begrundelse", "skabelon", "indgang", "type", "besluttet-af"
OUTCOME = "udfald-"
"""Stands before a decision's subject; its value is the outcome, "" where nothing was decided."""
ON = "videre"
"""Says that the initiative goes on to the next step too."""
CLUSTER, ANSWER, ANSWERED, ASKED, CHOSEN = "klynge", "svar", "svaret", "spurgt", "valgt"
NUMBERS, MOVES = "numre", "flytninger"
"""The numbers of what is taken back, with commas between."""

_UNKNOWN = (InitiativeUnknownError, DeedUnknownError, TemplateUnknownError)
_BEHIND = (CourseState.AHEAD, CourseState.CURRENT, CourseState.PASSED)


def processes_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    return deeds_blueprint("processes", ROUTE, _DEEDS, importer, unknown=_UNKNOWN, takes_paper=True)


def day_said(name: str) -> dt.date | None:
    """Give the day that a form says; None where it says none.

    Raises:
        ProcessRefusedError: it is no day.
    """
    text = said(name)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ProcessRefusedError("steps.day_impossible") from None


def _course(initiative_id: int) -> Course | None:
    found = data.processes().courses.get(initiative_id)
    return None if found is None else found.course


def _keep(session: Session, initiative_id: int, message: str, *things: Said) -> Done:
    course = _course(initiative_id)
    numbers = say(
        session,
        initiative_id,
        things,
        template=None if course is None else course.template,
        now=data.now(),
        by=user(),
    )
    return Done(message=message, undo=_undo(initiative_id, "fortryd", numbers))


def _undo(initiative_id: int, deed: str, numbers: Sequence[int]) -> tuple[str, dict[str, str]]:
    return (f"{ROUTE}/{initiative_id}/{deed}", {NUMBERS: ",".join(map(str, numbers))})


def _chosen(session: Session, initiative_id: int) -> Done:
    choice = Choice(
        template_id=said(TEMPLATE),
        entrance=said(ENTRANCE),
        process_type=code_or_none(ProcessType, said(TYPE) or None),
        decided_by=said(DECIDED_BY),
        reason=said(REASON),
    )
    number = choose_process(session, initiative_id, choice, now=data.now(), by=user())
    return Done(message=t("process.told_chosen"), undo=_undo(initiative_id, "fortryd-valg", [number]))


def _choice_undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_choice(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _moved(session: Session, initiative_id: int) -> Done:
    """Move it to a step; those in between are skipped where a reason is given, else only passed."""
    step, day = said(STEP), day_said(DAY)
    things = []
    if said(REASON).strip():
        reason = read_reason(said(REASON))
        things = [Said(FactKind.SKIPPED, it, day, text=reason) for it in _between(initiative_id, step)]
    move = Said(FactKind.MOVED, step, day, holder=said(HOLDER), text=said(NOTE))
    return _keep(session, initiative_id, t("process.told_moved", step=step), *things, move)


def _between(initiative_id: int, step: str) -> list[str]:
    """Give the steps that a move to a step leaves out: behind it, and neither done nor left out already."""
    course = _course(initiative_id)
    if course is None or course.template.step(step) is None:
        return []
    here = -1 if course.current is None else course.template.place(course.current)
    return [
        it.step.number for it in course.steps[here + 1 : course.template.place(step)] if it.state in _BEHIND
    ]


def _skipped(session: Session, initiative_id: int) -> Done:
    thing = Said(FactKind.SKIPPED, said(STEP), day_said(DAY), text=said(REASON))
    return _keep(session, initiative_id, t("process.told_skipped", step=said(STEP)), thing)


def _not_relevant(session: Session, initiative_id: int) -> Done:
    thing = Said(FactKind.NOT_RELEVANT, said(STEP), day_said(DAY), text=said(REASON))
    return _keep(session, initiative_id, t("process.told_not_relevant", step=said(STEP)), thing)


def _held(session: Session, initiative_id: int) -> Done:
    thing = Said(FactKind.HELD, said(STEP), day_said(DAY), holder=said(HOLDER), text=said(NOTE))
    return _keep(session, initiative_id, t("process.told_held"), thing)


def _paper(session: Session, initiative_id: int) -> Done:
    thing = Said(
        FactKind.PAPER,
        said(STEP),
        day_said(DAY),
        text=said(NOTE),
        paper=said(PAPER),
        link=said(LINK),
        file=paper_sent(),
    )
    return _keep(session, initiative_id, t("process.told_paper"), thing)


def _note(session: Session, initiative_id: int) -> Done:
    return _keep(
        session,
        initiative_id,
        t("process.told_note"),
        Said(FactKind.NOTE, said(STEP), day_said(DAY), text=said(NOTE)),
    )


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_deeds(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _decided(session: Session, initiative_id: int) -> Done:
    """Keep what was decided, each subject by itself; and let it go on where that is said."""
    step, day = said(STEP), day_said(DAY)
    outcomes = {
        subject: outcome
        for subject in DecisionSubject
        if (outcome := code_or_none(DecisionOutcome, said(f"{OUTCOME}{subject}") or None)) is not None
    }
    if not outcomes:
        raise ProcessRefusedError("steps.outcome_missing")
    decisions = [
        Decided(step or None, said(BODY), day, subject, outcome, said(NOTE))
        for subject, outcome in outcomes.items()
    ]
    numbers = decide(session, initiative_id, decisions, now=data.now(), by=user())
    action, values = _undo(initiative_id, "fortryd-beslutning", numbers)
    following = _following(initiative_id, step) if said(ON) else None
    if following is None:
        return Done(message=t("process.told_decided"), undo=(action, values))
    moved = _keep(session, initiative_id, "", Said(FactKind.MOVED, following.number, day))
    move = {} if moved.undo is None else {MOVES: moved.undo[1][NUMBERS]}
    return Done(message=t("process.told_decided_on", step=following.number), undo=(action, values | move))


def _following(initiative_id: int, step: str) -> Step | None:
    course = _course(initiative_id)
    if course is None or course.template.step(step) is None:
        return None
    rest = course.steps[course.template.place(step) + 1 :]
    return next((it.step for it in rest if it.state is CourseState.AHEAD), None)


def _decision_undone(session: Session, _initiative_id: int) -> Done:
    """Take decisions back, and the move that was made with them."""
    undo_decisions(session, numbers_said(NUMBERS), now=data.now(), by=user())
    if said(MOVES):
        undo_deeds(session, numbers_said(MOVES), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _offered(session: Session, initiative_id: int) -> Done:
    answered = day_said(ANSWERED)
    answer = code_or_none(OfferAnswer, said(ANSWER) or None)
    offered = Offered(
        organisation=said(CLUSTER),
        asked_on=day_said(ASKED),
        answer=answer,
        answered_on=answered or (data.present_day() if answer else None),
        chosen_on=(day_said(DAY) or data.present_day()) if said(CHOSEN) else None,
        text=said(NOTE),
    )
    number = offer(session, initiative_id, offered, now=data.now(), by=user())
    return Done(message=t("process.told_offered"), undo=_undo(initiative_id, "fortryd-tilbud", [number]))


def _offer_undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_offer(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "vaelg": _chosen,
    "fortryd-valg": _choice_undone,
    "flyt": _moved,
    "spring-over": _skipped,
    "ikke-relevant": _not_relevant,
    "ansvarlig": _held,
    "papir": _paper,
    "notat": _note,
    "fortryd": _undone,
    "beslut": _decided,
    "fortryd-beslutning": _decision_undone,
    "tilbud": _offered,
    "fortryd-tilbud": _offer_undone,
}
