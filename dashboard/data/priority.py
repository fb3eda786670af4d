"""Where initiatives lie by potential and evidence, and which are candidates for spread."""

from dashboard.data.courses import kept_evaluations
from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamps_here
from dashboard.data.portfolios import kept_portfolio
from dashboard.data.spreading import kept_assessments
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries.effect_words import read_effect_words
from portfolio.queries.measurements import read_measurements
from portfolio.queries.portfolio import Stamps
from portfolio.queries.priorities import facts_of
from portfolio.spread.priorities import Priorities

States = tuple[str, str, str]


@kept(DAYS_KEPT)
def kept_priorities(door: Door, states: States, moment: Moment) -> Priorities:
    """Place all initiatives."""
    of_lists, of_evaluations, of_assessments = states
    known = kept_portfolio(door, of_lists, moment).snapshot
    evaluations = kept_evaluations(door, (of_lists, of_evaluations), moment)
    with reading(door.engine) as session:
        measurements = read_measurements(session, moment.instant)
        words = read_effect_words(session, moment.instant)
    assessments = kept_assessments(door, (of_lists, of_assessments), moment)
    return Priorities(known, facts_of(assessments, measurements, evaluations, words))


def _states(stamps: Stamps) -> States:
    return stamps.portfolio, stamps.evaluations, stamps.assessments


def priorities() -> Priorities:
    """Give where all initiatives lie by potential and evidence, and which are candidates."""
    return kept_priorities(door_here(), _states(stamps_here()), moment_here())


def priorities_then(since: Moment) -> Priorities:
    """Give the same as of an earlier moment."""
    return kept_priorities(door_here(), _states(stamps_here()), since)
