"""The portfolio at a moment, in the structure of a day, and who belongs where."""

import datetime as dt
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from flask import g, has_app_context

from dashboard.data.door import (
    DAYS_KEPT,
    STRUCTURES_KEPT,
    Door,
    door_here,
    kept,
    moment_here,
    stamp_here,
    stamps_here,
)
from dashboard.data.references import kept_reference_then
from portfolio.database import reading
from portfolio.homes import HomeEntry
from portfolio.moments import Moment
from portfolio.queries import everything as everything_query
from portfolio.queries import homes as homes_query
from portfolio.queries import origins as origins_query
from portfolio.queries import sources as sources_query
from portfolio.queries import uploads as uploads_query
from portfolio.queries.everything import Place
from portfolio.queries.origins import ListFile, ValueCells
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.sources import SourceSummary
from portfolio.records import Value
from portfolio.reference import Reference, load_reference, using_reference
from portfolio.rules.months import danish_day
from portfolio.selection import Chosen, Criteria, select
from portfolio.snapshot import Snapshot
from portfolio.transition import Transition, make_transition


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """What is known at a moment: what every page begins with.

    Attributes:
        snapshot: the initiatives.
        sources: every list's source and its newest upload until then.
        moment: the moment it is seen from.
        first_day: the day on which the first list ever came; None: none has.
        structure_on: the day by whose structure the initiatives are grouped; None: as their lists say.
    """

    snapshot: Snapshot
    sources: tuple[SourceSummary, ...]
    moment: Moment
    first_day: dt.date | None = None
    structure_on: dt.date | None = None

    @property
    def today(self) -> dt.date:
        """The day it is seen from."""
        return self.moment.day

    @property
    def newest_month(self) -> dt.date | None:
        """The newest reporting month that any list has."""
        months = [source.newest_month for source in self.sources if source.newest_month is not None]
        return max(months, default=None)

    @property
    def is_before_first(self) -> bool:
        """Whether the day lies before the one on which the first list ever came."""
        return self.first_day is not None and self.today < self.first_day

    @property
    def month_before(self) -> Moment | None:
        """The end of the month before the newest: what is compared with when nobody asks for a moment."""
        return None if self.newest_month is None else Moment(self.newest_month - dt.timedelta(days=1))

    @property
    def usual_since(self) -> Moment | None:
        """What is compared with when nobody asks for a moment, as far as something was known then."""
        since = self.month_before
        if since is None or self.first_day is None or since.day < self.first_day:
            return None
        return since if since.instant < self.moment.instant else None

    def chosen(self, criteria: Criteria) -> Chosen:
        """Give the initiatives that meet some criteria, by id."""
        return select(self.snapshot, criteria)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What a regrouping rests on; reference data is compared by which it is, not by what it holds."""

    portfolio: str
    homes: str
    reference: Reference

    def __eq__(self, other: object) -> bool:
        """Tell whether two are the same state."""
        if not isinstance(other, State) or self.reference is not other.reference:
            return False
        return (self.portfolio, self.homes) == (other.portfolio, other.homes)

    def __hash__(self) -> int:
        return hash((self.portfolio, self.homes, id(self.reference)))


@kept(DAYS_KEPT)
def kept_portfolio(door: Door, _stamp: str, moment: Moment) -> Portfolio:
    """Read the portfolio."""
    as_of = moment.instant
    with reading(door.engine) as session:
        first = uploads_query.first_uploaded_at(session)
        return Portfolio(
            snapshot=read_snapshot(session, as_of, moment.day),
            sources=sources_query.sources(session, as_of),
            moment=moment,
            first_day=None if first is None else danish_day(first),
        )


@kept(DAYS_KEPT)
def kept_decisions(door: Door, _stamp: str, moment: Moment) -> dict[int, tuple[HomeEntry, ...]]:
    """Read where people say that initiatives belong."""
    with reading(door.engine) as session:
        return homes_query.home_decisions(session, moment.instant)


@kept(STRUCTURES_KEPT)
def kept_transition(door: Door, state: State, moment: Moment, day: dt.date) -> Transition:
    """Find where every initiative belongs in the structure of a day."""
    known, entries = kept_portfolio(door, state.portfolio, moment), kept_decisions(door, state.homes, moment)
    return make_transition(known.snapshot, state.reference, day, entries)


def look_from(moment: Moment | None, structure_on: dt.date | None = None) -> None:
    """See the portfolio from a moment all through this request; None: as it is now.

    Reference data too is what was known then. ``structure_on`` is the day by whose structure it is grouped;
    None: as its lists say.
    """
    g.moment, g.structure_on = moment, structure_on
    stack: ExitStack | None = g.get("reference_data")
    if moment is not None and stack is not None:
        stack.enter_context(
            using_reference(lambda: kept_reference_then(door_here(), stamps_here().reference, moment))
        )


def _reference_then(moment: Moment) -> Reference:
    return kept_reference_then(door_here(), stamps_here().reference, moment)


def structure_on() -> dt.date | None:
    """Give the day by whose structure it is grouped; None: as lists say, and outside of a request."""
    day: dt.date | None = g.get("structure_on") if has_app_context() else None
    return day


def portfolio() -> Portfolio:
    """Give the portfolio as it is, or was at the moment looked from; the same all through a request."""
    if "portfolio" not in g:
        g.portfolio = portfolio_at(moment_here())
    kept: Portfolio = g.portfolio
    return kept


def portfolio_at(moment: Moment) -> Portfolio:
    """Give the portfolio as it was at another moment, grouped as this request's is."""
    known, day = kept_portfolio(door_here(), stamp_here(), moment), structure_on()
    if day is None:
        return known
    state = State(stamp_here(), stamps_here().homes, load_reference())
    return replace(
        known, snapshot=kept_transition(door_here(), state, moment, day).snapshot, structure_on=day
    )


def transition(day: dt.date) -> Transition:
    """Give where every initiative belongs in the structure of a day, with what people have decided."""
    state = State(stamps_here().portfolio, stamps_here().homes, load_reference())
    return kept_transition(door_here(), state, moment_here(), day)


def home_history(initiative_id: int) -> Sequence[HomeEntry]:
    """Give all decisions of where an initiative belongs, also those undone, the newest first."""
    with reading(door_here().engine) as session:
        return homes_query.home_history(session, initiative_id, moment_here().instant)


def everything() -> tuple[dict[int, dict[str, Value]], dict[int, Place]]:
    """Give every initiative's values by field, and its place in the newest list that has it."""
    as_of = moment_here().instant
    with reading(door_here().engine) as session:
        return everything_query.all_values(session, as_of), everything_query.newest_places(session, as_of)


def values_at(moment: Moment) -> dict[int, dict[str, Value]]:
    """Give every initiative's values by field as they were at another moment."""
    with reading(door_here().engine) as session:
        return everything_query.all_values(session, moment.instant)


def value_cells(ids: Collection[int]) -> dict[int, ValueCells]:
    """Give the cells that the values of some initiatives stand in."""
    with reading(door_here().engine) as session:
        return origins_query.value_cells(session, moment_here().instant, ids)


def list_files(upload_ids: Collection[int]) -> dict[int, ListFile]:
    """Give the files of some uploads."""
    with reading(door_here().engine) as session:
        return origins_query.list_files(session, upload_ids)
