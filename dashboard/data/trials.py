"""Trials: cycles as people and lists tell of them, and what was written of one."""

from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamp_here, stamps_here
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries import trials as trials_query
from portfolio.queries.trials import ListedTrials, TrialEntry
from portfolio.rules.months import danish_day
from portfolio.trials.book import Trial, TrialBook


@kept(DAYS_KEPT)
def kept_listed_trials(door: Door, _stamp: str, moment: Moment) -> ListedTrials:
    """Read what lists say of trials."""
    with reading(door.engine) as session:
        return trials_query.read_listed_trials(session, moment.instant)


@kept(DAYS_KEPT)
def kept_trials(door: Door, stamps: tuple[str, str], moment: Moment) -> TrialBook:
    """Read all trials."""
    listed = kept_listed_trials(door, stamps[0], moment)
    with reading(door.engine) as session:
        return trials_query.read_trials(session, moment.instant, listed)


def trials() -> TrialBook:
    """Give all trials, and what lists say of them."""
    return trials_at(moment_here())


def trials_at(moment: Moment) -> TrialBook:
    """Give all trials as they were at another moment."""
    return kept_trials(door_here(), (stamp_here(), stamps_here().trials), moment)


def trial_history(trial_id: int) -> tuple[TrialEntry, ...]:
    """Give all that people have written of a cycle, also what was taken back, the newest first."""
    with reading(door_here().engine) as session:
        return trials_query.trial_history(session, trial_id, moment_here().instant)


def trials_taken_back(initiative_id: int) -> tuple[Trial, ...]:
    """Give the cycles of an initiative that were taken back, the newest first."""
    with reading(door_here().engine) as session:
        return trials_query.trials_taken_back(session, initiative_id, moment_here().instant)


def has_trial(door: Door, key: str) -> bool:
    """Tell whether a cycle with this key is known now, or was noted and taken back."""
    with reading(door.engine) as session:
        if trials_query.has_trial(session, key):
            return True
    stamps = door.stamps()
    known = kept_trials(door, (stamps.portfolio, stamps.trials), Moment(danish_day(door.clock())))
    return key in known.by_key
