"""Rounds of comments that are not closed, and how many have answered."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from portfolio.process.agenda import OpenRound, Rounds
from portfolio.queries.told import Homes, stood
from portfolio.tables import Consultation, ConsultationParty


def open_rounds(session: Session, as_of: dt.datetime, today: dt.date) -> Rounds:
    """Give the rounds that were open at the end of a day, by initiative."""
    answered = func.sum(case((ConsultationParty.answer.is_not(None), 1), else_=0))
    parties = and_(ConsultationParty.consultation_id == Consultation.id, stood(ConsultationParty, as_of))
    query = (
        select(
            Consultation.initiative_id,
            Consultation.step,
            Consultation.due_on,
            func.count(ConsultationParty.id),
            answered,
        )
        .join(ConsultationParty, parties, isouter=True)
        .where(
            stood(Consultation, as_of),
            or_(Consultation.closed_on.is_(None), Consultation.closed_on > today),
        )
        .group_by(Consultation.id, Consultation.initiative_id, Consultation.step, Consultation.due_on)
        .order_by(Consultation.id)
    )
    homes, found = Homes(session, as_of), defaultdict[int, list[OpenRound]](list)
    for initiative_id, step, due, asked, replies in session.execute(query):
        found[homes.home(initiative_id)].append(OpenRound(step, due, asked, replies or 0))
    return found
