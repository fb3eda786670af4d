"""What people do with a round of comments: sent, answered, reminded, moved, closed; each can be undone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import (
    DeedUnknownError,
    ProcessRefusedError,
    ensure_known,
    line_of,
    link_of,
    past_day,
    standing,
    text_of,
    undo,
    undo_all,
)
from portfolio.process.naming import namer
from portfolio.process.rounds import Happening, Round, with_happenings
from portfolio.reference import load_reference
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day
from portfolio.tables import Consultation, ConsultationEvent, ConsultationParty
from portfolio.vocabulary import ReplyAnswer, RoundEvent

MOST_PARTIES = 200
_LONGEST_ROUND = dt.timedelta(days=1100)


class RoundUnknownError(DeedUnknownError):
    """There is no such round that stands."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A round that is sent.

    Attributes:
        parties: organisations' ids, or names; a name that is an organisation's is that organisation.
        sent_on: when it was sent; None: today.
        due_on: by when answers are due.
        step: the step of the process that it belongs to.
        meeting_on: the meeting that it is to be in time for, and ``meeting_body`` whose.
        text: what is asked about.
        link: where the paper is.
        is_again: that it is meant, although there is one just like it.
    """

    parties: Sequence[str]
    sent_on: dt.date | None
    due_on: dt.date | None
    step: str | None = None
    meeting_on: dt.date | None = None
    meeting_body: str | None = None
    text: str | None = None
    link: str | None = None
    is_again: bool = False


def send_round(session: Session, initiative_id: int, sent: Sent, *, now: dt.datetime, by: str) -> int:
    """Keep that a round was sent, and give its number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: nobody is asked, somebody is asked twice, the days are out of order, or the same
            parties were asked about the same step on the same day and nobody says that this is another round.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    parties, sent_on = _parties(sent.parties, danish_day(now)), past_day(sent.sent_on, now)
    if sent.due_on is None:
        raise ProcessRefusedError("rounds.due_missing")
    _check_due(sent.due_on, sent_on)
    if sent.meeting_on is not None and sent.meeting_on < sent_on:
        raise ProcessRefusedError("rounds.meeting_before_sent")
    if not sent.is_again and _has_like(session, initiative_id, line_of(sent.step), sent_on, parties):
        raise ProcessRefusedError("rounds.twice", day=_day_text(sent_on))
    row = Consultation(
        initiative_id=initiative_id,
        step=line_of(sent.step),
        sent_on=sent_on,
        due_on=sent.due_on,
        meeting_on=sent.meeting_on,
        meeting_body=line_of(sent.meeting_body),
        text=text_of(sent.text),
        link=link_of(sent.link),
        made_at=now,
        made_by=by,
    )
    session.add(row)
    session.flush()
    _ask(session, row.id, parties, now, by)
    return row.id


def _has_like(
    session: Session, initiative_id: int, step: str | None, sent_on: dt.date, parties: Sequence[str]
) -> bool:
    """Tell whether a round stands with the same step, day and parties."""
    query = select(Consultation.id).where(
        Consultation.initiative_id == initiative_id,
        Consultation.sent_on == sent_on,
        Consultation.step.is_(None) if step is None else Consultation.step == step,
        Consultation.undone_at.is_(None),
    )
    wanted = {fold(it) for it in parties}
    rounds = (_round(session, id_) for id_ in session.scalars(query))
    return any({fold(one.party) for one in it.parties} == wanted for it in rounds)


