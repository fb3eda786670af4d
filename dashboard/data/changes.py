"""What is otherwise than at another moment, and where both sides stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from flask import g
from numpy.typing import NDArray

from dashboard.data.door import COMPARISONS_KEPT, Door, door_here, kept, moment_here, stamp_here
from dashboard.data.portfolios import kept_portfolio, portfolio, portfolio_at
from portfolio.database import reading
from portfolio.differences import Comparison, Difference, Differences, held_against, within
from portfolio.moments import Moment
from portfolio.queries import differences as differences_query
from portfolio.queries.differences import Set
from portfolio.queries.snapshot import read_ended
from portfolio.selection import Criteria, select
from portfolio.snapshot import LIGHTS, Code, Item, Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What lights are compared with.

    Attributes:
        since: the moment; None: what each list said the month before.
        lights: for each initiative of the snapshot, the place of its light then in ``LIGHTS``.
        comparable: the same where lights are counted as better or worse: without those that tell of a
            correction, or of a list that came or went, and not of the initiative.
    """

    since: Moment | None
    lights: NDArray[np.int8]
    comparable: NDArray[np.int8]

    def light(self, initiative: Item) -> Code:
        """Give an initiative's light then."""
        return LIGHTS[int(self.lights[initiative.place])]


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where the two sides of changes stand.

    Attributes:
        then: the cells that values of then are from, by initiative and field; "": the row itself.
        now: the same of now.
        set_then: what people had set then, by initiative and field.
        set_now: what they have set now.
        titles: what initiatives that others were merged into, or split from, are called.
    """

    then: differences_query.Places
    now: differences_query.Places
    set_then: Mapping[tuple[int, str], Set]
    set_now: Mapping[tuple[int, str], Set]
    titles: Mapping[int, str]


@kept(COMPARISONS_KEPT)
def kept_differences(door: Door, _stamp: str, since: Moment, moment: Moment) -> Differences:
    """Read what is otherwise than at a moment."""
    with reading(door.engine) as session:
        return differences_query.read_differences(session, since.instant, moment.instant)


@kept(COMPARISONS_KEPT)
def kept_ended(door: Door, _stamp: str, since: Moment, moment: Moment) -> Snapshot:
    """Read those known at a moment that are known otherwise now, or no more."""
    with reading(door.engine) as session:
        return read_ended(session, since.instant, since.day, moment.instant)


@kept(COMPARISONS_KEPT)
def kept_comparison(door: Door, stamp: str, since: Moment, moment: Moment) -> Comparison:
    """Hold a moment against another."""
    known = kept_portfolio(door, stamp, moment).snapshot
    return held_against(known, kept_differences(door, stamp, since, moment))


def comparison(since: Moment) -> Comparison:
    """Give what is different from a moment."""
    return kept_comparison(door_here(), stamp_here(), since, moment_here())


def differences(criteria: Criteria, since: Moment) -> Differences:
    """Give what is otherwise than at a moment about those that meet some criteria, or met them then."""
    found = kept_differences(door_here(), stamp_here(), since, moment_here())
    if criteria.unfiltered() == criteria:
        return found
    now = portfolio().chosen(criteria)
    if criteria.gaps or g.get("structure_on") is not None:  # what time alone, or a decision, may change
        return within(found, now, portfolio_at(since).chosen(criteria))
    then = select(kept_ended(door_here(), stamp_here(), since, moment_here()), criteria)
    return within(found, now, then, is_of_ended=True)


def origins(found: Sequence[Difference], since: Moment) -> Origins:
    """Give where the two sides of what is otherwise stand."""
    ids = [it.initiative_id for it in found]
    others = {other for it in found for other in it.others}
    now = moment_here().instant
    with reading(door_here().engine) as session:
        titles = differences_query.read_titles(session, others, since.instant)
        return Origins(
            then=differences_query.read_places(session, ids, since.instant),
            now=differences_query.read_places(session, ids, now),
            set_then=differences_query.read_set(session, ids, since.instant),
            set_now=differences_query.read_set(session, ids, now),
            titles=titles | differences_query.read_titles(session, others, now),
        )


def earlier(since: Moment | None) -> Earlier:
    """Give the lights of a moment; where none is asked for, those of the end of the month before.

    Where nothing was known then, as when months of lists are loaded on one day, each initiative's light is
    held against what its own list said the month before.
    """
    moment = since or portfolio().usual_since
    if moment is None:
        lights = portfolio().snapshot.lights_before
        return Earlier(None, lights, lights)
    found = comparison(moment)
    return Earlier(moment, found.lights, found.comparable)
