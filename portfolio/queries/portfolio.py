"""In which state the portfolio is, and what was known at an instant."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from portfolio.marks import Part, mark
from portfolio.queries.views import views_mark
from portfolio.reference_edits import mark_of
from portfolio.reference_edits import marks as reference_marks
from portfolio.tables import (
    Correction,
    HomeDecision,
    InitiativeListing,
    InitiativeMonth,
    MatchDecision,
    Upload,
    Version,
)

Known = type[Version] | type[InitiativeListing] | type[InitiativeMonth]


class Stamps(NamedTuple):
    """In which state a database is.

    Attributes:
        portfolio: differs after every change to the portfolio, that of reference data among them.
        views: differs after every change to the saved views.
        reference: differs after every edit of reference data.
        processes: differs after every deed on a process.
        rounds: differs after every deed on a round of comments.
        adoption: differs after every deed on a receiver.
        evaluations: differs after every deed on an evaluation.
        homes: differs after every decision on where an initiative belongs.
        meetings: differs after every deed on a meeting.
        assessments: differs after every deed on an assessment or a recommendation.
        cores: differs after every deed on a core or its parts.
        effect: differs after every deed on an indicator or a measurement.
        trials: differs after every deed on a trial.
        overlap: differs after every decision on what is alike.
    """

    portfolio: str
    views: str
    reference: str
    processes: str
    homes: str
    rounds: str
    adoption: str
    evaluations: str
    meetings: str
    assessments: str
    cores: str
    effect: str
    trials: str
    overlap: str


_PARTS = {
    "processes": Part.PROCESS,
    "rounds": Part.ROUNDS,
    "adoption": Part.ADOPTION,
    "evaluations": Part.EVALUATIONS,
    "meetings": Part.MEETINGS,
    "assessments": Part.ASSESSMENTS,
    "cores": Part.CORES,
    "effect": Part.EFFECT,
    "trials": Part.TRIALS,
    "overlap": Part.OVERLAP,
}


def portfolio_stamp(session: Session) -> str:
    """Give a text that differs after every change to the portfolio, cheaply: for caches."""
    return stamps(session).portfolio


def stamps(session: Session) -> Stamps:
    """Give the states that pages ask for, all in one statement."""
    asked: tuple[Any, ...] = (
        views_mark(),
        *(mark(part) for part in _PARTS.values()),
        select(func.max(HomeDecision.id)).scalar_subquery(),
        select(func.max(HomeDecision.undone_at)).scalar_subquery(),
        *reference_marks(),
        func.max(Upload.id),
        func.max(Upload.withdrawn_at),
        select(func.max(Correction.id)).scalar_subquery(),
        select(func.max(Correction.undone_at)).scalar_subquery(),
        select(func.max(MatchDecision.id)).scalar_subquery(),
        mark(Part.TITLES),
    )
    of_views, *found = session.execute(select(*asked)).one()
    parts, (made, undone, *rest) = found[: len(_PARTS)], found[len(_PARTS) :]
    return Stamps(
        portfolio="/".join(map(str, rest)),
        views=str(of_views),
        reference=mark_of(*rest[:2]),
        homes=f"{made}/{undone}",
        **dict(zip(_PARTS, map(str, parts), strict=True)),
    )


def known_at(table: Known, at: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that a derived row was known at an instant."""
    return and_(table.known_from <= at, table.known_to > at)