def ask_more(
    session: Session, round_id: int, parties: Sequence[str], *, now: dt.datetime, by: str
) -> list[int]:
    """Ask further parties in a round that is open, and give the numbers to take that back.

    Raises:
        RoundUnknownError: there is no such round.
        ProcessRefusedError: the round is closed, or one of them is asked already.
    """
    wait_in_line(session)
    known = _open(session, round_id)
    further = _parties(parties, danish_day(now))
    for party in further:
        if known.asks(party):
            raise ProcessRefusedError("rounds.party_twice", party=_name(party))
    if len(known.parties) + len(further) > MOST_PARTIES:
        raise ProcessRefusedError("rounds.too_many", most=MOST_PARTIES)
    return _ask(session, round_id, further, now, by)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a party answered; ``day`` None: today."""

    party: str
    answer: ReplyAnswer | None
    day: dt.date | None = None
    comments: str | None = None


def answer_round(session: Session, round_id: int, answered: Answered, *, now: dt.datetime, by: str) -> int:
    """Keep a party's answer, and give its number; a later one takes the place of an earlier.

    Raises:
        RoundUnknownError: there is no such round.
        ProcessRefusedError: the party is not asked, the answer is none, or it came before or after the round.
    """
    wait_in_line(session)
    known = _round(session, round_id)
    day, comments = past_day(answered.day, now), text_of(answered.comments)
    if not known.asks(answered.party):
        raise ProcessRefusedError("rounds.not_asked")
    if answered.answer is None:
        raise ProcessRefusedError("rounds.answer_missing")
    if comments and answered.answer is ReplyAnswer.NO_COMMENTS:
        raise ProcessRefusedError("rounds.comments_in_none")
    if day < known.sent_on:
        raise ProcessRefusedError("rounds.before_sent", sent=_day_text(known.sent_on))
    if known.closed_on is not None and day > known.closed_on:
        raise ProcessRefusedError("rounds.after_close", closed=_day_text(known.closed_on))
    happened = [(RoundEvent.ANSWERED, answered.party, day, answered.answer, comments)]
    return _keep(session, round_id, happened, now, by)[0]


def remind(
    session: Session,
    round_id: int,
    parties: Sequence[str],
    *,
    day: dt.date | None,
    now: dt.datetime,
    by: str,
) -> list[int]:
    """Keep that parties were reminded, and give the numbers to take that back.

    Raises:
        RoundUnknownError: there is no such round.
        ProcessRefusedError: the round is closed, nobody is named, or a party has answered or is not asked.
    """
    wait_in_line(session)
    known, on = _open(session, round_id), past_day(day, now)
    silent = {it.party for it in known.silent}
    if not parties:
        raise ProcessRefusedError("rounds.nobody_to_remind")
    if on < known.sent_on:
        raise ProcessRefusedError("rounds.before_sent", sent=_day_text(known.sent_on))
    for party in parties:
        if party not in silent:
            raise ProcessRefusedError("rounds.not_waiting", party=_name(party))
    happened = [(RoundEvent.REMINDED, party, on, None, None) for party in dict.fromkeys(parties)]
    return _keep(session, round_id, happened, now, by)


def move_due(
    session: Session, round_id: int, due_on: dt.date | None, *, text: str, now: dt.datetime, by: str
) -> int:
    """Move the day by which answers are due.

    Raises:
        RoundUnknownError: there is no such round.
        ProcessRefusedError: the round is closed, or the day cannot be.
    """
    wait_in_line(session)
    known = _open(session, round_id)
    if due_on is None:
        raise ProcessRefusedError("rounds.due_missing")
    _check_due(due_on, known.sent_on)
    return _keep(session, round_id, [(RoundEvent.DUE_MOVED, None, due_on, None, text_of(text))], now, by)[0]


def close_round(
    session: Session, round_id: int, *, day: dt.date | None, text: str, now: dt.datetime, by: str
) -> int:
    """Close a round: who has not answered by then was silent.

    Raises:
        RoundUnknownError: there is no such round.
        ProcessRefusedError: it is closed already, or the day lies before it was sent or somebody answered.
    """
    wait_in_line(session)
    known, on = _open(session, round_id), past_day(day, now)
    if on < known.sent_on:
        raise ProcessRefusedError("rounds.before_sent", sent=_day_text(known.sent_on))
    last = max((it.answered_on for it in known.parties if it.answered_on), default=None)
    if last is not None and on < last:
        raise ProcessRefusedError("rounds.closed_before_answer", last=_day_text(last))
    return _keep(session, round_id, [(RoundEvent.CLOSED, None, on, None, text_of(text))], now, by)[0]


def undo_round(session: Session, round_id: int, *, now: dt.datetime, by: str) -> None:
    """Take a round back that was noted by mistake, with all in it.

    Raises:
        DeedUnknownError: there is no such round that stands.
    """
    wait_in_line(session)
    undo(standing(session, Consultation, round_id), now, by)
    _done(session)


def undo_parties(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back that parties were asked.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
        ProcessRefusedError: nobody would be left, or the party has answered.
    """
    wait_in_line(session)
    for number in numbers:
        row = standing(session, ConsultationParty, number)
        known = _round(session, row.consultation_id)
        if any(it.party == row.party and it.answer is not None for it in known.parties):
            raise ProcessRefusedError("rounds.party_answered", party=_name(row.party))
        if len(known.parties) == 1:
            raise ProcessRefusedError("rounds.nobody_left")
        undo(row, now, by)
        session.flush()
    _done(session)


