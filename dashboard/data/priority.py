"""Where initiatives lie by potential and evidence, and which are candidates for spread."""

from dashboard.data.courses import kept_evaluations
from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamps_here
from dashboard.data.effects import kept_effect
from dashboard.data.portfolios import kept_portfolio
from dashboard.data.spreading import kept_assessments, kept_cores
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries.effect_words import EffectWords, read_effect_words
from portfolio.queries.portfolio import Stamps
from portfolio.queries.priorities import facts_of
from portfolio.spread.priorities import Priorities

States = tuple[str, str, str, str, str]
"""The states of lists, evaluations, assessments, cores and effect."""


@kept(DAYS_KEPT)
def kept_effect_words(door: Door, _stamp: str, moment: Moment) -> EffectWords:
    """Read of what lists tell an effect or a core."""
    with reading(door.engine) as session:
        return read_effect_words(session, moment.instant)


@kept(DAYS_KEPT)
def kept_priorities(door: Door, states: States, moment: Moment) -> Priorities:
    """Place all initiatives; what they are chosen among may be grouped by any structure."""
    of_lists, of_evaluations, of_assessments, of_cores, of_effect = states
    facts = facts_of(
        kept_assessments(door, (of_lists, of_assessments), moment),
        kept_effect(door, (of_lists, of_effect), moment),
        kept_evaluations(door, (of_lists, of_evaluations), moment),
        kept_effect_words(door, of_lists, moment),
        kept_cores(door, (of_lists, of_cores), moment).versions,
    )
    return Priorities(kept_portfolio(door, of_lists, moment).snapshot, facts)


def states_of_priorities(stamps: Stamps) -> States:
    """Give the states that where initiatives lie rests on."""
    return stamps.portfolio, stamps.evaluations, stamps.assessments, stamps.cores, stamps.effect


def priorities() -> Priorities:
    """Give where all initiatives lie by potential and evidence, and which are candidates."""
    return kept_priorities(door_here(), states_of_priorities(stamps_here()), moment_here())


def priorities_then(since: Moment) -> Priorities:
    """Give the same as of an earlier moment."""
    return kept_priorities(door_here(), states_of_priorities(stamps_here()), since)
