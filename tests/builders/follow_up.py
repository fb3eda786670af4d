"""Rounds of comments and evaluations as known at an instant, read together."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.queries.evaluations import EvaluationBook, read_evaluations
from portfolio.queries.rounds import RoundBook, read_rounds
from portfolio.queries.told import Homes


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All rounds of comments, and when what is evaluated."""

    rounds: RoundBook
    evaluations: EvaluationBook


def read_follow_up(session: Session, as_of: dt.datetime) -> FollowUp:
    """Read what people had said at an instant."""
    homes = Homes(session, as_of)
    return FollowUp(read_rounds(session, as_of, homes), read_evaluations(session, as_of, homes))
