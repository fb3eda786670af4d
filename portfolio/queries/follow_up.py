"""What follows an initiative's steps, as known at an instant: rounds of comments, receivers, evaluations."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.queries.adoption import AdoptionBook, ListedAdoption, read_adoption
from portfolio.queries.evaluations import EvaluationBook, read_evaluations
from portfolio.queries.rounds import RoundBook, read_rounds
from portfolio.queries.told import Homes


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All rounds of comments, who has taken what into use, and when what is evaluated."""

    rounds: RoundBook
    adoption: AdoptionBook
    evaluations: EvaluationBook


def read_follow_up(session: Session, as_of: dt.datetime, listed: ListedAdoption) -> FollowUp:
    """Read what people had said at an instant, beside what lists say of receivers."""
    homes = Homes(session, as_of)
    return FollowUp(
        read_rounds(session, as_of, homes),
        read_adoption(session, as_of, listed, homes),
        read_evaluations(session, as_of, homes),
    )
