"""Deeds on an initiative's rounds of comments, each with its undoing.

Each is a form, sent by ``assets/11-deeds.js``. Fields: ``runde`` a round's number, ``part`` a party (or
several of that name), ``andre`` further ones, a line each, ``dato`` a day, ``numre`` what is taken back.
"""

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.labels import party_name
from dashboard.server.deeds import (
    all_said,
    deeds_blueprint,
    number_said,
    numbers_said,
    paper_sent,
    said,
)
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import DAY, LINK, NOTE, NUMBERS, STEP, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError
from portfolio.process.paper_deeds import put_with
from portfolio.process.papers import PaperOwner
from portfolio.process.round_deeds import (
    Answered,
    Sent,
    answer_round,
    ask_more,
    close_round,
    move_due,
    remind,
    send_round,
    undo_happenings,
    undo_parties,
    undo_round,
)
from portfolio.vocabulary import ReplyAnswer, code_or_none

ROUTE = "/api/kommentering"
ROUND, PARTY, OTHERS, SENT, DUE, AGAIN = "runde", "part", "andre", "sendt", "frist", "igen"
MEETING, BODY, ANSWER, COMMENTS = "moede", "forum", "svar", "bemaerkninger"
_UNKNOWN = (InitiativeUnknownError, DeedUnknownError)


def rounds_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    return deeds_blueprint("rounds", ROUTE, _DEEDS, importer, unknown=_UNKNOWN, takes_paper=True)


def _named() -> list[str]:
    """Give the parties that a form names: ticked, and typed one a line."""
    return [*all_said(PARTY), *(line for line in said(OTHERS).splitlines() if line.strip())]


def _undo(initiative_id: int, deed: str, numbers: list[int]) -> tuple[str, dict[str, str]]:
    return (f"{ROUTE}/{initiative_id}/{deed}", {NUMBERS: ",".join(map(str, numbers))})


def _sent(session: Session, initiative_id: int) -> Done:
    sent = Sent(
        parties=_named(),
        sent_on=day_said(SENT),
        due_on=day_said(DUE),
        step=said(STEP),
        meeting_on=day_said(MEETING),
        meeting_body=said(BODY),
        text=said(NOTE),
        link=said(LINK),
        is_again=bool(said(AGAIN)),
    )
    number = send_round(session, initiative_id, sent, now=data.now(), by=user())
    if (paper := paper_sent()) is not None:
        put_with(session, PaperOwner.ROUND, number, paper, now=data.now(), by=user())
    return Done(message=t("round.told_sent"), undo=_undo(initiative_id, "fortryd-runde", [number]))


def _asked(session: Session, initiative_id: int) -> Done:
    numbers = ask_more(session, number_said(ROUND), _named(), now=data.now(), by=user())
    message = t("round.told_asked", count=len(numbers), number=str(len(numbers)))
    return Done(message=message, undo=_undo(initiative_id, "fortryd-part", numbers))


def _answered(session: Session, initiative_id: int) -> Done:
    answered = Answered(
        party=said(PARTY),
        answer=code_or_none(ReplyAnswer, said(ANSWER) or None),
        day=day_said(DAY),
        comments=said(COMMENTS),
    )
    number = answer_round(session, number_said(ROUND), answered, now=data.now(), by=user())
    told = t("round.told_answered", party=party_name(answered.party))
    return Done(message=told, undo=_undo(initiative_id, "fortryd", [number]))


def _reminded(session: Session, initiative_id: int) -> Done:
    numbers = remind(
        session, number_said(ROUND), all_said(PARTY), day=day_said(DAY), now=data.now(), by=user()
    )
    message = t("round.told_reminded", count=len(numbers), number=str(len(numbers)))
    return Done(message=message, undo=_undo(initiative_id, "fortryd", numbers))


def _moved(session: Session, initiative_id: int) -> Done:
    number = move_due(session, number_said(ROUND), day_said(DUE), text=said(NOTE), now=data.now(), by=user())
    return Done(message=t("round.told_moved"), undo=_undo(initiative_id, "fortryd", [number]))


def _closed(session: Session, initiative_id: int) -> Done:
    number = close_round(
        session, number_said(ROUND), day=day_said(DAY), text=said(NOTE), now=data.now(), by=user()
    )
    return Done(message=t("round.told_closed"), undo=_undo(initiative_id, "fortryd", [number]))


def _undone(session: Session, _initiative_id: int) -> Done:
    undo_happenings(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _round_undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        undo_round(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _parties_undone(session: Session, _initiative_id: int) -> Done:
    undo_parties(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_DEEDS = {
    "send": _sent,
    "tilfoej": _asked,
    "svar": _answered,
    "paamind": _reminded,
    "frist": _moved,
    "luk": _closed,
    "fortryd": _undone,
    "fortryd-runde": _round_undone,
    "fortryd-part": _parties_undone,
}
