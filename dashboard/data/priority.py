"""Where initiatives lie by potential and evidence, and which are candidates for spread."""

from dashboard.data.courses import kept_evaluations
from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamps_here
from dashboard.data.portfolios import kept_portfolio
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries.effect_words import read_effect_words
from portfolio.queries.measurements import read_measurements
from portfolio.queries.portfolio import Stamps
from portfolio.queries.priorities import facts_of
from portfolio.spread.assessments import AssessmentBook
from portfolio.spread.priorities import Priorities

States = tuple[str, str]


@kept(DAYS_KEPT)
def kept_priorities(door: Door, states: States, moment: Moment) -> Priorities:
    """Place all initiatives."""
    of_lists, of_evaluations = states
    known = kept_portfolio(door, of_lists, moment).snapshot
    evaluations = kept_evaluations(door, (of_lists, of_evaluations), moment)
    with reading(door.engine) as session:
        measurements = read_measurements(session, moment.instant)
        words = read_effect_words(session, moment.instant)
    return Priorities(
        known, facts_of(kept_assessments(door, of_lists, moment), measurements, evaluations, words)
    )


def _states(stamps: Stamps) -> States:
    return stamps.portfolio, stamps.evaluations


def priorities() -> Priorities:
    """Give where all initiatives lie by potential and evidence, and which are candidates."""
    return kept_priorities(door_here(), _states(stamps_here()), moment_here())


def priorities_then(since: Moment) -> Priorities:
    """Give the same as of an earlier moment."""
    return kept_priorities(door_here(), _states(stamps_here()), since)


@kept(DAYS_KEPT)
def kept_assessments(_door: Door, _stamp: str, _moment: Moment) -> AssessmentBook:
    return AssessmentBook({}, {})


def assessments() -> AssessmentBook:
    return kept_assessments(door_here(), stamps_here().portfolio, moment_here())


def assessments_then(since: Moment) -> AssessmentBook:
    """Give what people and lists had said at an earlier moment."""
    return kept_assessments(door_here(), stamps_here().portfolio, since)