def undo_happenings(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take back what happened in a round; what stood before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, ConsultationEvent, numbers, Part.ROUNDS, now=now, by=by)


# --- What they share ----------------------------------------------------------------------------------------


def _done(session: Session) -> None:
    session.flush()
    touch(session, Part.ROUNDS)


_Told = tuple[RoundEvent, str | None, dt.date, ReplyAnswer | None, str | None]


def _keep(session: Session, round_id: int, happened: Iterable[_Told], now: dt.datetime, by: str) -> list[int]:
    rows = [
        ConsultationEvent(
            consultation_id=round_id,
            kind=kind,
            party=party,
            day=day,
            answer=answer,
            text=text,
            made_at=now,
            made_by=by,
        )
        for kind, party, day, answer, text in happened
    ]
    session.add_all(rows)
    _done(session)
    return [row.id for row in rows]


def _ask(session: Session, round_id: int, parties: Sequence[str], now: dt.datetime, by: str) -> list[int]:
    rows = [
        ConsultationParty(consultation_id=round_id, party=party, made_at=now, made_by=by) for party in parties
    ]
    session.add_all(rows)
    _done(session)
    return [row.id for row in rows]


def _parties(named: Sequence[str], today: dt.date) -> list[str]:
    """Give parties as they are kept.

    Raises:
        ProcessRefusedError: nobody is named, somebody twice, or far too many.
    """
    meant = namer(today)
    found: dict[str, str] = {}
    for text in named:
        said = line_of(text)
        if said is None:
            continue
        party = meant(said)
        if fold(party) in found:
            raise ProcessRefusedError("rounds.party_twice", party=_name(party))
        found[fold(party)] = party
    if not found:
        raise ProcessRefusedError("rounds.nobody_asked")
    if len(found) > MOST_PARTIES:
        raise ProcessRefusedError("rounds.too_many", most=MOST_PARTIES)
    return list(found.values())


def _name(party: str) -> str:
    return next((it.name for it in load_reference().organisations if it.id == party), party)


def _day_text(day: dt.date) -> str:
    return f"{day:%d.%m.%Y}"


def _check_due(due_on: dt.date, sent_on: dt.date) -> None:
    if due_on < sent_on:
        raise ProcessRefusedError("rounds.due_before_sent")
    if due_on - sent_on > _LONGEST_ROUND:
        raise ProcessRefusedError("rounds.due_far_ahead")


def _open(session: Session, round_id: int) -> Round:
    known = _round(session, round_id)
    if known.closed_on is not None:
        raise ProcessRefusedError("rounds.is_closed", closed=_day_text(known.closed_on))
    return known


def _round(session: Session, round_id: int) -> Round:
    row = session.get(Consultation, round_id)
    if row is None or row.undone_at is not None:
        raise RoundUnknownError(round_id)
    parties = select(ConsultationParty).where(
        ConsultationParty.consultation_id == round_id, ConsultationParty.undone_at.is_(None)
    )
    events = select(ConsultationEvent).where(
        ConsultationEvent.consultation_id == round_id, ConsultationEvent.undone_at.is_(None)
    )
    return round_of(
        row,
        [it.party for it in session.scalars(parties.order_by(ConsultationParty.id))],
        [
            Happening(it.id, it.kind, it.day, it.party, it.answer, it.text, it.made_by)
            for it in session.scalars(events.order_by(ConsultationEvent.id))
        ],
    )


def round_of(row: Consultation, parties: Sequence[str], happened: Iterable[Happening]) -> Round:
    """Give a round of its row, who is asked and what happened."""
    begun = Round(
        id=row.id,
        initiative_id=row.initiative_id,
        step=row.step,
        sent_on=row.sent_on,
        due_on=row.due_on,
        first_due_on=row.due_on,
        meeting_on=row.meeting_on,
        meeting_body=row.meeting_body,
        text=row.text,
        link=row.link,
        by=row.made_by,
    )
    return with_happenings(begun, parties, happened)
