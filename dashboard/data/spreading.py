"""What could be spread: assessments, recommendations, cores, and which parts receivers took."""

from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamp_here, stamps_here
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries.assessments import ListedAssessments, read_assessments, read_listed_assessments
from portfolio.queries.cores import read_cores
from portfolio.queries.spread_history import SpreadEntry
from portfolio.queries.spread_history import spread_history as read_spread_history
from portfolio.spread.assessments import AssessmentBook
from portfolio.spread.core import CoreBook


@kept(DAYS_KEPT)
def kept_listed_assessments(door: Door, _stamp: str, moment: Moment) -> ListedAssessments:
    """Read what lists' tables assess."""
    with reading(door.engine) as session:
        return read_listed_assessments(session, moment.instant)


@kept(DAYS_KEPT)
def kept_assessments(door: Door, stamps: tuple[str, str], moment: Moment) -> AssessmentBook:
    """Read all assessments and recommendations."""
    listed = kept_listed_assessments(door, stamps[0], moment)
    with reading(door.engine) as session:
        return read_assessments(session, moment.instant, listed)


@kept(DAYS_KEPT)
def kept_cores(door: Door, _stamps: tuple[str, str], moment: Moment) -> CoreBook:
    """Read all cores."""
    with reading(door.engine) as session:
        return read_cores(session, moment.instant)


def assessments() -> AssessmentBook:
    """Give what people and lists say of how far initiatives could be spread."""
    return kept_assessments(door_here(), (stamp_here(), stamps_here().assessments), moment_here())


def assessments_then(since: Moment) -> AssessmentBook:
    """Give the same as of an earlier moment."""
    return kept_assessments(door_here(), (stamp_here(), stamps_here().assessments), since)


def cores() -> CoreBook:
    """Give the cores that people have described, and which of their parts receivers took."""
    return kept_cores(door_here(), (stamp_here(), stamps_here().cores), moment_here())


def spread_history(initiative_id: int) -> tuple[SpreadEntry, ...]:
    """Give what people have said of an initiative's spread, also what was taken back, the newest first."""
    with reading(door_here().engine) as session:
        return read_spread_history(session, initiative_id, moment_here().instant)
