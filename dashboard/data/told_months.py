"""What lists say month by month: words, milestones."""

from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamp_here
from dashboard.data.portfolios import kept_portfolio, portfolio
from portfolio.database import reading
from portfolio.milestones import MilestoneBook
from portfolio.moments import Moment
from portfolio.month_words import MonthWords
from portfolio.queries.milestones import read_milestones
from portfolio.queries.month_words import read_month_words, read_words_of


@kept(DAYS_KEPT)
def kept_month_words(door: Door, stamp: str, moment: Moment) -> MonthWords:
    """Read what was said month by month."""
    known = kept_portfolio(door, stamp, moment).snapshot
    with reading(door.engine) as session:
        return read_month_words(session, known, moment.instant)


@kept(DAYS_KEPT)
def kept_milestones(door: Door, _stamp: str, moment: Moment) -> MilestoneBook:
    """Read the milestones."""
    with reading(door.engine) as session:
        return read_milestones(session, moment.instant)


def month_words() -> MonthWords:
    """Give what was said of every initiative month by month."""
    return kept_month_words(door_here(), stamp_here(), moment_here())


def words_of(initiative_id: int) -> MonthWords:
    """Give what was said of one initiative month by month; of the others it knows nothing."""
    moment = moment_here()
    with reading(door_here().engine) as session:
        return read_words_of(session, portfolio().snapshot, moment.instant, initiative_id)


def milestones() -> MilestoneBook:
    """Give the milestones that lists have tables of."""
    return kept_milestones(door_here(), stamp_here(), moment_here())
